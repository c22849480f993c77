"""Plans the routes of a cut cycle: the search runs outside of any transaction, what it found is written in one.

Between the two the demand may change (an amendment); then nothing is written and the person plans again.
Next: accepting.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, func, insert, select

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotAllowed, Outdated
from domain.common.people import Actor, Right
from domain.cutoff.operations.amending import locked_snapshot
from domain.ordering.queries import cycle_id
from domain.routing.operations.writing import limit_values, route_values, stop_values
from domain.routing.queries.days import day_of
from domain.routing.queries.legs import table_of_day
from domain.routing.records import PlanRecord, RouteRecord, StopRecord, UnplannedRecord
from domain.routing.rules import advising, judging, placing, preparing
from domain.routing.rules.checking import checked
from domain.routing.words import (
    Checked,
    Day,
    Limit,
    PlanRejected,
    PlanState,
    Problem,
    RouteState,
    StopState,
    TimedTrip,
    TravelTable,
)

USUAL_SECONDS = 10.0


def plan_routes(
    database: Database,
    actor: Actor,
    code: str,
    *,
    seconds: float = USUAL_SECONDS,
    seed: int = 1,
    command_id: str | None = None,
) -> Done:
    """A draft plan of the cycle's day. Answer: plan, version, vans, stops, distance_m, duration_s, cost_fen, unplanned
    ({point, limit}), feasible, travel, advice (codes with facts: what to do about what is left out).

    Stops a person pinned in the plan before keep their van. Raises CycleNotCut, Outdated when the demand changed
    meanwhile, PlanRejected.
    """
    if not actor.may(Right.PLAN_ROUTES):
        raise NotAllowed(actor.person, Right.PLAN_ROUTES.value)
    with database.read() as connection:
        day = day_of(connection, code)
        pinned = pinned_vans(connection, day.cycle_id)
        travel = table_of_day(connection, day)
    problem = preparing.problem_of(day, pinned, travel)
    found, left_out = _searched(day, problem, travel, seconds, seed)

    def work(tx: Transaction) -> dict[str, Any]:
        locked_snapshot(tx.connection, cycle_id(tx.connection, code))
        if day_of(tx.connection, code) != day:
            raise Outdated("cycle")
        return _written(tx, day, problem, travel, found, left_out, pinned)

    body = [code, seconds, seed]
    return command.execute(database, actor, "plan_routes", body, work, right=Right.PLAN_ROUTES, command_id=command_id)


def pinned_vans(connection: Connection, in_cycle: int) -> dict[int, int]:
    """Point id -> van id of the stops pinned in the cycle's newest plan that is not superseded."""
    newest = (
        select(func.max(PlanRecord.id))
        .where(PlanRecord.cycle_id == in_cycle, PlanRecord.state != PlanState.SUPERSEDED.value)
        .scalar_subquery()
    )
    query = (
        select(StopRecord.point_id, RouteRecord.van_id)
        .join(RouteRecord, RouteRecord.id == StopRecord.route_id)
        .where(StopRecord.plan_id == newest, StopRecord.pinned == 1)
    )
    return {row.point_id: row.van_id for row in connection.execute(query)}


def _searched(
    day: Day, problem: Problem, travel: TravelTable, seconds: float, seed: int
) -> tuple[Checked, dict[int, Limit]]:
    """The trips found, looked at again, and each site left out with the limit in its way."""
    from domain.routing.engine.pyvrp_search import propose

    left_out = preparing.without_place(day, travel)
    placed = [site for site in range(len(problem.sites)) if site not in left_out]
    hopeful = preparing.worth_searching(problem, placed)
    part = propose(preparing.part_of(problem, hopeful), seconds=seconds, seed=seed)
    kept = placing.thinned(problem, preparing.whole_again(part, hopeful))
    whole, impossible = placing.completed(problem, kept, placed)
    found = checked(problem, whole)
    if not found.is_sound:
        raise PlanRejected(day.cycle, "; ".join((*found.faults, *(breach.limit.value for breach in found.breaches))))
    return found, {**left_out, **impossible}


def _written(
    tx: Transaction,
    day: Day,
    problem: Problem,
    travel: TravelTable,
    found: Checked,
    left_out: Mapping[int, Limit],
    pinned: Mapping[int, int],
) -> dict[str, Any]:
    sums = {
        "distance_m": sum(trip.distance_m for trip in found.trips),
        "duration_s": sum(trip.duration_s for trip in found.trips),
        "cost_fen": sum(trip.cost_fen for trip in found.trips),
    }
    plan_id, version = _plan_row(tx, day, travel, sums)
    for trip in found.trips:
        _write_route(tx, plan_id, day, problem, trip, pinned)
    unplanned = [
        {"plan_id": plan_id, "point_id": day.points[site].point_id, "limit_hit": limit.value}
        for site, limit in sorted(left_out.items())
    ]
    if unplanned:
        tx.connection.execute(insert(UnplannedRecord), unplanned)
    answer: dict[str, Any] = {
        "plan": plan_id,
        "version": version,
        "vans": len(found.trips),
        "stops": sum(len(trip.visits) for trip in found.trips),
        **sums,
        "unplanned": [
            {"point": day.points[site].name, "limit": limit.value} for site, limit in sorted(left_out.items())
        ],
        "feasible": not left_out,
        "travel": travel.source.value,
    }
    tx.note("routing", "routes_planned", f"cycle {day.cycle}", after=answer)
    told = (*advising.advice(day, left_out), *judging.judged(day, travel))
    advice = [{"code": notice.code, "facts": dict(notice.facts)} for notice in told]
    return {**answer, "advice": advice}


def _plan_row(tx: Transaction, day: Day, travel: TravelTable, sums: Mapping[str, int]) -> tuple[int, int]:
    """(id, version) of the new draft; versions run without gaps under the lock of the snapshot."""
    versions = select(func.coalesce(func.max(PlanRecord.version), 0)).where(PlanRecord.cycle_id == day.cycle_id)
    version = int(tx.connection.execute(versions).scalar_one()) + 1
    row = {
        "cycle_id": day.cycle_id,
        "snapshot_id": day.snapshot_id,
        "version": version,
        "state": PlanState.DRAFT.value,
        "travel": travel.source.value,
        "made_at": tx.at,
        "made_by": tx.actor.person,
        **sums,
    }
    made = tx.connection.execute(insert(PlanRecord).values(**row).returning(PlanRecord.id))
    return int(made.scalar_one()), version


def _write_route(
    tx: Transaction, plan_id: int, day: Day, problem: Problem, trip: TimedTrip, pinned: Mapping[int, int]
) -> None:
    route_id = new_route(tx, plan_id, day, trip)
    stops = [
        {
            "route_id": route_id,
            "plan_id": plan_id,
            "point_id": day.points[visit.site].point_id,
            "state": StopState.PENDING.value,
            "pinned": day.points[visit.site].point_id in pinned,
            **stop_values(problem, visit, drop_no),
        }
        for drop_no, visit in enumerate(trip.visits, start=1)
    ]
    tx.connection.execute(insert(StopRecord), stops)


def new_route(tx: Transaction, plan_id: int, day: Day, trip: TimedTrip) -> int:
    """The id of a new draft route for the trip's van, driven by its usual driver."""
    van = day.vans[trip.carrier]
    row = {
        "plan_id": plan_id,
        "cycle_id": day.cycle_id,
        "delivery_day": day.delivery_day,
        "van_id": van.van_id,
        "driver_id": van.driver_id,
        "trip": van.trip,
        "state": RouteState.DRAFT.value,
        **limit_values(van.carrier),
        **route_values(trip),
    }
    return int(tx.connection.execute(insert(RouteRecord).values(**row).returning(RouteRecord.id)).scalar_one())
