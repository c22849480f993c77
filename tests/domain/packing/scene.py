"""A hall at the gate: a cut cycle, one wave of all its points at work, crates filled pick by pick.

Crates are the program's own; the picks are rows of the ledger, as a scan writes them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple

from sqlalchemy import insert, select, text

from domain.common.command import Transaction, execute
from domain.common.database import Database
from domain.cutoff.operations.cutting import lock_snapshot
from domain.packing import operations as packing
from domain.picking.records import PickRecord
from domain.totes import operations as totes
from tests.builders import EGGS, GARDEN, GRAPES, MANAGER, RIVER, Shop, Wanted, cut_cycle, order_ids, wanted
from tests.kept_scenes import kept

TARE_G, EGG_G, GRAPE_G = 1800, 1500, 1500
SEQ = count(1)


class Hall(NamedTuple):
    """The shop, the wave at work, and free crates."""

    shop: Shop
    wave: int
    crates: tuple[str, ...]
    orders: dict[str, int]


ORDERS = (wanted("A1", {EGGS: 2, GRAPES: 1}), wanted("A2", {EGGS: 3}), wanted("B1", {EGGS: 1}, point=RIVER))
"""The garden gets 5 boxes of eggs and one bunch of grapes, the river one box."""


@kept
def hall(database: Database, *orders: Wanted, crates: int = 4, cold: bool = False) -> Hall:
    shop = cut_cycle(database, *(orders or ORDERS))
    with database.writer.begin() as connection:
        connection.execute(text("INSERT INTO setting (name, value) VALUES ('stock', '\"untracked\"')"))
    wave = released(database)
    made = totes.register_totes(database, MANAGER, crates).answer["codes"]
    if cold:
        with database.writer.begin() as connection:
            connection.execute(text("UPDATE product SET zone = 'chilled' WHERE name = :n"), {"n": GRAPES})
    return Hall(shop, wave, tuple(made), order_ids(database))


_WAVE = text(
    "INSERT INTO wave (cycle_id, snapshot_id, number, kind, method, state) "
    "SELECT cycle_id, id, :n, 'night', 'by_point', 'planned' FROM snapshot WHERE state = 'live' RETURNING id, cycle_id"
)
_POINTS = text(
    "INSERT INTO wave_point (wave_id, point_id) SELECT :w, d.point_id FROM delivery_demand d "
    "JOIN snapshot s ON s.id = d.snapshot_id WHERE s.state = 'live'"
)
_CELLS = text(
    "INSERT INTO pick_cell (wave_id, snapshot_id, point_id, product_id, weighed, nominal_g, tolerance_permille, wanted) "
    "SELECT :w, d.snapshot_id, d.point_id, d.product_id, p.weighed, p.weight_g, p.tolerance_permille, d.quantity "
    "FROM pick_demand d JOIN snapshot s ON s.id = d.snapshot_id JOIN product p ON p.id = d.product_id "
    "WHERE s.state = 'live'"
)


def released(database: Database) -> int:
    """The id of a wave of all points and products of the live snapshot, at work."""

    def work(tx: Transaction) -> dict[str, Any]:
        made = tx.connection.execute(_WAVE, {"n": 1}).one()
        tx.connection.execute(_POINTS, {"w": made.id})
        state = text("UPDATE wave SET state = :s, released_at = 1, released_by = 'x' WHERE id = :w")
        tx.connection.execute(state, {"s": "released", "w": made.id})
        tx.connection.execute(_CELLS, {"w": made.id})
        lock_snapshot(tx, made.cycle_id)
        tx.connection.execute(state, {"s": "picking", "w": made.id})
        tx.connection.execute(text("UPDATE cycle SET state = 'fulfilling' WHERE state = 'cut'"))
        return {"wave": made.id}

    return int(execute(database, MANAGER, "release", [], work).answer["wave"])


def opened(database: Database, at: Hall, code: str, point: str = GARDEN) -> int:
    """The id of the crate's use, begun for the point."""

    def work(tx: Transaction) -> dict[str, Any]:
        return {"use": totes.open_tote(tx, code, at.wave, at.shop.points[point])}

    return int(execute(database, MANAGER, "open", [code], work).answer["use"])


Goods = Mapping[str, int | Sequence[int]]
"""{product: pieces}, or the real weights of its weighed pieces."""


def filled(database: Database, at: Hall, code: str, goods: Goods, point: str = GARDEN, order: str = "A1") -> int:
    """The id of the use of a crate into which these goods were picked."""
    use = opened(database, at, code, point)
    for name, pieces in goods.items():
        if isinstance(pieces, int):
            picked(database, at, use, name, point, quantity=pieces)
        else:
            for weight in pieces:
                about = {"weight_g": weight, "order_id": at.orders[order]}
                picked(database, at, use, name, point, quantity=1, **about)
    return use


def picked(database: Database, at: Hall, use: int | None, name: str, point: str = GARDEN, **row: Any) -> int:
    """The id of one row of the ledger: a pick, unless `kind` says otherwise."""

    def work(tx: Transaction) -> dict[str, Any]:
        cell = tx.connection.execute(
            text("SELECT id FROM pick_cell WHERE wave_id = :w AND point_id = :p AND product_id = :g"),
            {"w": at.wave, "p": at.shop.points[point], "g": at.shop.products[name]},
        ).scalar_one()
        who = {
            "person": "阿强",
            "station": "分拣台",
            "station_seq": next(SEQ),
            "at": tx.at,
            "command_id": tx.command_id,
        }
        given = {"kind": "pick", "cell_id": cell, "tote_use_id": use, **who, **row}
        made = tx.connection.execute(insert(PickRecord).values(**given).returning(PickRecord.id))
        return {"pick": made.scalar_one()}

    return int(execute(database, MANAGER, "pick", [next(SEQ)], work).answer["pick"])


def short(database: Database, at: Hall, name: str, pieces: int, point: str = GARDEN) -> None:
    picked(database, at, None, name, point, kind="short", quantity=pieces, reason="坏了")


def sealed(database: Database, code: str, gross_g: int, **how: Any) -> dict[str, Any]:
    """The answer of sealing a crate of this weight, checked by a second person."""
    return packing.seal_tote(database, MANAGER, code, gross_g=gross_g, **{"checked_by": "小周", **how}).answer


def tote_state(database: Database, code: str) -> str:
    with database.read() as connection:
        return str(connection.execute(text("SELECT state FROM tote WHERE code = :c"), {"c": code}).scalar_one())


def rows(database: Database, record: Any, *where: Any) -> list[Any]:
    with database.read() as connection:
        return list(connection.execute(select(record.__table__).where(*where).order_by(record.__table__.c[0])))


def say(database: Database, name: str, value: str) -> None:
    """A company setting as it is stored."""
    with database.writer.begin() as connection:
        connection.execute(text("INSERT INTO setting (name, value) VALUES (:n, :v)"), {"n": name, "v": value})
