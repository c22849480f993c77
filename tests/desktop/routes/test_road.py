"""The road in the routes workspace: what is expected now, and a re-plan that is accepted or refused as a whole."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.views.routes.shown import Key
from domain.common.database import open_database
from domain.dispatch.queries import replans
from domain.routing.queries import plan_of
from tests.domain.dispatch import road


def morning(place):
    with open_database(place) as database:
        there = road.on_the_road(database)
        road.served(database, there, "甲一", road.clock(5, 25))
        return there


@pytest.fixture
def desk(made_place, open_window, monkeypatch):
    """Twenty past six on the delivery day."""
    for module in ("domain.dispatch.queries.expecting", "domain.dispatch.operations.proposing"):
        monkeypatch.setattr(f"{module}.now", lambda: road.clock(6, 20))
    place, morning_ = made_place("sqlite", morning)
    desk = open_window(place)
    desk.morning = morning_
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


def broken(desk):
    """V1 has broken down; the sheet with what changes is open."""
    desk.parts.routes.controller.choose_line(van_of(desk, "V1"))
    desk.parts.routes.hand.on_act("broken")
    desk.parts.routes.choice.buttons[0].click()
    desk.settle()
    return desk.parts.routes.road.sheet


def state_of_the_last(desk):
    with desk.database.read() as connection:
        return replans(connection, "0525")[0].state


def test_a_refused_list_leaves_every_van_as_it_was_and_the_reason_stands(desk):
    before = road.order(desk.database)
    broken(desk).refuse.click()
    reason = desk.frame.window.reason
    assert reason.sentence.text() == "Everything stays as it is on the road."
    reason.words.setText("The driver manages")
    reason.done.click()
    desk.settle()
    assert road.order(desk.database) == before
    with desk.database.read() as connection:
        last = replans(connection, "0525")[0]
    assert (last.state, last.reason) == ("refused", "The driver manages")
    assert not desk.frame.routes.waiting.isVisible()


def test_the_list_has_what_changes_alone_with_old_and_new_times(desk):
    rows = broken(desk).stops.rows
    assert rows
    assert all(row.changes_van or row.later_min for row in rows)
    model = desk.parts.routes.road.sheet.stops
    told = [model.columns[5].text(row) for row in rows]
    assert all(text.endswith(" min") for row, text in zip(rows, told, strict=True) if row.later_min)


def test_whom_to_tell_reads_each_message_whole_and_copies_them_all(desk):
    sheet = broken(desk)
    sheet.tabs.tabs["tell"].click()
    assert sheet.words.isVisible()
    first = sheet.words.text()
    assert first.startswith("V1: wait at ")
    table = sheet._pages.currentWidget()
    table.choose([1], 1)
    assert sheet.words.text() != first
    sheet.copy.click()
    lines = QApplication.clipboard().text().splitlines()
    assert len(lines) == len(sheet.tell.rows)
    assert first in lines[0]


def test_a_list_laid_aside_waits_on_the_page_and_is_accepted_later(desk):
    sheet, page = broken(desk), desk.frame.routes
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    desk.settle()
    assert not sheet.isVisible()
    assert page.waiting.sentence.text().startswith("V1 broke down.")
    page.waiting.action.click()
    assert sheet.isVisible()
    sheet.accept.click()
    desk.settle()
    assert state_of_the_last(desk) == "accepted"
    assert not page.waiting.isVisible()
    assert road.order(desk.database)["V1"] == ["甲一"]


def test_a_list_the_road_has_moved_past_is_not_accepted_and_says_why(desk):
    sheet = broken(desk)
    before = road.order(desk.database)
    road.served(desk.database, desk.morning, "甲二", road.clock(6, 21))
    sheet.accept.click()
    desk.settle()
    assert road.order(desk.database) == before
    assert "甲二" in desk.frame.routes.refusal.sentence.text()


def test_a_re_plan_is_cancelled_at_once_and_opens_no_sheet(desk):
    desk.parts.routes.controller.choose_line(van_of(desk, "V1"))
    desk.parts.routes.hand.on_act("broken")
    desk.parts.routes.choice.buttons[0].click()
    search = desk.frame.routes.search
    assert search.isVisible()
    search.cancel.click()
    assert not search.isVisible()
    before = road.order(desk.database)
    desk.settle()
    assert not desk.parts.routes.road.sheet.isVisible()
    assert road.order(desk.database) == before
