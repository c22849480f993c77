"""How each buyer's line of a wave ends, as one statement: what the end of a wave keeps, and what a packed bag holds before it.

What was picked by name (weighed pieces, substitutes) is theirs; the rest of a cell goes to its buyers in the order in
which they paid, within what a shared shortage left them; who is left goes short. Next: operations/closing.py.
"""

from __future__ import annotations

from domain.common.money import SHARE_SQL
from domain.cutoff.queries.current import lines_where

_BY_NAME = """
    SELECT e.cell_id, e.order_id,
      CAST(sum(CASE WHEN e.kind = 'pick' THEN e.quantity ELSE 0 END) AS BIGINT) AS picked,
      CAST(sum(CASE WHEN e.kind = 'pick' THEN COALESCE(e.weight_g, 0) ELSE 0 END) AS BIGINT) AS weight_g,
      CAST(sum(CASE WHEN e.kind = 'substitute' THEN e.quantity ELSE 0 END) AS BIGINT) AS given,
      CAST(sum(CASE WHEN e.kind = 'substitute' THEN e.quantity * e.given_fen ELSE 0 END) AS BIGINT) AS given_fen
    FROM pick_event e JOIN pick_cell d ON d.id = e.cell_id
    WHERE d.wave_id = :wave AND e.order_id IS NOT NULL AND e.kind <> 'undo'
      AND NOT EXISTS (SELECT 1 FROM pick_event x WHERE x.undoes_id = e.id)
    GROUP BY e.cell_id, e.order_id
"""
_SHARES = """
    SELECT g.product_id, s.order_id, s.point_id, s.given FROM shortage g JOIN shortage_share s ON s.shortage_id = g.id
    WHERE g.snapshot_id = :snapshot AND g.state = 'live'
"""
_LINES = f"""
    SELECT c.id AS cell_id, l.order_id, l.wanted, l.cut, l.quantity, l.amount_fen, l.paid_at, c.weighed, c.nominal_g,
      c.picked AS of_cell, COALESCE(e.picked, 0) AS by_name, COALESCE(e.weight_g, 0) AS weight_g,
      COALESCE(e.given, 0) AS given, COALESCE(e.given_fen, 0) AS given_fen,
      CASE WHEN r.given IS NULL OR r.given > l.quantity THEN l.quantity ELSE r.given END AS due
    FROM ({lines_where("point_id IN (SELECT q.point_id FROM wave_point q WHERE q.wave_id = :wave)")}) l
    JOIN pick_cell c ON c.wave_id = :wave AND c.point_id = l.point_id AND c.product_id = l.product_id
    LEFT JOIN ({_BY_NAME}) e ON e.cell_id = c.id AND e.order_id = l.order_id
    LEFT JOIN ({_SHARES}) r ON r.order_id = l.order_id AND r.product_id = l.product_id AND r.point_id = l.point_id
"""
# Two helpings: first within what is due after a shortage, then, if more came after all, what was ordered.
_FIRST = "CASE WHEN b.due > b.given THEN b.due - b.given ELSE 0 END"
_HELPINGS = f"""
    SELECT b.cell_id, b.order_id, b.of_cell, b.paid_at, 1 AS helping, {_FIRST} AS size FROM lines b WHERE b.weighed = 0
    UNION ALL
    SELECT b.cell_id, b.order_id, b.of_cell, b.paid_at, 2, b.quantity - b.given - {_FIRST} FROM lines b WHERE b.weighed = 0
"""
_GOT = """
    SELECT h.cell_id, h.order_id, CAST(sum(CASE WHEN h.of_cell <= h.ahead THEN 0
      WHEN h.of_cell - h.ahead >= h.size THEN h.size ELSE h.of_cell - h.ahead END) AS BIGINT) AS pieces
    FROM (
      SELECT s.*, sum(s.size) OVER (PARTITION BY s.cell_id ORDER BY s.helping, s.paid_at, s.order_id
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - s.size AS ahead
      FROM helpings s
    ) h GROUP BY h.cell_id, h.order_id
"""
_BY_WEIGHT = SHARE_SQL.format(amount="z.amount_fen", part="z.weight_g", whole="z.wanted * z.nominal_g")
_BY_PIECES = SHARE_SQL.format(amount="z.amount_fen", part="z.picked", whole="z.wanted")
ENDS = f"""
    WITH lines AS ({_LINES}), helpings AS ({_HELPINGS}), got AS ({_GOT}),
    ends AS (
      SELECT b.*, CASE WHEN b.weighed = 1 THEN b.by_name ELSE t.pieces END AS picked FROM lines b
      LEFT JOIN got t ON t.cell_id = b.cell_id AND t.order_id = b.order_id
    )
    SELECT z.cell_id, z.order_id, z.wanted, z.picked, z.given, z.quantity - z.picked - z.given AS short,
      z.cut AS cancelled, CASE WHEN z.weighed = 1 THEN z.weight_g END AS weight_g, z.amount_fen,
      z.given_fen + CASE WHEN z.weighed = 1 THEN {_BY_WEIGHT} ELSE {_BY_PIECES} END AS final_fen
    FROM ends z
    """
"""Parameters :wave and :snapshot. Columns: cell_id, order_id, wanted, picked, given (substitutes), short, cancelled,
weight_g, amount_fen, final_fen."""
