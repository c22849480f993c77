"""The cutoff page, before and after: the consequence in numbers with one button; then the frozen snapshot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.views.orders.cutoff.model import Demand
from desktop.widgets.buttons import PRIMARY, Button
from desktop.widgets.cards import Card
from desktop.widgets.empty import EmptyState, Picture
from desktop.widgets.figure_row import Figure, FigureRow
from desktop.widgets.labels import Label, hairline
from desktop.widgets.layouts import clear, holder, scrolled
from desktop.widgets.lettering import Size
from desktop.widgets.progress import ProgressStrip
from desktop.widgets.screen import Screen
from desktop.widgets.toast import Banner
from desktop.widgets.todo import Todo, TodoList
from desktop.widgets.tokens import Tone
from domain.common.sentences import _

PAGES = ("none", "open", "cut")


class CutoffView(Screen):
    """`cut_wanted`, `way_out(key)`, `papers_wanted`, `reopen_wanted`, `new_cycle_wanted`."""

    cut_wanted = Signal()
    way_out = Signal(str)
    papers_wanted = Signal()
    reopen_wanted = Signal()
    new_cycle_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.new_cycle = Button(PRIMARY, "plus")
        self.empty = EmptyState("cutoff", self.new_cycle)
        self.refusal = Banner()
        self.progress = ProgressStrip()
        self._pages = QStackedWidget()
        for page in (self.empty, scrolled(self._open_page()), scrolled(self._cut_page())):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 20)
        column.setSpacing(12)
        column.addWidget(self.refusal)
        column.addWidget(self.progress)
        column.addWidget(self._pages, 1)
        self._say()
        self._connect()

    def _open_page(self) -> QWidget:
        column = QVBoxLayout()
        self.intro = Label(tone="ink_2", wrap=True)
        self.figures = FigureRow()
        self.way = Card()
        self.way_title = self.way.head()
        self.way_list = TodoList()
        self.way.column.addWidget(self.way_list)
        self.look = Card()
        self.look_title = self.look.head()
        self.look_list = TodoList()
        self.look.column.addWidget(self.look_list)
        self.cut_button = Button(PRIMARY, "cutoff")
        self.after_word = Label(size=Size.SMALL, tone="ink_2", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.cut_button)
        row.addWidget(self.after_word, 1)
        column.addWidget(self.intro)
        column.addWidget(self.figures)
        column.addLayout(row)
        column.addWidget(self.way)
        column.addWidget(self.look)
        column.addStretch(1)
        return holder(column, gap=16)

    def _cut_page(self) -> QWidget:
        column = QVBoxLayout()
        column.addWidget(self._snapshot_card())
        self._demands = QHBoxLayout()
        self._demands.setSpacing(16)
        column.addLayout(self._demands)
        self.verdict = Banner()
        column.addWidget(self.verdict)
        self.next = Card()
        self.next_title = self.next.head()
        self.next_list = TodoList()
        self.next.column.addWidget(self.next_list)
        column.addWidget(self.next)
        column.addStretch(1)
        return holder(column, gap=16)

    def _snapshot_card(self) -> Card:
        card = Card()
        self.snapshot_title = Label(size=Size.TITLE, bold=True)
        self.snapshot_line = Label(tone="ink_2")
        self.hash_word = Label(size=Size.SMALL, tone="mute")
        self.hash = Label(size=Size.SMALL, tone="ink_2", wrap=True)
        self.cut_figures = FigureRow(role="clear")
        self.papers_button = Button(PRIMARY, "papers")
        self.reopen_button = Button(icon_name="undo")
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.snapshot_title, 1)
        top.addWidget(self.reopen_button)
        top.addWidget(self.papers_button)
        words = QVBoxLayout()
        words.setContentsMargins(20, 14, 16, 12)
        words.setSpacing(4)
        words.addLayout(top)
        words.addWidget(self.snapshot_line)
        hash_row = QHBoxLayout()
        hash_row.setSpacing(10)
        hash_row.addWidget(self.hash_word)
        hash_row.addWidget(self.hash, 1)
        words.addLayout(hash_row)
        card.column.addLayout(words)
        card.column.addWidget(hairline())
        card.column.addWidget(self.cut_figures)
        return card

    def _say(self) -> None:
        put = self.texts.put
        put(self.new_cycle.setText, lambda: _("Open a cycle…"))
        put(self.empty.title.setText, lambda: _("No cycle to cut off"))
        put(self.empty.sentence.setText, lambda: _("Open a cycle, take its orders, then freeze them here."))
        put(
            self.intro.setText,
            lambda: _("The cutoff freezes these orders. Purchase, pick and delivery all come from that one snapshot."),
        )
        put(self.way_title.setText, lambda: _("In the way"))
        put(self.look_title.setText, lambda: _("Better settled before"))
        put(
            self.after_word.setText,
            lambda: _(
                "Later orders go to the next cycle or wait in the late list. Until the first pick you can cut again."
            ),
        )
        put(self.hash_word.setText, lambda: _("Hash"))
        put(self.next_title.setText, lambda: _("After the cut"))
        put(self.papers_button.setText, lambda: _("Make the papers"))
        put(self.reopen_button.setText, lambda: _("Open again…"))

    def _connect(self) -> None:
        self.new_cycle.clicked.connect(self.new_cycle_wanted)
        self.cut_button.clicked.connect(self.cut_wanted)
        self.papers_button.clicked.connect(self.papers_wanted)
        self.reopen_button.clicked.connect(self.reopen_wanted)
        for todos in (self.way_list, self.look_list, self.next_list):
            todos.wanted.connect(self.way_out)

    def show_page(self, key: str) -> None:
        """ "none", "open" or "cut"."""
        self._pages.setCurrentIndex(PAGES.index(key))

    def show_refusal(self, sentence: str) -> None:
        """Why it was not done; nothing takes it away."""
        self.refusal.tell(sentence, Tone.WRONG)

    def show_busy(self, sentence: str) -> None:
        """The cutoff runs; an empty sentence when it is over."""
        if sentence:
            self.progress.show_busy(sentence, can_cancel=False)
            self.cut_button.setEnabled(False)
        else:
            self.progress.show_idle()

    def show_open(
        self, figures: Sequence[Figure], way: Sequence[Todo], look: Sequence[Todo], word: str, *, can_cut: bool
    ) -> None:
        """Before the cut."""
        self.figures.show_figures(figures)
        self.way_list.show_todos(way)
        self.way.setVisible(bool(way))
        self.look_list.show_todos(look)
        self.look.setVisible(bool(look))
        self.cut_button.setText(word)
        self.cut_button.setEnabled(can_cut)

    def show_snapshot(self, title: str, line: str, hash_: str, figures: Sequence[Figure]) -> None:
        """The frozen snapshot."""
        self.snapshot_title.setText(title)
        self.snapshot_line.setText(line)
        self.hash.setText(hash_)
        self.cut_figures.show_figures(figures)

    def show_demands(self, demands: Sequence[Demand], verdict: str, *, agree: bool) -> None:
        """The three demands beside each other, and whether they agree."""
        clear(self._demands)
        for demand in demands:
            self._demands.addWidget(_demand_card(demand), 1)
        self.verdict.tell(verdict, Tone.RIGHT if agree else Tone.WRONG)

    def show_next(self, todos: Sequence[Todo], reopen_word: str, *, can_reopen: bool) -> None:
        """What is to do after the cut."""
        self.next_list.show_todos(todos)
        self.next.setVisible(bool(todos))
        self.reopen_button.setEnabled(can_reopen)
        self.reopen_button.setToolTip(reopen_word)


def _demand_card(demand: Demand) -> Card:
    card = Card()
    row = QHBoxLayout()
    row.setContentsMargins(20, 14, 16, 14)
    row.setSpacing(16)
    row.addWidget(Picture(demand.icon, 32))
    words = QVBoxLayout()
    words.setSpacing(1)
    words.addWidget(Label(demand.name, tone="ink_2"))
    words.addWidget(Label(demand.pieces, size=Size.TITLE, bold=True))
    words.addWidget(Label(f"{demand.groups} · {demand.products}", size=Size.SMALL, tone="ink_2"))
    row.addLayout(words, 1)
    card.column.addLayout(row)
    return card
