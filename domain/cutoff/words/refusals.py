"""What the cutoff, and whoever settles what came after it, is told when it cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.common.errors import Refusal


@dataclass
class CycleAlreadyCut(Refusal):
    code = "cycle_already_cut"
    cycle: str
    who: str
    station: str
    at: datetime
    snapshot: int


@dataclass
class OrdersWithoutPoint(Refusal):
    code = "orders_without_point"
    cycle: str
    orders: int


@dataclass
class OrdersInReview(Refusal):
    code = "orders_in_review"
    cycle: str
    orders: int


@dataclass
class NothingToCut(Refusal):
    code = "nothing_to_cut"
    cycle: str


@dataclass
class MinimumNotReached(Refusal):
    code = "minimum_not_reached"
    cycle: str
    needed: int
    found: int


@dataclass
class SnapshotLocked(Refusal):
    code = "snapshot_locked"
    cycle: str
    snapshot: int
    at: datetime


@dataclass
class CycleNotCut(Refusal):
    code = "cycle_not_cut"
    cycle: str
    state: str


@dataclass
class AmendmentSettled(Refusal):
    code = "amendment_settled"
    number: int
    state: str


@dataclass
class OrderWasCancelled(Refusal):
    """A late word about an order that was cancelled before the cutoff that counts now."""

    code = "order_was_cancelled"
    order: str


@dataclass
class QuantityOutOfRange(Refusal):
    """An order holds 0 to `largest` pieces of a product."""

    code = "quantity_out_of_range"
    pieces: int
    largest: int
