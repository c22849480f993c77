"""The words of purchasing: orders to suppliers, what came of them, and the rules that share a shortage. Next: rules/."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date
from typing import NewType

from domain.common.errors import Refusal

PurchaseOrderId = NewType("PurchaseOrderId", int)
PurchaseLineId = NewType("PurchaseLineId", int)
ReceiptId = NewType("ReceiptId", int)
ShortageId = NewType("ShortageId", int)

MOST_PIECES = 1_000_000
"""More pieces of one product in one act is a slip."""


class PurchaseState(enum.StrEnum):
    """draft > sent > receiving > received; a draft may be received at once (bought on the market, told by phone)."""

    DRAFT = "draft"
    SENT = "sent"
    RECEIVING = "receiving"
    RECEIVED = "received"
    CANCELLED = "cancelled"


PURCHASE_MOVES: frozenset[tuple[PurchaseState, PurchaseState]] = frozenset(
    {
        (PurchaseState.DRAFT, PurchaseState.SENT),
        (PurchaseState.DRAFT, PurchaseState.RECEIVING),
        (PurchaseState.DRAFT, PurchaseState.CANCELLED),
        (PurchaseState.SENT, PurchaseState.RECEIVING),
        (PurchaseState.SENT, PurchaseState.CANCELLED),
        (PurchaseState.RECEIVING, PurchaseState.RECEIVED),
        (PurchaseState.RECEIVED, PurchaseState.RECEIVING),  # something more came after all
    }
)


class LeftOverTo(enum.StrEnum):
    """Who gets what a case holds beyond the demand. Only what goes to stock serves a later want of the same cycle."""

    STOCK = "stock"
    NEXT_CYCLE = "next_cycle"
    SUPPLIER = "supplier"
    STAFF = "staff"


class SentHow(enum.StrEnum):
    """As what a supplier got an order."""

    PDF = "pdf"
    XLSX = "xlsx"
    TEXT = "text"


class ShortageRule(enum.StrEnum):
    """How a shortage is shared: see rules.sharing for each in words and arithmetic."""

    FIRST_PAID = "first_paid"
    PRO_RATA = "pro_rata"
    TAGGED_FIRST = "tagged_first"
    WHOLE_LINE = "whole_line"


class ShortageState(enum.StrEnum):
    """One live sharing per snapshot and product; it takes its shares while building, sharing anew supersedes it."""

    BUILDING = "building"
    LIVE = "live"
    SUPERSEDED = "superseded"


SHORTAGE_MOVES: frozenset[tuple[ShortageState, ShortageState]] = frozenset(
    {(ShortageState.BUILDING, ShortageState.LIVE), (ShortageState.LIVE, ShortageState.SUPERSEDED)}
)


class ScanVerdict(enum.StrEnum):
    """What a scan at the dock means for the order being received."""

    RIGHT = "right"
    NOT_ORDERED = "not_ordered"
    OTHER_SUPPLIER = "other_supplier"
    ALL_HERE = "all_here"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Bought:
    """The sum of one product: demand less stock and less what earlier orders leave over, rounded up to whole cases."""

    demand: int
    stock_used: int
    from_left_over: int
    case_size: int
    cases: int

    @property
    def needed(self) -> int:
        """Pieces that must be bought."""
        return self.demand - self.stock_used - self.from_left_over

    @property
    def ordered(self) -> int:
        """Pieces in the cases."""
        return self.cases * self.case_size

    @property
    def left_over(self) -> int:
        """Pieces beyond the demand; below nothing when a person took cases off."""
        return self.ordered - self.needed


@dataclass(frozen=True, slots=True)
class Delivered:
    """What stands at the door of one product: pieces and cases accepted, pieces refused with a reason.

    `weight_g` is what the scale said for the accepted, `temperature_dc` tenths of a degree. `weight_is_sure`: a person
    was asked and the weight stands. `over_by`: who allows more than was ordered. Nothing at all came: all counts 0 and
    a reason.
    """

    pieces: int = 0
    cases: int = 0
    refused: int = 0
    reason: str = ""
    lot_code: str = ""
    expires_on: date | None = None
    weight_g: int | None = None
    weight_is_sure: bool = False
    temperature_dc: int | None = None
    bin_id: int | None = None
    delivery_note: str = ""
    over_by: str = ""


@dataclass(frozen=True, slots=True)
class Awaited:
    """What an order still awaits of one product, and what the product is: the facts a delivery is judged by."""

    product: str
    case_size: int
    ordered: int
    received: int
    weight_g: int
    tolerance_permille: int
    zone: str
    shelf_life_days: int | None
    delivery_day: date

    @property
    def remaining(self) -> int:
        """Pieces still to come, never below nothing."""
        return max(0, self.ordered - self.received)


@dataclass(frozen=True, slots=True)
class DeliveredRow:
    """One row of a file of delivered quantities, as it stands there; `codes` are barcode and product code if given."""

    row: int
    product: str
    spec: str
    codes: tuple[str, ...]
    delivered: Delivered
    supplier: str = ""


@dataclass
class PurchaseNotOpen(Refusal):
    """The order is in a state in which this cannot be done any more (or yet)."""

    code = "purchase_not_open"
    order: str
    state: str


@dataclass
class NothingToOrder(Refusal):
    """No line of the order has a case."""

    code = "nothing_to_order"
    order: str


@dataclass
class CasesOutOfRange(Refusal):
    code = "cases_out_of_range"
    cases: int
    largest: int


@dataclass
class NothingDelivered(Refusal):
    """Neither accepted nor refused pieces, and no word that nothing came."""

    code = "nothing_delivered"
    product: str


@dataclass
class PiecesOutOfRange(Refusal):
    code = "pieces_out_of_range"
    product: str
    pieces: int
    largest: int


@dataclass
class OverDelivered(Refusal):
    """More came than was ordered, and nobody with the right allowed it."""

    code = "over_delivered"
    product: str
    ordered: int
    received: int
    coming: int
    over: int


@dataclass
class LotExpired(Refusal):
    code = "lot_expired"
    product: str
    expires_on: date
    on_day: date


@dataclass
class WeightInDoubt(Refusal):
    """The weight is so far off that a kilogram was typed as a gram, or a gram as a kilogram: ask, then say it again."""

    code = "weight_in_doubt"
    product: str
    typed_g: int
    meant_g: int
    expected_g: int


@dataclass
class TemperatureUnlikely(Refusal):
    code = "temperature_unlikely"
    product: str
    temperature: str


@dataclass
class ReceiptTakenBack(Refusal):
    """The receipt was taken back already, or is itself the taking back of one."""

    code = "receipt_taken_back"
    product: str


@dataclass
class GoodsGone(Refusal):
    """What should leave the bin is not there any more: moved, promised to a cycle or picked."""

    code = "goods_gone"
    product: str
    wanted: int
    free: int


@dataclass
class NotShort(Refusal):
    """There is enough of the product for everybody."""

    code = "not_short"
    product: str
    wanted: int
    available: int


@dataclass
class NobodyWants(Refusal):
    """No line of the cycle holds the product now."""

    code = "nobody_wants"
    product: str


@dataclass
class AvailableOutOfRange(Refusal):
    """Nobody can share more than is there and still to come."""

    code = "available_out_of_range"
    product: str
    available: int
    most: int


@dataclass
class NotShared(Refusal):
    """No sharing of the product is in force."""

    code = "not_shared"
    product: str


@dataclass
class ProductUnknown(Refusal):
    """A row of a delivery names a product nobody knows."""

    code = "delivered_product_unknown"
    product: str


@dataclass
class NotOnOrder(Refusal):
    """No order of the cycle holds the product."""

    code = "not_on_order"
    product: str
