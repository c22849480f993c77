"""The purchase orders as one XLSX: a sheet for each supplier, to be sent or worked on in a spreadsheet.

Every text is written as a text: a product called `=cmd()` is a name and never a formula.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, BinaryIO, Final, NamedTuple

from domain.common.sentences import _
from domain.cutoff.words import PaperHead, PurchaseRow, PurchaseSheet
from exchange.documents.paper import amended_until
from exchange.documents.text import clean
from exchange.documents.wording import day_text, joined, supplier_text

_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']+")
_MADE_AT: Final = datetime(2000, 1, 1, tzinfo=UTC)  # the same rows give the same bytes
LONGEST_SHEET_NAME: Final = 31
HEAD_ROW: Final = 3


class _Formats(NamedTuple):
    title: Any
    head: Any
    money: Any
    total: Any


def write_purchase_workbook(head: PaperHead, sheets: Sequence[PurchaseSheet], stream: BinaryIO) -> None:
    """Writes the workbook into the stream."""
    from xlsxwriter import Workbook

    with Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": clean(f"{_('Purchase order')} {head.cycle}"), "created": _MADE_AT})
        formats = _Formats(
            book.add_format({"bold": True, "font_size": 16}),
            book.add_format({"bold": True, "bottom": 2, "text_wrap": True, "valign": "bottom"}),
            book.add_format({"num_format": "#,##0.00"}),
            book.add_format({"bold": True, "top": 1}),
        )
        taken: set[str] = set()
        for sheet in sheets:
            _write_sheet(book.add_worksheet(_sheet_name(sheet.supplier, taken)), formats, head, sheet)


def _write_sheet(page: Any, formats: _Formats, head: PaperHead, sheet: PurchaseSheet) -> None:
    page.write_string(0, 0, clean(supplier_text(sheet.supplier)), formats.title)
    snapshot = _("Snapshot {version}").format(version=head.snapshot)
    delivery = _("for delivery on {day}").format(day=day_text(head.delivery))
    page.write_string(
        1,
        0,
        joined(clean(sheet.number), clean(head.company), clean(head.cycle), delivery, snapshot, amended_until(head)),
    )
    titles = (
        *(_("Product code"), _("Barcode"), _("Product"), _("Specification"), _("Unit"), _("Ordered"), _("Per case")),
        *(_("Cases"), _("To deliver"), _("Left over"), _("Weight kg"), _("Cost each ¥"), _("Cost ¥")),
    )
    for column, title in enumerate(titles):
        page.write_string(HEAD_ROW, column, title, formats.head)
    for number, row in enumerate(sheet.rows, HEAD_ROW + 1):
        _write_row(page, formats, number, row)
    last = HEAD_ROW + 1 + len(sheet.rows)
    page.write_string(last, 2, _("Total"), formats.total)
    page.write_number(last, 5, sum(row.quantity for row in sheet.rows), formats.total)
    page.write_number(last, 8, sum(row.cases * row.case_size for row in sheet.rows), formats.total)
    page.set_column(0, 1, 16)
    page.set_column(2, 2, 32)
    page.set_column(3, 3, 18)
    page.freeze_panes(HEAD_ROW + 1, 0)
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _write_row(page: Any, formats: _Formats, number: int, row: PurchaseRow) -> None:
    for column, text in enumerate((row.code, row.barcode, row.product, row.spec, row.unit)):
        page.write_string(number, column, clean(text))
    delivered = row.cases * row.case_size
    for column, count in enumerate((row.quantity, row.case_size, row.cases, delivered, row.left_over), 5):
        page.write_number(number, column, count)
    if row.weighed:
        page.write_number(number, 10, Decimal(row.weight_g).scaleb(-3))
    if row.cost_fen is not None:
        page.write_number(number, 11, Decimal(row.cost_fen).scaleb(-2), formats.money)
        page.write_number(number, 12, Decimal(row.cost_fen * delivered).scaleb(-2), formats.money)


def _sheet_name(supplier: str, taken: set[str]) -> str:
    """A name Excel takes: at most 31 characters without []:*?/\\', and no two alike whatever their case."""
    kept = _NOT_IN_SHEET_NAMES.sub(" ", clean(supplier_text(supplier))).strip() or _("Supplier")
    if kept.lower() == "history":  # Excel keeps this name for itself
        kept = f"{kept} 1"
    name, number = _short(kept, ""), 1
    while name.lower() in taken:
        number += 1
        name = _short(kept, f" {number}")
    taken.add(name.lower())
    return name


def _short(name: str, ending: str) -> str:
    """Excel counts in UTF-16 units, so a rare character counts twice."""
    while len((name + ending).encode("utf-16-le")) // 2 > LONGEST_SHEET_NAME:
        name = name[:-1]
    return name + ending
