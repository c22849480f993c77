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
from domain.routing.words import KEPT_SOURCES, Limit, PlanState, RouteState, StopState


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

    `over_*` is what a named person allowed beyond a limit, and why (of hours too, which have no sum of their own).
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
    over_reason: Mapped[str | None] = mapped_column(String(200))
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
            "(over_weight_g + over_volume_ml + over_totes = 0 OR (over_by IS NOT NULL AND over_reason IS NOT NULL "
            "AND length(trim(over_reason)) > 0))",
            name="over_has_a_name",
        ),
        STRICT,
    )


class StopRecord(Record):
    """A point on a route: its place in the drop order, arrival and leaving by the plan, what is unloaded there.

    `pinned`: it stays on its van; `follows`: it comes directly after the drop before it (a pinned sequence).
    """

    __tablename__ = "route_stop"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    route_id: Mapped[int] = mapped_column(Whole, ForeignKey("route.id"))
    plan_id: Mapped[int] = mapped_column(Whole, ForeignKey("route_plan.id"))
    point_id: Mapped[int] = mapped_column(Whole, ForeignKey("point.id"))
    drop_no: Mapped[int] = mapped_column(Whole)
    state: Mapped[str] = mapped_column(String(12))
    pinned: Mapped[bool] = mapped_column(Flag, server_default="0")
    follows: Mapped[bool] = mapped_column(Flag, server_default="0")
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
        flag_check("follows"),
        CheckConstraint("follows = 0 OR (pinned = 1 AND drop_no <> 1)", name="follows_in_a_sequence"),
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


class TravelLegRecord(Record):
    """What a source said about the way from one place to another; both NULL: there is none. It holds across nights.

    Keys are places rounded to 1e-5 degrees (rules.travelling.place_key); `profile`: the kind of van.
    """

    __tablename__ = "travel_leg"
    source: Mapped[str] = mapped_column(String(12))
    profile: Mapped[str] = mapped_column(String(20))
    from_key: Mapped[int] = mapped_column(Whole)
    to_key: Mapped[int] = mapped_column(Whole)
    metres: Mapped[int | None] = mapped_column(Whole)
    seconds: Mapped[int | None] = mapped_column(Whole)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    __table_args__ = (
        PrimaryKeyConstraint("source", "profile", "from_key", "to_key"),
        one_of("source", KEPT_SOURCES),
        CheckConstraint("length(trim(profile)) > 0", name="profile_given"),
        CheckConstraint("from_key >= 0 AND to_key >= 0 AND from_key <> to_key", name="two_places"),
        CheckConstraint("(metres IS NULL) = (seconds IS NULL)", name="a_way_or_none"),
        CheckConstraint(
            "(metres IS NULL OR metres >= 0) AND (seconds IS NULL OR seconds >= 0)", name="way_not_negative"
        ),
        STRICT,
    )


class ChangeRecord(Record):
    """A change a person made in a plan: its rounds before and after as JSON, so that it can be taken back."""

    __tablename__ = "plan_change"
    plan_id: Mapped[int] = mapped_column(Whole, ForeignKey("route_plan.id"))
    number: Mapped[int] = mapped_column(Whole)
    what: Mapped[str] = mapped_column(String(20))
    before: Mapped[str] = mapped_column(String)
    after: Mapped[str] = mapped_column(String)
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by: Mapped[str] = mapped_column(String(40))
    undone: Mapped[bool] = mapped_column(Flag, server_default="0")
    __table_args__ = (
        PrimaryKeyConstraint("plan_id", "number"),
        flag_check("undone"),
        CheckConstraint("number >= 1", name="number_counts"),
        CheckConstraint("length(trim(what)) > 0", name="what_given"),
        STRICT,
    )


moves_guard("route_plan", "route_plan")
moves_guard("route", "route")
moves_guard("route_stop", "route_stop")
row_guard("route_plan_begins_draft", "route_plan", "INSERT", "NEW.state <> 'draft'")
row_guard("route_begins_draft", "route", "INSERT", "NEW.state <> 'draft' OR NEW.is_live = 1")
row_guard("stop_begins_pending", "route_stop", "INSERT", "NEW.state <> 'pending'")
row_guard("route_plan_is_never_deleted", "route_plan", "DELETE", "1 = 1")
row_guard("route_goes_while_it_is_a_draft", "route", "DELETE", "OLD.state <> 'draft'")
row_guard(
    "accepted_plan_stays",
    "route_plan",
    "UPDATE",
    "NEW.cycle_id <> OLD.cycle_id OR NEW.snapshot_id <> OLD.snapshot_id OR NEW.version <> OLD.version "
    "OR NEW.made_by <> OLD.made_by OR NEW.made_at <> OLD.made_at OR (OLD.accepted_at IS NOT NULL "
    "AND (COALESCE(NEW.accepted_at, 0) <> OLD.accepted_at OR COALESCE(NEW.accepted_by, '') <> OLD.accepted_by))",
)
# A plan in force is of the frozen demand that counts, and leaves no point unmentioned that gets goods now.
row_guard(
    "live_plan_has_every_point",
    "route_plan",
    "UPDATE OF state",
    "NEW.state = 'live' AND OLD.state <> 'live' AND (NOT EXISTS (SELECT 1 FROM snapshot s WHERE s.id = NEW.snapshot_id "
    "AND s.state = 'live') OR EXISTS (SELECT 1 FROM (SELECT d.point_id, d.quantity FROM delivery_demand d "
    "WHERE d.snapshot_id = NEW.snapshot_id UNION ALL SELECT l.point_id, l.after - l.before FROM amendment_line l "
    "JOIN amendment a ON a.id = l.amendment_id WHERE a.snapshot_id = NEW.snapshot_id AND a.state = 'accepted') w "
    "WHERE NOT EXISTS (SELECT 1 FROM route_stop p WHERE p.plan_id = NEW.id AND p.point_id = w.point_id) "
    "AND NOT EXISTS (SELECT 1 FROM route_unplanned n WHERE n.plan_id = NEW.id AND n.point_id = w.point_id) "
    "GROUP BY w.point_id HAVING sum(w.quantity) > 0))",
)
row_guard(
    "live_plan_sums_its_routes",
    "route_plan",
    "UPDATE OF state",
    "NEW.state = 'live' AND OLD.state <> 'live' AND NOT EXISTS (SELECT 1 FROM (SELECT COALESCE(sum(r.distance_m), 0) "
    "AS distance_m, COALESCE(sum(r.duration_s), 0) AS duration_s, COALESCE(sum(r.cost_fen), 0) AS cost_fen FROM route r "
    "WHERE r.plan_id = NEW.id) t WHERE t.distance_m = NEW.distance_m AND t.duration_s = NEW.duration_s "
    "AND t.cost_fen = NEW.cost_fen)",
)
row_guard(
    "superseded_plan_has_no_live_route",
    "route_plan",
    "UPDATE OF state",
    "NEW.state = 'superseded' AND OLD.state <> 'superseded' "
    "AND EXISTS (SELECT 1 FROM route r WHERE r.plan_id = NEW.id AND r.is_live = 1)",
)
# A route leaves the draft only with its plan; a plan is superseded only while none of its vans is locked or loaded.
row_guard(
    "live_route_has_a_live_plan",
    "route",
    "UPDATE OF is_live, state",
    "(NEW.is_live = 0 AND NEW.state <> OLD.state) OR (NEW.is_live = 1 AND OLD.is_live = 0 AND NOT EXISTS "
    "(SELECT 1 FROM route_plan n WHERE n.id = NEW.plan_id AND n.state = 'live')) "
    "OR (OLD.is_live = 1 AND NEW.is_live = 0 AND OLD.state NOT IN ('draft', 'planned'))",
)
# The next round of a van begins after the one before is back; both are whole minutes, so they may share one.
row_guard(
    "rounds_of_a_van_follow_each_other",
    "route",
    "UPDATE OF is_live",
    "NEW.is_live = 1 AND OLD.is_live = 0 AND EXISTS (SELECT 1 FROM route r WHERE r.plan_id = NEW.plan_id "
    "AND r.van_id = NEW.van_id AND ((r.trip < NEW.trip AND r.end_min > NEW.start_min + 1) "
    "OR (r.trip > NEW.trip AND r.start_min + 1 < NEW.end_min)) "
    "AND EXISTS (SELECT 1 FROM route_stop p WHERE p.route_id = r.id))",
)
row_guard(
    "route_carries_its_stops",
    "route",
    "UPDATE OF state",
    "NEW.state IN ('planned', 'locked') AND NEW.state <> OLD.state AND NOT EXISTS (SELECT 1 FROM (SELECT "
    "COALESCE(sum(p.weight_g), 0) AS weight_g, COALESCE(sum(p.volume_ml), 0) AS volume_ml, COALESCE(sum(p.totes), 0) "
    "AS totes, count(*) AS stops, COALESCE(min(p.drop_no), 1) AS first_no, COALESCE(max(p.drop_no), 0) AS last_no "
    "FROM route_stop p WHERE p.route_id = NEW.id) t WHERE t.weight_g = NEW.weight_g AND t.volume_ml = NEW.volume_ml "
    "AND t.totes = NEW.totes AND t.first_no = 1 AND t.last_no = t.stops)",
)
row_guard(
    "departed_route_stays",
    "route",
    "UPDATE OF van_id, plan_id, trip",
    "OLD.state IN ('loading', 'departed', 'returned', 'closed') "
    "AND (NEW.van_id <> OLD.van_id OR NEW.plan_id <> OLD.plan_id OR NEW.trip <> OLD.trip)",
)
row_guard("stop_keeps_its_point", "route_stop", "UPDATE", "NEW.point_id <> OLD.point_id OR NEW.plan_id <> OLD.plan_id")
# Which routes a stop may enter and leave, dispatch says (domain/dispatch/records/road.py): vans on the road change too.
row_guard(
    "planned_point_is_not_unplanned",
    "route_stop",
    "INSERT",
    "EXISTS (SELECT 1 FROM route_unplanned n WHERE n.plan_id = NEW.plan_id AND n.point_id = NEW.point_id)",
)
row_guard(
    "unplanned_point_has_no_stop",
    "route_unplanned",
    "INSERT OR UPDATE",
    "EXISTS (SELECT 1 FROM route_stop p WHERE p.plan_id = NEW.plan_id AND p.point_id = NEW.point_id)",
)
row_guard("change_of_a_plan_stays", "plan_change", "DELETE", "1 = 1")
# Taken back is the last change that still counts, once and for good.
row_guard(
    "change_is_undone_from_the_last",
    "plan_change",
    "UPDATE",
    "NEW.plan_id <> OLD.plan_id OR NEW.number <> OLD.number OR NEW.what <> OLD.what OR NEW.before <> OLD.before "
    "OR NEW.after <> OLD.after OR NEW.made_at <> OLD.made_at OR NEW.made_by <> OLD.made_by OR OLD.undone = 1 "
    "OR NEW.undone = 0 OR EXISTS (SELECT 1 FROM plan_change c WHERE c.plan_id = OLD.plan_id AND c.number > OLD.number "
    "AND c.undone = 0)",
)
row_guard(
    "change_is_the_next_of_its_plan",
    "plan_change",
    "INSERT",
    "NEW.undone = 1 OR NEW.number <> (SELECT COALESCE(max(c.number), 0) + 1 FROM plan_change c "
    "WHERE c.plan_id = NEW.plan_id)",
)
