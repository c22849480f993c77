"""Markers as small pictures, each painted once: a stop's number on its van's colour, round when fine, square when late,
a cross where nobody takes it, a tick when it is done.

Next: placing.py decides which of them have room for their number.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap

from desktop.widgets.lettering import Size, font
from desktop.widgets.route_map.look import DOT, MARKER, look_of
from desktop.widgets.route_map.scene import DONE, GIVEN_UP, MapStop
from desktop.widgets.theme import tokens
from desktop.widgets.tokens import DARK, LIGHT
from desktop.widgets.vans import colour_of, ink_on

ROOM = 40
"""Side of a marker's picture: the number, its casing and the ring of the chosen one."""


@dataclass(frozen=True, slots=True)
class Face:
    """What a marker looks like; equal faces share one picture."""

    number: str
    van: int | None
    is_late: bool
    is_done: bool
    is_off: bool
    is_pinned: bool
    is_chosen: bool = False
    is_near: bool = False
    is_small: bool = False
    radius: float = MARKER
    theme: str = "light"


def face_of(stop: MapStop, *, chosen: bool, near: bool, small: bool, radius: float = MARKER) -> Face:
    """The face of a stop in the theme of now."""
    done, off = stop.state in DONE, stop.state in GIVEN_UP or not stop.is_planned
    number = "" if small or stop.drop_no is None else str(stop.drop_no)
    late = stop.is_late and not done
    return Face(
        number,
        stop.van_number,
        late,
        done,
        off,
        stop.is_pinned,
        chosen,
        near,
        small,
        DOT if small else radius,
        tokens().name,
    )


@lru_cache(maxsize=4096)
def picture(face: Face, ratio: float) -> QPixmap:
    """The marker in the middle of a square of ROOM points."""
    side = ceil(ROOM * ratio)
    made = QPixmap(side, side)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(ROOM / 2, ROOM / 2)
    paint_face(painter, face)
    painter.end()
    return made


def paint_face(painter: QPainter, face: Face) -> None:
    """Draws the marker round the origin."""
    theme = DARK if face.theme == "dark" else LIGHT
    look = look_of(theme)
    fill = colour_of(face.van) if face.van is not None else look.casing
    radius = face.radius + (1.5 if face.is_near else 0)
    if face.is_chosen:
        _shape(painter, face, radius + 6, QColor(theme.accent), None)
    elif face.is_near:
        _shape(painter, face, radius + 4, QColor(theme.ink), None)
    ring = theme.wrong if face.van is None else theme.careful if face.is_late else ""
    _shape(painter, face, radius + 2, QColor(look.casing), None)
    _shape(painter, face, radius, QColor(fill), QPen(QColor(ring), 2.4 if face.van is None else 2.8) if ring else None)
    ink = theme.wrong if face.van is None else ink_on(fill)
    if face.is_off:
        _cross(painter, radius * (0.5 if not face.is_small else 0.45), ink)
    elif face.is_done and not face.is_small:
        _tick(painter, radius / MARKER, ink)
    elif face.number:
        painter.setFont(_letter(face))
        painter.setPen(QColor(ink))
        painter.drawText(QRectF(-20, -20.5, 40, 40), int(Qt.AlignmentFlag.AlignCenter), face.number)
    if face.is_pinned and not face.is_small:
        _pin(painter, radius, theme.ink, look.casing)


def _letter(face: Face) -> QFont:
    zoom = face.radius / MARKER * (1.0 if len(face.number) < 3 else 0.82)
    return font(Size.SMALL, bold=True, zoom=zoom)


def _shape(painter: QPainter, face: Face, radius: float, fill: QColor, pen: QPen | None) -> None:
    painter.setBrush(fill)
    painter.setPen(pen if pen is not None else QPen(Qt.PenStyle.NoPen))
    inner = radius - (pen.widthF() / 2 if pen is not None else 0)
    room = QRectF(-inner, -inner, 2 * inner, 2 * inner)
    if face.is_late or face.van is None:
        painter.drawRoundedRect(room, 3.5, 3.5)
    else:
        painter.drawEllipse(room)


def _cross(painter: QPainter, reach: float, ink: str) -> None:
    painter.setPen(QPen(QColor(ink), 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(-reach, -reach), QPointF(reach, reach))
    painter.drawLine(QPointF(-reach, reach), QPointF(reach, -reach))


def _tick(painter: QPainter, size: float, ink: str) -> None:
    pen = QPen(QColor(ink), 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline([QPointF(x * size, y * size) for x, y in ((-4.8, 0.4), (-1.4, 3.8), (5.0, -3.6))])


def _pin(painter: QPainter, radius: float, ink: str, casing: str) -> None:
    """A small dark dot at the shoulder: a person fixed it."""
    painter.setBrush(QColor(ink))
    painter.setPen(QPen(QColor(casing), 1.6))
    painter.drawEllipse(QPointF(radius * 0.78, -radius * 0.78), 3.6, 3.6)
