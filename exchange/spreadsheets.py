"""Tables out to XLSX and CSV, and any table file in as headings and numbered rows.

No text ever becomes a formula: XLSX cells are written as explicit text, CSV cells through formula_guard.py,
and what we wrote reads back the same. Order files have their own reader, imports/.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from exchange.formula_guard import guarded

if TYPE_CHECKING:
    from exchange.imports.cells import Cell

Value = str | int | float | bool | Decimal | date | datetime | None
"""What may be written. None is an empty cell; a datetime is written in local time."""

Target = str | Path | IO[bytes]

LONGEST_CELL = 32_767
_WIDEST, _NARROWEST = 48, 8


@dataclass(frozen=True, slots=True)
class SheetOut:
    """A sheet to be written: its name, headings, and rows as they come."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Value]]


def write_xlsx(
    target: Target, headings: Sequence[str], rows: Iterable[Sequence[Value]], *, sheet: str = "Sheet1"
) -> int:
    """Writes one sheet: bold headings that stay in sight, a filter, columns as wide as their words.

    Returns how many rows stand below the headings. Rows are written as they come and not kept.
    """
    return write_workbook(target, [SheetOut(sheet, headings, rows)])


def write_workbook(target: Target, sheets: Iterable[SheetOut]) -> int:
    """Writes the sheets one after the other, each as write_xlsx does. Returns how many rows stand below all headings."""
    import xlsxwriter

    destination = str(target) if isinstance(target, (str, Path)) else target
    workbook = xlsxwriter.Workbook(destination, {"constant_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"})
    with workbook:
        bold = workbook.add_format({"bold": True, "bottom": 1})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        return sum(_write_sheet(workbook.add_worksheet(_sheet_name(sheet.name)), sheet, bold, day) for sheet in sheets)


def _write_sheet(page: Any, sheet: SheetOut, bold: Any, day: Any) -> int:
    coming = iter(sheet.rows)
    first = list(islice(coming, 200))
    _lay_out(page, sheet.headings, first)
    for column, heading in enumerate(sheet.headings):
        page.write_string(0, column, _storable(heading), bold)
    count = 0
    for count, row in enumerate(_chained(first, coming), 1):
        for column, value in enumerate(row):
            _write_cell(page, count, column, value, day)
    if sheet.headings:
        page.autofilter(0, 0, count, len(sheet.headings) - 1)
    return count


def _chained(first: Iterable[Sequence[Value]], rest: Iterable[Sequence[Value]]) -> Iterator[Sequence[Value]]:
    yield from first
    yield from rest


def _lay_out(page: Any, headings: Sequence[str], sample: Sequence[Sequence[Value]]) -> None:
    page.freeze_panes(1, 0)
    for column, heading in enumerate(headings):
        texts = [heading, *(str(row[column]) for row in sample if column < len(row) and row[column] is not None)]
        widest = max(sum(2 if character > "\u2e7f" else 1 for character in text) for text in texts)
        page.set_column(column, column, min(_WIDEST, max(_NARROWEST, widest + 3)))


def _write_cell(page: Any, row: int, column: int, value: Value, day: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        page.write_string(row, column, _storable(value))
    elif isinstance(value, bool):
        page.write_boolean(row, column, value)
    elif isinstance(value, (int, float, Decimal)):
        page.write_number(row, column, value)
    elif isinstance(value, datetime):
        local = value.astimezone().replace(tzinfo=None) if value.tzinfo else value
        page.write_datetime(row, column, local)
    else:
        page.write_datetime(row, column, value, day)


_NOT_STORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _storable(text: str) -> str:
    """What a cell can hold: no halves of characters, no controls, at most 32,767 characters."""
    return _NOT_STORABLE.sub("", text)[:LONGEST_CELL]


def _sheet_name(name: str) -> str:
    """At most 31 characters, none of those a sheet's name may not have."""
    kept = "".join("_" if character in "[]:*?/\\" else character for character in name).strip("' ")
    return kept[:31] or "Sheet1"


def write_csv(target: Target, headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> int:
    """Writes UTF-8 with BOM, as spreadsheets want it. Returns how many rows stand below the headings."""
    if isinstance(target, (str, Path)):
        with open(target, "wb") as opened:
            return write_csv(opened, headings, rows)
    text = io.TextIOWrapper(target, encoding="utf-8-sig", errors="replace", newline="", write_through=True)
    try:
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow([guarded(heading) for heading in headings])
        count = 0
        for row in rows:
            writer.writerow([_csv_cell(value) for value in row])
            count += 1
        return count
    finally:
        text.flush()
        text.detach()


def _csv_cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, datetime):
        local = value.astimezone() if value.tzinfo else value
        return local.strftime("%Y-%m-%d %H:%M:%S")
    return str(value)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row below the headings: its number as a person counts it, and its cells, as many as there are headings."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it stands in a file. `header_row` counts from 1."""

    file: str
    sheet: str
    header_row: int
    headings: tuple[str, ...]
    rows: tuple[TableRow, ...]


def read_table(path: str | Path, *, known: Collection[str] = (), encoding: str | None = None) -> Table:
    """The table of a file (XLSX, XLS, HTML, CSV): headings, and the rows below that are not empty.

    `known`: headings to find the right sheet and heading row by; without, the row that looks most like headings.
    Raises the refusals of exchange.imports when the file cannot be read.
    """
    from exchange.imports.headings import heading_name, layout_of, likely_heading_row
    from exchange.imports.refusals import FileEmpty
    from exchange.imports.tables import open_book
    from exchange.imports.walking import rows_below

    book = open_book(Path(path), encoding)
    names = frozenset(heading_name(heading) for heading in known)
    best: tuple[int, int, Any] | None = None
    for sheet in book.sheets:
        number = likely_heading_row(sheet, names)
        row = next(islice(sheet.rows(), number - 1, None), ())
        score = sum(heading_name(value) in names for value in row) if names else sheet.height
        if row and (best is None or score > best[0]):
            best = (score, number, sheet)
    if best is None:
        raise FileEmpty(book.file)
    _, number, sheet = best
    layout = layout_of(sheet.name, number, next(islice(sheet.rows(), number - 1, None), ()), {}, None)
    width = len(layout.headings)
    rows = tuple(TableRow(at, (*row[:width], *("",) * (width - len(row)))) for at, row in rows_below(sheet, number))
    return Table(book.file, sheet.name, number, layout.headings, rows)
