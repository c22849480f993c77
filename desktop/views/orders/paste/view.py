"""The paste page: the text at the left, what was understood at the right, its figures and one button below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from desktop.widgets.buttons import PRIMARY, Button
from desktop.widgets.cards import Card
from desktop.widgets.covering import CoveringPage
from desktop.widgets.fields import Choice
from desktop.widgets.figure_row import Figure, FigureRow
from desktop.widgets.labels import Label
from desktop.widgets.layouts import holder
from desktop.widgets.lettering import Size, font
from desktop.widgets.rows import RowsModel
from desktop.widgets.tables import Table
from desktop.widgets.toast import Banner
from desktop.widgets.tokens import Tone
from domain.common.sentences import _


class PasteView(CoveringPage):
    """`text_changed`, `taken`, `left`, `point_chosen`, `entry_chosen(row of the table)`."""

    text_changed = Signal(str)
    taken = Signal()
    point_chosen = Signal(str)
    entry_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__(lambda: _("Paste group note"))
        self.text = QPlainTextEdit()
        self.text.setFont(font())
        self.text.setTabChangesFocus(True)
        self.table = Table(dense=True)
        self.figures = FigureRow()
        self.word = Banner()
        self.point_word = Label(size=Size.SMALL, tone="ink_2")
        self.point = Choice()
        self.point.setMinimumWidth(180)
        self.take_button = Button(PRIMARY, "check")
        self._lay_out()
        self._say()
        self._connect()

    def _lay_out(self) -> None:
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setHandleWidth(16)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.text)
        halves.addWidget(self._right())
        halves.setStretchFactor(0, 2)
        halves.setStretchFactor(1, 3)
        halves.setSizes([460, 700])
        column = self.column(gap=12)
        column.addLayout(self.head_row(None, self.point_word, self.point))
        column.addWidget(halves, 1)
        column.addLayout(self.foot_row(done=self.take_button))

    def _right(self) -> QWidget:
        card = Card()
        card.column.addWidget(self.table)
        column = QVBoxLayout()
        column.addWidget(self.figures)
        column.addWidget(self.word)
        column.addWidget(card, 1)
        return holder(column, gap=12)

    def _say(self) -> None:
        put = self.texts.put
        put(self.text.setAccessibleName, lambda: _("Text of the group"))
        put(
            self.text.setPlaceholderText,
            lambda: _(
                "Paste the whole 接龙 here, from #接龙 to the last number. The same list again takes only what is new."
            ),
        )
        put(self.point_word.setText, lambda: _("Orders that name no point go to"))
        put(self.point.setAccessibleName, lambda: _("Orders that name no point go to"))

    def _connect(self) -> None:
        self.take_button.clicked.connect(self.taken)
        self.text.textChanged.connect(lambda: self.text_changed.emit(self.text.toPlainText()))
        self.point.activated.connect(lambda: self.point_chosen.emit(self.point.currentData()))

    def set_model(self, model: RowsModel[Any]) -> None:
        """The entries."""
        self.table.setModel(model)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.entry_chosen.emit(current.row())

    def mark_line(self, line: int) -> None:
        """Selects a line of the text (from 1)."""
        block = self.text.document().findBlockByNumber(line - 1)
        cursor = QTextCursor(block)
        cursor.select(QTextCursor.SelectionType.LineUnderCursor)
        self.text.setTextCursor(cursor)

    def show_text(self, text: str) -> None:
        """Another text."""
        self.text.setPlainText(text)

    def focus_text(self) -> None:
        """The keyboard goes to the text."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_points(self, points: Sequence[tuple[str, str]], chosen: str) -> None:
        """(value, name) of the points the orders may go to."""
        self.point.clear()
        for value, name in points:
            self.point.addItem(name, value)
        self.point.setCurrentIndex(max(0, self.point.findData(chosen)))

    def show_outcome(self, figures: Sequence[Figure], word: str, take_word: str, *, can_take: bool) -> None:
        """What would happen; `word` is said above the entries."""
        self.figures.setVisible(bool(figures))
        self.figures.show_figures(figures)
        self.word.tell(word, Tone.CAREFUL)
        self.take_button.setText(take_word)
        self.take_button.setEnabled(can_take)
