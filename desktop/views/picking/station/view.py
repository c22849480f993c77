"""The station's page: head, the line in hand with the verdict below, scale and crates at the right, keys at the foot.

The frame is two_sides.py's, the keyboard station_page.py's; here is what a picker sees.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.views.picking.station.crates import CrateFace, Crates
from desktop.views.picking.station.line_pane import Face, LinePane
from desktop.widgets.lettering import Size
from desktop.widgets.scale_card import ScaleCard, ScaleFace
from desktop.widgets.station_part import StationPart
from desktop.widgets.theme import tokens
from desktop.widgets.two_sides import TwoSides

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
    """“下一行 B-04-1, 土鸡蛋 30枚 × 12”."""

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


class StationView(TwoSides):
    """`crate_chosen(key)` when a crate's card is pressed; the rest as StationPage and TwoSides."""

    crate_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(KEYS)
        self.line = LinePane()
        self.scale, self.crates, self.next_line = ScaleCard(), Crates(), NextLine()
        right = (self.scale, self.crates, self.next_line)
        self.lay_out_sides((self.line,), right, {self.line, self.crates})
        self.crates.chosen.connect(self.crate_chosen)

    def show_line(self, face: Face) -> None:
        """The line in hand, or a word when there is none."""
        self.line.show_face(face)

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
