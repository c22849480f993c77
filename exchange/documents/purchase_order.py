"""The purchase order of a supplier: what buyers ordered, rounded up to whole cases, and what will be left over.

The sum is shown, not only its result: 113 bottles, cases of 12, 10 cases = 120, 7 left over. Products
without a supplier get a sheet of their own that says so. Next: workbook.py, the same order as XLSX and as a message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import BinaryIO, Final

from domain.catalogue.words import NO_SUPPLIER
from domain.common.money import yuan_text
from domain.common.quantity import weight_text
from domain.common.sentences import _, ngettext
from domain.cutoff.words import PaperHead, PurchaseRow, PurchaseSheet
from exchange.documents.amendments import draw_amendments, of_products
from exchange.documents.book import Drawn, write_book
from exchange.documents.fitting import fit
from exchange.documents.page import FRAME, HAIR, LABEL, LEFT, RIGHT, RULE, SMALL, STRONG, TEXT, Style
from exchange.documents.paper import CLOSING, Column, Masthead, Sheet, draw_lines
from exchange.documents.rows import draw_product, draw_quantity, product_cell, quantity_width
from exchange.documents.typefaces import Typefaces
from exchange.documents.wording import (
    day_text,
    joined,
    number_text,
    person_text,
    products_text,
    supplier_text,
)

NUMBER_X: Final = LEFT + 14
PRODUCT_X: Final = LEFT + 22
PRODUCT_WIDTH: Final = 158.0
ORDERED_X: Final = LEFT + 220
CASE_X: Final = LEFT + 276
BUY_X: Final = LEFT + 334
LEFT_OVER_X: Final = LEFT + 394
COST_X: Final = LEFT + 464
RECEIVED_X: Final = LEFT + 474
ROW: Final = 44.0

ORDERED: Final = Style(13)
UNIT: Final = Style(7.5)


def draw_purchase(
    head: PaperHead,
    sheets: Iterable[PurchaseSheet],
    *,
    copy: int = 1,
    stream: BinaryIO,
    after_each: Callable[[], None] | None = None,
) -> Drawn:
    """Writes the purchase orders of all suppliers into one PDF; pages and ordered pieces come back."""

    def draw(faces: Typefaces, sheet: PurchaseSheet) -> tuple[Sheet, int]:
        return purchase_order(faces, head, sheet, copy)

    return write_book(stream, _("Purchase order"), head, sheets, draw, after_each)


def purchase_order(faces: Typefaces, head: PaperHead, rows: PurchaseSheet, copy: int) -> tuple[Sheet, int]:
    """The purchase order to one supplier, and the pieces buyers ordered of it."""
    pieces = sum(row.quantity for row in rows.rows)
    sheet = Sheet(faces, head, copy, _masthead(head, rows, pieces))
    if rows.supplier == NO_SUPPLIER:
        _draw_note(sheet)
    draw_amendments(sheet, of_products(head, ((row.product, row.spec) for row in rows.rows)), with_point=True)
    sheet.set_columns(_columns(), first_row=ROW)
    for number, row in enumerate(rows.rows, 1):
        _draw_row(sheet, number, row, is_last=number == len(rows.rows))
    sheet.total(number_text(pieces), joined(_("pieces ordered"), products_text(len(rows.rows)), *_sums(rows.rows)))
    sheet.signatures((_("Confirmed by supplier"), _("Delivered at"), _("Received by")))
    return sheet, pieces


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Product"), PRODUCT_X),
        Column(_("Ordered"), ORDERED_X + 8, is_number=True),
        Column(_("Per case"), CASE_X + 10, is_number=True),
        Column(_("To deliver"), BUY_X + 12, is_number=True),
        Column(_("Left over"), LEFT_OVER_X + 10, is_number=True),
        Column(_("Cost ¥"), COST_X, is_number=True),
        Column(_("Received"), RECEIVED_X),
    )


def _masthead(head: PaperHead, rows: PurchaseSheet, pieces: int) -> Masthead:
    contact = person_text(rows.contact, rows.phone)
    return Masthead(
        kind=_("Purchase order"),
        name=supplier_text(rows.supplier),
        facts=(
            joined(
                rows.number,
                _("for delivery on {day}").format(day=day_text(head.delivery)),
                _("contact {person}").format(person=contact) if contact else "",
            ),
        ),
        number=number_text(pieces),
        number_says=joined(_("pieces ordered"), products_text(len(rows.rows))),
    )


def _draw_note(sheet: Sheet) -> None:
    """The box that says what is to be settled before this paper can be sent to anybody."""
    text = _("These products have no supplier. Give each one its supplier in the catalogue, then print again.")
    note = fit(sheet.faces, text, RIGHT - LEFT - 72, STRONG, smallest=8)
    height = note.height + 16
    sheet.page.box(LEFT, sheet.y, RIGHT - LEFT, height, FRAME, radius=4)
    sheet.page.tag(LEFT + 8, sheet.y + 17, _("settle"), STRONG)
    draw_lines(sheet.page, LEFT + 62, sheet.y + 17, note)
    sheet.y += height + 12


def _sums(rows: Iterable[PurchaseRow]) -> list[str]:
    """Cases, weight and cost of the whole order, as far as they are known."""
    rows = tuple(rows)
    cases = sum(row.cases for row in rows if row.case_size > 1)
    weight = sum(row.weight_g for row in rows if row.weighed)
    costs = [_cost_fen(row) for row in rows]
    return [
        cases_text(cases) if cases else "",
        _("about {weight} weighed").format(weight=weight_text(weight)) if weight else "",
        f"¥{yuan_text(sum(cost for cost in costs if cost is not None))}" if None not in costs else "",
    ]


def cases_text(cases: int) -> str:
    return ngettext("{count} case", "{count} cases", cases).format(count=number_text(cases))


def _cost_fen(row: PurchaseRow) -> int | None:
    """What the delivered cases cost; None where the catalogue knows no cost."""
    return None if row.cost_fen is None else row.cost_fen * row.cases * row.case_size


def _draw_row(sheet: Sheet, number: int, row: PurchaseRow, is_last: bool) -> None:
    facts = joined(row.spec, row.code if row.code != row.barcode else "", row.barcode)
    weight = _("about {weight}").format(weight=weight_text(row.weight_g)) if row.weighed and row.weight_g else ""
    taken = quantity_width(sheet.faces, row.quantity, row.frozen_quantity, ORDERED)
    taken = max(taken, sheet.faces.width(weight, SMALL.size))
    width = min(PRODUCT_WIDTH, ORDERED_X - taken - 8 - PRODUCT_X)
    cell = product_cell(sheet.faces, width, row.product, facts, row.weighed, row.zone)
    height = max(ROW, cell.height + 16)
    sheet.need(height + (CLOSING if is_last else 0))
    page, middle = sheet.page, sheet.y + height / 2
    top = middle - cell.height / 2
    page.right(NUMBER_X, top + 11, str(number), LABEL)
    draw_product(page, PRODUCT_X, top, cell)
    draw_quantity(page, ORDERED_X, middle + 2, row.quantity, row.frozen_quantity, ORDERED)
    page.text(ORDERED_X + 2, middle + 2, row.unit, UNIT)
    page.right(ORDERED_X, middle + 14, weight, SMALL)
    _draw_cases(sheet, row, middle)
    page.right(LEFT_OVER_X, middle + 2, number_text(row.left_over), ORDERED)
    page.text(LEFT_OVER_X + 2, middle + 2, row.unit, UNIT)
    _draw_cost(sheet, row, middle)
    page.box(RECEIVED_X, middle - 14, RIGHT - RECEIVED_X, 28, HAIR + 0.1)
    sheet.y += height
    page.rule(LEFT, sheet.y, RIGHT, RULE if number % 5 == 0 else HAIR)


def _draw_cases(sheet: Sheet, row: PurchaseRow, middle: float) -> None:
    """Whole cases and how many pieces they hold; goods that come loose are ordered by the piece."""
    page = sheet.page
    delivered = number_text(row.cases * row.case_size)
    if row.case_size == 1:
        page.right(CASE_X + 10, middle + 2, _("loose"), SMALL)
        page.right(BUY_X, middle + 5, delivered, Style(20, True))
        page.text(BUY_X + 3, middle + 5, row.unit, SMALL)
        return
    page.right(CASE_X, middle + 2, number_text(row.case_size), ORDERED)
    page.text(CASE_X + 2, middle + 2, row.unit, UNIT)
    page.right(BUY_X, middle + 2, number_text(row.cases), Style(20, True))
    page.text(BUY_X + 3, middle + 2, ngettext("case", "cases", row.cases), SMALL)
    page.right(BUY_X + 12, middle + 14, f"= {delivered} {row.unit}", SMALL)


def _draw_cost(sheet: Sheet, row: PurchaseRow, middle: float) -> None:
    """The cost of what is delivered over the cost of a piece."""
    cost = _cost_fen(row)
    if cost is not None and row.cost_fen is not None:
        sheet.page.right(COST_X, middle + 2, yuan_text(cost), TEXT)
        sheet.page.right(COST_X, middle + 14, f"@ {yuan_text(row.cost_fen)}", UNIT)
