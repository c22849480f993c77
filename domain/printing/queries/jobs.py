"""The queue as screens show it: printers with what waits at them, a printer's jobs in order, what is in doubt."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from domain.common.errors import NotFound
from domain.printing.queries.order import in_print_order, waiting_for
from domain.printing.records import PrinterLeaseRecord, PrinterRecord, PrintJobRecord
from domain.printing.words import JobKind, JobState

OUT = (JobState.SENT_UNCONFIRMED, JobState.CONFIRMED)


@dataclass(frozen=True, slots=True)
class PrinterRow:
    """A printer, who sends to it (until when), what waits at it, and how many of its jobs are in doubt."""

    id: int
    name: str
    profile: str
    link: str
    media: str
    queue: str
    station: str
    paused: bool
    active: bool
    version: int
    owner: str
    until: datetime | None
    waiting: int
    oldest: datetime | None
    uncertain: int
    failed: int


@dataclass(frozen=True, slots=True)
class JobRow:
    """One job: what it is about, its state (since `changed_at`), its place; `body` what its picture is drawn from."""

    id: int
    kind: str
    subject: str
    serial: str
    copy_no: int
    reason: str
    state: str
    printer_id: int | None
    group_key: str
    seq: int
    attempt: int
    fault: str
    asked_at: datetime
    asked_by: str
    station: str
    void_reason: str | None
    body: Mapping[str, Any] = field(default_factory=dict)
    changed_at: datetime | None = None


def printers(connection: Connection, *, retired: bool = False) -> tuple[PrinterRow, ...]:
    """The printers by name, the retired ones only when asked for."""
    query = select(PrinterRecord.__table__, PrinterLeaseRecord.owner, PrinterLeaseRecord.until).outerjoin(
        PrinterLeaseRecord, PrinterLeaseRecord.printer_id == PrinterRecord.id
    )
    rows = connection.execute(query.order_by(PrinterRecord.name)).all()
    counts = _counts_by_printer(connection)
    return tuple(_printer(connection, row, counts) for row in rows if row.active or retired)


def _counts_by_printer(connection: Connection) -> dict[tuple[int | None, str], int]:
    wanted = (JobState.UNCERTAIN.value, JobState.FAILED.value)
    query = select(PrintJobRecord.printer_id, PrintJobRecord.state, func.count().label("jobs"))
    grouped = query.where(PrintJobRecord.state.in_(wanted)).group_by(PrintJobRecord.printer_id, PrintJobRecord.state)
    return {(row.printer_id, row.state): int(row.jobs) for row in connection.execute(grouped)}


def _printer(connection: Connection, row: Any, counts: Mapping[tuple[int | None, str], int]) -> PrinterRow:
    sums = select(func.count(), func.min(PrintJobRecord.asked_at)).where(waiting_for(row.id, row.queue))
    waiting, oldest = connection.execute(sums).one()
    return PrinterRow(
        row.id, row.name, row.profile, row.link, row.media, row.queue, row.station or "", row.paused, row.active,
        row.version, row.owner or "", row.until, int(waiting), oldest,
        counts.get((row.id, JobState.UNCERTAIN.value), 0), counts.get((row.id, JobState.FAILED.value), 0),
    )  # fmt: skip


def has_work(connection: Connection, printer_id: int) -> bool:
    """True when a job waits for the printer and it is neither paused nor retired: then take_next is worth its command."""
    printer = connection.execute(select(PrinterRecord.__table__).where(PrinterRecord.id == printer_id)).one_or_none()
    if printer is None or printer.paused or not printer.active:
        return False
    waiting = select(PrintJobRecord.id).where(waiting_for(printer_id, printer.queue)).limit(1)
    return connection.execute(waiting).first() is not None


def queue_of(connection: Connection, printer_id: int, *, limit: int = 500) -> tuple[JobRow, ...]:
    """What waits at the printer as it will come out; before it what is being sent, in doubt, or failed."""
    printer = connection.execute(select(PrinterRecord.__table__).where(PrinterRecord.id == printer_id)).one_or_none()
    if printer is None:
        raise NotFound("printer", str(printer_id))
    lease = select(PrinterLeaseRecord.group_key).where(PrinterLeaseRecord.printer_id == printer_id)
    group = connection.execute(lease).scalar_one_or_none()
    open_states = (JobState.LEASED, JobState.SENDING, JobState.UNCERTAIN, JobState.FAILED)
    begun = select(PrintJobRecord.id).where(
        PrintJobRecord.printer_id == printer_id, PrintJobRecord.state.in_([state.value for state in open_states])
    )
    first = [row.id for row in connection.execute(begun.order_by(PrintJobRecord.id))]
    coming = [row.id for row in connection.execute(in_print_order(printer_id, printer.queue, group).limit(limit))]
    rows = {job.id: job for job in _rows(connection, PrintJobRecord.id.in_([*first, *coming]))}
    return tuple(rows[job_id] for job_id in (*first, *coming))


def settled_at(connection: Connection, printer_id: int, *, limit: int = 100) -> tuple[JobRow, ...]:
    """What came out of the printer or was let go there, the latest first."""
    done = [state.value for state in (*OUT, JobState.CANCELLED, JobState.EXPIRED)]
    jobs = select(PrintJobRecord.__table__).where(
        PrintJobRecord.printer_id == printer_id, PrintJobRecord.state.in_(done)
    )
    latest = jobs.order_by(PrintJobRecord.changed_at.desc(), PrintJobRecord.id.desc()).limit(limit)
    return tuple(_job(row) for row in connection.execute(latest))


def jobs_of(connection: Connection, subject: str) -> tuple[JobRow, ...]:
    """Every label and paper of one subject, the oldest first."""
    return _rows(connection, PrintJobRecord.subject == subject)


def uncertain_jobs(connection: Connection) -> tuple[JobRow, ...]:
    """Jobs a person has to look at: did they come out?"""
    return _rows(connection, PrintJobRecord.state == JobState.UNCERTAIN.value)


def counts_by_state(connection: Connection) -> dict[str, int]:
    """How many jobs are in each state."""
    query = select(PrintJobRecord.state, func.count().label("jobs")).group_by(PrintJobRecord.state)
    return {row.state: int(row.jobs) for row in connection.execute(query)}


def label_of(connection: Connection, serial: str) -> JobRow | None:
    """The last copy of the label with this serial, None when there is none."""
    found = _rows(connection, PrintJobRecord.serial == serial)
    return max(found, key=lambda job: job.copy_no, default=None)


def last_label(connection: Connection, station: str, subject: str = "") -> JobRow | None:
    """The label this station asked for last and that still holds, the newest copy of it; None when there is none.

    `subject`: only labels about it.
    """
    query = select(PrintJobRecord.serial).where(
        PrintJobRecord.station == station,
        PrintJobRecord.voided_at.is_(None),
        PrintJobRecord.kind != JobKind.PAPER.value,
    )
    query = query.where(PrintJobRecord.subject == subject) if subject else query
    serial = connection.execute(query.order_by(PrintJobRecord.id.desc()).limit(1)).scalar_one_or_none()
    return None if serial is None else label_of(connection, serial)


def _rows(connection: Connection, where: Any) -> tuple[JobRow, ...]:
    query = select(PrintJobRecord.__table__).where(where).order_by(PrintJobRecord.id)
    return tuple(_job(row) for row in connection.execute(query))


def _job(row: Any) -> JobRow:
    return JobRow(
        row.id, row.kind, row.subject, row.serial, row.copy_no, row.reason or "", row.state, row.printer_id,
        row.group_key, row.seq, row.attempt, row.fault or "", row.asked_at, row.asked_by, row.station, row.void_reason,
        json.loads(row.body), row.changed_at,
    )  # fmt: skip
