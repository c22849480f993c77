"""The stops of a scene: where they stand, which are numbers and which dots, their names, and what lies under the mouse.

What has room is worked out once for a step of the camera and kept while one pans.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from math import ceil, hypot
from time import perf_counter

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from desktop.widgets.lettering import Size, font
from desktop.widgets.route_map.camera import Camera
from desktop.widgets.route_map.look import CLOSE_MARKER, DEPOT, DOT, FAINT, MARKER, look_of
from desktop.widgets.route_map.markers import ROOM, face_of, picture
from desktop.widgets.route_map.placing import Rooms, name_room, with_numbers
from desktop.widgets.route_map.scene import MapScene, MapStop
from desktop.widgets.route_map.signs import LINE_CELL, Sign, along, blocks_round, signs_of
from desktop.widgets.route_map.ways import Lines
from desktop.widgets.theme import tokens
from desktop.widgets.tokens import DARK, LIGHT
from exchange.road_map.plane import Spot, is_near, on_plane

NAMES_FROM = -14
"""From this step of the camera on there is room for names of points."""
LONGEST_NAME = 150.0
_BUDGET_S = 0.004


@dataclass(frozen=True, slots=True)
class Placed:
    """What one step of the camera has room for; `rooms` and `at` in pixels of that step, for the names to come."""

    radius: float
    numbered: frozenset[int]
    signs: tuple[Sign, ...]
    rooms: Rooms
    at: dict[int, QPointF]


@dataclass(slots=True)
class Stops:
    """The stops and the depot of a scene, in the plane."""

    scene: MapScene = field(default_factory=MapScene)
    lines: Lines = field(default_factory=Lines)
    spots: dict[int, Spot] = field(default_factory=dict)
    depot: Spot | None = None
    _placed: Placed | None = None
    _placed_for: object = None
    _names: tuple[tuple[MapStop, QPointF], ...] | None = None

    def show(self, scene: MapScene, lines: Lines) -> None:
        """Another scene."""
        self.scene, self.lines = scene, lines
        self.spots = {stop.point_id: on_plane(stop.lat, stop.lon) for stop in scene.stops}
        self.depot = on_plane(scene.depot.lat, scene.depot.lon) if scene.depot else None
        self._placed = None

    def all_spots(self) -> list[Spot]:
        """Every place that is shown, but those that lie impossibly far from the warehouse."""
        depot = self.depot
        if depot is None:
            return list(self.spots.values())
        return [depot, *(spot for spot in self.spots.values() if is_near(spot, depot))]

    def placed(self, step: int, chosen: frozenset[int], van: int | None) -> Placed:
        """What has room at this step."""
        key = (step, chosen, van, tokens().name)
        if self._placed is None or self._placed_for != key:
            self._placed, self._placed_for, self._names = self._place(step, chosen, van), key, None
        return self._placed

    def _place(self, step: int, chosen: frozenset[int], van: int | None) -> Placed:
        rooms, camera = Rooms(), Camera(step=step)
        at = {point: QPointF(x * camera.scale, y * camera.scale) for point, (x, y) in self.spots.items()}
        if self.depot:
            x, y = self.depot[0] * camera.scale, self.depot[1] * camera.scale
            rooms.fill(QRectF(x - DEPOT, y - DEPOT, 2 * DEPOT, 2 * DEPOT))
        first = chosen | {stop.point_id for stop in self.scene.stops if van is not None and stop.van_number == van}
        radius, numbered = self._numbered(at, frozenset(first), rooms)
        for stop in self.scene.stops:
            if stop.point_id not in numbered:
                where = at[stop.point_id]
                rooms.fill(QRectF(where.x() - DOT, where.y() - DOT, 2 * DOT, 2 * DOT))
        signs = signs_of(self.lines.ways, step, rooms)
        return Placed(radius, numbered, signs, rooms, at)

    def _numbered(self, at: dict[int, QPointF], first: frozenset[int], rooms: Rooms) -> tuple[float, frozenset[int]]:
        """Large markers where all have room, lesser ones where more of them have. `rooms` holds them then."""
        seen = [(stop, at[stop.point_id]) for stop in self.scene.stops]
        for radius in (MARKER, CLOSE_MARKER):
            tried = rooms.copy()
            numbered = with_numbers(seen, first, tried, radius)
            if len(numbered) == len(seen) or radius == CLOSE_MARKER:
                break
        rooms.become(tried)
        return radius, numbered

    def names(self, step: int, chosen: frozenset[int], van: int | None) -> tuple[tuple[MapStop, QPointF], ...]:
        """Names with their place beside the marker: of the chosen where they fit, of all when one is near enough."""
        placed = self.placed(step, chosen, van)
        if self._names is None:
            self._names = self._place_names(placed, step, chosen)
        return self._names

    def _place_names(self, placed: Placed, step: int, chosen: frozenset[int]) -> tuple[tuple[MapStop, QPointF], ...]:
        at, rooms, numbered = placed.at, placed.rooms, placed.numbered
        wanted = [stop for stop in self.scene.stops if stop.point_id in (numbered if step >= NAMES_FROM else chosen)]
        if not wanted:
            return ()
        found, metrics = [], QFontMetricsF(font(Size.SMALL))
        lines = along(self.lines.ways, step, blocks_round(at[stop.point_id] for stop in wanted))
        for stop in sorted(wanted, key=lambda stop: stop.point_id not in chosen):
            size = QSizeF(min(LONGEST_NAME, metrics.horizontalAdvance(stop.name)) + 6, metrics.height() + 2)
            room = name_room(at[stop.point_id], size, rooms, lines, LINE_CELL)
            if room is not None:
                found.append((stop, room.topLeft() - at[stop.point_id]))
        return tuple(found)

    def under(self, seen: QPointF, camera: Camera, but: int | None = None) -> MapStop | None:
        """The stop nearest to this place of the screen, within reach of a finger."""
        best, found = MARKER + 3.0, None
        for stop in self.scene.stops:
            at = camera.to_screen(self.spots[stop.point_id])
            away = hypot(at.x() - seen.x(), at.y() - seen.y())
            if away < best and stop.point_id != but:
                best, found = away, stop
        return found

    def inside(self, lasso: QPolygonF, camera: Camera) -> list[int]:
        """The points within a line drawn on the screen, in the order of the vans and their drops."""
        caught = [
            stop
            for stop in self.scene.stops
            if lasso.containsPoint(camera.to_screen(self.spots[stop.point_id]), Qt.FillRule.OddEvenFill)
        ]
        return [stop.point_id for stop in in_order(caught)]

    def paint(
        self,
        painter: QPainter,
        camera: Camera,
        chosen: frozenset[int],
        near: int | None,
        van: int | None,
        ratio: float,
    ) -> None:
        """Dots, then numbers, then what is chosen or pointed at."""
        placed = self.placed(camera.step, chosen, van)
        window = QRectF(0, 0, camera.size.width(), camera.size.height()).adjusted(-ROOM, -ROOM, ROOM, ROOM)
        half = QPointF(ROOM / 2, ROOM / 2)

        def rank(stop: MapStop) -> int:
            return (stop.point_id in placed.numbered) + 2 * (stop.point_id in chosen) + 4 * (stop.point_id == near)

        for stop in sorted(self.scene.stops, key=rank):
            at = camera.to_screen(self.spots[stop.point_id])
            if window.contains(at):
                is_near, point = stop.point_id == near, stop.point_id
                small = point not in placed.numbered and not is_near
                painter.setOpacity(FAINT if van is not None and stop.van_number != van and not is_near else 1.0)
                face = face_of(stop, chosen=point in chosen, near=is_near, small=small, radius=placed.radius)
                painter.drawPixmap(at - half, picture(face, ratio))
        painter.setOpacity(1.0)

    def paint_names(
        self, painter: QPainter, camera: Camera, chosen: frozenset[int], van: int | None, ratio: float
    ) -> bool:
        """The names that have room; False when there was no time to paint them all: paint again soon."""
        window = QRectF(0, 0, camera.size.width(), camera.size.height()).adjusted(-LONGEST_NAME, -20, LONGEST_NAME, 20)
        until = perf_counter() + _BUDGET_S
        for stop, off in self.names(camera.step, chosen, van):
            at = camera.to_screen(self.spots[stop.point_id])
            if window.contains(at) and (van is None or stop.van_number == van):
                if perf_counter() > until:
                    return False
                painter.drawPixmap(at + off, name_picture(stop.name, tokens().name, ratio))
        return True

    def paint_depot(self, painter: QPainter, camera: Camera, word: str) -> None:
        """The warehouse: a dark square with its sign."""
        if self.depot is None:
            return
        theme = tokens()
        at = camera.to_screen(self.depot)
        room = QRectF(at.x() - DEPOT, at.y() - DEPOT, 2 * DEPOT, 2 * DEPOT)
        painter.setPen(QPen(QColor("#FFFFFF" if theme.name == "light" else theme.rail_mark), 2))
        painter.setBrush(QColor(theme.rail))
        painter.drawRoundedRect(room, 4, 4)
        painter.setFont(font(Size.BODY, bold=True))
        painter.setPen(QColor("#FFFFFF"))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), word)


def in_order(stops: list[MapStop]) -> list[MapStop]:
    """By van and drop; those without a van last."""
    return sorted(stops, key=lambda stop: (stop.van_number or 10_000, stop.drop_no or 0, stop.point_id))


@lru_cache(maxsize=1024)
def name_picture(name: str, theme_name: str, ratio: float) -> QPixmap:
    """A name with a halo of the ground's colour, so that it reads over roads."""
    theme = DARK if theme_name == "dark" else LIGHT
    letter = font(Size.SMALL)
    metrics = QFontMetricsF(letter)
    shown = metrics.elidedText(name.replace("\n", " "), Qt.TextElideMode.ElideRight, LONGEST_NAME)
    width, height = metrics.horizontalAdvance(shown) + 6, metrics.height() + 2
    made = QPixmap(ceil(width * ratio), ceil(height * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addText(QPointF(3, 1 + metrics.ascent()), letter, shown)
    halo = QColor(look_of(theme).ground)
    halo.setAlpha(225)
    painter.strokePath(path, QPen(halo, 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setFont(letter)
    painter.setPen(QColor(theme.ink))
    painter.drawText(QPointF(3, 1 + metrics.ascent()), shown)
    painter.end()
    return made
