"""The scenes of the pictures at a picking station, on whatever hall is at hand."""

from __future__ import annotations

from sqlalchemy import text

from desktop.pictures import hall_scenes
from desktop.pictures.scenes import Set
from domain.stock.operations import write_off
from tests.builders import MANAGER

THERE = text("SELECT lot_id, bin_id, quantity FROM stock_level WHERE quantity > 0")


def test_a_point_gets_done_for_the_picture_though_its_shelves_are_empty(filled):
    with filled.database.read() as connection:
        levels = connection.execute(THERE).all()
    for row in levels:
        write_off(filled.database, MANAGER, lot_id=row.lot_id, bin_id=row.bin_id, quantity=row.quantity, reason="damp")
    players = Set(filled.frame, filled.parts, None, filled.settle, None)
    hall_scenes._lead(players).keys.on_key("method")  # the scene before left it at sowing
    filled.settle()
    hall_scenes._done(players)
    assert hall_scenes._at(players).line is None
