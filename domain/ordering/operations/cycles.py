"""Opening a cycle (recurring orders place themselves), its planned cutoff, and its failure with refunds due."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, text, update

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotFound, ReasonNeeded
from domain.common.people import Actor, Right
from domain.ordering.operations.recurring import place_recurring
from domain.ordering.records import CycleRecord
from domain.ordering.words import CutoffAfterDelivery, CycleExists, CycleNotOpen, CycleState
from domain.places.records import PointRecord, WarehouseRecord


def open_cycle(
    database: Database,
    actor: Actor,
    code: str,
    *,
    cutoff_at: datetime,
    delivery: date,
    title: str = "",
    warehouse: str | None = None,
    minimum_orders: int = 0,
    command_id: str | None = None,
) -> Done:
    """Opens a cycle; answer {"cycle", "state", "recurring"}. Raises CycleExists, CutoffAfterDelivery, NotFound."""
    if cutoff_at.astimezone().date() > delivery:
        raise CutoffAfterDelivery(code, cutoff_at, delivery)

    def work(tx: Transaction) -> dict[str, Any]:
        if tx.connection.execute(select(CycleRecord.id).where(CycleRecord.code == code)).first():
            raise CycleExists(code)
        row = {
            "code": code,
            "title": title,
            "warehouse_id": _warehouse_id(tx.connection, warehouse),
            "state": CycleState.OPEN.value,
            "opened_at": tx.at,
            "cutoff_at": cutoff_at,
            "delivery_day": delivery,
            "minimum_orders": minimum_orders,
        }
        made = tx.connection.execute(insert(CycleRecord).values(**row).returning(CycleRecord.id)).scalar_one()
        placed = place_recurring(tx, int(made), code, delivery)
        shown = {
            **row,
            "opened_at": tx.at.isoformat(),
            "cutoff_at": cutoff_at.isoformat(),
            "delivery_day": str(delivery),
        }
        tx.note("ordering", "cycle_opened", f"cycle {code}", after={**shown, "recurring": placed})
        return {"cycle": code, "state": CycleState.OPEN.value, "recurring": placed}

    body = [code, cutoff_at.isoformat(), delivery.isoformat(), title, warehouse, minimum_orders]
    return command.execute(database, actor, "open_cycle", body, work, right=Right.CUT_OFF, command_id=command_id)


def _warehouse_id(connection: Connection, code: str | None) -> int:
    """The warehouse of that code, or the first active one."""
    query = select(WarehouseRecord.id).where(WarehouseRecord.active == 1).order_by(WarehouseRecord.id)
    if code is not None:
        query = query.where(WarehouseRecord.code == code)
    found = connection.execute(query.limit(1)).scalar_one_or_none()
    if found is None:
        raise NotFound("warehouse", code or "")
    return int(found)


def set_planned_cutoff(database: Database, actor: Actor, code: str, cutoff_at: datetime) -> Done:
    """Moves the planned cutoff of an open cycle. Raises CutoffAfterDelivery, CycleNotOpen."""

    def work(tx: Transaction) -> dict[str, Any]:
        before = _open_row(tx.connection, code)
        if cutoff_at.astimezone().date() > before.delivery_day:
            raise CutoffAfterDelivery(code, cutoff_at, before.delivery_day)
        _update_open(tx, code, cutoff_at=cutoff_at)
        tx.note(
            "ordering",
            "cutoff_planned",
            f"cycle {code}",
            before=before.cutoff_at.isoformat(),
            after=cutoff_at.isoformat(),
        )
        return {"cycle": code}

    return command.execute(
        database, actor, "set_planned_cutoff", [code, cutoff_at.isoformat()], work, right=Right.CUT_OFF
    )


def set_default_point(database: Database, actor: Actor, code: str, point: str) -> Done:
    """Orders of the cycle that name no point go to `point` from now on."""

    def work(tx: Transaction) -> dict[str, Any]:
        found = tx.connection.execute(select(PointRecord.id).where(PointRecord.name == point)).scalar_one_or_none()
        if found is None:
            raise NotFound("point", point)
        before = _open_row(tx.connection, code)
        _update_open(tx, code, default_point_id=found)
        tx.note("ordering", "default_point_set", f"cycle {code}", before=before.default_point_id, after=found)
        return {"cycle": code, "point": point}

    return command.execute(database, actor, "set_default_point", [code, point], work, right=Right.IMPORT_ORDERS)


def _open_row(connection: Connection, code: str) -> Any:
    row = connection.execute(select(CycleRecord.__table__).where(CycleRecord.code == code)).one_or_none()
    if row is None:
        raise NotFound("cycle", code)
    return row


def _update_open(tx: Transaction, code: str, **values: object) -> None:
    done = tx.connection.execute(
        update(CycleRecord).where(CycleRecord.code == code, CycleRecord.state == CycleState.OPEN.value).values(**values)
    )
    if done.rowcount == 0:
        raise CycleNotOpen(code, str(_open_row(tx.connection, code).state))


def fail_cycle(database: Database, actor: Actor, code: str, reason: str, *, command_id: str | None = None) -> Done:
    """The minimum was not reached: the cycle ends, every order is cancelled, what was paid is due back.

    Answer {"cycle", "orders", "refund_fen"}. Raises CycleNotOpen, ReasonNeeded.
    """
    if not reason.strip():
        raise ReasonNeeded("fail_cycle")

    def work(tx: Transaction) -> dict[str, Any]:
        _update_open(tx, code, state=CycleState.FAILED.value)
        cycle_id = _open_row(tx.connection, code).id
        facts = {"cycle": cycle_id, "reason": "cycle_failed", "at": int(tx.at.timestamp() * 1000), "id": tx.command_id}
        tx.connection.execute(_REFUNDS_OF_CYCLE, facts)
        done = tx.connection.execute(_CANCEL_CYCLE, {"cycle": cycle_id})
        owed = tx.connection.execute(_OWED, {"id": tx.command_id}).scalar_one()
        answer = {"cycle": code, "orders": done.rowcount, "refund_fen": int(owed)}
        tx.note("ordering", "cycle_failed", f"cycle {code}", after={**answer, "reason": reason})
        return answer

    return command.execute(
        database, actor, "fail_cycle", [code, reason], work, right=Right.CUT_OFF, command_id=command_id
    )


_REFUNDS_OF_CYCLE = text(
    "INSERT INTO refund_due (order_id, amount_fen, reason, at, command_id) "
    "SELECT id, paid_fen - refunded_fen - refund_due_fen, :reason, :at, :id FROM orders "
    "WHERE cycle_id = :cycle AND state <> 'cancelled' AND paid_fen > refunded_fen + refund_due_fen"
)
_CANCEL_CYCLE = text(
    "UPDATE orders SET refund_due_fen = paid_fen - refunded_fen, state = 'cancelled', version = version + 1 "
    "WHERE cycle_id = :cycle AND state <> 'cancelled'"
)
_OWED = text("SELECT COALESCE(sum(amount_fen), 0) FROM refund_due WHERE command_id = :id")
