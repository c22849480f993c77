"""The page of held rows: the table, and what can be done with the chosen ones at its foot."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from desktop.widgets.buttons import PRIMARY, WRONG, Button
from desktop.widgets.cards import Card
from desktop.widgets.empty import EmptyState
from desktop.widgets.labels import Label, hairline
from desktop.widgets.lettering import Size
from desktop.widgets.rows import RowsModel
from desktop.widgets.screen import Screen
from desktop.widgets.tables import Table
from domain.common.sentences import _


class HeldView(Screen):
    """`again_wanted(with_drafts)`, `entry_wanted(row)`, `drop_wanted`; all about the chosen rows."""

    again_wanted = Signal(bool)
    entry_wanted = Signal(int)
    drop_wanted = Signal()
    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.table = Table()
        self.empty = EmptyState("check")
        self.hint = Label(size=Size.SMALL, tone="ink_2")
        self.again = Button(icon_name="refresh")
        self.drafts = Button(icon_name="plus")
        self.drop = Button(WRONG)
        self.enter = Button(PRIMARY)
        self._pages = QStackedWidget()
        self._lay_out()
        self._say()
        self._connect()

    def _lay_out(self) -> None:
        card = Card()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self.empty)
        card.column.addWidget(self._pages, 1)
        card.column.addWidget(hairline())
        feet = QHBoxLayout()
        feet.setContentsMargins(13, 9, 12, 9)
        feet.setSpacing(8)
        feet.addWidget(self.hint, 1)
        for button in (self.drop, self.again, self.drafts, self.enter):
            feet.addWidget(button)
        card.column.addLayout(feet)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 20)
        column.addWidget(card)

    def _say(self) -> None:
        put = self.texts.put
        put(self.again.setText, lambda: _("Try again"))
        put(self.again.setToolTip, lambda: _("Takes what is known by now: a product or point that was mapped or made"))
        put(self.drafts.setText, lambda: _("Take with drafts"))
        put(self.drafts.setToolTip, lambda: _("Makes drafts of the unknown products and points, and takes the rows"))
        put(self.drop.setText, lambda: _("Drop"))
        put(self.enter.setText, lambda: _("Enter by hand"))
        put(self.empty.title.setText, lambda: _("Nothing is held"))
        put(self.empty.sentence.setText, lambda: _("Rows that were not clear would wait here for you."))

    def _connect(self) -> None:
        self.again.clicked.connect(lambda: self.again_wanted.emit(False))
        self.drafts.clicked.connect(lambda: self.again_wanted.emit(True))
        self.drop.clicked.connect(self.drop_wanted)
        self.enter.clicked.connect(lambda: self.entry_wanted.emit(self._current()))
        self.table.row_opened.connect(self._on_opened)

    def _on_opened(self, index: QModelIndex) -> None:
        self.entry_wanted.emit(index.row())

    def _current(self) -> int:
        rows = self.table.selected_rows()
        return rows[0] if rows else -1

    def set_model(self, model: RowsModel[Any]) -> None:
        """The rows."""
        self.table.setModel(model)
        self.table.selectionModel().selectionChanged.connect(lambda *_changed: self.chosen.emit())

    def show_rows_there(self, there: bool) -> None:
        """The table, or a word that nothing is held."""
        self._pages.setCurrentIndex(0 if there else 1)

    def show_chosen(self, hint: str, count: int) -> None:
        """What can be done with so many chosen rows."""
        self.hint.setText(hint)
        for button in (self.again, self.drafts, self.drop):
            button.setEnabled(count > 0)
        self.enter.setEnabled(count == 1)
