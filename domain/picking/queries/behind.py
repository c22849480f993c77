"""Cells that do not say yet what amendments and shared shortages say: for the board, and for operations/following.py."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select, text

from domain.cutoff.records import SnapshotRecord
from domain.cutoff.words import SnapshotState
from domain.ordering.queries import cycle_id
from domain.picking.queries.targets import RESERVED, TARGETS
from domain.picking.rules.following import CellCounts, follow
from domain.picking.values import Behind
from domain.picking.words import WAVE_NAME

_OPEN = "('released', 'picking', 'paused', 'checking')"
# A point whose night wave is at work gets a new cell in it; before its release it will come by itself.
_LAGGING_WORDS = f"""
    SELECT t.point_id, t.product_id, t.wanted AS to_want, t.cut AS to_cut, t.short AS to_short, c.id AS cell_id,
      c.wanted, c.picked, c.substituted, c.short, c.shared_short, c.cancelled, o.name AS point, p.name AS product, p.spec,
      COALESCE(c.wave_id, n.wave_id) AS wave_id, COALESCE(w.number, v.number) AS number, COALESCE(w.state, v.state) AS state
    FROM ({TARGETS}) t
    JOIN point o ON o.id = t.point_id JOIN product p ON p.id = t.product_id
    LEFT JOIN pick_cell c ON c.snapshot_id = :snapshot AND c.point_id = t.point_id AND c.product_id = t.product_id
    LEFT JOIN wave w ON w.id = c.wave_id
    LEFT JOIN (
      SELECT q.point_id, max(x.id) AS wave_id FROM wave x JOIN wave_point q ON q.wave_id = x.id
      WHERE x.snapshot_id = :snapshot AND x.kind = 'night' AND x.state IN {_OPEN} GROUP BY q.point_id
    ) n ON n.point_id = t.point_id
    LEFT JOIN wave v ON v.id = n.wave_id
    WHERE (:wave = 0 OR COALESCE(c.wave_id, n.wave_id) = :wave)
      AND ((c.id IS NULL AND n.wave_id IS NOT NULL AND t.wanted > 0 AND NOT {RESERVED})
        OR (w.state IN {_OPEN} AND (c.wanted <> t.wanted OR c.cancelled <> t.cut OR c.shared_short <> t.short)))
    ORDER BY COALESCE(w.number, v.number), t.point_id, t.product_id
    """
_LAGGING = text(_LAGGING_WORDS)


def lagging(connection: Connection, snapshot_id: int, wave_id: int = 0) -> Sequence[Any]:
    """Cells of open waves (or of one) beside what they ought to hold; `cell_id` empty: a cell still to be made."""
    return connection.execute(_LAGGING, {"snapshot": snapshot_id, "wave": wave_id}).all()


def counts_of(row: Any) -> CellCounts:
    """The counts of a cell's row."""
    return CellCounts(row.wanted, row.picked, row.substituted, row.short, row.shared_short, row.cancelled)


def cells_behind(connection: Connection, code: str) -> tuple[Behind, ...]:
    """What take_amendments and take_shortage would change in the released waves of the cycle, by wave and point."""
    live = select(SnapshotRecord.id).where(
        SnapshotRecord.cycle_id == cycle_id(connection, code), SnapshotRecord.state == SnapshotState.LIVE.value
    )
    snapshot = connection.execute(live).scalar_one_or_none()
    rows = lagging(connection, int(snapshot)) if snapshot is not None else ()
    return tuple(one for one in map(_behind, rows) if one.add or one.cancel or one.short or one.take_back)


def _behind(row: Any) -> Behind:
    head = (row.wave_id, WAVE_NAME.format(row.number), row.point_id, row.point, row.product_id,
            f"{row.product} {row.spec}".strip())  # fmt: skip
    if row.cell_id is None:
        return Behind(*head, add=row.to_want - row.to_cut, short=min(row.to_short, row.to_want - row.to_cut))
    now = follow(counts_of(row), wanted=row.to_want, cut=row.to_cut, short=row.to_short)
    return Behind(
        *head,
        add=now.wanted - row.wanted,
        cancel=now.cancelled - row.cancelled,
        short=now.shared_short - row.shared_short,
        take_back=now.take_back,
    )
