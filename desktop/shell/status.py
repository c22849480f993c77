"""The foot of the window: the database and the scale with their states, news kept for a second look, the last backup."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.widgets.labels import ElidedLabel, Label
from desktop.widgets.lettering import Size
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


class StatusLine(QFrame):
    """Lamp and word for the database and the scale; the latest news in the middle; the last backup at the right."""

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
        row.addSpacing(24)
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
