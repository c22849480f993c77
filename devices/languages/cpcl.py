"""CPCL (mobile printers of Zebra, HPRT, Bixolon): a label as one compressed graphic in a session; ESC h asks it.

Source: CPCL programming manual ("! 0 200 200 height 1", PAGE-WIDTH, GAP-SENSE, BAR-SENSE, CG, FORM, PRINT, ESC h). A
dot is black when its bit is 1. The answer to ESC h means that the label before it is done; it is not asked in a session.
"""

from __future__ import annotations

from devices.label_image import Feed, LabelImage, Media
from devices.languages.raster import see_that_it_fits
from devices.readings import Condition, PrinterStatus

ASK = b"\x1bh"
BUSY = 0x01
_BITS = {0x02: Condition.PAPER_OUT, 0x04: Condition.COVER_OPEN, 0x08: Condition.BATTERY_LOW}
_SENSE = {Feed.GAP: "GAP-SENSE\r\nFORM\r\n", Feed.BLACK_MARK: "BAR-SENSE\r\nFORM\r\n", Feed.CONTINUOUS: ""}
_SESSION_DPI = {203: 200, 300: 300}
"""What the head calls itself in the first line of a session."""


class Cpcl:
    """One dialect: asked or not ("none" or "basic"; the one byte is all there is)."""

    def __init__(self, status: str = "basic") -> None:
        self._request = b"" if status == "none" else ASK

    def encode(self, label: LabelImage, media: Media) -> bytes:
        see_that_it_fits(label, media)
        dpi = _SESSION_DPI[label.dpi]
        head = f"! 0 {dpi} {dpi} {label.height} 1\r\nPAGE-WIDTH {label.width}\r\n"
        graphic = f"CG {label.row_bytes} {label.height} 0 0 "
        tail = f"\r\n{_SENSE[media.feed]}PRINT\r\n"
        return b"".join((head.encode(), graphic.encode(), label.bits, tail.encode()))

    @property
    def status_request(self) -> bytes:
        return self._request

    def status(self, answer: bytes) -> PrinterStatus | None:
        if not (answer and self._request):
            return None
        said = answer[-1]
        found = frozenset(condition for bit, condition in _BITS.items() if said & bit)
        return PrinterStatus(found, bool(said & BUSY), None, answer)
