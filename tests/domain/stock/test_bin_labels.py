"""Shelves get their label once; another product on the shelf is another label, and the one before is void."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from domain.catalogue.words import TemperatureZone
from domain.common.errors import NotFound
from domain.printing.records import PrintJobRecord
from domain.stock import operations as stock
from domain.stock.words import BinRetired
from tests.builders import EGGS, GRAPES, MANAGER, PICKER, shop
from tests.domain.stock.scene import a_bin


@pytest.fixture
def shelves(database):
    """Two shelves at room temperature (the first with eggs), a cold one, a retired one; products by name."""
    goods = shop(database).products
    ids = {code: a_bin(database, code, walk_order=n) for n, code in enumerate(("A-02", "A-01"), 1)}
    ids["C-01"] = a_bin(database, "C-01", zone="chilled", walk_order=3)
    ids["X-01"] = a_bin(database, "X-01", active=False, walk_order=4)
    stock.set_slot(database, MANAGER, goods[EGGS], ids["A-02"])
    return goods, ids


def bodies(database, *, void=False):
    query = select(PrintJobRecord.__table__).where(PrintJobRecord.kind == "bin_label").order_by(PrintJobRecord.id)
    with database.read() as connection:
        rows = connection.execute(query).all()
    return [json.loads(row.body) for row in rows if (row.voided_at is not None) is void]


def test_all_bins_in_use_are_labelled_along_the_walk_with_what_lies_there(database, shelves):
    answer = stock.ask_bin_labels(database, PICKER).answer
    assert (answer["asked"], answer["already"]) == (3, 0)
    assert [(body["bin"], body["product"], body["zone"]) for body in bodies(database)] == [
        ("A-02", EGGS, "ambient"),
        ("A-01", "", "ambient"),
        ("C-01", "", "chilled"),
    ]
    again = stock.ask_bin_labels(database, MANAGER, zone=TemperatureZone.CHILLED).answer
    assert (again["asked"], again["already"]) == (0, 1)


def test_the_product_that_moves_in_makes_a_new_label_of_its_shelf_alone(database, shelves):
    goods, ids = shelves
    stock.ask_bin_labels(database, PICKER)
    stock.set_slot(database, MANAGER, goods[GRAPES], ids["A-02"])
    answer = stock.ask_bin_labels(database, PICKER, zone=TemperatureZone.AMBIENT).answer
    assert (answer["asked"], answer["already"], answer["voided"]) == (1, 1, 1)
    assert [body["product"] for body in bodies(database, void=True)] == [EGGS]
    assert {name for name in (EGGS, GRAPES) if name in bodies(database)[-1]["product"]} == {EGGS, GRAPES}


def test_chosen_bins_are_named_by_their_codes_whatever_the_case(database, shelves):
    assert stock.ask_bin_labels(database, PICKER, ["a-01", "C-01"]).answer["asked"] == 2
    with pytest.raises(NotFound):
        stock.ask_bin_labels(database, PICKER, ["A-01", "Z-99"])
    with pytest.raises(BinRetired):
        stock.ask_bin_labels(database, PICKER, ["X-01"])
    assert len(bodies(database)) == 2
