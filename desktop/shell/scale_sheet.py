"""The sheet of the station's scale: what it shows now, where it is and what it speaks, its certificate, zero and tare.

It shows and tells; scale_controller.py leads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.widgets.buttons import Button
from desktop.widgets.fields import Choice, Field, LineEdit
from desktop.widgets.labels import Label
from desktop.widgets.lettering import Size
from desktop.widgets.scale_card import ScaleCard
from desktop.widgets.sheet import Sheet
from domain.common.sentences import _


class ScaleSheet(Sheet):
    """`find_wanted(address)`, `weigh_wanted`, `zero_wanted`, `tare_wanted`, `clear_wanted`; `kept(address, kind, serial
    number, last day of the certificate)`.
    """

    find_wanted = Signal(str)
    weigh_wanted = Signal()
    zero_wanted = Signal()
    tare_wanted = Signal()
    clear_wanted = Signal()
    kept = Signal(str, str, str, str)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, width=640)
        title = self.head()
        self.texts.put(title.setText, lambda: _("Scale of this station"))
        self.live = ScaleCard()
        self.body.addWidget(self.live)
        self._add_fields()
        self._add_buttons()
        self.said = Label(wrap=True)
        self.body.addWidget(self.said)
        honest = Label(size=Size.SMALL, tone="mute", wrap=True)
        self.texts.put(
            honest.setText,
            lambda: _("Simulator-tested: until a scale of your kind was tried here, trust the test weighing alone."),
        )
        self.body.addWidget(honest)
        self.done = self.feet()
        self.texts.put(self.done.setText, lambda: _("Keep"))
        self.done.clicked.connect(self._on_done)

    def _add_fields(self) -> None:
        self.place, self.kind, self.serial, self.until = Choice(), Choice(), LineEdit(), LineEdit()
        self.place.setEditable(True)
        self.place.setInsertPolicy(Choice.InsertPolicy.NoInsert)
        self.serial.setMaxLength(40)
        self.until.setMaxLength(10)
        self.until.setPlaceholderText("2027-06-30")
        names: tuple[Callable[[], str], ...] = (
            lambda: _("Port, or tcp://host:port"),
            lambda: _("What the scale speaks"),
            lambda: _("Serial number on its plate"),
            lambda: _("Certificate valid until"),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for at, widget in enumerate((self.place, self.kind, self.serial, self.until)):
            field = Field(widget)
            self.texts.put(field.say, names[at])
            grid.addWidget(field, at // 2, at % 2)
            self._until_field = field
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)

    def _add_buttons(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        acts: tuple[tuple[Callable[[], str], Callable[[], object]], ...] = (
            (lambda: _("Find it"), lambda: self.find_wanted.emit(self.place.currentText().strip())),
            (lambda: _("Weigh once"), self.weigh_wanted.emit),
            (lambda: _("Zero"), self.zero_wanted.emit),
            (lambda: _("Tare"), self.tare_wanted.emit),
            (lambda: _("Clear tare"), self.clear_wanted.emit),
        )
        self.buttons = []
        for text, act in acts:
            button = Button()
            self.texts.put(button.setText, text)
            button.clicked.connect(lambda _checked=False, act=act: act())
            row.addWidget(button)
            self.buttons.append(button)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_places(self, places: Sequence[str], kinds: Sequence[tuple[str, str]]) -> None:
        """What there is to choose from."""
        self.place.clear()
        self.place.addItems(["", *places])
        self.kind.clear()
        for key, name in kinds:
            self.kind.addItem(name, key)

    def show_chosen(self, address: str, kind: str) -> None:
        """Where it is and what it speaks."""
        self.place.setEditText(address)
        self.kind.setCurrentIndex(max(0, self.kind.findData(kind)))

    def show_certificate(self, serial: str, until: str) -> None:
        """What the settings have of its plate and its certificate."""
        self.serial.setText(serial)
        self.until.setText(until)
        self._until_field.complain("")

    def complain_of_day(self) -> None:
        """What stands there is no day."""
        self._until_field.complain(_("Write the day as 2027-06-30."))
        self.fit()

    def show_said(self, sentence: str, tone: str = "") -> None:
        """What the last try came to."""
        self.said.setText(sentence)
        self.said.set_tone(tone)
        self.fit()

    def show_busy(self, is_busy: bool) -> None:
        """While it is looked for nothing else may be asked."""
        for button in (*self.buttons, self.done):
            button.setEnabled(not is_busy)

    def _on_done(self) -> None:
        place, kind = self.place.currentText().strip(), str(self.kind.currentData())
        self.kept.emit(place, kind, self.serial.text().strip(), self.until.text().strip())
