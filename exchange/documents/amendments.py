"""The box of amendments at the top of a paper: what changed after cutoff, from what to what, who, when, why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from domain.common.sentences import _
from domain.common.sentences.vocabulary import CONTACT
from domain.cutoff.words import AmendmentRow, PaperHead
from exchange.documents.fitting import Fitted, fit
from exchange.documents.page import FRAME, LABEL, LEFT, NAME, RIGHT, SMALL, STRONG, Style
from exchange.documents.paper import Sheet, draw_lines
from exchange.documents.wording import joined, number_text, time_text, without_phones

WHAT_X: Final = LEFT + 36
WHAT_WIDTH: Final = 178.0
BEFORE_X: Final = LEFT + 258
ARROW_X: Final = LEFT + 268
AFTER_X: Final = LEFT + 281
WHO_X: Final = LEFT + 326
WHO_WIDTH: Final = 70.0
WHY_X: Final = LEFT + 402
WHY_WIDTH: Final = RIGHT - 10 - WHY_X
HEADING: Final = 22.0


def of_point(head: PaperHead, point: str) -> list[AmendmentRow]:
    """The amendments that concern a point."""
    return [row for row in head.amendments if row.point == point]


def of_points(head: PaperHead, points: Iterable[str]) -> list[AmendmentRow]:
    """The amendments that concern any of these points."""
    names = frozenset(points)
    return [row for row in head.amendments if row.point in names]


def of_products(head: PaperHead, products: Iterable[tuple[str, str]]) -> list[AmendmentRow]:
    """The amendments that concern any of these (product, spec); an amendment names both as one text."""
    names = {f"{product} {spec}".strip() for product, spec in products}
    return [row for row in head.amendments if row.product in names]


def contact_text(fields: Iterable[str]) -> str:
    """“Phone, note”: what an amendment changed besides goods; what it is now stands in the buyer's row."""
    said = _(", ").join(_(CONTACT[field]) for field in fields)
    return said[:1].upper() + said[1:]


def draw_amendments(sheet: Sheet, rows: Sequence[AmendmentRow], with_point: bool) -> None:
    """Boxes the rows, over several pages when they are many; `with_point`: the paper is of no single point."""
    if not rows:
        return
    rows = sorted(rows, key=lambda row: row.number)
    sheet.need(HEADING + 34)
    top = _open_box(sheet, len(rows))
    for row in rows:
        cells = _cells(sheet, row, with_point)
        height = max(17.0, max(cell.height for cell in cells) + 8)
        if not sheet.has_room(height + 8):
            _close_box(sheet, top)
            sheet.turn_page()
            top = _open_box(sheet, len(rows))
        _draw_row(sheet, row, cells)
        sheet.y += height
    _close_box(sheet, top)
    sheet.y += 12


def _open_box(sheet: Sheet, count: int) -> float:
    top = sheet.y
    title = _("Changed after cutoff: {count}").format(count=number_text(count))
    sheet.page.tag(LEFT + 8, top + 15, title, STRONG)
    sheet.y += HEADING
    return top


def _close_box(sheet: Sheet, top: float) -> None:
    sheet.y += 4
    sheet.page.box(LEFT, top, RIGHT - LEFT, sheet.y - top, FRAME, radius=4)


def _cells(sheet: Sheet, row: AmendmentRow, with_point: bool) -> tuple[Fitted, Fitted, Fitted]:
    said = row.product or contact_text(row.contact)
    what = joined(row.point, said) if with_point else said
    who = f"{row.person} {time_text(row.at, sheet.head.cut_at)}"
    why = joined(without_phones(row.reason), _("order {number}").format(number=row.order) if row.order else "")
    return (
        fit(sheet.faces, what, WHAT_WIDTH, STRONG, smallest=7.5),
        fit(sheet.faces, who, WHO_WIDTH, SMALL, smallest=7),
        fit(sheet.faces, why, WHY_WIDTH, SMALL, smallest=7),
    )


def _draw_row(sheet: Sheet, row: AmendmentRow, cells: tuple[Fitted, Fitted, Fitted]) -> None:
    page, baseline = sheet.page, sheet.y + 12
    what, who, why = cells
    page.right(WHAT_X - 8, baseline, str(row.number), LABEL)
    draw_lines(page, WHAT_X, baseline, what)
    if row.product:
        page.right(BEFORE_X, baseline, number_text(row.before), Style(11))
        page.text(ARROW_X - 4, baseline, "→", Style(11))
        page.text(AFTER_X, baseline, number_text(row.after), NAME)
    else:
        page.text(BEFORE_X - 24, baseline, _("changed"), SMALL)
    draw_lines(page, WHO_X, baseline, who)
    draw_lines(page, WHY_X, baseline, why)
