"""Maps of run sheets from the roads this computer has: real ways, real roads, and straight lines where there are none."""

from __future__ import annotations

import sys

import pytest

from domain.common.database import open_database
from domain.dispatch.queries.papers import RunSheet, RunSpot, RunStop
from domain.places.words import Datum
from domain.routing.operations.travelling import choose_travel
from domain.routing.words import TravelSource
from exchange.road_map.lines import FILE_NAME
from tests.builders import MANAGER
from tests.workers.travel_times.test_road_lines import EXTRACT
from workers.travel_times.road_lines import draw_roads
from workers.trip_maps import trip_maps

VADUZ, SCHAAN = (47_141_000, 9_520_900), (47_165_000, 9_510_000)


def sheet() -> RunSheet:
    """From Schaan to Vaduz and back."""
    spots = [RunSpot(*place, Datum.WGS84) for place in (VADUZ, SCHAAN)]
    stop = RunStop(1, "Vaduz", "", "", "", 400, 410, None, None, 1, 0, 0, 1, 0, spots[0])
    return RunSheet(5, "1", "FL 1", "", 360, 480, 9_000, False, (stop,), spots[1])


def maps_of(place: str, folder, source: TravelSource = TravelSource.ROADS):
    with open_database(place) as database:
        choose_travel(database, MANAGER, source, profile="auto")
        with database.read() as connection:
            return trip_maps(connection, folder, [sheet()])


def test_a_computer_without_roads_draws_straight_lines(new_place, tmp_path):
    maps = maps_of(new_place("sqlite"), tmp_path / "none")()
    assert (maps.roads, dict(maps.ways)) == (None, {})


def test_a_company_that_drives_by_the_estimate_has_roads_under_straight_lines(new_place, tmp_path):
    draw_roads(EXTRACT, tmp_path)
    maps = maps_of(new_place("sqlite"), tmp_path, TravelSource.ESTIMATE)()
    assert maps.roads is not None
    assert dict(maps.ways) == {}


def test_damaged_roads_never_keep_a_paper_from_being_drawn(new_place, tmp_path):
    (tmp_path / FILE_NAME).write_bytes(b"not what it was")
    assert maps_of(new_place("sqlite"), tmp_path)().roads is None


@pytest.mark.skipif(sys.version_info < (3, 12), reason="no build of the library for roads")
def test_the_way_follows_the_roads_from_the_warehouse_and_back(new_place, liechtenstein):
    maps = maps_of(new_place("sqlite"), liechtenstein)
    way = maps().ways[5]
    assert len(way) > 100
    for end in (way[0], way[-1]):
        assert end == pytest.approx((47.165, 9.51), abs=0.001)
    assert min(abs(lat - 47.141) + abs(lon - 9.5209) for lat, lon in way) < 0.002
    assert maps() is maps()
