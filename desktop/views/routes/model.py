"""What the routes workspace knows: the plan that is looked at, the day it is for, where everything is, who drives.

Rows of one moment, read together. Next: faces.py, which says them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.views.routes.shown import UNPLANNED, Key
from domain.dispatch import queries as dispatch
from domain.places import queries as places
from domain.routing import queries
from domain.routing.operations.taking_back import last_change
from domain.routing.rules import preparing
from domain.routing.words import PlanState

if TYPE_CHECKING:
    from domain.common.database import Connection
    from domain.dispatch.words import ExpectedStop, ExpectedVan, Replan
    from domain.places.queries import DriverRow
    from domain.places.rules.datums import Degrees
    from domain.routing.words import Day, PlanRow, PointLoad, RouteRow, StopRow, UnplannedRow, VanSpec


@dataclass(frozen=True, slots=True)
class Ground:
    """A day without a plan: what it asks, where everything is, who drives. `numbers`: van id -> the number of its colour."""

    day: Day
    depot: Degrees | None
    spots: dict[int, Degrees]
    drivers: tuple[DriverRow, ...]
    numbers: dict[int, int]

    def with_plan(self, plan: PlanRow) -> Night:
        """The day with a plan that is not stored yet."""
        return Night(plan, (), self.day, self.depot, self.spots, self.drivers, self.numbers)


@dataclass(frozen=True, slots=True)
class Night:
    """A plan and its day. `spots`: point id -> WGS-84; `depot`: where the vans are loaded, None: nobody knows.

    `versions`: (id, version, state) of every plan that is not superseded, the newest first. `road`: the vans that have
    left, with when each stop still to come is expected now. `waiting`: a re-plan nobody has accepted or refused yet.
    """

    plan: PlanRow
    versions: tuple[tuple[int, int, str], ...]
    day: Day
    depot: Degrees | None
    spots: dict[int, Degrees]
    drivers: tuple[DriverRow, ...]
    numbers: dict[int, int]
    road: tuple[ExpectedVan, ...] = ()
    can_undo: bool = False
    waiting: Replan | None = None

    @property
    def keys(self) -> tuple[Key, ...]:
        """The lines of the list of vans: by van and trip, vans that stay in the yard too; then what has no van."""
        out = {key_of(route): None for route in self.plan.routes}
        known = {key.van_id for key in out}
        idle = [Key(van.van_id) for van in self.day.vans if van.van_id not in known]
        order = {van.van_id: at for at, van in enumerate(self.day.vans)}
        found = sorted((*out, *idle), key=lambda key: (order.get(key.van_id, len(order)), key.round_no))
        return (*found, UNPLANNED) if self.plan.unplanned else tuple(found)

    def route(self, key: Key) -> RouteRow | None:
        """The route of a line; None for a van that stays."""
        return next((route for route in self.plan.routes if key_of(route) == key), None)

    def van(self, van_id: int) -> VanSpec | None:
        """A van as it may be used that day."""
        return next((van for van in self.day.vans if van.van_id == van_id), None)

    def number(self, van_id: int) -> int:
        """The van's number, from 1: its colour, here and at the gate."""
        return self.numbers.get(van_id, len(self.numbers) + 1)

    def point(self, point_id: int) -> PointLoad | None:
        """What goes to a point."""
        return next((point for point in self.day.points if point.point_id == point_id), None)

    def where(self, point_id: int) -> Key | None:
        """The line a point stands in; None when it gets nothing any more."""
        for route in self.plan.routes:
            if any(stop.point_id == point_id for stop in route.stops):
                return key_of(route)
        return UNPLANNED if any(row.point_id == point_id for row in self.plan.unplanned) else None

    def stop(self, point_id: int) -> StopRow | None:
        """The drop of a point."""
        return next((stop for route in self.plan.routes for stop in route.stops if stop.point_id == point_id), None)

    def expected_van(self, route_id: int) -> ExpectedVan | None:
        """A route on the road as it is expected now."""
        return next((van for van in self.road if van.route_id == route_id), None)

    def expected(self, point_id: int) -> ExpectedStop | None:
        """A stop still to come, as it is expected now; None before the van has left."""
        return next((stop for van in self.road for stop in van.stops if stop.point_id == point_id), None)

    def without_van(self, point_id: int) -> UnplannedRow | None:
        """The point among those that have no van."""
        return next((row for row in self.plan.unplanned if row.point_id == point_id), None)


def key_of(route: RouteRow) -> Key:
    """The line of a route."""
    return Key(route.van_id, route.round_no)


def read_night(connection: Connection, code: str, plan_id: int | None) -> Night | None:
    """The plan of this id while it counts, else the newest that does; None while there is none."""
    versions = tuple(row for row in queries.plan_versions(connection, code) if row[2] != PlanState.SUPERSEDED)
    if not versions:
        return None
    chosen = plan_id if plan_id in {row[0] for row in versions} else versions[0][0]
    plan = queries.plan(connection, chosen)
    ground = read_ground(connection, code, frozenset(route.van_id for route in plan.routes))
    road = dispatch.on_the_road(connection, code) if plan.state == PlanState.LIVE else ()
    can_undo = last_change(connection, plan.id) is not None
    waiting = dispatch.waiting_replan(connection, plan.id) if road else None
    return Night(
        plan, versions, ground.day, ground.depot, ground.spots, ground.drivers, ground.numbers, road, can_undo, waiting
    )


def read_ground(connection: Connection, code: str, also_vans: frozenset[int] = frozenset()) -> Ground:
    """The day of a cut cycle; `also_vans`: those a plan uses though they are retired."""
    day = queries.day_of(connection, code, also_vans=also_vans)
    depot, *spots = preparing.places_of(day)
    known = {point.point_id: spot for point, spot in zip(day.points, spots, strict=False) if spot is not None}
    return Ground(day, depot, known, places.drivers(connection), queries.van_numbers(connection, code))
