"""The station's page: head, the line in hand with the verdict below, scale and crates at the right, keys at the foot.

The keyboard is station_page.py's; here is what a picker sees.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.picking.station.crates import CrateFace, Crates
from desktop.views.picking.station.line_pane import Face, LinePane
from desktop.widgets.key_bar import StationKey
from desktop.widgets.lettering import Size
from desktop.widgets.scale_card import ScaleCard, ScaleFace
from desktop.widgets.station_head import HeadFace, StationHead
from desktop.widgets.station_page import StationPage
from desktop.widgets.station_part import StationPart
from desktop.widgets.theme import tokens
from desktop.widgets.tokens import Tone
from desktop.widgets.verdict_band import Verdict, VerdictBand

RIGHT_WIDTH = 420
KEYS = {
    Qt.Key.Key_F2: "short",
    Qt.Key.Key_F3: "substitute",
    Qt.Key.Key_F4: "next_tote",
    Qt.Key.Key_F6: "method",
    Qt.Key.Key_F7: "place",
    Qt.Key.Key_F8: "undo",
    Qt.Key.Key_F9: "allow",
    Qt.Key.Key_F10: "seal",
}


class NextLine(StationPart):
    """“下一行：土鸡蛋 30枚 × 12  B-04-1”, and the total of the crates above it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, height=64)
        self.head, self.text, self.place = "", "", ""

    def show_next(self, head: str, text: str, place: str) -> None:
        """What comes after the line in hand; empty texts when it is the last."""
        if (head, text, place) == (self.head, self.text, self.place):
            return
        self.head, self.text, self.place = head, text, place
        self.setAccessibleName(" ".join(part for part in (head, text, place) if part))
        self.update()

    def draw(self, painter: QPainter, room: QRectF) -> None:
        theme = tokens()
        above = QRectF(0, 0, room.width(), 30)
        wide = self.write(painter, above, self.head, theme.ink_2, Size.STATION_SMALL, Size.BODY)
        self.write(painter, above.adjusted(wide + 12, 0, 0, 0), self.place, theme.ink_2, Size.STATION_SMALL, Size.BODY)
        below = QRectF(0, 30, room.width(), 34)
        self.write(painter, below, self.text, theme.ink, Size.TITLE, Size.STATION_SMALL, Size.BODY, bold=True)


class StationView(StationPage):
    """`crate_chosen(key)` when a crate's card is pressed; the rest as StationPage."""

    crate_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(KEYS)
        self._is_wrong = False
        self.head, self.line, self.band = StationHead(), LinePane(), VerdictBand()
        self.scale, self.crates, self.next_line = ScaleCard(), Crates(), NextLine()
        self._left, self._right = QWidget(), QWidget()
        self._lay_out()
        self.crates.chosen.connect(self.crate_chosen)

    def _lay_out(self) -> None:
        self._left_column, self._right_column = QVBoxLayout(self._left), QVBoxLayout(self._right)
        for widget in (self._left, self._right):
            widget.setProperty("role", "clear")
        self._left_column.addWidget(self.line, 1)
        self._band_row = QHBoxLayout()
        self._band_row.addWidget(self.band)
        self._left_column.addLayout(self._band_row)
        self._right_column.addWidget(self.scale)
        self._right_column.addWidget(self.crates, 1)
        self._right_column.addWidget(self.next_line)
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
        for part in (self.head, self.line, self.band, self.scale, self.crates, self.next_line, self.keys):
            part.set_zoom(zoom)
        self._left_column.setContentsMargins(0, 0, 0, 0)
        self._left_column.setSpacing(0)
        self._band_row.setContentsMargins(round(40 * zoom), 0, round(40 * zoom), round(28 * zoom))
        self._right.setFixedWidth(round(RIGHT_WIDTH * zoom))
        self._right_column.setContentsMargins(round(28 * zoom), round(28 * zoom), round(28 * zoom), round(20 * zoom))
        self._right_column.setSpacing(round(20 * zoom))

    # What it shows -------------------------------------------------------------------------------

    def show_head(self, face: HeadFace) -> None:
        """Where, how, how far, who."""
        self.head.show_face(face)

    def show_line(self, face: Face) -> None:
        """The line in hand, or a word when there is none."""
        self.line.show_face(face)

    def show_verdict(self, verdict: Verdict) -> None:
        """What the last scan was; a wrong one colours the whole left of the screen."""
        self.band.show_verdict(verdict)
        self._tint()

    def ask_for(self, sentence: str) -> None:
        """What to do now."""
        self.band.ask_for(sentence)

    def clear_verdict(self) -> None:
        """The last verdict no longer holds: another point is in hand."""
        self.band.clear()
        self._tint()

    def _tint(self) -> None:
        """Painting the whole page costs more than all its parts: only when its ground changes."""
        is_wrong = self.band.verdict is not None and self.band.verdict.tone is Tone.WRONG
        if is_wrong is not self._is_wrong:
            self._is_wrong = is_wrong
            self.update()

    def show_scale(self, face: ScaleFace | None) -> None:
        """What the scale says; None hides the card."""
        self.scale.setVisible(face is not None)
        if face is not None:
            self.scale.show_face(face)

    def show_crates(self, faces: Sequence[CrateFace], *, wide: bool) -> None:
        """The crates."""
        self.crates.show_crates(faces, wide=wide)

    def show_next(self, head: str, text: str, place: str) -> None:
        """The line after this."""
        self.next_line.show_next(head, text, place)

    def show_keys(self, faces: Sequence[StationKey], hint: str) -> None:
        """The keys, and what may be typed."""
        self.keys.show_keys(faces)
        self.show_typed(self.typed, hint)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = tokens(), QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.ground))
        painter.fillRect(self._left.geometry(), QColor(theme.wrong_soft if self._is_wrong else theme.panel))
        edge = self._left.geometry().right()
        painter.fillRect(edge, self._left.y(), 1, self._left.height(), QColor(theme.line))
        painter.fillRect(0, self.keys.y(), self.width(), 1, QColor(theme.line))
        painter.end()
