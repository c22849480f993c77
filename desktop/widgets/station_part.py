"""The base of everything a station shows: drawn by hand in the measures of a 1366 x 768 screen, larger on a larger one.

A text takes the largest of its sizes that fits and is shortened only when the smallest does not; `cut` then names it.
Next: verdict_band.py, scale_card.py, key_bar.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.widgets.lettering import Size, font

MEASURE = (1366.0, 768.0)
LEAST_ZOOM = 0.75
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


def zoom_for(width: int, height: int) -> float:
    """How much larger a station is drawn in a window of this size."""
    return max(LEAST_ZOOM, min(width / MEASURE[0], height / MEASURE[1]))


class StationPart(QWidget):
    """Draws itself in `draw(painter, room)`, where `room` is in the measures at 100 %."""

    def __init__(self, parent: QWidget | None = None, *, height: float = 0, width: float = 0) -> None:
        super().__init__(parent)
        self.zoom = 1.0
        self.cut: list[str] = []
        self._height, self._width = height, width
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.set_zoom(1.0)

    def set_zoom(self, zoom: float) -> None:
        """Another size of the window."""
        self.zoom = zoom
        if self._height:
            self.setFixedHeight(round(self._height * zoom))
        if self._width:
            self.setFixedWidth(round(self._width * zoom))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.zoom, self.zoom)
        self.cut = []
        self.draw(painter, QRectF(0, 0, self.width() / self.zoom, self.height() / self.zoom))
        painter.end()

    def draw(self, painter: QPainter, room: QRectF) -> None:
        """Everything in the part."""
        raise NotImplementedError

    def write(
        self,
        painter: QPainter,
        room: QRectF,
        text: str,
        colour: str,
        *sizes: Size,
        bold: bool = False,
        align: Qt.AlignmentFlag = LEFT,
    ) -> float:
        """One line of text in the largest size that fits; the width it took."""
        for size in sizes:
            letter = font(size, bold=bold)
            wide = QFontMetricsF(letter).horizontalAdvance(text)
            if wide <= room.width() + 0.5:
                break
        else:
            self.cut.append(text)
            text = QFontMetricsF(letter).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            wide = min(wide, room.width())
        painter.setFont(letter)
        painter.setPen(QColor(colour))
        painter.drawText(room, int(align | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip), text)
        return wide

    def write_lines(
        self, painter: QPainter, room: QRectF, text: str, colour: str, size: Size, *, most: int, bold: bool = False
    ) -> float:
        """Up to `most` lines, broken between words or Chinese letters; the height they took."""
        letter = font(size, bold=bold)
        high = QFontMetricsF(letter).height()
        lines = broken(text, letter, room.width(), most)
        if "".join(lines).replace(" ", "") != text.replace(" ", ""):
            self.cut.append(text)
        painter.setFont(letter)
        painter.setPen(QColor(colour))
        for at, line in enumerate(lines):
            where = QRectF(room.left(), room.top() + at * high, room.width(), high)
            painter.drawText(where, int(LEFT | Qt.TextFlag.TextSingleLine), line)
        return len(lines) * high


def broken(text: str, letter: object, width: float, most: int) -> list[str]:
    """The text in at most `most` lines of `width`; the last ends with … when there is more."""
    layout = QTextLayout(text, letter)  # type: ignore[call-overload]
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    found: list[str] = []
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        if len(found) == most:
            metrics = QFontMetricsF(letter)  # type: ignore[call-overload]
            found[-1] = metrics.elidedText(found[-1] + " …", Qt.TextElideMode.ElideRight, width)
            break
        found.append(text[line.textStart() : line.textStart() + line.textLength()].strip())
    layout.endLayout()
    return found


def fitting(texts: Sequence[str], size: Size, *, bold: bool = False) -> float:
    """The width of the widest."""
    metrics = QFontMetricsF(font(size, bold=bold))
    return max((metrics.horizontalAdvance(text) for text in texts), default=0.0)
