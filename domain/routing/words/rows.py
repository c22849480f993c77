"""Rows for screens and papers: a plan with its routes, stops and what it leaves out; where each point stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.routing.words.van_names import van_name


@dataclass(frozen=True, slots=True)
class Drop:
    """Where a point stands in the live plan: its route, the van, its place in the drop order, when the van leaves."""

    route_id: int
    van: str
    drop_no: int
    depart_min: int


@dataclass(frozen=True, slots=True)
class StopRow:
    """A stop as people look at it. `is_late`: by the plan the van comes after the point's hours; `follows`: a person
    pinned it directly behind the drop before it."""

    id: int
    point_id: int
    point: str
    drop_no: int
    state: str
    is_pinned: bool
    arrive_min: int
    leave_min: int
    opens_min: int | None
    closes_min: int | None
    weight_g: int
    volume_ml: int
    totes: int
    follows: bool = False

    @property
    def is_late(self) -> bool:
        return self.closes_min is not None and self.arrive_min > self.closes_min


@dataclass(frozen=True, slots=True)
class RouteRow:
    """A van's route: loads stand beside the limits (what a named person allowed beyond counts in). `round_no`: which
    of the van's rounds in this plan it is; `trip`: which trip of its day, what it drove for other cycles counted."""

    id: int
    van_id: int
    van: str
    plate: str
    driver_id: int | None
    driver: str
    state: str
    start_min: int
    end_min: int
    distance_m: int
    duration_s: int
    cost_fen: int
    weight_g: int
    volume_ml: int
    totes: int
    max_weight_g: int
    max_volume_ml: int
    max_totes: int
    over_by: str
    over_reason: str
    stops: tuple[StopRow, ...]
    round_no: int = 1
    trip: int = 1

    @property
    def name(self) -> str:
        """V1, and V1/2 on its second trip of the day."""
        return van_name(self.van, self.trip)


@dataclass(frozen=True, slots=True)
class UnplannedRow:
    """A point without a van and the limit in its way."""

    point_id: int
    point: str
    limit: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan with its routes by van and what it leaves out."""

    id: int
    cycle: str
    version: int
    state: str
    travel: str
    distance_m: int
    duration_s: int
    cost_fen: int
    made_at: datetime
    made_by: str
    accepted_at: datetime | None
    accepted_by: str
    routes: tuple[RouteRow, ...]
    unplanned: tuple[UnplannedRow, ...]

    @property
    def is_feasible(self) -> bool:
        """True when every point has a van."""
        return not self.unplanned
