"""When the vans do not do: which limit falls short and by how much, the ways out with their price, what would be if.

Numbers as in problems.py: sites and carriers count from 0. For screens, with names and minutes: ways_rows.py.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass

from domain.routing.words.problems import Problem, Proposal
from domain.routing.words.states import Limit

Finder = Callable[[Problem], Proposal]
"""A search for routes with its effort bound to it: what the rules are handed instead of an engine."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A proof that a day cannot be done whole: no plan needs less than `needed`, none has more than `available`.

    In g, ml, crates, and s for hours (WINDOW, SHIFT). `trips_needed`: a load takes at least so many trips,
    `trips_there`: more than these cannot be driven (0, 0 where trips do not count). `site`: the one point it is about;
    `carriers`: the vans that count; `from_s`, `until_s`: the part of the day, for hours.
    """

    limit: Limit
    needed: int
    available: int
    carriers: tuple[int, ...] = ()
    trips_needed: int = 0
    trips_there: int = 0
    site: int | None = None
    from_s: int | None = None
    until_s: int | None = None

    @property
    def short_by(self) -> int:
        """How much is missing, in the unit of the limit; 0 when only the number of trips falls short."""
        return max(0, self.needed - self.available)


class Means(enum.StrEnum):
    """What can be done about it; `Measure.amount` counts trips, vans, couriers, minutes, minutes, points."""

    MORE_TRIPS = "more_trips"
    MORE_VANS = "more_vans"
    COURIERS = "couriers"
    WIDER_WINDOW = "wider_window"
    EARLIER_START = "earlier_start"
    LEAVE_OUT = "leave_out"


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing done: `carriers` drive again or start earlier, `like` is the van the new ones are like, `sites` are
    the points asked for wider hours, or left out. `price_fen`: what leaving out costs; 0 elsewhere."""

    means: Means
    amount: int
    like: int | None = None
    carriers: tuple[int, ...] = ()
    sites: tuple[int, ...] = ()
    price_fen: int = 0


@dataclass(frozen=True, slots=True)
class WayOut:
    """Measures that make the day whole, with the plan that proves it: `proposal` keeps every limit of `problem`.

    `problem` is the day with the measures taken; added carriers come after the day's own. `cost_fen`: its trips and
    what is left out at a price; `more_fen`: against the plan without measures. `latest_s`: the last arrival.
    """

    measures: tuple[Measure, ...]
    problem: Problem
    proposal: Proposal
    cost_fen: int
    more_fen: int
    distance_m: int
    latest_s: int

    @property
    def means(self) -> frozenset[Means]:
        """What is done, without how much of it."""
        return frozenset(measure.means for measure in self.measures)


@dataclass(frozen=True, slots=True)
class WaysOut:
    """The answer for a day: the plan without measures, what it leaves out, why, and the ways out, cheapest first.

    No shortfall and something left out: no proof was found, only no plan. `cost_fen`: trips and left-out prices.
    """

    proposal: Proposal
    cost_fen: int
    left_out: tuple[int, ...]
    shortfalls: tuple[Shortfall, ...]
    ways: tuple[WayOut, ...]

    @property
    def is_whole(self) -> bool:
        """True when the day needs no way out."""
        return not self.left_out


@dataclass(frozen=True, slots=True)
class Offers:
    """What could be had when the day's vans do not do. A setting of the company; the texts say which numbers were used.

    A courier works while the vans do; what a point's leaving out costs counts for points without a price of their own.
    """

    courier_weight_g: int = 900_000
    courier_volume_ml: int = 4_500_000
    courier_totes: int = 110
    courier_cold_totes: int = 40
    courier_fixed_fen: int = 3_000
    courier_stop_fen: int = 2_500
    couriers: int = 40
    vans: int = 40
    trips: int = 4
    reload_s: int = 1_800
    widen_s: int = 7_200
    earlier_s: int = 7_200
    leave_out_fen: int = 20_000


class WhatIf(enum.StrEnum):
    """Questions asked of a day. `Outcome.amount`: vans, minutes, minutes, couriers used."""

    AS_IT_IS = "as_it_is"
    ONE_VAN_LESS = "one_van_less"
    WIDER_WINDOW = "wider_window"
    EARLIER_START = "earlier_start"
    WITH_COURIERS = "with_couriers"
    WITHOUT_COURIERS = "without_couriers"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the day would be: its problem and plan, cost (left-out prices counted in), metres, last arrival.

    `carrier`: the van that would stay at home, a number of the day as it is.
    """

    what_if: WhatIf
    amount: int
    carrier: int | None
    problem: Problem
    proposal: Proposal
    cost_fen: int
    distance_m: int
    latest_s: int
    left_out: tuple[int, ...]


class Fault(enum.StrEnum):
    """What is wrong with the numbers of a day before anything is searched."""

    NO_VANS = "no_vans"
    VAN_WITHOUT_ROOM = "van_without_room"
    VAN_WITHOUT_HOURS = "van_without_hours"
    HOURS_END_BEFORE_START = "hours_end_before_start"
    TOO_MUCH_FOR_ANY_VAN = "too_much_for_any_van"
    OUT_OF_REACH = "out_of_reach"
    NO_WAY_KNOWN = "no_way_known"
    NOT_SQUARE = "not_square"


@dataclass(frozen=True, slots=True)
class Complaint:
    """A fault, the site or the carrier it is about, and the limit with its numbers where there is one."""

    fault: Fault
    site: int | None = None
    carrier: int | None = None
    limit: Limit | None = None
    value: int = 0
    allowed: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """A problem looked at before the search: what is wrong, and the sites and carriers the rest goes on without."""

    complaints: tuple[Complaint, ...]
    sites_aside: frozenset[int]
    carriers_aside: frozenset[int]

    @property
    def can_go_on(self) -> bool:
        """False when nothing can be planned at all: no van, or no table of distances to speak of."""
        return not any(one.fault in (Fault.NO_VANS, Fault.NOT_SQUARE) for one in self.complaints)
