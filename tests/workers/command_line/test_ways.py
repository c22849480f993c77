"""`routes ways-out` and `routes what-if` as a person types them, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from domain.common.database import open_database
from domain.routing.words import WhatIf
from tests.domain.routing.scene import cut_day, van, warehouse_at
from tests.domain.routing.test_asking import FOUR
from tests.kept_scenes import begun
from workers.command_line.parser import QUESTIONS


@pytest.fixture
def small(place):
    """A cut day that is too heavy for its one van."""
    with begun(place) as database:
        cut_day(database, FOUR)
        warehouse_at(database)
        van(database, max_weight_g=40_000)
    return place


def test_the_answer_has_the_limit_by_how_much_and_three_ways_with_their_price(run, small):
    done = run("routes", "ways-out", "0525", "--seconds", "0.05")
    assert done.code == 0
    body = done.body
    assert (body["cycle"], body["whole"]) == ("0525", False)
    weight = next(one for one in body["shortfalls"] if one["limit"] == "weight")
    assert weight["short_by"] == weight["needed"] - weight["available"] == weight["needed"] - 40_000
    assert len(body["ways"]) == 3
    for way in body["ways"]:
        assert way["cost_fen"] - body["cost_fen"] == way["more_fen"]
        assert {"means", "amount", "vans", "points", "told"} == set(way["measures"][0])


def test_a_person_reads_what_falls_short_and_the_ways_out_by_their_price(run, small):
    lines = run("routes", "ways-out", "0525", "--seconds", "0.05", as_json=False).out.splitlines()
    assert lines[0].startswith("Left out: ")
    assert any(line.startswith("Weight: ") and "room for 40 kg on V1" in line for line in lines)
    assert [line[:3] for line in lines[-3:]] == ["1. ", "2. ", "3. "]


def test_what_ifs_stand_side_by_side(run, small):
    done = run("routes", "what-if", "0525", "--seconds", "0.05", "--ask", "with_couriers", "--ask", "wider_window")
    assert [one["what_if"] for one in done.body["outcomes"]] == ["as_it_is", "with_couriers", "wider_window"]
    assert len(done.body["outcomes"][0]["left_out"]) > 0
    lines = run("routes", "what-if", "0525", "--seconds", "0.05", as_json=False).out.splitlines()
    assert lines[0].startswith("As it is: ¥")
    assert len(lines) == 4


def test_without_vans_every_what_if_says_who_is_left_out(run, small):
    with open_database(small) as database, database.writer.begin() as connection:
        connection.execute(text("UPDATE van SET active = 0"))
    told = run("routes", "what-if", "0525", "--seconds", "0.1").body
    assert told["outcomes"]
    assert all(one["left_out"] for one in told["outcomes"])


def test_every_question_can_be_typed():
    assert set(QUESTIONS) == set(WhatIf) - {WhatIf.AS_IT_IS}


@pytest.mark.parametrize("minutes", ["0", "-3", "soon", "601"])
def test_minutes_that_are_none_are_wrong_usage(run, small, minutes):
    assert run("routes", "what-if", "0525", "--minutes", minutes, as_json=False).code == 2
