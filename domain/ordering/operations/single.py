"""What a person does to single orders: cancel and undo, settle the point, tag the buyer, reveal a phone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as lite_insert

from domain.common import command
from domain.common.bulk import in_chunks
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotFound, Outdated, ReasonNeeded
from domain.common.people import Actor, Right
from domain.ordering.records import BuyerTagRecord, CycleRecord, OrderRecord, ProfileRecord, RefundDueRecord
from domain.ordering.rules import buyer_key
from domain.ordering.words import NO_POINT, CycleState, OrderFrozen, OrderState
from domain.places.records import PointRecord

CANCELLED = "order_cancelled"


def cancel_order(
    database: Database, actor: Actor, order_id: int, reason: str, *, version: int, command_id: str | None = None
) -> Done:
    """Cancels an order of an open cycle; what was paid is due back. Answer {"order", "refund_fen"}.

    After the cut only an amendment does this (OrderFrozen). Raises Outdated when somebody changed it meanwhile.
    """
    if not reason.strip():
        raise ReasonNeeded("cancel_order")

    def work(tx: Transaction) -> dict[str, Any]:
        row = _open_order(tx.connection, order_id)
        owed = row.paid_fen - row.refunded_fen - row.refund_due_fen
        _guarded(
            tx,
            order_id,
            version,
            OrderRecord.state != OrderState.CANCELLED.value,
            state=OrderState.CANCELLED.value,
            refund_due_fen=OrderRecord.paid_fen - OrderRecord.refunded_fen,
        )
        if owed > 0:
            due = {"order_id": order_id, "amount_fen": owed, "reason": CANCELLED, "at": tx.at}
            tx.connection.execute(insert(RefundDueRecord).values(**due, command_id=tx.command_id))
        tx.note(
            "ordering", "order_cancelled", _name(row), before=row.state, after={"reason": reason, "refund_fen": owed}
        )
        return {"order": row.external_no, "refund_fen": max(owed, 0)}

    body = [order_id, reason, version]
    return command.execute(
        database, actor, "cancel_order", body, work, right=Right.IMPORT_ORDERS, command_id=command_id
    )


def restore_order(database: Database, actor: Actor, order_id: int, *, version: int) -> Done:
    """Undoes a cancel while the cycle is open: the refund that it made is no longer due."""

    def work(tx: Transaction) -> dict[str, Any]:
        row = _open_order(tx.connection, order_id)
        gone = delete(RefundDueRecord).where(RefundDueRecord.order_id == order_id, RefundDueRecord.reason == CANCELLED)
        amounts = tx.connection.execute(gone.returning(RefundDueRecord.amount_fen)).scalars().all()
        less = OrderRecord.refund_due_fen - sum(amounts)
        state = OrderState.REVIEW if row.point == NO_POINT else OrderState.CONFIRMED
        cancelled = OrderRecord.state == OrderState.CANCELLED.value
        _guarded(tx, order_id, version, cancelled, state=state.value, refund_due_fen=less)
        tx.note("ordering", "order_restored", _name(row), before=row.state, after=state.value)
        return {"order": row.external_no}

    return command.execute(database, actor, "restore_order", [order_id, version], work, right=Right.IMPORT_ORDERS)


def _open_order(connection: Connection, order_id: int) -> Any:
    query = (
        select(
            OrderRecord.__table__,
            CycleRecord.code,
            CycleRecord.state.label("cycle_state"),
            PointRecord.name.label("point"),
        )
        .join(CycleRecord, CycleRecord.id == OrderRecord.cycle_id)
        .join(PointRecord, PointRecord.id == OrderRecord.point_id)
        .where(OrderRecord.id == order_id)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("order", str(order_id))
    if row.cycle_state not in (CycleState.OPEN, CycleState.DRAFT):
        raise OrderFrozen(row.external_no, row.code)
    return row


def _guarded(tx: Transaction, order_id: int, version: int, only: ColumnElement[bool], **values: object) -> None:
    done = tx.connection.execute(
        update(OrderRecord)
        .where(OrderRecord.id == order_id, OrderRecord.version == version, only)
        .values(**values, version=OrderRecord.version + 1)
    )
    if done.rowcount == 0:
        raise Outdated("order")


def _name(row: Any) -> str:
    return f"order {row.channel}/{row.external_no}"


def set_point(database: Database, actor: Actor, order_ids: Sequence[int], point_id: int) -> Done:
    """Settles the point of orders of open cycles (those in review become confirmed). Answer {"orders": n}."""

    def work(tx: Transaction) -> dict[str, Any]:
        point = tx.connection.execute(select(PointRecord.name).where(PointRecord.id == point_id)).scalar_one_or_none()
        if point is None:
            raise NotFound("point", str(point_id))
        before: dict[str, int] = {}
        for some in in_chunks(sorted(order_ids)):
            live = (OrderRecord.id.in_(some), OrderRecord.state != OrderState.CANCELLED.value)
            held = select(OrderRecord.id, OrderRecord.point_id).where(*live).order_by(OrderRecord.id)
            before |= {str(row.id): row.point_id for row in tx.connection.execute(held.with_for_update())}
            tx.connection.execute(
                update(OrderRecord)
                .where(*live)
                .values(point_id=point_id, state=OrderState.CONFIRMED.value, version=OrderRecord.version + 1)
            )
        tx.note("ordering", "point_settled", f"point {point}", before=before, after=point_id)
        return {"orders": len(before)}

    return command.execute(database, actor, "set_point", [sorted(order_ids), point_id], work, right=Right.IMPORT_ORDERS)


def reveal_phone(database: Database, actor: Actor, order_id: int, reason: str) -> Done:
    """The whole phone of an order's buyer: answer {"phone"}. Leaves a trail row with person, station and reason."""
    if not reason.strip():
        raise ReasonNeeded("reveal_phone")

    def work(tx: Transaction) -> dict[str, Any]:
        query = select(OrderRecord.channel, OrderRecord.external_no).where(OrderRecord.id == order_id)
        row = tx.connection.execute(query).one_or_none()
        if row is None:
            raise NotFound("order", str(order_id))
        tx.note("ordering", "phone_revealed", _name(row), after={"reason": reason})
        return {"order": row.external_no}

    done = command.execute(database, actor, "reveal_phone", [order_id, reason], work, right=Right.REVEAL_PHONE)
    with database.read() as connection:
        # Read apart from the command, so that no whole phone is ever stored in a command's answer.
        phone = connection.execute(select(OrderRecord.phone).where(OrderRecord.id == order_id)).scalar_one()
    return Done({**done.answer, "phone": phone}, done.changes, done.repeated)


def tag_buyer(database: Database, actor: Actor, order_id: int, tag: str) -> Done:
    """Hangs a tag on the buyer of an order; every order of that buyer shows it."""

    def work(tx: Transaction) -> dict[str, Any]:
        key = _buyer_of(tx.connection, order_id)
        make = pg_insert if tx.dialect == "postgresql" else lite_insert
        tx.connection.execute(make(BuyerTagRecord).values(buyer_key=key, tag=tag.strip()).on_conflict_do_nothing())
        tx.note("ordering", "buyer_tagged", f"order {order_id}", after=tag.strip())
        return {"tag": tag.strip()}

    return command.execute(database, actor, "tag_buyer", [order_id, tag], work, right=Right.IMPORT_ORDERS)


def untag_buyer(database: Database, actor: Actor, order_id: int, tag: str) -> Done:
    """Takes a tag off the buyer of an order."""

    def work(tx: Transaction) -> dict[str, Any]:
        key = _buyer_of(tx.connection, order_id)
        gone = delete(BuyerTagRecord).where(BuyerTagRecord.buyer_key == key, BuyerTagRecord.tag == tag)
        tx.connection.execute(gone)
        tx.note("ordering", "buyer_untagged", f"order {order_id}", before=tag)
        return {"tag": tag}

    return command.execute(database, actor, "untag_buyer", [order_id, tag], work, right=Right.IMPORT_ORDERS)


def _buyer_of(connection: Connection, order_id: int) -> str:
    query = select(OrderRecord.phone, OrderRecord.channel, OrderRecord.buyer).where(OrderRecord.id == order_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("order", str(order_id))
    return buyer_key(row.phone, row.channel, row.buyer)


def save_profile(database: Database, actor: Actor, name: str, body: str) -> Done:
    """Keeps a column profile (JSON of exchange.imports.ColumnProfile) under a name; the same name replaces it."""

    def work(tx: Transaction) -> dict[str, Any]:
        make = pg_insert if tx.dialect == "postgresql" else lite_insert
        kept = make(ProfileRecord).values(name=name, body=body)
        tx.connection.execute(kept.on_conflict_do_update(index_elements=["name"], set_={"body": body}))
        tx.note("ordering", "profile_saved", f"profile {name}", after=body)
        return {"profile": name}

    return command.execute(database, actor, "save_profile", [name, body], work, right=Right.IMPORT_ORDERS)


def drop_profile(database: Database, actor: Actor, name: str) -> Done:
    """Forgets a column profile."""

    def work(tx: Transaction) -> dict[str, Any]:
        tx.connection.execute(delete(ProfileRecord).where(ProfileRecord.name == name))
        tx.note("ordering", "profile_dropped", f"profile {name}")
        return {"profile": name}

    return command.execute(database, actor, "drop_profile", [name], work, right=Right.IMPORT_ORDERS)
