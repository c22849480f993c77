"""One PDF of one kind of paper: sheets put on reportlab's canvas one behind the other, with bookmarks.

The same rows, copy number and language give the same bytes. Nothing is written until the last sheet is
drawn. Next: writing.py, which puts the bytes into a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, BinaryIO, Final, NamedTuple, Protocol, TypeVar

from domain.common.sentences import language
from domain.cutoff.words import PaperHead
from exchange import fonts
from exchange.documents.page import PAGE_HEIGHT, PAGE_WIDTH
from exchange.documents.text import clean
from exchange.documents.typefaces import Typefaces, reportlab_font

S = TypeVar("S")

COMPRESSION: Final = 4
"""zlib's level: pages of text come out 3 % larger than at its own level 6, in half the time."""


class Bound(Protocol):
    """What is bound into a book: pages as operators, and where in them a reader jumps to (name, page from 0)."""

    def bookmarks(self) -> list[tuple[str, int]]: ...

    def finished(self) -> list[str]: ...


class Drawn(NamedTuple):
    """What a drawn PDF holds."""

    pages: int
    pieces: int


class Cancelled(Exception):
    """A person stopped the writing; nothing of the file was left."""


class Flate:
    """reportlab's filter protocol: deflates streams, quicker than its own, and without ASCII armour around it."""

    pdfname = "FlateDecode"

    def encode(self, text: str | bytes) -> bytes:
        import zlib

        return zlib.compress(text.encode("latin-1") if isinstance(text, str) else text, COMPRESSION)


def write_book(
    stream: BinaryIO,
    title: str,
    head: PaperHead,
    sheets: Iterable[S],
    draw: Callable[[Typefaces, S], tuple[Bound, int]],
    after_each: Callable[[], None] | None = None,
) -> Drawn:
    """Draws every sheet (`draw` answers it with its pieces) and writes the PDF; no sheets, no bytes.

    `after_each` is called behind every sheet, and may raise Cancelled.
    """
    book = _Book(title, head)
    pieces = 0
    for one in sheets:
        sheet, counted = draw(book.faces, one)
        book.add(sheet)
        pieces += counted
        if after_each is not None:
            after_each()
    if book.pages:
        stream.write(book.finished())
    return Drawn(book.pages, pieces)


class _Book:
    def __init__(self, title: str, head: PaperHead) -> None:
        self.faces = Typefaces()
        self.pages = 0
        self._canvas = _new_canvas(title, head)
        self._sheets = 0

    def add(self, sheet: Bound) -> None:
        """Appends the sheet's pages with its bookmarks."""
        for page, operators in enumerate(sheet.finished()):
            for name, at in sheet.bookmarks():
                if at == page:
                    self._mark(name)
            self._canvas.addLiteral(operators)
            self._canvas.showPage()
            self.pages += 1

    def _mark(self, name: str) -> None:
        """A bookmark on the page that comes next."""
        self._sheets += 1
        key = f"sheet{self._sheets}"
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(clean(name) or "-", key)

    def finished(self) -> bytes:
        document = self._canvas._doc
        document.delayedFonts.extend(self.faces.embedded())
        return bytes(self._canvas.getpdfdata())


def _new_canvas(title: str, head: PaperHead) -> Any:
    from reportlab.pdfgen.canvas import Canvas

    reportlab_font(fonts.REGULAR)
    canvas = Canvas(
        "",
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        pageCompression=0,  # each stream goes through the document's own filter instead
        invariant=1,
        initialFontName=fonts.REGULAR,
        lang=language().replace("_", "-"),
    )
    canvas._doc.defaultStreamFilters = [Flate()]
    canvas.setTitle(clean(f"{title} {head.cycle}"))
    canvas.setAuthor(clean(head.company) or "Daybreak")
    canvas.setSubject(clean(head.title) or clean(head.cycle))
    canvas.setCreator("Daybreak")
    canvas.setProducer("Daybreak")
    return canvas
