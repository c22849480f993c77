"""The road as it is at one moment: vans that have left, what they still have to do, how far places are apart.

Places are numbers in the matrices: 0 = the warehouse, then points, then where goods are taken over. Next: road.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.routing.words import Carrier, Matrix


@dataclass(frozen=True, slots=True)
class RoadTote:
    """A tote of a stop: the route whose van it is on (None: in the warehouse)."""

    use_id: int
    code: str
    weight_g: int
    volume_ml: int
    is_cold: bool
    route_id: int | None


@dataclass(frozen=True, slots=True)
class RoadStop:
    """A stop as it stands: where, its hours (s of the day), the unloading (s), when it was reached and done (s of the day).

    `stop_id` None: the point has no stop yet. `awaited`: totes of it that an accepted re-plan gives to its van and
    that are still elsewhere. `vans`: ids of those that may come (None: any).
    """

    stop_id: int | None
    point_id: int
    point: str
    leader: str
    phone: str
    place: int
    drop_no: int
    state: str
    planned_min: int
    opens_s: int
    closes_s: int | None
    service_s: int
    weight_g: int
    volume_ml: int
    totes: tuple[RoadTote, ...]
    planned_totes: int
    planned_cold: int = 0
    vans: frozenset[int] | None = None
    arrived_s: int | None = None
    done_s: int | None = None
    awaited: int = 0

    @property
    def cold_totes(self) -> int:
        return sum(tote.is_cold for tote in self.totes) if self.totes else self.planned_cold

    @property
    def crates(self) -> int:
        """Totes there are, or as many as were planned while none is packed."""
        return len(self.totes) or self.planned_totes


@dataclass(frozen=True, slots=True)
class Fetch:
    """A call still to come where totes are taken over: where, before which drop, how long (s)."""

    place: int
    before_drop: int
    service_s: int


@dataclass(frozen=True, slots=True)
class RoadVan:
    """A van of the plan in force that has left: its limits with what was allowed by name, what is on it now.

    `told_s`: since when (s of the day) an accepted re-plan holds for it; `told_next_s`: when by that it is at its next
    stop. `fetch`: where it still takes totes over.
    """

    route_id: int
    van_id: int
    van: str
    driver: str
    phone: str
    state: str
    trip: int
    carrier: Carrier
    start_min: int
    left_s: int
    weight_g: int
    volume_ml: int
    aboard: int
    stops: tuple[RoadStop, ...]
    told_s: int | None = None
    fetch: Fetch | None = None

    @property
    def pending(self) -> tuple[RoadStop, ...]:
        """Stops still to be reached, in drop order."""
        return tuple(stop for stop in self.stops if stop.state == "pending")

    @property
    def past(self) -> tuple[RoadStop, ...]:
        """Stops reached, in the order the van was there."""
        found = [stop for stop in self.stops if stop.state != "pending" and stop.arrived_s is not None]
        return tuple(sorted(found, key=lambda stop: (stop.arrived_s or 0, stop.drop_no)))


@dataclass(frozen=True, slots=True)
class Road:
    """A plan in force on its road, at `now_s` (s of the delivery day). `points`: place of each point; `meeting`: the
    place where goods are taken over, None: none was asked for."""

    plan_id: int
    cycle: str
    now_s: int
    vans: tuple[RoadVan, ...]
    extra: RoadStop | None
    points: dict[int, int]
    meeting: int | None
    metres: Matrix
    seconds: Matrix

    def van(self, route_id: int) -> RoadVan | None:
        """The van of a route, None when it is not on the road."""
        return next((van for van in self.vans if van.route_id == route_id), None)

    @property
    def stops(self) -> tuple[tuple[RoadVan, RoadStop], ...]:
        return tuple((van, stop) for van in self.vans for stop in van.stops)
