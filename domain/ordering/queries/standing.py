"""What waits and what was done: held rows, sums by point and product, past imports, refunds due."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, and_, func, select

from domain.catalogue.records import ProductRecord
from domain.common.codes import text_without_phones
from domain.common.columns import from_ms
from domain.common.errors import Notice
from domain.ordering.queries.cycles import cycle_id
from domain.ordering.queries.rows import HeldRow, ImportRow, SumRow
from domain.ordering.records import (
    CycleRecord,
    HeldRecord,
    ImportRecord,
    OrderLineRecord,
    OrderRecord,
    ProfileRecord,
    RefundDueRecord,
)
from domain.places.records import PointRecord


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
        HeldRow(row.id, row.code, row.row, text_without_phones(row.text), notice_from(row.reason), _moment(row.at))
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


def column_profiles(connection: Connection) -> dict[str, str]:
    """Saved column profiles: name -> JSON body."""
    query = select(ProfileRecord.name, ProfileRecord.body).order_by(ProfileRecord.name)
    return dict(connection.execute(query).all())
