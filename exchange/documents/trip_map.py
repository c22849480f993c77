"""The map of one van's trip on its run sheet: roads thin and grey, the way heavy and black, every drop number readable.

Paper is not zoomed: a number that finds no room stands beside its place, joined by a line. Black on white, as all papers
(decision 0083). Next: run_sheet.py, which finds it a place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import cos, hypot, pi, sin
from typing import TYPE_CHECKING, Final

from domain.common.sentences import _
from domain.dispatch.queries.papers import RunSheet, RunSpot, RunStop
from domain.places.rules.datums import Degrees, converted
from domain.places.words import Datum
from exchange.documents.fitting import fit
from exchange.documents.page import FRAME, LEFT, PAGE_HEIGHT, RIGHT, SMALL, STRONG, TINY, Page, Style
from exchange.documents.paper import Sheet, draw_lines
from exchange.documents.wording import number_text
from exchange.road_map.lines import Kind, kinds_for, level_for
from exchange.road_map.plane import Spot, is_near, metres_per_unit, on_plane

if TYPE_CHECKING:
    from exchange.road_map.lines import RoadLines

MARK: Final = 8.5
"""Radius of a drop number, points."""
NUMBER: Final = Style(10, True)
HEAD: Final = 20.0
FOOT: Final = 14.0
LEAST: Final = 230.0
"""A map lower than this is of no use: it goes on a page of its own."""
HIGHEST: Final = 460.0
"""Without roads a map need not fill the page."""
_INNER: Final = 24.0
_NEAREST: Final = 0.7
"""Points of paper a unit of the plane at most: a trip of one stop still shows the streets around it."""
_WIDTHS: Final = {
    Kind.MOTORWAY: 2.2,
    Kind.PRIMARY: 1.8,
    Kind.SECONDARY: 1.3,
    Kind.TERTIARY: 0.9,
    Kind.STREET: 0.45,
    Kind.LANE: 0.3,
    Kind.RIVER: 1.6,
}
_ROAD_GREY, _WATER_GREY = 0.68, 0.86
_RINGS: Final = (2.3, 3.4, 4.6, 6.0, 7.5, 9.0)
_LENGTHS: Final = tuple(digit * 10**power for power in range(1, 6) for digit in (1, 2, 5))


@dataclass(frozen=True, slots=True)
class TripMaps:
    """What the maps of the run sheets are drawn from: the roads there are, and the way of each route along them.

    `ways`: WGS-84 degrees by route id; a route without one gets straight lines, and says so.
    """

    roads: RoadLines | None = None
    ways: Mapping[int, Sequence[Degrees]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _View:
    """How the plane lies on the page: `scale` points a unit, the middle at (x, y) of the plane."""

    x: float
    y: float
    scale: float
    left: float
    top: float
    width: float
    height: float

    def at(self, spot: Spot) -> Spot:
        """Where a spot of the plane lies on the page, from its top left corner."""
        return (
            self.left + self.width / 2 + (spot[0] - self.x) * self.scale,
            self.top + self.height / 2 + (spot[1] - self.y) * self.scale,
        )

    def operators(self, line: Iterable[Spot]) -> str:
        """A path in the page's operators."""
        placed = (self.at(spot) for spot in line)
        return " ".join(f"{x:.1f} {PAGE_HEIGHT - y:.1f} {'l' if at else 'm'}" for at, (x, y) in enumerate(placed))


def has_map(rows: RunSheet) -> bool:
    """True when at least one stop has a place that can be true."""
    return bool(_placed(rows, _spot(rows.start) if rows.start is not None else None))


def draw_trip(sheet: Sheet, rows: RunSheet, maps: TripMaps, height: float) -> None:
    """Draws the map across the page, so high, and moves the pen below it."""
    page, top = sheet.page, sheet.y + HEAD
    start = _spot(rows.start) if rows.start is not None else None
    placed = _placed(rows, start)
    way = [on_plane(*place) for place in maps.ways.get(rows.route_id, ())]
    line = way or [*([start] if start else []), *(spot for _stop, spot in placed), *([start] if start else [])]
    view = _view([*line, *(spot for _stop, spot in placed)], top, height - HEAD - FOOT)
    page.text(LEFT, sheet.y + 13, _("Map of the trip"), STRONG)
    page.picture(" ".join((_clip(view), _roads(view, maps.roads), _line(view, line))))
    marks = _marks(view, placed, start)
    _draw_marks(page, view, marks)
    if start is not None:
        _draw_start(page, view.at(start))
    page.box(view.left, view.top, view.width, view.height, FRAME)
    _draw_scale(page, view)
    on_map = {stop.drop_no for stop, _place in placed}
    missing = [number_text(stop.drop_no) for stop in rows.stops if stop.drop_no not in on_map]
    _draw_foot(sheet, view, missing, maps, is_straight=not way and len(line) > 1)
    sheet.y += height


def _placed(rows: RunSheet, start: Spot | None) -> list[tuple[RunStop, Spot]]:
    """The stops that have a place which can be true."""
    found = [(stop, _spot(stop.spot)) for stop in rows.stops if stop.spot is not None]
    return [(stop, spot) for stop, spot in found if start is None or is_near(spot, start)]


def _spot(spot: RunSpot) -> Spot:
    return on_plane(*converted((spot.lat_e6 / 1e6, spot.lon_e6 / 1e6), spot.datum, Datum.WGS84))


def _view(spots: Sequence[Spot], top: float, height: float) -> _View:
    left, right = min(x for x, _y in spots), max(x for x, _y in spots)
    high, low = min(y for _x, y in spots), max(y for _x, y in spots)
    width = RIGHT - LEFT
    scale = min(_NEAREST, (width - 2 * _INNER) / max(right - left, 1e-9), (height - 2 * _INNER) / max(low - high, 1e-9))
    return _View((left + right) / 2, (high + low) / 2, scale, LEFT, top, width, height)


def _clip(view: _View) -> str:
    low = PAGE_HEIGHT - view.top - view.height
    return f"{view.left:.1f} {low:.1f} {view.width:.1f} {view.height:.1f} re W n 1 J 1 j"


def _roads(view: _View, roads: RoadLines | None) -> str:
    """Waters, then roads, the greatest last; nothing without an extract."""
    if roads is None:
        return ""
    wide, high = view.width / view.scale / 2, view.height / view.scale / 2
    level, kinds = level_for(1 / view.scale), kinds_for(1 / view.scale)
    paths: dict[Kind, list[str]] = {}
    for chunk in roads.chunks_in(level, view.x - wide, view.y - high, view.x + wide, view.y + high, kinds):
        for at in range(chunk.first, chunk.last):
            paths.setdefault(chunk.kind, []).append(view.operators(roads.line(at).tolist()))
    lakes = [f"{path} h" for path in paths.get(Kind.LAKE, ())]
    drawn = [f"{_WATER_GREY} g {' '.join(lakes)} f"] if lakes else []
    for kind in (Kind.RIVER, *sorted(kinds - {Kind.LAKE, Kind.RIVER}, reverse=True)):
        if kind in paths:
            grey = _WATER_GREY if kind is Kind.RIVER else _ROAD_GREY
            drawn.append(f"{grey} G {_WIDTHS[kind]} w {' '.join(paths[kind])} S")
    return " ".join(drawn)


def _line(view: _View, line: Sequence[Spot]) -> str:
    """The way with a white edge, and small arrows along it."""
    if len(line) < 2:
        return ""
    path = view.operators(line)
    arrows = " ".join(_arrows([view.at(spot) for spot in line]))
    return f"1 G 5.4 w {path} S 0 G 2.4 w {path} S 1 G 0.7 w 0 g {arrows}"


def _arrows(line: Sequence[Spot]) -> Iterable[str]:
    """One each 90 points of the way."""
    gone = 45.0
    for (x, y), (to_x, to_y) in pairwise(line):
        length = hypot(to_x - x, to_y - y)
        gone += length
        if gone < 90 or length < 1:
            continue
        gone = 0.0
        dx, dy, mid_x, mid_y = (to_x - x) / length, (to_y - y) / length, (x + to_x) / 2, (y + to_y) / 2
        corners = ((5.5, 0.0), (-3.5, -4.4), (-1.8, 0.0), (-3.5, 4.4))
        turned = [(mid_x + a * dx - b * dy, mid_y + a * dy + b * dx) for a, b in corners]
        yield " ".join(f"{a:.1f} {PAGE_HEIGHT - b:.1f} {'l' if at else 'm'}" for at, (a, b) in enumerate(turned)) + " b"


def _marks(view: _View, placed: Sequence[tuple[RunStop, Spot]], start: Spot | None) -> list[tuple[RunStop, Spot, Spot]]:
    """Each stop with its place on the page and where its number stands: there, or on the nearest ring with room."""
    taken = [view.at(start)] if start is not None else []
    spots = [view.at(spot) for _stop, spot in placed]
    found = []
    for (stop, _plane), spot in zip(placed, spots, strict=True):
        at = next((place for place in _places(spot) if _is_free(place, taken) and _is_inside(place, view)), spot)
        taken.append(at)
        found.append((stop, spot, at))
    return found


def _places(spot: Spot) -> Iterable[Spot]:
    yield spot
    for ring in _RINGS:
        for turn in range(16):
            angle = turn * pi / 8 - pi / 2
            yield spot[0] + MARK * ring * cos(angle), spot[1] + MARK * ring * sin(angle)


def _is_free(place: Spot, taken: Sequence[Spot]) -> bool:
    return all(hypot(place[0] - x, place[1] - y) >= 2 * MARK + 1.5 for x, y in taken)


def _is_inside(place: Spot, view: _View) -> bool:
    reach = MARK + 2
    return (
        view.left + reach <= place[0] <= view.left + view.width - reach
        and view.top + reach <= place[1] <= view.top + view.height - reach
    )


def _draw_marks(page: Page, view: _View, marks: Sequence[tuple[RunStop, Spot, Spot]]) -> None:
    """Lines and dots first, then the numbers over them."""
    drawn = []
    for _stop, (x, y), (to_x, to_y) in marks:
        if (x, y) != (to_x, to_y):
            line = f"{x:.1f} {PAGE_HEIGHT - y:.1f} m {to_x:.1f} {PAGE_HEIGHT - to_y:.1f} l S"
            drawn.append(f"1 G 3 w {line} 0 G 0.8 w {line} 0 g 1 G 0.8 w {_circle(x, y, 2.6)} b")
    drawn += [
        f"1 g 1 G 2 w {_circle(x, y, MARK + 0.8)} b 0 G 1.5 w {_circle(x, y, MARK)} s" for _stop, _at, (x, y) in marks
    ]
    page.picture(" ".join((_clip(view), *drawn)))
    for stop, _spot_on_page, (x, y) in marks:
        number = number_text(stop.drop_no)
        size = NUMBER.size if len(number) < 3 else 7.5
        page.centre(x, y + size * 0.36, number, Style(size, True))


def _circle(x: float, y: float, radius: float) -> str:
    low, bend = PAGE_HEIGHT - y, radius * 0.5523
    return (
        f"{x + radius:.2f} {low:.2f} m "
        f"{x + radius:.2f} {low + bend:.2f} {x + bend:.2f} {low + radius:.2f} {x:.2f} {low + radius:.2f} c "
        f"{x - bend:.2f} {low + radius:.2f} {x - radius:.2f} {low + bend:.2f} {x - radius:.2f} {low:.2f} c "
        f"{x - radius:.2f} {low - bend:.2f} {x - bend:.2f} {low - radius:.2f} {x:.2f} {low - radius:.2f} c "
        f"{x + bend:.2f} {low - radius:.2f} {x + radius:.2f} {low - bend:.2f} {x + radius:.2f} {low:.2f} c h"
    )


def _draw_start(page: Page, at: Spot) -> None:
    """The warehouse: a black square with its sign in white."""
    word = _("W")
    style = Style(11, True)
    half = max(9.0, page.width(word, style) / 2 + 3)
    low = PAGE_HEIGHT - at[1] - 9
    page.picture(f"0 g 1 G 1.5 w {at[0] - half:.1f} {low:.1f} {2 * half:.1f} 18 re b")
    page.white(at[0], at[1] + 4, word, style)


def _draw_scale(page: Page, view: _View) -> None:
    """A bar of a round length at the lower left, on white."""
    point_m = metres_per_unit(view.y) / view.scale
    length = max((each for each in _LENGTHS if each / point_m <= 110), default=_LENGTHS[0])
    wide, foot = length / point_m, view.top + view.height - 9
    low = PAGE_HEIGHT - foot
    left = view.left + 9
    page.picture(
        f"1 g {left - 5:.1f} {low - 5:.1f} {wide + 10:.1f} 22 re f 0 G 1 w "
        f"{left:.1f} {low + 4:.1f} m {left:.1f} {low:.1f} l {left + wide:.1f} {low:.1f} l {left + wide:.1f} {low + 4:.1f} l S"
    )
    page.text(left + 3, foot - 4, f"{length:,} m" if length < 1000 else f"{length // 1000:,} km", TINY)


def _draw_foot(sheet: Sheet, view: _View, missing: Sequence[str], maps: TripMaps, *, is_straight: bool) -> None:
    """Under the frame: what is not on the map, straight lines, and at the right the credit of the roads."""
    page, y = sheet.page, view.top + view.height + 10
    said = []
    if missing:
        said.append(_("Not on the map, coordinates missing or far off: {drops}").format(drops=", ".join(missing)))
    if is_straight:
        said.append(
            _("Straight lines: no road map") if maps.roads is None else _("Straight lines, not the way by road")
        )
    end = RIGHT
    if maps.roads is not None:
        end = page.right(RIGHT, y, maps.roads.credit, SMALL)
    if said:
        draw_lines(page, LEFT, y, fit(sheet.faces, " · ".join(said), end - LEFT - 10, SMALL, 6, 1))
