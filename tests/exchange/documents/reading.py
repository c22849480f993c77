"""Reads papers back as a person does: PDFium's text, boxes and pictures, and a barcode scanner."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from exchange.documents import PaperKind, PaperSet, draw_papers


class Ink(NamedTuple):
    """One character on a page and the box of its ink, in points from the bottom left corner."""

    character: str
    left: float
    bottom: float
    right: float
    top: float


def drawn(papers: PaperSet, kind: PaperKind, copy: int = 1) -> bytes:
    stream = io.BytesIO()
    draw_papers(papers, kind, copy=copy, stream=stream)
    return stream.getvalue()


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page as a reader copies it, lines apart."""
    with opened(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def whole(pdf: bytes) -> str:
    """All text of the PDF without any white space: what was wrapped reads as one again."""
    return squeezed("".join(page_texts(pdf)))


def squeezed(text: str) -> str:
    return "".join(text.split())


def lines_of(pdf: bytes, page: int = 0) -> list[str]:
    return page_texts(pdf)[page].split("\r\n")


def inks(pdf: bytes) -> Iterator[list[Ink]]:
    """The visible characters of each page with their boxes."""
    with opened(pdf) as document:
        for page in document:
            text = page.get_textpage()
            # PDFium counts in UTF-16: a rare character is two with one box.
            units = [each for each in text.get_text_range() for _half in range(1 + (each > "\uffff"))]
            found: list[Ink] = []
            for index in range(text.count_chars()):
                ink = Ink(units[index], *text.get_charbox(index))
                if ink.right > ink.left and ink.top > ink.bottom and ink not in found[-1:]:
                    found.append(ink)
            yield found


def scanned(pdf: bytes, page: int = 0) -> list[str]:
    """What a barcode scanner reads off the page printed at 200 dpi in black and white."""
    import zxingcpp

    with opened(pdf) as document:
        picture = document[page].render(scale=200 / 72, grayscale=True).to_pil().convert("1").convert("L")
        return [code.text for code in zxingcpp.read_barcodes(picture)]


@contextmanager
def opened(pdf: bytes) -> Iterator[Any]:
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()
