"""The tables of purchasing: orders per supplier with the sum shown, receipts against them, returns, shortages shared.

A buyer's line is a product of an order at its point: (order_id, product_id), amendments included. Next: operations.py.
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
from domain.common.guards import row_effect, row_guard
from domain.common.records import STRICT, moves_guard
from domain.purchasing.words import LeftOverTo, PurchaseState, ShortageRule, ShortageState


class PurchaseOrderRecord(Record):
    """What is bought of one supplier (empty: the products have none) for one cycle."""

    __tablename__ = "purchase_order"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    cycle_id: Mapped[int] = mapped_column(Whole)
    snapshot_id: Mapped[int] = mapped_column(Whole)
    supplier_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("supplier.id"))
    amendments: Mapped[int] = mapped_column(Whole, server_default="0")
    state: Mapped[str] = mapped_column(String(12))
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by: Mapped[str] = mapped_column(String(40))
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    sent_how: Mapped[str | None] = mapped_column(String(12))
    version: Mapped[int] = mapped_column(Whole, server_default="1")
    __table_args__ = (
        ForeignKeyConstraint(["snapshot_id", "cycle_id"], ["snapshot.id", "snapshot.cycle_id"]),
        Index("ix_purchase_order_cycle", "cycle_id", "supplier_id"),
        one_of("state", PurchaseState),
        CheckConstraint("amendments >= 0", name="amendments_counted"),
        CheckConstraint("sent_how IS NULL OR sent_how IN ('pdf', 'xlsx', 'text')", name="sent_how_known"),
        STRICT,
    )


class PurchaseLineRecord(Record):
    """One product bought: ordered = cases x case size >= demand - stock used; what is left over, and who gets it.

    `received`, `refused`, `returned` follow the receipts and returns by triggers. More cases than needed
    carry the name of who wanted them.
    """

    __tablename__ = "purchase_line"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    purchase_order_id: Mapped[int] = mapped_column(Whole, ForeignKey("purchase_order.id"))
    product_id: Mapped[int] = mapped_column(Whole, ForeignKey("product.id"))
    demand: Mapped[int] = mapped_column(Whole)
    stock_used: Mapped[int] = mapped_column(Whole, server_default="0")
    case_size: Mapped[int] = mapped_column(Whole)
    cases: Mapped[int] = mapped_column(Whole)
    ordered: Mapped[int] = mapped_column(Whole)
    left_over: Mapped[int] = mapped_column(Whole)
    left_over_to: Mapped[str] = mapped_column(String(12), server_default=LeftOverTo.STOCK.value)
    changed_by: Mapped[str | None] = mapped_column(String(40))
    cost_fen: Mapped[int | None] = mapped_column(Whole)
    received: Mapped[int] = mapped_column(Whole, server_default="0")
    refused: Mapped[int] = mapped_column(Whole, server_default="0")
    returned: Mapped[int] = mapped_column(Whole, server_default="0")
    over_allowed: Mapped[int] = mapped_column(Whole, server_default="0")
    over_by: Mapped[str | None] = mapped_column(String(40))
    version: Mapped[int] = mapped_column(Whole, server_default="1")
    __table_args__ = (
        UniqueConstraint("purchase_order_id", "product_id"),
        one_of("left_over_to", LeftOverTo),
        CheckConstraint("demand >= 0 AND stock_used >= 0 AND case_size >= 1 AND cases >= 0", name="counts_sane"),
        CheckConstraint("ordered = cases * case_size", name="whole_cases"),
        CheckConstraint("left_over = ordered + stock_used - demand", name="left_over_is_shown"),
        CheckConstraint(
            "(left_over >= 0 AND (left_over < case_size OR cases = 0)) OR changed_by IS NOT NULL", name="smallest_cases"
        ),
        CheckConstraint("received >= 0 AND refused >= 0 AND returned BETWEEN 0 AND received", name="received_sane"),
        CheckConstraint("received <= ordered + over_allowed", name="not_more_than_ordered"),
        CheckConstraint("over_allowed = 0 OR (over_allowed > 0 AND over_by IS NOT NULL)", name="over_has_a_name"),
        CheckConstraint("cost_fen IS NULL OR cost_fen >= 0", name="cost_not_negative"),
        STRICT,
    )


class ReceiptLineRecord(Record):
    """Goods that stood at the door: accepted into a bin as a lot, or refused with a reason. Never changed.

    `weight_g` is what the scale said (empty: not weighed), `temperature_dc` tenths of a degree Celsius.
    """

    __tablename__ = "receipt_line"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    purchase_line_id: Mapped[int] = mapped_column(Whole, ForeignKey("purchase_line.id"), index=True)
    product_id: Mapped[int] = mapped_column(Whole, ForeignKey("product.id"))
    command_id: Mapped[str] = mapped_column(String(40), ForeignKey("command.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    person: Mapped[str] = mapped_column(String(40))
    station: Mapped[str] = mapped_column(String(40))
    accepted: Mapped[int] = mapped_column(Whole)
    refused: Mapped[int] = mapped_column(Whole)
    refuse_reason: Mapped[str | None] = mapped_column(String(200))
    lot_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("lot.id"))
    bin_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("bin.id"))
    weight_g: Mapped[int | None] = mapped_column(Whole)
    temperature_dc: Mapped[int | None] = mapped_column(Whole)
    delivery_note: Mapped[str] = mapped_column(String(40), server_default="")
    __table_args__ = (
        CheckConstraint("accepted >= 0 AND refused >= 0 AND accepted + refused > 0", name="something_came"),
        CheckConstraint("accepted = 0 OR (lot_id IS NOT NULL AND bin_id IS NOT NULL)", name="accepted_lies_somewhere"),
        CheckConstraint(
            "refused = 0 OR (refuse_reason IS NOT NULL AND length(trim(refuse_reason)) > 0)", name="refused_has_reason"
        ),
        CheckConstraint("weight_g IS NULL OR weight_g > 0", name="weight_positive"),
        CheckConstraint("temperature_dc IS NULL OR temperature_dc BETWEEN -500 AND 600", name="temperature_sane"),
        STRICT,
    )


class SupplierReturnRecord(Record):
    """Goods that went back to the supplier after they had been accepted. Never changed."""

    __tablename__ = "supplier_return"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    purchase_line_id: Mapped[int] = mapped_column(Whole, ForeignKey("purchase_line.id"), index=True)
    command_id: Mapped[str] = mapped_column(String(40), ForeignKey("command.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    person: Mapped[str] = mapped_column(String(40))
    lot_id: Mapped[int] = mapped_column(Whole, ForeignKey("lot.id"))
    quantity: Mapped[int] = mapped_column(Whole)
    reason: Mapped[str] = mapped_column(String(200))
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("length(trim(reason)) > 0", name="reason_given"),
        STRICT,
    )


class ShortageRecord(Record):
    """A shortage of one product, shared: wanted, available, short, by which rule; `hash` over all its shares."""

    __tablename__ = "shortage"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    snapshot_id: Mapped[int] = mapped_column(Whole, ForeignKey("snapshot.id"))
    product_id: Mapped[int] = mapped_column(Whole, ForeignKey("product.id"))
    version: Mapped[int] = mapped_column(Whole)
    state: Mapped[str] = mapped_column(String(12))
    rule: Mapped[str] = mapped_column(String(12))
    tags: Mapped[str] = mapped_column(String(200), server_default="")
    wanted: Mapped[int] = mapped_column(Whole)
    available: Mapped[int] = mapped_column(Whole)
    given: Mapped[int] = mapped_column(Whole)
    lines: Mapped[int] = mapped_column(Whole)
    hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Moment)
    person: Mapped[str] = mapped_column(String(40))
    command_id: Mapped[str] = mapped_column(String(40), ForeignKey("command.id"))
    __table_args__ = (
        UniqueConstraint("snapshot_id", "product_id", "version"),
        Index(
            "uq_shortage_one_live",
            "snapshot_id",
            "product_id",
            unique=True,
            sqlite_where=text("state = 'live'"),
            postgresql_where=text("state = 'live'"),
        ),
        one_of("rule", ShortageRule),
        one_of("state", ShortageState),
        CheckConstraint("length(hash) = 64", name="hash_whole"),
        CheckConstraint("available >= 0 AND given BETWEEN 0 AND available AND given < wanted", name="given_is_there"),
        STRICT,
    )


class ShortageShareRecord(Record):
    """What one buyer's line gets of a short product. All lines of the product stand here, so it can be recomputed."""

    __tablename__ = "shortage_share"
    shortage_id: Mapped[int] = mapped_column(Whole, ForeignKey("shortage.id"))
    order_id: Mapped[int] = mapped_column(Whole)
    point_id: Mapped[int] = mapped_column(Whole)
    wanted: Mapped[int] = mapped_column(Whole)
    given: Mapped[int] = mapped_column(Whole)
    __table_args__ = (
        PrimaryKeyConstraint("shortage_id", "order_id"),
        CheckConstraint("wanted > 0 AND given BETWEEN 0 AND wanted", name="given_within_wanted"),
        {**STRICT, "sqlite_with_rowid": False},
    )


moves_guard("purchase_order", "purchase_order")
moves_guard("shortage", "shortage")
row_guard("receipt_line_stays", "receipt_line", "UPDATE OR DELETE", "1 = 1")
row_guard("supplier_return_stays", "supplier_return", "UPDATE OR DELETE", "1 = 1")
row_guard("shortage_share_stays", "shortage_share", "UPDATE OR DELETE", "1 = 1")
row_guard("shortage_is_never_deleted", "shortage", "DELETE", "1 = 1")
row_effect(
    "purchase_line_follows_receipt",
    "receipt_line",
    "INSERT",
    (
        "UPDATE purchase_line SET received = received + NEW.accepted, refused = refused + NEW.refused "
        "WHERE id = NEW.purchase_line_id",
    ),
)
row_effect(
    "purchase_line_follows_return",
    "supplier_return",
    "INSERT",
    ("UPDATE purchase_line SET returned = returned + NEW.quantity WHERE id = NEW.purchase_line_id",),
)
