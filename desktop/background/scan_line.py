"""The scans of a station, one after the other: the next is judged when the one before has its answer, none is lost.

A database that is gone keeps the scan at the head of the line; it is tried again under the same command id, so it
counts once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QTimer, Signal

from domain.common.command import new_command_id
from domain.common.errors import DatabaseProblem

AGAIN_MS = 1500
MOST_WAITING = 40


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing to do: `begin(wanted)` starts it. `command_id` is made here, before the first attempt."""

    begin: Callable[[Wanted], object]
    what: str
    command_id: str = field(default_factory=new_command_id)


class ScanLine(QObject):
    """`waits(what, how many behind it)` when the head of the line could not be done because the books are out of reach."""

    waits = Signal(str, int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._line: deque[Wanted] = deque()
        self._busy = False
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self._begin)

    @property
    def is_busy(self) -> bool:
        """Something is being done, or waits."""
        return self._busy or bool(self._line)

    def put(self, begin: Callable[[Wanted], object], what: str) -> bool:
        """Takes its place at the end; False when so many wait that a person has to stop."""
        if len(self._line) >= MOST_WAITING:
            return False
        self._line.append(Wanted(begin, what))
        if not self._busy and not self._again.isActive():
            self._begin()
        return True

    def _begin(self) -> None:
        if self._line and not self._busy:
            self._busy = True
            self._line[0].begin(self._line[0])

    def done(self) -> None:
        """The head of the line has its answer: the next one."""
        self._busy = False
        if self._line:
            self._line.popleft()
        self._begin()

    def failed(self, error: Exception) -> bool:
        """True when the head stays and is tried again; False when it is over and the error is to be told."""
        if not isinstance(error, DatabaseProblem):
            return False
        self._busy = False
        self._again.start()
        self.waits.emit(self._line[0].what, len(self._line) - 1)
        return True

    def drop_all(self) -> None:
        """The station stands elsewhere: what waits was meant for another place."""
        self._again.stop()
        while len(self._line) > (1 if self._busy else 0):
            self._line.pop()
