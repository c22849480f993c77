"""Held lines: kept once, taken when product and point are known, settled by the file itself, dropped for good."""

from __future__ import annotations

import pytest

from domain.catalogue.operations import map_product
from domain.common.errors import ReasonNeeded
from domain.ordering import operations as ordering
from domain.ordering.queries import held_rows
from domain.ordering.records import HeldRecord, OrderRecord
from domain.ordering.words import CycleNotOpen
from domain.places.operations import map_point
from domain.reports.queries import check
from tests.builders import CLERK, EGGS, GARDEN, MANAGER, cut, cycle, product, shop, take, wanted
from tests.domain.ordering.books import count, goods, order

STRAWBERRIES = "草莓"
RED = "红颜草莓"


@pytest.fixture
def opened(database):
    made = shop(database)
    cycle(database)
    return made


def held_ids(database):
    with database.read() as connection:
        return [row.id for row in held_rows(connection, "0525")]


def learn(database):
    map_product(database, MANAGER, "youzan", STRAWBERRIES, "", product(database, RED))


def counts(answer):
    return answer.new, answer.unchanged, answer.changed, answer.vanished


def test_a_held_line_is_kept_once_however_often_its_file_comes(database, opened):
    for _ in range(3):
        answer = take(database, "0525", wanted("A1", {EGGS: 2, STRAWBERRIES: 3}))
        assert len(answer.held) == 1
    assert (answer.unchanged, count(database, HeldRecord)) == (1, 1)


def test_a_held_line_joins_its_order_once_the_product_is_known(database, opened):
    orders = wanted("A1", {EGGS: 2, STRAWBERRIES: 3}), wanted("A2", {STRAWBERRIES: 1})
    take(database, "0525", *orders)
    learn(database)
    assert ordering.take_held(database, CLERK, held_ids(database)).answer == {"taken": 2, "still_held": 0}
    assert (goods(database, "A1"), goods(database, "A2")) == ({EGGS: 2, RED: 3}, {RED: 1})
    grown = order(database, "A1")
    assert (grown.pieces, grown.lines, grown.paid_fen, grown.lines_fen) == (5, 2, 5000, 5000)
    assert held_ids(database) == []
    again = take(database, "0525", *orders)
    assert (counts(again), again.held) == ((0, 2, 0, 0), ())
    with database.read() as connection:
        assert check(connection).is_clean


def test_a_held_line_adds_nothing_to_what_the_file_says_was_paid(database, opened):
    take(database, "0525", wanted("A1", {EGGS: 2, STRAWBERRIES: 3}, paid_fen=4444))
    learn(database)
    ordering.take_held(database, CLERK, held_ids(database))
    assert (order(database, "A1").paid_fen, order(database, "A1").lines_fen) == (4444, 5000)


def test_an_order_held_whole_comes_in_whole(database, opened):
    lines = {STRAWBERRIES: 1, "榴莲": 2}
    take(database, "0525", wanted("A1", lines))
    assert count(database, OrderRecord) == 0
    for name in lines:
        product(database, name)
    assert ordering.take_held(database, CLERK, held_ids(database)).answer["taken"] == 2
    assert goods(database, "A1") == lines
    take(database, "0525", wanted("A1", lines))
    assert (goods(database, "A1"), order(database, "A1").paid_fen) == (lines, 3000)


def test_a_line_still_unknown_stays_held(database, opened):
    take(database, "0525", wanted("A1", {STRAWBERRIES: 3}))
    assert ordering.take_held(database, CLERK, held_ids(database)).answer == {"taken": 0, "still_held": 1}
    assert count(database, OrderRecord) == 0


def test_the_file_again_after_mapping_settles_its_held_lines(database, opened):
    orders = wanted("A1", {EGGS: 2, STRAWBERRIES: 3}), wanted("A2", point="阳光花园南门")
    take(database, "0525", *orders)
    assert len(held_ids(database)) == 2
    learn(database)
    map_point(database, MANAGER, "youzan", "阳光花园南门", opened.points[GARDEN])
    answer = take(database, "0525", *orders)
    assert (counts(answer), answer.held) == ((1, 0, 1, 0), ())
    assert held_ids(database) == []
    assert (goods(database, "A1"), order(database, "A2").point) == ({EGGS: 2, RED: 3}, GARDEN)


def test_a_dropped_line_needs_a_reason_and_stays_dropped(database, opened):
    take(database, "0525", wanted("A1", {STRAWBERRIES: 3}))
    [held] = held_ids(database)
    with pytest.raises(ReasonNeeded):
        ordering.drop_held(database, CLERK, [held], " ")
    assert ordering.drop_held(database, CLERK, [held], "客人不要了").answer == {"dropped": 1}
    product(database, STRAWBERRIES)
    assert ordering.take_held(database, CLERK, [held]).answer == {"taken": 0, "still_held": 0}
    assert count(database, OrderRecord) == 0


def test_a_held_line_does_not_slip_into_a_cut_cycle(database, opened):
    take(database, "0525", wanted("A1", {EGGS: 2, STRAWBERRIES: 3}))
    learn(database)
    cut(database)
    with pytest.raises(CycleNotOpen):
        ordering.take_held(database, CLERK, held_ids(database))
    assert (goods(database, "A1"), len(held_ids(database))) == ({EGGS: 2}, 1)
