"""A movement taken back by its opposite, once, with a reason. Picks and receipts are taken back by their own stages."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotFound, ReasonNeeded
from domain.common.people import Actor, Right
from domain.stock import rules
from domain.stock.operations import looking, promises
from domain.stock.operations.ledger import write_movement
from domain.stock.operations.moving import move_within
from domain.stock.records import MovementRecord
from domain.stock.words import BinRetired, MovementKind, NotUndoneHere, UndoneAlready


def undo_movement(
    database: Database, actor: Actor, movement_id: int, reason: str, *, command_id: str | None = None
) -> Done:
    """Takes a movement back: {"movement", "pieces", "lost"}, lost as in write_off.

    Raises ReasonNeeded, NotFound, NotUndoneHere, UndoneAlready; NotEnoughThere when the goods are not there any more.
    """
    if not reason.strip():
        raise ReasonNeeded("undo_movement")

    def work(tx: Transaction) -> dict[str, Any]:
        row = _undoable(tx.connection, movement_id)
        if row.kind == MovementKind.MOVE:
            there = looking.lying(tx.connection, row.to_bin_id, row.lot_id, row.from_bin_id)
            back = looking.goal(tx.connection, row.from_bin_id)
            moved = move_within(tx, there, back, row.quantity, reason, undoes=movement_id)
            return {"movement": moved["movement"], "pieces": row.quantity, "lost": moved["lost"]}
        return _cross_the_door(tx, row, reason.strip())

    body = [movement_id, reason]
    return command.execute(database, actor, "stock.undo", body, work, right=Right.KEEP_STOCK, command_id=command_id)


def _undoable(connection: Connection, movement_id: int) -> Any:
    row = connection.execute(select(MovementRecord.__table__).where(MovementRecord.id == movement_id)).one_or_none()
    if row is None:
        raise NotFound("movement", str(movement_id))
    if MovementKind(row.kind) not in rules.UNDONE_BY or row.undoes_id is not None:
        raise NotUndoneHere(movement_id, row.kind)
    again = select(MovementRecord.id).where(MovementRecord.undoes_id == movement_id)
    if connection.execute(again).scalar_one_or_none() is not None:
        raise UndoneAlready(movement_id)
    return row


def _cross_the_door(tx: Transaction, row: Any, reason: str) -> dict[str, Any]:
    """What came in goes out again, what went out comes in again."""
    lost: promises.Promises = {}
    if row.from_bin_id is not None and not (back := looking.goal(tx.connection, row.from_bin_id)).active:
        raise BinRetired(back.bin)
    if row.to_bin_id is not None:
        there = looking.lying(tx.connection, row.to_bin_id, row.lot_id)
        if refusal := rules.refusal_of_taking(there, row.quantity):
            raise refusal
        lost = promises.give_up(tx, there, rules.promised_among(there, row.quantity, promised_first=False))
    movement = write_movement(
        tx,
        rules.UNDONE_BY[MovementKind(row.kind)],
        row.product_id,
        row.lot_id,
        from_bin_id=row.to_bin_id,
        to_bin_id=row.from_bin_id,
        quantity=row.quantity,
        reason=reason,
        undoes_id=row.id,
    )
    answer = {"movement": movement, "pieces": int(row.quantity), "lost": promises.told(tx, lost)}
    tx.note("stock", "movement_undone", f"movement {row.id}", after={**answer, "reason": reason})
    return answer
