"""A file of our own tables read into rows for the operations: values by field, problems by row, nothing written.

Next: exchange/catalogue_files.py and exchange/places_files.py, which hand the rows on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from domain.common.accepting import Noun, SheetRow
from domain.common.accepting.doors import Sheet as NounRows
from domain.common.errors import Notice
from domain.common.fields import Value
from domain.common.notices import CatalogueAnswer, RowNotice
from exchange.imports import cells
from exchange.imports.tables import Row, open_book
from exchange.imports.walking import rows_below
from exchange.sheets.columns import Table
from exchange.sheets.reading_cells import read_cell
from exchange.sheets.recognising import Found, recognise


@dataclass(frozen=True, slots=True)
class FileRows:
    """What a file says: its rows by table, unread cells as problems, what was left out as warnings."""

    file: str
    sheets: tuple[tuple[Found, tuple[SheetRow, ...]], ...]
    problems: tuple[RowNotice, ...]
    warnings: tuple[RowNotice, ...]

    def rows(self) -> list[NounRows]:
        """The rows as the operations take them: noun, sheet, rows."""
        return [(found.table.noun, found.sheet.name, rows) for found, rows in self.sheets]

    def in_order(self, nouns: Sequence[Noun]) -> list[NounRows]:
        """The rows with the things that are named before those that name them."""
        return sorted(self.rows(), key=lambda one: [noun.what for noun in nouns].index(one[0].what))

    def answer(self, done: CatalogueAnswer) -> CatalogueAnswer:
        """The operations' answer with this file's own problems, columns as the file calls them."""
        problems = [*self.problems, *map(self._as_in_file, done.problems)]
        warnings = [*self.warnings, *map(self._as_in_file, done.warnings)]
        by_row = {found.sheet.name: place for place, (found, _) in enumerate(self.sheets)}
        for told in (problems, warnings):
            told.sort(key=lambda one: (by_row.get(one.sheet, 0), one.row))
        return replace(done, problems=tuple(problems), warnings=tuple(warnings))

    def _as_in_file(self, notice: RowNotice) -> RowNotice:
        found = next((found for found, _ in self.sheets if found.sheet.name == notice.sheet), None)
        headings = {
            field.name: tied.heading for tied in (found.ties.values() if found else ()) for field in tied.column.fields
        }
        shown = headings.get(notice.column) or (found.table.heading_of(notice.column) if found else notice.column)
        return replace(notice, file=self.file, column=shown)


def read_file(path: str | Path, tables: Sequence[Table]) -> FileRows:
    """All tables of the file. Raises the refusals of exchange.imports, and TableNotRecognised."""
    book = open_book(Path(path))
    found, left = recognise(book, tables)
    is_guarded = book.kind == "csv"
    sheets, problems, warnings = [], [], [replace(one, file=book.file) for one in left]
    for one in found:
        rows: list[SheetRow] = []
        for number, row in rows_below(one.sheet, one.header_row):
            values, wrong = _read_row(one, number, row, is_guarded=is_guarded)
            problems += [replace(problem, file=book.file, sheet=one.sheet.name) for problem in wrong]
            if values and not wrong:
                rows.append(SheetRow(number, values))
        sheets.append((one, tuple(rows)))
        warnings += [replace(word, file=book.file) for word in one.warnings]
    return FileRows(book.file, tuple(sheets), tuple(problems), tuple(warnings))


def _read_row(found: Found, number: int, row: Row, *, is_guarded: bool) -> tuple[dict[str, Value], list[RowNotice]]:
    values: dict[str, Value] = {}
    wrong: list[RowNotice] = []
    for place, tied in found.ties.items():
        if place >= len(row):
            continue
        read = read_cell(tied.column, row[place], tied.factor, is_guarded=is_guarded)
        if isinstance(read, Notice):
            wrong.append(RowNotice(number, read, column=tied.heading, value=cells.shown(row[place])))
        elif read:
            values |= {name: value for name, value in read.items() if name not in values}
    name = str(values.get("name") or values.get("code") or "")
    return values, [replace(one, text=name) for one in wrong]
