"""What goes back: a receipt typed wrong is taken back by a counter entry, goods accepted go back to the supplier.

Nothing is changed or deleted; the ledger gets one row more and the stock follows it. Next: files.py.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, func, insert, select

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotFound, ReasonNeeded
from domain.common.lookups import table_of
from domain.common.people import Actor, Right
from domain.purchasing.operations.receiving import begin, line_to_receive, top_up
from domain.purchasing.records import ReceiptLineRecord, SupplierReturnRecord
from domain.purchasing.words import GoodsGone, ReceiptTakenBack
from domain.stock.records import LevelRecord

RECEIPT = ReceiptLineRecord
_KEPT = ("purchase_line_id", "product_id", "accepted", "refused", "refuse_reason", "lot_id", "bin_id", "delivery_note")


def take_back_receipt(database: Database, actor: Actor, receipt_id: int, *, command_id: str | None = None) -> Done:
    """Undoes one receipt by a counter entry: {"receipt", "order", "product", "accepted", "refused"}.

    Raises ReceiptTakenBack (already, or itself a counter entry), GoodsGone (moved, promised or picked meanwhile).
    """

    def work(tx: Transaction) -> dict[str, Any]:
        receipt, line = _receipt(tx.connection, receipt_id)
        if receipt.accepted:
            _need_there(tx.connection, line.name, receipt.bin_id, receipt.lot_id, receipt.accepted)
        begin(tx, line.purchase_order_id, line.number)
        row = {name: getattr(receipt, name) for name in _KEPT} | _who(tx)
        made = insert(RECEIPT).values(**row, undoes_id=receipt_id).returning(RECEIPT.id)
        counter = int(tx.connection.execute(made).scalar_one())
        tx.stages.add("stock")
        answer = {"receipt": counter, "order": line.number, "product": line.name}
        answer |= {"accepted": receipt.accepted, "refused": receipt.refused}
        tx.note("purchasing", "receipt_taken_back", f"purchase {line.number}", before=receipt_id, after=answer)
        return answer

    return command.execute(
        database, actor, "take_back_receipt", [receipt_id], work, right=Right.RECEIVE, command_id=command_id
    )


def return_to_supplier(
    database: Database,
    actor: Actor,
    line_id: int,
    lot_id: int,
    bin_id: int,
    quantity: int,
    reason: str,
    *,
    command_id: str | None = None,
) -> Done:
    """Goods that were accepted go back: {"return", "order", "product", "quantity"}. The stock goes down at once.

    Raises ReasonNeeded, GoodsGone (not so many free in that bin), NotFound; RuleBroken for goods that came otherwise.
    """
    if not reason.strip():
        raise ReasonNeeded("return_to_supplier")

    def work(tx: Transaction) -> dict[str, Any]:
        line = line_to_receive(tx.connection, line_id)
        _need_there(tx.connection, line.name, bin_id, lot_id, max(quantity, 1))
        row = {"purchase_line_id": line_id, "product_id": line.product_id, "lot_id": lot_id, "bin_id": bin_id}
        row |= {"quantity": quantity, "reason": reason.strip()} | _who(tx)
        made = insert(SupplierReturnRecord).values(**row).returning(SupplierReturnRecord.id)
        written = int(tx.connection.execute(made).scalar_one())
        tx.stages.add("stock")
        answer = {"return": written, "order": line.number, "product": line.name, "quantity": quantity}
        tx.note("purchasing", "goods_returned", f"purchase {line.number}", after={**answer, "reason": reason.strip()})
        top_up(tx, [line.cycle_id])
        return answer

    body = [line_id, lot_id, bin_id, quantity, reason]
    return command.execute(
        database, actor, "return_to_supplier", body, work, right=Right.RECEIVE, command_id=command_id
    )


def _who(tx: Transaction) -> dict[str, Any]:
    who = {"person": tx.actor.person, "station": tx.actor.station}
    return {"command_id": tx.command_id, "at": tx.at, **who}


def _receipt(connection: Connection, receipt_id: int) -> tuple[Any, Any]:
    """(the receipt, its line with its order locked)"""
    found = connection.execute(select(table_of(RECEIPT)).where(RECEIPT.id == receipt_id)).one_or_none()
    if found is None:
        raise NotFound("receipt", str(receipt_id))
    line = line_to_receive(connection, found.purchase_line_id)
    undone = select(func.count()).select_from(RECEIPT).where(RECEIPT.undoes_id == receipt_id)
    if found.undoes_id is not None or connection.execute(undone).scalar_one():
        raise ReceiptTakenBack(line.name)
    return found, line


def _need_there(connection: Connection, product: str, bin_id: int, lot_id: int, wanted: int) -> None:
    """So many pieces of the lot lie in the bin and are promised to nobody."""
    free = select(LevelRecord.quantity - LevelRecord.allocated).where(
        LevelRecord.bin_id == bin_id, LevelRecord.lot_id == lot_id
    )
    there = connection.execute(free.with_for_update()).scalar_one_or_none() or 0
    if there < wanted:
        raise GoodsGone(product, wanted, int(there))
