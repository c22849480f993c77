"""Why routing refuses: what stands in the way of a plan, of a change by hand, of a driver."""

from __future__ import annotations

from dataclasses import dataclass

from domain.common.errors import Refusal


@dataclass
class PlanSettled(Refusal):
    """A superseded plan is not changed, a live one not accepted again."""

    code = "plan_settled"
    plan: int
    state: str


@dataclass
class PlanInUse(Refusal):
    """A plan is not superseded while these vans are locked, loading or gone."""

    code = "plan_in_use"
    vans: str


@dataclass
class PlanBehind(Refusal):
    """Points that got goods after the plan was made stand nowhere in it."""

    code = "plan_behind"
    plan: int
    points: str


@dataclass
class PlanRejected(Refusal):
    """The second look found the proposal of an engine wrong; a fault of the program, told and not stored."""

    code = "plan_rejected"
    cycle: str
    why: str


@dataclass
class LimitExceeded(Refusal):
    """`value` and `allowed` as people read them, with their unit."""

    code = "limit_exceeded"
    van: str
    limit: str
    value: str
    allowed: str


@dataclass
class StopTooLate(Refusal):
    code = "stop_too_late"
    van: str
    point: str
    arrive: str
    closes: str


@dataclass
class NoColdBox(Refusal):
    code = "no_cold_box"
    van: str
    point: str


@dataclass
class RouteFixed(Refusal):
    """The route is locked, loading or gone: its stops stay."""

    code = "route_fixed"
    van: str
    state: str


@dataclass
class StopPinned(Refusal):
    code = "stop_pinned"
    point: str
    van: str


@dataclass
class TooManyRounds(Refusal):
    """The van would leave the warehouse more often than it may."""

    code = "too_many_rounds"
    van: str
    rounds: int
    allowed: int


@dataclass
class VanNotAllowed(Refusal):
    """The point is served by certain vans only."""

    code = "van_not_allowed"
    van: str
    point: str


@dataclass
class SequencePinned(Refusal):
    code = "sequence_pinned"
    point: str
    before: str


@dataclass
class NothingToUndo(Refusal):
    code = "nothing_to_take_back"
    plan: int


@dataclass
class ChangedSince(Refusal):
    """The plan is no longer as the last change by hand left it."""

    code = "plan_changed_since"
    plan: int


@dataclass
class DriverBusy(Refusal):
    code = "driver_busy"
    driver: str
    van: str
