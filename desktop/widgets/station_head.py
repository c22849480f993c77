"""The head of a station: where it stands, how, how far, who works here."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from desktop.widgets.lettering import Size
from desktop.widgets.station_part import RIGHT, StationPart, fitting
from desktop.widgets.theme import tokens

HEIGHT = 64
_LEAST_BAR = 90.0


@dataclass(frozen=True, slots=True)
class HeadFace:
    """“W05 · 幸福里”, “摘果”, “第 23 / 41 行”, pieces done of all, “李敏 · 1号台”; `due` when the van waits."""

    place: str = ""
    method: str = ""
    line: str = ""
    done: int = 0
    total: int = 0
    due: str = ""
    is_late: bool = False
    person: str = ""


class StationHead(StationPart):
    """One line; the bar takes the room that is left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, height=HEIGHT)
        self.face = HeadFace()

    def show_face(self, face: HeadFace) -> None:
        """What it says now."""
        if face == self.face:
            return
        self.face = face
        said = (face.place, face.method, face.line, face.due, face.person)
        self.setAccessibleName(" · ".join(part for part in said if part))
        self.update()

    def draw(self, painter: QPainter, room: QRectF) -> None:
        theme, face = tokens(), self.face
        painter.fillRect(room, QColor(theme.panel))
        painter.fillRect(QRectF(0, room.bottom() - 1, room.width(), 1), QColor(theme.line))
        right = self._draw_right(painter, room)
        left = 28.0
        widest = right - left - _LEAST_BAR - fitting((face.method, face.line), Size.STATION_SMALL) - 90
        place = QRectF(left, 0, max(120.0, widest), room.height() - 1)
        sizes = (Size.STATION, Size.TITLE, Size.STATION_SMALL)
        left += self.write(painter, place, face.place, theme.ink, *sizes, bold=True) + 28
        for text in (face.method, face.line):
            if text:
                where = QRectF(left, 0, max(1.0, right - left), room.height() - 1)
                left += self.write(painter, where, text, theme.ink_2, Size.STATION_SMALL) + 28
        self._draw_bar(painter, QRectF(left, room.center().y() - 7, right - 28 - left, 14))

    def _draw_right(self, painter: QPainter, room: QRectF) -> float:
        """Person and due time from the right; where they begin."""
        theme, face = tokens(), self.face
        line = QRectF(0, 0, room.width() - 28, room.height() - 1)
        right = room.width() - 28
        for text, colour in ((face.person, theme.ink), (face.due, theme.careful if face.is_late else theme.ink_2)):
            if text:
                wide = fitting((text,), Size.STATION_SMALL)
                line.setRight(right)
                self.write(painter, line, text, colour, Size.STATION_SMALL, align=RIGHT)
                right -= wide + 28
        return right + 28

    def _draw_bar(self, painter: QPainter, bar: QRectF) -> None:
        if bar.width() < _LEAST_BAR / 2 or not self.face.total:
            return
        theme = tokens()
        painter.setPen(QColor(0, 0, 0, 0))
        painter.setBrush(QColor(theme.sunken))
        painter.drawRoundedRect(bar, 7, 7)
        done = QRectF(bar)
        done.setWidth(bar.width() * min(self.face.done, self.face.total) / self.face.total)
        painter.setBrush(QColor(theme.accent))
        if done.width() > 1:
            painter.save()
            painter.setClipRect(done)
            painter.drawRoundedRect(bar, 7, 7)
            painter.restore()
