"""Goods in bins for tests, through the program's own operations: a dock, two shelves, a quarantine, lots by their days."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select, text

from domain.common.command import Transaction, execute
from domain.common.database import Database
from domain.stock import operations as stock
from domain.stock.records import BinRecord
from domain.stock.words import MovementKind
from tests.builders import DELIVERY, MANAGER, insert_row

TODAY = date(2099, 5, 25)
BEFORE_DELIVERY = date(2099, 5, 25)
ON_DELIVERY = DELIVERY
NEXT_WEEK = date(2099, 6, 2)
NEXT_MONTH = date(2099, 6, 26)


def in_one_command(database: Database, work, kind: str = "test", actor=MANAGER):
    """The answer of work(tx), done as a command of its own."""
    kept: list[Any] = []

    def once(tx: Transaction) -> dict[str, Any]:
        kept.append(work(tx))
        return {}

    execute(database, actor, kind, [], once)
    return kept[-1]


def a_bin(database: Database, code: str = "A-01", **values: Any) -> int:
    """The id of a shelf for goods at room temperature, unless said otherwise."""
    return insert_row(database, BinRecord, **{"code": code, "walk_order": 1, **values})


def bring(
    database: Database,
    bin_id: int,
    product_id: int,
    quantity: int,
    *,
    lot: str = "L1",
    expires: date | None = NEXT_MONTH,
    kind: MovementKind = MovementKind.RECEIVE,
    received: date = TODAY,
) -> int:
    """The id of the lot of which so many pieces were received into the bin."""

    def work(tx: Transaction) -> int:
        lot_id = stock.lot_for(tx, product_id, lot, None, expires, received)
        where = {"bin_id": bin_id, "lot_id": lot_id, "product_id": product_id}
        stock.move_in(tx, **where, quantity=quantity, kind=kind, ref="test")
        return lot_id

    return in_one_command(database, work, "bring")


def levels(database: Database) -> dict[tuple[str, str], int]:
    """(bin code, lot code) -> pieces, those with none left out."""
    query = text(
        "SELECT b.code, l.code, s.quantity FROM stock_level s JOIN bin b ON b.id = s.bin_id "
        "JOIN lot l ON l.id = s.lot_id WHERE s.quantity > 0"
    )
    with database.read() as connection:
        return {(row[0], row[1]): int(row[2]) for row in connection.execute(query)}


def promised(database: Database, cycle: str = "0525") -> dict[tuple[str, str], int]:
    """(bin code, lot code) -> pieces the cycle holds and has not taken."""
    query = text(
        "SELECT b.code, l.code, a.quantity - a.taken FROM allocation a JOIN bin b ON b.id = a.bin_id "
        "JOIN lot l ON l.id = a.lot_id JOIN cycle c ON c.id = a.cycle_id WHERE c.code = :code AND a.quantity > a.taken"
    )
    with database.read() as connection:
        return {(row[0], row[1]): int(row[2]) for row in connection.execute(query, {"code": cycle})}


def take_allocated(
    database: Database, pieces: int, cycle: str = "0525", lot: str = "L1", bin_code: str = "A-01"
) -> None:
    """So many allocated pieces picked: what the ledger of picking does to allocation and stock, and no more."""

    def work(tx: Transaction) -> None:
        facts = {"n": pieces, "cycle": cycle, "lot": lot, "bin": bin_code}
        found = tx.connection.execute(
            text(
                "UPDATE allocation SET taken = taken + :n WHERE cycle_id = (SELECT id FROM cycle WHERE code = :cycle) "
                "AND lot_id IN (SELECT id FROM lot WHERE code = :lot) AND bin_id = (SELECT id FROM bin WHERE code = :bin) "
                "RETURNING product_id, lot_id, bin_id"
            ),
            facts,
        ).one()
        where = {"bin_id": found.bin_id, "lot_id": found.lot_id, "product_id": found.product_id}
        stock.move_out(tx, **where, quantity=pieces, kind=MovementKind.PICK, ref="test")

    in_one_command(database, work, "take")


def bin_code(database: Database, bin_id: int) -> str:
    with database.read() as connection:
        return str(connection.execute(select(BinRecord.code).where(BinRecord.id == bin_id)).scalar_one())
