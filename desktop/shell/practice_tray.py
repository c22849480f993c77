"""The practice devices in a corner of a training window: a pan to load, a code to scan, and what goes wrong in a hall.

It stands over the station and leaves the keyboard where it is; only its two fields take it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.background.scale import Scale
from desktop.background.weights import grams_of
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.fields import Choice, Field, LineEdit, Tick
from desktop.widgets.labels import Label
from desktop.widgets.lettering import Size
from desktop.widgets.texts import Texts
from domain.common.sentences import _

if TYPE_CHECKING:
    from workers.practice import Pan

WIDTH = 316
EDGE = 16
NOISE = 0.4


class PracticeTray(QFrame):
    """`scale` holds the simulated one, `scan` takes a code as a scanner would. `opened`: it wants to know the codes."""

    opened = Signal()

    def __init__(self, over: QWidget, scale: Scale, scan: Callable[[str], object]) -> None:
        super().__init__(over)
        self._over, self._scale, self._scan = over, scale, scan
        self.setProperty("role", "sheet")
        self.setFixedWidth(WIDTH)
        self._texts = Texts(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 14)
        self._column.setSpacing(8)
        self._add_head()
        self._add_pan()
        self._add_faults()
        self._add_scan()
        self.hide()

    def _add_head(self) -> None:
        title, shut = Label(size=Size.LARGE, bold=True), IconButton("close", 16)
        self._texts.put(title.setText, lambda: _("Practice devices"))
        self._texts.put(shut.name, lambda: _("Close"))
        shut.clicked.connect(self.hide)
        row = QHBoxLayout()
        row.addWidget(title, 1)
        row.addWidget(shut)
        self._column.addLayout(row)

    def _add_pan(self) -> None:
        self.weight = LineEdit()
        field = Field(self.weight)
        self._texts.put(field.say, lambda: _("On the scale, kg (1.250) or g (1250)"))
        self._column.addWidget(field)
        self.weight.returnPressed.connect(self.on_put)
        self.put, self.take = (
            self._button(lambda: _("Put on"), self.on_put),
            self._button(lambda: _("Take off"), self.on_take),
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.put, 1)
        row.addWidget(self.take, 1)
        self._column.addLayout(row)

    def _add_faults(self) -> None:
        """What a station has to say no to."""
        faults: tuple[tuple[Callable[[], str], Callable[[Pan, bool], object]], ...] = (
            (lambda: _("It moves"), lambda pan, on: pan.shake(on)),
            (lambda: _("Too heavy"), lambda pan, on: pan.overload() if on else pan.take()),
            (lambda: _("Below zero"), lambda pan, on: pan.put(-120 if on else 0)),
            (lambda: _("Sends nothing"), lambda pan, on: pan.freeze(on)),
            (lambda: _("Noise on the line"), lambda pan, on: pan.garble(NOISE if on else 0.0)),
            (lambda: _("Cable pulled"), lambda pan, on: pan.unplug() if on else pan.plug_in()),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for at, (text, act) in enumerate(faults):
            tick = Tick()
            tick.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._texts.put(tick.setText, text)
            tick.toggled.connect(lambda on, act=act: self._to_pan(lambda pan: act(pan, on)))
            grid.addWidget(tick, at // 2, at % 2)
        self._column.addLayout(grid)

    def _add_scan(self) -> None:
        self.code = Choice()
        self.code.setInsertPolicy(Choice.InsertPolicy.NoInsert)
        field = Field(self.code)
        self._texts.put(field.say, lambda: _("Scan a code"))
        self._line = LineEdit()
        self.code.setLineEdit(self._line)
        self._line.returnPressed.connect(self.on_scan)
        self.scan = self._button(lambda: _("Scan"), self.on_scan)
        self._column.addWidget(field)
        self._column.addWidget(self.scan)

    def _button(self, text: Callable[[], str], act: Callable[[], object]) -> Button:
        button = Button()
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._texts.put(button.setText, text)
        button.clicked.connect(lambda: act())
        return button

    def show_codes(self, codes: list[tuple[str, str]]) -> None:
        """What may be scanned: what it is, and its code; another may be typed."""
        kept = self.code.currentText()
        self.code.clear()
        for name, code in codes:
            self.code.addItem(name, code)
        self.code.setEditText(kept)

    def toggle(self) -> None:
        """Shows it, or puts it away."""
        self.setVisible(self.isHidden())
        if self.isVisible():
            self.opened.emit()
            self.follow_window()
            self.raise_()

    def follow_window(self) -> None:
        """In the lower right corner of the window."""
        self.adjustSize()
        room = self._over.contentsRect()
        self.move(room.right() - self.width() - EDGE, room.bottom() - self.height() - EDGE - 30)

    @Slot()
    def on_put(self) -> None:
        grams = grams_of(self.weight.text().strip())
        if grams is not None:
            self._to_pan(lambda pan: pan.put(grams))
        self._over.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_take(self) -> None:
        """The pan is empty."""
        self._to_pan(lambda pan: pan.take())

    @Slot()
    def on_scan(self) -> None:
        text = self.code.currentText().strip()
        at = self.code.findText(text)
        code = self.code.itemData(at) if at >= 0 else text
        self._over.setFocus(Qt.FocusReason.OtherFocusReason)
        if code:
            self._scan(code)

    def _to_pan(self, act: Callable[[Pan], object]) -> None:
        if self._scale.practice is not None:
            act(self._scale.practice.pan)
