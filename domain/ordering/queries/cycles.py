"""Cycles with their sums so far."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, func, select

from domain.common.clock import now
from domain.common.columns import Whole
from domain.common.errors import NotFound
from domain.ordering.queries.rows import CycleRow
from domain.ordering.records import CycleRecord, HeldRecord, OrderRecord
from domain.ordering.words import CycleState
from domain.places.records import WarehouseRecord


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


def _cycle_rows(connection: Connection, wanted: Select[Any]) -> list[CycleRow]:
    ids = wanted.subquery()
    live = OrderRecord.state != "cancelled"
    sums = (
        select(
            OrderRecord.cycle_id,
            func.count().label("orders"),
            func.coalesce(func.sum(OrderRecord.lines), 0).label("lines"),
            func.coalesce(func.sum(OrderRecord.pieces), 0).label("pieces"),
            func.coalesce(func.sum(OrderRecord.paid_fen), 0).label("paid_fen"),
            func.coalesce(func.sum(OrderRecord.is_late, type_=Whole), 0).label("late"),
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


def latest_cycle(connection: Connection, today: date | None = None) -> str | None:
    """The code of the cycle tonight is about: the next one to be delivered, else the one delivered last."""
    day = today or now().astimezone().date()
    live = select(CycleRecord.code).where(CycleRecord.state.not_in([CycleState.SETTLED.value, CycleState.FAILED.value]))
    coming = live.where(CycleRecord.delivery_day >= day).order_by(CycleRecord.delivery_day, CycleRecord.id)
    past = live.where(CycleRecord.delivery_day < day).order_by(CycleRecord.delivery_day.desc(), CycleRecord.id.desc())
    found = connection.execute(coming.limit(1)).scalar_one_or_none()
    return found or connection.execute(past.limit(1)).scalar_one_or_none()
