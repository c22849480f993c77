"""`routes plan` as a person types it, on both databases."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys

import pytest

from domain.common.database import open_database
from domain.routing import operations as routing
from tests.builders import MANAGER
from tests.domain.routing.scene import DAY, Place, cut_day, scattered, shown, van, warehouse_at
from tests.kept_scenes import begun

ON_SQLITE = pytest.mark.parametrize("kind", ["sqlite"])
"""For what a search of a second is told by, once is enough."""


@pytest.fixture
def day(place):
    with begun(place) as database:
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


@ON_SQLITE
def test_each_better_plan_is_told_while_the_search_goes_on(run, day):
    told = run("routes", "plan", "0525", "--seconds", "0.3").err
    assert "Ctrl-C takes the best plan found so far" in told
    assert re.search(r"^\d+\.\d s: ¥\d+\.\d\d, \d+\.\d km, 5 stops, 1 without a van$", told, re.MULTILINE)


@ON_SQLITE
def test_a_plan_is_finished_and_the_change_taken_back(run, day):
    run("routes", "plan", "0525", "--seconds", "0.3")
    before = plan_shown(day)
    names = [stop.point_id for stop in before.routes[0].stops]
    with open_database(day) as database:
        routing.swap_stops(database, MANAGER, before.id, names[0], names[3])
    done = run("routes", "finish", "0525", "--seconds", "0.3")
    assert done.body["better"] is True
    assert done.body["cost_fen"] == before.cost_fen
    assert run("routes", "undo", "0525").body == {"plan": before.id, "vans": ["V1"], "undone": "finish_plan"}
    assert run("routes", "undo", "0525").body["undone"] == "swap_stops"
    assert [stop.point_id for stop in plan_shown(day).routes[0].stops] == names
    assert run("routes", "undo", "0525").body["error"]["code"] == "nothing_to_take_back"


@ON_SQLITE
def test_without_a_plan_there_is_nothing_to_finish(run, day):
    assert run("routes", "finish", "0525").body["error"]["code"] == "not_found"


STOPPED = """
import sys
from main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is a signal of POSIX")
def test_ctrl_c_takes_the_best_plan_found_so_far(new_place, tmp_path):
    place = new_place("sqlite")
    with begun(place) as database:
        cut_day(database, scattered(60))
        warehouse_at(database)
        for number in range(4):
            van(database, f"V{number}", max_weight_g=400_000)
    script = tmp_path / "program.py"
    script.write_text(STOPPED)
    command = [
        sys.executable,
        str(script),
        "routes",
        "plan",
        "0525",
        "--seconds",
        "120",
        "--data",
        place,
        "--lang",
        "en",
    ]
    paths = {**os.environ, "PYTHONPATH": os.getcwd()}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=paths) as program:
        assert program.stderr is not None
        while " stops, " not in program.stderr.readline():
            assert program.poll() is None
        program.send_signal(signal.SIGINT)
        out, _ = program.communicate(timeout=60)
    assert program.returncode == 0
    assert "60 stops" in out
    assert plan_shown(place).state == "live"
