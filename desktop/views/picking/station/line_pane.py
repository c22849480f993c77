"""The line in hand: where it lies, what it is, and the one number that counts, how many are still to be put in."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
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
    then: str = ""


@dataclass(frozen=True, slots=True)
class SealFace:
    """A crate on the scale: which (`place`), whose, its code and pieces; real weight beside the expected one."""

    place: str
    point: str
    about: str
    weight: str
    expected: str


Face = LineFace | WordFace | SealFace


class LinePane(StationPart):
    """Shows a line, or a word when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face: Face = WordFace(Tone.PLAIN, "", "")

    def show_face(self, face: Face) -> None:
        """Another line, or the same with another number."""
        if face == self.face:
            return
        self.face = face
        if isinstance(face, LineFace):
            parts = (face.place, face.name, face.spec, *face.marks, str(face.left), face.unit, face.to)
        elif isinstance(face, SealFace):
            parts = (face.place, face.point, face.about, face.weight, face.expected)
        else:
            parts = (face.title, face.sentence, face.then)
        self.setAccessibleName(" ".join(part for part in parts if part))
        self.update()

    def draw(self, painter: QPainter, room: QRectF) -> None:
        inner = room.adjusted(INSET, 0, -INSET, 0)
        if isinstance(self.face, LineFace):
            self._draw_line(painter, inner, self.face)
        elif isinstance(self.face, SealFace):
            self._draw_seal(painter, inner, self.face)
        else:
            self._draw_word(painter, inner, self.face)

    def _draw_line(self, painter: QPainter, room: QRectF, face: LineFace) -> None:
        theme = tokens()
        top = 30.0
        self._draw_badge(painter, QRectF(room.left(), top, room.width(), BADGE), face.place, face.to)
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
        number = QRectF(room.left(), top + 40, room.width(), room.bottom() - top - 40)
        self._draw_number(painter, number, str(face.left), face.unit)

    def _draw_badge(self, painter: QPainter, room: QRectF, place: str, beside: str) -> None:
        """Where it lies, white on the rail's dark green: the first thing a walking person looks for."""
        theme, letter = tokens(), font(Size.STATION_BIG, bold=True)
        box = QRectF(room.left() - 24, room.top(), 0, room.height())
        if place:
            wide = QFontMetricsF(letter).horizontalAdvance(place) + 46
            box = QRectF(room.left(), room.top(), min(wide, room.width()), room.height())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.rail))
            painter.drawRoundedRect(box, 6, 6)
            inner = box.adjusted(16, 0, -16, 0)
            sizes = (Size.STATION_BIG, Size.FIGURE)
            self.write(painter, inner, place, theme.rail_ink, *sizes, bold=True, align=CENTRE)
        if beside:
            where = QRectF(box.right() + 24, room.top(), room.right() - box.right() - 24, room.height())
            self.write(painter, where, beside, theme.ink_2, Size.FIGURE, Size.STATION, Size.STATION_SMALL)

    def _draw_number(self, painter: QPainter, room: QRectF, text: str, unit: str) -> None:
        """The number stands on the same line as its unit."""
        theme, letter = tokens(), font(Size.STATION_GIANT, bold=True)
        metrics = QFontMetricsF(letter)
        base = room.top() + (room.height() + metrics.capHeight()) / 2
        painter.setFont(letter)
        painter.setPen(QColor(theme.ink))
        painter.drawText(QPointF(room.left() - 4, base), text)
        left = metrics.horizontalAdvance(text) + 24 if text else 0.0
        words = QRectF(room.left() + left, 0, room.width() - left, 44)
        words.moveTop(base - QFontMetricsF(font(Size.STATION_BIG)).descent() - 30)
        self.write(painter, words, unit, theme.ink_2, Size.STATION_BIG, Size.FIGURE, Size.STATION, align=LEFT)

    def _draw_seal(self, painter: QPainter, room: QRectF, face: SealFace) -> None:
        theme, top = tokens(), 30.0
        self._draw_badge(painter, QRectF(room.left(), top, room.width(), BADGE), face.place, "")
        top += BADGE + 16
        sizes = (Size.STATION_HUGE, Size.STATION_BIG)
        point = QRectF(room.left(), top, room.width(), 84)
        self.write(painter, point, face.point, theme.ink, *sizes, bold=True)
        about = QRectF(room.left(), top + 92, room.width(), 74)
        self.write_lines(painter, about, face.about, theme.ink_2, Size.FIGURE, most=2)
        number = QRectF(room.left(), top + 132, room.width(), room.bottom() - top - 132)
        self._draw_number(painter, number, face.weight, face.expected)

    def _draw_word(self, painter: QPainter, room: QRectF, face: WordFace) -> None:
        theme = tokens()
        middle = room.center().y() - 40
        if face.tone is not Tone.PLAIN:
            mark = QRectF(room.left(), middle - 130, 96, 96)
            paint_shape(painter, face.tone, theme.of(face.tone), mark)
        title = QRectF(room.left(), middle - 20, room.width(), 84)
        self.write(painter, title, face.title, theme.ink, Size.STATION_HUGE, Size.STATION_BIG, Size.FIGURE, bold=True)
        below = QRectF(room.left(), middle + 76, room.width(), 120)
        high = self.write_lines(painter, below, face.sentence, theme.ink_2, Size.FIGURE, most=2)
        self.write_lines(painter, below.translated(0, high + 6), face.then, theme.ink, Size.FIGURE, most=2)
