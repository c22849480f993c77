"""Ways out and what-ifs as screens and the command line show them: names, minutes of the day, sentences as notices.

`told` is turned into a sentence by common.sentences. Next: the rules of the same names.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.common.errors import Notice


@dataclass(frozen=True, slots=True)
class ShortfallRow:
    """A limit that falls short: needed and available in its unit (g, ml, crates, s)."""

    limit: str
    needed: int
    available: int
    short_by: int
    trips_needed: int
    trips_there: int
    point: str
    vans: tuple[str, ...]
    told: Notice


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One thing done: how much of it, with which vans, at which points; `told` says it whole."""

    means: str
    amount: int
    vans: tuple[str, ...]
    points: tuple[str, ...]
    told: Notice


@dataclass(frozen=True, slots=True)
class WayOutRow:
    """A way out: what is done, what the day then costs, how far and how late. `vans`, `trips`: what then drives."""

    measures: tuple[MeasureRow, ...]
    cost_fen: int
    more_fen: int
    distance_m: int
    latest_min: int
    vans: int
    trips: int
    told: Notice


@dataclass(frozen=True, slots=True)
class WaysOutRow:
    """A day that does not fit: what stays out, which limits fall short (proven), the ways out, cheapest first."""

    cycle: str
    cost_fen: int
    left_out: tuple[str, ...]
    complaints: tuple[Notice, ...]
    shortfalls: tuple[ShortfallRow, ...]
    ways: tuple[WayOutRow, ...]

    @property
    def is_whole(self) -> bool:
        """True when every point has a van without any measure."""
        return not self.left_out


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One what-if beside the others; `more_*` against the day as it is. `told`: the question in words."""

    what_if: str
    amount: int
    cost_fen: int
    more_fen: int
    distance_m: int
    more_m: int
    latest_min: int
    vans: int
    trips: int
    left_out: tuple[str, ...]
    told: Notice


@dataclass(frozen=True, slots=True)
class WhatIfRow:
    """The day as it is first, then each what-if."""

    cycle: str
    outcomes: tuple[OutcomeRow, ...]
