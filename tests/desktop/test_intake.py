from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from domain.common.database import open_database
from domain.ordering import queries
from tests import builders
from tests.builders import EGGS, GARDEN, GRAPES

REAL = Path(__file__).parents[1] / "data" / "ktt" / "顾客购买表.xlsx"
WESTERN = ("Name", "Billing Name", "Lineitem name", "Lineitem quantity")
HEAD = ("跟团号", "下单人", "商品", "规格", "数量", "商品金额", "订单金额", "服务小区", "联系电话")


def write(path: Path, *rows: tuple[str, ...], head: tuple[str, ...] = HEAD, encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def row(
    number: str, product: str = EGGS, pieces: str = "2", *, point: str = GARDEN, buyer: str = "阿美"
) -> tuple[str, ...]:
    return (number, buyer, product, "", pieces, "20.00", "20.00", point, "13900001234")


@pytest.fixture
def desk(request, open_window, new_place):
    place = new_place(getattr(request, "param", "sqlite"))
    with open_database(place) as database:
        builders.shop(database)
        builders.cycle(database)
    return open_window(place)


@pytest.fixture
def view(desk):
    return desk.frame.orders.page("intake")


def bring(desk, *paths: Path) -> None:
    desk.parts.ways.import_files(list(paths))
    desk.settle()


def answer(desk):
    return desk.parts.orders.intake.intake.answer


def orders(desk) -> int:
    with desk.database.read() as connection:
        return queries.cycle(connection, "0525").orders


@pytest.mark.parametrize("desk", ["sqlite", "postgresql"], indirect=True)
def test_a_real_workbook_is_shown_first_and_taken_then(desk, view):
    bring(desk, REAL)
    found = answer(desk)
    assert (found.orders, found.lines, found.pieces, found.amount_fen) == (78, 119, 119, 904740)
    assert orders(desk) == 0, "a look takes nothing"
    assert "Kuaituantuan workbook" in view.source.text()
    assert view.take_button.text() == "Take 78 orders"
    assert view.tabs.tabs["warnings"].isVisible()
    assert view.tabs.tabs["checks"].isVisible()
    view.take_button.click()
    desk.settle()
    assert orders(desk) == 78
    assert desk.frame.orders.current == "table"
    assert "78 orders taken" in desk.frame.window.toast.sentence.text()


def test_the_same_file_again_has_nothing_new(desk, view):
    bring(desk, REAL)
    view.take_button.click()
    desk.settle()
    bring(desk, REAL)
    assert (answer(desk).new, answer(desk).unchanged) == (0, 78)
    assert view.take_button.text() == "Nothing new to take"
    assert not view.take_button.isEnabled()


def test_problems_stand_with_row_column_value_and_what_to_do(desk, view, tmp_path):
    bring(desk, write(tmp_path / "快团团.csv", row("1"), row("2", pieces="1e3"), row("3", pieces="-2")))
    problems = desk.parts.orders.intake.notices["problems"]
    shown = [[problems.index(at, column).data() for column in range(5)] for at in range(problems.rowCount())]
    assert [line[0] for line in shown] == ["3", "4"]
    assert [line[2:4] for line in shown] == [["数量", "1e3"], ["数量", "-2"]]
    assert all("import again" in line[4] for line in shown)
    assert view.tabs.tabs["problems"].isChecked(), "what is wrong comes to sight first"


def test_unknown_names_become_drafts_or_are_held_as_one_chooses(desk, view, tmp_path):
    bring(desk, write(tmp_path / "快团团.csv", row("1"), row("2", "云南蓝莓"), row("3", point="新开的点")))
    assert "1 new product" in view.unknown.sentence.text()
    assert "1 new pickup point" in view.unknown.sentence.text()
    assert (answer(desk).new, len(answer(desk).held)) == (3, 0)
    view.drafts.click()
    desk.settle()
    assert (answer(desk).new, len(answer(desk).held)) == (1, 2)


def test_a_name_is_tied_once_and_remembered(desk, view, tmp_path):
    file = write(tmp_path / "快团团.csv", row("1", "农家土鸡蛋"))
    bring(desk, file)
    box = view.matching.findChildren(type(view.encoding))[0]
    box.setCurrentIndex(box.findText(EGGS))
    box.activated.emit(box.currentIndex())
    desk.settle()
    assert view.unknown.isHidden()
    view.take_button.click()
    desk.settle()
    with desk.database.read() as connection:
        assert [each.name for each in queries.sums_by_product(connection, "0525")] == [EGGS]


def test_an_unknown_point_is_tied_too(desk, view, tmp_path):
    bring(desk, write(tmp_path / "快团团.csv", row("1", point="花园东门")))
    box = view.matching.findChildren(type(view.encoding))[0]
    box.setCurrentIndex(box.findText(GARDEN))
    box.activated.emit(box.currentIndex())
    desk.settle()
    assert view.unknown.isHidden()


def test_orders_without_a_point_go_where_one_says(desk, view, tmp_path):
    bring(desk, write(tmp_path / "快团团.csv", row("1", point="")))
    assert view.point.isVisible()
    view.point.setCurrentIndex(view.point.findData(GARDEN))
    view.point.activated.emit(view.point.currentIndex())
    desk.settle()
    view.take_button.click()
    desk.settle()
    with desk.database.read() as connection:
        assert [each.name for each in queries.sums_by_point(connection, "0525")] == [GARDEN]


def test_a_wrong_guess_of_the_encoding_is_overruled(desk, view, tmp_path):
    """Latin names in a Western encoding decode as GB18030 too, and read as nonsense."""
    file = write(tmp_path / "orders.csv", ("#1", "José Peña", "Eggs", "2"), head=WESTERN, encoding="cp1252")
    bring(desk, file)
    assert "José Peña" not in buyers(desk)
    view.encoding.setCurrentIndex(view.encoding.findData("cp1252"))
    view.encoding.activated.emit(view.encoding.currentIndex())
    desk.settle()
    assert "José Peña" in buyers(desk)


def buyers(desk) -> list[str]:
    return [order.buyer for file in desk.parts.orders.intake.intake.files for order in file.orders]


def test_a_file_that_is_no_table_is_refused_with_what_to_do(desk, view, tmp_path):
    file = tmp_path / "scan.pdf"
    file.write_bytes(b"%PDF-1.7 no table")
    bring(desk, file)
    assert "scan.pdf" in view.refusal.sentence.text()
    assert "save it as .xlsx" in view.refusal.sentence.text().lower()
    assert not view.take_button.isEnabled()


def test_one_bad_file_does_not_keep_the_others_out(desk, view, tmp_path):
    bad = tmp_path / "scan.pdf"
    bad.write_bytes(b"%PDF-1.7")
    bring(desk, bad, write(tmp_path / "快团团.csv", row("1")))
    assert answer(desk).new == 1
    assert view.refusal.isVisible()


def test_columns_nobody_knows_are_tied_once_and_kept_under_a_name(desk, view, tmp_path):
    file = write(
        tmp_path / "小林.csv", ("A1", "阿美", "要的", EGGS, "2"), head=("号码", "谁", "备注栏", "东西", "多少")
    )
    bring(desk, file)
    page = desk.frame.orders.page("mapping")
    assert page.isVisible()
    assert not page.keep_button.isEnabled()
    for field, heading in (("order number", "号码"), ("buyer", "谁"), ("product", "东西"), ("quantity", "多少")):
        box = page.boxes[field]
        box.setCurrentIndex(box.findData(heading))
        box.activated.emit(box.currentIndex())
    page.name.setText("小林的表")
    page.keep_button.click()
    desk.settle()
    assert view.isVisible()
    assert answer(desk).new == 1
    view.leave_button.click()
    other = write(tmp_path / "又一份.csv", ("B7", "小李", "", EGGS, "1"), head=("号码", "谁", "备注栏", "东西", "多少"))
    bring(desk, other)
    assert view.isVisible(), "the same columns are known from now on"
    assert answer(desk).new == 1


def test_no_whole_phone_is_shown_before_an_import(desk, view, tmp_path):
    bring(desk, write(tmp_path / "快团团.csv", row("1")))
    rows = desk.parts.orders.intake.rows
    shown = [rows.index(0, at).data() for at in range(rows.columnCount())]
    assert "*******1234" in shown
    assert not any("13900001234" in text for text in shown)


def test_files_dropped_on_the_window_are_imported(desk, view, tmp_path):
    file = write(tmp_path / "快团团.csv", row("1"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    window, middle = desk.frame.window, QPointF(400, 300)
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(middle.toPoint(), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(window, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(window, QDropEvent(middle, Qt.DropAction.CopyAction, data, buttons, keys))
    desk.settle()
    assert answer(desk).new == 1


def test_files_wait_until_a_cycle_is_open(empty_window, tmp_path):
    bring(empty_window, write(tmp_path / "快团团.csv", row("1")))
    sheet = empty_window.frame.window.cycle_sheet
    assert sheet.isVisible()
    sheet.done.click()
    empty_window.settle()
    assert answer(empty_window).new == 1


def test_leaving_takes_nothing(desk, view, tmp_path):
    bring(desk, write(tmp_path / "快团团.csv", row("1")))
    view.leave_button.click()
    desk.settle()
    assert orders(desk) == 0
    assert desk.frame.orders.current == "table"


def test_a_read_can_be_cancelled(desk, view, tmp_path):
    file = write(tmp_path / "快团团.csv", *(row(str(n), GRAPES) for n in range(1, 30_000)))
    desk.parts.ways.import_files([file])
    assert view.progress.isVisible()
    view.progress.cancel.click()
    desk.settle()
    assert desk.parts.orders.intake.intake.read == []
    assert desk.frame.orders.current == "table"


def test_after_the_cut_the_page_says_what_becomes_of_new_orders(desk, view, tmp_path):
    builders.take(desk.database, "0525", *builders.many(3))
    builders.cut(desk.database)
    desk.parts.shell.refresh()
    desk.settle()
    bring(desk, write(tmp_path / "快团团.csv", row("1")))
    assert "is cut off" in view.state.sentence.text()
    assert len(answer(desk).held) == 1
