"""Fields of a form: the name above, the field, and below it the sentence when what stands there cannot be.

Choice, Tick, Whole, Moment and Day are Qt's own fields with marks drawn in the theme's colours.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDateTimeEdit,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop.widgets.icons import paint
from desktop.widgets.labels import Label
from desktop.widgets.lettering import Size, font
from desktop.widgets.theme import tokens


class Field(QWidget):
    """A named field; `complain` shows why its content cannot be taken."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "clear")
        self.content = content
        self.name = Label(size=Size.SMALL, tone="ink_2")
        self.complaint = Label(size=Size.SMALL, tone="wrong", wrap=True)
        self.complaint.hide()
        self.name.setBuddy(content)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        for widget in (self.name, content, self.complaint):
            column.addWidget(widget)

    def say(self, name: str) -> None:
        """The field's name, on the screen and for who cannot see it."""
        self.name.setText(name)
        self.content.setAccessibleName(name)

    def complain(self, sentence: str) -> None:
        """Why the content cannot be taken; an empty sentence takes it back."""
        self.complaint.setText(sentence)
        self.complaint.setVisible(bool(sentence))
        self.content.setProperty("wrong", bool(sentence))
        self.content.style().unpolish(self.content)
        self.content.style().polish(self.content)


class LineEdit(QLineEdit):
    """A line of text in the desk's size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(font(Size.BODY))


class Choice(QComboBox):
    """A choice with a chevron. The wheel scrolls the page, not the value, unless the field has the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(font(Size.BODY))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(18)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        colour = tokens().ink_2 if self.isEnabled() else tokens().line_strong
        paint(painter, "chevron-down", colour, QRectF(self.width() - 25, self.height() / 2 - 8, 16, 16))
        painter.end()


class Tick(QCheckBox):
    """A box with a tick and a word."""

    BOX = 18

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(font(Size.BODY))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        wide = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        return QSize(self.BOX + 4 + (round(wide) + 10 if self.text() else 0), 28)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        return self.rect().contains(pos)  # type: ignore[call-overload, no-any-return]

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(1.5, self.height() / 2 - self.BOX / 2 + 0.5, self.BOX - 1, self.BOX - 1)
        on = self.isChecked()
        edge = theme.accent if self.hasFocus() or (on and self.isEnabled()) else theme.line_strong
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1.4))
        painter.setBrush(QColor(theme.accent if on and self.isEnabled() else theme.panel))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            self._paint_tick(painter, box)
        painter.setPen(QColor(theme.ink if self.isEnabled() else theme.mute))
        painter.setFont(self.font())
        room = self.rect().adjusted(self.BOX + 11, 0, 0, 0)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        painter.end()

    def _paint_tick(self, painter: QPainter, box: QRectF) -> None:
        colour = tokens().on_accent if self.isEnabled() else tokens().mute
        painter.setPen(QPen(QColor(colour), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        points = ((0.24, 0.52), (0.43, 0.71), (0.78, 0.31))
        painter.drawPolyline(
            QPolygonF([QPointF(box.left() + x * box.width(), box.top() + y * box.height()) for x, y in points])
        )


def _like_a_line(field: QAbstractSpinBox) -> None:
    """The font and the room a line of text has."""
    line = field.findChild(QLineEdit)
    field.setFont(font(Size.BODY))
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if line is not None:
        line.setTextMargins(8, 0, 0, 0)


class Whole(QSpinBox):
    """A whole number; arrow keys step it, the wheel only while the field has the focus."""

    def __init__(self, low: int, high: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(low, high)
        _like_a_line(self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        super().wheelEvent(event) if self.hasFocus() else event.ignore()


class Moment(QDateTimeEdit):
    """A day and a time of day; arrow keys step the part the cursor is in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDisplayFormat("yyyy-MM-dd HH:mm")
        _like_a_line(self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        super().wheelEvent(event) if self.hasFocus() else event.ignore()


class Day(QDateEdit):
    """A day; arrow keys step the part the cursor is in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDisplayFormat("yyyy-MM-dd")
        _like_a_line(self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        super().wheelEvent(event) if self.hasFocus() else event.ignore()
