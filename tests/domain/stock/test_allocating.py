"""Allocation: first expired first out, never an expired lot or quarantined goods, topped up and given back."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text

from domain.common.errors import NotAllowed
from domain.cutoff import operations as cutoff
from domain.cutoff.words import CycleNotCut
from domain.ordering.queries import cycle_id
from domain.stock.operations import allocate
from domain.stock.queries import usable
from tests.builders import DELIVERY, EGGS, GRAPES, MANAGER, PICKER, cut, cut_cycle, cycle, order_ids, take, wanted
from tests.domain.stock.scene import (
    BEFORE_DELIVERY,
    NEXT_MONTH,
    NEXT_WEEK,
    ON_DELIVERY,
    a_bin,
    bring,
    levels,
    promised,
    take_allocated,
)


def usable_now(database, code: str = "0525") -> dict[int, int]:
    with database.read() as connection:
        return usable(connection, cycle_id(connection, code))


def test_the_lot_that_ends_first_is_promised_first(database):
    shop = cut_cycle(database, wanted("A1", {EGGS: 10}))
    shelf = a_bin(database)
    bring(database, shelf, shop.products[EGGS], 8, lot="LATE", expires=NEXT_MONTH)
    bring(database, shelf, shop.products[EGGS], 6, lot="SOON", expires=NEXT_WEEK)
    bring(database, shelf, shop.products[EGGS], 6, lot="NEVER", expires=None)
    answer = allocate(database, MANAGER, "0525").answer
    assert promised(database) == {("A-01", "SOON"): 6, ("A-01", "LATE"): 4}
    assert answer == {
        "cycle": "0525",
        "products": 1,
        "open": 10,
        "held": 10,
        "missing": 0,
        "short_products": 0,
        "taken": 10,
        "given_back": 0,
    }


def test_a_lot_that_ends_before_the_delivery_day_is_never_promised(database):
    shop = cut_cycle(database, wanted("A1", {EGGS: 10}))
    shelf = a_bin(database)
    bring(database, shelf, shop.products[EGGS], 8, lot="GONE", expires=BEFORE_DELIVERY)
    bring(database, shelf, shop.products[EGGS], 3, lot="LAST DAY", expires=ON_DELIVERY)
    answer = allocate(database, MANAGER, "0525").answer
    assert promised(database) == {("A-01", "LAST DAY"): 3}
    assert (answer["held"], answer["missing"], answer["short_products"]) == (3, 7, 1)
    assert usable_now(database) == {shop.products[EGGS]: 3}


def test_goods_in_quarantine_are_never_promised(database):
    shop = cut_cycle(database, wanted("A1", {EGGS: 10}))
    bring(database, a_bin(database, "Q-1", kind="quarantine"), shop.products[EGGS], 8)
    assert allocate(database, MANAGER, "0525").answer["held"] == 0
    assert usable_now(database) == {}


def test_goods_of_another_warehouse_are_not_promised(database):
    shop = cut_cycle(database, wanted("A1", {EGGS: 10}))
    with database.writer.begin() as connection:
        connection.execute(text("INSERT INTO warehouse (id, code, name) VALUES (7, 'W7', '二号仓')"))
    bring(database, a_bin(database, "B-01", warehouse_id=7), shop.products[EGGS], 8)
    assert allocate(database, MANAGER, "0525").answer["held"] == 0
    assert usable_now(database) == {}


def test_a_second_run_changes_nothing(database):
    shop = cut_cycle(database, wanted("A1", {EGGS: 10}))
    bring(database, a_bin(database), shop.products[EGGS], 30)
    allocate(database, MANAGER, "0525")
    again = allocate(database, MANAGER, "0525").answer
    assert (again["taken"], again["given_back"], again["held"]) == (0, 0, 10)


def test_a_later_receipt_tops_up(database):
    shop = cut_cycle(database, wanted("A1", {EGGS: 10}))
    shelf = a_bin(database)
    bring(database, shelf, shop.products[EGGS], 4)
    allocate(database, MANAGER, "0525")
    bring(database, a_bin(database, "DOCK", kind="dock"), shop.products[EGGS], 9, lot="L2")
    again = allocate(database, MANAGER, "0525").answer
    assert (again["taken"], again["held"], again["missing"]) == (6, 10, 0)
    assert promised(database) == {("A-01", "L1"): 4, ("DOCK", "L2"): 6}


def test_what_an_amendment_cut_is_given_back_and_the_lot_that_ends_last_goes_first(database):
    shop = cut_cycle(database, wanted("A1", {EGGS: 10}))
    shelf = a_bin(database)
    bring(database, shelf, shop.products[EGGS], 6, lot="SOON", expires=NEXT_WEEK)
    bring(database, shelf, shop.products[EGGS], 6, lot="LATE")
    allocate(database, MANAGER, "0525")
    cutoff.amend_order(database, MANAGER, order_ids(database)["A1"], shop.products[EGGS], 5, "退一半")
    again = allocate(database, MANAGER, "0525").answer
    assert (again["given_back"], again["held"], again["open"]) == (5, 5, 5)
    assert promised(database) == {("A-01", "SOON"): 5}


def test_pieces_that_were_taken_stay_and_count_as_served(database):
    shop = cut_cycle(database, wanted("A1", {EGGS: 10}))
    bring(database, a_bin(database), shop.products[EGGS], 30)
    allocate(database, MANAGER, "0525")
    take_allocated(database, 4)
    again = allocate(database, MANAGER, "0525").answer
    assert (again["open"], again["held"], again["taken"], again["given_back"]) == (6, 6, 0, 0)
    assert levels(database) == {("A-01", "L1"): 26}


def test_what_one_cycle_holds_another_cannot_use(database):
    shop = cut_cycle(database, wanted("A1", {EGGS: 10}))
    cycle(database, "0526", delivery=date(2099, 5, 27))
    take(database, "0526", wanted("B1", {EGGS: 7}))
    cut(database, "0526")
    bring(database, a_bin(database), shop.products[EGGS], 12)
    allocate(database, MANAGER, "0525")
    assert usable_now(database, "0526") == {shop.products[EGGS]: 2}
    assert usable_now(database, "0525") == {shop.products[EGGS]: 12}
    assert allocate(database, MANAGER, "0526").answer["held"] == 2
    assert promised(database, "0525") == {("A-01", "L1"): 10}


def test_a_lot_found_to_end_too_early_is_given_back(database):
    shop = cut_cycle(database, wanted("A1", {EGGS: 10}))
    shelf = a_bin(database)
    bring(database, shelf, shop.products[EGGS], 6, lot="L1", expires=None)
    bring(database, shelf, shop.products[EGGS], 5, lot="L2", expires=None)
    allocate(database, MANAGER, "0525")
    bring(database, shelf, shop.products[EGGS], 1, lot="L1", expires=BEFORE_DELIVERY)
    again = allocate(database, MANAGER, "0525").answer
    assert promised(database) == {("A-01", "L2"): 5}
    assert (again["given_back"], again["missing"]) == (6, 5)


def test_of_one_lot_the_shelf_of_the_product_comes_before_other_shelves_and_the_dock_comes_last(database):
    shop = cut_cycle(database, wanted("A1", {EGGS: 10}))
    eggs = shop.products[EGGS]
    for code, kind, walk in (("DOCK", "dock", 0), ("A-01", "shelf", 1), ("A-02", "shelf", 2)):
        bring(database, a_bin(database, code, kind=kind, walk_order=walk), eggs, 4)
    with database.writer.begin() as connection:
        slot = "INSERT INTO slot (warehouse_id, product_id, bin_id) SELECT 1, :p, id FROM bin WHERE code = 'A-02'"
        connection.execute(text(slot), {"p": eggs})
    allocate(database, MANAGER, "0525")
    assert promised(database) == {("A-02", "L1"): 4, ("A-01", "L1"): 4, ("DOCK", "L1"): 2}


def test_each_product_is_promised_its_own(database):
    shop = cut_cycle(database, wanted("A1", {EGGS: 3, GRAPES: 2}), wanted("A2", {EGGS: 4}))
    shelf = a_bin(database)
    bring(database, shelf, shop.products[EGGS], 5, lot="E")
    bring(database, shelf, shop.products[GRAPES], 5, lot="G")
    answer = allocate(database, MANAGER, "0525").answer
    assert promised(database) == {("A-01", "E"): 5, ("A-01", "G"): 2}
    assert (answer["products"], answer["open"], answer["missing"], answer["short_products"]) == (2, 9, 2, 1)


def test_a_cycle_that_is_not_cut_is_refused(database):
    cycle(database)
    with pytest.raises(CycleNotCut):
        allocate(database, MANAGER, "0525")


def test_a_picker_may_not_allocate(database):
    cut_cycle(database)
    with pytest.raises(NotAllowed):
        allocate(database, PICKER, "0525")


def test_the_delivery_day_of_the_tests_is_as_the_builders_say():
    assert BEFORE_DELIVERY < DELIVERY == ON_DELIVERY < NEXT_WEEK
