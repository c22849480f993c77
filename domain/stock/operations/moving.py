"""Goods from one bin to another: put away from the dock, moved, set aside in quarantine. One ledger row each.

What a cycle was promised goes along, unless the goods go to quarantine or to another warehouse: then the cycle loses
them, the answer says so, and allocate() finds others. Next: counting.py.
"""

from __future__ import annotations

from typing import Any

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import ReasonNeeded
from domain.common.people import Actor, Right
from domain.stock import rules
from domain.stock.operations import looking, promises
from domain.stock.operations.docks import quarantine_bin
from domain.stock.operations.ledger import write_movement
from domain.stock.operations.loads import overload
from domain.stock.words import BinKind, Goal, Lying, MovementKind, NoShelfYet


def move(
    database: Database,
    actor: Actor,
    *,
    lot_id: int,
    from_bin_id: int,
    to_bin_id: int,
    quantity: int,
    reason: str = "",
    command_id: str | None = None,
) -> Done:
    """Moves pieces of a lot: {"movement", "bin", "pieces", "promised", "lost", "over_weight_g", "over_volume_ml"}.

    `promised` pieces went along with their promise, `lost` names the cycles that lost theirs. `over_*` says by how
    much the goal now holds more than it carries: told, not refused, for there the goods lie.
    Raises NotFound, NotEnoughThere, SameBin, BinRetired, WrongZone, QuantityNotCounted.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        there = looking.lying(tx.connection, from_bin_id, lot_id, to_bin_id)
        return move_within(tx, there, looking.goal(tx.connection, to_bin_id), quantity, reason)

    body = [lot_id, from_bin_id, to_bin_id, quantity, reason]
    return command.execute(database, actor, "stock.move", body, work, right=Right.RECEIVE, command_id=command_id)


def put_away(
    database: Database, actor: Actor, *, lot_id: int, from_bin_id: int, quantity: int, command_id: str | None = None
) -> Done:
    """Moves pieces to the shelf their product is picked from; answer as move. Raises NoShelfYet, and as move."""

    def work(tx: Transaction) -> dict[str, Any]:
        shelf = looking.shelf_of_lot(tx.connection, from_bin_id, lot_id)
        there = looking.lying(tx.connection, from_bin_id, lot_id, shelf)
        if shelf is None:
            raise NoShelfYet(there.product)
        return move_within(tx, there, looking.goal(tx.connection, shelf), quantity, "")

    body = [lot_id, from_bin_id, quantity]
    return command.execute(database, actor, "stock.put_away", body, work, right=Right.RECEIVE, command_id=command_id)


def quarantine(
    database: Database,
    actor: Actor,
    *,
    lot_id: int,
    bin_id: int,
    quantity: int,
    reason: str,
    command_id: str | None = None,
) -> Done:
    """Sets pieces aside in the quarantine of their warehouse and zone, where no cycle is promised them; as move.

    Back again by move. Raises ReasonNeeded, and as move.
    """
    if not reason.strip():
        raise ReasonNeeded("quarantine")

    def work(tx: Transaction) -> dict[str, Any]:
        warehouse_id, zone = looking.warehouse_and_zone(tx.connection, bin_id, lot_id)
        aside = looking.goal(tx.connection, quarantine_bin(tx, warehouse_id, zone))
        there = looking.lying(tx.connection, bin_id, lot_id, aside.bin_id)
        return move_within(tx, there, aside, quantity, reason)

    body = [lot_id, bin_id, quantity, reason]
    return command.execute(database, actor, "stock.quarantine", body, work, right=Right.RECEIVE, command_id=command_id)


def move_within(
    tx: Transaction, there: Lying, goal: Goal, quantity: int, reason: str, *, undoes: int | None = None
) -> dict[str, Any]:
    """The move itself, judged and written; `there` is locked (looking.lying)."""
    _name, zone = looking.product(tx.connection, there.product_id)
    refusal = rules.refusal_of_move(there, zone, goal, quantity)
    if refusal:
        raise refusal
    slot = looking.slot_of(tx.connection, goal.warehouse_id, there.product_id)
    first = rules.promised_goes_first(there.kind, goal, slot)
    held = promises.give_up(tx, there, rules.promised_among(there, quantity, promised_first=first))
    movement = write_movement(
        tx,
        MovementKind.MOVE,
        there.product_id,
        there.lot_id,
        from_bin_id=there.bin_id,
        to_bin_id=goal.bin_id,
        quantity=quantity,
        reason=reason.strip() or None,
        undoes_id=undoes,
    )
    goes_along = goal.kind != BinKind.QUARANTINE and goal.warehouse_id == there.warehouse_id
    if goes_along:
        promises.promise_again(tx, there, goal.bin_id, held)
    answer = {
        "movement": movement,
        "bin": goal.bin,
        "pieces": quantity,
        "promised": sum(held.values()) if goes_along else 0,
        "lost": {} if goes_along else promises.told(tx, held),
        **overload(tx.connection, goal),
    }
    tx.note("stock", "goods_moved", f"{there.product} {there.lot}"[:120], before=there.bin, after=answer)
    return answer
