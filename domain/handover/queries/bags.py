"""What is in a buyer's bag: line by line what was ordered, what came, what came in its place, what it costs by weight."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, text

from domain.handover.words import BagLine

_OUTCOMES = text(
    """
    SELECT g.name, g.spec, e.cell_id, e.wanted, e.picked, e.substituted, e.short, e.cancelled, e.weight_g, e.amount_fen,
           e.final_fen
    FROM line_outcome e JOIN pick_cell c ON c.id = e.cell_id JOIN product g ON g.id = c.product_id
    WHERE e.order_id = :order ORDER BY g.category, g.name, g.id
    """
)
_SUBSTITUTES = text(
    """
    SELECT e.cell_id, g.name, g.spec, sum(e.quantity) AS pieces FROM pick_event e
    JOIN product g ON g.id = e.given_product_id
    WHERE e.order_id = :order AND e.kind = 'substitute'
      AND NOT EXISTS (SELECT 1 FROM pick_event u WHERE u.undoes_id = e.id)
    GROUP BY e.cell_id, g.name, g.spec ORDER BY g.name, g.spec
    """
)
_LINES_OF_ORDER = text(
    """
    SELECT g.name, g.spec, sum(t.pieces) AS pieces, sum(t.amount_fen) AS amount_fen FROM (
      SELECT f.product_id, f.quantity AS pieces, f.amount_fen FROM orders o JOIN order_line l ON l.order_id = o.id
      JOIN snapshot s ON s.cycle_id = o.cycle_id AND s.state = 'live'
      JOIN snapshot_line f ON f.snapshot_id = s.id AND f.line_id = l.id WHERE o.id = :order
      UNION ALL
      SELECT l.product_id, l.after - l.before, 0 FROM amendment_line l JOIN amendment a ON a.id = l.amendment_id
      JOIN snapshot s ON s.id = a.snapshot_id AND s.state = 'live' WHERE l.order_id = :order AND a.state = 'accepted'
    ) t JOIN product g ON g.id = t.product_id
    GROUP BY g.id, g.name, g.spec, g.category HAVING sum(t.pieces) > 0 ORDER BY g.category, g.name, g.id
    """
)


def bag(connection: Connection, order_id: int) -> tuple[BagLine, ...]:
    """The lines of a buyer's bag. While their wave is not closed: what is to be in it, as ordered."""
    rows = connection.execute(_OUTCOMES, {"order": order_id}).all()
    if not rows:
        return tuple(_as_ordered(row) for row in connection.execute(_LINES_OF_ORDER, {"order": order_id}))
    given = _given(connection, order_id)
    return tuple(
        BagLine(
            row.name, row.spec, row.wanted, row.picked, row.substituted, row.short, row.cancelled,
            ", ".join(given[row.cell_id]), row.weight_g, row.amount_fen, row.final_fen,
        )
        for row in rows
    )  # fmt: skip


def _given(connection: Connection, order_id: int) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for row in connection.execute(_SUBSTITUTES, {"order": order_id}):
        found[row.cell_id].append(f"{row.name} {row.spec}".strip() + f" ×{row.pieces}")
    return found


def _as_ordered(row: Any) -> BagLine:
    pieces, amount = int(row.pieces), int(row.amount_fen)
    return BagLine(row.name, row.spec, pieces, pieces, 0, 0, 0, "", None, amount, amount)
