"""The sheet that tries a scanner: what a real label is read as before the reading is kept, and how fast it types.

It shows and tells; scanner_controller.py leads.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.widgets.buttons import PRIMARY, Button
from desktop.widgets.fields import Choice, Field, LineEdit, Tick
from desktop.widgets.labels import Label
from desktop.widgets.lettering import Size
from desktop.widgets.sheet import Sheet
from domain.common.sentences import _


class ScannerSheet(Sheet):
    """`learn_wanted` begins the three scans, `kept(index, pattern text, only this prefix)` keeps a reading of the label."""

    learn_wanted = Signal()
    kept = Signal(int, str, bool)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, width=640)
        title = self.head()
        self.texts.put(title.setText, lambda: _("Try the scanner"))
        self.said = Label(size=Size.LARGE, wrap=True)
        self.seen = Label(size=Size.SMALL, tone="mute", wrap=True)
        self.body.addWidget(self.said)
        self.body.addWidget(self.seen)
        self._add_reading()
        self.learn = Button()
        self.texts.put(self.learn.setText, lambda: _("Learn how fast it types"))
        self.learn.clicked.connect(self.learn_wanted)
        row = QHBoxLayout()
        row.addWidget(self.learn)
        row.addStretch(1)
        row.addWidget(self.keep)
        self.body.addLayout(row)
        honest = Label(size=Size.SMALL, tone="mute", wrap=True)
        self.texts.put(
            honest.setText,
            lambda: _(
                "Simulator-tested: until a scanner of your kind was tried here, trust the test scan and nothing else."
            ),
        )
        self.body.addWidget(honest)

    def _add_reading(self) -> None:
        """What a scale's label may be read as, and a pattern of one's own."""
        self.reading, self.pattern, self.only_prefix = Choice(), LineEdit(), Tick()
        self.pattern.setMaxLength(40)
        self.keep = Button(PRIMARY)
        self.keep.clicked.connect(self._on_keep)
        self._reading_field, self._pattern_field = Field(self.reading), Field(self.pattern)
        self.texts.put(self._reading_field.say, lambda: _("What is printed on the label"))
        self.texts.put(self._pattern_field.say, lambda: _("Or another pattern (P2 I5 W5 C, see the scale's manual)"))
        self.texts.put(self.keep.setText, lambda: _("Keep this reading"))
        for widget in (self._reading_field, self._pattern_field, self.only_prefix):
            self.body.addWidget(widget)
        self.show_readings((), "")

    def open_sheet(self, focus: QWidget | None = None) -> None:
        """Opens it with nothing scanned yet."""
        self.show_said(_("Scan a label, as at work."), "", "")
        self.show_readings((), "")
        super().open_sheet(focus or self.learn)

    def show_said(self, sentence: str, seen: str, tone: str) -> None:
        """What the last scan came to; `seen`: the characters that arrived."""
        self.said.setText(sentence)
        self.said.set_tone(tone)
        self.seen.setText(_("Arrived: {text}").format(text=seen) if seen else "")
        self.seen.setVisible(bool(seen))
        self.fit()

    def show_readings(self, readings: Sequence[str], prefix: str) -> None:
        """How each pattern reads a scale's label; none: it was no such label."""
        self.reading.clear()
        self.reading.addItems(list(readings))
        self.pattern.clear()
        self.only_prefix.setText(_("Only labels that begin with {prefix}").format(prefix=prefix))
        self.only_prefix.setChecked(False)
        for widget in (self._reading_field, self._pattern_field, self.only_prefix, self.keep):
            widget.setVisible(bool(readings))
        self.fit()

    def _on_keep(self) -> None:
        self.kept.emit(self.reading.currentIndex(), self.pattern.text().strip(), self.only_prefix.isChecked())
