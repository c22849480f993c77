"""What a printer says when it is asked how it is: the status bytes of each language, by the manuals. Next: printer.py."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from devices.readings import Condition


@dataclass(frozen=True, slots=True)
class Standing:
    """How it is: what is wrong with it, whether it prints, how many labels it still holds."""

    conditions: frozenset[Condition]
    is_printing: bool
    waiting: int


def answer(language: str, asked: bytes, standing: Standing) -> bytes:
    """The bytes of its answer, b"" when it gives none."""
    return _ANSWERS[language](asked, standing)


def _bits(standing: Standing, bits: Mapping[Condition, int]) -> int:
    return sum(bits.get(condition, 0) for condition in standing.conditions)


_TSPL_BYTE = {
    Condition.HEAD_OPEN: 0x01,
    Condition.PAPER_JAM: 0x02,
    Condition.PAPER_OUT: 0x04,
    Condition.RIBBON_OUT: 0x08,
    Condition.PAUSED: 0x10,
    Condition.COVER_OPEN: 0x40,
    Condition.OVERHEATED: 0x80,
}
_TSPL_WARNINGS = {Condition.PAPER_LOW: 0x01, Condition.BUFFER_FULL: 0x08}
_TSPL_ERRORS = {Condition.OVERHEATED: 0x01, Condition.FAULT: 0x04}
_TSPL_MEDIA = {
    Condition.PAPER_OUT: 0x01,
    Condition.PAPER_JAM: 0x02,
    Condition.RIBBON_OUT: 0x04,
    Condition.HEAD_OPEN: 0x20,
    Condition.COVER_OPEN: 0x20,
}


def _tspl(asked: bytes, standing: Standing) -> bytes:
    """ESC ! ? one byte of bits; ESC ! S: STX, message, warning, error, media error, ETX CR LF, each with bit 6 set."""
    if asked.endswith(b"?"):
        return bytes([_bits(standing, _TSPL_BYTE) | (0x20 if standing.is_printing else 0)])
    wrong = _bits(standing, _TSPL_ERRORS) or _bits(standing, _TSPL_MEDIA)
    message = "`" if Condition.PAUSED in standing.conditions else "E" if wrong else "P" if standing.is_printing else "@"
    bits = (_TSPL_WARNINGS, _TSPL_ERRORS, _TSPL_MEDIA)
    return b"\x02" + message.encode() + bytes(0x40 | _bits(standing, each) for each in bits) + b"\x03\r\n"


_SILENT = frozenset({Condition.PAPER_OUT, Condition.RIBBON_OUT, Condition.HEAD_OPEN, Condition.OVERHEATED})
"""A Zebra in one of these gives no answer at all (ZPL II programming guide, ~HS)."""


def _zpl(_asked: bytes, standing: Standing) -> bytes:
    """Three strings; labels it holds are formats in its buffer, the one under the head is a label that remains."""
    if standing.conditions & _SILENT:
        return b""
    paused = int(Condition.PAUSED in standing.conditions)
    full = int(Condition.BUFFER_FULL in standing.conditions)
    fault = int(Condition.FAULT in standing.conditions)
    first = f"030,0,{paused},0320,{standing.waiting:03d},{full},0,0,000,{fault},0,0"
    second = f"000,0,0,0,0,2,4,0,{int(standing.is_printing):08d},1,000"
    return b"".join(b"\x02" + each.encode() + b"\x03\r\n" for each in (first, second, "1234,0"))


def _cpcl(_asked: bytes, standing: Standing) -> bytes:
    bits = {Condition.PAPER_OUT: 0x02, Condition.COVER_OPEN: 0x04, Condition.HEAD_OPEN: 0x04}
    return bytes([_bits(standing, bits) | (0x01 if standing.is_printing else 0)])


_OFFLINE = {Condition.COVER_OPEN: 0x08, Condition.HEAD_OPEN: 0x08, Condition.PAPER_OUT: 0x08, Condition.FAULT: 0x08}
_CAUSES = {Condition.COVER_OPEN: 0x04, Condition.HEAD_OPEN: 0x04, Condition.PAPER_OUT: 0x20, Condition.FAULT: 0x40}
_ERROR_CAUSES = {Condition.FAULT: 0x20, Condition.OVERHEATED: 0x40, Condition.PAPER_JAM: 0x08}
_SENSORS = {Condition.PAPER_LOW: 0x0C, Condition.PAPER_OUT: 0x60}


def _escpos(asked: bytes, standing: Standing) -> bytes:
    """DLE EOT 1 to 4, each byte 0xx1xx10; GS r 1 the paper sensors, once everything before it is done."""
    if asked[:2] == b"\x1dr" and standing.waiting:
        return b""
    if asked[:2] == b"\x1dr":
        return bytes([_bits(standing, {Condition.PAPER_LOW: 0x03, Condition.PAPER_OUT: 0x0C})])
    tables = {1: _OFFLINE, 2: _CAUSES, 3: _ERROR_CAUSES, 4: _SENSORS}
    bits = 0
    for condition in standing.conditions:
        bits |= tables[asked[2]].get(condition, 0)
    return bytes([0x12 | bits])


_ANSWERS: dict[str, Callable[[bytes, Standing], bytes]] = {
    "tspl": _tspl,
    "zpl": _zpl,
    "zpl_z64": _zpl,
    "cpcl": _cpcl,
    "escpos": _escpos,
}
