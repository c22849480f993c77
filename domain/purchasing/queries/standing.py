"""How each product of a cut cycle stands: wanted now, usable, picked, and the sums over its suppliers' orders.

What make_orders and the shortage both start from; one row a product, never one an order. Next: orders.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text

from domain.cutoff.queries.books import product_order
from domain.purchasing.rules.buying import Standing
from domain.stock.operations.statements import WANTED
from domain.stock.queries import usable


@dataclass(frozen=True, slots=True)
class ProductStanding:
    """A product of the cycle: what it is, who sells it (None: nobody is named), and how it stands."""

    product_id: int
    name: str
    spec: str
    supplier_id: int | None
    supplier: str
    case_size: int
    cost_fen: int | None
    standing: Standing


_STANDING = f"""
    SELECT w.product_id, w.pieces AS wanted, p.name, p.spec, p.category, p.id, p.cost_fen,
           COALESCE(d.case_size, p.case_size) AS case_size, COALESCE(d.supplier_id, p.supplier_id) AS supplier_id, v.name AS supplier,
           COALESCE(t.picked, 0) AS picked, COALESCE(s.demand, 0) AS demand, COALESCE(s.stock_used, 0) AS stock_used,
           COALESCE(s.from_left_over, 0) AS from_left_over, COALESCE(s.left_over, 0) AS left_over,
           COALESCE(s.received, 0) AS received
    FROM ({WANTED}) w JOIN product p ON p.id = w.product_id
    LEFT JOIN purchase_demand d ON d.snapshot_id = :snapshot AND d.product_id = w.product_id
    LEFT JOIN supplier v ON v.id = COALESCE(d.supplier_id, p.supplier_id)
    LEFT JOIN (
      SELECT product_id, sum(taken) AS picked FROM allocation WHERE cycle_id = :cycle GROUP BY product_id
    ) t ON t.product_id = w.product_id
    LEFT JOIN (
      SELECT l.product_id, sum(l.demand) AS demand, sum(l.stock_used) AS stock_used,
             sum(l.from_left_over) AS from_left_over, sum(l.received - l.returned) AS received,
             sum(CASE WHEN l.left_over_to = 'stock' AND l.left_over > 0 THEN l.left_over ELSE 0 END
                 + CASE WHEN l.received > l.ordered THEN l.received - l.ordered ELSE 0 END) AS left_over
      FROM purchase_line l JOIN purchase_order o ON o.id = l.purchase_order_id
      WHERE o.cycle_id = :cycle AND o.state NOT IN ('draft', 'cancelled') GROUP BY l.product_id
    ) s ON s.product_id = w.product_id
"""
_STANDING_TEXT = text(_STANDING)
_SUMS = ("wanted", "picked", "demand", "stock_used", "from_left_over", "left_over", "received")


def standings(connection: Connection, cycle: int, snapshot: int) -> tuple[ProductStanding, ...]:
    """Every product of the snapshot and its amendments, sorted as on papers; `cycle` and `snapshot` are ids."""
    lies_there = usable(connection, cycle)
    rows = connection.execute(_STANDING_TEXT, {"cycle": cycle, "snapshot": snapshot}).all()
    return tuple(
        ProductStanding(
            row.product_id,
            row.name,
            row.spec,
            row.supplier_id,
            row.supplier or "",
            row.case_size,
            row.cost_fen,
            Standing(usable=lies_there.get(row.product_id, 0), **{name: int(getattr(row, name)) for name in _SUMS}),
        )
        for row in sorted(rows, key=product_order)
    )
