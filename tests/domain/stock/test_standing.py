"""What the books say of stock: levels, sums, the ledger by pages, alerts; and that levels are their ledger's sums."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from domain.common.errors import NotFound
from domain.stock import operations as stock
from domain.stock.queries import (
    expiring,
    level_faults,
    levels_in_bin,
    levels_of_lot,
    levels_of_product,
    low_stock,
    movements,
    stock_summary,
    tracking,
)
from domain.stock.words import QuantityNotCounted, Tracking
from tests.builders import EGGS, MANAGER, MELON, cut_cycle, product, wanted
from tests.domain.rules_kit import without_guards
from tests.domain.stock.scene import NEXT_MONTH, NEXT_WEEK, TODAY, a_bin, bring
from tests.kept_scenes import kept


@pytest.fixture
@kept
def hall(database):
    shop = cut_cycle(database, wanted("A1", {EGGS: 5}))
    eggs = shop.products[EGGS]
    a1, a2 = a_bin(database, "A-01", walk_order=1), a_bin(database, "A-02", walk_order=2)
    aside = a_bin(database, "Q-01", kind="quarantine")
    late = bring(database, a1, eggs, 10, lot="LATE", expires=NEXT_MONTH)
    bring(database, a2, eggs, 4, lot="LATE", expires=NEXT_MONTH)
    bring(database, a2, eggs, 3, lot="SOON", expires=NEXT_WEEK)
    bring(database, a2, eggs, 2, lot="GONE", expires=TODAY - timedelta(days=1))
    bring(database, aside, eggs, 6, lot="WET", expires=NEXT_WEEK)
    bring(database, a1, shop.products[MELON], 8, lot="M", expires=None)
    stock.allocate(database, MANAGER, "0525")
    return shop.products, a1, a2, late


def test_levels_are_read_by_bin_by_product_and_by_lot(database, hall):
    products, a1, a2, late = hall
    with database.read() as connection:
        in_bin = levels_in_bin(connection, a2)
        of_eggs = levels_of_product(connection, products[EGGS])
        of_lot = levels_of_lot(connection, late)
        assert {row.product for row in levels_in_bin(connection, a1)} == {EGGS, MELON}
    assert [(row.lot, row.quantity) for row in in_bin] == [("GONE", 2), ("SOON", 3), ("LATE", 4)]
    assert [(row.lot, row.bin) for row in of_eggs] == [
        ("GONE", "A-02"), ("SOON", "A-02"), ("WET", "Q-01"), ("LATE", "A-01"), ("LATE", "A-02"),
    ]  # fmt: skip
    assert [(row.bin, row.quantity, row.allocated) for row in of_lot] == [("A-01", 10, 2), ("A-02", 4, 0)]
    assert in_bin[0].expires_on == TODAY - timedelta(days=1)


def test_a_products_stock_is_summed_by_what_can_be_used(database, hall):
    products, a1, *_ = hall
    stock.set_slot(database, MANAGER, products[EGGS], a1)
    with database.read() as connection:
        row = next(row for row in stock_summary(connection, TODAY) if row.product == EGGS)
    assert (row.quantity, row.allocated, row.aside, row.expired, row.usable) == (25, 5, 6, 2, 12)
    assert (row.lots, row.next_expiry, row.slot, row.low) == (4, TODAY - timedelta(days=1), "A-01", 0)


def test_what_falls_below_its_threshold_is_told_those_that_miss_most_first(database, hall):
    products, *_ = hall
    third = product(database, "第三样")
    stock.set_thresholds(database, MANAGER, {products[EGGS]: 13, products[MELON]: 8, third: 30})
    with database.read() as connection:
        assert [(row.product, row.usable, row.low) for row in low_stock(connection, TODAY)] == [
            ("第三样", 0, 30), (EGGS, 12, 13),
        ]  # fmt: skip
    assert stock.set_thresholds(database, MANAGER, {products[EGGS]: 0, third: 1}).answer == {"set": 1, "cleared": 1}
    with database.read() as connection:
        assert [row.product for row in low_stock(connection, TODAY)] == ["第三样"]


def test_a_threshold_of_an_unknown_product_or_below_nothing_is_refused(database):
    with pytest.raises(NotFound):
        stock.set_thresholds(database, MANAGER, {4711: 3})
    with pytest.raises(QuantityNotCounted):
        stock.set_thresholds(database, MANAGER, {product(database): -3})


def test_lots_that_end_within_days_are_told_with_the_days_left(database, hall):
    with database.read() as connection:
        soon = expiring(connection, TODAY, (NEXT_WEEK - TODAY).days)
        gone = expiring(connection, TODAY, -1)
        today = expiring(connection, NEXT_WEEK, 0)
    assert [(row.level.lot, row.days) for row in soon] == [("GONE", -1), ("SOON", 8), ("WET", 8)]
    assert [row.level.lot for row in gone] == ["GONE"]
    assert [(row.level.lot, row.days) for row in today][1:] == [("SOON", 0), ("WET", 0)]


def test_the_ledger_is_read_page_by_page_the_latest_first(database, hall):
    products, a1, _a2, late = hall
    for _ in range(7):
        stock.write_off(database, MANAGER, lot_id=late, bin_id=a1, quantity=1, reason="碎")
    with database.read() as connection:
        pages, before = [], None
        while rows := movements(connection, products[EGGS], before, limit=5):
            pages.append([row.id for row in rows])
            before = rows[-1].id
    numbers = [number for page in pages for number in page]
    assert [len(page) for page in pages] == [5, 5, 2]
    assert numbers == sorted(numbers, reverse=True)
    assert len(set(numbers)) == 12


def test_every_level_is_the_sum_of_its_ledger_and_a_level_edited_behind_the_guards_is_found(database, hall):
    with database.read() as connection:
        assert level_faults(connection) == ()
    with database.writer.begin() as connection, without_guards(connection):
        connection.execute(text("UPDATE stock_level SET quantity = quantity + 1 WHERE quantity = 10"))
        connection.execute(text("UPDATE stock_level SET allocated = 1 WHERE quantity = 4"))
        connection.execute(text("DELETE FROM stock_level WHERE quantity = 6"))
    with database.read() as connection:
        found = [
            (row.bin, row.lot, row.quantity, row.ledger, row.allocated, row.promised)
            for row in level_faults(connection)
        ]
    assert found == [("A-01", "LATE", 11, 10, 2, 2), ("A-02", "LATE", 4, 4, 1, 0), ("Q-01", "WET", 0, 6, 0, 0)]


def test_stock_is_kept_until_somebody_says_otherwise(database):
    with database.read() as connection:
        assert tracking(connection) is Tracking.TRACKED
    assert stock.set_tracking(database, MANAGER, Tracking.UNTRACKED).answer == {
        "before": "tracked",
        "after": "untracked",
    }
    with database.read() as connection:
        assert tracking(connection) is Tracking.UNTRACKED
    assert stock.set_tracking(database, MANAGER, Tracking.TRACKED).answer["before"] == "untracked"


def test_the_days_of_the_tests_follow_each_other():
    assert date(2099, 5, 25) == TODAY < NEXT_WEEK < NEXT_MONTH
