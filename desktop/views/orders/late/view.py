"""The late list above with its decisions, the accepted amendments below."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout

from desktop.widgets.buttons import PRIMARY, Button
from desktop.widgets.cards import Card
from desktop.widgets.empty import EmptyState
from desktop.widgets.labels import Label, hairline
from desktop.widgets.lettering import Size
from desktop.widgets.rows import RowsModel
from desktop.widgets.screen import Screen
from desktop.widgets.tables import Table
from domain.common.sentences import _


class LateView(Screen):
    """`accept_wanted`, `reject_wanted`, `move_wanted(cycle)`; all about the chosen proposals."""

    accept_wanted = Signal()
    reject_wanted = Signal()
    move_wanted = Signal(str)
    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.table = Table()
        self.accepted = Table(dense=True)
        self.empty = EmptyState("late")
        self.hint = Label(size=Size.SMALL, tone="ink_2")
        self.accept = Button(PRIMARY, "check")
        self.reject = Button()
        self.move_button = Button()
        self._move_menu = QMenu(self.move_button)
        self.move_button.setMenu(self._move_menu)
        self._pages = QStackedWidget()
        self._lay_out()
        self._say()
        self._connect()

    def _lay_out(self) -> None:
        late = Card()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self.empty)
        late.column.addWidget(self._pages, 1)
        late.column.addWidget(hairline())
        feet = QHBoxLayout()
        feet.setContentsMargins(13, 9, 12, 9)
        feet.setSpacing(8)
        feet.addWidget(self.hint, 1)
        for button in (self.reject, self.move_button, self.accept):
            feet.addWidget(button)
        late.column.addLayout(feet)
        below = Card()
        self.accepted_title = below.head()
        below.column.addWidget(self.accepted, 1)
        self.below = below
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 20)
        column.setSpacing(16)
        column.addWidget(late, 3)
        column.addWidget(below, 2)

    def _say(self) -> None:
        put = self.texts.put
        put(self.accept.setText, lambda: _("Accept as amendment"))
        put(self.reject.setText, lambda: _("Reject"))
        put(self.move_button.setText, lambda: _("Move to another cycle…"))
        put(self.accepted_title.setText, lambda: _("Accepted amendments, printed on every later paper"))

    def _connect(self) -> None:
        self.accept.clicked.connect(self.accept_wanted)
        self.reject.clicked.connect(self.reject_wanted)

    def set_models(self, late: RowsModel[Any], accepted: RowsModel[Any]) -> None:
        """The rows of both tables."""
        self.table.setModel(late)
        self.accepted.setModel(accepted)
        self.table.selectionModel().selectionChanged.connect(lambda *_changed: self.chosen.emit())

    def show_rows_there(self, there: bool, title: str, sentence: str, *, accepted: bool) -> None:
        """The table, or a word why nothing waits; the lower card when there are amendments."""
        self._pages.setCurrentIndex(0 if there else 1)
        self.empty.title.setText(title)
        self.empty.sentence.setText(sentence)
        self.below.setVisible(accepted)

    def show_open_cycles(self, codes: Sequence[str]) -> None:
        """Where a late order may go."""
        self._move_menu.clear()
        for code in codes:
            self._move_menu.addAction(code.replace("&", "&&"), partial(self.move_wanted.emit, code))

    def show_chosen(self, hint: str, *, can_accept: bool, can_reject: bool, can_move: bool) -> None:
        """What can be done with the chosen rows."""
        self.hint.setText(hint)
        self.accept.setEnabled(can_accept)
        self.reject.setEnabled(can_reject)
        self.move_button.setEnabled(can_move)
