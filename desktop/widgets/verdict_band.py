"""What the last scan was, told so that nobody can miss it: colour, shape and a big word, then what to do.

A right one clears itself after a while and the band asks for the next thing; a wrong one stays until a right one comes.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from desktop.widgets.lettering import Size
from desktop.widgets.station_part import StationPart
from desktop.widgets.theme import tokens
from desktop.widgets.tokens import Tone

HEIGHT = 116
CLEARS_MS = 6000
_CLEARING = frozenset({Tone.RIGHT, Tone.RUNNING})


@dataclass(frozen=True, slots=True)
class Verdict:
    """`word` in one breath (“对”, “错”), `what` was scanned or counted, `then` what to do next."""

    tone: Tone
    word: str
    what: str = ""
    then: str = ""


class VerdictBand(StationPart):
    """Shows the verdict; without one, quietly, what to do now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, height=HEIGHT)
        self.verdict: Verdict | None = None
        self.asked = ""
        self._clearing = QTimer(self, singleShot=True, interval=CLEARS_MS)
        self._clearing.timeout.connect(self.clear)

    def ask_for(self, sentence: str) -> None:
        """What to do now, shown while there is no verdict."""
        self.asked = sentence
        self._name()

    def show_verdict(self, verdict: Verdict) -> None:
        """A new verdict takes the place of the old one."""
        self.verdict = verdict
        if verdict.tone in _CLEARING:
            self._clearing.start()
        else:
            self._clearing.stop()
        self._name()

    def clear(self) -> None:
        """No verdict any more."""
        self.verdict = None
        self._clearing.stop()
        self._name()

    def _name(self) -> None:
        said = (self.verdict.word, self.verdict.what, self.verdict.then) if self.verdict else (self.asked,)
        self.setAccessibleName(" ".join(part for part in said if part))
        self.update()

    def draw(self, painter: QPainter, room: QRectF) -> None:
        theme = tokens()
        verdict = self.verdict or Verdict(Tone.PLAIN, "", self.asked)
        strong = verdict.tone is Tone.WRONG
        ground = theme.of(verdict.tone) if strong else theme.soft(verdict.tone)
        ink = theme.ground if strong else theme.of(verdict.tone)
        shape = QPainterPath()
        shape.addRoundedRect(room, 8, 8)
        painter.fillPath(shape, QColor(ground))
        if not strong:
            painter.save()
            painter.setClipPath(shape)
            painter.fillRect(QRectF(0, 0, 10, room.height()), QColor(theme.of(verdict.tone)))
            painter.restore()
        self._draw_words(painter, room, verdict, theme.ink if verdict.tone is Tone.PLAIN else ink)

    def _draw_words(self, painter: QPainter, room: QRectF, verdict: Verdict, ink: str) -> None:
        left = 36.0
        if verdict.tone is not Tone.PLAIN:
            paint_shape(painter, verdict.tone, ink, QRectF(left, room.center().y() - 26, 52, 52))
            left += 76
        text = QRectF(left, 0, room.width() - left - 24, room.height())
        above = text if not verdict.then else QRectF(left, 12, text.width(), 52)
        wide = 0.0
        if verdict.word:
            wide = 28 + self.write(painter, above, verdict.word, ink, Size.STATION_BIG, Size.FIGURE, bold=True)
        what = above.adjusted(wide, 0, 0, 0)
        sizes = (Size.STATION_BIG, Size.FIGURE, Size.STATION, Size.STATION_SMALL)
        self.write(painter, what, verdict.what, ink, *sizes, bold=bool(verdict.word))
        if verdict.then:
            below = QRectF(left, 64, text.width(), 40)
            self.write(painter, below, verdict.then, ink, Size.STATION, Size.STATION_SMALL)


def paint_shape(painter: QPainter, tone: Tone, colour: str, where: QRectF) -> None:
    """The big shape of a tone: a tick in a round, an exclamation in a square, a cross."""
    painter.save()
    pen = QPen(QColor(colour), where.width() * 0.09, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    edge = where.adjusted(2.5, 2.5, -2.5, -2.5)
    if tone is Tone.WRONG:
        inner = where.adjusted(6, 6, -6, -6)
        pen.setWidthF(where.width() * 0.16)
        painter.setPen(pen)
        painter.drawLine(inner.topLeft(), inner.bottomRight())
        painter.drawLine(inner.topRight(), inner.bottomLeft())
    elif tone is Tone.CAREFUL:
        painter.drawRoundedRect(edge, 6, 6)
        middle = where.center().x()
        painter.drawLine(QPointF(middle, at(where, 0.28)), QPointF(middle, at(where, 0.54)))
        painter.drawPoint(QPointF(middle, at(where, 0.72)))
    else:
        painter.drawEllipse(edge)
        points = ((0.30, 0.52), (0.44, 0.66), (0.71, 0.36))
        painter.drawPolyline(QPolygonF([QPointF(where.left() + x * where.width(), at(where, y)) for x, y in points]))
    painter.restore()


def at(where: QRectF, share: float) -> float:
    """A height inside `where`, 0 at the top, 1 at the bottom."""
    return where.top() + share * where.height()
