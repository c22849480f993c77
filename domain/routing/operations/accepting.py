"""Puts a plan in force: loads and limits looked at once more, the former plan superseded, the vans' routes planned.

Next: sheets.py.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotFound
from domain.common.people import Actor, Right
from domain.cutoff.operations.amending import locked_snapshot
from domain.places.records import VanRecord
from domain.routing.operations import rewriting
from domain.routing.operations.sheets import OPEN, Sheet, sheet_of
from domain.routing.records import PlanRecord, RouteRecord, UnplannedRecord
from domain.routing.rules.advising import some
from domain.routing.words import PlanBehind, PlanInUse, PlanSettled, PlanState


def accept_plan(database: Database, actor: Actor, plan_id: int, *, command_id: str | None = None) -> Done:
    """Makes a draft the cycle's live plan. Answer: plan, version, vans, superseded (the version before, or None).

    What amendments changed since it was made is written into its loads first. Raises PlanSettled, PlanBehind (points
    that came after it), PlanInUse (a van of the plan before is locked, loading or gone), the limits, Outdated.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        in_cycle = _cycle_of(tx, plan_id)
        locked_snapshot(tx.connection, in_cycle)  # the snapshot before any plan: two acceptances never cross
        sheet = sheet_of(tx, plan_id)
        if sheet.plan.state != PlanState.DRAFT:
            raise PlanSettled(sheet.plan.version, sheet.plan.state)
        _refuse_what_came_later(tx, sheet)
        rewriting.write(tx, sheet, rewriting.Change(sheet.trips))
        before = _supersede(tx, in_cycle, plan_id)
        _put_in_force(tx, plan_id)
        answer = {"plan": plan_id, "version": sheet.plan.version, "vans": len(sheet.carriers), "superseded": before}
        tx.note("routing", "plan_accepted", f"cycle {sheet.day.cycle}", before=before, after=answer)
        return answer

    body = [plan_id]
    return command.execute(database, actor, "accept_plan", body, work, right=Right.PLAN_ROUTES, command_id=command_id)


def _cycle_of(tx: Transaction, plan_id: int) -> int:
    found = tx.connection.execute(select(PlanRecord.cycle_id).where(PlanRecord.id == plan_id)).scalar_one_or_none()
    if found is None:
        raise NotFound("plan", str(plan_id))
    return int(found)


def _refuse_what_came_later(tx: Transaction, sheet: Sheet) -> None:
    query = select(UnplannedRecord.point_id).where(UnplannedRecord.plan_id == sheet.plan.id)
    unplanned = set(tx.connection.execute(query).scalars())
    later = [
        point.name
        for site, point in enumerate(sheet.day.points)
        if site not in sheet.stops and point.point_id not in unplanned
    ]
    if later:
        raise PlanBehind(sheet.plan.version, some(later))


def _supersede(tx: Transaction, in_cycle: int, plan_id: int) -> int | None:
    """The live plan gives way with all its routes, the other drafts too; the version of the live one."""
    others = (PlanRecord.cycle_id == in_cycle, PlanRecord.id != plan_id)
    live = tx.connection.execute(
        select(PlanRecord.id, PlanRecord.version)
        .where(*others, PlanRecord.state == PlanState.LIVE.value)
        .with_for_update()
    ).one_or_none()
    if live is not None:
        _take_out_of_force(tx, live.id)
    tx.connection.execute(
        update(PlanRecord)
        .where(*others, PlanRecord.state != PlanState.SUPERSEDED.value)
        .values(state=PlanState.SUPERSEDED.value)
    )
    return None if live is None else int(live.version)


def _take_out_of_force(tx: Transaction, plan_id: int) -> None:
    busy = tx.connection.execute(
        select(VanRecord.code)
        .join(RouteRecord, RouteRecord.van_id == VanRecord.id)
        .where(RouteRecord.plan_id == plan_id, RouteRecord.state.not_in(OPEN))
    ).scalars()
    vans = sorted(busy)
    if vans:
        raise PlanInUse(", ".join(vans))
    tx.connection.execute(update(RouteRecord).where(RouteRecord.plan_id == plan_id).values(is_live=False))


def _put_in_force(tx: Transaction, plan_id: int) -> None:
    tx.connection.execute(
        update(PlanRecord)
        .where(PlanRecord.id == plan_id, PlanRecord.state == PlanState.DRAFT.value)
        .values(state=PlanState.LIVE.value, accepted_at=tx.at, accepted_by=tx.actor.person)
    )
    rewriting.go_live(tx, plan_id)
