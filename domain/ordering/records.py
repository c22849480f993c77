"""The tables of ordering. An order belongs to one cycle for good; a guard keeps late ones out of a closed cycle.

Amounts are fen, quantities whole sale units. The frozen copies after the cut lie in cutoff.records. Next: operations.
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
from domain.common.guards import Guard, declare, row_guard
from domain.common.records import STRICT, moves_guard
from domain.ordering.words import LARGEST_QUANTITY, CycleState, OrderState


class CycleRecord(Record):
    """One sale: opens, its planned cutoff, its delivery day, the minimum of orders it needs to run."""

    __tablename__ = "cycle"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(String(80), server_default="")
    warehouse_id: Mapped[int] = mapped_column(Whole, ForeignKey("warehouse.id"))
    state: Mapped[str] = mapped_column(String(12))
    opened_at: Mapped[datetime] = mapped_column(Moment)
    cutoff_at: Mapped[datetime] = mapped_column(Moment)
    delivery_day: Mapped[date] = mapped_column(Date)
    default_point_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("point.id"))
    last_number: Mapped[int] = mapped_column(Whole, server_default="0")
    minimum_orders: Mapped[int] = mapped_column(Whole, server_default="0")
    __table_args__ = (
        one_of("state", CycleState),
        CheckConstraint("length(trim(code)) > 0", name="code_given"),
        CheckConstraint("minimum_orders >= 0", name="minimum_not_negative"),
        CheckConstraint("last_number >= 0", name="last_number_not_negative"),
        STRICT,
    )


class ImportRecord(Record):
    """One import that was written: which files, by whom, and its counts."""

    __tablename__ = "import_batch"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    cycle_id: Mapped[int] = mapped_column(Whole, ForeignKey("cycle.id"), index=True)
    command_id: Mapped[str] = mapped_column(String(40), ForeignKey("command.id"))
    source: Mapped[str] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(40))
    files: Mapped[str] = mapped_column(String)
    sha256: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Moment)
    counts: Mapped[str] = mapped_column(String)
    __table_args__ = (STRICT,)


class OrderRecord(Record):
    """One buyer's order. `paid_fen` is what the file says was paid, else the sum of its lines.

    `content_sha` tells an unchanged row from a changed one; `head_check` is made over the head as it stands here
    (rules.head_check), so that a head altered behind the books is seen; `amendment_id` marks an order added after the cut.
    """

    __tablename__ = "orders"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    cycle_id: Mapped[int] = mapped_column(Whole, ForeignKey("cycle.id"))
    point_id: Mapped[int] = mapped_column(Whole, ForeignKey("point.id"))
    state: Mapped[str] = mapped_column(String(10))  # among the first: both databases walk a row up to what is asked
    channel: Mapped[str] = mapped_column(String(40))
    group_key: Mapped[str] = mapped_column(String(120))
    external_no: Mapped[str] = mapped_column(String(64))
    sequence: Mapped[int | None] = mapped_column(Whole)
    buyer: Mapped[str] = mapped_column(String(80))
    phone: Mapped[str] = mapped_column(String(40))
    phone_tail: Mapped[str] = mapped_column(String(4))
    address: Mapped[str] = mapped_column(String(300))
    note: Mapped[str] = mapped_column(String(500))
    leader_note: Mapped[str] = mapped_column(String(500))
    slot: Mapped[str] = mapped_column(String(60))
    ordered_at: Mapped[datetime | None] = mapped_column(Moment)
    paid_fen: Mapped[int] = mapped_column(Whole)
    lines_fen: Mapped[int] = mapped_column(Whole)
    refunded_fen: Mapped[int] = mapped_column(Whole, server_default="0")
    refund_due_fen: Mapped[int] = mapped_column(Whole, server_default="0")
    pieces: Mapped[int] = mapped_column(Whole)
    lines: Mapped[int] = mapped_column(Whole)
    pickup_code: Mapped[str] = mapped_column(String(12))
    is_late: Mapped[bool] = mapped_column(Flag, server_default="0")
    source_row: Mapped[int] = mapped_column(Whole)
    content_sha: Mapped[str] = mapped_column(String(32))
    head_check: Mapped[int | None] = mapped_column(Whole)
    import_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("import_batch.id"))
    amendment_id: Mapped[int | None] = mapped_column(Whole)
    version: Mapped[int] = mapped_column(Whole, server_default="1")
    __table_args__ = (
        UniqueConstraint("channel", "group_key", "external_no"),
        # What a line's foreign key points at. In this order the cutoff reads a cycle's orders as they came, unsorted.
        UniqueConstraint("cycle_id", "id"),
        # The point first: an index that began with the cycle would be as good as the one above to SQLite's eyes.
        Index("uq_orders_pickup_code", "point_id", "cycle_id", "pickup_code", unique=True),
        Index("ix_orders_phone_tail", "phone_tail", "id"),
        Index(
            "ix_orders_not_confirmed",
            "cycle_id",
            "state",
            sqlite_where=text("state <> 'confirmed'"),
            postgresql_where=text("state <> 'confirmed'"),
        ),
        Index(
            "uq_orders_amendment_id",
            "amendment_id",
            unique=True,
            sqlite_where=text("amendment_id IS NOT NULL"),
            postgresql_where=text("amendment_id IS NOT NULL"),
        ),
        one_of("state", OrderState),
        flag_check("is_late"),
        CheckConstraint("length(external_no) > 0", name="external_no_given"),
        CheckConstraint("paid_fen >= 0 AND lines_fen >= 0", name="amounts_not_negative"),
        CheckConstraint(
            "refunded_fen >= 0 AND refund_due_fen >= 0 AND refunded_fen + refund_due_fen <= paid_fen",
            name="refund_within_paid",
        ),
        CheckConstraint("pieces >= 0 AND lines >= 0", name="counts_not_negative"),
        CheckConstraint("length(pickup_code) > 0", name="pickup_code_given"),
        STRICT,
    )


class OrderLineRecord(Record):
    """One product of an order. `cycle_id` stands here too, tied to the order's by a foreign key."""

    __tablename__ = "order_line"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    order_id: Mapped[int] = mapped_column(Whole)
    cycle_id: Mapped[int] = mapped_column(Whole)
    line_no: Mapped[int] = mapped_column(Whole)
    product_id: Mapped[int] = mapped_column(Whole, ForeignKey("product.id"))
    quantity: Mapped[int] = mapped_column(Whole)
    cancelled_quantity: Mapped[int] = mapped_column(Whole, server_default="0")
    amount_fen: Mapped[int] = mapped_column(Whole)
    source_row: Mapped[int] = mapped_column(Whole)
    __table_args__ = (
        ForeignKeyConstraint(["order_id", "cycle_id"], ["orders.id", "orders.cycle_id"]),
        UniqueConstraint("order_id", "line_no"),
        CheckConstraint(f"quantity BETWEEN 1 AND {LARGEST_QUANTITY}", name="quantity_sane"),
        CheckConstraint("cancelled_quantity BETWEEN 0 AND quantity", name="cancelled_within_quantity"),
        CheckConstraint("amount_fen >= 0", name="amount_not_negative"),
        STRICT,
    )


class HeldRecord(Record):
    """A row or a line of text not accepted until a person decides. `body` keeps it whole, so nothing is lost."""

    __tablename__ = "held_row"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    import_id: Mapped[int] = mapped_column(Whole, ForeignKey("import_batch.id"), index=True)
    cycle_id: Mapped[int] = mapped_column(Whole, ForeignKey("cycle.id"), index=True)
    row: Mapped[int] = mapped_column(Whole)
    fingerprint: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(String)
    reason: Mapped[str] = mapped_column(String)
    body: Mapped[str] = mapped_column(String)
    settled: Mapped[str | None] = mapped_column(String(12))
    settled_by: Mapped[str | None] = mapped_column(String(40))
    __table_args__ = (
        UniqueConstraint("cycle_id", "fingerprint"),
        CheckConstraint("settled IS NULL OR settled IN ('accepted', 'dropped')", name="settled_known"),
        CheckConstraint(
            "(settled IS NULL AND settled_by IS NULL) OR (settled IS NOT NULL AND settled_by IS NOT NULL)",
            name="settled_by_a_person",
        ),
        STRICT,
    )


class RefundDueRecord(Record):
    """Money owed back to a buyer, with its reason. Paying it is the stage of money."""

    __tablename__ = "refund_due"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    order_id: Mapped[int] = mapped_column(Whole, ForeignKey("orders.id"), index=True)
    amount_fen: Mapped[int] = mapped_column(Whole)
    reason: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Moment)
    command_id: Mapped[str] = mapped_column(String(40), ForeignKey("command.id"))
    __table_args__ = (
        UniqueConstraint("order_id", "command_id"),
        CheckConstraint("amount_fen > 0", name="amount_positive"),
        CheckConstraint("length(trim(reason)) > 0", name="reason_given"),
        STRICT,
    )


class BuyerTagRecord(Record):
    """A tag on a buyer, known by phone (or channel and name where no phone is): 老客, VIP, 易投诉."""

    __tablename__ = "buyer_tag"
    buyer_key: Mapped[str] = mapped_column(String(120))
    tag: Mapped[str] = mapped_column(String(20))
    __table_args__ = (
        PrimaryKeyConstraint("buyer_key", "tag"),
        CheckConstraint("length(trim(tag)) > 0 AND length(trim(buyer_key)) > 0", name="tag_given"),
        STRICT,
    )


class RecurringRecord(Record):
    """An order that places itself whenever a cycle opens, while it is active and (if said) on its weekday."""

    __tablename__ = "recurring_order"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    point_id: Mapped[int] = mapped_column(Whole, ForeignKey("point.id"))
    buyer: Mapped[str] = mapped_column(String(80))
    phone: Mapped[str] = mapped_column(String(40), server_default="")
    note: Mapped[str] = mapped_column(String(500), server_default="")
    delivery_weekday: Mapped[int | None] = mapped_column(Whole)
    active: Mapped[bool] = mapped_column(Flag, server_default="1")
    __table_args__ = (
        flag_check("active"),
        CheckConstraint("delivery_weekday IS NULL OR delivery_weekday BETWEEN 1 AND 7", name="weekday_known"),
        CheckConstraint("length(trim(buyer)) > 0", name="buyer_given"),
        STRICT,
    )


class RecurringLineRecord(Record):
    """One product of a recurring order."""

    __tablename__ = "recurring_line"
    recurring_id: Mapped[int] = mapped_column(Whole, ForeignKey("recurring_order.id"))
    product_id: Mapped[int] = mapped_column(Whole, ForeignKey("product.id"))
    quantity: Mapped[int] = mapped_column(Whole)
    __table_args__ = (
        PrimaryKeyConstraint("recurring_id", "product_id"),
        CheckConstraint(f"quantity BETWEEN 1 AND {LARGEST_QUANTITY}", name="quantity_sane"),
        STRICT,
    )


class ProfileRecord(Record):
    """A saved column profile: how one operator's own file ties to our fields (JSON of exchange.imports)."""

    __tablename__ = "column_profile"
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    body: Mapped[str] = mapped_column(String)
    __table_args__ = (STRICT,)


moves_guard("cycle", "cycle")
moves_guard("orders", "orders")
row_guard("cycle_begins_open", "cycle", "INSERT", "NEW.state NOT IN ('draft', 'open')")

_CLOSED = "SELECT 1 FROM cycle c WHERE c.id = {cycle} AND c.state NOT IN ('open', 'draft')"


def _closed_cycle_guard(name: str, table: str, exempt: str) -> None:
    """An insert into a cycle that is not open is refused, row by row on SQLite, by statement on PostgreSQL.

    PostgreSQL reads the cycle FOR SHARE: a plain foreign key would not wait for a cutoff that is under way
    (154 strays in 6 runs without the lock, none with it).
    """
    lite = (
        f"CREATE TRIGGER {name}_insert BEFORE INSERT ON {table} FOR EACH ROW "
        f"WHEN EXISTS ({_CLOSED.format(cycle='NEW.cycle_id')}) AND NOT ({exempt.format(row='NEW')}) "
        f"BEGIN SELECT RAISE(ABORT, 'guard:{name}'); END"
    )
    body = f"""
    BEGIN
      PERFORM 1 FROM cycle c WHERE c.id IN (SELECT DISTINCT n.cycle_id FROM fresh n) ORDER BY c.id FOR SHARE;
      IF EXISTS (SELECT 1 FROM fresh n JOIN cycle c ON c.id = n.cycle_id
                 WHERE c.state NOT IN ('open', 'draft') AND NOT ({exempt.format(row="n")})) THEN
        RAISE EXCEPTION 'guard:{name}';
      END IF;
      RETURN NULL;
    END"""
    server = (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard${body}$guard$",
        f"CREATE TRIGGER {name} AFTER INSERT ON {table} REFERENCING NEW TABLE AS fresh "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
    )
    declare(Guard(name, table, (lite,), server))


# The lines of an order added after the cut come with it, before its amendment is settled; none come later.
_AMENDED_LINE = (
    "EXISTS (SELECT 1 FROM orders o JOIN amendment a ON a.id = o.amendment_id "
    "WHERE o.id = {row}.order_id AND a.state = 'proposed')"
)
_closed_cycle_guard("order_into_closed_cycle", "orders", "{row}.amendment_id IS NOT NULL")
_closed_cycle_guard("line_into_closed_cycle", "order_line", _AMENDED_LINE)

row_guard(
    "order_keeps_its_cycle",
    "orders",
    "UPDATE OF cycle_id, channel, group_key, external_no, amendment_id",
    "NEW.cycle_id <> OLD.cycle_id OR NEW.channel <> OLD.channel OR NEW.group_key <> OLD.group_key "
    "OR NEW.external_no <> OLD.external_no OR COALESCE(NEW.amendment_id, 0) <> COALESCE(OLD.amendment_id, 0)",
)
_LOCK_CYCLE = "PERFORM 1 FROM cycle c WHERE c.id = OLD.cycle_id FOR SHARE;"
row_guard(
    "frozen_order_stays",
    "orders",
    "UPDATE OF point_id, state, pieces, lines, paid_fen, lines_fen",
    f"(NEW.point_id <> OLD.point_id OR NEW.state <> OLD.state OR NEW.pieces <> OLD.pieces "
    f"OR NEW.lines <> OLD.lines OR NEW.paid_fen <> OLD.paid_fen OR NEW.lines_fen <> OLD.lines_fen) "
    f"AND EXISTS ({_CLOSED.format(cycle='OLD.cycle_id')} AND c.state <> 'failed')",
    lock=_LOCK_CYCLE,
)
row_guard(
    "frozen_line_stays",
    "order_line",
    "UPDATE",
    f"EXISTS ({_CLOSED.format(cycle='OLD.cycle_id')}) OR EXISTS ({_CLOSED.format(cycle='NEW.cycle_id')})",
    lock="PERFORM 1 FROM cycle c WHERE c.id IN (OLD.cycle_id, NEW.cycle_id) ORDER BY c.id FOR SHARE;",
)
row_guard(
    "frozen_line_is_kept",
    "order_line",
    "DELETE",
    f"EXISTS ({_CLOSED.format(cycle='OLD.cycle_id')})",
    lock=_LOCK_CYCLE,
)
row_guard("order_is_never_deleted", "orders", "DELETE", "1 = 1")
row_guard("held_row_is_settled_once", "held_row", "UPDATE", "OLD.settled IS NOT NULL")
row_guard("held_row_is_never_deleted", "held_row", "DELETE", "1 = 1")
row_guard("refund_due_stays", "refund_due", "UPDATE", "1 = 1")
row_guard(
    "refund_due_within_paid",
    "refund_due",
    "INSERT",
    "NEW.amount_fen + COALESCE((SELECT sum(r.amount_fen) FROM refund_due r WHERE r.order_id = NEW.order_id), 0) > "
    "COALESCE((SELECT o.paid_fen - o.refunded_fen FROM orders o WHERE o.id = NEW.order_id), 0)",
)

FIRST_OPEN = text("state = 'open'")
Index(
    "ix_cycle_open",
    CycleRecord.warehouse_id,
    CycleRecord.delivery_day,
    sqlite_where=FIRST_OPEN,
    postgresql_where=FIRST_OPEN,
)
