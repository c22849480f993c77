"""The words of ordering: cycles, orders, what a reader hands over, and the answer of an import.

A reader (exchange.imports) makes an OrderFile out of a file or a text and writes nothing;
operations.accept_orders takes it. Next: rules.py.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple, NewType

from domain.common.errors import Refusal
from domain.common.notices import RowNotice as RowNotice
from domain.places.words import NO_POINT as NO_POINT

CycleId = NewType("CycleId", int)
OrderId = NewType("OrderId", int)
OrderLineId = NewType("OrderLineId", int)

LARGEST_QUANTITY = 10_000
"""A larger quantity of one line is taken for a slip of the finger and never accepted."""


class CycleState(enum.StrEnum):
    """States of a cycle; MOVES holds the legal ones. `failed`: the minimum to run was not reached."""

    DRAFT = "draft"
    OPEN = "open"
    CUTTING = "cutting"
    CUT = "cut"
    FULFILLING = "fulfilling"
    COMPLETED = "completed"
    SETTLED = "settled"
    FAILED = "failed"


CYCLE_MOVES: frozenset[tuple[CycleState, CycleState]] = frozenset(
    {
        (CycleState.DRAFT, CycleState.OPEN),
        (CycleState.OPEN, CycleState.CUTTING),
        (CycleState.OPEN, CycleState.FAILED),
        (CycleState.CUTTING, CycleState.CUT),
        (CycleState.CUT, CycleState.OPEN),  # re-cut: only while the snapshot is not locked
        (CycleState.CUT, CycleState.FULFILLING),
        (CycleState.FULFILLING, CycleState.COMPLETED),
        (CycleState.COMPLETED, CycleState.SETTLED),
    }
)


class OrderState(enum.StrEnum):
    """What ordering itself says of an order. What happens after the cut is told by the later stages."""

    REVIEW = "review"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


ORDER_MOVES: frozenset[tuple[OrderState, OrderState]] = frozenset(
    {
        (OrderState.REVIEW, OrderState.CONFIRMED),
        (OrderState.REVIEW, OrderState.CANCELLED),
        (OrderState.CONFIRMED, OrderState.REVIEW),
        (OrderState.CONFIRMED, OrderState.CANCELLED),
        (OrderState.CANCELLED, OrderState.CONFIRMED),  # undo of a cancel while the cycle is open
        (OrderState.CANCELLED, OrderState.REVIEW),  # the same, where the point is still to be settled
    }
)


class CheckedOrder(NamedTuple):
    """One order as its file says it, cleaned. Empty text where the file says nothing.

    A named tuple, as CheckedLine: made by the hundred thousand, in a sixth of the time of a frozen dataclass.
    `key` is the order number, or the sequence in the group; unique within the OrderFile.
    `paid_fen` is what the buyer paid for the whole order, None where the file does not say it.
    `slot` is the pickup time as the file says it ("2026-06-20 11:00 - 2026-06-20 12:00").
    """

    key: str
    row: int
    sequence: int | None = None
    buyer: str = ""
    phone: str = ""
    point: str = ""
    address: str = ""
    note: str = ""
    leader_note: str = ""
    paid_fen: int | None = None
    refunded_fen: int = 0
    ordered_at: datetime | None = None
    slot: str = ""


class CheckedLine(NamedTuple):
    """One product of an order: `order` is the index into OrderFile.orders, `row` as counted in the opened file.

    `product` is the cleaned name, `spec` its variant, `code` a product code, SKU or barcode ("" where none).
    `amount_fen` is what the file says for the whole line after its own discount, None where it says nothing.
    """

    order: int
    row: int
    product: str
    spec: str
    code: str
    quantity: int
    amount_fen: int | None


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """A sum the file says of itself against the sum found: `what` pieces, orders, amount_fen ...; `where` the sheet."""

    what: str
    said: int
    found: int
    where: str


@dataclass(frozen=True, slots=True)
class OrderFile:
    """What a reader understood of one file or text. Nothing of it is written yet.

    `channel` names the platform; `group` the selling group, "" where order numbers are unique per channel.
    `by_sequence`: order keys are small numbers of one group, unique only inside one cycle.
    `cancelled` counts lines left out because cancelled or fully refunded.
    """

    name: str
    source: str
    channel: str
    group: str = ""
    by_sequence: bool = False
    orders: tuple[CheckedOrder, ...] = ()
    lines: tuple[CheckedLine, ...] = ()
    cancelled: int = 0
    warnings: tuple[RowNotice, ...] = ()
    held: tuple[RowNotice, ...] = ()
    problems: tuple[RowNotice, ...] = ()
    cross_check: tuple[CrossCheck, ...] = ()
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class ImportAnswer:
    """What an import did (or, dry, would do). Counts of orders, lines, pieces open in the cycle from these files."""

    source: str
    files: int
    orders: int
    lines: int
    pieces: int
    amount_fen: int
    lines_amount_fen: int
    new: int
    unchanged: int
    changed: int
    vanished: int
    cancelled: int
    warnings: tuple[RowNotice, ...] = field(default=())
    held: tuple[RowNotice, ...] = field(default=())
    problems: tuple[RowNotice, ...] = field(default=())
    cross_check: tuple[CrossCheck, ...] = field(default=())


@dataclass
class CycleExists(Refusal):
    code = "cycle_exists"
    cycle: str


@dataclass
class CycleNotOpen(Refusal):
    """Orders go into an open cycle only."""

    code = "cycle_not_open"
    cycle: str
    state: str


@dataclass
class CutoffAfterDelivery(Refusal):
    code = "cutoff_after_delivery"
    cycle: str
    cutoff: datetime
    delivery: date


@dataclass
class RecurringWithoutGoods(Refusal):
    """A recurring order has to say what it wants."""

    code = "recurring_without_goods"
    buyer: str


@dataclass
class ImportHasProblems(Refusal):
    """--all-or-nothing: some rows cannot be taken, so none was."""

    code = "import_has_problems"
    file: str
    problems: int
    held: int


@dataclass
class RefundTooLarge(Refusal):
    code = "refund_too_large"
    order: str
    paid_fen: int
    asked_fen: int


@dataclass
class OrderFrozen(Refusal):
    """The order is in a snapshot; from here on only an amendment changes it."""

    code = "order_frozen"
    order: str
    cycle: str
