"""At the dock: what a scan means for the order being received, and what has come so far. Next: standing.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from domain.catalogue.queries import ScannedProduct, scanned_product
from domain.catalogue.records import ProductRecord
from domain.catalogue.words import ReadCode
from domain.common.lookups import table_of
from domain.ordering.queries import cycle_id
from domain.purchasing.records import PurchaseLineRecord, PurchaseOrderRecord, ReceiptLineRecord
from domain.purchasing.rules import scanning
from domain.purchasing.words import PurchaseState, ScanVerdict
from domain.stock.records import BinRecord, LotRecord

LINE, ORDER, RECEIPT = PurchaseLineRecord, PurchaseOrderRecord, ReceiptLineRecord


@dataclass(frozen=True, slots=True)
class DockScan:
    """What a scan means: the verdict, the product (None: unknown), the line it is about and what that still awaits.

    `weight_g`, `lot_code`, `expires_on`: what the label says, where it does. `order` and `supplier_id`: of the line.
    """

    verdict: ScanVerdict
    product_id: int | None = None
    product: str = ""
    line_id: int | None = None
    order_id: int | None = None
    order: str = ""
    supplier_id: int | None = None
    remaining: int = 0
    case_size: int = 1
    weight_g: int | None = None
    lot_code: str = ""
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One row of the receipts, the latest first. `is_taken_back`: a counter entry stands against it."""

    id: int
    at: datetime
    person: str
    station: str
    product: str
    spec: str
    accepted: int
    refused: int
    reason: str
    lot: str
    lot_id: int | None
    expires_on: date | None
    bin: str
    bin_id: int | None
    weight_g: int | None
    temperature_dc: int | None
    delivery_note: str
    line_id: int
    undoes_id: int | None
    is_taken_back: bool


def dock_scan(
    connection: Connection, cycle_code: str, scanned: str | ReadCode, order_id: int | None = None
) -> DockScan:
    """The verdict on a scan or a typed barcode or product code. `order_id`: the order being received, None: any of the
    cycle. Whatever is no code (half of one, control bytes, 4 KB) is unknown. Raises NotFound for the cycle.
    """
    cycle = cycle_id(connection, cycle_code)
    product = _product(connection, scanned)
    if product is None:
        return DockScan(ScanVerdict.UNKNOWN)
    rows = _lines_with(connection, cycle, product.id)
    lines = tuple(
        scanning.OrderLine(row.id, row.purchase_order_id, row.supplier_id, _remaining(row)) for row in rows.values()
    )
    supplier = None if order_id is None else _supplier_of(connection, order_id)
    verdict, line = scanning.judge_scan(True, lines, order_id, supplier)
    named: dict[str, Any] = {"product_id": product.id, "product": f"{product.name} {product.spec}".strip()}
    named |= {"weight_g": product.weight_g, "lot_code": product.lot, "expires_on": product.expires_on}
    if line is None:
        return DockScan(verdict, **named)
    row = rows[line.line_id]
    about = {"line_id": row.id, "order_id": row.purchase_order_id, "order": row.number, "case_size": row.case_size}
    return DockScan(verdict, **named, **about, supplier_id=row.supplier_id, remaining=line.remaining)


def _product(connection: Connection, scanned: str | ReadCode) -> ScannedProduct | None:
    """The product of a code, else the one whose own code a person typed; None when nobody knows it."""
    read = scanned if isinstance(scanned, ReadCode) else ReadCode(scanning.readable(scanned))
    if not read.text:
        return None
    found = scanned_product(connection, read)
    if found is not None or read.fault or read.is_gs1:
        return found
    query = select(
        ProductRecord.id, ProductRecord.code, ProductRecord.name, ProductRecord.spec, ProductRecord.weighed
    ).where(ProductRecord.code == read.text)
    typed = connection.execute(query).one_or_none()
    return None if typed is None else ScannedProduct(*typed, None)


def _lines_with(connection: Connection, cycle: int, product_id: int) -> dict[int, Any]:
    columns = (LINE.id, LINE.purchase_order_id, LINE.ordered, LINE.over_allowed, LINE.received, LINE.case_size)
    query = (
        select(*columns, ORDER.number, ORDER.supplier_id)
        .join(ORDER, ORDER.id == LINE.purchase_order_id)
        .where(ORDER.cycle_id == cycle, ORDER.state != PurchaseState.CANCELLED.value, LINE.product_id == product_id)
        .where(LINE.ordered > 0)
        .order_by(LINE.id)
    )
    return {row.id: row for row in connection.execute(query)}


def _remaining(row: Any) -> int:
    return max(0, int(row.ordered + row.over_allowed - row.received))


def _supplier_of(connection: Connection, order_id: int) -> int | None:
    return connection.execute(select(ORDER.supplier_id).where(ORDER.id == order_id)).scalar_one_or_none()


def receipts(connection: Connection, order_id: int) -> tuple[ReceiptRow, ...]:
    """Everything received against an order, the latest first; counter entries too."""
    counter = aliased(RECEIPT)
    query = (
        select(
            table_of(RECEIPT),
            *(ProductRecord.name, ProductRecord.spec),
            LotRecord.code.label("lot"),
            LotRecord.expires_on,
            BinRecord.code.label("bin"),
            counter.id.label("counter"),
        )
        .join(LINE, LINE.id == RECEIPT.purchase_line_id)
        .join(ProductRecord, ProductRecord.id == RECEIPT.product_id)
        .outerjoin(LotRecord, LotRecord.id == RECEIPT.lot_id)
        .outerjoin(BinRecord, BinRecord.id == RECEIPT.bin_id)
        .outerjoin(counter, counter.undoes_id == RECEIPT.id)
        .where(LINE.purchase_order_id == order_id)
        .order_by(RECEIPT.id.desc())
    )
    return tuple(_receipt(row) for row in connection.execute(query))


def _receipt(row: Any) -> ReceiptRow:
    return ReceiptRow(
        id=row.id,
        at=row.at,
        person=row.person,
        station=row.station,
        product=row.name,
        spec=row.spec,
        accepted=row.accepted,
        refused=row.refused,
        reason=row.refuse_reason or "",
        lot=row.lot or "",
        lot_id=row.lot_id,
        expires_on=row.expires_on,
        bin=row.bin or "",
        bin_id=row.bin_id,
        weight_g=row.weight_g,
        temperature_dc=row.temperature_dc,
        delivery_note=row.delivery_note,
        line_id=row.purchase_line_id,
        undoes_id=row.undoes_id,
        is_taken_back=row.counter is not None,
    )
