"""The desk of receiving: how far the goods are, what is short, the orders at the left, the chosen one at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.widgets.buttons import PRIMARY, QUIET, Button
from desktop.widgets.cards import Card
from desktop.widgets.empty import EmptyState
from desktop.widgets.figure_row import Figure, FigureRow
from desktop.widgets.labels import ElidedLabel, Label, hairline
from desktop.widgets.layouts import holder, scrolled
from desktop.widgets.lettering import Size
from desktop.widgets.progress import ProgressStrip, skeleton_page
from desktop.widgets.rows import RowsModel
from desktop.widgets.screen import Screen, title_label
from desktop.widgets.tables import HEAD, ROW, Table
from desktop.widgets.toast import Banner
from desktop.widgets.todo import Todo, TodoList
from desktop.widgets.tokens import Tone
from domain.common.sentences import _

PAGES = ("none", "busy", "before", "empty", "orders")


class DeskView(Screen):
    """Wishes: `make_wanted`, `send_wanted`, `dock_wanted`, `finish_wanted`, `cancel_wanted`, `way_out(key)`, `chosen`."""

    make_wanted = Signal()
    send_wanted = Signal()
    dock_wanted = Signal()
    finish_wanted = Signal()
    cancel_wanted = Signal()
    cutoff_wanted = Signal()
    new_cycle_wanted = Signal()
    way_out = Signal(str)
    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = title_label()
        self.refusal = Banner()
        self.progress = ProgressStrip()
        self.figures = FigureRow()
        self.short_card = Card()
        self.short_title = self.short_card.head()
        self.short_list = TodoList()
        self.orders, self.lines = Table(), Table(dense=True)
        self.make, self.dock = Button(icon_name="purchase"), Button(PRIMARY, "receive")
        self.send, self.finish, self.cancel = Button(icon_name="papers"), Button(), Button(QUIET)
        self.first_make = Button(PRIMARY, "purchase")
        self.to_cutoff, self.new_cycle = Button(PRIMARY, "cutoff"), Button(PRIMARY, "plus")
        self.none, self.before = EmptyState("receive", self.new_cycle), EmptyState("receive", self.to_cutoff)
        self.empty = EmptyState("purchase", self.first_make)
        self._pages = QStackedWidget()
        self._lay_out()
        self._say()
        self._connect()

    def _lay_out(self) -> None:
        for page in (self.none, skeleton_page(), self.before, self.empty, self._orders_page()):
            self._pages.addWidget(page)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.make)
        head.addWidget(self.dock)
        column = self.column(gap=14)
        column.addLayout(head)
        column.addWidget(self.refusal)
        column.addWidget(self.progress)
        column.addWidget(self._pages, 1)

    def _orders_page(self) -> QWidget:
        self.short_card.column.addWidget(scrolled(self._short_page()), 1)
        orders = Card()
        self.orders_title = orders.head()
        orders.column.addWidget(self.orders, 1)
        self.orders.setMinimumHeight(HEAD + 3 * ROW)
        halves = QHBoxLayout()
        halves.setSpacing(16)
        halves.addWidget(orders, 10)
        right = QVBoxLayout()
        right.setSpacing(14)
        right.addWidget(self.short_card, 4)
        right.addWidget(self._detail_card(), 5)
        halves.addLayout(right, 13)
        column = QVBoxLayout()
        column.addWidget(self.figures)
        column.addLayout(halves, 1)
        return holder(column, gap=14)

    def _short_page(self) -> QWidget:
        column = QVBoxLayout()
        column.addWidget(self.short_list)
        column.addStretch(1)
        return holder(column)

    def _detail_card(self) -> Card:
        card = Card()
        self.supplier = Label(size=Size.LARGE, bold=True)
        self.about = ElidedLabel(size=Size.SMALL, tone="ink_2")
        words = QVBoxLayout()
        words.setContentsMargins(16, 10, 16, 10)
        words.setSpacing(2)
        words.addWidget(self.supplier)
        words.addWidget(self.about)
        card.column.addLayout(words)
        card.column.addWidget(hairline())
        card.column.addWidget(self.lines, 1)
        card.column.addWidget(hairline())
        feet = QHBoxLayout()
        feet.setContentsMargins(12, 9, 12, 9)
        feet.setSpacing(8)
        feet.addWidget(self.cancel)
        feet.addStretch(1)
        feet.addWidget(self.finish)
        feet.addWidget(self.send)
        card.column.addLayout(feet)
        return card

    def _say(self) -> None:
        put = self.texts.put
        put(self.title.setText, lambda: _("Receiving"))
        put(self.short_title.setText, lambda: _("Too little came"))
        put(self.orders_title.setText, lambda: _("Orders to suppliers"))
        put(self.make.setText, lambda: _("Bring the orders up to date"))
        put(self.dock.setText, lambda: _("Receive goods"))
        put(self.send.setText, lambda: _("Send…"))
        put(self.finish.setText, lambda: _("Nothing more comes"))
        put(self.cancel.setText, lambda: _("Cancel the order…"))
        put(self.first_make.setText, lambda: _("Make the orders"))
        put(self.to_cutoff.setText, lambda: _("To the cutoff"))
        put(self.new_cycle.setText, lambda: _("Open a cycle…"))
        put(self.none.title.setText, lambda: _("No cycle, no goods"))
        put(self.none.sentence.setText, lambda: _("Open a cycle and take its orders first."))
        put(self.before.title.setText, lambda: _("Not cut off yet"))
        put(self.before.sentence.setText, lambda: _("What to buy is known when the orders are frozen. Cut off first."))
        put(self.empty.title.setText, lambda: _("Nothing is ordered yet"))
        put(
            self.empty.sentence.setText,
            lambda: _("One order per supplier: what is wanted, less what lies in stock, rounded up to whole cases."),
        )

    def _connect(self) -> None:
        self.make.clicked.connect(self.make_wanted)
        self.first_make.clicked.connect(self.make_wanted)
        self.dock.clicked.connect(self.dock_wanted)
        self.send.clicked.connect(self.send_wanted)
        self.finish.clicked.connect(self.finish_wanted)
        self.cancel.clicked.connect(self.cancel_wanted)
        self.to_cutoff.clicked.connect(self.cutoff_wanted)
        self.new_cycle.clicked.connect(self.new_cycle_wanted)
        self.short_list.wanted.connect(self.way_out)
        self.orders.row_opened.connect(lambda _index: self.dock_wanted.emit())

    def set_models(self, orders: RowsModel[Any], lines: RowsModel[Any]) -> None:
        """The rows of both tables."""
        self.orders.setModel(orders)
        self.lines.setModel(lines)
        self.orders.setColumnHidden(orders.columnCount() - 1, True)  # the number, for who wants it
        self.orders.selectionModel().currentRowChanged.connect(lambda *_rows: self.chosen.emit())

    def chosen_row(self) -> int:
        """The place of the chosen order; -1 when none is."""
        return self.orders.currentIndex().row()

    def choose(self, place: int) -> None:
        """Marks an order without telling anybody."""
        model = self.orders.selectionModel()
        model.blockSignals(True)
        self.orders.choose([place] if place >= 0 else [], place if place >= 0 else None)
        model.blockSignals(False)
        self.orders.viewport().update()

    def show_page(self, key: str) -> None:
        """ "none" (no cycle), "busy", "before" (not cut off), "empty" (no orders) or "orders"."""
        self._pages.setCurrentIndex(PAGES.index(key))
        for button in (self.make, self.dock):
            button.setVisible(key == "orders")

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """How far the goods are."""
        self.figures.show_figures(figures)

    def show_short(self, todos: Sequence[Todo]) -> None:
        """What is short."""
        self.short_list.show_todos(todos)
        self.short_card.setVisible(bool(todos))

    def show_detail(self, supplier: str, about: str, *, can_send: bool, can_finish: bool, can_cancel: bool) -> None:
        """The chosen order's head and what can be done with it."""
        self.supplier.setText(supplier)
        self.about.setText(about)
        self.send.setEnabled(can_send)
        self.finish.setEnabled(can_finish)
        self.cancel.setEnabled(can_cancel)

    def show_refusal(self, sentence: str) -> None:
        """Why something was not done; nothing takes it away."""
        self.refusal.tell(sentence, Tone.WRONG)

    def show_busy(self, sentence: str) -> None:
        """Something runs; an empty sentence when it is over."""
        if sentence:
            self.progress.show_busy(sentence, can_cancel=False)
        else:
            self.progress.show_idle()
