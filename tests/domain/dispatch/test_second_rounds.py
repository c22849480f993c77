"""A van loaded twice in a morning: waves, labels and the gate keep its rounds apart."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from domain.common.errors import NotFound
from domain.dispatch import operations as dispatch
from domain.dispatch.queries import load_list, on_the_road
from domain.dispatch.queries.naming import route_of
from domain.handover import operations as handover
from domain.handover.queries import in_the_way, stops_of_route
from domain.handover.words import StopsOpen, VanNotOnItsWay
from domain.picking import operations as picking
from domain.picking.queries import station_view, wave_board
from domain.reports.journey import journey
from domain.routing import operations as routing
from domain.routing.queries import plan_of
from tests.builders import MANAGER
from tests.domain.dispatch.scene import FIRST, OTHER, POINTS, SECOND, boxes, hall, scan
from tests.domain.routing.scene import cycle_number, live


def two_rounds(database):
    """甲 and 丙 on V1's first round, 乙 on its second, all sealed: (hall, crates by point, route ids)."""
    at = hall(database, max_trips=2)
    crates = {name: boxes(database, at, name, place.eggs // 2) for name, place in POINTS.items()}
    plan = routing.plan_routes(database, MANAGER, "0525", seconds=0.2).answer["plan"]
    with database.read() as connection:
        v1 = connection.execute(text("SELECT id FROM van WHERE code = 'V1'")).scalar_one()
    points = at.shop.points
    for drop, name in enumerate((FIRST, OTHER, SECOND), start=1):
        routing.move_stop(database, MANAGER, plan, points[name], v1, drop, round_no=1, override="按老路线")
    routing.split_round(database, MANAGER, plan, v1, 2)
    routing.accept_plan(database, MANAGER, plan)
    with database.read() as connection:
        found = plan_of(connection, "0525")
    assert found is not None
    return at, crates, [route.id for route in found.routes if route.stops]


def test_the_second_round_is_loaded_after_the_first_has_left(database):
    _, crates, (first, second) = two_rounds(database)
    dispatch.begin_loading(database, MANAGER, first)
    refused = scan(database, first, crates[SECOND][0])
    assert not refused["is_loaded"]
    for code in (*crates[OTHER], *crates[FIRST]):
        assert scan(database, first, code)["is_loaded"]
    dispatch.depart(database, MANAGER, first)
    dispatch.begin_loading(database, MANAGER, second)
    for code in crates[SECOND]:
        assert scan(database, second, code)["is_loaded"]
    dispatch.depart(database, MANAGER, second)
    with database.read() as connection:
        states = connection.execute(text("SELECT trip, state FROM route WHERE is_live = 1 ORDER BY trip")).all()
    assert [tuple(row) for row in states] == [(1, "departed"), (2, "departed")]


def test_lists_name_the_second_round(database):
    _, _, (first, second) = two_rounds(database)
    with database.read() as connection:
        names = [load_list(connection, route).van for route in (first, second)]
    assert names == ["V1", "V1/2"]


def loaded_and_gone(database):
    """The route ids of both rounds, on the road."""
    _, crates, routes = two_rounds(database)
    for route, points in zip(routes, ((OTHER, FIRST), (SECOND,)), strict=True):
        dispatch.begin_loading(database, MANAGER, route)
        for code in (code for name in points for code in crates[name]):
            assert scan(database, route, code)["is_loaded"]
        dispatch.depart(database, MANAGER, route)
    return routes


def test_the_wave_board_and_the_station_name_the_second_round(database):
    live(database, vans=1, max_trips=2)
    with database.read() as connection:
        plan = plan_of(connection, "0525")
    routing.split_round(database, MANAGER, plan.id, plan.routes[0].van_id, 2)
    picking.plan_waves(database, MANAGER, "0525")
    with database.read() as connection:
        plan = plan_of(connection, "0525")
        waves = wave_board(connection, "0525")
        seen = {point.name: point.van for wave in waves for point in station_view(connection, wave.id).points}
    names = {stop.point: route.name for route in plan.routes for stop in route.stops}
    assert {wave.points[0]: wave.van for wave in waves} == names == seen
    assert set(names.values()) == {"V1", "V1/2"}


def test_the_handover_sheet_and_its_refusals_name_the_second_round(database):
    first, second = loaded_and_gone(database)
    with database.read() as connection:
        sheets = {sheet.point: sheet.van for route in (first, second) for sheet in stops_of_route(connection, route)}
        open_routes = in_the_way(connection, cycle_number(database)).names
    assert sheets == {FIRST: "V1", OTHER: "V1", SECOND: "V1/2"}
    assert {"V1", "V1/2"} <= set(open_routes)
    with pytest.raises(StopsOpen) as still:
        handover.close_route(database, MANAGER, second)
    assert still.value.van == "V1/2"
    handover.return_route(database, MANAGER, second)
    with pytest.raises(VanNotOnItsWay) as home:
        handover.return_route(database, MANAGER, second)
    assert home.value.van == "V1/2"


def test_what_was_loaded_on_the_second_round_says_so_on_the_road_and_in_the_journey_of_its_order(database):
    loaded_and_gone(database)
    with database.read() as connection:
        line = connection.execute(
            text(
                "SELECT l.id FROM order_line l JOIN orders o ON o.id = l.order_id JOIN point p ON p.id = o.point_id "
                "WHERE p.name = :point"
            ),
            {"point": SECOND},
        ).scalar_one()
        told = [step.what.fact("van") for step in journey(connection, line).steps if step.what.fact("van")]
        road = [van.van for van in on_the_road(connection, "0525")]
    assert set(told) == {"V1/2"}
    assert road == ["V1", "V1/2"]


def test_a_person_names_a_round_as_the_lists_do(database):
    _, _, (first, second) = two_rounds(database)
    with database.read() as connection:
        assert (route_of(connection, "0525", "V1"), route_of(connection, "0525", "V1/2")) == (first, second)
        with pytest.raises(NotFound):
            route_of(connection, "0525", "V1/3")


def test_a_tote_of_the_second_round_is_refused_on_the_first_by_its_name(database):
    _, crates, (first, _) = two_rounds(database)
    dispatch.begin_loading(database, MANAGER, first)
    refused = scan(database, first, crates[SECOND][0])
    assert refused["belongs_to"] == "V1/2"


def test_the_pallet_labels_of_a_round_that_is_no_more_do_not_hold_any_more(database):
    _, _, routes = two_rounds(database)
    dispatch.ask_pallet_labels(database, MANAGER, "0525")
    assert held_labels(database) == {f"route {route}" for route in routes}
    with database.read() as connection:
        plan = plan_of(connection, "0525")
    routing.join_rounds(database, MANAGER, plan.id, plan.routes[0].van_id)
    dispatch.ask_pallet_labels(database, MANAGER, "0525")
    assert held_labels(database) == {f"route {routes[0]}"}


def held_labels(database):
    """The subjects of the pallet labels that count."""
    query = "SELECT DISTINCT subject FROM print_job WHERE kind = 'pallet_label' AND voided_at IS NULL"
    with database.read() as connection:
        return set(connection.execute(text(query)).scalars())
