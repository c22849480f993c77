"""`routes plan` as a person types it, on both databases."""

from __future__ import annotations

import pytest

from domain.common.database import open_database
from tests.domain.routing.scene import DAY, Place, cut_day, shown, van, warehouse_at


@pytest.fixture
def day(place):
    with open_database(place) as database:
        cut_day(database, {**DAY, "无处": Place(0, 0, 1, more={"lat_e6": None, "lon_e6": None})})
        warehouse_at(database)
        van(database)
    return place


def plan_shown(place):
    with open_database(place) as database:
        return shown(database)


def test_the_answer_has_the_numbers_of_the_plan_and_what_it_leaves_out(run, day):
    done = run("routes", "plan", "0525", "--seconds", "0.3")
    assert done.code == 0
    found = plan_shown(day)
    assert done.body == {
        "vans": 1,
        "stops": 5,
        "distance_m": found.distance_m,
        "duration_s": found.duration_s,
        "cost_fen": found.cost_fen,
        "unplanned": [{"point": "无处", "limit": "no_place"}],
        "feasible": False,
        "travel": "estimate",
    }
    assert found.state == "live"


def test_a_person_reads_the_sums_and_what_to_do(run, day):
    lines = run("routes", "plan", "0525", "--seconds", "0.3", as_json=False).out.splitlines()
    assert lines[0].startswith("1 vans, 5 stops, ")
    assert lines[1].startswith("  Without coordinates a van can drive to: 1 (无处). Correct them under Places")


def test_a_second_plan_waits_as_a_draft(run, day):
    run("routes", "plan", "0525", "--seconds", "0.2")
    first = plan_shown(day)
    lines = run("routes", "plan", "0525", "--seconds", "0.2", as_json=False).out.splitlines()
    assert lines[-1] == "Another plan is in force. This one waits as a draft to be compared and accepted."
    assert plan_shown(day).id == first.id


def test_a_cycle_that_is_not_cut_is_refused_with_a_sentence(opened):
    done = opened("routes", "plan", "0525")
    assert (done.code, done.body["error"]["code"]) == (1, "cycle_not_cut")


@pytest.mark.parametrize("seconds", ["0", "-1", "abc", "1e9", "nan"])
def test_a_senseless_number_of_seconds_is_wrong_usage(run, seconds):
    assert run("routes", "plan", "0525", "--seconds", seconds).code == 2
