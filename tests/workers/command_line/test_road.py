"""`road ...` as a person types it, on both databases."""

from __future__ import annotations

import pytest

from domain.common.database import open_database
from tests.domain.dispatch.road import clock, on_the_road, order, served
from tests.kept_scenes import begun

AT = ("--at", clock(5, 30).isoformat())
QUICK = ("--seconds", "0.2")


@pytest.fixture
def morning(place):
    with begun(place) as database:
        found = on_the_road(database)
        served(database, found, "甲一", clock(5, 20))
    return found


def test_where_the_vans_are_and_when_they_come(run, morning):
    body = run("road", "show", "0525", *AT).body
    first = body["vans"][0]
    assert (first["van"], first["last"], first["since"], first["done"]) == ("V1", "甲一", "05:20", 1)
    assert [stop["point"] for stop in first["stops"]] == ["甲二", "甲三", "甲四"]
    assert first["stops"][0]["expected"] == "05:30"
    lines = run("road", "show", "0525", *AT, as_json=False).out.splitlines()
    assert lines[0].startswith("V1: 05:20 at 甲一, back at ")
    assert run("road", "late", "0525", *AT).body == {"cycle": "0525", "late": []}


def test_a_broken_van_is_proposed_accepted_and_its_totes_taken_over(run, morning, place):
    asked = run("road", "replan", "0525", "broken", "V1", *AT, *QUICK)
    assert asked.code == 0
    told = asked.body
    assert (told["state"], told["cause"], told["place"]) == ("proposed", "van_broken", "甲一")
    assert {tote["point"] for tote in told["totes"]} == {"甲二", "甲三", "甲四"}
    with open_database(place) as database:
        assert order(database)["V1"] == ["甲一", "甲二", "甲三", "甲四"]
    assert run("road", "accept", str(told["replan"])).body["state"] == "accepted"
    with open_database(place) as database:
        assert order(database)["V1"] == ["甲一"]
    tote = told["totes"][0]
    [one] = run("road", "take", "0525", tote["to_van"], tote["tote"]).body["taken"]
    assert (one["tote"], one["from_van"]) == (tote["tote"], "V1")
    rest = run("road", "take", "0525", tote["to_van"], "--all", "没有扫描枪").body
    assert len(rest["totes"]) == sum(other["to_van"] == tote["to_van"] for other in told["totes"]) - 1
    assert run("road", "accept", str(told["replan"])).body["error"]["code"] == "replan_settled"


def test_a_proposal_is_refused_with_a_reason(run, morning):
    told = run("road", "replan", "0525", "late", "V1", "30", *AT, *QUICK).body
    assert run("road", "refuse", str(told["replan"]), "--reason", "司机赶得上").body["state"] == "refused"
    assert run("road", "proposal", str(told["replan"])).body["state"] == "refused"


def test_what_is_named_wrongly_is_told(run, morning):
    assert run("road", "replan", "0525", "broken", "V9", *AT).body["error"]["code"] == "not_found"
    assert (
        run("road", "replan", "0525", "skip", "甲一", "--reason", "关门", *AT).body["error"]["code"] == "stop_is_past"
    )
    assert run("road", "replan", "0525", "extra", "甲二", *AT).body["error"]["code"] == "no_extra_stop"
    assert run("road", "replan", "0525", "late", "V1", "0").code == 2
    assert run("road", "replan", "0525", "broken", "V1", "--spot", "nowhere").code == 2
    assert run("road", "loads", "0525").body == {"cycle": "0525", "over": []}
