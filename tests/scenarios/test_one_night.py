"""Two order lines are followed through the table of docs/one_night.md, a step a row, on both databases: a weighed one and
one of a standard product.

A stage that is built adds its row there and its step to WALK here; each step finds the line where the one before left it.
The steps in the hall are in hall_steps.py.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from domain.catalogue.records import ProductRecord, SupplierRecord
from domain.common.database import Database
from domain.cutoff.operations import cut_off, take_orders
from domain.cutoff.queries import handover_sheets
from domain.cutoff.records import (
    DeliveryDemandRecord,
    PickDemandRecord,
    PurchaseDemandRecord,
    SnapshotLineRecord,
    SnapshotRecord,
)
from domain.ordering.records import OrderLineRecord, OrderRecord
from domain.places.records import PointRecord
from domain.reports.queries import check
from exchange.imports import read_orders
from tests.exchange.documents.reading import page_texts, squeezed
from tests.scenarios import hall_steps, label_step
from tests.scenarios.journeys import tells_its_journey
from tests.scenarios.walk import Walk
from workers.demo import own_tables, staff
from workers.demo.company import company
from workers.demo.cycles import cycles
from workers.demo.files import kuaituantuan
from workers.demo.folder import demo_folder
from workers.demo.orders import is_plain, night
from workers.demo.scene import Scene
from workers.demo.words import Channel, DemoOptions
from workers.paper_making import make_papers

TABLE = Path(__file__).parents[2] / "docs" / "one_night.md"
AT = datetime.combine(date.today() + timedelta(days=1), time(21, 40), timezone(timedelta(hours=8)))
"""Tomorrow night: what is received is judged by the day it truly is."""


@pytest.fixture(params=["weighed", "standard"])
def walk(request: pytest.FixtureRequest, database: Database, tmp_path: Path) -> Walk:
    """A small company with an open cycle, one 快团团 workbook, and the line: several pieces of an order of several lines."""
    options = DemoOptions(orders=120, points=5, products=16, vans=1, at=AT)
    before, tonight, after = cycles(AT)
    made = company(options)
    scene = Scene(
        database, demo_folder(tmp_path / "demo"), options, made, before, tonight, after,
        night(options, made, tonight.cutoff_at),
    )  # fmt: skip
    scene.folder.make_ready()
    own_tables.take(database, staff.OWNER, scene.folder, made)
    scene.open(tonight)
    orders = tuple(order for order in scene.night.of(Channel.KUAITUANTUAN) if is_plain(order))
    order, line = next(
        (order, line)
        for order in orders
        for line in order.counted
        if made.products[line.product].weighed == (request.param == "weighed")
        and line.pieces > 1
        and len(order.lines) > 1
    )
    path = scene.folder.files / "快团团.xlsx"
    kuaituantuan.write(path, orders, made, tonight.title, AT)
    return Walk(scene, orders, order, line, made.products[line.product], path)


def is_read(walk: Walk) -> None:
    """Row 1: a checked row, and the row it names is where a person finds it in the opened file."""
    file = read_orders(walk.path)
    index = next(i for i, order in enumerate(file.orders) if order.key == str(walk.order.number))
    [checked] = [one for one in file.lines if one.order == index and one.spec == walk.product.spec]
    assert checked.quantity == walk.line.pieces
    row = CalamineWorkbook.from_path(walk.path).get_sheet_by_name("顾客购买表").to_python()[checked.row - 1]
    assert row[3] == str(walk.order.number)
    assert str(row[4]).startswith(walk.product.name)
    walk.file, walk.checked = file, checked


def is_accepted(walk: Walk) -> None:
    """Row 2: an order line with an id, of its cycle, product and point; it still knows its row."""
    assert walk.file
    assert walk.checked
    answer = take_orders(walk.database, staff.CLERK, [walk.file], walk.scene.cycle.code).answer
    assert (answer.new, answer.held, answer.problems) == (sum(1 for order in walk.orders if order.counted), (), ())
    found = walk.one(
        select(OrderLineRecord.__table__, OrderRecord.point_id, OrderRecord.sequence, PointRecord.name)
        .join(OrderRecord, OrderRecord.id == OrderLineRecord.order_id)
        .join(ProductRecord, ProductRecord.id == OrderLineRecord.product_id)
        .join(PointRecord, PointRecord.id == OrderRecord.point_id)
        .where(OrderRecord.sequence == walk.order.number, ProductRecord.code == walk.product.code)
    )
    assert (found.quantity, found.cancelled_quantity) == (walk.line.pieces, 0)
    assert found.amount_fen == walk.line.pieces * walk.product.price_fen
    assert found.source_row == walk.checked.row
    assert walk.order.point is not None
    assert found.name == walk.scene.company.points[walk.order.point].name
    walk.line_id, walk.order_id = found.id, found.order_id
    walk.ids = {"product": found.product_id, "point": found.point_id}


def is_frozen(walk: Walk) -> None:
    """Row 3: a line of snapshot v1, and its pieces in three demands that hold exactly what everybody ordered."""
    assert cut_off(walk.database, staff.MANAGER, walk.scene.cycle.code).answer["snapshot"] == 1
    frozen = walk.one(select(SnapshotLineRecord.__table__).where(SnapshotLineRecord.line_id == walk.line_id))
    live = walk.one(select(SnapshotRecord.__table__).where(SnapshotRecord.id == frozen.snapshot_id))
    assert (live.state, live.version) == ("live", 1)
    assert (frozen.quantity, frozen.weight_g) == (walk.line.pieces, walk.line.pieces * walk.product.weight_g)
    here, everywhere = walk.ordered(at_its_point=True), walk.ordered(at_its_point=False)
    assert demand(walk, PickDemandRecord, product=True, point=True).quantity == here
    assert demand(walk, PurchaseDemandRecord, product=True).quantity == everywhere
    supplier = demand(walk, PurchaseDemandRecord, product=True).supplier_id
    assert walk.one(select(SupplierRecord.name).where(SupplierRecord.id == supplier)).name == walk.product.supplier
    delivered = demand(walk, DeliveryDemandRecord, point=True).quantity
    assert delivered == sum(line.pieces for o in walk.orders if o.point == walk.order.point for line in o.counted)


def demand(walk: Walk, record: Any, *, product: bool = False, point: bool = False) -> Any:
    """The row of a demand that the line's pieces are in."""
    query = select(record.__table__)
    if product:
        query = query.where(record.product_id == walk.ids["product"])
    if point:
        query = query.where(record.point_id == walk.ids["point"])
    return walk.one(query)


def is_on_paper(walk: Walk) -> None:
    """Row P: on the paper of its supplier, its point, its product and its buyer, nowhere with the buyer's phone."""
    made = make_papers(walk.database, staff.MANAGER, walk.scene.cycle.code, walk.scene.folder.papers)
    texts = {file.kind: [squeezed(page) for page in page_texts(file.path.read_bytes())] for file in made.files}
    assert list(texts) == ["purchase", "pick", "sow", "handover", "sums"]
    assert {file.pieces for file in made.files} == {sum(line.pieces for o in walk.orders for line in o.counted)}
    point = walk.scene.company.points[walk.order.point or 0].name
    code = walk.one(select(OrderRecord.pickup_code).where(OrderRecord.id == walk.order_id)).pickup_code
    for kind, owner, words in (
        ("purchase", walk.product.supplier, walk.product.code),
        ("pick", point, walk.product.name),
        ("sow", walk.product.name, point),
        ("handover", point, code),
    ):
        assert any(squeezed(owner) in page and squeezed(words) in page for page in texts[kind]), kind
    with walk.database.read() as connection:
        sheets = handover_sheets(connection, walk.scene.cycle.code)
    [buyer] = [row for sheet in sheets if sheet.point == point for row in sheet.rows if row.pickup_code == code]
    assert (walk.product.name, walk.line.pieces) in [(item.product, item.quantity) for item in buyer.items]
    assert buyer.phone_tail == walk.order.buyer.phone[-4:]
    assert not [page for pages in texts.values() for page in pages if walk.order.buyer.phone in page]


WALK: tuple[tuple[str, Callable[[Walk], None]], ...] = (
    ("1", is_read),
    ("2", is_accepted),
    ("3", is_frozen),
    ("P", is_on_paper),
    ("4", hall_steps.is_in_the_house),
    ("5", hall_steps.is_allocated),
    ("6", hall_steps.has_a_van),
    ("7", hall_steps.is_picked),
    ("8", hall_steps.is_sealed),
    ("9", label_step.is_labelled),
    ("10", hall_steps.is_on_the_van),
    ("11", hall_steps.is_with_its_buyer),
)
"""The rows of the table and what is checked at each, in the order of the night."""


def test_one_line_walks_through_the_night(walk: Walk):
    for _row, step in WALK:
        step(walk)
    tells_its_journey(walk)
    with walk.database.read() as connection:
        assert check(connection).is_clean


def test_the_walk_is_the_table():
    rows = [line.split("|")[1].strip() for line in TABLE.read_text(encoding="utf-8").splitlines() if line[:1] == "|"]
    assert rows[2:] == [row for row, _step in WALK]


def test_every_name_in_the_table_exists():
    names = set(names_in(TABLE.read_text(encoding="utf-8")))
    assert len(names) > 10
    for name in names:
        module, _, last = name.rpartition(".")
        assert hasattr(importlib.import_module(module), last) or importlib.import_module(name), name


def names_in(text: str) -> Iterator[str]:
    """Every dotted name of our own between backticks."""
    for name in re.findall(r"`([\w.]+)`", text):
        if name.split(".")[0] in ("devices", "domain", "exchange", "workers"):
            yield name
