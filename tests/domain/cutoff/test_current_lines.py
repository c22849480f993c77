"""What every buyer gets now, set-based: the same as the papers say, whatever was amended, with its price and turn."""

from __future__ import annotations

from collections import Counter

import pytest

from domain.cutoff import operations as cutoff
from domain.cutoff.queries.current import current_lines
from tests.builders import (
    EGGS,
    GARDEN,
    GRAPES,
    MANAGER,
    MELON,
    RIVER,
    cut_cycle,
    many,
    order_ids,
    take,
    wanted,
)
from tests.domain.cutoff.books import late, on_papers, summed

A1 = wanted("A1", {EGGS: 2, GRAPES: 1})
A2 = wanted("A2", {EGGS: 4}, point=RIVER, each_fen=333)


@pytest.fixture
def night(database):
    return cut_cycle(database, A1, A2)


def lines(database, shop):
    """{(order number, point, product): row}"""
    numbers = {number: name for name, number in order_ids(database).items()}
    points = {number: name for name, number in shop.points.items()}
    products = {number: name for name, number in shop.products.items()}
    with database.read() as connection:
        rows = current_lines(connection, 1)
    return {(numbers[r.order_id], points[r.point_id], products[r.product_id]): r for r in rows}


def on_lines(database, shop):
    """(point, product) -> pieces now, as on_papers."""
    return summed(((point, item), row.quantity) for (_, point, item), row in lines(database, shop).items())


def accept_all(database):
    for word in late(database).values():
        cutoff.accept_amendment(database, MANAGER, word.id, "顾客来电")


def test_before_any_amendment_the_lines_are_the_frozen_ones(database, night):
    assert on_lines(database, night) == on_papers(database)
    assert all(row.frozen == row.wanted == row.quantity for row in lines(database, night).values())


def test_after_amendments_the_lines_say_what_the_papers_say(database, night):
    orders = order_ids(database)
    cutoff.amend_order(database, MANAGER, orders["A1"], night.products[EGGS], 5, "多要三盒")
    cutoff.amend_order(database, MANAGER, orders["A1"], night.products[EGGS], 1, "又不要了")
    cutoff.amend_order(database, MANAGER, orders["A2"], night.products[EGGS], 0, "不要了")
    cutoff.amend_order(database, MANAGER, orders["A2"], night.products[MELON], 2, "换西瓜")
    take(database, "0525", wanted("A1", {EGGS: 3}, point=RIVER), A2, *many(2, first=7))
    accept_all(database)
    assert on_lines(database, night) == on_papers(database)
    found = lines(database, night)
    assert (found["A1", RIVER, EGGS].added, found["A1", RIVER, EGGS].quantity) == (3, 3)
    assert (found["A1", GARDEN, EGGS].quantity, found["A1", GARDEN, EGGS].cut) == (0, 5)


def test_up_and_down_again_is_wanted_and_cut_both(database, night):
    order_id = order_ids(database)["A1"]
    for pieces in (5, 1):
        cutoff.amend_order(database, MANAGER, order_id, night.products[EGGS], pieces, "来电")
    row = lines(database, night)["A1", GARDEN, EGGS]
    assert (row.frozen, row.added, row.cut, row.wanted, row.quantity) == (2, 3, 4, 5, 1)


def test_an_added_piece_costs_what_the_order_paid_for_one_or_what_it_is_sold_for(database, night):
    orders = order_ids(database)
    cutoff.amend_order(database, MANAGER, orders["A2"], night.products[EGGS], 6, "多要")
    cutoff.amend_order(database, MANAGER, orders["A2"], night.products[MELON], 2, "加西瓜")
    found = lines(database, night)
    assert found["A2", RIVER, EGGS].amount_fen == 6 * 333
    assert found["A2", RIVER, MELON].amount_fen == 2 * 2990


def test_the_numbers_are_whole_on_both_databases(database, night):
    cutoff.amend_order(database, MANAGER, order_ids(database)["A2"], night.products[EGGS], 6, "多要")
    for row in lines(database, night).values():
        assert all(type(value) is int for value in (row.wanted, row.quantity, row.cut, row.amount_fen, row.paid_at))


def test_many_lines_are_each_there_once(database):
    shop = cut_cycle(database, *many(300))
    with database.read() as connection:
        rows = current_lines(connection, 1)
    assert Counter((r.order_id, r.product_id) for r in rows).most_common(1)[0][1] == 1
    assert sum(r.quantity for r in rows) == sum(on_papers(database).values())
    assert {r.point_id for r in rows} == set(shop.points.values())
