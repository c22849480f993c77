"""The run sheet of a van: its stops in drop order, each with the door, the window, the totes, a code that opens
navigation, and the fields the leader fills in and signs.

Two codes a stop: AMap's own link, and geo: for any other map (navigation.py). The leader's phone is printed whole:
decision 0022. The map of the trip stands at its end. Next: trip_map.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import BinaryIO, Final

from domain.common.codes import family_name
from domain.common.sentences import _
from domain.cutoff.words import PaperHead
from domain.dispatch.queries.papers import RunSheet, RunSpot, RunStop
from exchange.documents.amendments import draw_amendments, of_points
from exchange.documents.book import Drawn, write_book
from exchange.documents.fitting import Fitted, first_line, fit
from exchange.documents.navigation import amap_link, geo_link
from exchange.documents.page import (
    BOTTOM,
    FRAME,
    HEAVY,
    LABEL,
    LEFT,
    NAME,
    RIGHT,
    RULE,
    SMALL,
    STRONG,
    TEXT,
    TINY,
    TITLE,
    Style,
)
from exchange.documents.paper import CLOSING, SIGNATURES_HEIGHT, Masthead, Sheet, draw_lines
from exchange.documents.qrcodes import qr_code
from exchange.documents.text import clean
from exchange.documents.trip_map import HIGHEST, LEAST, TripMaps, draw_trip, has_map
from exchange.documents.typefaces import Typefaces
from exchange.documents.wording import (
    clock_text,
    day_text,
    joined,
    number_text,
    phone_in_groups,
    pieces_text,
    span_text,
    totes_text,
)

CODE: Final = 62.0
CODES_WIDTH: Final = 2 * CODE + 26
WORDS_X: Final = LEFT + 52
WORDS_WIDTH: Final = RIGHT - CODES_WIDTH - 14 - WORDS_X
DROP_BOX: Final = 40.0
FIELDS: Final = 30.0
MAP_GAP: Final = 12.0
MOST_CODES: Final = 12
"""So many tote codes are named at a stop; the load list has all of them."""
DROP: Final = Style(26, True)


def draw_run(
    head: PaperHead,
    sheets: Iterable[RunSheet],
    *,
    copy: int = 1,
    maps: TripMaps | None = None,
    stream: BinaryIO,
    after_each: Callable[[], None] | None = None,
) -> Drawn:
    """Writes the run sheets of all vans into one PDF; pages and the pieces that are delivered come back.

    `maps`: the roads and ways under the maps; None: straight lines.
    """

    def draw(faces: Typefaces, sheet: RunSheet) -> tuple[Sheet, int]:
        return run_sheet(faces, head, sheet, copy, maps or TripMaps())

    return write_book(stream, _("Run sheet"), head, sheets, draw, after_each)


def run_sheet(faces: Typefaces, head: PaperHead, rows: RunSheet, copy: int, maps: TripMaps) -> tuple[Sheet, int]:
    """The run sheet of one van, and the pieces it delivers. The map fills the foot of the last page, or one of its own."""
    pieces = sum(stop.pieces for stop in rows.stops)
    totes = sum(_totes(stop) for stop in rows.stops)
    sheet = Sheet(faces, head, copy, _masthead(head, rows, totes))
    draw_amendments(sheet, of_points(head, (stop.point for stop in rows.stops)), with_point=True)
    sheet.page.rule(LEFT, sheet.y, RIGHT, FRAME)
    for stop in rows.stops:
        _draw_stop(sheet, stop, is_last=stop is rows.stops[-1])
    sheet.total(number_text(len(rows.stops)), joined(_("stops"), totes_text(totes), pieces_text(pieces)))
    below = BOTTOM - SIGNATURES_HEIGHT - MAP_GAP - sheet.y
    is_below = has_map(rows) and below >= LEAST
    if is_below:
        draw_trip(sheet, rows, maps, below)
    sheet.signatures((_("Driver"), _("Left at"), _("Back at"), _("Odometer km"), _("Received by")))
    if has_map(rows) and not is_below:
        sheet.turn_page()
        draw_trip(sheet, rows, maps, min(BOTTOM - sheet.y, HIGHEST if maps.roads is None else BOTTOM))
    return sheet, pieces


def _masthead(head: PaperHead, rows: RunSheet, totes: int) -> Masthead:
    return Masthead(
        kind=_("Run sheet"),
        name=joined(rows.van, rows.plate),
        facts=(
            joined(
                _("delivery {day}").format(day=day_text(head.delivery)),
                _("driver {person}").format(person=rows.driver) if rows.driver else "",
            ),
            joined(
                _("leaves {time}").format(time=clock_text(rows.start_min)),
                _("back {time}").format(time=clock_text(rows.end_min)),
                f"{rows.distance_m / 1000:,.1f} km" if rows.distance_m else "",
                _("cold box") if rows.has_cold_box else "",
            ),
        ),
        number=number_text(len(rows.stops)),
        number_says=joined(_("stops"), totes_text(totes)),
        barcode=f"RUN:{head.cycle}:{rows.route_id}",
        barcode_says=_("scan to begin"),
    )


def _totes(stop: RunStop) -> int:
    return len(stop.totes) or stop.planned_totes


def _draw_stop(sheet: Sheet, stop: RunStop, is_last: bool) -> None:
    """One stop: number and time at the left, the door in the middle, the codes at the right, fields beneath."""
    lines = _lines(sheet.faces, stop)
    height = max(CODE + 22.0, sum(line.height + 5 for line in lines) + 8) + FIELDS + 8
    sheet.need(height + (CLOSING if is_last else 0))
    page, y = sheet.page, sheet.y
    page.box(LEFT, y + 8, DROP_BOX, DROP_BOX, HEAVY, radius=6)
    drop = fit(sheet.faces, number_text(stop.drop_no), DROP_BOX - 8, DROP, 8, 1)
    page.centre(LEFT + DROP_BOX / 2, y + 28 + drop.style.size * 0.36, drop.lines[0], drop.style)
    page.centre(LEFT + DROP_BOX / 2, y + 62, clock_text(stop.arrive_min), NAME)
    page.centre(LEFT + DROP_BOX / 2, y + 73, _("until {time}").format(time=clock_text(stop.leave_min)), TINY)
    top = y + 6
    for line in lines:
        draw_lines(page, WORDS_X, top + line.style.size, line)
        top += line.height + 5
    _draw_codes(sheet, y + 8, stop.spot, stop.point)
    _draw_fields(sheet, y + height - FIELDS, stop)
    page.rule(LEFT, y + height, RIGHT, FRAME)
    sheet.y += height


def _lines(faces: Typefaces, stop: RunStop) -> list[Fitted]:
    """The words of a stop: point, window and address, leader with the whole phone, totes and what of them is cold."""
    window = span_text(stop.opens_min, stop.closes_min)
    leader = " ".join(part for part in (family_name(clean(stop.leader)), phone_in_groups(stop.phone)) if part)
    found = [
        fit(faces, stop.point, WORDS_WIDTH, TITLE, 9),
        first_line(fit(faces, leader, WORDS_WIDTH, NAME, 8, 1)),
        fit(faces, stop.address, WORDS_WIDTH, TEXT, 7),
        fit(faces, _goods(stop), WORDS_WIDTH, STRONG, 7),
        fit(
            faces,
            joined(_("open {hours}").format(hours=window) if window else "", _codes(stop)),
            WORDS_WIDTH,
            SMALL,
            6.5,
        ),
    ]
    return [line for line in found if line.lines != ("",)]


def _goods(stop: RunStop) -> str:
    cold = sum(tote.is_cold for tote in stop.totes)
    return joined(
        totes_text(_totes(stop)) if stop.totes else _("{totes} planned").format(totes=totes_text(stop.planned_totes)),
        _("{count} cold").format(count=cold) if cold else "",
        _("chilled {count}").format(count=number_text(stop.chilled)) if stop.chilled else "",
        _("frozen {count}").format(count=number_text(stop.frozen)) if stop.frozen else "",
        pieces_text(stop.pieces),
    )


def _codes(stop: RunStop) -> str:
    shown = "  ".join(tote.code for tote in stop.totes[:MOST_CODES])
    more = len(stop.totes) - MOST_CODES
    return _("{codes} and {count} more").format(codes=shown, count=more) if more > 0 else shown


def _draw_codes(sheet: Sheet, y: float, spot: RunSpot | None, point: str) -> None:
    """Both navigation codes with a word under each; a point without coordinates says what to do about it."""
    page, x = sheet.page, RIGHT - CODES_WIDTH + 12
    if spot is None:
        says = _("No coordinates. Enter them at the point, then this sheet opens navigation.")
        draw_lines(page, x, y + 12, fit(sheet.faces, says, CODES_WIDTH - 12, SMALL, 6.5, 5))
        return
    for link, says in ((amap_link(spot, point), _("AMap")), (geo_link(spot), _("other maps"))):
        code = qr_code(link)
        if code is not None:
            page.squares(x, y, CODE, code)
            page.centre(x + CODE / 2, y + CODE + 10, says, TINY)
        x += CODE + 14


def _draw_fields(sheet: Sheet, y: float, stop: RunStop) -> None:
    """What is written at the door: totes received, missing, damaged, empties taken back, time and signature."""
    empties = _("Empties of {count}").format(count=number_text(stop.empties)) if stop.empties else _("Empties")
    fields = (
        (_("Received of {count}").format(count=number_text(_totes(stop))), 92.0),
        (_("Missing"), 62.0),
        (_("Damaged"), 66.0),
        (empties, 82.0),
        (_("Time"), 60.0),
        (_("Signature"), RIGHT - LEFT - 362.0),
    )
    page, x = sheet.page, LEFT
    page.rule(LEFT, y, RIGHT, RULE)
    for label, width in fields:
        fitted = fit(sheet.faces, label, width - 8, LABEL if label == fields[0][0] else SMALL, 6, 1)
        draw_lines(page, x + 4, y + 10, fitted)
        if x > LEFT:
            page.upright(x, y, y + FIELDS, RULE)
        x += width
