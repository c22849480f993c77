"""What the books of ordering hold, read in few words by the tests beside it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from domain.catalogue.records import ProductRecord
from domain.common.columns import Record
from domain.common.database import Database
from domain.common.records import TrailRecord
from domain.ordering.records import CycleRecord, OrderLineRecord, OrderRecord
from domain.places.records import PointRecord


def goods(database: Database, number: str) -> dict[str, int]:
    """{product: open pieces} of the order with that number."""
    query = (
        select(ProductRecord.name, func.sum(OrderLineRecord.quantity - OrderLineRecord.cancelled_quantity))
        .join(OrderLineRecord, OrderLineRecord.product_id == ProductRecord.id)
        .join(OrderRecord, OrderRecord.id == OrderLineRecord.order_id)
        .where(OrderRecord.external_no == number, OrderLineRecord.quantity > OrderLineRecord.cancelled_quantity)
        .group_by(ProductRecord.name)
    )
    with database.read() as connection:
        return {name: int(pieces) for name, pieces in connection.execute(query)}


def order(database: Database, number: str, code: str | None = None) -> Any:
    """The one order of that number (in the cycle `code`), with the names of its point and cycle."""
    query = (
        select(OrderRecord.__table__, PointRecord.name.label("point"), CycleRecord.code.label("cycle"))
        .join(PointRecord, PointRecord.id == OrderRecord.point_id)
        .join(CycleRecord, CycleRecord.id == OrderRecord.cycle_id)
        .where(OrderRecord.external_no == number)
    )
    if code is not None:
        query = query.where(CycleRecord.code == code)
    with database.read() as connection:
        return connection.execute(query).one()


def count(database: Database, record: type[Record]) -> int:
    with database.read() as connection:
        return int(connection.execute(select(func.count()).select_from(record)).scalar_one())


def trail(database: Database, what: str) -> list[Any]:
    """The trail rows of one kind of act, oldest first."""
    query = select(TrailRecord.__table__).where(TrailRecord.what == what).order_by(TrailRecord.at, TrailRecord.seq)
    with database.read() as connection:
        return list(connection.execute(query).all())
