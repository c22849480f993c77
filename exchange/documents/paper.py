"""What every paper shares: masthead, amendments in a box, column heads on every page, sums, signatures, footer.

A Sheet is one paper of one supplier, point or product, over as many pages as it takes; only when it is
finished does it know its page count, and the footers are drawn. Next: pick_list.py shows how a paper is
composed of it, book.py how sheets become one PDF.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from domain.common.sentences import _
from domain.cutoff.words import PaperHead
from exchange.documents.barcodes import code128
from exchange.documents.fitting import LEADING, Fitted, fit
from exchange.documents.page import (
    BOTTOM,
    FRAME,
    HEAVY,
    HERO,
    LABEL,
    LEFT,
    NAME,
    PAGE_HEIGHT,
    RIGHT,
    RULE,
    SMALL,
    STRONG,
    TEXT,
    TOP,
    Page,
    Style,
)
from exchange.documents.typefaces import Typefaces
from exchange.documents.wording import DOT, joined, time_text

NUMBER_BOX: Final = (132.0, 72.0)
TOTAL_HEIGHT: Final = 36.0
SUM: Final = Style(20, True)
SIGNATURES_HEIGHT: Final = 32.0
CLOSING: Final = TOTAL_HEIGHT + SIGNATURES_HEIGHT
"""What the last row of a sheet leaves room for, so that sum and signatures never stand alone on a page."""

BARCODE_HEIGHT: Final = 30.0
FOOTER_Y: Final = PAGE_HEIGHT - 44.0


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the first page of a sheet opens with: the kind of paper, the name one looks for, one big number.

    `facts` are lines under the name; `barcode` is what a scan of the paper says, `barcode_says` what it does.
    """

    kind: str
    name: str
    facts: tuple[str, ...]
    number: str
    number_says: str
    barcode: str = ""
    barcode_says: str = ""


class Column(NamedTuple):
    """The head of a column: it begins at `x`, or ends there when it heads numbers."""

    label: str
    x: float
    is_number: bool = False


class Sheet:
    """One paper under the pen. `y` is where the next thing goes; `page` is the page it goes on."""

    def __init__(self, faces: Typefaces, head: PaperHead, copy: int, masthead: Masthead) -> None:
        self.faces = faces
        self.head = head
        self.copy = copy
        self.masthead = masthead
        self.pages: list[Page] = []
        self._columns: Sequence[Column] = ()
        self.page = self._new_page()
        self.y = _draw_masthead(self.page, faces, head, copy, masthead)

    def _new_page(self) -> Page:
        page = Page(self.faces)
        self.pages.append(page)
        return page

    def has_room(self, height: float) -> bool:
        return self.y + height <= BOTTOM

    def need(self, height: float) -> bool:
        """Goes on on a new page when this one has no room for so much, and answers whether it did."""
        if self.has_room(height):
            return False
        self.turn_page()
        return True

    def turn_page(self) -> None:
        """A new page with the running head and the column heads on top."""
        self.page = self._new_page()
        self.y = _draw_running_head(self.page, self.faces, self.masthead, self.copy)
        self._draw_columns()

    def set_columns(self, columns: Sequence[Column], first_row: float = 0) -> None:
        """Heads the following rows, on this page (with room for the first row) and on every later one."""
        self._columns = ()
        self.need(24 + first_row)
        self._columns = columns
        self._draw_columns()

    def _draw_columns(self) -> None:
        if not self._columns:
            return
        for label, x, is_number in self._columns:
            (self.page.right if is_number else self.page.text)(x, self.y + 12, label, LABEL)
        self.page.rule(LEFT, self.y + 19, RIGHT, FRAME)
        self.y += 19

    def total(self, big: str, says: str) -> None:
        """The sum under the last row, at the right."""
        self.need(TOTAL_HEIGHT)
        page, baseline = self.page, self.y + 25
        page.rule(LEFT, self.y, RIGHT, FRAME)
        room = RIGHT - LEFT - page.width(_("Total")) - page.width(big, SUM) - 13
        size = TEXT.size
        while page.width(says, Style(size)) > room and size > 5:
            size -= 0.5
        start = page.right(RIGHT, baseline, says, Style(size))
        start = page.right(start - 5, baseline, big, SUM)
        page.right(start - 8, baseline, _("Total"))
        self.y += TOTAL_HEIGHT

    def signatures(self, labels: Sequence[str]) -> None:
        """Lines to be filled in by hand, at the foot of the last page."""
        self._columns = ()
        self.need(SIGNATURES_HEIGHT)
        baseline = BOTTOM - 8
        width = (RIGHT - LEFT + 16) / len(labels)
        for number, label in enumerate(labels):
            x = LEFT + number * width
            end = self.page.text(x, baseline, label, SMALL)
            self.page.rule(end + 4, baseline + 2, x + width - 16, RULE)
        self.y = BOTTOM

    def bookmarks(self) -> list[tuple[str, int]]:
        """(name, page from 0 within this paper) a reader jumps to."""
        return [(self.masthead.name, 0)]

    def finished(self) -> list[str]:
        """The operators of every page, footers drawn."""
        for number, page in enumerate(self.pages, 1):
            _draw_footer(page, self.head, self.copy, number, len(self.pages))
        return [page.operators() for page in self.pages]


def draw_lines(page: Page, x: float, y: float, fitted: Fitted) -> float:
    """Draws fitted lines downwards, the first on baseline `y`; the last baseline is answered."""
    step = fitted.style.size * LEADING
    for number, line in enumerate(fitted.lines):
        page.text(x, y + number * step, line, fitted.style)
    return y + (len(fitted.lines) - 1) * step


def _draw_masthead(page: Page, faces: Typefaces, head: PaperHead, copy: int, masthead: Masthead) -> float:
    """Answers where the masthead ends."""
    top = _draw_kicker(page, faces, head, copy, masthead) + 15
    width, height = NUMBER_BOX
    _draw_number(page, RIGHT - width, top, masthead)
    name = fit(faces, masthead.name, RIGHT - LEFT - width - 20, HERO, smallest=18)
    baseline = draw_lines(page, LEFT - 1, top + name.style.size * 0.92, name)
    y = baseline + 4
    for fact in masthead.facts:
        lines = fit(faces, fact, RIGHT - LEFT - width - 20, TEXT, smallest=8)
        y = draw_lines(page, LEFT, y + 15, lines)
    y = max(_draw_barcode(page, y + 12, masthead), top + height)
    return y + 16


def _draw_kicker(page: Page, faces: Typefaces, head: PaperHead, copy: int, masthead: Masthead) -> float:
    """The line above the name: the kind of paper, whose it is, and, on a reprint, which copy. Answers its foot."""
    end = page.tag(LEFT, TOP + 11, masthead.kind, Style(12, True))
    room = RIGHT - end - 10
    if copy > 1:
        mark = copy_mark(copy)
        start = RIGHT - page.width(mark, STRONG) - 9
        page.outlined(start, TOP + 11, mark, STRONG)
        room -= RIGHT - start + 8
    whose = fit(faces, joined(head.company, head.cycle, head.title), room, TEXT, smallest=7)
    return draw_lines(page, end + 10, TOP + 11, whose)


def _draw_number(page: Page, x: float, y: float, masthead: Masthead) -> None:
    width, height = NUMBER_BOX
    page.box(x, y, width, height, HEAVY, radius=7)
    size = 40.0
    while page.width(masthead.number, Style(size, True)) > width - 16:
        size -= 2
    page.centre(x + width / 2, y + 43, masthead.number, Style(size, True))
    size = 9.0
    while page.width(masthead.number_says, Style(size)) > width - 10 and size > 5:
        size -= 0.5
    page.centre(x + width / 2, y + 63, masthead.number_says, Style(size))


def _draw_barcode(page: Page, y: float, masthead: Masthead) -> float:
    """Answers where the barcode ends, or the end of the facts when there is none."""
    barcode = code128(masthead.barcode)
    if barcode is None:
        return y - 8
    page.bars(LEFT, y, BARCODE_HEIGHT, barcode.bars)
    x = LEFT + barcode.width + 14
    page.text(x, y + 13, masthead.barcode_says, SMALL)
    page.text(x, y + 25, masthead.barcode, SMALL)
    return y + BARCODE_HEIGHT


def _draw_running_head(page: Page, faces: Typefaces, masthead: Masthead, copy: int) -> float:
    end = page.tag(LEFT, TOP + 11, masthead.kind, STRONG)
    right = RIGHT
    for word in (copy_mark(copy) if copy > 1 else "", _("continued")):
        right = page.right(right, TOP + 11, word, SMALL) - 10 if word else right
    name = fit(faces, masthead.name, right - end - 10, NAME, smallest=8, lines=1)
    baseline = draw_lines(page, end + 8, TOP + 11, name)
    return baseline + 13


def _draw_footer(page: Page, head: PaperHead, copy: int, number: int, pages: int) -> None:
    page.rule(LEFT, FOOTER_Y, RIGHT, RULE)
    y = FOOTER_Y + 13
    says = [_("Snapshot {version}").format(version=head.snapshot), amended_until(head), copy_mark(copy)]
    page.text(LEFT, y, DOT.join(says), SMALL)
    page.centre((LEFT + RIGHT) / 2, y, _("Daybreak"), LABEL)
    page.right(RIGHT, y, _("page {number} of {pages}").format(number=number, pages=pages), SMALL)


def amended_until(head: PaperHead) -> str:
    """Up to which amendment a paper of this head is true, and when that one was made."""
    if not head.amendments:
        return _("no amendments")
    last = max(head.amendments, key=lambda row: row.number)
    return _("amendments until {number} ({time})").format(number=last.number, time=time_text(last.at, head.cut_at))


def copy_mark(copy: int) -> str:
    """“copy 2”."""
    return _("copy {number}").format(number=copy)
