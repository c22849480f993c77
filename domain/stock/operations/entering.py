"""Goods that come and go by hand: what lies there when the books begin, what comes back from a pickup point, what is
written off. Receiving from suppliers is purchasing's, picking is picking's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import ReasonNeeded
from domain.common.people import Actor, Right
from domain.places.words import FIRST_WAREHOUSE
from domain.stock import rules
from domain.stock.operations import looking, promises
from domain.stock.operations.docks import quarantine_bin
from domain.stock.operations.ledger import move_in, move_out
from domain.stock.operations.lots import lot_for
from domain.stock.words import MovementKind, OpeningRow


def open_stock(database: Database, actor: Actor, rows: Sequence[OpeningRow], *, command_id: str | None = None) -> Done:
    """Takes what lies in the bins when the books begin: {"lines", "pieces"}, all rows or none.

    Raises NotFound, BinRetired, WrongZone, QuantityNotCounted, LotHasAnotherExpiry.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        for row in rows:
            _open_one(tx, row)
        answer = {"lines": len(rows), "pieces": sum(row.quantity for row in rows)}
        tx.note("stock", "stock_opened", f"{len(rows)} lines", after=answer)
        return answer

    body = [{**asdict(row), "expires_on": str(row.expires_on)} for row in rows]
    return command.execute(database, actor, "stock.open", body, work, right=Right.KEEP_STOCK, command_id=command_id)


def _open_one(tx: Transaction, row: OpeningRow) -> None:
    name, zone = looking.product(tx.connection, row.product_id)
    goal = looking.goal(tx.connection, row.bin_id)
    refusal = rules.refusal_of_quantity(row.quantity) or rules.refusal_of_goal(name, zone, goal)
    if refusal:
        raise refusal
    lot = lot_for(tx, row.product_id, row.lot, None, row.expires_on, _today(tx))
    move_in(
        tx,
        bin_id=row.bin_id,
        lot_id=lot,
        product_id=row.product_id,
        quantity=row.quantity,
        kind=MovementKind.OPENING,
        ref="opening",
    )


def return_from_point(
    database: Database,
    actor: Actor,
    *,
    product_id: int,
    quantity: int,
    point: str,
    reason: str,
    lot_id: int | None = None,
    warehouse_id: int = FIRST_WAREHOUSE,
    command_id: str | None = None,
) -> Done:
    """Takes goods back that nobody collected or that were refused: {"movement", "bin", "lot"}.

    They go to quarantine, for nobody knows how warm they were; who has looked at them moves them back. Without a
    known lot they get one of the day. Raises ReasonNeeded, NotFound, QuantityNotCounted.
    """
    if not reason.strip():
        raise ReasonNeeded("take_back")

    def work(tx: Transaction) -> dict[str, Any]:
        name, zone = looking.product(tx.connection, product_id)
        if refusal := rules.refusal_of_quantity(quantity):
            raise refusal
        aside = quarantine_bin(tx, warehouse_id, zone)
        lot = lot_id or lot_for(tx, product_id, f"BACK-{_today(tx):%y%m%d}", None, None, _today(tx))
        where = {"bin_id": aside, "lot_id": lot, "product_id": product_id, "quantity": quantity}
        movement = move_in(
            tx, **where, kind=MovementKind.POINT_RETURN, ref=f"point {point}"[:60], reason=reason.strip()
        )
        answer = {"movement": movement, "bin": looking.goal(tx.connection, aside).bin, "lot": int(lot)}
        tx.note("stock", "goods_came_back", name, after={**answer, "pieces": quantity, "reason": reason})
        return answer

    body = [product_id, quantity, point, reason, lot_id, warehouse_id]
    return command.execute(database, actor, "stock.return", body, work, right=Right.RECEIVE, command_id=command_id)


def write_off(
    database: Database,
    actor: Actor,
    *,
    lot_id: int,
    bin_id: int,
    quantity: int,
    reason: str,
    command_id: str | None = None,
) -> Done:
    """Takes spoiled, broken or expired pieces out of the books: {"movement", "left", "lost"}.

    `lost`: promised pieces among them, by cycle. Raises ReasonNeeded, NotFound, NotEnoughThere, QuantityNotCounted.
    """
    if not reason.strip():
        raise ReasonNeeded("write_off")

    def work(tx: Transaction) -> dict[str, Any]:
        there = looking.lying(tx.connection, bin_id, lot_id)
        if refusal := rules.refusal_of_taking(there, quantity):
            raise refusal
        gone = promises.give_up(tx, there, rules.promised_among(there, quantity, promised_first=False))
        where = {"bin_id": bin_id, "lot_id": lot_id, "product_id": there.product_id, "quantity": quantity}
        movement = move_out(tx, **where, kind=MovementKind.WRITE_OFF, ref="write-off", reason=reason.strip())
        answer = {"movement": movement, "left": there.quantity - quantity, "lost": promises.told(tx, gone)}
        tx.note("stock", "goods_written_off", f"{there.product} {there.lot}"[:120], after={**answer, "reason": reason})
        return answer

    body = [lot_id, bin_id, quantity, reason]
    return command.execute(
        database, actor, "stock.write_off", body, work, right=Right.KEEP_STOCK, command_id=command_id
    )


def _today(tx: Transaction) -> date:
    return tx.at.astimezone().date()
