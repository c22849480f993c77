"""The sow list of a product: take it once, deal it out to the points, tick every piece.

Many points stand in two columns, to be read down the left one first. Next: handover_sheet.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import BinaryIO, Final, NamedTuple

from domain.common.quantity import weight_text
from domain.common.sentences import _
from domain.cutoff.words import PaperHead, SowRow, SowSheet
from exchange.documents.amendments import draw_amendments, of_products
from exchange.documents.book import Drawn, write_book
from exchange.documents.fitting import Fitted, fit
from exchange.documents.page import BOTTOM, FRAME, HAIR, LABEL, LEFT, NAME, RIGHT, RULE, Style
from exchange.documents.paper import CLOSING, Masthead, Sheet, draw_lines
from exchange.documents.rows import draw_quantity, quantity_width
from exchange.documents.ticks import draw_ticks, ticks_height
from exchange.documents.typefaces import Typefaces
from exchange.documents.wording import day_text, joined, number_text, points_text, zone_text

GUTTER: Final = 24.0
HEADS: Final = 19.0
NAME_INDENT: Final = 24.0


class Lane(NamedTuple):
    """One column of points: where its parts stand, how big it writes, from how many pieces boxes stand for five."""

    x: float
    until: float
    quantity_x: float
    ticks_x: float
    row: float
    quantity: Style
    singles: int

    def tick_height(self, quantity: int) -> float:
        return ticks_height(quantity, self.until - self.ticks_x, self.singles)


def _half(x: float) -> Lane:
    return Lane(x, x + (RIGHT - LEFT - GUTTER) / 2, x + 152, x + 161, 34, Style(19, True), singles=10)


WIDE: Final = Lane(LEFT, RIGHT, LEFT + 324, LEFT + 362, 40, Style(22, True), singles=20)
HALVES: Final = (_half(LEFT), _half((LEFT + RIGHT + GUTTER) / 2))
MOST_WIDE_ROWS: Final = 13
"""Up to so many points fit on one page in the wide form."""


class Placed(NamedTuple):
    """A point ready to be drawn."""

    number: int
    row: SowRow
    name: Fitted
    height: float


def draw_sow(
    head: PaperHead,
    sheets: Iterable[SowSheet],
    *,
    copy: int = 1,
    stream: BinaryIO,
    after_each: Callable[[], None] | None = None,
) -> Drawn:
    """Writes the sow lists of all products into one PDF; pages and pieces come back."""

    def draw(faces: Typefaces, sheet: SowSheet) -> tuple[Sheet, int]:
        return sow_list(faces, head, sheet, copy)

    return write_book(stream, _("Sow list"), head, sheets, draw, after_each)


def sow_list(faces: Typefaces, head: PaperHead, rows: SowSheet, copy: int) -> tuple[Sheet, int]:
    """The sow list of one product, and its pieces."""
    pieces = sum(row.quantity for row in rows.rows)
    sheet = Sheet(faces, head, copy, _masthead(head, rows, pieces))
    draw_amendments(sheet, of_products(head, [(rows.product, rows.spec)]), with_point=True)
    lanes = (WIDE,) if len(rows.rows) <= MOST_WIDE_ROWS else HALVES
    _draw_points(sheet, lanes, [_placed(faces, lanes[0], number, row) for number, row in enumerate(rows.rows, 1)])
    sheet.total(number_text(pieces), joined(rows.unit or _("pieces"), points_text(len(rows.rows))))
    sheet.signatures((_("Sown by"), _("Checked by"), _("Start"), _("Finish"), _("Left over")))
    return sheet, pieces


def _masthead(head: PaperHead, rows: SowSheet, pieces: int) -> Masthead:
    weight = (
        _("about {weight} each").format(weight=weight_text(rows.weight_g)) if rows.weighed and rows.weight_g else ""
    )
    return Masthead(
        kind=_("Sow list"),
        name=rows.product,
        facts=(
            joined(rows.spec, zone_text(rows.zone), _("weighed") if rows.weighed else "", weight),
            joined(rows.category, rows.code, rows.barcode if rows.barcode != rows.code else ""),
            _("delivery {day}").format(day=day_text(head.delivery)),
        ),
        number=number_text(pieces),
        number_says=joined(rows.unit or _("pieces"), points_text(len(rows.rows))),
        barcode=f"SOW:{head.cycle}:{rows.product_id}",
        barcode_says=_("scan to begin"),
    )


def _placed(faces: Typefaces, lane: Lane, number: int, row: SowRow) -> Placed:
    taken = quantity_width(faces, row.quantity, row.frozen_quantity, lane.quantity)
    name = fit(faces, row.point, lane.quantity_x - taken - 8 - lane.x - NAME_INDENT, NAME, smallest=8)
    return Placed(number, row, name, max(lane.row, name.height + 14, lane.tick_height(row.quantity) + 10))


def _draw_points(sheet: Sheet, lanes: Sequence[Lane], points: Sequence[Placed]) -> None:
    """Deals the points out to the columns of as many pages as they take."""
    while points:
        sheet.need(HEADS + max(point.height for point in points[: len(lanes)]) + (CLOSING if len(points) == 1 else 0))
        room = BOTTOM - sheet.y - HEADS
        shares = _last_page(points, len(lanes), room - CLOSING) or _full_page(points, len(lanes), room)
        top = sheet.y
        for lane, share in zip(lanes, shares, strict=True):
            sheet.y = max(sheet.y, _draw_lane(sheet, lane, top, share))
        if len(lanes) > 1:
            middle = (lanes[0].until + lanes[1].x) / 2
            sheet.page.upright(middle, top + 4, sheet.y, RULE)
        points = points[sum(map(len, shares)) :]
        if points:
            sheet.turn_page()


def _last_page(points: Sequence[Placed], lanes: int, room: float) -> list[Sequence[Placed]] | None:
    """All points in columns of like length, when they and the closing lines fit this page."""
    for split in range(-(-len(points) // lanes), len(points) + 1):
        shares = [points[:split], points[split:]][:lanes]
        if all(sum(point.height for point in share) <= room for share in shares):
            return shares
    return None


def _full_page(points: Sequence[Placed], lanes: int, room: float) -> list[Sequence[Placed]]:
    """As many points as each column takes; the last one is kept back for the page with the sum."""
    shares: list[Sequence[Placed]] = []
    points = points[:-1] if len(points) > 1 else points
    for _lane in range(lanes):
        used, count = 0.0, 0
        while count < len(points) and (count == 0 or used + points[count].height <= room):
            used += points[count].height
            count += 1
        shares.append(points[:count])
        points = points[count:]
    return shares


def _draw_lane(sheet: Sheet, lane: Lane, y: float, points: Sequence[Placed]) -> float:
    """Answers where the column ends."""
    page = sheet.page
    if not points:
        return y
    page.text(lane.x + NAME_INDENT, y + 12, _("Pickup point"), LABEL)
    page.right(lane.quantity_x, y + 12, _("Quantity"), LABEL)
    page.text(lane.ticks_x, y + 12, _("Tick off"), LABEL)
    y += HEADS
    page.rule(lane.x, y, lane.until, FRAME)
    for point in points:
        _draw_point(sheet, lane, y, point)
        y += point.height
        page.rule(lane.x, y, lane.until, RULE if point.number % 5 == 0 else HAIR)
    return y


def _draw_point(sheet: Sheet, lane: Lane, y: float, point: Placed) -> None:
    page, middle, row = sheet.page, y + point.height / 2, point.row
    first = middle - point.name.height / 2 + point.name.style.size * 0.88
    page.right(lane.x + 17, first, str(point.number), LABEL)
    draw_lines(page, lane.x + NAME_INDENT, first, point.name)
    draw_quantity(
        page, lane.quantity_x, middle + lane.quantity.size * 0.36, row.quantity, row.frozen_quantity, lane.quantity
    )
    ticks = lane.tick_height(row.quantity)
    draw_ticks(page, lane.ticks_x, middle - ticks / 2 + 2, row.quantity, lane.until - lane.ticks_x, lane.singles)
