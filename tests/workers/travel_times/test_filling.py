"""Missing legs are asked for once and kept; a source that fails is told, and the plan goes on by estimates."""

from __future__ import annotations

import os
import shutil
import stat

import pytest

from domain.places.rules.datums import converted
from domain.places.words import Datum
from domain.routing import operations as routing
from domain.routing.queries import legs_kept, table_of_day, travel_table
from domain.routing.queries.days import day_of
from domain.routing.words import TravelSource
from tests.builders import MANAGER
from tests.domain.routing.scene import Place, cut_day, van, warehouse_at
from tests.workers.travel_times.land import at
from tests.workers.travel_times.test_service import Server, serving, told
from workers.travel_times import filling
from workers.travel_times.filling import blocks_of, fill, fill_day, keep_service_key, roads_folder, service_key

VADUZ, SCHAAN, BALZERS = (47.1391, 9.5219), (47.1653, 9.5087), (47.0669, 9.5022)
TRIESEN = (47.1075, 9.5268)


@pytest.fixture
def on_roads(database, monkeypatch, tmp_path):
    """`on_roads(folder)`: the company drives by the roads of that folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))

    def use(folder):
        shutil.copytree(folder, roads_folder(database), dirs_exist_ok=True)
        routing.choose_travel(database, MANAGER, TravelSource.ROADS)
        routing.set_pace(database, MANAGER, [100] * 24)

    return use


def table(database, places):
    with database.read() as connection:
        return travel_table(connection, places)


def test_every_leg_is_asked_once_and_a_new_place_only_for_its_own(database, on_roads, liechtenstein):
    on_roads(liechtenstein)
    told = []
    first = fill(database, MANAGER, [VADUZ, SCHAAN, None, BALZERS], lambda done, all_: told.append((done, all_)))
    assert (first.asked, first.notices) == (6, ())
    assert told[-1] == (6, 6)
    assert fill(database, MANAGER, [VADUZ, SCHAAN, BALZERS]).asked == 0
    assert fill(database, MANAGER, [VADUZ, SCHAAN, BALZERS, TRIESEN]).asked == 6
    found = table(database, [VADUZ, SCHAAN, BALZERS, TRIESEN])
    assert (found.source, found.estimated_pairs) == (TravelSource.ROADS, 0)
    assert found.metres[0][1] != found.metres[1][0] > 3_000


def test_what_was_asked_before_a_stop_is_kept(database, on_roads, liechtenstein, monkeypatch):
    on_roads(liechtenstein)
    monkeypatch.setattr("workers.travel_times.roads.RoadNetwork.legs_at_once", 4)
    seen = []
    filled = fill(
        database,
        MANAGER,
        [VADUZ, SCHAAN, BALZERS, TRIESEN],
        lambda done, _all: seen.append(done),
        lambda: len(seen) >= 2,
    )
    assert 0 < filled.asked < 12
    assert fill(database, MANAGER, [VADUZ, SCHAAN, BALZERS, TRIESEN]).asked == 12 - filled.asked


def test_without_roads_the_estimate_stands_in_and_says_so(database, on_roads):
    routing.choose_travel(database, MANAGER, TravelSource.ROADS)
    filled = fill(database, MANAGER, [VADUZ, SCHAAN])
    assert [notice.code for notice in filled.notices] == ["roads_missing"]
    assert table(database, [VADUZ, SCHAAN]).source is TravelSource.ESTIMATE


def test_an_estimate_asks_nobody(database):
    assert fill(database, MANAGER, [VADUZ, SCHAAN]) == filling.Filled(0)


def two_by_two(link, asked):
    """Answers as a Valhalla would, whatever is asked."""
    import json

    wanted = json.loads(asked.partition(b"\r\n\r\n")[2])
    starts, ends = len(wanted["sources"]), len(wanted["targets"])
    told({"sources_to_targets": {"distances": [[1.5] * ends] * starts, "durations": [[120] * ends] * starts}})(
        link, asked
    )


def test_a_service_fills_the_legs_and_when_it_fails_what_it_said_before_stays(database, on_roads):
    with serving(two_by_two) as server:
        routing.choose_travel(database, MANAGER, TravelSource.SERVICE, address=server.address, kind="valhalla")
        assert fill(database, MANAGER, [VADUZ, SCHAAN]).asked == 2
    filled = fill(database, MANAGER, [VADUZ, SCHAAN, BALZERS])
    assert [notice.code for notice in filled.notices] == ["service_silent"]
    found = table(database, [VADUZ, SCHAAN, BALZERS])
    assert found.source is TravelSource.SERVICE
    assert (found.metres[0][1], found.seconds[0][1]) == (1_500, 120)
    assert found.estimated_pairs == 4
    assert [notice.code for notice in found.notices] == ["travel_partly_estimated"]


def test_garbage_from_a_service_leaves_no_leg(database, on_roads):
    with serving(told(b"<html>")) as server:
        assert isinstance(server, Server)
        routing.choose_travel(database, MANAGER, TravelSource.SERVICE, address=server.address, kind="osrm")
        filled = fill(database, MANAGER, [VADUZ, SCHAAN])
    assert [notice.code for notice in filled.notices] == ["service_garbled"]
    with database.read() as connection:
        assert legs_kept(connection) == {}


def test_the_key_lies_beside_the_roads_for_this_user_alone(tmp_path, monkeypatch):
    keep_service_key(tmp_path / "roads", "secret")
    kept = tmp_path / "roads" / "service.key"
    assert service_key(tmp_path / "roads") == "secret"
    assert os.name == "nt" or stat.S_IMODE(kept.stat().st_mode) == 0o600
    monkeypatch.setenv("DAYBREAK_TRAVEL_KEY", "of the surroundings")
    assert service_key(tmp_path / "roads") == "of the surroundings"
    monkeypatch.delenv("DAYBREAK_TRAVEL_KEY")
    keep_service_key(tmp_path / "roads", "")
    assert service_key(tmp_path / "roads") == ""
    assert not kept.exists()


def spot(place, datum):
    """Columns of a point at this WGS-84 place, its numbers in `datum`."""
    lat, lon = converted(place, Datum.WGS84, datum)
    return {"lat_e6": round(lat * 1e6), "lon_e6": round(lon * 1e6), "datum": datum.value}


def day(database, points):
    """A cut day whose warehouse stands in the made-up town."""
    cut_day(database, {name: Place(0, 0, 1, more=columns) for name, columns in points.items()})
    hub = spot(at(800, 1_000), Datum.GCJ02)
    warehouse_at(database, (hub["lat_e6"], hub["lon_e6"]))
    van(database)


def advice(database):
    plan = routing.plan_routes(database, MANAGER, "0525", seconds=0.2).answer
    return plan, {notice["code"]: notice["facts"] for notice in plan["advice"]}


def test_an_isle_is_named_and_left_out_and_a_place_off_the_map_is_estimated(database, on_roads, land):
    on_roads(land)
    places = {"街口": at(0, 600), "小洲": at(400, 10_200), "大洲": at(800, 20_200), "山里": at(9_000, 600)}
    day(database, {name: spot(place, Datum.GCJ02) for name, place in places.items()})
    filled = fill_day(database, MANAGER, "0525")
    assert len(filled.off_map) == 1
    plan, told = advice(database)
    assert plan["travel"] == "roads"
    assert {one["point"] for one in plan["unplanned"]} == {"小洲", "大洲"}
    assert told["place_unreachable"]["count"] == 2
    assert told["place_off_map"] == {"count": 1, "points": "山里"}
    assert plan["stops"] == 2


def test_a_datum_that_puts_the_town_beside_its_streets_is_told(database, on_roads, land):
    """The points stand on the streets; their numbers are WGS-84 and the file said GCJ-02."""
    on_roads(land)
    streets = {f"点{number}": at(400 * (number % 8), 60 + 170 * number) for number in range(12)}
    day(database, {name: {**spot(place, Datum.WGS84), "datum": "GCJ-02"} for name, place in streets.items()})
    notices = {notice.code: dict(notice.facts) for notice in fill_day(database, MANAGER, "0525").notices}
    assert notices["datum_off_road"]["given"] == "GCJ-02"
    assert notices["datum_off_road"]["likely"] == "WGS-84"
    assert notices["datum_off_road"]["distance"] <= 2 < 25 < notices["datum_off_road"]["other"]
    with database.read() as connection:
        assert table_of_day(connection, day_of(connection, "0525")).source is TravelSource.ROADS


def test_a_datum_that_was_said_rightly_is_not_doubted(database, on_roads, land):
    on_roads(land)
    streets = {f"点{number}": at(400 * (number % 8), 60 + 170 * number) for number in range(12)}
    day(database, {name: spot(place, Datum.BD09) for name, place in streets.items()})
    assert fill_day(database, MANAGER, "0525").notices == ()


def test_blocks_hold_every_missing_leg_once_and_no_known_one():
    everything = {start: [end for end in range(7) if end != start] for start in range(7)}
    partly = {**{start: [6] for start in range(6)}, 6: list(range(6))}
    for missing in (everything, partly, {1: [2]}, {}):
        legs = [
            (start, end)
            for starts, ends in blocks_of(missing, 12, 4)
            for start in starts
            for end in ends
            if start != end
        ]
        assert sorted(legs) == sorted((start, end) for start, ends in missing.items() for end in ends)
        assert all(len(starts) <= 4 and len(ends) <= 4 for starts, ends in blocks_of(missing, 12, 4))
