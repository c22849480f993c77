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
from domain.routing.rules.changing import Round, Trips, rounds_of
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

Links = tuple[tuple[int, int], ...]
"""Pinned order: (site, the site directly before it)."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A plan under its lock: the day now, its problem, the routes by round, the stops by site, the order of drops.

    `gone`: ids of stops whose point gets nothing any more, by round. `links`: what a person pinned behind what.
    """

    plan: Any
    day: Day
    travel: TravelTable
    problem: Problem
    routes: Mapping[Round, Any]
    stops: Mapping[int, Any]
    trips: Trips
    gone: Mapping[Round, Sequence[int]]
    links: Links

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

    def round_of(self, site: int) -> Round | None:
        """Whose round the site is in, None while it has no van."""
        return next((one for one, sites in self.trips.items() if site in sites), None)

    def round_at(self, van_id: int, round_no: int) -> Round:
        """The van's round of this number; NotFound when the plan has none."""
        one = self.carrier(van_id), round_no
        if one not in self.trips:
            raise NotFound("route", self.day.vans[one[0]].code)
        return one

    def is_open(self, one: Round) -> bool:
        """True while the stops of the round may change; a round that is not written yet is open."""
        route = self.routes.get(one)
        return route is None or route.state in OPEN

    @property
    def pinned(self) -> frozenset[int]:
        """The sites a person pinned to their van."""
        return frozenset(site for site, stop in self.stops.items() if stop.pinned)

    @property
    def carriers(self) -> list[int]:
        """The carriers that have a round."""
        return sorted({carrier for carrier, _ in self.trips})

    def rounds(self, carrier: int) -> list[Round]:
        """The rounds of a carrier in their order."""
        return rounds_of(self.trips, carrier)


def sheet_of(tx: Transaction, plan_id: int) -> Sheet:
    """The plan, locked until the commit. Raises PlanSettled when it is superseded, Outdated after a re-cut."""
    return read_sheet(tx.connection, locked_plan(tx.connection, plan_id))


def read_sheet(connection: Connection, plan: Any) -> Sheet:
    """The plan of this row as it is now, locked or not. Raises PlanSettled, Outdated."""
    if plan.state == PlanState.SUPERSEDED:
        raise PlanSettled(plan.version, plan.state)
    routes = connection.execute(
        select(RouteRecord.__table__).where(RouteRecord.plan_id == plan.id).order_by(RouteRecord.trip)
    ).all()
    code = connection.execute(select(CycleRecord.code).where(CycleRecord.id == plan.cycle_id)).scalar_one()
    day = day_of(connection, code, also_vans=[route.van_id for route in routes])
    if day.snapshot_id != plan.snapshot_id:
        raise Outdated("cycle")
    stops = connection.execute(
        select(StopRecord.__table__).where(StopRecord.plan_id == plan.id).order_by(StopRecord.drop_no)
    ).all()
    return _sheet(plan, day, table_of_day(connection, day), routes, stops)


def locked_plan(connection: Connection, plan_id: int) -> Any:
    """The plan's row, locked until the commit."""
    return plan_row(connection, plan_id, lock=True)


def plan_row(connection: Connection, plan_id: int, *, lock: bool = False) -> Any:
    """The plan's row; NotFound when there is none."""
    query = select(PlanRecord.__table__).where(PlanRecord.id == plan_id)
    row = connection.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise NotFound("plan", str(plan_id))
    return row


def _sheet(plan: Any, day: Day, travel: TravelTable, routes: Sequence[Any], stops: Sequence[Any]) -> Sheet:
    sites = {point.point_id: number for number, point in enumerate(day.points)}
    of_route = _rounds(day, routes)
    trips: dict[Round, list[int]] = {one: [] for one in of_route.values()}
    gone: dict[Round, list[int]] = {}
    links = []
    for stop in stops:
        one, site = of_route[stop.route_id], sites.get(stop.point_id)
        if site is None:
            gone.setdefault(one, []).append(stop.id)
            continue
        if stop.follows and trips[one]:
            links.append((site, trips[one][-1]))
        trips[one].append(site)
    return Sheet(
        plan=plan,
        day=day,
        travel=travel,
        problem=preparing.problem_of(day, {}, travel),
        routes={of_route[route.id]: route for route in routes},
        stops={sites[stop.point_id]: stop for stop in stops if stop.point_id in sites},
        trips={one: tuple(found) for one, found in trips.items()},
        gone=gone,
        links=tuple(links),
    )


def _rounds(day: Day, routes: Sequence[Any]) -> dict[int, Round]:
    """Route id -> its carrier and which of its rounds it is."""
    carriers = {van.van_id: number for number, van in enumerate(day.vans)}
    counts: dict[int, int] = {}
    found = {}
    for route in routes:
        carrier = carriers[route.van_id]
        counts[carrier] = counts.get(carrier, 0) + 1
        found[route.id] = (carrier, counts[carrier])
    return found
