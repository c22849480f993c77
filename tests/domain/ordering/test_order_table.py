"""The table of orders: pages by key that miss nothing and show nothing twice, filters, search, totals, one order whole."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from domain.common.errors import NotFound
from domain.cutoff import operations as cutoff
from domain.ordering import operations as ordering
from domain.ordering.queries import (
    OrderFilter,
    OrderSort,
    cycle,
    order_detail,
    order_page,
    order_totals,
    point_choices,
    sums_by_point,
    sums_by_product,
)
from tests.builders import EGGS, GARDEN, GRAPES, MANAGER, MELON, RIVER, cut, order_ids, shop, take, wanted
from tests.builders import cycle as open_cycle

BUYERS = ["王芳", "李 娜", "100%的人", "a_b", "A\\B", "阿美", "王五", "Zoë"]


@pytest.fixture(scope="module")
def books(shared_database):
    """Cycle 0525: 40 orders, many alike, one cancelled, cut, one late. Cycle 0526: 7 orders."""
    shop(shared_database)
    open_cycle(shared_database, "0525")
    take(shared_database, "0525", *orders_of(40))
    one = order_ids(shared_database)["N0007"]
    ordering.cancel_order(shared_database, MANAGER, one, "x", version=1)
    cut(shared_database, "0525")
    open_cycle(shared_database, "0526")
    take(shared_database, "0526", *orders_of(7, "M"), channel="weimob")
    take(shared_database, "0525", wanted("LATE", buyer="迟到", phone="13700009999"), channel="jielong")
    return shared_database


def orders_of(count, letter="N"):
    return [
        wanted(f"{letter}{n:04d}", {EGGS: n % 3 + 1, **({GRAPES: 1} if n % 4 == 0 else {})}, buyer=BUYERS[n % 8],
               phone=f"139000{n % 9:05d}", point=(GARDEN, RIVER)[n % 2], sequence=n % 5 if n % 6 else None,
               each_fen=100 * (n % 7))
        for n in range(count)
    ]  # fmt: skip


def pages(connection, wanted_filter, limit, **how):
    """All rows, page after page."""
    found, after = [], None
    while True:
        page = order_page(connection, wanted_filter, after=after, limit=limit, **how)
        found += page
        if len(page) < limit:
            return found
        after = page[-1]


def numbers(database, wanted_filter):
    with database.read() as connection:
        return sorted(row.number for row in order_page(connection, wanted_filter))


@pytest.mark.parametrize("sort", OrderSort)
@given(limit=st.integers(1, 60), descending=st.booleans(), code=st.sampled_from([None, "0525", "0526"]))
@settings(max_examples=12)
def test_pages_show_every_order_exactly_once_and_in_order(books, sort, limit, descending, code):
    wanted_filter = OrderFilter(cycle=code)
    with books.read() as connection:
        found = pages(connection, wanted_filter, limit, sort=sort, descending=descending)
        whole = order_page(connection, wanted_filter, sort=sort, descending=descending, limit=1000)
        total = order_totals(connection, wanted_filter)
    assert found == list(whole)
    assert len({row.id for row in found}) == len(found) == total.orders
    if sort in (OrderSort.ENTRY, OrderSort.SEQUENCE, OrderSort.PIECES, OrderSort.PAID):
        keys = [row.sort_key for row in found]
        assert keys == sorted(keys, reverse=descending)


def test_both_databases_sort_names_alike(new_place):
    from domain.common.database import open_database

    found = []
    for kind in ("sqlite", "postgresql"):
        with open_database(new_place(kind)) as database:
            shop(database)
            open_cycle(database, "0525")
            take(database, "0525", *orders_of(16))
            with database.read() as connection:
                rows = order_page(connection, OrderFilter(), sort=OrderSort.BUYER)
                found.append([row.buyer for row in rows])
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("00005", []),  # five digits are no phone tail
        ("13900000005", ["M0005", "N0005", "N0014", "N0023", "N0032"]),
        ("0005", ["M0005", "N0005", "N0014", "N0023", "N0032"]),
        ("N000", [f"N000{n}" for n in range(10)]),
        ("n000", [f"N000{n}" for n in range(10)]),
        ("迟", ["LATE"]),
        ("迟到", ["LATE"]),
        ("9999", ["LATE"]),
        ("%", ["M0002"] + [f"N{n:04d}" for n in range(2, 40, 8)]),
        ("_", ["M0003"] + [f"N{n:04d}" for n in range(3, 40, 8)]),
        ("\\", ["M0004"] + [f"N{n:04d}" for n in range(4, 40, 8)]),
        ("' OR 1=1 --", []),
        ("没有这个人", []),
    ],
)
def test_words_find_phone_tail_number_buyer_and_point(books, words, expected):
    assert numbers(books, OrderFilter(words=words)) == expected


def test_a_points_name_finds_its_orders(books):
    found = numbers(books, OrderFilter(words="滨河", cycle="0526"))
    assert found == ["M0001", "M0003", "M0005"]


def test_a_pickup_code_finds_its_orders(books):
    with books.read() as connection:
        code = connection.execute(text("SELECT min(pickup_code) FROM orders")).scalar_one()
        wanted_numbers = connection.execute(
            text("SELECT external_no FROM orders WHERE pickup_code = :code ORDER BY external_no"), {"code": code}
        ).scalars()
        assert numbers(books, OrderFilter(words=code)) == list(wanted_numbers)


def test_filters_are_taken_together(books):
    with books.read() as connection:
        garden = next(i for i, name in point_choices(connection) if name == GARDEN)
    assert numbers(books, OrderFilter(state="cancelled")) == ["N0007"]
    assert numbers(books, OrderFilter(late_only=True)) == ["LATE"]
    found = numbers(books, OrderFilter(cycle="0526", point_id=garden, words="王芳"))
    assert found == ["M0000"]
    with books.read() as connection, pytest.raises(NotFound):
        order_page(connection, OrderFilter(cycle="9999"))


def test_totals_are_the_sums_of_the_rows_shown(books):
    for wanted_filter in (
        OrderFilter(),
        OrderFilter(cycle="0525"),
        OrderFilter(words="王"),
        OrderFilter(state="cancelled"),
    ):
        with books.read() as connection:
            rows = order_page(connection, wanted_filter, limit=1000)
            total = order_totals(connection, wanted_filter)
        assert (total.orders, total.pieces, total.lines) == (
            len(rows), sum(row.pieces for row in rows), sum(row.lines for row in rows),
        )  # fmt: skip
        assert total.paid_fen == sum(row.paid_fen for row in rows)


def test_no_row_of_the_table_holds_a_whole_phone(books):
    with books.read() as connection:
        rows = order_page(connection, OrderFilter(), limit=1000)
    assert {row.phone[:7] for row in rows} == {"*******"}
    assert not any("139000" in repr(row) for row in rows)


def test_sums_by_point_and_by_product_are_two_ways_to_the_same_pieces(books):
    for code in ("0525", "0526"):
        with books.read() as connection:
            row = cycle(connection, code)
            by_point, by_product = sums_by_point(connection, code), sums_by_product(connection, code)
        assert sum(s.pieces for s in by_point) == sum(s.pieces for s in by_product) == row.pieces
        assert sum(s.orders for s in by_point) == row.orders
        assert sum(s.amount_fen for s in by_point) == row.paid_fen


def test_an_order_whole_says_its_lines_and_where_they_stood(books):
    with books.read() as connection:
        detail = order_detail(connection, order_ids(books)["N0008"])
    assert (detail.order.number, detail.source, detail.files) == ("N0008", "youzan", ("orders.xlsx",))
    assert [(line.product, line.quantity, line.amount_fen) for line in detail.lines] == [
        (EGGS, 3, 300),
        (GRAPES, 1, 100),
    ]
    with books.read() as connection, pytest.raises(NotFound):
        order_detail(connection, 99_999)


def test_a_page_stays_right_while_orders_come_in(database):
    """Rows that arrive between two pages neither push others out nor show them twice."""
    shop(database)
    open_cycle(database, "0525")
    take(database, "0525", *orders_of(20))
    with database.read() as connection:
        first = order_page(connection, OrderFilter(), sort=OrderSort.NUMBER, limit=10)
    take(database, "0525", *orders_of(20), wanted("A0000"), wanted("N0005X"), wanted("Z0000", {MELON: 1}))
    with database.read() as connection:
        second = order_page(connection, OrderFilter(), sort=OrderSort.NUMBER, limit=100, after=first[-1])
    assert [row.number for row in second] == [f"N{n:04d}" for n in range(10, 20)] + ["Z0000"]


def test_a_late_order_of_a_cut_cycle_waits_in_the_next_one(books):
    with books.read() as connection:
        (row,) = order_page(connection, OrderFilter(late_only=True))
    assert (row.cycle, row.is_late, row.is_amended) == ("0526", True, False)


def test_an_order_added_by_amendment_says_so(database):
    from domain.cutoff.queries import late_list

    shop(database)
    open_cycle(database, "0525")
    take(database, "0525", *orders_of(3))
    cut(database)
    take(database, "0525", *orders_of(3), wanted("NEW"))
    with database.read() as connection:
        (late,) = late_list(connection, "0525")
    cutoff.accept_amendment(database, MANAGER, late.id, "来电")
    with database.read() as connection:
        (row,) = order_page(connection, OrderFilter(words="NEW"))
    assert (row.is_amended, row.is_late, row.cycle) == (True, True, "0525")
