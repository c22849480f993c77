"""Papers as texts to paste into a chat: the purchase order for the supplier, a shortage for the point's own group.

A whole group reads the second one, so it names buyers by their number in the group or their phone's tail, and never
says a pickup code: the code does the work of a signature.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from domain.common.codes import family_name
from domain.common.money import yuan_text
from domain.common.sentences import _
from domain.cutoff.words import PaperHead, PurchaseRow, PurchaseSheet
from domain.picking.queries.papers import ShortageNotice, ShortLine
from exchange.documents.paper import amended_until
from exchange.documents.purchase_order import cases_text
from exchange.documents.text import clean
from exchange.documents.wording import day_text, joined, number_text, products_text, rule_text, supplier_text


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


def shortage_message(head: PaperHead, notice: ShortageNotice) -> str:
    """Lines of plain text for the group of a point: what is short, by which rule, who gets how many less, and the refund."""
    lines = [
        joined(_("Sorry, not everything came"), clean(notice.point)),
        _("delivery {day}").format(day=day_text(head.delivery)),
        *(line for product in _by_product(notice) for line in _short_product(product)),
        "",
        _("What you paid for it is given back: {amount} in all.").format(amount=f"¥{yuan_text(notice.refund_fen)}"),
        joined(_("Snapshot {version}").format(version=head.snapshot), amended_until(head)),
    ]
    return "\n".join(lines)


def _by_product(notice: ShortageNotice) -> Iterator[list[ShortLine]]:
    for _product, lines in groupby(notice.rows, key=lambda row: row.product_id):
        yield list(lines)


def _short_product(lines: list[ShortLine]) -> Iterator[str]:
    first, less = lines[0], sum(line.less for line in lines)
    name = " ".join(part for part in (clean(first.product), clean(first.spec)) if part)
    yield ""
    short = _("{count} {unit} short").format(count=number_text(less), unit=clean(first.unit)).replace("  ", " ")
    yield joined(name, short, rule_text(first.rule, first.tags))
    for line in lines:
        gets = _("{given} of {ordered}").format(given=line.ordered - line.less, ordered=line.ordered)
        yield joined(_buyer(line), gets, f"¥{yuan_text(line.refund_fen)}")


def _buyer(line: ShortLine) -> str:
    """“#12 王*”, or “王* 0007” where the group has no numbers."""
    name = family_name(clean(line.name))
    return f"#{line.sequence} {name}" if line.sequence is not None else f"{name} {line.phone_tail[-4:]}".strip()
