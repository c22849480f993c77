"""An empty place: one sentence and the button that fills it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.widgets.icons import paint
from desktop.widgets.labels import Label, Wrapped
from desktop.widgets.lettering import Size
from desktop.widgets.theme import tokens


class Picture(QWidget):
    """An icon drawn large and quiet."""

    def __init__(self, name: str, size: int = 44, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._size = name, size
        self.setFixedSize(QSize(size, size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint(painter, self._name, tokens().line_strong, QRectF(0, 0, self._size, self._size))
        painter.end()


class EmptyState(QWidget):
    """Icon, sentence and buttons in the middle of the room they get."""

    def __init__(self, icon_name: str, *buttons: QWidget, width: int = 480) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self.title = Label(size=Size.LARGE, bold=True)
        self.sentence = Wrapped(width, tone="ink_2")
        for label in (self.title, self.sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(3)
        column.addWidget(Picture(icon_name), alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.title, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.sentence, alignment=Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(10)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(4)
