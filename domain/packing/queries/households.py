"""What each household of a packed point takes home: its goods, as its order's lines ended or will end.

A point is packed when all its pieces are done and every tote with something in it is sealed. Set-based: a few statements
for a whole night, whatever the number of buyers. Next: operations/bag_labels.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from domain.common.codes import family_name
from domain.common.columns import from_ms
from domain.cutoff.queries.current import CURRENT_LINES
from domain.picking.queries.endings import ENDS


@dataclass(frozen=True, slots=True)
class Household:
    """A buyer at a point: family name and phone tail, never more; `goods`: what they get, (name and spec, pieces, cold?)."""

    order_id: int
    point_id: int
    pickup_code: str
    sequence: int | None
    buyer: str
    phone_tail: str
    goods: tuple[tuple[str, int, bool], ...]


@dataclass(frozen=True, slots=True)
class PointPacking:
    """How far a point is packed: pieces still to pick, totes still to seal; who sealed last, and when."""

    point_id: int
    point: str
    to_pick: int
    to_seal: int
    sealed_by: str = ""
    sealed_at: datetime | None = None

    @property
    def is_packed(self) -> bool:
        return not self.to_pick and not self.to_seal


_TO_PICK_WORDS = f"""
    SELECT l.point_id, p.name AS point, p.code,
           sum(CASE WHEN c.id IS NULL THEN l.quantity ELSE 0 END) AS in_no_wave
    FROM ({CURRENT_LINES}) l JOIN point p ON p.id = l.point_id
    LEFT JOIN pick_cell c ON c.snapshot_id = :snapshot AND c.point_id = l.point_id AND c.product_id = l.product_id
    GROUP BY l.point_id, p.name, p.code HAVING sum(l.quantity) > 0
    """
_TO_PICK = text(_TO_PICK_WORDS)
_OPEN = text(
    """
    SELECT point_id, sum(wanted - picked - substituted - short - cancelled) AS pieces FROM pick_cell
    WHERE snapshot_id = :snapshot GROUP BY point_id
    """
)
_TO_SEAL = text(
    """
    SELECT u.point_id, count(*) AS totes FROM tote_use u
    WHERE u.cycle_id = :cycle AND u.is_open = 1 AND u.pieces > 0
      AND NOT EXISTS (SELECT 1 FROM seal s WHERE s.tote_use_id = u.id AND s.voided_at IS NULL) GROUP BY u.point_id
    """
)
_SEALS = text(
    """
    SELECT u.point_id, s.person, s.at FROM seal s JOIN tote_use u ON u.id = s.tote_use_id
    WHERE u.cycle_id = :cycle AND s.voided_at IS NULL ORDER BY s.at, s.id
    """
)


def packing_of_points(connection: Connection, cycle_id: int, snapshot_id: int) -> tuple[PointPacking, ...]:
    """Every point that gets something, as points stand on every paper, with what its packing still waits for."""
    facts = {"cycle": cycle_id, "snapshot": snapshot_id}
    still = {row.point_id: int(row.pieces) for row in connection.execute(_OPEN, facts)}
    totes = {row.point_id: int(row.totes) for row in connection.execute(_TO_SEAL, facts)}
    seals = {row.point_id: (row.person, from_ms(row.at)) for row in connection.execute(_SEALS, facts)}
    return tuple(
        PointPacking(
            row.point_id,
            row.point,
            int(row.in_no_wave) + still.get(row.point_id, 0),
            totes.get(row.point_id, 0),
            *seals.get(row.point_id, ("", None)),
        )
        for row in sorted(connection.execute(_TO_PICK, facts), key=lambda row: (row.code, row.point))
    )


_WAVES = text("SELECT id, state FROM wave WHERE snapshot_id = :snapshot ORDER BY number")
_BUYERS = "o.pickup_code, o.sequence, o.buyer, o.phone_tail, g.category, g.name, g.spec, g.id AS product_id, g.zone"
_JOINED = (
    "JOIN pick_cell c ON c.id = e.cell_id JOIN product g ON g.id = c.product_id JOIN orders o ON o.id = e.order_id"
)
_ENDED_WORDS = f"""
    SELECT e.order_id, c.point_id, e.picked AS pieces, {_BUYERS} FROM line_outcome e {_JOINED} WHERE c.wave_id = :wave
    """
_ENDING_WORDS = f"SELECT e.order_id, c.point_id, e.picked AS pieces, {_BUYERS} FROM ({ENDS}) e {_JOINED}"
_INSTEAD_WORDS = f"""
    SELECT e.order_id, c.point_id, e.quantity AS pieces, {_BUYERS}
    FROM pick_event e JOIN pick_cell c ON c.id = e.cell_id JOIN product g ON g.id = e.given_product_id
    JOIN orders o ON o.id = e.order_id
    WHERE c.wave_id = :wave AND e.kind = 'substitute'
      AND NOT EXISTS (SELECT 1 FROM pick_event u WHERE u.undoes_id = e.id)
    """
_ORDERED_WORDS = f"""
    SELECT l.order_id, l.point_id, l.quantity AS pieces, {_BUYERS}
    FROM ({CURRENT_LINES}) l JOIN orders o ON o.id = l.order_id JOIN product g ON g.id = l.product_id
    """
_ENDED, _ENDING, _INSTEAD = text(_ENDED_WORDS), text(_ENDING_WORDS), text(_INSTEAD_WORDS)
_ORDERED = text(_ORDERED_WORDS)


def households(connection: Connection, snapshot_id: int, points: Collection[int]) -> tuple[Household, ...]:
    """Who takes something home at these packed points, with what came; as buyers stand on every paper."""
    rows: list[Any] = []
    for wave in connection.execute(_WAVES, {"snapshot": snapshot_id}).all():
        facts = {"wave": wave.id, "snapshot": snapshot_id}
        rows += connection.execute(_ENDED if wave.state == "closed" else _ENDING, facts)
        rows += connection.execute(_INSTEAD, facts)
    return _by_buyer([row for row in rows if row.point_id in points])


def households_as_ordered(connection: Connection, snapshot_id: int, points: Collection[int]) -> tuple[Household, ...]:
    """As households, with what is ordered now: for points nobody has packed yet."""
    rows = connection.execute(_ORDERED, {"snapshot": snapshot_id})
    return _by_buyer([row for row in rows if row.point_id in points])


def _by_buyer(rows: Sequence[Any]) -> tuple[Household, ...]:
    lines: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for row in rows:
        if row.pieces:
            lines[row.point_id, row.order_id].append(row)
    found = [_household(own) for own in lines.values()]
    return tuple(
        sorted(found, key=lambda one: (one.point_id, one.sequence is None, one.sequence or 0, one.pickup_code))
    )


def _household(rows: Sequence[Any]) -> Household:
    one = rows[0]
    pieces: Mapping[Any, int] = _summed(rows)
    goods = tuple(
        (f"{name} {spec}".strip(), count, zone != "ambient") for (_c, name, spec, _i, zone), count in pieces.items()
    )
    return Household(
        one.order_id, one.point_id, one.pickup_code, one.sequence, family_name(one.buyer), one.phone_tail, goods
    )


def _summed(rows: Sequence[Any]) -> dict[tuple[str, str, str, int, str], int]:
    """Pieces by product, in the order of every paper: what two waves brought is one line."""
    sums: dict[tuple[str, str, str, int, str], int] = defaultdict(int)
    for row in rows:
        sums[row.category, row.name, row.spec, row.product_id, row.zone] += int(row.pieces)
    return {product: sums[product] for product in sorted(sums)}
