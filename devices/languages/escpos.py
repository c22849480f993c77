"""ESC/POS (receipt printers and the two-in-ones): a label as raster strips, the frame around it by python-escpos.

Source: Epson's ESC/POS reference (GS v 0, GS FF, DLE EOT, GS r). A dot is black when its bit is 1. `basic` asks four
bytes in real time; `full` adds GS r, which is answered in its turn: its byte means that all before it is printed.
python-escpos 3.1 gives start and cut; its pictures (same bytes, ten times slower), its Chinese and its wires are not
used (decision 0070).
"""

from __future__ import annotations

import functools

from devices.label_image import Feed, LabelImage, Media
from devices.languages.raster import see_that_it_fits
from devices.readings import Condition, PrinterStatus

STRIP_ROWS = 960
"""Rows in one GS v 0: clones lose what is longer than their buffer."""
IN_REAL_TIME = b"\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04"
IN_TURN = b"\x1dr\x01"
TO_NEXT_LABEL = b"\x1d\x0c"
FEED_OUT = b"\x1bd\x04"
_OFFLINE = 0x08
_CAUSES: tuple[dict[int, Condition], ...] = (
    {},
    {0x04: Condition.COVER_OPEN, 0x08: Condition.PAUSED, 0x20: Condition.PAPER_OUT},
    {0x04: Condition.FAULT, 0x08: Condition.FAULT, 0x20: Condition.FAULT, 0x40: Condition.OVERHEATED},
    {0x04: Condition.PAPER_LOW, 0x08: Condition.PAPER_LOW, 0x20: Condition.PAPER_OUT, 0x40: Condition.PAPER_OUT},
)
"""What the bits of the four answers to DLE EOT 1 to 4 mean."""
_PAPER = {0x12 | low | out for low in (0, 0x0C) for out in (0, 0x60)}
"""The fourth answer has its bits in pairs; one that has not is another one's."""
_HARMLESS = {Condition.PAPER_LOW}


class EscPos:
    """One dialect: how it is asked ("none", "basic" or "full"), and whether it has a cutter."""

    def __init__(self, status: str = "basic", *, has_cutter: bool = False) -> None:
        self._request = {"none": b"", "basic": IN_REAL_TIME, "full": IN_REAL_TIME + IN_TURN}[status]
        self._has_cutter = has_cutter

    def encode(self, label: LabelImage, media: Media) -> bytes:
        see_that_it_fits(label, media)
        start, cut = _frame()
        strips = (_strip(label, top) for top in range(0, label.height, STRIP_ROWS))
        if media.feed is not Feed.CONTINUOUS:
            end = TO_NEXT_LABEL
        else:
            end = cut if self._has_cutter else FEED_OUT
        return b"".join((start, *strips, end))

    @property
    def status_request(self) -> bytes:
        return self._request

    def status(self, answer: bytes) -> PrinterStatus | None:
        # A picture may hold the very bytes of a question, and is answered: what came first was not for us.
        real_time = [byte for byte in answer if byte & 0x93 == 0x12][-len(_CAUSES) :]
        in_turn = [byte for byte in answer if byte & 0x90 == 0]
        if not self._request or len(real_time) < len(_CAUSES) or real_time[-1] not in _PAPER:
            return None
        found = _conditions(real_time)
        is_asked_in_turn = self._request.endswith(IN_TURN)
        if is_asked_in_turn and not in_turn and found <= _HARMLESS:
            return None
        return PrinterStatus(found, not in_turn if is_asked_in_turn else None, None, answer)


def _strip(label: LabelImage, top: int) -> bytes:
    rows = min(STRIP_ROWS, label.height - top)
    data = label.bits[top * label.row_bytes : (top + rows) * label.row_bytes]
    return b"\x1dv0\x00" + label.row_bytes.to_bytes(2, "little") + rows.to_bytes(2, "little") + data


@functools.cache
def _frame() -> tuple[bytes, bytes]:
    """What resets the printer, and what feeds to the knife and cuts, as python-escpos writes them."""
    from escpos.printer import Dummy

    printer = Dummy()
    printer.hw("INIT")
    start = bytes(printer.output)
    printer.clear()
    printer.cut(mode="PART", feed=False)
    return start, bytes(printer.output)


def _conditions(answers: list[int]) -> frozenset[Condition]:
    found = {name for byte, names in zip(answers, _CAUSES, strict=True) for bit, name in names.items() if byte & bit}
    if answers[0] & _OFFLINE and found <= _HARMLESS:
        found.add(Condition.FAULT)
    return frozenset(found)
