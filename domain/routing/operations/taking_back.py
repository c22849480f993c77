"""What a person changed in a plan is kept with the plan as it was before, so that it can be taken back, one by one.

A change that came by another way (a new acceptance, goods that ended) closes the door: nothing is overwritten unseen.
Next: finishing.py.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.people import Actor, Right
from domain.routing.operations import rewriting
from domain.routing.operations.allowing import Over, over_of
from domain.routing.operations.sheets import Sheet, sheet_of
from domain.routing.records import ChangeRecord, RouteRecord, StopRecord, UnplannedRecord
from domain.routing.rules.changing import Round
from domain.routing.words import ChangedSince, Limit, NothingToUndo

State = dict[str, Any]
"""A plan without hours and loads, as JSON keeps it: rounds ([van id, round, [point ids], what was allowed]), pinned
points, pairs of a point and the one it stays behind, points without a van with their limit."""


def state_of(connection: Connection, plan_id: int) -> State:
    """The plan as it is now; rounds without a stop are not in it."""
    routes = connection.execute(
        select(RouteRecord.__table__).where(RouteRecord.plan_id == plan_id).order_by(RouteRecord.trip)
    ).all()
    stops = connection.execute(
        select(StopRecord.route_id, StopRecord.point_id, StopRecord.pinned, StopRecord.follows)
        .where(StopRecord.plan_id == plan_id)
        .order_by(StopRecord.route_id, StopRecord.drop_no)
    ).all()
    unplanned = connection.execute(
        select(UnplannedRecord.point_id, UnplannedRecord.limit_hit).where(UnplannedRecord.plan_id == plan_id)
    ).all()
    counts: dict[int, int] = {}
    rounds = []
    for route in routes:
        counts[route.van_id] = counts.get(route.van_id, 0) + 1
        points = [stop.point_id for stop in stops if stop.route_id == route.id]
        if points:
            rounds.append([route.van_id, counts[route.van_id], points, list(over_of(route).columns().values())])
    pairs = pairwise(stops)
    return {
        "rounds": sorted(rounds),
        "pinned": sorted(stop.point_id for stop in stops if stop.pinned),
        "links": sorted([two.point_id, one.point_id] for one, two in pairs if two.follows),
        "unplanned": sorted([row.point_id, row.limit_hit] for row in unplanned),
    }


def keep(tx: Transaction, plan_id: int, what: str, before: State) -> None:
    """Notes a change that was just made, with the plan as it was `before`; nothing when it is the same."""
    after = state_of(tx.connection, plan_id)
    if after == before:
        return
    last = select(func.coalesce(func.max(ChangeRecord.number), 0)).where(ChangeRecord.plan_id == plan_id)
    row = {
        "plan_id": plan_id,
        "number": int(tx.connection.execute(last).scalar_one()) + 1,
        "what": what,
        "before": json.dumps(before),
        "after": json.dumps(after),
        "made_at": tx.at,
        "made_by": tx.actor.person,
    }
    tx.connection.execute(insert(ChangeRecord).values(**row))


def undo_change(database: Database, actor: Actor, plan_id: int, *, command_id: str | None = None) -> Done:
    """Takes back the last change by hand that still counts. Answer: plan, vans, undone (what it was).

    Raises NothingToUndo, ChangedSince when the plan is no longer as that change left it, PlanSettled, RouteFixed.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        sheet = sheet_of(tx, plan_id)
        last = last_change(tx.connection, plan_id)
        if last is None:
            raise NothingToUndo(sheet.plan.version)
        if state_of(tx.connection, plan_id) != json.loads(last.after):
            raise ChangedSince(sheet.plan.version)
        vans = rewriting.write(tx, sheet, _change_back(sheet, json.loads(last.before)))
        this = ChangeRecord.plan_id == plan_id, ChangeRecord.number == last.number
        tx.connection.execute(update(ChangeRecord).where(*this).values(undone=True))
        answer = {"plan": plan_id, "vans": vans, "undone": last.what}
        tx.note("routing", "change_undone", f"cycle {sheet.day.cycle}", before=last.what, after=answer)
        return answer

    body = [plan_id]
    return command.execute(database, actor, "undo_change", body, work, right=Right.PLAN_ROUTES, command_id=command_id)


def last_change(connection: Connection, plan_id: int) -> Any:
    """The row of the last change that was not taken back, None when there is none."""
    query = select(ChangeRecord.__table__).where(ChangeRecord.plan_id == plan_id, ChangeRecord.undone == 0)
    return connection.execute(query.order_by(ChangeRecord.number.desc()).limit(1)).one_or_none()


def _change_back(sheet: Sheet, state: State) -> rewriting.Change:
    """The change that makes the plan what it was; points that get nothing any more stay out."""
    sites = {point.point_id: number for number, point in enumerate(sheet.day.points)}
    trips: dict[Round, tuple[int, ...]] = {}
    over: dict[Round, Over] = {}
    for van_id, round_no, points, allowed in state["rounds"]:
        one = sheet.carrier(van_id), int(round_no)
        trips[one] = tuple(sites[point] for point in points if point in sites)
        over[one] = Over(*allowed)
    return rewriting.Change(
        trips=trips,
        pinned=frozenset(sites[point] for point in state["pinned"] if point in sites),
        links=tuple((sites[one], sites[two]) for one, two in state["links"] if one in sites and two in sites),
        left_out=_left_out(sites, state),
        over=over,
    )


def _left_out(sites: Mapping[int, int], state: State) -> dict[int, Limit]:
    return {sites[point]: Limit(limit) for point, limit in state["unplanned"] if point in sites}
