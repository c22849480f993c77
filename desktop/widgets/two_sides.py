"""A station's page in two sides: the thing in hand with the verdict below it at the left, what stands around it at the
right. The head is above, the keys are below; a wrong verdict colours the whole left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.widgets.key_bar import StationKey
from desktop.widgets.station_head import HeadFace, StationHead
from desktop.widgets.station_page import StationPage
from desktop.widgets.station_part import StationPart
from desktop.widgets.theme import tokens
from desktop.widgets.tokens import Tone
from desktop.widgets.verdict_band import Verdict, VerdictBand

RIGHT_WIDTH = 420


class TwoSides(StationPage):
    """The first part of each side given as `tall` takes the room that is left."""

    def __init__(self, own_keys: Mapping[Qt.Key, str]) -> None:
        super().__init__(own_keys)
        self.head, self.band = StationHead(), VerdictBand()
        self._left, self._right = QWidget(), QWidget()
        self._parts: list[StationPart] = []
        self._is_wrong = False

    def lay_out_sides(self, left: Sequence[StationPart], right: Sequence[StationPart], tall: set[StationPart]) -> None:
        """The parts of both sides from top to bottom."""
        self._parts = [self.head, *left, self.band, *right]
        self._left_column, self._right_column = QVBoxLayout(self._left), QVBoxLayout(self._right)
        for widget, column, parts in ((self._left, self._left_column, left), (self._right, self._right_column, right)):
            widget.setProperty("role", "clear")
            for part in parts:
                column.addWidget(part, 1 if part in tall else 0)
        self._band_row = QHBoxLayout()
        self._band_row.addWidget(self.band)
        self._left_column.addLayout(self._band_row)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._left, 1)
        middle.addWidget(self._right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(middle, 1)
        column.addWidget(self.keys)
        self.fit(1.0)

    def fit(self, zoom: float) -> None:
        """Everything as large as the window allows."""
        for part in self._parts:
            part.set_zoom(zoom)
        self.keys.set_zoom(zoom)
        self._left_column.setContentsMargins(0, 0, 0, 0)
        self._left_column.setSpacing(0)
        self._band_row.setContentsMargins(round(40 * zoom), round(4 * zoom), round(40 * zoom), round(24 * zoom))
        self._right.setFixedWidth(round(RIGHT_WIDTH * zoom))
        self._right_column.setContentsMargins(round(28 * zoom), round(24 * zoom), round(28 * zoom), round(14 * zoom))
        self._right_column.setSpacing(round(14 * zoom))

    def show_head(self, face: HeadFace) -> None:
        """Where, how far, who."""
        self.head.show_face(face)

    def show_keys(self, faces: Sequence[StationKey], hint: str) -> None:
        """The keys, and what may be typed."""
        self.keys.show_keys(faces)
        self.show_typed(self.typed, hint)

    def show_verdict(self, verdict: Verdict) -> None:
        """What the last act came to."""
        self.band.show_verdict(verdict)
        self._tint()

    def clear_verdict(self) -> None:
        """The last verdict no longer holds."""
        self.band.clear()
        self._tint()

    def _tint(self) -> None:
        """Painting the whole page costs more than all its parts: only when its ground changes."""
        is_wrong = self.band.verdict is not None and self.band.verdict.tone is Tone.WRONG
        if is_wrong is not self._is_wrong:
            self._is_wrong = is_wrong
            self.update()

    def ask_for(self, sentence: str) -> None:
        """What to do now, while there is no verdict."""
        self.band.ask_for(sentence)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = tokens(), QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.ground))
        painter.fillRect(self._left.geometry(), QColor(theme.wrong_soft if self._is_wrong else theme.panel))
        edge = self._left.geometry().right()
        painter.fillRect(edge, self._left.y(), 1, self._left.height(), QColor(theme.line))
        painter.fillRect(0, self.keys.y(), self.width(), 1, QColor(theme.line))
        painter.end()
