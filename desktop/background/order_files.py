"""Order files for the window: read in the pool, taken on the database thread. A thin door to exchange.imports and workers.

Every function here loads its libraries when it is called, never before the window shows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from domain.common.changes import Changes

if TYPE_CHECKING:
    from domain.common.database import Database
    from domain.common.people import Actor
    from domain.ordering.words import ImportAnswer, OrderFile
    from exchange.imports import FilePreview

Progress = Callable[[int, int], object]

TOUCHED = frozenset({"ordering", "cutoff", "catalogue", "places"})
TEXT_SUFFIXES = frozenset({".csv", ".txt", ".tsv", ".text"})


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as its reader understood it; `encoding` is "" where the file is no text."""

    path: Path
    file: OrderFile
    encoding: str


@dataclass(frozen=True, slots=True)
class Taken:
    """The answer of taking files, and what it touched (nothing when it was only tried)."""

    answer: ImportAnswer
    changes: Changes


def read_file(path: Path, profile: str, encoding: str, progress: Progress) -> ReadFile:
    """Reads one order file; `profile` is the JSON of a column profile or "", `encoding` the person's choice or ""."""
    from exchange.imports import ColumnProfile, preview, read_orders

    tied = ColumnProfile.from_json(profile) if profile else None
    file = read_orders(path, profile=tied, encoding=encoding or None, progress=progress)  # type: ignore[arg-type]
    is_text = path.suffix.lower() in TEXT_SUFFIXES
    return ReadFile(path, file, (encoding or preview(path).encoding) if is_text else "")


def read_by_profiles(path: Path, profiles: Sequence[str], encoding: str, progress: Progress) -> ReadFile:
    """Reads a file nobody knows by the first saved profile whose columns it has; raises as read_file when none fits."""
    from exchange.imports import ColumnsMissing, ProfileInvalid

    for profile in profiles:
        try:
            return read_file(path, profile, encoding, progress)
        except (ColumnsMissing, ProfileInvalid):
            continue
    return read_file(path, "", encoding, progress)


def look_into(path: Path, encoding: str, header_row: int, _progress: Progress) -> FilePreview:
    """Sheets, headings and five rows of a file nobody knows, for the mapping page."""
    from exchange.imports import preview

    return preview(path, encoding or None, header_row)


def understand(text: str, goods: Sequence[str], _progress: Progress) -> OrderFile:
    """What a pasted group note says; `goods` are names of products known beside those of the text."""
    from exchange.imports import read_pasted

    return read_pasted(text, goods=goods)


def take(
    database: Database,
    actor: Actor,
    files: Sequence[OrderFile],
    cycle: str,
    *,
    point: str | None = None,
    create_missing: bool = False,
    dry_run: bool = False,
) -> Taken:
    """Takes read files into the cycle, or tries to and changes nothing (`dry_run`)."""
    from workers.order_import import take_files

    answer = take_files(database, actor, files, cycle, point=point, create_missing=create_missing, dry_run=dry_run)
    return Taken(answer, Changes() if dry_run else Changes(TOUCHED))


def is_unknown_form(error: Exception) -> bool:
    """True when the file can be read once its columns are tied."""
    from exchange.imports import ColumnsMissing, UnknownHeadings

    return isinstance(error, (UnknownHeadings, ColumnsMissing))


def is_encoding_trouble(error: Exception) -> bool:
    """True when another encoding may help."""
    from exchange.imports import EncodingUnknown

    return isinstance(error, EncodingUnknown)
