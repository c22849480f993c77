"""The gate's page: head, the drop whose turn it is, the verdict; limits and drops at the right; keys below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.dispatch.loading.parts import DropFace, DropRows, LimitBars, StopFace, StopPane, WordFace
from desktop.views.dispatch.words import LoadBar
from desktop.widgets.key_bar import StationKey
from desktop.widgets.station_head import HeadFace, StationHead
from desktop.widgets.station_page import StationPage
from desktop.widgets.theme import tokens
from desktop.widgets.tokens import Tone
from desktop.widgets.verdict_band import Verdict, VerdictBand

RIGHT_WIDTH = 420
OWN_KEYS = {
    Qt.Key.Key_F2: "behind",
    Qt.Key.Key_F3: "off",
    Qt.Key.Key_F6: "more",
    Qt.Key.Key_F8: "undo",
    Qt.Key.Key_F10: "depart",
}


class LoadingView(StationPage):
    """One van at the gate."""

    def __init__(self) -> None:
        super().__init__(OWN_KEYS)
        self.head, self.pane, self.band = StationHead(), StopPane(), VerdictBand()
        self.bars, self.rows = LimitBars(), DropRows()
        self._left, self._right = QWidget(), QWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        self._left_column, self._right_column = QVBoxLayout(self._left), QVBoxLayout(self._right)
        for widget in (self._left, self._right):
            widget.setProperty("role", "clear")
        self._band_row = QHBoxLayout()
        self._band_row.addWidget(self.band)
        self._left_column.addWidget(self.pane, 1)
        self._left_column.addLayout(self._band_row)
        self._right_column.addWidget(self.bars)
        self._right_column.addWidget(self.rows, 1)
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
        for part in (self.head, self.pane, self.band, self.bars, self.rows, self.keys):
            part.set_zoom(zoom)
        self._left_column.setContentsMargins(0, 0, 0, 0)
        self._left_column.setSpacing(0)
        self._band_row.setContentsMargins(round(40 * zoom), round(4 * zoom), round(40 * zoom), round(24 * zoom))
        self._right.setFixedWidth(round(RIGHT_WIDTH * zoom))
        self._right_column.setContentsMargins(round(28 * zoom), round(22 * zoom), round(28 * zoom), round(12 * zoom))
        self._right_column.setSpacing(round(10 * zoom))

    def show_head(self, face: HeadFace) -> None:
        """Which van, how far, when it leaves."""
        self.head.show_face(face)

    def show_pane(self, face: StopFace | WordFace) -> None:
        """The drop whose turn it is, or a word."""
        self.pane.show_face(face)

    def show_bars(self, bars: Sequence[LoadBar], foot: str) -> None:
        """The limits."""
        self.bars.show_bars(bars, foot)

    def show_rows(self, title: str, rows: Sequence[DropFace]) -> None:
        """The drops in order."""
        self.rows.show_rows(title, rows)

    def show_keys(self, faces: Sequence[StationKey], hint: str) -> None:
        """The keys, and what may be typed."""
        self.keys.show_keys(faces)
        self.show_typed(self.typed, hint)

    def show_verdict(self, verdict: Verdict) -> None:
        """What the last scan was; a wrong one colours the whole left of the screen."""
        self.band.show_verdict(verdict)
        self.update()

    def clear_verdict(self) -> None:
        """The last verdict no longer holds."""
        self.band.clear()
        self.update()

    def ask_for(self, sentence: str) -> None:
        """What to do now."""
        self.band.ask_for(sentence)

    def press(self, key: str) -> None:
        """F10 is what its button says now: open the van, or let it leave."""
        begin = self.keys.buttons.get("begin")
        is_begin = key == "depart" and begin is not None and not begin.isHidden()
        super().press("begin" if is_begin else key)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = tokens(), QPainter(self)
        is_wrong = self.band.verdict is not None and self.band.verdict.tone is Tone.WRONG
        painter.fillRect(self.rect(), QColor(theme.ground))
        painter.fillRect(self._left.geometry(), QColor(theme.wrong_soft if is_wrong else theme.panel))
        edge = self._left.geometry().right()
        painter.fillRect(edge, self._left.y(), 1, self._left.height(), QColor(theme.line))
        painter.fillRect(0, self.keys.y(), self.width(), 1, QColor(theme.line))
        painter.end()
