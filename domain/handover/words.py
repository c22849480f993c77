"""The words of handover: what became of each tote at a stop, and how a buyer's order was collected. Next: rules.py."""

from __future__ import annotations

import enum
from typing import NewType

HandoverId = NewType("HandoverId", int)


class ToteEnd(enum.StrEnum):
    """What became of a loaded tote at its stop. Loaded = handed over + missing + damaged + returned."""

    HANDED_OVER = "handed_over"
    MISSING = "missing"
    DAMAGED = "damaged"
    RETURNED = "returned"


class CollectedBy(enum.StrEnum):
    """How the buyer was known."""

    CODE = "code"
    PHONE_TAIL = "phone_tail"


class CollectRefusal(enum.StrEnum):
    """Why a collection was refused; each is kept."""

    COLLECTED_ALREADY = "collected_already"
    WRONG_POINT = "wrong_point"
    NOT_ARRIVED = "not_arrived"
    CANCELLED = "cancelled"
    UNKNOWN_CODE = "unknown_code"
    RETURNED_ALREADY = "returned_already"


class UncollectedState(enum.StrEnum):
    """An order nobody came for: extended to a day, then returned."""

    EXTENDED = "extended"
    RETURNED = "returned"


UNCOLLECTED_MOVES: frozenset[tuple[UncollectedState, UncollectedState]] = frozenset(
    {(UncollectedState.EXTENDED, UncollectedState.RETURNED)}
)
