"""The tables of stock. The ledger of movements is the truth; levels follow it by a trigger and never go below nothing.

Quantities are whole sale units. Allocation takes from a level what a cycle will pick. Next: operations.py.
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
)
from sqlalchemy.orm import Mapped, mapped_column

from domain.catalogue.words import TemperatureZone
from domain.common.columns import Flag, Moment, Record, Whole, flag_check, one_of
from domain.common.guards import row_effect, row_guard
from domain.common.records import STRICT
from domain.stock.words import INTO, OUT_OF, WITH_REASON, BinKind, MovementKind, TurnoverClass


class BinRecord(Record):
    """A place in a warehouse: its zone, where it stands (cm from the packing table), what it carries, its walking order."""

    __tablename__ = "bin"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    warehouse_id: Mapped[int] = mapped_column(Whole, ForeignKey("warehouse.id"), server_default="1")
    code: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(12), server_default=BinKind.SHELF.value)
    zone: Mapped[str] = mapped_column(String(10), server_default=TemperatureZone.AMBIENT.value)
    walk_order: Mapped[int] = mapped_column(Whole)
    x_cm: Mapped[int] = mapped_column(Whole, server_default="0")
    y_cm: Mapped[int] = mapped_column(Whole, server_default="0")
    level: Mapped[int] = mapped_column(Whole, server_default="1")
    max_weight_g: Mapped[int] = mapped_column(Whole, server_default="500000")
    max_volume_ml: Mapped[int] = mapped_column(Whole, server_default="1000000")
    active: Mapped[bool] = mapped_column(Flag, server_default="1")
    version: Mapped[int] = mapped_column(Whole, server_default="1")
    __table_args__ = (
        UniqueConstraint("code"),  # a scanned code names one bin of the company
        one_of("kind", BinKind),
        one_of("zone", TemperatureZone),
        flag_check("active"),
        CheckConstraint("length(trim(code)) > 0", name="code_given"),
        CheckConstraint("level >= 1 AND walk_order >= 0", name="order_counts"),
        CheckConstraint("max_weight_g > 0 AND max_volume_ml > 0", name="limits_positive"),
        STRICT,
    )


class SlotRecord(Record):
    """The shelf a product is picked from: one per warehouse and product; a shelf may hold several products."""

    __tablename__ = "slot"
    warehouse_id: Mapped[int] = mapped_column(Whole, ForeignKey("warehouse.id"))
    product_id: Mapped[int] = mapped_column(Whole, ForeignKey("product.id"))
    bin_id: Mapped[int] = mapped_column(Whole, ForeignKey("bin.id"), index=True)
    turnover: Mapped[str] = mapped_column(String(1), server_default=TurnoverClass.C.value)
    version: Mapped[int] = mapped_column(Whole, server_default="1")
    __table_args__ = (PrimaryKeyConstraint("warehouse_id", "product_id"), one_of("turnover", TurnoverClass), STRICT)


class ThresholdRecord(Record):
    """Below how many free pieces a product of a warehouse is low."""

    __tablename__ = "stock_threshold"
    warehouse_id: Mapped[int] = mapped_column(Whole, ForeignKey("warehouse.id"))
    product_id: Mapped[int] = mapped_column(Whole, ForeignKey("product.id"))
    pieces: Mapped[int] = mapped_column(Whole)
    __table_args__ = (
        PrimaryKeyConstraint("warehouse_id", "product_id"),
        CheckConstraint("pieces > 0", name="pieces_positive"),
        STRICT,
    )


class LotRecord(Record):
    """Goods of one product that came together: the supplier's lot code (or ours), best before, day received."""

    __tablename__ = "lot"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    product_id: Mapped[int] = mapped_column(Whole, ForeignKey("product.id"))
    code: Mapped[str] = mapped_column(String(40))
    supplier_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("supplier.id"))
    expires_on: Mapped[date | None] = mapped_column(Date)
    received_on: Mapped[date] = mapped_column(Date)
    __table_args__ = (
        UniqueConstraint("product_id", "code"),
        UniqueConstraint("id", "product_id"),
        CheckConstraint("length(trim(code)) > 0", name="code_given"),
        STRICT,
    )


class MovementRecord(Record):
    """The ledger: so many pieces of a lot out of a bin and into another (empty: from or to outside). Never changed.

    `undoes_id`: the movement that this one takes back, each once.
    """

    __tablename__ = "stock_movement"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(Moment)
    person: Mapped[str] = mapped_column(String(40))
    station: Mapped[str] = mapped_column(String(40))
    command_id: Mapped[str] = mapped_column(String(40), ForeignKey("command.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    product_id: Mapped[int] = mapped_column(Whole)
    lot_id: Mapped[int] = mapped_column(Whole, index=True)
    from_bin_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("bin.id"))
    to_bin_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("bin.id"))
    quantity: Mapped[int] = mapped_column(Whole)
    reason: Mapped[str | None] = mapped_column(String(200))
    ref: Mapped[str] = mapped_column(String(60), server_default="")
    undoes_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("stock_movement.id"), unique=True)
    __table_args__ = (
        ForeignKeyConstraint(["lot_id", "product_id"], ["lot.id", "lot.product_id"]),
        Index("ix_stock_movement_product", "product_id", "id"),
        one_of("kind", MovementKind),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint(
            "(kind IN ({into}) AND from_bin_id IS NULL AND to_bin_id IS NOT NULL) OR "
            "(kind IN ({out}) AND from_bin_id IS NOT NULL AND to_bin_id IS NULL) OR "
            "(kind = 'move' AND from_bin_id IS NOT NULL AND to_bin_id IS NOT NULL AND from_bin_id <> to_bin_id)".format(
                into=", ".join(f"'{kind.value}'" for kind in sorted(INTO)),
                out=", ".join(f"'{kind.value}'" for kind in sorted(OUT_OF)),
            ),
            name="goes_the_way_of_its_kind",
        ),
        CheckConstraint(
            "kind NOT IN ({}) OR (reason IS NOT NULL AND length(trim(reason)) > 0)".format(
                ", ".join(f"'{kind.value}'" for kind in sorted(WITH_REASON))
            ),
            name="explained",
        ),
        CheckConstraint(
            "undoes_id IS NULL OR (reason IS NOT NULL AND length(trim(reason)) > 0)", name="undo_is_explained"
        ),
        STRICT,
    )


class LevelRecord(Record):
    """Pieces of a lot in a bin, and how many of them a cycle has allocated. Follows the ledger and the allocations."""

    __tablename__ = "stock_level"
    bin_id: Mapped[int] = mapped_column(Whole, ForeignKey("bin.id"))
    lot_id: Mapped[int] = mapped_column(Whole)
    product_id: Mapped[int] = mapped_column(Whole, index=True)
    quantity: Mapped[int] = mapped_column(Whole, server_default="0")
    allocated: Mapped[int] = mapped_column(Whole, server_default="0")
    __table_args__ = (
        PrimaryKeyConstraint("bin_id", "lot_id"),
        ForeignKeyConstraint(["lot_id", "product_id"], ["lot.id", "lot.product_id"]),
        CheckConstraint("quantity >= 0", name="never_negative"),
        # Less than nothing is the other rule's to tell: PostgreSQL would name this one first.
        CheckConstraint("allocated >= 0 AND (allocated <= quantity OR quantity < 0)", name="allocated_within_quantity"),
        STRICT,
    )


class AllocationRecord(Record):
    """Pieces of a level promised to a cycle, and how many of them were picked. First expired first out decided which."""

    __tablename__ = "allocation"
    cycle_id: Mapped[int] = mapped_column(Whole, ForeignKey("cycle.id"))
    product_id: Mapped[int] = mapped_column(Whole, ForeignKey("product.id"))
    lot_id: Mapped[int] = mapped_column(Whole)
    bin_id: Mapped[int] = mapped_column(Whole)
    quantity: Mapped[int] = mapped_column(Whole)
    taken: Mapped[int] = mapped_column(Whole, server_default="0")
    __table_args__ = (
        PrimaryKeyConstraint("cycle_id", "product_id", "lot_id", "bin_id"),
        ForeignKeyConstraint(["bin_id", "lot_id"], ["stock_level.bin_id", "stock_level.lot_id"]),
        ForeignKeyConstraint(["lot_id", "product_id"], ["lot.id", "lot.product_id"]),
        CheckConstraint("quantity >= 0 AND taken >= 0 AND taken <= quantity", name="taken_within_quantity"),
        STRICT,
    )


row_guard("movement_stays", "stock_movement", "UPDATE OR DELETE", "1 = 1")
row_guard(
    "stock_is_never_negative",
    "stock_movement",
    "INSERT",
    "NEW.from_bin_id IS NOT NULL AND NEW.quantity > COALESCE((SELECT s.quantity FROM stock_level s "
    "WHERE s.bin_id = NEW.from_bin_id AND s.lot_id = NEW.lot_id), 0)",
)
row_effect(
    "level_follows_movement",
    "stock_movement",
    "INSERT",
    (
        "UPDATE stock_level SET quantity = quantity - NEW.quantity "
        "WHERE bin_id = NEW.from_bin_id AND lot_id = NEW.lot_id",
        "INSERT INTO stock_level (bin_id, lot_id, product_id, quantity) "
        "SELECT NEW.to_bin_id, NEW.lot_id, NEW.product_id, NEW.quantity WHERE NEW.to_bin_id IS NOT NULL "
        "ON CONFLICT (bin_id, lot_id) DO UPDATE SET quantity = stock_level.quantity + excluded.quantity",
    ),
)
row_effect(
    "level_follows_new_allocation",
    "allocation",
    "INSERT",
    (
        "UPDATE stock_level SET allocated = allocated + NEW.quantity - NEW.taken "
        "WHERE bin_id = NEW.bin_id AND lot_id = NEW.lot_id",
    ),
)
row_effect(
    "level_follows_allocation",
    "allocation",
    "UPDATE",
    (
        "UPDATE stock_level SET allocated = allocated + NEW.quantity - NEW.taken - OLD.quantity + OLD.taken "
        "WHERE bin_id = NEW.bin_id AND lot_id = NEW.lot_id",
    ),
)
row_guard(
    "allocation_keeps_its_place",
    "allocation",
    "UPDATE",
    "NEW.cycle_id <> OLD.cycle_id OR NEW.product_id <> OLD.product_id OR NEW.lot_id <> OLD.lot_id "
    "OR NEW.bin_id <> OLD.bin_id",
)
row_guard("allocation_is_never_deleted", "allocation", "DELETE", "1 = 1")
row_guard(
    "lot_stays_what_it_is",
    "lot",
    "UPDATE",
    "NEW.product_id <> OLD.product_id OR NEW.code <> OLD.code OR NEW.received_on <> OLD.received_on",
)
row_guard("lot_is_never_deleted", "lot", "DELETE", "1 = 1")
row_guard(
    "goods_into_a_bin_in_use",
    "stock_movement",
    "INSERT",
    "NEW.to_bin_id IS NOT NULL AND EXISTS (SELECT 1 FROM bin b WHERE b.id = NEW.to_bin_id AND b.active = 0)",
    lock="PERFORM 1 FROM bin b WHERE b.id = NEW.to_bin_id FOR SHARE;",
)
row_guard(
    "retired_bin_is_empty",
    "bin",
    "UPDATE",
    "NEW.active = 0 AND OLD.active = 1 AND EXISTS (SELECT 1 FROM stock_level s WHERE s.bin_id = NEW.id AND s.quantity > 0)",
)
row_guard("bin_is_never_deleted", "bin", "DELETE", "1 = 1")
row_guard(
    "undo_goes_the_way_back",
    "stock_movement",
    "INSERT",
    "NEW.undoes_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM stock_movement m WHERE m.id = NEW.undoes_id "
    "AND m.undoes_id IS NULL AND m.lot_id = NEW.lot_id AND m.quantity = NEW.quantity "
    "AND COALESCE(m.from_bin_id, 0) = COALESCE(NEW.to_bin_id, 0) "
    "AND COALESCE(m.to_bin_id, 0) = COALESCE(NEW.from_bin_id, 0) "
    "AND m.kind NOT IN ('receive', 'pick', 'unpick', 'supplier_return'))",
)
# A product is picked from a shelf of its own zone and warehouse, whoever writes it down.
row_guard(
    "slot_is_a_fitting_shelf",
    "slot",
    "INSERT OR UPDATE",
    "NOT EXISTS (SELECT 1 FROM bin b, product p WHERE b.id = NEW.bin_id AND p.id = NEW.product_id "
    "AND b.warehouse_id = NEW.warehouse_id AND b.kind = 'shelf' AND b.active = 1 AND b.zone = p.zone)",
)
# Where a bin is no fitting shelf any more, or a product has another zone, its shelf is to be chosen anew.
row_effect(
    "slot_follows_its_bin",
    "bin",
    "UPDATE",
    (
        "DELETE FROM slot WHERE bin_id = NEW.id AND (NEW.active = 0 OR NEW.kind <> 'shelf' OR NEW.zone <> OLD.zone "
        "OR NEW.warehouse_id <> OLD.warehouse_id)",
    ),
)
row_effect(
    "slot_follows_its_product",
    "product",
    "UPDATE",
    ("DELETE FROM slot WHERE product_id = NEW.id AND NEW.zone <> OLD.zone",),
)
