"""The purchase order as a text to paste into a chat with the supplier."""

from __future__ import annotations

from domain.common.sentences import _
from domain.cutoff.words import PaperHead, PurchaseRow, PurchaseSheet
from exchange.documents.paper import amended_until
from exchange.documents.purchase_order import cases_text
from exchange.documents.text import clean
from exchange.documents.wording import day_text, joined, number_text, products_text, supplier_text


def purchase_message(head: PaperHead, sheet: PurchaseSheet) -> str:
    """Lines of plain text, one a product: what to deliver, in cases where the product has them."""
    lines = [
        joined(_("Purchase order"), clean(sheet.number), clean(head.company), clean(supplier_text(sheet.supplier))),
        _("for delivery on {day}").format(day=day_text(head.delivery)),
        "",
        *(f"{number}. {_product_line(row)}" for number, row in enumerate(sheet.rows, 1)),
        "",
        joined(products_text(len(sheet.rows)), _cases_of(sheet)),
        joined(_("Snapshot {version}").format(version=head.snapshot), amended_until(head)),
    ]
    return "\n".join(lines)


def _product_line(row: PurchaseRow) -> str:
    name = " ".join(part for part in (clean(row.product), clean(row.spec)) if part)
    pieces = f"{number_text(row.cases * row.case_size)} {clean(row.unit)}"
    if row.case_size == 1:
        return f"{name}  {pieces}"
    return f"{name}  {cases_text(row.cases)} × {number_text(row.case_size)} = {pieces}"


def _cases_of(sheet: PurchaseSheet) -> str:
    cases = sum(row.cases for row in sheet.rows if row.case_size > 1)
    return cases_text(cases) if cases else ""
