"""ZPL II (Zebra and what speaks its language): a label as one graphic field, in hex or compressed (Z64); ~HS asks it.

Source: ZPL II programming guide (^GF, ^MN, ^PW, ^LL, ~HS). A dot is black when its bit is 1. Z64 is about a ninth of
hex: zlib, then base64, then the CRC-16 (polynomial 1021, start 0) of the base64 text. A Zebra out of paper or with an
open head gives no answer at all.
"""

from __future__ import annotations

import base64
import binascii
import zlib

from devices.label_image import Feed, LabelImage, Media
from devices.languages.raster import see_that_it_fits
from devices.readings import Condition, PrinterStatus

HOST_STATUS = b"~HS\r\n"
_MEDIA = {Feed.GAP: "^MNY", Feed.BLACK_MARK: "^MNM", Feed.CONTINUOUS: "^MNN"}
_FIELDS = (12, 11, 2)
"""Fields in each of the three strings of ~HS."""


class Zpl:
    """One dialect: hex or Z64, asked or not ("none", "basic" or "full")."""

    def __init__(self, status: str = "full", *, is_packed: bool = False) -> None:
        self._request = b"" if status == "none" else HOST_STATUS
        self._is_packed = is_packed

    def encode(self, label: LabelImage, media: Media) -> bytes:
        see_that_it_fits(label, media)
        data = _z64(label.bits) if self._is_packed else label.bits.hex().upper()
        size = len(label.bits)
        head = f"^XA{_MEDIA[media.feed]}^PW{label.width}^LL{label.height}^LH0,0^LS0^PON"
        field = f"^FO0,0^GFA,{size},{size},{label.row_bytes},{data}^FS"
        return f"{head}{field}^PQ1,0,0,N^XZ\r\n".encode("ascii")

    @property
    def status_request(self) -> bytes:
        return self._request

    def status(self, answer: bytes) -> PrinterStatus | None:
        strings = _strings(answer) if self._request else None
        return _read(strings, answer) if strings else None


def _z64(bits: bytes) -> str:
    text = base64.b64encode(zlib.compress(bits, 6))
    return f":Z64:{text.decode('ascii')}:{binascii.crc_hqx(text, 0):04X}"


def _strings(answer: bytes) -> list[list[str]] | None:
    """The fields of the last three strings, each between STX and ETX; None while they are not whole."""
    whole = [part.split(b"\x03")[0] for part in answer.split(b"\x02")[1:] if b"\x03" in part]
    strings = [part.decode("ascii", "replace").split(",") for part in whole[-3:]]
    return strings if tuple(len(fields) for fields in strings) == _FIELDS else None


def _read(strings: list[list[str]], raw: bytes) -> PrinterStatus | None:
    first, second, _third = strings
    flags = {
        Condition.PAPER_OUT: first[1],
        Condition.PAUSED: first[2],
        Condition.BUFFER_FULL: first[5],
        Condition.FAULT: first[9],
        Condition.OVERHEATED: first[11],
        Condition.HEAD_OPEN: second[2],
        Condition.RIBBON_OUT: second[3],
    }
    waiting, left = first[4], second[8]
    if not (waiting.isdecimal() and left.isdecimal() and set(flags.values()) <= {"0", "1"}):
        return None
    remaining = int(left) + int(waiting)
    found = frozenset(condition for condition, flag in flags.items() if flag == "1")
    return PrinterStatus(found, remaining > 0, remaining, raw)
