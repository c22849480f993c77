"""Our own tables written into a file: one workbook with a sheet for each, or a CSV for each. Nothing of it is lost
on the way back: reading the file changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from domain.common.accepting.nouns import values_for_files
from domain.common.database import Database
from domain.common.errors import Notice, Refusal
from domain.common.notices import CatalogueAnswer, RowNotice
from exchange import spreadsheets
from exchange.sheets.columns import Table
from exchange.sheets.writing_cells import written_cell


@dataclass
class FileNotWritten(Refusal):
    """The folder or the file does not take it: `detail` is what the system said."""

    code = "file_not_written"
    file: str
    detail: str


def write_file(database: Database, path: str | Path, tables: Sequence[Table]) -> CatalogueAnswer:
    """Writes all tables; `unchanged` counts the rows. A name that ends in .csv gets the first table, the others files
    beside it, which the warnings name. Whatever else the name ends in, it is a workbook.
    """
    target = Path(path)
    with database.read() as connection:
        values = [values_for_files(connection, table.noun) for table in tables]
    sheets = []
    for table, rows in zip(tables, values, strict=True):
        columns = [column for column in table.columns if column.is_written]
        cells = [[written_cell(column, row) for column in columns] for row in rows]
        sheets.append(spreadsheets.SheetOut(table.shown_sheet(), [c.shown_heading() for c in columns], cells))
    count = sum(len(rows) for rows in values)
    if target.suffix.lower() == ".csv":
        return CatalogueAnswer(unchanged=count, warnings=tuple(_write_csvs(target, sheets)))
    _write_whole(target, lambda stream: spreadsheets.write_workbook(stream, sheets))
    return CatalogueAnswer(unchanged=count)


def _write_csvs(target: Path, sheets: Sequence[spreadsheets.SheetOut]) -> list[RowNotice]:
    beside = []
    for number, sheet in enumerate(sheets):
        file = target if number == 0 else target.with_name(f"{target.stem}-{sheet.name}{target.suffix}")
        _write_whole(file, partial(_write_csv, sheet))
        if number:
            beside.append(RowNotice(0, Notice.of("written_beside", sheet=sheet.name, file=file.name), file=file.name))
    return beside


def _write_csv(sheet: spreadsheets.SheetOut, stream: IO[bytes]) -> None:
    spreadsheets.write_csv(stream, sheet.headings, sheet.rows)


def _write_whole(target: Path, write: Callable[[IO[bytes]], object]) -> None:
    """The file is there whole or as it was before: it is written beside and then takes the place."""
    part = target.with_name(f".{target.name}.part")
    try:
        with part.open("wb") as stream:
            write(stream)
        part.replace(target)
    except OSError as error:
        raise FileNotWritten(target.name, error.strerror or str(error)) from error
    finally:
        part.unlink(missing_ok=True)
