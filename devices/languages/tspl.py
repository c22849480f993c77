"""TSPL (TSC, Gprinter, Xprinter and most Chinese label printers): a label as one BITMAP, two ways of asking how it is.

Source: TSPL/TSPL2 programming manual (SIZE, GAP, BLINE, BITMAP, PRINT, <ESC>!?, <ESC>!S). A dot of BITMAP is black when
its bit is 0. `basic` asks for one byte of bits, `full` for the eight bytes that also know low paper.
"""

from __future__ import annotations

from devices.label_image import Feed, LabelImage, Media
from devices.languages.raster import see_that_it_fits, white_is_one
from devices.readings import Condition, PrinterStatus

ONE_BYTE = b"\x1b!?"
FOUR_BYTES = b"\x1b!S"
PRINTING = 0x20
_ONE_BYTE_BITS = {
    0x01: Condition.HEAD_OPEN,
    0x02: Condition.PAPER_JAM,
    0x04: Condition.PAPER_OUT,
    0x08: Condition.RIBBON_OUT,
    0x10: Condition.PAUSED,
    0x40: Condition.COVER_OPEN,
    0x80: Condition.OVERHEATED,
}
_WARNINGS = {0x01: Condition.PAPER_LOW, 0x08: Condition.BUFFER_FULL}
_ERRORS = {
    0x01: Condition.OVERHEATED,
    0x02: Condition.OVERHEATED,
    0x04: Condition.FAULT,
    0x08: Condition.FAULT,
    0x10: Condition.FAULT,
}
_MEDIA_ERRORS = {
    0x01: Condition.PAPER_OUT,
    0x02: Condition.PAPER_JAM,
    0x04: Condition.RIBBON_OUT,
    0x08: Condition.RIBBON_OUT,
    0x20: Condition.HEAD_OPEN,
}
_AT_WORK = frozenset(b"BCFPW")
"""Backing up, cutting, feeding, printing a batch, drawing."""
_PAUSED = frozenset(b"`K")
"""Paused, or waiting for its print key."""


class Tspl:
    """One dialect: which question it is asked ("none", "basic" or "full")."""

    def __init__(self, status: str = "basic") -> None:
        self._request = {"none": b"", "basic": ONE_BYTE, "full": FOUR_BYTES}[status]

    def encode(self, label: LabelImage, media: Media) -> bytes:
        see_that_it_fits(label, media)
        head = f"SIZE {media.width_mm} mm,{media.height_mm} mm\r\n{_feed(media)}\r\nREFERENCE 0,0\r\nCLS\r\n"
        bitmap = f"BITMAP 0,0,{label.row_bytes},{label.height},0,"
        return b"".join((head.encode(), bitmap.encode(), white_is_one(label), b"\r\nPRINT 1,1\r\n"))

    @property
    def status_request(self) -> bytes:
        return self._request

    def status(self, answer: bytes) -> PrinterStatus | None:
        if self._request == FOUR_BYTES:
            return _four_bytes(answer)
        return _one_byte(answer) if self._request else None


def _feed(media: Media) -> str:
    if media.feed is Feed.BLACK_MARK:
        return f"BLINE {media.gap_mm} mm,0 mm"
    return f"GAP {media.gap_mm if media.feed is Feed.GAP else 0} mm,0 mm"


def _one_byte(answer: bytes) -> PrinterStatus | None:
    if not answer:
        return None
    said = answer[-1]
    return PrinterStatus(_named(said, _ONE_BYTE_BITS), bool(said & PRINTING), None, answer)


def _four_bytes(answer: bytes) -> PrinterStatus | None:
    """STX, message, warning, error, media error, ETX, CR, LF; the last whole answer counts."""
    start = answer.rfind(b"\x02")
    frame = answer[start : start + 8]
    if start < 0 or len(frame) < 8 or frame[5:] != b"\x03\r\n":
        return None
    message, warning, error, media = frame[1:5]
    found = _named(warning, _WARNINGS) | _named(error, _ERRORS) | _named(media, _MEDIA_ERRORS)
    if message in _PAUSED:
        found |= {Condition.PAUSED}
    if message == ord("E") and not found:
        found |= {Condition.FAULT}
    return PrinterStatus(found, message in _AT_WORK, None, answer)


def _named(bits: int, names: dict[int, Condition]) -> frozenset[Condition]:
    return frozenset(name for bit, name in names.items() if bits & bit)
