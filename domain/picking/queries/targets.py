"""What every cell ought to hold by the frozen lines, the amendments and the shares of live shortages, set-based."""

from __future__ import annotations

from domain.cutoff.queries.current import CURRENT_LINES

TARGETS = f"""
    SELECT l.point_id, l.product_id, CAST(sum(l.wanted) AS BIGINT) AS wanted, CAST(sum(l.cut) AS BIGINT) AS cut,
      CAST(sum(CASE WHEN r.given IS NULL OR l.quantity <= r.given THEN 0 ELSE l.quantity - r.given END) AS BIGINT) AS short
    FROM ({CURRENT_LINES}) l
    LEFT JOIN (
      SELECT g.product_id, s.order_id, s.point_id, s.given FROM shortage g JOIN shortage_share s ON s.shortage_id = g.id
      WHERE g.snapshot_id = :snapshot AND g.state = 'live'
    ) r ON r.order_id = l.order_id AND r.product_id = l.product_id AND r.point_id = l.point_id
    GROUP BY l.point_id, l.product_id
"""
"""Columns: point_id, product_id; wanted, cut and short pieces as a cell holds them. Parameter :snapshot."""

RESERVED = """
    EXISTS (SELECT 1 FROM wave v JOIN wave_point q ON q.wave_id = v.id
      WHERE v.snapshot_id = :snapshot AND v.kind = 'pre_pack' AND v.state = 'planned' AND q.point_id = t.point_id
      AND v.products LIKE '%,' || t.product_id || ',%')
"""
"""True for a target `t` that a planned pre-pack wave will make its cell of."""
