"""The contents slips of totes, four to a page to be cut apart: point, k of n, products with pieces and weights, bars.

A slip lies in its tote; whoever opens it at the point sees what ought to be inside. A tote with more products than a
quarter page takes has a second slip. Next: shortage_notice.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, Final, NamedTuple

from domain.common.quantity import weight_text
from domain.common.sentences import _
from domain.cutoff.words import PaperHead
from domain.packing.queries.papers import SlipLine, ToteSlip
from exchange.documents.barcodes import code128
from exchange.documents.book import Drawn, write_book
from exchange.documents.fitting import first_line, fit, only_lines
from exchange.documents.page import (
    FRAME,
    HAIR,
    HEAVY,
    LABEL,
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SMALL,
    STRONG,
    TEXT,
    TINY,
    Page,
    Style,
)
from exchange.documents.paper import amended_until, copy_mark, draw_lines
from exchange.documents.text import clean
from exchange.documents.typefaces import Typefaces
from exchange.documents.wording import DOT, day_text, joined, number_text, pieces_text, time_text, zone_text

PER_PAGE: Final = 4
INSET: Final = LEFT
WIDTH: Final = PAGE_WIDTH / 2 - INSET - 16.0
HEIGHT: Final = PAGE_HEIGHT / 2
MOST_LINES: Final = 9
"""So many products stand on one slip; the rest on the next."""
LINE: Final = 22.0
HEAD: Final = 116.0
BARS: Final = 28.0
POINT: Final = Style(22, True)
POINT_OF_TWO: Final = Style(15, True)
NUMBER: Final = Style(26, True)
NUMBER_BOX: Final = (78.0, 42.0)
CODE_ROOM: Final = 90.0
"""Bars that leave less than this beside them are left out: the code is typed."""
MARK: Final = Style(6.5, True)


class Slip(NamedTuple):
    """One quarter page: the tote, the lines on this slip, which of its slips it is."""

    tote: ToteSlip
    lines: tuple[SlipLine, ...]
    part: int
    parts: int


class SlipPage:
    """Up to four slips on a page, as book.py binds it: a bookmark for every tote that begins here."""

    def __init__(self, faces: Typefaces, head: PaperHead, copy: int, slips: Sequence[Slip]) -> None:
        self._page = Page(faces)
        self._names = [_name(slip.tote) for slip in slips if slip.part == 1]
        _draw_cuts(self._page)
        for place, slip in enumerate(slips):
            x = INSET if place % 2 == 0 else PAGE_WIDTH / 2 + 16.0
            _draw_slip(self._page, faces, head, copy, slip, x, place // 2 * HEIGHT)

    def bookmarks(self) -> list[tuple[str, int]]:
        """Each tote that begins on this page."""
        return [(name, 0) for name in self._names]

    def finished(self) -> list[str]:
        """The operators of the page."""
        return [self._page.operators()]


def draw_totes(
    head: PaperHead,
    sheets: Sequence[ToteSlip],
    *,
    copy: int = 1,
    stream: BinaryIO,
    after_each: Callable[[], None] | None = None,
) -> Drawn:
    """Writes the slips of all totes into one PDF; pages and the pieces in the totes come back."""
    slips = [slip for tote in sheets for slip in slips_of(tote)]
    pages = [slips[first : first + PER_PAGE] for first in range(0, len(slips), PER_PAGE)]

    def draw(faces: Typefaces, page: Sequence[Slip]) -> tuple[SlipPage, int]:
        drawn = SlipPage(faces, head, copy, page)
        begun = [slip.tote for slip in page if slip.part == 1]
        if after_each is not None:
            for _tote in begun:
                after_each()
        return drawn, sum(tote.pieces for tote in begun)

    return write_book(stream, _("Tote contents"), head, pages, draw)


def slips_of(tote: ToteSlip) -> Iterator[Slip]:
    """The quarter pages of a tote, one when its products fit."""
    parts = max(1, -(-len(tote.lines) // MOST_LINES))
    for part in range(parts):
        lines = tote.lines[part * MOST_LINES : (part + 1) * MOST_LINES]
        yield Slip(tote, lines, part + 1, parts)


def _name(tote: ToteSlip) -> str:
    return f"{clean(tote.point)} {tote.number}/{tote.of}"


def _draw_cuts(page: Page) -> None:
    """Where the page is cut: short marks at the edges and a faint cross."""
    page.upright(PAGE_WIDTH / 2, 14, PAGE_HEIGHT - 14)
    page.rule(14, PAGE_HEIGHT / 2, PAGE_WIDTH - 14)


def _draw_slip(page: Page, faces: Typefaces, head: PaperHead, copy: int, slip: Slip, x: float, top: float) -> None:
    y = _draw_head(page, faces, head, copy, slip, x, top + 30)
    for line in slip.lines:
        _draw_line(page, faces, line, x, y)
        y += LINE
        page.rule(x, y, x + WIDTH, HAIR)
    if slip.part == slip.parts:
        _draw_sum(page, faces, slip.tote, x, y)
    _draw_foot(page, faces, head, copy, slip, x, top + HEIGHT)


def _draw_head(page: Page, faces: Typefaces, head: PaperHead, copy: int, slip: Slip, x: float, y: float) -> float:
    """Kind, point, k of n in a box, wave and van; answers where the rows begin."""
    tote = slip.tote
    width, height = NUMBER_BOX
    box = x + WIDTH - width
    end = page.tag(x, y + 8, _("Tote contents"), LABEL)
    if tote.is_cold:
        end = page.tag(end + 5, y + 8, _("cold"), LABEL)
    if slip.part > 1:
        page.outlined(end + 5, y + 8, _("continued"), LABEL)
    page.box(box, y - 4, width, height, HEAVY, radius=6)
    number = fit(faces, f"{number_text(tote.number)}/{number_text(tote.of)}", width - 12, NUMBER, 10, 1)
    page.centre(box + width / 2, y + 26, number.lines[0], number.style)
    name = fit(faces, tote.point, WIDTH - width - 10, POINT, smallest=10, lines=1)
    if len(name.lines) > 1 or name.style.size < POINT_OF_TWO.size:
        name = only_lines(fit(faces, tote.point, WIDTH - width - 10, POINT_OF_TWO, smallest=9), 2)
    baseline = draw_lines(page, x, y + 20 + name.style.size * 0.75, name)
    facts = joined(
        f"W{tote.wave:02d}",
        _("van {van} stop {drop}").format(van=tote.van, drop=tote.drop) if tote.van and tote.drop else "",
        day_text(head.delivery),
        head.company,
    )
    lines = first_line(fit(faces, facts, WIDTH, SMALL, 6, 1))
    draw_lines(page, x, max(baseline + 14, y + 52), lines)
    y += HEAD - 30
    page.text(x, y, _("Product"), LABEL)
    page.right(x + WIDTH, y, _("Weight"), LABEL)
    page.right(x + WIDTH - 54, y, _("Qty"), LABEL)
    page.rule(x, y + 5, x + WIDTH, FRAME)
    return y + 5


def _draw_line(page: Page, faces: Typefaces, line: SlipLine, x: float, y: float) -> None:
    """A product in one line: box, name, mark, pieces, and the weight of what was weighed."""
    page.box(x, y + 6, 10, 10, HAIR + 0.1)
    quantity = f"{number_text(line.pieces)} {clean(line.unit)}".strip()
    pieces = first_line(fit(faces, quantity, 60, STRONG, 6, 1))
    start = page.right(x + WIDTH - 54, y + 15, pieces.lines[0], pieces.style)
    marks = [word for word in (zone_text(line.zone), _("instead") if line.instead_of else "") if word]
    for mark in marks:
        start -= page.width(mark, MARK) + 11
        page.outlined(start, y + 15, mark, MARK)
    if line.is_weighed:
        weight = first_line(fit(faces, weight_text(line.weight_g), 48, TEXT, 6, 1))
        page.right(x + WIDTH, y + 15, weight.lines[0], weight.style)
    says = joined(line.product, line.spec)
    if line.instead_of:
        says = joined(says, _("for {product}").format(product=line.instead_of))
    name = fit(faces, says, start - x - 22, TEXT, 8.5, 1)
    if len(name.lines) > 1:
        name = fit(faces, says, start - x - 22, Style(7.5), 5.5)
    first = y + (15 if len(name.lines) == 1 else 8.5)
    draw_lines(page, x + 16, first, only_lines(name, 2))


def _draw_sum(page: Page, faces: Typefaces, tote: ToteSlip, x: float, y: float) -> None:
    gross = _("{weight} with the crate").format(weight=weight_text(tote.gross_g)) if tote.gross_g else _("not sealed")
    says = joined(pieces_text(tote.pieces), gross)
    fitted = first_line(fit(faces, says, WIDTH, STRONG, 7, 1))
    page.right(x + WIDTH, y + 16, fitted.lines[0], fitted.style)


def _draw_foot(page: Page, faces: Typefaces, head: PaperHead, copy: int, slip: Slip, x: float, bottom: float) -> None:
    """The tote's bars with its code, who sealed it, and what every paper says of itself."""
    tote = slip.tote
    bars = code128(tote.code)
    y = bottom - 74
    end = x
    if bars is not None and bars.width <= WIDTH - CODE_ROOM:
        page.bars(x, y, BARS, bars.bars)
        end = x + bars.width + 10
    draw_lines(page, end, y + 11, first_line(fit(faces, tote.code, x + WIDTH - end, STRONG, 6, 1)))
    sealed = (
        _("sealed by {person} {time}").format(person=tote.sealed_by, time=time_text(tote.sealed_at, tote.sealed_at))
        if tote.sealed_at
        else ""
    )
    draw_lines(page, end, y + 24, first_line(fit(faces, sealed, x + WIDTH - end, SMALL, 6, 1)))
    page.rule(x, bottom - 38, x + WIDTH, HAIR)
    says = DOT.join((_("Snapshot {version}").format(version=head.snapshot), amended_until(head), copy_mark(copy)))
    of = _("page {number} of {pages}").format(number=slip.part, pages=slip.parts)
    start = page.right(x + WIDTH, bottom - 28, of, TINY)
    draw_lines(page, x, bottom - 28, first_line(fit(faces, says, start - x - 6, TINY, 5, 1)))
