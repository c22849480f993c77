"""A search under way: what the best plan comes to so far, how long nothing better was found, Stop and Cancel."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.widgets.buttons import QUIET, Button
from desktop.widgets.labels import Label
from desktop.widgets.lettering import Size
from desktop.widgets.texts import Texts
from domain.common.sentences import _


class SearchStrip(QFrame):
    """`stopped`: take the best so far. `cancelled`: leave everything as it was. Hidden while nothing is searched."""

    stopped = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.best, self.since = Label(bold=True), Label(size=Size.SMALL, tone="ink_2")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop, self.cancel = Button(), Button(QUIET)
        texts = Texts(self)
        texts.put(self.stop.setText, lambda: _("Take the best so far"))
        texts.put(self.cancel.setText, lambda: _("Cancel"))
        self.stop.clicked.connect(self.stopped)
        self.cancel.clicked.connect(self.cancelled)
        words = QHBoxLayout()
        words.setSpacing(12)
        words.addWidget(self.best)
        words.addWidget(self.since)
        words.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addLayout(words)
        column.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 10, 10)
        row.setSpacing(10)
        row.addLayout(column, 1)
        row.addWidget(self.stop)
        row.addWidget(self.cancel)
        self.hide()

    def show_search(self, best: str, since: str, done: int, total: int, *, can_stop: bool) -> None:
        """How far it is; `total` 0 while nobody knows how long it takes."""
        self.best.setText(best)
        self.since.setText(since)
        self.bar.setAccessibleName(f"{best} {since}".strip())
        self.bar.setRange(0, total)
        self.bar.setValue(min(done, total))
        self.stop.setEnabled(can_stop)
        self.show()

    def show_idle(self) -> None:
        """Nothing is searched."""
        self.hide()
