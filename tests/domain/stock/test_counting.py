"""Counts: the sheet along the walk, differences with a reason, and a line whose level moved is told, not booked."""

from __future__ import annotations

import threading

import pytest

from domain.common.errors import ReasonNeeded
from domain.common.sentences import in_language, sentence
from domain.stock import operations as stock
from domain.stock.queries import count_sheet, level_faults
from domain.stock.words import Counted, LevelMoved, QuantityNotCounted
from tests.builders import EGGS, MANAGER, MELON, cut_cycle, product, wanted
from tests.domain.stock.scene import a_bin, bring, levels, promised
from tests.kept_scenes import kept


@pytest.fixture
@kept
def hall(database):
    shop = cut_cycle(database, wanted("A1", {EGGS: 10}))
    second, first = a_bin(database, "B-01", walk_order=9), a_bin(database, "A-01", walk_order=3)
    lot = bring(database, first, shop.products[EGGS], 12)
    other = bring(database, second, shop.products[MELON], 7, lot="M1")
    stock.allocate(database, MANAGER, "0525")
    return first, lot, second, other


def sheet(database, **how):
    with database.read() as connection:
        return [(row.bin, row.lot, row.seen) for row in count_sheet(connection, **how)]


def test_the_sheet_goes_along_the_walk_and_leaves_out_what_is_empty(database, hall):
    first, lot, second, _other = hall
    assert sheet(database) == [("A-01", "L1", 12), ("B-01", "M1", 7)]
    assert sheet(database, bin_ids=[second]) == [("B-01", "M1", 7)]
    assert sheet(database, bin_ids=[]) == []
    stock.write_off(database, MANAGER, lot_id=lot, bin_id=first, quantity=12, reason="坏")
    assert sheet(database) == [("B-01", "M1", 7)]


def test_differences_are_booked_up_and_down_and_what_agrees_is_left(database, hall):
    first, lot, second, other = hall
    lines = [Counted(first, lot, 12, 15), Counted(second, other, 7, 4, "少了三个")]
    answer = stock.count(database, MANAGER, lines, "月盘").answer
    assert answer == {"lines": 2, "agreed": 0, "up": 3, "down": 3, "moved": [], "lost": {}}
    assert levels(database) == {("A-01", "L1"): 15, ("B-01", "M1"): 4}
    again = stock.count(database, MANAGER, [Counted(first, lot, 15, 15), Counted(second, other, 4, 4)]).answer
    assert again["agreed"] == 2


def test_a_line_whose_level_moved_since_the_sheet_is_told_and_the_others_are_booked(database, hall):
    first, lot, second, other = hall
    stock.write_off(database, MANAGER, lot_id=lot, bin_id=first, quantity=2, reason="坏")
    lines = [Counted(first, lot, 12, 11), Counted(second, other, 7, 8)]
    answer = stock.count(database, MANAGER, lines, "月盘").answer
    assert answer["moved"] == [{"bin": "A-01", "product": EGGS, "lot": "L1", "seen": 12, "there": 10}]
    assert levels(database) == {("A-01", "L1"): 10, ("B-01", "M1"): 8}
    with in_language("en"):
        assert "the sheet said 12, now there are 10" in sentence(LevelMoved(**answer["moved"][0]))


def test_promised_pieces_that_are_not_there_are_lost_to_their_cycle(database, hall):
    first, lot, _second, _other = hall
    answer = stock.count(database, MANAGER, [Counted(first, lot, 12, 4)], "少了").answer
    assert answer["lost"] == {"0525": 6}
    assert promised(database) == {("A-01", "L1"): 4}
    assert levels(database)[("A-01", "L1")] == 4


def test_a_bin_counted_empty_holds_nothing(database, hall):
    first, lot, _second, _other = hall
    stock.count(database, MANAGER, [Counted(first, lot, 12, 0)], "没有了")
    assert ("A-01", "L1") not in levels(database)


def test_a_difference_needs_a_reason_and_agreement_needs_none(database, hall):
    first, lot, _second, _other = hall
    with pytest.raises(ReasonNeeded):
        stock.count(database, MANAGER, [Counted(first, lot, 12, 11)], "  ")
    assert stock.count(database, MANAGER, [Counted(first, lot, 12, 12)]).answer["agreed"] == 1


@pytest.mark.parametrize("found", [-1, 1_000_001])
def test_nobody_counts_fewer_than_none_or_more_than_a_million(database, hall, found):
    first, lot, _second, _other = hall
    with pytest.raises(QuantityNotCounted):
        stock.count(database, MANAGER, [Counted(first, lot, 12, found)], "盘")


def test_goods_found_where_none_should_be_are_booked(database, hall):
    _first, lot, second, _other = hall
    stock.count(database, MANAGER, [Counted(second, lot, 0, 2)], "找到的")
    assert levels(database)[("B-01", "L1")] == 2


def test_two_persons_who_count_the_same_line_book_the_difference_once(database):
    """On PostgreSQL at the same moment: one books, the other is told; the level is what one of them counted."""
    eggs, shelf = product(database), a_bin(database)
    lot = bring(database, a_bin(database, "DOCK", kind="dock"), eggs, 1)
    for round_ in range(5):
        with database.read() as connection:
            seen = sum(row.seen for row in count_sheet(connection, bin_ids=[shelf]))
        outcomes = at_once(
            lambda found, s=seen: stock.count(database, MANAGER, [Counted(shelf, lot, s, s + found)], "盘"), (3, 4)
        )
        booked = [found for found, done in outcomes if not isinstance(done, Exception) and not done.answer["moved"]]
        assert len(booked) == 1, (round_, outcomes)
        assert levels(database)[("A-01", "L1")] == seen + booked[0]
    with database.read() as connection:
        assert not level_faults(connection)


def at_once(act, given):
    """(argument, answer or refusal) of the same act done by several threads that start together."""
    ready, found = threading.Barrier(len(given)), []

    def run(one):
        ready.wait()
        try:
            found.append((one, act(one)))
        except LevelMoved as told:
            found.append((one, told))

    threads = [threading.Thread(target=run, args=(one,)) for one in given]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found
