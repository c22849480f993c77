"""Badges: a state as colour, word and shape; as a widget, and drawn into a table's cell."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.widgets.lettering import Size, font
from desktop.widgets.marks import paint_mark
from desktop.widgets.theme import tokens
from desktop.widgets.tokens import Tone

MARK = 8.0
PAD = 7.0
GAP = 6.0
HEIGHT = 22.0


@dataclass(frozen=True, slots=True)
class Mark:
    """What a badge says."""

    tone: Tone
    word: str


class Badge(QWidget):
    """A small badge. Nothing is drawn while it has no mark."""

    def __init__(self, mark: Mark | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = mark
        self.setFont(font(Size.SMALL))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.text())
        if mark is None:
            self.hide()  # and never shown here: without a parent it would flash as a window of its own

    def show_mark(self, mark: Mark | None) -> None:
        """Another state, or none."""
        self._mark = mark
        self.setVisible(mark is not None)
        self.setAccessibleName(mark.word if mark else "")
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The word on it."""
        return self._mark.word if self._mark else ""

    def sizeHint(self) -> QSize:
        return QSize(round(badge_width(self.text(), self.font())) + 1, int(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._mark:
            painter = QPainter(self)
            paint_badge(painter, self._mark, QRectF(self.rect()), self.font())
            painter.end()


def badge_width(word: str, letter: QFont) -> float:
    """How wide a badge with this word is."""
    return PAD + MARK + GAP + QFontMetricsF(letter).horizontalAdvance(word) + PAD


def paint_badge(painter: QPainter, mark: Mark, room: QRectF, letter: QFont) -> None:
    """Draws a badge at the left of `room`, in its middle, no wider than `room`."""
    theme = tokens()
    width = min(badge_width(mark.word, letter), room.width())
    box = QRectF(room.left(), room.center().y() - HEIGHT / 2, width, HEIGHT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.soft(mark.tone)))
    painter.drawRoundedRect(box, 4, 4)
    dot = QRectF(box.left() + PAD, box.center().y() - MARK / 2, MARK, MARK)
    paint_mark(painter, mark.tone, theme.of(mark.tone), dot)
    painter.setFont(letter)
    painter.setPen(QColor(theme.of(mark.tone)))
    text = QRectF(dot.right() + GAP, box.top(), box.right() - PAD - dot.right() - GAP + 1, box.height())
    shown = QFontMetricsF(letter).elidedText(mark.word, Qt.TextElideMode.ElideRight, text.width())
    painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
    painter.restore()
