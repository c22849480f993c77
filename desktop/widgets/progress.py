"""Work under way: what is done, how far it is, and Cancel. Skeleton rows stand where rows will be."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.widgets.buttons import QUIET, Button
from desktop.widgets.cards import Card
from desktop.widgets.labels import Label
from desktop.widgets.layouts import holder
from desktop.widgets.tables import ROW
from desktop.widgets.texts import Texts
from desktop.widgets.theme import tokens
from domain.common.sentences import _


class ProgressStrip(QFrame):
    """One line: the sentence, the bar, Cancel. Hidden while nothing runs."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.sentence = Label()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.cancel = Button(QUIET)
        self.cancel.clicked.connect(self.cancelled)
        Texts(self).put(self.cancel.setText, lambda: _("Cancel"))
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(self.sentence)
        words.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 8, 10)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(self.cancel)
        self.hide()

    def show_busy(self, sentence: str, done: int = 0, total: int = 0, *, can_cancel: bool = True) -> None:
        """The sentence and how far; `total` 0 while that is not known."""
        self.sentence.setText(sentence)
        self.bar.setAccessibleName(sentence)
        self.bar.setRange(0, total)
        self.bar.setValue(min(done, total))
        self.cancel.setVisible(can_cancel)
        self.cancel.setEnabled(can_cancel)
        self.show()

    def show_idle(self) -> None:
        """Nothing runs."""
        self.hide()


class Skeleton(QWidget):
    """Rows still to come: quiet bars at the rhythm of a table. It does not move; the night is restless enough."""

    _WIDTHS = (0.20, 0.12, 0.16, 0.28)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(ROW * 3)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(0, 0, 0, 0))
        painter.setBrush(QColor(tokens().sunken))
        for top in range(12, self.height() - 10, ROW):
            left = 16.0
            for share in self._WIDTHS:
                wide = share * (self.width() - 32)
                painter.drawRoundedRect(QRectF(left, top, wide - 24, 11), 4, 4)
                left += wide + 12
        painter.end()


def skeleton_page(*, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QWidget:
    """A page whose rows are still being read: a card of quiet bars."""
    card, column = Card(), QVBoxLayout()
    card.column.addWidget(Skeleton())
    column.addWidget(card)
    return holder(column, margins=margins)
