"""TSPL (TSC, Gprinter, Xprinter and most Chinese label printers): a label as one BITMAP, two ways of asking how it is.

Source: TSPL/TSPL2 programming manual (SIZE, GAP, BLINE, BITMAP, PRINT, <ESC>!?, <ESC>!S). A dot of BITMAP is black when
its bit is 0. `basic` asks for one byte of bits, `full` for the eight bytes that tell a cutting from a printing one.
"""

from __future__ import annotations

from devices.label_image import Feed, LabelImage, Media
from devices.languages.native_text import Written, inked, without, written
from devices.languages.raster import FLIPPED, see_that_it_fits, white_is_one
from devices.readings import Condition, PrinterStatus

ONE_BYTE = b"\x1b!?"
FOUR_BYTES = b"\x1b!S"
PRINTING = 0x20
FONT, SQUARE = "TSS24.BF2", 24
"""Simplified Chinese, 24 x 24 dots, in every printer of these families that is sold in China."""
_MEANS_MORE = (b"\\[", b"~!")
"""What a printer does not read as plain words inside quotation marks: an escape, and a command that acts at once."""
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
    """One dialect: which question it is asked ("none", "basic" or "full"), and whether texts go as text."""

    def __init__(self, status: str = "basic", *, native_text: bool = False) -> None:
        self._request = {"none": b"", "basic": ONE_BYTE, "full": FOUR_BYTES}[status]
        self._native_text = native_text

    def encode(self, label: LabelImage, media: Media) -> bytes:
        see_that_it_fits(label, media)
        head = f"SIZE {media.width_mm} mm,{media.height_mm} mm\r\n{_feed(media)}\r\nREFERENCE 0,0\r\nCLS\r\n"
        body = _pieces_and_texts(label) if self._native_text else _picture(label)
        return b"".join((head.encode(), *body, b"PRINT 1,1\r\n"))

    @property
    def status_request(self) -> bytes:
        return self._request

    def status(self, answer: bytes) -> PrinterStatus | None:
        if self._request == FOUR_BYTES:
            return _four_bytes(answer)
        return _one_byte(answer) if self._request else None


def quoted(words: bytes) -> bytes | None:
    """The words between quotation marks; None when the printer would read more than words. The one escape of TSPL.

    The second byte of a Chinese character is never a quotation mark.
    """
    if any(sign in words for sign in _MEANS_MORE):
        return None
    return b'"' + words.replace(b'"', b'\\["]') + b'"'


def _picture(label: LabelImage) -> tuple[bytes, ...]:
    return f"BITMAP 0,0,{label.row_bytes},{label.height},0,".encode(), white_is_one(label), b"\r\n"


def _pieces_and_texts(label: LabelImage) -> list[bytes]:
    """The lines its own font can write as TEXT, and of the picture what is left."""
    lines = [(text, found, quoted(found.words)) for text in label.texts if (found := written(text, (SQUARE,)))]
    sent = [(text, _text(found, words)) for text, found, words in lines if words]
    pieces = [
        f"BITMAP {8 * each.column},{each.top},{each.row_bytes},{each.rows},0,".encode()
        + each.bits.translate(FLIPPED)
        + b"\r\n"
        for each in inked(without(label, [text for text, _line in sent]))
    ]
    return [*pieces, *(line for _text, line in sent)]


def _text(line: Written, words: bytes) -> bytes:
    return f'TEXT {line.x},{line.y},"{FONT}",0,{line.times},{line.times},'.encode() + words + b"\r\n"


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
