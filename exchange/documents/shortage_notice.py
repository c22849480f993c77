"""The shortage notice of a point: which buyer gets less of what, by which rule, and what is given back.

The leader keeps it beside the handover sheet; what goes to the group chat is message.py's, without pickup codes.
Next: count_sheet.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import BinaryIO, Final

from domain.common.codes import family_name, phone_tail
from domain.common.money import yuan_text
from domain.common.sentences import _
from domain.cutoff.words import PaperHead
from domain.picking.queries.papers import ShortageNotice, ShortLine
from exchange.documents.amendments import draw_amendments, of_point
from exchange.documents.book import Drawn, write_book
from exchange.documents.fitting import first_line, fit
from exchange.documents.page import HAIR, LEFT, NAME, RIGHT, RULE, SMALL, STRONG, TEXT, Style
from exchange.documents.paper import CLOSING, Column, Masthead, Sheet, draw_lines
from exchange.documents.text import clean
from exchange.documents.typefaces import Typefaces
from exchange.documents.wording import (
    buyers_text,
    day_text,
    joined,
    number_text,
    person_text,
    rule_text,
)

SEQUENCE_X: Final = LEFT + 104
NAME_X: Final = LEFT + 116
TAIL_X: Final = LEFT + 152
ORDERED_X: Final = LEFT + 240
GETS_X: Final = LEFT + 290
LESS_X: Final = LEFT + 368
REFUND_X: Final = LEFT + 440
TOLD_X: Final = LEFT + 458
ROW: Final = 24.0
BAND: Final = 38.0
CODE: Final = Style(14, True)
CODE_WIDTH: Final = 72.0
SHORT_WIDTH: Final = 120.0
LESS: Final = Style(16, True)


def draw_shortage(
    head: PaperHead,
    sheets: Iterable[ShortageNotice],
    *,
    copy: int = 1,
    stream: BinaryIO,
    after_each: Callable[[], None] | None = None,
) -> Drawn:
    """Writes the notices of all points into one PDF; pages and the pieces that do not come are answered."""

    def draw(faces: Typefaces, sheet: ShortageNotice) -> tuple[Sheet, int]:
        return shortage_notice(faces, head, sheet, copy)

    return write_book(stream, _("Shortage notice"), head, sheets, draw, after_each)


def shortage_notice(faces: Typefaces, head: PaperHead, rows: ShortageNotice, copy: int) -> tuple[Sheet, int]:
    """The notice of one point, and the pieces that do not come."""
    sheet = Sheet(faces, head, copy, _masthead(head, rows))
    draw_amendments(sheet, of_point(head, rows.point), with_point=False)
    sheet.set_columns(_columns(), first_row=BAND + ROW)
    for _product, lines in groupby(rows.rows, key=lambda row: row.product_id):
        _draw_product(sheet, tuple(lines), last=rows.rows[-1])
    refund = _("{amount} to give back").format(amount=f"¥{yuan_text(rows.refund_fen)}")
    sheet.total(number_text(rows.pieces), joined(_("pieces short"), buyers_text(_buyers(rows)), refund))
    sheet.signatures((_("Leader"), _("Told on"), _("Given back by")))
    return sheet, rows.pieces


def _buyers(rows: ShortageNotice) -> int:
    return len({row.pickup_code for row in rows.rows})


def _masthead(head: PaperHead, rows: ShortageNotice) -> Masthead:
    leader = person_text(rows.leader, rows.phone)
    return Masthead(
        kind=_("Shortage notice"),
        name=rows.point,
        facts=(
            joined(
                _("delivery {day}").format(day=day_text(head.delivery)),
                _("leader {person}").format(person=leader) if leader else "",
            ),
            _(
                "These buyers get less than they ordered. Tell them before they come; what they paid for it is given back."
            ),
        ),
        number=number_text(rows.pieces),
        number_says=joined(_("pieces short"), buyers_text(_buyers(rows))),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Code"), LEFT),
        Column(_("No."), SEQUENCE_X, is_number=True),
        Column(_("Name"), NAME_X),
        Column(_("Phone"), TAIL_X),
        Column(_("Ordered"), ORDERED_X, is_number=True),
        Column(_("Gets"), GETS_X, is_number=True),
        Column(_("Less"), LESS_X, is_number=True),
        Column(_("Refund ¥"), REFUND_X, is_number=True),
        Column(_("Told"), TOLD_X),
    )


def _draw_product(sheet: Sheet, lines: tuple[ShortLine, ...], last: ShortLine) -> None:
    """The product with what is missing of it and by which rule, then its buyers."""
    sheet.need(BAND + ROW)
    _draw_band(sheet, lines)
    for number, line in enumerate(lines, 1):
        if sheet.need(ROW + (CLOSING if line is last else 0)):
            _draw_band(sheet, lines)
        _draw_line(sheet, line)
        sheet.page.rule(LEFT, sheet.y, RIGHT, RULE if number % 5 == 0 else HAIR)


def _draw_band(sheet: Sheet, lines: tuple[ShortLine, ...]) -> None:
    first, page, y = lines[0], sheet.page, sheet.y
    less = sum(line.less for line in lines)
    short = _("{count} {unit} short").format(count=number_text(less), unit=clean(first.unit)).replace("  ", " ")
    count = first_line(fit(sheet.faces, short, SHORT_WIDTH, STRONG, 6, 1))
    start = page.right(RIGHT, y + 17, count.lines[0], count.style)
    name = first_line(fit(sheet.faces, joined(first.product, first.spec), start - LEFT - 12, NAME, 8, 1))
    draw_lines(page, LEFT, y + 17, name)
    rules = dict.fromkeys(rule_text(line.rule, line.tags) for line in lines)
    draw_lines(page, LEFT, y + 30, first_line(fit(sheet.faces, "; ".join(rules), RIGHT - LEFT, SMALL, 6.5, 1)))
    page.rule(LEFT, y + BAND, RIGHT, RULE)
    sheet.y += BAND


def _draw_line(sheet: Sheet, line: ShortLine) -> None:
    page, y = sheet.page, sheet.y + 17
    draw_lines(page, LEFT, y, first_line(fit(sheet.faces, line.pickup_code, CODE_WIDTH, CODE, 7, 1)))
    if line.sequence is not None:
        page.right(SEQUENCE_X, y, str(line.sequence), SMALL)
    page.text(NAME_X, y, family_name(clean(line.name)), TEXT)
    page.text(TAIL_X, y, phone_tail(line.phone_tail) or line.phone_tail[-4:], STRONG)
    gets = line.ordered - line.less
    page.right(ORDERED_X, y, number_text(line.ordered), TEXT)
    page.right(GETS_X, y, number_text(gets), NAME)
    if line.instead:
        page.text(GETS_X + 4, y, _("{count} other").format(count=number_text(line.instead)), SMALL)
    page.right(LESS_X, y, f"−{number_text(line.less)}", LESS)
    page.right(REFUND_X, y, yuan_text(line.refund_fen), TEXT)
    page.box(TOLD_X, sheet.y + 7, 11, 11, HAIR + 0.1)
    sheet.y += ROW
