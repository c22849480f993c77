"""After the release: amendments and shared shortages change the cells; what lies in a crate is told, not taken."""

from __future__ import annotations

import pytest

from domain.cutoff import operations as cutoff
from domain.picking import operations as picking
from domain.picking.queries import cells_behind
from domain.picking.words import TakeBackFirst
from domain.purchasing.operations import lift_shortage
from domain.purchasing.words import ShortageRule
from tests.builders import EGGS, GARDEN, MANAGER, MELON, RIVER, order_ids, take, wanted
from tests.domain.cutoff.books import late, on_papers
from tests.domain.picking.scene import A1, A2, B1, CODES, events, hall, outcomes, waves_of
from tests.domain.picking.test_waves import cells, ended, share


@pytest.fixture
def night(database):
    return hall(database)


@pytest.fixture
def station(night):
    made = night.station()
    made.scan(night.crates[0])
    return made


def amend(database, night, order, product, pieces):
    cutoff.amend_order(database, MANAGER, order_ids(database)[order], night.shop.products[product], pieces, "来电")


def behind(database):
    with database.read() as connection:
        return cells_behind(connection, "0525")


def test_more_is_wanted_and_less_is_cancelled(database, night, station):
    station.scan(CODES[EGGS], quantity=2)
    amend(database, night, "A1", EGGS, 5)
    amend(database, night, "A2", EGGS, 1)
    (lag,) = behind(database)
    assert (lag.wave, lag.point, lag.product, lag.add, lag.cancel, lag.take_back) == ("W02", GARDEN, EGGS, 2, 3, 0)
    answer = picking.take_amendments(database, MANAGER, "0525").answer
    assert answer == {"added": 2, "cancelled": 3, "new_cells": 0, "take_back": []}
    assert cells(night) == on_papers(database)
    assert not behind(database)


def test_a_product_nobody_had_ordered_there_is_a_new_cell(database, night, station):
    before = night.wave(GARDEN).version
    amend(database, night, "A1", MELON, 2)
    take(database, "0525", A1, A2, B1, wanted("A9", {EGGS: 6}))
    cutoff.accept_amendment(database, MANAGER, late(database)["A9"].id, "漏单")
    assert picking.take_amendments(database, MANAGER, "0525").answer["new_cells"] == 1
    assert night.wave(GARDEN).version == before + 1
    assert cells(night) == on_papers(database)
    told = station.scan(CODES[MELON])  # the view is older than the cell
    assert (told.verdict.value, told.version) == ("right", before + 1)


def test_what_is_picked_already_is_told_until_it_is_taken_out(database, night, station):
    station.scan(CODES[EGGS], quantity=3)
    station.scan(CODES[EGGS], quantity=3)
    amend(database, night, "A2", EGGS, 1)
    answer = picking.take_amendments(database, MANAGER, "0525").answer
    assert (answer["cancelled"], answer["take_back"]) == (1, [[GARDEN, EGGS, 2]])
    (lag,) = behind(database)
    assert lag.take_back == 2
    for _ in range(2):
        station.weigh("阳光玫瑰", 1500)
    with pytest.raises(TakeBackFirst):
        picking.close_wave(database, MANAGER, night.waves[GARDEN])
    for _ in range(3):
        station.undo()
    assert picking.take_amendments(database, MANAGER, "0525").answer["take_back"] == []
    station.finish()
    picking.close_wave(database, MANAGER, night.waves[GARDEN])
    assert ended(database)["A2", EGGS] == (1, 0, 0, 3, None, 1000)


def test_a_cut_piece_that_was_said_short_is_cancelled_not_short(database, night, station):
    station.scan(CODES[EGGS], quantity=4)
    station.short(EGGS, "碎了", quantity=2)
    station.short(EGGS, "没到货", quantity=1)
    amend(database, night, "A2", EGGS, 2)
    assert picking.take_amendments(database, MANAGER, "0525").answer["cancelled"] == 2
    cell = night.cell(GARDEN, EGGS)
    assert (cell.picked, cell.short, cell.cancelled) == (4, 1, 2)
    assert [(e.kind, e.quantity, e.reason) for e in events(database)][-3:] == [
        ("undo", 1, None), ("undo", 2, None), ("short", 1, "碎了"),
    ]  # fmt: skip


def test_a_line_all_short_and_then_cut_leaves_nothing_to_take_back(database, night, station):
    station.short(EGGS, quantity=7)
    for order in ("A1", "A2"):
        amend(database, night, order, EGGS, 0)
    assert picking.take_amendments(database, MANAGER, "0525").answer["take_back"] == []
    cell = night.cell(GARDEN, EGGS)
    assert (cell.wanted, cell.cancelled, cell.short) == (7, 7, 0)


def test_closing_a_wave_takes_the_last_amendments_by_itself(database, night, station):
    station.scan(CODES[EGGS], quantity=5)
    for _ in range(2):
        station.weigh("阳光玫瑰", 1500)
    amend(database, night, "A2", EGGS, 2)
    picking.close_wave(database, MANAGER, night.waves[GARDEN])
    assert sum(row.cancelled for row in outcomes(database)) == 2


def test_goods_added_after_a_wave_was_closed_get_a_wave_of_their_own(database, night, station):
    station.finish()
    picking.close_wave(database, MANAGER, night.waves[GARDEN])
    amend(database, night, "A1", MELON, 1)
    assert not behind(database)
    assert picking.plan_waves(database, MANAGER, "0525").answer == {"waves": 1, "points": 1}
    picking.release_all(database, MANAGER, "0525")
    assert waves_of(night)[GARDEN] > night.waves[GARDEN]
    assert cells(night) == on_papers(database)


def test_a_sharing_after_the_release_makes_cells_short_and_a_better_one_gives_back(database, night, station):
    share(database, night, EGGS, 4, ShortageRule.FIRST_PAID)
    (one, two) = behind(database)
    assert {(one.point, one.short), (two.point, two.short)} == {(GARDEN, 3), (RIVER, 2)}
    assert picking.take_shortage(database, MANAGER, "0525").answer == {"short": 5, "given_back": 0, "take_back": []}
    assert night.cell(GARDEN, EGGS).shared_short == 3
    share(database, night, EGGS, 8, ShortageRule.FIRST_PAID)
    product = night.shop.products[EGGS]
    assert picking.take_shortage(database, MANAGER, "0525", product).answer["given_back"] == 4
    assert (night.cell(GARDEN, EGGS).short, night.cell(RIVER, EGGS).short) == (0, 1)


def test_a_shortage_lifted_gives_everything_back(database, night, station):
    share(database, night, EGGS, 4)
    picking.take_shortage(database, MANAGER, "0525")
    lift_shortage(database, MANAGER, "0525", night.shop.products[EGGS])
    picking.take_shortage(database, MANAGER, "0525")
    assert (night.cell(GARDEN, EGGS).short, night.cell(RIVER, EGGS).short) == (0, 0)


def test_what_people_said_short_counts_towards_the_shortage(database, night, station):
    station.scan(CODES[EGGS], quantity=5)
    station.short(EGGS, quantity=1)
    share(database, night, EGGS, 5, ShortageRule.FIRST_PAID)
    assert picking.take_shortage(database, MANAGER, "0525").answer == {"short": 3, "given_back": 0, "take_back": []}
    cell = night.cell(GARDEN, EGGS)
    assert (cell.picked, cell.short, cell.shared_short) == (5, 2, 1)
