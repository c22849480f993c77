"""The tables of routing: a plan of a cycle, its routes with the van's limits as they were, its stops in drop order.

Loads are the plan's; what was really loaded stands in dispatch. Minutes count from midnight of the delivery day.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from domain.common.columns import Flag, Moment, Record, Whole, flag_check, one_of
from domain.common.guards import row_guard
from domain.common.records import STRICT, moves_guard
from domain.routing.words import Limit, PlanState, RouteState, StopState


class PlanRecord(Record):
    """A plan of routes for a cycle: its sums, where travel times came from, whether all limits hold."""

    __tablename__ = "route_plan"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    cycle_id: Mapped[int] = mapped_column(Whole, ForeignKey("cycle.id"))
    snapshot_id: Mapped[int] = mapped_column(Whole, ForeignKey("snapshot.id"))
    version: Mapped[int] = mapped_column(Whole)
    state: Mapped[str] = mapped_column(String(12))
    travel: Mapped[str] = mapped_column(String(12))
    distance_m: Mapped[int] = mapped_column(Whole)
    duration_s: Mapped[int] = mapped_column(Whole)
    cost_fen: Mapped[int] = mapped_column(Whole)
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by: Mapped[str] = mapped_column(String(40))
    accepted_at: Mapped[datetime | None] = mapped_column(Moment)
    accepted_by: Mapped[str | None] = mapped_column(String(40))
    __table_args__ = (
        UniqueConstraint("cycle_id", "version"),
        UniqueConstraint("id", "cycle_id"),
        Index(
            "uq_route_plan_one_live",
            "cycle_id",
            unique=True,
            sqlite_where=text("state = 'live'"),
            postgresql_where=text("state = 'live'"),
        ),
        one_of("state", PlanState),
        CheckConstraint("travel IN ('estimate', 'roads', 'service')", name="travel_known"),
        CheckConstraint("distance_m >= 0 AND duration_s >= 0 AND cost_fen >= 0", name="sums_not_negative"),
        CheckConstraint("state <> 'live' OR (accepted_at IS NOT NULL AND accepted_by IS NOT NULL)", name="accepted"),
        STRICT,
    )


class RouteRecord(Record):
    """One trip of one van: when, how far, what it carries by the plan, and the limits it has to keep.

    `over_*` is what a named person allowed beyond a limit.
    """

    __tablename__ = "route"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    plan_id: Mapped[int] = mapped_column(Whole)
    cycle_id: Mapped[int] = mapped_column(Whole)
    delivery_day: Mapped[date] = mapped_column(Date)
    van_id: Mapped[int] = mapped_column(Whole, ForeignKey("van.id"))
    driver_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("driver.id"))
    trip: Mapped[int] = mapped_column(Whole, server_default="1")
    state: Mapped[str] = mapped_column(String(12))
    is_live: Mapped[bool] = mapped_column(Flag, server_default="0")
    start_min: Mapped[int] = mapped_column(Whole)
    end_min: Mapped[int] = mapped_column(Whole)
    distance_m: Mapped[int] = mapped_column(Whole)
    duration_s: Mapped[int] = mapped_column(Whole)
    cost_fen: Mapped[int] = mapped_column(Whole)
    weight_g: Mapped[int] = mapped_column(Whole)
    volume_ml: Mapped[int] = mapped_column(Whole)
    totes: Mapped[int] = mapped_column(Whole)
    max_weight_g: Mapped[int] = mapped_column(Whole)
    max_volume_ml: Mapped[int] = mapped_column(Whole)
    max_totes: Mapped[int] = mapped_column(Whole)
    over_weight_g: Mapped[int] = mapped_column(Whole, server_default="0")
    over_volume_ml: Mapped[int] = mapped_column(Whole, server_default="0")
    over_totes: Mapped[int] = mapped_column(Whole, server_default="0")
    over_by: Mapped[str | None] = mapped_column(String(40))
    version: Mapped[int] = mapped_column(Whole, server_default="1")
    __table_args__ = (
        ForeignKeyConstraint(["plan_id", "cycle_id"], ["route_plan.id", "route_plan.cycle_id"]),
        UniqueConstraint("plan_id", "van_id", "trip"),
        UniqueConstraint("id", "cycle_id"),
        Index(
            "uq_route_van_once",
            "van_id",
            "delivery_day",
            "trip",
            unique=True,
            sqlite_where=text("is_live = 1"),
            postgresql_where=text("is_live = 1"),
        ),
        one_of("state", RouteState),
        flag_check("is_live"),
        CheckConstraint("trip >= 1", name="trip_counts"),
        CheckConstraint("start_min >= 0 AND end_min >= start_min AND end_min <= 2880", name="hours_sane"),
        CheckConstraint("distance_m >= 0 AND duration_s >= 0 AND cost_fen >= 0", name="sums_not_negative"),
        CheckConstraint("max_weight_g > 0 AND max_volume_ml > 0 AND max_totes > 0", name="limits_positive"),
        CheckConstraint("weight_g BETWEEN 0 AND max_weight_g + over_weight_g", name="weight_within_limit"),
        CheckConstraint("volume_ml BETWEEN 0 AND max_volume_ml + over_volume_ml", name="volume_within_limit"),
        CheckConstraint("totes BETWEEN 0 AND max_totes + over_totes", name="totes_within_limit"),
        CheckConstraint(
            "over_weight_g >= 0 AND over_volume_ml >= 0 AND over_totes >= 0 AND "
            "(over_weight_g + over_volume_ml + over_totes = 0 OR over_by IS NOT NULL)",
            name="over_has_a_name",
        ),
        STRICT,
    )


class StopRecord(Record):
    """A point on a route: its place in the drop order, arrival and leaving by the plan, what is unloaded there."""

    __tablename__ = "route_stop"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    route_id: Mapped[int] = mapped_column(Whole, ForeignKey("route.id"))
    plan_id: Mapped[int] = mapped_column(Whole, ForeignKey("route_plan.id"))
    point_id: Mapped[int] = mapped_column(Whole, ForeignKey("point.id"))
    drop_no: Mapped[int] = mapped_column(Whole)
    state: Mapped[str] = mapped_column(String(12))
    pinned: Mapped[bool] = mapped_column(Flag, server_default="0")
    arrive_min: Mapped[int] = mapped_column(Whole)
    leave_min: Mapped[int] = mapped_column(Whole)
    weight_g: Mapped[int] = mapped_column(Whole)
    volume_ml: Mapped[int] = mapped_column(Whole)
    totes: Mapped[int] = mapped_column(Whole)
    arrived_at: Mapped[datetime | None] = mapped_column(Moment)
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    reason: Mapped[str | None] = mapped_column(String(200))
    __table_args__ = (
        UniqueConstraint("route_id", "drop_no"),
        UniqueConstraint("plan_id", "point_id"),
        UniqueConstraint("id", "point_id"),
        one_of("state", StopState),
        flag_check("pinned"),
        # Below zero only inside the statement pair that renumbers a route.
        CheckConstraint("drop_no <> 0", name="drop_counts"),
        CheckConstraint("arrive_min >= 0 AND leave_min >= arrive_min", name="hours_sane"),
        CheckConstraint("weight_g >= 0 AND volume_ml >= 0 AND totes >= 0", name="load_not_negative"),
        CheckConstraint(
            "state NOT IN ('skipped', 'failed') OR (reason IS NOT NULL AND length(trim(reason)) > 0)",
            name="left_out_with_reason",
        ),
        STRICT,
    )


class UnplannedRecord(Record):
    """A point no van could take, and the limit in the way."""

    __tablename__ = "route_unplanned"
    plan_id: Mapped[int] = mapped_column(Whole, ForeignKey("route_plan.id"))
    point_id: Mapped[int] = mapped_column(Whole, ForeignKey("point.id"))
    limit_hit: Mapped[str] = mapped_column(String(12))
    __table_args__ = (PrimaryKeyConstraint("plan_id", "point_id"), one_of("limit_hit", Limit), STRICT)


moves_guard("route_plan", "route_plan")
moves_guard("route", "route")
moves_guard("route_stop", "route_stop")
row_guard("route_plan_is_never_deleted", "route_plan", "DELETE", "1 = 1")
row_guard(
    "departed_route_stays",
    "route",
    "UPDATE OF van_id, plan_id, trip",
    "OLD.state IN ('loading', 'departed', 'returned', 'closed') "
    "AND (NEW.van_id <> OLD.van_id OR NEW.plan_id <> OLD.plan_id OR NEW.trip <> OLD.trip)",
)
