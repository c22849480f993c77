"""A sealed tote is opened once more, with a reason; and a sealed tote is staged at the lane of its route."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import ReasonNeeded
from domain.common.people import Actor, Right
from domain.packing.queries.scanning import tote_of_scan
from domain.packing.records import SealRecord
from domain.packing.words import WrongLane
from domain.printing import operations as printing
from domain.totes.operations import move_tote
from domain.totes.words import ToteState


def reopen_tote(database: Database, actor: Actor, code: str, reason: str, *, command_id: str | None = None) -> Done:
    """Seal and label are void, the tote fills again; answer {"tote", "point"}. Loaded ones are unloaded first.

    Raises ReasonNeeded, ToteBusy.
    """
    if not reason.strip():
        raise ReasonNeeded("reopen_tote")

    def work(tx: Transaction) -> dict[str, Any]:
        tote = tote_of_scan(tx.connection, code)
        # Off its lane first: a seal is void only on a tote that is nowhere else.
        move_tote(tx, tote.code, (ToteState.SEALED, ToteState.STAGED), ToteState.SEALED)
        seal = select(SealRecord.id, SealRecord.print_job_id, SealRecord.gross_g, SealRecord.person)
        row = tx.connection.execute(
            seal.where(SealRecord.tote_use_id == tote.use_id, SealRecord.voided_at.is_(None))
        ).one()
        void = {"voided_at": tx.at, "voided_by": tx.actor.person, "void_reason": reason.strip()}
        tx.connection.execute(update(SealRecord).where(SealRecord.id == row.id).values(**void))
        if row.print_job_id is not None:
            printing.void(tx, row.print_job_id, reason)
        move_tote(tx, tote.code, (ToteState.SEALED,), ToteState.FILLING)
        before = {"sealed_by": row.person, "gross_g": row.gross_g}
        tx.note("packing", "tote_reopened", f"tote {tote.code}", before=before, after={"reason": reason.strip()})
        return {"tote": tote.code, "point": tote.point}

    return _run(database, actor, "reopen_tote", [code, reason], work, command_id)


def stage_tote(
    database: Database, actor: Actor, code: str, lane: str | None = None, *, command_id: str | None = None
) -> Done:
    """A sealed tote stands at the lane of its van; answer {"tote", "point", "lane", "drop"}, lane "" without a plan.

    `lane`: the van's code scanned at the lane. Raises WrongLane with the right one, ToteBusy.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        tote = tote_of_scan(tx.connection, code)
        if lane is not None and lane.strip() != tote.van:
            raise WrongLane(tote.code, tote.point, lane.strip(), tote.van or "-")
        move_tote(tx, tote.code, (ToteState.SEALED,), ToteState.STAGED)
        tx.note("packing", "tote_staged", f"tote {tote.code}", after={"lane": tote.van})
        return {"tote": tote.code, "point": tote.point, "lane": tote.van, "drop": tote.drop}

    return _run(database, actor, "stage_tote", [code, lane], work, command_id)


def _run(database: Database, actor: Actor, kind: str, body: object, work: command.Work, command_id: str | None) -> Done:
    return command.execute(database, actor, kind, body, work, right=Right.SEAL, command_id=command_id)
