"""The words of totes: the crate's life from free to handed over and back, and its uses. Next: rules.py."""

from __future__ import annotations

import enum
from typing import NewType

ToteId = NewType("ToteId", int)
ToteUseId = NewType("ToteUseId", int)


class ToteKind(enum.StrEnum):
    STANDARD = "standard"
    COLD = "cold"


class ToteState(enum.StrEnum):
    """The life of a crate; TOTE_MOVES holds the legal moves."""

    FREE = "free"
    FILLING = "filling"
    CLOSED = "closed"
    SEALED = "sealed"
    STAGED = "staged"
    LOADED = "loaded"
    HANDED_OVER = "handed_over"
    RETURNED = "returned"
    DAMAGED = "damaged"
    LOST = "lost"


_ALONG = (
    (ToteState.FREE, ToteState.FILLING),
    (ToteState.FILLING, ToteState.FREE),  # nothing was in it
    (ToteState.FILLING, ToteState.CLOSED),
    (ToteState.CLOSED, ToteState.FILLING),
    (ToteState.CLOSED, ToteState.SEALED),
    (ToteState.SEALED, ToteState.FILLING),  # reopened with a reason; the label is void
    (ToteState.SEALED, ToteState.STAGED),
    (ToteState.STAGED, ToteState.SEALED),
    (ToteState.SEALED, ToteState.LOADED),
    (ToteState.STAGED, ToteState.LOADED),
    (ToteState.LOADED, ToteState.STAGED),  # unloaded again
    (ToteState.LOADED, ToteState.HANDED_OVER),
    (ToteState.LOADED, ToteState.RETURNED),  # refused at the point, or the stop failed
    (ToteState.HANDED_OVER, ToteState.RETURNED),
    (ToteState.RETURNED, ToteState.FREE),
    (ToteState.DAMAGED, ToteState.FREE),  # repaired
    (ToteState.LOST, ToteState.FREE),  # found
)
TOTE_MOVES: frozenset[tuple[ToteState, ToteState]] = frozenset(
    {
        *_ALONG,
        *(
            (state, end)
            for end in (ToteState.DAMAGED, ToteState.LOST)
            for state in ToteState
            if state not in (ToteState.DAMAGED, ToteState.LOST)
        ),
    }
)
