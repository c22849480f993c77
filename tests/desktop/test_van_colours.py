"""A van has one colour: at the gate, on its card of the routes, in the hours and on the map, on each of its trips."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from desktop.settings import Settings
from desktop.widgets.vans import COLOURS, colour_of
from domain.common.database import open_database
from domain.places.operations import edit_van
from domain.routing import operations as routing
from domain.routing.queries import plan_of, van_numbers
from tests.builders import MANAGER
from tests.domain.routing.scene import live

ON_BOTH = pytest.mark.parametrize("town", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def town(request, made_place):
    """V1 makes two trips and V3 one, V2 stays; V3 leaves before V1."""
    return made_place(getattr(request, "param", "sqlite"), two_trips)[0]


def two_trips(place):
    with open_database(place) as database:
        live(database, vans=3, max_trips=2)
        with database.read() as connection:
            plan = plan_of(connection, "0525")
        vans = {code: van for van, code in told(database, "SELECT id, code FROM van")}
        points = [stop.point_id for route in plan.routes for stop in route.stops]
        for point in points:
            routing.move_stop(database, MANAGER, plan.id, point, vans["V1"], override="按老路线")
        routing.move_stop(database, MANAGER, plan.id, points[0], vans["V3"], 1, override="按老路线")
        routing.split_round(database, MANAGER, plan.id, vans["V1"], 1)
        return vans


def told(database, statement):
    with database.read() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


@pytest.fixture
def desk(town, open_window):
    desk = open_window(town, settings=Settings(language="en", person="陈峰", station="1号台"))
    for page in ("routes", "dispatch"):
        desk.frame.appearance.go(page)
        desk.settle()
    return desk


@ON_BOTH
def test_a_van_has_the_same_colour_at_the_gate_and_on_the_routes(desk):
    gate = {card.face.name: card.face.colour for card in desk.frame.dispatch.cards.cards}
    routes = {card.face.name: card.face.colour for card in desk.frame.routes.vans.cards}
    assert set(gate) == {"V1", "V1/2", "V3"}
    assert gate == {name: routes[name] for name in gate}
    assert gate["V1"] == gate["V1/2"] == colour_of(1)
    assert gate["V3"] == colour_of(3)


def test_the_map_and_the_hours_wear_the_same_colours(desk):
    cards = {card.face.name: card.face.colour for card in desk.frame.routes.vans.cards}
    hours = {line.name: line.colour for line in desk.frame.routes.hours._lines}
    on_map = {route.name: colour_of(route.van_number) for route in desk.frame.routes.map.scene.routes}
    assert hours == {name: cards[name] for name in hours}
    assert on_map == {"V1": colour_of(1), "V3": colour_of(3)}


def test_the_gate_of_a_van_wears_the_colour_of_its_card(desk):
    card = desk.frame.dispatch.cards.cards[-1]
    card.click()
    desk.settle()
    read = desk.parts.dispatch.loading.gate.read
    assert colour_of(read.number) == card.face.colour


def test_a_retired_van_keeps_its_number_and_so_do_the_others(database):
    live(database, vans=3)
    with database.read() as connection:
        before = van_numbers(connection, "0525")
        plan = plan_of(connection, "0525")
        used = plan.routes[0].van_id
        version = connection.execute(text("SELECT version FROM van WHERE id = :van"), {"van": used}).scalar_one()
    edit_van(database, MANAGER, used, version, {"active": False})
    with database.read() as connection:
        assert van_numbers(connection, "0525") == before
    assert sorted(before.values()) == [1, 2, 3]


def test_the_ninth_van_begins_the_colours_anew():
    assert colour_of(len(COLOURS) + 1) == colour_of(1)
    assert len({colour_of(number) for number in range(1, len(COLOURS) + 1)}) == len(COLOURS)
