"""Bins added, edited and retired by a person, or taken from a file; the shelf of a product set by hand.

A bin that holds goods is not retired. What else a bin must be: nouns.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, delete, select, text

from domain.common import command
from domain.common.accepting import SheetRow, accept_sheets, add_one, edit_one
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotFound, Notice
from domain.common.fields import Values
from domain.common.notices import CatalogueAnswer, RowNotice
from domain.common.people import Actor, Right
from domain.stock import rules
from domain.stock.operations import looking
from domain.stock.operations.nouns import BIN
from domain.stock.records import BinRecord, LevelRecord, SlotRecord
from domain.stock.words import BinHoldsGoods, TurnoverClass


def add_bin(database: Database, actor: Actor, values: Values, *, command_id: str | None = None) -> Done:
    """A new bin; the answer has its "id". Raises EntryRefused."""
    return add_one(database, actor, BIN, values, command_id)


def edit_bin(
    database: Database, actor: Actor, bin_id: int, seen: int, changes: Values, *, command_id: str | None = None
) -> Done:
    """The changed fields of a bin; {"active": False} retires it. Raises BinHoldsGoods, NotFound, Outdated, EntryRefused.

    Products picked from a bin that is no shelf of their zone any more have no shelf from then on.
    """

    def judged(tx: Transaction) -> Values:
        if changes.get("active") is False:
            refuse_holding(tx.connection, bin_id)
        return changes

    return edit_one(database, actor, BIN, bin_id, seen, judged, command_id, said=dict(changes))


def retire_bin(database: Database, actor: Actor, bin_id: int, seen: int, *, command_id: str | None = None) -> Done:
    """A bin no longer used. Its ledger stays. Raises as edit_bin."""
    return edit_bin(database, actor, bin_id, seen, {"active": False}, command_id=command_id)


def restore_bin(database: Database, actor: Actor, bin_id: int, seen: int, *, command_id: str | None = None) -> Done:
    """A retired bin is used again."""
    return edit_bin(database, actor, bin_id, seen, {"active": True}, command_id=command_id)


def refuse_holding(connection: Connection, bin_id: int) -> None:
    """Raises BinHoldsGoods when pieces lie in the bin."""
    held = _holding(connection)
    if bin_id in held.values():
        code = next(code for code, one in held.items() if one == bin_id)
        raise BinHoldsGoods(code, _pieces(connection, bin_id))


def accept_bins(
    database: Database,
    actor: Actor,
    rows: Sequence[SheetRow],
    *,
    sheet: str = "",
    source: str = "",
    command_id: str | None = None,
) -> CatalogueAnswer:
    """Bins of a whole file: new, changed and unchanged told apart, all good rows at once. A row is known by its code.

    A row that would retire a bin with goods in it is a problem, as the other faults of rows are.
    """
    with database.read() as connection:
        held = _holding(connection)
    wrong = [row for row in rows if row.values.get("active") is False and str(row.values.get("code", "")) in held]
    good = [row for row in rows if row not in wrong]
    done = accept_sheets(database, actor, [(BIN, sheet, good)], source, command_id)
    told = tuple(RowNotice(row.row, _still_full(row), column="active", value="", sheet=sheet) for row in wrong)
    return replace(done, problems=tuple(sorted((*done.problems, *told), key=lambda one: one.row)))


def _still_full(row: SheetRow) -> Notice:
    return Notice.of("bin_holds_goods_row", bin=str(row.values["code"]))


def _holding(connection: Connection) -> Mapping[str, int]:
    """Bin ids by code: those in which goods lie."""
    query = (
        select(BinRecord.code, BinRecord.id)
        .join(LevelRecord, LevelRecord.bin_id == BinRecord.id)
        .where(LevelRecord.quantity > 0)
        .distinct()
    )
    return {row.code: row.id for row in connection.execute(query)}


def _pieces(connection: Connection, bin_id: int) -> int:
    query = text("SELECT COALESCE(sum(quantity), 0) FROM stock_level WHERE bin_id = :bin")
    return int(connection.execute(query, {"bin": bin_id}).scalar_one())


_SET_SLOT = text(
    """
    INSERT INTO slot (warehouse_id, product_id, bin_id, turnover) VALUES (:warehouse, :product, :bin, :turnover)
    ON CONFLICT (warehouse_id, product_id)
    DO UPDATE SET bin_id = excluded.bin_id, turnover = excluded.turnover, version = slot.version + 1
    """
)


def set_slot(
    database: Database,
    actor: Actor,
    product_id: int,
    bin_id: int,
    turnover: TurnoverClass | None = None,
    *,
    command_id: str | None = None,
) -> Done:
    """From now on the product is picked from that shelf: {"bin", "before"}. Without a class the known one stays, else C.

    Raises NotFound, NotAShelf, WrongZone, BinRetired.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        name, zone = looking.product(tx.connection, product_id)
        goal = looking.goal(tx.connection, bin_id)
        if refusal := rules.refusal_of_slot(name, zone, goal):
            raise refusal
        before = _slot(tx.connection, goal.warehouse_id, product_id)
        kind = turnover or TurnoverClass(before.turnover if before else TurnoverClass.C)
        write_slots(tx, [(goal.warehouse_id, product_id, bin_id, kind)])
        answer = {"bin": goal.bin, "before": before.code if before else None}
        tx.note("stock", "slot_set", name, before=answer["before"], after={"bin": goal.bin, "turnover": kind.value})
        return answer

    body = [product_id, bin_id, turnover]
    return command.execute(database, actor, "stock.set_slot", body, work, right=Right.KEEP_STOCK, command_id=command_id)


def write_slots(tx: Transaction, slots: Sequence[tuple[int, int, int, TurnoverClass]]) -> None:
    """Writes (warehouse, product, bin, class) in one go; guards refuse a bin that is no fitting shelf."""
    rows = [
        {"warehouse": warehouse, "product": product, "bin": bin_id, "turnover": turnover.value}
        for warehouse, product, bin_id, turnover in slots
    ]
    if rows:
        tx.connection.execute(_SET_SLOT, rows)


def clear_slot(
    database: Database, actor: Actor, warehouse_id: int, product_id: int, *, command_id: str | None = None
) -> Done:
    """The product has no shelf any more: {"before"}. Raises NotFound when it had none."""

    def work(tx: Transaction) -> dict[str, Any]:
        name, _zone = looking.product(tx.connection, product_id)
        before = _slot(tx.connection, warehouse_id, product_id)
        if before is None:
            raise NotFound("bin", name)
        there = (SlotRecord.warehouse_id == warehouse_id, SlotRecord.product_id == product_id)
        tx.connection.execute(delete(SlotRecord).where(*there))
        tx.note("stock", "slot_cleared", name, before=before.code)
        return {"before": before.code}

    body = [warehouse_id, product_id]
    return command.execute(
        database, actor, "stock.clear_slot", body, work, right=Right.KEEP_STOCK, command_id=command_id
    )


def _slot(connection: Connection, warehouse_id: int, product_id: int) -> Any:
    query = (
        select(BinRecord.code, SlotRecord.turnover)
        .join(SlotRecord, SlotRecord.bin_id == BinRecord.id)
        .where(SlotRecord.warehouse_id == warehouse_id, SlotRecord.product_id == product_id)
    )
    return connection.execute(query).one_or_none()
