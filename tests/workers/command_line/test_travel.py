"""`travel` as a person types it: roads of an extract, a service, the pace of the hours, legs asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.common.database import open_database
from tests.domain.routing.scene import Place, cut_day, shown, van, warehouse_at
from tests.kept_scenes import begun

EXTRACT = Path(__file__).parents[2] / "data" / "roads" / "liechtenstein.osm.pbf"
STOPS = {"Schaan": (47_165_300, 9_508_700), "Balzers": (47_066_900, 9_502_200), "Triesen": (47_107_500, 9_526_800)}


@pytest.fixture(autouse=True)
def own_home(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DAYBREAK_TRAVEL_KEY", raising=False)


@pytest.fixture
def day(place):
    """A cut day in Liechtenstein, from Vaduz."""
    with begun(place) as database:
        cut_day(database, {
            name: Place(0, 0, 3, more={"lat_e6": lat, "lon_e6": lon, "datum": "WGS-84"})
            for name, (lat, lon) in STOPS.items()
        })  # fmt: skip
        warehouse_at(database, (47_139_100, 9_521_900))
        van(database)
    return place


def test_a_day_is_planned_on_the_roads_of_an_extract(run, day):
    built = run("travel", "use-roads", str(EXTRACT))
    assert built.code == 0, built
    assert (built.body["source"], built.body["extract"], built.body["drawn"]) == ("roads", EXTRACT.name, True)
    assert "Building the roads: " in built.err
    filled = run("travel", "fill", "0525")
    assert filled.body == {"source": "roads", "places": 4, "asked": 12, "estimated": 0, "notices": []}
    planned = run("routes", "plan", "0525", "--seconds", "0.3")
    assert planned.body["travel"] == "roads"
    with open_database(day) as database:
        assert shown(database).travel == "roads"
    told = run("travel", "show").body
    assert (told["legs"], told["roads"]["extract"]) == ({"roads": 12}, EXTRACT.name)
    assert run("travel", "forget", "roads").body == {"forgotten": 12}
    assert run("travel", "fill", "0525").body["asked"] == 12
    assert run("travel", "show", as_json=False).out.count("© OpenStreetMap contributors") == 1


def test_a_file_that_is_no_extract_changes_nothing(run, tmp_path):
    wrong = tmp_path / "roads.osm.pbf"
    wrong.write_bytes(b"code,name\n")
    done = run("travel", "use-roads", str(wrong))
    assert (done.code, done.body["error"]["code"]) == (1, "not_an_extract")
    assert run("travel", "show").body["source"] == "estimate"


def test_a_service_that_is_not_there_is_told_and_the_plan_goes_on(run, day):
    run("travel", "use-service", "http://127.0.0.1:9/v1?key={key}", "--kind", "osrm", "--key", "secret")
    told = run("travel", "show")
    assert (told.body["source"], told.body["kind"], told.body["has_key"]) == ("service", "osrm", True)
    assert "secret" not in told.out
    filled = run("travel", "fill", "0525")
    assert filled.code == 1
    assert [notice["code"] for notice in filled.body["notices"]] == ["service_silent", "travel_all_estimated"]
    planned = run("routes", "plan", "0525", "--seconds", "0.3")
    assert planned.body["travel"] == "estimate"
    assert "127.0.0.1:9 does not answer" in planned.err
    assert "secret" not in planned.err + planned.out


@pytest.mark.parametrize("address", ["not an address", "ftp://map.lan", "http://", "http://map.lan:port"])
def test_an_address_that_is_none_is_refused_and_the_source_stays(run, address):
    refused = run("travel", "use-service", address, "--kind", "osrm")
    assert (refused.code, refused.body["error"]["code"]) == (1, "service_address_wrong")
    assert address in refused.body["error"]["sentence"]
    assert run("travel", "show").body["source"] == "estimate"


def test_the_pace_of_an_hour_is_changed_and_nonsense_is_not(run):
    assert run("travel", "pace", "8=60", "17=70").body["pace_percent"][8] == 60
    hours = run("travel", "show").body["pace_percent"]
    assert (hours[8], hours[17], hours[9]) == (60, 70, 90)
    for wrong in ("24=50", "8=5", "8=fast", "8"):
        assert run("travel", "pace", wrong).body["error"]["code"] == "pace_wrong"
    assert run("travel", "use-estimate").body["source"] == "estimate"
