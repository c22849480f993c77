"""How a cycle stands before and after its cutoff: the preview, a snapshot and its demands, the late list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


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
class DemandCounts:
    """pieces, and how many suppliers/points/products they spread over."""

    groups: int
    products: int
    pieces: int


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
    """One word of the late list: a new, changed or vanished order waiting for a person.

    `contact`: (field, now, wanted) of what changes besides the goods, phones by their tails. `is_cancelled`: the order
    was cancelled since, so this can only be rejected.
    """

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
    contact: tuple[tuple[str, str, str], ...] = ()
    is_cancelled: bool = False


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
