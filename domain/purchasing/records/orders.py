"""Orders to suppliers with their sums, the ledger of receipts and the ledger of returns; stock follows both ledgers.

What was ordered is changed only while the order is a draft. Next: shortages.py.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.common.columns import Moment, Record, Whole, one_of
from domain.common.guards import row_effect, row_guard
from domain.common.records import STRICT, moves_guard
from domain.purchasing.words import LeftOverTo, PurchaseState


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

    Of a supplementary order only the difference: `from_left_over` is what an earlier order of the cycle leaves over.
    `received`, `refused`, `returned` follow the receipts and returns by triggers. More or less cases than needed
    carry the name of who wanted them.
    """

    __tablename__ = "purchase_line"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    purchase_order_id: Mapped[int] = mapped_column(Whole, ForeignKey("purchase_order.id"))
    product_id: Mapped[int] = mapped_column(Whole, ForeignKey("product.id"))
    demand: Mapped[int] = mapped_column(Whole)
    stock_used: Mapped[int] = mapped_column(Whole, server_default="0")
    from_left_over: Mapped[int] = mapped_column(Whole, server_default="0")
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
        CheckConstraint(
            "demand >= 0 AND stock_used >= 0 AND from_left_over >= 0 AND case_size >= 1 AND cases >= 0",
            name="counts_sane",
        ),
        CheckConstraint("stock_used + from_left_over <= demand", name="takes_no_more_than_wanted"),
        CheckConstraint("ordered = cases * case_size", name="whole_cases"),
        CheckConstraint("left_over = ordered + stock_used + from_left_over - demand", name="left_over_is_shown"),
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

    `weight_g` is what the scale said (empty: not weighed), `temperature_dc` tenths of a degree Celsius. Nothing
    accepted and nothing refused: nothing came, and the reason says so. `undoes_id`: the row takes that one back.
    `source`: hash, sheet row and part of the file it was read from, so that a file is received once.
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
    lot_id: Mapped[int | None] = mapped_column(Whole)
    bin_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("bin.id"))
    weight_g: Mapped[int | None] = mapped_column(Whole)
    temperature_dc: Mapped[int | None] = mapped_column(Whole)
    delivery_note: Mapped[str] = mapped_column(String(40), server_default="")
    undoes_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("receipt_line.id"), unique=True)
    source: Mapped[str | None] = mapped_column(String(80), unique=True)
    __table_args__ = (
        ForeignKeyConstraint(["lot_id", "product_id"], ["lot.id", "lot.product_id"]),
        CheckConstraint(
            "accepted >= 0 AND refused >= 0 AND (accepted + refused > 0 "
            "OR (refuse_reason IS NOT NULL AND length(trim(refuse_reason)) > 0))",
            name="something_came",
        ),
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
    station: Mapped[str] = mapped_column(String(40))
    product_id: Mapped[int] = mapped_column(Whole)
    lot_id: Mapped[int] = mapped_column(Whole)
    bin_id: Mapped[int] = mapped_column(Whole, ForeignKey("bin.id"))
    quantity: Mapped[int] = mapped_column(Whole)
    reason: Mapped[str] = mapped_column(String(200))
    __table_args__ = (
        ForeignKeyConstraint(["lot_id", "product_id"], ["lot.id", "lot.product_id"]),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("length(trim(reason)) > 0", name="reason_given"),
        STRICT,
    )


moves_guard("purchase_order", "purchase_order")

# Orders -----------------------------------------------------------------------------------------------
row_guard("purchase_order_begins_draft", "purchase_order", "INSERT", "NEW.state <> 'draft'")
row_guard("purchase_order_is_never_deleted", "purchase_order", "DELETE", "1 = 1")
row_guard(
    "purchase_order_keeps_its_cycle",
    "purchase_order",
    "UPDATE",
    "NEW.number <> OLD.number OR NEW.cycle_id <> OLD.cycle_id OR COALESCE(NEW.supplier_id, 0) <> "
    "COALESCE(OLD.supplier_id, 0) OR (NEW.snapshot_id <> OLD.snapshot_id AND OLD.state <> 'draft')",
)
row_guard(
    "one_draft_per_supplier",
    "purchase_order",
    "INSERT",
    "EXISTS (SELECT 1 FROM purchase_order o WHERE o.cycle_id = NEW.cycle_id AND o.state = 'draft' "
    "AND COALESCE(o.supplier_id, 0) = COALESCE(NEW.supplier_id, 0))",
)
_DRAFT = "SELECT 1 FROM purchase_order o WHERE o.id = {0}.purchase_order_id AND o.state = 'draft'"
row_guard("purchase_line_into_draft", "purchase_line", "INSERT", f"NOT EXISTS ({_DRAFT.format('NEW')})")
row_guard(
    "purchase_line_begins_empty",
    "purchase_line",
    "INSERT",
    "NEW.received <> 0 OR NEW.refused <> 0 OR NEW.returned <> 0",
)
row_guard("purchase_line_is_kept", "purchase_line", "DELETE", f"NOT EXISTS ({_DRAFT.format('OLD')})")
# What a supplier was told stays as it was said; more is a supplementary order.
row_guard(
    "sent_purchase_line_stays",
    "purchase_line",
    "UPDATE",
    "NEW.id <> OLD.id OR NEW.purchase_order_id <> OLD.purchase_order_id OR NEW.product_id <> OLD.product_id OR ("
    "(NEW.demand <> OLD.demand OR NEW.stock_used <> OLD.stock_used OR NEW.from_left_over <> OLD.from_left_over "
    "OR NEW.case_size <> OLD.case_size OR NEW.cases <> OLD.cases OR COALESCE(NEW.cost_fen, -1) <> "
    f"COALESCE(OLD.cost_fen, -1)) AND NOT EXISTS ({_DRAFT.format('NEW')}))",
)

# Receipts ---------------------------------------------------------------------------------------------
row_guard("receipt_line_stays", "receipt_line", "UPDATE OR DELETE", "1 = 1")
row_guard("supplier_return_stays", "supplier_return", "UPDATE OR DELETE", "1 = 1")
# A cancelled order takes nothing; the order's row is read FOR SHARE, so it cannot be closed meanwhile.
row_guard(
    "receipt_into_a_receiving_order",
    "receipt_line",
    "INSERT",
    "NOT EXISTS (SELECT 1 FROM purchase_line l JOIN purchase_order o ON o.id = l.purchase_order_id "
    "WHERE l.id = NEW.purchase_line_id AND l.product_id = NEW.product_id AND o.state = 'receiving')",
    lock="PERFORM 1 FROM purchase_order o JOIN purchase_line l ON l.purchase_order_id = o.id "
    "WHERE l.id = NEW.purchase_line_id FOR SHARE OF o;",
)
row_guard(
    "receipt_is_taken_back_whole",
    "receipt_line",
    "INSERT",
    "NEW.undoes_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM receipt_line r WHERE r.id = NEW.undoes_id "
    "AND r.undoes_id IS NULL AND r.purchase_line_id = NEW.purchase_line_id AND r.accepted = NEW.accepted "
    "AND r.refused = NEW.refused AND COALESCE(r.lot_id, 0) = COALESCE(NEW.lot_id, 0) "
    "AND COALESCE(r.bin_id, 0) = COALESCE(NEW.bin_id, 0))",
)
row_guard(
    "expired_lot_is_not_received",
    "receipt_line",
    "INSERT",
    "NEW.undoes_id IS NULL AND NEW.accepted > 0 AND EXISTS (SELECT 1 FROM lot l WHERE l.id = NEW.lot_id "
    "AND l.expires_on IS NOT NULL AND l.expires_on < l.received_on)",
)
row_guard(
    "return_is_of_what_came",
    "supplier_return",
    "INSERT",
    "NOT EXISTS (SELECT 1 FROM receipt_line r WHERE r.purchase_line_id = NEW.purchase_line_id "
    "AND r.product_id = NEW.product_id AND r.lot_id = NEW.lot_id AND r.accepted > 0 AND r.undoes_id IS NULL)",
)
_BACK = "(CASE WHEN NEW.undoes_id IS NULL THEN 1 ELSE -1 END)"
row_effect(
    "purchase_line_follows_receipt",
    "receipt_line",
    "INSERT",
    (
        f"UPDATE purchase_line SET received = received + {_BACK} * NEW.accepted, "
        f"refused = refused + {_BACK} * NEW.refused WHERE id = NEW.purchase_line_id",
    ),
)
row_effect(
    "stock_follows_receipt",
    "receipt_line",
    "INSERT",
    (
        "INSERT INTO stock_movement (at, person, station, command_id, kind, product_id, lot_id, from_bin_id, to_bin_id, "
        "quantity, ref) SELECT NEW.at, NEW.person, NEW.station, NEW.command_id, "
        "CASE WHEN NEW.undoes_id IS NULL THEN 'receive' ELSE 'unreceive' END, NEW.product_id, NEW.lot_id, "
        "CASE WHEN NEW.undoes_id IS NULL THEN NULL ELSE NEW.bin_id END, "
        "CASE WHEN NEW.undoes_id IS NULL THEN NEW.bin_id ELSE NULL END, NEW.accepted, 'receipt ' || NEW.id "
        "WHERE NEW.accepted > 0",
    ),
)
row_effect(
    "purchase_line_follows_return",
    "supplier_return",
    "INSERT",
    ("UPDATE purchase_line SET returned = returned + NEW.quantity WHERE id = NEW.purchase_line_id",),
)
row_effect(
    "stock_follows_return",
    "supplier_return",
    "INSERT",
    (
        "INSERT INTO stock_movement (at, person, station, command_id, kind, product_id, lot_id, from_bin_id, to_bin_id, "
        "quantity, reason, ref) SELECT NEW.at, NEW.person, NEW.station, NEW.command_id, 'supplier_return', "
        "NEW.product_id, NEW.lot_id, NEW.bin_id, NULL, NEW.quantity, NEW.reason, 'return ' || NEW.id",
    ),
)
# The counts follow the ledgers: nobody writes them by hand. One row a statement goes into a ledger.
_RECEIVED = (
    "COALESCE((SELECT sum(CASE WHEN r.undoes_id IS NULL THEN r.{0} ELSE -r.{0} END) FROM receipt_line r "
    "WHERE r.purchase_line_id = NEW.id), 0)"
)
row_guard(
    "purchase_line_counts_its_ledgers",
    "purchase_line",
    "UPDATE OF received, refused, returned",
    f"(NEW.received <> OLD.received AND NEW.received <> {_RECEIVED.format('accepted')}) "
    f"OR (NEW.refused <> OLD.refused AND NEW.refused <> {_RECEIVED.format('refused')}) "
    "OR (NEW.returned <> OLD.returned AND NEW.returned <> COALESCE((SELECT sum(t.quantity) FROM supplier_return t "
    "WHERE t.purchase_line_id = NEW.id), 0))",
)
