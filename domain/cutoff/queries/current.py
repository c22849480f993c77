"""What every buyer is to get now: the frozen lines and the amendments accepted since, one row per order, point and product.

Purchasing shares a shortage over these rows, picking makes its cells of them. CURRENT_LINES is SQL to stand inside a
larger statement: `FROM ({CURRENT_LINES}) l`, with the parameter :snapshot.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, text

NO_TIME = 8_640_000_000_000_000
"""`paid_at` of an order whose file says no time: behind all that say one, among themselves by their ids."""

# What a piece costs that an amendment added: as the order's own line says, else as the product is sold now.
_ADDED_FEN = """
    COALESCE((SELECT CAST(2 * sum(x.amount_fen) * (l.after - l.before) + sum(x.quantity) AS BIGINT)
                     / CAST(2 * sum(x.quantity) AS BIGINT)
              FROM order_line x WHERE x.order_id = l.order_id AND x.product_id = l.product_id),
             (SELECT p.price_fen * (l.after - l.before) FROM product p WHERE p.id = l.product_id), 0)
"""


def lines_where(points: str) -> str:
    """CURRENT_LINES with a further condition on its point_id: "point_id IN (SELECT ...)"."""
    return f"""
    SELECT c.order_id, c.point_id, c.product_id, c.frozen, c.added, c.cut, c.frozen + c.added AS wanted,
           c.frozen + c.added - c.cut AS quantity, c.amount_fen, COALESCE(o.ordered_at, {NO_TIME}) AS paid_at, o.sequence
    FROM (
      SELECT order_id, point_id, product_id, CAST(sum(frozen) AS BIGINT) AS frozen, CAST(sum(added) AS BIGINT) AS added,
             CAST(sum(cut) AS BIGINT) AS cut, CAST(sum(amount_fen) AS BIGINT) AS amount_fen
      FROM (
        SELECT order_id, point_id, product_id, quantity AS frozen, 0 AS added, 0 AS cut, amount_fen
        FROM snapshot_line WHERE snapshot_id = :snapshot AND {points}
        UNION ALL
        SELECT l.order_id, l.point_id, l.product_id, 0, CASE WHEN l.after > l.before THEN l.after - l.before ELSE 0 END,
               CASE WHEN l.after < l.before THEN l.before - l.after ELSE 0 END,
               CASE WHEN l.after > l.before THEN {_ADDED_FEN} ELSE 0 END
        FROM amendment_line l JOIN amendment a ON a.id = l.amendment_id
        WHERE a.snapshot_id = :snapshot AND a.state = 'accepted' AND l.{points}
      ) both_of_them GROUP BY order_id, point_id, product_id
    ) c JOIN orders o ON o.id = c.order_id
    """


CURRENT_LINES = lines_where("point_id > 0")
"""Columns: order_id, point_id, product_id; frozen, added and cut since (pieces); wanted = frozen + added;
quantity = wanted - cut, what the buyer gets now (0: all of it was cut); amount_fen, the price of the wanted pieces;
paid_at (ms) and sequence of the order: who paid first stands first by paid_at, order_id."""

_ALL = text(CURRENT_LINES)


def current_lines(connection: Connection, snapshot_id: int) -> Sequence[Any]:
    """The rows of CURRENT_LINES for a snapshot, in no order."""
    return connection.execute(_ALL, {"snapshot": snapshot_id}).all()
