"""Weighed pieces go one by one to the buyer whose turn it is, with a weight that is one; the price follows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.catalogue.operations import set_in_store_patterns
from domain.catalogue.words import InStorePattern, ReadCode
from domain.common.codes import ean13_with_check
from domain.common.errors import NotAllowed
from domain.common.records import TrailRecord
from domain.picking.queries import whose_turn
from domain.picking.words import CellDone, Verdict
from tests.builders import EGGS, GARDEN, GRAPES, MANAGER, PICKER, order_ids, wanted
from tests.domain.picking.scene import A1, A2, CODES, add_code, events, hall, rows, scale_label

A3 = wanted("A3", {GRAPES: 1}, sequence=3)


@pytest.fixture
def night(database):
    return hall(database, A1, A2, A3)


@pytest.fixture
def station(night):
    made = night.station()
    made.scan(night.crates[0])
    return made


def owners(database):
    names = {number: name for name, number in order_ids(database).items()}
    return [(names[event.order_id], event.weight_g) for event in events(database)]


def test_pieces_go_to_the_buyers_in_the_order_of_their_numbers(database, night, station):
    told = [station.weigh(GRAPES, grams) for grams in (1480, 1510, 1500)]
    assert [one.verdict for one in told] == [Verdict.RIGHT] * 3
    assert owners(database) == [("A1", 1480), ("A1", 1510), ("A3", 1500)]
    assert night.cell(GARDEN, GRAPES).picked_g == 4490
    assert told[-1].left == 0


def test_the_station_knows_whose_turn_it_is(database, night, station):
    cell = night.cell(GARDEN, GRAPES).id
    with database.read() as connection:
        first = whose_turn(connection, cell)
    assert (first.order, first.sequence, first.buyer, first.piece, first.of) == ("A1", 1, "买*", 1, 2)
    for _ in range(3):
        station.weigh(GRAPES, 1500)
    with database.read() as connection:
        assert whose_turn(connection, cell) is None


def test_a_piece_may_be_weighed_for_a_named_buyer(database, night, station):
    order = order_ids(database)["A3"]
    station.weigh(GRAPES, 1500, order_id=order)
    with pytest.raises(CellDone):
        station.weigh(GRAPES, 1500, order_id=order)
    assert owners(database) == [("A3", 1500)]


def test_a_label_of_the_shops_scale_carries_its_weight(database, night, station):
    told = station.scan(scale_label(1460))
    assert (told.verdict, told.weight_g) == (Verdict.RIGHT, 1460)
    assert owners(database) == [("A1", 1460)]
    assert told.label == scale_label(1460), "the weight is marked as read off a label"
    noted = [row.after for row in rows(database, TrailRecord) if row.what == "picked"]
    assert scale_label(1460) in noted[-1], "the trail names the label beside the weight"


GRAPE_EAN = ean13_with_check("690222333444")
GS1 = ReadCode("01...", is_gs1=True, gtin="0" + GRAPE_EAN, weight_g=1480)


def test_a_gs1_label_counts_with_its_weight_like_an_in_store_one(database, night, station):
    add_code(database, night.shop.products[GRAPES], GRAPE_EAN)
    station.view = night.station().view
    told = station.scan(GS1)
    assert (told.verdict, told.weight_g) == (Verdict.RIGHT, 1480)
    too_heavy = station.scan(replace(GS1, weight_g=1600))
    assert too_heavy.verdict is Verdict.OUT_OF_TOLERANCE
    assert owners(database) == [("A1", 1480)]


def test_a_gs1_label_that_ends_before_the_delivery_is_refused(database, night, station):
    add_code(database, night.shop.products[GRAPES], GRAPE_EAN)
    station.view = night.station().view
    told = station.scan(replace(GS1, lot="A7", expires_on=date(2020, 1, 1)))
    assert told.verdict is Verdict.EXPIRED_LOT
    assert owners(database) == []


def test_a_label_with_a_price_alone_is_put_on_the_scale(database, night, station):
    set_in_store_patterns(database, MANAGER, [InStorePattern("P2 I5 E5 C")])
    station.view = night.station().view
    assert station.scan(scale_label(1460)).verdict is Verdict.NEEDS_WEIGHT


def test_a_label_with_a_wrong_digit_is_no_code(database, night, station):
    right = scale_label(1460)
    for wrong in range(1, 10):
        told = station.scan(right[:-1] + str((int(right[-1]) + wrong) % 10))
        assert told.verdict is Verdict.UNREADABLE
    assert owners(database) == []


def test_what_the_scanner_sent_broken_is_no_code(database, night, station):
    assert station.scan(ReadCode(CODES[EGGS], "glued")).verdict is Verdict.RIGHT, "the books know it as it is"
    assert station.scan(ReadCode("69012345678", "glued")).verdict is Verdict.UNREADABLE


BAD = {
    "unstable": (1500, {"is_stable": False}, Verdict.UNSTABLE_WEIGHT),
    "older than 500 ms": (1500, {"age_ms": 501}, Verdict.STALE_WEIGHT),
    "nothing on the scale": (0, {}, Verdict.NO_WEIGHT),
    "less than nothing": (-20, {}, Verdict.NO_WEIGHT),
    "too light": (1424, {}, Verdict.OUT_OF_TOLERANCE),
    "too heavy": (1576, {}, Verdict.OUT_OF_TOLERANCE),
    "a kilogram typed as a gram": (2, {"manual": True}, Verdict.BIG_NUMBER),
    "a gram typed as a kilogram": (1_500_000, {"manual": True}, Verdict.BIG_NUMBER),
}


@pytest.mark.parametrize("case", BAD)
def test_a_weight_that_is_none_is_told_and_not_counted(database, night, station, case):
    grams, how, verdict = BAD[case]
    told = station.weigh(GRAPES, grams, **how)
    assert told.verdict is verdict
    assert not events(database)
    if verdict is Verdict.BIG_NUMBER:
        assert dict(told.notice.facts)["meant_grams"] == (0 if grams == 2 else 1500)


@pytest.mark.parametrize("grams", [1425, 1575, 1500])
def test_the_limits_of_the_tolerance_still_fit(database, night, station, grams):
    assert station.weigh(GRAPES, grams, age_ms=500).is_counted


def test_a_named_person_lets_a_piece_out_of_tolerance_through(database, night, station):
    assert station.weigh(GRAPES, 1700, allowed_by=MANAGER).is_counted
    (event,) = events(database)
    assert (event.override_by, event.weight_g, event.manual_weight) == (MANAGER.person, 1700, False)
    station.weigh(GRAPES, 1500, allowed_by=MANAGER)
    assert events(database)[1].override_by is None  # a piece that fits needs nobody's word


def test_who_may_not_override_lets_nothing_through(database, night, station):
    with pytest.raises(NotAllowed):
        station.weigh(GRAPES, 1700, allowed_by=PICKER)
    assert not events(database)


def test_a_typed_weight_is_marked_with_who_and_why(database, night, station):
    station.weigh(GRAPES, 1500, manual=True, is_stable=False, age_ms=9000, why="秤连不上")
    event = events(database)[0]
    assert (event.manual_weight, event.person, event.reason) == (True, station.actor.person, "秤连不上")


def test_a_weight_of_the_scale_has_no_reason(database, night, station):
    station.weigh(GRAPES, 1500, why="never kept")
    event = events(database)[0]
    assert (event.manual_weight, event.reason) == (False, None)


def test_a_weight_for_a_product_that_is_not_weighed_is_refused(database, night, station):
    assert station.weigh(EGGS, 1500).verdict is Verdict.WRONG_PRODUCT


def test_more_pieces_than_ordered_are_refused(database, night, station):
    for _ in range(3):
        station.weigh(GRAPES, 1500)
    assert station.weigh(GRAPES, 1500).verdict is Verdict.DONE_ALREADY
