"""Recurring orders: kept once, placed by themselves whenever a cycle opens on their day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select, update

from domain.catalogue.records import ProductRecord
from domain.catalogue.words import ProductState
from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotFound
from domain.common.people import Actor, Right
from domain.ordering import rules
from domain.ordering.operations import writing
from domain.ordering.operations.staging import Staged
from domain.ordering.records import CycleRecord, RecurringLineRecord, RecurringRecord
from domain.ordering.words import CheckedLine, CheckedOrder, RecurringWithoutGoods
from domain.places.records import PointRecord

CHANNEL = "recurring"


@dataclass(frozen=True, slots=True)
class RecurringOrder:
    """What a buyer wants every time: `lines` are (product id, pieces); weekday 1 = Monday of the delivery, None = every."""

    point_id: int
    buyer: str
    lines: tuple[tuple[int, int], ...]
    phone: str = ""
    note: str = ""
    delivery_weekday: int | None = None


def add_recurring(database: Database, actor: Actor, wanted: RecurringOrder) -> Done:
    """Keeps a recurring order; answer {"id"}. It is placed from the next cycle on. Raises RecurringWithoutGoods."""
    if not wanted.lines:
        raise RecurringWithoutGoods(wanted.buyer)

    def work(tx: Transaction) -> dict[str, Any]:
        head = {
            "point_id": wanted.point_id,
            "buyer": wanted.buyer,
            "phone": wanted.phone,
            "note": wanted.note,
            "delivery_weekday": wanted.delivery_weekday,
        }
        made = tx.connection.execute(insert(RecurringRecord).values(**head).returning(RecurringRecord.id)).scalar_one()
        rows = [{"recurring_id": made, "product_id": product, "quantity": n} for product, n in wanted.lines]
        tx.connection.execute(insert(RecurringLineRecord), rows)
        tx.note("ordering", "recurring_added", f"recurring {made}", after={"lines": wanted.lines})
        return {"id": int(made)}

    body = [wanted.point_id, wanted.buyer, wanted.phone, wanted.lines, wanted.note, wanted.delivery_weekday]
    return command.execute(database, actor, "add_recurring", body, work, right=Right.IMPORT_ORDERS)


def stop_recurring(database: Database, actor: Actor, recurring_id: int) -> Done:
    """The order places itself no more. Cycles that are open keep what was placed."""

    def work(tx: Transaction) -> dict[str, Any]:
        done = tx.connection.execute(
            update(RecurringRecord)
            .where(RecurringRecord.id == recurring_id, RecurringRecord.active == 1)
            .values(active=False)
        )
        if done.rowcount == 0:
            raise NotFound("recurring order", str(recurring_id))
        tx.note("ordering", "recurring_stopped", f"recurring {recurring_id}")
        return {"id": recurring_id}

    return command.execute(database, actor, "stop_recurring", [recurring_id], work, right=Right.IMPORT_ORDERS)


def place_recurring(tx: Transaction, cycle_id: int, cycle: str, delivery: date) -> int:
    """Places every active recurring order of that weekday and of the cycle's warehouse into the fresh cycle; how many."""
    staged = [_staged(row, lines, cycle) for row, lines in _due(tx.connection, cycle_id, delivery)]
    writing.insert_orders(tx, cycle_id, None, staged, channel=CHANNEL)
    return len(staged)


def _due(connection: Connection, cycle_id: int, delivery: date) -> Sequence[tuple[Any, list[Any]]]:
    """(order, its lines of what is on sale): an order of nothing that is sold any more is left out."""
    query = (
        select(RecurringRecord.__table__, PointRecord.name.label("point"))
        .join(PointRecord, PointRecord.id == RecurringRecord.point_id)
        .join(CycleRecord, CycleRecord.warehouse_id == PointRecord.warehouse_id)
        .where(
            CycleRecord.id == cycle_id,
            RecurringRecord.active == 1,
            RecurringRecord.delivery_weekday.is_(None) | (RecurringRecord.delivery_weekday == delivery.isoweekday()),
        )
        .order_by(RecurringRecord.id)
    )
    lines: dict[int, list[Any]] = {}
    wanted = (
        select(RecurringLineRecord.__table__, ProductRecord.name, ProductRecord.spec, ProductRecord.price_fen)
        .join(ProductRecord, ProductRecord.id == RecurringLineRecord.product_id)
        .where(ProductRecord.state != ProductState.RETIRED.value)
        .order_by(RecurringLineRecord.recurring_id, RecurringLineRecord.product_id)
    )
    for line in connection.execute(wanted):
        lines.setdefault(line.recurring_id, []).append(line)
    return [(row, lines[row.id]) for row in connection.execute(query) if row.id in lines]


def _staged(row: Any, lines: list[Any], cycle: str) -> Staged:
    order = CheckedOrder(key=f"R{row.id}", row=0, buyer=row.buyer, phone=row.phone, point=row.point, note=row.note)
    kept = [
        (
            CheckedLine(0, 0, line.name, line.spec, "", line.quantity, line.quantity * (line.price_fen or 0)),
            line.product_id,
        )
        for line in lines
    ]
    amount = sum(line.amount_fen or 0 for line, _ in kept)
    sha = rules.content_sha(order, [line for line, _ in kept])
    pieces = sum(line.quantity for line, _ in kept)
    return Staged(order, 0, cycle, row.point_id, kept, sha, amount, amount, pieces)
