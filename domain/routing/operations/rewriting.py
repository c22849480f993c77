"""Writes a plan in hand back where it changed: limits judged first, then stops, hours and sums.

Renumbering goes through negative drop numbers, so no two stops of a route ever share one. Next: changing.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from domain.common.command import Transaction
from domain.common.errors import NotAllowed
from domain.common.lookups import table_of
from domain.common.people import Right
from domain.routing.operations.planning import new_route
from domain.routing.operations.sheets import OPEN, Sheet
from domain.routing.operations.writing import limit_values, route_values, stop_values
from domain.routing.records import PlanRecord, RouteRecord, StopRecord, UnplannedRecord
from domain.routing.rules import changing
from domain.routing.rules.changing import Trips
from domain.routing.rules.telling import refusal_of
from domain.routing.rules.timing import timed
from domain.routing.words import Limit, PlanState, RouteFixed, RouteState, StopState, Trip


def write(tx: Transaction, sheet: Sheet, after: Trips, *, override: str | None = None) -> list[str]:
    """Writes the trips that differ from the sheet's, their hours and loads; the vans touched, by code.

    `override`: why a named person lets a limit be broken. Raises RouteFixed, LimitExceeded, StopTooLate, NoColdBox.
    """
    touched = [
        carrier
        for carrier in sorted(after)
        if after[carrier] != sheet.trips.get(carrier, ()) or carrier in sheet.gone or _is_stale(sheet, carrier)
    ]
    for carrier in touched:
        _refuse_fixed(sheet, carrier)
    allowed = {carrier: _allowed(tx, sheet, carrier, after[carrier], override) for carrier in touched}
    routes = {carrier: _route_id(tx, sheet, carrier) for carrier in touched}
    _set_aside(tx, sheet, touched, list(routes.values()))
    for carrier in touched:
        _write_trip(tx, sheet, carrier, routes[carrier], after[carrier], allowed[carrier])
    _tidy(tx, sheet, {routes[carrier]: after[carrier] for carrier in touched})
    return [sheet.day.vans[carrier].code for carrier in touched]


def _is_stale(sheet: Sheet, carrier: int) -> bool:
    """True when a stop's load is no longer what the plan says: an amendment came between."""
    route = sheet.routes.get(carrier)
    if route is None:
        return False
    found = timed(sheet.problem, Trip(carrier, sheet.trips[carrier]))
    return (found.weight_g, found.volume_ml, found.totes) != (route.weight_g, route.volume_ml, route.totes)


def _refuse_fixed(sheet: Sheet, carrier: int) -> None:
    route = sheet.routes.get(carrier)
    if route is not None and route.state not in OPEN:
        raise RouteFixed(sheet.day.vans[carrier].code, route.state)


def _allowed(
    tx: Transaction, sheet: Sheet, carrier: int, sites: Sequence[int], override: str | None
) -> dict[str, object]:
    """The columns of what is allowed beyond the limits of this route; a refusal when nobody allowed it."""
    route = sheet.routes.get(carrier)
    over = {
        Limit.WEIGHT: route.over_weight_g if route else 0,
        Limit.VOLUME: route.over_volume_ml if route else 0,
        Limit.TOTES: route.over_totes if route else 0,
    }
    breaches = changing.worse(sheet.problem, carrier, sheet.trips.get(carrier, ()), sites, over)
    if not breaches:
        return {}
    if override is None or not override.strip():
        raise refusal_of(sheet.day, breaches[0])
    if not tx.actor.may(Right.OVERRIDE):
        raise NotAllowed(tx.actor.person, Right.OVERRIDE.value)
    for breach in breaches:
        if breach.limit in over:
            over[breach.limit] = breach.value - breach.allowed
    return {
        "over_weight_g": over[Limit.WEIGHT],
        "over_volume_ml": over[Limit.VOLUME],
        "over_totes": over[Limit.TOTES],
        "over_by": tx.actor.person,
        "over_reason": override.strip()[:200],
    }


def _route_id(tx: Transaction, sheet: Sheet, carrier: int) -> int:
    """The carrier's route; a new, still empty one when it had none."""
    route = sheet.routes.get(carrier)
    if route is not None:
        return int(route.id)
    return new_route(tx, sheet.plan.id, sheet.day, timed(sheet.problem, Trip(carrier, ())))


def _set_aside(tx: Transaction, sheet: Sheet, touched: Sequence[int], routes: Sequence[int]) -> None:
    """Stops that ended go; the others of these routes take negative numbers until they get their new ones."""
    ended = [stop for carrier in touched for stop in sheet.gone.get(carrier, ())]
    if ended:
        tx.connection.execute(delete(StopRecord).where(StopRecord.id.in_(ended)))
    tx.connection.execute(update(StopRecord).where(StopRecord.route_id.in_(routes)).values(drop_no=-StopRecord.drop_no))


def _write_trip(
    tx: Transaction, sheet: Sheet, carrier: int, route_id: int, sites: Sequence[int], allowed: Mapping[str, object]
) -> None:
    trip = timed(sheet.problem, Trip(carrier, tuple(sites)))
    van = sheet.day.vans[carrier].carrier
    row = update(RouteRecord).where(RouteRecord.id == route_id)
    tx.connection.execute(
        row.values(**route_values(trip), **limit_values(van), **allowed, version=RouteRecord.version + 1)
    )
    kept, fresh = [], []
    for drop_no, visit in enumerate(trip.visits, start=1):
        values = stop_values(sheet.problem, visit, drop_no)
        stop = sheet.stops.get(visit.site)
        if stop is None:
            fresh.append({**_new_stop(sheet, visit.site), "route_id": route_id, **values})
        else:
            kept.append({"key": stop.id, "route_id": route_id, **values})
    if kept:
        columns: dict[str, Any] = {name: bindparam(name) for name in kept[0] if name != "key"}
        table = table_of(StopRecord)
        tx.connection.execute(update(table).where(table.c.id == bindparam("key")).values(**columns), kept)
    if fresh:
        points = [stop["point_id"] for stop in fresh]
        tx.connection.execute(
            delete(UnplannedRecord).where(
                UnplannedRecord.plan_id == sheet.plan.id, UnplannedRecord.point_id.in_(points)
            )
        )
        tx.connection.execute(insert(StopRecord), fresh)


def _new_stop(sheet: Sheet, site: int) -> dict[str, Any]:
    return {
        "plan_id": sheet.plan.id,
        "point_id": sheet.day.points[site].point_id,
        "state": StopState.PENDING.value,
    }


def _tidy(tx: Transaction, sheet: Sheet, routes: Mapping[int, Sequence[int]]) -> None:
    """Drafts left without a stop go, new routes of a live plan go live, and the plan sums its routes."""
    empty = [route_id for route_id, sites in routes.items() if not sites]
    tx.connection.execute(
        delete(RouteRecord).where(RouteRecord.id.in_(empty), RouteRecord.state == RouteState.DRAFT.value)
    )
    if sheet.plan.state == PlanState.LIVE:
        go_live(tx, sheet.plan.id)
    sums = select(
        func.coalesce(func.sum(RouteRecord.distance_m), 0),
        func.coalesce(func.sum(RouteRecord.duration_s), 0),
        func.coalesce(func.sum(RouteRecord.cost_fen), 0),
    ).where(RouteRecord.plan_id == sheet.plan.id)
    distance, duration, cost = tx.connection.execute(sums).one()
    tx.connection.execute(
        update(PlanRecord)
        .where(PlanRecord.id == sheet.plan.id)
        .values(distance_m=int(distance), duration_s=int(duration), cost_fen=int(cost))
    )


def go_live(tx: Transaction, plan_id: int) -> None:
    """The draft routes of a live plan become planned ones of the day."""
    tx.connection.execute(
        update(RouteRecord)
        .where(RouteRecord.plan_id == plan_id, RouteRecord.state == RouteState.DRAFT.value)
        .values(is_live=True, state=RouteState.PLANNED.value, version=RouteRecord.version + 1)
    )
