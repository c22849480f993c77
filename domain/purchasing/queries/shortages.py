"""What is short, who would go short by a rule, and whether a sharing still follows from what is stored with it.

Next: receiving.py.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, text

from domain.common.codes import family_name
from domain.common.errors import NotFound
from domain.common.lookups import table_of
from domain.common.records import SettingRecord
from domain.cutoff.queries.books import live_row
from domain.cutoff.queries.current import CURRENT_LINES
from domain.places.records import PointRecord
from domain.purchasing.queries.lines import BuyersLines, buyers_lines, lines_with_buyers
from domain.purchasing.queries.standing import ProductStanding, standings
from domain.purchasing.records import ShortageRecord, ShortageShareRecord
from domain.purchasing.rules.sharing import shares, shares_hash
from domain.purchasing.words import NobodyWants, ShortageRule, ShortageState
from domain.stock.queries import usable
from domain.stock.words import STOCK_SETTING, Tracking


@dataclass(frozen=True, slots=True)
class ShortProduct:
    """A product of which less is there than is wanted now: `available` = usable stock, what came included, and what
    was picked already. `still_to_come`: on orders of which nothing of the product has come yet. `shared`: the rule of
    the sharing in force, `shared_given` what it gives away; None and 0 when none is.
    """

    product_id: int
    product: str
    spec: str
    wanted: int
    available: int
    still_to_come: int
    points: int
    orders: int
    is_ordered: bool
    shared: str | None
    shared_given: int

    @property
    def short(self) -> int:
        """Pieces missing now."""
        return self.wanted - self.available

    @property
    def is_settled(self) -> bool:
        """True when nothing more is to come, so that it can be shared for good: bought, and come as far as it comes."""
        return self.still_to_come == 0 and (self.is_ordered or self.available > 0)


@dataclass(frozen=True, slots=True)
class ShareRow:
    """What one buyer's line gets: family name and phone tail, never more. `is_tagged`: has one of the tags asked for."""

    order_id: int
    order: str
    point: str
    sequence: int | None
    name: str
    phone_tail: str
    wanted: int
    given: int
    is_tagged: bool

    @property
    def short(self) -> int:
        return self.wanted - self.given


@dataclass(frozen=True, slots=True)
class SharePreview:
    """What a rule would do, nothing written: sums, and every line in the order in which its buyer paid."""

    product_id: int
    rule: ShortageRule
    tags: tuple[str, ...]
    wanted: int
    available: int
    given: int
    rows: tuple[ShareRow, ...]

    @property
    def short_rows(self) -> tuple[ShareRow, ...]:
        """The lines that get less than they want."""
        return tuple(row for row in self.rows if row.given < row.wanted)


_TO_COME = text(
    """
    SELECT l.product_id, sum(CASE WHEN o.state <> 'received' AND NOT EXISTS (SELECT 1 FROM receipt_line r
             WHERE r.purchase_line_id = l.id AND r.undoes_id IS NULL
             AND NOT EXISTS (SELECT 1 FROM receipt_line u WHERE u.undoes_id = r.id)) THEN l.ordered ELSE 0 END) AS pieces
    FROM purchase_line l JOIN purchase_order o ON o.id = l.purchase_order_id
    WHERE o.cycle_id = :cycle AND o.state <> 'cancelled' GROUP BY l.product_id
    """
)
_TOUCHED = f"""
    SELECT product_id, count(*) AS orders, count(DISTINCT point_id) AS points FROM ({CURRENT_LINES}) l
    WHERE quantity > 0 GROUP BY product_id
"""
_TOUCHED_TEXT = text(_TOUCHED)


def short_products(connection: Connection, code: str) -> tuple[ShortProduct, ...]:
    """The products of a cut cycle that are short now, in the order of papers. Raises NotFound, CycleNotCut.

    A company that keeps no stock is short of nothing it never received: that is picked without a lot.
    """
    live = live_row(connection, code)
    short = [one for one in standings(connection, live.cycle_id, live.id) if _available(one) < one.standing.wanted]
    if short and _keeps_no_stock(connection):
        received = set(connection.execute(_RECEIVED).scalars())
        short = [one for one in short if one.product_id in received]
    if not short:
        return ()
    facts = {"snapshot": live.id, "cycle": live.cycle_id}
    to_come = {row.product_id: int(row.pieces) for row in connection.execute(_TO_COME, facts)}
    touched = {row.product_id: row for row in connection.execute(_TOUCHED_TEXT, facts)}
    shared = _live_sharings(connection, live.id)
    return tuple(_short(one, to_come, touched[one.product_id], shared.get(one.product_id)) for one in short)


_RECEIVED = text("SELECT DISTINCT product_id FROM lot")


def _keeps_no_stock(connection: Connection) -> bool:
    stored = connection.execute(select(SettingRecord.value).where(SettingRecord.name == STOCK_SETTING))
    return bool(json.loads(stored.scalar_one_or_none() or "null") == Tracking.UNTRACKED)


def _available(one: ProductStanding) -> int:
    return one.standing.usable + one.standing.picked


def _short(one: ProductStanding, to_come: dict[int, int], touched: Any, shared: Any) -> ShortProduct:
    return ShortProduct(
        product_id=one.product_id,
        product=one.name,
        spec=one.spec,
        wanted=one.standing.wanted,
        available=_available(one),
        still_to_come=to_come.get(one.product_id, 0),
        points=int(touched.points),
        orders=int(touched.orders),
        is_ordered=one.product_id in to_come,
        shared=shared.rule if shared else None,
        shared_given=shared.given if shared else 0,
    )


def _live_sharings(connection: Connection, snapshot: int) -> dict[int, Any]:
    query = select(table_of(ShortageRecord)).where(
        ShortageRecord.snapshot_id == snapshot, ShortageRecord.state == ShortageState.LIVE.value
    )
    return {row.product_id: row for row in connection.execute(query)}


def shared_products(connection: Connection, code: str) -> tuple[int, ...]:
    """The ids of the products whose shortage is shared now."""
    return tuple(sorted(_live_sharings(connection, live_row(connection, code).id)))


def available_of(connection: Connection, cycle: int, product_id: int) -> tuple[int, int]:
    """(pieces there for the cycle: usable and picked already; pieces still to come). `cycle` is an id."""
    taken = connection.execute(_TAKEN, {"cycle": cycle, "product": product_id}).scalar_one()
    to_come = {row.product_id: int(row.pieces) for row in connection.execute(_TO_COME, {"cycle": cycle})}
    return usable(connection, cycle).get(product_id, 0) + int(taken), to_come.get(product_id, 0)


_TAKEN = text("SELECT COALESCE(sum(taken), 0) FROM allocation WHERE cycle_id = :cycle AND product_id = :product")


def lines_to_share(
    connection: Connection, snapshot: int, product_id: int, rule: ShortageRule, tags: Sequence[str]
) -> BuyersLines:
    """The lines a rule shares over. Raises NobodyWants."""
    lines = buyers_lines(connection, snapshot, product_id, _tags_of(rule, tags))
    return _wanted_by_somebody(connection, product_id, lines)


def _tags_of(rule: ShortageRule, tags: Sequence[str]) -> Sequence[str] | None:
    """The tags that count for the rule: those named, any when none is; None where tags do not count."""
    return tuple(tags) if rule is ShortageRule.TAGGED_FIRST else None


def _wanted_by_somebody(connection: Connection, product_id: int, lines: BuyersLines) -> BuyersLines:
    if not lines.orders:
        raise NobodyWants(product_name(connection, product_id))
    return lines


def product_name(connection: Connection, product_id: int) -> str:
    """A product's name with its spec. Raises NotFound."""
    row = connection.execute(_NAME, {"product": product_id}).one_or_none()
    if row is None:
        raise NotFound("product", str(product_id))
    return f"{row.name} {row.spec}".strip()


_NAME = text("SELECT name, spec FROM product WHERE id = :product")


def shortage_preview(
    connection: Connection,
    code: str,
    product_id: int,
    rule: ShortageRule,
    *,
    tags: Sequence[str] = (),
    available: int | None = None,
) -> SharePreview:
    """Who would get what by a rule; `available` stands for what is counted when a person says another number."""
    live = live_row(connection, code)
    lines, heads = lines_with_buyers(connection, live.id, product_id, _tags_of(rule, tags))
    _wanted_by_somebody(connection, product_id, lines)
    there = available_of(connection, live.cycle_id, product_id)[0] if available is None else available
    there = min(there, lines.wanted)
    given = shares(rule, there, lines.wants, lines.tagged)
    rows = _named(connection, lines, given, heads)
    return SharePreview(product_id, rule, tuple(tags), lines.wanted, there, sum(given), rows)


def shortage_shares(connection: Connection, code: str, product_id: int) -> SharePreview | None:
    """The sharing of a product in force, as it is stored; None when none is."""
    live = live_row(connection, code)
    row = _live_sharings(connection, live.id).get(product_id)
    if row is None:
        return None
    stored = connection.execute(_STORED_WITH_BUYERS, {"shortage": row.id}).all()
    columns = ("order_id", "point_id", "wanted", "tagged")
    lines = BuyersLines(*([getattr(one, name) for one in stored] for name in columns))
    rows = _named(connection, lines, [one.given for one in stored], stored)
    tags = tuple(tag for tag in row.tags.split(",") if tag)
    return SharePreview(product_id, ShortageRule(row.rule), tags, row.wanted, row.available, row.given, rows)


_STORED_WITH_BUYERS = text(
    """
    SELECT s.order_id, s.point_id, s.wanted, s.given, s.tagged, o.external_no, o.sequence, o.buyer, o.phone_tail
    FROM shortage_share s JOIN orders o ON o.id = s.order_id WHERE s.shortage_id = :shortage ORDER BY s.rank
    """
)


def _named(
    connection: Connection, lines: BuyersLines, given: Sequence[int], heads: Sequence[Any]
) -> tuple[ShareRow, ...]:
    points = dict(connection.execute(select(PointRecord.id, PointRecord.name)).all())
    columns = (lines.orders, lines.points, lines.wants, given, lines.tagged, heads)
    rows = []
    for order, point, wanted, got, tagged, head in zip(*columns, strict=True):
        number, sequence, buyer, tail = head[-4:]
        name = family_name(buyer)
        rows.append(ShareRow(order, number, points[point], sequence, name, tail, wanted, got, bool(tagged)))
    return tuple(rows)


def _stored(connection: Connection, shortage_id: int) -> Sequence[Any]:
    query = select(table_of(ShortageShareRecord)).where(ShortageShareRecord.shortage_id == shortage_id)
    return connection.execute(query.order_by(ShortageShareRecord.rank)).all()


def recomputed(connection: Connection, shortage_id: int) -> bool:
    """True when the stored rule over the stored lines gives the stored shares again, and the hash is theirs."""
    head = connection.execute(select(table_of(ShortageRecord)).where(ShortageRecord.id == shortage_id)).one_or_none()
    if head is None:
        raise NotFound("shortage", str(shortage_id))
    rows = _stored(connection, shortage_id)
    orders, wants = [row.order_id for row in rows], [row.wanted for row in rows]
    tagged, given = [row.tagged for row in rows], [row.given for row in rows]
    rule = ShortageRule(head.rule)
    return (
        shares(rule, head.available, wants, tagged) == given
        and (head.lines, head.wanted, head.given) == (len(rows), sum(wants), sum(given))
        and shares_hash(rule, head.tags, head.available, orders, wants, tagged, given) == head.hash
    )
