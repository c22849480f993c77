"""Where the map looks: the middle of what is seen and how large a metre is, in steps of a quarter of a doubling.

Steps keep drawn tiles of use again and lines crisp. Next: roads.py draws for one step of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from math import floor, log2

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF
from PySide6.QtGui import QPolygonF, QTransform

from exchange.road_map.plane import Spot

NEAREST, FARTHEST = 6, -52
"""2.8 pixels a metre of the plane, and 8 km a pixel."""
USUAL = -16
"""A single place is shown with the streets around it: 16 m a pixel."""
MARGIN = 52.0
EDGE = 40.0
"""Nearer to the rim than this a spot does not count as seen."""


@dataclass(frozen=True, slots=True)
class Camera:
    """`x`, `y` of the plane stand in the middle of a window of `size`; `step` quarters of a doubling."""

    x: float = 0.0
    y: float = 0.0
    step: int = USUAL
    size: QSize = field(default_factory=lambda: QSize(640, 480))

    @property
    def scale(self) -> float:
        """Pixels a unit of the plane."""
        return scale_of(self.step)

    def to_screen(self, spot: Spot) -> QPointF:
        """Where a spot of the plane is seen."""
        scale = self.scale
        return QPointF(
            (spot[0] - self.x) * scale + self.size.width() / 2, (spot[1] - self.y) * scale + self.size.height() / 2
        )

    def to_plane(self, seen: QPointF) -> Spot:
        """Which spot of the plane is seen there."""
        scale = self.scale
        return (
            self.x + (seen.x() - self.size.width() / 2) / scale,
            self.y + (seen.y() - self.size.height() / 2) / scale,
        )

    def transform(self) -> QTransform:
        """From the plane to the screen, for a painter."""
        scale = self.scale
        return QTransform(
            scale, 0, 0, scale, self.size.width() / 2 - self.x * scale, self.size.height() / 2 - self.y * scale
        )

    def seen(self) -> QRectF:
        """The part of the plane in the window."""
        scale = self.scale
        width, height = self.size.width() / scale, self.size.height() / scale
        return QRectF(self.x - width / 2, self.y - height / 2, width, height)

    def panned(self, by: QPointF) -> Camera:
        """The ground moved by so many pixels."""
        return replace(self, x=self.x - by.x() / self.scale, y=self.y - by.y() / self.scale)

    def zoomed(self, steps: int, around: QPointF) -> Camera:
        """Nearer (or farther, when negative), the spot under `around` staying where it is."""
        step = max(FARTHEST, min(NEAREST, self.step + steps))
        held = self.to_plane(around)
        moved = replace(self, step=step)
        now = moved.to_plane(around)
        return replace(moved, x=moved.x + held[0] - now[0], y=moved.y + held[1] - now[1])

    def fitted(self, spots: Iterable[Spot], room: QRectF | None = None) -> Camera:
        """Everything in sight, as near as it goes; a single spot in the middle. `room`: where it may stand."""
        found = list(spots)
        if not found:
            return self
        left, right = min(x for x, _ in found), max(x for x, _ in found)
        top, bottom = min(y for _, y in found), max(y for _, y in found)
        where = room or QRectF(0, 0, self.size.width(), self.size.height())
        free = QSizeF(max(80.0, where.width() - 2 * MARGIN), max(80.0, where.height() - 2 * MARGIN))
        wanted = min(free.width() / max(right - left, 1.0), free.height() / max(bottom - top, 1.0))
        step = max(FARTHEST, min(USUAL + 12 if len(found) > 1 else USUAL, floor(4 * log2(wanted))))
        scale = scale_of(step)
        off_x = (where.center().x() - self.size.width() / 2) / scale
        off_y = (where.center().y() - self.size.height() / 2) / scale
        return replace(self, x=(left + right) / 2 - off_x, y=(top + bottom) / 2 - off_y, step=step)

    def showing(self, spots: Sequence[Spot], room: QRectF) -> Camera:
        """These spots inside `room`: as it is where they are seen, else moved to its middle, farther away only where
        they need it."""
        inner = room.adjusted(EDGE, EDGE, -EDGE, -EDGE)
        seen = [self.to_screen(spot) for spot in spots]
        if all(inner.contains(at) for at in seen):
            return self
        around = QPolygonF(seen).boundingRect()
        if around.width() > inner.width() or around.height() > inner.height():
            return self.fitted(spots, room)
        return self.panned(room.center() - around.center())


def scale_of(step: int) -> float:
    """Pixels a unit of the plane at this step."""
    return float(2.0 ** (step / 4))
