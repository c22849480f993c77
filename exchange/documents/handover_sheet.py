"""The handover sheet of a point: what the van brings, and who collects what by which code.

The code is the biggest thing on it, because that is what a customer says; of the person it shows the
family name and the last four digits, never more. Next: day_sums.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import BinaryIO, Final, NamedTuple

from domain.common.codes import family_name, phone_tail
from domain.common.sentences import _
from domain.cutoff.words import HandoverItem, HandoverRow, HandoverSheet, PaperHead, PickRow
from exchange.documents.amendments import draw_amendments, of_point
from exchange.documents.book import Drawn, write_book
from exchange.documents.fitting import LEADING, Fitted, fit
from exchange.documents.page import FRAME, HAIR, LEFT, RIGHT, RULE, SMALL, STRONG, TEXT, Page, Style
from exchange.documents.paper import CLOSING, Column, Masthead, Sheet, draw_lines
from exchange.documents.rows import draw_quantity, quantity_width
from exchange.documents.text import clean
from exchange.documents.typefaces import Typefaces
from exchange.documents.wording import (
    buyers_text,
    day_text,
    joined,
    number_text,
    person_text,
    pieces_text,
    products_text,
    without_phones,
)

CODE_WIDTH: Final = 66.0
SEQUENCE_X: Final = LEFT + 100
NAME_X: Final = LEFT + 110
TAIL_X: Final = LEFT + 150
ITEMS_X: Final = LEFT + 190
QUANTITY_X: Final = LEFT + 380
WEIGHED_X: Final = QUANTITY_X - 40
ITEMS_WIDTH: Final = WEIGHED_X - ITEMS_X - 4
SIGN_X: Final = LEFT + 394
NOT_TAKEN_X: Final = LEFT + 470
ROW: Final = 24.0
LINE: Final = 14.0
MOST_LINES_OF_A_ROW: Final = 30

CODE: Final = Style(16, True)
PERSON: Final = Style(11)
TAIL: Final = Style(11, True)
ITEM: Final = Style(9.5)
ONE: Final = Style(10)
SEVERAL: Final = Style(12, True)
NOTE: Final = Style(8)
CHANGED: Final = Style(7, True)
MARK: Final = Style(6.5, True)

GOODS_GUTTER: Final = 20.0
GOODS_ROW: Final = 20.0


class Line(NamedTuple):
    """One line of what a buyer gets: a product, or the rest of its name (then without a quantity)."""

    text: str
    style: Style
    quantity: str
    quantity_style: Style
    is_weighed: bool
    height: float


def draw_handover(
    head: PaperHead,
    sheets: Iterable[HandoverSheet],
    *,
    copy: int = 1,
    stream: BinaryIO,
    after_each: Callable[[], None] | None = None,
) -> Drawn:
    """Writes the handover sheets of all points into one PDF; pages and pieces come back."""
    memory: dict[tuple[HandoverItem, ...], tuple[Line, ...]] = {}

    def draw(faces: Typefaces, sheet: HandoverSheet) -> tuple[Sheet, int]:
        return handover_sheet(faces, head, sheet, copy, memory)

    return write_book(stream, _("Handover sheet"), head, sheets, draw, after_each)


def handover_sheet(
    faces: Typefaces,
    head: PaperHead,
    rows: HandoverSheet,
    copy: int,
    memory: dict[tuple[HandoverItem, ...], tuple[Line, ...]] | None = None,
) -> tuple[Sheet, int]:
    """The handover sheet of one point, and its pieces. `memory` keeps the lines of like baskets between sheets."""
    memory = {} if memory is None else memory
    pieces = sum(item.quantity for row in rows.rows for item in row.items)
    sheet = Sheet(faces, head, copy, _masthead(head, rows, pieces))
    draw_amendments(sheet, of_point(head, rows.point), with_point=False)
    _draw_goods(sheet, rows.goods)
    sheet.set_columns(_columns(), first_row=ROW)
    for number, row in enumerate(rows.rows, 1):
        lines = memory.get(row.items)
        if lines is None:
            lines = memory[row.items] = tuple(line for item in row.items for line in _item_lines(faces, item))
        _draw_buyer(sheet, number, row, lines, is_last=number == len(rows.rows))
    sheet.total(number_text(pieces), joined(_("pieces"), buyers_text(len(rows.rows))))
    sheet.signatures((_("Driver"), _("Received by"), _("At"), _("Not collected")))
    return sheet, pieces


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Code"), LEFT),
        Column(_("No."), SEQUENCE_X, is_number=True),
        Column(_("Name"), NAME_X),
        Column(_("Phone"), TAIL_X),
        Column(_("Goods"), ITEMS_X),
        Column(_("Qty"), QUANTITY_X, is_number=True),
        Column(_("Signature"), SIGN_X),
        Column(_("Not taken"), NOT_TAKEN_X),
    )


def _masthead(head: PaperHead, rows: HandoverSheet, pieces: int) -> Masthead:
    leader = person_text(rows.leader, rows.phone)
    return Masthead(
        kind=_("Handover sheet"),
        name=rows.point,
        facts=(
            joined(
                _("delivery {day}").format(day=day_text(head.delivery)),
                _("leader {person}").format(person=leader) if leader else "",
            ),
            rows.address,
        ),
        number=number_text(len(rows.rows)),
        number_says=joined(_("buyers"), pieces_text(pieces)),
        barcode=f"HAND:{head.cycle}:{rows.point_id}",
        barcode_says=_("scan to begin"),
    )


def _draw_goods(sheet: Sheet, goods: Sequence[PickRow]) -> None:
    """What the van brings, in two columns: a box to tick, the product, how many."""
    if not goods:
        return
    sheet.need(24 + GOODS_ROW)
    pieces = sum(row.quantity for row in goods)
    sheet.page.text(LEFT, sheet.y + 12, _("Goods received"), STRONG)
    sheet.page.right(RIGHT, sheet.y + 12, joined(products_text(len(goods)), pieces_text(pieces)), SMALL)
    sheet.page.rule(LEFT, sheet.y + 19, RIGHT, FRAME)
    sheet.y += 19
    for first in range(0, len(goods), 2):
        _draw_goods_pair(sheet, goods[first : first + 2])
    sheet.y += 14


def _draw_goods_pair(sheet: Sheet, pair: Sequence[PickRow]) -> None:
    width = (RIGHT - LEFT - GOODS_GUTTER) / 2
    names = [_goods_name(sheet.faces, row, width) for row in pair]
    height = max(GOODS_ROW, *(name.height + 10 for name in names))
    sheet.need(height)
    page = sheet.page
    for number, (row, name) in enumerate(zip(pair, names, strict=True)):
        x = LEFT + number * (width + GOODS_GUTTER)
        page.box(x, sheet.y + 5, 10, 10, RULE)
        draw_lines(page, x + 18, sheet.y + 14, name)
        unit = page.right(x + width, sheet.y + 14, row.unit, SMALL) if row.unit else x + width
        draw_quantity(page, unit - 3, sheet.y + 14.5, row.quantity, row.frozen_quantity, SEVERAL)
        page.rule(x, sheet.y + height, x + width, HAIR)
    sheet.y += height


def _goods_name(faces: Typefaces, row: PickRow, width: float) -> Fitted:
    taken = quantity_width(faces, row.quantity, row.frozen_quantity, SEVERAL) + faces.width(row.unit, SMALL.size) + 3
    return fit(faces, joined(row.product, row.spec), width - 18 - max(60.0, taken + 8), TEXT, smallest=7.5)


def _item_lines(faces: Typefaces, item: HandoverItem) -> list[Line]:
    quantity = f"×{number_text(item.quantity)}"
    style = ONE if item.quantity == 1 else SEVERAL
    room = QUANTITY_X - faces.width(quantity, style.size, style.bold) - 22 - ITEMS_X
    name = fit(faces, joined(item.product, item.spec), min(ITEMS_WIDTH, room), ITEM, smallest=7)
    return [
        Line(
            line,
            name.style,
            "" if number else quantity,
            style,
            item.weighed and not number,
            LINE if number == len(name.lines) - 1 else name.style.size * LEADING,
        )
        for number, line in enumerate(name.lines)
    ]


def _draw_buyer(sheet: Sheet, number: int, row: HandoverRow, lines: Sequence[Line], is_last: bool) -> None:
    """One buyer; a basket that would fill a page goes on in a second row under the same code."""
    while len(lines) > MOST_LINES_OF_A_ROW:
        _draw_basket(sheet, row, lines[:MOST_LINES_OF_A_ROW], None, leave=0)
        sheet.page.rule(LEFT, sheet.y, RIGHT, HAIR)
        lines = lines[MOST_LINES_OF_A_ROW:]
    _draw_basket(sheet, row, lines, _note(sheet.faces, row), leave=CLOSING if is_last else 0)
    sheet.page.rule(LEFT, sheet.y, RIGHT, RULE if number % 5 == 0 else HAIR)


def _draw_basket(sheet: Sheet, row: HandoverRow, lines: Sequence[Line], note: Fitted | None, leave: float) -> None:
    """Code, person and lines in one row; `leave`: how much room must stay below it."""
    code = fit(sheet.faces, row.pickup_code, CODE_WIDTH, CODE, smallest=7, lines=1)
    below = 11.0 * len(note.lines) if note else 0.0
    goods = sum(line.height for line in lines)
    height = max(ROW, goods + below + 10, code.height + 10)
    sheet.need(height + leave)
    page, y = sheet.page, sheet.y
    draw_lines(page, LEFT, y + 17.5, code)
    _draw_person(page, row, y)
    baseline = y + 16
    for line in lines:
        _draw_item(page, baseline, line)
        baseline += line.height
    if note:
        _draw_note(page, y + 14 + goods, note, row.is_amended)
    page.upright(SIGN_X - 8, y, y + height)
    page.upright(NOT_TAKEN_X - 8, y, y + height)
    page.box(NOT_TAKEN_X, y + 6.5, 11, 11, HAIR + 0.1)
    sheet.y += height


def _draw_person(page: Page, row: HandoverRow, y: float) -> None:
    if row.is_amended:
        page.fill(LEFT - 8, y + 4, 4, 16)
    if row.sequence is not None:
        page.right(SEQUENCE_X, y + 16, str(row.sequence), SMALL)
    page.text(NAME_X, y + 16, family_name(clean(row.name)), PERSON)
    page.text(TAIL_X, y + 16, phone_tail(row.phone_tail) or row.phone_tail[-4:], TAIL)


def _draw_item(page: Page, y: float, line: Line) -> None:
    page.text(ITEMS_X, y, line.text, line.style)
    if line.quantity:
        start = page.right(QUANTITY_X, y, line.quantity, line.quantity_style)
        if line.is_weighed:
            mark = _("wt")
            page.outlined(min(WEIGHED_X, start - page.width(mark, MARK) - 10), y, mark, MARK)


def _note(faces: Typefaces, row: HandoverRow) -> Fitted | None:
    """When the buyer comes and what was asked for; None when nothing is said and nothing was amended."""
    says = joined(row.slot, _("note: {note}").format(note=without_phones(row.note)) if clean(row.note) else "")
    taken = faces.width(_("changed"), CHANGED.size, True) + 12 if row.is_amended else 0
    if not says and not row.is_amended:
        return None
    return fit(faces, says, SIGN_X - 14 - ITEMS_X - taken, NOTE, smallest=7)


def _draw_note(page: Page, y: float, note: Fitted, is_amended: bool) -> None:
    x = page.tag(ITEMS_X, y, _("changed"), CHANGED) + 5 if is_amended else ITEMS_X
    for index, text in enumerate(note.lines):
        page.text(x, y + 11 * index, text, note.style)
