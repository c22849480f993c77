"""A file of orders, read: opened, recognised (or read by a profile), gathered, looked over.

Nothing is written. What cannot be read at all is refused (refusals.py); what can is an OrderFile with its
problems, held lines and warnings by row. Next: previews.py for the mapping screen.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from domain.common.errors import Notice
from domain.common.heavy_work import collector_paused
from domain.ordering.words import OrderFile
from exchange.imports import delimited, encodings
from exchange.imports.fields import Field, Layout, Source
from exchange.imports.finishing import order_file
from exchange.imports.gathering import Gathering
from exchange.imports.headings import Match, likely_heading_row, recognise
from exchange.imports.profiles import ColumnProfile, layout_by, source_of
from exchange.imports.refusals import FileEmpty, UnknownHeadings
from exchange.imports.sources import SOURCES
from exchange.imports.tables import Book, Sheet, TextSheet, open_book
from exchange.imports.walking import Progress, chunks


def read_orders(
    path: str | Path,
    *,
    profile: ColumnProfile | None = None,
    encoding: str | None = None,
    progress: Progress | None = None,
) -> OrderFile:
    """What the file says, as checked orders and lines with the words about their rows.

    `profile` reads a file of the operator's own; `encoding` overrides our guess for a text file; `progress`
    is told rows done and rows in all. Raises the FileRefused family when the file cannot be read.
    """
    path = Path(path)
    book = open_book(path, encoding or (profile.encoding if profile else None) or None)
    others: tuple[str, ...] = ()
    if profile:
        sheet, layout = layout_by(profile, book)
        source = source_of(profile)
    else:
        pasted = _pasted(book)
        if pasted is not None:
            return pasted
        match, sheet, others = best_match(book)
        source, layout = match.source, match.layout
    gathering = Gathering(book.file, layout, source)
    gathering.group = profile.group if profile else ""
    with collector_paused():
        for chunk in chunks(sheet, layout, gathering.warn, progress):
            gathering.take(chunk)
        if source.finish:
            source.finish(gathering, book)
        _tell_of_file(gathering, book, others)
        return order_file(gathering, book.sha256)


def best_match(book: Book) -> tuple[Match, Sheet, tuple[str, ...]]:
    """The sheet that is most surely orders, and the names of others of its kind. Raises UnknownHeadings."""
    found = [(match, sheet) for sheet in book.sheets if (match := recognise(sheet, SOURCES))]
    if not found:
        raise _unknown_headings(book)
    best, sheet = max(found, key=lambda one: (one[1].is_visible, one[0].score))
    return best, sheet, tuple(other.name for match, other in found if other is not sheet and other.height > 1)


def _unknown_headings(book: Book) -> Exception:
    """Why nothing was recognised: an empty file, broken UTF-8 taken for GB18030, or headings of somebody's own."""
    if not any(sheet.height for sheet in book.sheets):
        return FileEmpty(book.file)
    broken_at = encodings.utf8_ends_at(book.data) if book.encoding == "gb18030" else None
    if broken_at and _recognised_before(book, broken_at):
        return encodings.unknown(book.data, book.file, broken_at, "UTF-8")
    sheet = max(book.sheets, key=lambda one: one.height)
    row = list(_row(sheet, likely_heading_row(sheet)))
    headings = ", ".join(text for value in row if (text := str(value).strip().replace("\n", " ")))
    return UnknownHeadings(book.file, sheet.name, headings[:200])


def _row(sheet: Sheet, number: int) -> Iterable[object]:
    return next((row for at, row in enumerate(sheet.rows(), 1) if at == number), ())


def _recognised_before(book: Book, broken_at: int) -> bool:
    """Whether the part of the file that is good UTF-8 has headings we know: then GB18030 was a wrong guess."""
    text = book.data[:broken_at].decode("utf-8")
    rows = delimited.rows_of(text[: text.rfind("\n") + 1], book.file) if "\n" in text else []
    return recognise(TextSheet("", True, rows), SOURCES) is not None


def _pasted(book: Book) -> OrderFile | None:
    """A 接龙 text saved as a file is read as one."""
    from exchange.imports.group_note import is_group_note, read_pasted

    if book.kind != "csv" or not book.data:
        return None
    text, _ = encodings.decode(book.data, book.file, book.encoding)
    return read_pasted(text, name=book.file) if is_group_note(text[:2000]) else None


def _tell_of_file(gathering: Gathering, book: Book, others: Iterable[str]) -> None:
    """Words about the file as a whole stand with its heading row."""
    row = gathering.layout.header_row
    _tell_of_headings(gathering, gathering.layout, gathering.source)
    for name in others:
        gathering.warn(row, Notice.of("sheet_not_read", sheet=name))
    if book.strays:
        gathering.warn(row, Notice.of("stray_cells_left_out", first=book.strays[0], count=len(book.strays)))
    if book.has_macros:
        gathering.warn(row, Notice.of("macros_not_run"))


def _tell_of_headings(gathering: Gathering, layout: Layout, source: Source) -> None:
    for field, _column in layout.twice:
        if field is not Field.STATE or source.id != "profile":
            gathering.warn(layout.header_row, Notice.of("heading_stands_twice", heading=layout.heading(field)), field)
