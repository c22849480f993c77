"""Who sits here and which cycle lies on the desk: what every workspace shares, and how it asks and changes the books.

`standing_read` comes whenever the cycles were read, `news` goes to the foot of the window, `cycle_wanted` opens the form of a new cycle,
`found_again` comes when a database that was lost answers again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop.background.change_bus import ChangeBus
from desktop.background.runner import Answer, Failed, Runner, Task
from desktop.widgets.tokens import Tone
from domain.common.changes import Changes

if TYPE_CHECKING:
    from domain.common.people import Actor
    from domain.cutoff.words import SnapshotRow
    from domain.ordering.queries import CycleRow


class Desk(QObject):
    """`cycle_switched` when another cycle lies on the desk, or it was cut off or opened again; None before the first."""

    cycle_switched = Signal()
    standing_read = Signal()
    actor_changed = Signal()
    news = Signal(str, object, str, object)
    cycle_wanted = Signal()
    found_again = Signal()

    def __init__(self, runner: Runner, bus: ChangeBus, actor: Actor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.runner, self.bus, self.actor = runner, bus, actor
        self.cycle: CycleRow | None = None
        self.snapshot: SnapshotRow | None = None

    @property
    def code(self) -> str | None:
        """The code of the cycle on the desk."""
        return self.cycle.code if self.cycle else None

    def put_cycle(self, cycle: CycleRow | None, snapshot: SnapshotRow | None) -> None:
        """Another cycle with its live snapshot, or the same one read anew."""
        before = self._which()
        self.cycle, self.snapshot = cycle, snapshot
        if self._which() != before:
            self.cycle_switched.emit()
        self.standing_read.emit()

    def _which(self) -> tuple[str, str, int]:
        version = self.snapshot.version if self.snapshot else 0
        return (self.cycle.code, self.cycle.state, version) if self.cycle else ("", "", 0)

    def seat(self, actor: Actor) -> None:
        """Somebody else works here now."""
        self.actor = actor
        self.actor_changed.emit()

    def tell(
        self,
        text: str,
        tone: Tone = Tone.RIGHT,
        *,
        word: str = "",
        act: Callable[[], object] | None = None,
    ) -> None:
        """News for the foot of the window; `word` and `act` are its way on."""
        self.news.emit(text, tone, word, act)

    def read(self, query: Callable[..., Any], *arguments: Any, answered: Answer, **named: Any) -> Task:
        """Asks the books; see Runner.read."""
        return self.runner.read(query, *arguments, answered=answered, **named)

    def change(
        self,
        operation: Callable[..., Any],
        *arguments: Any,
        answered: Answer | None = None,
        failed: Failed | None = None,
        initiator: object = None,
        **named: Any,
    ) -> Task:
        """Does `operation(database, actor, ...)` and tells the bus what it touched."""

        def on_done(done: Any) -> None:
            if answered:
                answered(done)
            self.bus.tell(getattr(done, "changes", Changes()), initiator)

        return self.runner.change(operation, self.actor, *arguments, answered=on_done, failed=failed, **named)
