from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from desktop.shell.palette import Hit, HitsModel
from desktop.views.orders.mapping.model import SampleModel
from desktop.widgets.rows import Column, RowsModel
from desktop.widgets.tables import Table


@dataclass(frozen=True, slots=True)
class Box:
    name: str
    pieces: int
    note: str = ""


def columns() -> tuple[Column[Box], ...]:
    return (
        Column("name", lambda: "Box", lambda box: box.name, 120),
        Column("pieces", lambda: "Pieces", lambda box: str(box.pieces), 70, is_number=True),
        Column("note", lambda: "Note", lambda box: box.note, 120),
    )


BOXES = [Box("A", 3, "=1+1"), Box("B", -2, "-x"), Box("C", 10, "two\tcells\nin one"), Box("D", 4, "@home +86")]


@pytest.fixture
def table(qapp, qtbot):
    model = RowsModel(columns())
    table = Table()
    qtbot.addWidget(table)
    table.setModel(model)
    model.show_rows(BOXES)
    table.resize(500, 300)
    table.show()
    return table


@pytest.fixture
def model(table):
    return table.model()


def test_the_models_keep_the_rules_of_qt(qapp):
    rows, hits, sample = RowsModel(columns()), HitsModel(), SampleModel()
    testers = [QAbstractItemModelTester(each, FATAL) for each in (rows, hits, sample)]
    rows.show_rows(BOXES)
    rows.show_rows(())
    rows.show_rows(BOXES[:2])
    rows.say_again()
    hits.show_hits([Hit("order", "1 0525", "orders", "1")])
    hits.show_hits(())
    assert testers


FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def test_numbers_stand_right_and_texts_left(model):
    sides = [model.index(0, at).data(Qt.ItemDataRole.TextAlignmentRole) for at in range(3)]
    assert [bool(side & Qt.AlignmentFlag.AlignRight) for side in sides] == [False, True, False]
    assert model.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole) == sides[1]


def test_a_copy_has_headings_and_one_line_a_row(table):
    table.choose([0], 0)
    assert table.selection_as_tsv() == "Box\tPieces\tNote\nA\t3\t'=1+1"


def test_a_copy_cannot_run_as_a_formula_nor_break_its_row(table):
    table.selectAll()
    lines = table.selection_as_tsv().split("\n")
    assert lines[1:] == ["A\t3\t'=1+1", "B\t-2\t'-x", "C\t10\ttwo cells in one", "D\t4\t'@home +86"]


def test_a_copy_follows_the_order_and_choice_of_columns(table):
    table.horizontalHeader().moveSection(2, 0)
    table.setColumnHidden(1, True)
    table.choose([3], 3)
    assert table.selection_as_tsv() == "Note\tBox\n'@home +86\tD"


def test_control_c_asks_for_a_copy(table, qtbot):
    table.setFocus()
    with qtbot.waitSignal(table.copy_wanted):
        QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)


def test_enter_opens_the_current_row(table, qtbot):
    table.setCurrentIndex(table.model().index(2, 0))
    with qtbot.waitSignal(table.row_opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args[0].row() == 2


def test_columns_come_back_as_they_were(table, qtbot):
    heads = table.horizontalHeader()
    heads.moveSection(2, 0)
    heads.resizeSection(0, 222)
    table.setColumnHidden(1, True)
    kept = table.layout_state()
    other = Table()
    qtbot.addWidget(other)
    other.setModel(RowsModel(columns()))
    other.restore_layout(kept)
    assert other.layout_state() == kept
    assert other.isColumnHidden(1)


@pytest.mark.parametrize(
    "state", [{}, {"version": [0]}, {"version": [1], "gone": [0, 1, 0]}, {"version": [1], "name": [9, -5, 1]}]
)
def test_a_layout_of_another_version_or_table_does_no_harm(table, state):
    before = [table.horizontalHeader().sectionSize(at) for at in range(3)]
    table.restore_layout(state)
    assert not table.isColumnHidden(0)
    assert [table.horizontalHeader().sectionSize(at) for at in range(3)] == before


def test_the_column_menu_hides_all_but_the_first(table):
    actions = table.column_menu().actions()
    assert [action.text() for action in actions] == ["Box", "Pieces", "Note"]
    assert not actions[0].isEnabled()
    actions[2].trigger()
    assert table.isColumnHidden(2)


def test_a_heading_never_stands_in_half(table):
    for at in range(3):
        assert table.columnWidth(at) >= table.title_width(at)


def test_tab_leaves_the_table(table):
    table.setFocus()
    table.selectionModel().setCurrentIndex(table.model().index(0, 0), QItemSelectionModel.SelectionFlag.Select)
    before = table.currentIndex()
    QTest.keyClick(table, Qt.Key.Key_Tab)
    assert table.currentIndex() == before


def test_a_heading_that_grew_while_its_column_was_hidden_stands_whole(qapp, qtbot):
    title = ["Note"]
    model = RowsModel((*columns()[:2], Column("note", lambda: title[0], lambda box: box.note, 40)))
    table = Table()
    qtbot.addWidget(table)
    table.setModel(model)
    table.setColumnHidden(2, True)
    title[0] = "What else there is to say of it"
    model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 2)
    table.setColumnHidden(2, False)
    assert table.columnWidth(2) >= table.title_width(2)
