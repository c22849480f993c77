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


@dataclass(frozen=True, slots=True)
class Lying:
    """What lies of a lot in a bin: `quantity` pieces, `allocated` of them promised to cycles."""

    bin_id: int
    bin: str
    kind: str
    zone: str
    warehouse_id: int
    lot_id: int
    lot: str
    product_id: int
    product: str
    quantity: int
    allocated: int


@dataclass(frozen=True, slots=True)
class Goal:
    """The bin goods are to go to."""

    bin_id: int
    bin: str
    kind: str
    zone: str
    warehouse_id: int
    active: bool


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """Goods that lie there when the books begin: pieces of a product's lot in a bin."""

    product_id: int
    bin_id: int
    quantity: int
    lot: str = ""
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """One line of a count sheet: `seen` pieces when the sheet was made, `counted` by a person; why, where they differ."""

    bin_id: int
    lot_id: int
    seen: int
    counted: int
    reason: str = ""


@dataclass
class QuantityNotCounted(Refusal):
    """Goods are moved in whole pieces, one at least and not more than a million at once."""

    code = "quantity_not_counted"
    asked: int


@dataclass
class NotEnoughThere(Refusal):
    """More was asked for than lies there."""

    code = "not_enough_there"
    bin: str
    product: str
    lot: str
    there: int
    asked: int


@dataclass
class SameBin(Refusal):
    code = "same_bin"
    bin: str


@dataclass
class BinRetired(Refusal):
    code = "bin_retired"
    bin: str


@dataclass
class WrongZone(Refusal):
    """A bin of another temperature zone than the product's."""

    code = "wrong_zone"
    product: str
    zone: str
    bin: str
    bin_zone: str


@dataclass
class NoShelfYet(Refusal):
    """Nobody has said which shelf the product is picked from."""

    code = "no_shelf_yet"
    product: str


@dataclass
class NotAShelf(Refusal):
    """A product is picked from a shelf, not from a dock or a quarantine."""

    code = "not_a_shelf"
    bin: str


@dataclass
class BinHoldsGoods(Refusal):
    """A bin is retired when nothing lies there."""

    code = "bin_holds_goods"
    bin: str
    pieces: int


@dataclass
class LevelMoved(Refusal):
    """The level is not what the count sheet said: somebody moved goods between counting and writing it down."""

    code = "level_moved"
    bin: str
    product: str
    lot: str
    seen: int
    there: int


@dataclass
class NotUndoneHere(Refusal):
    """This kind of movement is taken back where it was made: a pick in picking, a receipt in purchasing."""

    code = "not_undone_here"
    movement: int
    kind: str


@dataclass
class UndoneAlready(Refusal):
    code = "undone_already"
    movement: int


class SlottingLimit(enum.StrEnum):
    """Which limit leaves no plan of shelves."""

    NOTHING_TO_PLACE = "nothing_to_place"
    NO_SHELF = "no_shelf"
    WEIGHT = "weight"
    VOLUME = "volume"
    WEIGHT_AND_VOLUME = "weight_and_volume"
    TIME = "time"


@dataclass
class SlottingInfeasible(Refusal):
    """No shelf plan keeps every limit: which one fails in which zone, what is needed and what is there (g or ml).

    `product` names the one product no shelf of the zone can take; empty when it is all of them together.
    """

    code = "slotting_infeasible"
    limit: str
    zone: str
    product: str
    needed: int
    there: int


@dataclass
class SlotsChanged(Refusal):
    """The shelves were changed since the proposal was made."""

    code = "slots_changed"
    product: str
