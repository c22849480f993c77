"""A cycle has a minimum of orders to run; recurring orders place themselves; buyers carry tags."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """One column with its check (SQLite rebuilds the table), three tables."""
    with op.batch_alter_table("cycle") as cycle:
        cycle.add_column(sa.Column("minimum_orders", sa.BigInteger(), nullable=False, server_default="0"))
        cycle.create_check_constraint(op.f("ck_cycle_minimum_not_negative"), sa.text("minimum_orders >= 0"))
    _recurring_orders()
    _recurring_lines()
    _tags()


def _text(name: str, length: int, **more: object) -> tuple[sa.Column[str], sa.CheckConstraint]:
    """A text column and the check of its length (SQLite ignores the number behind VARCHAR)."""
    column = sa.Column(name, sa.String(length), nullable=False, **more)  # type: ignore[arg-type]
    return column, sa.CheckConstraint(f"length({name}) <= {length}", name=f"{name}_length")


def _named(table: str, *parts: object) -> tuple[object, ...]:
    """The parts of a table, their checks under their full names."""
    for part in parts:
        if isinstance(part, sa.CheckConstraint):
            part.name = op.f(f"ck_{table}_{part.name}")
    return parts


def _recurring_orders() -> None:
    parts = _named(
        "recurring_order",
        sa.Column("id", sa.BigInteger(), nullable=False, autoincrement=True),
        sa.Column("point_id", sa.BigInteger(), nullable=False),
        *_text("buyer", 80),
        *_text("phone", 40, server_default=""),
        *_text("note", 500, server_default=""),
        sa.Column("delivery_weekday", sa.BigInteger()),
        sa.Column("active", sa.BigInteger(), nullable=False, server_default="1"),
        sa.CheckConstraint("active IN (0, 1)", name="active_is_flag"),
        sa.CheckConstraint("delivery_weekday IS NULL OR delivery_weekday BETWEEN 1 AND 7", name="weekday_known"),
        sa.CheckConstraint("length(trim(buyer)) > 0", name="buyer_given"),
    )
    op.create_table(
        "recurring_order",
        *parts,  # type: ignore[arg-type]
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recurring_order")),
        sa.ForeignKeyConstraint(["point_id"], ["point.id"], name=op.f("fk_recurring_order_point_id")),
        sqlite_strict=True,
    )


def _recurring_lines() -> None:
    parts = _named(
        "recurring_line",
        sa.Column("recurring_id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("quantity BETWEEN 1 AND 10000", name="quantity_sane"),
    )
    op.create_table(
        "recurring_line",
        *parts,  # type: ignore[arg-type]
        sa.PrimaryKeyConstraint("recurring_id", "product_id", name=op.f("pk_recurring_line")),
        sa.ForeignKeyConstraint(["recurring_id"], ["recurring_order.id"], name=op.f("fk_recurring_line_recurring_id")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_recurring_line_product_id")),
        sqlite_strict=True,
    )


def _tags() -> None:
    parts = _named(
        "buyer_tag",
        *_text("buyer_key", 120),
        *_text("tag", 20),
        sa.CheckConstraint("length(trim(tag)) > 0 AND length(trim(buyer_key)) > 0", name="tag_given"),
    )
    op.create_table(
        "buyer_tag",
        *parts,  # type: ignore[arg-type]
        sa.PrimaryKeyConstraint("buyer_key", "tag", name=op.f("pk_buyer_tag")),
        sqlite_strict=True,
    )
