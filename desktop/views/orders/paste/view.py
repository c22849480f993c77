"""The paste page: the text at the left, what was understood at the right, its figures and one button below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from desktop.widgets.buttons import PRIMARY, Button, IconButton
from desktop.widgets.cards import Card
from desktop.widgets.fields import Choice
from desktop.widgets.figure_row import Figure, FigureRow
from desktop.widgets.labels import Label
from desktop.widgets.lettering import Size, font
from desktop.widgets.rows import RowsModel
from desktop.widgets.screen import Screen, title_label
from desktop.widgets.tables import Table
from desktop.widgets.toast import Banner
from desktop.widgets.tokens import Tone
from domain.common.sentences import _


class PasteView(Screen):
    """`text_changed`, `taken`, `left`, `point_chosen`, `entry_chosen(row of the table)`."""

    text_changed = Signal(str)
    taken = Signal()
    left = Signal()
    point_chosen = Signal(str)
    entry_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.back = IconButton("chevron-left")
        self.title = title_label()
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
        self.leave_button = Button()
        self._lay_out()
        self._say()
        self._connect()

    def _lay_out(self) -> None:
        column = self.column(gap=12)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.back)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.point_word)
        head.addWidget(self.point)
        column.addLayout(head)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setHandleWidth(16)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.text)
        halves.addWidget(self._right())
        halves.setStretchFactor(0, 2)
        halves.setStretchFactor(1, 3)
        halves.setSizes([460, 700])
        column.addWidget(halves, 1)
        feet = QHBoxLayout()
        feet.setSpacing(10)
        feet.addStretch(1)
        feet.addWidget(self.leave_button)
        feet.addWidget(self.take_button)
        column.addLayout(feet)

    def _right(self) -> QWidget:
        holder = QWidget()
        holder.setProperty("role", "clear")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        card = Card()
        card.column.addWidget(self.table)
        column.addWidget(self.figures)
        column.addWidget(self.word)
        column.addWidget(card, 1)
        return holder

    def _say(self) -> None:
        put = self.texts.put
        put(self.back.name, lambda: _("Back to the orders"))
        put(self.title.setText, lambda: _("Paste group note"))
        put(self.text.setAccessibleName, lambda: _("Text of the group"))
        put(
            self.text.setPlaceholderText,
            lambda: _(
                "Paste the whole 接龙 here, from #接龙 to the last number. The same list again takes only what is new."
            ),
        )
        put(self.point_word.setText, lambda: _("Orders that name no point go to"))
        put(self.point.setAccessibleName, lambda: _("Orders that name no point go to"))
        put(self.leave_button.setText, lambda: _("Leave it"))

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.leave_button.clicked.connect(self.left)
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
