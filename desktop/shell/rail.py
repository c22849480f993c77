"""The rail at the left: the stages of the night that work, settings and help at its foot."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QVBoxLayout, QWidget

from desktop.widgets import icons
from desktop.widgets.labels import Label
from desktop.widgets.lettering import Size, font
from desktop.widgets.texts import Text, Texts
from desktop.widgets.theme import tokens

WIDTH = 92
HEIGHT = 60
"""A button: low enough that the stages of a whole night stand in the smallest window."""


class RailButton(QAbstractButton):
    """Icon above word; the stage that is on has a mint bar at its left."""

    def __init__(self, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self.setFixedSize(QSize(WIDTH, HEIGHT))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFont(font(Size.SMALL))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            painter.fillRect(self.rect(), QColor(theme.rail_here))
        if self.isChecked():
            painter.fillRect(0, 0, 3, self.height(), QColor(theme.rail_mark))
        icons.paint(painter, self._icon_name, theme.rail_ink, QRectF(WIDTH / 2 - 12, 8, 24, 24))
        painter.setFont(self.font())
        painter.setPen(QColor(theme.rail_ink))
        painter.drawText(QRectF(2, 35, WIDTH - 4, 20), int(Qt.AlignmentFlag.AlignCenter), self.text())
        if self.hasFocus():
            painter.setPen(QColor(theme.rail_mark))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4.5, 3.5, -4.5, -3.5), 6, 6)
        painter.end()


class Rail(QFrame):
    """`chosen` tells the key of what was pressed: a stage's, "settings" or "help"."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self.setFixedWidth(WIDTH)
        self._texts = Texts(self)
        self.buttons: dict[str, RailButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 8)
        self._column.setSpacing(0)
        mark = Label(size=Size.LARGE, bold=True, tone="rail")
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        mark.setFixedHeight(56)
        mark.setText("晨配")
        self._column.addWidget(mark)

    def add(self, key: str, icon_name: str, text: Text) -> RailButton:
        """A stage, or with `gap()` before it something at the foot."""
        button = RailButton(icon_name)
        self._texts.put(button.setText, text)
        button.clicked.connect(lambda: self.chosen.emit(key))
        self.buttons[key] = button
        self._column.addWidget(button)
        return button

    def gap(self) -> None:
        """What follows stands at the foot."""
        self._column.addStretch(1)

    def mark(self, key: str) -> None:
        """Shows which stage is on."""
        for name, button in self.buttons.items():
            button.setCheckable(name == key)
            button.setChecked(name == key)

    def hint(self, key: str, shortcut: str) -> None:
        """The key of a stage, as its hint."""
        self.buttons[key].setToolTip(shortcut)
