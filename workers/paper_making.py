"""Makes the papers of a cut cycle: rows from cutoff.queries, copy numbers through the door, PDFs by exchange.documents.

What the window and the command line both call.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from domain.common.database import Database
from domain.common.people import Actor
from domain.cutoff import queries
from domain.cutoff.operations import count_copies
from exchange.documents import (
    DocumentFile,
    PaperKind,
    PaperKindUnknown,
    PaperSet,
    Unprintable,
    characters_not_printable,
    write_documents,
)

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class PapersMade:
    """The files written, and names that hold a character no shipped font has."""

    files: tuple[DocumentFile, ...]
    unprintable: tuple[Unprintable, ...]


def paper_set(database: Database, code: str, only: frozenset[str] | None = None) -> PaperSet:
    """All rows of a cycle's papers from one moment (only the wanted kinds are read). CycleNotCut when it is open."""
    kinds = wanted_kinds(only)
    with database.read() as connection:
        return PaperSet(
            head=queries.paper_head(connection, code),
            purchase=queries.purchase_sheets(connection, code) if PaperKind.PURCHASE in kinds else (),
            pick=queries.pick_sheets(connection, code) if PaperKind.PICK in kinds else (),
            sow=queries.sow_sheets(connection, code) if PaperKind.SOW in kinds else (),
            handover=queries.handover_sheets(connection, code) if PaperKind.HANDOVER in kinds else (),
            sums=queries.day_sums(connection, code) if PaperKind.SUMS in kinds else None,
        )


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
    papers = paper_set(database, code, only)
    kinds = [kind.value for kind in wanted_kinds(only)]
    copies = count_copies(database, actor, code, kinds).answer
    files = write_documents(
        papers, out, only=frozenset(kinds), copy_numbers=copies, progress=progress, cancelled=cancelled
    )
    return PapersMade(tuple(files), tuple(characters_not_printable(papers)))
