"""The buyers of one cell, whose turn it is next: by the number in their group, then who paid first.

The buyers of a point are found by its orders, not among all frozen lines: at 50,000 orders a turn is a few hundred rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from domain.common.codes import family_name
from domain.common.ready import Ready
from domain.cutoff.queries.current import NO_TIME
from domain.picking.values import Turn

_LAST = 1_000_000_000
# CROSS JOIN keeps SQLite to this order: from the point's orders to their lines, never through all frozen lines.
_BUYERS_WORDS = f"""
    SELECT t.order_id, o.external_no, o.sequence, o.buyer, o.pickup_code, t.quantity, t.wanted, r.given,
           COALESCE(e.pieces, 0) AS had, t.amount_fen
    FROM (
      SELECT x.order_id, CAST(sum(x.pieces) AS BIGINT) AS quantity, CAST(sum(x.up) AS BIGINT) AS wanted,
             CAST(sum(x.amount_fen) AS BIGINT) AS amount_fen
      FROM (
        SELECT k.order_id, k.quantity AS pieces, k.quantity AS up, k.amount_fen
        FROM pick_cell c CROSS JOIN snapshot s CROSS JOIN orders q CROSS JOIN order_line y CROSS JOIN snapshot_line k
        WHERE c.id = :cell AND s.id = c.snapshot_id AND q.point_id = c.point_id AND q.cycle_id = s.cycle_id
          AND y.order_id = q.id AND y.product_id = c.product_id AND k.snapshot_id = c.snapshot_id AND k.line_id = y.id
        UNION ALL
        SELECT l.order_id, l.after - l.before, CASE WHEN l.after > l.before THEN l.after - l.before ELSE 0 END, 0
        FROM pick_cell c JOIN amendment a ON a.snapshot_id = c.snapshot_id AND a.state = 'accepted'
        JOIN amendment_line l ON l.amendment_id = a.id AND l.point_id = c.point_id AND l.product_id = c.product_id
        WHERE c.id = :cell
      ) x GROUP BY x.order_id
    ) t JOIN orders o ON o.id = t.order_id
    JOIN pick_cell d ON d.id = :cell
    LEFT JOIN (
      SELECT v.order_id, CAST(sum(CASE WHEN v.kind = 'undo' THEN -v.quantity ELSE v.quantity END) AS BIGINT) AS pieces
      FROM pick_event v WHERE v.cell_id = :cell AND v.order_id IS NOT NULL GROUP BY v.order_id
    ) e ON e.order_id = t.order_id
    LEFT JOIN shortage g ON g.snapshot_id = d.snapshot_id AND g.product_id = d.product_id AND g.state = 'live'
    LEFT JOIN shortage_share r ON r.shortage_id = g.id AND r.order_id = t.order_id AND r.point_id = d.point_id
    WHERE t.quantity > 0
    ORDER BY COALESCE(o.sequence, {_LAST}), COALESCE(o.ordered_at, {NO_TIME}), o.id
"""
_BUYERS = Ready(_BUYERS_WORDS)


@dataclass(frozen=True, slots=True)
class Buyer:
    """A buyer's line of a cell: `quantity` pieces now, `due` of them after a shared shortage, `had` so far by name.

    `each_fen` is what one piece was paid with (0: unknown).
    """

    order_id: int
    order: str
    sequence: int | None
    buyer: str
    pickup_code: str
    quantity: int
    due: int
    had: int
    each_fen: int


def buyers_of(connection: Connection, cell_id: int) -> tuple[Buyer, ...]:
    """Everybody who is to get something of the cell, in the order of their turns."""
    return tuple(_buyer(row) for row in _BUYERS.run(connection, {"cell": cell_id}))


def _buyer(row: Any) -> Buyer:
    return Buyer(
        order_id=row.order_id,
        order=row.external_no,
        sequence=row.sequence,
        buyer=family_name(row.buyer),
        pickup_code=row.pickup_code,
        quantity=row.quantity,
        due=row.quantity if row.given is None else min(row.quantity, row.given),
        had=row.had,
        each_fen=row.amount_fen // row.wanted if row.wanted else 0,
    )


def next_buyer(buyers: Sequence[Buyer], pieces: int = 1) -> Buyer | None:
    """The first who has room for so many pieces: within what a shortage left them, else within what they ordered."""
    due = next((one for one in buyers if one.had + pieces <= one.due), None)
    return due or next((one for one in buyers if one.had + pieces <= one.quantity), None)


def whose_turn(connection: Connection, cell_id: int) -> Turn | None:
    """The buyer of the next weighed piece of a cell, None when every piece has its owner."""
    one = next_buyer(buyers_of(connection, cell_id))
    if one is None:
        return None
    return Turn(one.order_id, one.order, one.sequence, one.buyer, one.pickup_code, one.had + 1, one.quantity)
