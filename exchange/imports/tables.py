"""A file of any kind we read as sheets of rows: XLSX, XLS, HTML or CSV under whatever name.

The kind is told by the content, never by the ending. Cells come as the parser has them, cleaning is
cells.py's work. Rows are counted from 1 as a person sees them. Next: headings.py, then reading.py.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from exchange.imports import delimited, encodings, html_tables, workbook_guard
from exchange.imports.cells import Cell
from exchange.imports.refusals import (
    FileEmpty,
    FileIsEncrypted,
    FileMissing,
    FileUnreadable,
    KindNotSupported,
    TableTooLong,
    WorkbookTooLarge,
)

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

LAST_ROW = 1_048_576
LARGEST_OLD_WORKBOOK = 100_000_000
LARGEST_TEXT = 500_000_000

Row = Sequence[Cell]
Range = tuple[tuple[int, int], tuple[int, int]]
"""A merged cell: first and last (row, column), 0-based."""


class Sheet(Protocol):
    """One sheet. `rows` can be walked again and again, from the first row of the file on."""

    @property
    def name(self) -> str:
        """The sheet's name; of a text the file's."""

    @property
    def is_visible(self) -> bool:
        """False for a sheet that is hidden in the workbook."""

    @property
    def height(self) -> int:
        """How many rows there are, up to the last one that is filled."""

    @property
    def merged(self) -> Sequence[Range]:
        """The merged cells."""

    def rows(self) -> Iterator[Row]:
        """The rows; they may differ in length."""


@dataclass(frozen=True)
class TextSheet:
    """A sheet whose rows were cut out of a text."""

    name: str
    is_visible: bool = True
    cut: list[list[str]] = field(default_factory=list, repr=False)
    ranges: tuple[Range, ...] = ()

    def rows(self) -> Iterator[Row]:
        return iter(self.cut)

    @property
    def height(self) -> int:
        return len(self.cut)

    @property
    def merged(self) -> Sequence[Range]:
        return self.ranges


@dataclass(frozen=True)
class WorkbookSheet:
    """A sheet of a workbook; parsed when it is first asked for."""

    name: str
    is_visible: bool = True
    workbook: Any = field(default=None, repr=False)
    file: str = ""

    @cached_property
    def _parsed(self) -> Any:
        return _careful(self.file, lambda: self.workbook.get_sheet_by_name(self.name))

    def rows(self) -> Iterator[Row]:
        if not self.height:
            return iter(())
        left = self._parsed.start[1]  # the parser keeps empty rows above the first filled cell, but no empty columns
        rows: Iterator[Row] = self._parsed.iter_rows()
        return ([""] * left + list(row) for row in rows) if left else iter(rows)

    @property
    def height(self) -> int:
        end = self._parsed.end
        return int(end[0]) + 1 if end else 0

    @property
    def merged(self) -> Sequence[Range]:
        return self._parsed.merged_cell_ranges or ()


@dataclass(frozen=True)
class Book:
    """An opened file. `encoding` is "" for workbooks; `strays` are far-away cells that were left out."""

    file: str
    kind: str
    sheets: tuple[Sheet, ...]
    sha256: str
    encoding: str = ""
    strays: tuple[str, ...] = ()
    has_macros: bool = False
    data: bytes = field(default=b"", repr=False)

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that name."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def open_book(path: Path, encoding: str | None = None) -> Book:
    """The file as sheets. Raises the refusals of refusals.py. `encoding`: the user's own choice for a text."""
    try:
        with path.open("rb") as stream:
            head = stream.read(1 << 16)
            sha256 = _sha256(head, stream)
    except OSError as missing:
        raise FileMissing(path.name) from missing
    if not head.strip():
        raise FileEmpty(path.name)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _workbook(path, sha256)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _old_workbook(path, sha256)
    if not encoding:
        _refuse_foreign(path, head)
    return _text_book(path, sha256, encoding)


def _sha256(head: bytes, stream: Iterable[bytes]) -> str:
    digest = hashlib.sha256(head)
    for piece in stream:
        digest.update(piece)
    return digest.hexdigest()


_FOREIGN = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "GZIP"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3", "SQLite"),
    (b"\x09\x08", "XLS (Excel 5)"),
    (b"\x09\x04", "XLS (Excel 4)"),
)


def _refuse_foreign(path: Path, head: bytes) -> None:
    for mark, kind in _FOREIGN:
        if head.startswith(mark):
            raise KindNotSupported(path.name, kind)
    has_mark = head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff"))
    if not has_mark and head.count(0) > len(head) // 20:
        raise KindNotSupported(path.name, "binary")


def _workbook(path: Path, sha256: str) -> Book:
    kind = _kind_of_package(path)
    if kind != "xlsx":
        raise KindNotSupported(path.name, kind)
    guarded = workbook_guard.guard(path)
    workbook = _parse(path.name, guarded.source, ".xlsx")
    sheets = _sheets(workbook, path.name)
    return Book(path.name, "xlsx", sheets, sha256, strays=guarded.strays, has_macros=guarded.has_macros)


def _kind_of_package(path: Path) -> str:
    import zipfile

    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
            if "mimetype" in names and b"opendocument" in packed.open("mimetype").read(200):
                return "ODS"
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as broken:
        raise FileUnreadable(path.name, str(broken)) from broken
    if "xl/workbook.bin" in names:
        return "XLSB"
    if any(name.startswith("xl/") for name in names) or "[Content_Types].xml" in names:
        return "DOCX" if any(name.startswith("word/") for name in names) else "xlsx"
    return "ZIP"


def _old_workbook(path: Path, sha256: str) -> Book:
    if path.stat().st_size > LARGEST_OLD_WORKBOOK:
        raise WorkbookTooLarge(path.name, path.stat().st_size // 1_000_000, path.stat().st_size // 1000, 1)
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise FileIsEncrypted(path.name)
    if "WordDocument".encode("utf-16-le") in data[:20_000]:
        raise KindNotSupported(path.name, "DOC")
    workbook = _parse(path.name, path, ".xls")
    return Book(path.name, "xls", _sheets(workbook, path.name), sha256)


def _parse(file: str, source: Path | io.BytesIO, ending: str) -> CalamineWorkbook:
    """The workbook opened. The parser goes by the file's ending, so a file under another name is given as bytes."""
    from python_calamine import CalamineWorkbook

    if isinstance(source, Path) and source.suffix.lower() != ending:
        source = io.BytesIO(source.read_bytes())
    made: CalamineWorkbook = _careful(file, lambda: CalamineWorkbook.from_object(source))
    return made


def _sheets(workbook: CalamineWorkbook, file: str) -> tuple[Sheet, ...]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    return tuple(
        WorkbookSheet(one.name, one.visible == SheetVisibleEnum.Visible, workbook, file)
        for one in workbook.sheets_metadata
        if one.typ == SheetTypeEnum.WorkSheet
    )


def _careful(file: str, parse: Any) -> Any:
    """What the parser underneath makes; its errors, and a panic of its native code, as refusals."""
    from python_calamine import CalamineError, PasswordError

    try:
        return parse()
    except PasswordError as locked:
        raise FileIsEncrypted(file) from locked
    except (CalamineError, OSError, ValueError) as broken:
        if "password" in str(broken).lower():
            raise FileIsEncrypted(file) from broken
        raise FileUnreadable(file, str(broken)) from broken
    except BaseException as panic:  # the native parser's panic is no Exception; anything else goes on
        if type(panic).__name__ != "PanicException":
            raise
        raise FileUnreadable(file, str(panic)) from panic


_MARKUP = re.compile(r"<\s*(?:!doctype\s+html|html|table|head|body|meta)\b", re.IGNORECASE)


def _text_book(path: Path, sha256: str, encoding: str | None) -> Book:
    if path.stat().st_size > LARGEST_TEXT:
        raise WorkbookTooLarge(path.name, path.stat().st_size // 1_000_000, path.stat().st_size // 1000, 1)
    data = path.read_bytes()
    text, found = encodings.decode(data, path.name, encoding)
    head = text[:20_000].lstrip("\ufeff \t\r\n")
    if head.startswith("MIME-Version:"):
        raise KindNotSupported(path.name, "MHTML")
    if head.startswith("<"):
        return _markup(path, text, head, sha256, found, data)
    sheets: tuple[Sheet, ...] = (TextSheet(path.stem, True, delimited.rows_of(text.lstrip("\ufeff"), path.name)),)
    return _not_too_long(Book(path.name, "csv", sheets, sha256, found, data=data))


def _markup(path: Path, text: str, head: str, sha256: str, encoding: str, data: bytes) -> Book:
    if not _MARKUP.search(head):
        raise KindNotSupported(path.name, "XML")
    tables = html_tables.tables_of(text)
    if not tables:
        raise FileEmpty(path.name)
    sheets = tuple(
        TextSheet(f"{path.stem} {number}" if len(tables) > 1 else path.stem, True, table.rows, tuple(table.merged))
        for number, table in enumerate(tables, 1)
    )
    return _not_too_long(Book(path.name, "html", sheets, sha256, encoding, data=data))


def _not_too_long(book: Book) -> Book:
    if any(sheet.height > LAST_ROW for sheet in book.sheets):
        raise TableTooLong(book.file, LAST_ROW)
    return book
