"""Cards: quiet white surfaces with a hairline; a stage card tells one stage of the night in three lines."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.widgets.labels import Label, hairline
from desktop.widgets.lettering import Size, font
from desktop.widgets.theme import tokens
from desktop.widgets.tokens import Tone

INSET = 26


class Card(QFrame):
    """A surface with a head (title, and whatever stands at its right) and a body laid out by its owner."""

    def __init__(self, parent: QWidget | None = None, *, role: str = "card") -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(1, 1, 1, 1)
        self.column.setSpacing(0)

    def head(self, *behind: QWidget) -> Label:
        """Adds the head; returns the title's label."""
        title = Label(bold=True)
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(title)
        row.addStretch(1)
        for widget in behind:
            row.addWidget(widget)
        holder = QWidget()
        holder.setProperty("role", "clear")
        holder.setFixedHeight(46)
        holder.setLayout(row)
        self.column.addWidget(holder)
        self.column.addWidget(hairline())
        return title


class StageCard(QAbstractButton):
    """One stage: its name, its figure, one line below; the band on top is its tone. Pressing it leads there."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = ""
        self._name, self._figure, self._line, self._tone = "", "", "", Tone.PLAIN
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: self.opened.emit(self._key))

    def show_stage(self, key: str, name: str, figure: str, line: str, tone: Tone) -> None:
        """What the card says now, and which page it leads to."""
        self._key = key
        self._name, self._figure, self._line, self._tone = name, figure, line, tone
        self.setAccessibleName(f"{name}: {figure}. {line}")
        self._hint()
        self.updateGeometry()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hint()

    def _hint(self) -> None:
        """What does not stand whole on the card is told on hover."""
        cut = [text for text, needed in self.texts() if needed > self.width() - INSET]
        self.setToolTip("\n".join(cut))

    def sizeHint(self) -> QSize:
        return QSize(190, 98)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 98)

    def texts(self) -> tuple[tuple[str, float], ...]:
        """Each text with the width it needs, for the test that all fits."""
        fonts = (font(Size.BODY), font(Size.LARGE, bold=True), font(Size.SMALL))
        said = (self._name, self._figure, self._line)
        return tuple(
            (text, QFontMetricsF(letter).horizontalAdvance(text)) for text, letter in zip(said, fonts, strict=True)
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        self._paint_words(painter)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        theme = tokens()
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        soft = self._tone in (Tone.RUNNING, Tone.CAREFUL, Tone.WRONG)
        painter.fillPath(shape, QColor(theme.soft(self._tone) if soft else theme.panel))
        painter.save()
        painter.setClipPath(shape)
        band = theme.line_strong if self._tone is Tone.PLAIN else theme.of(self._tone)
        painter.fillRect(QRectF(0, 0, self.width(), 4), QColor(band))
        painter.restore()
        edge = theme.accent if self.hasFocus() else theme.line_strong if self.underMouse() else theme.line
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)

    def _paint_words(self, painter: QPainter) -> None:
        theme = tokens()
        lines = (
            (self._name, font(Size.BODY), theme.ink_2, 14.0, 22.0),
            (self._figure, font(Size.LARGE, bold=True), theme.ink, 37.0, 26.0),
            (self._line, font(Size.SMALL), theme.ink_2, 66.0, 20.0),
        )
        for text, letter, colour, top, height in lines:
            room = QRectF(14, top, self.width() - INSET, height)
            painter.setFont(letter)
            painter.setPen(QColor(colour))
            shown = QFontMetricsF(letter).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)
