"""Asked of a cut day: its ways out and its what-ifs, by the names of its points and vans, and nothing is written."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from domain.common.command import execute
from domain.common.database import Database
from domain.common.errors import NotAllowed
from domain.common.people import Right, Role
from domain.common.records import TrailRecord
from domain.common.sentences import in_language, sentence
from domain.common.settings import put_setting
from domain.places.records import PointRecord
from domain.routing import operations as routing
from domain.routing.operations.asking import ways_out, what_if
from domain.routing.words import WhatIf
from tests.builders import MANAGER
from tests.domain.routing.exact import exact
from tests.domain.routing.scene import Place, cut_day, van, warehouse_at
from tests.kept_scenes import kept

FOUR = {
    "东站": Place(1_000, 6_000, 8),
    "西溪": Place(2_000, -7_000, 6),
    "滨江": Place(-9_000, 1_000, 10),
    "城北": Place(7_000, 500, 12),
}


@kept
def day(database: Database, places: dict[str, Place] = FOUR, *, vans: int = 1, **each: int) -> None:
    """A cut day of four points, planned."""
    cut_day(database, places)
    warehouse_at(database)
    for number in range(1, vans + 1):
        van(database, f"V{number}", **each)
    routing.plan_routes(database, MANAGER, "0525", seconds=0.1)


def offered(database: Database, **terms: int) -> None:
    """The company's own terms of what could be had."""
    execute(
        database, MANAGER, "test", None, lambda tx: put_setting(tx, "ways_out", terms) or {}, right=Right.PLAN_ROUTES
    )


def written(database: Database) -> int:
    with database.read() as connection:
        return int(connection.execute(select(func.count()).select_from(TrailRecord)).scalar_one())


def test_a_van_too_small_is_told_in_kilograms_with_its_ways_out(database):
    day(database, max_weight_g=40_000)
    before = written(database)
    told = ways_out(database, MANAGER, "0525", find=exact)
    assert not told.is_whole
    weight = next(one for one in told.shortfalls if one.limit == "weight")
    assert weight.short_by == weight.needed - 40_000 > 0
    assert (weight.vans, weight.trips_there) == (("V1",), 1)
    assert weight.trips_needed > 1
    with in_language("en"):
        assert "room for 40 kg on V1" in sentence(weight.told)
        words = [sentence(measure.told) for way in told.ways for measure in way.measures]
    assert "More trips: 1 (V1)" in words
    assert len(told.ways) == 3
    assert [way.cost_fen for way in told.ways] == sorted(way.cost_fen for way in told.ways)
    assert all(way.latest_min > 0 and way.more_fen == way.cost_fen - told.cost_fen for way in told.ways)
    assert written(database) == before


def test_a_day_that_fits_needs_no_way_out(database):
    day(database)
    told = ways_out(database, MANAGER, "0525", find=exact)
    assert told.is_whole
    assert (told.left_out, told.shortfalls, told.ways) == ((), (), ())


def test_a_point_that_closes_too_early_is_told_by_its_name_and_asked_to_open(database):
    places = {**FOUR, "滨江": replace_hours(FOUR["滨江"], 240, 310)}
    day(database, places)
    told = ways_out(database, MANAGER, "0525", find=exact)
    assert told.left_out == ("滨江",)
    with in_language("en"):
        assert next(sentence(one.told) for one in told.shortfalls if one.point == "滨江").startswith(
            "No van can be at 滨江"
        )
        words = {sentence(measure.told) for way in told.ways for measure in way.measures}
    assert "Up to 30 min outside their hours: 1 (滨江)" in words


def replace_hours(place: Place, opens_min: int, closes_min: int) -> Place:
    return place._replace(more={"opens_min": opens_min, "closes_min": closes_min})


def test_the_companys_own_terms_count(database):
    day(database, max_weight_g=40_000)
    offered(database, couriers=0, vans=0, leave_out_fen=77, trips=1)
    told = ways_out(database, MANAGER, "0525", find=exact)
    with in_language("en"):
        words = {sentence(measure.told) for way in told.ways for measure in way.measures}
    assert len(told.ways) == 1
    assert any(one.startswith("Left out for ¥") for one in words)
    assert told.ways[0].more_fen <= 77 * len(told.left_out)


def test_without_a_van_the_sentence_says_what_to_enter(database):
    cut_day(database, FOUR)
    warehouse_at(database)
    told = ways_out(database, MANAGER, "0525", find=exact)
    assert [one.code for one in told.complaints] == ["fault_no_vans"]
    assert set(told.left_out) == set(FOUR)
    assert told.ways == ()


def test_a_point_nobody_knows_the_place_of_is_left_out_and_the_rest_is_asked(database):
    day(database, vans=2)
    with database.writer.begin() as connection:
        table = PointRecord.__table__
        connection.execute(table.update().where(table.c.name == "城北").values(lat_e6=None, lon_e6=None))
    told = what_if(database, MANAGER, "0525", find=exact)
    assert {one.left_out for one in told.outcomes} == {("城北",)}
    assert ways_out(database, MANAGER, "0525", find=exact).left_out == ("城北",)


def test_what_would_be_if_stands_beside_the_day_as_it_is(database):
    day(database, vans=2)
    before = written(database)
    told = what_if(database, MANAGER, "0525", find=exact)
    by_name = {one.what_if: one for one in told.outcomes}
    assert list(by_name) == ["as_it_is", "one_van_less", "wider_window", "earlier_start", "with_couriers"]
    usual = by_name["as_it_is"]
    assert usual.more_fen == usual.more_m == 0
    assert by_name["one_van_less"].vans == 1
    for name in ("wider_window", "earlier_start", "with_couriers"):
        assert by_name[name].cost_fen <= usual.cost_fen
    with in_language("en"):
        assert sentence(by_name["one_van_less"].told) in ("Without V1", "Without V2")
    assert written(database) == before


def test_one_question_alone_may_be_asked(database):
    day(database)
    told = what_if(database, MANAGER, "0525", find=exact, questions=[WhatIf.WIDER_WINDOW], minutes=45)
    assert [(one.what_if, one.amount) for one in told.outcomes] == [("as_it_is", 0), ("wider_window", 45)]


def test_who_may_not_plan_routes_is_told_no_cost(database):
    day(database)
    picker = replace(MANAGER, role=Role.PICKER)
    for ask in (ways_out, what_if):
        with pytest.raises(NotAllowed):
            ask(database, picker, "0525", find=exact)


def test_planning_says_of_a_load_no_van_can_take_how_much_it_is_too_heavy(database):
    cut_day(database, {**FOUR, "大户": Place(500, 500, 3_000)})
    warehouse_at(database)
    van(database, "V1")
    answer = routing.plan_routes(database, MANAGER, "0525", seconds=0.1).answer
    told = next(one["facts"] for one in answer["advice"] if one["code"] == "alone_weight")
    assert (told["point"], told["available_grams"]) == ("大户", 1_000_000)
    assert told["short_grams"] == told["needed_grams"] - 1_000_000 > 0
    assert [one["point"] for one in answer["unplanned"]] == ["大户"]
    assert answer["stops"] == 4
