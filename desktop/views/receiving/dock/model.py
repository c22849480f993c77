"""What the dock has in hand: the order, the line, what is being typed, and what is remembered of the delivery."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from domain.purchasing import queries
from domain.purchasing.words import Delivered, PurchaseState

if TYPE_CHECKING:
    from domain.common.database import Connection
    from domain.purchasing.queries import DockScan, OrderDetail, OrderLine, OrderRow, ReceiptRow

OPEN = frozenset({PurchaseState.DRAFT, PurchaseState.SENT, PurchaseState.RECEIVING, PurchaseState.RECEIVED})


class Entry(enum.StrEnum):
    """What Enter takes next."""

    COUNT = "count"
    REFUSED = "refused"
    LOT = "lot"
    EXPIRY = "expiry"
    TEMPERATURE = "temperature"
    WEIGHT = "weight"


@dataclass(frozen=True, slots=True)
class DockRead:
    """The orders of the cycle that goods may come for, the one in hand with its lines and receipts."""

    orders: tuple[OrderRow, ...]
    detail: OrderDetail | None
    receipts: tuple[ReceiptRow, ...]


def read_dock(connection: Connection, code: str, order_id: int | None) -> DockRead:
    """All from one moment. Without a wish the first order that still awaits something is in hand."""
    orders = tuple(row for row in queries.purchase_orders(connection, code) if row.state in OPEN and row.ordered)
    chosen = order_id if any(row.id == order_id for row in orders) else _next_of(orders)
    if chosen is None:
        return DockRead(orders, None, ())
    return DockRead(orders, queries.purchase_order(connection, chosen), queries.receipts(connection, chosen))


def _next_of(orders: tuple[OrderRow, ...]) -> int | None:
    waiting = [row for row in orders if row.state != PurchaseState.RECEIVED and row.remaining]
    return waiting[0].id if waiting else orders[0].id if orders else None


@dataclass(frozen=True, slots=True)
class Fields:
    """What belongs to goods of one product of this delivery; remembered until it is changed."""

    lot_code: str = ""
    expires_on: date | None = None
    weight_g: int | None = None


@dataclass(slots=True)
class Dock:
    """The station's own memory. `read` comes from the books, the rest from the hands."""

    read: DockRead | None = None
    order_id: int | None = None
    is_chosen: bool = False
    line_id: int | None = None
    in_cases: bool = True
    entry: Entry = Entry.COUNT
    temperature_dc: int | None = None
    of_lines: dict[int, Fields] = field(default_factory=dict)

    @property
    def head(self) -> OrderRow | None:
        """The order in hand."""
        return self.read.detail.head if self.read and self.read.detail else None

    @property
    def lines(self) -> tuple[OrderLine, ...]:
        """Its lines something is bought of: those that still await goods first."""
        found = self.read.detail.lines if self.read and self.read.detail else ()
        return tuple(sorted((line for line in found if line.cases), key=lambda line: line.remaining == 0))

    @property
    def line(self) -> OrderLine | None:
        """The line in hand."""
        return next((line for line in self.lines if line.id == self.line_id), None)

    @property
    def fields(self) -> Fields:
        """What is remembered for the line in hand."""
        return self.of_lines.get(self.line_id or 0, Fields())

    @property
    def is_finished(self) -> bool:
        """Nothing more comes of the order in hand."""
        return self.head is not None and self.head.state == PurchaseState.RECEIVED

    @property
    def short_lines(self) -> tuple[OrderLine, ...]:
        """Lines of the order in hand that did not come whole."""
        return tuple(line for line in self.lines if line.remaining)

    @property
    def last_receipt(self) -> ReceiptRow | None:
        """What undo takes back: the latest receipt of the order that still counts."""
        found = self.read.receipts if self.read else ()
        return next((row for row in found if row.undoes_id is None and not row.is_taken_back), None)

    def take(self, read: DockRead) -> None:
        """Read anew: the order in hand stays, a line that is gone is not in hand any more."""
        self.read = read
        self.order_id = self.head.id if self.head else None
        if self.line is None:
            self.line_id = None

    @property
    def scanned_for(self) -> int | None:
        """The order a scan is judged for; None before a person or a scan has said which delivery this is."""
        return self.order_id if self.is_chosen else None

    def put_line(self, line_id: int | None) -> None:
        """Another line in hand: whole cases are counted where there are any to come."""
        self.is_chosen = self.is_chosen or line_id is not None
        self.line_id, self.entry = line_id, Entry.COUNT
        line = self.line
        self.in_cases = line is not None and line.case_size > 1 and line.remaining >= line.case_size

    def put_scanned(self, scan: DockScan) -> None:
        """The line of a scan in hand, with what its label says of the goods."""
        self.put_line(scan.line_id)
        said = {"weight_g": scan.weight_g, "lot_code": scan.lot_code, "expires_on": scan.expires_on}
        self.remember(**{name: value for name, value in said.items() if value})

    def put_order(self, order_id: int) -> None:
        """Another order in hand, and a person meant it: what was remembered of the other delivery does not hold for it."""
        self.is_chosen = True
        if order_id != self.order_id:
            self.order_id, self.line_id, self.entry = order_id, None, Entry.COUNT
            self.temperature_dc = None

    def remember(self, **changed: object) -> None:
        """Keeps fields of the line in hand."""
        if self.line_id is not None:
            self.of_lines[self.line_id] = replace(self.fields, **changed)  # type: ignore[arg-type]

    def neighbour(self, step: int) -> int | None:
        """The line above or below the one in hand, round the end; None without lines."""
        ids = [line.id for line in self.lines]
        if not ids:
            return None
        at = ids.index(self.line_id) + step if self.line_id in ids else 0 if step > 0 else -1
        return ids[at % len(ids)]

    def neighbour_order(self, step: int) -> int | None:
        """The order before or behind the one in hand, round the end."""
        ids = [row.id for row in self.read.orders] if self.read else []
        if not ids:
            return None
        at = ids.index(self.order_id) + step if self.order_id in ids else 0
        return ids[at % len(ids)]

    def delivered(self, cases: int, pieces: int, *, refused: int = 0, reason: str = "") -> Delivered:
        """What stands at the door, with everything that is remembered."""
        fields = self.fields
        return Delivered(
            pieces=pieces,
            cases=cases,
            refused=refused,
            reason=reason,
            lot_code=fields.lot_code,
            expires_on=fields.expires_on,
            weight_g=fields.weight_g if cases or pieces else None,
            temperature_dc=self.temperature_dc,
        )
