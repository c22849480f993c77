"""The printing page: the printers at the left, the queue of the chosen one, the label in hand at the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.views.printing.cards import PrinterCards
from desktop.views.printing.pane import LabelPane
from desktop.widgets.buttons import PLAIN, PRIMARY, Button, IconButton, Tabs
from desktop.widgets.cards import Card
from desktop.widgets.empty import EmptyState
from desktop.widgets.labels import ElidedLabel, Label, hairline
from desktop.widgets.layouts import clear, holder, scrolled
from desktop.widgets.lettering import Size
from desktop.widgets.progress import skeleton_page
from desktop.widgets.screen import Screen, title_label
from desktop.widgets.tables import Table
from desktop.widgets.toast import Banner
from desktop.widgets.tokens import Tone
from domain.common.sentences import _

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel

    from desktop.background.label_pictures import LabelPicture
    from desktop.views.printing.model import InHand, PrinterFace, Question

PAGES = ("busy", "empty", "printers")
LISTS = ("queue", "settled")
KEYS = {"F6": "pause", "F7": "move", "F8": "skip", "F9": "reprint", "Del": "cancel"}
NARROW = 1160
"""Below this width of the page everything gets a little less room, and the table shows what matters most."""
SOMETIMES = ("copy", "group", "asked")
"""Columns that are shown where they say something, in their order behind the first two."""
NARROW_WITHOUT = frozenset(SOMETIMES)


class QuestionBand(QFrame):
    """What waits for a person's word, with its answers. `wanted(act)`."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = Label(bold=True, wrap=True)
        self.buttons: dict[str, Button] = {}
        self._said: object = None
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(16, 10, 12, 10)
        self._line.setSpacing(10)
        self._line.addWidget(self.sentence, 1)
        self._line.addLayout(self._row)
        self.hide()

    def stack(self, is_narrow: bool) -> None:
        """The answers below the question where there is little room, else beside it."""
        direction = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self._line.setDirection(direction)

    def show_question(self, question: Question | None, *, is_asking: bool) -> None:
        """Another question, or none; `is_asking`: its first answer is the one primary button of the page."""
        self.setVisible(question is not None)
        if question is None or self._said == (question, is_asking):
            return
        self._said = (question, is_asking)
        self.setProperty("role", question.tone.value)
        self.style().unpolish(self)
        self.style().polish(self)
        self.sentence.set_tone("" if question.tone is Tone.PLAIN else question.tone.value)
        self.sentence.setText(question.sentence)
        clear(self._row)
        self.buttons = {}
        for at, (key, word) in enumerate(question.acts):
            button = Button(PRIMARY if is_asking and not at else PLAIN)
            button.setText(word)
            button.clicked.connect(partial(self._on_clicked, key))
            self._row.addWidget(button)
            self.buttons[key] = button
        self.updateGeometry()

    def _on_clicked(self, key: str, _checked: bool = False) -> None:
        self.wanted.emit(key)


class PrintingView(Screen):
    """`printer_chosen(id)`, `list_chosen("queue" or "settled")`, `act_wanted(key)`, `add_wanted`, `devices_wanted`."""

    printer_chosen = Signal(int)
    list_chosen = Signal(str)
    act_wanted = Signal(str)
    add_wanted = Signal()
    row_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.title, self.summary = title_label(), ElidedLabel(tone="ink_2")
        self.refusal = Banner()
        self.add, self.first = Button(PLAIN, "plus"), Button(PRIMARY, "plus")
        self.empty = EmptyState("print", self.first)
        self.cards, self.pane, self.band = PrinterCards(), LabelPane(), QuestionBand()
        self.name = ElidedLabel(bold=True)
        self.pause, self.move_all, self.skip = Button(), Button(), Button()
        self.edit, self.again = IconButton("settings"), IconButton("refresh")
        self.tabs, self.table = Tabs(LISTS), Table()
        self.nothing = Label(tone="mute")
        self.hint = ElidedLabel(size=Size.SMALL, tone="mute")
        self._wanted = frozenset(SOMETIMES)
        self._pages, self._lists = QStackedWidget(), QStackedWidget()
        self._lay_out()
        self._say()
        self._connect()

    def _lay_out(self) -> None:
        for page in (skeleton_page(), self.empty, self._printers_page()):
            self._pages.addWidget(page)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(self.title)
        head.addWidget(self.summary, 1)
        head.addWidget(self.add)
        column = self.column(gap=14)
        column.addLayout(head)
        column.addWidget(self.refusal)
        column.addWidget(self._pages, 1)

    def _printers_page(self) -> QWidget:
        self._rack = scrolled(self.cards)
        middle = QVBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.band)
        middle.addWidget(self._queue_card(), 1)
        row = QHBoxLayout()
        row.addWidget(self._rack)
        row.addLayout(middle, 1)
        row.addWidget(self.pane)
        return holder(row, gap=14)

    def _queue_card(self) -> Card:
        card = Card()
        acts = QHBoxLayout()
        acts.setContentsMargins(16, 8, 8, 8)
        acts.setSpacing(8)
        acts.addWidget(self.name, 1)
        for widget in (self.pause, self.move_all, self.skip, self.again, self.edit):
            acts.addWidget(widget)
        card.column.addLayout(acts)
        card.column.addWidget(hairline())
        card.column.addWidget(self.tabs)
        card.column.addWidget(hairline())
        nothing = QVBoxLayout()
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        nothing.addWidget(self.nothing)
        self._lists.addWidget(self.table)
        self._lists.addWidget(holder(nothing))
        card.column.addWidget(self._lists, 1)
        self.hint.setContentsMargins(16, 7, 16, 8)
        card.column.addWidget(hairline())
        card.column.addWidget(self.hint)
        return card

    def _say(self) -> None:
        put = self.texts.put
        put(self.title.setText, lambda: _("Printing"))
        put(self.add.setText, lambda: _("Add a printer…"))
        put(self.first.setText, lambda: _("Add a printer…"))
        put(self.empty.title.setText, lambda: _("No label printer yet"))
        put(self.move_all.setText, lambda: _("Move all…"))
        put(self.skip.setText, lambda: _("Skip…"))
        put(self.edit.name, lambda: _("Change this printer"))
        put(self.again.name, lambda: _("Try to reach it now"))
        put(self.tabs.tabs["queue"].setText, lambda: _("To print"))
        put(self.tabs.tabs["settled"].setText, lambda: _("Done"))
        put(self.table.setAccessibleName, lambda: _("Labels of this printer"))
        put(
            self.hint.setText,
            lambda: _("F2 F3 answer · F6 pause, go on · F7 move · F8 skip · F9 print again · Del let go"),
        )

    def _connect(self) -> None:
        self.cards.chosen.connect(self.printer_chosen)
        self.tabs.chosen.connect(self.list_chosen)
        for signal in (self.pane.wanted, self.band.wanted):
            signal.connect(self.act_wanted)
        self.pause.clicked.connect(lambda: self.act_wanted.emit("pause"))
        self.move_all.clicked.connect(lambda: self.act_wanted.emit("move_all"))
        self.skip.clicked.connect(lambda: self.act_wanted.emit("skip"))
        self.edit.clicked.connect(lambda: self.act_wanted.emit("edit"))
        self.again.clicked.connect(lambda: self.act_wanted.emit("try_now"))
        self.table.row_opened.connect(lambda _index: self.focus_acts())
        self.add.clicked.connect(self.add_wanted)
        self.first.clicked.connect(self.add_wanted)
        self._add_keys()

    def _add_keys(self) -> None:
        """They work wherever the keyboard is, while the page is in front and no sheet lies over it."""
        for key, act in KEYS.items():
            QShortcut(QKeySequence(key), self).activated.connect(partial(self.act_wanted.emit, act))
        QShortcut(QKeySequence("F2"), self).activated.connect(partial(self._answer, 0))
        QShortcut(QKeySequence("F3"), self).activated.connect(partial(self._answer, 1))

    def set_model(self, model: QAbstractItemModel) -> None:
        """The rows of the table; `row_chosen(place)` when the keyboard or a click goes to one."""
        self.table.setModel(model)
        self.table.selectionModel().currentRowChanged.connect(
            lambda current, _before: self.row_chosen.emit(current.row())
        )

    def show_page(self, key: str) -> None:
        """ "busy", "empty" (no printer) or "printers"."""
        self._pages.setCurrentIndex(PAGES.index(key))
        self.add.setVisible(key == "printers")
        self.summary.setVisible(key == "printers")

    def show_printers(self, faces: Sequence[PrinterFace], chosen: int, name: str, summary: str) -> None:
        """The cards, and whose queue stands in the middle."""
        self.cards.show_faces(faces, chosen)
        self.name.setText(name)
        self.summary.setText(summary)

    def show_acts(self, *, is_paused: bool, can_move: bool, can_skip: bool) -> None:
        """What may be done with the whole queue."""
        self.pause.setText(_("Go on") if is_paused else _("Pause"))
        self.move_all.setVisible(can_move)
        self.skip.setEnabled(can_skip)

    def show_list(self, key: str, waiting: str, settled: str, nothing: str) -> None:
        """Which list is shown, the counts on both tabs, and what stands there while it is empty."""
        self.tabs.mark(key)
        self.tabs.tabs["queue"].show_count(waiting)
        self.tabs.tabs["settled"].show_count(settled)
        self.nothing.setText(nothing)
        self._lists.setCurrentIndex(1 if nothing else 0)

    def show_question(self, question: Question | None, hand: InHand | None) -> None:
        """The one question of the printer and the label in hand; of both, one button is the page's primary."""
        asks = hand is not None and hand.wants_word
        self.band.show_question(question, is_asking=not asks)
        self.pane.show_label(hand, is_asking=asks)

    def show_picture(self, picture: LabelPicture) -> None:
        """The label in hand, drawn; and what of it has no room or no character."""
        name = _("Picture of {label}").format(label=self.pane.title.text())
        self.pane.picture.show_label(picture.image, picture.width_mm, picture.height_mm, name)
        self.pane.show_problems(picture.problems)

    def choose_rows(self, places: Sequence[int], current: int | None) -> None:
        """Selects these rows of the table, without telling anybody."""
        self.table.selectionModel().blockSignals(True)
        self.table.choose(places, current)
        self.table.selectionModel().blockSignals(False)
        self.table.viewport().update()
        if current is not None:
            self.table.scrollTo(self.table.model().index(current, 0))

    def show_waiting_for_a_printer(self, sentence: str) -> None:
        """What to do while there is no printer."""
        self.empty.sentence.setText(sentence)

    def show_refusal(self, sentence: str) -> None:
        """Why something was not done."""
        self.refusal.tell(sentence, Tone.WRONG)

    def focus_acts(self) -> None:
        """Enter on a label: the keyboard goes to what may be done with it."""
        button = next(iter(self.pane.buttons.values()), None)
        if button is not None:
            button.setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW
        self._rack.setFixedWidth(208 if is_narrow else 268)
        self.pane.setFixedWidth(252 if is_narrow else 330)
        self.name.setVisible(not is_narrow)
        self.hint.setVisible(not is_narrow)
        self.band.stack(is_narrow)
        self._hide_columns()

    def show_columns(self, wanted: frozenset[str]) -> None:
        """The columns that have something to say in this list."""
        self._wanted = wanted
        self._hide_columns()

    def _hide_columns(self) -> None:
        shown = self._wanted - NARROW_WITHOUT if self.width() < NARROW else self._wanted
        for at, key in enumerate(SOMETIMES, 2):
            self.table.setColumnHidden(at, key not in shown)

    def _answer(self, place: int) -> None:
        """F2 and F3 answer the question that waits, else act on the label in hand."""
        buttons = list(self.band.buttons.values()) if self.band.isVisible() else list(self.pane.buttons.values())
        if place < len(buttons):
            buttons[place].click()
