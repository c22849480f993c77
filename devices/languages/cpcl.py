"""CPCL (mobile printers of Zebra, HPRT, Bixolon): a label as one compressed graphic in a session; ESC h asks it.

Source: CPCL programming manual ("! 0 200 200 height 1", PAGE-WIDTH, GAP-SENSE, BAR-SENSE, CG, SETMAG, T, FORM, PRINT,
ESC h); the Chinese fonts by their numbers in HPRT's. A dot is black when its bit is 1. The answer to ESC h means that the
label before it is done; it is not asked in a session.
"""

from __future__ import annotations

from devices.label_image import Feed, LabelImage, Media
from devices.languages.native_text import Written, inked, without, written
from devices.languages.raster import see_that_it_fits
from devices.readings import Condition, PrinterStatus

ASK = b"\x1bh"
BUSY = 0x01
_BITS = {0x02: Condition.PAPER_OUT, 0x04: Condition.COVER_OPEN, 0x08: Condition.BATTERY_LOW}
_SENSE = {Feed.GAP: "GAP-SENSE\r\n", Feed.BLACK_MARK: "BAR-SENSE\r\n", Feed.CONTINUOUS: ""}
_FONTS = {32: 4, 28: 28, 24: 8, 20: 3, 16: 20}
"""The square of a Chinese character in dots, and the font's number."""
_AS_IT_WAS = b"SETMAG 1 1\r\n"
"""Enlarging outlives the session."""
_SESSION_DPI = {203: 200, 300: 300}
"""What the head calls itself in the first line of a session."""


class Cpcl:
    """One dialect: asked or not ("none" or "basic"; the one byte is all there is), and whether texts go as text."""

    def __init__(self, status: str = "basic", *, native_text: bool = False) -> None:
        self._request = b"" if status == "none" else ASK
        self._native_text = native_text

    def encode(self, label: LabelImage, media: Media) -> bytes:
        see_that_it_fits(label, media)
        dpi = _SESSION_DPI[label.dpi]
        head = f"! 0 {dpi} {dpi} {label.height} 1\r\nPAGE-WIDTH {label.width}\r\n{_SENSE[media.feed]}"
        body = _pieces_and_texts(label) if self._native_text else _picture(label)
        to_next_label = b"" if media.feed is Feed.CONTINUOUS else b"FORM\r\n"
        return b"".join((head.encode(), *body, to_next_label, b"PRINT\r\n"))

    @property
    def status_request(self) -> bytes:
        return self._request

    def status(self, answer: bytes) -> PrinterStatus | None:
        if not (answer and self._request):
            return None
        said = answer[-1]
        found = frozenset(condition for bit, condition in _BITS.items() if said & bit)
        return PrinterStatus(found, bool(said & BUSY), None, answer)


def one_line(words: bytes) -> bytes:
    """The words to the end of the line, which is all that ends them; `native_text.plain` let no line end through. The
    one escape of CPCL: a blank in front would be swallowed as the separator, so there is none.
    """
    return words.strip(b" ")


def _picture(label: LabelImage) -> tuple[bytes, ...]:
    return f"CG {label.row_bytes} {label.height} 0 0 ".encode(), label.bits, b"\r\n"


def _pieces_and_texts(label: LabelImage) -> list[bytes]:
    """The lines its own fonts can write as T, and of the picture what is left."""
    lines = [(text, found) for text in label.texts if (found := written(text, _FONTS)) and one_line(found.words)]
    pieces = [
        f"CG {each.row_bytes} {each.rows} {8 * each.column} {each.top} ".encode() + each.bits + b"\r\n"
        for each in inked(without(label, [text for text, _found in lines]))
    ]
    return [*pieces, *(_text(found) for _text_of, found in lines), *([_AS_IT_WAS] if lines else [])]


def _text(line: Written) -> bytes:
    head = f"SETMAG {line.times} {line.times}\r\nT {_FONTS[line.square]} 0 {line.x} {line.y} "
    return head.encode() + one_line(line.words) + b"\r\n"
