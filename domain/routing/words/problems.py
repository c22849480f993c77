"""What an engine is given and what it gives back: numbers alone, no ids of tables. Sites and carriers count from 0.

Next: days.py, which says where the numbers come from.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.routing.words.states import Limit


@dataclass(frozen=True, slots=True)
class Site:
    """A point to be served: its load, whether it needs cold, when its goods may arrive (s of the day), the unloading (s).

    `only_carrier`: the carrier a person pinned it to.
    """

    weight_g: int
    volume_ml: int
    totes: int
    is_cold: bool = False
    opens_s: int = 0
    closes_s: int = 172_800
    service_s: int = 0
    only_carrier: int | None = None


@dataclass(frozen=True, slots=True)
class Carrier:
    """A van: what it may carry, its shift (s of the day), what it costs."""

    max_weight_g: int
    max_volume_ml: int
    max_totes: int
    has_cold_box: bool
    shift_start_s: int
    shift_end_s: int
    fixed_cost_fen: int = 0
    km_cost_fen: int = 0
    hour_cost_fen: int = 0


Matrix = tuple[tuple[int, ...], ...]
"""Whole numbers, row = from, column = to, 0 = the warehouse, site i = i + 1."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Sites, carriers, and the metres and seconds between them."""

    sites: tuple[Site, ...]
    carriers: tuple[Carrier, ...]
    metres: Matrix
    seconds: Matrix


@dataclass(frozen=True, slots=True)
class Trip:
    """The sites a carrier serves, in the order of its drops."""

    carrier: int
    sites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an engine proposes: at most one trip a carrier; sites in no trip are left out."""

    trips: tuple[Trip, ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """A site of a timed trip: when unloading begins (after waiting for the window) and ends, s of the day."""

    site: int
    arrive_s: int
    leave_s: int


@dataclass(frozen=True, slots=True)
class TimedTrip:
    """A trip with its hours, metres, load and cost, recomputed by rules.timing."""

    carrier: int
    start_s: int
    end_s: int
    distance_m: int
    cost_fen: int
    weight_g: int
    volume_ml: int
    totes: int
    visits: tuple[Visit, ...]

    @property
    def duration_s(self) -> int:
        """From leaving the warehouse to being back, s."""
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class Breach:
    """A limit that a trip does not keep: by which carrier, what it comes to and what is allowed (g, ml, totes, minutes)."""

    limit: Limit
    carrier: int
    value: int
    allowed: int
    site: int | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What the second look found: the timed trips, the limits that do not hold, the faults of form (of a program)."""

    trips: tuple[TimedTrip, ...]
    breaches: tuple[Breach, ...]
    faults: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """True when every limit holds."""
        return not self.breaches and not self.faults
