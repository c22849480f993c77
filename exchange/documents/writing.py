"""Writes the papers of a cycle into a folder: one PDF a kind, each file either whole or not there.

Next: book.py draws one of them, kinds.py has what goes in and comes back.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from domain.common.errors import DiskFull
from exchange.documents.book import Cancelled, Drawn
from exchange.documents.count_sheet import draw_count
from exchange.documents.day_sums import draw_sums
from exchange.documents.handover_sheet import draw_handover
from exchange.documents.kinds import ASKED_FOR, DocumentFile, PaperKind, PaperKindUnknown, PaperNotWritten, PaperSet
from exchange.documents.load_list import draw_load
from exchange.documents.message import shortage_message
from exchange.documents.pick_list import draw_pick
from exchange.documents.purchase_order import draw_purchase
from exchange.documents.run_sheet import draw_run
from exchange.documents.shortage_notice import draw_shortage
from exchange.documents.sow_list import draw_sow
from exchange.documents.text import file_part
from exchange.documents.tote_slips import draw_totes

Progress = Callable[[str, int, int], None]
"""Told after every sheet: the kind, sheets drawn, sheets there are of it."""


def write_documents(
    papers: PaperSet,
    out_dir: Path,
    *,
    only: frozenset[str] | None = None,
    copy_numbers: Mapping[str, int] | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[DocumentFile]:
    """Writes the wanted kinds (the usual ones when `only` is None) and answers what was written, in the order of the night.

    A kind without a sheet writes no file. `copy_numbers` has the copy of each kind, 1 where it says nothing.
    When `cancelled` says so, the file in the making vanishes and the finished ones come back.
    Raises PaperKindUnknown before anything is written, PaperNotWritten and DiskFull with the file they met.
    """
    kinds = wanted_kinds(only)
    _make_folder(out_dir)
    written: list[DocumentFile] = []
    for kind in kinds:
        if not papers.sheets(kind):
            continue
        path = out_dir / file_name(papers, kind)
        after_each = _after_each(papers, kind, progress, cancelled)
        copy = (copy_numbers or {}).get(kind, 1)
        try:
            with whole_file(path) as stream:
                drawn = draw_papers(papers, kind, copy=copy, stream=stream, after_each=after_each)
        except Cancelled:
            break
        written.append(DocumentFile(kind.value, path, drawn.pages, drawn.pieces))
    return written


def write_messages(papers: PaperSet, out_dir: Path) -> Path | None:
    """Puts the shortage of every point, in words for its group's chat, into one text file; None when nothing is short."""
    if not papers.shortage:
        return None
    said = (shortage_message(papers.head, notice) for notice in papers.shortage)
    path = out_dir / f"{file_part(papers.head.cycle)}-v{papers.head.snapshot}-{PaperKind.SHORTAGE.value}.txt"
    _make_folder(out_dir)
    with whole_file(path) as stream:
        # A mark at the front, or an editor on Windows takes it for the code page of the place.
        stream.write("\ufeff".encode() + "\n\n\n".join(said).encode("utf-8", "replace") + b"\n")
    return path


def draw_papers(
    papers: PaperSet,
    kind: PaperKind,
    *,
    copy: int = 1,
    stream: BinaryIO,
    after_each: Callable[[], None] | None = None,
) -> Drawn:
    """Writes all sheets of one kind as one PDF into the stream; a set of one sheet makes the PDF of that sheet."""
    head = papers.head
    match kind:
        case PaperKind.PURCHASE:
            return draw_purchase(head, papers.purchase, copy=copy, stream=stream, after_each=after_each)
        case PaperKind.PICK:
            return draw_pick(head, papers.pick, copy=copy, stream=stream, after_each=after_each)
        case PaperKind.SOW:
            return draw_sow(head, papers.sow, copy=copy, stream=stream, after_each=after_each)
        case PaperKind.HANDOVER:
            return draw_handover(head, papers.handover, copy=copy, stream=stream, after_each=after_each)
        case PaperKind.COUNT:
            shown = papers.shows_expected
            return draw_count(head, papers.count, copy=copy, stream=stream, shows_expected=shown, after_each=after_each)
        case PaperKind.TOTES:
            return draw_totes(head, papers.totes, copy=copy, stream=stream, after_each=after_each)
        case PaperKind.LOAD:
            return draw_load(head, papers.load, copy=copy, stream=stream, after_each=after_each)
        case PaperKind.RUN:
            maps = papers.maps() if papers.maps is not None and papers.run else None
            return draw_run(head, papers.run, copy=copy, maps=maps, stream=stream, after_each=after_each)
        case PaperKind.SHORTAGE:
            return draw_shortage(head, papers.shortage, copy=copy, stream=stream, after_each=after_each)
        case PaperKind.SUMS:
            if papers.sums is None:
                return Drawn(0, 0)
            return draw_sums(head, papers.sums, copy=copy, stream=stream, after_each=after_each)


def file_name(papers: PaperSet, kind: PaperKind) -> str:
    """“0525-v1-pick.pdf”: cycle, snapshot and kind, in characters every system takes."""
    return f"{file_part(papers.head.cycle)}-v{papers.head.snapshot}-{kind.value}.pdf"


def wanted_kinds(only: frozenset[str] | None) -> list[PaperKind]:
    """The kinds asked for, the usual ones when None, in the order of the night; PaperKindUnknown names what is none."""
    unknown = sorted((only or frozenset()) - set(PaperKind))
    if unknown:
        raise PaperKindUnknown(", ".join(unknown), ", ".join(PaperKind))
    return [kind for kind in PaperKind if (kind not in ASKED_FOR if only is None else kind in only)]


def _after_each(
    papers: PaperSet, kind: PaperKind, progress: Progress | None, cancelled: Callable[[], bool] | None
) -> Callable[[], None]:
    drawn = 0

    def after_each() -> None:
        nonlocal drawn
        drawn += 1
        if progress is not None:
            progress(kind.value, drawn, papers.sheets(kind))
        if cancelled is not None and cancelled():
            raise Cancelled

    return after_each


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A stream whose bytes stand at `path` when the block ends well; otherwise what stood there still does."""
    with _told(path):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with _told(path), os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        with _told(path):
            os.chmod(name, 0o644)  # a temporary file is for its maker alone, a paper is not
            os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """The new name survives a loss of power, where the system can promise it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _make_folder(folder: Path) -> None:
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """An error of the file system as a refusal that names the file."""
    try:
        yield
    except OSError as problem:
        if problem.errno == errno.ENOSPC:
            raise DiskFull(str(path)) from problem
        raise PaperNotWritten(str(path), problem.strerror or str(problem)) from problem
