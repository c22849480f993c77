"""What the sender tells of its job: begun (committed before the first byte), out, confirmed by evidence, in doubt, failed.

Each act is refused for an old fence and renews the lease of the current one. Next: settling.py.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from domain.common import command
from domain.common.columns import to_ms
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotFound
from domain.common.people import Actor, Right
from domain.common.ready import Ready
from domain.printing.operations.leasing import hold
from domain.printing.records import PrintJobRecord
from domain.printing.words import JobNotThere, JobState, Outcome, PrinterPaused

_AT_PRINTER = Ready(
    "SELECT j.printer_id, p.name, p.paused FROM print_job j LEFT JOIN printer p ON p.id = j.printer_id WHERE j.id = :job"
)
_BEGIN = Ready(
    """
    UPDATE print_job SET state = 'sending', attempt = attempt + 1, sent_bytes = 0, fault = NULL,
      changed_at = CAST(:at AS BIGINT)
    WHERE id = :job AND fence = :fence AND state = 'leased'
    """
)
_CAME_OUT = Ready(
    """
    UPDATE print_job SET state = :state, sent_bytes = :sent_bytes, changed_at = CAST(:at AS BIGINT)
    WHERE id = :job AND fence = :fence AND state = 'sending'
    """
)


def mark_sending(database: Database, actor: Actor, job_id: int, fence: int, *, command_id: str | None = None) -> Done:
    """Before the first byte: from here on the job may have come out. Raises LeaseLost, PrinterPaused, JobNotThere."""

    def work(tx: Transaction) -> dict[str, Any]:
        job = _AT_PRINTER.run(tx.connection, {"job": job_id}).first()
        if job is None:
            raise NotFound("print job", str(job_id))
        hold(tx, job.printer_id or 0, fence, is_sending=True)
        if job.paused:
            raise PrinterPaused(job.name)
        begun = _BEGIN.run(tx.connection, {"job": job_id, "fence": fence, "at": to_ms(tx.at)})
        return _moved(tx, job_id, JobState.SENDING, begun.rowcount)

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
    values = {"state": outcome.state.value, "sent_bytes": outcome.sent_bytes, "at": to_ms(tx.at)}
    out = _CAME_OUT.run(tx.connection, {"job": outcome.job, "fence": fence, **values})
    _moved(tx, outcome.job, outcome.state, out.rowcount)


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
    return _moved(
        tx, job_id, to, tx.connection.execute(mine.values(state=to.value, changed_at=tx.at, **values)).rowcount
    )


def _moved(tx: Transaction, job_id: int, to: JobState, rows: int) -> dict[str, Any]:
    if rows == 0:
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
