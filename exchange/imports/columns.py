"""A few thousand rows at once, turned into columns and cleaned column by column.

Repeated values (products, prices, points) are cleaned once and remembered; names and addresses pass a
quick test first. That is what keeps 65,000 rows within a second. Next: gathering.py, which walks the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import zip_longest
from typing import Any

from domain.common.errors import Notice
from exchange.imports import cells
from exchange.imports.cells import Cell
from exchange.imports.fields import Field, Layout, Source
from exchange.imports.states import Fate

CHUNK_ROWS = 4096

LONGEST: Mapping[Field, int] = {
    Field.BUYER: 80,
    Field.PHONE: 40,
    Field.POINT: 80,
    Field.ADDRESS: 300,
    Field.NOTE: 500,
    Field.LEADER_NOTE: 500,
    Field.PRODUCT: 120,
    Field.SPEC: 80,
    Field.CODE: 40,
    Field.SLOT: 60,
}
"""What the tables hold (domain/ordering/records.py); a longer text is cut and said so."""

LONGEST_ORDER_NUMBER = 64

AS_IT_STANDS = frozenset((Field.ITEMS, Field.ATTRIBUTES))
"""Cells that the source's own `derive` takes apart; their line breaks mean something."""

Tell = Callable[[int, Field, Notice], None]
"""Takes the place of a warning: 0-based row in the chunk, field, reason."""


class Memo(dict[Any, Any]):
    """What a cleaner made of each distinct value so far."""

    def __init__(self, clean: Callable[[Any], Any]) -> None:
        super().__init__()
        self._clean = clean

    def __missing__(self, value: Cell) -> Any:
        made = self._clean(value)
        if len(self) < 10_000:
            self[value] = made
        return made


class Cleaners:
    """The memos of one sheet, one for each field whose values repeat."""

    def __init__(self, source: Source) -> None:
        self._texts: dict[Field, Memo] = {}
        self.memos: dict[Field, Memo] = {
            field: Memo(clean)
            for clean, fields in (
                (cells.quantity, (Field.QUANTITY,)),
                (_pieces_returned, (Field.RETURNED,)),
                (
                    cells.not_negative_fen,
                    (Field.AMOUNT, Field.PRICE, Field.PAID, Field.REFUNDED, Field.LINE_REFUNDED, Field.FREIGHT),
                ),
                (_reduction, (Field.DISCOUNT, Field.REDUCTION)),
                (partial(cells.moment, zone=source.zone), (Field.ORDERED_AT,)),
                (_code, (Field.CODE,)),
            )
            for field in fields
        }

    def clean(self, field: Field, values: Sequence[Cell]) -> list[Any]:
        """The column's values, a Notice in the place of one that cannot be taken. Texts are left for `texts`."""
        if field not in _UNLIKE:  # those tell TRUE from 1 themselves; a memo would take one for the other
            values = _without_booleans(values)
        memo = self.memos.get(field)
        clean = memo.__getitem__ if memo is not None else _UNLIKE.get(field)
        return list(map(clean, values)) if clean else list(values)

    def text(self, field: Field, values: Sequence[Cell], tell: Tell) -> list[str]:
        """The column as clean texts; of repeated ones one copy is kept."""
        if field in (Field.BUYER, Field.ADDRESS):
            return texts(values, field, tell)
        memo = self._texts.setdefault(field, Memo(partial(_text_or_flaw, field=field)))
        made = list(map(memo.__getitem__, values))
        return made if set(map(type, made)) <= {str} else texts(values, field, tell)


class Chunk:
    """Consecutive rows of a sheet as columns by field; `first_row` as counted in the opened file."""

    def __init__(self, first_row: int, rows: Sequence[Sequence[Cell]]) -> None:
        self.first_row = first_row
        self.size = len(rows)
        is_even = len(set(map(len, rows))) == 1
        self.raw: list[tuple[Cell, ...]] = list(
            zip(*rows, strict=True) if is_even else zip_longest(*rows, fillvalue="")
        )
        self.columns: dict[Field, list[Any]] = {}
        self.fates: list[Fate | None] = [None] * self.size

    def raw_column(self, column: int) -> Sequence[Cell]:
        """A column as it stands in the file; empty cells where the rows are shorter."""
        return self.raw[column] if column < len(self.raw) else ("",) * self.size

    def column(self, field: Field, empty: Any = "") -> Sequence[Any]:
        """The cleaned column of a field, `empty` in every row where the sheet has none."""
        found = self.columns.get(field)
        return found if found is not None else (empty,) * self.size

    def fill(self, layout: Layout, source: Source, cleaners: Cleaners, tell: Tell) -> None:
        """Cleans every tied column, several columns of one field joined or the first that is filled taken."""
        for field, places in layout.ties.items():
            glue = source.joined.get(field)
            parts = []
            for place in places:
                parts.append(self._cleaned(field, self.raw_column(place), cleaners, tell))
                if glue is None and len(places) > 1 and not any(map(_is_empty, parts[0])):
                    break  # nothing left for the next column to fill
            self.columns[field] = parts[0] if len(parts) == 1 else _put(parts, glue)

    def _cleaned(self, field: Field, values: Sequence[Cell], cleaners: Cleaners, tell: Tell) -> list[Any]:
        made = cleaners.clean(field, values)
        if field in (Field.PHONE, Field.CODE):
            return _told(made, field, tell)
        if field in cleaners.memos or field in _UNLIKE or field in AS_IT_STANDS:
            return made
        return cleaners.text(field, made, tell)


def texts(values: Iterable[Cell], field: Field, tell: Tell) -> list[str]:
    """Clean texts of a column. The quick test passes what is printable, short and without blanks at its edges."""
    made: list[str] = []
    longest = LONGEST.get(field, 2000)
    for row, value in enumerate(values):
        if type(value) is str and len(value) <= longest and value.isprintable():
            made.append(value.strip())
        else:
            made.append(_slow_text(value, row, field, longest, tell))
    return made


def _text_or_flaw(value: Cell, field: Field) -> str | None:
    """The clean text, None when there is something to tell about it."""
    told: list[int] = []
    text = _slow_text(value, 0, field, LONGEST.get(field, 2000), lambda row, _field, _reason: told.append(row))
    return None if told else text


def _slow_text(value: Cell, row: int, field: Field, longest: int, tell: Tell) -> str:
    text, damaged = cells.clean_text(value)
    if damaged:
        tell(row, field, Notice.of("control_characters_removed", value=cells.shown(text)))
    if len(text) > longest:
        tell(row, field, Notice.of("text_cut", longest=longest))
        text = text[:longest]
    return text


def _told(values: list[Any], field: Field, tell: Tell) -> list[Any]:
    """Notices of fields an order can do without become warnings, and the value empty."""
    if Notice not in set(map(type, values)):
        return values
    made = []
    for row, value in enumerate(values):
        if isinstance(value, Notice):
            tell(row, field, value)
            value = ""
        made.append(value)
    return made


def _without_booleans(values: Sequence[Cell]) -> Sequence[Cell]:
    """TRUE and FALSE as words: in Python they would equal 1 and 0 and be taken for pieces."""
    if bool not in set(map(type, values)):
        return values
    return [cells.plain(value) if isinstance(value, bool) else value for value in values]


def _put(parts: list[list[Any]], glue: str | None) -> list[Any]:
    """Several columns of one field as one: joined, or the first that is filled."""
    return _first_filled(parts) if glue is None else _joined(parts, glue)


def _first_filled(parts: list[list[Any]]) -> list[Any]:
    made = parts[0]
    for part in parts[1:]:
        made = [other if _is_empty(one) else one for one, other in zip(made, part, strict=True)]
    return made


def _is_empty(value: Any) -> bool:
    return value is None or value == "" or (isinstance(value, Notice) and value.code == "quantity_missing")


def _joined(parts: list[list[str]], glue: str) -> list[str]:
    """The parts of each row put together; a part that another one already holds is left out."""
    return [_put_together(row, glue) for row in zip(*parts, strict=True)]


def _put_together(parts: tuple[str, ...], glue: str) -> str:
    filled = [part for part in parts if part]
    if len(filled) <= 1:
        return filled[0] if filled else ""
    longest = max(filled, key=len)
    return glue.join(part for part in filled if part is longest or part not in longest)


def _code(value: Cell) -> str | Notice:
    """A product code; one that a spreadsheet has rounded is left empty with a warning."""
    made = cells.identifier(value)
    longest = LONGEST[Field.CODE]
    if isinstance(made, Notice):
        return Notice.of("code_unreadable", value=cells.shown(value))
    return made if len(made) <= longest else Notice.of("text_cut", longest=longest)


_UNLIKE: Mapping[Field, Callable[[Any], Any]] = {
    Field.KEY: cells.identifier,
    Field.SEQUENCE: cells.sequence,
    Field.PHONE: cells.phone,
}
"""Cleaners of columns that differ on almost every row: not worth remembering."""


def _pieces_returned(value: Cell) -> int | Notice:
    """Pieces returned: 0 where the cell is empty."""
    if isinstance(value, str) and cells.narrow(value) in ("", "-", "--"):
        return 0
    number = cells.whole(value)
    return number if isinstance(number, Notice) or number >= 0 else Notice.of("quantity_negative", value=str(number))


def _reduction(value: Cell) -> int | Notice | None:
    """A discount: some files write it with a minus, all of them mean the same."""
    amount = cells.fen(value)
    return abs(amount) if isinstance(amount, int) else amount
