"""A van loaded twice in a morning: waves, labels and the gate keep its rounds apart."""

from __future__ import annotations

from sqlalchemy import text

from domain.dispatch import operations as dispatch
from domain.dispatch.queries import load_list
from domain.routing import operations as routing
from domain.routing.queries import plan_of
from tests.builders import MANAGER
from tests.domain.dispatch.scene import FIRST, OTHER, POINTS, SECOND, boxes, hall, scan


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
