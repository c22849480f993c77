"""Parts of rows that several papers share: the product's cell, the quantity with what it was."""

from __future__ import annotations

from typing import Final, NamedTuple

from domain.common.sentences import _
from exchange.documents.fitting import Fitted, fit
from exchange.documents.page import (
    BIG,
    LABEL,
    NAME,
    SMALL,
    Page,
    Style,
)
from exchange.documents.paper import draw_lines
from exchange.documents.typefaces import Typefaces
from exchange.documents.wording import number_text, zone_text

TAG_LINE: Final = 14.5
SMALLEST_BESIDE: Final = 7.5
WAS: Final = Style(11)
WAS_GAP: Final = 7.0


class ProductCell(NamedTuple):
    """A product's name; beneath it words in frames (weighed, chilled) and plain facts, on one line where they fit."""

    name: Fitted
    facts: Fitted
    tags: tuple[str, ...]
    is_weighed: bool
    facts_below: bool

    @property
    def height(self) -> float:
        height = self.name.height
        if self.tags:
            height += TAG_LINE
        if self.facts.lines != ("",) and (self.facts_below or not self.tags):
            height += self.facts.height + 5
        return height


def product_cell(
    faces: Typefaces, width: float, name: str, facts: str, weighed: bool, zone: str, style: Style = NAME
) -> ProductCell:
    tags = tuple(word for word in (_("weighed") if weighed else "", zone_text(zone)) if word)
    room = width - sum(faces.width(tag, LABEL.size, True) + 12 for tag in tags)
    fits = faces.width(facts, SMALLEST_BESIDE) <= room
    return ProductCell(
        fit(faces, name, width, style, smallest=8),
        fit(faces, facts, room if fits else width, SMALL, smallest=SMALLEST_BESIDE if fits else 7, lines=1),
        tags,
        weighed,
        facts_below=bool(tags) and not fits,
    )


def draw_product(page: Page, x: float, y: float, cell: ProductCell) -> None:
    """Draws the cell downwards from its top `y`."""
    baseline = draw_lines(page, x, y + cell.name.style.size * 0.88, cell.name) + TAG_LINE
    start = x
    for number, tag in enumerate(cell.tags):
        is_first = cell.is_weighed and number == 0
        start = (page.tag if is_first else page.outlined)(start, baseline, tag) + 4
    if cell.facts_below:
        draw_lines(page, x, baseline + cell.facts.style.size + 5, cell.facts)
    else:
        draw_lines(page, start, baseline, cell.facts)


def quantity_width(faces: Typefaces, quantity: int, frozen: int, style: Style = BIG) -> float:
    """How much room to the left draw_quantity takes."""
    width = faces.width(number_text(quantity), style.size, style.bold)
    return width if frozen == quantity else width + WAS_GAP + faces.width(number_text(frozen), WAS.size) + 2


def draw_quantity(page: Page, x: float, baseline: float, quantity: int, frozen: int, style: Style = BIG) -> None:
    """The quantity ending at `x`; where an amendment changed it, what it was stands struck out before it."""
    start = page.right(x, baseline, number_text(quantity), style)
    if frozen != quantity:
        until = start - WAS_GAP
        was = page.right(until, baseline, number_text(frozen), WAS)
        page.strike(was - 1.5, baseline - WAS.size * 0.36, until + 1.5)
