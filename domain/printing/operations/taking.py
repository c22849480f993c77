"""The sender's next job: groups whole and in order; none while the printer is paused, a label is in doubt, or a long wait is unasked.

Next: sending.py.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.people import Actor, Right
from domain.printing.operations.leasing import database_now, hold
from domain.printing.operations.printers import printer_row
from domain.printing.operations.sending import came_out
from domain.printing.queries.order import in_print_order, waiting_for
from domain.printing.records import PrinterLeaseRecord, PrintJobRecord
from domain.printing.words import AGED_MIN, AgedJobsWait, JobState, Outcome, PrinterPaused, UncertainFirst

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
        lease = _lease(tx, printer_id)
        at_hand = _at_hand(tx, printer, fence)
        if at_hand is None:
            _ask_about_aged(tx, printer, lease.sent_at)
            at_hand = _lease_next(tx, printer, lease.group_key, fence)
        tx.stages.add("printing")
        return {"job": None} if at_hand is None else _given(tx, at_hand)

    body = [printer_id, fence, None if after is None else [after.job, after.state.value, after.sent_bytes]]
    return command.execute(database, actor, "take_next", body, work, right=Right.PRINT, command_id=command_id)


def _lease(tx: Transaction, printer_id: int) -> Any:
    lease = select(PrinterLeaseRecord.group_key, PrinterLeaseRecord.sent_at)
    return tx.connection.execute(lease.where(PrinterLeaseRecord.printer_id == printer_id)).one()


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


def _ask_about_aged(tx: Transaction, printer: Any, sent_at: datetime | None) -> None:
    """Jobs older than AGED_MIN at a printer that stood still as long: nobody expects them any more without a question."""
    limit = database_now(tx.connection) - timedelta(minutes=AGED_MIN)
    moving = [moment for moment in (sent_at, printer.aged_ok_at) if moment is not None]
    if any(moment > limit for moment in moving):
        return
    sums = select(func.count(), func.min(PrintJobRecord.asked_at)).where(waiting_for(printer.id, printer.queue))
    jobs, oldest = tx.connection.execute(sums).one()
    if oldest is not None and oldest < limit:
        raise AgedJobsWait(printer.name, int(jobs), oldest)


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
