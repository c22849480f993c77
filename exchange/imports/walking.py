"""The rows of a sheet below its headings, a chunk at a time, to where they end.

A sheet ends after 200 empty rows. Merged cells that say whose order it is are filled down into the rows
they reach over; amounts are not, they would count twice. Next: reading.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from domain.common.errors import Notice
from exchange.imports.cells import Cell
from exchange.imports.columns import CHUNK_ROWS, Chunk
from exchange.imports.fields import Field, Layout
from exchange.imports.tables import Row, Sheet
from exchange.imports.workbook_guard import LARGEST_GAP

FILLED_DOWN = (Field.KEY, Field.SEQUENCE, Field.BUYER, Field.PHONE, Field.POINT, Field.ADDRESS)

Progress = Callable[[int, int], None]
"""Told rows done and rows in all, now and then."""


def chunks(
    sheet: Sheet, layout: Layout, warn: Callable[[int, Notice], None], progress: Progress | None = None
) -> Iterator[Chunk]:
    """The sheet below its headings as chunks; rows keep the numbers they have in the opened file."""
    rest = islice(_filled_rows(sheet, layout), layout.header_row, None)
    first, empty = layout.header_row + 1, 0
    while rows := list(islice(rest, CHUNK_ROWS)):
        empty, end = _empty_run(rows, empty)
        if end is not None:
            _tell_of_rest(sheet, first + end - 1, warn)
            rows = rows[:end]
        yield Chunk(first, rows)
        first += len(rows)
        if progress:
            progress(min(first - 1, sheet.height), sheet.height)
        if end is not None:
            return


def rows_below(sheet: Sheet, header_row: int) -> Iterator[tuple[int, Row]]:
    """The rows below the headings that are not empty, with their numbers, up to a long gap."""
    empty = 0
    for number, row in enumerate(islice(sheet.rows(), header_row, None), header_row + 1):
        empty = 0 if any(row) else empty + 1
        if empty > LARGEST_GAP:
            return
        if not empty:
            yield number, row


def _empty_run(rows: Sequence[Row], before: int) -> tuple[int, int | None]:
    """How many rows at the end are empty, `before` ones counted in; and where the sheet ends, None: not here."""
    if all(map(any, rows)):
        return 0, None
    for at, row in enumerate(rows):
        before = 0 if any(row) else before + 1
        if before > LARGEST_GAP:
            return before, at + 1
    return before, None


def _tell_of_rest(sheet: Sheet, number: int, warn: Callable[[int, Notice], None]) -> None:
    """What stands below a long gap is not read, and said so."""
    if sheet.height > number:
        warn(number, Notice.of("rows_below_gap", gap=LARGEST_GAP, first=number, last=sheet.height))


def _filled_rows(sheet: Sheet, layout: Layout) -> Iterator[Row]:
    below = _reached_cells(sheet, layout)
    return _filled_below(sheet, below) if below else sheet.rows()


def _filled_below(sheet: Sheet, below: dict[int, dict[int, tuple[int, int]]]) -> Iterator[Row]:
    tops: dict[tuple[int, int], Cell] = {}
    wanted = {top for reached in below.values() for top in reached.values()}
    columns_of: dict[int, list[int]] = {}
    for top_row, column in wanted:
        columns_of.setdefault(top_row, []).append(column)
    for number, row in enumerate(sheet.rows()):
        reached = below.get(number)
        filled = _filled(row, reached, tops) if reached else row
        for column in columns_of.get(number, ()):
            tops[number, column] = filled[column] if column < len(filled) else ""
        yield filled


def _filled(row: Row, reached: dict[int, tuple[int, int]], tops: dict[tuple[int, int], Cell]) -> Sequence[Cell]:
    """The row with the merged cells' values in its empty places."""
    filled = list(row) + [""] * (max(reached) + 1 - len(row))
    for column, top in reached.items():
        if filled[column] == "":
            filled[column] = tops.get(top, "")
    return filled


def _reached_cells(sheet: Sheet, layout: Layout) -> dict[int, dict[int, tuple[int, int]]]:
    """By 0-based row: the order columns that a merged cell from above reaches, and where it begins."""
    columns = {column for field in FILLED_DOWN for column in layout.ties.get(field, ())}
    reached: dict[int, dict[int, tuple[int, int]]] = {}
    for (top, left), (bottom, _right) in sheet.merged:
        if left in columns and top >= layout.header_row and bottom - top < CHUNK_ROWS:
            for row in range(top + 1, bottom + 1):
                reached.setdefault(row, {})[left] = (top, left)
    return reached
