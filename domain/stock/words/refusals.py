"""Why stock refuses: each with its facts. The sentences: domain/common/sentences/stock.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.common.errors import Refusal


@dataclass
class LotHasAnotherExpiry(Refusal):
    """A lot code of a product stands for one best-before day: `there` is known, `asked` was said now."""

    code = "lot_has_another_expiry"
    product: str
    lot: str
    there: date
    asked: date


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


@dataclass
class NothingToPlace(Refusal):
    """No cycle was cut yet and nothing lies in the warehouse."""

    code = "nothing_to_place"

    def facts(self) -> dict[str, object]:
        return {}


@dataclass
class NoShelfOfZone(Refusal):
    """No plan: a product's zone has no shelf."""

    code = "no_shelf_of_zone"
    zone: str
    product: str


@dataclass
class ShelfTooWeak(Refusal):
    """No plan: a night's pieces of one product are heavier than any shelf of its zone carries."""

    code = "shelf_too_weak"
    zone: str
    product: str
    needed_grams: int
    there_grams: int


@dataclass
class ShelfTooSmall(Refusal):
    """No plan: a night's pieces of one product are larger than any shelf of its zone."""

    code = "shelf_too_small"
    zone: str
    product: str
    needed_ml: int
    there_ml: int


@dataclass
class ShelvesTooWeak(Refusal):
    """No plan: the weight limits of a zone's shelves cannot be kept, whatever the volume."""

    code = "shelves_too_weak"
    zone: str
    needed_grams: int
    there_grams: int


@dataclass
class ShelvesTooSmall(Refusal):
    """No plan: the volume limits of a zone's shelves cannot be kept, whatever the weight."""

    code = "shelves_too_small"
    zone: str
    needed_ml: int
    there_ml: int


@dataclass
class ShelvesTooTight(Refusal):
    """No plan: weight alone could be kept and volume alone, not both."""

    code = "shelves_too_tight"
    zone: str


@dataclass
class SlottingTimedOut(Refusal):
    """Neither a plan was found in time nor that there is none."""

    code = "slotting_timed_out"
    zone: str


@dataclass
class SlotsChanged(Refusal):
    """The shelves were changed since the proposal was made."""

    code = "slots_changed"
    product: str
