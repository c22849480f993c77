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
    SELECT l.order_id, l.point_id, l.quantity, b.phone, b.channel, b.buyer, b.external_no, l.sequence, b.buyer, b.phone_tail
    FROM ({CURRENT_LINES}) l JOIN orders b ON b.id = l.order_id
    WHERE l.product_id = :product AND l.quantity > 0 ORDER BY l.paid_at, l.order_id
"""
_LINES_TEXT, _WITH_BUYERS_TEXT = text(_LINES), text(_WITH_BUYERS)


def buyers_lines(
    connection: Connection, snapshot: int, product_id: int, tags: Collection[str] | None = None
) -> BuyersLines:
    """Every line of the product that holds a piece now. `snapshot` is an id.

    `tags`: which tags of buyers count; none named: any tag does; None: none is looked at.
    """
    if tags is not None:
        return lines_with_buyers(connection, snapshot, product_id, tags)[0]
    rows = connection.execute(_LINES_TEXT, {"snapshot": snapshot, "product": product_id}).all()
    return BuyersLines(*_columns(rows), [False] * len(rows))


def lines_with_buyers(
    connection: Connection, snapshot: int, product_id: int, tags: Collection[str] | None = None
) -> tuple[BuyersLines, Sequence[Any]]:
    """The same lines, and of each a row that ends with number, sequence, buyer and phone tail of its order."""
    rows = connection.execute(_WITH_BUYERS_TEXT, {"snapshot": snapshot, "product": product_id}).all()
    keys = frozenset() if tags is None else _keys_with(connection, tags)
    tagged = [_key(row) in keys for row in rows] if keys else [False] * len(rows)
    return BuyersLines(*_columns(rows), tagged), rows


def _columns(rows: Sequence[Any]) -> tuple[list[int], list[int], list[int]]:
    return [row[0] for row in rows], [row[1] for row in rows], [int(row[2]) for row in rows]


def _key(row: Any) -> str:
    """The buyer's key; a mobile number, which almost every phone is, is its own."""
    phone: str = row[3]
    return phone if len(phone) == 11 and phone.isascii() and phone.isdecimal() else buyer_key(phone, row[4], row[5])


def _keys_with(connection: Connection, tags: Collection[str]) -> frozenset[str]:
    query = select(BuyerTagRecord.buyer_key).distinct()
    if tags:
        query = query.where(BuyerTagRecord.tag.in_(sorted(tags)))
    return frozenset(connection.execute(query).scalars())
