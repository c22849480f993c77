"""The pick list of a point: walk it once, put each product into the point's totes, tick every piece.

One sheet a point; products by category, as everywhere. Next: sow_list.py, the other way to pick.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import BinaryIO, Final

from domain.common.quantity import weight_text
from domain.common.sentences import _
from domain.cutoff.words import PaperHead, PickRow, PickSheet
from exchange.documents.amendments import draw_amendments, of_point
from exchange.documents.book import Drawn, write_book
from exchange.documents.fitting import fit
from exchange.documents.page import HAIR, LEFT, RIGHT, RULE, SMALL, STRONG, TEXT
from exchange.documents.paper import CLOSING, Column, Masthead, Sheet, draw_lines
from exchange.documents.rows import draw_product, draw_quantity, product_cell, quantity_width
from exchange.documents.ticks import draw_ticks, ticks_height
from exchange.documents.typefaces import Typefaces
from exchange.documents.wording import (
    day_text,
    joined,
    number_text,
    orders_text,
    person_text,
    products_text,
)

CATEGORY_WIDTH: Final = 56.0
PRODUCT_X: Final = LEFT + 64
PRODUCT_WIDTH: Final = 196.0
QUANTITY_X: Final = LEFT + 326
TICKS_X: Final = LEFT + 362
TICKS_WIDTH: Final = RIGHT - TICKS_X
ROW: Final = 40.0
WEIGHT_LINE: Final = 18.0


def draw_pick(
    head: PaperHead,
    sheets: Iterable[PickSheet],
    *,
    copy: int = 1,
    stream: BinaryIO,
    after_each: Callable[[], None] | None = None,
) -> Drawn:
    """Writes the pick lists of all points into one PDF; pages and pieces come back."""

    def draw(faces: Typefaces, sheet: PickSheet) -> tuple[Sheet, int]:
        return pick_list(faces, head, sheet, copy)

    return write_book(stream, _("Pick list"), head, sheets, draw, after_each)


def pick_list(faces: Typefaces, head: PaperHead, rows: PickSheet, copy: int) -> tuple[Sheet, int]:
    """The pick list of one point, and its pieces."""
    pieces = sum(row.quantity for row in rows.rows)
    sheet = Sheet(faces, head, copy, _masthead(head, rows, pieces))
    draw_amendments(sheet, of_point(head, rows.point), with_point=False)
    sheet.set_columns(
        (
            Column(_("Category"), LEFT),
            Column(_("Product"), PRODUCT_X),
            Column(_("Quantity"), QUANTITY_X, is_number=True),
            Column(_("Tick off"), TICKS_X),
        ),
        first_row=ROW,
    )
    category = None
    for row in rows.rows:
        _draw_row(sheet, row, is_first=row.category != category, is_last=row is rows.rows[-1])
        category = row.category
    sheet.total(number_text(pieces), joined(_("pieces"), products_text(len(rows.rows)), orders_text(rows.orders)))
    sheet.signatures((_("Picked by"), _("Checked by"), _("Start"), _("Finish"), _("Totes")))
    return sheet, pieces


def _masthead(head: PaperHead, rows: PickSheet, pieces: int) -> Masthead:
    return Masthead(
        kind=_("Pick list"),
        name=rows.point,
        facts=(
            joined(
                _("delivery {day}").format(day=day_text(head.delivery)),
                _("leader {person}").format(person=person) if (person := person_text(rows.leader, rows.phone)) else "",
            ),
        ),
        number=number_text(pieces),
        number_says=joined(_("pieces"), products_text(len(rows.rows))),
        barcode=f"PICK:{head.cycle}:{rows.point_id}",
        barcode_says=_("scan to begin"),
    )


def _draw_row(sheet: Sheet, row: PickRow, is_first: bool, is_last: bool) -> None:
    """One product; the category is named where it begins and where a page begins."""
    taken = quantity_width(sheet.faces, row.quantity, row.frozen_quantity)
    width = min(PRODUCT_WIDTH, QUANTITY_X - taken - 10 - PRODUCT_X)
    cell = product_cell(sheet.faces, width, row.product, _facts(row), row.weighed, row.zone)
    category = fit(sheet.faces, row.category, CATEGORY_WIDTH, STRONG, smallest=6.5)
    ticks = ticks_height(row.quantity, TICKS_WIDTH) + (WEIGHT_LINE if row.weighed and row.quantity else 0)
    height = max(ROW, cell.height + 14, ticks + 12, category.height + 14)
    turned = sheet.need(height + (CLOSING if is_last else 0))
    page, middle = sheet.page, sheet.y + height / 2
    if is_first or turned:
        page.rule(LEFT, sheet.y, RIGHT, RULE)
        draw_lines(page, LEFT, middle - cell.height / 2 + 11, category)
    draw_product(page, PRODUCT_X, middle - cell.height / 2, cell)
    draw_quantity(page, QUANTITY_X, middle + 8, row.quantity, row.frozen_quantity)
    page.text(QUANTITY_X + 4, middle + 8, row.unit, TEXT)
    draw_ticks(page, TICKS_X, middle - ticks / 2 + 2, row.quantity, TICKS_WIDTH)
    if row.weighed and row.quantity:
        _draw_weight_line(sheet, middle + ticks / 2 - WEIGHT_LINE)
    sheet.y += height
    page.rule(LEFT, sheet.y, RIGHT, HAIR)


def _facts(row: PickRow) -> str:
    weight = _("about {weight} each").format(weight=weight_text(row.weight_g)) if row.weighed and row.weight_g else ""
    return joined(row.spec, row.code, weight)


def _draw_weight_line(sheet: Sheet, y: float) -> None:
    """Where the picker writes what the scale says."""
    end = sheet.page.text(TICKS_X, y + 12, _("scale weight"), SMALL)
    sheet.page.rule(end + 4, y + 14, RIGHT - 16, RULE)
    sheet.page.right(RIGHT, y + 12, "kg", SMALL)
