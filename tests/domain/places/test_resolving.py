"""What an order file calls a pickup point finds it: by what was mapped, by name; or becomes one draft, once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import insert, select

from domain.common.command import execute
from domain.common.people import Actor
from domain.ordering import words as ordering
from domain.places import words
from domain.places.operations import no_point, resolve_points
from domain.places.records import PointAliasRecord, PointRecord

ACTOR = Actor("李娜", "test")
NAME = "嘉怡水岸·睿府"


def points(database):
    with database.read() as connection:
        return {row.code: row for row in connection.execute(select(PointRecord.__table__))}


def through_the_door(database, work):
    answer = []
    execute(database, ACTOR, "test.resolve", None, lambda tx: answer.append(work(tx)) or {})
    return answer[-1]


def resolve(database, names, channel="kuaituantuan", create=True, addresses=None):
    return through_the_door(
        database,
        lambda tx: resolve_points(
            tx.connection, channel, names, create_missing=create, command_id=tx.command_id, addresses=addresses
        ),
    )


def test_an_unknown_point_becomes_a_draft_with_its_address(database):
    found = resolve(database, [NAME], addresses={NAME: "上海市闵行区紫龙路500弄"})
    draft = points(database)["P0001"]
    assert found == {NAME: draft.id}
    assert (draft.name, draft.address, draft.state) == (NAME, "上海市闵行区紫龙路500弄", "draft")
    assert (draft.leader, draft.phone, draft.lat_e6, draft.datum) == ("", "", None, "GCJ-02")


def test_another_spelling_is_the_same_point(database):
    first = resolve(database, ["幸福里（东门）"])["幸福里（东门）"]
    assert resolve(database, ["幸福里(东门) ", "幸福里 ( 东门 )"], channel="youzan") == {
        "幸福里(东门) ": first,
        "幸福里 ( 东门 )": first,
    }
    assert len(points(database)) == 1


def test_without_create_missing_an_unknown_point_is_none(database):
    assert resolve(database, [NAME, ""], create=False) == {NAME: None, "": None}
    assert points(database) == {}


def test_the_channels_own_mapping_beats_the_name(database):
    named, meant = resolve(database, ["一号店", "幸福里"]).values()
    with database.writer.begin() as connection:
        connection.execute(insert(PointAliasRecord).values(channel="youzan", alias="一号店", point_id=meant))
    assert resolve(database, ["一号店"], channel="youzan") == {"一号店": meant}
    assert resolve(database, ["一号店"], channel="weimob") == {"一号店": named}


def test_orders_without_a_point_share_one_draft_point(database):
    first = through_the_door(database, lambda tx: no_point(tx.connection))
    again = through_the_door(database, lambda tx: no_point(tx.connection))
    assert first == again
    assert [(row.name, row.state) for row in points(database).values()] == [("(no point)", "draft")]
    assert words.NO_POINT == ordering.NO_POINT


def test_the_draft_says_which_command_made_it(database):
    done = execute(
        database,
        ACTOR,
        "test.resolve",
        None,
        lambda tx: resolve_points(tx.connection, "x", [NAME], create_missing=True, command_id=tx.command_id) and {},
        command_id="import-0525",
    )
    assert not done.repeated
    assert points(database)["P0001"].made_by == "import-0525"


def test_two_importers_of_one_unknown_point_make_one_draft(postgres_database):
    names = [f"小区{i}" for i in range(60)]
    with ThreadPoolExecutor(4) as importers:
        orders = (names, names[::-1], names[10:], names[:40])
        answers = list(importers.map(lambda order: resolve(postgres_database, order), orders))
    assert len(points(postgres_database)) == 60
    merged = {}
    for answer in answers:
        for name, point in answer.items():
            assert merged.setdefault(name, point) == point
