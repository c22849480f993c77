"""The companies the pictures are taken of, made of whatever night is at hand."""

from __future__ import annotations

from desktop.pictures import gate
from domain.picking.queries import pick_lines
from tests.builders import GARDEN, MANAGER
from tests.domain.picking import scene


def test_a_point_is_packed_for_the_picture_though_its_shelves_are_empty(sqlite_database):
    hall = scene.hall(sqlite_database, pieces=1)
    point = hall.shop.points[GARDEN]
    gate._pack(sqlite_database, MANAGER, "0525", point, seal=True)
    with sqlite_database.read() as connection:
        lines = pick_lines(connection, hall.waves[GARDEN], point_id=point)
    assert lines
    assert not [line.product for line in lines if line.left]
