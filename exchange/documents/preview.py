"""Pages of a paper as pictures, for the window's preview: what is shown is the PDF that is printed.

PDFium draws them (pypdfium2, decision 0021); it is not made for threads, so one page is drawn at a time.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

_one_at_a_time = threading.Lock()


class PagePicture(NamedTuple):
    """One page: its number from 1, its size in pixels, its pixels as rows of red, green, blue bytes."""

    number: int
    width: int
    height: int
    rgb: bytes

    def png(self) -> bytes:
        """The picture as a PNG file."""
        from PIL import Image

        out = io.BytesIO()
        Image.frombytes("RGB", (self.width, self.height), self.rgb).save(out, "PNG")
        return out.getvalue()


def page_count(pdf: Path | bytes) -> int:
    """How many pages the PDF has; `pdf` is a file or its bytes."""
    with _opened(pdf) as document:
        return len(document)


def page_picture(pdf: Path | bytes, number: int, width: int) -> PagePicture:
    """Page `number` (from 1), `width` pixels wide. IndexError when there is no such page."""
    with _opened(pdf) as document:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        page = document[number - 1]
        picture = page.render(scale=width / page.get_width(), rev_byteorder=True)
        image = picture.to_pil().convert("RGB")
        return PagePicture(number, image.width, image.height, image.tobytes())


def page_titles(pdf: Path | bytes) -> list[tuple[str, int]]:
    """The PDF's bookmarks, top to bottom: supplier, point or product, and the page (from 1) its sheet begins on."""
    with _opened(pdf) as document:
        found = []
        for mark in document.get_toc(max_depth=1):
            target = mark.get_dest()
            if target is not None:
                found.append((mark.get_title(), target.get_index() + 1))
        return found


@contextmanager
def _opened(pdf: Path | bytes) -> Iterator[Any]:
    from pypdfium2 import PdfDocument

    with _one_at_a_time:
        document = PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()
