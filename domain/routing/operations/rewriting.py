"""Writes a plan in hand back where it changed: limits judged first, then stops, hours and sums.

A change in one round of a van moves the hours of its others, so all its open rounds are written. Renumbering goes
through negative drop numbers, so no two stops of a route ever share one. Next: changing.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from domain.common.command import Transaction
from domain.common.lookups import table_of
from domain.routing.operations.allowing import Over, allowed_by, refuse_too_many_rounds
from domain.routing.operations.drafting import new_route
from domain.routing.operations.sheets import Links, Sheet
from domain.routing.operations.writing import limit_values, route_values, stop_values
from domain.routing.records import PlanRecord, RouteRecord, StopRecord, UnplannedRecord
from domain.routing.rules.changing import Round, Trips, timed_rounds, torn
from domain.routing.words import Limit, PlanState, RouteFixed, RouteState, SequencePinned, StopState, TimedTrip


@dataclass(frozen=True, slots=True)
class Change:
    """What a plan becomes: its trips, what is pinned (None: as before), and what loses its van, by the limit told.

    `over`: what is allowed beyond the limits of each round because it was so before; then nothing is judged anew.
    """

    trips: Trips
    pinned: frozenset[int] | None = None
    links: Links | None = None
    left_out: Mapping[int, Limit] | None = None
    over: Mapping[Round, Over] | None = None


def write(tx: Transaction, sheet: Sheet, change: Change, *, override: str | None = None) -> list[str]:
    """Writes the vans that differ from the sheet's, their hours and loads; the vans touched, by code.

    `override`: why a named person lets a limit be broken. Raises RouteFixed, SequencePinned, TooManyRounds,
    VanNotAllowed, LimitExceeded, StopTooLate, NoColdBox.
    """
    links = sheet.links if change.links is None else change.links
    pins = sheet.pinned if change.pinned is None else change.pinned
    _refuse_torn(sheet, change.trips, links)
    marks = _Marks(pins, frozenset(links))
    touched = [carrier for carrier in _carriers(sheet, change.trips) if _differs(sheet, change.trips, carrier, marks)]
    for carrier in touched:
        _refuse_fixed(sheet, change.trips, carrier)
    over = {} if change.over is None else dict(change.over)
    if change.over is None:
        for carrier in touched:
            refuse_too_many_rounds(sheet, change.trips, carrier)
            over |= allowed_by(tx, sheet, carrier, change.trips, override)
    rounds = {one: trip for carrier in touched for one, trip in _open_rounds(sheet, change.trips, carrier).items()}
    routes = {one: _route_id(tx, sheet, one, trip) for one, trip in rounds.items()}
    _set_aside(tx, sheet, list(routes), list(routes.values()), change.left_out or {})
    for one, trip in rounds.items():
        _write_round(tx, sheet, routes[one], trip, marks, over.get(one))
    _tidy(tx, sheet, {routes[one]: trip for one, trip in rounds.items()})
    return [sheet.day.vans[carrier].code for carrier in touched]


@dataclass(frozen=True, slots=True)
class _Marks:
    """What is pinned to its van, and what behind what."""

    pinned: frozenset[int]
    links: frozenset[tuple[int, int]]

    def of(self, site: int, before: int | None) -> dict[str, bool]:
        """The columns of a stop; what stands in a pinned order is pinned to its van too."""
        follows = before is not None and (site, before) in self.links
        return {"pinned": site in self.pinned or follows, "follows": follows}

    def along(self, sites: Sequence[int]) -> list[dict[str, bool]]:
        """Those of the sites in this order."""
        return [self.of(site, sites[at - 1] if at else None) for at, site in enumerate(sites)]


def _carriers(sheet: Sheet, trips: Trips) -> list[int]:
    return sorted({carrier for carrier, _ in (*trips, *sheet.trips)})


def _differs(sheet: Sheet, trips: Trips, carrier: int, marks: _Marks) -> bool:
    """True when any of the carrier's rounds is to be written anew: other drops, marks, ended points, amended loads."""
    was = _Marks(sheet.pinned, frozenset(sheet.links))
    for one in sorted({one for one in (*trips, *sheet.trips) if one[0] == carrier}):
        sites = trips.get(one, ())
        if sites != sheet.trips.get(one, ()) or marks.along(sites) != was.along(sites):
            return True
        if sheet.is_open(one) and (one in sheet.gone or _is_stale(sheet, one)):
            return True
    return False


def _is_stale(sheet: Sheet, one: Round) -> bool:
    """True when a stop's load is no longer what the plan says: an amendment came between."""
    route, sites = sheet.routes.get(one), [sheet.problem.sites[site] for site in sheet.trips.get(one, ())]
    if route is None:
        return False
    now = sum(s.weight_g for s in sites), sum(s.volume_ml for s in sites), sum(s.totes for s in sites)
    return now != (route.weight_g, route.volume_ml, route.totes)


def _refuse_torn(sheet: Sheet, trips: Trips, links: Links) -> None:
    pair = torn(trips, links)
    if pair is not None:
        raise SequencePinned(*(sheet.day.points[site].name for site in pair))


def _refuse_fixed(sheet: Sheet, trips: Trips, carrier: int) -> None:
    """A round that is locked, loading or gone keeps its drops; the van's other rounds may change."""
    for one in sheet.rounds(carrier):
        if not sheet.is_open(one) and trips.get(one, ()) != sheet.trips[one]:
            raise RouteFixed(sheet.day.vans[carrier].code, sheet.routes[one].state)


def _open_rounds(sheet: Sheet, trips: Trips, carrier: int) -> dict[Round, TimedTrip]:
    """The rounds to be written with their new hours; one the change says nothing of has no stop any more."""
    whole = dict.fromkeys(sheet.rounds(carrier), ()) | {one: s for one, s in trips.items() if one[0] == carrier}
    timed = timed_rounds(sheet.problem, whole, carrier)
    is_new = {one: one not in sheet.routes for one in whole}
    return {one: timed[one] for one in sorted(whole) if sheet.is_open(one) and (whole[one] or not is_new[one])}


def _route_id(tx: Transaction, sheet: Sheet, one: Round, trip: TimedTrip) -> int:
    """The round's route; a new, still empty one when it had none."""
    route = sheet.routes.get(one)
    if route is not None:
        return int(route.id)
    taken = select(func.coalesce(func.max(RouteRecord.trip), 0)).where(
        RouteRecord.plan_id == sheet.plan.id, RouteRecord.van_id == sheet.day.vans[one[0]].van_id
    )
    number = max(int(tx.connection.execute(taken).scalar_one()) + 1, sheet.day.vans[one[0]].trip)
    empty = timed_rounds(sheet.problem, {one: ()}, one[0])[one]
    return new_route(tx, sheet.plan.id, sheet.day, empty, number)


def _set_aside(
    tx: Transaction, sheet: Sheet, rounds: Sequence[Round], routes: Sequence[int], left_out: Mapping[int, Limit]
) -> None:
    """Stops that ended or lose their van go; the others of these routes take negative numbers until they get theirs."""
    ended = [stop for one in rounds for stop in sheet.gone.get(one, ())]
    lost = {site: limit for site, limit in left_out.items() if site in sheet.stops}
    ended += [sheet.stops[site].id for site in lost]
    if ended:
        tx.connection.execute(delete(StopRecord).where(StopRecord.id.in_(ended)))
    if lost:
        rows = [
            {"plan_id": sheet.plan.id, "point_id": sheet.day.points[site].point_id, "limit_hit": limit.value}
            for site, limit in lost.items()
        ]
        tx.connection.execute(insert(UnplannedRecord), rows)
    tx.connection.execute(update(StopRecord).where(StopRecord.route_id.in_(routes)).values(drop_no=-StopRecord.drop_no))


def _write_round(
    tx: Transaction, sheet: Sheet, route_id: int, trip: TimedTrip, marks: _Marks, over: Over | None
) -> None:
    van = sheet.day.vans[trip.carrier].carrier
    row = update(RouteRecord).where(RouteRecord.id == route_id)
    values = {**route_values(trip), **limit_values(van), **(over.columns() if over else {})}
    tx.connection.execute(row.values(**values, version=RouteRecord.version + 1))
    kept, fresh, before = [], [], None
    for drop_no, visit in enumerate(trip.visits, start=1):
        facts = {**stop_values(sheet.problem, visit, drop_no), **marks.of(visit.site, before), "route_id": route_id}
        stop, before = sheet.stops.get(visit.site), visit.site
        if stop is None:
            fresh.append({**_new_stop(sheet, visit.site), **facts})
        else:
            kept.append({"key": stop.id, **facts})
    _write_stops(tx, sheet, kept, fresh)


def _write_stops(
    tx: Transaction, sheet: Sheet, kept: Sequence[dict[str, Any]], fresh: Sequence[dict[str, Any]]
) -> None:
    if kept:
        columns: dict[str, Any] = {name: bindparam(name) for name in kept[0] if name != "key"}
        table = table_of(StopRecord)
        tx.connection.execute(update(table).where(table.c.id == bindparam("key")).values(**columns), kept)
    if fresh:
        points = [stop["point_id"] for stop in fresh]
        of_these = UnplannedRecord.plan_id == sheet.plan.id, UnplannedRecord.point_id.in_(points)
        tx.connection.execute(delete(UnplannedRecord).where(*of_these))
        tx.connection.execute(insert(StopRecord), fresh)


def _new_stop(sheet: Sheet, site: int) -> dict[str, Any]:
    return {
        "plan_id": sheet.plan.id,
        "point_id": sheet.day.points[site].point_id,
        "state": StopState.PENDING.value,
    }


def _tidy(tx: Transaction, sheet: Sheet, routes: Mapping[int, TimedTrip]) -> None:
    """Drafts left without a stop go, new routes of a live plan go live, and the plan sums its routes."""
    empty = [route_id for route_id, trip in routes.items() if not trip.visits]
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
