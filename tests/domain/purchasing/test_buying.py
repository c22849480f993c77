"""What to buy: demand less stock, rounded up to cases, the sum shown; again after amendments only the difference."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.common.errors import NotAllowed, NotFound, Outdated, ReasonNeeded
from domain.cutoff import operations as cutoff
from domain.cutoff.words import CycleNotCut
from domain.purchasing import operations as purchasing
from domain.purchasing.rules.buying import Standing, bought, cases_by_hand
from domain.purchasing.words import (
    CasesOutOfRange,
    LeftOverTo,
    NothingToOrder,
    PurchaseNotOpen,
    SentHow,
)
from tests.builders import (
    CLERK,
    DELIVERY,
    EGGS,
    GARDEN,
    GRAPES,
    MANAGER,
    MELON,
    PICKER,
    cycle,
    order_ids,
    product,
    take,
    wanted,
)
from tests.domain.ordering.books import trail
from tests.domain.purchasing.scene import buy, cut_night, in_stock, line_of, lines, orders

EGG_ORDER = "0525-P2"
"""Orders are numbered by their suppliers' names, the one without a supplier last."""


def sum_of(line):
    return (line.demand, line.stock_used, line.from_left_over, line.cases, line.ordered, line.left_over)


# The arithmetic ----------------------------------------------------------------------------------------


@given(
    st.integers(0, 500), st.integers(0, 200), st.integers(0, 500), st.integers(0, 60), st.integers(1, 24),
    st.integers(0, 50),
)  # fmt: skip
def test_purchased_is_what_is_missing_in_whole_cases_and_the_sum_is_shown(wanted, usable, demand, left, size, used):
    line = bought(Standing(wanted, usable, 0, demand=demand, left_over=left, stock_used=min(used, demand)), size)
    assert line.ordered == -(-line.needed // size) * size
    assert line.left_over == line.ordered + line.stock_used + line.from_left_over - line.demand
    assert 0 <= line.left_over < size or line.cases == 0 == line.left_over
    assert line.demand == max(0, wanted - demand)
    assert line.from_left_over <= left
    assert line.stock_used <= usable
    assert cases_by_hand(line) == 0


def test_goods_that_came_are_not_counted_as_stock_a_second_time():
    """40 lay here of which 30 were counted on; 60 came, 50 of all are picked: 10 of the old stock are free."""
    assert Standing(wanted=120, usable=50, picked=50, demand=90, stock_used=30, received=60).free_stock == 10


# Making orders -------------------------------------------------------------------------------------------


def test_one_draft_per_supplier_with_the_sum_of_each_product(database):
    cut_night(database)
    answer = buy(database)
    assert [(o["number"], o["lines"], o["cases"], o["pieces"], o["made"]) for o in answer["orders"]] == [
        ("0525-P1", 1, 2, 12, True), ("0525-P2", 1, 2, 24, True), ("0525-P3", 1, 3, 3, True),
    ]  # fmt: skip
    assert {name: sum_of(line) for (_, name), line in lines(database).items()} == {
        EGGS: (13, 0, 0, 2, 24, 11), GRAPES: (10, 0, 0, 2, 12, 2), MELON: (3, 0, 0, 3, 3, 0),
    }  # fmt: skip
    found = orders(database)
    assert {o.supplier for o in found.values()} == {"绿源合作社", "果满园", "(none)"}
    assert {o.state for o in found.values()} == {"draft"}


def test_stock_comes_off_before_cases_are_counted_and_is_promised_to_the_cycle(database):
    shop = cut_night(database)
    in_stock(database, shop.products[EGGS], 2)
    in_stock(database, shop.products[MELON], 9)
    buy(database)
    assert sum_of(line_of(database, EGGS)) == (13, 2, 0, 1, 12, 1)
    assert sum_of(line_of(database, MELON)) == (3, 3, 0, 0, 0, 0)
    cycle(database, "0526")
    take(database, "0526", wanted("B1", {MELON: 9}))
    cutoff.cut_off(database, MANAGER, "0526")
    buy(database, "0526")
    assert line_of(database, MELON, "0526").stock_used == 6


def test_stock_that_expires_before_the_delivery_day_is_not_counted(database):
    shop = cut_night(database)
    in_stock(database, shop.products[EGGS], 13, expires=DELIVERY - timedelta(days=1))
    buy(database)
    assert sum_of(line_of(database, EGGS)) == (13, 0, 0, 2, 24, 11)


def test_making_the_orders_again_changes_nothing(database):
    shop = cut_night(database)
    in_stock(database, shop.products[EGGS], 2)
    first, before = buy(database), lines(database)
    again = buy(database)
    assert [o["number"] for o in again["orders"]] == [o["number"] for o in first["orders"]]
    assert not any(o["made"] for o in again["orders"])
    assert lines(database) == before


def test_an_open_cycle_has_nothing_to_buy_yet(database):
    cycle(database)
    with pytest.raises(CycleNotCut):
        buy(database)
    with pytest.raises(NotFound):
        buy(database, "9999")
    with pytest.raises(NotAllowed):
        purchasing.make_orders(database, PICKER, "0525")


# After amendments ----------------------------------------------------------------------------------------


def amend(database, order, product_id, pieces):
    cutoff.amend_order(database, MANAGER, order_ids(database)[order], product_id, pieces, "顾客来电")


def test_a_draft_is_brought_up_to_date(database):
    shop = cut_night(database)
    buy(database)
    amend(database, "A1", shop.products[EGGS], 20)
    extra = product(database, "小米", supplier_id=shop.suppliers["果满园"], case_size=10)
    amend(database, "A1", extra, 1)
    amend(database, "A2", shop.products[MELON], 0)
    buy(database)
    assert {name: sum_of(line) for (_, name), line in lines(database).items()} == {
        EGGS: (28, 0, 0, 3, 36, 8), GRAPES: (10, 0, 0, 2, 12, 2), "小米": (1, 0, 0, 1, 10, 9),
    }  # fmt: skip
    assert {number: (o.state, o.amendments) for number, o in orders(database).items()} == {
        "0525-P1": ("draft", 3), "0525-P2": ("draft", 3), "0525-P3": ("cancelled", 3),
    }  # fmt: skip


def test_a_sent_order_stays_and_a_supplementary_one_takes_the_difference(database):
    """24 eggs were sent for 13: 11 are left over. 30 more: 11 of them from there, 19 in 2 cases."""
    shop = cut_night(database)
    buy(database)
    purchasing.send_order(database, MANAGER, orders(database)[EGG_ORDER].id, SentHow.PDF)
    amend(database, "A1", shop.products[EGGS], 35)
    answer = buy(database)
    found = lines(database)
    assert sum_of(found[EGG_ORDER, EGGS]) == (13, 0, 0, 2, 24, 11)
    assert sum_of(found["0525-P4", EGGS]) == (30, 0, 11, 2, 24, 5)
    assert [o["number"] for o in answer["orders"] if o["made"]] == ["0525-P4"]
    buy(database)
    assert lines(database) == found
    purchasing.send_order(database, MANAGER, orders(database)["0525-P4"].id, SentHow.TEXT)
    amend(database, "A1", shop.products[EGGS], 40)
    buy(database)
    assert ("0525-P5", EGGS) in lines(database)
    assert sum_of(lines(database)["0525-P5", EGGS]) == (5, 0, 5, 0, 0, 0)


def test_left_over_that_was_promised_to_others_is_not_taken(database):
    shop = cut_night(database)
    buy(database)
    line = line_of(database, EGGS)
    purchasing.give_left_over(database, MANAGER, line.id, LeftOverTo.STAFF, version=line.version)
    purchasing.send_order(database, MANAGER, orders(database)[EGG_ORDER].id, SentHow.PDF)
    amend(database, "A1", shop.products[EGGS], 7)
    buy(database)
    assert sum_of(lines(database)["0525-P4", EGGS]) == (2, 0, 0, 1, 12, 10)


def test_what_nobody_wants_any_more_is_told_and_not_taken_off(database):
    shop = cut_night(database)
    buy(database)
    purchasing.send_order(database, MANAGER, orders(database)[EGG_ORDER].id, SentHow.XLSX)
    amend(database, "A2", shop.products[EGGS], 1)
    answer = buy(database)
    assert answer["surplus"] == [{"product": EGGS, "spec": "", "pieces": 7}]
    assert sum_of(line_of(database, EGGS)) == (13, 0, 0, 2, 24, 11)


def test_a_cancelled_order_is_missing_again(database):
    cut_night(database)
    buy(database)
    first = orders(database)[EGG_ORDER]
    purchasing.send_order(database, MANAGER, first.id, SentHow.PDF)
    with pytest.raises(ReasonNeeded):
        purchasing.cancel_purchase(database, MANAGER, first.id, " ")
    purchasing.cancel_purchase(database, MANAGER, first.id, "断货")
    with pytest.raises(PurchaseNotOpen):
        purchasing.cancel_purchase(database, MANAGER, first.id, "断货")
    buy(database)
    assert sum_of(lines(database)["0525-P4", EGGS]) == (13, 0, 0, 2, 24, 11)


# By hand -------------------------------------------------------------------------------------------------


def test_more_cases_carry_the_name_of_who_wanted_them_and_survive_an_amendment(database):
    shop = cut_night(database)
    buy(database)
    line = line_of(database, EGGS)
    purchasing.change_cases(database, CLERK, line.id, 4, version=line.version)
    assert (sum_of(line_of(database, EGGS)), line_of(database, EGGS).changed_by) == ((13, 0, 0, 4, 48, 35), "小周")
    amend(database, "A1", shop.products[EGGS], 20)
    answer = buy(database)
    assert (sum_of(line_of(database, EGGS)), answer["by_hand"]) == ((28, 0, 0, 5, 60, 32), 1)
    (noted,) = trail(database, "cases_changed")
    assert (noted.person, '"was": 2' in noted.before, '"is": 4' in noted.after) == ("小周", True, True)


def test_fewer_cases_leave_less_than_is_wanted_and_the_arithmetic_again_needs_no_name(database):
    cut_night(database)
    buy(database)
    line = line_of(database, EGGS)
    purchasing.change_cases(database, MANAGER, line.id, 1, version=line.version)
    less = line_of(database, EGGS)
    assert (sum_of(less), less.changed_by) == ((13, 0, 0, 1, 12, -1), "李娜")
    purchasing.change_cases(database, MANAGER, line.id, 2, version=less.version)
    assert line_of(database, EGGS).changed_by is None


def test_two_persons_never_change_the_same_line_unseen(database):
    cut_night(database)
    buy(database)
    line = line_of(database, EGGS)
    purchasing.change_cases(database, MANAGER, line.id, 3, version=line.version)
    with pytest.raises(Outdated):
        purchasing.change_cases(database, CLERK, line.id, 5, version=line.version)
    assert line_of(database, EGGS).cases == 3


@pytest.mark.parametrize("cases", [-1, 100_000])
def test_a_number_of_cases_that_is_none_is_refused(database, cases):
    cut_night(database)
    buy(database)
    line = line_of(database, EGGS)
    with pytest.raises(CasesOutOfRange):
        purchasing.change_cases(database, MANAGER, line.id, cases, version=line.version)


def test_more_of_a_product_goes_into_its_suppliers_draft(database):
    shop = cut_night(database)
    buy(database)
    purchasing.order_more(database, MANAGER, "0525", shop.products[EGGS], 1)
    assert sum_of(line_of(database, EGGS)) == (13, 0, 0, 3, 36, 23)
    purchasing.send_order(database, MANAGER, orders(database)[EGG_ORDER].id, SentHow.PDF)
    answer = purchasing.order_more(database, MANAGER, "0525", shop.products[EGGS], 2).answer
    assert answer["order"] == "0525-P4"
    assert sum_of(lines(database)["0525-P4", EGGS]) == (0, 0, 0, 2, 24, 24)
    buy(database)
    assert sum_of(lines(database)["0525-P4", EGGS]) == (0, 0, 0, 2, 24, 24)


# Sending -------------------------------------------------------------------------------------------------


def test_what_was_sent_can_be_sent_again_and_not_edited(database):
    cut_night(database)
    buy(database)
    first = orders(database)[EGG_ORDER]
    for how in SentHow:
        purchasing.send_order(database, MANAGER, first.id, how)
    sent = orders(database)[EGG_ORDER]
    assert (sent.state, sent.sent_how, sent.sent_at is not None) == ("sent", "text", True)
    line = line_of(database, EGGS)
    with pytest.raises(PurchaseNotOpen):
        purchasing.change_cases(database, MANAGER, line.id, 9, version=line.version)


def test_an_order_without_a_case_is_not_sent(database):
    shop = cut_night(database, wanted("A1", {MELON: 3}, point=GARDEN))
    in_stock(database, shop.products[MELON], 3)
    buy(database)
    with pytest.raises(NothingToOrder):
        purchasing.send_order(database, MANAGER, orders(database)["0525-P1"].id, SentHow.PDF)
