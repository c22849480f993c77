"""Orders to suppliers as screens and papers show them: heads, lines with their sums, and the sheet a supplier gets.

Next: shortages.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from domain.catalogue.records import ProductRecord, SupplierRecord
from domain.catalogue.words import NO_SUPPLIER
from domain.common.errors import NotFound
from domain.common.lookups import table_of
from domain.cutoff.queries.books import first_barcodes
from domain.cutoff.words import PurchaseRow, PurchaseSheet
from domain.ordering.queries import cycle_id
from domain.ordering.records import CycleRecord
from domain.purchasing.records import PurchaseLineRecord, PurchaseOrderRecord

LINE, ORDER = PurchaseLineRecord, PurchaseOrderRecord


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order: who sells, how far it is, and its sums in pieces; `cost_fen` None where a product's cost is unknown."""

    id: int
    number: str
    cycle: str
    delivery: date
    supplier: str
    contact: str
    phone: str
    state: str
    amendments: int
    made_at: datetime
    made_by: str
    sent_at: datetime | None
    sent_how: str | None
    lines: int
    cases: int
    ordered: int
    received: int
    refused: int
    cost_fen: int | None
    version: int

    @property
    def remaining(self) -> int:
        """Pieces still to come."""
        return max(0, self.ordered - self.received)


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One product of an order with the sum it comes from, and what became of it. Pieces are whole sale units."""

    id: int
    product_id: int
    code: str
    barcode: str
    product: str
    spec: str
    category: str
    unit: str
    zone: str
    weighed: bool
    weight_g: int
    tolerance_permille: int
    shelf_life_days: int | None
    demand: int
    stock_used: int
    from_left_over: int
    case_size: int
    cases: int
    ordered: int
    left_over: int
    left_over_to: str
    changed_by: str | None
    cost_fen: int | None
    received: int
    refused: int
    returned: int
    over_allowed: int
    over_by: str | None
    version: int

    @property
    def remaining(self) -> int:
        """Pieces still to come."""
        return max(0, self.ordered - self.received)


@dataclass(frozen=True, slots=True)
class OrderDetail:
    """An order with its lines, in the order of papers."""

    head: OrderRow
    lines: tuple[OrderLine, ...]


def purchase_orders(connection: Connection, code: str) -> tuple[OrderRow, ...]:
    """The orders of a cycle, as they were made, cancelled ones too. Raises NotFound."""
    rows = connection.execute(_heads().where(ORDER.cycle_id == cycle_id(connection, code)).order_by(ORDER.id))
    return tuple(_head(row) for row in rows)


def purchase_order(connection: Connection, order_id: int) -> OrderDetail:
    """One order with its lines. Raises NotFound."""
    row = connection.execute(_heads().where(ORDER.id == order_id)).one_or_none()
    if row is None:
        raise NotFound("purchase order", str(order_id))
    return OrderDetail(_head(row), _lines(connection, order_id))


def _heads() -> Select[Any]:
    sums = (
        select(
            LINE.purchase_order_id,
            func.count().label("lines"),
            *(func.sum(column).label(column.key) for column in (LINE.cases, LINE.ordered, LINE.received, LINE.refused)),
            func.sum(LINE.cost_fen * LINE.ordered).label("cost"),
            func.count(LINE.cost_fen).label("priced"),
        )
        .group_by(LINE.purchase_order_id)
        .subquery()
    )
    supplier = (SupplierRecord.name.label("supplier"), SupplierRecord.contact, SupplierRecord.phone)
    return (
        select(table_of(ORDER), CycleRecord.code, CycleRecord.delivery_day, *supplier, *(c for c in sums.c if c.name != "purchase_order_id"))
        .join(CycleRecord, CycleRecord.id == ORDER.cycle_id)
        .outerjoin(SupplierRecord, SupplierRecord.id == ORDER.supplier_id)
        .outerjoin(sums, sums.c.purchase_order_id == ORDER.id)
    )  # fmt: skip


def _head(row: Any) -> OrderRow:
    lines = int(row.lines or 0)
    return OrderRow(
        id=row.id,
        number=row.number,
        cycle=row.code,
        delivery=row.delivery_day,
        supplier=row.supplier or NO_SUPPLIER,
        contact=row.contact or "",
        phone=row.phone or "",
        state=row.state,
        amendments=row.amendments,
        made_at=row.made_at,
        made_by=row.made_by,
        sent_at=row.sent_at,
        sent_how=row.sent_how,
        lines=lines,
        cases=int(row.cases or 0),
        ordered=int(row.ordered or 0),
        received=int(row.received or 0),
        refused=int(row.refused or 0),
        cost_fen=int(row.cost or 0) if row.priced == lines else None,
        version=row.version,
    )


_OF_PRODUCT = ("code", "spec", "category", "zone", "weight_g", "tolerance_permille", "shelf_life_days")
_OF_LINE = (
    *("id", "product_id", "demand", "stock_used", "from_left_over", "case_size", "cases", "ordered", "left_over"),
    *(
        "left_over_to",
        "changed_by",
        "cost_fen",
        "received",
        "refused",
        "returned",
        "over_allowed",
        "over_by",
        "version",
    ),
)


def _lines(connection: Connection, order_id: int) -> tuple[OrderLine, ...]:
    product = ProductRecord
    named = (product.name.label("product"), product.sale_unit.label("unit"), product.weighed)
    query = (
        select(*(getattr(LINE, name) for name in _OF_LINE), *(getattr(product, name) for name in _OF_PRODUCT), *named)
        .join(product, product.id == LINE.product_id)
        .where(LINE.purchase_order_id == order_id)
    )
    barcodes = first_barcodes(connection)
    found = [
        OrderLine(barcode=barcodes.get(row["product_id"], ""), **row) for row in connection.execute(query).mappings()
    ]
    return tuple(sorted(found, key=lambda line: (line.category, line.product, line.spec, line.product_id)))


def order_sheet(connection: Connection, order_id: int) -> tuple[OrderDetail, PurchaseSheet]:
    """An order as the paper for its supplier has it: only what is bought of them, lines without a case left out.

    The quantity is what has to be bought: the demand less stock and less earlier left-over.
    """
    detail = purchase_order(connection, order_id)
    rows = tuple(_paper_row(line) for line in detail.lines if line.cases)
    head = detail.head
    return detail, PurchaseSheet(head.supplier, head.contact, head.phone, rows, head.number)


def _paper_row(line: OrderLine) -> PurchaseRow:
    needed = line.demand - line.stock_used - line.from_left_over
    return PurchaseRow(
        product_id=line.product_id,
        code=line.code,
        barcode=line.barcode,
        product=line.product,
        spec=line.spec,
        category=line.category,
        unit=line.unit,
        quantity=needed,
        frozen_quantity=needed,
        case_size=line.case_size,
        cases=line.cases,
        left_over=line.left_over,
        weighed=bool(line.weighed),
        weight_g=line.ordered * line.weight_g,
        cost_fen=line.cost_fen,
        zone=line.zone,
        points=0,
    )
