"""The load list of a van: what goes in first stands first, each tote with its number, weight, box to tick and bars.

Before anything is packed the plan's totes stand there as empty lines to write codes on, so that a hall without
scanners can load by paper. Next: run_sheet.py, the driver's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import BinaryIO, Final, NamedTuple

from domain.common.quantity import volume_text, weight_text
from domain.common.sentences import _, ngettext
from domain.cutoff.words import PaperHead
from domain.dispatch.queries.papers import LoadSheet
from domain.dispatch.words import LoadCrate, LoadStop
from exchange.documents.amendments import draw_amendments, of_points
from exchange.documents.barcodes import code128
from exchange.documents.book import Drawn, write_book
from exchange.documents.fitting import first_line, fit
from exchange.documents.page import FRAME, HAIR, HEAVY, LABEL, LEFT, NAME, RIGHT, RULE, SMALL, STRONG, TITLE, Style
from exchange.documents.paper import CLOSING, Masthead, Sheet, draw_lines
from exchange.documents.typefaces import Typefaces
from exchange.documents.wording import clock_text, day_text, joined, number_text, stops_text, totes_text

GUTTER: Final = 20.0
LANE: Final = (RIGHT - LEFT - GUTTER) / 2
CRATE: Final = 34.0
STOP: Final = 36.0
LIMIT_BOX: Final = 50.0
BAR_HEIGHT: Final = 22.0
DROP: Final = Style(19, True)


class Limit(NamedTuple):
    """One limit of the van: what it is called, what is on it, what it may carry."""

    label: str
    value: str
    of: str
    is_over: bool


def draw_load(
    head: PaperHead,
    sheets: Iterable[LoadSheet],
    *,
    copy: int = 1,
    stream: BinaryIO,
    after_each: Callable[[], None] | None = None,
) -> Drawn:
    """Writes the load lists of all vans into one PDF; pages and the pieces in their totes come back."""

    def draw(faces: Typefaces, sheet: LoadSheet) -> tuple[Sheet, int]:
        return load_list(faces, head, sheet, copy)

    return write_book(stream, _("Load list"), head, sheets, draw, after_each)


def load_list(faces: Typefaces, head: PaperHead, rows: LoadSheet, copy: int) -> tuple[Sheet, int]:
    """The load list of one van, and the pieces in its totes."""
    sheet = Sheet(faces, head, copy, _masthead(head, rows))
    draw_amendments(sheet, of_points(head, (stop.point for stop in rows.load.stops)), with_point=True)
    _draw_limits(sheet, rows)
    for place, stop in enumerate(rows.load.stops, 1):
        _draw_stop(sheet, place, stop, is_last=place == len(rows.load.stops))
    weight = weight_text(rows.weight_g) if rows.weight_g else ""
    sheet.total(number_text(rows.totes), joined(_("totes"), stops_text(len(rows.load.stops)), weight))
    sheet.signatures((_("Loaded by"), _("Driver"), _("Left at"), _("Temperature")))
    return sheet, rows.pieces


def _masthead(head: PaperHead, rows: LoadSheet) -> Masthead:
    one = rows.load
    driver = _("driver {person}").format(person=one.driver) if one.driver else ""
    return Masthead(
        kind=_("Load list"),
        name=joined(one.van, one.plate),
        facts=(
            joined(
                _("delivery {day}").format(day=day_text(head.delivery)),
                _("leaves {time}").format(time=clock_text(one.start_min)),
                driver,
            ),
            _("The last stop goes in first: load from the top of this list down."),
        ),
        number=number_text(rows.totes),
        number_says=joined(_("totes planned") if rows.is_planned else _("totes"), stops_text(len(one.stops))),
        barcode=f"LOAD:{head.cycle}:{one.route_id}",
        barcode_says=_("scan to begin"),
    )


def _limits(rows: LoadSheet) -> tuple[Limit, ...]:
    one = rows.load
    totes = number_text(rows.totes), _("of {limit}").format(limit=number_text(one.max_totes))
    return (
        Limit(
            _("Weight"),
            weight_text(rows.weight_g),
            _("of {limit}").format(limit=weight_text(one.max_weight_g)),
            rows.weight_g > one.max_weight_g,
        ),
        Limit(
            _("Volume"),
            volume_text(rows.volume_ml),
            _("of {limit}").format(limit=volume_text(one.max_volume_ml)),
            rows.volume_ml > one.max_volume_ml,
        ),
        Limit(_("Totes"), *totes, rows.totes > one.max_totes),
    )


def _draw_limits(sheet: Sheet, rows: LoadSheet) -> None:
    """What the van will carry beside what it may, in three boxes; beneath, what is not known yet or was allowed."""
    limits = _limits(rows)
    width = (RIGHT - LEFT - 12 * (len(limits) - 1)) / len(limits)
    page, y = sheet.page, sheet.y
    for number, limit in enumerate(limits):
        x = LEFT + number * (width + 12)
        page.box(x, y, width, LIMIT_BOX, HEAVY if limit.is_over else FRAME, radius=5)
        page.text(x + 9, y + 15, limit.label, LABEL)
        end = _draw_value(sheet, x + 9, y + 38, limit.value, width - 20)
        draw_lines(page, end + 6, y + 38, first_line(fit(sheet.faces, limit.of, x + width - end - 12, SMALL, 6, 1)))
        if limit.is_over:
            page.tag(x + width - page.width(_("too much"), LABEL) - 16, y + 15, _("too much"))
    sheet.y += LIMIT_BOX + 8
    _draw_remark(sheet, _remark(rows))
    sheet.y += 8


def _draw_value(sheet: Sheet, x: float, y: float, value: str, width: float) -> float:
    """A number as large as its box lets it be; where it ends."""
    fitted = first_line(fit(sheet.faces, value, width * 0.62, Style(18, True), 8, 1))
    draw_lines(sheet.page, x, y, fitted)
    return x + sheet.page.width(fitted.lines[0], fitted.style)


def _remark(rows: LoadSheet) -> str:
    one = rows.load
    unweighed = ngettext(
        "{count} tote has no weight yet", "{count} totes have no weight yet", rows.unweighed
    ).format(count=number_text(rows.unweighed))  # fmt: skip
    allowed = _("more was allowed by {person}: {reason}").format(person=one.over_by, reason=one.over_reason)
    return joined(
        _("nothing is packed yet: weights and totes are the plan's") if rows.is_planned else "",
        unweighed if rows.unweighed else "",
        allowed if one.over_by else "",
    )


def _draw_remark(sheet: Sheet, text: str) -> None:
    if text:
        sheet.y = draw_lines(sheet.page, LEFT, sheet.y + 8, fit(sheet.faces, text, RIGHT - LEFT, SMALL, 7)) + 4


def _draw_stop(sheet: Sheet, place: int, stop: LoadStop, is_last: bool) -> None:
    """A stop's heading and its totes two by two; a stop that goes on on another page is named there again."""
    cells: list[LoadCrate | None] = list(stop.crates) or [None] * max(1, stop.planned_totes)
    sheet.need(STOP + CRATE + (CLOSING if is_last and len(cells) <= 2 else 0))
    _draw_heading(sheet, place, stop)
    for first in range(0, len(cells), 2):
        is_end = first + 2 >= len(cells)
        if sheet.need(CRATE + (CLOSING if is_last and is_end else 0)):
            _draw_heading(sheet, place, stop)
        for lane, crate in enumerate(cells[first : first + 2]):
            _draw_crate(sheet, LEFT + lane * (LANE + GUTTER), crate)
        sheet.y += CRATE
    sheet.y += 6


def _draw_heading(sheet: Sheet, place: int, stop: LoadStop) -> None:
    page, y = sheet.page, sheet.y
    page.rule(LEFT, y + 2, RIGHT, FRAME)
    drop = number_text(stop.drop_no)
    width = max(30.0, page.width(drop, DROP) + 12)
    page.box(LEFT, y + 8, width, 24, RULE, radius=4)
    page.centre(LEFT + width / 2, y + 27, drop, DROP)
    says = _stop_says(stop)
    right = page.right(RIGHT, y + 26, says, SMALL)
    first = page.outlined(LEFT + width + 8, y + 25, _("in {place}").format(place=number_text(place)), LABEL) + 8
    draw_lines(page, first, y + 26, first_line(fit(sheet.faces, stop.point, right - first - 10, TITLE, 7, 1)))
    sheet.y += STOP


def _stop_says(stop: LoadStop) -> str:
    count = len(stop.crates) or stop.planned_totes
    cold = sum(crate.is_cold for crate in stop.crates)
    weight = sum(crate.weight_g or 0 for crate in stop.crates)
    return joined(
        totes_text(count),
        _("{count} cold").format(count=cold) if cold else "",
        weight_text(weight) if weight else "",
        _("there {time}").format(time=clock_text(stop.arrive_min)),
    )


def _draw_crate(sheet: Sheet, x: float, crate: LoadCrate | None) -> None:
    page, y = sheet.page, sheet.y
    if crate is None or not crate.left_behind:
        page.box(x, y + 10, 13, 13, RULE)
    if crate is None:
        end = page.text(x + 24, y + 22, _("tote"), SMALL)
        page.rule(end + 6, y + 24, x + LANE, RULE)
        return
    end = page.text(x + 24, y + 21, f"{number_text(crate.number)}/{number_text(crate.of)}", NAME) + 7
    if crate.is_cold:
        end = page.tag(end, y + 20.5, _("cold")) + 6
    bars = None if crate.left_behind else code128(crate.code)
    right = x + LANE
    if bars is not None:
        right -= bars.width
        page.bars(right, y + 6, BAR_HEIGHT, bars.bars)
        right -= 8
    _draw_crate_words(sheet, end, right, crate)
    page.rule(x, y + CRATE, x + LANE, HAIR)


def _draw_crate_words(sheet: Sheet, x: float, until: float, crate: LoadCrate) -> None:
    """Code over weight, at the left of the bars; a tote that stays behind says why instead of its weight."""
    code = fit(sheet.faces, crate.code, until - x, STRONG, 6, 1)
    draw_lines(sheet.page, x, sheet.y + 15, first_line(code))
    below = weight_text(crate.weight_g) if crate.weight_g is not None else _("not weighed")
    if crate.left_behind:
        below = _("stays here: {reason}").format(reason=crate.left_behind)
    draw_lines(sheet.page, x, sheet.y + 27, first_line(fit(sheet.faces, below, until - x, SMALL, 6, 1)))
