"""Makes the papers of a cut cycle: rows from one moment, copy numbers through the door, PDFs by exchange.documents.

What the window and the command line both call.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from domain.common.database import Database
from domain.common.people import Actor
from domain.cutoff.operations import count_copies
from exchange.documents import (
    DocumentFile,
    LeftOut,
    PaperKind,
    Unprintable,
    characters_not_printable,
    left_out,
    papers_of,
    wanted_kinds,
    write_documents,
    write_messages,
)
from workers.travel_times.filling import roads_folder
from workers.trip_maps import trip_maps

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class PapersMade:
    """The files written, names that hold a character no shipped font has, kinds that had nothing to print, and the text
    that tells each group what is short."""

    files: tuple[DocumentFile, ...]
    unprintable: tuple[Unprintable, ...]
    left_out: tuple[LeftOut, ...] = ()
    messages: Path | None = None


def make_papers(
    database: Database,
    actor: Actor,
    code: str,
    out: Path,
    *,
    only: frozenset[str] | None = None,
    shows_expected: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> PapersMade:
    """Writes the papers of the cycle into `out`, each carrying its next copy number.

    A kind whose stage has not run is left out with a sentence. `shows_expected`: count sheets say what is expected.
    """
    wanted = [kind.value for kind in wanted_kinds(only)]
    with database.read() as connection:
        papers = papers_of(connection, code, wanted, shows_expected=shows_expected)
        papers = replace(papers, maps=trip_maps(connection, roads_folder(database), papers.run))
    kinds = [kind for kind in wanted if papers.sheets(PaperKind(kind))]
    copies = count_copies(database, actor, code, kinds).answer if kinds else {}
    files = write_documents(
        papers, out, only=frozenset(kinds), copy_numbers=copies, progress=progress, cancelled=cancelled
    )
    return PapersMade(
        tuple(files),
        tuple(characters_not_printable(papers)),
        tuple(left_out(papers, wanted)),
        write_messages(papers, out),
    )
