"""Asks for labels and papers, and voids them, inside the transaction of the act that wants it.

The same intent asked any number of times, by any station, is one job. Many at once: asking_many.py. Next: taking.py.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, literal, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as lite_insert

from domain.common.command import Transaction
from domain.common.errors import NotFound, ReasonNeeded
from domain.printing.records import PrinterRecord, PrintJobRecord
from domain.printing.rules import serial_of
from domain.printing.words import LABELS, IntentChanged, JobKind, JobState, PrintJobId

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

UNSENT = (JobState.QUEUED.value, JobState.LEASED.value, JobState.FAILED.value)


def ask(
    tx: Transaction,
    kind: JobKind,
    *,
    subject: str,
    body: Mapping[str, Any] | DataclassInstance,
    queue: str = LABELS,
    group_key: str,
    intent_key: str,
    seq: int | None = None,
) -> PrintJobId:
    """The id of the job for this intent, made now or before. Raises IntentChanged when it came with another body.

    `body` is what the picture is drawn from (JSON-able, frozen here); `seq` its place in its group, the next one
    where none is said. A printer that stands at the asking station gets it, else any of the queue.
    """
    text = body_text(body)
    sha = body_sha(kind, text)
    make = pg_insert if tx.dialect == "postgresql" else lite_insert
    row = {
        "intent_key": intent_key,
        "kind": kind.value,
        "subject": subject,
        "body": text,
        "body_sha": sha,
        "serial": serial_of(intent_key),
        "queue": queue,
        "printer_id": printer_here(queue, tx.actor.station),
        "group_key": group_key,
        "seq": literal(seq) if seq is not None else _next_seq(group_key),
        "state": JobState.QUEUED.value,
        "asked_at": tx.at,
        "asked_by": tx.actor.person,
        "station": tx.actor.station,
        "changed_at": tx.at,
    }
    # Any conflict: two stations asking at the same moment may meet at the serial, which follows from the intent.
    once = make(PrintJobRecord).values(**row).on_conflict_do_nothing()
    made = tx.connection.execute(once.returning(PrintJobRecord.id)).scalar_one_or_none()
    tx.stages.add("printing")
    return PrintJobId(int(made)) if made is not None else _asked_before(tx, intent_key, sha)


def body_text(body: Mapping[str, Any] | DataclassInstance) -> str:
    """The JSON text of a label's words, keys sorted: equal words give equal text."""
    values = dict(body) if isinstance(body, Mapping) else dataclasses.asdict(body)
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def body_sha(kind: JobKind, text: str) -> str:
    """SHA-256 of kind and body."""
    return hashlib.sha256(f"{kind.value}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()


def printer_here(queue: str, station: str) -> Any:
    """The printer that stands at the station, as SQL; NULL when none does."""
    here = select(func.min(PrinterRecord.id)).where(
        PrinterRecord.queue == queue, PrinterRecord.station == station, PrinterRecord.active == 1
    )
    return here.scalar_subquery()


def _next_seq(group_key: str) -> Any:
    # A table of another name: an INSERT's own table inside its subquery would be taken for the row's.
    job = PrintJobRecord.__table__.alias("other")
    return select(func.coalesce(func.max(job.c.seq), 0) + 1).where(job.c.group_key == group_key).scalar_subquery()


def _asked_before(tx: Transaction, intent_key: str, sha: str) -> PrintJobId:
    query = select(PrintJobRecord.id, PrintJobRecord.body_sha).where(PrintJobRecord.intent_key == intent_key)
    row = tx.connection.execute(query).one()
    if row.body_sha != sha:
        raise IntentChanged(intent_key)
    return PrintJobId(int(row.id))


def void(tx: Transaction, job_id: int, reason: str) -> None:
    """The label holds no longer: it and its copies are void, and what was not sent yet is cancelled.

    A label that is void already stays as it is. Raises ReasonNeeded, NotFound.
    """
    if not reason.strip():
        raise ReasonNeeded("void_label")
    serial = tx.connection.execute(select(PrintJobRecord.serial).where(PrintJobRecord.id == job_id)).scalar()
    if serial is None:
        raise NotFound("print job", str(job_id))
    copies = update(PrintJobRecord).where(PrintJobRecord.serial == serial)
    tx.connection.execute(
        copies.where(PrintJobRecord.state.in_(UNSENT)).values(state=JobState.CANCELLED.value, changed_at=tx.at)
    )
    live = copies.where(PrintJobRecord.voided_at.is_(None))
    done = tx.connection.execute(live.values(voided_at=tx.at, void_reason=reason.strip(), changed_at=tx.at))
    if done.rowcount:
        tx.note("printing", "label_voided", f"label {serial}", after={"reason": reason.strip()})
