"""The words of picking: waves, cells (a product of a point), what a scan turns out to be. Next: rules, values.py."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import NewType

from domain.common.errors import Refusal

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
    """What a scan or a weight is, judged before it counts. RIGHT counts, TOTE and IN_HAND say where and what next."""

    RIGHT = "right"
    TOTE = "tote"
    IN_HAND = "in_hand"
    NO_TOTE = "no_tote"
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
    BIG_NUMBER = "big_number"
    NO_WEIGHT = "no_weight"
    UNSTABLE_WEIGHT = "unstable_weight"
    STALE_WEIGHT = "stale_weight"
    WRONG_VAN = "wrong_van"  # from here to OVER_LIMIT: a crate scanned at a van (dispatch)
    NOT_SEALED = "not_sealed"
    LOADED_ALREADY = "loaded_already"
    VAN_GONE = "van_gone"
    OVER_LIMIT = "over_limit"
    UNREADABLE = "unreadable"
    UNKNOWN = "unknown"


COUNTED = frozenset({Verdict.RIGHT, Verdict.TOTE, Verdict.IN_HAND})
"""Verdicts of scans that were taken; every other leaves a refused_scan row."""


class Control(enum.StrEnum):
    """Words on the sheet beside a station: so no mouse is needed. Their code is domain.common.codes.control_code."""

    UNDO = "UNDO"
    SHORT = "SHORT"
    NEXT = "NEXT"
    TOTE_FULL = "FULL"
    PAUSE = "PAUSE"
    DONE = "DONE"
    REPRINT = "REPRINT"


SHORTAGE = "shortage"
"""The reason of pieces that a shared shortage takes away; every other reason is a person's own."""
WAVE_NAME = "W{:02d}"
STALE_AFTER_MS = 500
UNDO_DEPTH = 10
UNTRACKED = "untracked"
STOCK_SETTING = "stock"
"""The setting whose value UNTRACKED lets products that were never received be picked without a lot."""
SUBSTITUTES_SETTING = "substitutes"
"""The setting that names what may stand in for a product: {"12": [15, 16]}; without an entry, its own category."""


@dataclass
class NothingToPlan(Refusal):
    """Every product of every point is in a wave already, or nothing of the kind is wanted."""

    code = "nothing_to_plan"
    cycle: str


@dataclass
class WaveNotReady(Refusal):
    """The wave is not in the state the act needs."""

    code = "wave_not_ready"
    wave: str
    state: str


@dataclass
class WaveStarted(Refusal):
    """Something was picked already: the wave cannot be taken back."""

    code = "wave_started"
    wave: str
    pieces: int


@dataclass
class WaveNotDone(Refusal):
    """Pieces are neither picked nor short."""

    code = "wave_not_done"
    wave: str
    lines: int
    pieces: int


@dataclass
class TakeBackFirst(Refusal):
    """Pieces lie in crates that an amendment has cancelled since: they have to come out (undo) before the wave closes."""

    code = "take_back_first"
    wave: str
    product: str
    point: str
    pieces: int


@dataclass
class CellDone(Refusal):
    """Fewer pieces are left to pick than were named."""

    code = "cell_done"
    product: str
    point: str
    left: int
    asked: int


@dataclass
class NothingToUndo(Refusal):
    """Of the last acts of this station none is left to take back."""

    code = "nothing_to_undo"
    station: str


@dataclass
class ToteIsClosed(Refusal):
    """What was put into a crate can be taken out again only while the crate is being filled."""

    code = "tote_is_closed"
    tote: str
    state: str


@dataclass
class NotASubstitute(Refusal):
    """The product may not stand in for the other."""

    code = "not_a_substitute"
    product: str
    given: str


@dataclass
class DearerSubstitute(Refusal):
    """A substitute costs more than the buyer paid."""

    code = "dearer_substitute"
    given: str
    price_fen: int
    paid_fen: int


@dataclass
class ConsentNeeded(Refusal):
    """A substitute needs the word of who agreed to it."""

    code = "consent_needed"
    product: str


@dataclass
class NoStock(Refusal):
    """Nothing of the product lies free for this night."""

    code = "no_stock"
    product: str
