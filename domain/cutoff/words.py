"""The words of cutoff: snapshots, amendments, and the frozen rows that papers and screens are drawn from.

Rows come from queries.py in one sort order everywhere: points by name, products by category and name,
buyers by sequence number and pickup code.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NewType

from domain.common.errors import Refusal

SnapshotId = NewType("SnapshotId", int)
AmendmentId = NewType("AmendmentId", int)


class SnapshotState(enum.StrEnum):
    """building > live > superseded. Only a building snapshot takes lines; one not superseded per cycle."""

    BUILDING = "building"
    LIVE = "live"
    SUPERSEDED = "superseded"


SNAPSHOT_MOVES: frozenset[tuple[SnapshotState, SnapshotState]] = frozenset(
    {(SnapshotState.BUILDING, SnapshotState.LIVE), (SnapshotState.LIVE, SnapshotState.SUPERSEDED)}
)


class AmendmentKind(enum.StrEnum):
    """What a late word wants: a new order, another quantity, an order gone."""

    NEW = "new"
    CHANGED = "changed"
    VANISHED = "vanished"


class AmendmentState(enum.StrEnum):
    """proposed (the late list) > accepted | rejected | moved to a later cycle."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    MOVED = "moved"


AMENDMENT_MOVES: frozenset[tuple[AmendmentState, AmendmentState]] = frozenset(
    (AmendmentState.PROPOSED, end) for end in (AmendmentState.ACCEPTED, AmendmentState.REJECTED, AmendmentState.MOVED)
)


@dataclass(frozen=True, slots=True)
class AmendmentRow:
    """One accepted change of one product of one order: printed on every later paper of its point and product."""

    number: int
    point: str
    product: str
    order: str
    before: int
    after: int
    person: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PaperHead:
    """What stands on every paper of a cycle: its code, days, snapshot version and the amendments until now."""

    company: str
    cycle: str
    title: str
    delivery: date
    cut_at: datetime
    cut_by: str
    snapshot: int
    hash: str
    amendments: tuple[AmendmentRow, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class PurchaseRow:
    """Demand of one product: `quantity` sale units after amendments; cases = ceil(quantity / case_size)."""

    product_id: int
    code: str
    barcode: str
    product: str
    spec: str
    category: str
    unit: str
    quantity: int
    frozen_quantity: int
    case_size: int
    cases: int
    left_over: int
    weighed: bool
    weight_g: int
    cost_fen: int | None
    zone: str
    points: int


@dataclass(frozen=True, slots=True)
class PurchaseSheet:
    """A purchase order: one supplier ("(none)" where products have none) and its products."""

    supplier: str
    contact: str
    phone: str
    rows: tuple[PurchaseRow, ...]


@dataclass(frozen=True, slots=True)
class PickRow:
    """One product of one point: pieces after amendments beside the frozen ones."""

    product_id: int
    code: str
    product: str
    spec: str
    category: str
    unit: str
    quantity: int
    frozen_quantity: int
    weighed: bool
    weight_g: int
    zone: str
    orders: int


@dataclass(frozen=True, slots=True)
class PickSheet:
    """A pick list: everything one point gets."""

    point_id: int
    point: str
    leader: str
    phone: str
    address: str
    orders: int
    rows: tuple[PickRow, ...]


@dataclass(frozen=True, slots=True)
class SowRow:
    """How many of a product go to one point."""

    point: str
    quantity: int
    frozen_quantity: int
    orders: int


@dataclass(frozen=True, slots=True)
class SowSheet:
    """A sow list: one product dealt out to its points."""

    product_id: int
    code: str
    barcode: str
    product: str
    spec: str
    category: str
    unit: str
    weighed: bool
    weight_g: int
    zone: str
    rows: tuple[SowRow, ...]


@dataclass(frozen=True, slots=True)
class HandoverItem:
    """One product of a buyer."""

    product: str
    spec: str
    quantity: int
    unit: str
    weighed: bool


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """One buyer at a point: pickup code, sequence, family name, phone tail (never the whole phone), goods."""

    pickup_code: str
    sequence: int | None
    name: str
    phone_tail: str
    slot: str
    note: str
    items: tuple[HandoverItem, ...]
    is_amended: bool = False


@dataclass(frozen=True, slots=True)
class HandoverSheet:
    """A handover sheet: what a point receives and who collects it."""

    point_id: int
    point: str
    leader: str
    phone: str
    address: str
    pieces: int
    rows: tuple[HandoverRow, ...]
    goods: tuple[PickRow, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class DaySums:
    """The day's sums: what the three demands say, and the heads of the trail chains."""

    orders: int
    lines: int
    pieces: int
    amount_fen: int
    weight_g: int
    volume_ml: int
    suppliers: tuple[tuple[str, int, int], ...]
    """(supplier, products, pieces)"""
    points: tuple[tuple[str, int, int, int], ...]
    """(point, orders, pieces, weight_g)"""
    products: tuple[tuple[str, str, int, int], ...]
    """(product, unit, pieces, points)"""
    chain_heads: tuple[tuple[str, int, str], ...]
    """(station, number, hash)"""


@dataclass(frozen=True, slots=True)
class CutoffPreview:
    """The consequence of a cutoff in numbers, before anyone presses; and what stands in its way.

    `without_point` and `in_review` block; `drafts`, `without_supplier` and `held` only warn.
    """

    cycle: str
    state: str
    planned_at: datetime
    orders: int
    lines: int
    pieces: int
    paid_fen: int
    weight_g: int
    points: int
    products: int
    suppliers: int
    without_point: int
    in_review: int
    held: int
    draft_products: int
    without_supplier: int
    minimum_orders: int

    @property
    def is_blocked(self) -> bool:
        """True when the cutoff would be refused now."""
        return bool(self.without_point or self.in_review or not self.orders or self.orders < self.minimum_orders)


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """A snapshot of a cycle and its three demands."""

    id: int
    cycle: str
    version: int
    state: str
    cut_at: datetime
    cut_by: str
    station: str
    orders: int
    lines: int
    pieces: int
    hash: str
    is_locked: bool
    purchase: DemandCounts
    pick: DemandCounts
    delivery: DemandCounts
    amendments: int
    proposed: int


@dataclass(frozen=True, slots=True)
class LateRow:
    """One word of the late list: a new, changed or vanished order waiting for a person."""

    id: int
    cycle: str
    kind: str
    order: str
    buyer: str
    point: str
    channel: str
    before: tuple[tuple[str, int], ...]
    after: tuple[tuple[str, int], ...]
    proposed_at: datetime
    proposed_by: str


@dataclass(frozen=True, slots=True)
class DemandCounts:
    """pieces, and how many suppliers/points/products they spread over."""

    groups: int
    products: int
    pieces: int


@dataclass(frozen=True, slots=True)
class Cutoff:
    """The answer of a cutoff: counts of the snapshot and of its three demands, and its hash."""

    cycle: str
    snapshot: int
    orders: int
    lines: int
    pieces: int
    purchase: DemandCounts
    pick: DemandCounts
    delivery: DemandCounts
    hash: str


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
class QuantityOutOfRange(Refusal):
    """An order holds 0 to `largest` pieces of a product."""

    code = "quantity_out_of_range"
    pieces: int
    largest: int
