"""The board of vans: the sums of the gate, a card per van; without a plan, the way to the routes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.views.dispatch.board.cards import VanCards
from desktop.widgets.buttons import PRIMARY, Button
from desktop.widgets.empty import EmptyState
from desktop.widgets.figure_row import Figure, FigureRow
from desktop.widgets.layouts import holder, scrolled
from desktop.widgets.progress import skeleton_page
from desktop.widgets.screen import Screen, title_label
from domain.common.sentences import _

if TYPE_CHECKING:
    from desktop.views.dispatch.board.model import VanFace

PAGES = ("none", "busy", "before", "empty", "vans")


class GateBoardView(Screen):
    """`van_wanted(route id)`, `routes_wanted`, `cutoff_wanted`, `new_cycle_wanted`."""

    van_wanted = Signal(int)
    routes_wanted = Signal()
    cutoff_wanted = Signal()
    new_cycle_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = title_label()
        self.figures, self.cards = FigureRow(), VanCards()
        self.next = Button(PRIMARY, "load")
        self.to_routes, self.to_cutoff, self.new_cycle = (
            Button(PRIMARY, "routes"),
            Button(PRIMARY, "cutoff"),
            Button(PRIMARY, "plus"),
        )
        self.none, self.before = EmptyState("load", self.new_cycle), EmptyState("load", self.to_cutoff)
        self.empty = EmptyState("load", self.to_routes)
        self._next_route = 0
        self._pages = QStackedWidget()
        self._lay_out()
        self._say()
        self._connect()

    def _lay_out(self) -> None:
        for page in (self.none, skeleton_page(), self.before, self.empty, self._vans_page()):
            self._pages.addWidget(page)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.next)
        column = self.column(gap=14)
        column.addLayout(head)
        column.addWidget(self._pages, 1)

    def _vans_page(self) -> QWidget:
        inner = QVBoxLayout()
        inner.addWidget(self.cards)
        inner.addStretch(1)
        column = QVBoxLayout()
        column.addWidget(self.figures)
        column.addWidget(scrolled(holder(inner)), 1)
        return holder(column, gap=14)

    def _say(self) -> None:
        put = self.texts.put
        put(self.title.setText, lambda: _("Loading"))
        put(self.to_routes.setText, lambda: _("To the routes"))
        put(self.to_cutoff.setText, lambda: _("To the cutoff"))
        put(self.new_cycle.setText, lambda: _("Open a cycle…"))
        put(self.none.title.setText, lambda: _("No cycle, no vans"))
        put(self.none.sentence.setText, lambda: _("Open a cycle and take its orders first."))
        put(self.before.title.setText, lambda: _("Not cut off yet"))
        put(self.before.sentence.setText, lambda: _("Which van goes where is planned on frozen orders. Cut off first."))

    def _connect(self) -> None:
        self.cards.opened.connect(self.van_wanted)
        self.next.clicked.connect(lambda: self.van_wanted.emit(self._next_route))
        self.to_routes.clicked.connect(self.routes_wanted)
        self.to_cutoff.clicked.connect(self.cutoff_wanted)
        self.new_cycle.clicked.connect(self.new_cycle_wanted)

    def show_page(self, key: str) -> None:
        """ "none" (no cycle), "busy", "before" (not cut off), "empty" (no plan) or "vans"."""
        self._pages.setCurrentIndex(PAGES.index(key))
        self.next.setVisible(key == "vans" and bool(self._next_route))

    def show_empty(self, title: str, sentence: str) -> None:
        """Nothing to load, and why."""
        self.empty.title.setText(title)
        self.empty.sentence.setText(sentence)
        self.show_page("empty")

    def show_vans(self, figures: Sequence[Figure], faces: Sequence[VanFace], next_route: int, word: str) -> None:
        """The board; `next_route` is what the primary button opens, 0 when every van has left."""
        self.figures.show_figures(figures)
        self.cards.show_faces(faces)
        self._next_route = next_route
        self.next.setText(word)
