"""What is packed held against the vans before loading, and the cheapest way to mend it."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from domain.dispatch import operations as dispatch
from domain.dispatch.queries import overloads
from domain.routing import operations as routing
from tests.builders import MANAGER
from tests.domain.dispatch.scene import BOX_G, FIRST, OTHER, SECOND, gate, scan


def found(database):
    with database.read() as connection:
        return overloads(connection, "0525")


def van_with(database, van: str, **limits: int) -> None:
    with database.writer.begin() as connection:
        for name, value in limits.items():
            row = f"UPDATE van SET {name} = :value WHERE code = :van"
            connection.execute(text(row), {"value": value, "van": van})


def test_what_fits_is_not_told(database):
    gate(database, begun=False)
    assert found(database) == ()


def test_an_overloaded_van_is_told_with_its_figures_and_the_cheapest_move(database):
    at = gate(database, begun=False)
    van_with(database, "V1", max_weight_g=4 * BOX_G)
    [over] = found(database)
    assert (over.van, over.limit, over.value, over.allowed) == ("V1", "weight", 5 * BOX_G, 4 * BOX_G)
    [move] = over.moves
    assert (move.van, move.to_van) == ("V1", "V2")
    assert move.point in (FIRST, SECOND)
    # Doing it mends it.
    with database.read() as connection:
        plan = connection.execute(text("SELECT id FROM route_plan WHERE state = 'live'")).scalar_one()
    routing.move_stop(database, MANAGER, plan, move.point_id, move.to_van_id, move.drop_no, override="按实重")
    assert found(database) == ()
    assert at.points[move.point] == move.point_id


def test_no_room_anywhere_has_no_move(database):
    gate(database, begun=False)
    van_with(database, "V1", max_totes=4)
    van_with(database, "V2", max_totes=1)
    [over] = found(database)
    assert (over.van, over.limit, over.moves) == ("V1", "totes", ())


def test_what_is_on_the_van_already_stays_there(database):
    at = gate(database)
    for code in at.crates[SECOND]:
        scan(database, at.routes["V1"], code)
    with database.writer.begin() as connection:
        connection.execute(text("UPDATE van_load SET max_totes = 4 WHERE totes = 3"))
    [over] = found(database)
    assert [move.point for move in over.moves] == [FIRST]


def test_a_van_that_left_is_asked_no_more(database):
    at = gate(database)
    scan(database, at.routes["V2"], at.crates[OTHER][0])
    dispatch.depart(database, MANAGER, at.routes["V2"])
    van_with(database, "V2", max_totes=1, max_weight_g=1)
    assert found(database) == ()


@pytest.mark.parametrize("limit", ["max_weight_g", "max_volume_ml", "max_totes"])
def test_each_limit_is_looked_at(database, limit):
    gate(database, begun=False)
    van_with(database, "V1", **{limit: 1})
    assert [over.limit for over in found(database)] == [
        limit.removeprefix("max_").removesuffix("_g").removesuffix("_ml")
    ]
