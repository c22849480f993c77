"""Frozen rows of stock: what the rules judge and what screens and papers are drawn from. Next: refusals.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


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


@dataclass(frozen=True, slots=True)
class BinRow:
    """A bin with all its fields, how many pieces lie there and how many products are picked from it."""

    id: int
    code: str
    kind: str
    zone: str
    warehouse_id: int
    warehouse: str
    walk_order: int
    x_cm: int
    y_cm: int
    level: int
    max_weight_g: int
    max_volume_ml: int
    active: bool
    version: int
    pieces: int
    weight_g: int
    slots: int


@dataclass(frozen=True, slots=True)
class LevelRow:
    """Pieces of a lot in a bin: `quantity` there, `allocated` of them promised."""

    bin_id: int
    bin: str
    kind: str
    zone: str
    lot_id: int
    lot: str
    expires_on: date | None
    received_on: date
    product_id: int
    code: str
    product: str
    unit: str
    quantity: int
    allocated: int


@dataclass(frozen=True, slots=True)
class MovementRow:
    """One row of the ledger as people read it; `undone_by` is the movement that took it back."""

    id: int
    at: datetime
    person: str
    station: str
    kind: str
    product_id: int
    product: str
    lot: str
    from_bin: str
    to_bin: str
    quantity: int
    reason: str
    ref: str
    undoes_id: int | None
    undone_by: int | None


@dataclass(frozen=True, slots=True)
class StockRow:
    """All that lies of a product in a warehouse. `usable` pieces are neither set aside, nor expired, nor promised.

    `low`: below which number of usable pieces it is low, 0 where nobody has said. `slot`: the shelf it is picked from.
    """

    product_id: int
    code: str
    product: str
    unit: str
    zone: str
    quantity: int
    allocated: int
    aside: int
    expired: int
    usable: int
    lots: int
    next_expiry: date | None
    low: int
    slot: str

    @property
    def is_low(self) -> bool:
        """True when fewer pieces are usable than the threshold says."""
        return self.usable < self.low


@dataclass(frozen=True, slots=True)
class ExpiryRow:
    """A lot that ends soon or has ended, where it lies. `days` until it ends, negative when it has."""

    level: LevelRow
    days: int


@dataclass(frozen=True, slots=True)
class CountRow:
    """A line of the count sheet in the order of the walk. `seen` is for the books; the paper leaves it out (a count
    that knows the answer is no count)."""

    bin_id: int
    bin: str
    walk_order: int
    lot_id: int
    lot: str
    expires_on: date | None
    code: str
    product: str
    unit: str
    seen: int


@dataclass(frozen=True, slots=True)
class LevelFault:
    """A level that is not the sum of its ledger, or whose promises are not the sum of the allocations."""

    bin: str
    lot: str
    product: str
    quantity: int
    ledger: int
    allocated: int
    promised: int


@dataclass(frozen=True, slots=True)
class SlotRow:
    """One product of a proposal: where it is picked today ("" while nowhere) and where it is to be picked.

    `picks_tenths`: on how many lists of a night it stands, in tenths. `night_g`, `night_ml`: what its shelf has to carry.
    """

    product_id: int
    code: str
    product: str
    zone: str
    turnover: str
    picks_tenths: int
    night_g: int
    night_ml: int
    before_bin_id: int | None
    before: str
    bin_id: int
    bin: str


@dataclass(frozen=True, slots=True)
class SlotProposal:
    """A plan of shelves with the metres a night's pickers walk by it, beside the greedy plan's and today's.

    `greedy_m` is None where the greedy plan breaks a limit, `today_m` while `unslotted` products have no shelf.
    `nights` were looked at. `is_best_linear`: no plan has shorter ways to and fro, each product fetched by itself.
    """

    warehouse_id: int
    rows: tuple[SlotRow, ...]
    nights: int
    lists: int
    plan_m: int
    greedy_m: int | None
    today_m: int | None
    unslotted: int
    is_best_linear: bool

    @property
    def moves(self) -> int:
        """How many products would change their shelf or get their first."""
        return sum(1 for row in self.rows if row.before_bin_id != row.bin_id)
