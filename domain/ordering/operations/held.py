"""Held rows: taken once their product and point are known, or dropped by a person with a reason."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from domain.catalogue.operations import resolve_products
from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotFound, ReasonNeeded
from domain.common.people import Actor, Right
from domain.ordering.operations import writing
from domain.ordering.operations.staging import Staged
from domain.ordering.operations.taking import OpenCycle, lock_cycle, point_for_the_pointless
from domain.ordering.records import CycleRecord, HeldRecord, OrderLineRecord, OrderRecord
from domain.ordering.words import CheckedLine, CheckedOrder, CycleNotOpen, CycleState, OrderState
from domain.places.operations import no_point, resolve_points


def drop_held(database: Database, actor: Actor, held_ids: Sequence[int], reason: str) -> Done:
    """Settles held rows as not wanted. Answer {"dropped": n}."""
    if not reason.strip():
        raise ReasonNeeded("drop_held")

    def work(tx: Transaction) -> dict[str, Any]:
        dropped = _settle(tx, held_ids, "dropped")
        tx.note("ordering", "held_dropped", f"{dropped} held rows", before=sorted(held_ids), after={"reason": reason})
        return {"dropped": dropped}

    body = [sorted(held_ids), reason]
    return command.execute(database, actor, "drop_held", body, work, right=Right.IMPORT_ORDERS)


def _settle(tx: Transaction, held_ids: Sequence[int], word: str) -> int:
    done = tx.connection.execute(
        update(HeldRecord)
        .where(HeldRecord.id.in_(list(held_ids)), HeldRecord.settled.is_(None))
        .values(settled=word, settled_by=tx.actor.person)
    )
    return done.rowcount


def take_held(database: Database, actor: Actor, held_ids: Sequence[int], *, create_missing: bool = False) -> Done:
    """Takes held lines whose product and point are known by now. Answer {"taken": n, "still_held": n}.

    A line joins its order where that exists, else it starts the order. Lines of text without an order stay held,
    and lines of orders that were cancelled here or lie in another cycle.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        cycles = _locked_cycles(tx.connection, held_ids)
        query = select(HeldRecord.__table__).where(HeldRecord.id.in_(list(held_ids)), HeldRecord.settled.is_(None))
        rows = tx.connection.execute(query.order_by(HeldRecord.id)).all()
        taken = [row.id for row in rows if _take_one(tx, cycles[row.cycle_id], row, create_missing)]
        if taken:
            _settle(tx, taken, "accepted")
        tx.note("ordering", "held_taken", f"{len(taken)} held rows", after=taken)
        return {"taken": len(taken), "still_held": len(rows) - len(taken)}

    body = [sorted(held_ids), create_missing]
    return command.execute(database, actor, "take_held", body, work, right=Right.IMPORT_ORDERS)


def _locked_cycles(connection: Connection, held_ids: Sequence[int]) -> dict[int, OpenCycle]:
    """The cycles of the rows, locked like an import locks them: two persons never take one line twice."""
    of_rows = select(HeldRecord.cycle_id).where(HeldRecord.id.in_(list(held_ids)))
    codes = connection.execute(select(CycleRecord.code).where(CycleRecord.id.in_(of_rows)).order_by(CycleRecord.id))
    cycles = [lock_cycle(connection, code) for code in codes.scalars().all()]
    for cycle in cycles:
        if cycle.state not in (CycleState.OPEN, CycleState.DRAFT):
            raise CycleNotOpen(cycle.code, cycle.state)
    return {cycle.id: cycle for cycle in cycles}


def _take_one(tx: Transaction, cycle: OpenCycle, row: Any, create_missing: bool) -> bool:
    body = json.loads(row.body)
    if "order" not in body:
        return False
    order, line = _order_of(body["order"]), body["line"]
    known = _existing(tx.connection, body["channel"], body["group"], order.key)
    if known is not None and (known.cycle_id != cycle.id or known.state == OrderState.CANCELLED):
        return False
    key = (line[0], line[1], line[2])
    how: dict[str, Any] = {"create_missing": create_missing, "command_id": tx.command_id}
    product_id = resolve_products(tx.connection, body["channel"], [key], **how)[key]
    point_id = _point_of(tx.connection, cycle, body["channel"], order.point, how)
    if product_id is None or point_id is None:
        return False
    checked = CheckedLine(0, line[5], line[0], line[1], line[2], line[3], line[4])
    if known is None:
        _start_order(tx, cycle.id, body, order, checked, product_id, point_id)
    else:
        _join_order(tx, known, checked, product_id, order.paid_fen is None)
    return True


def _point_of(connection: Connection, cycle: OpenCycle, channel: str, name: str, how: dict[str, Any]) -> int | None:
    """The point the order names; where it names none, as an import finds one."""
    if name:
        return resolve_points(connection, channel, [name], **how)[name]
    found = point_for_the_pointless(connection, cycle, None, channel, how["create_missing"], how["command_id"])
    return found or no_point(connection)


def _order_of(body: dict[str, Any]) -> CheckedOrder:
    at = body["ordered_at"]
    return CheckedOrder(**{**body, "ordered_at": datetime.fromisoformat(at) if at else None})


def _existing(connection: Connection, channel: str, group: str, number: str) -> Any:
    query = select(OrderRecord.id, OrderRecord.cycle_id, OrderRecord.state).where(
        OrderRecord.channel == channel, OrderRecord.group_key == group, OrderRecord.external_no == number
    )
    return connection.execute(query).one_or_none()


def _start_order(
    tx: Transaction,
    cycle_id: int,
    body: dict[str, Any],
    order: CheckedOrder,
    line: CheckedLine,
    product_id: int,
    point_id: int,
) -> None:
    amount = line.amount_fen or 0
    paid = amount if order.paid_fen is None else order.paid_fen
    staged = Staged(order, 0, body["group"], point_id, [(line, product_id)], body["sha"], paid, amount, line.quantity)
    writing.insert_orders(tx, cycle_id, None, [staged], channel=body["channel"])


def _join_order(tx: Transaction, known: Any, line: CheckedLine, product_id: int, amount_is_paid: bool) -> None:
    amount = line.amount_fen or 0
    query = select(func.coalesce(func.max(OrderLineRecord.line_no), 0)).where(OrderLineRecord.order_id == known.id)
    row = {
        "order_id": known.id,
        "cycle_id": known.cycle_id,
        "line_no": int(tx.connection.execute(query).scalar_one()) + 1,
        "product_id": product_id,
        "quantity": line.quantity,
        "amount_fen": amount,
        "source_row": line.row,
    }
    tx.connection.execute(insert(OrderLineRecord).values(**row))
    grown = update(OrderRecord).where(OrderRecord.id == known.id)
    done = tx.connection.execute(
        grown.values(
            lines=OrderRecord.lines + 1,
            pieces=OrderRecord.pieces + line.quantity,
            lines_fen=OrderRecord.lines_fen + amount,
            paid_fen=OrderRecord.paid_fen + (amount if amount_is_paid else 0),
            version=OrderRecord.version + 1,
        )
    )
    if done.rowcount != 1:
        raise NotFound("order", str(known.id))
    writing.sign_head(tx.connection, known.id)
