"""Tells every workspace which stages were touched and by whom; each judges for itself whether to look again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal, Slot

from domain.common.changes import Changes

EVERY_STAGE = frozenset(
    {
        *("common", "printing", "catalogue", "places", "ordering", "cutoff", "stock", "purchasing", "routing"),
        *("totes", "picking", "packing", "dispatch", "handover"),
    }
)


class ChangeBus(QObject):
    """`changed(Changes, initiator)` after every operation that touched something."""

    changed = Signal(object, object)

    def tell(self, changes: Changes, initiator: object = None) -> None:
        """Tells of changes; nothing is said when nothing was touched."""
        if changes.stages:
            self.changed.emit(changes, initiator)

    def tell_all(self) -> None:
        """Everything may have changed: a person asked to read again, or another station was at work."""
        self.changed.emit(Changes(EVERY_STAGE), None)


class Sight(Protocol):
    """What a follower must know of its page."""

    came_into_sight: Any
    language_changed: Any

    def isVisible(self) -> bool: ...


class Follower(QObject):
    """Re-reads a page when a stage it shows was touched: at once when the page is in sight, else when it comes there.

    What `own` did needs no second look: its answer has said it.
    """

    def __init__(
        self,
        sight: Sight,
        stages: frozenset[str],
        reread: Callable[[], object],
        bus: ChangeBus,
        parent: QObject,
        own: object = None,
    ) -> None:
        super().__init__(parent)
        self._sight, self._stages, self._reread, self._own = sight, stages, reread, own
        self.is_stale = True
        bus.changed.connect(self.on_changed)
        sight.came_into_sight.connect(self.on_came_into_sight)

    def look_again(self) -> None:
        """What is shown may be old: read it now, or as soon as it is seen."""
        self.is_stale = True
        if self._sight.isVisible():
            self.on_came_into_sight()

    @Slot()
    def on_came_into_sight(self) -> None:
        if self.is_stale:
            self.is_stale = False
            self._reread()

    @Slot(object, object)
    def on_changed(self, changes: Changes, initiator: object) -> None:
        if changes.stages & self._stages and (self._own is None or initiator is not self._own):
            self.look_again()
