"""The handover sheets: each buyer of each point with code, family name, phone tail and goods. Set-based: 50,000
buyers in one pass.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select, text

from domain.common.codes import family_name
from domain.cutoff.queries.books import (
    deltas,
    live_row,
    pick_row,
    point_order,
    points_by_id,
    product_order,
    products_by_id,
)
from domain.cutoff.words import HandoverItem, HandoverRow, HandoverSheet
from domain.ordering.records import OrderRecord

_ORDER_CELLS = text(
    """
    SELECT order_id, product_id, point_id, sum(quantity) AS pieces FROM snapshot_line WHERE snapshot_id = :snapshot
    GROUP BY order_id, product_id, point_id
    """
)


def handover_sheets(connection: Connection, code: str) -> tuple[HandoverSheet, ...]:
    """One sheet per point: its goods, and each buyer with pickup code, family name, phone tail and goods."""
    live = live_row(connection, code)
    products, points = products_by_id(connection), points_by_id(connection)
    held, amended = _order_cells(connection, live.id)
    orders = _order_heads(connection, live.cycle_id)
    rows: dict[int, list[HandoverRow]] = defaultdict(list)
    goods: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for (order_id, point_id), cells in held.items():
        kept = sorted((p for p, n in cells.items() if n > 0), key=lambda p: product_order(products[p]))
        for product_id in kept:
            goods[point_id][product_id] += cells[product_id]
        if kept:
            items = tuple(_item(products[p], cells[p]) for p in kept)
            rows[point_id].append(_handover_row(orders[order_id], items, order_id in amended))
    return tuple(
        _handover_sheet(points[i], rows[i], goods[i], products)
        for i in sorted(rows, key=lambda i: point_order(points[i]))
    )


def _order_cells(connection: Connection, snapshot_id: int) -> tuple[dict[tuple[int, int], dict[int, int]], set[int]]:
    """({(order, point): {product: pieces}}, orders that were amended)."""
    held: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
    for order_id, product_id, point_id, pieces in connection.execute(_ORDER_CELLS, {"snapshot": snapshot_id}):
        held[order_id, point_id][product_id] = int(pieces)
    amended: set[int] = set()
    for delta in deltas(connection, snapshot_id):
        cells = held[delta.order_id, delta.point_id]
        cells[delta.product_id] = cells.get(delta.product_id, 0) + int(delta.pieces)
        amended.add(delta.order_id)
    return held, amended


def _order_heads(connection: Connection, in_cycle: int) -> dict[int, Any]:
    query = select(
        OrderRecord.id,
        OrderRecord.pickup_code,
        OrderRecord.sequence,
        OrderRecord.buyer,
        OrderRecord.phone_tail,
        OrderRecord.slot,
        OrderRecord.note,
    ).where(OrderRecord.cycle_id == in_cycle)
    return {row.id: row for row in connection.execute(query)}


def _item(product: Any, pieces: int) -> HandoverItem:
    return HandoverItem(product.name, product.spec, pieces, product.sale_unit, bool(product.weighed))


def _handover_row(order: Any, items: tuple[HandoverItem, ...], is_amended: bool) -> HandoverRow:
    return HandoverRow(
        pickup_code=order.pickup_code,
        sequence=order.sequence,
        name=family_name(order.buyer),
        phone_tail=order.phone_tail,
        slot=order.slot,
        note=order.note,
        items=items,
        is_amended=is_amended,
    )


def _handover_sheet(
    point: Any, rows: Iterable[HandoverRow], goods: dict[int, int], products: dict[int, Any]
) -> HandoverSheet:
    ordered = sorted(rows, key=lambda row: (row.sequence is None, row.sequence or 0, row.pickup_code))
    kept = sorted(goods, key=lambda i: product_order(products[i]))
    return HandoverSheet(
        point_id=point.id,
        point=point.name,
        leader=family_name(point.leader),
        phone=point.phone[-4:],
        address=point.address,
        pieces=sum(goods.values()),
        rows=tuple(ordered),
        goods=tuple(pick_row(products[i], goods[i], goods[i], 0) for i in kept),
    )
