"""The crates at the right of a station: those of a point with what is in them, or those a product is dealt out to.

A pressed card tells its key: a clerk without a scanner at hand may choose with the finger.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop.widgets.lettering import Size
from desktop.widgets.station_part import LEFT, RIGHT, StationPart
from desktop.widgets.theme import tokens
from desktop.widgets.tokens import Tone

GAP = 12.0
CARD_HEIGHT = 92.0
ROW_HEIGHT = 76.0
ACROSS = 4


@dataclass(frozen=True, slots=True)
class CrateFace:
    """A crate: `title` (“筐 4”), `value` (“5 件”, “满”), `below` its code or point; `here`: it is filled now."""

    key: str
    title: str
    value: str
    below: str = ""
    tone: Tone = Tone.PLAIN
    here: bool = False
    done: bool = False


class Crates(StationPart):
    """`wide` rows for sowing (point, crate, how many it is due), else small cards side by side."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.faces: tuple[CrateFace, ...] = ()
        self.wide = False
        self.more = ""

    def show_crates(self, faces: Sequence[CrateFace], *, wide: bool) -> None:
        """Other crates."""
        if (tuple(faces), wide) == (self.faces, self.wide):
            return
        self.faces, self.wide = tuple(faces), wide
        self.setAccessibleName("; ".join(f"{face.title} {face.below} {face.value}" for face in self.faces))
        self.update()

    def shown(self, room: QRectF) -> tuple[CrateFace, ...]:
        """Those there is room for; the one in hand is always among them."""
        most = max(1, int((room.height() + GAP) // (self._high + GAP))) * (1 if self.wide else ACROSS)
        if len(self.faces) <= most:
            return self.faces
        here = next((at for at, face in enumerate(self.faces) if face.here), 0)
        first = min(max(0, here - most // 2), len(self.faces) - most)
        return self.faces[first : first + most]

    @property
    def _high(self) -> float:
        return ROW_HEIGHT if self.wide else CARD_HEIGHT

    def _box(self, at: int, room: QRectF) -> QRectF:
        if self.wide:
            return QRectF(0, at * (self._high + GAP), room.width(), self._high)
        wide = (room.width() - (ACROSS - 1) * GAP) / ACROSS
        return QRectF(at % ACROSS * (wide + GAP), at // ACROSS * (self._high + GAP), wide, self._high)

    def draw(self, painter: QPainter, room: QRectF) -> None:
        for at, face in enumerate(self.shown(room)):
            box = self._box(at, room)
            self._draw_box(painter, box, face)
            (self._draw_row if self.wide else self._draw_card)(painter, box, face)

    def _draw_box(self, painter: QPainter, box: QRectF, face: CrateFace) -> None:
        theme = tokens()
        pen = QPen(QColor(theme.accent if face.here else theme.line), 3 if face.here else 1.5)
        if face.key == "":
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        ground = theme.accent_soft if face.here else theme.sunken if face.done else theme.panel
        painter.setBrush(QColor(ground))
        inset = 1.5 if face.here else 0.75
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 6, 6)

    def _draw_card(self, painter: QPainter, box: QRectF, face: CrateFace) -> None:
        theme = tokens()
        inner = box.adjusted(11, 8, -8, -8)
        title = QRectF(inner.left(), inner.top(), inner.width(), 28)
        value = QRectF(inner.left(), inner.top() + 30, inner.width(), 42)
        quiet = theme.ink_2 if face.tone is Tone.PLAIN else theme.of(face.tone)
        self.write(painter, title, face.title, quiet, Size.STATION_SMALL, Size.LARGE, Size.BODY)
        ink = theme.ink_2 if face.done else theme.ink
        sizes = (Size.FIGURE, Size.STATION, Size.STATION_SMALL, Size.BODY)
        self.write(painter, value, face.value, ink, *sizes, bold=True)

    def _draw_row(self, painter: QPainter, box: QRectF, face: CrateFace) -> None:
        theme = tokens()
        inner = box.adjusted(16, 8, -16, -8)
        number = QRectF(inner.right() - 96, inner.top(), 96, inner.height())
        ink = theme.ink_2 if face.done else theme.ink
        sizes = (Size.STATION_BIG, Size.FIGURE, Size.STATION, Size.STATION_SMALL)
        wide = self.write(painter, number, face.value, ink, *sizes, bold=True, align=RIGHT)
        words = QRectF(inner.left(), inner.top(), inner.width() - wide - 16, inner.height() / 2)
        self.write(painter, words, face.title, ink, Size.STATION, Size.STATION_SMALL, bold=face.here, align=LEFT)
        below = words.translated(0, inner.height() / 2)
        self.write(painter, below, face.below, theme.ink_2, Size.STATION_SMALL, Size.BODY)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        room = QRectF(0, 0, self.width() / self.zoom, self.height() / self.zoom)
        where = QPointF(event.position() / self.zoom)
        for at, face in enumerate(self.shown(room)):
            if face.key and self._box(at, room).contains(where):
                self.chosen.emit(face.key)
