"""Where a stop can go: each van with what it would cost there, the cheapest first; what a limit forbids says which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.widgets.labels import Label
from desktop.widgets.layouts import clear, holder, scrolled
from desktop.widgets.lettering import Size, font
from desktop.widgets.sheet import Sheet
from desktop.widgets.theme import tokens
from desktop.widgets.vans import ink_on, paint_plate

if TYPE_CHECKING:
    from desktop.views.routes.editing import Way

ROW = 44
TWO_LINES = 62
WRAPPED = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)


class WayButton(QAbstractButton):
    """A van's plate, what it would come to, and in the colour of a warning what is in the way."""

    def __init__(self, way: Way, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.way = way
        self.setFixedHeight(TWO_LINES if way.is_refused else ROW)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setText(f"{way.van} {way.said}")
        self.setAccessibleName(f"{way.van}. {way.said}")
        self.setToolTip(way.hint)

    def sizeHint(self) -> QSize:
        return QSize(460, self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(theme.accent if self.hasFocus() else theme.line), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(theme.hover if self.underMouse() else theme.panel))
        painter.drawRoundedRect(room, 6, 6)
        bold = font(Size.BODY, bold=True)
        wide = max(38.0, QFontMetricsF(bold).horizontalAdvance(self.way.van) + 16)
        plate = QRectF(12, self.height() / 2 - 13, wide, 26)
        paint_plate(painter, plate, self.way.colour)
        painter.setFont(bold)
        painter.setPen(QColor(ink_on(self.way.colour)))
        painter.drawText(plate, int(Qt.AlignmentFlag.AlignCenter), self.way.van)
        painter.setFont(font(Size.BODY))
        painter.setPen(QColor(theme.wrong if self.way.is_refused else theme.ink))
        words = room.adjusted(plate.right() + 12, 0, -14, 0)
        painter.drawText(words, WRAPPED, self.way.said)
        painter.end()


class MoveSheet(Sheet):
    """`chosen(key, drop_no)`; drop 0: where it costs least."""

    chosen = Signal(object, int)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, width=640)
        self.title = self.head()
        self.sentence = Label(tone="ink_2", wrap=True)
        self.body.addWidget(self.sentence)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self._area = scrolled(holder(self._rows, margins=(0, 0, 4, 0)))
        self.body.addWidget(self._area, 1)
        self.ways: list[WayButton] = []

    def ask(self, title: str, sentence: str, ways: Sequence[Way]) -> None:
        """Opens it with these vans."""
        self.title.setText(title)
        self.sentence.setText(sentence)
        clear(self._rows)
        self.ways = [WayButton(way) for way in ways]
        for button in self.ways:
            button.clicked.connect(lambda _checked=False, way=button.way: self._on_chosen(way))
            self._rows.addWidget(button)
        high = sum(button.height() + 8 for button in self.ways)
        self._area.setFixedHeight(min(high, max(3 * (ROW + 8), self._over.height() - 240)))
        self.open_sheet(self.ways[0] if self.ways else None)

    def _on_chosen(self, way: Way) -> None:
        self.close_sheet()
        self.chosen.emit(way.key, way.drop_no)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        at = next((place for place, button in enumerate(self.ways) if button.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
        else:
            self.ways[(at + step) % len(self.ways)].setFocus(Qt.FocusReason.TabFocusReason)
