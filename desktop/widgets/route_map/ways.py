"""The ways of the vans: strong lines with a casing. Where several vans take the same road, their colours take turns.

Paths lie in the plane and are kept while the scene stays. From the ninth van on colours come again: those have a white
line of dashes within. Next: signs.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise
from math import hypot

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from desktop.widgets.route_map.camera import Camera
from desktop.widgets.route_map.look import FAINT, ROUTE, ROUTE_CASING, look_of
from desktop.widgets.route_map.scene import MapRoute
from desktop.widgets.theme import tokens
from desktop.widgets.vans import COLOURS, colour_of
from exchange.road_map.plane import Spot, on_plane

STRIPE = 4.0
"""How long each colour of a shared road is, in widths of the line."""

_LONGEST, _PIECE = 8, 24

Leg = tuple[Spot, Spot]
Piece = tuple[float, float, float, float, QPainterPath]
"""Some legs of a line, behind the box they lie in: left, top, right, bottom."""


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """A route's line in the plane; `lengths` of its legs, `longest`: some long ones, those it does not share first."""

    route: MapRoute
    spots: tuple[Spot, ...]
    pieces: tuple[Piece, ...]
    lengths: tuple[float, ...]
    longest: tuple[Leg, ...]
    shared: frozenset[Leg]


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """A road that these vans drive."""

    vans: tuple[int, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """All ways of a scene, and the stretches that several vans share."""

    ways: tuple[Way, ...] = ()
    stretches: tuple[Stretch, ...] = ()


def lines_of(routes: Iterable[MapRoute]) -> Lines:
    """The lines of the routes, ready to draw."""
    found = [(route, tuple(on_plane(lat, lon) for lat, lon in route.way)) for route in routes]
    vans: dict[Leg, set[int]] = {}
    for route, spots in found:
        for leg in _legs(spots):
            vans.setdefault(leg, set()).add(route.van_number)
    several = frozenset(leg for leg, by in vans.items() if len(by) > 1)
    ways = [_way(route, spots, several) for route, spots in found]
    return Lines(tuple(ways), _stretches(ways, vans))


def _way(route: MapRoute, spots: tuple[Spot, ...], several: frozenset[Leg]) -> Way:
    shared = several.intersection(_legs(spots))
    lengths = tuple(hypot(to_x - x, to_y - y) for (x, y), (to_x, to_y) in pairwise(spots))
    longest = nlargest(
        _LONGEST,
        range(len(lengths)),
        key=lambda at: (min((spots[at], spots[at + 1]), (spots[at + 1], spots[at])) not in shared, lengths[at]),
    )
    legs = tuple((spots[at], spots[at + 1]) for at in longest)
    return Way(route, spots, _pieces(spots), lengths, legs, shared)


def _legs(spots: Sequence[Spot]) -> Iterable[Leg]:
    """Each leg, whichever way it is driven."""
    return (min((one, other), (other, one)) for one, other in pairwise(spots))


def _stretches(ways: Sequence[Way], vans: dict[Leg, set[int]]) -> tuple[Stretch, ...]:
    """Shared legs that follow each other become one line, so that the colours take turns along it."""
    lines: dict[tuple[int, ...], list[list[Spot]]] = {}
    done: set[Leg] = set()
    for way in ways:
        last: tuple[int, ...] = ()
        for one, other in pairwise(way.spots):
            leg = min((one, other), (other, one))
            by = tuple(sorted(vans[leg])) if leg in way.shared and leg not in done else ()
            done.add(leg)
            if by and by == last:
                lines[by][-1].append(other)
            elif by:
                lines.setdefault(by, []).append([one, other])
            last = by
    return tuple(
        Stretch(by, tuple(path for piece in pieces for path in _pieces(piece))) for by, pieces in lines.items()
    )


def _pieces(spots: Sequence[Spot]) -> tuple[Piece, ...]:
    """The line in pieces, so that a tile strokes little more than what it shows; each reaches a leg into the next."""
    found = []
    for at in range(0, max(1, len(spots) - 1), _PIECE):
        path = QPainterPath()
        piece = spots[at : at + _PIECE + 2]
        if piece:
            path.addPolygon(QPolygonF([QPointF(*spot) for spot in piece]))
            box = path.boundingRect()
            found.append((box.left(), box.top(), box.right(), box.bottom(), path))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Ways:
    """All ways as the dress of the ground; when a van is looked at, the others stand back and it lies on top."""

    lines: Lines
    van: int | None = None

    @property
    def key(self) -> object:
        """Lines are made anew with each scene: the same ones are the same picture."""
        return self.lines, self.van

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Casings under all lines, so that none is cut by another's."""
        look, reach, ratio = look_of(tokens()), ROUTE_CASING / camera.scale, painter.device().devicePixelRatio()
        seen = camera.seen().adjusted(-reach, -reach, reach, reach)
        left, top, right, low = seen.left(), seen.top(), seen.right(), seen.bottom()

        def near_of(pieces: Iterable[Piece]) -> list[QPainterPath]:
            return [
                path for x, y, to_x, to_y, path in pieces if x <= right and to_x >= left and y <= low and to_y >= top
            ]

        ways = [(way.route.van_number, near_of(way.pieces)) for way in self.lines.ways]
        painter.setTransform(camera.transform(), True)
        for van, paths in sorted(ways, key=self._is_looked_at):
            self._stroke(painter, (van,), paths, _pen(look.casing, ROUTE_CASING * ratio))
        for way in ways:
            self._paint_way(painter, way, look.casing, ratio)
        for stretch in self.lines.stretches:
            self._paint_stretch(painter, stretch.vans, near_of(stretch.pieces), ratio)
        for way in filter(self._is_looked_at, ways):
            self._paint_way(painter, way, look.casing, ratio)

    def _is_looked_at(self, way: tuple[int, list[QPainterPath]]) -> bool:
        return way[0] == self.van

    def _stroke(self, painter: QPainter, vans: tuple[int, ...], paths: list[QPainterPath], pen: QPen) -> None:
        painter.setOpacity(1.0 if self.van is None or self.van in vans else FAINT)
        for path in paths:
            painter.strokePath(path, pen)

    def _paint_way(self, painter: QPainter, way: tuple[int, list[QPainterPath]], casing: str, ratio: float) -> None:
        number, paths = way
        self._stroke(painter, (number,), paths, _pen(colour_of(number), ROUTE * ratio))
        if number > len(COLOURS):
            dashes = _pen(casing, 1.2 * ratio)
            dashes.setDashPattern([6, 6])
            self._stroke(painter, (number,), paths, dashes)

    def _paint_stretch(self, painter: QPainter, vans: tuple[int, ...], paths: list[QPainterPath], ratio: float) -> None:
        """Stripes: each van's colour for its turn."""
        for at, van in enumerate(vans):
            pen = _pen(colour_of(van), ROUTE * ratio)
            if at:
                pen.setDashPattern([STRIPE, STRIPE * (len(vans) - 1)])
                pen.setDashOffset(-STRIPE * at)
            self._stroke(painter, vans, paths, pen)


def _pen(colour: str, width: float) -> QPen:
    pen = QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.BevelJoin)
    pen.setCosmetic(True)
    return pen
