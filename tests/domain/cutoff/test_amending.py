"""After the cut: late words wait for a person, who accepts, rejects or moves them with a reason; every paper agrees."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from domain.common.errors import NotFound, ReasonNeeded
from domain.common.people import Actor
from domain.common.sentences import in_language, sentence
from domain.cutoff import operations as cutoff
from domain.cutoff.operations.amending import NothingAmended
from domain.cutoff.queries import paper_head, purchase_sheets
from domain.cutoff.records import AmendmentRecord
from domain.cutoff.words import AmendmentSettled, CycleNotCut, OrderWasCancelled, QuantityOutOfRange
from domain.ordering import operations as ordering
from domain.places.records import WarehouseRecord
from tests.builders import (
    EGGS,
    GARDEN,
    GRAPES,
    MANAGER,
    MELON,
    RIVER,
    cut,
    cut_cycle,
    cycle,
    insert_row,
    many,
    order_ids,
    shop,
    take,
    wanted,
)
from tests.domain.cutoff.books import late, on_papers, wished, wrong
from tests.domain.ordering.books import count, goods, order, trail

A1, A2 = wanted("A1", {EGGS: 2, GRAPES: 1}), wanted("A2", {EGGS: 4}, point=RIVER)


@pytest.fixture
def night(database):
    """Cut with A1 (garden: 2 eggs, 1 grapes) and A2 (river: 4 eggs)."""
    return cut_cycle(database, A1, A2)


def codes(notices):
    return [notice.reason.code for notice in notices]


def accept(database, number):
    return cutoff.accept_amendment(database, MANAGER, late(database)[number].id, "顾客来电").answer


# The late list -------------------------------------------------------------------------------------


def test_a_late_order_goes_to_the_next_open_cycle_of_its_warehouse(database, night):
    insert_row(database, WarehouseRecord, code="W2", name="二号仓")
    cycle(database, "other", warehouse="W2")
    cycle(database, "0526")
    answer = take(database, "0525", A1, A2, wanted("A3"))
    assert codes(answer.warnings) == ["went_to_next_cycle"]
    assert (order(database, "A3").cycle, bool(order(database, "A3").is_late), late(database)) == ("0526", True, {})
    again = take(database, "0525", A1, A2, wanted("A3"))
    assert (again.new, codes(again.warnings)) == (0, ["order_in_other_cycle"])


def test_without_an_open_cycle_a_late_order_waits_in_the_late_list(database, night):
    insert_row(database, WarehouseRecord, code="W2", name="二号仓")
    cycle(database, "other", warehouse="W2")
    answer = take(database, "0525", A1, A2, wanted("A3", {MELON: 3}, point=RIVER))
    assert (answer.new, codes(answer.held)) == (1, ["late_new"])
    row = late(database)["A3"]
    assert (row.kind, row.point, row.before, row.after) == ("new", RIVER, (), ((MELON, 3),))
    assert on_papers(database) == wished([A1, A2])


def test_changed_and_vanished_orders_become_proposals_and_change_nothing(database, night):
    answer = take(database, "0525", wanted("A1", {EGGS: 5, GRAPES: 1}))
    assert (answer.changed, answer.vanished, codes(answer.held)) == (1, 1, ["late_changed", "late_vanished"])
    rows = late(database)
    assert (rows["A1"].kind, rows["A1"].before, rows["A1"].after) == (
        "changed", ((EGGS, 2), (GRAPES, 1)), ((EGGS, 5), (GRAPES, 1)),
    )  # fmt: skip
    assert (rows["A2"].kind, rows["A2"].before, rows["A2"].after) == ("vanished", ((EGGS, 4),), ())
    assert on_papers(database) == wished([A1, A2])


def test_the_same_late_file_again_proposes_nothing_again(database, night):
    for _ in range(3):
        take(database, "0525", wanted("A1", {EGGS: 5, GRAPES: 1}), wanted("A3"))
    assert set(late(database)) == {"A1", "A2", "A3"}
    assert count(database, AmendmentRecord) == 3


def test_what_waits_goes_on_waiting_when_a_cycle_opens(database, night):
    take(database, "0525", A1, A2, wanted("A3"))
    cycle(database, "0526")
    take(database, "0525", A1, A2, wanted("A3"))
    assert set(late(database)) == {"A3"}
    assert "A3" not in order_ids(database)


def test_what_was_rejected_does_not_come_back(database, night):
    late_file = wanted("A1", {EGGS: 5, GRAPES: 1}), wanted("A3")
    take(database, "0525", *late_file)
    for row in late(database).values():
        cutoff.reject_amendment(database, MANAGER, row.id, "太晚了")
    cycle(database, "0526")
    answer = take(database, "0525", *late_file)
    assert (answer.new, answer.changed, answer.vanished, answer.held) == (0, 0, 0, ())
    assert (late(database), "A3" in order_ids(database)) == ({}, False)
    assert on_papers(database) == wished([A1, A2])


def test_a_file_that_goes_back_and_forth_is_news_every_time(database, night):
    five = wanted("A1", {EGGS: 5, GRAPES: 1})
    for says in (five, A1, five, A1):
        take(database, "0525", says, A2)
        accept(database, "A1")
        assert on_papers(database) == wished([says, A2])
        assert take(database, "0525", says, A2).unchanged == 2
    assert wrong(database) == []


def test_an_order_that_vanished_and_came_back_is_on_the_papers_again(database, night):
    take(database, "0525", A1)
    accept(database, "A2")
    assert on_papers(database) == wished([A1])
    take(database, "0525", A1, A2)
    accept(database, "A2")
    assert on_papers(database) == wished([A1, A2])


# Accepted, rejected, moved -------------------------------------------------------------------------


def test_an_accepted_late_order_is_on_every_paper(database, night):
    extra = wanted("A3", {MELON: 3, EGGS: 1}, point=RIVER)
    take(database, "0525", A1, A2, extra)
    assert accept(database, "A3") == {"amendment": 1, "cycle": "0525", "order": "A3"}
    assert on_papers(database) == wished([A1, A2, extra])
    assert take(database, "0525", A1, A2, extra).unchanged == 3
    assert wrong(database) == []


def test_the_papers_say_who_amended_what_and_why(database, night):
    take(database, "0525", wanted("A1", {EGGS: 5}), A2)
    accept(database, "A1")
    with database.read() as connection:
        rows = paper_head(connection, "0525").amendments
    assert {(row.product, row.before, row.after) for row in rows} == {(EGGS, 2, 5), (GRAPES, 1, 0)}
    assert {(row.number, row.person, row.reason, row.order) for row in rows} == {(1, MANAGER.person, "顾客来电", "A1")}
    [told] = trail(database, "amendment_accepted")
    assert (told.person, json.loads(told.after)[0]) == (MANAGER.person, "顾客来电")


def test_an_amendment_that_changes_the_point_moves_all_goods(database, night):
    moved = wanted("A1", {EGGS: 2, GRAPES: 1}, point=RIVER)
    take(database, "0525", moved, A2)
    accept(database, "A1")
    assert on_papers(database) == wished([moved, A2])
    cutoff.amend_order(database, MANAGER, order_ids(database)["A1"], night.products[GRAPES], 0, "坏了")
    cutoff.reopen(database, MANAGER, "0525", "漏单")
    cut(database)
    assert order(database, "A1").point == RIVER
    assert on_papers(database) == wished([wanted("A1", {EGGS: 2}, point=RIVER), A2])


def test_accepting_rejecting_and_moving_need_a_reason(database, night):
    take(database, "0525", A1, A2, wanted("A3"))
    proposal = late(database)["A3"].id
    for act in (cutoff.accept_amendment, cutoff.reject_amendment):
        with pytest.raises(ReasonNeeded):
            act(database, MANAGER, proposal, "  ")
    with pytest.raises(ReasonNeeded):
        cutoff.move_amendment(database, MANAGER, proposal, "0526", "")
    with pytest.raises(ReasonNeeded):
        cutoff.amend_order(database, MANAGER, 1, night.products[EGGS], 3, "")
    assert set(late(database)) == {"A3"}


def test_the_second_to_accept_hears_that_it_is_settled(database, night):
    take(database, "0525", wanted("A1", {EGGS: 5, GRAPES: 1}), A2)
    proposal = late(database)["A1"].id
    cutoff.accept_amendment(database, MANAGER, proposal, "顾客来电")
    for act in (cutoff.accept_amendment, cutoff.reject_amendment):
        with pytest.raises(AmendmentSettled) as refused:
            act(database, Actor("王强", "三号台"), proposal, "我也")
        assert (refused.value.number, refused.value.state) == (1, "accepted")
    assert on_papers(database)[GARDEN, EGGS] == 5


def test_a_late_order_is_moved_into_an_open_cycle_by_a_person(database, night):
    take(database, "0525", A1, A2, wanted("A3", {MELON: 2}))
    cycle(database, "0526")
    done = cutoff.move_amendment(database, MANAGER, late(database)["A3"].id, "0526", "明天给")
    assert done.answer == {"order": "A3", "cycle": "0526"}
    assert (order(database, "A3").cycle, goods(database, "A3"), late(database)) == ("0526", {MELON: 2}, {})
    assert take(database, "0525", A1, A2, wanted("A3", {MELON: 2})).new == 0
    assert on_papers(database) == wished([A1, A2])


def test_two_words_about_one_late_order_make_one_order(database, night):
    take(database, "0525", A1, A2, wanted("A3", {EGGS: 1}))
    take(database, "0525", A1, A2, wanted("A3", {EGGS: 6}))
    with database.read() as connection:
        first, second = connection.execute(select(AmendmentRecord.id).order_by(AmendmentRecord.id)).scalars()
    cutoff.accept_amendment(database, MANAGER, first, "加单")
    cutoff.accept_amendment(database, MANAGER, second, "再加")
    assert on_papers(database) == wished([A1, A2, wanted("A3", {EGGS: 6})])


def test_a_proposal_is_not_accepted_while_its_cycle_is_open_again(database, night):
    take(database, "0525", wanted("A1", {EGGS: 5, GRAPES: 1}), A2)
    cutoff.reopen(database, MANAGER, "0525", "漏单")
    with pytest.raises(CycleNotCut):
        accept(database, "A1")
    cut(database)
    assert accept(database, "A1")["amendment"] == 1
    assert on_papers(database)[GARDEN, EGGS] == 5


# Cancelled meanwhile, contacts, a second cut -------------------------------------------------------


def recut_without(database, number):
    """The cycle is opened again, one order is cancelled, and it is cut once more."""
    cutoff.reopen(database, MANAGER, "0525", "漏单")
    gone = order(database, number)
    ordering.cancel_order(database, MANAGER, gone.id, "不要了", version=gone.version)
    cut(database)


def test_an_old_word_does_not_bring_a_cancelled_order_back(database, night):
    take(database, "0525", wanted("A1", {EGGS: 5, GRAPES: 1}), A2)
    recut_without(database, "A1")
    assert late(database)["A1"].is_cancelled
    with pytest.raises(OrderWasCancelled) as refused:
        accept(database, "A1")
    with in_language("en"):
        assert sentence(refused.value).startswith("Order A1 was cancelled")
    assert on_papers(database) == wished([A2])
    cutoff.reject_amendment(database, MANAGER, late(database)["A1"].id, "已取消")
    assert (late(database), wrong(database)) == ({}, [])


def test_a_person_amends_no_cancelled_order(database, night):
    recut_without(database, "A1")
    with pytest.raises(OrderWasCancelled):
        cutoff.amend_order(database, MANAGER, order_ids(database)["A1"], night.products[EGGS], 3, "加单")
    assert on_papers(database) == wished([A2])


def test_a_late_phone_note_and_slot_are_accepted_without_goods(database, night):
    asked = wanted("A1", {EGGS: 2, GRAPES: 1}, phone="13900009876", note="放门口", slot="18:00-19:00")
    take(database, "0525", asked, A2)
    assert set(late(database)["A1"].contact) == {
        ("phone", "1234", "9876"), ("note", "", "放门口"), ("slot", "", "18:00-19:00"),
    }  # fmt: skip
    assert accept(database, "A1") == {"amendment": 1, "cycle": "0525", "order": "A1"}
    now = order(database, "A1")
    assert (now.phone, now.phone_tail, now.note, now.slot) == ("13900009876", "9876", "放门口", "18:00-19:00")
    assert on_papers(database) == wished([A1, A2])
    assert take(database, "0525", asked, A2).unchanged == 2
    assert (late(database), wrong(database)) == ({}, [])


def test_a_changed_contact_is_told_by_its_tail_alone(database, night):
    take(database, "0525", wanted("A1", {EGGS: 2, GRAPES: 1}, phone="13900009876"), A2)
    accept(database, "A1")
    [told] = trail(database, "amendment_accepted")
    assert json.loads(told.after) == ["顾客来电", [], [["phone", "1234", "9876"]]]
    with database.read() as connection:
        [row] = paper_head(connection, "0525").amendments
    assert (row.number, row.product, row.point, row.contact) == (1, "", GARDEN, ("phone",))


def test_a_word_may_change_goods_and_contact_together(database, night):
    asked = wanted("A1", {EGGS: 3, GRAPES: 1}, note="放门口")
    take(database, "0525", asked, A2)
    accept(database, "A1")
    assert on_papers(database) == wished([asked, A2])
    assert order(database, "A1").note == "放门口"
    with database.read() as connection:
        rows = paper_head(connection, "0525").amendments
    assert [(row.number, row.product, row.contact) for row in rows] == [(1, EGGS, ()), (1, "", ("note",))]


def test_a_late_word_about_money_alone_amends_nothing(database, night):
    take(database, "0525", wanted("A1", {EGGS: 2, GRAPES: 1}, paid_fen=9999), A2)
    with pytest.raises(NothingAmended):
        accept(database, "A1")
    assert set(late(database)) == {"A1"}


def test_the_late_list_shows_what_the_second_cut_holds(database, night):
    take(database, "0525", wanted("A1", {EGGS: 5, GRAPES: 1}), A2)
    cutoff.reopen(database, MANAGER, "0525", "漏单")
    take(database, "0525", wanted("A1", {EGGS: 3, GRAPES: 1}), A2)
    assert late(database)["A1"].before == ((EGGS, 3), (GRAPES, 1))
    cut(database)
    row = late(database)["A1"]
    assert (row.before, row.after) == (((EGGS, 3), (GRAPES, 1)), ((EGGS, 5), (GRAPES, 1)))


def test_a_second_word_about_a_late_order_stands_beside_what_the_first_made(database, night):
    take(database, "0525", A1, A2, wanted("A3", {EGGS: 1}))
    first = late(database)["A3"].id
    take(database, "0525", A1, A2, wanted("A3", {EGGS: 6}, note="放门口"))
    cutoff.accept_amendment(database, MANAGER, first, "加单")
    row = late(database)["A3"]
    assert (row.before, row.after, row.contact) == (((EGGS, 1),), ((EGGS, 6),), (("note", "", "放门口"),))
    accept(database, "A3")
    assert order(database, "A3").note == "放门口"


# A person's own amendments -------------------------------------------------------------------------


def test_an_order_is_amended_again_and_again_and_back(database, night):
    one = order_ids(database)["A1"]
    for pieces in (5, 0, 1, 2):
        cutoff.amend_order(database, MANAGER, one, night.products[EGGS], pieces, "点错了")
        expected = wished([wanted("A1", {EGGS: pieces, GRAPES: 1}), A2])
        assert on_papers(database) == expected
        assert wrong(database) == []
    with pytest.raises(NothingAmended):
        cutoff.amend_order(database, MANAGER, one, night.products[EGGS], 2, "点错了")


def test_a_product_can_be_added_to_a_frozen_order(database, night):
    cutoff.amend_order(database, MANAGER, order_ids(database)["A2"], night.products[MELON], 2, "加单")
    assert on_papers(database) == wished([A1, wanted("A2", {EGGS: 4, MELON: 2}, point=RIVER)])


@pytest.mark.parametrize("pieces", [-1, 10_001, 1_000_000])
def test_no_amendment_goes_beyond_what_an_order_may_hold(database, night, pieces):
    with pytest.raises(QuantityOutOfRange) as refused:
        cutoff.amend_order(database, MANAGER, order_ids(database)["A1"], night.products[EGGS], pieces, "点错了")
    assert refused.value.facts() == {"pieces": pieces, "largest": 10_000}
    assert on_papers(database) == wished([A1, A2])


def test_what_is_not_there_is_not_amended(database, night):
    with pytest.raises(NotFound):
        cutoff.amend_order(database, MANAGER, 999, night.products[EGGS], 1, "加单")
    with pytest.raises(NotFound):
        cutoff.accept_amendment(database, MANAGER, 999, "加单")


def test_an_open_cycle_has_no_amendments(database):
    opened = shop(database)
    cycle(database)
    take(database, "0525", *many(1))
    with pytest.raises(CycleNotCut):
        cutoff.amend_order(database, MANAGER, order_ids(database)["Y000001"], opened.products[EGGS], 9, "补货")


@pytest.mark.parametrize(("pieces", "cases", "left_over"), [(1, 1, 11), (12, 1, 0), (13, 2, 11), (24, 2, 0)])
def test_cases_are_bought_whole_and_the_rest_is_left_over(database, pieces, cases, left_over):
    opened = cut_cycle(database, wanted("A1", {EGGS: 3}))
    if pieces != 3:
        cutoff.amend_order(database, MANAGER, order_ids(database)["A1"], opened.products[EGGS], pieces, "补货")
    with database.read() as connection:
        [sheet] = purchase_sheets(connection, "0525")
    [row] = sheet.rows
    assert (row.quantity, row.frozen_quantity, row.case_size) == (pieces, 3, 12)
    assert (row.cases, row.left_over) == (cases, left_over)
