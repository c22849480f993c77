"""A label as a printer sees it: one bit a dot, and the media it goes on. Drawn by exchange/labels, encoded by languages/.

The same picture is the preview on the screen, so what a person saw is what comes out.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

DOTS_PER_MM = {203: 8, 300: 12}
"""Whole dots a millimetre, as the print heads are built (203.2 and 304.8 dpi)."""


class Feed(enum.StrEnum):
    """How a printer finds the next label."""

    GAP = "gap"
    BLACK_MARK = "black_mark"
    CONTINUOUS = "continuous"


@dataclass(frozen=True, slots=True)
class Media:
    """A roll of labels: `name` such as "60x40", a label's width and height and the gap (or mark) between two, in mm."""

    name: str
    width_mm: int
    height_mm: int
    gap_mm: int = 2
    feed: Feed = Feed.GAP


@dataclass(frozen=True, slots=True)
class LabelText:
    """One line of plain black text of a label, also drawn in its picture: the box of its ink in dots, its size, its words."""

    x: int
    y: int
    width: int
    height: int
    size: int
    text: str


@dataclass(frozen=True, slots=True)
class LabelImage:
    """`width` x `height` dots at `dpi` (203 or 300). `bits`: rows from the top, each padded with 0 to whole bytes, the
    leftmost dot in the highest bit, 1 is black. `texts`: what of it a printer may write with a font of its own, where
    its profile asks for that; two labels are the same when their dots are.
    """

    width: int
    height: int
    dpi: int
    bits: bytes
    texts: tuple[LabelText, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        if self.dpi not in DOTS_PER_MM or len(self.bits) != self.row_bytes * self.height:
            raise ValueError(f"{len(self.bits)} bytes are no picture of {self.width} x {self.height} at {self.dpi} dpi")

    @property
    def row_bytes(self) -> int:
        """Bytes of one row."""
        return (self.width + 7) // 8


def dots(mm: float, dpi: int) -> int:
    """A length in whole dots, the nearest."""
    return round(mm * DOTS_PER_MM[dpi])
