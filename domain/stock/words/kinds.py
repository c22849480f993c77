"""Ids and kinds of stock: bins, turnover classes, movements of the ledger. Next: values.py."""

from __future__ import annotations

import enum
from typing import NewType

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
STOCK_SETTING = "stock"
"""The name of the setting that says whether stock is kept (a JSON text: a Tracking)."""


class Tracking(enum.StrEnum):
    """`untracked`: a product that was never received may be picked without a lot."""

    TRACKED = "tracked"
    UNTRACKED = "untracked"
