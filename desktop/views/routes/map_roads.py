"""The roads under the routes: read once from this computer, and the way of each route along them, asked once for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.background import routing
from domain.common.errors import DomainError

if TYPE_CHECKING:
    from desktop.background.desk import Desk
    from domain.places.rules.datums import Degrees
    from exchange.road_map.lines import RoadLines

    Way = tuple[Degrees, ...]


class MapRoads(QObject):
    """`lines`: the roads, None where there are none. `ways`: places of a route -> the line along the roads.

    `read` when more of it is known. Without roads the map draws straight lines and says so.
    """

    read = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.lines: RoadLines | None = None
        self.ways: dict[Way, Way] = {}
        self._asked: set[Way] = set()
        self._is_read = False

    def want(self, ways: Sequence[Way]) -> None:
        """Reads what is not known yet, beside the window."""
        database = self._desk.runner.database
        if database is None:
            return
        if not self._is_read:
            self._is_read = True
            self._desk.runner.work(routing.roads, database, answered=self._on_lines, failed=self._on_failed)
        missing = [way for way in ways if way not in self._asked]
        if missing:
            self._asked.update(missing)
            self._desk.runner.work(routing.ways, database, missing, answered=self._on_ways, failed=self._on_failed)

    def _on_lines(self, lines: RoadLines | None) -> None:
        if lines is not None:
            self.lines = lines
            self.read.emit()

    def _on_ways(self, ways: dict[Way, Way]) -> None:
        self.ways.update(ways)
        self.read.emit()

    def _on_failed(self, error: Exception) -> None:
        """Roads that cannot be read are told by whoever plans on them; the map goes on with straight lines."""
        if not isinstance(error, DomainError):
            self._desk.runner.failed.emit(error)
