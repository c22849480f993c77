"""Held lines by two persons at once, of orders without a point, of orders that are gone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from domain.ordering import operations as ordering
from domain.ordering.queries import held_rows
from tests.builders import EGGS, MANAGER, cycle, order_ids, product, shop, take, wanted
from tests.domain.ordering.books import goods, order

MANGOSTEEN = "山竹"


@pytest.fixture
def held(database):
    """A function: the ids of the rows held in cycle 0525 after taking these orders."""
    shop(database)
    cycle(database)

    def after(*orders):
        take(database, "0525", *orders)
        with database.read() as connection:
            return [row.id for row in held_rows(connection, "0525")]

    return after


def test_two_persons_who_take_the_same_line_take_it_once(database, held):
    rows = held(*[wanted(f"A{n}", {EGGS: 1, MANGOSTEEN: 2}) for n in range(6)])
    product(database, MANGOSTEEN)
    with ThreadPoolExecutor(4) as persons:
        done = list(persons.map(lambda _: ordering.take_held(database, MANAGER, rows).answer["taken"], range(4)))
    assert sorted(done) == [0, 0, 0, 6]
    assert [goods(database, f"A{n}") for n in range(6)] == [{EGGS: 1, MANGOSTEEN: 2}] * 6
    assert order(database, "A0").pieces == 3


def test_a_held_line_of_an_order_without_a_point_starts_it_without_one(database, held):
    rows = held(wanted("A1", {MANGOSTEEN: 2}, point=""))
    product(database, MANGOSTEEN)
    assert ordering.take_held(database, MANAGER, rows).answer == {"taken": 1, "still_held": 0}
    row = order(database, "A1")
    assert (row.point, row.state, row.pieces) == ("(no point)", "review", 2)


def test_a_held_line_does_not_bring_a_cancelled_order_back(database, held):
    rows = held(wanted("A1", {EGGS: 1, MANGOSTEEN: 2}))
    product(database, MANGOSTEEN)
    ordering.cancel_order(database, MANAGER, order_ids(database)["A1"], "不要了", version=1)
    assert ordering.take_held(database, MANAGER, rows).answer == {"taken": 0, "still_held": 1}
    assert order(database, "A1").pieces == 1


def test_a_held_line_does_not_join_an_order_of_another_cycle(database, held):
    cycle(database, "0526")
    take(database, "0526", wanted("A1"))
    rows = held(wanted("A1", {MANGOSTEEN: 2}))
    product(database, MANGOSTEEN)
    assert ordering.take_held(database, MANAGER, rows).answer == {"taken": 0, "still_held": 1}
    assert goods(database, "A1") == {EGGS: 1}


def test_two_rows_without_a_text_in_two_files_are_both_held(database, held):
    from domain.common.errors import Notice
    from domain.common.notices import RowNotice
    from domain.ordering.operations import accept_orders
    from tests.builders import order_file

    held(wanted("A0"))
    for name in ("1.xlsx", "2.xlsx", "1.xlsx"):
        one = RowNotice(7, Notice.of("quantity_missing"), file=name, sheet="订单")
        accept_orders(database, MANAGER, [order_file(wanted("A0"), name=name, held=(one,))], "0525")
    with database.read() as connection:
        assert len(held_rows(connection, "0525")) == 2
