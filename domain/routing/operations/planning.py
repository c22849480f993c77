"""Plans the routes of a cut cycle: the search runs outside of any transaction, what it found is written in one.

Between the two the demand may change (an amendment); then nothing is written and the person plans again.
Next: accepting.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotAllowed, Outdated
from domain.common.people import Actor, Right
from domain.cutoff.operations.amending import locked_snapshot
from domain.ordering.queries import cycle_id
from domain.routing.operations.drafting import write_draft
from domain.routing.operations.searching import Outcome, in_this_process, searched
from domain.routing.queries.days import day_of
from domain.routing.queries.legs import table_of_day
from domain.routing.records import PlanRecord, RouteRecord, StopRecord
from domain.routing.rules import advising, judging, preparing, telling_ways
from domain.routing.rules.sketching import sketched
from domain.routing.words import PlanRow, PlanState, Search

USUAL_SECONDS = 10.0
Shown = Callable[[PlanRow], None]


def plan_routes(
    database: Database,
    actor: Actor,
    code: str,
    *,
    seconds: float = USUAL_SECONDS,
    seed: int = 1,
    search: Search | None = None,
    shown: Shown | None = None,
    command_id: str | None = None,
) -> Done:
    """A draft plan of the cycle's day. Answer: plan, version, vans, stops, distance_m, duration_s, cost_fen, unplanned
    ({point, limit}), feasible, travel, advice (codes with facts: what to do about what is left out).

    Stops a person pinned in the plan before keep their van, pinned orders and fixed rounds their order. `search`: how
    (workers.solver_process.SolverProcess(...).search; None: here, for `seconds`); `shown` is given each better plan
    while it runs, none of which is stored. Raises CycleNotCut, Outdated when the demand changed meanwhile, what the
    search raises, PlanRejected.
    """
    if not actor.may(Right.PLAN_ROUTES):
        raise NotAllowed(actor.person, Right.PLAN_ROUTES.value)
    with database.read() as connection:
        day = day_of(connection, code)
        kept = kept_by_hand(connection, day.cycle_id)
        travel = table_of_day(connection, day)
    problem = preparing.problem_of(day, kept.vans, travel, sequences=kept.sequences)

    def told(better: Outcome) -> None:
        if shown is not None:
            shown(sketched(day, better.problem, better.checked, better.left_out, travel.source))

    found = searched(day, problem, travel, search or in_this_process(seconds, seed), told=told)

    def work(tx: Transaction) -> dict[str, Any]:
        locked_snapshot(tx.connection, cycle_id(tx.connection, code))
        if day_of(tx.connection, code) != day:
            raise Outdated("cycle")
        answer = write_draft(tx, day, travel, found, kept.vans)
        tx.note("routing", "routes_planned", f"cycle {day.cycle}", after=answer)
        told = (
            *advising.advice(day, found.left_out),
            *telling_ways.impossible_told(day, found.problem, found.left_out),
            *found.notices,
            *judging.judged(day, travel),
        )
        return {**answer, "advice": [{"code": notice.code, "facts": dict(notice.facts)} for notice in told]}

    body = [code, seconds, seed]
    return command.execute(database, actor, "plan_routes", body, work, right=Right.PLAN_ROUTES, command_id=command_id)


@dataclass(frozen=True, slots=True)
class KeptByHand:
    """What a person pinned: point id -> van id, and points that are served directly one after another."""

    vans: dict[int, int]
    sequences: tuple[tuple[int, ...], ...]


def kept_by_hand(connection: Connection, in_cycle: int) -> KeptByHand:
    """What is pinned in the cycle's newest plan that is not superseded."""
    newest = (
        select(func.max(PlanRecord.id))
        .where(PlanRecord.cycle_id == in_cycle, PlanRecord.state != PlanState.SUPERSEDED.value)
        .scalar_subquery()
    )
    query = (
        select(StopRecord.point_id, StopRecord.pinned, StopRecord.follows, RouteRecord.id, RouteRecord.van_id)
        .join(RouteRecord, RouteRecord.id == StopRecord.route_id)
        .where(StopRecord.plan_id == newest)
        .order_by(RouteRecord.id, StopRecord.drop_no)
    )
    vans: dict[int, int] = {}
    sequences: list[list[int]] = []
    before = None
    for row in connection.execute(query):
        if row.pinned:
            vans[row.point_id] = row.van_id
        if row.follows and before is not None and before == row.id:
            sequences[-1].append(row.point_id)
        else:
            sequences.append([row.point_id])
        before = row.id
    return KeptByHand(vans, tuple(tuple(one) for one in sequences if len(one) > 1))


def pinned_vans(connection: Connection, in_cycle: int) -> dict[int, int]:
    """Point id -> van id of what is pinned in the cycle's newest plan that is not superseded."""
    return kept_by_hand(connection, in_cycle).vans
