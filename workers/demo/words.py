"""The words of the demo: how large a night, the made-up company, the orders as they truly are, and the answer.

The orders here are the truth; the files made of them are messy (files/). What the books hold after the import must
add up to these orders, counted apart from every reader. Next: company.py, orders.py, night.py.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from domain.common.errors import Refusal

FEWEST_ORDERS = 10
"""Below that a night has no order for every kind of file."""


@dataclass(frozen=True, slots=True)
class DemoOptions:
    """How large the city and its night are. The same seed and moment give the same company and the same files.

    `at` is the moment the orders are read at night (None: now). `is_peak`: few pieces an order, as on a day when
    everybody wants the same twenty things; it ends with the cutoff. `hall`: whether the night goes on after the cutoff,
    scan by scan. `papers`: whether to write them.
    """

    orders: int = 2000
    points: int = 60
    products: int = 80
    vans: int = 4
    seed: int = 525
    is_peak: bool = False
    hall: bool = True
    papers: bool = True
    at: datetime | None = None

    @classmethod
    def asked(cls, wanted: object) -> DemoOptions:
        """The usual night, or the peak one, with the numbers that the command line was given (None: not given)."""
        is_peak = bool(getattr(wanted, "peak", False))
        usual = cls(50_000, 200, 20, 10, is_peak=True, hall=False) if is_peak else cls()
        names = ("orders", "points", "products", "vans", "seed")
        given = {name: value for name in names if (value := getattr(wanted, name, None)) is not None}
        return replace(usual, **given)


@dataclass(frozen=True, slots=True)
class DemoSupplier:
    """A supplier, fields named as the catalogue's."""

    code: str
    name: str
    contact: str
    phone: str
    address: str
    lead_days: int


@dataclass(frozen=True, slots=True)
class DemoProduct:
    """A product, fields named as the catalogue's; `english` is what the web shop calls it."""

    code: str
    name: str
    spec: str
    category: str
    guarantee_category: str
    barcodes: tuple[str, ...]
    supplier: str
    sale_unit: str
    base_unit: str
    base_per_sale: int
    case_size: int
    weighed: bool
    weight_g: int
    volume_ml: int
    tolerance_permille: int
    price_fen: int
    cost_fen: int
    zone: str
    shelf_life_days: int
    english: str

    @property
    def full_name(self) -> str:
        """Name and spec as 快团团 writes them: 麒麟西瓜(1个约8斤)."""
        return f"{self.name}({self.spec})"


@dataclass(frozen=True, slots=True)
class DemoVan:
    """A van, fields named as those of places."""

    code: str
    plate: str
    max_weight_g: int
    max_volume_ml: int
    max_totes: int
    cold_box: bool
    shift_start_min: int
    shift_end_min: int
    fixed_cost_fen: int
    km_cost_fen: int
    hour_cost_fen: int


@dataclass(frozen=True, slots=True)
class DemoDriver:
    """A driver and the usual van."""

    code: str
    name: str
    phone: str
    van: str


@dataclass(frozen=True, slots=True)
class DemoPoint:
    """A pickup point, fields named as those of places."""

    code: str
    name: str
    leader: str
    phone: str
    address: str
    lat_e6: int
    lon_e6: int
    opens_min: int
    closes_min: int
    service_min: int
    max_totes: int
    max_cold_totes: int | None
    van: str


@dataclass(frozen=True, slots=True)
class Company:
    """Everything the operator keeps about itself before the first order comes."""

    suppliers: tuple[DemoSupplier, ...]
    products: tuple[DemoProduct, ...]
    vans: tuple[DemoVan, ...]
    drivers: tuple[DemoDriver, ...]
    points: tuple[DemoPoint, ...]


class Channel(enum.StrEnum):
    """Where the orders come from: four kinds of files and one pasted text. The values are the readers' own."""

    KUAITUANTUAN = "kuaituantuan"
    YOUZAN = "youzan"
    QUNJIELONG = "qunjielong"
    SHOPIFY = "shopify"
    GROUP_NOTE = "pasted"


class Fate(enum.StrEnum):
    """What becomes of a line that a file holds.

    GOOD is taken at once. RENAMED stands there under a name the catalogue does not know: held, mapped by a person,
    taken. The others never count: UNKNOWN (held, dropped or left waiting), BAD (a quantity no one can read),
    REFUNDED (cancelled or paid back before the import).
    """

    GOOD = "good"
    RENAMED = "renamed"
    UNKNOWN = "unknown"
    BAD = "bad"
    REFUNDED = "refunded"


COUNTED = frozenset({Fate.GOOD, Fate.RENAMED})


@dataclass(frozen=True, slots=True)
class DemoLine:
    """`pieces` of the product at index `product`. `said`: how the file writes a quantity that cannot be read, or the
    name it gives to a product that is not known.
    """

    product: int
    pieces: int
    fate: Fate = Fate.GOOD
    said: str = ""


@dataclass(frozen=True, slots=True)
class Buyer:
    """A made-up person; the phone is nobody's (people.py)."""

    name: str
    phone: str
    home: str = ""


@dataclass(frozen=True, slots=True)
class DemoOrder:
    """An order as it truly is. `point` None: the buyer forgot to choose one, a person settles it. `point_said`: the
    file calls the point by a name that a person must map first.

    `is_refunded`: wholly cancelled or paid back, never counts. `is_withdrawn`: in the first file and not in the
    second; a person cancels it before the cutoff, so it never counts either.
    """

    channel: Channel
    number: int
    buyer: Buyer
    point: int | None
    at: datetime
    lines: tuple[DemoLine, ...]
    note: str = ""
    point_said: str = ""
    is_refunded: bool = False
    is_withdrawn: bool = False

    @property
    def counted(self) -> tuple[DemoLine, ...]:
        """The lines that stand in the books at the cutoff."""
        if self.is_refunded or self.is_withdrawn:
            return ()
        return tuple(line for line in self.lines if line.fate in COUNTED)


@dataclass(frozen=True, slots=True)
class Sums:
    """Orders, lines and pieces."""

    orders: int
    lines: int
    pieces: int


def sums_of(orders: Iterable[DemoOrder]) -> Sums:
    """What the books must hold at the cutoff, counted from the truth alone."""
    counted = [order.counted for order in orders]
    lines = [line for some in counted for line in some]
    return Sums(sum(1 for some in counted if some), len(lines), sum(line.pieces for line in lines))


@dataclass(frozen=True, slots=True)
class DemoPaper:
    """One paper that was written."""

    kind: str
    path: str
    pages: int
    pieces: int


@dataclass(frozen=True, slots=True)
class DemoAnswer:
    """What the night came to. `orders`, `lines`, `pieces` are frozen in the cutoff; `generated` is what the demo
    ordered, counted before any file was written; the two agree. `hall`: what the night after the cutoff came to, by name.
    """

    orders: int
    lines: int
    pieces: int
    generated: Sums
    points: int
    products: int
    suppliers: int
    vans: int
    cycle: str
    snapshot: int
    amendments: int
    late: int
    held: int
    files: tuple[str, ...]
    papers: tuple[DemoPaper, ...]
    is_clean: bool
    company: str
    out: str
    hall: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def as_body(self) -> dict[str, object]:
        """The answer of the command line."""
        return {
            "orders": self.orders,
            "lines": self.lines,
            "pieces": self.pieces,
            "generated": {
                "orders": self.generated.orders,
                "lines": self.generated.lines,
                "pieces": self.generated.pieces,
            },
            "points": self.points,
            "products": self.products,
            "suppliers": self.suppliers,
            "vans": self.vans,
            "cycle": self.cycle,
            "snapshot": self.snapshot,
            "amendments": self.amendments,
            "late": self.late,
            "held": self.held,
            "hall": self.hall,
            "files": list(self.files),
            "papers": [
                {"kind": one.kind, "path": one.path, "pages": one.pages, "pieces": one.pieces} for one in self.papers
            ],
            "check": {"clean": self.is_clean},
            "company": self.company,
            "out": self.out,
            "seconds": self.seconds,
        }


@dataclass
class DemoTooSmall(Refusal):
    """A night needs at least so many orders, points, products and vans."""

    code = "demo_too_small"
    option: str
    asked: int
    least: int


@dataclass
class DemoFolderTaken(Refusal):
    """The folder holds something no demo made."""

    code = "demo_folder_taken"
    folder: str


@dataclass
class DemoCompanyTaken(Refusal):
    """The company already has a cycle, products or points of its own."""

    code = "demo_company_taken"
    place: str
    cycles: int
    points: int
