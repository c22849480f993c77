"""The frozen values of picking: what a station holds of a wave, where it stands, what came of a scan, rows of the board.

They come from queries, or from the answer of a command (`scanned_from`). Next: rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.catalogue.words import InStorePattern
from domain.common.errors import Notice
from domain.picking.words import COUNTED, PickMethod, Verdict


@dataclass(frozen=True, slots=True)
class ProductSeen:
    """A product as the station shows it; `price_fen` is what it is sold for now."""

    id: int
    code: str
    name: str
    spec: str
    unit: str
    weighed: bool
    weight_g: int
    price_fen: int | None
    category: str
    zone: str


@dataclass(frozen=True, slots=True)
class CellSeen:
    """A cell as it was when the view was read; the counts that move are asked of the database."""

    id: int
    point_id: int
    product_id: int
    weighed: bool
    nominal_g: int
    tolerance_permille: int
    sort: int
    bin: str


@dataclass(frozen=True, slots=True)
class PointSeen:
    """A point of the wave in the order of picking: `drop_no` of its van, None without a plan."""

    id: int
    name: str
    drop_no: int | None
    van: str


@dataclass(frozen=True, slots=True)
class StationView:
    """What does not change while a wave is picked, read once at its start: cells, codes, products, points.

    `version` is the wave's; when the database says another one, the view is read anew.
    """

    wave_id: int
    number: int
    cycle_id: int
    cycle: str
    delivery: date
    method: PickMethod
    version: int
    is_untracked: bool
    points: tuple[PointSeen, ...]
    cells: Mapping[tuple[int, int], CellSeen]
    """(point id, product id) -> cell"""
    products: Mapping[int, ProductSeen]
    codes: Mapping[str, int]
    """Every barcode of every product -> product id, also of products of other waves: so a wrong one can be named."""
    patterns: tuple[InStorePattern, ...]


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a station stands: its wave and way of picking, and the point, crate or product in hand.

    By point: `point_id`, then a crate (`tote_use_id`), then products. By product: `product_id`, then crates.
    """

    wave_id: int
    method: PickMethod
    point_id: int | None = None
    tote_use_id: int | None = None
    product_id: int | None = None


@dataclass(frozen=True, slots=True)
class Weight:
    """A reading of the scale as picking needs it: net grams, whether it stood still, how old; `manual`: typed, and `why`
    it was, in the words of the person's language. Who typed it stands in the ledger as for any act.
    """

    weight_g: int
    is_stable: bool = True
    age_ms: int = 0
    manual: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Scanned:
    """What came of a scan or a weight: the verdict, the cell with its counts after it, the crate, and what to say.

    `quantity` is what was counted now (0: nothing). `left` of the cell; `point_left` pieces of the point's still open
    lines (0: the point is done). `stand` is where the station stands after it.
    """

    verdict: Verdict
    stand: Stand
    notice: Notice
    cell_id: int | None = None
    product_id: int | None = None
    point_id: int | None = None
    quantity: int = 0
    wanted: int = 0
    done: int = 0
    left: int = 0
    point_left: int | None = None
    tote: str = ""
    weight_g: int | None = None
    label: str = ""
    """The code that the weight was read off, "" when it came from our own scale or a hand."""
    order_id: int | None = None
    event_id: int | None = None
    version: int | None = None
    """The wave's: where it is not the view's, the view is read anew."""

    @property
    def is_counted(self) -> bool:
        """True when the station goes on: the scan was taken."""
        return self.verdict in COUNTED


@dataclass(frozen=True, slots=True)
class PickLine:
    """A line of the station's list: one product of one point, in walking order, with its counts now."""

    cell_id: int
    point_id: int
    point: str
    product_id: int
    code: str
    product: str
    spec: str
    unit: str
    bin: str
    zone: str
    weighed: bool
    nominal_g: int
    tolerance_permille: int
    wanted: int
    picked: int
    substituted: int
    short: int
    cancelled: int
    picked_g: int

    @property
    def done(self) -> int:
        """Pieces accounted for."""
        return self.picked + self.substituted + self.short + self.cancelled

    @property
    def left(self) -> int:
        """Pieces still to pick."""
        return self.wanted - self.done


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose weighed piece is next in a cell: the order, its number in the group, its pickup code, the piece's number."""

    order_id: int
    order: str
    sequence: int | None
    buyer: str
    pickup_code: str
    piece: int
    of: int


@dataclass(frozen=True, slots=True)
class WaveHead:
    """What a station asks of its wave again and again: cheap to read, unlike a WaveRow."""

    id: int
    number: int
    kind: str
    method: str
    state: str
    due_min: int | None
    version: int
    name: str


@dataclass(frozen=True, slots=True)
class WaveRow:
    """A wave on the board: `name` W05, its van and points, lines and pieces, and how the work goes.

    `people` are those who acted in the last quarter of an hour; `lines_per_hour` counts cells finished per hour of work.
    """

    id: int
    name: str
    number: int
    kind: str
    method: str
    state: str
    van: str
    due_min: int | None
    points: tuple[str, ...]
    lines: int
    lines_done: int
    wanted: int
    done: int
    short: int
    weighed_left: int
    people: tuple[str, ...]
    lines_per_hour: int | None
    first_at: datetime | None
    last_at: datetime | None
    version: int

    @property
    def left(self) -> int:
        """Pieces still open."""
        return self.wanted - self.done


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point of a wave on the board: its pieces, done and short, its crates."""

    point_id: int
    point: str
    drop_no: int | None
    lines: int
    lines_done: int
    wanted: int
    done: int
    short: int
    crates: int


@dataclass(frozen=True, slots=True)
class ToteItem:
    """What of one product is in a crate."""

    product_id: int
    product: str
    spec: str
    unit: str
    pieces: int
    weight_g: int
    instead_of: str


@dataclass(frozen=True, slots=True)
class Act:
    """One of a station's last acts, the newest first; `is_undone`: taken back already."""

    event_id: int
    seq: int
    at: datetime
    person: str
    kind: str
    point: str
    product: str
    spec: str
    quantity: int
    weight_g: int | None
    tote: str
    reason: str
    is_undone: bool


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A scan that did not count."""

    at: datetime
    person: str
    station: str
    code: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Behind:
    """A cell that does not yet say what the amendments or the live shortage say.

    `take_back`: pieces in a crate too many, which somebody has to take out again (undo) before the cell can follow.
    """

    wave_id: int
    wave: str
    point_id: int
    point: str
    product_id: int
    product: str
    add: int = 0
    cancel: int = 0
    short: int = 0
    take_back: int = 0


def scanned_from(answer: Mapping[str, Any]) -> Scanned:
    """The answer of confirm_scan or confirm_weight as a frozen value."""
    stand = answer["stand"]
    return Scanned(
        verdict=Verdict(answer["verdict"]),
        stand=Stand(stand[0], PickMethod(stand[1]), stand[2], stand[3], stand[4]),
        notice=Notice(answer["told"], tuple((name, value) for name, value in answer["facts"])),
        **{name: answer[name] for name in COUNTS if name in answer},
    )


COUNTS = (
    *("cell_id", "product_id", "point_id", "quantity", "wanted", "done", "left", "point_left", "tote", "weight_g"),
    *("label", "order_id", "event_id", "version"),
)
