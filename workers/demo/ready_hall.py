"""A hall ready to work in: shelves, stock, crates and released waves for a cycle that is cut, by the real operations.

One product has come too short, so that a station has something to say. For the pictures and for training.
"""

from __future__ import annotations

from datetime import timedelta

from domain.catalogue.queries import product_page
from domain.common.database import Database
from domain.common.people import Actor
from domain.ordering.queries import cycle
from domain.picking.operations import plan_waves, release_all
from domain.picking.words import PickMethod
from domain.stock.operations import add_bin, allocate, open_stock, set_slot
from domain.stock.words import BinKind, OpeningRow
from domain.totes.operations import register_totes

CRATES = 80
MOST_PIECES = 900
SHELVES_A_ROW = 6
ROWS = "ABCDEFGH"


def make_hall_ready(database: Database, actor: Actor, code: str) -> None:
    """Everything the stations need to pick the cycle."""
    _fill_shelves(database, actor, code)
    allocate(database, actor, code)
    register_totes(database, actor, CRATES)
    plan_waves(database, actor, code, points_per_wave=3, method=PickMethod.BY_POINT)
    release_all(database, actor, code)


def _fill_shelves(database: Database, actor: Actor, code: str) -> None:
    """A shelf for every product in the zone it needs, and enough of it; of the last one nothing has come."""
    with database.read() as connection:
        products = product_page(connection, limit=len(ROWS) * SHELVES_A_ROW)
        best_before = cycle(connection, code).delivery + timedelta(days=9)
    rows = []
    for at, product in enumerate(products):
        row, shelf = divmod(at, SHELVES_A_ROW)
        values = {"code": f"{ROWS[row]}-{row + 1:02d}-{shelf + 1}", "kind": BinKind.SHELF.value, "zone": product.zone}
        bin_id = int(add_bin(database, actor, {**values, "walk_order": at + 1}).answer["id"])
        set_slot(database, actor, product.id, bin_id)
        rows.append(OpeningRow(product.id, bin_id, MOST_PIECES, f"L{best_before:%m%d}", best_before))
    open_stock(database, actor, rows[:-1])
