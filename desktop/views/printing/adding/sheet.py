"""The sheet that adds a label printer in three steps: where it is, what it is, a test print. adding/controller.py leads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.views.printing.pane import LabelView
from desktop.widgets.buttons import PRIMARY, QUIET, Button
from desktop.widgets.fields import Choice, Field, LineEdit
from desktop.widgets.labels import ElidedLabel, Label, hairline
from desktop.widgets.layouts import holder
from desktop.widgets.lettering import Size
from desktop.widgets.rows import Column, RowsModel
from desktop.widgets.sheet import Sheet
from desktop.widgets.tables import Table
from domain.common.sentences import _

if TYPE_CHECKING:
    from desktop.background.label_pictures import LabelPicture
    from desktop.background.printer_setup import FoundPlace, PrinterKind

STEPS = 3
HIGH = 296


@dataclass(frozen=True, slots=True)
class PrinterWish:
    """What the steps say. `station`: "" for everybody's."""

    address: str
    name: str
    profile: str
    media: str
    is_own: bool


class StepRow(QWidget):
    """“1 Where  2 What  3 Test”, the step at hand in the accent."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self.labels = [Label(bold=True) for _step in range(STEPS)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        for label in self.labels:
            row.addWidget(label)
        row.addStretch(1)

    def show_step(self, step: int) -> None:
        """Which one is at hand; those behind are done."""
        for at, label in enumerate(self.labels):
            label.set_tone("running" if at == step else "ink_2" if at < step else "mute")


class PrinterSheet(Sheet):
    """`next_wanted`, `back_wanted`, `look_wanted`, `try_wanted`, `retire_wanted`; `kind_chosen(profile key)`."""

    next_wanted = Signal()
    back_wanted = Signal()
    look_wanted = Signal()
    try_wanted = Signal()
    retire_wanted = Signal()
    kind_chosen = Signal(str)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, width=660)
        self.title = self.head()
        self.steps, self._pages = StepRow(), QStackedWidget()
        self.body.addWidget(self.steps)
        self.body.addWidget(hairline())
        for page in (self._where(), self._what(), self._test()):
            self._pages.addWidget(page)
        self._pages.setFixedHeight(HIGH)
        self.body.addWidget(self._pages)
        self._add_feet()
        self._say()

    # Where ---------------------------------------------------------------------------------------------

    def _where(self) -> QWidget:
        columns: tuple[Column[FoundPlace], ...] = (
            Column("name", lambda: _("Found here"), lambda row: row.name, 300, stretches=True),
            Column("address", lambda: _("Address"), lambda row: row.address, 240, is_quiet=True),
        )
        self.found: RowsModel[FoundPlace] = RowsModel(columns)
        self.places, self.look = Table(dense=True, framed=True), Button()
        self.places.setModel(self.found)
        self.places.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.places.selectionModel().currentRowChanged.connect(lambda now, _before: self._on_place(now.row()))
        self.places.row_opened.connect(lambda _index: self.next_wanted.emit())
        self.found_sentence = Label(tone="ink_2", wrap=True)
        self.address = LineEdit()
        self.address.setPlaceholderText("tcp://192.168.1.50:9100")
        self.address.setMaxLength(200)
        self.address.returnPressed.connect(self.next_wanted)
        self.address_field = Field(self.address)
        column = QVBoxLayout()
        for widget in (self.found_sentence, self.places, self.address_field):
            column.addWidget(widget)
        column.addStretch(1)
        return holder(column, gap=12)

    def _on_place(self, place: int) -> None:
        if 0 <= place < len(self.found.rows):
            self.address.setText(self.found.rows[place].address)

    def show_places(self, places: Sequence[FoundPlace], sentence: str) -> None:
        """What is plugged in; the sentence when nothing is."""
        self.found.show_rows(places)
        self.places.setVisible(bool(places))
        self.found_sentence.setText(sentence)
        self.found_sentence.setVisible(not places)

    # What ----------------------------------------------------------------------------------------------

    def _what(self) -> QWidget:
        self.name, self.kind, self.media, self.whose = LineEdit(), Choice(), Choice(), Choice()
        self.name.setMaxLength(60)
        self.kind.activated.connect(lambda _at: self.kind_chosen.emit(str(self.kind.currentData())))
        names: tuple[Callable[[], str], ...] = (
            lambda: _("What people call it"),
            lambda: _("Kind"),
            lambda: _("Roll (width x height, mm)"),
            lambda: _("Whose labels"),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(14)
        for at, widget in enumerate((self.name, self.kind, self.media, self.whose)):
            field = Field(widget)
            self.texts.put(field.say, names[at])
            grid.addWidget(field, at // 2, at % 2)
            if widget is self.name:
                self.name_field = field
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.kind_sentence = Label(tone="ink_2", wrap=True)
        self.retire = Button(QUIET)
        self.retire.clicked.connect(self.retire_wanted)
        column = QVBoxLayout()
        column.addLayout(grid)
        column.addWidget(self.kind_sentence)
        column.addStretch(1)
        column.addWidget(self.retire, alignment=Qt.AlignmentFlag.AlignLeft)
        return holder(column, gap=14)

    def show_kinds(self, kinds: Sequence[PrinterKind], chosen: str) -> None:
        """Every kind there is, and the likeliest."""
        self.kind.clear()
        for kind in kinds:
            self.kind.addItem(kind.name, kind.key)
        self.kind.setCurrentIndex(max(0, self.kind.findData(chosen)))

    def show_media(self, media: Sequence[str], chosen: str, sentence: str) -> None:
        """The rolls that fit, and what this kind of printer can say of itself."""
        self.media.clear()
        self.media.addItems(list(media))
        self.media.setCurrentIndex(max(0, self.media.findText(chosen)))
        self.kind_sentence.setText(sentence)

    def show_whose(self, station: str, *, is_own: bool) -> None:
        """Everybody's labels, or this station's alone."""
        self.whose.clear()
        self.whose.addItem(_("Everybody's"), False)
        self.whose.addItem(_("Only those of {station}").format(station=station), True)
        self.whose.setCurrentIndex(int(is_own))

    # Test ----------------------------------------------------------------------------------------------

    def _test(self) -> QWidget:
        self.picture, self.try_it = LabelView(), Button()
        self.picture.setFixedWidth(290)
        self.try_it.clicked.connect(self.try_wanted)
        self.ask, self.told = Label(tone="ink_2", wrap=True), Label(bold=True, wrap=True)
        self.honest = Label(size=Size.SMALL, tone="mute", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(10)
        words.addWidget(self.ask)
        words.addWidget(self.try_it, alignment=Qt.AlignmentFlag.AlignLeft)
        words.addWidget(self.told)
        words.addStretch(1)
        words.addWidget(self.honest)
        row = QHBoxLayout()
        row.addWidget(self.picture)
        row.addLayout(words, 1)
        return holder(row, gap=18)

    def show_picture(self, picture: LabelPicture) -> None:
        """The test print, as it comes out."""
        self.picture.show_label(picture.image, picture.width_mm, picture.height_mm, _("Picture of the test print"))

    def show_told(self, sentence: str, tone: str) -> None:
        """What the test print came to, or that it runs."""
        self.told.setText(sentence)
        self.told.set_tone(tone)
        self.told.setVisible(bool(sentence))

    def show_busy(self, is_busy: bool) -> None:
        """While something is tried nothing else is."""
        for button in (self.try_it, self.done, self.back):
            button.setEnabled(not is_busy)

    # All -----------------------------------------------------------------------------------------------

    def _add_feet(self) -> None:
        self.back, self.done = Button(QUIET), Button(PRIMARY)
        self.foot = ElidedLabel(tone="wrong")
        self.back.clicked.connect(self.back_wanted)
        self.done.clicked.connect(self.next_wanted)
        self.look.clicked.connect(self.look_wanted)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.look)
        row.addWidget(self.foot, 1)
        row.addWidget(self.back)
        row.addWidget(self.done)
        self.body.addLayout(row)

    def _say(self) -> None:
        put = self.texts.put
        for at, word in enumerate((lambda: _("1  Where"), lambda: _("2  What"), lambda: _("3  Test"))):
            put(self.steps.labels[at].setText, word)
        put(self.address_field.say, lambda: _("Its address (network, port, queue)"))
        put(self.places.setAccessibleName, lambda: _("Found here"))
        put(self.look.setText, lambda: _("Look again"))
        put(self.back.setText, lambda: _("Back"))
        put(self.retire.setText, lambda: _("Take it out of use…"))
        put(self.try_it.setText, lambda: _("Print the test label"))
        put(
            self.ask.setText,
            lambda: _(
                "A ruler on two edges, the trade's characters, fine lines, a code to scan: hold it against this picture."
            ),
        )
        put(
            self.honest.setText,
            lambda: _("Simulator-tested: until a printer of your kind was tried here, trust the test print alone."),
        )

    def show_step(self, step: int, title: str, word: str) -> None:
        """One of the three; `word` stands on the primary button."""
        self.title.setText(title)
        self.steps.show_step(step)
        self._pages.setCurrentIndex(step)
        self.done.setText(word)
        self.back.setVisible(step > 0)
        self.look.setVisible(step == 0)
        self.complain("")

    def complain(self, sentence: str) -> None:
        """Why it cannot go on."""
        step = self._pages.currentIndex()
        self.address_field.complain(sentence if step == 0 else "")
        self.name_field.complain(sentence if step == 1 else "")
        self.foot.setText(sentence if step == 2 else "")

    def focus_step(self) -> None:
        """The keyboard goes to what the step asks for."""
        (self.address, self.name, self.try_it)[self._pages.currentIndex()].setFocus(Qt.FocusReason.OtherFocusReason)

    def wish(self) -> PrinterWish:
        """What stands in the fields."""
        return PrinterWish(
            self.address.text().strip(),
            self.name.text().strip(),
            str(self.kind.currentData()),
            self.media.currentText(),
            bool(self.whose.currentData()),
        )
