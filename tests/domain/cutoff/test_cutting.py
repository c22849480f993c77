"""The cutoff: counts and demands against an independent sum, the hash, who was first, what stands in its way, re-cut."""

from __future__ import annotations

import pytest

from domain.common.command import execute
from domain.common.errors import NotAllowed, ReasonNeeded
from domain.common.people import Actor, Role
from domain.cutoff import operations as cutoff
from domain.cutoff.operations.cutting import lock_snapshot
from domain.cutoff.queries import cutoff_preview, paper_copies, snapshots
from domain.cutoff.words import (
    CycleAlreadyCut,
    CycleNotCut,
    MinimumNotReached,
    NothingToCut,
    OrdersWithoutPoint,
    SnapshotLocked,
)
from domain.ordering import operations as ordering
from domain.ordering.queries import cycle_id
from domain.ordering.words import CycleNotOpen
from tests.builders import (
    CLERK,
    EGGS,
    GARDEN,
    GRAPES,
    MANAGER,
    MELON,
    PICKER,
    RIVER,
    cut,
    cut_cycle,
    cycle,
    many,
    order_ids,
    shop,
    take,
    wanted,
)
from tests.domain.cutoff.books import by_point, by_product, demands, on_papers, wished, wrong
from tests.domain.ordering.books import order

ORDERS = [*many(37), wanted("A1", {MELON: 3, EGGS: 1}), wanted("A2", {MELON: 2}, point=RIVER)]


@pytest.fixture
def opened(database):
    made = shop(database)
    cycle(database)
    return made


def test_the_counts_are_what_the_orders_say(database, opened):
    take(database, "0525", *ORDERS)
    done = cut(database)
    pieces = sum(sum(one.goods.values()) for one in ORDERS)
    lines = sum(len(one.goods) for one in ORDERS)
    assert (done.snapshot, done.orders, done.lines, done.pieces) == (1, 39, lines, pieces)
    assert (done.purchase.groups, done.purchase.products, done.purchase.pieces) == (3, 3, pieces)
    assert (done.pick.groups, done.pick.pieces) == (2, pieces)
    assert (done.delivery.groups, done.delivery.pieces) == (2, pieces)


def test_the_three_demands_are_three_sums_of_the_same_lines(database, opened):
    take(database, "0525", *ORDERS)
    cut(database)
    pick, purchase, delivery = demands(database)
    cells = wished(ORDERS)
    points, products = opened.points, opened.products
    assert pick == {(points[p], products[g]): n for (p, g), n in cells.items()}
    assert purchase == {(products[g],): n for g, n in by_product(cells).items()}
    assert delivery == {(points[p],): n for p, n in by_point(cells).items()}
    assert on_papers(database) == cells
    assert wrong(database) == []


def test_cancelled_orders_are_not_cut(database, opened):
    take(database, "0525", *many(5))
    gone = order(database, "Y000002")
    ordering.cancel_order(database, CLERK, gone.id, "不要了", version=gone.version)
    assert cut(database).orders == 4
    assert on_papers(database) == wished(one for one in many(5) if one.head.key != "Y000002")


@pytest.fixture
def hash_of(new_place):
    """A function: the hash of the cutoff of these orders in a fresh company of that kind."""
    from domain.common.database import open_database

    def hash_of(kind, *orders):
        with open_database(new_place(kind)) as database:
            cut_cycle(database, *orders)
            [row] = _snapshots(database)
            return row.hash

    return hash_of


def _snapshots(database, code="0525"):
    with database.read() as connection:
        return snapshots(connection, code)


def test_the_same_orders_have_the_same_hash_on_both_databases(hash_of):
    assert hash_of("sqlite", *ORDERS) == hash_of("postgresql", *ORDERS)


def test_one_line_that_differs_gives_another_hash(hash_of):
    other = [*ORDERS[:-1], wanted("A2", {MELON: 3}, point=RIVER)]
    elsewhere = [*ORDERS[:-1], wanted("A2", {MELON: 2}, point=GARDEN)]
    assert len({hash_of("sqlite", *orders) for orders in (ORDERS, other, elsewhere)}) == 3


def test_the_second_to_cut_hears_who_was_first(database):
    cut_cycle(database)
    with pytest.raises(CycleAlreadyCut) as refused:
        cutoff.cut_off(database, Actor("老板", "办公室", Role.OWNER), "0525")
    told = refused.value
    [row] = _snapshots(database)
    assert (told.who, told.station, told.snapshot, told.at) == (MANAGER.person, MANAGER.station, 1, row.cut_at)


def test_the_same_command_again_gets_the_same_answer(database, opened):
    take(database, "0525", *many(3))
    first = cutoff.cut_off(database, MANAGER, "0525", command_id="cut-0525-once")
    again = cutoff.cut_off(database, MANAGER, "0525", command_id="cut-0525-once")
    assert (again.answer, again.repeated, len(_snapshots(database))) == (first.answer, True, 1)


def test_only_who_may_cuts_and_takes_back(database, opened):
    take(database, "0525", *many(3))
    for actor in (PICKER, CLERK):
        with pytest.raises(NotAllowed):
            cutoff.cut_off(database, actor, "0525")
    cut(database)
    with pytest.raises(NotAllowed):
        cutoff.reopen(database, CLERK, "0525", "漏单")
    with pytest.raises(NotAllowed):
        cutoff.amend_order(database, CLERK, 1, opened.products[EGGS], 3, "补货")


def test_an_order_without_a_point_blocks_the_cutoff_until_it_has_one(database, opened):
    take(database, "0525", wanted("A1", point=""), wanted("A2", point=""), wanted("A3"))
    with pytest.raises(OrdersWithoutPoint) as refused:
        cut(database)
    assert refused.value.orders == 2
    assert _snapshots(database) == ()
    ids = order_ids(database)
    ordering.set_point(database, CLERK, [ids["A1"], ids["A2"]], opened.points[RIVER])
    assert cut(database).orders == 3


def test_nothing_is_not_cut(database, opened):
    with pytest.raises(NothingToCut):
        cut(database)
    take(database, "0525", wanted("A1"))
    ordering.cancel_order(database, CLERK, order_ids(database)["A1"], "不要了", version=1)
    with pytest.raises(NothingToCut):
        cut(database)
    assert _snapshots(database) == ()


def test_the_minimum_holds_unless_a_person_says_otherwise(database):
    shop(database)
    cycle(database, minimum_orders=4)
    take(database, "0525", *many(3))
    with pytest.raises(MinimumNotReached) as refused:
        cut(database)
    assert (refused.value.needed, refused.value.found) == (4, 3)
    with database.read() as connection:
        assert cutoff_preview(connection, "0525").is_blocked
    assert cutoff.cut_off(database, MANAGER, "0525", ignore_minimum=True).answer["orders"] == 3


def test_a_failed_cycle_is_not_cut(database, opened):
    take(database, "0525", *many(3))
    ordering.fail_cycle(database, MANAGER, "0525", "不够")
    with pytest.raises(CycleNotOpen):
        cut(database)


def test_the_preview_is_what_the_cutoff_then_gives(database, opened):
    take(database, "0525", *ORDERS)
    with database.read() as connection:
        seen = cutoff_preview(connection, "0525")
    done = cut(database)
    assert not seen.is_blocked
    assert (seen.orders, seen.lines, seen.pieces) == (done.orders, done.lines, done.pieces)
    assert (seen.points, seen.products, seen.suppliers) == (
        done.pick.groups, done.purchase.products, done.purchase.groups,
    )  # fmt: skip
    assert seen.weight_g == sum(n * (7000 if g == MELON else 1500) for (_, g), n in wished(ORDERS).items())
    assert seen.paid_fen == 1000 * done.pieces
    assert (seen.without_supplier, seen.held, seen.without_point) == (1, 0, 0)


def test_the_preview_says_what_stands_in_the_way(database, opened):
    take(database, "0525", wanted("A1", point=""), wanted("A2"), wanted("A3", {"草莓": 1}))
    with database.read() as connection:
        seen = cutoff_preview(connection, "0525")
    assert (seen.is_blocked, seen.without_point, seen.held) == (True, 1, 1)


# Cut again ------------------------------------------------------------------------------------------


def test_a_reopened_cycle_is_cut_again_with_what_came_meanwhile(database):
    cut_cycle(database, *many(4))
    assert cutoff.reopen(database, MANAGER, "0525", "漏单").answer == {
        "cycle": "0525",
        "superseded": 1,
        "amendments": 0,
    }
    take(database, "0525", *many(6))
    done = cut(database)
    assert (done.snapshot, done.orders) == (2, 6)
    assert [(row.version, row.state) for row in _snapshots(database)] == [(2, "live"), (1, "superseded")]
    assert on_papers(database) == wished(many(6))
    assert wrong(database) == []


def test_amendments_of_the_first_cut_are_in_the_second(database):
    opened = cut_cycle(database, *many(4))
    ids = order_ids(database)
    cutoff.amend_order(database, MANAGER, ids["Y000001"], opened.products[EGGS], 9, "补货")
    cutoff.amend_order(database, MANAGER, ids["Y000002"], opened.products[GRAPES], 0, "坏了")
    cutoff.amend_order(database, MANAGER, ids["Y000003"], opened.products[MELON], 2, "加单")
    before = on_papers(database)
    assert cutoff.reopen(database, MANAGER, "0525", "漏单").answer["amendments"] == 3
    assert cut(database).pieces == sum(before.values())
    assert on_papers(database) == before
    assert wrong(database) == []


def test_an_order_amended_to_nothing_is_not_in_the_second_cut(database):
    opened = cut_cycle(database, *many(4))
    for product in (EGGS, GRAPES):
        cutoff.amend_order(database, MANAGER, order_ids(database)["Y000001"], opened.products[product], 0, "不要了")
    before = on_papers(database)
    cutoff.reopen(database, MANAGER, "0525", "漏单")
    assert order(database, "Y000001").state == "cancelled"
    assert cut(database).orders == 3
    assert on_papers(database) == before


def test_the_same_file_after_reopening_does_not_undo_an_amendment(database):
    opened = cut_cycle(database, *many(4))
    ids = order_ids(database)
    cutoff.amend_order(database, MANAGER, ids["Y000001"], opened.products[EGGS], 9, "补货")
    cutoff.amend_order(database, MANAGER, ids["Y000002"], opened.products[GRAPES], 0, "坏了")
    cutoff.amend_order(database, MANAGER, ids["Y000003"], opened.products[MELON], 2, "加单")
    before = on_papers(database)
    cutoff.reopen(database, MANAGER, "0525", "漏单")
    answer = take(database, "0525", *many(4))
    assert (answer.unchanged, answer.changed) == (4, 0)
    cut(database)
    assert on_papers(database) == before


def test_a_locked_snapshot_is_not_taken_back(database):
    cut_cycle(database)
    with database.read() as connection:
        picking = cycle_id(connection, "0525")
    execute(database, PICKER, "first_pick", [], lambda tx: lock_snapshot(tx, picking) or {})
    with pytest.raises(SnapshotLocked) as refused:
        cutoff.reopen(database, MANAGER, "0525", "漏单")
    assert (refused.value.cycle, refused.value.snapshot) == ("0525", 1)
    assert [row.is_locked for row in _snapshots(database)] == [True]


def test_reopening_needs_a_cut_and_a_reason(database, opened):
    take(database, "0525", wanted("A1"))
    with pytest.raises(CycleNotCut):
        cutoff.reopen(database, MANAGER, "0525", "漏单")
    cut(database)
    with pytest.raises(ReasonNeeded):
        cutoff.reopen(database, MANAGER, "0525", " ")


def test_copies_of_papers_are_counted_by_kind_and_snapshot(database):
    cut_cycle(database)
    assert cutoff.count_copies(database, PICKER, "0525", ["pick", "sums"]).answer == {"pick": 1, "sums": 1}
    assert cutoff.count_copies(database, PICKER, "0525", ["pick"]).answer == {"pick": 2}
    with database.read() as connection:
        assert paper_copies(connection, "0525") == {"pick": 2, "sums": 1}
    cutoff.reopen(database, MANAGER, "0525", "漏单")
    with pytest.raises(CycleNotCut):
        cutoff.count_copies(database, PICKER, "0525", ["pick"])
    cut(database)
    assert cutoff.count_copies(database, PICKER, "0525", ["pick"]).answer == {"pick": 1}
