"""The parts of the dock's screen: the line in hand with its giant number, what is remembered, the lines of the order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop.widgets.lettering import Size, font
from desktop.widgets.marks import paint_mark
from desktop.widgets.station_part import LEFT, RIGHT, StationPart
from desktop.widgets.theme import tokens
from desktop.widgets.tokens import Tone
from desktop.widgets.word_pane import WordFace, draw_name, draw_word

INSET = 40
CHIP_HEIGHT = 92
ROW_HEIGHT = 58


@dataclass(frozen=True, slots=True)
class LineFace:
    """The line in hand: `number` is giant, `unit` behind it, `below` the sums; `marks` are words like 冷藏, 称重品."""

    name: str
    about: str
    number: str
    unit: str
    below: str
    tone: Tone = Tone.PLAIN


class DockPane(StationPart):
    """Shows a line, or a word when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face: LineFace | WordFace = WordFace(Tone.PLAIN, "", "")

    def show_face(self, face: LineFace | WordFace) -> None:
        """Another line, or the same with another number."""
        self.face = face
        said: tuple[str, ...]
        if isinstance(face, LineFace):
            said = (face.name, face.about, face.number, face.unit, face.below)
        else:
            said = face.said
        self.setAccessibleName(" ".join(part for part in said if part))
        self.update()

    def draw(self, painter: QPainter, room: QRectF) -> None:
        inner = room.adjusted(INSET, 0, -INSET, 0)
        if isinstance(self.face, LineFace):
            self._draw_line(painter, inner, self.face)
        else:
            draw_word(self, painter, inner, self.face, Tone.WRONG)

    def _draw_line(self, painter: QPainter, room: QRectF, face: LineFace) -> None:
        theme = tokens()
        name = QRectF(room.left(), room.top() + 22, room.width(), 84)
        draw_name(self, painter, name, face.name)
        about = QRectF(room.left(), room.top() + 108, room.width(), 38)
        self.write(painter, about, face.about, theme.ink_2, Size.FIGURE, Size.STATION, Size.STATION_SMALL)
        below = QRectF(room.left(), room.bottom() - 46, room.width(), 34)
        number = QRectF(room.left(), about.bottom(), room.width() * 0.6, below.top() - about.bottom())
        colour = theme.ink if face.tone is Tone.PLAIN else theme.of(face.tone)
        sizes = (Size.STATION_GIANT, Size.STATION_HUGE, Size.STATION_BIG)
        fitting = [size for size in sizes if QFontMetricsF(font(size, bold=True)).ascent() <= number.height()]
        wide = self.write(painter, number, face.number, colour, *(fitting or sizes[-1:]), bold=True)
        unit = QRectF(room.left() + wide + 26, number.top(), room.width() - wide - 26, number.height())
        self._draw_unit(painter, unit, face.unit)
        self.write(painter, below, face.below, theme.ink_2, Size.STATION, Size.STATION_SMALL)

    def _draw_unit(self, painter: QPainter, room: QRectF, unit: str) -> None:
        foot = room.adjusted(0, room.height() * 0.5 - 6, 0, 0)
        self.write(painter, foot, unit, tokens().ink_2, Size.STATION_BIG, Size.FIGURE, Size.STATION, Size.STATION_SMALL)


@dataclass(frozen=True, slots=True)
class ChipFace:
    """A field that remembers: its key (“F4”), its name, what it holds; `is_open`: it is being typed."""

    key: str
    button: str
    name: str
    value: str
    is_open: bool = False
    tone: Tone = Tone.PLAIN


class Chips(StationPart):
    """The remembered fields side by side. `chosen(key)` when one is pressed by hand."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, height=CHIP_HEIGHT)
        self.faces: tuple[ChipFace, ...] = ()

    def show_chips(self, faces: Sequence[ChipFace]) -> None:
        """Other values."""
        self.faces = tuple(faces)
        self.setAccessibleName("; ".join(f"{face.button} {face.name} {face.value}" for face in self.faces))
        self.update()

    def _box(self, at: int, room: QRectF) -> QRectF:
        wide = (room.width() - 12 * (len(self.faces) - 1)) / max(1, len(self.faces))
        return QRectF(room.left() + at * (wide + 12), room.top() + 4, wide, room.height() - 16)

    def _room(self) -> QRectF:
        return QRectF(INSET, 0, self.width() / self.zoom - 2 * INSET, self.height() / self.zoom)

    def draw(self, painter: QPainter, _room: QRectF) -> None:
        theme = tokens()
        for at, face in enumerate(self.faces):
            box = self._box(at, self._room())
            painter.setPen(QPen(QColor(theme.accent if face.is_open else theme.line), 2.5 if face.is_open else 1))
            painter.setBrush(QColor(theme.accent_soft if face.is_open else theme.ground))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
            inner = box.adjusted(14, 6, -12, -6)
            head = QRectF(inner.left(), inner.top(), inner.width(), 28)
            wide = self.write(painter, head, face.button, theme.accent, Size.STATION_SMALL, bold=True)
            self.write(painter, head.adjusted(wide + 8, 0, 0, 0), face.name, theme.ink_2, Size.STATION_SMALL, Size.BODY)
            value = QRectF(inner.left(), inner.top() + 28, inner.width(), 34)
            ink = theme.ink if face.tone is Tone.PLAIN else theme.of(face.tone)
            ink = ink if face.value != "—" else theme.mute
            sizes = (Size.STATION, Size.STATION_SMALL, Size.BODY)
            self.write(painter, value, face.value, ink, *sizes, bold=face.value != "—")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        where = QPointF(event.position() / self.zoom)
        for at, face in enumerate(self.faces):
            if self._box(at, self._room()).contains(where):
                self.chosen.emit(face.key)


@dataclass(frozen=True, slots=True)
class RowFace:
    """A line of the order: what, how far (“24 / 48”), its tone; `here` is in hand."""

    key: int
    name: str
    count: str
    tone: Tone = Tone.PLAIN
    here: bool = False


class OrderRows(StationPart):
    """The lines of the order in hand, those to come first. `chosen(line id)` when one is pressed by hand."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.hint = "", ""
        self.rows: tuple[RowFace, ...] = ()

    def show_rows(self, title: str, rows: Sequence[RowFace], hint: str) -> None:
        """Other lines; `hint` stands below them."""
        self.title, self.rows, self.hint = title, tuple(rows), hint
        self.setAccessibleName("; ".join([title, *(f"{row.name} {row.count}" for row in self.rows), hint]))
        self.update()

    def shown(self, room: QRectF) -> tuple[RowFace, ...]:
        """Those there is room for; the one in hand is always among them."""
        most = max(1, int((room.height() - 44 - 34) // ROW_HEIGHT))
        here = next((at for at, row in enumerate(self.rows) if row.here), 0)
        first = min(max(0, here - most // 2), max(0, len(self.rows) - most))
        return self.rows[first : first + most]

    def draw(self, painter: QPainter, room: QRectF) -> None:
        theme = tokens()
        self.write(painter, QRectF(0, 0, room.width(), 40), self.title, theme.ink_2, Size.STATION_SMALL, Size.BODY)
        shown = self.shown(room)
        for at, row in enumerate(shown):
            self._draw_row(painter, QRectF(0, 44 + at * ROW_HEIGHT, room.width(), ROW_HEIGHT - 6), row)
        more = len(self.rows) - len(shown)
        foot = QRectF(0, room.height() - 32, room.width(), 32)
        text = f"+{more} · {self.hint}" if more > 0 else self.hint
        self.write(painter, foot, text, theme.mute, Size.STATION_SMALL, Size.BODY)

    def _draw_row(self, painter: QPainter, box: QRectF, row: RowFace) -> None:
        theme = tokens()
        painter.setPen(QPen(QColor(theme.accent if row.here else theme.line), 2.5 if row.here else 1))
        painter.setBrush(QColor(theme.accent_soft if row.here else theme.panel))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        mark = QRectF(box.left() + 14, box.center().y() - 6, 12, 12)
        paint_mark(painter, row.tone, theme.of(row.tone), mark)
        inner = box.adjusted(38, 0, -14, 0)
        ink = theme.ink_2 if row.tone is Tone.RIGHT and not row.here else theme.ink
        wide = self.write(painter, inner, row.count, ink, Size.STATION_SMALL, Size.BODY, bold=True, align=RIGHT)
        name = inner.adjusted(0, 0, -wide - 12, 0)
        self.write(painter, name, row.name, ink, Size.STATION_SMALL, Size.BODY, bold=row.here, align=LEFT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        room = QRectF(0, 0, self.width() / self.zoom, self.height() / self.zoom)
        at = int((event.position().y() / self.zoom - 44) // ROW_HEIGHT)
        shown = self.shown(room)
        if 0 <= at < len(shown) and event.position().y() / self.zoom >= 44:
            self.chosen.emit(shown[at].key)
