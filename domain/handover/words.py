"""The words of handover: what became of each tote at a stop, and how a buyer's order was collected. Next: rules.py."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NewType

from domain.common.errors import Refusal

HandoverId = NewType("HandoverId", int)


class ToteEnd(enum.StrEnum):
    """What became of a loaded tote at its stop. Loaded = handed over + missing + damaged + returned."""

    HANDED_OVER = "handed_over"
    MISSING = "missing"
    DAMAGED = "damaged"
    RETURNED = "returned"


class StopVerdict(enum.StrEnum):
    """What a scan at a stop is. Only RIGHT counts as received, only EMPTY as a crate taken back."""

    RIGHT = "right"
    EMPTY = "empty"
    OTHER_STOP = "other_stop"
    DONE_ALREADY = "done_already"
    NOT_ON_THE_VAN = "not_on_the_van"
    VOID_LABEL = "void_label"
    UNKNOWN = "unknown"


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


class BuyerState(enum.StrEnum):
    """Where a buyer's order is after the van left; none of them is written anywhere, records say it."""

    CANCELLED = "cancelled"
    ON_ITS_WAY = "on_its_way"
    WAITING = "waiting"
    EXTENDED = "extended"
    COLLECTED = "collected"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class StopScan:
    """A scan at a stop, judged: the tote where one was found, where it belongs, and when it was handed over already."""

    verdict: StopVerdict
    code: str
    tote: str = ""
    point: str = ""
    van: str = ""
    drop: int | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StopTote:
    """A tote a stop was loaded for: `ended` is what became of it, "" while nobody said."""

    use_id: int
    tote: str
    number: int
    is_cold: bool
    pieces: int
    weight_g: int
    ended: str
    note: str


@dataclass(frozen=True, slots=True)
class StopSheet:
    """A stop: its point, what was loaded for it, what was received, and crates that still stand there from before."""

    stop_id: int
    route_id: int
    van: str
    cycle: str
    delivery: date
    drop: int
    point_id: int
    point: str
    leader: str
    address: str
    state: str
    arrive_min: int
    arrived_at: datetime | None
    done_at: datetime | None
    receiver: str
    empties: int
    empties_out: int
    reason: str
    totes: tuple[StopTote, ...] = field(default=())

    @property
    def expected(self) -> int:
        """How many totes the van brought for it."""
        return len(self.totes)


@dataclass(frozen=True, slots=True)
class BuyerRow:
    """A buyer's order at its point. The phone is never whole; `pieces` is what is in the bag, of `wanted`."""

    order_id: int
    cycle: str
    point_id: int
    point: str
    pickup_code: str
    sequence: int | None
    name: str
    phone_tail: str
    state: str
    wanted: int
    pieces: int
    is_changed: bool
    until: date | None
    collected_at: datetime | None


@dataclass(frozen=True, slots=True)
class BagLine:
    """One product of a buyer's bag: what was ordered and what is in it. Weights g, sums fen.

    `substitutes` names what came in its place; `weight_g` is real, None for a product sold by the piece.
    """

    product: str
    spec: str
    wanted: int
    picked: int
    substituted: int
    short: int
    cancelled: int
    substitutes: str
    weight_g: int | None
    amount_fen: int
    final_fen: int

    @property
    def is_as_ordered(self) -> bool:
        """True when nothing is to be told about it."""
        return self.picked == self.wanted


@dataclass(frozen=True, slots=True)
class DayProgress:
    """How far a cycle's delivery is: stops, totes and orders by what became of them."""

    cycle: str
    state: str
    routes: int
    routes_closed: int
    stops: int
    stops_done: int
    stops_left_out: int
    totes: int
    handed_over: int
    missing: int
    damaged: int
    returned: int
    orders: int
    collected: int
    waiting: int
    sent_back: int


@dataclass
class StopSettled(Refusal):
    """The stop is handed over, skipped or failed already."""

    code = "stop_settled"
    point: str
    state: str


@dataclass
class VanNotOnItsWay(Refusal):
    code = "van_not_on_its_way"
    van: str
    state: str


@dataclass
class ReceiverNeeded(Refusal):
    code = "receiver_needed"
    point: str


@dataclass
class ToteOfOtherStop(Refusal):
    """Each of these refuses a scan at a stop; `judge_scan` gives the same as a verdict."""

    code = "tote_of_other_stop"
    tote: str
    point: str
    van: str


@dataclass
class ToteHandedOverAlready(Refusal):
    code = "tote_handed_over_already"
    tote: str
    point: str
    at: datetime | None


@dataclass
class ToteNotOnTheVan(Refusal):
    code = "tote_not_on_the_van"
    tote: str
    state: str


@dataclass
class ToteToldTwice(Refusal):
    """One tote was said to be received and missing, or damaged and returned."""

    code = "tote_told_twice"
    tote: str


@dataclass
class TotesUnaccounted(Refusal):
    """What the van brought is handed over, missing, damaged or returned, each one; these are none of it yet."""

    code = "totes_unaccounted"
    point: str
    count: int
    totes: str


@dataclass
class CrateNotOut(Refusal):
    """What is said to be an empty crate of ours does not stand at a point."""

    code = "crate_not_out"
    tote: str
    state: str


@dataclass
class StopsOpen(Refusal):
    """The van's stops that nobody told the end of."""

    code = "stops_open"
    van: str
    count: int
    points: str


@dataclass
class CollectionRefused(Refusal):
    """Nothing is given out; the try is kept. `at`: when it was collected before, as people read it."""

    why = CollectRefusal.UNKNOWN_CODE
    said: str
    point: str
    order: str = ""
    right: str = ""
    at: str = ""


@dataclass
class UnknownCode(CollectionRefused):
    code = "collect_unknown_code"


@dataclass
class CollectedAlready(CollectionRefused):
    code = "collect_collected_already"
    why = CollectRefusal.COLLECTED_ALREADY


@dataclass
class WrongPoint(CollectionRefused):
    code = "collect_wrong_point"
    why = CollectRefusal.WRONG_POINT


@dataclass
class NotArrived(CollectionRefused):
    code = "collect_not_arrived"
    why = CollectRefusal.NOT_ARRIVED


@dataclass
class OrderCancelled(CollectionRefused):
    code = "collect_cancelled"
    why = CollectRefusal.CANCELLED


@dataclass
class ReturnedAlready(CollectionRefused):
    code = "collect_returned_already"
    why = CollectRefusal.RETURNED_ALREADY


COLLECTION_REFUSALS: dict[str, type[CollectionRefused]] = {
    one.why.value: one
    for one in (UnknownCode, CollectedAlready, WrongPoint, NotArrived, OrderCancelled, ReturnedAlready)
}


@dataclass
class SeveralOrders(Refusal):
    """The code names orders of several cycles at this point: a person chooses."""

    code = "several_orders"
    said: str
    orders: str


@dataclass
class NotWaiting(Refusal):
    """These orders do not wait at their point: not there yet, collected, or sent back."""

    code = "orders_not_waiting"
    count: int
    orders: str


@dataclass
class ExtendedToThePast(Refusal):
    code = "extended_to_the_past"
    until: date


@dataclass
class CycleStillOpen(Refusal):
    """What is in the way of a cycle's end, by count and by name."""

    code = "cycle_still_open"
    cycle: str
    waves: int
    stops: int
    routes: int
    totes: int
    points: int
    names: str


@dataclass
class CycleNotUnderWay(Refusal):
    """Only a cycle whose goods are on their way is completed."""

    code = "cycle_not_under_way"
    cycle: str
    state: str
