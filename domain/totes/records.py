"""The tables of totes: the crate, and each use of it for one point of one wave. A crate has one open use at most.

`tote_use` keeps what is in it by count; picking's events say what. Next: operations.py.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.common.columns import Flag, Moment, Record, Whole, flag_check, one_of
from domain.common.guards import row_guard
from domain.common.records import STRICT, moves_guard
from domain.totes.words import ToteKind, ToteState


class ToteRecord(Record):
    """A crate with its code (with check digit), empty weight and room."""

    __tablename__ = "tote"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[str] = mapped_column(String(10), server_default=ToteKind.STANDARD.value)
    tare_g: Mapped[int] = mapped_column(Whole, server_default="1800")
    volume_ml: Mapped[int] = mapped_column(Whole, server_default="50000")
    state: Mapped[str] = mapped_column(String(12), server_default=ToteState.FREE.value)
    version: Mapped[int] = mapped_column(Whole, server_default="1")
    __table_args__ = (
        one_of("kind", ToteKind),
        one_of("state", ToteState),
        CheckConstraint("length(trim(code)) >= 3", name="code_given"),
        CheckConstraint("tare_g >= 0 AND volume_ml > 0", name="size_sane"),
        STRICT,
    )


class ToteUseRecord(Record):
    """A crate at work for one point of one wave: `number` counts the point's crates of the cycle (3 of 5).

    `pieces` and `content_g` follow picking's events by a trigger; `is_open` ends when the crate is free again.
    """

    __tablename__ = "tote_use"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    tote_id: Mapped[int] = mapped_column(Whole, ForeignKey("tote.id"))
    cycle_id: Mapped[int] = mapped_column(Whole, ForeignKey("cycle.id"))
    wave_id: Mapped[int] = mapped_column(Whole)
    point_id: Mapped[int] = mapped_column(Whole)
    number: Mapped[int] = mapped_column(Whole)
    is_open: Mapped[bool] = mapped_column(Flag, server_default="1")
    pieces: Mapped[int] = mapped_column(Whole, server_default="0")
    content_g: Mapped[int] = mapped_column(Whole, server_default="0")
    opened_at: Mapped[datetime] = mapped_column(Moment)
    opened_by: Mapped[str] = mapped_column(String(40))
    station: Mapped[str] = mapped_column(String(40))
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    __table_args__ = (
        # A tote has one point and one wave: the point has to be one of the wave's.
        ForeignKeyConstraint(["wave_id", "point_id"], ["wave_point.wave_id", "wave_point.point_id"]),
        UniqueConstraint("cycle_id", "point_id", "number"),
        Index("ix_tote_use_point", "wave_id", "point_id"),
        Index(
            "uq_tote_use_one_open",
            "tote_id",
            unique=True,
            sqlite_where=text("is_open = 1"),
            postgresql_where=text("is_open = 1"),
        ),
        flag_check("is_open"),
        CheckConstraint("number >= 1", name="number_counts"),
        CheckConstraint("pieces >= 0 AND content_g >= 0", name="content_not_negative"),
        CheckConstraint(
            "(is_open = 1 AND closed_at IS NULL) OR (is_open = 0 AND closed_at IS NOT NULL)", name="closed_at_its_end"
        ),
        STRICT,
    )


moves_guard("tote", "tote")
row_guard("tote_begins_free", "tote", "INSERT", "NEW.state <> 'free'")
row_guard("tote_is_never_deleted", "tote", "DELETE", "1 = 1")
row_guard(
    "free_tote_is_empty",
    "tote",
    "UPDATE OF state",
    "NEW.state = 'free' AND OLD.state <> 'free' "
    "AND EXISTS (SELECT 1 FROM tote_use u WHERE u.tote_id = NEW.id AND u.is_open = 1)",
)
row_guard(
    "tote_in_use_is_filling",
    "tote_use",
    "INSERT",
    "NEW.is_open = 1 AND NOT EXISTS (SELECT 1 FROM tote t WHERE t.id = NEW.tote_id AND t.state = 'filling')",
)
row_guard(
    "tote_use_keeps_its_point",
    "tote_use",
    "UPDATE OF tote_id, cycle_id, wave_id, point_id, number, is_open",
    "NEW.tote_id <> OLD.tote_id OR NEW.wave_id <> OLD.wave_id OR NEW.point_id <> OLD.point_id "
    "OR NEW.cycle_id <> OLD.cycle_id OR NEW.number <> OLD.number OR (OLD.is_open = 0 AND NEW.is_open = 1)",
)
row_guard("tote_use_is_never_deleted", "tote_use", "DELETE", "1 = 1")
