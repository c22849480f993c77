"""Hired couriers, several trips a day, cold boxes of a size; who may serve a point, its fixed round, its price.

Stops of a plan keep to the stop before them, and what a person changed in a plan can be taken back.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

WHOLE = sa.BigInteger()


def upgrade() -> None:
    """New columns with their checks (SQLite rebuilds these tables), two tables."""
    _vans()
    _points()
    _stops()
    _limits()
    _changes()


def _vans() -> None:
    with op.batch_alter_table("van") as van:
        van.add_column(sa.Column("is_hired", WHOLE, nullable=False, server_default="0"))
        van.add_column(sa.Column("stop_cost_fen", WHOLE, nullable=False, server_default="0"))
        van.add_column(sa.Column("max_trips", WHOLE, nullable=False, server_default="1"))
        van.add_column(sa.Column("reload_min", WHOLE, nullable=False, server_default="20"))
        van.add_column(sa.Column("max_cold_totes", WHOLE))
        for name, words in {
            "is_hired_is_flag": "is_hired IN (0, 1)",
            "stop_cost_not_negative": "stop_cost_fen >= 0",
            "trips_sane": "max_trips BETWEEN 1 AND 10",
            "reload_sane": "reload_min BETWEEN 0 AND 240",
            "cold_totes_in_box": "max_cold_totes IS NULL OR (cold_box = 1 AND max_cold_totes BETWEEN 1 AND max_totes)",
        }.items():
            van.create_check_constraint(op.f(f"ck_van_{name}"), sa.text(words))


def _points() -> None:
    with op.batch_alter_table("point") as point:
        point.add_column(sa.Column("leave_out_fen", WHOLE))
        point.add_column(sa.Column("round_name", sa.String(40), nullable=False, server_default=""))
        point.add_column(sa.Column("round_no", WHOLE))
        for name, words in {
            "round_name_length": "length(round_name) <= 40",
            "leave_out_not_negative": "leave_out_fen IS NULL OR leave_out_fen >= 0",
            "round_has_a_place": "(round_name = '' AND round_no IS NULL) OR "
            "(length(trim(round_name)) > 0 AND round_no IS NOT NULL AND round_no BETWEEN 1 AND 999)",
        }.items():
            point.create_check_constraint(op.f(f"ck_point_{name}"), sa.text(words))
    op.create_table(
        "point_van",
        sa.Column("point_id", WHOLE, nullable=False),
        sa.Column("van_id", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("point_id", "van_id", name=op.f("pk_point_van")),
        sa.ForeignKeyConstraint(["point_id"], ["point.id"], name=op.f("fk_point_van_point_id")),
        sa.ForeignKeyConstraint(["van_id"], ["van.id"], name=op.f("fk_point_van_van_id")),
        sqlite_strict=True,
    )


def _stops() -> None:
    with op.batch_alter_table("route_stop") as stop:
        stop.add_column(sa.Column("follows", WHOLE, nullable=False, server_default="0"))
        for name, words in {
            "follows_is_flag": "follows IN (0, 1)",
            "follows_in_a_sequence": "follows = 0 OR (pinned = 1 AND drop_no <> 1)",
        }.items():
            stop.create_check_constraint(op.f(f"ck_route_stop_{name}"), sa.text(words))


def _limits() -> None:
    known = ("weight", "volume", "totes", "window", "shift", "cold", "no_place", "no_van", "vans", "price")
    name, listed = op.f("ck_route_unplanned_limit_hit_known"), ", ".join(f"'{one}'" for one in known)
    with op.batch_alter_table("route_unplanned") as unplanned:
        unplanned.drop_constraint(name, type_="check")
        unplanned.create_check_constraint(name, sa.text(f"limit_hit IS NOT NULL AND limit_hit IN ({listed})"))


def _changes() -> None:
    op.create_table(
        "plan_change",
        sa.Column("plan_id", WHOLE, nullable=False),
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("made_at", WHOLE, nullable=False),
        sa.Column("made_by", sa.String(40), nullable=False),
        sa.Column("undone", WHOLE, nullable=False, server_default="0"),
        sa.CheckConstraint("number >= 1", name=op.f("ck_plan_change_number_counts")),
        sa.CheckConstraint("length(trim(what)) > 0", name=op.f("ck_plan_change_what_given")),
        sa.CheckConstraint("length(what) <= 20", name=op.f("ck_plan_change_what_length")),
        sa.CheckConstraint("length(made_by) <= 40", name=op.f("ck_plan_change_made_by_length")),
        sa.CheckConstraint("undone IN (0, 1)", name=op.f("ck_plan_change_undone_is_flag")),
        sa.PrimaryKeyConstraint("plan_id", "number", name=op.f("pk_plan_change")),
        sa.ForeignKeyConstraint(["plan_id"], ["route_plan.id"], name=op.f("fk_plan_change_plan_id")),
        sqlite_strict=True,
    )
