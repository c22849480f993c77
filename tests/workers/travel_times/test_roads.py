"""Times and ways on real roads: Liechtenstein's, as OpenStreetMap knows them."""

from __future__ import annotations

import sys
from itertools import pairwise

import pytest

from domain.places.rules.datums import distance_m
from tests.workers.travel_times.land import at
from workers.travel_times.asking import RoadsMissing, RoadsUnreadable, RoadsUnsupported
from workers.travel_times.roads import RoadNetwork, decoded, road_state

VADUZ, SCHAAN, BALZERS, MALBUN = (47.1391, 9.5219), (47.1653, 9.5087), (47.0669, 9.5022), (47.1019, 9.6101)
PLACES = [VADUZ, SCHAAN, BALZERS, MALBUN]


@pytest.fixture(scope="module")
def roads(liechtenstein):
    return RoadNetwork(liechtenstein)


def test_a_leg_on_the_road_is_longer_than_the_straight_line_and_there_is_not_back(roads):
    block = roads.matrix(PLACES, PLACES)
    for i, one in enumerate(PLACES):
        assert block[i][i] == (0, 0)
        for j, other in enumerate(PLACES):
            if i != j:
                metres, seconds = block[i][j]
                assert 1.0 < metres / distance_m(one, other) < 3.0
                assert 10 < metres / seconds * 3.6 < 110
    assert block[0][3] != block[3][0]
    # Vaduz to Balzers: 8.9 km by the main road.
    assert block[0][2][0] == pytest.approx(8_900, abs=900)


def test_one_row_alone_says_what_the_whole_table_says(roads):
    whole = roads.matrix(PLACES, PLACES)
    assert roads.matrix(PLACES[:1], PLACES) == whole[:1]
    column = [row[0] for row in roads.matrix(PLACES, PLACES[:1])]
    for found, row in zip(column[1:], whole[1:], strict=True):
        assert found[0] == pytest.approx(row[0][0], rel=0.02)


def test_the_way_begins_and_ends_at_its_places_and_is_as_long_as_its_legs(roads):
    line = roads.way(PLACES)
    assert distance_m(line[0], VADUZ) < 100
    assert distance_m(line[-1], MALBUN) < 100
    length = sum(distance_m(one, other) for one, other in pairwise(line))
    legs = sum(roads.matrix([one], [other])[0][0][0] for one, other in pairwise(PLACES))
    assert length == pytest.approx(legs, rel=0.03)
    assert len(roads.ways(PLACES)) == 3


def test_where_no_road_leads_the_way_is_straight_and_the_rest_stays_on_the_road(roads):
    sea = (0.0, 0.0)
    ways = roads.ways([VADUZ, SCHAAN, sea])
    assert ways[-1] == [SCHAAN, sea]
    assert len(ways[0]) > 10
    assert roads.ways([VADUZ]) == roads.way([]) == []


def test_a_place_the_extract_knows_no_road_near_is_off_the_map(roads):
    assert roads.off_map([VADUZ, (48.9, 9.5), (0.0, 0.0), BALZERS]) == {1, 2}
    assert roads.off_map([]) == frozenset()


@pytest.mark.parametrize("east_m", [10_200, 20_200], ids=["isle", "large isle"])
def test_a_place_no_road_joins_has_no_way_and_the_others_keep_theirs(land, east_m):
    roads = RoadNetwork(land)
    town, other, isle = at(0, 200), at(1_200, 1_000), at(400, east_m)
    assert not roads.off_map([town, other, isle])
    block = roads.matrix([town, other, isle], [town, other, isle])
    assert [block[0][2], block[1][2], block[2][0], block[2][1]] == [None] * 4
    assert block[0][1][0] == pytest.approx(2_000, abs=100)
    assert block[2][2] == (0, 0)


def test_an_encoded_line_is_read_to_its_last_digit():
    # (38.5, -120.2), (40.7, -120.95), (43.252, -126.453), the example of the format, here with six digits.
    line = decoded("_izlhA~rlgdF_{geC~ywl@_kwzCn`{nI")
    assert line == [(38.5, -120.2), (40.7, -120.95), (43.252, -126.453)]


def test_without_roads_the_refusal_says_what_to_do(tmp_path):
    with pytest.raises(RoadsMissing):
        RoadNetwork(tmp_path)
    (tmp_path / "roads.json").write_text("{half", encoding="utf-8")
    assert road_state(tmp_path) is None


def test_without_its_library_the_source_says_which_python_it_wants(liechtenstein, monkeypatch):
    monkeypatch.setitem(sys.modules, "valhalla", None)
    with pytest.raises(RoadsUnsupported) as refused:
        RoadNetwork(liechtenstein)
    assert refused.value.python == f"{sys.version_info[0]}.{sys.version_info[1]}"


def test_roads_whose_tiles_are_gone_are_told(liechtenstein, tmp_path):
    (tmp_path / "roads.json").write_bytes((liechtenstein / "roads.json").read_bytes())
    with pytest.raises(RoadsUnreadable):
        RoadNetwork(tmp_path).matrix(PLACES, PLACES)
