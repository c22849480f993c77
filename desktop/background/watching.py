"""Sees what other stations changed, where several share the books: the heads of their trails, asked every few seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.background.desk import Desk

if TYPE_CHECKING:
    from sqlalchemy import Connection

EVERY_MS = 3000

Heads = dict[str, int]
"""The number of the last trail row by station."""


def trail_heads(connection: Connection) -> Heads:
    """How far each station's trail goes: one row a station, so it costs nothing to ask."""
    from sqlalchemy import select

    from domain.common.records import ChainRecord

    return {row.station: row.seq for row in connection.execute(select(ChainRecord.station, ChainRecord.seq))}


class Watch(QObject):
    """Tells the bus when another station was at work. What is done at this desk tells the bus itself."""

    def __init__(self, desk: Desk, every_ms: int = EVERY_MS) -> None:
        super().__init__(desk)
        self._desk = desk
        self._seen: Heads | None = None
        self._is_lost = False
        self._timer = QTimer(self, interval=every_ms)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Asks, unless something else is under way: then nobody waits for other stations."""
        if self._desk.runner.is_idle:
            self._desk.runner.read(trail_heads, answered=self.on_heads, failed=self.on_failed)

    def on_heads(self, heads: Heads) -> None:
        """Everything in sight is read again when another station's trail has grown, or the server is back."""
        if self._is_lost:
            self._is_lost, self._seen = False, {}
            self._desk.found_again.emit()
        others = {station: head for station, head in heads.items() if station != self._desk.actor.station}
        if self._seen is not None and others != self._seen:
            self._desk.bus.tell_all()
        self._seen = others

    def on_failed(self, error: Exception) -> None:
        """The server is gone. Told once; when it answers again, everything is read anew."""
        if not self._is_lost:
            self._is_lost = True
            self._desk.runner.failed.emit(error)
