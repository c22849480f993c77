"""What the sender tells of its job: begun (committed before the first byte), out, confirmed by evidence, in doubt, failed.

Each act is refused for an old fence and renews the lease of the current one. Next: settling.py.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotFound
from domain.common.people import Actor, Right
from domain.printing.operations.leasing import database_now, hold
from domain.printing.operations.printers import printer_row
from domain.printing.records import PrintJobRecord
from domain.printing.words import JobNotThere, JobState, Outcome, PrinterPaused


def mark_sending(database: Database, actor: Actor, job_id: int, fence: int, *, command_id: str | None = None) -> Done:
    """Before the first byte: from here on the job may have come out. Raises LeaseLost, PrinterPaused, JobNotThere."""

    def work(tx: Transaction) -> dict[str, Any]:
        job = job_row(tx, job_id)
        hold(tx, job.printer_id or 0, fence, sent_at=database_now(tx.connection))
        printer = printer_row(tx.connection, job.printer_id)
        if printer.paused:
            raise PrinterPaused(printer.name)
        again = {"attempt": PrintJobRecord.attempt + 1, "sent_bytes": 0, "fault": None}
        return _move(tx, job_id, fence, (JobState.LEASED,), JobState.SENDING, **again)

    return _run(database, actor, "mark_sending", [job_id, fence], work, command_id)


def mark_sent(
    database: Database, actor: Actor, job_id: int, fence: int, sent_bytes: int, *, command_id: str | None = None
) -> Done:
    """All bytes were taken; whether a label came out nobody said. Final where the printer cannot answer."""
    to = JobState.SENT_UNCONFIRMED
    return _told(database, actor, job_id, fence, (JobState.SENDING,), to, command_id, sent_bytes=sent_bytes)


def mark_confirmed(
    database: Database, actor: Actor, job_id: int, fence: int, sent_bytes: int, *, command_id: str | None = None
) -> Done:
    """The printer itself said that the label came out."""
    froms = (JobState.SENDING, JobState.SENT_UNCONFIRMED)
    return _told(database, actor, job_id, fence, froms, JobState.CONFIRMED, command_id, sent_bytes=sent_bytes)


def came_out(tx: Transaction, fence: int, outcome: Outcome) -> None:
    """mark_sent or mark_confirmed inside another act of the same sender, which holds the lease."""
    _move(tx, outcome.job, fence, (JobState.SENDING,), outcome.state, sent_bytes=outcome.sent_bytes)


def mark_uncertain(
    database: Database,
    actor: Actor,
    job_id: int,
    fence: int,
    fault: str,
    sent_bytes: int,
    *,
    command_id: str | None = None,
) -> Done:
    """It broke off after the first byte may have left: a person says whether it came out. Never sent again silently."""
    froms, to = (JobState.SENDING, JobState.SENT_UNCONFIRMED), JobState.UNCERTAIN
    facts = {"sent_bytes": sent_bytes, "fault": fault[:200]}
    return _told(database, actor, job_id, fence, froms, to, command_id, **facts)


def mark_failed(
    database: Database, actor: Actor, job_id: int, fence: int, fault: str, *, command_id: str | None = None
) -> Done:
    """It cannot be printed, and no byte of it left: its words make no picture. The queue goes on."""
    failed = JobState.FAILED
    return _told(database, actor, job_id, fence, (JobState.LEASED,), failed, command_id, fault=fault[:200])


def give_back(database: Database, actor: Actor, job_id: int, fence: int, *, command_id: str | None = None) -> Done:
    """The printer is not to be reached and no byte left: the job waits again at its place."""
    return _told(database, actor, job_id, fence, (JobState.LEASED,), JobState.QUEUED, command_id)


def _told(
    database: Database,
    actor: Actor,
    job_id: int,
    fence: int,
    froms: tuple[JobState, ...],
    to: JobState,
    command_id: str | None,
    **values: Any,
) -> Done:
    def work(tx: Transaction) -> dict[str, Any]:
        hold(tx, job_row(tx, job_id).printer_id or 0, fence)
        return _move(tx, job_id, fence, froms, to, **values)

    body = [job_id, fence, values]
    return _run(database, actor, f"mark_{to.value}", body, work, command_id)


def _move(
    tx: Transaction, job_id: int, fence: int, froms: tuple[JobState, ...], to: JobState, **values: Any
) -> dict[str, Any]:
    mine = update(PrintJobRecord).where(
        PrintJobRecord.id == job_id,
        PrintJobRecord.fence == fence,
        PrintJobRecord.state.in_([state.value for state in froms]),
    )
    if tx.connection.execute(mine.values(state=to.value, changed_at=tx.at, **values)).rowcount == 0:
        raise JobNotThere(job_id, job_row(tx, job_id).state)
    tx.stages.add("printing")
    return {"job": job_id, "state": to.value}


def job_row(tx: Transaction, job_id: int) -> Any:
    """The job's row; NotFound when there is none."""
    row = tx.connection.execute(select(PrintJobRecord.__table__).where(PrintJobRecord.id == job_id)).one_or_none()
    if row is None:
        raise NotFound("print job", str(job_id))
    return row


def _run(database: Database, actor: Actor, kind: str, body: object, work: command.Work, command_id: str | None) -> Done:
    return command.execute(database, actor, kind, body, work, right=Right.PRINT, command_id=command_id)
