"""Where an order goes: the point it names, the cycle's default, the only one; and a person's word outlives the file."""

from __future__ import annotations

import pytest

from domain.common.errors import NotFound
from domain.ordering import operations as ordering
from domain.ordering.rules import SHORT_CODES, pickup_code
from domain.ordering.words import NO_POINT
from tests.builders import CLERK, EGGS, GARDEN, RIVER, cut, cycle, many, order_ids, shop, take, wanted
from tests.domain.ordering.books import order


@pytest.fixture
def opened(database):
    made = shop(database)
    cycle(database)
    return made


def test_with_several_points_an_order_that_names_none_waits_for_one(database, opened):
    take(database, "0525", wanted("A1", point=""), wanted("A2", point=""))
    waiting = order(database, "A1")
    assert waiting.point == NO_POINT
    done = ordering.set_point(database, CLERK, list(order_ids(database).values()), opened.points[RIVER])
    assert done.answer == {"orders": 2}
    settled = order(database, "A1")
    assert (settled.point, settled.state, settled.version) == (RIVER, "confirmed", waiting.version + 1)
    assert cut(database).orders == 2


def test_a_point_settled_by_hand_outlives_the_same_file(database, opened):
    take(database, "0525", wanted("A1", point=""))
    ordering.set_point(database, CLERK, [order_ids(database)["A1"]], opened.points[RIVER])
    assert take(database, "0525", wanted("A1", point="")).unchanged == 1
    assert order(database, "A1").point == RIVER


def test_a_point_settled_by_hand_outlives_a_change_that_names_none(database, opened):
    take(database, "0525", wanted("A1", point=""))
    ordering.set_point(database, CLERK, [order_ids(database)["A1"]], opened.points[RIVER])
    assert take(database, "0525", wanted("A1", {EGGS: 5}, point="")).changed == 1
    assert (order(database, "A1").point, order(database, "A1").pieces) == (RIVER, 5)


def test_a_file_that_names_the_point_settles_it(database, opened):
    take(database, "0525", wanted("A1", point=""))
    take(database, "0525", wanted("A1", point=RIVER))
    assert (order(database, "A1").point, order(database, "A1").state) == (RIVER, "confirmed")
    assert cut(database).orders == 1


def test_the_word_no_point_in_a_file_is_settled_by_the_next_file(database, opened):
    take(database, "0525", wanted("A1", point=""))
    take(database, "0525", wanted("A1", point=NO_POINT))
    take(database, "0525", wanted("A1", point=GARDEN))
    assert (order(database, "A1").point, order(database, "A1").state) == (GARDEN, "confirmed")
    assert cut(database).orders == 1


def test_a_point_that_does_not_exist_is_refused(database, opened):
    take(database, "0525", wanted("A1"))
    with pytest.raises(NotFound):
        ordering.set_point(database, CLERK, [order_ids(database)["A1"]], 999)
    with pytest.raises(NotFound):
        ordering.set_default_point(database, CLERK, "0525", "没有这个点")


def test_only_orders_of_open_cycles_change_their_point(database, opened):
    take(database, "0525", wanted("A1"))
    cut(database)
    with pytest.raises(Exception) as refused:
        ordering.set_point(database, CLERK, [order_ids(database)["A1"]], opened.points[RIVER])
    assert refused.value.code in ("rule_broken", "order_frozen")
    assert order(database, "A1").point == GARDEN


def test_no_pickup_code_comes_twice_in_twenty_thousand():
    assert len({pickup_code(number) for number in range(1, 20_001)}) == 20_000


def test_codes_stay_different_when_five_digits_no_longer_suffice():
    codes = [pickup_code(number) for number in range(SHORT_CODES - 3000, SHORT_CODES + 3000)]
    assert len(set(codes)) == 6000
    assert {len(code) for code in codes} == {5, 7}


def test_every_order_of_a_cycle_has_its_own_pickup_code(database, opened):
    take(database, "0525", *many(600))
    take(database, "0525", *many(300, first=601), channel="weimob")
    take(database, "0525", *many(600, first=1), wanted("Z"))
    assert len({order(database, number).pickup_code for number in order_ids(database)}) == 901
