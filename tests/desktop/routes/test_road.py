"""The road in the routes workspace: what is expected now, and a re-plan that is accepted as a whole."""

from __future__ import annotations

import pytest

from desktop.views.routes.shown import Key
from domain.common.database import open_database
from domain.routing.queries import plan_of
from tests.domain.dispatch import road


def morning(place):
    with open_database(place) as database:
        there = road.on_the_road(database)
        road.served(database, there, "甲一", road.clock(5, 25))
        return there.routes


@pytest.fixture
def desk(made_place, open_window, monkeypatch):
    """Twenty past six on the delivery day."""
    for module in ("domain.dispatch.queries.expecting", "domain.dispatch.operations.proposing"):
        monkeypatch.setattr(f"{module}.now", lambda: road.clock(6, 20))
    place, routes = made_place("sqlite", morning)
    desk = open_window(place)
    desk.routes = routes
    desk.frame.appearance.go("routes")
    desk.settle()
    return desk


def van_of(desk, code):
    at = desk.parts.routes.controller
    return next(key for key in at.night.keys if at.night.route(key) and at.night.route(key).van == code)


def test_a_broken_vans_stops_go_to_others_when_the_whole_list_is_accepted(desk):
    workspace, page = desk.parts.routes, desk.frame.routes
    key = van_of(desk, "V1")
    assert isinstance(key, Key)
    workspace.controller.choose_line(key)
    assert [row.state for row in page.rows.rows] == ["handed_over", "pending", "pending", "pending"]
    workspace.hand.on_act("broken")
    workspace.choice.buttons[0].click()
    desk.settle()
    sheet = workspace.road.sheet
    assert sheet.isVisible()
    moved = [row.point for row in sheet.stops.rows if row.from_van == "V1"]
    assert sorted(moved) == ["甲三", "甲二", "甲四"]
    assert len(sheet.totes.rows) == 3
    assert sheet.tell.rows
    sheet.accept.click()
    desk.settle()
    with desk.database.read() as connection:
        plan = plan_of(connection, "0525")
    assert [stop.point for route in plan.routes if route.van == "V1" for stop in route.stops] == ["甲一"]
