"""The count sheet of a warehouse: bins in the order of the walk, each lot with a field to write its count.

What the books expect stays off the paper unless somebody asks for it: a count that knows the answer is no count. The
bars open the count at a station.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import BinaryIO, Final

from domain.common.sentences import _, ngettext
from domain.cutoff.words import PaperHead
from domain.stock.queries.papers import CountSheet
from domain.stock.words import CountRow
from exchange.documents.book import Drawn, write_book
from exchange.documents.fitting import fit
from exchange.documents.page import HAIR, LEFT, NAME, RIGHT, RULE, SMALL, STRONG, TEXT, Style
from exchange.documents.paper import CLOSING, Column, Masthead, Sheet, draw_lines
from exchange.documents.typefaces import Typefaces
from exchange.documents.wording import day_text, joined, number_text, products_text

BIN_WIDTH: Final = 76.0
PRODUCT_X: Final = LEFT + 84
PRODUCT_WIDTH: Final = 188.0
LOT_X: Final = LEFT + 282
LOT_WIDTH: Final = 84.0
EXPECTED_X: Final = LEFT + 416
COUNTED_X: Final = RIGHT - 86
ROW: Final = 36.0
BIN: Final = Style(14, True)
EXPECTED: Final = Style(12)


def draw_count(
    head: PaperHead,
    sheets: Iterable[CountSheet],
    *,
    copy: int = 1,
    stream: BinaryIO,
    shows_expected: bool = False,
    after_each: Callable[[], None] | None = None,
) -> Drawn:
    """Writes the count sheets into one PDF; pages and, where the expected count is shown, its pieces come back."""

    def draw(faces: Typefaces, sheet: CountSheet) -> tuple[Sheet, int]:
        return count_paper(faces, head, sheet, copy, shows_expected)

    return write_book(stream, _("Count sheet"), head, sheets, draw, after_each)


def count_paper(
    faces: Typefaces, head: PaperHead, rows: CountSheet, copy: int, shows_expected: bool
) -> tuple[Sheet, int]:
    """The count sheet of one warehouse, and the pieces it says lie there (0 where it does not say)."""
    sheet = Sheet(faces, head, copy, _masthead(head, rows, shows_expected))
    sheet.set_columns(_columns(shows_expected), first_row=ROW)
    before = ""
    for row in rows.rows:
        _draw_row(sheet, row, row.bin != before, row is rows.rows[-1], shows_expected)
        before = row.bin
    lines = ngettext("{count} line", "{count} lines", len(rows.rows)).format(count=number_text(len(rows.rows)))
    sheet.total(number_text(_bins(rows)), joined(_("bins"), lines, products_text(_products(rows))))
    sheet.signatures((_("Counted by"), _("Checked by"), _("Start"), _("Finish")))
    return sheet, sum(row.seen for row in rows.rows) if shows_expected else 0


def _bins(rows: CountSheet) -> int:
    return len({row.bin_id for row in rows.rows})


def _products(rows: CountSheet) -> int:
    return len({row.code for row in rows.rows})


def _masthead(head: PaperHead, rows: CountSheet, shows_expected: bool) -> Masthead:
    return Masthead(
        kind=_("Count sheet"),
        name=rows.warehouse,
        facts=(
            joined(_("delivery {day}").format(day=day_text(head.delivery)), products_text(_products(rows))),
            _("The expected count is shown: count first, then compare.")
            if shows_expected
            else _("Write what lies there, also 0. What lies there and stands on no line: add it below its bin."),
        ),
        number=number_text(_bins(rows)),
        number_says=_("bins"),
        barcode=f"COUNT:{rows.warehouse_id}",
        barcode_says=_("scan to begin"),
    )


def _columns(shows_expected: bool) -> tuple[Column, ...]:
    expected = (Column(_("Expected"), EXPECTED_X, is_number=True),) if shows_expected else ()
    return (
        Column(_("Bin"), LEFT),
        Column(_("Product"), PRODUCT_X),
        Column(_("Lot · best before"), LOT_X),
        *expected,
        Column(_("Count"), COUNTED_X),
    )


def _draw_row(sheet: Sheet, row: CountRow, is_new: bool, is_last: bool, shows_expected: bool) -> None:
    product = fit(sheet.faces, row.product, PRODUCT_WIDTH, NAME, smallest=8)
    code = fit(sheet.faces, row.code, PRODUCT_WIDTH, SMALL, 6.5, 1)
    lot = fit(sheet.faces, row.lot, LOT_WIDTH, TEXT, smallest=6.5)
    height = max(ROW, product.height + code.height + 14, lot.height + 24)
    turned = sheet.need(height + (CLOSING if is_last else 0))
    page, y = sheet.page, sheet.y
    if is_new or turned:
        page.rule(LEFT, y, RIGHT, RULE if is_new else HAIR)
        draw_lines(page, LEFT, y + 22, fit(sheet.faces, row.bin, BIN_WIDTH, BIN, smallest=6.5))
    baseline = draw_lines(page, PRODUCT_X, y + 16, product)
    draw_lines(page, PRODUCT_X, baseline + 12, code)
    baseline = draw_lines(page, LOT_X, y + 16, lot)
    if row.expires_on is not None:
        page.text(LOT_X, baseline + 12, row.expires_on.isoformat(), STRONG)
    if shows_expected:
        page.right(EXPECTED_X, y + 22, number_text(row.seen), EXPECTED)
    page.box(COUNTED_X, y + 6, 56, 24, HAIR + 0.1)
    draw_lines(page, COUNTED_X + 61, y + 22, fit(sheet.faces, row.unit, RIGHT - COUNTED_X - 61, SMALL, 6, 1))
    sheet.y += height
    page.rule(PRODUCT_X, sheet.y, RIGHT, HAIR)
