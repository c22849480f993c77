"""The tables of the road: a re-plan with its routes and stops, and the totes that change vans by it (decision 0087).

What is on the road changes only while a re-plan is `applying`, inside the command that accepts it, and only into what
the re-plan says; then it is `accepted` and everything has to be in its place. Next: operations/deciding.py.
"""

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

from domain.common.columns import Flag, Moment, Record, Whole, flag_check, one_of
from domain.common.guards import row_guard
from domain.common.records import STRICT, moves_guard
from domain.dispatch.words import Cause, ReplanState, TransferEnd
from domain.routing.words import Limit


class ReplanRecord(Record):
    """A re-plan of a plan in force: what happened (`facts`: JSON), where totes are taken over, who decided and why."""

    __tablename__ = "road_replan"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    plan_id: Mapped[int] = mapped_column(Whole, ForeignKey("route_plan.id"), index=True)
    cause: Mapped[str] = mapped_column(String(12))
    facts: Mapped[str] = mapped_column(String)
    state: Mapped[str] = mapped_column(String(12))
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by: Mapped[str] = mapped_column(String(40))
    place: Mapped[str] = mapped_column(String(80), server_default="")
    lat_e6: Mapped[int | None] = mapped_column(Whole)
    lon_e6: Mapped[int | None] = mapped_column(Whole)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by: Mapped[str | None] = mapped_column(String(40))
    reason: Mapped[str | None] = mapped_column(String(200))
    __table_args__ = (
        Index(
            "uq_road_replan_one_applying",
            "plan_id",
            unique=True,
            sqlite_where=text("state = 'applying'"),
            postgresql_where=text("state = 'applying'"),
        ),
        one_of("cause", Cause),
        one_of("state", ReplanState),
        CheckConstraint(
            "(lat_e6 IS NULL AND lon_e6 IS NULL) OR (lat_e6 IS NOT NULL AND lon_e6 IS NOT NULL "
            "AND lat_e6 BETWEEN -90000000 AND 90000000 AND lon_e6 BETWEEN -180000000 AND 180000000)",
            name="on_earth",
        ),
        CheckConstraint(
            "state NOT IN ('accepted', 'refused') OR (decided_at IS NOT NULL AND decided_by IS NOT NULL)",
            name="decided_by_somebody",
        ),
        CheckConstraint(
            "state <> 'refused' OR (reason IS NOT NULL AND length(trim(reason)) > 0)", name="refused_with_reason"
        ),
        STRICT,
    )


class ReplanRouteRecord(Record):
    """A route by a re-plan, done and to come: metres, seconds, cost, when it is back; and before it.

    `fetch_before`: goods are taken over before the stop of this drop number.
    """

    __tablename__ = "road_replan_route"
    replan_id: Mapped[int] = mapped_column(Whole, ForeignKey("road_replan.id"))
    route_id: Mapped[int] = mapped_column(Whole, ForeignKey("route.id"), index=True)
    was_distance_m: Mapped[int] = mapped_column(Whole)
    was_cost_fen: Mapped[int] = mapped_column(Whole)
    was_end_min: Mapped[int] = mapped_column(Whole)
    distance_m: Mapped[int] = mapped_column(Whole)
    duration_s: Mapped[int] = mapped_column(Whole)
    cost_fen: Mapped[int] = mapped_column(Whole)
    end_min: Mapped[int] = mapped_column(Whole)
    fetch_before: Mapped[int | None] = mapped_column(Whole)
    __table_args__ = (
        PrimaryKeyConstraint("replan_id", "route_id"),
        CheckConstraint(
            "was_distance_m >= 0 AND was_cost_fen >= 0 AND was_end_min >= 0 AND distance_m >= 0 AND duration_s >= 0 "
            "AND cost_fen >= 0 AND end_min BETWEEN 0 AND 2880",
            name="sums_sane",
        ),
        CheckConstraint("fetch_before IS NULL OR fetch_before >= 1", name="fetch_counts"),
        STRICT,
    )


class ReplanStopRecord(Record):
    """A stop by a re-plan: its route, drop and hours, and before it (`was_*` empty: it is a new one).

    `limit_hit`: nobody else can take it and it stays as it is; `is_skipped`: it is left out.
    """

    __tablename__ = "road_replan_stop"
    replan_id: Mapped[int] = mapped_column(Whole, ForeignKey("road_replan.id"))
    point_id: Mapped[int] = mapped_column(Whole, ForeignKey("point.id"))
    stop_id: Mapped[int | None] = mapped_column(Whole)
    was_route_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("route.id"))
    was_drop_no: Mapped[int | None] = mapped_column(Whole)
    was_arrive_min: Mapped[int | None] = mapped_column(Whole)
    route_id: Mapped[int] = mapped_column(Whole, ForeignKey("route.id"))
    drop_no: Mapped[int] = mapped_column(Whole)
    arrive_min: Mapped[int] = mapped_column(Whole)
    leave_min: Mapped[int] = mapped_column(Whole)
    weight_g: Mapped[int] = mapped_column(Whole)
    volume_ml: Mapped[int] = mapped_column(Whole)
    totes: Mapped[int] = mapped_column(Whole)
    limit_hit: Mapped[str | None] = mapped_column(String(12))
    is_skipped: Mapped[bool] = mapped_column(Flag, server_default="0")
    __table_args__ = (
        PrimaryKeyConstraint("replan_id", "point_id"),
        ForeignKeyConstraint(["stop_id", "point_id"], ["route_stop.id", "route_stop.point_id"]),
        flag_check("is_skipped"),
        CheckConstraint("drop_no >= 1", name="drop_counts"),
        CheckConstraint("arrive_min >= 0 AND leave_min >= arrive_min", name="hours_sane"),
        CheckConstraint("weight_g >= 0 AND volume_ml >= 0 AND totes >= 0", name="load_not_negative"),
        CheckConstraint(
            "(stop_id IS NULL AND was_route_id IS NULL AND was_drop_no IS NULL AND was_arrive_min IS NULL) "
            "OR (stop_id IS NOT NULL AND was_route_id IS NOT NULL "
            "AND was_drop_no IS NOT NULL AND was_arrive_min IS NOT NULL)",
            name="new_or_known",
        ),
        CheckConstraint(
            "(limit_hit IS NULL AND is_skipped = 0) OR (was_route_id IS NOT NULL AND was_drop_no IS NOT NULL "
            "AND route_id = was_route_id AND drop_no = was_drop_no)",
            name="left_where_it_was",
        ),
        CheckConstraint(
            f"limit_hit IS NULL OR limit_hit IN ({', '.join(repr(one.value) for one in Limit)})", name="limit_hit_known"
        ),
        STRICT,
    )


class TransferRecord(Record):
    """A tote that changes vans by an accepted re-plan: from a van (none: from the warehouse) to another, for a stop.

    Empty `ended`: still to be taken over. `by_name`: a named person said so, no scanner did, and why.
    """

    __tablename__ = "tote_transfer"
    replan_id: Mapped[int] = mapped_column(Whole, ForeignKey("road_replan.id"))
    tote_use_id: Mapped[int] = mapped_column(Whole, ForeignKey("tote_use.id"))
    from_route_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("van_load.route_id"), index=True)
    to_route_id: Mapped[int] = mapped_column(Whole, ForeignKey("van_load.route_id"), index=True)
    stop_id: Mapped[int] = mapped_column(Whole, ForeignKey("route_stop.id"), index=True)
    ended: Mapped[str | None] = mapped_column(String(8))
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_by: Mapped[str | None] = mapped_column(String(40))
    by_name: Mapped[str | None] = mapped_column(String(200))
    __table_args__ = (
        PrimaryKeyConstraint("replan_id", "tote_use_id"),
        Index(
            "uq_tote_transfer_one_open",
            "tote_use_id",
            unique=True,
            sqlite_where=text("ended IS NULL"),
            postgresql_where=text("ended IS NULL"),
        ),
        CheckConstraint(
            f"ended IS NULL OR ended IN ({', '.join(repr(one.value) for one in TransferEnd)})", name="ended_known"
        ),
        CheckConstraint(
            "(ended IS NULL AND ended_at IS NULL AND ended_by IS NULL) "
            "OR (ended IS NOT NULL AND ended_at IS NOT NULL AND ended_by IS NOT NULL)",
            name="ended_by_somebody",
        ),
        CheckConstraint("by_name IS NULL OR length(trim(by_name)) > 0", name="reason_given"),
        CheckConstraint("from_route_id IS NULL OR from_route_id <> to_route_id", name="changes_vans"),
        STRICT,
    )


moves_guard("replan", "road_replan")
row_guard(
    "replan_begins_proposed",
    "road_replan",
    "INSERT",
    "NEW.state <> 'proposed' OR NOT EXISTS (SELECT 1 FROM route_plan n WHERE n.id = NEW.plan_id AND n.state = 'live')",
)
row_guard("replan_is_never_deleted", "road_replan", "DELETE", "1 = 1")
row_guard(
    "replan_stays",
    "road_replan",
    "UPDATE",
    "OLD.state IN ('accepted', 'refused', 'superseded') OR NEW.plan_id <> OLD.plan_id OR NEW.cause <> OLD.cause "
    "OR NEW.facts <> OLD.facts OR NEW.made_at <> OLD.made_at OR NEW.made_by <> OLD.made_by OR NEW.place <> OLD.place "
    "OR COALESCE(NEW.lat_e6, 0) <> COALESCE(OLD.lat_e6, 0) OR COALESCE(NEW.lon_e6, 0) <> COALESCE(OLD.lon_e6, 0)",
)
for _table in ("road_replan_route", "road_replan_stop"):
    row_guard(
        f"{_table}_is_of_a_proposal",
        _table,
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM road_replan a JOIN route r ON r.id = NEW.route_id AND r.plan_id = a.plan_id "
        "WHERE a.id = NEW.replan_id AND a.state = 'proposed')",
    )
    row_guard(f"{_table}_stays", _table, "UPDATE OR DELETE", "1 = 1")

# What the re-plan being applied says of a row of route_stop: its new place, or (the first step) its old number negative.
_APPLYING = (
    "EXISTS (SELECT 1 FROM road_replan a JOIN road_replan_stop s ON s.replan_id = a.id WHERE a.plan_id = NEW.plan_id "
    "AND a.state = 'applying' AND s.point_id = NEW.point_id AND s.limit_hit IS NULL AND s.is_skipped = 0 AND "
)
_IN_ITS_PLACE = (
    "s.route_id = NEW.route_id AND s.drop_no = NEW.drop_no AND s.arrive_min = NEW.arrive_min "
    "AND s.leave_min = NEW.leave_min"
)
_SET_ASIDE = "s.was_route_id = NEW.route_id AND s.was_drop_no = -NEW.drop_no"
_OPEN_ROUTE = (
    "EXISTS (SELECT 1 FROM route r WHERE r.id = NEW.route_id AND r.plan_id = NEW.plan_id "
    "AND r.state IN ('draft', 'planned'))"
)
_VAN_ON_THE_ROAD = (
    "EXISTS (SELECT 1 FROM route r WHERE r.id = NEW.route_id AND r.plan_id = NEW.plan_id AND r.state = 'departed')"
)
row_guard(
    "stop_enters_an_open_route",
    "route_stop",
    "INSERT OR UPDATE OF route_id, drop_no",
    f"NOT {_OPEN_ROUTE} AND NOT (NEW.state = 'pending' AND {_VAN_ON_THE_ROAD} "
    f"AND {_APPLYING} (({_IN_ITS_PLACE}) OR ({_SET_ASIDE}))))",
)
row_guard(
    "stop_leaves_an_open_route",
    "route_stop",
    "UPDATE OF route_id",
    "EXISTS (SELECT 1 FROM route r WHERE r.id = OLD.route_id AND r.state NOT IN ('draft', 'planned')) "
    f"AND NOT (OLD.state = 'pending' AND {_APPLYING} {_IN_ITS_PLACE}))",
    only="NEW.route_id <> OLD.route_id",
)
row_guard(
    "fixed_stop_is_never_deleted",
    "route_stop",
    "DELETE",
    "EXISTS (SELECT 1 FROM route r WHERE r.id = OLD.route_id AND r.state NOT IN ('draft', 'planned'))",
)
# Once the van has left, a stop's place, hours and load are what the last accepted re-plan says; one that was reached,
# handed over or left out is never touched.
row_guard(
    "stop_on_the_road_changes_by_a_replan",
    "route_stop",
    "UPDATE OF route_id, drop_no, arrive_min, leave_min, weight_g, volume_ml, totes",
    "EXISTS (SELECT 1 FROM route r WHERE r.id = OLD.route_id AND r.state IN ('departed', 'returned', 'closed')) "
    "AND (OLD.state <> 'pending' OR NEW.weight_g <> OLD.weight_g OR NEW.volume_ml <> OLD.volume_ml "
    f"OR NEW.totes <> OLD.totes OR NOT {_APPLYING} (({_IN_ITS_PLACE}) OR ({_SET_ASIDE} "
    "AND NEW.arrive_min = OLD.arrive_min AND NEW.leave_min = OLD.leave_min))))",
    only="(NEW.route_id <> OLD.route_id OR NEW.drop_no <> OLD.drop_no OR NEW.arrive_min <> OLD.arrive_min "
    "OR NEW.leave_min <> OLD.leave_min OR NEW.weight_g <> OLD.weight_g OR NEW.volume_ml <> OLD.volume_ml "
    "OR NEW.totes <> OLD.totes)",
)
row_guard(
    "route_on_the_road_changes_by_a_replan",
    "route",
    "UPDATE",
    "(NEW.distance_m <> OLD.distance_m OR NEW.duration_s <> OLD.duration_s OR NEW.cost_fen <> OLD.cost_fen "
    "OR NEW.end_min <> OLD.end_min OR NEW.start_min <> OLD.start_min OR NEW.weight_g <> OLD.weight_g "
    "OR NEW.volume_ml <> OLD.volume_ml OR NEW.totes <> OLD.totes) AND NOT (NEW.start_min = OLD.start_min "
    "AND NEW.weight_g = OLD.weight_g AND NEW.volume_ml = OLD.volume_ml AND NEW.totes = OLD.totes "
    "AND EXISTS (SELECT 1 FROM road_replan a JOIN road_replan_route w ON w.replan_id = a.id "
    "WHERE a.plan_id = NEW.plan_id AND a.state = 'applying' AND w.route_id = NEW.id AND w.distance_m = NEW.distance_m "
    "AND w.duration_s = NEW.duration_s AND w.cost_fen = NEW.cost_fen AND w.end_min = NEW.end_min))",
    only="OLD.state IN ('departed', 'returned', 'closed')",
)
# Accepted as a whole: every stop where it says, every tote of another van to be taken over, the plan's sums right.
row_guard(
    "accepted_replan_is_whole",
    "road_replan",
    "UPDATE OF state",
    "EXISTS (SELECT 1 FROM road_replan_stop s LEFT JOIN route_stop p ON p.plan_id = NEW.plan_id "
    "AND p.point_id = s.point_id WHERE s.replan_id = NEW.id AND (p.id IS NULL OR p.route_id <> s.route_id "
    "OR p.drop_no <> s.drop_no OR (s.is_skipped = 1 AND p.state <> 'skipped'))) "
    "OR EXISTS (SELECT 1 FROM route_stop p WHERE p.plan_id = NEW.plan_id AND p.drop_no < 0) "
    "OR EXISTS (SELECT 1 FROM road_replan_route w JOIN route r ON r.id = w.route_id WHERE w.replan_id = NEW.id "
    "AND (r.distance_m <> w.distance_m OR r.duration_s <> w.duration_s OR r.cost_fen <> w.cost_fen "
    "OR r.end_min <> w.end_min)) "
    "OR EXISTS (SELECT 1 FROM road_replan_stop s JOIN route_stop p ON p.plan_id = NEW.plan_id "
    "AND p.point_id = s.point_id AND p.state = 'pending' JOIN tote_load l ON l.stop_id = p.id AND l.off_at IS NULL "
    "AND l.route_id <> p.route_id WHERE s.replan_id = NEW.id AND NOT EXISTS (SELECT 1 FROM tote_transfer m "
    "WHERE m.tote_use_id = l.tote_use_id AND m.ended IS NULL AND m.to_route_id = p.route_id)) "
    "OR NOT EXISTS (SELECT 1 FROM route_plan n, (SELECT COALESCE(sum(r.distance_m), 0) AS distance_m, "
    "COALESCE(sum(r.duration_s), 0) AS duration_s, COALESCE(sum(r.cost_fen), 0) AS cost_fen FROM route r "
    "WHERE r.plan_id = NEW.plan_id) t WHERE n.id = NEW.plan_id AND n.distance_m = t.distance_m "
    "AND n.duration_s = t.duration_s AND n.cost_fen = t.cost_fen)",
    only="NEW.state = 'accepted' AND OLD.state = 'applying'",
)
# A tote is to change vans only by the re-plan being applied: from where it is to the van its stop is on now.
row_guard(
    "tote_changes_vans_by_a_replan",
    "tote_transfer",
    "INSERT",
    "NEW.ended IS NOT NULL OR NOT EXISTS (SELECT 1 FROM road_replan a JOIN route_stop p ON p.plan_id = a.plan_id "
    "AND p.id = NEW.stop_id AND p.route_id = NEW.to_route_id AND p.state = 'pending' JOIN tote_use u "
    "ON u.id = NEW.tote_use_id AND u.point_id = p.point_id AND u.is_open = 1 "
    "WHERE a.id = NEW.replan_id AND a.state = 'applying') "
    "OR COALESCE((SELECT l.route_id FROM tote_load l WHERE l.tote_use_id = NEW.tote_use_id AND l.off_at IS NULL), 0) "
    "<> COALESCE(NEW.from_route_id, 0)",
)
row_guard("transfer_is_never_deleted", "tote_transfer", "DELETE", "1 = 1")
row_guard(
    "transfer_ends_once",
    "tote_transfer",
    "UPDATE",
    "OLD.ended IS NOT NULL OR NEW.replan_id <> OLD.replan_id OR NEW.tote_use_id <> OLD.tote_use_id "
    "OR COALESCE(NEW.from_route_id, 0) <> COALESCE(OLD.from_route_id, 0) OR NEW.to_route_id <> OLD.to_route_id "
    "OR NEW.stop_id <> OLD.stop_id OR (NEW.ended = 'taken' AND NOT EXISTS (SELECT 1 FROM tote_load l "
    "WHERE l.tote_use_id = NEW.tote_use_id AND l.off_at IS NULL AND l.route_id = NEW.to_route_id))",
)
