"""Buyers' orders and where each is: by pickup code, by phone tail, by point. Next: buyers.py, bags.py.

An order is where its pieces are: an accepted amendment may have taken it to another point. What it holds is what was
frozen and what was changed since; what is in the bag is told by the outcome of its lines once their wave is closed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, text

from domain.common.bulk import in_chunks
from domain.common.clock import now
from domain.common.columns import from_ms
from domain.handover.rules import Candidate
from domain.handover.words import BuyerState

SEARCHED_DAYS = 60
"""A code or a phone's tail is looked for among cycles delivered since so many days; older ones are history."""

# Where an order's pieces are now: at the point of its last accepted amendment, else at its own.
_AT = """
    COALESCE((SELECT l.point_id FROM amendment_line l JOIN amendment a ON a.id = l.amendment_id
              WHERE l.order_id = o.id AND a.cycle_id = o.cycle_id AND a.state = 'accepted' AND l.after > 0
              ORDER BY a.id DESC, l.point_id LIMIT 1), o.point_id)
"""
_BUYERS = f"""
    SELECT b.*, p.name AS point,
      CASE WHEN EXISTS (SELECT 1 FROM route_plan n JOIN route_stop t ON t.plan_id = n.id AND t.point_id = b.at_point
                        WHERE n.cycle_id = b.cycle_id AND n.state = 'live' AND t.state = 'handed_over')
           THEN 1 ELSE 0 END AS arrived
    FROM (
      SELECT o.id, o.external_no, o.cycle_id, y.code AS cycle, o.state, o.pickup_code, o.phone_tail, o.sequence, o.buyer,
        {_AT} AS at_point, k.at AS collected_at, x.state AS kept, x.until,
        COALESCE((SELECT sum(f.quantity) FROM order_line l JOIN snapshot_line f
                  ON f.snapshot_id = s.id AND f.line_id = l.id WHERE l.order_id = o.id), 0)
        + COALESCE((SELECT sum(l.after - l.before) FROM amendment_line l JOIN amendment a ON a.id = l.amendment_id
                    WHERE l.order_id = o.id AND a.snapshot_id = s.id AND a.state = 'accepted'), 0) AS wanted,
        (SELECT sum(e.picked + e.substituted) FROM line_outcome e WHERE e.order_id = o.id) AS given,
        (SELECT sum(e.short + e.substituted) FROM line_outcome e WHERE e.order_id = o.id) AS changed
      FROM orders o JOIN cycle y ON y.id = o.cycle_id JOIN snapshot s ON s.cycle_id = y.id AND s.state = 'live'
      LEFT JOIN collection k ON k.order_id = o.id LEFT JOIN uncollected x ON x.order_id = o.id
      WHERE
"""
_END = ") b JOIN point p ON p.id = b.at_point ORDER BY b.cycle_id DESC, b.sequence, b.pickup_code"
_RECENT = "y.state IN ('cut', 'fulfilling', 'completed') AND y.delivery_day >= :since"
# By point and cycle first: so the index of pickup codes is walked, a few hundred places at most.
_CODE = f"""{_BUYERS} o.id IN (
        SELECT c.id FROM cycle y CROSS JOIN point q JOIN orders c ON c.point_id = q.id AND c.cycle_id = y.id
          AND c.pickup_code = :code WHERE {_RECENT}) {_END}"""
_TAIL = f"{_BUYERS} o.phone_tail = :tail AND {_RECENT} {_END}"
_IDS = f"{_BUYERS} o.id IN :ids {_END}"
_POINT = f"""{_BUYERS} o.cycle_id = :cycle AND (o.point_id = :point OR o.id IN (
        SELECT l.order_id FROM amendment_line l WHERE l.point_id = :point)) {_END}"""
_CYCLE = f"{_BUYERS} o.cycle_id = :cycle {_END}"

_BY_CODE, _BY_TAIL = text(_CODE), text(_TAIL)
_BY_IDS = text(_IDS).bindparams(bindparam("ids", expanding=True))
_OF_POINT, _OF_CYCLE = text(_POINT), text(_CYCLE)


def by_code(connection: Connection, code: str) -> list[Candidate]:
    """Orders of the last cycles with this pickup code, wherever they are."""
    return [candidate(row) for row in connection.execute(_BY_CODE, {"code": code, "since": _since()})]


def by_id(connection: Connection, order_id: int, tail: str | None) -> list[Candidate]:
    """The order of this id, when its phone ends with `tail` (None: whatever it ends with)."""
    rows = rows_by_ids(connection, [order_id])
    return [candidate(row) for row in rows if tail is None or (tail and row.phone_tail == tail)]


def by_ids(connection: Connection, order_ids: Sequence[int]) -> list[Candidate]:
    """The orders of these ids."""
    return [candidate(row) for row in rows_by_ids(connection, order_ids)]


def rows_by_ids(connection: Connection, order_ids: Sequence[int]) -> list[Any]:
    """Rows of orders by their ids."""
    return [row for some in in_chunks(list(order_ids)) for row in connection.execute(_BY_IDS, {"ids": list(some)})]


def rows_by_tail(connection: Connection, tail: str) -> list[Any]:
    """Rows of orders of the last cycles whose phone ends so."""
    return list(connection.execute(_BY_TAIL, {"tail": tail, "since": _since()}))


def rows_of(connection: Connection, cycle_id: int, point_id: int | None = None) -> list[Any]:
    """Rows of a cycle's orders, or of those that are at one point."""
    if point_id is None:
        return list(connection.execute(_OF_CYCLE, {"cycle": cycle_id}))
    rows = connection.execute(_OF_POINT, {"cycle": cycle_id, "point": point_id})
    return [row for row in rows if row.at_point == point_id]


def _since() -> Any:
    return (now().astimezone().date() - timedelta(days=SEARCHED_DAYS)).isoformat()


def candidate(row: Any) -> Candidate:
    """An order as the rules judge it."""
    at = None if row.collected_at is None else from_ms(row.collected_at)
    return Candidate(row.id, row.external_no, row.cycle, row.at_point, row.point, state_of(row), at)


def state_of(row: Any) -> BuyerState:
    """Where the order is, by what the records say."""
    if row.state == "cancelled" or row.wanted == 0:
        return BuyerState.CANCELLED
    if row.collected_at is not None:
        return BuyerState.COLLECTED
    if row.kept == BuyerState.RETURNED:
        return BuyerState.RETURNED
    if not row.arrived:
        return BuyerState.ON_ITS_WAY
    return BuyerState.EXTENDED if row.kept == BuyerState.EXTENDED else BuyerState.WAITING
