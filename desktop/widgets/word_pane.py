"""What a station shows in place of a line or a drop: a shape, a title, a sentence, and rows with what did not come."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QPainter

from desktop.widgets.lettering import Size, font
from desktop.widgets.station_part import RIGHT, StationPart
from desktop.widgets.theme import tokens
from desktop.widgets.tokens import Tone
from desktop.widgets.verdict_band import paint_shape

ROW = 40


@dataclass(frozen=True, slots=True)
class WordFace:
    """Nothing is in hand: a title, a sentence, and rows of two words each (what is short, what stays and why)."""

    tone: Tone
    title: str
    sentence: str
    rows: tuple[tuple[str, str], ...] = ()

    @property
    def said(self) -> tuple[str, ...]:
        """Every word of it."""
        return (self.title, self.sentence, *(part for row in self.rows for part in row))


def draw_word(part: StationPart, painter: QPainter, room: QRectF, face: WordFace, tone: Tone) -> None:
    """Draws it into the upper half of `room`; `tone` colours the second word of each row."""
    theme = tokens()
    whole = 64 + 80 + len(face.rows) * ROW
    top = room.top() + max(24.0, (room.height() - whole) * 0.4)
    left = room.left()
    if face.tone is not Tone.PLAIN:
        paint_shape(painter, face.tone, theme.of(face.tone), QRectF(left, top + 4, 56, 56))
        left += 80
    title = QRectF(left, top, room.right() - left, 64)
    sizes = (Size.STATION_HUGE, Size.STATION_BIG, Size.FIGURE, Size.STATION)
    part.write(painter, title, face.title, theme.ink, *sizes, bold=True)
    words = QRectF(room.left(), top + 82, room.width(), 64)
    high = part.write_lines(painter, words, face.sentence, theme.ink_2, Size.STATION, most=2)
    for at, (what, why) in enumerate(face.rows):
        row = QRectF(room.left(), words.top() + high + 16 + at * ROW, room.width(), ROW)
        if row.bottom() > room.bottom():
            break
        wide = part.write(painter, row, what, theme.ink, Size.STATION, Size.STATION_SMALL)
        rest = row.adjusted(wide + 24, 0, 0, 0)
        part.write(painter, rest, why, theme.of(tone), Size.STATION, Size.STATION_SMALL, bold=True, align=RIGHT)


def draw_name(part: StationPart, painter: QPainter, room: QRectF, name: str) -> None:
    """A name as large as its room allows: one huge line, or two big ones."""
    ink = tokens().ink
    if QFontMetricsF(font(Size.STATION_BIG, bold=True)).horizontalAdvance(name) <= room.width():
        part.write(painter, room, name, ink, Size.STATION_HUGE, Size.STATION_BIG, bold=True)
    else:
        part.write_lines(painter, room, name, ink, Size.STATION_BIG, most=2, bold=True)
