"""The company of the picking figures: peak orders cut off, four products of twenty weighed, goods on shelves and promised.

Used by scan.py and release.py; the goods go in by the program's own operations. Next: scan.py.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from benchmarks.companies import Ground
from benchmarks.fresh_process import Answer, Clock, in_fresh_process
from benchmarks.import50k import ACTOR, CYCLE
from benchmarks.import50k import product as import_peak
from benchmarks.peak_workbook import peak_workbook, rows_of
from domain.common.clock import now
from domain.common.command import Transaction, execute
from domain.common.database import Database, open_database

WEIGHED = 4
NOMINAL_G = 1000


def cut_hall(ground: Ground, place: str, orders: int, *, released: bool) -> None:
    """Makes the company at `place`; `released`: with its waves released, else cut and stocked only."""
    in_fresh_process(import_peak, path=str(peak_workbook(orders)), place=place, rows=rows_of(orders))
    in_fresh_process(prepare, place=place, released=int(released))
    ground.settle(place)


def prepare(place: str, released: int) -> Answer:
    """Codes, weights, cutoff, goods, promises, crates; the waves too when wanted."""
    from domain.cutoff.operations import cut_off
    from domain.picking.operations import plan_waves, release_all
    from domain.stock.operations import allocate
    from domain.totes.operations import register_totes

    with open_database(place) as database, Clock() as clock:
        with database.writer.begin() as connection:
            some = {"last": WEIGHED, "grams": NOMINAL_G}
            connection.execute(text("UPDATE product SET weight_g = :grams"), some)
            connection.execute(text("UPDATE product SET weighed = 1 WHERE id <= :last"), some)
            connection.execute(
                text(
                    "INSERT INTO product_barcode (code, product_id, kind) SELECT 'P' || (1000 + id), id, 'own' FROM product"
                )
            )
        cut_off(database, ACTOR, CYCLE)
        _lay_in(database)
        allocate(database, ACTOR, CYCLE)
        register_totes(database, ACTOR, 2000)
        if released:
            plan_waves(database, ACTOR, CYCLE)
            release_all(database, ACTOR, CYCLE)
    return {"seconds": clock.seconds, "cpu_seconds": clock.cpu_seconds}


def _lay_in(database: Database) -> None:
    """What is wanted of every product and some more, as one lot on a shelf of its own."""
    from domain.stock.operations import lot_for, move_in
    from domain.stock.words import MovementKind

    def work(tx: Transaction) -> Answer:
        wanted = tx.connection.execute(text("SELECT product_id, quantity FROM purchase_demand")).all()
        shelf = text(
            "INSERT INTO bin (warehouse_id, code, kind, zone, walk_order) VALUES (1, :code, 'shelf', 'ambient', :walk) "
            "RETURNING id"
        )
        slot = text("INSERT INTO slot (warehouse_id, product_id, bin_id) VALUES (1, :product, :bin)")
        until = now().date() + timedelta(days=30)
        for walk, (product, pieces) in enumerate(wanted, 1):
            bin_id = tx.connection.execute(shelf, {"code": f"A-{walk:02d}", "walk": walk}).scalar_one()
            tx.connection.execute(slot, {"product": product, "bin": bin_id})
            lot = lot_for(tx, product, f"L{walk}", None, until, now().date())
            about = {"bin_id": bin_id, "lot_id": lot, "product_id": product, "quantity": pieces + 10}
            move_in(tx, **about, kind=MovementKind.OPENING, ref="")
        return {}

    execute(database, ACTOR, "lay_in", [], work)
