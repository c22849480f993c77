"""Makes the papers of a cut cycle: rows from one moment, copy numbers through the door, PDFs by exchange.documents.

What the window and the command line both call.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from domain.common.database import Database
from domain.common.people import Actor
from domain.cutoff.operations import count_copies
from exchange.documents import (
    DocumentFile,
    PaperKind,
    PaperKindUnknown,
    Unprintable,
    characters_not_printable,
    papers_of,
    write_documents,
)

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class PapersMade:
    """The files written, and names that hold a character no shipped font has."""

    files: tuple[DocumentFile, ...]
    unprintable: tuple[Unprintable, ...]


def wanted_kinds(only: frozenset[str] | None) -> list[PaperKind]:
    """The kinds asked for, all when None; PaperKindUnknown names one that is not drawn (yet)."""
    unknown = sorted((only or frozenset()) - set(PaperKind))
    if unknown:
        raise PaperKindUnknown(", ".join(unknown), ", ".join(PaperKind))
    return [kind for kind in PaperKind if only is None or kind in only]


def make_papers(
    database: Database,
    actor: Actor,
    code: str,
    out: Path,
    *,
    only: frozenset[str] | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> PapersMade:
    """Writes the papers of the cycle into `out`, each carrying its next copy number."""
    kinds = [kind.value for kind in wanted_kinds(only)]
    with database.read() as connection:
        papers = papers_of(connection, code, kinds)
    copies = count_copies(database, actor, code, kinds).answer
    files = write_documents(
        papers, out, only=frozenset(kinds), copy_numbers=copies, progress=progress, cancelled=cancelled
    )
    return PapersMade(tuple(files), tuple(characters_not_printable(papers)))
