"""The buyers' lines of one product in the order in which they paid, as a sharing walks them. Next: shortages.py."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, text

from domain.cutoff.queries.current import CURRENT_LINES
from domain.ordering.records import BuyerTagRecord
from domain.ordering.rules import buyer_key


@dataclass(frozen=True, slots=True)
class BuyersLines:
    """Columns of equal length, one place a line: order and point ids, pieces wanted now, whether the buyer has one of
    the tags asked for.
    """

    orders: Sequence[int]
    points: Sequence[int]
    wants: Sequence[int]
    tagged: Sequence[bool]

    @property
    def wanted(self) -> int:
        """Pieces wanted by all lines."""
        return sum(self.wants)


_LINES = f"""
    SELECT order_id, point_id, quantity FROM ({CURRENT_LINES}) l
    WHERE product_id = :product AND quantity > 0 ORDER BY paid_at, order_id
"""
_WITH_BUYERS = f"""
    SELECT l.order_id, l.point_id, l.quantity, b.phone, b.channel, b.buyer
    FROM ({CURRENT_LINES}) l JOIN orders b ON b.id = l.order_id
    WHERE l.product_id = :product AND l.quantity > 0 ORDER BY l.paid_at, l.order_id
"""
_LINES_TEXT, _WITH_BUYERS_TEXT = text(_LINES), text(_WITH_BUYERS)


def buyers_lines(connection: Connection, snapshot: int, product_id: int, tags: Collection[str] = ()) -> BuyersLines:
    """Every line of the product that holds a piece now. `snapshot` is an id."""
    facts = {"snapshot": snapshot, "product": product_id}
    if not tags:
        rows = connection.execute(_LINES_TEXT, facts).all()
        return BuyersLines(*_columns(rows), [False] * len(rows))
    keys = _keys_with(connection, tags)
    rows = connection.execute(_WITH_BUYERS_TEXT, facts).all()
    return BuyersLines(*_columns(rows), [buyer_key(row.phone, row.channel, row.buyer) in keys for row in rows])


def _columns(rows: Sequence[Any]) -> tuple[list[int], list[int], list[int]]:
    return [row[0] for row in rows], [row[1] for row in rows], [int(row[2]) for row in rows]


def _keys_with(connection: Connection, tags: Collection[str]) -> frozenset[str]:
    query = select(BuyerTagRecord.buyer_key).where(BuyerTagRecord.tag.in_(sorted(tags)))
    return frozenset(connection.execute(query).scalars())
