"""What the sheets of papers are made of: the live snapshot, products, points, pieces after amendments.

One sort order everywhere: points by code, products by category, name and spec. Sorting is done here and not by
the database, whose collations differ.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select, text

from domain.catalogue.records import BarcodeRecord, ProductRecord, SupplierRecord
from domain.cutoff.records import PickDemandRecord, SnapshotRecord
from domain.cutoff.words import CycleNotCut, PickRow, SnapshotState
from domain.ordering.queries import cycle_id
from domain.ordering.records import CycleRecord
from domain.places.records import PointRecord


def live_row(connection: Connection, code: str) -> Any:
    """The row of the cycle's live snapshot; CycleNotCut when there is none."""
    in_cycle = cycle_id(connection, code)
    query = select(SnapshotRecord.__table__).where(
        SnapshotRecord.cycle_id == in_cycle, SnapshotRecord.state == SnapshotState.LIVE.value
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        state = connection.execute(select(CycleRecord.state).where(CycleRecord.id == in_cycle)).scalar_one()
        raise CycleNotCut(code, str(state))
    return row


def products_by_id(connection: Connection) -> dict[int, Any]:
    query = select(ProductRecord.__table__, SupplierRecord.name.label("supplier")).outerjoin(
        SupplierRecord, SupplierRecord.id == ProductRecord.supplier_id
    )
    return {row.id: row for row in connection.execute(query)}


def first_barcodes(connection: Connection) -> dict[int, str]:
    """The first EAN-13 of each product, "" is not stored."""
    rows = connection.execute(select(BarcodeRecord.product_id, BarcodeRecord.code).order_by(BarcodeRecord.code.desc()))
    return {row.product_id: row.code for row in rows if len(row.code) == 13}


def points_by_id(connection: Connection) -> dict[int, Any]:
    return {row.id: row for row in connection.execute(select(PointRecord.__table__))}


def product_order(row: Any) -> tuple[str, str, str, int]:
    return row.category, row.name, row.spec, row.id


def point_order(row: Any) -> tuple[str, str]:
    return row.code, row.name


_DELTAS = text(
    """
    SELECT l.point_id, l.product_id, l.order_id, sum(l.after - l.before) AS pieces
    FROM amendment_line l JOIN amendment a ON a.id = l.amendment_id
    WHERE a.snapshot_id = :snapshot AND a.state = 'accepted' GROUP BY l.point_id, l.product_id, l.order_id
    """
)


def deltas(connection: Connection, snapshot_id: int) -> list[Any]:
    return list(connection.execute(_DELTAS, {"snapshot": snapshot_id}).all())


def pick_cells(connection: Connection, snapshot_id: int) -> dict[tuple[int, int], list[int]]:
    """(point, product) -> [pieces now, pieces frozen, orders]."""
    cells: dict[tuple[int, int], list[int]] = {}
    query = select(PickDemandRecord.__table__).where(PickDemandRecord.snapshot_id == snapshot_id)
    for row in connection.execute(query):
        cells[row.point_id, row.product_id] = [row.quantity, row.quantity, row.orders]
    for delta in deltas(connection, snapshot_id):
        cell = cells.setdefault((delta.point_id, delta.product_id), [0, 0, 0])
        cell[0] += int(delta.pieces)
    return cells


def pick_row(product: Any, pieces: int, frozen: int, orders: int) -> PickRow:
    return PickRow(
        product_id=product.id,
        code=product.code,
        product=product.name,
        spec=product.spec,
        category=product.category,
        unit=product.sale_unit,
        quantity=pieces,
        frozen_quantity=frozen,
        weighed=bool(product.weighed),
        weight_g=product.weight_g,
        zone=product.zone,
        orders=orders,
    )
