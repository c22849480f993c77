"""Writes a new draft plan: its row, its routes with their stops, what it leaves out. Next: planning.py."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import func, insert, select

from domain.common.command import Transaction
from domain.routing.operations.searching import Outcome
from domain.routing.operations.writing import limit_values, route_values, stop_values
from domain.routing.records import PlanRecord, RouteRecord, StopRecord, UnplannedRecord
from domain.routing.words import Day, PlanState, Problem, RouteState, StopState, TimedTrip, TravelTable


def write_draft(
    tx: Transaction, day: Day, travel: TravelTable, found: Outcome, pinned: Collection[int]
) -> dict[str, Any]:
    """The new draft; the answer of plan_routes without its advice. `pinned`: ids of points a person pinned."""
    trips = found.checked.trips
    sums = {
        "distance_m": sum(trip.distance_m for trip in trips),
        "duration_s": sum(trip.duration_s for trip in trips),
        "cost_fen": sum(trip.cost_fen for trip in trips),
    }
    plan_id, version = _plan_row(tx, day, travel, sums)
    rounds: Counter[int] = Counter()
    for trip in trips:
        number = day.vans[trip.carrier].trip + rounds[trip.carrier]
        rounds[trip.carrier] += 1
        _write_route(tx, day, found.problem, trip, new_route(tx, plan_id, day, trip, number), plan_id, pinned)
    left_out = sorted(found.left_out.items())
    unplanned = [
        {"plan_id": plan_id, "point_id": day.points[site].point_id, "limit_hit": limit.value}
        for site, limit in left_out
    ]
    if unplanned:
        tx.connection.execute(insert(UnplannedRecord), unplanned)
    return {
        "plan": plan_id,
        "version": version,
        "vans": len({trip.carrier for trip in trips}),
        "stops": sum(len(trip.visits) for trip in trips),
        **sums,
        "unplanned": [{"point": day.points[site].name, "limit": limit.value} for site, limit in left_out],
        "feasible": not left_out,
        "travel": travel.source.value,
    }


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
    tx: Transaction,
    day: Day,
    problem: Problem,
    trip: TimedTrip,
    route_id: int,
    plan_id: int,
    pinned: Collection[int],
) -> None:
    follows = {site for chain in problem.chains for site in chain[1:]}
    chained = {site for chain in problem.chains for site in chain}
    stops = [
        {
            "route_id": route_id,
            "plan_id": plan_id,
            "point_id": day.points[visit.site].point_id,
            "state": StopState.PENDING.value,
            "pinned": day.points[visit.site].point_id in pinned or visit.site in chained,
            "follows": visit.site in follows,
            **stop_values(problem, visit, drop_no),
        }
        for drop_no, visit in enumerate(trip.visits, start=1)
    ]
    tx.connection.execute(insert(StopRecord), stops)


def new_route(tx: Transaction, plan_id: int, day: Day, trip: TimedTrip, number: int) -> int:
    """The id of a new draft route for the trip's van, its trip `number` of the day, driven by its usual driver."""
    van = day.vans[trip.carrier]
    row = {
        "plan_id": plan_id,
        "cycle_id": day.cycle_id,
        "delivery_day": day.delivery_day,
        "van_id": van.van_id,
        "driver_id": van.driver_id,
        "trip": number,
        "state": RouteState.DRAFT.value,
        **limit_values(van.carrier),
        **route_values(trip),
    }
    return int(tx.connection.execute(insert(RouteRecord).values(**row).returning(RouteRecord.id)).scalar_one())
