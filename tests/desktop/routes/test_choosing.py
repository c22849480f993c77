"""What is chosen in the list of stops is found on the map, however near the map was looked at."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from desktop.settings import Settings
from domain.common.database import open_database
from tests.domain.routing.scene import drafted, scattered

FAR_IN = 28


@pytest.fixture
def desk(made_place, open_window):
    place, _ = made_place("sqlite", a_dozen)
    desk = open_window(place, settings=Settings(language="en", person="陈峰", station="1号台"))
    desk.frame.appearance.go("routes")
    desk.settle()
    return desk


def a_dozen(place):
    with open_database(place) as database:
        drafted(database, scattered(12), vans=2)


def seen(desk, point):
    route_map = desk.frame.routes.map
    return route_map.rect().contains(route_map.camera.to_screen(route_map.stops.spots[point]).toPoint())


def looked_at_closely(desk):
    """The map shows the first stop of the list and little else: the points of the list that are out of sight."""
    route_map, rows = desk.frame.routes.map, desk.frame.routes.rows.rows
    route_map.zoom(FAR_IN, QPointF(route_map.rect().center()))
    route_map.bring_in_sight(rows[0].point_id)
    return [at for at, row in enumerate(rows) if not seen(desk, row.point_id)]


def test_a_stop_chosen_in_the_list_comes_in_sight_on_the_map(desk):
    page = desk.frame.routes
    hidden = looked_at_closely(desk)[0]
    page.table.choose([hidden], hidden)
    desk.settle()
    point = page.rows.rows[hidden].point_id
    assert page.map.chosen == (point,)
    assert seen(desk, point)


def test_walking_down_the_list_by_keys_takes_the_map_along(desk):
    page = desk.frame.routes
    looked_at_closely(desk)
    page.table.setFocus()
    page.table.choose([0], 0)
    for row in page.rows.rows[1:4]:
        QTest.keyClick(page.table, Qt.Key.Key_Down)
        assert page.map.chosen == (row.point_id,)
        assert seen(desk, row.point_id)


def test_all_stops_chosen_are_all_in_sight(desk):
    page = desk.frame.routes
    assert looked_at_closely(desk)
    page.table.setFocus()
    page.table.selectAll()
    desk.settle()
    assert all(seen(desk, row.point_id) for row in page.rows.rows)


def test_what_is_chosen_on_the_map_itself_leaves_the_map_where_it_is(desk):
    page = desk.frame.routes
    looked_at_closely(desk)
    camera = page.map.camera
    page.map.select([page.rows.rows[0].point_id, page.rows.rows[-1].point_id])
    desk.settle()
    assert len(page.selected_points()) == 2
    assert page.map.camera == camera
