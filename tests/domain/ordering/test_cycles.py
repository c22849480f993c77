"""Cycles: opened once, planned, failed with every fen due back; recurring orders that place themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from domain.common.command import execute
from domain.common.errors import NotAllowed, NotFound, ReasonNeeded, RuleBroken
from domain.ordering import operations as ordering
from domain.ordering.operations import RecurringOrder
from domain.ordering.queries import cycle as cycle_row
from domain.ordering.queries import cycles, latest_cycle, refunds_due
from domain.ordering.records import CycleRecord, OrderRecord
from domain.ordering.words import CutoffAfterDelivery, CycleExists, CycleNotOpen, RecurringWithoutGoods
from domain.places.records import WarehouseRecord
from tests.builders import (
    CLERK,
    CUTOFF_AT,
    DELIVERY,
    EGGS,
    GARDEN,
    MANAGER,
    MELON,
    PICKER,
    RIVER,
    cut,
    cycle,
    insert_row,
    order_ids,
    point,
    shop,
    take,
    wanted,
)


@pytest.fixture
def opened(database):
    return shop(database)


def shown(database, code="0525"):
    with database.read() as connection:
        return cycle_row(connection, code)


def test_a_cycle_opens_with_its_cutoff_and_delivery(database):
    done = ordering.open_cycle(
        database, MANAGER, "0525", cutoff_at=CUTOFF_AT, delivery=DELIVERY, title="周三水果团", minimum_orders=10
    )
    assert done.answer == {"cycle": "0525", "state": "open", "recurring": 0}
    row = shown(database)
    assert (row.state, row.title, row.cutoff_at, row.delivery, row.minimum_orders, row.orders) == (
        "open", "周三水果团", CUTOFF_AT, DELIVERY, 10, 0,
    )  # fmt: skip


def test_a_code_is_given_once(database):
    cycle(database)
    with pytest.raises(CycleExists):
        cycle(database)


def test_a_cutoff_after_the_delivery_is_refused_when_opening_and_when_planning(database):
    late = CUTOFF_AT + timedelta(days=2)
    with pytest.raises(CutoffAfterDelivery):
        cycle(database, cutoff_at=late)
    cycle(database)
    with pytest.raises(CutoffAfterDelivery):
        ordering.set_planned_cutoff(database, MANAGER, "0525", late)
    assert shown(database).cutoff_at == CUTOFF_AT


def test_a_cycle_leaves_from_a_warehouse_that_is_there(database):
    with pytest.raises(NotFound):
        cycle(database, warehouse="W9")
    insert_row(database, WarehouseRecord, code="W2", name="北仓")
    cycle(database, warehouse="W2")
    assert shown(database).warehouse == "北仓"


@pytest.mark.parametrize("code", ["", "   ", "x" * 41])
def test_a_code_that_is_none_is_refused(database, code):
    with pytest.raises(RuleBroken):
        cycle(database, code)


def test_only_who_may_cut_off_opens_a_cycle(database):
    for actor in (CLERK, PICKER):
        with pytest.raises(NotAllowed):
            ordering.open_cycle(database, actor, "0525", cutoff_at=CUTOFF_AT, delivery=DELIVERY)


def test_the_planned_cutoff_moves_while_the_cycle_is_open(database, opened):
    cycle(database)
    sooner = CUTOFF_AT - timedelta(hours=1)
    ordering.set_planned_cutoff(database, MANAGER, "0525", sooner)
    assert shown(database).cutoff_at == sooner
    take(database, "0525", wanted("A1"))
    cut(database)
    for act in (
        lambda: ordering.set_planned_cutoff(database, MANAGER, "0525", CUTOFF_AT),
        lambda: ordering.set_default_point(database, MANAGER, "0525", RIVER),
        lambda: ordering.fail_cycle(database, MANAGER, "0525", "zu wenig"),
    ):
        with pytest.raises(CycleNotOpen):
            act()


def test_the_sums_of_a_cycle_count_what_is_not_cancelled(database, opened):
    cycle(database)
    take(database, "0525", wanted("A1", {EGGS: 2}), wanted("A2", {EGGS: 3, MELON: 1}), wanted("A3", {"山竹": 1}))
    ordering.cancel_order(database, MANAGER, order_ids(database)["A1"], "x", version=1)
    row = shown(database)
    assert (row.orders, row.lines, row.pieces, row.paid_fen, row.held, row.late) == (1, 2, 4, 4000, 1, 0)


def test_the_latest_cycle_is_the_next_one_to_be_delivered_else_the_last(database, opened):
    days = {code: DELIVERY + timedelta(days=at) for at, code in enumerate(("0526", "0527", "0528"))}
    for code, day in reversed(days.items()):
        cycle(database, code, delivery=day)
    ordering.fail_cycle(database, MANAGER, "0527", "人数不足")

    def tonight(today):
        with database.read() as connection:
            return latest_cycle(connection, today)

    day = timedelta(days=1)
    found = [tonight(DELIVERY + n * day) for n in (-9, 0, 1, 2, 3, 99)]
    assert found == ["0526", "0526", "0528", "0528", "0528", "0528"]
    with database.read() as connection:
        assert [row.code for row in cycles(connection)] == ["0528", "0527", "0526"]


def test_without_a_cycle_there_is_no_latest_one(database):
    with database.read() as connection:
        assert latest_cycle(connection) is None


# Failing -------------------------------------------------------------------------------------------


def test_a_failed_cycle_owes_every_buyer_what_was_paid_and_not_yet_given_back(database, opened):
    cycle(database, minimum_orders=10)
    take(database, "0525", wanted("A1", {EGGS: 2}), wanted("A2", refunded_fen=400), wanted("A3"),
         wanted("A4", each_fen=None), wanted("A5", point=""))  # fmt: skip
    ordering.cancel_order(database, MANAGER, order_ids(database)["A3"], "不要了", version=1)
    done = ordering.fail_cycle(database, MANAGER, "0525", "满10户成团，只有4户")
    assert done.answer == {"cycle": "0525", "orders": 4, "refund_fen": 2000 + 600 + 1000}
    with database.read() as connection:
        owed = {number: (fen, why) for number, _, fen, why in refunds_due(connection, "0525")}
        states = connection.execute(select(OrderRecord.state).distinct()).scalars().all()
        sums = connection.execute(text("SELECT sum(paid_fen - refunded_fen - refund_due_fen) FROM orders")).scalar_one()
    assert owed == {
        "A1": (2000, "cycle_failed"), "A2": (600, "cycle_failed"), "A3": (1000, "order_cancelled"),
        "A5": (1000, "cycle_failed"),
    }  # fmt: skip
    assert (states, sums) == (["cancelled"], 0)
    assert shown(database).state == "failed"


def test_failing_needs_a_reason_and_happens_once(database, opened):
    cycle(database)
    take(database, "0525", wanted("A1"))
    with pytest.raises(ReasonNeeded):
        ordering.fail_cycle(database, MANAGER, "0525", " ")
    ordering.fail_cycle(database, MANAGER, "0525", "人数不足", command_id="fail-0525")
    again = ordering.fail_cycle(database, MANAGER, "0525", "人数不足", command_id="fail-0525")
    assert again.repeated
    with pytest.raises(CycleNotOpen):
        ordering.fail_cycle(database, MANAGER, "0525", "人数不足")


# Recurring orders ----------------------------------------------------------------------------------


def keep(database, opened, **wishes):
    given = {"point_id": opened.points[GARDEN], "buyer": "王芳", "phone": "13900001234",
             "lines": ((opened.products[EGGS], 2), (opened.products[MELON], 1)), **wishes}  # fmt: skip
    return ordering.add_recurring(database, MANAGER, RecurringOrder(**given)).answer["id"]


def placed(database, code):
    query = select(OrderRecord.__table__).join(CycleRecord, CycleRecord.id == OrderRecord.cycle_id)
    with database.read() as connection:
        return connection.execute(query.where(CycleRecord.code == code).order_by(OrderRecord.id)).all()


def test_a_recurring_order_places_itself_whenever_a_cycle_opens(database, opened):
    one = keep(database, opened)
    for code in ("0525", "0526"):
        done = ordering.open_cycle(database, MANAGER, code, cutoff_at=CUTOFF_AT, delivery=DELIVERY)
        assert done.answer["recurring"] == 1
        (row,) = placed(database, code)
        assert (row.channel, row.external_no, row.buyer, row.phone_tail) == ("recurring", f"R{one}", "王芳", "1234")
        assert (row.pieces, row.lines, row.paid_fen, row.state) == (3, 2, 3 * 2990, "confirmed")


def test_it_keeps_to_its_weekday_until_it_is_stopped(database, opened):
    assert DELIVERY.isoweekday() == 2
    keep(database, opened, delivery_weekday=2, buyer="周二")
    keep(database, opened, delivery_weekday=3, buyer="周三")
    ended = keep(database, opened, buyer="每天")
    cycle(database, "0525")
    ordering.stop_recurring(database, MANAGER, ended)
    cycle(database, "0526")
    cycle(database, "0527", delivery=DELIVERY + timedelta(days=1))
    assert [[row.buyer for row in placed(database, code)] for code in ("0525", "0526", "0527")] == [
        ["周二", "每天"], ["周二"], ["周三"],
    ]  # fmt: skip
    with pytest.raises(NotFound):
        ordering.stop_recurring(database, MANAGER, ended)


def test_it_comes_from_the_warehouse_of_its_point(database, opened):
    """Two warehouses open a cycle each for the same day; the buyer wants the goods once."""
    north = insert_row(database, WarehouseRecord, code="W2", name="北仓")
    there = point(database, "北苑", warehouse_id=north)
    keep(database, opened, buyer="南")
    keep(database, opened, buyer="北", point_id=there)
    cycle(database, "S", warehouse="W1")
    cycle(database, "N", warehouse="W2")
    assert [[row.buyer for row in placed(database, code)] for code in ("S", "N")] == [["南"], ["北"]]


def test_a_product_that_is_not_sold_any_more_is_left_out(database, opened):
    keep(database, opened)
    keep(database, opened, buyer="只要瓜", lines=((opened.products[MELON], 1),))
    with database.writer.begin() as connection:
        connection.execute(text("UPDATE product SET state = 'retired' WHERE name = :name"), {"name": MELON})
    cycle(database)
    assert [(row.buyer, row.pieces, row.lines) for row in placed(database, "0525")] == [("王芳", 2, 1)]


@pytest.mark.parametrize(
    "wrong",
    [{"buyer": " "}, {"delivery_weekday": 8}, {"lines": ((1, 0),)}, {"lines": ((1, 10_001),)}, {"lines": ((999, 1),)},
     {"point_id": 999}, {"lines": ((1, 1), (1, 2))}],
)  # fmt: skip
def test_a_senseless_recurring_order_is_refused_whole(database, opened, wrong):
    with pytest.raises(RuleBroken):
        keep(database, opened, **wrong)
    with database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM recurring_order")).scalar_one() == 0


def test_a_recurring_order_of_nothing_is_refused(database, opened):
    with pytest.raises(RecurringWithoutGoods):
        keep(database, opened, lines=())


def test_recurring_orders_are_cut_like_all_others(database, opened):
    keep(database, opened)
    cycle(database)
    take(database, "0525", wanted("A1", {EGGS: 5}))
    assert cut(database).pieces == 8


def test_an_opening_that_fails_places_nothing(database, opened):
    keep(database, opened)

    def work(tx):
        raise LookupError

    with pytest.raises(LookupError):
        execute(database, MANAGER, "open", [], work)
    assert order_ids(database) == {}
