"""The frozen rows of ordering that screens, papers and the command line are drawn from."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.common.errors import Notice


@dataclass(frozen=True, slots=True)
class CycleRow:
    """A cycle and its sums so far."""

    id: int
    code: str
    title: str
    warehouse: str
    state: str
    opened_at: datetime
    cutoff_at: datetime
    delivery: date
    minimum_orders: int
    orders: int
    lines: int
    pieces: int
    paid_fen: int
    late: int
    held: int


class OrderSort(enum.StrEnum):
    """What the table of orders can be sorted by."""

    ENTRY = "entry"
    SEQUENCE = "sequence"
    NUMBER = "number"
    BUYER = "buyer"
    POINT = "point"
    PIECES = "pieces"
    PAID = "paid"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """Which orders: of a cycle (None: all), matching `words` (phone tail, buyer, number, point), of a point or state."""

    cycle: str | None = None
    words: str = ""
    point_id: int | None = None
    state: str | None = None
    late_only: bool = False


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order as the table shows it; the phone is masked."""

    id: int
    cycle: str
    number: str
    sequence: int | None
    channel: str
    buyer: str
    phone: str
    point: str
    pieces: int
    lines: int
    paid_fen: int
    state: str
    is_late: bool
    is_amended: bool
    note: str
    slot: str
    ordered_at: datetime | None
    sort_key: Any


@dataclass(frozen=True, slots=True)
class OrderTotals:
    """Counts and sums of a filter, from SQL over all its orders."""

    orders: int
    lines: int
    pieces: int
    paid_fen: int


@dataclass(frozen=True, slots=True)
class OrderLineRow:
    """One line of an order's detail."""

    id: int
    line_no: int
    product_id: int
    product: str
    spec: str
    unit: str
    quantity: int
    cancelled: int
    amount_fen: int
    source_row: int


@dataclass(frozen=True, slots=True)
class OrderDetail:
    """An order with its lines, tags and the file it came from."""

    order: OrderRow
    address: str
    leader_note: str
    pickup_code: str
    lines_fen: int
    refunded_fen: int
    refund_due_fen: int
    version: int
    tags: tuple[str, ...]
    lines: tuple[OrderLineRow, ...]
    source: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A row waiting for a person: where it stood, its text, and why it was held."""

    id: int
    cycle: str
    row: int
    text: str
    reason: Notice
    imported_at: datetime


@dataclass(frozen=True, slots=True)
class SumRow:
    """Pieces, orders and amount by point or by product."""

    id: int
    name: str
    spec: str
    orders: int
    pieces: int
    amount_fen: int


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One import of the past."""

    id: int
    cycle: str
    source: str
    files: tuple[str, ...]
    at: datetime
    counts: dict[str, int]
