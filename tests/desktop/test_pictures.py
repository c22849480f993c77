"""The companies the pictures are taken of, made of whatever night is at hand."""

from __future__ import annotations

import shutil

from sqlalchemy import text

from desktop.pictures import gate, stage
from domain.picking.queries import pick_lines
from tests import builders
from tests.builders import GARDEN, MANAGER
from tests.domain.picking import scene


def test_a_point_is_packed_for_the_picture_though_its_shelves_are_empty(sqlite_database):
    hall = scene.hall(sqlite_database, pieces=1)
    point = hall.shop.points[GARDEN]
    gate.pack(sqlite_database, MANAGER, "0525", point, seal=True)
    with sqlite_database.read() as connection:
        lines = pick_lines(connection, hall.waves[GARDEN], point_id=point)
    assert lines
    assert not [line.product for line in lines if line.left]


def test_a_night_that_is_over_gives_no_pictures_and_leaves_its_place_free(sqlite_database, tmp_path):
    """The stations of a finished night stand empty, and an older, smaller cycle is not what anybody wants to see."""
    builders.cut_cycle(sqlite_database)
    copy = tmp_path / "copy"
    assert stage._copied(str(sqlite_database.place), copy)
    with sqlite_database.writer.begin() as connection:
        connection.execute(text("UPDATE cycle SET state = 'fulfilling'"))
    shutil.rmtree(copy)
    assert not stage._copied(str(sqlite_database.place), copy)
    assert not copy.exists()
