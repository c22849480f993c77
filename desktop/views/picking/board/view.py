"""The wave board: figures, the table of waves with the points of the chosen one, what came too late, one next step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.widgets.buttons import PRIMARY, Button
from desktop.widgets.cards import Card
from desktop.widgets.empty import EmptyState
from desktop.widgets.figure_row import Figure, FigureRow
from desktop.widgets.labels import Label, hairline
from desktop.widgets.layouts import holder
from desktop.widgets.lettering import Size
from desktop.widgets.progress import skeleton_page
from desktop.widgets.rows import RowsModel
from desktop.widgets.screen import Screen, title_label
from desktop.widgets.tables import Table
from desktop.widgets.toast import Banner
from desktop.widgets.tokens import Tone
from domain.common.sentences import _

if TYPE_CHECKING:
    from desktop.views.picking.board.model import Can

PAGES = ("opening", "empty", "board")
ACTS = ("release", "take_back", "pause", "resume", "check", "close")


class BoardView(Screen):
    """`acted(key)` for a button of the chosen wave, `next_wanted` for the primary one, `way_out(key)` from empty."""

    acted = Signal(str)
    next_wanted = Signal()
    plan_wanted = Signal()
    station_wanted = Signal()
    behind_wanted = Signal()
    way_out = Signal(str)
    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = title_label()
        self.figures = FigureRow()
        self.behind, self.warning = Banner(), Banner()
        self.table, self.points = Table(), Table(dense=True)
        self.plan = Button(icon_name="sow")
        self.next = Button(PRIMARY, "pick")
        self.way = Button(PRIMARY)
        self.empty = EmptyState("pick", self.way)
        self.hint = Label(size=Size.SMALL, tone="ink_2")
        self.buttons = {key: Button() for key in ACTS}
        self.station = Button(icon_name="pick")
        self._way = ""
        self._pages = QStackedWidget()
        self._lay_out()
        self._say()
        self._connect()

    def _lay_out(self) -> None:
        for page in (skeleton_page(margins=(24, 20, 24, 20)), self.empty, self._board()):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)

    def _board(self) -> QWidget:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.plan)
        head.addWidget(self.next)
        column = QVBoxLayout()
        column.addLayout(head)
        column.addWidget(self.warning)
        column.addWidget(self.behind)
        column.addWidget(self.figures)
        column.addWidget(self._waves_card(), 3)
        column.addWidget(self._points_card(), 2)
        return holder(column, margins=(24, 14, 24, 20), gap=14)

    def _waves_card(self) -> Card:
        card = Card()
        card.column.addWidget(self.table, 1)
        card.column.addWidget(hairline())
        feet = QHBoxLayout()
        feet.setContentsMargins(13, 9, 12, 9)
        feet.setSpacing(8)
        feet.addWidget(self.hint, 1)
        for button in self.buttons.values():
            feet.addWidget(button)
        feet.addWidget(self.station)
        card.column.addLayout(feet)
        return card

    def _points_card(self) -> Card:
        card = Card()
        self.points_title = card.head()
        card.column.addWidget(self.points, 1)
        return card

    def _say(self) -> None:
        put = self.texts.put
        put(self.title.setText, lambda: _("Waves"))
        put(self.plan.setText, lambda: _("Plan the waves…"))
        put(self.station.setText, lambda: _("Pick this wave"))
        words = {
            "release": lambda: _("Release"),
            "take_back": lambda: _("Take back"),
            "pause": lambda: _("Pause…"),
            "resume": lambda: _("Resume"),
            "check": lambda: _("To check"),
            "close": lambda: _("Close the wave"),
        }
        for key, word in words.items():
            put(self.buttons[key].setText, word)

    def _connect(self) -> None:
        for key, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, key=key: self.acted.emit(key))
        self.station.clicked.connect(self.station_wanted)
        self.plan.clicked.connect(self.plan_wanted)
        self.next.clicked.connect(self.next_wanted)
        self.behind.action.clicked.connect(self.behind_wanted)
        self.warning.action.clicked.connect(lambda: self.way_out.emit("receiving"))
        self.way.clicked.connect(lambda: self.way_out.emit(self._way))
        self.table.row_opened.connect(lambda _index: self.station_wanted.emit())

    def set_models(self, waves: RowsModel[Any], points: RowsModel[Any]) -> None:
        """The rows of both tables."""
        self.table.setModel(waves)
        self.points.setModel(points)
        self.table.selectionModel().selectionChanged.connect(lambda *_changed: self.chosen.emit())

    def show_page(self, key: str) -> None:
        """ "opening", "empty" or "board"."""
        self._pages.setCurrentIndex(PAGES.index(key))

    def show_empty(self, title: str, sentence: str, word: str, way: str) -> None:
        """What has to be done before there are waves, and the button that leads there."""
        self.empty.title.setText(title)
        self.empty.sentence.setText(sentence)
        self.way.setText(word)
        self.way.setVisible(bool(word))
        self._way = way
        self.show_page("empty")

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """The night's picking in numbers."""
        self.figures.show_figures(figures)

    def show_next(self, word: str, *, enabled: bool) -> None:
        """The one next step."""
        self.next.setText(word)
        self.next.setEnabled(enabled)
        self.next.setVisible(bool(word))

    def show_behind(self, sentence: str) -> None:
        """What came after the release."""
        self.behind.tell(sentence, Tone.CAREFUL, word=_("Look and take over…") if sentence else "")

    def show_warning(self, sentence: str) -> None:
        """Nothing lies in stock for this cycle."""
        self.warning.tell(sentence, Tone.CAREFUL, word=_("Receive goods") if sentence else "")

    def show_chosen(self, hint: str, points_title: str, can: Can) -> None:
        """What the chosen wave lets one do; what it does not is not there."""
        self.hint.setText(hint)
        self.points_title.setText(points_title)
        for key, button in self.buttons.items():
            button.setVisible(getattr(can, key))
        self.station.setVisible(can.station)
