"""Plans, routes and stops: their ids, their states with the legal moves, and the limits a plan comes up against."""

from __future__ import annotations

import enum
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
    VANS = "vans"  # those its street allows do not drive
    PRICE = "price"  # coming costs more than not coming


LOAD_LIMITS = (Limit.WEIGHT, Limit.VOLUME, Limit.TOTES)
"""The limits a van's route stores what was allowed beyond."""
