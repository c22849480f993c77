"""What a column of an order file can mean, and what a source says about its columns.

A Source is one platform's form as data: headings by field, and its traps as small functions. Layout ties
the columns of one sheet to fields. Next: headings.py (finds the layout), gathering.py (reads by it).
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta, timezone, tzinfo
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exchange.imports.columns import Chunk, Tell
    from exchange.imports.gathering import Gathering
    from exchange.imports.tables import Book

CHINA = timezone(timedelta(hours=8))
"""Chinese platforms write Beijing time wherever the computer stands."""


class Field(enum.StrEnum):
    """The meaning of a column. The values are what a column profile is saved with."""

    KEY = "order number"
    SEQUENCE = "sequence in group"
    BUYER = "buyer"
    PHONE = "phone"
    POINT = "pickup point"
    ADDRESS = "address"
    NOTE = "note"
    LEADER_NOTE = "leader's note"
    PRODUCT = "product"
    SPEC = "spec"
    CODE = "product code"
    QUANTITY = "quantity"
    AMOUNT = "line amount"
    PRICE = "unit price"
    DISCOUNT = "line discount"
    PAID = "order amount"
    REFUNDED = "refunded"
    FREIGHT = "freight"
    REDUCTION = "order discount"
    STATE = "order state"
    CANCELLED = "cancelled"
    LINE_STATE = "refund state"
    LINE_REFUNDED = "line refunded"
    RETURNED = "pieces returned"
    ORDERED_AT = "ordered at"
    SLOT = "pickup time"
    ITEMS = "products in one cell"
    ATTRIBUTES = "attributes"


ORDER_FIELDS = (Field.KEY, Field.SEQUENCE)
"""One of them says which rows are one order."""


class Paid(enum.Enum):
    """How a form writes the order's amount: on its first row alone (then 0 or empty), or again on every row."""

    FIRST_ROW = "first row"
    EVERY_ROW = "every row"


@dataclass(frozen=True, slots=True)
class Source:
    """One form of one platform.

    `aliases`: headings by field, the preferred first; `also`: further headings of the form, known by sight;
    `needs`: of every group at least one field must be there; `marks`: at least one of these headings must be
    there; `without`: none of these may be. `joined`: fields whose columns are put together with this text
    between (others: the first that is not empty). `derive` works on each chunk of cleaned columns, `finish`
    on the whole. `questions`: unknown columns are questions of the leader's own. `keys_are_local`: even what
    stands as order number is unique only inside one cycle.
    """

    id: str
    channel: str
    aliases: Mapping[Field, tuple[str, ...]]
    also: tuple[str, ...] = ()
    needs: tuple[tuple[Field, ...], ...] = ((Field.KEY,), (Field.PRODUCT,), (Field.QUANTITY,))
    marks: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    by_sequence: bool = False
    keys_are_local: bool = False
    paid: Paid = Paid.EVERY_ROW
    checks_amount: bool = False
    zone: tzinfo | None = CHINA
    joined: Mapping[Field, str] = field(default_factory=lambda: {Field.ADDRESS: "", Field.NOTE: "; "})
    questions: bool = False
    derive: Callable[[Chunk, Tell], None] | None = None
    finish: Callable[[Gathering, Book], None] | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one sheet: 1-based heading row, headings as they stand, 0-based columns by field."""

    sheet: str
    header_row: int
    headings: tuple[str, ...]
    ties: Mapping[Field, tuple[int, ...]]
    questions: tuple[int, ...] = ()
    twice: tuple[tuple[Field, int], ...] = ()

    def heading(self, field: Field) -> str:
        """The heading of the field's first column as a person sees it, "" when the sheet has none."""
        columns = self.ties.get(field, ())
        return self.headings[columns[0]].replace("\n", " ") if columns else ""

    def keyed_by(self, source: Source) -> Field:
        """The field whose value tells the orders of this sheet apart."""
        first, second = (Field.SEQUENCE, Field.KEY) if source.by_sequence else (Field.KEY, Field.SEQUENCE)
        return first if first in self.ties else second
