"""What if, and ways out: asked of the real search beside the window, read in the sheet, nothing changed by them."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from domain.common.database import open_database
from tests.domain.routing import scene

WITHIN_S = 0.5


def short(place):
    """One van with room for four crates: some points stay without."""
    with open_database(place) as database:
        return scene.drafted(database, vans=1, max_totes=4)._replace(plan=None)


def enough(place):
    with open_database(place) as database:
        return scene.drafted(database, vans=2)._replace(plan=None)


@pytest.fixture
def open_day(made_place, open_window, monkeypatch):
    """A function: the window on a day made by `short` or `enough`; each search of a question is short."""
    monkeypatch.setattr("desktop.background.routing.Asking.__init__.__defaults__", (0.1,))

    def opened(make):
        place, _day = made_place("sqlite", make)
        desk = open_window(place)
        desk.frame.appearance.go("routes")
        desk.settle()
        return desk

    return opened


def plan_of(desk):
    return scene.shown(desk.database)


def words_of(sheet):
    return [label.text() for label in sheet._area.findChildren(QLabel)]


def test_an_infeasible_day_says_which_limit_by_how_much_and_the_three_cheapest_ways_out(open_day):
    desk, told = open_day(short), []
    before = plan_of(desk)
    show = desk.parts.routes.questions.sheet.show_ways
    desk.parts.routes.questions.sheet.show_ways = lambda answer: (told.append(answer), show(answer))
    desk.frame.routes.ways.action.click()
    desk.settle()
    sheet = desk.parts.routes.questions.sheet
    assert sheet.isVisible()
    assert sheet.sentence.text() == "Left out: " + "、".join(row.point for row in before.unplanned)
    words = words_of(sheet)
    assert words[0].startswith("Crates: ")
    assert " too many" in words[0] or " too much" in words[0]
    ways = [text for text in words if text[:3] in ("1  ", "2  ", "3  ")]
    assert len(ways) == 3
    assert sum("in all" in text and "¥" in text for text in words) == 3
    assert words[-1].startswith("To take one: ")
    costs = [way.cost_fen for way in told[0].ways]
    assert costs == sorted(costs)
    assert plan_of(desk) == before


def test_what_ifs_stand_beside_the_day_as_it_is(open_day):
    desk = open_day(enough)
    before = plan_of(desk)
    desk.frame.routes.what_if.click()
    desk.settle()
    sheet = desk.parts.routes.questions.sheet
    rows = sheet.rows.rows
    assert sheet.rows.columns[0].text(rows[0]) == "As it is"
    assert len(rows) >= 4
    assert rows[0].cost_fen == before.cost_fen
    assert all(row.cost_fen and row.distance_m and row.latest_min for row in rows)
    assert [row.more_fen for row in rows] == [row.cost_fen - rows[0].cost_fen for row in rows]
    assert plan_of(desk) == before


def test_closing_the_sheet_ends_the_reckoning_at_once(open_day):
    desk = open_day(enough)
    desk.frame.routes.what_if.click()
    sheet = desk.parts.routes.questions.sheet
    assert sheet.bar.isVisible()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    began = time.monotonic()
    desk.settle()
    assert time.monotonic() - began < WITHIN_S + 1
    assert not sheet.isVisible()
    assert not sheet.rows.rows
