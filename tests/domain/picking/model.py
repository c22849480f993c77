"""Cells, crates and acts in plain Python: what test_any_hall.py holds beside the books."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

Cell = tuple[str, str]


@dataclass
class Counts:
    """A cell in the model."""

    wanted: int = 0
    cancelled: int = 0
    picked: int = 0
    short: int = 0
    given: int = 0

    @property
    def left(self) -> int:
        return self.wanted - self.cancelled - self.picked - self.short - self.given


@dataclass
class Act:
    """What a station did and can take back."""

    cell: Cell
    kind: str
    pieces: int
    crate: int | None = None
    undone: bool = False


@dataclass
class Crate:
    """A crate in the model."""

    point: str | None = None
    closed: bool = False
    holds: Counter[str] = field(default_factory=Counter)
