"""The tables of the one door: commands, trail with its chains, outbox, the version gate, legal moves, settings.

Trail rows can never be changed or deleted; a chain per station makes a later forgery visible. Next: command.py.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, PrimaryKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.common.columns import Moment, Record, Whole
from domain.common.guards import row_guard

STRICT = {"sqlite_strict": True}


class CommandRecord(Record):
    """One act of one station, done exactly once: same id and body again gets the stored answer."""

    __tablename__ = "command"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    body_sha: Mapped[str] = mapped_column(String(64))
    person: Mapped[str] = mapped_column(String(40))
    station: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Moment)
    answer: Mapped[str | None] = mapped_column(String)
    __table_args__ = (
        CheckConstraint("length(id) >= 8", name="id_given"),
        CheckConstraint("length(person) > 0 AND length(station) > 0", name="actor_given"),
        CheckConstraint("length(body_sha) = 64", name="body_sha_whole"),
        STRICT,
    )


class TrailRecord(Record):
    """Who changed what, when, from where: before and after of a person's edit, counts and a hash of heavy work."""

    __tablename__ = "trail"
    station: Mapped[str] = mapped_column(String(40))
    seq: Mapped[int] = mapped_column(Whole)
    at: Mapped[datetime] = mapped_column(Moment)
    person: Mapped[str] = mapped_column(String(40))
    command_id: Mapped[str] = mapped_column(String(40), ForeignKey("command.id"), index=True)
    stage: Mapped[str] = mapped_column(String(20))
    what: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(120), index=True)
    before: Mapped[str | None] = mapped_column(String)
    after: Mapped[str | None] = mapped_column(String)
    prev_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    __table_args__ = (
        PrimaryKeyConstraint("station", "seq"),
        UniqueConstraint("station", "prev_hash"),
        CheckConstraint("seq >= 1", name="seq_counts"),
        CheckConstraint("length(hash) = 64 AND length(prev_hash) = 64", name="hash_whole"),
        STRICT,
    )


class ChainRecord(Record):
    """The head of each station's trail: last number and hash. Its row lock orders the writers of one station."""

    __tablename__ = "trail_chain"
    station: Mapped[str] = mapped_column(String(40), primary_key=True)
    seq: Mapped[int] = mapped_column(Whole)
    hash: Mapped[str] = mapped_column(String(64))
    __table_args__ = (STRICT,)


class OutboxRecord(Record):
    """A job to do after the commit: print this, send that. `done_at` empty: still to do."""

    __tablename__ = "outbox"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    command_id: Mapped[str] = mapped_column(String(40), ForeignKey("command.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    payload: Mapped[str] = mapped_column(String)
    at: Mapped[datetime] = mapped_column(Moment)
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    __table_args__ = (STRICT,)


class GateRecord(Record):
    """The version gate, one row: schema revision, oldest program that may write, who is migrating."""

    __tablename__ = "schema_gate"
    id: Mapped[int] = mapped_column(Whole, primary_key=True)
    schema_version: Mapped[str] = mapped_column(String(40))
    min_app: Mapped[int] = mapped_column(Whole)
    migrating_by: Mapped[str | None] = mapped_column(String(60))
    epoch: Mapped[int] = mapped_column(Whole)
    __table_args__ = (CheckConstraint("id = 1", name="one_row"), STRICT)


class MoveRecord(Record):
    """The legal moves of every state machine; a guard on each state column looks here."""

    __tablename__ = "state_move"
    machine: Mapped[str] = mapped_column(String(20))
    from_state: Mapped[str] = mapped_column(String(20))
    to_state: Mapped[str] = mapped_column(String(20))
    __table_args__ = (PrimaryKeyConstraint("machine", "from_state", "to_state"), STRICT)


class SettingRecord(Record):
    """One business setting: a name and its JSON value."""

    __tablename__ = "setting"
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(String)
    __table_args__ = (STRICT,)


row_guard("trail_is_never_changed", "trail", "UPDATE OR DELETE", "1 = 1")
row_guard(
    "command_is_never_changed",
    "command",
    "UPDATE",
    "NEW.id <> OLD.id OR NEW.body_sha <> OLD.body_sha OR NEW.kind <> OLD.kind OR OLD.answer IS NOT NULL",
)
row_guard("command_is_never_deleted", "command", "DELETE", "1 = 1")
row_guard("chain_goes_forward", "trail_chain", "UPDATE", "NEW.seq <= OLD.seq OR NEW.station <> OLD.station")
row_guard("chain_is_never_deleted", "trail_chain", "DELETE", "1 = 1")
row_guard("job_is_done_once", "outbox", "UPDATE", "OLD.done_at IS NOT NULL")


def moves_guard(machine: str, table: str, column: str = "state") -> None:
    """Declares: `column` of `table` changes only along the legal moves of `machine`."""
    row_guard(
        f"{machine}_moves_legally",
        table,
        f"UPDATE OF {column}",
        f"NEW.{column} <> OLD.{column} AND NOT EXISTS (SELECT 1 FROM state_move m WHERE m.machine = '{machine}' "
        f"AND m.from_state = OLD.{column} AND m.to_state = NEW.{column})",
    )
