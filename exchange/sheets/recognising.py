"""Which sheets of a file are our tables, told by their headings and names, and which column is which.

Headings may stand below a title, in any order, in Chinese or English. Next: taking.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from domain.common.errors import Notice
from domain.common.notices import RowNotice
from exchange.imports.cells import clean_text
from exchange.imports.headings import LOOKED_AT, heading_name
from exchange.imports.refusals import FileRefused
from exchange.imports.tables import Book, Row, Sheet
from exchange.sheets.columns import SIGNS, Column, Table

_UNIT = re.compile(r"(.+)\(([^()]+)\)")
NAME_OF_SHEET = 3
"""The sheet's name counts as much as so many headings: 名称 and 地址 alone may be of points or of warehouses."""
STRANGERS = 2
"""A sheet with more unknown columns for each known one is something else: an order list has product and spec too."""

MOST_QUOTED = 12
"""So many headings say what a file is; more make no sentence."""


class TableNotRecognised(FileRefused):
    """No sheet has headings we know. `wanted` are the tables that may be in such a file."""

    code = "table_not_recognised"

    def __init__(self, file: str, wanted: str, headings: str) -> None:
        super().__init__(file, wanted, headings)
        self.file, self.wanted, self.headings = file, wanted, headings

    def facts(self) -> dict[str, object]:
        """The file, the tables it may hold, and the headings that stand there instead."""
        return {"file": self.file, "wanted": self.wanted, "headings": self.headings}


@dataclass(frozen=True, slots=True)
class Tied:
    """A column of the sheet: what it is, its heading as it stands there, and the factor of the unit in it."""

    column: Column
    heading: str
    factor: Decimal | None


@dataclass(frozen=True, slots=True)
class Found:
    """A sheet that is one of our tables: where its headings stand (row from 1), and its columns by place."""

    sheet: Sheet
    table: Table
    header_row: int
    ties: dict[int, Tied]
    warnings: tuple[RowNotice, ...]


def recognise(book: Book, tables: Sequence[Table]) -> tuple[list[Found], list[RowNotice]]:
    """The tables of the file in its order, and a word about every sheet that was left out.

    Raises TableNotRecognised when there is none.
    """
    found: list[Found] = []
    left: list[RowNotice] = []
    for sheet in book.sheets:
        one = _best(sheet, tables, is_only=len(book.sheets) == 1)
        if one:
            found.append(one)
        elif sheet.height:
            left.append(RowNotice(1, Notice.of("sheet_unknown", sheet=sheet.name), sheet=sheet.name))
    if not found:
        wanted = ", ".join(table.shown_sheet() for table in tables)
        raise TableNotRecognised(book.file, wanted, _first_headings(book))
    return found, left


def _best(sheet: Sheet, tables: Sequence[Table], *, is_only: bool) -> Found | None:
    rows = list(enumerate(islice(sheet.rows(), LOOKED_AT), 1))
    best: tuple[int, Found] | None = None
    for table in tables:
        named = 0 if is_only else NAME_OF_SHEET * (heading_name(sheet.name) in table.names_of_sheet())
        for number, row in rows:
            one = _match(sheet, table, number, row)
            score = len(one.ties) + named if one else 0
            if one and (best is None or score > best[0]):
                best = (score, one)
    return best[1] if best else None


def _match(sheet: Sheet, table: Table, number: int, row: Row) -> Found | None:
    """The row as headings of the table; None without code or name, with nothing else, or among too many strangers."""
    names = {name: column for column in table.columns for name in column.names()}
    ties: dict[int, Tied] = {}
    warnings: list[RowNotice] = []
    for place, cell in enumerate(row):
        heading = clean_text(cell)[0]
        tied = _tie(heading, names)
        if tied and any(one.column is tied.column for one in ties.values()):
            warnings.append(_word("column_twice", number, sheet.name, heading))
        elif tied:
            ties[place] = tied
        elif heading:
            warnings.append(_word("column_unknown", number, sheet.name, heading))
    known = {tied.column.field.name for tied in ties.values()}
    if len(known) < 2 or not known & {"code", "name", "plate"}:
        return None
    is_named = heading_name(sheet.name) in table.names_of_sheet()
    if not is_named and STRANGERS * len(ties) < sum(word.reason.code == "column_unknown" for word in warnings):
        return None
    return Found(sheet, table, number, ties, tuple(warnings))


def _tie(heading: str, names: dict[str, Column]) -> Tied | None:
    name = heading_name(heading)
    if name in names:
        column = names[name]
        return Tied(column, heading, column.unit.factor if column.unit else None)
    split = _UNIT.fullmatch(name)
    if split and split[1] in names:
        column = names[split[1]]
        factor = SIGNS.get(column.field.kind, {}).get(split[2])
        return Tied(column, heading, factor) if factor else None
    return None


def _word(code: str, row: int, sheet: str, heading: str) -> RowNotice:
    return RowNotice(row, Notice.of(code, column=heading), sheet=sheet, column=heading)


def _first_headings(book: Book) -> str:
    """What stands in the first filled row, for the sentence."""
    rows = (row for sheet in book.sheets for row in islice(sheet.rows(), LOOKED_AT) if any(row))
    texts = [text for cell in next(rows, ()) if (text := clean_text(cell)[0])]
    return ", ".join(texts[:MOST_QUOTED]) + (" …" if len(texts) > MOST_QUOTED else "")
