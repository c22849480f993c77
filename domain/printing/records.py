"""The tables of printing: printers, their leases, and the queue of jobs. A label's intent exists once. Next: operations.py."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.common.columns import Flag, Moment, Record, Whole, flag_check, one_of
from domain.common.guards import row_guard
from domain.common.records import STRICT, moves_guard
from domain.printing.words import LABELS, JobKind, JobState


class PrinterRecord(Record):
    """A printer of the company: where it is reached, what it speaks, which media it holds.

    It prints the jobs of its `queue`: those asked at its `station`, or everybody's where it has none. Jobs asked
    before `aged_ok_at` were looked at by a person after they had waited long.
    """

    __tablename__ = "printer"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    profile: Mapped[str] = mapped_column(String(60))
    link: Mapped[str] = mapped_column(String(200))
    media: Mapped[str] = mapped_column(String(20), server_default="60x40")
    queue: Mapped[str] = mapped_column(String(40), server_default=LABELS)
    station: Mapped[str | None] = mapped_column(String(40))
    paused: Mapped[bool] = mapped_column(Flag, server_default="0")
    active: Mapped[bool] = mapped_column(Flag, server_default="1")
    aged_ok_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(Whole, server_default="1")
    __table_args__ = (
        CheckConstraint(
            "length(trim(name)) > 0 AND length(trim(profile)) > 0 AND length(trim(queue)) > 0", name="name_given"
        ),
        flag_check("paused"),
        flag_check("active"),
        STRICT,
    )


class PrinterLeaseRecord(Record):
    """Who may send to a printer now; `fence` only grows, so a station that slept too long is known by its old one.

    `group_key` is the group being printed: it is finished before another one begins. `sent_at`: when a job went out last.
    """

    __tablename__ = "printer_lease"
    printer_id: Mapped[int] = mapped_column(Whole, ForeignKey("printer.id"), primary_key=True)
    owner: Mapped[str] = mapped_column(String(80))
    fence: Mapped[int] = mapped_column(Whole)
    until: Mapped[datetime] = mapped_column(Moment)
    group_key: Mapped[str | None] = mapped_column(String(80))
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    __table_args__ = (CheckConstraint("fence >= 1 AND length(owner) > 0", name="held_by_somebody"), STRICT)


class PrintJobRecord(Record):
    """One label or paper wanted: frozen inputs of its picture, its group and place in it, its state.

    `serial` is the same on every copy; a copy beyond the first has a parent and a reason. `voided_at`: the label
    on the goods holds no longer (its tote was reopened).
    """

    __tablename__ = "print_job"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    intent_key: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(120), index=True)
    body: Mapped[str] = mapped_column(String)
    body_sha: Mapped[str] = mapped_column(String(64))
    serial: Mapped[str] = mapped_column(String(24))
    copy_no: Mapped[int] = mapped_column(Whole, server_default="1")
    parent_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("print_job.id"))
    reason: Mapped[str | None] = mapped_column(String(200))
    queue: Mapped[str] = mapped_column(String(40))
    printer_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("printer.id"))
    group_key: Mapped[str] = mapped_column(String(80))
    seq: Mapped[int] = mapped_column(Whole, server_default="1")
    state: Mapped[str] = mapped_column(String(20))
    attempt: Mapped[int] = mapped_column(Whole, server_default="0")
    fence: Mapped[int] = mapped_column(Whole, server_default="0")
    sent_bytes: Mapped[int] = mapped_column(Whole, server_default="0")
    fault: Mapped[str | None] = mapped_column(String(200))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    asked_by: Mapped[str] = mapped_column(String(40))
    station: Mapped[str] = mapped_column(String(40))
    changed_at: Mapped[datetime] = mapped_column(Moment)
    voided_at: Mapped[datetime | None] = mapped_column(Moment)
    void_reason: Mapped[str | None] = mapped_column(String(200))
    __table_args__ = (
        UniqueConstraint("serial", "copy_no"),
        Index("ix_print_job_waiting", "queue", "state", "id"),
        Index("ix_print_job_group", "group_key", "seq"),
        # What waits, is under way or in doubt: a handful among the labels of years.
        Index("ix_print_job_state", "state", "printer_id"),
        one_of("kind", JobKind),
        one_of("state", JobState),
        CheckConstraint("length(body_sha) = 64", name="body_sha_whole"),
        CheckConstraint("length(serial) >= 4 AND length(intent_key) > 0", name="serial_given"),
        CheckConstraint(
            "copy_no = 1 OR (copy_no > 1 AND parent_id IS NOT NULL AND reason IS NOT NULL "
            "AND length(trim(reason)) > 0)",
            name="reprint_has_reason",
        ),
        CheckConstraint("attempt >= 0 AND fence >= 0 AND sent_bytes >= 0 AND seq >= 1", name="counts_not_negative"),
        CheckConstraint(
            "voided_at IS NULL OR (void_reason IS NOT NULL AND length(trim(void_reason)) > 0)", name="void_has_reason"
        ),
        STRICT,
    )


moves_guard("print_job", "print_job")
row_guard("print_job_begins_queued", "print_job", "INSERT", "NEW.state <> 'queued' OR NEW.voided_at IS NOT NULL")
row_guard(
    "print_job_keeps_its_picture",
    "print_job",
    "UPDATE",
    "NEW.intent_key <> OLD.intent_key OR NEW.body <> OLD.body OR NEW.body_sha <> OLD.body_sha "
    "OR NEW.serial <> OLD.serial OR NEW.copy_no <> OLD.copy_no OR NEW.kind <> OLD.kind OR NEW.subject <> OLD.subject "
    "OR (OLD.voided_at IS NOT NULL AND COALESCE(NEW.voided_at, 0) <> OLD.voided_at)",
)
row_guard("print_job_is_never_deleted", "print_job", "DELETE", "1 = 1")
row_guard("fence_only_grows", "printer_lease", "UPDATE", "NEW.fence < OLD.fence")
row_guard("lease_is_never_deleted", "printer_lease", "DELETE", "1 = 1")
row_guard(
    "lease_changes_hands_by_a_new_fence",
    "printer_lease",
    "UPDATE",
    "NEW.printer_id <> OLD.printer_id OR (NEW.owner <> OLD.owner AND NEW.fence = OLD.fence)",
)
# Only who holds the printer now leases, sends and has sent: a sender that slept through its lease is refused here.
row_guard(
    "only_the_current_fence_prints",
    "print_job",
    "UPDATE OF state",
    "NEW.state <> OLD.state AND (NEW.state IN ('leased', 'sending') "
    "OR (OLD.state = 'sending' AND NEW.state IN ('sent_unconfirmed', 'confirmed'))) AND NOT EXISTS ("
    "SELECT 1 FROM printer_lease l WHERE l.printer_id = NEW.printer_id AND l.fence = NEW.fence "
    "AND (OLD.state = 'queued' OR OLD.fence = NEW.fence))",
    lock="PERFORM 1 FROM printer_lease l WHERE l.printer_id = NEW.printer_id FOR SHARE;",
)
row_guard(
    "void_label_is_not_printed",
    "print_job",
    "UPDATE OF state",
    "NEW.state <> OLD.state AND NEW.state IN ('leased', 'sending') AND NEW.voided_at IS NOT NULL",
)
# What was sent or is being sent cannot be taken to another printer.
row_guard(
    "job_moves_while_it_waits",
    "print_job",
    "UPDATE OF printer_id, queue",
    "(NEW.queue <> OLD.queue OR COALESCE(NEW.printer_id, 0) <> COALESCE(OLD.printer_id, 0)) "
    "AND OLD.state NOT IN ('queued', 'failed')",
)
