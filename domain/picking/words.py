"""The words of picking: waves, cells (a product of a point), what a scan turns out to be. Next: rules.py."""

from __future__ import annotations

import enum
from typing import NewType

WaveId = NewType("WaveId", int)
CellId = NewType("CellId", int)
PickId = NewType("PickId", int)


class WaveKind(enum.StrEnum):
    """`night`: after the cutoff; `pre_pack`: the day before, from what was sold ahead."""

    NIGHT = "night"
    PRE_PACK = "pre_pack"


class PickMethod(enum.StrEnum):
    """`by_point` 摘果式: walk the list of one point; `by_product` 播种式: deal one product out to many totes.

    The usual way of a wave; both work over the same cells at any time.
    """

    BY_POINT = "by_point"
    BY_PRODUCT = "by_product"


class WaveState(enum.StrEnum):
    """planned > released > picking <> paused, picking > checking > closed."""

    PLANNED = "planned"
    RELEASED = "released"
    PICKING = "picking"
    PAUSED = "paused"
    CHECKING = "checking"
    CLOSED = "closed"


WAVE_MOVES: frozenset[tuple[WaveState, WaveState]] = frozenset(
    {
        (WaveState.PLANNED, WaveState.RELEASED),
        (WaveState.RELEASED, WaveState.PLANNED),  # taken back before the first pick
        (WaveState.RELEASED, WaveState.PICKING),
        (WaveState.PICKING, WaveState.PAUSED),
        (WaveState.PAUSED, WaveState.PICKING),
        (WaveState.PICKING, WaveState.CHECKING),
        (WaveState.CHECKING, WaveState.PICKING),  # something was put back
        (WaveState.CHECKING, WaveState.CLOSED),
    }
)


class PickKind(enum.StrEnum):
    """What an event of the picking ledger does to its cell."""

    PICK = "pick"
    SHORT = "short"
    SUBSTITUTE = "substitute"
    UNDO = "undo"


class Verdict(enum.StrEnum):
    """What a scan is, judged before it counts. Only RIGHT and TOTE count. From WRONG_VAN on: scans at a van."""

    RIGHT = "right"
    TOTE = "tote"
    WRONG_PRODUCT = "wrong_product"
    WRONG_TOTE = "wrong_tote"
    WRONG_WAVE = "wrong_wave"
    SEALED_TOTE = "sealed_tote"
    EXPIRED_LOT = "expired_lot"
    DONE_ALREADY = "done_already"
    OVER = "over"
    NO_STOCK = "no_stock"
    NEEDS_WEIGHT = "needs_weight"
    OUT_OF_TOLERANCE = "out_of_tolerance"
    WRONG_VAN = "wrong_van"
    NOT_SEALED = "not_sealed"
    LOADED_ALREADY = "loaded_already"
    VAN_GONE = "van_gone"
    OVER_LIMIT = "over_limit"
    UNREADABLE = "unreadable"
    UNKNOWN = "unknown"
