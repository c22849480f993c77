"""The map on the run sheet: every number readable, roads where there are some with their credit, nothing without places."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from domain.dispatch.queries.papers import RunSpot
from domain.places.words import Datum
from exchange.documents import PaperKind
from exchange.documents.trip_map import TripMaps
from exchange.road_map.lines import Kind
from exchange.road_map.making import Gathered, made
from tests.exchange.documents.builders import head, paper_set
from tests.exchange.documents.builders_night import run_sheet, run_stop
from tests.exchange.documents.reading import drawn, inks, opened, page_texts, squeezed, whole

START = (31.23, 121.47)
CREDIT = "© OpenStreetMap contributors"


def spot(lat: float, lon: float, datum: Datum = Datum.WGS84) -> RunSpot:
    return RunSpot(round(lat * 1e6), round(lon * 1e6), datum)


def trip(count: int, *, close: float = 0.02, **changes):
    """A trip with stops scattered round the warehouse, the same at every run."""
    chance = Random(count)
    spots = [spot(START[0] + chance.gauss(0, close), START[1] + chance.gauss(0, close)) for _stop in range(count)]
    stops = [run_stop(number, point=f"点{number}", spot=each) for number, each in enumerate(spots, 1)]
    return run_sheet(*stops, start=spot(*START), **changes)


def paper(sheet, maps: TripMaps | None = None) -> bytes:
    return drawn(paper_set(run=[sheet], head=head(), maps=None if maps is None else lambda: maps), PaperKind.RUN)


def roads() -> TripMaps:
    gathered = Gathered()
    gathered.add(Kind.PRIMARY, [START[0], START[0]], [START[1] - 0.3, START[1] + 0.3])
    return TripMaps(made(gathered, CREDIT))


def map_page(pdf: bytes) -> int:
    return next(at for at, text in enumerate(page_texts(pdf)) if "行程地图" in squeezed(text))


def test_the_map_stands_once_at_the_end_of_the_sheet():
    texts = [squeezed(text) for text in page_texts(paper(trip(14)))]
    assert ["行程地图" in text for text in texts] == [False] * (len(texts) - 1) + [True]


def test_a_map_without_roads_says_that_its_lines_are_straight():
    text = whole(paper(trip(5)))
    assert "直线连接：没有道路图" in text
    assert "OpenStreetMap" not in text


def test_roads_come_with_their_credit_and_a_way_along_them_with_no_excuse():
    straight = whole(paper(trip(5), roads()))
    assert squeezed(CREDIT) in straight
    assert "直线连接，不是实际道路" in straight
    along = TripMaps(roads().roads, {7: (START, (31.24, 121.48), START)})
    assert "直线" not in whole(paper(trip(5), along))


def test_a_trip_whose_stops_have_no_place_has_no_map():
    sheet = run_sheet(run_stop(1, spot=None), run_stop(2, spot=None), start=spot(*START))
    assert "行程地图" not in whole(paper(sheet))


def test_stops_without_a_place_are_named_under_the_map():
    sheet = trip(4)
    stops = (*sheet.stops, run_stop(5, spot=None), run_stop(6, spot=None))
    assert "不在图上（没有坐标或相距太远）：5,6" in whole(paper(run_sheet(*stops, start=sheet.start)))


def test_a_stop_in_the_ocean_does_not_shrink_the_town():
    sheet = trip(4)
    stops = (*sheet.stops, run_stop(5, spot=spot(0.0, 0.0)))
    text = whole(paper(run_sheet(*stops, start=sheet.start)))
    assert "相距太远）：5" in text
    assert "km" in text.split("行程地图")[1]
    assert "500km" not in text
    assert "行程地图" not in whole(paper(run_sheet(run_stop(1, spot=spot(0.0, 0.0)), start=sheet.start)))


def test_a_warehouse_without_a_place_leaves_the_stops_on_the_map():
    sheet = trip(3)
    assert "行程地图" in whole(paper(run_sheet(*sheet.stops, start=None)))


@pytest.mark.parametrize(("count", "close"), [(1, 0.02), (20, 0.02), (40, 0.004), (30, 0.0), (60, 0.03)])
def test_every_number_is_on_the_map_and_none_lies_on_another(count, close):
    pdf = paper(trip(count, close=close), roads())
    page = map_page(pdf)
    text = page_texts(pdf)[page].split("行程地图")[1].split()
    assert [number for number in map(str, range(1, count + 1)) if number not in text] == []
    digits = [ink for ink in list(inks(pdf))[page] if ink.character.isdigit()]
    for one, other in combinations(digits, 2):
        apart = max(one.left, other.left) >= min(one.right, other.right) - 0.3
        assert apart or max(one.bottom, other.bottom) >= min(one.top, other.top) - 0.3


def test_the_place_of_a_stop_does_not_hang_on_the_datum_it_was_given_in():
    from domain.places.rules.datums import converted

    places = [(31.24, 121.49), (31.20, 121.45)]
    papers = set()
    for datum in Datum:
        stops = [
            run_stop(number, spot=spot(*converted(place, Datum.WGS84, datum), datum))
            for number, place in enumerate(places, 1)
        ]
        pdf = paper(run_sheet(*stops, start=spot(*converted(START, Datum.WGS84, datum), datum)))
        page = map_page(pdf)
        papers.add(tuple((ink.character, round(ink.left), round(ink.top)) for ink in list(inks(pdf))[page]))
    assert len(papers) == 1


def test_a_road_is_grey_where_no_way_lies_on_it():
    """The road runs east through the warehouse, the stops lie north and south of it."""
    stops = [run_stop(1, spot=spot(31.25, 121.47)), run_stop(2, spot=spot(31.21, 121.47))]
    pdf = paper(run_sheet(*stops, start=spot(*START)), roads())
    with opened(pdf) as document:
        picture = document[map_page(pdf)].render(scale=2).to_pil().convert("L")
    width = picture.width
    for x in (width // 6, width - width // 6):
        shades = {picture.getpixel((x, y)) for y in range(picture.height)}
        assert shades & set(range(170, 177))


def test_the_same_rows_and_roads_make_the_same_bytes():
    assert paper(trip(12), roads()) == paper(trip(12), roads())
