"""What an engine is given and what it gives back: numbers alone, no ids of tables. Sites and carriers count from 0.

Next: days.py, which says where the numbers come from.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.routing.words.states import Limit


@dataclass(frozen=True, slots=True)
class Site:
    """A point to be served: its load, when its goods may arrive (s of the day), the unloading (s).

    `cold_totes`: of its crates those that need a cold box. `only`: the carriers that may serve it (None: any): vans
    that fit its street, a person's pin, the van its goods are on. `usual`: the carrier that came yesterday.
    `price_fen`: what leaving it out costs; None: it stays out only where no carrier can take it.
    `fetch_from`: the place (number in the matrices) its goods wait at when they are not on the van from the start:
    on a van that broke down, or in the warehouse while the vans are out; `fetch_s` is the time to take them over.
    """

    weight_g: int
    volume_ml: int
    totes: int
    cold_totes: int = 0
    opens_s: int = 0
    closes_s: int = 172_800
    service_s: int = 0
    only: frozenset[int] | None = None
    usual: int | None = None
    price_fen: int | None = None
    fetch_from: int | None = None
    fetch_s: int = 0

    @property
    def is_cold(self) -> bool:
        """True when some of its goods need a cold box."""
        return self.cold_totes > 0

    def may_ride(self, carrier: int) -> bool:
        """True when this carrier may serve it."""
        return self.only is None or carrier in self.only


@dataclass(frozen=True, slots=True)
class Carrier:
    """A van or a hired courier: what it may carry, its shift (s of the day), what it costs.

    `max_cold_totes`: crates its cold box takes, 0 without one. `stop_cost_fen`: what a courier is paid for each stop.
    `max_trips`: how often it may leave the warehouse; `reload_s`: loading between two trips. `start`, `end`: places
    (numbers in the matrices) where its day begins and ends; `end` None: wherever its last stop is.
    """

    max_weight_g: int
    max_volume_ml: int
    max_totes: int
    max_cold_totes: int
    shift_start_s: int
    shift_end_s: int
    fixed_cost_fen: int = 0
    km_cost_fen: int = 0
    hour_cost_fen: int = 0
    stop_cost_fen: int = 0
    max_trips: int = 1
    reload_s: int = 0
    start: int = 0
    end: int | None = 0

    @property
    def has_cold_box(self) -> bool:
        return self.max_cold_totes > 0


Matrix = tuple[tuple[int, ...], ...]
"""Whole numbers, row = from, column = to, 0 = the warehouse, site i = i + 1, then places where vans begin or end."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Sites, carriers, and the metres and seconds between them.

    `chains`: sites a carrier serves directly one after another in just this order (a pinned sequence; a fixed round
    when they may ride on one carrier only). `stranger_fen`: what it is worth that the usual carrier comes.
    """

    sites: tuple[Site, ...]
    carriers: tuple[Carrier, ...]
    metres: Matrix
    seconds: Matrix
    chains: tuple[tuple[int, ...], ...] = ()
    stranger_fen: int = 0


@dataclass(frozen=True, slots=True)
class Trip:
    """The sites a carrier serves between leaving the warehouse and being back, in the order of its drops.

    `fetch`: before which of its drops (from 0) it calls where goods of its sites wait (`Site.fetch_from`).
    """

    carrier: int
    sites: tuple[int, ...]
    fetch: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an engine proposes: the trips, those of one carrier in the order it drives them; sites in no trip are left
    out."""

    trips: tuple[Trip, ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """A site of a timed trip: when unloading begins (after waiting for the window) and ends, s of the day."""

    site: int
    arrive_s: int
    leave_s: int


@dataclass(frozen=True, slots=True)
class TimedTrip:
    """A trip with its hours, metres, load and cost, recomputed by rules.timing. The load is the most that is aboard.

    `fetched_s`: when it begins to take over goods that wait for it, None when there are none.
    """

    carrier: int
    start_s: int
    end_s: int
    distance_m: int
    cost_fen: int
    weight_g: int
    volume_ml: int
    totes: int
    visits: tuple[Visit, ...]
    cold_totes: int = 0
    fetched_s: int | None = None

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
