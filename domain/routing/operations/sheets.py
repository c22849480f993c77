"""A plan taken in hand: read under its lock together with the day as it is now. Next: rewriting.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from domain.common.command import Transaction
from domain.common.errors import NotFound, Outdated
from domain.ordering.records import CycleRecord
from domain.routing.queries.days import day_of
from domain.routing.queries.legs import table_of_day
from domain.routing.records import PlanRecord, RouteRecord, StopRecord
from domain.routing.rules import preparing
from domain.routing.rules.changing import Trips
from domain.routing.words import (
    Day,
    PlanSettled,
    PlanState,
    Problem,
    RouteState,
    TravelTable,
)

OPEN = (RouteState.DRAFT.value, RouteState.PLANNED.value)
"""States in which a route's stops may change."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A plan under its lock: the day now, its problem, the routes by carrier, the stops by site, the order of drops.

    `gone`: ids of stops whose point gets nothing any more, by carrier.
    """

    plan: Any
    day: Day
    problem: Problem
    routes: Mapping[int, Any]
    stops: Mapping[int, Any]
    trips: Trips
    gone: Mapping[int, Sequence[int]]

    def site(self, point_id: int) -> int:
        """The number of a point's site; NotFound when the point gets nothing that day."""
        for number, point in enumerate(self.day.points):
            if point.point_id == point_id:
                return number
        raise NotFound("stop", str(point_id))

    def carrier(self, van_id: int) -> int:
        """The number of a van; NotFound when it does not drive for this warehouse."""
        for number, van in enumerate(self.day.vans):
            if van.van_id == van_id:
                return number
        raise NotFound("van", str(van_id))

    def carrier_of(self, site: int) -> int | None:
        """Whose trip the site is in, None while it has no van."""
        return next((carrier for carrier, sites in self.trips.items() if site in sites), None)


def sheet_of(tx: Transaction, plan_id: int) -> Sheet:
    """The plan, locked until the commit. Raises PlanSettled when it is superseded, Outdated after a re-cut."""
    plan = locked_plan(tx.connection, plan_id)
    if plan.state == PlanState.SUPERSEDED:
        raise PlanSettled(plan.version, plan.state)
    routes = tx.connection.execute(select(RouteRecord.__table__).where(RouteRecord.plan_id == plan_id)).all()
    code = tx.connection.execute(select(CycleRecord.code).where(CycleRecord.id == plan.cycle_id)).scalar_one()
    day = day_of(tx.connection, code, also_vans=[route.van_id for route in routes])
    if day.snapshot_id != plan.snapshot_id:
        raise Outdated("cycle")
    stops = tx.connection.execute(
        select(StopRecord.__table__).where(StopRecord.plan_id == plan_id).order_by(StopRecord.drop_no)
    ).all()
    return _sheet(plan, day, table_of_day(tx.connection, day), routes, stops)


def locked_plan(connection: Connection, plan_id: int) -> Any:
    """The plan's row, locked until the commit."""
    query = select(PlanRecord.__table__).where(PlanRecord.id == plan_id).with_for_update()
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("plan", str(plan_id))
    return row


def _sheet(plan: Any, day: Day, travel: TravelTable, routes: Sequence[Any], stops: Sequence[Any]) -> Sheet:
    sites = {point.point_id: number for number, point in enumerate(day.points)}
    carriers = {van.van_id: number for number, van in enumerate(day.vans)}
    of_route = {route.id: carriers[route.van_id] for route in routes}
    trips: dict[int, list[int]] = {carrier: [] for carrier in of_route.values()}
    gone: dict[int, list[int]] = {}
    for stop in stops:
        if stop.point_id in sites:
            trips[of_route[stop.route_id]].append(sites[stop.point_id])
        else:
            gone.setdefault(of_route[stop.route_id], []).append(stop.id)
    return Sheet(
        plan=plan,
        day=day,
        problem=preparing.problem_of(day, {}, travel),
        routes={of_route[route.id]: route for route in routes},
        stops={sites[stop.point_id]: stop for stop in stops if stop.point_id in sites},
        trips={carrier: tuple(found) for carrier, found in trips.items()},
        gone=gone,
    )
