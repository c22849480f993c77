"""The searching process: stopped it gives its best, cancelled nothing, and whatever ends it, nothing is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time

import pytest

from domain.common.sentences import in_language, sentence
from domain.routing.rules.checking import checked
from domain.routing.rules.travelling import metres_between, seconds_between
from domain.routing.words import (
    Carrier,
    Problem,
    Proposal,
    SearchBroken,
    SearchCancelled,
    SearchKilled,
    SearchOutOfMemory,
    Site,
)
from workers.solver_process import SolverProcess

VAN = Carrier(900_000, 9_000_000, 400, 0, 18_000, 43_200, fixed_cost_fen=8_000, km_cost_fen=150, hour_cost_fen=2_500)


def a_day(sites: int = 40, vans: int = 4, seed: int = 1) -> Problem:
    """Points scattered around a warehouse, vans with room for all of them."""
    chance = random.Random(seed)
    places = [(30.3, 120.1), *((30.3 + chance.gauss(0, 0.06), 120.1 + chance.gauss(0, 0.06)) for _ in range(sites))]
    metres = metres_between(places, 1350)
    points = tuple(Site(chance.randint(5_000, 60_000), 50_000, 3, service_s=240) for _ in range(sites))
    return Problem(points, (VAN,) * vans, metres, seconds_between(metres))


class Heard:
    """What the search told while it ran, and an act at the first plan."""

    def __init__(self, at_first=lambda: None) -> None:
        self.plans: list[Proposal] = []
        self.first_s: float | None = None
        self._began, self._at_first = time.monotonic(), at_first

    def __call__(self, plan: Proposal) -> None:
        self.plans.append(plan)
        if len(self.plans) == 1:
            self.first_s = time.monotonic() - self._began
            self._at_first()


def searched(solver, problem, at_first=lambda: None):
    """(plan, what was heard, seconds it took)."""
    heard, began = Heard(at_first), time.monotonic()
    plan = solver.search(problem, None, heard)
    return plan, heard, time.monotonic() - began


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def spoken(what) -> str:
    with in_language("en"):
        return sentence(what)


def test_every_point_is_served_and_the_first_plan_is_told_at_once():
    problem = a_day(200, 12)
    solver = SolverProcess(seconds=3, cores=1)
    plan, heard, _ = searched(solver, problem)
    assert heard.first_s is not None
    assert heard.first_s <= 4  # two seconds are wanted; the computer of a test run is shared
    assert checked(problem, heard.plans[0]).is_sound
    found = checked(problem, plan)
    assert found.is_sound
    assert sum(len(trip.visits) for trip in found.trips) == 200
    assert solver.notice is None
    assert is_gone(solver.pid)


def test_stop_takes_the_best_plan_found_so_far():
    problem = a_day()
    solver = SolverProcess(seconds=60, cores=1)
    plan, heard, took = searched(solver, problem, solver.stop)
    assert took < 15
    assert checked(problem, plan).is_sound
    assert heard.plans
    assert solver.notice is None
    assert is_gone(solver.pid)


def test_cancel_ends_within_half_a_second_and_gives_nothing():
    solver, pressed = SolverProcess(seconds=60, cores=2), []

    def press() -> None:
        def later() -> None:
            time.sleep(0.2)
            pressed.append(time.monotonic())
            solver.cancel()

        threading.Thread(target=later).start()

    with pytest.raises(SearchCancelled) as refused:
        searched(solver, a_day(), press)
    assert time.monotonic() - pressed[0] <= 0.5
    assert is_gone(solver.pid)
    assert spoken(refused.value) == "The search was cancelled. Nothing was changed; the plan before it stands."


def test_a_search_cancelled_before_it_began_does_not_begin():
    solver = SolverProcess()
    solver.cancel()
    with pytest.raises(SearchCancelled):
        solver.search(a_day(), None, lambda _plan: None)
    assert solver.pid is None


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a signal of POSIX")
def test_a_killed_search_leaves_the_best_plan_so_far_and_says_so():
    problem = a_day()
    solver = SolverProcess(seconds=60, cores=2)
    plan, heard, _ = searched(solver, problem, lambda: os.kill(solver.pid, signal.SIGKILL))
    assert plan == heard.plans[-1]
    assert checked(problem, plan).is_sound
    assert solver.notice is not None
    assert "ended from outside after" in spoken(solver.notice)


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a signal of POSIX")
def test_a_search_killed_before_its_first_plan_is_a_sentence():
    solver = SolverProcess(seconds=60, cores=1)

    def kill_at_once() -> None:
        while solver.pid is None:
            time.sleep(0.005)
        os.kill(solver.pid, signal.SIGKILL)

    threading.Thread(target=kill_at_once).start()
    with pytest.raises(SearchKilled) as refused:
        searched(solver, a_day())
    assert "The plan before it stands" in spoken(refused.value) or "the plan before it stands" in spoken(refused.value)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of one process")
def test_a_search_without_memory_is_a_sentence_and_the_computer_lives():
    solver = SolverProcess(seconds=30, cores=1, memory_mb=220)
    with pytest.raises((SearchOutOfMemory, SearchKilled)) as refused:
        searched(solver, a_day(400, 20))
    assert "Nothing was changed" in spoken(refused.value)
    assert is_gone(solver.pid)


def test_a_problem_no_engine_can_read_is_a_sentence_with_what_python_said():
    good = a_day(3, 1)
    torn = Problem(good.sites, good.carriers, good.metres[:-1], good.seconds)
    with pytest.raises(SearchBroken) as refused:
        searched(SolverProcess(seconds=1, cores=1), torn)
    assert refused.value.error


ORPHAN = """
import os, sys
from tests.workers.test_solver_process import a_day
from workers.solver_process import SolverProcess

def told(plan):
    print(solver.pid, flush=True)

if __name__ == "__main__":
    solver = SolverProcess(seconds=60, cores=2)
    solver.search(a_day(), None, told)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a signal of POSIX")
def test_when_the_program_is_killed_its_search_ends_too(tmp_path):
    script = tmp_path / "orphan.py"
    script.write_text(ORPHAN)
    paths = {**os.environ, "PYTHONPATH": os.getcwd()}
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=paths) as program:
        assert program.stdout is not None
        pid = int(program.stdout.readline())
        program.kill()
    for _ in range(100):
        if is_gone(pid):
            break
        time.sleep(0.05)
    assert is_gone(pid)
