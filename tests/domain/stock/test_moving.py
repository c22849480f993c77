"""Goods moved, put away, set aside, written off, brought back, taken back; never more than lies there."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from domain.common.errors import NotAllowed, NotFound, ReasonNeeded
from domain.common.people import Actor, Role
from domain.common.sentences import in_language, sentence
from domain.stock import operations as stock
from domain.stock.queries import level_faults, movements
from domain.stock.words import (
    BinRetired,
    MovementKind,
    NoShelfYet,
    NotAShelf,
    NotEnoughThere,
    NotUndoneHere,
    OpeningRow,
    QuantityNotCounted,
    SameBin,
    TurnoverClass,
    UndoneAlready,
    WrongZone,
)
from tests.builders import EGGS, MANAGER, PICKER, cut_cycle, product, wanted
from tests.domain.stock.scene import NEXT_WEEK, a_bin, bring, levels, promised
from tests.kept_scenes import kept


@pytest.fixture
@kept
def hall(database):
    """(eggs, dock, shelf, lot): twenty boxes of eggs on the dock, ten of them promised."""
    shop = cut_cycle(database, wanted("A1", {EGGS: 10}))
    eggs = shop.products[EGGS]
    dock, shelf = a_bin(database, "DOCK", kind="dock", walk_order=0), a_bin(database)
    lot = bring(database, dock, eggs, 20)
    stock.allocate(database, MANAGER, "0525")
    return eggs, dock, shelf, lot


def test_put_away_takes_the_promised_pieces_along_first(database, hall):
    eggs, dock, shelf, lot = hall
    stock.set_slot(database, MANAGER, eggs, shelf, TurnoverClass.A)
    answer = stock.put_away(database, PICKER, lot_id=lot, from_bin_id=dock, quantity=12).answer
    assert levels(database) == {("DOCK", "L1"): 8, ("A-01", "L1"): 12}
    assert promised(database) == {("A-01", "L1"): 10}
    assert (answer["bin"], answer["promised"], answer["lost"]) == ("A-01", 10, {})


def test_away_from_the_shelf_the_free_pieces_go_first(database, hall):
    _eggs, dock, shelf, lot = hall
    stock.move(database, MANAGER, lot_id=lot, from_bin_id=dock, to_bin_id=shelf, quantity=20)
    answer = stock.move(database, MANAGER, lot_id=lot, from_bin_id=shelf, to_bin_id=dock, quantity=12).answer
    assert answer["promised"] == 2
    assert promised(database) == {("A-01", "L1"): 8, ("DOCK", "L1"): 2}


def test_putting_away_a_product_without_a_shelf_is_refused(database, hall):
    _eggs, dock, _shelf, lot = hall
    with pytest.raises(NoShelfYet):
        stock.put_away(database, MANAGER, lot_id=lot, from_bin_id=dock, quantity=1)


def test_more_than_lies_there_is_refused_with_what_lies_there_and_what_was_asked(database, hall):
    _eggs, dock, shelf, lot = hall
    with pytest.raises(NotEnoughThere) as refused:
        stock.move(database, MANAGER, lot_id=lot, from_bin_id=dock, to_bin_id=shelf, quantity=21)
    assert (refused.value.there, refused.value.asked) == (20, 21)
    with in_language("en"):
        assert "In DOCK lie 20 of 土鸡蛋, lot L1, and 21 were asked for" in sentence(refused.value)
    assert levels(database) == {("DOCK", "L1"): 20}


@pytest.mark.parametrize("quantity", [0, -3, 1_000_001])
def test_no_pieces_negative_pieces_and_a_million_are_no_quantity(database, hall, quantity):
    _eggs, dock, shelf, lot = hall
    with pytest.raises(QuantityNotCounted):
        stock.move(database, MANAGER, lot_id=lot, from_bin_id=dock, to_bin_id=shelf, quantity=quantity)
    with pytest.raises(QuantityNotCounted):
        stock.write_off(database, MANAGER, lot_id=lot, bin_id=dock, quantity=quantity, reason="坏")


def test_goods_do_not_move_to_where_they_lie_nor_into_a_retired_bin_nor_into_another_zone(database, hall):
    _eggs, dock, _shelf, lot = hall
    cold = a_bin(database, "C-01", zone="chilled")
    closed = a_bin(database, "Z-01", active=False)
    for goal, refusal in ((dock, SameBin), (cold, WrongZone), (closed, BinRetired), (4711, NotFound)):
        with pytest.raises(refusal):
            stock.move(database, MANAGER, lot_id=lot, from_bin_id=dock, to_bin_id=goal, quantity=1)
    assert levels(database) == {("DOCK", "L1"): 20}


def test_a_lot_that_is_not_in_the_bin_cannot_be_taken_from_it(database, hall):
    _eggs, dock, shelf, lot = hall
    with pytest.raises(NotEnoughThere) as refused:
        stock.move(database, MANAGER, lot_id=lot, from_bin_id=shelf, to_bin_id=dock, quantity=1)
    assert refused.value.there == 0
    with pytest.raises(NotFound):
        stock.move(database, MANAGER, lot_id=4711, from_bin_id=dock, to_bin_id=shelf, quantity=1)


def test_a_shelf_that_holds_more_than_it_carries_is_told_and_not_refused(database, hall):
    _eggs, dock, _shelf, lot = hall
    weak = a_bin(database, "W-01", max_weight_g=6000, max_volume_ml=7000)
    answer = stock.move(database, MANAGER, lot_id=lot, from_bin_id=dock, to_bin_id=weak, quantity=5).answer
    assert (answer["over_weight_g"], answer["over_volume_ml"]) == (5 * 1500 - 6000, 5 * 2000 - 7000)


def test_goods_set_aside_lose_their_promise_and_the_cycle_is_named(database, hall):
    _eggs, dock, _shelf, lot = hall
    answer = stock.quarantine(database, PICKER, lot_id=lot, bin_id=dock, quantity=15, reason="箱子湿了").answer
    assert answer["bin"] == "QUARANTINE-AMBIENT"
    assert answer["lost"] == {"0525": 5}
    assert levels(database) == {("DOCK", "L1"): 5, ("QUARANTINE-AMBIENT", "L1"): 15}
    assert stock.allocate(database, MANAGER, "0525").answer["missing"] == 5


def test_goods_moved_to_another_warehouse_lose_their_promise(database, hall):
    _eggs, dock, _shelf, lot = hall
    with database.writer.begin() as connection:
        connection.execute(text("INSERT INTO warehouse (id, code, name) VALUES (7, 'W7', '二号仓')"))
    far = a_bin(database, "F-01", warehouse_id=7)
    answer = stock.move(database, MANAGER, lot_id=lot, from_bin_id=dock, to_bin_id=far, quantity=20).answer
    assert (answer["promised"], answer["lost"]) == (0, {"0525": 10})


def test_what_is_written_off_leaves_the_books_with_its_reason(database, hall):
    eggs, dock, _shelf, lot = hall
    answer = stock.write_off(database, MANAGER, lot_id=lot, bin_id=dock, quantity=13, reason="碎了").answer
    assert (answer["left"], answer["lost"]) == (7, {"0525": 3})
    with database.read() as connection:
        last = movements(connection, eggs)[0]
    assert (last.kind, last.quantity, last.from_bin, last.to_bin, last.reason) == ("write_off", 13, "DOCK", "", "碎了")


def test_writing_off_setting_aside_and_undoing_need_a_reason(database, hall):
    _eggs, dock, _shelf, lot = hall
    with pytest.raises(ReasonNeeded):
        stock.write_off(database, MANAGER, lot_id=lot, bin_id=dock, quantity=1, reason=" ")
    with pytest.raises(ReasonNeeded):
        stock.quarantine(database, MANAGER, lot_id=lot, bin_id=dock, quantity=1, reason="")
    with pytest.raises(ReasonNeeded):
        stock.undo_movement(database, MANAGER, 1, "")
    with pytest.raises(ReasonNeeded):
        stock.return_from_point(database, MANAGER, product_id=1, quantity=1, point="x", reason="")


def test_a_picker_may_put_away_but_not_write_off(database, hall):
    _eggs, dock, _shelf, lot = hall
    with pytest.raises(NotAllowed):
        stock.write_off(database, PICKER, lot_id=lot, bin_id=dock, quantity=1, reason="坏")


def test_goods_that_come_back_from_a_point_wait_in_quarantine(database, hall):
    eggs, _dock, _shelf, _lot = hall
    answer = stock.return_from_point(
        database, PICKER, product_id=eggs, quantity=3, point="阳光花园", reason="没人来取"
    ).answer
    assert answer["bin"] == "QUARANTINE-AMBIENT"
    back = {where: pieces for where, pieces in levels(database).items() if where[0] == answer["bin"]}
    assert list(back.values()) == [3]
    known = stock.return_from_point(
        database, PICKER, product_id=eggs, quantity=2, point="阳光花园", reason="破", lot_id=_lot
    ).answer
    assert known["lot"] == _lot


def test_opening_stock_is_taken_whole_or_not_at_all(database):
    eggs, melon = product(database), product(database, "冰西瓜", zone="chilled")
    shelf = a_bin(database)
    good = OpeningRow(eggs, shelf, 12, "L9", NEXT_WEEK)
    with pytest.raises(WrongZone):
        stock.open_stock(database, MANAGER, [good, OpeningRow(melon, shelf, 1)])
    assert levels(database) == {}
    assert stock.open_stock(database, MANAGER, [good, OpeningRow(eggs, shelf, 3, "L9")]).answer == {
        "lines": 2,
        "pieces": 15,
    }
    assert levels(database) == {("A-01", "L9"): 15}


class TestUndo:
    def test_a_move_goes_back_with_its_promise(self, database, hall):
        _eggs, dock, shelf, lot = hall
        moved = stock.move(database, MANAGER, lot_id=lot, from_bin_id=dock, to_bin_id=shelf, quantity=15).answer
        undone = stock.undo_movement(database, MANAGER, moved["movement"], "放错了").answer
        assert undone["lost"] == {}
        assert levels(database) == {("DOCK", "L1"): 20}
        assert promised(database) == {("DOCK", "L1"): 10}

    @pytest.mark.parametrize("act", ["write_off", "open", "count_up", "count_down", "back"])
    def test_what_came_goes_and_what_went_comes_back(self, database, hall, act):
        eggs, dock, shelf, lot = hall
        before = levels(database)
        movement = {
            "write_off": lambda: stock.write_off(
                database, MANAGER, lot_id=lot, bin_id=dock, quantity=4, reason="坏"
            ).answer["movement"],
            "open": lambda: last(stock.open_stock(database, MANAGER, [OpeningRow(eggs, shelf, 4)])),
            "count_up": lambda: last(stock.count(database, MANAGER, [counted(dock, lot, 20, 24)], "多")),
            "count_down": lambda: last(stock.count(database, MANAGER, [counted(dock, lot, 20, 16)], "少")),
            "back": lambda: stock.return_from_point(
                database, MANAGER, product_id=eggs, quantity=4, point="x", reason="退"
            ).answer["movement"],
        }

        def last(_done) -> int:
            with database.read() as connection:
                return movements(connection, eggs)[0].id

        number = movement[act]()
        assert levels(database) != before
        stock.undo_movement(database, MANAGER, number, "看错了")
        assert levels(database) == before
        with database.read() as connection:
            rows = {row.id: row for row in movements(connection, eggs)}
            assert not level_faults(connection)
        undone = rows[rows[number].undone_by]
        assert (undone.undoes_id, undone.reason, undone.quantity) == (number, "看错了", 4)

    def test_twice_is_refused(self, database, hall):
        _eggs, dock, shelf, lot = hall
        moved = stock.move(database, MANAGER, lot_id=lot, from_bin_id=dock, to_bin_id=shelf, quantity=5).answer
        undone = stock.undo_movement(database, MANAGER, moved["movement"], "放错了").answer
        with pytest.raises(UndoneAlready):
            stock.undo_movement(database, MANAGER, moved["movement"], "放错了")
        with pytest.raises(NotUndoneHere):
            stock.undo_movement(database, MANAGER, undone["movement"], "又放错了")

    def test_a_receipt_is_taken_back_by_purchasing(self, database, hall):
        eggs = hall[0]
        with database.read() as connection:
            receipt = movements(connection, eggs)[-1]
        assert receipt.kind == MovementKind.RECEIVE
        with pytest.raises(NotUndoneHere):
            stock.undo_movement(database, MANAGER, receipt.id, "错")

    def test_goods_that_are_gone_cannot_be_moved_back(self, database, hall):
        _eggs, dock, shelf, lot = hall
        moved = stock.move(database, MANAGER, lot_id=lot, from_bin_id=dock, to_bin_id=shelf, quantity=5).answer
        stock.write_off(database, MANAGER, lot_id=lot, bin_id=shelf, quantity=1, reason="坏")
        with pytest.raises(NotEnoughThere):
            stock.undo_movement(database, MANAGER, moved["movement"], "放错了")

    def test_an_unknown_movement_is_named(self, database):
        with pytest.raises(NotFound):
            stock.undo_movement(database, MANAGER, 4711, "错")


def test_a_command_sent_twice_moves_once(database, hall):
    _eggs, dock, shelf, lot = hall
    for _ in range(2):
        stock.move(
            database, MANAGER, lot_id=lot, from_bin_id=dock, to_bin_id=shelf, quantity=5, command_id="station-1-0001"
        )
    assert levels(database) == {("DOCK", "L1"): 15, ("A-01", "L1"): 5}


def test_a_shelf_is_set_only_where_the_product_may_be_picked(database, hall):
    eggs, dock, shelf, _lot = hall
    with pytest.raises(NotAShelf):
        stock.set_slot(database, MANAGER, eggs, dock)
    with pytest.raises(WrongZone):
        stock.set_slot(database, MANAGER, eggs, a_bin(database, "C-01", zone="frozen"))
    with pytest.raises(BinRetired):
        stock.set_slot(database, MANAGER, eggs, a_bin(database, "Z-01", active=False))
    assert stock.set_slot(database, MANAGER, eggs, shelf).answer == {"bin": "A-01", "before": None}
    other = a_bin(database, "A-02")
    assert stock.set_slot(database, MANAGER, eggs, other).answer == {"bin": "A-02", "before": "A-01"}
    assert stock.clear_slot(database, MANAGER, 1, eggs).answer == {"before": "A-02"}
    with pytest.raises(NotFound):
        stock.clear_slot(database, MANAGER, 1, eggs)


def test_every_verb_leaves_its_trail(database, hall):
    _eggs, dock, shelf, lot = hall
    clerk = Actor("小周", "二号台", Role.CLERK)
    stock.move(database, clerk, lot_id=lot, from_bin_id=dock, to_bin_id=shelf, quantity=5)
    stock.write_off(database, clerk, lot_id=lot, bin_id=dock, quantity=1, reason="坏")
    with database.read() as connection:
        rows = connection.execute(
            text("SELECT what, person, station FROM trail WHERE stage = 'stock' AND person = '小周'")
        )
        assert {tuple(row) for row in rows} == {
            ("goods_moved", "小周", "二号台"),
            ("goods_written_off", "小周", "二号台"),
        }


def counted(bin_id: int, lot_id: int, seen: int, found: int):
    from domain.stock.words import Counted

    return Counted(bin_id, lot_id, seen, found)
