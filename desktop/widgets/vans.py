"""The colour of a van: told apart by colour-blind eyes too, and always with its name on it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from desktop.widgets.tokens import contrast

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#7A5195", "#8C6D31")
"""Okabe and Ito's palette, lengthened; the ninth van begins anew."""
WHITE, INK = "#FFFFFF", "#0A0E0D"


def colour_of(number: int) -> str:
    """The colour of the van of this number, from 1 (domain.routing.queries.van_numbers): the same on every page."""
    return COLOURS[(number - 1) % len(COLOURS)]


def ink_on(colour: str) -> str:
    """White or ink, whichever reads better on it."""
    return max((WHITE, INK), key=lambda ink: contrast(ink, colour))


def paint_plate(painter: QPainter, room: QRectF, colour: str) -> None:
    """The ground of a van's name."""
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(room, 6, 6)
    painter.restore()
