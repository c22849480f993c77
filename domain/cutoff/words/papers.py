"""The frozen rows of papers, in one sort order everywhere: points by name, products by category and name, buyers by
sequence number and pickup code.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class AmendmentRow:
    """One accepted change of one product of one order: printed on every later paper of its point and product.

    One without a product changed only `contact`: who the order is for and what was asked for (fields of ContactField).
    """

    number: int
    point: str
    product: str
    order: str
    before: int
    after: int
    person: str
    reason: str
    at: datetime
    contact: tuple[str, ...] = ()


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
    """A purchase order: one supplier ("(none)" where products have none) and its products.

    `number`: of the order it is, "" while it only says what the frozen demand comes to.
    """

    supplier: str
    contact: str
    phone: str
    rows: tuple[PurchaseRow, ...]
    number: str = ""


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
