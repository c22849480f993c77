"""What a person does to single orders: cancel and undo with the money due back, tag the buyer, reveal a phone."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, text

from domain.common.errors import NotAllowed, NotFound, Outdated, ReasonNeeded
from domain.common.records import CommandRecord, TrailRecord
from domain.ordering import operations as ordering
from domain.ordering.queries import order_detail, refunds_due
from domain.ordering.records import OrderRecord, RefundDueRecord
from domain.ordering.words import OrderFrozen
from tests.builders import EGGS, MANAGER, PICKER, cut, cycle, order_ids, point, shop, take, wanted


@pytest.fixture
def books(database):
    shop(database)
    cycle(database)
    take(database, "0525", wanted("A1", {EGGS: 3}, paid_fen=2500, refunded_fen=500), wanted("A2"), wanted("A3"))
    return database


def row_of(database, number):
    with database.read() as connection:
        return connection.execute(select(OrderRecord.__table__).where(OrderRecord.external_no == number)).one()


def due(database):
    with database.read() as connection:
        return refunds_due(connection, "0525")


def cancel(database, number, reason="不要了"):
    row = row_of(database, number)
    return ordering.cancel_order(database, MANAGER, row.id, reason, version=row.version)


def test_a_cancelled_order_is_owed_what_was_paid_and_not_refunded_yet(books):
    assert cancel(books, "A1").answer == {"order": "A1", "refund_fen": 2000}
    row = row_of(books, "A1")
    assert (row.state, row.refunded_fen, row.refund_due_fen, row.version) == ("cancelled", 500, 2000, 2)
    assert due(books) == (("A1", "买家A1", 2000, "order_cancelled"),)


def test_a_cancel_says_why_and_leaves_a_trail(books):
    with pytest.raises(ReasonNeeded):
        cancel(books, "A1", " ")
    cancel(books, "A1", "买家来电")
    with books.read() as connection:
        note = connection.execute(select(TrailRecord).where(TrailRecord.what == "order_cancelled")).mappings().one()
    assert (note.subject, note.before) == ("order youzan/A1", '"confirmed"')
    assert "买家来电" in note.after


def test_a_cancel_is_undone_while_the_cycle_is_open_and_nothing_is_due_any_more(books):
    cancel(books, "A1")
    row = row_of(books, "A1")
    ordering.restore_order(books, MANAGER, row.id, version=row.version)
    again = row_of(books, "A1")
    assert (again.state, again.refund_due_fen, again.version) == ("confirmed", 0, 3)
    assert due(books) == ()
    assert cancel(books, "A1").answer["refund_fen"] == 2000


def test_what_was_not_cancelled_is_not_restored(books):
    """An order that waits for review is not confirmed by the back door."""
    take(books, "0525", wanted("A4", point=""))
    for number in ("A1", "A4"):
        row = row_of(books, number)
        with pytest.raises(Outdated):
            ordering.restore_order(books, MANAGER, row.id, version=row.version)
        assert row_of(books, number) == row


def test_an_order_without_a_point_waits_for_one_again_when_it_is_restored(books):
    take(books, "0525", wanted("A4", point=""))
    cancel(books, "A4")
    ordering.restore_order(books, MANAGER, row_of(books, "A4").id, version=2)
    assert row_of(books, "A4").state == "review"


def test_an_order_is_cancelled_once(books):
    cancel(books, "A1")
    with pytest.raises(Outdated):
        cancel(books, "A1")
    assert len(due(books)) == 1


def test_who_looked_at_an_older_version_is_told(books):
    row = row_of(books, "A1")
    take(books, "0525", wanted("A1", {EGGS: 9}, paid_fen=9000), wanted("A2"), wanted("A3"))
    for act in (lambda: ordering.cancel_order(books, MANAGER, row.id, "x", version=row.version),
                lambda: ordering.restore_order(books, MANAGER, row.id, version=row.version)):  # fmt: skip
        with pytest.raises(Outdated):
            act()
    assert due(books) == ()


def test_a_frozen_order_is_neither_cancelled_nor_restored(books):
    cancel(books, "A2")
    cut(books)
    for number in ("A1", "A2"):
        row = row_of(books, number)
        with pytest.raises(OrderFrozen) as refused:
            ordering.cancel_order(books, MANAGER, row.id, "zu spät", version=row.version)
        assert refused.value.facts() == {"order": number, "cycle": "0525"}
        with pytest.raises(OrderFrozen):
            ordering.restore_order(books, MANAGER, row.id, version=row.version)


def test_an_order_nobody_knows_is_not_found(books):
    for act in (
        lambda: ordering.cancel_order(books, MANAGER, 999, "x", version=1),
        lambda: ordering.restore_order(books, MANAGER, 999, version=1),
        lambda: ordering.reveal_phone(books, MANAGER, 999, "x"),
        lambda: ordering.tag_buyer(books, MANAGER, 999, "VIP"),
    ):
        with pytest.raises(NotFound):
            act()


def test_settling_points_passes_over_cancelled_orders_and_says_how_many_it_settled(books):
    take(books, "0525", wanted("A4", point=""), wanted("A5", point=""))
    cancel(books, "A5")
    ids = order_ids(books)
    there = point(books, "新点")
    assert ordering.set_point(books, MANAGER, [ids["A4"], ids["A5"]], there).answer == {"orders": 1}
    assert [row_of(books, number).state for number in ("A4", "A5")] == ["confirmed", "cancelled"]


# Phones --------------------------------------------------------------------------------------------


def test_a_phone_is_masked_until_it_is_revealed_with_a_reason_and_a_trail(books):
    one = order_ids(books)["A1"]
    with books.read() as connection:
        assert order_detail(connection, one).order.phone == "*******1234"
    done = ordering.reveal_phone(books, MANAGER, one, "货到找不到人")
    assert done.answer == {"order": "A1", "phone": "13900001234"}
    with books.read() as connection:
        note = connection.execute(select(TrailRecord).where(TrailRecord.what == "phone_revealed")).mappings().one()
        stored = connection.execute(
            select(CommandRecord.answer).where(CommandRecord.kind == "reveal_phone")
        ).scalar_one()
    assert (note.person, note.station, note.subject) == ("李娜", "打单台", "order youzan/A1")
    assert "货到找不到人" in note.after
    assert "13900001234" not in f"{note.after}{note.before}{stored}"


def test_a_reveal_needs_a_reason_and_the_right(books):
    one = order_ids(books)["A1"]
    with pytest.raises(ReasonNeeded):
        ordering.reveal_phone(books, MANAGER, one, "")
    with pytest.raises(NotAllowed):
        ordering.reveal_phone(books, PICKER, one, "新鲜事")
    with books.read() as connection:
        assert connection.execute(select(func.count()).where(TrailRecord.what == "phone_revealed")).scalar_one() == 0


# Tags ----------------------------------------------------------------------------------------------


def tags(database, number):
    with database.read() as connection:
        return order_detail(connection, order_ids(database)[number]).tags


def test_a_tag_stands_on_every_order_of_the_buyer_by_phone(books):
    take(books, "0525", wanted("B1", phone="139 0000 1234", buyer="另一个名字"), wanted("B2", phone="13700000000"),
         channel="weimob")  # fmt: skip
    ordering.tag_buyer(books, MANAGER, order_ids(books)["A1"], " 老客 ")
    ordering.tag_buyer(books, MANAGER, order_ids(books)["A1"], "VIP")
    ordering.tag_buyer(books, MANAGER, order_ids(books)["A2"], "VIP")
    assert tags(books, "B1") == tags(books, "A3") == ("VIP", "老客")
    assert tags(books, "B2") == ()
    ordering.untag_buyer(books, MANAGER, order_ids(books)["B1"], "VIP")
    assert tags(books, "A1") == ("老客",)


def test_without_a_phone_the_channel_and_name_are_the_buyer(books):
    take(
        books,
        "0525",
        wanted("B1", phone="", buyer="阿美"),
        wanted("B2", phone="186****05", buyer="阿美"),
        channel="jielong",
    )
    take(books, "0525", wanted("C1", phone="", buyer="阿美"), channel="weimob")
    ordering.tag_buyer(books, MANAGER, order_ids(books)["B1"], "邻居")
    assert (tags(books, "B2"), tags(books, "C1")) == (("邻居",), ())


def test_no_tag_is_empty(books):
    with pytest.raises(Exception, match="tag_given"):
        ordering.tag_buyer(books, MANAGER, order_ids(books)["A1"], "  ")


# Column profiles -----------------------------------------------------------------------------------


def test_a_column_profile_is_kept_replaced_and_forgotten(books):
    from domain.ordering.queries import column_profiles

    def profiles():
        with books.read() as connection:
            return column_profiles(connection)

    ordering.save_profile(books, MANAGER, "老王的表", '{"a": 1}')
    ordering.save_profile(books, MANAGER, "老王的表", '{"a": 2}')
    assert profiles() == {"老王的表": '{"a": 2}'}
    ordering.drop_profile(books, MANAGER, "老王的表")
    assert profiles() == {}


def test_money_due_back_is_one_sum_whoever_asks(books):
    cancel(books, "A1")
    cancel(books, "A2")
    with books.read() as connection:
        rows = connection.execute(select(func.sum(RefundDueRecord.amount_fen))).scalar_one()
        orders = connection.execute(text("SELECT sum(refund_due_fen) FROM orders")).scalar_one()
    assert rows == orders == 3000
