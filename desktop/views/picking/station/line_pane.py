"""The line in hand: where it lies, what it is, and the one number that counts, how many are still to be put in."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop.widgets.lettering import Size, font
from desktop.widgets.station_part import CENTRE, LEFT, StationPart
from desktop.widgets.theme import tokens
from desktop.widgets.tokens import Tone
from desktop.widgets.verdict_band import paint_shape

INSET = 40
BADGE = 62.0


@dataclass(frozen=True, slots=True)
class LineFace:
    """`left` is the giant number, `unit` what it counts (“还要 / 共 8 盒”); `marks` are words like 称重品 and 冷藏."""

    place: str
    name: str
    spec: str
    marks: tuple[str, ...]
    left: int
    unit: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class WordFace:
    """No line is in hand: the point is done, the wave is paused, nothing is released."""

    tone: Tone
    title: str
    sentence: str


class LinePane(StationPart):
    """Shows a line, or a word when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face: LineFace | WordFace = WordFace(Tone.PLAIN, "", "")

    def show_face(self, face: LineFace | WordFace) -> None:
        """Another line, or the same with another number."""
        self.face = face
        if isinstance(face, LineFace):
            parts = (face.place, face.name, face.spec, *face.marks, str(face.left), face.unit, face.to)
        else:
            parts = (face.title, face.sentence)
        self.setAccessibleName(" ".join(part for part in parts if part))
        self.update()

    def draw(self, painter: QPainter, room: QRectF) -> None:
        inner = room.adjusted(INSET, 0, -INSET, 0)
        if isinstance(self.face, LineFace):
            self._draw_line(painter, inner, self.face)
        else:
            self._draw_word(painter, inner, self.face)

    def _draw_line(self, painter: QPainter, room: QRectF, face: LineFace) -> None:
        theme = tokens()
        top = 30.0
        self._draw_badge(painter, QRectF(room.left(), top, room.width(), BADGE), face)
        top += BADGE + 16
        name = QRectF(room.left(), top, room.width(), 84)
        lines = name.translated(0, -10)
        if QFontMetricsF(font(Size.STATION_BIG, bold=True)).horizontalAdvance(face.name) <= room.width():
            sizes = (Size.STATION_HUGE, Size.STATION_BIG)
            self.write(painter, name, face.name, theme.ink, *sizes, bold=True)
        else:
            self.write_lines(painter, lines, face.name, theme.ink, Size.STATION_BIG, most=2, bold=True)
        top += 92
        about = " · ".join(part for part in (face.spec, *face.marks) if part)
        spec = QRectF(room.left(), top, room.width(), 38)
        self.write(painter, spec, about, theme.ink_2, Size.FIGURE, Size.STATION, Size.STATION_SMALL)
        self._draw_number(painter, QRectF(room.left(), top + 40, room.width(), room.bottom() - top - 40), face)

    def _draw_badge(self, painter: QPainter, room: QRectF, face: LineFace) -> None:
        """Where it lies, white on the rail's dark green: the first thing a walking person looks for."""
        theme, letter = tokens(), font(Size.STATION_BIG, bold=True)
        if not face.place:
            return
        wide = QFontMetricsF(letter).horizontalAdvance(face.place) + 46
        box = QRectF(room.left(), room.top(), min(wide, room.width()), room.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.rail))
        painter.drawRoundedRect(box, 6, 6)
        inner = box.adjusted(16, 0, -16, 0)
        self.write(painter, inner, face.place, theme.rail_ink, Size.STATION_BIG, Size.FIGURE, bold=True, align=CENTRE)
        if face.to:
            where = QRectF(box.right() + 24, room.top(), room.right() - box.right() - 24, room.height())
            self.write(painter, where, face.to, theme.ink_2, Size.FIGURE, Size.STATION, Size.STATION_SMALL)

    def _draw_number(self, painter: QPainter, room: QRectF, face: LineFace) -> None:
        """The number stands on the same line as its unit."""
        theme = tokens()
        text, letter = str(face.left), font(Size.STATION_GIANT, bold=True)
        metrics = QFontMetricsF(letter)
        tall = metrics.capHeight()
        base = room.top() + (room.height() + tall) / 2
        painter.setFont(letter)
        painter.setPen(QColor(theme.ink))
        painter.drawText(room.topLeft() + type(room.topLeft())(-4, base - room.top()), text)
        left = metrics.horizontalAdvance(text) + 24
        unit = font(Size.STATION_BIG)
        words = QRectF(room.left() + left, 0, room.width() - left, 44)
        words.moveTop(base - QFontMetricsF(unit).descent() - 30)
        self.write(painter, words, face.unit, theme.ink_2, Size.STATION_BIG, Size.FIGURE, Size.STATION, align=LEFT)

    def _draw_word(self, painter: QPainter, room: QRectF, face: WordFace) -> None:
        theme = tokens()
        middle = room.center().y() - 40
        if face.tone is not Tone.PLAIN:
            mark = QRectF(room.left(), middle - 130, 96, 96)
            paint_shape(painter, face.tone, theme.of(face.tone), mark)
        title = QRectF(room.left(), middle - 20, room.width(), 84)
        self.write(painter, title, face.title, theme.ink, Size.STATION_HUGE, Size.STATION_BIG, Size.FIGURE, bold=True)
        below = QRectF(room.left(), middle + 76, room.width(), 120)
        painter.setPen(QPen(QColor(theme.ink_2)))
        self.write_lines(painter, below, face.sentence, theme.ink_2, Size.FIGURE, most=3)
