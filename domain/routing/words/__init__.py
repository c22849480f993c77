"""The words of routing: plans, routes of vans, stops, and which limit stands in the way.

states.py, problems.py (numbers for an engine), days.py (what a day asks), rows.py (for screens), refusals.py.
Next: rules.
"""

from domain.routing.words.days import Day, PointLoad, RoutingSettings, Spot, VanSpec
from domain.routing.words.problems import (
    Breach,
    Carrier,
    Checked,
    Matrix,
    Problem,
    Proposal,
    Site,
    TimedTrip,
    Trip,
    Visit,
)
from domain.routing.words.refusals import (
    DriverBusy,
    LimitExceeded,
    NoColdBox,
    PlanBehind,
    PlanInUse,
    PlanRejected,
    PlanSettled,
    RouteFixed,
    StopPinned,
    StopTooLate,
)
from domain.routing.words.rows import Drop, PlanRow, RouteRow, StopRow, UnplannedRow
from domain.routing.words.states import (
    LOAD_LIMITS,
    PLAN_MOVES,
    ROUTE_MOVES,
    STOP_MOVES,
    Limit,
    PlanId,
    PlanState,
    RouteId,
    RouteState,
    StopId,
    StopState,
)

__all__ = [
    "LOAD_LIMITS",
    "PLAN_MOVES",
    "ROUTE_MOVES",
    "STOP_MOVES",
    "Breach",
    "Carrier",
    "Checked",
    "Day",
    "DriverBusy",
    "Drop",
    "Limit",
    "LimitExceeded",
    "Matrix",
    "NoColdBox",
    "PlanBehind",
    "PlanId",
    "PlanInUse",
    "PlanRejected",
    "PlanRow",
    "PlanSettled",
    "PlanState",
    "PointLoad",
    "Problem",
    "Proposal",
    "RouteFixed",
    "RouteId",
    "RouteRow",
    "RouteState",
    "RoutingSettings",
    "Site",
    "Spot",
    "StopId",
    "StopPinned",
    "StopRow",
    "StopState",
    "StopTooLate",
    "TimedTrip",
    "Trip",
    "UnplannedRow",
    "VanSpec",
    "Visit",
]
