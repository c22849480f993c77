"""The sender's next job: groups whole and in order; none while the printer is paused, a label is in doubt, or a long wait is unasked.

Next: sending.py.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select, update

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.people import Actor, Right
from domain.printing.operations.leasing import database_now, hold
from domain.printing.operations.printers import printer_row
from domain.printing.operations.sending import came_out
from domain.printing.queries.aged import aged_question
from domain.printing.queries.order import in_print_order, waiting_for
from domain.printing.records import PrinterLeaseRecord, PrintJobRecord
from domain.printing.words import JobState, Outcome, PrinterPaused, UncertainFirst

MOST_TRIES = 5


def take_next(
    database: Database,
    actor: Actor,
    printer_id: int,
    fence: int,
    *,
    after: Outcome | None = None,
    command_id: str | None = None,
) -> Done:
    """Leases the next job to the holder of `fence`: answer {"job": None} or its id, kind, body, serial, copy, attempt.

    `after`: what became of the job before, told in the same transaction (a refusal takes it back too). A job leased to
    this fence already is given again. Raises LeaseLost, PrinterPaused, UncertainFirst, AgedJobsWait, JobNotThere.
    Ask queries.has_work first: this is a command, and an idle printer need not leave one every second.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        hold(tx, printer_id, fence)
        if after is not None:
            came_out(tx, fence, after)
        printer = printer_row(tx.connection, printer_id)
        if printer.paused:
            raise PrinterPaused(printer.name)
        at_hand = _at_hand(tx, printer, fence)
        if at_hand is None:
            _ask_about_aged(tx, printer)
            at_hand = _lease_next(tx, printer, _group_at_hand(tx, printer_id), fence)
        tx.stages.add("printing")
        return {"job": None} if at_hand is None else _given(tx, at_hand)

    body = [printer_id, fence, None if after is None else [after.job, after.state.value, after.sent_bytes]]
    return command.execute(database, actor, "take_next", body, work, right=Right.PRINT, command_id=command_id)


def _group_at_hand(tx: Transaction, printer_id: int) -> str | None:
    """The group that was begun."""
    lease = select(PrinterLeaseRecord.group_key).where(PrinterLeaseRecord.printer_id == printer_id)
    return tx.connection.execute(lease).scalar_one()


def _at_hand(tx: Transaction, printer: Any, fence: int) -> int | None:
    """The job this fence holds already. Raises UncertainFirst while one is in doubt."""
    open_ones = select(PrintJobRecord.id, PrintJobRecord.state, PrintJobRecord.serial, PrintJobRecord.fence).where(
        PrintJobRecord.printer_id == printer.id,
        PrintJobRecord.state.in_((JobState.LEASED.value, JobState.SENDING.value, JobState.UNCERTAIN.value)),
    )
    rows = tx.connection.execute(open_ones.order_by(PrintJobRecord.id)).all()
    doubtful = next((row for row in rows if row.state != JobState.LEASED), None)
    if doubtful is not None:
        raise UncertainFirst(printer.name, doubtful.id, doubtful.serial)
    return next((int(row.id) for row in rows if row.fence == fence), None)


def _ask_about_aged(tx: Transaction, printer: Any) -> None:
    """Nobody expects what waited long at a printer that stood still as long: a person is asked first."""
    question = aged_question(tx.connection, printer.id, database_now(tx.connection))
    if question is not None:
        raise question


def _lease_next(tx: Transaction, printer: Any, group: str | None, fence: int) -> int | None:
    """Claims the whole group for this printer, then leases its first job. Another printer of the queue may be faster."""
    for _ in range(MOST_TRIES):
        row = tx.connection.execute(in_print_order(printer.id, printer.queue, group).limit(1)).one_or_none()
        if row is None:
            return None
        waiting = update(PrintJobRecord).where(
            waiting_for(printer.id, printer.queue), PrintJobRecord.group_key == row.group_key
        )
        tx.connection.execute(waiting.where(PrintJobRecord.printer_id.is_(None)).values(printer_id=printer.id))
        mine = update(PrintJobRecord).where(
            PrintJobRecord.id == row.id,
            PrintJobRecord.state == JobState.QUEUED.value,
            PrintJobRecord.printer_id == printer.id,
        )
        if tx.connection.execute(mine.values(state=JobState.LEASED.value, fence=fence, changed_at=tx.at)).rowcount:
            hold(tx, printer.id, fence, group_key=row.group_key)
            return int(row.id)
    return None


def _given(tx: Transaction, job_id: int) -> dict[str, Any]:
    row = tx.connection.execute(select(PrintJobRecord.__table__).where(PrintJobRecord.id == job_id)).one()
    return {
        "job": row.id,
        "kind": row.kind,
        "subject": row.subject,
        "body": json.loads(row.body),
        "body_sha": row.body_sha,
        "serial": row.serial,
        "copy": row.copy_no,
        "attempt": row.attempt,
    }
