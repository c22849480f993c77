"""The morning as hours: a line for each trip, when the van may be out, when it drives, where it stops, what is late."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.views.routes.words import minute_clock
from desktop.widgets.lettering import Size, font
from desktop.widgets.theme import tokens
from desktop.widgets.vans import ink_on, paint_plate

if TYPE_CHECKING:
    from desktop.views.routes.shown import HoursBlock, HoursLine, Key

AXIS, ROW = 24, 24
NAMES = 74.0
END = 24.0
_CENTRE = Qt.AlignmentFlag.AlignCenter


class Hours(QWidget):
    """`stop_clicked(point id)`, `line_clicked(key)`. It grows with its lines; its owner scrolls it."""

    stop_clicked = Signal(int)
    line_clicked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[HoursLine, ...] = ()
        self._chosen: Key | None = None
        self._points: frozenset[int] = frozenset()
        self._from, self._until = 300, 720
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: Sequence[HoursLine], chosen: Key | None, points: Sequence[int]) -> None:
        """Other trips; the chosen one and the chosen points stand out."""
        self._lines, self._chosen, self._points = tuple(lines), chosen, frozenset(points)
        if lines:
            self._from = min(min(line.start_min for line in lines) // 60 * 60, 1380)
            self._until = -(-max(line.end_min for line in lines) // 60) * 60
        self.setFixedHeight(self.sizeHint().height())
        self.setAccessibleName("; ".join(line.hint for line in lines))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, AXIS + max(1, len(self._lines)) * ROW + 6)

    # Places --------------------------------------------------------------------------------------

    def _x(self, minute: float) -> float:
        wide = self.width() - NAMES - END
        return NAMES + wide * (minute - self._from) / max(60, self._until - self._from)

    def _top(self, at: int) -> float:
        return AXIS + at * ROW

    def _block_room(self, at: int, block: HoursBlock) -> QRectF:
        left = self._x(block.arrive_min)
        wide = max(5.0, self._x(block.leave_min) - left - 1)
        return QRectF(left, self._top(at) + 4, wide, ROW - 8)

    def _found(self, where: QPointF) -> tuple[HoursLine | None, HoursBlock | None]:
        at = int((where.y() - AXIS) // ROW)
        if not 0 <= at < len(self._lines):
            return None, None
        line = self._lines[at]
        hit = (block for block in line.blocks if self._block_room(at, block).adjusted(-2, -4, 2, 4).contains(where))
        return line, next(hit, None)

    # Drawing -------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_axis(painter)
        for at, line in enumerate(self._lines):
            self._paint_line(painter, at, line)
        painter.end()

    def _paint_axis(self, painter: QPainter) -> None:
        theme, letter = tokens(), font(Size.SMALL)
        painter.setFont(letter)
        wide = QFontMetricsF(letter).horizontalAdvance("00:00") + 12
        step = 30 if self._x(self._from + 30) - self._x(self._from) > wide else 60
        while self._x(self._from + step) - self._x(self._from) < wide and step < 360:
            step += 60
        for minute in range(self._from, self._until + 1, step):
            x = self._x(minute)
            painter.setPen(QPen(QColor(theme.line), 1))
            painter.drawLine(QPointF(x, AXIS - 2), QPointF(x, self.height()))
            painter.setPen(QColor(theme.mute))
            painter.drawText(QRectF(x - wide / 2, 2, wide, AXIS - 5), int(_CENTRE), minute_clock(minute))

    def _paint_line(self, painter: QPainter, at: int, line: HoursLine) -> None:
        theme, top = tokens(), self._top(at)
        if line.key == self._chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent_soft))
            painter.drawRoundedRect(QRectF(2, top + 1, self.width() - 4, ROW - 2), 5, 5)
        plate = QRectF(8, top + 3, NAMES - 20, ROW - 6)
        paint_plate(painter, plate, line.colour)
        painter.setFont(font(Size.SMALL, bold=True))
        painter.setPen(QColor(ink_on(line.colour)))
        painter.drawText(plate, int(_CENTRE), line.name)
        self._paint_way(painter, top + ROW / 2, line)
        for block in line.blocks:
            self._paint_block(painter, self._block_room(at, block), line, block)

    def _paint_way(self, painter: QPainter, middle: float, line: HoursLine) -> None:
        """The van's shift as a quiet ground, the time it is out as a line."""
        theme = tokens()
        shift = QRectF(self._x(max(line.from_min, self._from)), middle - 5, 0, 10)
        shift.setRight(self._x(min(line.until_min, self._until)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.sunken))
        painter.drawRoundedRect(shift, 4, 4)
        painter.setPen(QPen(QColor(line.colour), 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(self._x(line.start_min), middle), QPointF(self._x(line.end_min), middle))

    def _paint_block(self, painter: QPainter, room: QRectF, line: HoursLine, block: HoursBlock) -> None:
        theme = tokens()
        chosen = block.point_id in self._points
        edge = theme.ink if chosen else theme.careful if block.is_late else theme.panel
        painter.setPen(QPen(QColor(edge), 2 if chosen or block.is_late else 1))
        painter.setBrush(QColor(line.colour))
        painter.drawRoundedRect(room, 3, 3)
        number, letter = str(block.drop_no), font(Size.SMALL)
        if QFontMetricsF(letter).horizontalAdvance(number) <= room.width() - 2:
            painter.setFont(letter)
            painter.setPen(QColor(ink_on(line.colour)))
            painter.drawText(room, int(_CENTRE), number)

    # Pointing ------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        line, block = self._found(event.position())
        if block is not None:
            self.stop_clicked.emit(block.point_id)
        elif line is not None:
            self.line_clicked.emit(line.key)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            line, block = self._found(QPointF(event.pos()))
            said = block.hint if block else line.hint if line else ""
            QToolTip.showText(event.globalPos(), said, self)
            return True
        return super().event(event)
