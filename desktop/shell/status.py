"""The foot of the window: the database, the scale and the printers with their states, news kept for a second look, the last backup."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QWidget

from desktop.widgets.labels import ElidedLabel, Label
from desktop.widgets.lettering import Size, font
from desktop.widgets.marks import paint_mark
from desktop.widgets.theme import tokens
from desktop.widgets.tokens import Tone

HEIGHT = 30


class Lamp(QWidget):
    """The shape of a tone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tone = Tone.PLAIN
        self.setFixedSize(8, 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_mark(painter, self.tone, tokens().of(self.tone), QRectF(self.rect()))
        painter.end()


class LampButton(QAbstractButton):
    """A lamp with its words; pressing it leads to what it tells of. Hidden while it has none."""

    MARK, GAP, PAD, MOST = 8.0, 8.0, 6.0, 330.0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tone = Tone.PLAIN
        self.setFont(font(Size.SMALL))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_lamp(self, text: str, tone: Tone, hint: str) -> None:
        """Another state; an empty text takes it away."""
        if (text, tone) != (self.text(), self.tone):
            self.tone = tone
            self.setText(text)
            self.updateGeometry()
            self.update()
        self.setToolTip(hint)
        self.setVisible(bool(text))

    def sizeHint(self) -> QSize:
        wide = min(self.MOST, QFontMetricsF(self.font()).horizontalAdvance(self.text()) + 2)
        return QSize(round(self.MARK + self.GAP + wide + 2 * self.PAD), HEIGHT - 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wants = self.tone in (Tone.WRONG, Tone.CAREFUL)
        if wants or self.underMouse() or self.hasFocus():
            painter.setPen(QColor(theme.accent) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.soft(self.tone) if wants else theme.hover))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 1.5, -0.5, -1.5), 5, 5)
        mark = QRectF(self.PAD, (self.height() - self.MARK) / 2, self.MARK, self.MARK)
        paint_mark(painter, self.tone, theme.of(self.tone), mark)
        room = QRectF(mark.right() + self.GAP, 0, self.width() - mark.right() - self.GAP - self.PAD + 1, self.height())
        painter.setFont(self.font())
        painter.setPen(QColor(theme.of(self.tone) if wants else theme.ink))
        shown = QFontMetricsF(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        painter.end()


class StatusLine(QFrame):
    """Lamp and word for the database, the scale and the printers; the latest news in the middle; the last backup at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        self.setFixedHeight(HEIGHT)
        self._lamp = Lamp()
        self.database = Label(size=Size.SMALL)
        self._scale_lamp = Lamp()
        self.scale = Label(size=Size.SMALL)
        self._scale_lamp.hide()
        self.scale.hide()
        self.printing = LampButton()
        self.news = ElidedLabel(size=Size.SMALL, tone="ink_2")
        self.backup = Label(size=Size.SMALL, tone="ink_2")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(8)
        row.addWidget(self._lamp)
        row.addWidget(self.database)
        row.addSpacing(12)
        row.addWidget(self._scale_lamp)
        row.addWidget(self.scale)
        row.addSpacing(6)
        row.addWidget(self.printing)
        row.addSpacing(18)
        row.addWidget(self.news, 1)
        row.addWidget(self.backup)

    def show_database(self, text: str, tone: Tone, hint: str = "") -> None:
        """Which database, and how it is; `hint` is the whole address."""
        self._lamp.tone = tone
        self._lamp.update()
        self.database.setText(text)
        self.database.setToolTip(hint)

    def show_scale(self, text: str, tone: Tone) -> None:
        """Whether the station's scale can be relied on; an empty text where it has none."""
        if (text, tone) != (self.scale.text(), self._scale_lamp.tone):
            self._scale_lamp.tone = tone
            self._scale_lamp.update()
            self.scale.setText(text)
        self._scale_lamp.setVisible(bool(text))
        self.scale.setVisible(bool(text))

    def show_news(self, text: str) -> None:
        """The last thing that was done."""
        self.news.setText(text)

    def show_backup(self, text: str) -> None:
        """When the books were last backed up."""
        self.backup.setText(text)
