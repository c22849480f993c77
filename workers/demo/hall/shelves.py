"""Before the night: the bins come in as a list of the operator's own, every product gets a shelf, some goods lie there.

Goes wrong on purpose: a few pieces of yesterday's milk expire before the delivery day, so nobody may pick them.
"""

from __future__ import annotations

from datetime import timedelta

from domain.stock.operations import open_stock, set_slot
from domain.stock.queries import bins
from domain.stock.words import BinKind, BinRow, OpeningRow, TurnoverClass
from exchange.spreadsheets import SheetOut, write_workbook
from exchange.stock_files import import_bins
from workers.demo import staff
from workers.demo.hall.floor import Floor
from workers.demo.words import DemoProduct

HEADINGS = ("库位编码", "库位类型", "温区", "行走顺序", "横向(cm)", "纵向(cm)")
ZONES = {"ambient": "常温", "chilled": "冷藏", "frozen": "冷冻"}
LETTERS = {"ambient": "A", "chilled": "B", "frozen": "C"}
SHELVES_A_ROW = 10
ROW_CM, SHELF_CM = 320, 130
OPENING_PIECES = 12
"""Of each of the first goods."""


def act(floor: Floor) -> None:
    """Bins, shelves, opening stock."""
    path = floor.scene.folder.files / "库位表.xlsx"
    write_workbook(floor.scene.folder.wrote(path), (SheetOut("库位", HEADINGS, _rows(floor)),))
    import_bins(floor.database, staff.MANAGER, path)
    shelves = _give_shelves(floor)
    _open(floor, shelves)


def _rows(floor: Floor) -> list[tuple[str | int | None, ...]]:
    """A shelf for every product, zone by zone, ten to a row; a dock and a quarantine for each zone."""
    rows: list[tuple[str | int | None, ...]] = []
    for number, (zone, letter) in enumerate(LETTERS.items()):
        count = sum(1 for product in floor.scene.company.products if product.zone == zone)
        for at in range(count):
            row, place = divmod(at, SHELVES_A_ROW)
            order = number * 1000 + row * SHELVES_A_ROW + (place if row % 2 == 0 else SHELVES_A_ROW - 1 - place) + 1
            across, along = (number * 4 + row) * ROW_CM + 400, place * SHELF_CM + 200
            rows.append((f"{letter}-{row + 1:02d}-{place + 1:02d}", "货架", ZONES[zone], order, across, along))
        rows.append((f"{letter}-收货", "收货区", ZONES[zone], number * 1000, (number * 4 + 1) * ROW_CM, 100))
    return rows


def _give_shelves(floor: Floor) -> dict[int, BinRow]:
    """Each product its shelf, as the catalogue lists them; the first quarter of each zone is class A."""
    with floor.database.read() as connection:
        found = [one for one in bins(connection) if one.kind == BinKind.SHELF.value]
    given: dict[int, BinRow] = {}
    for zone in LETTERS:
        free = sorted((one for one in found if one.zone == zone), key=lambda one: one.walk_order)
        products = [id_ for id_, product in _products(floor) if product.zone == zone]
        for at, (product_id, shelf) in enumerate(zip(products, free, strict=True)):
            turnover = TurnoverClass.A if at * 4 < len(products) else TurnoverClass.B
            set_slot(floor.database, staff.MANAGER, product_id, shelf.id, turnover)
            given[product_id] = shelf
    return given


def _products(floor: Floor) -> list[tuple[int, DemoProduct]]:
    """(id, product) of the company's products, which stand in the books in its order."""
    by_code = {product.barcodes[0]: product for product in floor.scene.company.products}
    return [(product_id, by_code[code]) for product_id, code in sorted(floor.codes.items())]


def _open(floor: Floor, shelves: dict[int, BinRow]) -> None:
    """Some standard goods lie there from before; of the first the oldest lot is past its day."""
    day = floor.scene.cycle.delivery
    rows = []
    for product_id, product in _products(floor):
        if not product.weighed and product.shelf_life_days > 20:
            good = day + timedelta(days=product.shelf_life_days // 2)
            rows.append(OpeningRow(product_id, shelves[product_id].id, OPENING_PIECES, f"L{day:%m%d}", good))
            if len(rows) == 1:
                rows.append(
                    OpeningRow(product_id, shelves[product_id].id, OPENING_PIECES, "L旧", day - timedelta(days=1))
                )
    if rows:
        open_stock(floor.database, staff.MANAGER, rows)
        floor.count("opening_pieces", sum(row.quantity for row in rows))
