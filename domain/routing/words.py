"""The words of routing: plans, routes of vans, stops, and which limit stands in the way. Next: rules.py."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import NewType

PlanId = NewType("PlanId", int)
RouteId = NewType("RouteId", int)
StopId = NewType("StopId", int)


class PlanState(enum.StrEnum):
    """A draft is looked at and changed by hand; one live plan per cycle; a new one supersedes it before loading."""

    DRAFT = "draft"
    LIVE = "live"
    SUPERSEDED = "superseded"


PLAN_MOVES: frozenset[tuple[PlanState, PlanState]] = frozenset(
    {
        (PlanState.DRAFT, PlanState.LIVE),
        (PlanState.DRAFT, PlanState.SUPERSEDED),
        (PlanState.LIVE, PlanState.SUPERSEDED),
    }
)


class RouteState(enum.StrEnum):
    """States of a van's route."""

    DRAFT = "draft"
    PLANNED = "planned"
    LOCKED = "locked"
    LOADING = "loading"
    DEPARTED = "departed"
    RETURNED = "returned"
    CLOSED = "closed"


ROUTE_MOVES: frozenset[tuple[RouteState, RouteState]] = frozenset(
    {
        (RouteState.DRAFT, RouteState.PLANNED),
        (RouteState.PLANNED, RouteState.LOCKED),
        (RouteState.LOCKED, RouteState.PLANNED),  # unlocked while nothing is loaded
        (RouteState.LOCKED, RouteState.LOADING),
        (RouteState.LOADING, RouteState.LOCKED),  # everything was unloaded again
        (RouteState.LOADING, RouteState.DEPARTED),
        (RouteState.DEPARTED, RouteState.RETURNED),
        (RouteState.RETURNED, RouteState.CLOSED),
    }
)


class StopState(enum.StrEnum):
    """pending > arrived > handed over | skipped | failed."""

    PENDING = "pending"
    ARRIVED = "arrived"
    HANDED_OVER = "handed_over"
    SKIPPED = "skipped"
    FAILED = "failed"


STOP_MOVES: frozenset[tuple[StopState, StopState]] = frozenset(
    {
        (StopState.PENDING, StopState.ARRIVED),
        (StopState.PENDING, StopState.SKIPPED),
        (StopState.PENDING, StopState.FAILED),
        (StopState.ARRIVED, StopState.HANDED_OVER),
        (StopState.ARRIVED, StopState.FAILED),
    }
)


class Limit(enum.StrEnum):
    """What a plan can come up against."""

    WEIGHT = "weight"
    VOLUME = "volume"
    TOTES = "totes"
    WINDOW = "window"
    SHIFT = "shift"
    COLD = "cold"
    NO_PLACE = "no_place"
    NO_VAN = "no_van"


LOAD_LIMITS = (Limit.WEIGHT, Limit.VOLUME, Limit.TOTES)
"""The limits a van's route stores what was allowed beyond."""


@dataclass(frozen=True, slots=True)
class Drop:
    """Where a point stands in the live plan: its route, the van, its place in the drop order, when the van leaves."""

    route_id: int
    van: str
    drop_no: int
    depart_min: int


# What an engine is given and what it gives back: numbers alone, no ids of tables. Sites and carriers count from 0.


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
