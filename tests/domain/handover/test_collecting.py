"""Collection: by code or by a phone's tail and a choice, once; every refused try is kept; what did not come is told."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from domain.common.clock import now
from domain.common.errors import ReasonNeeded
from domain.common.people import Actor
from domain.cutoff import operations as cutoff
from domain.handover import operations as handover
from domain.handover import queries
from domain.handover.records import CollectionRecord, CollectionRefusedRecord, UncollectedRecord
from domain.handover.words import (
    CollectedAlready,
    CollectionRefused,
    ExtendedToThePast,
    NotArrived,
    NotWaiting,
    OrderCancelled,
    ReturnedAlready,
    UnknownCode,
    WrongPoint,
)
from tests.builders import EGGS, GARDEN, GRAPES, MANAGER, RIVER, cut_cycle, order_ids, take, wanted
from tests.domain.cutoff.books import late
from tests.domain.handover.scene import delivered, handed, packed, under_way
from tests.domain.packing.scene import rows

LEADER = Actor("团长", "阳光花园")
ORDERS = (
    wanted("A1", {EGGS: 2, GRAPES: 1}, phone="13900001234", sequence=2),
    wanted("A2", {EGGS: 3}, phone="13800001234", sequence=1, buyer="王小明"),
    wanted("B1", {EGGS: 1}, point=RIVER, phone="13700005678"),
)


@pytest.fixture
def way(database):
    return delivered(database, *ORDERS)


def code_of(database, number):
    with database.read() as connection:
        return connection.execute(
            text("SELECT pickup_code FROM orders WHERE external_no = :n"), {"n": number}
        ).scalar_one()


def collect(database, way, number, point=GARDEN, **how):
    return handover.collect_by_code(database, LEADER, way.points[point], code_of(database, number), **how).answer


def why(database):
    return [(row.why, row.said, row.order_id) for row in rows(database, CollectionRefusedRecord)]


def test_a_code_gives_out_the_one_order_it_names(database, way):
    assert collect(database, way, "A1")["order"] == "A1"
    kept = rows(database, CollectionRecord)[0]
    assert (kept.known_by, kept.person, kept.station) == ("code", "团长", "阳光花园")


def test_collecting_twice_is_refused_with_the_time_and_kept(database, way):
    collect(database, way, "A1")
    first = rows(database, CollectionRecord)[0]
    for _ in range(2):
        with pytest.raises(CollectedAlready) as told:
            collect(database, way, "A1")
        assert told.value.at == first.at.astimezone().strftime("%Y-%m-%d %H:%M")
    assert why(database) == [("collected_already", code_of(database, "A1"), order_ids(database)["A1"])] * 2
    assert rows(database, CollectionRecord) == [first]


def test_the_same_refused_command_again_is_refused_alike_and_kept_once(database, way):
    for _ in range(2):
        with pytest.raises(UnknownCode):
            handover.collect_by_code(database, LEADER, way.points[GARDEN], "00000", command_id="collect-1")
    assert why(database) == [("unknown_code", "00000", None)]


def test_at_the_wrong_point_the_right_one_is_said(database, way):
    with pytest.raises(WrongPoint) as told:
        collect(database, way, "B1")
    assert (told.value.point, told.value.right, told.value.order) == (GARDEN, RIVER, "B1")
    assert why(database) == [("wrong_point", code_of(database, "B1"), order_ids(database)["B1"])]


def test_before_the_van_was_there_nothing_is_given_out(database):
    way = under_way(database, *ORDERS)
    handed(database, way, GARDEN)
    with pytest.raises(NotArrived):
        collect(database, way, "B1", RIVER)
    assert collect(database, way, "A2")["order"] == "A2"


def test_what_is_no_code_is_refused_and_kept(database, way):
    senseless = ("", "  ", "\x00\x1d", "9" * 4096, "%", "' OR 1=1")
    for code in senseless:
        with pytest.raises(UnknownCode):
            handover.collect_by_code(database, LEADER, way.points[GARDEN], code)
    assert [row.why for row in rows(database, CollectionRefusedRecord)] == ["unknown_code"] * len(senseless)
    assert not rows(database, CollectionRecord)


def test_a_phones_tail_gives_a_choice_and_never_decides(database, way):
    with database.read() as connection:
        choice = queries.by_phone_tail(connection, way.points[GARDEN], "1234")
        assert queries.by_phone_tail(connection, way.points[GARDEN], "123") == ()
        assert queries.by_phone_tail(connection, way.points[GARDEN], "１２３４") == ()
        elsewhere = queries.by_phone_tail(connection, way.points[GARDEN], "5678")
    assert [(row.name, row.sequence, row.state) for row in choice] == [("王*", 1, "waiting"), ("买*", 2, "waiting")]
    assert [(row.point, row.state) for row in elsewhere] == [(RIVER, "waiting")]
    chosen = choice[0].order_id
    handover.collect_chosen(database, LEADER, way.points[GARDEN], chosen, "1234")
    assert [row.known_by for row in rows(database, CollectionRecord)] == ["phone_tail"]
    with pytest.raises(CollectedAlready):
        handover.collect_chosen(database, LEADER, way.points[GARDEN], chosen, "1234")
    with pytest.raises(UnknownCode):
        handover.collect_chosen(database, LEADER, way.points[GARDEN], choice[1].order_id, "9999")
    with database.read() as connection:
        again = queries.by_phone_tail(connection, way.points[GARDEN], "1234")
    assert [row.state for row in again] == ["waiting", "collected"]


def test_two_stations_give_one_order_out_once(database, way):
    told = []

    def station(name):
        try:
            told.append(collect(database, way, "A1", command_id=f"collect-{name}")["order"])
        except CollectionRefused as refusal:
            told.append(refusal.code)

    both = [threading.Thread(target=station, args=(name,)) for name in ("one", "two")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(told) == ["A1", "collect_collected_already"]
    assert len(rows(database, CollectionRecord)) == len(rows(database, CollectionRefusedRecord)) == 1


def test_the_bag_tells_what_did_not_come_and_what_weight_did_to_the_price(database, way):
    ids = order_ids(database)
    with database.read() as connection:
        one, two = queries.bag(connection, ids["A1"]), queries.bag(connection, ids["A2"])
        listed = queries.collection_list(connection, "0525", way.points[GARDEN])
    lines = {(line.product, line.wanted, line.picked, line.short, line.weight_g) for line in (*one, *two)}
    assert lines == {(EGGS, 2, 2, 0, None), (GRAPES, 1, 1, 0, 1480), (EGGS, 3, 2, 1, None)}
    grapes = next(line for line in one if line.product == GRAPES)
    assert (grapes.amount_fen, grapes.final_fen) == (1000, 987)
    assert [line.is_as_ordered for line in two] == [False]
    assert [(row.sequence, row.wanted, row.pieces, row.is_changed) for row in listed] == [
        (1, 3, 2, True), (2, 3, 3, False),
    ]  # fmt: skip


def test_before_the_wave_is_closed_the_bag_is_as_ordered(database):
    packed(database, *ORDERS)
    with database.read() as connection:
        bag = queries.bag(connection, order_ids(database)["A1"])
    assert [(line.product, line.picked) for line in bag] == [(GRAPES, 1), (EGGS, 2)]


def test_an_order_cut_after_the_cutoff_is_not_given_out(database):
    way = delivered(database, *ORDERS)
    cutoff.amend_order(database, MANAGER, order_ids(database)["B1"], way.hall.shop.products[EGGS], 0, "退")
    with pytest.raises(OrderCancelled):
        collect(database, way, "B1", RIVER)
    with database.read() as connection:
        day = queries.progress(connection, "0525")
    assert (day.orders, day.waiting) == (2, 2)


def test_an_order_that_changed_its_point_after_the_cutoff_is_collected_there(database):
    cut_cycle(database, *ORDERS)
    take(database, "0525", *ORDERS[:1], wanted("A2", {EGGS: 3}, phone="13800001234", point=RIVER), ORDERS[2])
    cutoff.accept_amendment(database, MANAGER, late(database)["A2"].id, "搬家了")
    with database.read() as connection:
        assert queries.progress(connection, "0525").orders == 3
        lists = {point: queries.collection_list(connection, "0525", point) for point in (1, 2)}
    codes = {point: {(row.pickup_code, row.wanted) for row in rows} for point, rows in lists.items()}
    assert codes == {
        1: {(code_of(database, "A1"), 3)}, 2: {(code_of(database, "B1"), 1), (code_of(database, "A2"), 3)},
    }  # fmt: skip


# Nobody came --------------------------------------------------------------------------------------

TODAY = now().astimezone().date()


def test_who_has_not_come_is_listed_kept_longer_and_then_sent_back(database, way):
    ids = order_ids(database)
    collect(database, way, "A1")
    with database.read() as connection:
        left = queries.uncollected_list(connection, "0525")
    assert [(row.point, row.pickup_code) for row in left] == [
        (RIVER, code_of(database, "B1")), (GARDEN, code_of(database, "A2")),
    ]  # fmt: skip
    until = TODAY + timedelta(days=1)
    assert handover.extend(database, LEADER, [ids["A2"]], until, "出差").answer == {"orders": 1, "until": str(until)}
    handover.extend(database, LEADER, [ids["A2"]], until + timedelta(days=1), "还没回来")
    with database.read() as connection:
        (row,) = queries.uncollected_list(connection, "0525", way.points[GARDEN])
    assert (row.state, row.until) == ("extended", until + timedelta(days=1))
    assert collect(database, way, "A2")["order"] == "A2"
    handover.return_uncollected(database, LEADER, [ids["B1"]], "没来")
    with pytest.raises(ReturnedAlready):
        collect(database, way, "B1", RIVER)
    assert {row.order_id: row.state for row in rows(database, UncollectedRecord)} == {
        ids["A2"]: "extended", ids["B1"]: "returned",
    }  # fmt: skip
    with database.read() as connection:
        assert queries.uncollected_list(connection, "0525") == ()
        day = queries.progress(connection, "0525")
    assert (day.collected, day.waiting, day.sent_back) == (2, 0, 1)


def test_only_orders_that_wait_are_kept_or_sent_back_and_with_a_reason(database, way):
    ids = order_ids(database)
    collect(database, way, "A1")
    with pytest.raises(NotWaiting) as told:
        handover.extend(database, LEADER, [ids["A1"], ids["A2"], 99], TODAY, "晚到")
    assert (told.value.count, told.value.orders) == (2, "0525 A1, 99")
    assert rows(database, UncollectedRecord) == []
    with pytest.raises(ReasonNeeded):
        handover.extend(database, LEADER, [ids["A2"]], TODAY, " ")
    with pytest.raises(ReasonNeeded):
        handover.return_uncollected(database, LEADER, [ids["A2"]], "")
    with pytest.raises(ExtendedToThePast):
        handover.extend(database, LEADER, [ids["A2"]], date(2020, 1, 1), "晚到")
    handover.return_uncollected(database, LEADER, [ids["A2"]], "没来")
    with pytest.raises(NotWaiting):
        handover.return_uncollected(database, LEADER, [ids["A2"]], "again")
