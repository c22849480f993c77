"""Frozen rows of ordering for screens, papers and the command line. Orders come in pages by key, never by offset.

Sorting, filtering and counting are SQL (a page of 500 of 100,000 orders in some milliseconds). Next: operations.py.
"""

from __future__ import annotations

import enum
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, tuple_

from domain.catalogue.records import ProductRecord
from domain.common.codes import masked_phone
from domain.common.columns import from_ms
from domain.common.errors import Notice, NotFound
from domain.ordering.records import (
    BuyerTagRecord,
    CycleRecord,
    HeldRecord,
    ImportRecord,
    OrderLineRecord,
    OrderRecord,
    RefundDueRecord,
)
from domain.ordering.words import CycleState
from domain.places.records import PointRecord, WarehouseRecord

PAGE = 500


@dataclass(frozen=True, slots=True)
class CycleRow:
    """A cycle and its sums so far."""

    id: int
    code: str
    title: str
    warehouse: str
    state: str
    opened_at: datetime
    cutoff_at: datetime
    delivery: date
    minimum_orders: int
    orders: int
    lines: int
    pieces: int
    paid_fen: int
    late: int
    held: int


class OrderSort(enum.StrEnum):
    """What the table of orders can be sorted by."""

    ENTRY = "entry"
    SEQUENCE = "sequence"
    NUMBER = "number"
    BUYER = "buyer"
    POINT = "point"
    PIECES = "pieces"
    PAID = "paid"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """Which orders: of a cycle (None: all), matching `words` (phone tail, buyer, number, point), of a point or state."""

    cycle: str | None = None
    words: str = ""
    point_id: int | None = None
    state: str | None = None
    late_only: bool = False


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order as the table shows it; the phone is masked."""

    id: int
    cycle: str
    number: str
    sequence: int | None
    channel: str
    buyer: str
    phone: str
    point: str
    pieces: int
    lines: int
    paid_fen: int
    state: str
    is_late: bool
    is_amended: bool
    note: str
    slot: str
    ordered_at: datetime | None
    sort_key: Any


@dataclass(frozen=True, slots=True)
class OrderTotals:
    """Counts and sums of a filter, from SQL over all its orders."""

    orders: int
    lines: int
    pieces: int
    paid_fen: int


@dataclass(frozen=True, slots=True)
class OrderLineRow:
    """One line of an order's detail."""

    id: int
    line_no: int
    product_id: int
    product: str
    spec: str
    unit: str
    quantity: int
    cancelled: int
    amount_fen: int
    source_row: int


@dataclass(frozen=True, slots=True)
class OrderDetail:
    """An order with its lines, tags and the file it came from."""

    order: OrderRow
    address: str
    leader_note: str
    pickup_code: str
    lines_fen: int
    refunded_fen: int
    refund_due_fen: int
    version: int
    tags: tuple[str, ...]
    lines: tuple[OrderLineRow, ...]
    source: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A row waiting for a person: where it stood, its text, and why it was held."""

    id: int
    cycle: str
    row: int
    text: str
    reason: Notice
    imported_at: datetime


@dataclass(frozen=True, slots=True)
class SumRow:
    """Pieces, orders and amount by point or by product."""

    id: int
    name: str
    spec: str
    orders: int
    pieces: int
    amount_fen: int


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One import of the past."""

    id: int
    cycle: str
    source: str
    files: tuple[str, ...]
    at: datetime
    counts: dict[str, int]


def cycle_id(connection: Connection, code: str) -> int:
    """The id of the cycle called `code`; NotFound when there is none."""
    found = connection.execute(select(CycleRecord.id).where(CycleRecord.code == code)).scalar_one_or_none()
    if found is None:
        raise NotFound("cycle", code)
    return int(found)


def cycles(connection: Connection, *, limit: int = 60) -> tuple[CycleRow, ...]:
    """Cycles, the latest delivery first, with their sums."""
    return tuple(_cycle_rows(connection, select(CycleRecord.id).order_by(CycleRecord.id.desc()).limit(limit)))


def cycle(connection: Connection, code: str) -> CycleRow:
    """One cycle with its sums; NotFound when there is none."""
    return _cycle_rows(connection, select(CycleRecord.id).where(CycleRecord.id == cycle_id(connection, code)))[0]


def _cycle_rows(connection: Connection, wanted: Select[tuple[int]]) -> list[CycleRow]:
    ids = wanted.subquery()
    live = OrderRecord.state != "cancelled"
    sums = (
        select(
            OrderRecord.cycle_id,
            func.count().label("orders"),
            func.coalesce(func.sum(OrderRecord.lines), 0).label("lines"),
            func.coalesce(func.sum(OrderRecord.pieces), 0).label("pieces"),
            func.coalesce(func.sum(OrderRecord.paid_fen), 0).label("paid_fen"),
            func.coalesce(func.sum(OrderRecord.is_late), 0).label("late"),
        )
        .where(OrderRecord.cycle_id.in_(select(ids.c.id)), live)
        .group_by(OrderRecord.cycle_id)
        .subquery()
    )
    held = (
        select(HeldRecord.cycle_id, func.count().label("held"))
        .where(HeldRecord.settled.is_(None))
        .group_by(HeldRecord.cycle_id)
        .subquery()
    )
    query = (
        select(CycleRecord.__table__, WarehouseRecord.name.label("warehouse"), sums, held.c.held)
        .join(ids, ids.c.id == CycleRecord.id)
        .join(WarehouseRecord, WarehouseRecord.id == CycleRecord.warehouse_id)
        .outerjoin(sums, sums.c.cycle_id == CycleRecord.id)
        .outerjoin(held, held.c.cycle_id == CycleRecord.id)
        .order_by(CycleRecord.delivery_day.desc(), CycleRecord.id.desc())
    )
    return [_cycle_row(row) for row in connection.execute(query)]


def _cycle_row(row: Any) -> CycleRow:
    return CycleRow(
        id=row.id,
        code=row.code,
        title=row.title,
        warehouse=row.warehouse,
        state=row.state,
        opened_at=row.opened_at,
        cutoff_at=row.cutoff_at,
        delivery=row.delivery_day,
        minimum_orders=row.minimum_orders,
        orders=int(row.orders or 0),
        lines=int(row.lines or 0),
        pieces=int(row.pieces or 0),
        paid_fen=int(row.paid_fen or 0),
        late=int(row.late or 0),
        held=int(row.held or 0),
    )


def latest_cycle(connection: Connection) -> str | None:
    """The code of the cycle tonight is about: the youngest one that is not settled or failed."""
    query = (
        select(CycleRecord.code)
        .where(CycleRecord.state.not_in([CycleState.SETTLED.value, CycleState.FAILED.value]))
        .order_by(CycleRecord.id.desc())
        .limit(1)
    )
    return connection.execute(query).scalar_one_or_none()


_SORT_COLUMNS: dict[OrderSort, ColumnElement[Any]] = {
    OrderSort.ENTRY: OrderRecord.id.expression,
    OrderSort.SEQUENCE: func.coalesce(OrderRecord.sequence, 0),
    OrderSort.NUMBER: OrderRecord.external_no.expression,
    OrderSort.BUYER: OrderRecord.buyer.expression,
    OrderSort.POINT: PointRecord.name.expression,
    OrderSort.PIECES: OrderRecord.pieces.expression,
    OrderSort.PAID: OrderRecord.paid_fen.expression,
    OrderSort.STATE: OrderRecord.state.expression,
}


def order_page(
    connection: Connection,
    wanted: OrderFilter,
    *,
    sort: OrderSort = OrderSort.ENTRY,
    descending: bool = False,
    after: OrderRow | None = None,
    limit: int = PAGE,
) -> tuple[OrderRow, ...]:
    """The next `limit` orders behind `after` (None: from the start) in the sort's order; ties go by id."""
    key = _SORT_COLUMNS[sort]
    query = _order_select(key).where(*_conditions(connection, wanted))
    if after is not None:
        here = tuple_(key, OrderRecord.id)
        mark = tuple_(after.sort_key, after.id)
        query = query.where(here < mark if descending else here > mark)
    order = (key.desc(), OrderRecord.id.desc()) if descending else (key, OrderRecord.id)
    return tuple(_order_row(row) for row in connection.execute(query.order_by(*order).limit(limit)))


def _order_select(key: ColumnElement[Any]) -> Select[Any]:
    return (
        select(
            OrderRecord.id,
            CycleRecord.code.label("cycle"),
            OrderRecord.external_no,
            OrderRecord.sequence,
            OrderRecord.channel,
            OrderRecord.buyer,
            OrderRecord.phone,
            PointRecord.name.label("point"),
            OrderRecord.pieces,
            OrderRecord.lines,
            OrderRecord.paid_fen,
            OrderRecord.state,
            OrderRecord.is_late,
            OrderRecord.amendment_id,
            OrderRecord.note,
            OrderRecord.slot,
            OrderRecord.ordered_at,
            key.label("sort_key"),
        )
        .join(CycleRecord, CycleRecord.id == OrderRecord.cycle_id)
        .join(PointRecord, PointRecord.id == OrderRecord.point_id)
    )


def _order_row(row: Any) -> OrderRow:
    return OrderRow(
        id=row.id,
        cycle=row.cycle,
        number=row.external_no,
        sequence=row.sequence,
        channel=row.channel,
        buyer=row.buyer,
        phone=masked_phone(row.phone),
        point=row.point,
        pieces=row.pieces,
        lines=row.lines,
        paid_fen=row.paid_fen,
        state=row.state,
        is_late=bool(row.is_late),
        is_amended=row.amendment_id is not None,
        note=row.note,
        slot=row.slot,
        ordered_at=row.ordered_at,
        sort_key=row.sort_key,
    )


def _conditions(connection: Connection, wanted: OrderFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.cycle is not None:
        found.append(OrderRecord.cycle_id == cycle_id(connection, wanted.cycle))
    if wanted.point_id is not None:
        found.append(OrderRecord.point_id == wanted.point_id)
    if wanted.state is not None:
        found.append(OrderRecord.state == wanted.state)
    if wanted.late_only:
        found.append(OrderRecord.is_late == 1)
    if wanted.words.strip():
        found.append(_words_condition(wanted.words.strip()))
    return found


def _words_condition(words: str) -> ColumnElement[bool]:
    """Four digits are a phone tail (or a number); other words are looked for in buyer, number and point."""
    escaped = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    number = OrderRecord.external_no.like(f"{escaped}%", escape="\\")
    if words.isascii() and words.isdigit() and len(words) == 4:
        return or_(OrderRecord.phone_tail == words, OrderRecord.external_no == words, OrderRecord.pickup_code == words)
    points = select(PointRecord.id).where(PointRecord.name.like(f"%{escaped}%", escape="\\"))
    return or_(OrderRecord.buyer.like(f"%{escaped}%", escape="\\"), number, OrderRecord.point_id.in_(points))


def order_totals(connection: Connection, wanted: OrderFilter) -> OrderTotals:
    """Counts and sums of all orders of the filter (cancelled ones count as orders only when asked for by state)."""
    query = select(
        func.count(),
        func.coalesce(func.sum(OrderRecord.lines), 0),
        func.coalesce(func.sum(OrderRecord.pieces), 0),
        func.coalesce(func.sum(OrderRecord.paid_fen), 0),
    ).where(*_conditions(connection, wanted))
    row = connection.execute(query).one()
    return OrderTotals(*(int(value) for value in row))


def order_detail(connection: Connection, order_id: int) -> OrderDetail:
    """One order whole; NotFound when there is none."""
    row = connection.execute(_order_select(OrderRecord.id.expression).where(OrderRecord.id == order_id)).one_or_none()
    if row is None:
        raise NotFound("order", str(order_id))
    more = connection.execute(select(OrderRecord.__table__).where(OrderRecord.id == order_id)).one()
    origin = connection.execute(select(ImportRecord.__table__).where(ImportRecord.id == more.import_id)).one_or_none()
    return OrderDetail(
        order=_order_row(row),
        address=more.address,
        leader_note=more.leader_note,
        pickup_code=more.pickup_code,
        lines_fen=more.lines_fen,
        refunded_fen=more.refunded_fen,
        refund_due_fen=more.refund_due_fen,
        version=more.version,
        tags=_tags(connection, more.phone, more.channel, more.buyer),
        lines=_line_rows(connection, order_id),
        source=origin.source if origin else more.channel,
        files=tuple(json.loads(origin.files)) if origin else (),
    )


def _tags(connection: Connection, phone: str, channel: str, buyer: str) -> tuple[str, ...]:
    from domain.ordering.rules import buyer_key

    key = buyer_key(phone, channel, buyer)
    found = connection.execute(select(BuyerTagRecord.tag).where(BuyerTagRecord.buyer_key == key).order_by("tag"))
    return tuple(found.scalars())


def _line_rows(connection: Connection, order_id: int) -> tuple[OrderLineRow, ...]:
    query = (
        select(OrderLineRecord.__table__, ProductRecord.name, ProductRecord.spec, ProductRecord.sale_unit)
        .join(ProductRecord, ProductRecord.id == OrderLineRecord.product_id)
        .where(OrderLineRecord.order_id == order_id)
        .order_by(OrderLineRecord.line_no)
    )
    return tuple(
        OrderLineRow(
            id=row.id,
            line_no=row.line_no,
            product_id=row.product_id,
            product=row.name,
            spec=row.spec,
            unit=row.sale_unit,
            quantity=row.quantity,
            cancelled=row.cancelled_quantity,
            amount_fen=row.amount_fen,
            source_row=row.source_row,
        )
        for row in connection.execute(query)
    )


def held_rows(connection: Connection, cycle_code: str | None = None, *, limit: int = 500) -> tuple[HeldRow, ...]:
    """Rows not accepted until a person decides, oldest first."""
    query = (
        select(HeldRecord.__table__, CycleRecord.code, ImportRecord.at)
        .join(CycleRecord, CycleRecord.id == HeldRecord.cycle_id)
        .join(ImportRecord, ImportRecord.id == HeldRecord.import_id)
        .where(HeldRecord.settled.is_(None))
        .order_by(HeldRecord.id)
        .limit(limit)
    )
    if cycle_code is not None:
        query = query.where(CycleRecord.code == cycle_code)
    return tuple(
        HeldRow(row.id, row.code, row.row, row.text, notice_from(row.reason), _moment(row.at))
        for row in connection.execute(query)
    )


def notice_from(text: str) -> Notice:
    """The notice stored as JSON in a held row."""
    data = json.loads(text)
    return Notice(str(data["code"]), tuple((str(k), v) for k, v in data["facts"]))


def _moment(value: object) -> datetime:
    return value if isinstance(value, datetime) else from_ms(int(str(value)))


def sums_by_point(connection: Connection, code: str) -> tuple[SumRow, ...]:
    """Orders, pieces and amount per point of a cycle, by the point's name."""
    query = (
        select(
            PointRecord.id,
            PointRecord.name,
            func.count().label("orders"),
            func.sum(OrderRecord.pieces).label("pieces"),
            func.sum(OrderRecord.paid_fen).label("amount"),
        )
        .join(PointRecord, PointRecord.id == OrderRecord.point_id)
        .where(OrderRecord.cycle_id == cycle_id(connection, code), OrderRecord.state != "cancelled")
        .group_by(PointRecord.id, PointRecord.name)
        .order_by(PointRecord.name)
    )
    return tuple(
        SumRow(r.id, r.name, "", int(r.orders), int(r.pieces), int(r.amount)) for r in connection.execute(query)
    )


def sums_by_product(connection: Connection, code: str) -> tuple[SumRow, ...]:
    """Orders, pieces and amount per product of a cycle, by category and name."""
    open_pieces = OrderLineRecord.quantity - OrderLineRecord.cancelled_quantity
    query = (
        select(
            ProductRecord.id,
            ProductRecord.name,
            ProductRecord.spec,
            func.count(func.distinct(OrderLineRecord.order_id)).label("orders"),
            func.sum(open_pieces).label("pieces"),
            func.sum(OrderLineRecord.amount_fen).label("amount"),
        )
        .join(ProductRecord, ProductRecord.id == OrderLineRecord.product_id)
        .join(OrderRecord, and_(OrderRecord.id == OrderLineRecord.order_id, OrderRecord.state != "cancelled"))
        .where(OrderLineRecord.cycle_id == cycle_id(connection, code), open_pieces > 0)
        .group_by(ProductRecord.id, ProductRecord.name, ProductRecord.spec, ProductRecord.category)
        .order_by(ProductRecord.category, ProductRecord.name, ProductRecord.spec)
    )
    return tuple(
        SumRow(r.id, r.name, r.spec, int(r.orders), int(r.pieces), int(r.amount)) for r in connection.execute(query)
    )


def imports(connection: Connection, code: str, *, limit: int = 50) -> tuple[ImportRow, ...]:
    """Past imports of a cycle, the latest first."""
    query = (
        select(ImportRecord.__table__)
        .where(ImportRecord.cycle_id == cycle_id(connection, code))
        .order_by(ImportRecord.id.desc())
        .limit(limit)
    )
    return tuple(
        ImportRow(r.id, code, r.source, tuple(json.loads(r.files)), _moment(r.at), json.loads(r.counts))
        for r in connection.execute(query)
    )


def refunds_due(connection: Connection, code: str) -> tuple[tuple[str, str, int, str], ...]:
    """(order number, buyer, amount in fen, reason) of the money owed back in a cycle."""
    query = (
        select(OrderRecord.external_no, OrderRecord.buyer, RefundDueRecord.amount_fen, RefundDueRecord.reason)
        .join(OrderRecord, OrderRecord.id == RefundDueRecord.order_id)
        .where(OrderRecord.cycle_id == cycle_id(connection, code))
        .order_by(RefundDueRecord.id)
    )
    return tuple((r.external_no, r.buyer, r.amount_fen, r.reason) for r in connection.execute(query))


def point_choices(connection: Connection) -> Sequence[tuple[int, str]]:
    """(id, name) of every point that may take orders, by name."""
    query = select(PointRecord.id, PointRecord.name).where(PointRecord.state != "retired").order_by(PointRecord.name)
    return [(row.id, row.name) for row in connection.execute(query)]
