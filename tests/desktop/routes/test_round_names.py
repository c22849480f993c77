"""A van's second trip is called V1/2 on the routes too: on its card, in the hours, where a stop can go, on the map."""

from __future__ import annotations

import pytest

from desktop.settings import Settings
from desktop.views.routes.shown import Key
from desktop.widgets.route_map.view import card_text
from domain.common.database import open_database
from domain.dispatch.queries import load_lists
from domain.routing import operations as routing
from tests.builders import MANAGER
from tests.domain.routing.scene import live, shown


@pytest.fixture
def desk(made_place, open_window):
    place, _ = made_place("sqlite", split_in_two)
    desk = open_window(place, settings=Settings(language="en", person="陈峰", station="1号台"))
    desk.frame.appearance.go("routes")
    desk.settle()
    return desk


def split_in_two(place):
    with open_database(place) as database:
        live(database, vans=1, max_trips=2)
        plan = shown(database)
        routing.split_round(database, MANAGER, plan.id, plan.routes[0].van_id, 1)


def test_the_routes_call_a_second_trip_what_the_load_lists_call_it(desk):
    page = desk.frame.routes
    with desk.database.read() as connection:
        lists = [one.van for one in load_lists(connection, "0525")]
    assert [card.face.name for card in page.vans.cards] == lists == ["V1", "V1/2"]
    assert [line.name for line in page.hours._lines] == lists


def test_a_stop_of_the_second_trip_says_so_on_the_map_and_a_stop_can_be_sent_to_it(desk):
    lead = desk.parts.routes.controller
    night = lead.night
    first, second = night.plan.routes
    stop = next(one for one in desk.frame.routes.map.scene.stops if one.point_id == second.stops[0].point_id)
    assert "V1/2 · drop 1" in card_text(stop)
    route_map = desk.frame.routes.map
    plates = {sign.text for sign in route_map.stops.placed(route_map.camera.step, frozenset(), None).signs}
    assert plates - {""} == {"1", "1/2"}
    lead.choose_point(first.stops[0].point_id)
    desk.parts.routes.hand.on_act("move")
    desk.settle()
    ways = {button.way.key: button.way.van for button in desk.parts.routes.move_sheet.ways}
    assert ways[Key(second.van_id, 2)] == "V1/2"
    desk.parts.routes.road.ask_late(second)
    assert desk.parts.routes.choice.title.text() == "V1/2 is late"
