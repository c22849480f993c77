from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from desktop.views.orders.table.model import OrdersModel
from domain.common.database import open_database
from domain.common.records import TrailRecord
from domain.ordering.queries import PAGE
from tests import builders
from tests.builders import GARDEN, RIVER

ORDERS = 1200
ON_BOTH = pytest.mark.parametrize("desk", ["sqlite", "postgresql"], indirect=True)
SELECT = QItemSelectionModel.SelectionFlag.Select
ROWS = QItemSelectionModel.SelectionFlag.Rows


@pytest.fixture
def desk(request, open_window, made_place):
    desk = open_window(made_place(getattr(request, "param", "sqlite"), many_orders)[0])
    desk.frame.appearance.go("orders")
    desk.settle()
    return desk


def many_orders(place):
    with open_database(place) as database:
        builders.shop(database)
        builders.cycle(database)
        builders.take(database, "0525", *builders.many(ORDERS))


@pytest.fixture
def table(desk):
    return desk.parts.orders.table


@pytest.fixture
def view(desk):
    return desk.frame.orders.page("table")


def numbers(table):
    return [row.number for row in table.model.rows]


def press_heading(desk, view, table, key):
    at = next(at for at, column in enumerate(table.model.columns) if column.key == key)
    view.table.horizontalHeader().sectionClicked.emit(at)
    desk.settle()


@ON_BOTH
def test_orders_come_in_pages_as_one_scrolls(desk, view, table):
    tester = QAbstractItemModelTester(table.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert len(table.model.rows) == PAGE
    bar = view.table.verticalScrollBar()
    for _turn in range(4):
        bar.setValue(bar.maximum())
        desk.settle()
    assert len(table.model.rows) == ORDERS
    assert len(set(numbers(table))) == ORDERS
    assert numbers(table) == sorted(numbers(table))
    assert view.loaded.text() == ""
    assert tester


@ON_BOTH
def test_the_foot_sums_all_orders_not_only_those_shown(desk, view, table):
    assert "1,200 orders" in view.totals.text()
    assert view.loaded.text() == "500 of 1,200 shown"
    pieces = sum(n % 5 + 1 + n % 3 + 1 for n in range(1, ORDERS + 1))
    assert f"{pieces:,} pieces" in view.totals.text()


def test_a_heading_sorts_up_then_down_then_as_entered(desk, view, table):
    press_heading(desk, view, table, "number")
    assert numbers(table)[0] == "Y000001"
    press_heading(desk, view, table, "number")
    assert numbers(table)[0] == f"Y{ORDERS:06d}"
    press_heading(desk, view, table, "number")
    assert numbers(table)[0] == "Y000001"


@ON_BOTH
def test_a_sort_goes_on_over_all_pages(desk, view, table):
    press_heading(desk, view, table, "pieces")
    press_heading(desk, view, table, "pieces")
    while not table.model.is_complete:
        table.model.fetchMore(table.model.index(-1, -1))
        desk.settle()
    pieces = [row.pieces for row in table.model.rows]
    assert pieces == sorted(pieces, reverse=True)
    assert len(pieces) == ORDERS


@ON_BOTH
def test_the_search_finds_by_phone_tail_number_name_and_point(desk, view, table):
    for words, count in (("0077", 1), ("Y0000", 99), ("买家Y000120", 1), (GARDEN, ORDERS // 2)):
        view.search.setText(words)
        desk.settle()
        assert int(view.totals.text().split()[0].replace(",", "")) == count, words


def test_a_filter_by_state_counts_only_those(desk, view, table):
    table.select(0)
    desk.settle()
    table.acts.cancel("Paid twice")
    desk.settle()
    assert "1 cancelled" in view.totals.text()
    assert view.totals.text().startswith("1,199 orders")
    view.filter.setCurrentIndex(view.filter.findData("cancelled"))
    view.filter.activated.emit(view.filter.currentIndex())
    desk.settle()
    assert numbers(table) == ["Y000001"]


def test_nothing_found_says_so_and_the_way_back(desk, view):
    view.search.setText("nobody")
    desk.settle()
    assert view.nothing_found.isVisible()
    view.search.clear()
    desk.settle()
    assert view.table.isVisible()


def test_the_selection_stays_on_its_orders_over_a_refresh(desk, view, table):
    for at in (3, 7):
        view.table.selectionModel().select(table.model.index(at, 0), SELECT | ROWS)
    builders.take(desk.database, "0525", builders.wanted("A0", row=9), channel="shopify")
    desk.parts.shell.refresh()
    desk.settle()
    chosen = [table.model.rows[at].number for at in view.table.selected_rows()]
    assert chosen == ["Y000004", "Y000008"]


def test_a_copy_of_everything_has_also_what_is_not_shown(desk, view, table):
    view.table.selectAll()
    view.table.setFocus()
    QTest.keyClick(view.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    lines = QApplication.clipboard().text().split("\n")
    assert len(lines) == ORDERS + 1
    assert lines[0].startswith("Order\tBuyer\tMobile")


def test_no_whole_phone_is_shown_or_copied(desk, view, table):
    view.table.choose([5], 5)
    desk.settle()
    view.table.copy_wanted.emit()
    desk.settle()
    assert "*******0006" in QApplication.clipboard().text()
    assert "13900000006" not in QApplication.clipboard().text()
    assert view.inspector.phone.text() == "*******0006"


def test_the_inspector_shows_goods_and_where_they_came_from(desk, view, table):
    table.select(1)
    desk.settle()
    assert view.inspector.number.text() == "Y000002"
    origin = view.inspector.origin.text()
    assert "orders.xlsx" in origin
    assert "row" in origin


def test_a_phone_is_shown_for_a_reason_and_leaves_a_trail(desk, view, table):
    table.select(1)
    desk.settle()
    view.inspector.reveal.click()
    window = desk.frame.window
    window.reason.words.setText("call about the pickup")
    window.reason.done.click()
    desk.settle()
    assert view.inspector.phone.text() == "13900000002"
    with desk.database.read() as connection:
        trail = connection.execute(select(TrailRecord.__table__).where(TrailRecord.what == "phone_revealed")).all()
    assert len(trail) == 1
    assert trail[0].person == "陈峰"


@ON_BOTH
def test_a_cancelled_order_comes_back_by_undo(desk, view, table):
    table.select(2)
    desk.settle()
    view.inspector.buttons["cancel"].click()
    desk.frame.window.reason.done.click()
    desk.settle()
    assert view.inspector.badge.text() == "cancelled"
    toast = desk.frame.window.toast
    assert toast.action.text() == "Undo"
    toast.action.click()
    desk.settle()
    assert view.inspector.badge.text() == "confirmed"


def test_somebody_elses_change_is_told_and_not_overwritten(desk, view, table):
    table.select(2)
    desk.settle()
    from domain.ordering.operations import cancel_order, restore_order

    order = table.detail.order.id
    cancel_order(desk.database, builders.MANAGER, order, "elsewhere", version=table.detail.version)
    restore_order(desk.database, builders.MANAGER, order, version=table.detail.version + 1)
    table.acts.cancel("Paid twice")
    desk.settle()
    assert "changed by somebody else" in desk.frame.window.toast.sentence.text()


def test_a_tag_hangs_on_every_order_of_the_buyer(desk, view, table):
    table.select(0)
    desk.settle()
    view.inspector.new_tag.setText("老客")
    QTest.keyClick(view.inspector.new_tag, Qt.Key.Key_Return)
    desk.settle()
    assert table.detail.tags == ("老客",)
    view.inspector.tag_removed.emit("老客")
    desk.settle()
    assert table.detail.tags == ()


def test_columns_are_remembered(desk, view, table):
    note = next(at for at, column in enumerate(table.model.columns) if column.key == "slot")
    view.table.setColumnHidden(note, False)
    view.table.layout_changed.emit()
    assert desk.frame.settings.columns["orders.slot"][2] == 0


def test_f4_hides_and_shows_the_inspector(desk, view):
    QTest.keyClick(desk.frame.window.windowHandle(), Qt.Key.Key_F4)
    assert view.inspector.isHidden()
    QTest.keyClick(desk.frame.window.windowHandle(), Qt.Key.Key_F4)
    assert view.inspector.isVisible()


@ON_BOTH
def test_a_frozen_order_is_changed_by_an_amendment(desk, view, table):
    builders.cut(desk.database)
    desk.parts.shell.refresh()
    desk.settle()
    table.select(0)
    desk.settle()
    assert view.inspector.buttons["cancel"].isHidden()
    view.inspector.buttons["amend"].click()
    desk.settle()
    sheet = table.settling.sheets.amend
    sheet.pieces.setValue(9)
    sheet.done.click()
    assert sheet.isVisible(), "an amendment without a reason is not made"
    sheet.reason.setText("the leader asked")
    sheet.done.click()
    desk.settle()
    assert "Amendment 1" in desk.frame.window.toast.sentence.text()


def test_orders_without_a_point_are_settled_together(desk, view, table):
    builders.take(
        desk.database, "0525", *(builders.wanted(f"N{n}", point="", row=n) for n in range(3)), channel="weimob"
    )
    desk.parts.orders.go("points")
    desk.settle()
    assert len(table.model.rows) == 3
    view.table.selectAll()
    table.read_detail(table.model.rows[0].id)
    desk.settle()
    view.inspector.buttons["point"].click()
    desk.settle()
    sheet = table.settling.sheets.point
    sheet.point.setCurrentText(RIVER)
    sheet.done.click()
    desk.settle()
    assert table.model.rows == []
    assert "3 orders settled" in desk.frame.window.toast.sentence.text()


def test_an_empty_model_asks_for_nothing(qapp):
    model = OrdersModel()
    assert not model.canFetchMore(model.index(-1, -1))
