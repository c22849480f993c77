"""The ways of the vans: strong lines with a casing, small arrows that say which way, a plate with the van's number.

Paths lie in the plane and are kept while the scene stays. From the ninth van on colours come again: those are dashed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import atan2, degrees, hypot

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from desktop.widgets.lettering import Size, font
from desktop.widgets.route_map.camera import Camera, scale_of
from desktop.widgets.route_map.look import FAINT, ROUTE, ROUTE_CASING, MapLook, look_of
from desktop.widgets.route_map.placing import Rooms
from desktop.widgets.route_map.scene import MapRoute
from desktop.widgets.theme import tokens
from desktop.widgets.vans import COLOURS, colour_of, ink_on
from exchange.road_map.plane import Spot, on_plane

PLATE = 9.5
_ARROW_EVERY = 130.0
LINE_CELL = 14.0
BLOCK = 200.0
_NEAR = 11
_ARROW = QPolygonF([QPointF(6.4, 0), QPointF(-4.4, -5.6), QPointF(-2.2, 0), QPointF(-4.4, 5.6)])


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """A route's line in the plane."""

    route: MapRoute
    spots: tuple[Spot, ...]
    path: QPainterPath


def way_of(route: MapRoute) -> Way:
    """The line of a route, ready to draw."""
    spots = tuple(on_plane(lat, lon) for lat, lon in route.way)
    path = QPainterPath()
    if spots:
        path.addPolygon(QPolygonF([QPointF(*spot) for spot in spots]))
    return Way(route, spots, path)


@dataclass(frozen=True, slots=True)
class Ways:
    """All ways as the dress of the ground; when a van is looked at, the others stand back and it lies on top."""

    ways: tuple[Way, ...]
    van: int | None = None

    @property
    def key(self) -> object:
        """Paths are made anew with each scene: the same tuple is the same picture."""
        return self.ways, self.van

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Casings under all lines, so that none is cut by another's."""
        look, reach, ratio = look_of(tokens()), ROUTE_CASING / camera.scale, painter.device().devicePixelRatio()
        near = camera.seen().adjusted(-reach, -reach, reach, reach)
        order = sorted(self.ways, key=lambda way: way.route.van_number == self.van)
        order = [way for way in order if way.path.boundingRect().adjusted(-1, -1, 1, 1).intersects(near)]
        painter.setTransform(camera.transform(), True)
        for way in order:
            painter.setOpacity(_strength(way, self.van))
            painter.strokePath(way.path, _pen(look.casing, ROUTE_CASING * ratio))
        for way in order:
            painter.setOpacity(_strength(way, self.van))
            painter.strokePath(way.path, _pen(colour_of(way.route.van_number - 1), ROUTE * ratio))
            if way.route.van_number > len(COLOURS):
                dashes = _pen(look.casing, 1.2 * ratio)
                dashes.setDashPattern([6, 6])
                painter.strokePath(way.path, dashes)


def _strength(way: Way, van: int | None) -> float:
    return FAINT if van is not None and way.route.van_number != van else 1.0


def _pen(colour: str, width: float) -> QPen:
    pen = QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.BevelJoin)
    pen.setCosmetic(True)
    return pen


@dataclass(frozen=True, slots=True)
class Sign:
    """Something small on a way: an arrow (turned by `angle`) or the plate with the van's number."""

    van: int
    spot: Spot
    angle: float
    is_plate: bool


def signs_of(ways: tuple[Way, ...], step: int, rooms: Rooms) -> tuple[Sign, ...]:
    """A plate for every way where there is room, then arrows along it. `rooms` are in pixels of this step."""
    scale = scale_of(step)
    found = [sign for way in ways for sign in _plate(way, scale, rooms)]
    return (*found, *(sign for way in ways for sign in _arrows(way, scale, rooms)))


def _plate(way: Way, scale: float, rooms: Rooms) -> list[Sign]:
    """In the middle of the longest legs first."""
    legs = list(zip(way.spots, way.spots[1:], strict=False))
    legs.sort(key=lambda leg: -hypot(leg[1][0] - leg[0][0], leg[1][1] - leg[0][1]))
    for one, other in legs[:8]:
        for share in (0.5, 0.35, 0.65):
            spot = (one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share)
            if rooms.take(_square(spot, scale, PLATE + 2)):
                return [Sign(way.route.van_number, spot, 0.0, is_plate=True)]
    return []


def _arrows(way: Way, scale: float, rooms: Rooms) -> list[Sign]:
    found, gone = [], _ARROW_EVERY / 2
    for one, other in zip(way.spots, way.spots[1:], strict=False):
        dx, dy = other[0] - one[0], other[1] - one[1]
        length = hypot(dx, dy) * scale
        gone += length
        if gone < _ARROW_EVERY or length < 14:
            continue
        spot = (one[0] + dx / 2, one[1] + dy / 2)
        if rooms.take(_square(spot, scale, 6)):
            gone = 0.0
            found.append(Sign(way.route.van_number, spot, degrees(atan2(dy, dx)), is_plate=False))
    return found


def along(ways: tuple[Way, ...], step: int, stops: frozenset[tuple[int, int]]) -> frozenset[tuple[int, int]]:
    """The cells of LINE_CELL pixels that the ways cross near stops, at this step. `stops`: blocks with a stop in them."""
    scale, found = scale_of(step), set()
    for way in ways:
        for one, other in zip(way.spots, way.spots[1:], strict=False):
            x, y, to_x, to_y = one[0] * scale, one[1] * scale, other[0] * scale, other[1] * scale
            count = int(hypot(to_x - x, to_y - y) / LINE_CELL) + 1
            reach = range(count) if count < 2 * _NEAR else (*range(_NEAR), *range(count - _NEAR, count))
            for at in reach:
                here, there = x + (to_x - x) * at / count, y + (to_y - y) * at / count
                if (int(here // BLOCK), int(there // BLOCK)) in stops:
                    found.add((int(here // LINE_CELL), int(there // LINE_CELL)))
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
    """Square, so that it is taken for no stop."""
    colour = colour_of(sign.van - 1)
    room = QRectF(at.x() - PLATE, at.y() - PLATE + 1, 2 * PLATE, 2 * PLATE - 2)
    painter.setPen(QPen(QColor(colour), 2))
    painter.setBrush(QColor(look.casing))
    painter.drawRoundedRect(room, 4, 4)
    painter.setPen(QColor(look.town if ink_on(look.casing) != "#FFFFFF" else "#FFFFFF"))
    painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), str(sign.van))


def _paint_arrow(painter: QPainter, sign: Sign, at: QPointF, look: MapLook) -> None:
    painter.save()
    painter.translate(at)
    painter.rotate(sign.angle)
    painter.setPen(QPen(QColor(look.casing), 1.4))
    painter.setBrush(QColor(colour_of(sign.van - 1)))
    painter.drawPolygon(_ARROW)
    painter.restore()
