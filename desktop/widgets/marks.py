"""The shapes of a state: round is fine, square wants a look, a cross is wrong, a ring waits. Never colour alone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.widgets.tokens import Tone


def paint_mark(painter: QPainter, tone: Tone, colour: str, where: QRectF) -> None:
    """Draws the shape of a tone into the square `where`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    if tone in (Tone.RIGHT, Tone.RUNNING):
        painter.drawEllipse(where)
    elif tone is Tone.CAREFUL:
        painter.drawRoundedRect(where.adjusted(0.5, 0.5, -0.5, -0.5), 1, 1)
    elif tone is Tone.WRONG:
        _strokes(painter, colour, where)
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colour), 1.4))
        painter.drawEllipse(where.adjusted(0.7, 0.7, -0.7, -0.7))
    painter.restore()


def _strokes(painter: QPainter, colour: str, where: QRectF) -> None:
    painter.setPen(QPen(QColor(colour), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    inner = where.adjusted(1, 1, -1, -1)
    painter.drawLine(inner.topLeft(), inner.bottomRight())
    painter.drawLine(inner.topRight(), inner.bottomLeft())
