"""Papers for the window: rows read on the database thread, PDFs drawn and pages pictured in the pool.

Loads reportlab and PDFium when first asked. What stands in the preview is the PDF that is printed.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from domain.common.database import Connection, Database
    from exchange.documents import DocumentFile, PaperKind, PaperSet
    from exchange.documents.preview import PagePicture
    from exchange.documents.unprintable import Unprintable

Progress = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class PapersRead:
    """The rows of all papers of a cycle, and names that hold a character no font has."""

    papers: PaperSet
    unprintable: tuple[Unprintable, ...]


@dataclass(frozen=True, slots=True)
class DrawnPaper:
    """One kind drawn for the preview: its PDF, pages, and the page each sheet begins on."""

    kind: str
    pdf: bytes
    pages: int
    titles: tuple[tuple[str, int], ...]


def folder_of_roads(database: Database | None) -> Path:
    """Where the roads under the maps lie."""
    from workers.travel_times.filling import roads_folder

    assert database is not None
    return roads_folder(database)


def read_papers(connection: Connection, code: str, roads: Path) -> PapersRead:
    """All rows from one moment. CycleNotCut when there is no snapshot. `roads`: the folder of the roads under the maps."""
    from exchange.documents import characters_not_printable, papers_of
    from workers.trip_maps import trip_maps

    papers = papers_of(connection, code, kinds())
    papers = replace(papers, maps=trip_maps(connection, roads, papers.run))
    return PapersRead(papers, tuple(characters_not_printable(papers)))


def draw(papers: PaperSet, kind: str, copy: int, progress: Progress) -> DrawnPaper:
    """Draws one kind in memory."""
    from exchange.documents import PaperKind, draw_papers
    from exchange.documents.preview import page_titles

    wanted, stream, drawn = PaperKind(kind), io.BytesIO(), 0

    def after_each() -> None:
        nonlocal drawn
        drawn += 1
        progress(drawn, papers.sheets(wanted))

    made = draw_papers(papers, wanted, copy=copy, stream=stream, after_each=after_each)
    pdf = stream.getvalue()
    return DrawnPaper(kind, pdf, made.pages, tuple(page_titles(pdf)) if pdf else ())


def write(papers: PaperSet, folder: Path, copies: Mapping[str, int], progress: Progress) -> tuple[DocumentFile, ...]:
    """Writes the kinds that have a copy number into the folder; a cancel leaves no half file."""
    from exchange.documents import PaperKind, write_documents, write_messages

    wanted = [PaperKind(kind) for kind in copies]
    total, done, before = sum(papers.sheets(kind) for kind in wanted), 0, ""

    def after_each(kind: str, drawn: int, _sheets: int) -> None:
        nonlocal done, before
        done, before = done + 1, kind
        progress(done, total)

    made = tuple(write_documents(papers, folder, only=frozenset(copies), copy_numbers=copies, progress=after_each))
    if PaperKind.SHORTAGE in copies:
        write_messages(papers, folder)
    return made


def picture(pdf: bytes, number: int, width: int, _progress: Progress) -> PagePicture:
    """One page, `width` pixels wide."""
    from exchange.documents.preview import page_picture

    return page_picture(pdf, number, width)


def as_image(page: PagePicture) -> QImage:
    """The page as a picture of Qt's; its pixels are copied."""
    return QImage(page.rgb, page.width, page.height, page.width * 3, QImage.Format.Format_RGB888).copy()


def kinds() -> tuple[PaperKind, ...]:
    """The kinds there are, in the order of the night."""
    from exchange.documents import PaperKind

    return tuple(PaperKind)
