"""The dock's page: head, the line in hand, what is remembered, the verdict; scale and lines at the right; keys below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.receiving.dock.parts import ChipFace, Chips, DockPane, LineFace, OrderRows, RowFace, WordFace
from desktop.widgets.key_bar import StationKey
from desktop.widgets.scale_card import ScaleCard, ScaleFace
from desktop.widgets.station_head import HeadFace, StationHead
from desktop.widgets.station_page import StationPage
from desktop.widgets.theme import tokens
from desktop.widgets.tokens import Tone
from desktop.widgets.verdict_band import Verdict, VerdictBand

RIGHT_WIDTH = 420
OWN_KEYS = {
    Qt.Key.Key_F2: "refuse",
    Qt.Key.Key_F3: "unit",
    Qt.Key.Key_F4: "lot",
    Qt.Key.Key_F5: "expiry",
    Qt.Key.Key_F6: "temperature",
    Qt.Key.Key_F7: "weight",
    Qt.Key.Key_F8: "undo",
    Qt.Key.Key_F9: "all",
    Qt.Key.Key_F10: "finish",
}
WALKS = {
    Qt.Key.Key_Down: ("line", 1),
    Qt.Key.Key_Up: ("line", -1),
    Qt.Key.Key_PageDown: ("order", 1),
    Qt.Key.Key_PageUp: ("order", -1),
}


class DockView(StationPage):
    """`walked(what, step)` by arrows and pages; `line_chosen(id)` by hand."""

    walked = Signal(str, int)
    line_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__(OWN_KEYS)
        self.keys_without_button(frozenset({"lot", "expiry", "temperature", "weight"}))
        self.head, self.pane, self.chips, self.band = StationHead(), DockPane(), Chips(), VerdictBand()
        self.scale, self.rows = ScaleCard(), OrderRows()
        self._left, self._right = QWidget(), QWidget()
        self._lay_out()
        self.chips.chosen.connect(self.acted)
        self.rows.chosen.connect(self.line_chosen)

    def _lay_out(self) -> None:
        self._left_column, self._right_column = QVBoxLayout(self._left), QVBoxLayout(self._right)
        for widget in (self._left, self._right):
            widget.setProperty("role", "clear")
        self._band_row = QHBoxLayout()
        self._band_row.addWidget(self.band)
        self._left_column.addWidget(self.pane, 1)
        self._left_column.addWidget(self.chips)
        self._left_column.addLayout(self._band_row)
        self._right_column.addWidget(self.scale)
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
        for part in (self.head, self.pane, self.chips, self.band, self.scale, self.rows, self.keys):
            part.set_zoom(zoom)
        self._left_column.setContentsMargins(0, 0, 0, 0)
        self._left_column.setSpacing(0)
        self._band_row.setContentsMargins(round(40 * zoom), round(4 * zoom), round(40 * zoom), round(24 * zoom))
        self._right.setFixedWidth(round(RIGHT_WIDTH * zoom))
        self._right_column.setContentsMargins(round(28 * zoom), round(24 * zoom), round(28 * zoom), round(16 * zoom))
        self._right_column.setSpacing(round(16 * zoom))

    def show_head(self, face: HeadFace) -> None:
        """Which supplier, how far, who."""
        self.head.show_face(face)

    def show_pane(self, face: LineFace | WordFace) -> None:
        """The line in hand, or a word when there is none."""
        self.pane.show_face(face)

    def show_chips(self, faces: Sequence[ChipFace]) -> None:
        """What is remembered; no fields without a line."""
        self.chips.show_chips(faces)
        self.chips.setVisible(bool(faces))

    def show_rows(self, title: str, rows: Sequence[RowFace], hint: str) -> None:
        """The lines of the order."""
        self.rows.show_rows(title, rows, hint)

    def show_scale(self, face: ScaleFace | None) -> None:
        """What the scale says; None hides the card."""
        self.scale.setVisible(face is not None)
        if face is not None:
            self.scale.show_face(face)

    def show_keys(self, faces: Sequence[StationKey], hint: str) -> None:
        """The keys, and what may be typed."""
        self.keys.show_keys(faces)
        self.show_typed(self.typed, hint)

    def show_verdict(self, verdict: Verdict) -> None:
        """What the last act came to; a wrong one colours the whole left of the screen."""
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
        """F2 is what its button says now: refuse, or share the shortage."""
        share = self.keys.buttons.get("share")
        is_share = key == "refuse" and share is not None and not share.isHidden()
        super().press("share" if is_share else key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = WALKS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.walked.emit(*step)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = tokens(), QPainter(self)
        is_wrong = self.band.verdict is not None and self.band.verdict.tone is Tone.WRONG
        painter.fillRect(self.rect(), QColor(theme.ground))
        painter.fillRect(self._left.geometry(), QColor(theme.wrong_soft if is_wrong else theme.panel))
        edge = self._left.geometry().right()
        painter.fillRect(edge, self._left.y(), 1, self._left.height(), QColor(theme.line))
        painter.fillRect(0, self.keys.y(), self.width(), 1, QColor(theme.line))
        painter.end()
