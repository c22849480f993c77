from __future__ import annotations

import pytest

from desktop.widgets.masking import mask_phones
from desktop.widgets.tokens import Tone
from domain.common.database import open_database
from domain.ordering import queries
from tests import builders
from tests.builders import EGGS, GARDEN

NOTE = """#接龙
周三水果团 今晚8点截单 周四下午到
A 阳光玫瑰 2斤 ¥29.9  B 土鸡蛋 30枚 ¥36
例 姓名 楼号-房号 A2 B1

1. 小李妈妈 12-1201 A2 B1
2. 王🌻 3号楼502 A两份
3. 陈 先生 B+A 13800000000
4. 阿美
5. 小李妈妈 再加B1
"""


@pytest.fixture
def desk(open_window, new_place):
    place = new_place("sqlite")
    with open_database(place) as database:
        builders.shop(database)
        builders.cycle(database)
    return open_window(place)


@pytest.fixture
def page(desk):
    desk.parts.ways.go("paste")
    desk.settle()
    return desk.frame.orders.page("paste")


def type_in(desk, page, text: str) -> None:
    page.text.setPlainText(text)
    desk.settle()


def orders(desk) -> dict[str, int]:
    with desk.database.read() as connection:
        rows = queries.order_page(connection, queries.OrderFilter("0525"))
    return {row.number: row.pieces for row in rows}


def test_a_pasted_text_is_understood_line_by_line(desk, page):
    type_in(desk, page, NOTE)
    entries = {row.row: row for row in desk.parts.orders.paste.entries.rows}
    assert [entries[row].tone for row in (6, 7, 8)] == [Tone.RIGHT] * 3
    assert "阳光玫瑰 2斤 × 2" in entries[6].goods
    assert entries[9].tone is Tone.WRONG
    assert "阿美" in entries[9].who
    assert entries[10].tone is Tone.CAREFUL
    assert page.take_button.text() == "Take 3 orders"


def test_only_what_is_sure_is_taken_and_the_rest_is_held(desk, page):
    type_in(desk, page, NOTE)
    page.take_button.click()
    desk.settle()
    assert orders(desk) == {"1": 4, "2": 2, "3": 2}
    with desk.database.read() as connection:
        assert [row.text for row in queries.held_rows(connection, "0525")] == ["阿美"]


def test_the_grown_list_again_takes_only_the_difference(desk, page):
    type_in(desk, page, NOTE)
    page.take_button.click()
    desk.settle()
    desk.parts.ways.go("paste")
    type_in(desk, page, NOTE + "6. 新来的 B2\n")
    assert desk.parts.orders.paste.answer.new == 1
    assert desk.parts.orders.paste.answer.unchanged == 3


def test_choosing_an_entry_marks_its_line(desk, page):
    type_in(desk, page, NOTE)
    page.table.choose([2], 2)
    assert page.text.textCursor().selectedText() == "3. 陈 先生 B+A 13800000000"


def test_the_point_of_the_group_is_chosen(desk, page):
    page.point.setCurrentIndex(page.point.findData(GARDEN))
    page.point.activated.emit(page.point.currentIndex())
    type_in(desk, page, NOTE)
    page.take_button.click()
    desk.settle()
    with desk.database.read() as connection:
        assert [row.name for row in queries.sums_by_point(connection, "0525")] == [GARDEN]


def test_a_text_without_entries_says_what_to_paste(desk, page):
    type_in(desk, page, "hello")
    assert not page.take_button.isEnabled() or desk.parts.orders.paste.answer.held == ()
    assert desk.parts.orders.paste.entries.rows[0].tone is Tone.WRONG


def test_an_empty_text_shows_nothing(desk, page):
    type_in(desk, page, NOTE)
    type_in(desk, page, "")
    assert desk.parts.orders.paste.entries.rows == []
    assert not page.take_button.isEnabled()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("陈 先生 13800001234 B+A", "陈 先生 *******1234 B+A"),
        ("+86 138-0000-1234", "*******1234"),
        ("E20261122063719000000020", "E20261122063719000000020"),
        ("两个电话 13800001234 13900005678", "两个电话 *******1234 *******5678"),
    ],
)
def test_phones_in_free_text_are_masked_and_numbers_are_not(text, shown):
    assert mask_phones(text) == shown


# Held rows -----------------------------------------------------------------------------------------


@pytest.fixture
def held(desk):
    """Two rows of a product nobody knows, and the page that shows them."""
    builders.take(
        desk.database,
        "0525",
        builders.wanted("A1", {"云南蓝莓": 2}, row=4),
        builders.wanted("A2", {"云南蓝莓": 1, EGGS: 1}, row=7),
    )
    desk.parts.ways.go("held")
    desk.settle()
    return desk.frame.orders.page("held")


def test_held_rows_say_why(desk, held):
    rows = desk.parts.orders.held.model
    assert rows.rowCount() == 2
    assert "云南蓝莓" in rows.index(0, 0).data()
    assert "not in the catalogue" in rows.index(0, 2).data()
    assert desk.frame.orders.tabs.tabs["held"].accessibleName().endswith("2")


def test_held_rows_are_taken_with_drafts(desk, held):
    held.table.selectAll()
    held.drafts.click()
    desk.settle()
    assert orders(desk) == {"A1": 2, "A2": 2}
    assert held.empty.isVisible()


def test_trying_again_without_a_change_tells_that_nothing_is_clear(desk, held):
    held.table.selectAll()
    held.again.click()
    desk.settle()
    assert "2 are still not clear" in desk.frame.window.toast.sentence.text()
    assert orders(desk) == {"A2": 1}


def test_held_rows_are_dropped_for_a_reason(desk, held):
    held.table.choose([0], 0)
    held.drop.click()
    desk.frame.window.reason.done.click()
    desk.settle()
    assert desk.parts.orders.held.model.rowCount() == 1


def test_a_held_row_is_entered_by_hand_and_settled_with_it(desk, held):
    held.table.choose([0], 0)
    held.enter.click()
    desk.settle()
    sheet = desk.parts.orders.held.entry
    assert "云南蓝莓" in sheet.original.text()
    sheet.done.click()
    assert "whose order" in sheet.complaint.text()
    sheet.buyer.setText("阿美")
    sheet.done.click()
    assert "one product" in sheet.complaint.text()
    product, pieces = sheet.goods[0]
    product.setCurrentText(EGGS)
    pieces.setValue(3)
    sheet.point.setCurrentText(GARDEN)
    sheet.paid.setText("19,9")
    sheet.done.click()
    assert "59.90" in sheet.complaint.text()
    sheet.paid.setText("19.9")
    sheet.done.click()
    desk.settle()
    assert sheet.isHidden()
    assert sorted(orders(desk).values()) == [1, 3]
    assert desk.parts.orders.held.model.rowCount() == 1
