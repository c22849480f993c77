"""The tables of dispatch: what is on a van with real weights, what stayed behind, and when it left. Next: road.py."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    String,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from domain.common.columns import Moment, Record, Whole
from domain.common.guards import row_effect, row_guard
from domain.common.records import STRICT


class VanLoadRecord(Record):
    """The manifest of a route: what is on the van now, its limits, who allowed more, and when it left.

    Weight, volume and totes, and the state of each tote, follow the rows of tote_load by a trigger.
    """

    __tablename__ = "van_load"
    route_id: Mapped[int] = mapped_column(Whole, ForeignKey("route.id"), primary_key=True)
    weight_g: Mapped[int] = mapped_column(Whole, server_default="0")
    volume_ml: Mapped[int] = mapped_column(Whole, server_default="0")
    totes: Mapped[int] = mapped_column(Whole, server_default="0")
    max_weight_g: Mapped[int] = mapped_column(Whole)
    max_volume_ml: Mapped[int] = mapped_column(Whole)
    max_totes: Mapped[int] = mapped_column(Whole)
    over_weight_g: Mapped[int] = mapped_column(Whole, server_default="0")
    over_volume_ml: Mapped[int] = mapped_column(Whole, server_default="0")
    over_totes: Mapped[int] = mapped_column(Whole, server_default="0")
    over_by: Mapped[str | None] = mapped_column(String(40))
    over_reason: Mapped[str | None] = mapped_column(String(200))
    begun_at: Mapped[datetime] = mapped_column(Moment)
    begun_by: Mapped[str] = mapped_column(String(40))
    departed_at: Mapped[datetime | None] = mapped_column(Moment)
    departed_by: Mapped[str | None] = mapped_column(String(40))
    __table_args__ = (
        CheckConstraint("max_weight_g > 0 AND max_volume_ml > 0 AND max_totes > 0", name="limits_positive"),
        CheckConstraint("weight_g BETWEEN 0 AND max_weight_g + over_weight_g", name="weight_within_limit"),
        CheckConstraint("volume_ml BETWEEN 0 AND max_volume_ml + over_volume_ml", name="volume_within_limit"),
        CheckConstraint("totes BETWEEN 0 AND max_totes + over_totes", name="totes_within_limit"),
        CheckConstraint(
            "over_weight_g >= 0 AND over_volume_ml >= 0 AND over_totes >= 0 AND "
            "(over_weight_g + over_volume_ml + over_totes = 0 OR (over_by IS NOT NULL AND over_reason IS NOT NULL "
            "AND length(trim(over_reason)) > 0))",
            name="over_has_a_name",
        ),
        CheckConstraint(
            "(departed_at IS NULL AND departed_by IS NULL) OR (departed_at IS NOT NULL AND departed_by IS NOT NULL)",
            name="departed_by_somebody",
        ),
        STRICT,
    )


class LoadRecord(Record):
    """A tote on a van, with its sealed gross weight. On at most one live manifest; taken off it keeps its row."""

    __tablename__ = "tote_load"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    route_id: Mapped[int] = mapped_column(Whole, ForeignKey("van_load.route_id"), index=True)
    stop_id: Mapped[int] = mapped_column(Whole)
    point_id: Mapped[int] = mapped_column(Whole)
    tote_use_id: Mapped[int] = mapped_column(Whole, ForeignKey("tote_use.id"))
    weight_g: Mapped[int] = mapped_column(Whole)
    volume_ml: Mapped[int] = mapped_column(Whole)
    command_id: Mapped[str] = mapped_column(String(40), ForeignKey("command.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    person: Mapped[str] = mapped_column(String(40))
    station: Mapped[str] = mapped_column(String(40))
    out_of_order: Mapped[int] = mapped_column(Whole, server_default="0")
    off_at: Mapped[datetime | None] = mapped_column(Moment)
    off_by: Mapped[str | None] = mapped_column(String(40))
    off_reason: Mapped[str | None] = mapped_column(String(200))
    __table_args__ = (
        ForeignKeyConstraint(["stop_id", "point_id"], ["route_stop.id", "route_stop.point_id"]),
        Index(
            "uq_tote_load_one_live",
            "tote_use_id",
            unique=True,
            sqlite_where=text("off_at IS NULL"),
            postgresql_where=text("off_at IS NULL"),
        ),
        CheckConstraint("weight_g > 0 AND volume_ml > 0", name="size_positive"),
        CheckConstraint("out_of_order IN (0, 1)", name="out_of_order_is_flag"),
        CheckConstraint(
            "off_at IS NULL OR (off_by IS NOT NULL AND off_reason IS NOT NULL AND length(trim(off_reason)) > 0)",
            name="off_with_reason",
        ),
        STRICT,
    )


class LeftBehindRecord(Record):
    """A sealed tote of the route that stayed when the van left: named, with a reason and who decided."""

    __tablename__ = "left_behind"
    route_id: Mapped[int] = mapped_column(Whole, ForeignKey("van_load.route_id"))
    tote_use_id: Mapped[int] = mapped_column(Whole, ForeignKey("tote_use.id"))
    reason: Mapped[str] = mapped_column(String(200))
    person: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Moment)
    __table_args__ = (
        PrimaryKeyConstraint("route_id", "tote_use_id"),
        CheckConstraint("length(trim(reason)) > 0", name="reason_given"),
        STRICT,
    )


row_guard("tote_load_is_never_deleted", "tote_load", "DELETE", "1 = 1")
row_guard(
    "tote_load_stays",
    "tote_load",
    "UPDATE",
    "OLD.off_at IS NOT NULL OR NEW.route_id <> OLD.route_id OR NEW.stop_id <> OLD.stop_id "
    "OR NEW.tote_use_id <> OLD.tote_use_id OR NEW.weight_g <> OLD.weight_g OR NEW.volume_ml <> OLD.volume_ml",
)
# Nothing is loaded unless sealed; only what goes to a stop of this route; only while the van stands here, or on the road
# what an accepted re-plan gives to it.
row_guard(
    "loaded_tote_is_sealed_and_of_this_route",
    "tote_load",
    "INSERT",
    "NEW.off_at IS NOT NULL OR NOT EXISTS (SELECT 1 FROM tote_use u JOIN tote t ON t.id = u.tote_id "
    "JOIN seal s ON s.tote_use_id = u.id AND s.voided_at IS NULL JOIN route_stop p ON p.id = NEW.stop_id "
    "JOIN route r ON r.id = p.route_id WHERE u.id = NEW.tote_use_id AND u.is_open = 1 "
    "AND t.state IN ('sealed', 'staged') AND u.point_id = NEW.point_id AND p.route_id = NEW.route_id "
    "AND (r.state = 'loading' OR (r.state = 'departed' AND EXISTS (SELECT 1 FROM tote_transfer m "
    "WHERE m.tote_use_id = u.id AND m.ended IS NULL AND m.to_route_id = r.id AND m.stop_id = p.id))) "
    "AND r.cycle_id = u.cycle_id AND NEW.weight_g = COALESCE(s.gross_g, s.expected_g))",
)
row_effect(
    "van_follows_load",
    "tote_load",
    "INSERT",
    (
        "UPDATE van_load SET weight_g = weight_g + NEW.weight_g, volume_ml = volume_ml + NEW.volume_ml, "
        "totes = totes + 1 WHERE route_id = NEW.route_id",
        "UPDATE tote SET state = 'loaded', version = version + 1 "
        "WHERE id = (SELECT u.tote_id FROM tote_use u WHERE u.id = NEW.tote_use_id)",
    ),
)
row_effect(
    "van_follows_unload",
    "tote_load",
    "UPDATE",
    (
        "UPDATE van_load SET weight_g = weight_g - NEW.weight_g, volume_ml = volume_ml - NEW.volume_ml, "
        "totes = totes - 1 WHERE route_id = NEW.route_id AND OLD.off_at IS NULL AND NEW.off_at IS NOT NULL",
        "UPDATE tote SET state = 'staged', version = version + 1 WHERE OLD.off_at IS NULL AND NEW.off_at IS NOT NULL "
        "AND id = (SELECT u.tote_id FROM tote_use u WHERE u.id = NEW.tote_use_id)",
    ),
)
# What is on a van that has left follows its totes alone (domain/handover/records.py: the sums are always right).
row_guard(
    "departed_van_load_stays",
    "van_load",
    "UPDATE",
    "NEW.route_id <> OLD.route_id OR NEW.max_weight_g <> OLD.max_weight_g OR NEW.max_volume_ml <> OLD.max_volume_ml "
    "OR NEW.max_totes <> OLD.max_totes OR NEW.over_weight_g <> OLD.over_weight_g "
    "OR NEW.over_volume_ml <> OLD.over_volume_ml OR NEW.over_totes <> OLD.over_totes "
    "OR COALESCE(NEW.over_by, '') <> COALESCE(OLD.over_by, '') "
    "OR COALESCE(NEW.over_reason, '') <> COALESCE(OLD.over_reason, '') OR NEW.begun_at <> OLD.begun_at "
    "OR NEW.begun_by <> OLD.begun_by OR COALESCE(NEW.departed_at, 0) <> OLD.departed_at "
    "OR COALESCE(NEW.departed_by, '') <> COALESCE(OLD.departed_by, '')",
    only="OLD.departed_at IS NOT NULL",
)
# The manifest begins empty, with the van standing at the gate; only loads fill it, and it is right when the van leaves.
row_guard(
    "van_load_begins_empty",
    "van_load",
    "INSERT",
    "NEW.weight_g + NEW.volume_ml + NEW.totes <> 0 OR NEW.departed_at IS NOT NULL "
    "OR NOT EXISTS (SELECT 1 FROM route r WHERE r.id = NEW.route_id AND r.state = 'loading')",
)
row_guard(
    "departed_manifest_sums_its_totes",
    "van_load",
    "UPDATE OF departed_at",
    "NEW.departed_at IS NOT NULL AND OLD.departed_at IS NULL AND NOT EXISTS (SELECT 1 FROM (SELECT "
    "COALESCE(sum(l.weight_g), 0) AS weight_g, COALESCE(sum(l.volume_ml), 0) AS volume_ml, count(*) AS totes "
    "FROM tote_load l WHERE l.route_id = NEW.route_id AND l.off_at IS NULL) t "
    "WHERE t.weight_g = NEW.weight_g AND t.volume_ml = NEW.volume_ml AND t.totes = NEW.totes AND t.totes > 0)",
)
row_guard(
    "departed_tote_stays_on_its_manifest",
    "tote_load",
    "UPDATE OF off_at",
    "OLD.off_at IS NULL AND NEW.off_at IS NOT NULL "
    "AND EXISTS (SELECT 1 FROM van_load v WHERE v.route_id = OLD.route_id AND v.departed_at IS NOT NULL) "
    "AND NOT EXISTS (SELECT 1 FROM tote_transfer m WHERE m.tote_use_id = OLD.tote_use_id AND m.ended IS NULL "
    "AND m.from_route_id = OLD.route_id)",
)
row_guard(
    "van_with_totes_stays_loading",
    "route",
    "UPDATE OF state",
    "OLD.state = 'loading' AND NEW.state = 'locked' "
    "AND EXISTS (SELECT 1 FROM tote_load l WHERE l.route_id = NEW.id AND l.off_at IS NULL)",
)
row_guard("van_load_is_never_deleted", "van_load", "DELETE", "1 = 1")
row_guard("left_behind_stays", "left_behind", "UPDATE OR DELETE", "1 = 1")
# Whoever leaves names what stays: each sealed tote of the route's stops is on the van or named.
row_guard(
    "departure_names_what_is_missing",
    "van_load",
    "UPDATE OF departed_at",
    "OLD.departed_at IS NULL AND NEW.departed_at IS NOT NULL AND EXISTS (SELECT 1 FROM tote_use u "
    "JOIN route r ON r.id = NEW.route_id AND r.cycle_id = u.cycle_id "
    "JOIN route_stop p ON p.route_id = r.id AND p.point_id = u.point_id "
    "WHERE u.is_open = 1 AND u.pieces > 0 AND NOT EXISTS (SELECT 1 FROM tote_load l WHERE l.tote_use_id = u.id "
    "AND l.off_at IS NULL) AND NOT EXISTS (SELECT 1 FROM left_behind b WHERE b.tote_use_id = u.id "
    "AND b.route_id = r.id))",
)
row_guard(
    "loaded_tote_is_on_a_van",
    "tote",
    "UPDATE OF state",
    "NEW.state = 'loaded' AND NOT EXISTS (SELECT 1 FROM tote_load l JOIN tote_use u ON u.id = l.tote_use_id "
    "WHERE u.tote_id = NEW.id AND u.is_open = 1 AND l.off_at IS NULL)",
)
row_guard(
    "unloaded_tote_is_off_the_van",
    "tote",
    "UPDATE OF state",
    "OLD.state = 'loaded' AND NEW.state = 'staged' AND EXISTS (SELECT 1 FROM tote_load l "
    "JOIN tote_use u ON u.id = l.tote_use_id WHERE u.tote_id = NEW.id AND u.is_open = 1 AND l.off_at IS NULL)",
)
row_guard(
    "departed_route_has_its_manifest",
    "route",
    "UPDATE OF state",
    "NEW.state = 'departed' AND OLD.state = 'loading' AND NOT EXISTS "
    "(SELECT 1 FROM van_load v WHERE v.route_id = NEW.id AND v.departed_at IS NOT NULL)",
)
