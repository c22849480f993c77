"""A hall at work for tests of the picking windows: two points, four products, orders cut off, stock on shelves, crates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from domain.catalogue.records import BarcodeRecord
from domain.common.database import Database, open_database
from domain.picking import queries
from domain.picking.operations import plan_waves, release_all
from domain.picking.words import PickMethod
from domain.stock.operations import allocate, set_slot
from domain.totes.operations import register_totes
from tests import builders
from tests.builders import EGGS, GRAPES, MANAGER, MELON, RIVER, wanted
from tests.domain.stock.scene import a_bin, bring

CODES = {EGGS: "6901234567892", GRAPES: "6909876543210", MELON: "6920000000015"}
MILK, MILK_CODE = "鲜牛奶", "6930000000022"
LONELY_CODE = "6940000000039"
"""Of a product that nobody ordered tonight."""
CRATES = 12


@dataclass(frozen=True, slots=True)
class Hall:
    """What a test needs to know of it."""

    cycle: str
    products: dict[str, int]
    points: dict[str, int]
    crates: tuple[str, ...]
    waves: tuple[int, ...]


def hall(
    place: str, *, points_per_wave: int | None = None, method: PickMethod = PickMethod.BY_POINT, released: bool = True
) -> Hall:
    """The company at `place`, made and closed again. The garden gets 5 eggs, 2 grapes, 1 milk; the river 4 eggs, 1 melon."""
    with open_database(place) as database:
        shop = builders.shop(database)
        products = dict(shop.products)
        products[MILK] = builders.product(
            database, MILK, code="MK01", price_fen=900, zone="chilled", weight_g=1000, category="奶"
        )
        products["白菜"] = builders.product(database, "白菜", weight_g=800)
        for name, code in {**CODES, MILK: MILK_CODE, "白菜": LONELY_CODE}.items():
            _barcode(database, code, products[name])
        builders.cycle(database)
        builders.take(
            database,
            "0525",
            wanted("A1", {EGGS: 3, GRAPES: 1}, row=2, sequence=1, buyer="王芳"),
            wanted("A2", {EGGS: 2, GRAPES: 1, MILK: 1}, row=4, sequence=2, buyer="李雷"),
            wanted("B1", {EGGS: 4, MELON: 1}, row=7, sequence=3, point=RIVER),
        )
        builders.cut(database)
        _stock(database, products)
        crates = register_totes(database, MANAGER, CRATES).answer["codes"]
        waves: tuple[int, ...] = ()
        if released:
            plan_waves(database, MANAGER, "0525", points_per_wave=points_per_wave, method=method)
            release_all(database, MANAGER, "0525")
            waves = _waves(database)
    return Hall("0525", products, dict(shop.points), tuple(crates), waves)


def _barcode(database: Database, code: str, product_id: int) -> None:
    with database.writer.begin() as connection:
        connection.execute(BarcodeRecord.__table__.insert().values(code=code, product_id=product_id, kind="own"))


def _stock(database: Database, products: dict[str, int]) -> None:
    for at, (name, product_id) in enumerate(products.items(), 1):
        zone = "chilled" if name == MILK else "ambient"
        shelf = a_bin(database, f"A-{at:02d}", walk_order=at, zone=zone)
        set_slot(database, MANAGER, product_id, shelf)
        bring(database, shelf, product_id, 100)
    allocate(database, MANAGER, "0525")


def _waves(database: Database) -> tuple[int, ...]:
    from domain.picking.queries import wave_board

    with database.read() as connection:
        return tuple(row.id for row in wave_board(connection, "0525"))


def view(desk: Any) -> Any:
    return desk.parts.picking.view


def verdict(desk: Any) -> Any:
    return view(desk).band.verdict


def counts(desk: Any) -> dict[tuple[str, str], int]:
    """Pieces accounted for by point and product, as the books say."""
    with desk.database.read() as connection:
        lines = queries.pick_lines(connection, desk.hall.waves[0])
    return {(line.point, line.product): line.done for line in lines if line.done}
