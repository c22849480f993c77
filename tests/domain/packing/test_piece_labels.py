"""Each weighed piece gets one label with whose it is, its weight and its price; a piece taken out again makes it void."""

from __future__ import annotations

import json

import pytest

from domain.catalogue.operations import add_barcode
from domain.catalogue.queries import scanned_product
from domain.catalogue.records import ProductRecord
from domain.common.errors import NotAllowed, NotFound
from domain.packing import operations as packing
from domain.packing.queries import settings, tote_of_scan
from domain.packing.words import PackingSettings, SecondCheck, Weighing
from domain.picking import operations as picking
from domain.picking.values import Weight
from domain.printing import operations as printing
from domain.printing.records import PrintJobRecord
from tests.builders import EGGS, GRAPES, MANAGER, PICKER, wanted
from tests.domain.packing.scene import filled, hall, picked, rows
from tests.domain.picking import scene as night
from tests.kept_scenes import kept


@pytest.fixture
@kept
def gate(database):
    """Two bunches of grapes of A1, one of A2, and a box of eggs, in the first crate."""
    at = hall(database, wanted("A1", {GRAPES: 2}, buyer="王芳"), wanted("A2", {GRAPES: 1, EGGS: 1}, each_fen=2000))
    use = filled(database, at, at.crates[0], {GRAPES: [1480, 1520], EGGS: 1})
    picked(database, at, use, GRAPES, quantity=1, weight_g=1500, order_id=at.orders["A2"])
    return at


def labels(database):
    return [(row.kind, json.loads(row.body), row.voided_at is not None) for row in rows(database, PrintJobRecord)]


def test_every_weighed_piece_is_labelled_once_with_its_price_by_weight(database, gate):
    first = packing.label_pieces(database, PICKER, gate.crates[0]).answer
    again = packing.label_pieces(database, MANAGER, gate.crates[0]).answer
    assert (len(first["labels"]), again["labels"]) == (3, [])
    found = [(body["buyer"], body["weight_g"], body["price_fen"], body["product"]) for _, body, _ in labels(database)]
    assert found == [("王*", 1480, 987, GRAPES), ("王*", 1520, 1013, GRAPES), ("买*", 1500, 2000, GRAPES)]
    assert {kind for kind, _, _ in labels(database)} == {"item_label"}


def test_the_label_says_the_price_of_a_kilogram_and_the_act_of_the_station(database, gate):
    packing.label_pieces(database, PICKER, gate.crates[0])
    found = [(body["unit_price_fen"], body["is_manual"]) for _, body, _ in labels(database)]
    assert found == [(667, False), (667, False), (1333, False)]
    assert len({body["sequence"] for _, body, _ in labels(database)}) == 3


def test_a_piece_of_an_in_store_item_carries_the_code_our_own_scanners_read_as_its_weight(database, gate):
    product = next(row.id for row in rows(database, ProductRecord) if row.name == GRAPES)
    add_barcode(database, MANAGER, product, 1, "2100123")
    packing.label_pieces(database, PICKER, gate.crates[0])
    with database.read() as connection:
        read = [scanned_product(connection, body["barcode"]) for _, body, _ in labels(database)]
    assert [(one.name, one.reading.weight_g) for one in read] == [(GRAPES, 1480), (GRAPES, 1520), (GRAPES, 1500)]


def test_the_label_of_a_piece_taken_out_again_is_void(database, gate):
    packing.label_pieces(database, PICKER, gate.crates[0])
    undone = {"weight_g": 1480, "order_id": gate.orders["A1"], "undoes_id": 1}
    use = 1
    picked(database, gate, use, GRAPES, kind="undo", quantity=1, **undone)
    picked(database, gate, use, GRAPES, quantity=1, weight_g=1490, order_id=gate.orders["A1"])
    answer = packing.label_pieces(database, PICKER, gate.crates[0]).answer
    assert (len(answer["labels"]), answer["voided"]) == (1, 1)
    assert [void for _, _, void in labels(database)] == [True, False, False, False]


def test_a_piece_s_label_is_no_crate(database, gate):
    packing.label_pieces(database, PICKER, gate.crates[0])
    with database.read() as connection, pytest.raises(NotFound):
        tote_of_scan(connection, rows(database, PrintJobRecord)[0].serial)


def test_the_rules_of_the_gate_are_the_company_s(database):
    wished = PackingSettings(SecondCheck.ABOVE, 12, Weighing.WHEN_POSSIBLE, 40, 2)
    with pytest.raises(NotAllowed):
        packing.set_gate_rules(database, PICKER, wished)
    packing.set_gate_rules(database, MANAGER, wished)
    with database.read() as connection:
        assert settings(connection) == wished


def printers_at(database, *stations):
    for number, station in enumerate(stations):
        given = {"profile": "tsc_tspl_203", "link": "tcp://10.0.0.9:9100", "station": station}
        printing.add_printer(database, MANAGER, f"标签机 {number}", **given)


def weighed_at_the_station(database):
    """A bunch of grapes of A1, scanned and weighed at a picker's station with its label asked for; its answer."""
    table = night.hall(database, night.A1)
    station = table.station()
    station.scan(table.crates[0])
    product = table.shop.products[GRAPES]
    given = station.view, station.stand, product, Weight(1480)
    return picking.confirm_weight(database, PICKER, *given, after=packing.label_pick).answer


def test_a_piece_weighed_where_a_label_printer_stands_is_labelled_in_its_pick_and_void_when_undone(database):
    printers_at(database, PICKER.station)
    answer = weighed_at_the_station(database)
    assert answer["weight_g"] == 1480
    ((kind, body, is_void),) = labels(database)
    assert (kind, body["weight_g"], body["product"], is_void) == ("item_label", 1480, GRAPES, False)
    picking.undo(database, PICKER, after=packing.unlabel_pick)
    ((_kind, _body, is_void),) = labels(database)
    assert is_void
    assert [row.state for row in rows(database, PrintJobRecord)] == ["cancelled"]


def test_a_piece_weighed_where_no_label_printer_stands_asks_for_none(database):
    printers_at(database, "别处")
    weighed_at_the_station(database)
    assert labels(database) == []
    picking.undo(database, PICKER, after=packing.unlabel_pick)
