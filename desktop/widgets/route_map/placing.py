"""Which stops have room for their number and their name: nothing that is read may lie on another.

A stop without room is a dot until one zooms in. Rooms are kept in a grid of cells, so that 200 stops take a millisecond.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSizeF

from desktop.widgets.route_map.look import MARKER
from desktop.widgets.route_map.scene import MapStop

_CELL = 64


@dataclass(slots=True)
class Rooms:
    """Rectangles that are taken."""

    _cells: dict[tuple[int, int], list[QRectF]] = field(default_factory=dict)

    def take(self, room: QRectF) -> bool:
        """Takes the room; False when something lies in it already."""
        if not self.is_free(room):
            return False
        self.fill(room)
        return True

    def is_free(self, room: QRectF) -> bool:
        """Nothing lies in it."""
        return not any(room.intersects(other) for cell in _cells_of(room) for other in self._cells.get(cell, ()))

    def copy(self) -> Rooms:
        """The same rooms, to try something."""
        return Rooms({cell: list(taken) for cell, taken in self._cells.items()})

    def become(self, other: Rooms) -> None:
        """Takes over what was tried."""
        self._cells = other._cells

    def fill(self, room: QRectF) -> None:
        """Takes the room, whatever lies there."""
        for cell in _cells_of(room):
            self._cells.setdefault(cell, []).append(room)


def _cells_of(room: QRectF) -> Iterator[tuple[int, int]]:
    for column in range(int(room.left() // _CELL), int(room.right() // _CELL) + 1):
        for row in range(int(room.top() // _CELL), int(room.bottom() // _CELL) + 1):
            yield column, row


def with_numbers(
    seen: Iterable[tuple[MapStop, QPointF]], first: frozenset[int], rooms: Rooms, radius: float
) -> frozenset[int]:
    """The points whose number is shown: those in `first`, then who wants a look, then by drop order along the vans."""
    found, reach = set(), radius + 1.0
    for stop, at in sorted(seen, key=lambda pair: _rank(pair[0], first)):
        room = QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach)
        if stop.point_id in first:
            rooms.fill(room)
            found.add(stop.point_id)
        elif rooms.take(room):
            found.add(stop.point_id)
    return frozenset(found)


def _rank(stop: MapStop, first: frozenset[int]) -> tuple[int, int, int]:
    wants_a_look = stop.is_late or not stop.is_planned
    return (0 if stop.point_id in first else 1 if wants_a_look else 2, stop.drop_no or 0, stop.point_id)


def name_room(at: QPointF, size: QSizeF, rooms: Rooms, lines: frozenset[tuple[int, int]], cell: float) -> QRectF | None:
    """Where a name of this size stands beside a marker: right, left, below or above, if it can off the ways (`lines`:
    cells they cross); None where nothing is free."""
    gap, width, height = MARKER + 5, size.width(), size.height()
    places = [
        QRectF(left, top, width, height)
        for left, top in (
            (at.x() + gap, at.y() - height / 2),
            (at.x() - gap - width, at.y() - height / 2),
            (at.x() - width / 2, at.y() + gap - 2),
            (at.x() - width / 2, at.y() - gap - height + 2),
        )
    ]
    for room in sorted(places, key=lambda room: _crossed(room, lines, cell)):
        if rooms.take(room):
            return room
    return None


def _crossed(room: QRectF, lines: frozenset[tuple[int, int]], cell: float) -> int:
    """How many cells with a way in them a name would cover."""
    columns = range(int(room.left() // cell), int(room.right() // cell) + 1)
    rows = range(int(room.top() // cell), int(room.bottom() // cell) + 1)
    return sum((column, row) in lines for column in columns for row in rows)
