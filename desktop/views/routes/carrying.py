"""Stops that are carried by the mouse: which points lie in a drag, and what it looks like."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QDrag, QFontMetricsF, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from desktop.widgets.lettering import Size, font
from desktop.widgets.theme import tokens

MIME = "application/x-daybreak-stops"
HEIGHT, PAD = 28, 12


def mime_of(points: Sequence[int]) -> QMimeData:
    """These points, to be dropped on a van, on a place in a list, on a stop of the map."""
    data = QMimeData()
    data.setData(MIME, ",".join(map(str, points)).encode("ascii"))
    return data


def carried_points(data: QMimeData) -> list[int]:
    """The points in a drag; none when it is of something else."""
    if not data.hasFormat(MIME):
        return []
    parts = bytes(data.data(MIME).data()).decode("ascii", "ignore").split(",")
    return [int(part) for part in parts if part.isdecimal()]


def carry(source: QWidget, points: Sequence[int], name: str) -> None:
    """Carries the points until they are let go."""
    drag = QDrag(source)
    drag.setMimeData(mime_of(points))
    drag.setPixmap(_tag(name, source.devicePixelRatioF()))
    drag.setHotSpot(QPoint(-8, HEIGHT // 2))
    drag.exec(Qt.DropAction.MoveAction)


def _tag(name: str, ratio: float) -> QPixmap:
    theme, letter = tokens(), font(Size.SMALL, bold=True)
    size = QSize(round(QFontMetricsF(letter).horizontalAdvance(name)) + 2 * PAD, HEIGHT)
    made = QPixmap(size * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.accent))
    painter.drawRoundedRect(QRectF(0, 0, size.width(), size.height()), 6, 6)
    painter.setFont(letter)
    painter.setPen(QColor(theme.on_accent))
    painter.drawText(QRectF(0, 0, size.width(), size.height()), int(Qt.AlignmentFlag.AlignCenter), name)
    painter.end()
    return made
