"""The words of totes: the crate's life from free to handed over and back, and its uses. Next: rules.py."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from domain.common.errors import Refusal

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
CODE_PREFIX = {ToteKind.STANDARD: "T", ToteKind.COLD: "C"}
"""The first letter of a crate's code (domain.common.codes.tote_code)."""
MOST_AT_ONCE = 5_000
"""So many crates are registered by one press at most."""


@dataclass(frozen=True, slots=True)
class ToteRow:
    """A crate as it stands: whose it is now (`use_id`, wave, point, its number there, pieces), None and 0 when free."""

    id: int
    code: str
    kind: str
    state: str
    tare_g: int
    volume_ml: int
    use_id: int | None
    wave_id: int | None
    point_id: int | None
    point: str
    number: int
    pieces: int
    content_g: int
    opened_at: datetime | None


@dataclass(frozen=True, slots=True)
class CratesOut:
    """Crates that stand at a point: how many, their codes, since when the oldest."""

    point_id: int
    point: str
    crates: int
    codes: tuple[str, ...]
    since: datetime


@dataclass
class ToteBusy(Refusal):
    """The crate is at work for another point, or not in the state the act needs."""

    code = "tote_busy"
    tote: str
    state: str
    point: str


@dataclass
class ToteNotEmpty(Refusal):
    code = "tote_not_empty"
    tote: str
    point: str
    pieces: int


@dataclass
class ToteEmpty(Refusal):
    """An empty crate is not closed: it is freed."""

    code = "tote_empty"
    tote: str
    point: str


@dataclass
class TooManyTotes(Refusal):
    code = "too_many_totes"
    count: int
    most: int
