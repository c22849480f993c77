"""A search from the window: stopped with its best, cancelled at once, killed by the system; the window lives on."""

from __future__ import annotations

import os
import signal
import sys
import time

import pytest

from domain.common.database import open_database
from tests.domain.routing import scene

LONG_S = 60.0
CANCEL_S = 0.5
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a signal of POSIX")


def drafted(place):
    """Enough points that a search does not end by itself at once."""
    with open_database(place) as database:
        return scene.drafted(database, scene.scattered(25, seed=3), vans=3)._replace(plan=None)


@pytest.fixture
def desk(made_place, open_window, monkeypatch):
    """A plan stands; a search would take a minute."""
    monkeypatch.setattr("desktop.background.routing.SECONDS", LONG_S)
    place, _day = made_place("sqlite", drafted)
    desk = open_window(place)
    desk.frame.appearance.go("routes")
    desk.settle()
    return desk


def page(desk):
    return desk.frame.routes


def solver(desk):
    return desk.parts.routes.planning._searching.solver


def begin(desk, qtbot):
    """Plan everything anew, until the first plan is drawn."""
    page(desk)._anew.trigger()
    assert page(desk).search.isVisible()
    qtbot.waitUntil(page(desk).search.stop.isEnabled, timeout=15_000)


def is_gone(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def versions(desk):
    return len(desk.parts.routes.controller.night.versions)


def test_stop_takes_the_best_plan_so_far(desk, qtbot):
    begin(desk, qtbot)
    began = time.monotonic()
    page(desk).search.stop.click()
    desk.settle()
    assert time.monotonic() - began < LONG_S / 4
    assert versions(desk) == 2
    assert not page(desk).search.isVisible()
    assert page(desk).next.isEnabled()


def test_cancel_ends_the_process_within_half_a_second_and_the_plan_stands(desk, qtbot):
    before = desk.parts.routes.controller.night.plan
    begin(desk, qtbot)
    pid = solver(desk).pid
    began = time.monotonic()
    page(desk).search.cancel.click()
    assert not page(desk).search.isVisible()
    qtbot.waitUntil(lambda: is_gone(pid), timeout=5_000)
    assert time.monotonic() - began <= CANCEL_S
    desk.settle()
    assert desk.parts.routes.controller.night.plan == before
    assert versions(desk) == 1


@POSIX
def test_a_killed_search_leaves_its_best_plan_and_says_so(desk, qtbot):
    begin(desk, qtbot)
    os.kill(solver(desk).pid, signal.SIGKILL)
    desk.settle()
    assert versions(desk) == 2
    assert page(desk).notes.isVisible()
    assert "ended" in page(desk).notes.sentence.text()
    assert page(desk).what_if.isEnabled()


@POSIX
def test_a_search_killed_before_its_first_plan_leaves_the_plan_and_says_why(desk, qtbot):
    before = desk.parts.routes.controller.night.plan
    page(desk)._anew.trigger()
    qtbot.waitUntil(lambda: solver(desk).pid is not None, timeout=15_000)
    os.kill(solver(desk).pid, signal.SIGKILL)
    desk.settle()
    assert desk.parts.routes.controller.night.plan == before
    assert page(desk).refusal.isVisible()
    page(desk)._anew.trigger()  # and another search can begin
    assert page(desk).search.isVisible()
    page(desk).search.cancel.click()
    desk.settle()


def test_finish_it_for_me_keeps_what_was_pinned_where_it_is(desk, qtbot):
    at = desk.parts.routes.controller
    route = max(at.night.plan.routes, key=lambda one: len(one.stops))
    other = next(key for key in at.night.keys if key.van_id != route.van_id)
    stop = route.stops[0].point_id
    desk.parts.routes.hand.move([stop], other)
    desk.settle()
    at.choose_point(stop)
    page(desk).pin_button.click()
    desk.settle()
    assert at.night.stop(stop).is_pinned
    page(desk)._finish.trigger()
    qtbot.waitUntil(page(desk).search.stop.isEnabled, timeout=15_000)
    page(desk).search.stop.click()
    desk.settle()
    assert at.night.where(stop).van_id == other.van_id
    assert at.night.stop(stop).is_pinned
    assert versions(desk) == 1
