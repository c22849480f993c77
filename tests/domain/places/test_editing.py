"""One place at a time: guarded by the version that was looked at, with its before and after in the trail."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from domain.common.accepting import EntryRefused
from domain.common.errors import NotFound, Outdated, RuleBroken
from domain.common.people import Actor
from domain.common.records import TrailRecord
from domain.places import operations as do
from domain.places import queries as ask

ACTOR = Actor("李娜", "test")
VAN = {"code": "V1", "max_weight_g": 800_000, "max_volume_ml": 4_000_000, "max_totes": 60}


def test_an_edit_leaves_before_and_after(database):
    point = do.add_point(database, ACTOR, {"name": "幸福里", "leader": "张姐"}).answer["id"]
    done = do.edit_point(database, ACTOR, point, 1, {"leader": "李姐", "name": "幸福里"})
    assert done.answer == {"id": point, "changed": True, "version": 2}
    with database.read() as connection:
        assert ask.point_row(connection, point).leader == "李姐"
        note = connection.execute(select(TrailRecord).where(TrailRecord.what == "point_edited")).one()
    assert (json.loads(note.before), json.loads(note.after)) == ({"leader": "张姐"}, {"leader": "李姐"})


def test_the_second_of_two_editors_is_told(database):
    point = do.add_point(database, ACTOR, {"name": "幸福里"}).answer["id"]
    do.edit_point(database, ACTOR, point, 1, {"leader": "张姐"})
    with pytest.raises(Outdated):
        do.edit_point(database, ACTOR, point, 1, {"leader": "李姐"})
    with database.read() as connection:
        assert ask.point_row(connection, point).leader == "张姐"


def test_an_edit_that_changes_nothing_leaves_no_trail(database):
    point = do.add_point(database, ACTOR, {"name": "幸福里"}).answer["id"]
    assert do.edit_point(database, ACTOR, point, 1, {"name": "幸福里"}).answer["changed"] is False
    with database.read() as connection:
        assert connection.execute(select(TrailRecord.what)).scalars().all() == ["point_added"]


def test_wrong_values_are_refused_with_all_their_faults(database):
    point = do.add_point(database, ACTOR, {"name": "幸福里"}).answer["id"]
    with pytest.raises(EntryRefused) as refused:
        do.edit_point(database, ACTOR, point, 1, {"name": "", "opens_min": 60})
    assert [fault.field for fault in refused.value.faults] == ["name", "closes_min"]
    assert refused.value.code == "value_missing"


def test_a_name_that_is_taken_is_refused(database):
    do.add_point(database, ACTOR, {"name": "幸福里(东门)"})
    other = do.add_point(database, ACTOR, {"name": "阳光城"}).answer["id"]
    with pytest.raises(RuleBroken) as broken:
        do.edit_point(database, ACTOR, other, 1, {"name": "幸福里（东门）"})
    assert broken.value.rule == "uq_point_name_key"
    with pytest.raises(EntryRefused, match="name_taken"):
        do.add_point(database, ACTOR, {"name": "幸福里 (东门)"})


def test_nothing_is_edited_that_is_not_there(database):
    with pytest.raises(NotFound):
        do.edit_van(database, ACTOR, 99, 1, {"plate": "x"})


def test_a_draft_point_lists_what_it_needs_and_is_completed(database):
    with database.writer.begin() as connection:
        found = do.resolve_points(connection, "x", ["幸福里"], create_missing=True, command_id=None)["幸福里"]
    with database.read() as connection:
        draft = ask.point_row(connection, found)
        assert draft.missing == ("address", "lat_e6", "leader", "phone", "opens_min")
        assert ask.point_totals(connection).drafts == 1
    do.complete_point(database, ACTOR, found, draft.version, {"address": "紫龙路500弄", "leader": "张姐"})
    with database.read() as connection:
        assert (ask.point_row(connection, found).state, ask.point_row(connection, found).missing) == ("active", ())


def test_points_are_found_by_name_leader_and_phone_tail(database):
    do.add_point(database, ACTOR, {"name": "幸福里", "leader": "张姐", "phone": "13812345678"})
    do.add_point(database, ACTOR, {"name": "阳光城_2", "leader": "李姐", "phone": "13987654321"})
    retired = do.add_point(database, ACTOR, {"name": "旧站"}).answer["id"]
    do.retire_point(database, ACTOR, retired, 1)
    with database.read() as connection:

        def names(words="", **more):
            return [row.name for row in ask.point_page(connection, ask.PointFilter(words, **more))]

        assert sorted(names()) == ["幸福里", "阳光城_2"]
        assert names("张") == ["幸福里"]
        assert names("4321") == ["阳光城_2"]
        assert names("_") == ["阳光城_2"]
        assert names("旧", with_retired=True) == ["旧站"]


def test_points_come_in_pages_by_key(database):
    for number in range(7):
        do.add_point(database, ACTOR, {"name": f"小区{number}"})
    with database.read() as connection:
        first = ask.point_page(connection, limit=3)
        second = ask.point_page(connection, after=first[-1].key, limit=3)
        third = ask.point_page(connection, after=second[-1].key, limit=3)
        assert [row.name for row in (*first, *second, *third)] == [f"小区{n}" for n in range(7)]


def test_vans_drivers_and_warehouses_are_listed(database):
    van = do.add_van(database, ACTOR, {**VAN, "cold_box": True, "warehouse": "W1"}).answer["id"]
    do.add_driver(database, ACTOR, {"name": "王师傅", "van": "V1"})
    do.add_warehouse(database, ACTOR, {"code": "W2", "name": "浦东仓"})
    with database.read() as connection:
        assert [(row.id, row.cold_box, row.warehouse) for row in ask.vans(connection)] == [(van, True, "W1")]
        assert [(row.name, row.van) for row in ask.drivers(connection)] == [("王师傅", "V1")]
        assert [row.name for row in ask.warehouses(connection)] == ["W1", "浦东仓"]


def test_a_name_is_mapped_once_and_forgotten_again(database):
    point = do.add_point(database, ACTOR, {"name": "幸福里"}).answer["id"]
    with database.read() as connection:
        (unknown,) = ask.unmapped_names(connection, "youzan", ["幸福里1期", "幸福里"])
        assert (unknown.name, [one.id for one in unknown.suggestions]) == ("幸福里1期", [point])
    do.map_point(database, ACTOR, "youzan", "幸福里1期", point)
    with database.read() as connection:
        assert ask.find_points(connection, "youzan", ["幸福里 1期"]) == {"幸福里 1期": point}
        assert [(row.channel, row.alias) for row in ask.point_aliases(connection)] == [("youzan", "幸福里1期")]
    do.forget_point(database, ACTOR, "youzan", "幸福里1期")
    with database.read() as connection:
        assert ask.find_points(connection, "youzan", ["幸福里1期"]) == {"幸福里1期": None}
    with pytest.raises(NotFound):
        do.forget_point(database, ACTOR, "youzan", "幸福里1期")
