"""A re-plan accepted as a whole, or refused: in one command, held against the road as it is in that moment.

Stops move at once; a tote stays on the manifest of the van it is on until it is taken over (decision 0087).
Next: taking.py.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, text, update

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotFound, ReasonNeeded
from domain.common.lookups import table_of
from domain.common.people import Actor, Right
from domain.dispatch.records import ReplanRecord, TransferRecord
from domain.dispatch.words import ReplanSettled, ReplanState, RoadMovedOn
from domain.routing.operations.sheets import locked_plan
from domain.routing.records import PlanRecord, RouteRecord, StopRecord, UnplannedRecord
from domain.routing.words import PlanSettled, PlanState, StopState
from domain.routing.words.van_names import van_name_sql

STAGE = "dispatch"
# As the re-plan found each stop, and as it is now.
_CHANGES = text(
    f"""
    SELECT s.*, p.id AS now_id, p.route_id AS now_route, p.drop_no AS now_drop, p.state AS now_state, n.name AS point,
           {van_name_sql()} AS van, r.state AS route_state
    FROM road_replan_stop s JOIN point n ON n.id = s.point_id JOIN road_replan a ON a.id = s.replan_id
    JOIN route r ON r.id = s.route_id JOIN van v ON v.id = r.van_id
    LEFT JOIN route_stop p ON p.plan_id = a.plan_id AND p.point_id = s.point_id
    WHERE s.replan_id = :replan ORDER BY s.route_id, s.drop_no
    """
)
_HOLD_ROUTES = text("SELECT id FROM route WHERE plan_id = :plan ORDER BY id FOR UPDATE")
_HOLD_STOPS = text("SELECT id FROM route_stop WHERE plan_id = :plan ORDER BY id FOR UPDATE")
_ROUTES = text(
    """
    UPDATE route SET distance_m = w.distance_m, duration_s = w.duration_s, cost_fen = w.cost_fen, end_min = w.end_min,
      version = version + 1
    FROM road_replan_route w WHERE w.replan_id = :replan AND w.route_id = route.id
    """
)
# Totes of stops that are on another van now: from the van they are on, or (a new stop's) from the hall.
_TO_MOVE = text(
    """
    SELECT u.id AS use_id, l.route_id AS from_route, p.route_id AS to_route, p.id AS stop_id
    FROM road_replan_stop s JOIN road_replan a ON a.id = s.replan_id
    JOIN route_stop p ON p.plan_id = a.plan_id AND p.point_id = s.point_id AND p.state = 'pending'
    JOIN route r ON r.id = p.route_id
    JOIN tote_use u ON u.cycle_id = r.cycle_id AND u.point_id = p.point_id AND u.is_open = 1 AND u.pieces > 0
    JOIN tote t ON t.id = u.tote_id LEFT JOIN tote_load l ON l.tote_use_id = u.id AND l.off_at IS NULL
    WHERE s.replan_id = :replan AND s.limit_hit IS NULL AND s.is_skipped = 0
      AND ((l.id IS NOT NULL AND t.state = 'loaded' AND l.route_id <> p.route_id)
        OR (l.id IS NULL AND s.stop_id IS NULL AND t.state IN ('sealed', 'staged')))
      AND NOT EXISTS (SELECT 1 FROM tote_transfer m WHERE m.tote_use_id = u.id AND m.ended IS NULL
                      AND m.to_route_id = p.route_id)
    ORDER BY p.route_id, p.drop_no, u.number
    """
)
_DROP_OLD = text(
    """
    UPDATE tote_transfer SET ended = 'dropped', ended_at = :at, ended_by = :person
    WHERE ended IS NULL AND stop_id IN (SELECT p.id FROM route_stop p WHERE p.plan_id = :plan)
      AND to_route_id <> (SELECT p.route_id FROM route_stop p WHERE p.id = tote_transfer.stop_id)
    """
)
_DROP_SKIPPED = text(
    """
    UPDATE tote_transfer SET ended = 'dropped', ended_at = :at, ended_by = :person
    WHERE ended IS NULL AND stop_id IN (SELECT p.id FROM route_stop p WHERE p.plan_id = :plan AND p.state = 'skipped')
    """
)


def accept_replan(database: Database, actor: Actor, replan_id: int, *, command_id: str | None = None) -> Done:
    """The proposal in force, whole. Answer: replan, moved (stops on another van now), totes (to be taken over), vans.

    Raises RoadMovedOn when a stop it changes was reached, done or changed meanwhile, ReplanSettled, PlanSettled,
    NotFound. Other proposals of the plan are superseded.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        replan = _proposal(tx, replan_id)
        changes = tx.connection.execute(_CHANGES, {"replan": replan_id}).all()
        for change in changes:
            _refuse_past(change)
        _turn(tx, replan_id, ReplanState.APPLYING)
        _place(tx, replan, changes)
        vans = tx.connection.execute(_ROUTES, {"replan": replan_id}).rowcount
        _sum_plan(tx, replan.plan_id)
        totes = _transfers(tx, replan)
        _decide(tx, replan_id, ReplanState.ACCEPTED, None)
        _supersede_others(tx, replan)
        moved = sum(change.was_route_id != change.route_id for change in changes)
        answer = {"replan": replan_id, "moved": moved, "totes": totes, "vans": vans}
        named = {change.point: [change.van, change.drop_no, change.arrive_min] for change in changes}
        tx.note(STAGE, "replan_accepted", f"replan {replan_id}", after={**answer, "stops": named})
        tx.stages |= {"routing", "totes", "handover"}
        return answer

    return _command(database, actor, "accept_replan", [replan_id], work, command_id)


def refuse_replan(
    database: Database, actor: Actor, replan_id: int, reason: str, *, command_id: str | None = None
) -> Done:
    """Nothing of the proposal is done. Answer: replan, state. Raises ReplanSettled, ReasonNeeded, NotFound."""
    if not reason.strip():
        raise ReasonNeeded("refuse_replan")

    def work(tx: Transaction) -> dict[str, Any]:
        _proposal(tx, replan_id)
        _decide(tx, replan_id, ReplanState.REFUSED, reason.strip()[:200])
        tx.note(STAGE, "replan_refused", f"replan {replan_id}", after=reason.strip())
        return {"replan": replan_id, "state": ReplanState.REFUSED.value}

    return _command(database, actor, "refuse_replan", [replan_id, reason], work, command_id)


def _command(
    database: Database, actor: Actor, kind: str, body: object, work: command.Work, command_id: str | None
) -> Done:
    return command.execute(database, actor, kind, body, work, right=Right.PLAN_ROUTES, command_id=command_id)


def _proposal(tx: Transaction, replan_id: int) -> Any:
    """The proposal; its plan, the plan's routes and stops are held until the commit."""
    query = select(ReplanRecord.__table__).where(ReplanRecord.id == replan_id)
    row = tx.connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("replan", str(replan_id))
    plan = locked_plan(tx.connection, row.plan_id)
    if tx.dialect == "postgresql":
        tx.connection.execute(_HOLD_ROUTES, {"plan": row.plan_id})
        tx.connection.execute(_HOLD_STOPS, {"plan": row.plan_id})
        row = tx.connection.execute(query.with_for_update()).one()
    if row.state != ReplanState.PROPOSED:
        raise ReplanSettled(replan_id, row.state)
    if plan.state != PlanState.LIVE:
        raise PlanSettled(plan.version, plan.state)
    return row


def _refuse_past(change: Any) -> None:
    """A stop that changes must still be where the proposal found it, not reached, its van on the road.

    One that keeps its van and its drop may have been reached meanwhile: its row is not touched.
    """
    is_new = change.stop_id is None
    if is_new:
        is_same = change.now_id is None
    else:
        is_same = (change.now_route, change.now_drop) == (change.was_route_id, change.was_drop_no)
    stays = not is_new and _keeps_place(change) and not change.is_skipped
    gone = not is_new and change.now_state != StopState.PENDING and not stays
    if not is_same or gone or (change.route_state != "departed" and change.limit_hit is None):
        raise RoadMovedOn(change.point, change.van)


def _keeps_place(change: Any) -> bool:
    return bool((change.was_route_id, change.was_drop_no) == (change.route_id, change.drop_no))


def _turn(tx: Transaction, replan_id: int, to: ReplanState, **values: object) -> None:
    row = update(ReplanRecord).where(ReplanRecord.id == replan_id)
    tx.connection.execute(row.values(state=to.value, **values))


def _decide(tx: Transaction, replan_id: int, to: ReplanState, reason: str | None) -> None:
    _turn(tx, replan_id, to, decided_at=tx.at, decided_by=tx.actor.person, reason=reason)


def _place(tx: Transaction, replan: Any, changes: Sequence[Any]) -> None:
    """Every stop to its place: set aside by a negative number first, so no two ever share one."""
    going = [one for one in changes if one.limit_hit is None and not one.is_skipped]
    known = [one for one in going if one.stop_id is not None and one.now_state == StopState.PENDING]
    moving = [one.stop_id for one in known if not _keeps_place(one)]
    stops = table_of(StopRecord)
    # A pin and a pinned order were for the plan; on the road they give way.
    aside = {"drop_no": -stops.c.drop_no, "pinned": False, "follows": False}
    tx.connection.execute(update(stops).where(stops.c.id.in_(moving)).values(**aside))
    names = ("route_id", "drop_no", "arrive_min", "leave_min")
    if known:
        columns: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
        rows = [{"key": one.stop_id, **{f"new_{name}": getattr(one, name) for name in names}} for one in known]
        tx.connection.execute(update(stops).where(stops.c.id == bindparam("key")).values(**columns), rows)
    for one in (one for one in going if one.stop_id is None):
        _add(tx, replan, one, names)
    for one in (one for one in changes if one.is_skipped):
        row = update(stops).where(stops.c.id == one.stop_id)
        tx.connection.execute(row.values(state=StopState.SKIPPED.value, done_at=tx.at, reason=_reason(replan)))


def _reason(replan: Any) -> str:
    """Why the stop is left out, as the person said it."""
    facts: dict[str, Any] = json.loads(replan.facts)["facts"]
    return str(facts.get("reason") or replan.cause)[:200]


def _add(tx: Transaction, replan: Any, one: Any, names: Sequence[str]) -> None:
    """A new stop on a van on the road; it is no longer among the points without one."""
    unplanned = (UnplannedRecord.plan_id == replan.plan_id, UnplannedRecord.point_id == one.point_id)
    tx.connection.execute(delete(UnplannedRecord).where(*unplanned))
    row = {name: getattr(one, name) for name in (*names, "point_id", "weight_g", "volume_ml", "totes")}
    new = insert(StopRecord).values(**row, plan_id=replan.plan_id, state=StopState.PENDING.value)
    tx.connection.execute(new)


def _sum_plan(tx: Transaction, plan_id: int) -> None:
    names = ("distance_m", "duration_s", "cost_fen")
    sums = select(*(func.coalesce(func.sum(getattr(RouteRecord, name)), 0).label(name) for name in names))
    row = tx.connection.execute(sums.where(RouteRecord.plan_id == plan_id)).one()
    values = {name: int(getattr(row, name)) for name in names}
    tx.connection.execute(update(PlanRecord).where(PlanRecord.id == plan_id).values(**values))


def _transfers(tx: Transaction, replan: Any) -> int:
    """Totes to be taken over, written down; how many. What an earlier re-plan wanted of them is dropped."""
    facts = {"plan": replan.plan_id, "at": int(tx.at.timestamp() * 1000), "person": tx.actor.person}
    tx.connection.execute(_DROP_OLD, facts)
    tx.connection.execute(_DROP_SKIPPED, facts)
    rows = [
        {
            "replan_id": replan.id,
            "tote_use_id": row.use_id,
            "from_route_id": row.from_route,
            "to_route_id": row.to_route,
            "stop_id": row.stop_id,
        }
        for row in tx.connection.execute(_TO_MOVE, {"replan": replan.id})
    ]
    if rows:
        tx.connection.execute(insert(TransferRecord), rows)
    return len(rows)


def _supersede_others(tx: Transaction, replan: Any) -> None:
    others = update(ReplanRecord).where(
        ReplanRecord.plan_id == replan.plan_id, ReplanRecord.state == ReplanState.PROPOSED.value
    )
    tx.connection.execute(others.values(state=ReplanState.SUPERSEDED.value))
