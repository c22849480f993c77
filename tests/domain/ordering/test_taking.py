"""Files become orders: new, unchanged, changed and vanished told apart; the same file again changes nothing."""

from __future__ import annotations

import time

import pytest
from sqlalchemy import select, text

from domain.common.errors import NotFound, Notice
from domain.common.notices import RowNotice
from domain.ordering import operations as ordering
from domain.ordering.operations import accept_orders
from domain.ordering.records import ImportRecord, OrderRecord
from domain.ordering.words import ImportHasProblems
from tests.builders import (
    EGGS,
    GARDEN,
    GRAPES,
    MANAGER,
    MELON,
    RIVER,
    cycle,
    many,
    order_file,
    order_ids,
    point,
    product,
    shop,
    take,
    wanted,
)


@pytest.fixture
def books(database):
    """A shop with the open cycle 0525."""
    shop(database)
    cycle(database)
    return database


def counts(answer):
    return answer.new, answer.unchanged, answer.changed, answer.vanished


def goods(database, number):
    """{product: (pieces, amount)} of an order as its lines say it."""
    query = text(
        "SELECT p.name, l.quantity, l.amount_fen FROM order_line l JOIN product p ON p.id = l.product_id "
        "JOIN orders o ON o.id = l.order_id WHERE o.external_no = :number ORDER BY l.line_no"
    )
    with database.read() as connection:
        return {row.name: (row.quantity, row.amount_fen) for row in connection.execute(query, {"number": number})}


def row_of(database, number):
    with database.read() as connection:
        return connection.execute(select(OrderRecord.__table__).where(OrderRecord.external_no == number)).one()


def reasons(notices):
    return [notice.reason.code for notice in notices]


def test_a_first_import_takes_every_order_with_its_lines(books):
    answer = take(books, "0525", wanted("A1", {EGGS: 2, MELON: 1}), wanted("A2", {GRAPES: 3}, point=RIVER))
    assert counts(answer) == (2, 0, 0, 0)
    assert (answer.orders, answer.lines, answer.pieces) == (2, 3, 6)
    assert (answer.amount_fen, answer.lines_amount_fen) == (6000, 6000)
    assert goods(books, "A1") == {EGGS: (2, 2000), MELON: (1, 1000)}
    row = row_of(books, "A1")
    assert (row.pieces, row.lines, row.paid_fen, row.phone_tail, row.state) == (3, 2, 3000, "1234", "confirmed")


def test_the_same_file_again_changes_nothing(books):
    take(books, "0525", *many(20))
    before = row_of(books, "Y000007")
    again = take(books, "0525", *many(20))
    assert counts(again) == (0, 20, 0, 0)
    assert (again.orders, again.pieces) == (20, sum(n % 5 + 1 + n % 3 + 1 for n in range(1, 21)))
    assert row_of(books, "Y000007") == before


def test_an_overlapping_file_adds_only_what_is_new(books):
    take(books, "0525", *many(10))
    answer = take(books, "0525", *many(10, first=6), name="later.xlsx")
    assert counts(answer) == (5, 5, 0, 5)
    assert len(order_ids(books)) == 15


def test_rows_in_another_order_are_the_same_file(books):
    take(books, "0525", *many(8))
    turned = [one._replace(goods=dict(reversed(one.goods.items()))) for one in reversed(many(8))]
    assert counts(take(books, "0525", *turned, name="turned.xlsx")) == (0, 8, 0, 0)


@pytest.mark.parametrize(
    "change",
    [
        {"buyer": "王五"}, {"phone": "13700007777"}, {"point": RIVER}, {"note": "少冰"}, {"address": "2栋"},
        {"slot": "11:00 - 12:00"}, {"paid_fen": 990}, {"refunded_fen": 100},
    ],
)  # fmt: skip
def test_a_changed_head_is_brought_to_what_the_file_says_now(books, change):
    take(books, "0525", wanted("A1"), wanted("A2"))
    code = row_of(books, "A1").pickup_code
    assert counts(take(books, "0525", wanted("A1", **change), wanted("A2"))) == (0, 1, 1, 0)
    row = row_of(books, "A1")
    assert (row.version, row.pickup_code) == (2, code)
    name, value = next(iter(change.items()))
    if name == "point":
        name, value = "point_id", row_of(books, "A1").point_id
    assert getattr(row, name) == value
    assert counts(take(books, "0525", wanted("A1", **change), wanted("A2"))) == (0, 2, 0, 0)


def test_changed_lines_replace_the_old_ones_and_the_sums_follow(books):
    take(books, "0525", wanted("A1", {EGGS: 2, MELON: 1}))
    answer = take(books, "0525", wanted("A1", {EGGS: 1, GRAPES: 4}))
    assert counts(answer) == (0, 0, 1, 0)
    assert goods(books, "A1") == {EGGS: (1, 1000), GRAPES: (4, 4000)}
    row = row_of(books, "A1")
    assert (row.pieces, row.lines, row.lines_fen, row.paid_fen) == (5, 2, 5000, 5000)


def test_vanished_orders_are_told_and_stay(books):
    take(books, "0525", wanted("A1"), wanted("A2"), wanted("A3"))
    answer = take(books, "0525", wanted("A2"))
    assert counts(answer) == (0, 1, 0, 2)
    told = next(w.reason for w in answer.warnings if w.reason.code == "orders_vanished")
    assert (told.fact("count"), told.fact("numbers")) == (2, "A1, A3")
    assert set(order_ids(books)) == {"A1", "A2", "A3"}


def test_other_channels_and_groups_do_not_vanish(books):
    take(books, "0525", wanted("1"), group="north")
    take(books, "0525", wanted("2"), channel="weimob")
    assert counts(take(books, "0525", wanted("1"), group="south")) == (1, 0, 0, 0)


def test_a_number_belongs_to_its_channel_and_group(books):
    for where in ({"channel": "youzan"}, {"channel": "weimob"}, {"group": "north"}, {"group": "south"}):
        assert counts(take(books, "0525", wanted("A1"), **where)) == (1, 0, 0, 0)


def test_sequences_begin_again_with_every_cycle(books):
    cycle(books, "0526")
    one = {"group": "fruit", "by_sequence": True, "channel": "kuaituantuan"}
    assert counts(take(books, "0525", wanted("1", sequence=1), **one)) == (1, 0, 0, 0)
    assert counts(take(books, "0526", wanted("1", sequence=1), **one)) == (1, 0, 0, 0)
    assert counts(take(books, "0525", wanted("1", sequence=1), **one)) == (0, 1, 0, 0)


def test_an_order_number_of_another_cycle_stays_there_with_a_word(books):
    cycle(books, "0526")
    take(books, "0525", wanted("A1"))
    answer = take(books, "0526", wanted("A1", {EGGS: 9}), wanted("A2"))
    assert (answer.new, answer.changed) == (1, 0)
    assert reasons(answer.warnings) == ["order_in_other_cycle"]
    assert goods(books, "A1") == {EGGS: (1, 1000)}


def test_a_cancelled_order_stays_cancelled_with_a_word(books):
    take(books, "0525", wanted("A1"), wanted("A2"))
    ordering.cancel_order(books, MANAGER, order_ids(books)["A1"], "不要了", version=1)
    answer = take(books, "0525", wanted("A1", {EGGS: 5}), wanted("A2"))
    assert reasons(answer.warnings) == ["order_cancelled_here"]
    assert (answer.new, answer.changed, answer.orders, answer.pieces) == (0, 0, 1, 1)
    assert row_of(books, "A1").state == "cancelled"


def test_two_files_are_one_import(books):
    files = [order_file(wanted("A1"), name="1.xlsx"), order_file(wanted("A2"), wanted("A3"), name="2.xlsx")]
    answer = accept_orders(books, MANAGER, files, "0525").answer
    assert (answer.files, answer.new) == (2, 3)
    with books.read() as connection:
        assert connection.execute(select(ImportRecord.files)).scalars().all() == ['["1.xlsx", "2.xlsx"]']


def test_the_later_of_two_files_counts_and_says_so(books):
    files = [order_file(wanted("A1", {EGGS: 1})), order_file(wanted("A1", {EGGS: 3}), name="later.xlsx")]
    answer = accept_orders(books, MANAGER, files, "0525").answer
    assert (answer.new, answer.pieces) == (1, 3)
    assert [(w.reason.code, w.file) for w in answer.warnings] == [("order_twice_in_files", "later.xlsx")]
    assert goods(books, "A1") == {EGGS: (3, 3000)}


def test_the_same_order_in_two_files_is_one_order_without_a_word(books):
    answer = accept_orders(books, MANAGER, [order_file(wanted("A1")), order_file(wanted("A1"))], "0525").answer
    assert (answer.new, answer.warnings) == (1, ())


def test_two_large_files_that_differ_everywhere_are_told_apart_quickly(sqlite_database):
    """20,000 orders corrected in a second file: what is done per order must not look through all orders."""
    shop(sqlite_database)
    cycle(sqlite_database)
    heads = [one._replace(goods={EGGS: 9}) for one in many(20_000)]
    files = [order_file(*many(20_000)), order_file(*heads, name="later.xlsx")]
    started = time.monotonic()
    answer = accept_orders(sqlite_database, MANAGER, files, "0525", dry_run=True).answer
    assert (answer.new, answer.pieces, len(answer.warnings)) == (20_000, 180_000, 20_000)
    assert time.monotonic() - started < 15


def test_what_was_paid_is_the_files_word_else_the_lines_sum(books):
    take(books, "0525", wanted("A1", {EGGS: 2}, paid_fen=1500), wanted("A2", {EGGS: 2}))
    assert [row_of(books, n).paid_fen for n in ("A1", "A2")] == [1500, 2000]
    assert [row_of(books, n).lines_fen for n in ("A1", "A2")] == [2000, 2000]


def test_a_file_without_amounts_makes_orders_without_money(books):
    answer = take(books, "0525", wanted("A1", {EGGS: 2}, each_fen=None))
    assert (answer.amount_fen, answer.lines_amount_fen, answer.pieces) == (0, 0, 2)


def test_more_refunded_than_paid_is_told_and_only_what_was_paid_counts(books):
    answer = take(books, "0525", wanted("A1", paid_fen=1000, refunded_fen=1500))
    assert reasons(answer.warnings) == ["refund_above_paid"]
    assert row_of(books, "A1").refunded_fen == 1000


# Points --------------------------------------------------------------------------------------------


def test_an_order_without_a_point_waits_for_one(books):
    answer = take(books, "0525", wanted("A1", point=""))
    assert answer.new == 1
    row = row_of(books, "A1")
    with books.read() as connection:
        named = connection.execute(text("SELECT name FROM point WHERE id = :id"), {"id": row.point_id}).scalar_one()
    assert (named, row.state) == ("(no point)", "review")


def test_the_point_asked_for_takes_orders_that_name_none(books):
    take(books, "0525", wanted("A1", point=""), wanted("A2", point=GARDEN), point=RIVER)
    river = row_of(books, "A1").point_id
    assert river != row_of(books, "A2").point_id
    assert row_of(books, "A1").state == "confirmed"


def test_the_cycles_own_point_takes_orders_that_name_none(books):
    ordering.set_default_point(books, MANAGER, "0525", RIVER)
    take(books, "0525", wanted("A1", point=""))
    assert row_of(books, "A1").state == "confirmed"


def test_the_only_point_takes_orders_that_name_none(database):
    product(database)
    only = point(database)
    take(database, cycle(database), wanted("A1", point=""))
    assert row_of(database, "A1").point_id == only


def test_an_unknown_point_asked_for_is_refused(books):
    with pytest.raises(NotFound):
        take(books, "0525", wanted("A1", point=""), point="不存在的点")
    assert order_ids(books) == {}


# Unknown names -------------------------------------------------------------------------------------


def test_an_unknown_product_is_held_and_the_rest_of_its_order_taken(books):
    answer = take(books, "0525", wanted("A1", {EGGS: 1, "山竹": 2}), wanted("A2", {"山竹": 1}))
    assert (answer.new, answer.lines, answer.pieces) == (1, 1, 1)
    assert reasons(answer.held) == ["unknown_product", "unknown_product"]
    assert [held.row for held in answer.held] == [3, 4]


def test_an_unknown_point_holds_every_line_of_its_order(books):
    answer = take(books, "0525", wanted("A1", {EGGS: 1, MELON: 2}, point="新开的点"))
    assert (answer.new, reasons(answer.held)) == (0, ["unknown_point"] * 2)


def test_missing_names_become_drafts_when_asked_for(books):
    answer = take(books, "0525", wanted("A1", {EGGS: 1, "山竹": 2}, point="新开的点"), create_missing=True)
    assert (answer.new, answer.lines, answer.held) == (1, 2, ())
    with books.read() as connection:
        drafts = connection.execute(text("SELECT name FROM product WHERE state = 'draft'")).scalars().all()
    assert drafts == ["山竹"]


def test_an_order_whose_lines_are_all_held_has_not_vanished(books):
    take(books, "0525", wanted("A1"), wanted("A2"))
    answer = take(books, "0525", wanted("A1", {"山竹": 1}), wanted("A2"))
    assert (answer.vanished, reasons(answer.held)) == (0, ["unknown_product"])


def test_all_or_nothing_takes_nothing_when_a_row_is_held_or_unreadable(books):
    broken = RowNotice(7, Notice.of("quantity_missing"), file="orders.xlsx")
    for file in (order_file(wanted("A1"), wanted("A2", {"山竹": 1})), order_file(wanted("A1"), problems=(broken,))):
        with pytest.raises(ImportHasProblems):
            accept_orders(books, MANAGER, [file], "0525", all_or_nothing=True)
    assert order_ids(books) == {}
    assert accept_orders(books, MANAGER, [order_file(wanted("A1"))], "0525", all_or_nothing=True).answer.new == 1


def test_what_the_reader_says_of_rows_is_handed_on(books):
    said = RowNotice(7, Notice.of("quantity_missing"), file="orders.xlsx", sheet="订单", column="数量", value="")
    file = order_file(wanted("A1"), problems=(said,), warnings=(said,), cancelled=3)
    answer = accept_orders(books, MANAGER, [file], "0525").answer
    assert (answer.problems, answer.warnings, answer.cancelled) == ((said,), (said,), 3)
