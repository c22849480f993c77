"""What persons do with the queue: say what came out, print again (marked), cancel, skip, move, let old jobs go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import func, insert, select, update

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import ReasonNeeded
from domain.common.people import Actor, Right
from domain.printing.operations.leasing import database_now
from domain.printing.operations.printers import printer_row
from domain.printing.operations.sending import job_row
from domain.printing.queries.order import in_print_order, waiting_for
from domain.printing.records import PrinterLeaseRecord, PrinterRecord, PrintJobRecord
from domain.printing.words import AGED_MIN, JobNotThere, JobState, LabelVoid, PrinterRetired

CANCELLABLE = (JobState.QUEUED.value, JobState.LEASED.value, JobState.FAILED.value)
MOVABLE = (JobState.QUEUED.value, JobState.FAILED.value)
PRINTED = frozenset({JobState.SENT_UNCONFIRMED, JobState.CONFIRMED, JobState.EXPIRED, JobState.CANCELLED})
"""States of a job that may be printed again: it is out, or it was let go and is wanted after all."""
NOT_SURE = "came out or not"


def settle_uncertain(
    database: Database, actor: Actor, job_id: int, *, came_out: bool, command_id: str | None = None
) -> Done:
    """A person looked: it came out (confirmed), or it is printed again, marked. Answer {"job", "state", "reprint"}."""

    def work(tx: Transaction) -> dict[str, Any]:
        state = JobState.CONFIRMED if came_out else JobState.CANCELLED
        job = _locked(tx, job_id)
        if job.state != JobState.UNCERTAIN:
            raise JobNotThere(job_id, job.state)
        _set_state(tx, [job_id], (JobState.UNCERTAIN.value,), state)
        again = None if came_out or job.voided_at is not None else _copy(tx, job, NOT_SURE, job.printer_id)
        tx.note("printing", "uncertain_settled", f"label {job.serial}", before=job.state, after=state.value)
        return {"job": job_id, "state": state.value, "reprint": again}

    return _run(database, actor, "settle_uncertain", [job_id, came_out], work, command_id)


def reprint(
    database: Database,
    actor: Actor,
    job_id: int,
    reason: str,
    *,
    printer_id: int | None = None,
    command_id: str | None = None,
) -> Done:
    """The same label once more: same serial, next copy number, marked, with who and why. Answer {"job", "copy"}.

    Raises ReasonNeeded, LabelVoid, JobNotThere while the label still waits to be printed at all.
    """
    if not reason.strip():
        raise ReasonNeeded("reprint")

    def work(tx: Transaction) -> dict[str, Any]:
        job = _locked(tx, job_id)
        if job.voided_at is not None:
            raise LabelVoid(job.serial, job.void_reason)
        if job.state not in PRINTED:
            raise JobNotThere(job_id, job.state)
        made = _copy(tx, job, reason.strip(), printer_id or job.printer_id)
        return {"job": made, "copy": job_row(tx, made).copy_no}

    return _run(database, actor, "reprint", [job_id, reason, printer_id], work, command_id)


def _locked(tx: Transaction, job_id: int) -> Any:
    """The job's row; the first copy's row is held, so that two persons never take the same copy number."""
    job = job_row(tx, job_id)
    first = select(PrintJobRecord.id).where(PrintJobRecord.serial == job.serial, PrintJobRecord.copy_no == 1)
    tx.connection.execute(first.with_for_update())
    return job_row(tx, job_id)


def _copy(tx: Transaction, job: Any, reason: str, printer_id: int | None) -> int:
    last = select(func.max(PrintJobRecord.copy_no)).where(PrintJobRecord.serial == job.serial)
    copy_no = int(tx.connection.execute(last).scalar_one()) + 1
    kept = ("kind", "subject", "body", "body_sha", "serial", "queue", "group_key", "seq")
    row = {name: getattr(job, name) for name in kept}
    row |= {
        "intent_key": f"copy {copy_no} of {job.serial}",
        "copy_no": copy_no,
        "parent_id": job.id,
        "reason": reason[:200],
        "printer_id": printer_id,
        "state": JobState.QUEUED.value,
        "asked_at": tx.at,
        "asked_by": tx.actor.person,
        "station": tx.actor.station,
        "changed_at": tx.at,
    }
    made = tx.connection.execute(insert(PrintJobRecord).values(**row).returning(PrintJobRecord.id)).scalar_one()
    tx.note("printing", "label_reprinted", f"label {job.serial}", after={"copy": copy_no, "reason": reason})
    return int(made)


def retry(database: Database, actor: Actor, job_id: int) -> Done:
    """A failed job waits again, at its place."""

    def work(tx: Transaction) -> dict[str, Any]:
        if not _set_state(tx, [job_id], (JobState.FAILED.value,), JobState.QUEUED, fault=None):
            raise JobNotThere(job_id, job_row(tx, job_id).state)
        tx.note("printing", "job_retried", f"job {job_id}")
        return {"job": job_id}

    return _run(database, actor, "retry_job", [job_id], work, None)


def cancel(
    database: Database, actor: Actor, job_ids: Sequence[int], reason: str, *, command_id: str | None = None
) -> Done:
    """What has not begun to print is let go; answer {"cancelled": n}: less than asked when some went out meanwhile."""
    if not reason.strip():
        raise ReasonNeeded("cancel_print")

    def work(tx: Transaction) -> dict[str, Any]:
        return {"cancelled": _let_go(tx, job_ids, reason.strip())}

    return _run(database, actor, "cancel_jobs", [list(job_ids), reason], work, command_id)


def skip(database: Database, actor: Actor, printer_id: int, count: int, reason: str) -> Done:
    """Leaves out the next `count` labels of the printer, in the order they would come. Answer {"cancelled": n}."""
    if not reason.strip():
        raise ReasonNeeded("cancel_print")

    def work(tx: Transaction) -> dict[str, Any]:
        printer = printer_row(tx.connection, printer_id)
        lease = select(PrinterLeaseRecord.group_key).where(PrinterLeaseRecord.printer_id == printer_id)
        group = tx.connection.execute(lease).scalar_one_or_none()
        coming = in_print_order(printer_id, printer.queue, group).limit(max(count, 0))
        return {"cancelled": _let_go(tx, [row.id for row in tx.connection.execute(coming)], reason.strip())}

    return _run(database, actor, "skip_jobs", [printer_id, count, reason], work, None)


def _let_go(tx: Transaction, job_ids: Sequence[int], reason: str) -> int:
    done = _set_state(tx, job_ids, CANCELLABLE, JobState.CANCELLED, fault=reason[:200])
    tx.note("printing", "jobs_cancelled", "print queue", after={"jobs": list(job_ids), "reason": reason})
    return done


def move(
    database: Database,
    actor: Actor,
    from_id: int,
    to_id: int,
    job_ids: Sequence[int] | None = None,
    *,
    command_id: str | None = None,
) -> Done:
    """Takes what waits at one printer (all of it, or these jobs) to another; answer {"moved": n}. Order and groups stay."""

    def work(tx: Transaction) -> dict[str, Any]:
        here, there = printer_row(tx.connection, from_id), printer_row(tx.connection, to_id)
        if not there.active:
            raise PrinterRetired(there.name)
        waiting = waiting_for(from_id, here.queue)
        chosen = waiting if job_ids is None else PrintJobRecord.id.in_(list(job_ids))
        jobs = update(PrintJobRecord).where(chosen, PrintJobRecord.state.in_(MOVABLE))
        done = tx.connection.execute(jobs.values(printer_id=to_id, changed_at=tx.at)).rowcount
        tx.note("printing", "jobs_moved", f"printer {here.name}", after={"to": there.name, "jobs": done})
        return {"moved": done}

    body = [from_id, to_id, None if job_ids is None else list(job_ids)]
    return _run(database, actor, "move_jobs", body, work, command_id)


def answer_aged(
    database: Database, actor: Actor, printer_id: int, *, print_them: bool, command_id: str | None = None
) -> Done:
    """The answer to AgedJobsWait: print what waited long, or let it expire. Answer {"expired": n}."""

    def work(tx: Transaction) -> dict[str, Any]:
        printer = printer_row(tx.connection, printer_id)
        at = database_now(tx.connection)
        expired = 0
        if print_them:
            mine = update(PrinterRecord).where(PrinterRecord.id == printer_id)
            tx.connection.execute(mine.values(aged_ok_at=at))
        else:
            aged = update(PrintJobRecord).where(
                waiting_for(printer_id, printer.queue), PrintJobRecord.asked_at < at - timedelta(minutes=AGED_MIN)
            )
            expired = tx.connection.execute(aged.values(state=JobState.EXPIRED.value, changed_at=tx.at)).rowcount
        tx.note("printing", "aged_answered", f"printer {printer.name}", after=[print_them, expired])
        return {"expired": expired}

    return _run(database, actor, "answer_aged", [printer_id, print_them], work, command_id)


def _set_state(tx: Transaction, job_ids: Sequence[int], froms: Sequence[str], to: JobState, **values: Any) -> int:
    jobs = update(PrintJobRecord).where(PrintJobRecord.id.in_(list(job_ids)), PrintJobRecord.state.in_(froms))
    return tx.connection.execute(jobs.values(state=to.value, changed_at=tx.at, **values)).rowcount


def _run(database: Database, actor: Actor, kind: str, body: object, work: command.Work, command_id: str | None) -> Done:
    return command.execute(database, actor, kind, body, work, right=Right.PRINT, command_id=command_id)
