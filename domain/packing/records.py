"""The tables of packing: each seal of a tote with expected and real weight, and its label. Next: operations.py."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.common.columns import Flag, Moment, Record, Whole, flag_check
from domain.common.guards import row_guard
from domain.common.records import STRICT


class SealRecord(Record):
    """A tote sealed: what it ought to weigh, what it weighs, who sealed it, who checked it, which label it carries.

    Reopened (`voided_at`), its label is void and the next seal is another row. A gross weight beyond the tolerance
    needs the name of who allowed it.
    """

    __tablename__ = "seal"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    tote_use_id: Mapped[int] = mapped_column(Whole, ForeignKey("tote_use.id"))
    number: Mapped[int] = mapped_column(Whole, server_default="1")
    command_id: Mapped[str] = mapped_column(String(40), ForeignKey("command.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    person: Mapped[str] = mapped_column(String(40))
    station: Mapped[str] = mapped_column(String(40))
    pieces: Mapped[int] = mapped_column(Whole)
    expected_g: Mapped[int] = mapped_column(Whole)
    gross_g: Mapped[int | None] = mapped_column(Whole)
    tolerance_g: Mapped[int] = mapped_column(Whole)
    manual_weight: Mapped[bool] = mapped_column(Flag, server_default="0")
    needs_check: Mapped[bool] = mapped_column(Flag, server_default="0")
    checked_by: Mapped[str | None] = mapped_column(String(40))
    override_by: Mapped[str | None] = mapped_column(String(40))
    override_reason: Mapped[str | None] = mapped_column(String(200))
    print_job_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("print_job.id"))
    voided_at: Mapped[datetime | None] = mapped_column(Moment)
    voided_by: Mapped[str | None] = mapped_column(String(40))
    void_reason: Mapped[str | None] = mapped_column(String(200))
    __table_args__ = (
        UniqueConstraint("tote_use_id", "number"),
        Index(
            "uq_seal_one_valid",
            "tote_use_id",
            unique=True,
            sqlite_where=text("voided_at IS NULL"),
            postgresql_where=text("voided_at IS NULL"),
        ),
        flag_check("manual_weight"),
        flag_check("needs_check"),
        CheckConstraint("number >= 1 AND pieces > 0 AND expected_g >= 0 AND tolerance_g >= 0", name="counts_sane"),
        CheckConstraint("gross_g IS NULL OR gross_g > 0", name="gross_positive"),
        CheckConstraint(
            "gross_g IS NULL OR abs(gross_g - expected_g) <= tolerance_g OR (override_by IS NOT NULL "
            "AND override_reason IS NOT NULL AND length(trim(override_reason)) > 0)",
            name="weight_as_expected",
        ),
        CheckConstraint(
            "needs_check = 0 OR (checked_by IS NOT NULL AND checked_by <> person)", name="checked_by_a_second_person"
        ),
        CheckConstraint(
            "voided_at IS NULL OR (voided_by IS NOT NULL AND void_reason IS NOT NULL "
            "AND length(trim(void_reason)) > 0)",
            name="void_has_reason",
        ),
        STRICT,
    )


# Nothing is sealed unless every line of its point in its wave is done or short with a reason.
row_guard(
    "sealed_tote_is_done",
    "seal",
    "INSERT",
    "NOT EXISTS (SELECT 1 FROM tote_use u JOIN tote t ON t.id = u.tote_id WHERE u.id = NEW.tote_use_id "
    "AND u.is_open = 1 AND t.state = 'closed' AND u.pieces = NEW.pieces) OR EXISTS (SELECT 1 FROM tote_use u "
    "JOIN pick_cell c ON c.wave_id = u.wave_id AND c.point_id = u.point_id WHERE u.id = NEW.tote_use_id "
    "AND c.picked + c.substituted + c.short + c.cancelled <> c.wanted)",
)
row_guard(
    "seal_stays",
    "seal",
    "UPDATE",
    "OLD.voided_at IS NOT NULL OR NEW.tote_use_id <> OLD.tote_use_id OR COALESCE(NEW.gross_g, 0) <> COALESCE(OLD.gross_g, 0) "
    "OR NEW.expected_g <> OLD.expected_g OR NEW.pieces <> OLD.pieces OR NEW.person <> OLD.person "
    "OR NEW.at <> OLD.at OR NEW.number <> OLD.number",
)
row_guard("seal_is_never_deleted", "seal", "DELETE", "1 = 1")
row_guard(
    "sealed_tote_has_a_seal",
    "tote",
    "UPDATE OF state",
    "NEW.state = 'sealed' AND OLD.state = 'closed' AND NOT EXISTS (SELECT 1 FROM seal s "
    "JOIN tote_use u ON u.id = s.tote_use_id WHERE u.tote_id = NEW.id AND u.is_open = 1 AND s.voided_at IS NULL)",
)
row_guard(
    "reopened_tote_has_no_seal",
    "tote",
    "UPDATE OF state",
    "NEW.state = 'filling' AND OLD.state = 'sealed' AND EXISTS (SELECT 1 FROM seal s "
    "JOIN tote_use u ON u.id = s.tote_use_id WHERE u.tote_id = NEW.id AND u.is_open = 1 AND s.voided_at IS NULL)",
)
# A seal is void only on a tote that stands alone: staged, loaded or handed over it keeps what its label says.
row_guard(
    "seal_is_void_only_off_the_lane",
    "seal",
    "UPDATE",
    "OLD.voided_at IS NULL AND NEW.voided_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM tote_use u "
    "JOIN tote t ON t.id = u.tote_id WHERE u.id = NEW.tote_use_id AND u.is_open = 1 AND t.state = 'sealed')",
)
