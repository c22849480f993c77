"""What is small on a way: arrows that say which way, a plate with the van's number, and the room the ways take from names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import atan2, degrees

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from desktop.widgets.lettering import Size, font
from desktop.widgets.route_map.camera import Camera, scale_of
from desktop.widgets.route_map.look import FAINT, MapLook
from desktop.widgets.route_map.placing import Rooms
from desktop.widgets.route_map.ways import Way
from desktop.widgets.vans import colour_of, ink_on
from domain.routing.words.van_names import van_name
from exchange.road_map.plane import Spot

PLATE = 9.5
_ARROW_EVERY, _LEAST_LEG, _MOST_ARROWS = 130.0, 14.0, 60
LINE_CELL = 14.0
BLOCK = 200.0
_APART = 1 << 31
_ARROW = QPolygonF([QPointF(6.4, 0), QPointF(-4.4, -5.6), QPointF(-2.2, 0), QPointF(-4.4, 5.6)])


@dataclass(frozen=True, slots=True)
class Sign:
    """Something small on a way: an arrow (turned by `angle`), or a plate with its `text`, the van's number and trip."""

    van: int
    spot: Spot
    angle: float = 0.0
    text: str = ""

    @property
    def is_plate(self) -> bool:
        """No arrow."""
        return bool(self.text)


def signs_of(ways: tuple[Way, ...], step: int, rooms: Rooms) -> tuple[Sign, ...]:
    """A plate for every way where there is room, then arrows along it. `rooms` are in pixels of this step."""
    scale = scale_of(step)
    found = [sign for way in ways for sign in _plate(way, scale, rooms)]
    return (*found, *(sign for way in ways for sign in _arrows(way, scale, rooms)))


def _plate(way: Way, scale: float, rooms: Rooms) -> list[Sign]:
    """In the middle of the longest legs first, of those that are its own before shared ones."""
    route = way.route
    text = van_name(str(route.van_number), route.trip)
    for one, other in way.longest:
        for share in (0.5, 0.35, 0.65):
            spot = (one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share)
            if rooms.take(_square(spot, scale, _half(text) + 2)):
                return [Sign(route.van_number, spot, text=text)]
    return []


def _half(text: str) -> float:
    """Half the width of a plate: a square for a number, longer for one with its trip."""
    return PLATE + 3.5 * max(0, len(text) - 2)


def _arrows(way: Way, scale: float, rooms: Rooms) -> list[Sign]:
    every, least = max(_ARROW_EVERY / scale, sum(way.lengths) / _MOST_ARROWS), _LEAST_LEG / scale
    found, gone = [], every / 2
    for at, length in enumerate(way.lengths):
        gone += length
        if gone < every or length < least:
            continue
        (x, y), (to_x, to_y) = way.spots[at], way.spots[at + 1]
        spot = ((x + to_x) / 2, (y + to_y) / 2)
        if rooms.take(_square(spot, scale, 6)):
            gone = 0.0
            found.append(Sign(way.route.van_number, spot, degrees(atan2(to_y - y, to_x - x))))
    return found


def along(ways: tuple[Way, ...], step: int, stops: frozenset[tuple[int, int]]) -> frozenset[tuple[int, int]]:
    """The cells of LINE_CELL pixels that the ways cross near stops, at this step. `stops`: blocks with a stop in them.

    All points at once: ways along roads have ten thousand legs.
    """
    import numpy as np

    found: set[tuple[int, int]] = set()
    wanted = np.array([column * _APART + row for column, row in stops])
    for way in ways:
        spots = np.array(way.spots).reshape(-1, 2) * scale_of(step)
        counts = (np.array(way.lengths) * scale_of(step) / LINE_CELL).astype(np.int64) + 1
        leg = np.repeat(np.arange(len(counts)), counts)
        share = (np.arange(len(leg)) - np.repeat(np.cumsum(counts) - counts, counts)) / counts[leg]
        points = spots[leg] + (spots[leg + 1] - spots[leg]) * share[:, None]
        blocks = np.floor(points / BLOCK).astype(np.int64)
        near = np.isin(blocks[:, 0] * _APART + blocks[:, 1], wanted)
        cells = np.floor(points[near] / LINE_CELL).astype(np.int64)
        found.update(zip(cells[:, 0].tolist(), cells[:, 1].tolist(), strict=True))
    return frozenset(found)


def blocks_round(spots: Iterable[QPointF]) -> frozenset[tuple[int, int]]:
    """The blocks of the screen that lie round these places."""
    found = set()
    for spot in spots:
        column, row = int(spot.x() // BLOCK), int(spot.y() // BLOCK)
        found |= {(column + across, row + down) for across in (-1, 0, 1) for down in (-1, 0, 1)}
    return frozenset(found)


def _square(spot: Spot, scale: float, reach: float) -> QRectF:
    return QRectF(spot[0] * scale - reach, spot[1] * scale - reach, 2 * reach, 2 * reach)


def paint_signs(painter: QPainter, signs: tuple[Sign, ...], camera: Camera, look: MapLook, van: int | None) -> None:
    """The signs that are seen."""
    window = QRectF(0, 0, camera.size.width(), camera.size.height()).adjusted(-20, -20, 20, 20)
    painter.setFont(font(Size.SMALL, bold=True, zoom=0.9))
    for sign in signs:
        at = camera.to_screen(sign.spot)
        if not window.contains(at):
            continue
        painter.setOpacity(FAINT if van is not None and sign.van != van else 1.0)
        (_paint_plate if sign.is_plate else _paint_arrow)(painter, sign, at, look)
    painter.setOpacity(1.0)


def _paint_plate(painter: QPainter, sign: Sign, at: QPointF, look: MapLook) -> None:
    """With corners, so that it is taken for no stop."""
    colour, half = colour_of(sign.van), _half(sign.text)
    room = QRectF(at.x() - half, at.y() - PLATE + 1, 2 * half, 2 * PLATE - 2)
    painter.setPen(QPen(QColor(colour), 2))
    painter.setBrush(QColor(look.casing))
    painter.drawRoundedRect(room, 4, 4)
    painter.setPen(QColor(look.town if ink_on(look.casing) != "#FFFFFF" else "#FFFFFF"))
    painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), sign.text)


def _paint_arrow(painter: QPainter, sign: Sign, at: QPointF, look: MapLook) -> None:
    painter.save()
    painter.translate(at)
    painter.rotate(sign.angle)
    painter.setPen(QPen(QColor(look.casing), 1.4))
    painter.setBrush(QColor(colour_of(sign.van)))
    painter.drawPolygon(_ARROW)
    painter.restore()
