"""The tables of cutoff: one live snapshot per cycle, its frozen lines, three demands, and the amendments after it.

A building snapshot takes lines; the guard on its way to live proves that lines, purchase, pick and delivery agree.
From then on nothing of it changes. Next: operations.py.
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
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from domain.common.columns import Moment, Record, Whole, one_of
from domain.common.guards import Guard, declare, row_guard
from domain.common.records import STRICT, moves_guard
from domain.cutoff.words import AmendmentKind, AmendmentState, SnapshotState

CLUSTERED = {**STRICT, "sqlite_with_rowid": False}
"""The rows lie in the primary key itself: a snapshot's lines are written and read in one run."""


class SnapshotRecord(Record):
    """The frozen demand of a cycle: who, when, from where, its sums and the hash over its lines.

    The partial unique index decides which of two stations wins a cutoff.
    """

    __tablename__ = "snapshot"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    cycle_id: Mapped[int] = mapped_column(Whole, ForeignKey("cycle.id"))
    version: Mapped[int] = mapped_column(Whole)
    state: Mapped[str] = mapped_column(String(12))
    cut_at: Mapped[datetime] = mapped_column(Moment)
    cut_by: Mapped[str] = mapped_column(String(40))
    station: Mapped[str] = mapped_column(String(40))
    command_id: Mapped[str] = mapped_column(String(40), ForeignKey("command.id"))
    orders: Mapped[int] = mapped_column(Whole, server_default="0")
    lines: Mapped[int] = mapped_column(Whole, server_default="0")
    pieces: Mapped[int] = mapped_column(Whole, server_default="0")
    hash: Mapped[str | None] = mapped_column(String(64))
    locked_at: Mapped[datetime | None] = mapped_column(Moment)
    __table_args__ = (
        UniqueConstraint("cycle_id", "version"),
        UniqueConstraint("id", "cycle_id"),
        Index(
            "uq_snapshot_one_live",
            "cycle_id",
            unique=True,
            sqlite_where=text("state <> 'superseded'"),
            postgresql_where=text("state <> 'superseded'"),
        ),
        one_of("state", SnapshotState),
        CheckConstraint("version >= 1", name="version_counts"),
        CheckConstraint("state = 'building' OR (hash IS NOT NULL AND length(hash) = 64)", name="live_has_hash"),
        CheckConstraint("orders >= 0 AND lines >= 0 AND pieces >= 0", name="sums_not_negative"),
        STRICT,
    )


class SnapshotLineRecord(Record):
    """One frozen order line: product, point, pieces and weight as they were at the cut.

    The guard snapshot_is_whole ties it to the order line; no foreign key does, because a superseded snapshot keeps
    its lines when the reopened cycle's orders change.
    """

    __tablename__ = "snapshot_line"
    snapshot_id: Mapped[int] = mapped_column(Whole)
    line_id: Mapped[int] = mapped_column(Whole)
    order_id: Mapped[int] = mapped_column(Whole)
    cycle_id: Mapped[int] = mapped_column(Whole)
    point_id: Mapped[int] = mapped_column(Whole)
    product_id: Mapped[int] = mapped_column(Whole)
    quantity: Mapped[int] = mapped_column(Whole)
    weight_g: Mapped[int] = mapped_column(Whole)
    volume_ml: Mapped[int] = mapped_column(Whole)
    amount_fen: Mapped[int] = mapped_column(Whole)
    __table_args__ = (
        PrimaryKeyConstraint("snapshot_id", "line_id"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("weight_g >= 0 AND volume_ml >= 0 AND amount_fen >= 0", name="sizes_not_negative"),
        CLUSTERED,
    )


class PurchaseDemandRecord(Record):
    """Pieces to buy per supplier and product (supplier empty: the product has none)."""

    __tablename__ = "purchase_demand"
    snapshot_id: Mapped[int] = mapped_column(Whole, ForeignKey("snapshot.id"))
    product_id: Mapped[int] = mapped_column(Whole, ForeignKey("product.id"))
    supplier_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("supplier.id"))
    quantity: Mapped[int] = mapped_column(Whole)
    weight_g: Mapped[int] = mapped_column(Whole)
    case_size: Mapped[int] = mapped_column(Whole)
    __table_args__ = (
        PrimaryKeyConstraint("snapshot_id", "product_id"),
        CheckConstraint("quantity > 0 AND weight_g >= 0 AND case_size >= 1", name="demand_sane"),
        STRICT,
    )


class PickDemandRecord(Record):
    """Pieces to pick per point and product; per order they stand in snapshot_line.

    Tied like those lines by guards: a row enters a building snapshot, which goes live only when its points and products
    are exactly those of its true lines. Three foreign keys would look up the same 220 rows 12,000 times.
    """

    __tablename__ = "pick_demand"
    snapshot_id: Mapped[int] = mapped_column(Whole)
    point_id: Mapped[int] = mapped_column(Whole)
    product_id: Mapped[int] = mapped_column(Whole)
    quantity: Mapped[int] = mapped_column(Whole)
    weight_g: Mapped[int] = mapped_column(Whole)
    orders: Mapped[int] = mapped_column(Whole)
    __table_args__ = (
        PrimaryKeyConstraint("snapshot_id", "point_id", "product_id"),
        CheckConstraint("quantity > 0 AND weight_g >= 0 AND orders > 0", name="demand_sane"),
        STRICT,
    )


class DeliveryDemandRecord(Record):
    """What goes to a point in all: orders, pieces, weight, volume; the load a route is planned with."""

    __tablename__ = "delivery_demand"
    snapshot_id: Mapped[int] = mapped_column(Whole, ForeignKey("snapshot.id"))
    point_id: Mapped[int] = mapped_column(Whole, ForeignKey("point.id"))
    orders: Mapped[int] = mapped_column(Whole)
    products: Mapped[int] = mapped_column(Whole)
    quantity: Mapped[int] = mapped_column(Whole)
    weight_g: Mapped[int] = mapped_column(Whole)
    volume_ml: Mapped[int] = mapped_column(Whole)
    amount_fen: Mapped[int] = mapped_column(Whole)
    __table_args__ = (
        PrimaryKeyConstraint("snapshot_id", "point_id"),
        CheckConstraint("quantity > 0 AND orders > 0 AND products > 0", name="demand_sane"),
        CheckConstraint("weight_g >= 0 AND volume_ml >= 0 AND amount_fen >= 0", name="load_not_negative"),
        STRICT,
    )


class AmendmentRecord(Record):
    """A word that came after the cut: proposed (the late list), then settled by a person with a reason.

    `body` holds the proposed order as the file said it; `number` counts the accepted ones of a snapshot. `contact` is
    what an accepted one changed besides the goods: JSON [[field, before, after], ...], phones by their tails.
    """

    __tablename__ = "amendment"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    cycle_id: Mapped[int] = mapped_column(Whole, ForeignKey("cycle.id"), index=True)
    snapshot_id: Mapped[int] = mapped_column(Whole)
    number: Mapped[int | None] = mapped_column(Whole)
    kind: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10))
    order_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("orders.id"), index=True)
    channel: Mapped[str] = mapped_column(String(40))
    group_key: Mapped[str] = mapped_column(String(120))
    external_no: Mapped[str] = mapped_column(String(64))
    content_sha: Mapped[str] = mapped_column(String(32))
    body: Mapped[str] = mapped_column(String)
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    proposed_by: Mapped[str] = mapped_column(String(40))
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
    settled_by: Mapped[str | None] = mapped_column(String(40))
    station: Mapped[str | None] = mapped_column(String(40))
    reason: Mapped[str | None] = mapped_column(String(200))
    contact: Mapped[str | None] = mapped_column(String)
    __table_args__ = (
        ForeignKeyConstraint(["snapshot_id", "cycle_id"], ["snapshot.id", "snapshot.cycle_id"]),
        UniqueConstraint("snapshot_id", "number"),
        UniqueConstraint("cycle_id", "channel", "group_key", "external_no", "content_sha"),
        one_of("kind", AmendmentKind),
        one_of("state", AmendmentState),
        CheckConstraint(
            "state = 'proposed' OR (settled_by IS NOT NULL AND settled_at IS NOT NULL AND reason IS NOT NULL "
            "AND length(trim(reason)) > 0 AND station IS NOT NULL)",
            name="settled_with_person_and_reason",
        ),
        CheckConstraint("number IS NULL OR number >= 1", name="number_counts"),
        CheckConstraint("state <> 'accepted' OR number IS NOT NULL", name="accepted_is_numbered"),
        CheckConstraint("state <> 'accepted' OR order_id IS NOT NULL", name="accepted_has_order"),
        CheckConstraint(
            "contact IS NULL OR (state = 'accepted' AND length(contact) > 2)", name="contact_changes_when_accepted"
        ),
        STRICT,
    )


class AmendmentLineRecord(Record):
    """What an accepted amendment does to one product of one order: pieces before and after."""

    __tablename__ = "amendment_line"
    amendment_id: Mapped[int] = mapped_column(Whole, ForeignKey("amendment.id"))
    order_id: Mapped[int] = mapped_column(Whole, ForeignKey("orders.id"), index=True)
    product_id: Mapped[int] = mapped_column(Whole, ForeignKey("product.id"))
    point_id: Mapped[int] = mapped_column(Whole, ForeignKey("point.id"))
    before: Mapped[int] = mapped_column(Whole)
    after: Mapped[int] = mapped_column(Whole)
    __table_args__ = (
        PrimaryKeyConstraint("amendment_id", "order_id", "product_id", "point_id"),
        CheckConstraint("before >= 0 AND after >= 0 AND before <> after", name="changes_something"),
        STRICT,
    )


class PaperCopyRecord(Record):
    """How often a paper of a snapshot was made: the copy number printed on it."""

    __tablename__ = "paper_copy"
    snapshot_id: Mapped[int] = mapped_column(Whole, ForeignKey("snapshot.id"))
    kind: Mapped[str] = mapped_column(String(20))
    copy_no: Mapped[int] = mapped_column(Whole)
    amendments: Mapped[int] = mapped_column(Whole)
    person: Mapped[str] = mapped_column(String(40))
    station: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Moment)
    __table_args__ = (
        PrimaryKeyConstraint("snapshot_id", "kind", "copy_no"),
        CheckConstraint("copy_no >= 1 AND amendments >= 0", name="copy_counts"),
        STRICT,
    )


moves_guard("snapshot", "snapshot")
moves_guard("amendment", "amendment")

row_guard("snapshot_begins_building", "snapshot", "INSERT", "NEW.state <> 'building' OR NEW.locked_at IS NOT NULL")
row_guard(
    "live_snapshot_stays",
    "snapshot",
    "UPDATE",
    "OLD.state <> 'building' AND (NEW.cycle_id <> OLD.cycle_id OR NEW.version <> OLD.version OR "
    "NEW.orders <> OLD.orders OR NEW.lines <> OLD.lines OR NEW.pieces <> OLD.pieces OR "
    "COALESCE(NEW.hash, '') <> COALESCE(OLD.hash, '') OR NEW.cut_by <> OLD.cut_by OR NEW.cut_at <> OLD.cut_at OR "
    "NEW.station <> OLD.station OR NEW.command_id <> OLD.command_id OR "
    "(OLD.locked_at IS NOT NULL AND COALESCE(NEW.locked_at, 0) <> OLD.locked_at))",
)
row_guard(
    "locked_snapshot_is_not_recut",
    "snapshot",
    "UPDATE OF state",
    "NEW.state = 'superseded' AND OLD.locked_at IS NOT NULL",
)
row_guard("snapshot_is_never_deleted", "snapshot", "DELETE", "1 = 1")
row_guard("amendment_begins_proposed", "amendment", "INSERT", "NEW.state <> 'proposed' OR NEW.number IS NOT NULL")
row_guard("settled_amendment_stays", "amendment", "UPDATE", "OLD.state <> 'proposed'")
row_guard("amendment_is_never_deleted", "amendment", "DELETE", "1 = 1")
row_guard(
    "accepted_amendment_counts",
    "amendment",
    "UPDATE OF state",
    "NEW.state = 'accepted' AND (COALESCE(NEW.number, 0) <> 1 + COALESCE((SELECT max(a.number) FROM amendment a "
    "WHERE a.snapshot_id = NEW.snapshot_id), 0) OR NOT EXISTS (SELECT 1 FROM snapshot s WHERE s.id = NEW.snapshot_id "
    "AND s.state = 'live') OR (NEW.contact IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM amendment_line l WHERE l.amendment_id = NEW.id)))",
)
row_guard("amendment_line_stays", "amendment_line", "UPDATE OR DELETE", "1 = 1")
row_guard(
    "amendment_line_before_settling",
    "amendment_line",
    "INSERT",
    "NOT EXISTS (SELECT 1 FROM amendment a JOIN orders o ON o.cycle_id = a.cycle_id "
    "WHERE a.id = NEW.amendment_id AND a.state = 'proposed' AND o.id = NEW.order_id)",
)
_HELD_NOW = """
    COALESCE((SELECT sum(k.quantity) FROM snapshot_line k JOIN snapshot s ON s.id = k.snapshot_id
              WHERE s.state = 'live' AND s.cycle_id = (SELECT o.cycle_id FROM orders o WHERE o.id = NEW.order_id)
              AND k.order_id = NEW.order_id AND k.product_id = NEW.product_id AND k.point_id = NEW.point_id), 0)
    + COALESCE((SELECT sum(l.after - l.before) FROM amendment_line l JOIN amendment a ON a.id = l.amendment_id
                JOIN snapshot s ON s.id = a.snapshot_id WHERE a.state = 'accepted' AND s.state = 'live'
                AND l.order_id = NEW.order_id AND l.product_id = NEW.product_id AND l.point_id = NEW.point_id), 0)
"""
row_guard("amendment_line_starts_from_what_is", "amendment_line", "INSERT", f"NEW.before <> {_HELD_NOW}")
row_guard(
    "cancelled_order_is_not_amended",
    "amendment",
    "UPDATE OF state",
    "NEW.state = 'accepted' AND EXISTS (SELECT 1 FROM orders o WHERE o.id = NEW.order_id AND o.state = 'cancelled')",
)
row_guard("paper_copy_stays", "paper_copy", "UPDATE OR DELETE", "1 = 1")

FROZEN_TABLES = ("snapshot_line", "purchase_demand", "pick_demand", "delivery_demand")
for _table in FROZEN_TABLES:
    row_guard(f"frozen_{_table}_stays", _table, "UPDATE OR DELETE", "1 = 1")


def _only_while_building(table: str) -> None:
    """Rows enter a snapshot only while it is built: checked by statement on PostgreSQL, by row on SQLite."""
    name = f"{table}_while_building"
    lite = (
        f"CREATE TRIGGER {name}_insert BEFORE INSERT ON {table} FOR EACH ROW WHEN "
        "NOT EXISTS (SELECT 1 FROM snapshot s WHERE s.id = NEW.snapshot_id AND s.state = 'building') "
        f"BEGIN SELECT RAISE(ABORT, 'guard:{name}'); END"
    )
    body = f"""
    BEGIN
      IF EXISTS (SELECT 1 FROM fresh n
                 WHERE n.snapshot_id NOT IN (SELECT s.id FROM snapshot s WHERE s.state = 'building')) THEN
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


for _table in FROZEN_TABLES:
    _only_while_building(_table)


def _differ(one: str, other: str, columns: str) -> str:
    """A query with a row for each group of `columns` whose pieces or grams differ in the two tables, or stand in one.

    What one table adds the other takes away: no join, for which PostgreSQL would have to guess how large tables are
    that were filled a moment ago.
    """
    return (
        f"SELECT 1 FROM (SELECT {columns}, quantity, weight_g FROM {one} WHERE snapshot_id = NEW.id UNION ALL "
        f"SELECT {columns}, -quantity, -weight_g FROM {other} WHERE snapshot_id = NEW.id) both_of_them "
        f"GROUP BY {columns} HAVING sum(quantity) <> 0 OR sum(weight_g) <> 0"
    )


_LINES_DIFFER = _differ("snapshot_line", "pick_demand", "point_id, product_id")
_PRODUCTS_DIFFER = _differ("pick_demand", "purchase_demand", "product_id")
_POINTS_DIFFER = _differ("pick_demand", "delivery_demand", "point_id")
# The total of the others follows: they do not differ from the picks in any group.
_TOTAL_DIFFERS = "COALESCE((SELECT sum(quantity) FROM pick_demand WHERE snapshot_id = NEW.id), 0) <> NEW.pieces"

row_guard(
    "demands_agree",
    "snapshot",
    "UPDATE OF state",
    f"OLD.state = 'building' AND NEW.state = 'live' AND ({_TOTAL_DIFFERS} OR EXISTS ({_LINES_DIFFER}) "
    f"OR EXISTS ({_PRODUCTS_DIFFER}) OR EXISTS ({_POINTS_DIFFER}))",
)
# t.n lines ought to be frozen, t.k of them are, just as they stand, and l.n are in all: so none is missing,
# none is altered and none is anybody else's. Joined by the keys alone, so that PostgreSQL hashes each table once;
# with every condition in the join it would believe in one row and search the table for each.
_IS_WHOLE = """
    SELECT 1 FROM
      (SELECT count(*) AS n, sum(CASE WHEN k.order_id = x.order_id AND k.cycle_id = x.cycle_id
         AND k.point_id = o.point_id AND k.product_id = x.product_id AND k.quantity = x.quantity - x.cancelled_quantity
         AND k.amount_fen = x.amount_fen AND o.state = 'confirmed' THEN 1 ELSE 0 END) AS k
       FROM orders o JOIN order_line x ON x.order_id = o.id
       LEFT JOIN snapshot_line k ON k.snapshot_id = NEW.id AND k.line_id = x.id
       WHERE o.cycle_id = NEW.cycle_id AND o.state <> 'cancelled' AND x.quantity <> x.cancelled_quantity) t,
      (SELECT count(*) AS n FROM snapshot_line WHERE snapshot_id = NEW.id) l,
      (SELECT sum(orders) AS n FROM delivery_demand WHERE snapshot_id = NEW.id) d,
      (SELECT state FROM cycle WHERE id = NEW.cycle_id) c
    WHERE c.state = 'cutting' AND t.n = NEW.lines AND t.k = NEW.lines AND l.n = NEW.lines AND d.n = NEW.orders
"""
row_guard(
    "snapshot_is_whole",
    "snapshot",
    "UPDATE OF state",
    f"OLD.state = 'building' AND NEW.state = 'live' AND NOT EXISTS ({_IS_WHOLE})",
)
row_guard(
    "cut_cycle_has_live_snapshot",
    "cycle",
    "UPDATE OF state",
    "NEW.state = 'cut' AND OLD.state = 'cutting' AND "
    "NOT EXISTS (SELECT 1 FROM snapshot s WHERE s.cycle_id = NEW.id AND s.state = 'live')",
)
row_guard(
    "recut_supersedes_first",
    "cycle",
    "UPDATE OF state",
    "NEW.state = 'open' AND OLD.state = 'cut' AND "
    "EXISTS (SELECT 1 FROM snapshot s WHERE s.cycle_id = NEW.id AND s.state <> 'superseded')",
)
row_guard(
    "amended_order_is_accepted",
    "orders",
    "INSERT",
    "NEW.amendment_id IS NOT NULL AND NOT EXISTS "
    "(SELECT 1 FROM amendment a WHERE a.id = NEW.amendment_id AND a.cycle_id = NEW.cycle_id AND a.kind = 'new' "
    "AND a.state = 'proposed')",
)
