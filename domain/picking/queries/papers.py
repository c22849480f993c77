"""Who gets less than was ordered, by point: what the leader is told, and what is given back by price.

While a wave is open the shared shortage decides; once it is closed, how each line really ended. So a piece that broke at
the pick stands here too, without a rule. Set-based: 50,000 orders in one statement.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, text

from domain.common.codes import family_name
from domain.common.money import price_share_fen
from domain.cutoff.queries.books import live_row, point_order, points_by_id, product_order, products_by_id
from domain.cutoff.queries.current import CURRENT_LINES


@dataclass(frozen=True, slots=True)
class ShortLine:
    """One product of one buyer that comes short: family name, phone tail and pickup code, never more.

    `less` of `ordered` pieces do not come, `instead` of them are replaced by something else (and not counted in
    `less`). `rule`: the shared shortage's (ShortageRule), empty when the piece went missing at the pick. `refund_fen`:
    the share of what was paid for the line.
    """

    pickup_code: str
    sequence: int | None
    name: str
    phone_tail: str
    product_id: int
    product: str
    spec: str
    unit: str
    ordered: int
    less: int
    instead: int
    rule: str
    tags: str
    refund_fen: int


@dataclass(frozen=True, slots=True)
class ShortageNotice:
    """Everybody of a point who gets less: by product, then as the buyers stand on every paper. Leader by the tail."""

    point_id: int
    point: str
    leader: str
    phone: str
    rows: tuple[ShortLine, ...] = field(default=())

    @property
    def pieces(self) -> int:
        """Pieces that do not come."""
        return sum(row.less for row in self.rows)

    @property
    def refund_fen(self) -> int:
        """What is given back for them."""
        return sum(row.refund_fen for row in self.rows)


_SHORT = f"""
    SELECT l.order_id, l.point_id, l.product_id, l.wanted, l.quantity, l.amount_fen, l.sequence, o.pickup_code, o.buyer,
           o.phone_tail, COALESCE(z.short, l.quantity - r.given) AS less, COALESCE(z.substituted, 0) AS instead,
           COALESCE(g.rule, '') AS rule, COALESCE(g.tags, '') AS tags
    FROM ({CURRENT_LINES}) l JOIN orders o ON o.id = l.order_id
    LEFT JOIN pick_cell c ON c.snapshot_id = :snapshot AND c.point_id = l.point_id AND c.product_id = l.product_id
    LEFT JOIN line_outcome z ON z.cell_id = c.id AND z.order_id = l.order_id
    LEFT JOIN shortage g ON g.snapshot_id = :snapshot AND g.product_id = l.product_id AND g.state = 'live'
    LEFT JOIN shortage_share r ON r.shortage_id = g.id AND r.order_id = l.order_id AND r.point_id = l.point_id
      AND r.given < r.wanted
    WHERE COALESCE(z.short, l.quantity - r.given, 0) > 0
"""


def shortage_notices(connection: Connection, code: str) -> tuple[ShortageNotice, ...]:
    """One notice per point where somebody gets less, points as on every paper; none when nobody does."""
    live = live_row(connection, code)
    products, points = products_by_id(connection), points_by_id(connection)
    by_point: dict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(text(_SHORT), {"snapshot": live.id}):
        by_point[row.point_id].append(row)
    return tuple(
        _notice(points[i], by_point[i], products) for i in sorted(by_point, key=lambda i: point_order(points[i]))
    )


def _notice(point: Any, rows: list[Any], products: dict[int, Any]) -> ShortageNotice:
    def place(row: Any) -> tuple[Any, ...]:
        return product_order(products[row.product_id]), row.sequence is None, row.sequence or 0, row.pickup_code

    return ShortageNotice(
        point_id=point.id,
        point=point.name,
        leader=family_name(point.leader),
        phone=point.phone[-4:],
        rows=tuple(_line(row, products[row.product_id]) for row in sorted(rows, key=place)),
    )


def _line(row: Any, product: Any) -> ShortLine:
    less = int(row.less)
    return ShortLine(
        pickup_code=row.pickup_code,
        sequence=row.sequence,
        name=family_name(row.buyer),
        phone_tail=row.phone_tail,
        product_id=product.id,
        product=product.name,
        spec=product.spec,
        unit=product.sale_unit,
        ordered=int(row.quantity),
        less=less,
        instead=int(row.instead),
        rule=row.rule,
        tags=row.tags,
        refund_fen=price_share_fen(int(row.amount_fen), less, int(row.wanted)),
    )
