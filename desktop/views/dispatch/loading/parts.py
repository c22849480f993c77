"""The parts of the gate's screen: the drop whose turn it is with its crates, the van's limits, the drops in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop.views.dispatch.words import LoadBar
from desktop.widgets.lettering import Size, font
from desktop.widgets.marks import paint_mark
from desktop.widgets.station_part import CENTRE, RIGHT, StationPart
from desktop.widgets.theme import tokens
from desktop.widgets.tokens import Tone
from desktop.widgets.vans import ink_on, paint_plate
from desktop.widgets.word_pane import WordFace, draw_name, draw_word

INSET = 40
CHIP = (206.0, 84.0)
GAP = 12.0
ROW_HEIGHT = 58
BAR_HEIGHT = 46


@dataclass(frozen=True, slots=True)
class CrateFace:
    """A crate of the drop: its code, “3/5”, a word or its weight, its tone."""

    code: str
    number: str
    word: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class StopFace:
    """The drop whose turn it is: its giant number on the van's colour, the point, what is still to come, its crates."""

    drop: str
    colour: str
    name: str
    said: str
    below: str
    crates: tuple[CrateFace, ...]


class StopPane(StationPart):
    """Shows a drop, or a word when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face: StopFace | WordFace = WordFace(Tone.PLAIN, "", "")

    def show_face(self, face: StopFace | WordFace) -> None:
        """Another drop, or the same with other crates."""
        self.face = face
        said: tuple[str, ...]
        if isinstance(face, StopFace):
            of_crates = (f"{crate.code} {crate.number} {crate.word}" for crate in face.crates)
            said = (face.drop, face.name, face.said, face.below, *of_crates)
        else:
            said = face.said
        self.setAccessibleName(" ".join(part for part in said if part))
        self.update()

    def draw(self, painter: QPainter, room: QRectF) -> None:
        inner = room.adjusted(INSET, 0, -INSET, 0)
        if isinstance(self.face, StopFace):
            self._draw_stop(painter, inner, self.face)
        else:
            draw_word(self, painter, inner, self.face, Tone.CAREFUL)

    def _draw_stop(self, painter: QPainter, room: QRectF, face: StopFace) -> None:
        theme = tokens()
        letter = font(Size.STATION_GIANT, bold=True)
        wide = max(170.0, QFontMetricsF(letter).horizontalAdvance(face.drop) + 48)
        plate = QRectF(room.left(), room.top() + 30, wide, 178)
        paint_plate(painter, plate, face.colour)
        painter.setFont(letter)
        painter.setPen(QColor(ink_on(face.colour)))
        painter.drawText(plate.adjusted(0, -6, 0, 0), int(CENTRE), face.drop)
        left = plate.right() + 32
        name = QRectF(left, plate.top() - 4, room.right() - left, 84)
        draw_name(self, painter, name, face.name)
        said = QRectF(left, plate.top() + 88, room.right() - left, 46)
        self.write(painter, said, face.said, theme.ink, Size.STATION_BIG, Size.FIGURE, Size.STATION)
        below = QRectF(left, plate.top() + 138, room.right() - left, 36)
        self.write(painter, below, face.below, theme.ink_2, Size.STATION, Size.STATION_SMALL, Size.BODY)
        self._draw_crates(
            painter, QRectF(room.left(), plate.bottom() + 24, room.width(), room.bottom() - plate.bottom() - 34), face
        )

    def _draw_crates(self, painter: QPainter, room: QRectF, face: StopFace) -> None:
        """Those there is room for, the missing ones first; the last place says how many more."""
        across = max(1, int((room.width() + GAP) // (CHIP[0] + GAP)))
        down = max(1, int((room.height() + GAP) // (CHIP[1] + GAP)))
        wide = (room.width() - (across - 1) * GAP) / across
        crates = sorted(face.crates, key=lambda crate: crate.tone is Tone.RIGHT)
        shown = crates if len(crates) <= across * down else crates[: across * down - 1]
        for at, crate in enumerate(shown):
            self._draw_crate(painter, _box(room, at, across, wide), crate)
        if len(shown) < len(crates):
            box = _box(room, len(shown), across, wide)
            self.write(painter, box, f"+{len(crates) - len(shown)}", tokens().ink_2, Size.FIGURE, align=CENTRE)

    def _draw_crate(self, painter: QPainter, box: QRectF, crate: CrateFace) -> None:
        theme, loaded = tokens(), crate.tone is Tone.RIGHT
        pen = QPen(QColor(theme.line if loaded else theme.line_strong), 1.5)
        if not loaded:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(theme.right_soft if loaded else theme.panel))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        inner = box.adjusted(14, 8, -12, -8)
        above = QRectF(inner.left(), inner.top(), inner.width(), 34)
        ink = theme.ink_2 if loaded else theme.ink
        self.write(painter, above, crate.number, theme.ink_2, Size.STATION_SMALL, align=RIGHT)
        code = above.adjusted(0, 0, -54, 0)
        self.write(painter, code, crate.code, ink, Size.STATION, Size.STATION_SMALL, Size.BODY, bold=not loaded)
        mark = QRectF(inner.left(), inner.top() + 44, 14, 14)
        paint_mark(painter, crate.tone, theme.of(crate.tone), mark)
        word = QRectF(inner.left() + 24, inner.top() + 36, inner.width() - 24, 30)
        colour = theme.ink_2 if crate.tone is Tone.PLAIN else theme.of(crate.tone)
        self.write(painter, word, crate.word, colour, Size.STATION_SMALL, Size.BODY)


def _box(room: QRectF, at: int, across: int, wide: float) -> QRectF:
    return QRectF(room.left() + at % across * (wide + GAP), room.top() + at // across * (CHIP[1] + GAP), wide, CHIP[1])


class LimitBars(StationPart):
    """Weight, volume, crates: what is on the van beside what may be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, height=3 * BAR_HEIGHT + 28)
        self.bars: tuple[LoadBar, ...] = ()
        self.foot = ""

    def show_bars(self, bars: Sequence[LoadBar], foot: str) -> None:
        """Other loads; `foot` says who allowed more."""
        self.bars, self.foot = tuple(bars), foot
        self.setAccessibleName("; ".join([*(f"{bar.name} {bar.text}" for bar in self.bars), foot]))
        self.update()

    def draw(self, painter: QPainter, room: QRectF) -> None:
        theme = tokens()
        for at, bar in enumerate(self.bars):
            box = QRectF(0, at * BAR_HEIGHT, room.width(), BAR_HEIGHT)
            head = QRectF(0, box.top(), room.width(), 28)
            ink = theme.ink if bar.tone is Tone.RUNNING else theme.of(bar.tone)
            wide = self.write(painter, head, bar.text, ink, Size.STATION_SMALL, Size.BODY, bold=True, align=RIGHT)
            self.write(
                painter, head.adjusted(0, 0, -wide - 10, 0), bar.name, theme.ink_2, Size.STATION_SMALL, Size.BODY
            )
            track = QRectF(0, box.top() + 31, room.width(), 9)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.line))
            painter.drawRoundedRect(track, 4.5, 4.5)
            if bar.permille > 0:
                done = QRectF(track)
                done.setWidth(max(9.0, track.width() * min(1000, bar.permille) / 1000))
                painter.setBrush(QColor(theme.of(bar.tone)))
                painter.drawRoundedRect(done, 4.5, 4.5)
        foot = QRectF(0, 3 * BAR_HEIGHT, room.width(), 28)
        self.write(painter, foot, self.foot, theme.careful, Size.STATION_SMALL, Size.BODY, Size.SMALL)


@dataclass(frozen=True, slots=True)
class DropFace:
    """A drop of the van: its number, the point, “3 / 5”, its tone; `here` is its turn."""

    drop: str
    name: str
    count: str
    tone: Tone
    here: bool


class DropRows(StationPart):
    """The drops in the order of loading: the last one first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ""
        self.rows: tuple[DropFace, ...] = ()

    def show_rows(self, title: str, rows: Sequence[DropFace]) -> None:
        """Other drops."""
        self.title, self.rows = title, tuple(rows)
        self.setAccessibleName("; ".join([title, *(f"{row.drop} {row.name} {row.count}" for row in self.rows)]))
        self.update()

    def shown(self, room: QRectF) -> tuple[DropFace, ...]:
        """Those there is room for; the one in hand is always among them."""
        most = max(1, int((room.height() - 40) // ROW_HEIGHT))
        here = next((at for at, row in enumerate(self.rows) if row.here), 0)
        first = min(max(0, here - most // 2), max(0, len(self.rows) - most))
        return self.rows[first : first + most]

    def draw(self, painter: QPainter, room: QRectF) -> None:
        theme = tokens()
        self.write(painter, QRectF(0, 0, room.width(), 36), self.title, theme.ink_2, Size.STATION_SMALL, Size.BODY)
        for at, row in enumerate(self.shown(room)):
            self._draw_row(painter, QRectF(0, 40 + at * ROW_HEIGHT, room.width(), ROW_HEIGHT - 6), row)

    def _draw_row(self, painter: QPainter, box: QRectF, row: DropFace) -> None:
        theme = tokens()
        painter.setPen(QPen(QColor(theme.accent if row.here else theme.line), 2.5 if row.here else 1))
        painter.setBrush(QColor(theme.accent_soft if row.here else theme.panel))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        done = row.tone is Tone.RIGHT and not row.here
        ink = theme.ink_2 if done else theme.ink
        number = QRectF(box.left() + 10, box.top(), 40, box.height())
        self.write(painter, number, row.drop, ink, Size.STATION, Size.STATION_SMALL, bold=True, align=CENTRE)
        mark = QRectF(box.right() - 26, box.center().y() - 6, 12, 12)
        paint_mark(painter, row.tone, theme.of(row.tone), mark)
        inner = box.adjusted(58, 0, -36, 0)
        wide = self.write(painter, inner, row.count, ink, Size.STATION_SMALL, Size.BODY, bold=True, align=RIGHT)
        name = inner.adjusted(0, 0, -wide - 12, 0)
        self.write(painter, name, row.name, ink, Size.STATION_SMALL, Size.BODY, bold=row.here)
