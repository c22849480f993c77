"""The words of stock: bins, lots, movements of the ledger, and why stock refuses. Next: rules.py."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date
from typing import NewType

from domain.common.errors import Refusal

BinId = NewType("BinId", int)
LotId = NewType("LotId", int)


class BinKind(enum.StrEnum):
    """`dock`: where goods arrive; `shelf`: where they are picked from; `quarantine`: refused or expired goods."""

    DOCK = "dock"
    SHELF = "shelf"
    QUARANTINE = "quarantine"


class TurnoverClass(enum.StrEnum):
    """A: the few products of most picks; C: the many of few."""

    A = "A"
    B = "B"
    C = "C"


class MovementKind(enum.StrEnum):
    """Why goods moved. Into nowhere or out of nowhere where the kind says so (see the CHECK on the ledger)."""

    OPENING = "opening"
    RECEIVE = "receive"
    UNRECEIVE = "unreceive"
    MOVE = "move"
    PICK = "pick"
    UNPICK = "unpick"
    COUNT_UP = "count_up"
    COUNT_DOWN = "count_down"
    WRITE_OFF = "write_off"
    SUPPLIER_RETURN = "supplier_return"
    POINT_RETURN = "point_return"


INTO = frozenset(
    {
        MovementKind.OPENING,
        MovementKind.RECEIVE,
        MovementKind.UNPICK,
        MovementKind.COUNT_UP,
        MovementKind.POINT_RETURN,
    }
)
"""Kinds that come from outside into a bin."""
OUT_OF = frozenset(
    {
        MovementKind.UNRECEIVE,
        MovementKind.PICK,
        MovementKind.COUNT_DOWN,
        MovementKind.WRITE_OFF,
        MovementKind.SUPPLIER_RETURN,
    }
)
"""Kinds that leave a bin for outside."""
WITH_REASON = frozenset(
    {MovementKind.COUNT_UP, MovementKind.COUNT_DOWN, MovementKind.WRITE_OFF, MovementKind.SUPPLIER_RETURN}
)
"""Kinds a person has to explain."""


@dataclass
class LotHasAnotherExpiry(Refusal):
    """A lot code of a product stands for one best-before day: `there` is known, `asked` was said now."""

    code = "lot_has_another_expiry"
    product: str
    lot: str
    there: date
    asked: date
