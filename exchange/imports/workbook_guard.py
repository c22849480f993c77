"""What is looked at before a workbook is parsed: its unpacked size, and cells standing absurdly far away.

The parser underneath makes a dense table from the first to the last filled cell: one stray value in
XFD1048576 would ask for 400 GB and end the program. So the packed sheets are scanned first, and stray
cells are taken out with a warning. Limits: docs/decisions (unpacked size, rows). Next: tables.py.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from exchange.imports.refusals import FileUnreadable, WorkbookTooLarge

MB = 1_000_000
LARGEST_PARTS = 1_000
LARGEST_UNPACKED = 200 * MB
LARGEST_PLAUSIBLE = 1_000 * MB
PLAUSIBLE_RATIO = 30
LARGEST_RATIO = 100
RATIO_COUNTS_FROM = 20 * MB
LAST_COLUMN = 200
LARGEST_GAP = 200

_PIECE = 1 << 20
_OVERLAP = 64
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?r=["'](\d{1,7})["']""")
_PLAIN_ROW = re.compile(rb'<row [^>]*?r="(\d{1,7})"')
_WIDE = re.compile(rb"""r\s*=\s*["'][A-Z]{2}""")
_WIDE_OR_TALL = re.compile(rb"""r\s*=\s*["'][A-Z](?:[A-Z]|\d{6})""")
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
_CELL = re.compile(
    rb"""<((?:\w+:)?c)\s[^>]*?\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["'][^>]*?(?:/>|>.*?</\1>)""", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Guarded:
    """A workbook that may be parsed: the file itself, or a copy in memory without its stray cells."""

    source: Path | io.BytesIO
    strays: tuple[str, ...] = ()
    has_macros: bool = False


@dataclass(slots=True)
class _Extent:
    """What one part says of its cells."""

    cells: int = 0
    rows: int = 0
    last_row: int = 0
    last_column: int = 26

    @property
    def is_far(self) -> bool:
        """True when a dense table of it would be mostly emptiness, and large."""
        return self.last_column * max(self.last_row, self.rows) > 8 * self.cells + 2_000_000


def guard(path: Path) -> Guarded:
    """The workbook, safe to parse. Raises WorkbookTooLarge and FileUnreadable."""
    try:
        with zipfile.ZipFile(path) as packed:
            _check_size(packed, path)
            far = [part.filename for part in packed.infolist() if _extent(packed, part).is_far]
            has_macros = any(name.lower().endswith("vbaproject.bin") for name in packed.namelist())
            if not far:
                return Guarded(path, (), has_macros)
            copy, strays = _without_strays(packed, set(far))
            return Guarded(copy, strays, has_macros)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, zlib.error) as broken:
        raise FileUnreadable(path.name, str(broken)) from broken


def _check_size(packed: zipfile.ZipFile, path: Path) -> None:
    parts = packed.infolist()
    unpacked = sum(part.file_size for part in parts)
    size = max(1, path.stat().st_size)
    ratio = unpacked / size
    if (
        len(parts) > LARGEST_PARTS
        or unpacked > LARGEST_PLAUSIBLE
        or (unpacked > LARGEST_UNPACKED and ratio > PLAUSIBLE_RATIO)
        or (unpacked > RATIO_COUNTS_FROM and ratio > LARGEST_RATIO)
    ):
        raise WorkbookTooLarge(path.name, unpacked // MB, size // 1000, len(parts))


def _extent(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> _Extent:
    """How far the cells of a part reach, by quick looks; exact where columns beyond Z or strange rows appear."""
    extent = _Extent()
    for piece in _pieces(packed, part):
        extent.cells += piece.count(b"<c ") or piece.count(b":c ")
        rows = _PLAIN_ROW.findall(piece) or (_ROW.findall(piece) if b"row " in piece else [])
        extent.rows += len(rows)
        if rows:
            extent.last_row = max(extent.last_row, max(map(int, rows)))
        # In a long sheet tall rows are no surprise; only columns beyond Z are looked for then.
        if (_WIDE_OR_TALL if extent.last_row < 100_000 else _WIDE).search(piece):
            _measure(piece, extent)
    return extent


def _measure(piece: bytes, extent: _Extent) -> None:
    references = _REFERENCE.findall(piece)
    for letters in {letters for letters, _ in references}:
        extent.last_column = max(extent.last_column, column_number(letters))
    extent.last_row = max([extent.last_row, *(int(row) for _, row in references)])


def column_number(letters: bytes) -> int:
    """1 of A, 16384 of XFD."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _pieces(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part unpacked piece by piece; each piece begins with the tail of the one before, up to its last tag."""
    tail = b""
    with packed.open(part) as stream:
        while fresh := stream.read(_PIECE):
            piece = tail + fresh
            cut = piece.rfind(b"<")
            cut = cut if cut > 0 and len(piece) - cut < _PIECE else len(piece) - _OVERLAP
            tail = piece[cut:]
            yield piece[:cut]
    yield tail


def _without_strays(packed: zipfile.ZipFile, far: set[str]) -> tuple[io.BytesIO, tuple[str, ...]]:
    """A copy of the workbook whose `far` parts have lost the cells beyond the last column or a long gap."""
    copy, strays = io.BytesIO(), []
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as made:
        for part in packed.infolist():
            data = packed.read(part)
            if part.filename in far:
                data, taken = _near_cells(data)
                strays += taken
            made.writestr(part.filename, data)
    copy.seek(0)
    return copy, tuple(strays)


def _near_cells(data: bytes) -> tuple[bytes, list[str]]:
    last = _last_row_before_gap(data)
    strays: list[str] = []

    def keep(found: re.Match[bytes]) -> bytes:
        letters, row = found.group(2), int(found.group(3))
        if column_number(letters) <= LAST_COLUMN and row <= last:
            return found.group(0)
        if not found.group(0).endswith(b"/>"):
            strays.append(f"{letters.decode()}{row}")
        return b""

    return _CELL.sub(keep, data), strays


def _last_row_before_gap(data: bytes) -> int:
    """The last filled row before the first gap of more than LARGEST_GAP empty rows."""
    filled = {
        int(found.group(3))
        for found in _CELL.finditer(data)
        if not found.group(0).endswith(b"/>") and column_number(found.group(2)) <= LAST_COLUMN
    }
    last = 0
    for row in sorted(filled):
        if last and row - last > LARGEST_GAP:
            break
        last = row
    return last
