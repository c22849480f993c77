"""Today's page: the stages of the night, what wants a decision now, sums and imports; or the first steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.widgets.badges import Badge, Mark
from desktop.widgets.buttons import PRIMARY, Button, Tabs
from desktop.widgets.cards import Card, StageCard
from desktop.widgets.empty import EmptyState
from desktop.widgets.labels import Label, hairline
from desktop.widgets.layouts import holder, scrolled
from desktop.widgets.progress import ProgressStrip, Skeleton
from desktop.widgets.rows import RowsModel
from desktop.widgets.screen import Screen, title_label
from desktop.widgets.tables import DENSE_ROW, HEAD, Table
from desktop.widgets.todo import Todo, TodoList
from desktop.widgets.tokens import Tone
from domain.common.sentences import _

if TYPE_CHECKING:
    from desktop.views.today.model import Stage

STAGES = 5
PAGES = ("opening", "empty", "night")


class TodayView(Screen):
    """`way_out(key)` from a card or a thing to do; `new_cycle_wanted`, `demo_wanted` from the first steps."""

    way_out = Signal(str)
    new_cycle_wanted = Signal()
    demo_wanted = Signal()
    demo_cancelled = Signal()
    sums_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.title = title_label()
        self.cards = [StageCard() for _number in range(STAGES)]
        self.count = Badge()
        self.todos = TodoList(first_is_primary=True)
        self.all_done = Label(tone="ink_2", wrap=True)
        self.sums_tabs = Tabs(("point", "product"))
        self.sums = {"point": Table(dense=True), "product": Table(dense=True)}
        self.imports = Table(dense=True)
        self.new_cycle = Button(PRIMARY, "plus")
        self.demo = Button()
        self.empty = EmptyState("today", self.demo, self.new_cycle)
        self.progress = ProgressStrip()
        self._pages = QStackedWidget()
        self._lay_out()
        self._say()
        self._connect()

    def _lay_out(self) -> None:
        opening = Card()
        opening.column.addWidget(Skeleton())
        for page in (self._framed(opening), self.empty, self._night()):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._strip = QWidget()
        self._strip.setProperty("role", "clear")
        strip = QVBoxLayout(self._strip)
        strip.setContentsMargins(24, 12, 24, 0)
        strip.addWidget(self.progress)
        self._strip.hide()
        column.addWidget(self._strip)
        column.addWidget(self._pages, 1)

    def _framed(self, card: Card) -> QWidget:
        column = QVBoxLayout()
        column.addWidget(card)
        return holder(column, margins=(24, 20, 24, 20))

    def _night(self) -> QWidget:
        column = QVBoxLayout()
        column.addWidget(self.title)
        row = QHBoxLayout()
        row.setSpacing(10)
        for card in self.cards:
            row.addWidget(card)
        column.addLayout(row)
        halves = QHBoxLayout()
        halves.setSpacing(16)
        halves.addLayout(self._left(), 11)
        halves.addWidget(self._sums_card(), 9)
        column.addLayout(halves, 1)
        return holder(column, margins=(24, 18, 24, 20), gap=16)

    def _left(self) -> QVBoxLayout:
        now = Card()
        self.todo_title = now.head(self.count)
        self.all_done.setContentsMargins(16, 14, 16, 14)
        within = QVBoxLayout()
        within.addWidget(self.todos)
        within.addWidget(self.all_done)
        within.addStretch(1)
        now.column.addWidget(scrolled(holder(within)), 1)
        self.imports_card = Card()
        self.imports_title = self.imports_card.head()
        self.imports.setMinimumHeight(HEAD + 2 * DENSE_ROW)
        self.imports_card.column.addWidget(self.imports, 1)
        column = QVBoxLayout()
        column.setSpacing(16)
        column.addWidget(now, 5)
        column.addWidget(self.imports_card, 3)
        return column

    def _sums_card(self) -> Card:
        card = Card()
        card.column.addWidget(self.sums_tabs)
        card.column.addWidget(hairline())
        self._sums_pages = QStackedWidget()
        for table in self.sums.values():
            self._sums_pages.addWidget(table)
        card.column.addWidget(self._sums_pages, 1)
        return card

    def _say(self) -> None:
        put = self.texts.put
        put(self.todo_title.setText, lambda: _("To do now"))
        put(self.imports_title.setText, lambda: _("Imports"))
        put(self.sums_tabs.tabs["point"].setText, lambda: _("By point"))
        put(self.sums_tabs.tabs["product"].setText, lambda: _("By product"))
        put(self.all_done.setText, lambda: _("Nothing waits for you. New orders may still come in."))
        put(self.new_cycle.setText, lambda: _("Open a cycle…"))
        put(self.demo.setText, lambda: _("Try with demo data"))
        put(self.empty.title.setText, lambda: _("Good evening"))
        put(
            self.empty.sentence.setText,
            lambda: _(
                "A cycle is one sale: its orders come in, are cut off, bought, picked and handed over. Open the first one."
            ),
        )

    def _connect(self) -> None:
        self.new_cycle.clicked.connect(self.new_cycle_wanted)
        self.demo.clicked.connect(self.demo_wanted)
        self.progress.cancelled.connect(self.demo_cancelled)
        self.todos.wanted.connect(self.way_out)
        self.sums_tabs.chosen.connect(self.sums_chosen)
        for card in self.cards:
            card.opened.connect(self.way_out)

    def set_models(self, sums: dict[str, RowsModel[Any]], imports: RowsModel[Any]) -> None:
        """The rows of the tables."""
        for key, model in sums.items():
            self.sums[key].setModel(model)
        self.imports.setModel(imports)

    def show_page(self, key: str) -> None:
        """ "opening" (the books are not open yet), "empty" (no cycle) or "night"."""
        self._pages.setCurrentIndex(PAGES.index(key))

    def show_making_demo(self, sentence: str, done: int, total: int) -> None:
        """The demo night is being made; an empty sentence when it is not."""
        self.demo.setEnabled(not sentence)
        self._strip.setVisible(bool(sentence))
        if sentence:
            self.progress.show_busy(sentence, done, total)
        else:
            self.progress.show_idle()

    def show_head(self, headline: str, stages: Sequence[Stage]) -> None:
        """The title and the cards."""
        self.title.setText(headline)
        for card, stage in zip(self.cards, stages, strict=True):
            card.show_stage(stage.key, stage.name, stage.figure, stage.line, stage.tone)

    def show_todos(self, todos: Sequence[Todo]) -> None:
        """What wants a decision."""
        self.todos.show_todos(todos)
        self.todos.setVisible(bool(todos))
        self.all_done.setVisible(not todos)
        pressing = [todo for todo in todos if todo.tone is Tone.WRONG]
        tone = Tone.WRONG if pressing else Tone.CAREFUL
        self.count.show_mark(Mark(tone, str(len(todos))) if todos else None)

    def show_sums(self, key: str) -> None:
        """ "point" or "product"."""
        self.sums_tabs.mark(key)
        self._sums_pages.setCurrentWidget(self.sums[key])

    def show_imports(self, *, there: bool) -> None:
        """The card of imports, when there are any."""
        self.imports_card.setVisible(there)
