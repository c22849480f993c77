"""Text cut into rows and cells: comma, tab, semicolon or bar, quotes as spreadsheets write them.

Rows are counted as a person counts them in the opened file: a line break inside quotes is part of a cell.
The text is already decoded (encodings.py). Next: tables.py.
"""

from __future__ import annotations

import csv
import io
import re

from exchange.formula_guard import unguarded
from exchange.imports.refusals import QuoteNotClosed

DELIMITERS = (",", "\t", ";", "|")
_LOOKED_AT = 20
_MOST_BREAKS_IN_A_CELL = 50


def rows_of(text: str, file: str, delimiter: str | None = None) -> list[list[str]]:
    """All rows; short rows stay short, an empty line is an empty row. Raises QuoteNotClosed."""
    said = re.match(r"\ufeff?sep=(.)\r?\n", text)
    rows = _read(text, file, delimiter or (said.group(1) if said else guess_delimiter(text)))
    if said:
        rows[0] = []
    if "'" in text:  # the apostrophe that keeps a text from running as a formula is not part of it
        rows = [[unguarded(cell) for cell in row] for row in rows]
    return [row if any(row) else [] for row in rows]


def guess_delimiter(text: str) -> str:
    """The delimiter that cuts the first rows into the most, and most even, columns."""
    head = "\n".join(text[:40_000].splitlines()[:_LOOKED_AT])
    return max(DELIMITERS, key=lambda delimiter: _evenness(head, delimiter))


def _evenness(head: str, delimiter: str) -> tuple[int, int]:
    """How many rows have the most frequent width above one, and that width."""
    try:
        widths = [len(row) for row in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter) if row]
    except csv.Error:
        return 0, 0
    wide = [width for width in widths if width > 1]
    if not wide:
        return 0, 0
    usual = max(wide, key=lambda width: (wide.count(width), width))
    return wide.count(usual) * usual, usual


def _read(text: str, file: str, delimiter: str) -> list[list[str]]:
    """Strictly first, to find a quote that never closes; loosely when quotes merely stand in odd places."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append(row)  # one by one: the rows so far are wanted when the reader breaks off
    except csv.Error as broken:
        if "unexpected end of data" in str(broken) or "field larger" in str(broken):
            raise QuoteNotClosed(file, len(rows) + 1) from broken
        return _read_loosely(text, file, delimiter)
    return rows


def _read_loosely(text: str, file: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if any(cell.count("\n") > _MOST_BREAKS_IN_A_CELL for cell in row):
                raise QuoteNotClosed(file, len(rows) + 1)
            rows.append(row)
    except csv.Error as broken:
        raise QuoteNotClosed(file, len(rows) + 1) from broken
    return rows
