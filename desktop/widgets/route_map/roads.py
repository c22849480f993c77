"""The ground: roads and waters painted once into tiles, and over them the ways of the vans, so that moving the map is
laying pictures side by side.

A tile belongs to one step of the camera. Making tiles has a few milliseconds a frame; until one is there, those of the
step before are shown larger or smaller. Other ways leave the roads' tiles as they are. Next: view.py.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, sqrt
from time import perf_counter
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QByteArray, QDataStream, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from desktop.widgets.route_map.camera import Camera, scale_of
from desktop.widgets.route_map.look import MapLook, look_of
from desktop.widgets.theme import tokens
from exchange.road_map.lines import Chunk, Kind, RoadLines, kinds_for, level_for

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TILE = 256
MOST_BYTES = 64_000_000
BUDGET_S = 0.005
"""So long a frame makes tiles, then it shows what it has."""
_FOLD, _ROUND_FROM = 3.0, 2.6
# Width in pixels: at and below 20 units a pixel far away, at 1 unit a pixel near; between by the power of the scale.
_WIDTHS = {
    Kind.MOTORWAY: (2.6, 11.0),
    Kind.PRIMARY: (2.0, 9.5),
    Kind.SECONDARY: (1.6, 8.0),
    Kind.TERTIARY: (1.2, 7.0),
    Kind.STREET: (0.8, 5.0),
    Kind.LANE: (0.6, 2.6),
    Kind.RIVER: (1.0, 3.5),
}
_EDGED = frozenset({Kind.MOTORWAY, Kind.PRIMARY, Kind.SECONDARY, Kind.TERTIARY, Kind.STREET})
_UPWARDS = (Kind.LANE, Kind.STREET, Kind.TERTIARY, Kind.SECONDARY, Kind.PRIMARY, Kind.MOTORWAY)


@dataclass(frozen=True, slots=True)
class Place:
    """A tile's place: the step, its column and row from the plane's origin, theme and pixels a point."""

    step: int
    column: int
    row: int
    theme: str
    ratio: float

    def box(self) -> QRectF:
        """The part of the plane it shows."""
        side = TILE / scale_of(self.step)
        return QRectF(self.column * side, self.row * side, side, side)


class _Tiles:
    """Pictures by place, the longest unused going first when they take too much."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Place, QPixmap] = OrderedDict()
        self._bytes = 0

    def get(self, place: Place) -> QPixmap | None:
        """The picture, now the last to go."""
        tile = self._kept.get(place)
        if tile is not None:
            self._kept.move_to_end(place)
        return tile

    def put(self, place: Place, tile: QPixmap) -> None:
        self._kept[place] = tile
        self._bytes += tile.width() * tile.height() * 4
        while self._bytes > MOST_BYTES and len(self._kept) > 1:
            _place, old = self._kept.popitem(last=False)
            self._bytes -= old.width() * old.height() * 4


class Dress(Protocol):
    """What is painted over the roads of every tile; `key` says whether it is still the same."""

    @property
    def key(self) -> object: ...

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draws for a camera whose window is the tile."""
        ...


class Ground:
    """The tiles of one set of lines, dressed."""

    def __init__(self, lines: RoadLines | None) -> None:
        self.lines = lines
        self._bare, self._dressed = _Tiles(), _Tiles()
        self._worn: object = None
        self.is_whole = False
        self._step = 0
        self._paths: OrderedDict[int, QPainterPath] = OrderedDict()
        self._before: tuple[tuple[Place, QPixmap], ...] = ()
        self._last: tuple[tuple[Place, QPixmap], ...] = ()

    def paint(self, painter: QPainter, camera: Camera, ratio: float, dress: Dress, budget_s: float = BUDGET_S) -> bool:
        """Lays the tiles; False when some are still to be made: paint again soon."""
        if dress.key != self._worn:
            self._dressed, self._worn = _Tiles(), dress.key
        if self._last and self._step != camera.step:
            self._before = self._last
            # The first frame of another step has numbers to place: it shows what there is.
            budget_s = 0.0
        until = perf_counter() + budget_s
        wanted = sorted(_seen(camera, ratio), key=lambda place: _from_middle(place, camera))
        laid: list[tuple[Place, QPixmap]] = []
        for place in wanted:
            tile = self._dressed.get(place)
            if tile is None and perf_counter() < until:
                tile = self._make(place, dress)
            if tile is not None:
                laid.append((place, tile))
        self.is_whole = len(laid) == len(wanted)
        if self.is_whole:
            self._before = ()
        self._lay(painter, camera, self._before, ratio)
        self._lay(painter, camera, laid, ratio)
        if laid or not self._last:
            self._last = tuple(laid)
        self._step = camera.step
        return self.is_whole

    def prepare(self, camera: Camera, ratio: float, dress: Dress) -> bool:
        """Makes one tile just outside what is seen, for the hand that moves on; False when all are there."""
        for place in _seen(camera, ratio, around=1):
            if self._dressed.get(place) is None:
                self._make(place, dress)
                return True
        return False

    def _lay(self, painter: QPainter, camera: Camera, tiles: Sequence[tuple[Place, QPixmap]], ratio: float) -> None:
        for place, tile in tiles:
            at = camera.to_screen((place.box().left(), place.box().top()))
            if place.step == camera.step:
                # On whole pixels: a tile between two would be smeared.
                painter.drawPixmap(QPointF(round(at.x() * ratio) / ratio, round(at.y() * ratio) / ratio), tile)
            else:
                side = TILE * camera.scale / scale_of(place.step)
                painter.drawPixmap(QRectF(at.x(), at.y(), side, side), tile, QRectF(tile.rect()))

    def _make(self, place: Place, dress: Dress) -> QPixmap:
        bare = self._bare.get(place)
        if bare is None:
            bare = self._roads(place)
            self._bare.put(place, bare)
        tile, middle = bare.copy(), place.box().center()
        painter = QPainter(tile)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dress.paint(painter, Camera(middle.x(), middle.y(), place.step, QSize(TILE, TILE)))
        painter.end()
        self._dressed.put(place, tile)
        return tile

    def _roads(self, place: Place) -> QPixmap:
        side = ceil(TILE * place.ratio)
        tile = QPixmap(side, side)
        tile.setDevicePixelRatio(place.ratio)
        look = look_of(tokens())
        tile.fill(QColor(look.ground))
        if self.lines is not None:
            painter = QPainter(tile)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw(painter, place, look)
            painter.end()
        return tile

    def _draw(self, painter: QPainter, place: Place, look: MapLook) -> None:
        """Waters, then edges of all roads, then the roads, the greatest on top."""
        assert self.lines is not None
        scale, box = scale_of(place.step), place.box()
        reach = 16 / scale
        near = box.adjusted(-reach, -reach, reach, reach)
        kinds = kinds_for(1 / scale)
        chunks: dict[Kind, list[QPainterPath]] = {}
        for chunk in self.lines.chunks_in(
            level_for(1 / scale), near.left(), near.top(), near.right(), near.bottom(), kinds
        ):
            chunks.setdefault(chunk.kind, []).append(self._path(chunk))
        painter.scale(scale, scale)
        painter.translate(-box.left(), -box.top())
        self._draw_waters(painter, chunks, scale, look)
        for kind in _UPWARDS:
            if kind in _EDGED and width_of(kind, scale) >= _FOLD:
                _stroke(painter, chunks.get(kind, ()), look.edge, width_of(kind, scale) + 1.6)
        for kind in _UPWARDS:
            colour = look.road if kind <= Kind.TERTIARY else look.street
            _stroke(painter, chunks.get(kind, ()), colour, width_of(kind, scale))

    def _draw_waters(
        self, painter: QPainter, chunks: dict[Kind, list[QPainterPath]], scale: float, look: MapLook
    ) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.water))
        for path in chunks.get(Kind.LAKE, ()):
            painter.drawPath(path)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        _stroke(painter, chunks.get(Kind.RIVER, ()), look.water, width_of(Kind.RIVER, scale))

    def _path(self, chunk: Chunk) -> QPainterPath:
        path = self._paths.get(chunk.at)
        if path is None:
            assert self.lines is not None
            path = path_of(self.lines, chunk.first, chunk.last)
            self._paths[chunk.at] = path
            if len(self._paths) > 3000:
                self._paths.popitem(last=False)
        return path


def _seen(camera: Camera, ratio: float, around: int = 0) -> Iterator[Place]:
    side, seen, theme = TILE / camera.scale, camera.seen(), tokens().name
    for row in range(floor(seen.top() / side) - around, floor(seen.bottom() / side) + 1 + around):
        for column in range(floor(seen.left() / side) - around, floor(seen.right() / side) + 1 + around):
            yield Place(camera.step, column, row, theme, ratio)


def _from_middle(place: Place, camera: Camera) -> float:
    middle = place.box().center()
    return (middle.x() - camera.x) ** 2 + (middle.y() - camera.y) ** 2


def _stroke(painter: QPainter, paths: list[QPainterPath] | tuple[QPainterPath, ...], colour: str, width: float) -> None:
    """Round ends where one would see them; they cost four times as much."""
    near = width > _ROUND_FROM
    cap = Qt.PenCapStyle.RoundCap if near else Qt.PenCapStyle.FlatCap
    join = Qt.PenJoinStyle.RoundJoin if near else Qt.PenJoinStyle.BevelJoin
    # A pen that keeps its width while the ground is scaled is measured in the screen's own pixels.
    pen = QPen(QColor(colour), width * painter.device().devicePixelRatio(), Qt.PenStyle.SolidLine, cap, join)
    pen.setCosmetic(True)
    for path in paths:
        painter.strokePath(path, pen)


def width_of(kind: Kind, scale: float) -> float:
    """How wide a road is drawn at this scale, pixels."""
    far, near = _WIDTHS[kind]
    nearness = sqrt(max(0.0, min(1.0, (scale - 0.05) / 0.95)))
    return far + (near - far) * nearness


def path_of(lines: RoadLines, first: int, last: int) -> QPainterPath:
    """Lines `first` to `last` as one path, read from bytes in Qt's own form: a hundred times faster than point by point.

    The form is that of QDataStream for QPainterPath: count, then (type, x, y) each, then subpath and fill rule.
    """
    import numpy as np

    begin, end = int(lines.starts[first]), int(lines.starts[last])
    elements: NDArray[np.void] = np.empty(end - begin, dtype=[("type", ">i4"), ("x", ">f8"), ("y", ">f8")])
    elements["type"] = 1
    elements["type"][lines.starts[first:last] - begin] = 0
    elements["x"], elements["y"] = lines.points[begin:end, 0], lines.points[begin:end, 1]
    head, foot = np.array([end - begin], ">i4"), np.array([int(lines.starts[last - 1]) - begin, 0], ">i4")
    path = QPainterPath()
    # One argument: with a mode Qt would keep a pointer to an array that is gone.
    stream = QDataStream(QByteArray(head.tobytes() + elements.tobytes() + foot.tobytes()))
    stream >> path
    return path
