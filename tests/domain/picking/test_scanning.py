"""A scan is judged before it counts: by point and by product, what is right counts once, all else changes nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from domain.catalogue.rules.barcodes import own_code
from domain.common import people
from domain.common.command import new_command_id
from domain.common.errors import NotAllowed
from domain.common.people import Actor, Role
from domain.picking import operations as picking
from domain.picking.records import RefusedScanRecord
from domain.picking.words import PickMethod, Verdict, WaveNotReady
from domain.stock import operations as stock
from domain.totes import operations as totes
from tests.builders import EGGS, GARDEN, GRAPES, MANAGER, MELON, RIVER
from tests.domain.picking.scene import CODES, SECOND, add_code, events, hall, rows, scale_label
from tests.domain.stock.scene import BEFORE_DELIVERY, NEXT_WEEK, a_bin, bring, levels, promised


@pytest.fixture
def night(database):
    return hall(database)


@pytest.fixture
def station(night):
    """At the garden, a crate in hand."""
    made = night.station()
    assert made.scan(night.crates[0]).verdict is Verdict.TOTE
    return made


def refused(database):
    return [row.verdict for row in rows(database, RefusedScanRecord)]


def test_a_free_crate_is_opened_for_the_point_and_taken_in_hand(database, night):
    at = night.station()
    told = at.scan(night.crates[0])
    assert (told.verdict, told.tote, told.point_id) == (Verdict.TOTE, night.crates[0], None)
    assert at.stand.tote_use_id is not None
    assert dict(told.notice.facts)["point"] == GARDEN


def test_a_right_scan_counts_one_piece_from_the_shelf_into_the_crate(database, night, station):
    told = station.scan(CODES[EGGS])
    assert (told.verdict, told.quantity, told.wanted, told.done, told.left) == (Verdict.RIGHT, 1, 7, 1, 6)
    assert night.cell(GARDEN, EGGS).picked == 1
    assert levels(database)["A-01", "L1"] == 49
    assert promised(database)["A-01", "L1"] == 8
    (event,) = events(database)
    assert (event.person, event.station, event.station_seq, event.kind) == ("阿强", "分拣台", 1, "pick")


def test_several_pieces_are_counted_with_one_scan(database, night, station):
    told = station.scan(CODES[EGGS], quantity=7)
    assert (told.quantity, told.left) == (7, 0)
    assert told.point_left == 2  # the grapes


def test_the_first_pick_locks_the_snapshot_and_begins_wave_and_fulfilment(database, night, station):
    station.scan(CODES[EGGS])
    with database.read() as connection:
        state = connection.execute(text("SELECT state FROM cycle")).scalar_one()
        locked = connection.execute(text("SELECT locked_at FROM snapshot")).scalar_one()
    assert (state, night.wave(GARDEN).state, night.wave(RIVER).state) == ("fulfilling", "picking", "released")
    assert locked is not None


def test_the_same_command_again_counts_once(database, night, station):
    command = new_command_id()
    first = station.scan(CODES[EGGS], command_id=command)
    assert station.scan(CODES[EGGS], command_id=command) == first
    assert night.cell(GARDEN, EGGS).picked == 1


CASES = {
    "a product nobody ordered here": (CODES[MELON], {}, Verdict.WRONG_WAVE),
    "half a code": (CODES[EGGS][:9], {}, Verdict.UNREADABLE),
    "two codes glued": (CODES[EGGS] + CODES[MELON], {}, Verdict.UNREADABLE),
    "a control byte": ("69012\x0045678", {}, Verdict.UNREADABLE),
    "four kilobytes": ("9" * 4096, {}, Verdict.UNREADABLE),
    "nothing": ("\r\n", {}, Verdict.UNREADABLE),
    "a code of nobody's": ("4006381333931", {}, Verdict.UNKNOWN),
    "too many pieces": (CODES[EGGS], {"quantity": 8}, Verdict.OVER),
    "no piece": (CODES[EGGS], {"quantity": 0}, Verdict.OVER),
    "a label of nothing": (scale_label(0), {}, Verdict.NO_WEIGHT),
    "a label with a wrong digit": (scale_label(1500)[:-1] + "x", {}, Verdict.UNKNOWN),
    "a bag too light": (scale_label(1300), {}, Verdict.OUT_OF_TOLERANCE),
}


@pytest.mark.parametrize("case", CASES)
def test_a_scan_that_is_not_right_is_told_kept_and_not_counted(database, night, station, case):
    code, how, verdict = CASES[case]
    told = station.scan(code, **how)
    assert told.verdict is verdict
    assert not told.is_counted
    assert not events(database)
    assert refused(database) == [verdict.value]
    assert len(rows(database, RefusedScanRecord)[0].code) <= 64


def test_a_product_of_no_wave_is_a_wrong_product(database):
    night = hall(database, points_per_wave=None)
    at = night.station(RIVER)
    at.scan(night.crates[0])
    assert at.scan(scale_label(1500)).verdict is Verdict.WRONG_PRODUCT


def test_another_points_crate_is_refused_with_whose_it_is(database, night, station):
    other = night.station(RIVER, SECOND)
    told = other.scan(night.crates[0])
    assert (told.verdict, dict(told.notice.facts)["belongs"]) == (Verdict.WRONG_TOTE, GARDEN)


def test_a_crate_that_is_closed_takes_nothing(database, night, station):
    station.scan(CODES[EGGS])
    totes.tote_full(database, MANAGER, night.crates[0])
    assert station.scan(CODES[EGGS]).verdict is Verdict.SEALED_TOTE
    assert station.scan(night.crates[0]).verdict is Verdict.SEALED_TOTE
    totes.tote_not_full(database, MANAGER, night.crates[0])
    assert station.scan(CODES[EGGS]).verdict is Verdict.RIGHT


def test_goods_without_a_crate_in_hand_ask_for_one(database, night):
    assert night.station().scan(CODES[EGGS]).verdict is Verdict.NO_TOTE


def test_what_is_done_is_done_already(database, night, station):
    station.scan(CODES[EGGS], quantity=7)
    assert station.scan(CODES[EGGS]).verdict is Verdict.DONE_ALREADY


def test_a_weighed_product_asks_for_its_weight(database, night, station):
    add_code(database, night.shop.products[GRAPES], own_code(7))
    assert station.scan(own_code(7)).verdict is Verdict.NEEDS_WEIGHT  # a barcode added since the view was read


def test_an_empty_shelf_is_no_stock(database):
    night = hall(database, pieces=0)
    at = night.station()
    at.scan(night.crates[0])
    assert at.scan(CODES[EGGS]).verdict is Verdict.NO_STOCK
    assert not events(database)


def test_where_no_stock_is_kept_what_was_never_received_is_picked_without_a_lot(database):
    night = hall(database, pieces=0)
    with database.writer.begin() as connection:
        connection.execute(text("INSERT INTO setting (name, value) VALUES ('stock', '\"untracked\"')"))
    at = night.station()
    at.scan(night.crates[0])
    assert at.scan(CODES[EGGS]).verdict is Verdict.RIGHT
    assert events(database)[0].lot_id is None


def test_pieces_of_two_lots_are_two_rows_of_one_act(database):
    night = hall(database, pieces=0)
    shelf = a_bin(database)
    for lot, pieces in (("LATE", 9), ("SOON", 3)):
        bring(
            database,
            shelf,
            night.shop.products[EGGS],
            pieces,
            lot=lot,
            **({"expires": NEXT_WEEK} if lot == "SOON" else {}),
        )
    stock.allocate(database, MANAGER, "0525")
    at = night.station()
    at.scan(night.crates[0])
    assert at.scan(CODES[EGGS], quantity=5).verdict is Verdict.RIGHT
    assert [(row.part, row.quantity, row.station_seq) for row in events(database)] == [(1, 3, 1), (2, 2, 2)]
    assert levels(database) == {("A-01", "LATE"): 7}
    at.undo()
    assert levels(database) == {("A-01", "LATE"): 9, ("A-01", "SOON"): 3}
    assert night.cell(GARDEN, EGGS).picked == 0


def test_an_expired_lot_is_refused_by_its_label(database, night, station):
    bring(database, a_bin(database, "B-01"), night.shop.products[EGGS], 5, lot="OLD-1", expires=BEFORE_DELIVERY)
    told = station.scan("OLD-1")
    assert told.verdict is Verdict.EXPIRED_LOT
    assert dict(told.notice.facts)["lot"] == "OLD-1"
    assert station.scan("L1").verdict is Verdict.RIGHT


def test_goods_that_came_after_the_allocation_are_picked_too(database):
    night = hall(database, pieces=0)
    bring(database, a_bin(database), night.shop.products[EGGS], 2, lot="NEW")
    at = night.station()
    at.scan(night.crates[0])
    assert at.scan(CODES[EGGS], quantity=2).verdict is Verdict.RIGHT
    assert at.scan(CODES[EGGS]).verdict is Verdict.NO_STOCK


# By product ----------------------------------------------------------------------------------------


def test_a_product_in_hand_is_dealt_out_by_scanning_crates(database):
    night = hall(database, points_per_wave=None)
    for number, point in enumerate((GARDEN, RIVER)):
        night.station(point).scan(night.crates[number])
    at = night.station(None, method=PickMethod.BY_PRODUCT)
    told = at.scan(CODES[EGGS])
    assert (told.verdict, at.stand.product_id) == (Verdict.IN_HAND, night.shop.products[EGGS])
    assert (at.scan(night.crates[0]).quantity, at.scan(night.crates[1]).quantity) == (7, 2)
    assert at.scan(night.crates[1]).verdict is Verdict.DONE_ALREADY
    assert at.scan(CODES[EGGS]).verdict is Verdict.DONE_ALREADY
    assert at.scan(night.crates[2]).verdict is Verdict.WRONG_TOTE  # a free one is nobody's yet


def test_both_ways_work_over_the_same_cells(database):
    night = hall(database, points_per_wave=None)
    walker = night.station(GARDEN, SECOND)
    walker.scan(night.crates[0])
    walker.scan(CODES[EGGS], quantity=5)
    sower = night.station(None, method=PickMethod.BY_PRODUCT)
    sower.scan(CODES[EGGS])
    assert sower.scan(night.crates[0]).quantity == 2
    assert walker.scan(CODES[EGGS]).verdict is Verdict.DONE_ALREADY


# Who and when --------------------------------------------------------------------------------------


def test_two_people_at_one_wave_each_have_their_own_numbers(database, night, station):
    other = night.station(GARDEN, SECOND)
    other.scan(night.crates[0])
    for at in (station, other, station, other):
        assert at.scan(CODES[EGGS]).is_counted
    assert sorted((row.station, row.station_seq) for row in events(database)) == [
        ("二号分拣台", 1), ("二号分拣台", 2), ("分拣台", 1), ("分拣台", 2),
    ]  # fmt: skip


def test_a_paused_wave_takes_no_scan(database, night, station):
    station.scan(CODES[EGGS])
    picking.pause_wave(database, MANAGER, night.waves[GARDEN], "夜宵")
    with pytest.raises(WaveNotReady):
        station.scan(CODES[EGGS])
    picking.resume_wave(database, MANAGER, night.waves[GARDEN])
    assert station.scan(CODES[EGGS]).is_counted


def test_a_person_who_may_not_pick_does_not(database, night, station, monkeypatch):
    monkeypatch.setitem(people.RIGHTS, Role.PICKER, frozenset())
    station.actor = Actor("客人", "分拣台", Role.PICKER)
    with pytest.raises(NotAllowed):
        station.scan(CODES[EGGS])
