"""A cut cycle and what purchasing does to it, in few words. Later stages begin their own scenes with these."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from domain.common.command import Transaction, execute
from domain.common.database import Database
from domain.purchasing import operations as purchasing
from domain.purchasing.queries import OrderLine, ShortProduct, purchase_order, purchase_orders, short_products
from domain.purchasing.words import Delivered
from domain.stock.operations import dock_bin, lot_for, move_in
from domain.stock.records import LevelRecord
from domain.stock.words import MovementKind
from tests.builders import DELIVERY, EGGS, GARDEN, GRAPES, MANAGER, MELON, RIVER, Shop, Wanted, cut_cycle, wanted

FRESH = DELIVERY + timedelta(days=30)
"""A best-before day that lasts."""


def standard_orders() -> list[Wanted]:
    """Wanted of eggs 5 + 8 = 13 (cases of 12), of grapes 6 + 4 = 10 (cases of 6, weighed), of melons 3 (loose)."""
    return [
        wanted("A1", {EGGS: 5, GRAPES: 6}, point=GARDEN, phone="13900000001"),
        wanted("A2", {EGGS: 8, MELON: 3}, point=RIVER, phone="13900000002"),
        wanted("A3", {GRAPES: 4}, point=RIVER, phone="13900000003"),
    ]


def cut_night(database: Database, *orders: Wanted) -> Shop:
    """Cycle 0525 of these orders (the standard ones, when none are named), cut off."""
    return cut_cycle(database, *(orders or standard_orders()))


def in_stock(database: Database, product: int, pieces: int, *, lot: str = "OLD", expires: Any = FRESH) -> int:
    """So many pieces lay in the warehouse before: the lot's id."""
    made: list[int] = []

    def work(tx: Transaction) -> dict[str, Any]:
        made.append(lot_for(tx, product, lot, None, expires, tx.at.date()))
        place = dock_bin(tx, 1, "ambient")
        move_in(
            tx, bin_id=place, lot_id=made[0], product_id=product, quantity=pieces, kind=MovementKind.OPENING, ref=""
        )
        return {}

    execute(database, MANAGER, "opening", [product, pieces, lot], work)
    return made[0]


def buy(database: Database, code: str = "0525") -> dict[str, Any]:
    """The answer of making the orders."""
    return purchasing.make_orders(database, MANAGER, code).answer


def lines(database: Database, code: str = "0525") -> dict[tuple[str, str], OrderLine]:
    """Every line of the cycle's orders by (number, product)."""
    with database.read() as connection:
        orders = purchase_orders(connection, code)
        details = [purchase_order(connection, order.id) for order in orders]
    return {(detail.head.number, line.product): line for detail in details for line in detail.lines}


def line_of(database: Database, product: str, code: str = "0525") -> OrderLine:
    """The one line of a product."""
    (found,) = [line for (_, name), line in lines(database, code).items() if name == product]
    return found


def orders(database: Database, code: str = "0525") -> dict[str, Any]:
    """The cycle's orders by number."""
    with database.read() as connection:
        return {order.number: order for order in purchase_orders(connection, code)}


def come(database: Database, product: str, pieces: int, **how: Any) -> dict[str, Any]:
    """The answer of receiving so many pieces of a product's one line."""
    line = line_of(database, product)
    return purchasing.receive(database, MANAGER, line.id, Delivered(pieces, **how)).answer


def levels(database: Database, product: int) -> int:
    """Pieces of a product that lie anywhere."""
    with database.read() as connection:
        rows = connection.execute(select(LevelRecord.quantity).where(LevelRecord.product_id == product)).scalars()
        return sum(rows)


def short(database: Database, code: str = "0525") -> dict[str, ShortProduct]:
    """What is short, by name."""
    with database.read() as connection:
        return {one.product: one for one in short_products(connection, code)}
