"""Takes back the last acts of a station, one at a time, the newest first; ten at most. Next: closing.py."""

from __future__ import annotations

from domain.common.command import Done
from domain.common.database import Database
from domain.common.people import Actor


def undo(database: Database, actor: Actor, *, command_id: str | None = None) -> Done:
    """The newest act of the actor's station that is not undone yet, within its last ten, is taken back.

    Answer {"event_id", "kind", "cell_id", "product", "point", "quantity", "tote", "wanted", "done", "left"}.
    Raises NothingToUndo, ToteIsClosed (sealed or closed meanwhile), WaveNotReady.
    """
    raise NotImplementedError
