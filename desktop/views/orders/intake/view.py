"""The import page: progress, then the outcome in numbers, the words about rows behind tabs, and one button to take it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.views.orders.intake.matching import MatchingList
from desktop.widgets.buttons import PRIMARY, Button, Tabs
from desktop.widgets.cards import Card
from desktop.widgets.covering import CoveringPage
from desktop.widgets.empty import EmptyState
from desktop.widgets.fields import Choice, Tick
from desktop.widgets.figure_row import Figure, FigureRow
from desktop.widgets.labels import ElidedLabel, Label, hairline
from desktop.widgets.layouts import holder
from desktop.widgets.lettering import Size
from desktop.widgets.progress import ProgressStrip
from desktop.widgets.rows import RowsModel
from desktop.widgets.tables import Table
from desktop.widgets.toast import Banner
from desktop.widgets.tokens import Tone
from domain.common.sentences import _

TABS = ("problems", "held", "warnings", "checks", "unknown", "rows")
ENCODINGS = ("utf-8", "gb18030", "big5", "cp1252", "utf-16")


class IntakeView(CoveringPage):
    """Signals say what is wanted; the controller answers with `show_` calls."""

    taken = Signal()
    cancelled = Signal()
    more_files_wanted = Signal()
    encoding_chosen = Signal(str)
    drafts_toggled = Signal(bool)
    point_chosen = Signal(str)
    mapping_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(lambda: _("Import"))
        self.source = ElidedLabel(tone="ink_2")
        self.encoding_word = Label(size=Size.SMALL, tone="ink_2")
        self.encoding = Choice()
        self.progress = ProgressStrip()
        self.refusal = Banner()
        self.state = Banner()
        self.figures = FigureRow()
        self.drafts = Tick()
        self.unknown = Banner(self.drafts)
        self.point_word = Label(size=Size.SMALL, tone="ink_2")
        self.point = Choice()
        self.tabs = Tabs(TABS)
        self.tables: dict[str, Table] = {}
        self.matching = MatchingList()
        self._pages = QStackedWidget()
        self._places: dict[str, int] = {}
        self.take_button = Button(PRIMARY, "check")
        self.choose_button = Button(PRIMARY, "folder")
        self.empty = EmptyState("import", self.choose_button)
        self._lay_out()
        self._say()
        self._connect()

    def _lay_out(self) -> None:
        for name in ENCODINGS:
            self.encoding.addItem(name.upper(), name)
        inner = QVBoxLayout()
        for widget in (self.figures, self.unknown, self._options(), self._words()):
            inner.addWidget(widget, 1 if isinstance(widget, Card) else 0)
        self.body = holder(inner, gap=12)
        column = self.column(gap=12)
        column.addLayout(self.head_row(self.source, self.encoding_word, self.encoding))
        for part in (self.progress, self.refusal, self.state):
            column.addWidget(part)
        column.addWidget(self.body, 1)
        column.addWidget(self.empty, 1)
        column.addLayout(self.foot_row(done=self.take_button))

    def _options(self) -> QWidget:
        row = QHBoxLayout()
        self.point.setMinimumWidth(180)
        row.addStretch(1)
        row.addWidget(self.point_word)
        row.addWidget(self.point)
        self._options_row = holder(row, gap=10)
        return self._options_row

    def _words(self) -> Card:
        card = Card()
        card.column.addWidget(self.tabs)
        card.column.addWidget(hairline())
        for key in TABS:
            page: QWidget = self.matching if key == "unknown" else Table(dense=True)
            if isinstance(page, Table):
                self.tables[key] = page
            self._places[key] = self._pages.addWidget(page)
        card.column.addWidget(self._pages, 1)
        return card

    def _say(self) -> None:
        put = self.texts.put
        put(self.encoding_word.setText, lambda: _("Encoding"))
        put(self.encoding.setAccessibleName, lambda: _("Encoding of the file"))
        put(self.encoding.setToolTip, lambda: _("Encoding of the file: choose another when the rows read wrong"))
        put(self.drafts.setText, lambda: _("Make drafts of them"))
        put(self.point_word.setText, lambda: _("Orders that name no point go to"))
        put(self.point.setAccessibleName, lambda: _("Orders that name no point go to"))
        put(self.choose_button.setText, lambda: _("Choose files"))
        put(self.empty.title.setText, lambda: _("Import order files"))
        put(
            self.empty.sentence.setText,
            lambda: _(
                "Excel, CSV or a saved web page, just as the platform gave it. You see what it says before anything is taken."
            ),
        )
        words: dict[str, Callable[[], str]] = {
            "problems": lambda: _("Problems"),
            "held": lambda: _("Held"),
            "warnings": lambda: _("Worth a look"),
            "checks": lambda: _("Own sums"),
            "unknown": lambda: _("Unknown names"),
            "rows": lambda: _("First rows"),
        }
        for key, word in words.items():
            put(self.tabs.tabs[key].setText, word)

    def _connect(self) -> None:
        self.take_button.clicked.connect(self.taken)
        self.choose_button.clicked.connect(self.more_files_wanted)
        self.progress.cancelled.connect(self.cancelled)
        self.encoding.activated.connect(lambda: self.encoding_chosen.emit(self.encoding.currentData()))
        self.drafts.toggled.connect(self.drafts_toggled)
        self.point.activated.connect(lambda: self.point_chosen.emit(self.point.currentData()))
        self.refusal.action.clicked.connect(self.mapping_wanted)
        self.tabs.chosen.connect(self.show_tab)

    def set_models(self, models: dict[str, RowsModel[Any]]) -> None:
        """The rows of each tab."""
        for key, model in models.items():
            self.tables[key].setModel(model)

    def show_empty(self) -> None:
        """No files yet."""
        self._show(empty=True)
        self.source.setText("")
        self.encoding.hide()
        self.encoding_word.hide()
        self.refusal.tell("")
        self.state.tell("")
        self.progress.show_idle()

    def show_source(self, text: str, encoding: str) -> None:
        """Which file and form, and its encoding where it is a text."""
        self.source.setText(text)
        self.encoding.setVisible(bool(encoding))
        self.encoding_word.setVisible(bool(encoding))
        at = self.encoding.findData(encoding.removesuffix("-sig"))
        self.encoding.setCurrentIndex(at)

    def show_reading(self, sentence: str, done: int, total: int) -> None:
        """Files are being read, or tried out."""
        self._show()
        self.progress.show_busy(sentence, done, total)

    def show_refusal(self, sentence: str, word: str) -> None:
        """A file that was not read, and the way out."""
        self.refusal.tell(sentence, Tone.WRONG, word=word)

    def show_state(self, sentence: str) -> None:
        """A word about the cycle the orders go into."""
        self.state.tell(sentence, Tone.CAREFUL)

    def show_outcome(self, figures: Sequence[Figure], take_word: str, *, can_take: bool) -> None:
        """What would happen."""
        self.progress.show_idle()
        self._show(outcome=True)
        self.figures.show_figures(figures)
        self.take_button.setText(take_word)
        self.take_button.setEnabled(can_take)

    def show_unknown(self, sentence: str, *, make_drafts: bool) -> None:
        """Names nobody knows; an empty sentence when all are known."""
        self.unknown.tell(sentence, Tone.CAREFUL)
        self.drafts.blockSignals(True)
        self.drafts.setChecked(make_drafts)
        self.drafts.blockSignals(False)

    def show_points(self, points: Sequence[tuple[str, str]], chosen: str) -> None:
        """(value, name) of the points orders without a point may go to; none hides the choice."""
        self.point.clear()
        for value, name in points:
            self.point.addItem(name, value)
        self.point.setCurrentIndex(max(0, self.point.findData(chosen)))
        self._options_row.setVisible(bool(points))

    def show_counts(self, counts: dict[str, int]) -> None:
        """The number at each tab; tabs with nothing are hidden. Goes to the first that has something."""
        for key, count in counts.items():
            self.tabs.tabs[key].show_count(str(count) if key != "rows" else "")
            self.tabs.tabs[key].setVisible(bool(count))
        self.show_tab(next((key for key in TABS if counts.get(key)), "rows"))

    def show_tab(self, key: str) -> None:
        """One of the tables."""
        self.tabs.mark(key)
        self._pages.setCurrentIndex(self._places[key])

    def _show(self, *, outcome: bool = False, empty: bool = False) -> None:
        self.body.setVisible(outcome)
        self.empty.setVisible(empty)
        self.take_button.setVisible(outcome)
        self.leave_button.setVisible(not empty)
