"""Badges and control sheets: one each, and no badge lets anybody in after its person left or lost it."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from domain.common import staff
from domain.common.codes import badge_code, own_code
from domain.common.errors import NotAllowed, NotFound
from domain.common.people import Role, person_of
from domain.printing import operations as printing
from domain.printing.records import PrintJobRecord
from domain.printing.words import LabelVoid
from tests.builders import CLERK, MANAGER, PICKER


@pytest.fixture
def team(database):
    return {
        name: staff.keep_person(database, MANAGER, name, role).answer["person"]
        for name, role in (("李敏", Role.PICKER), ("王芳", Role.CLERK))
    }


def labels(database):
    with database.read() as connection:
        rows = connection.execute(select(PrintJobRecord.__table__).order_by(PrintJobRecord.id)).all()
    return [(row.id, json.loads(row.body), row.voided_at is None) for row in rows]


def let_in(database, number):
    """Who the badge with this number is, as a scanner would find it."""
    read = own_code(badge_code(number))
    with database.read() as connection:
        return person_of(connection, int(read.value)).person


def test_everybody_who_works_here_gets_one_badge(database, team):
    first = printing.ask_badges(database, MANAGER).answer
    again = printing.ask_badges(database, MANAGER, ["李敏"]).answer
    assert (first["asked"], again["asked"], again["already"]) == (2, 0, 1)
    found = {body["person"]: (body["person_id"], body["role"]) for _, body, _ in labels(database)}
    assert found == {"李敏": (team["李敏"], "picker"), "王芳": (team["王芳"], "clerk")}
    assert [let_in(database, number) for number in team.values()] == list(team)


def test_another_role_is_another_badge_with_the_same_number(database, team):
    printing.ask_badges(database, MANAGER, ["李敏"])
    changed = staff.keep_person(database, MANAGER, "李敏", Role.CLERK).answer
    assert (changed["person"], changed["is_new"]) == (team["李敏"], False)
    assert printing.ask_badges(database, MANAGER, ["李敏"]).answer["voided"] == 1


def test_a_lost_badge_lets_nobody_in_and_its_number_never_comes_again(database, team):
    printing.ask_badges(database, MANAGER, ["王芳"])
    answer = printing.replace_badge(database, MANAGER, "王芳").answer
    assert (answer["asked"], answer["voided"]) == (1, 1)
    with pytest.raises(NotFound):
        let_in(database, team["王芳"])
    new = labels(database)[-1][1]["person_id"]
    assert let_in(database, new) == "王芳"
    newcomer = staff.keep_person(database, MANAGER, "陈峰", Role.PICKER).answer["person"]
    assert newcomer not in {*team.values(), new}


def test_the_badge_of_who_left_is_void_dead_and_dead_when_they_come_back(database, team):
    job = printing.ask_badges(database, MANAGER, ["李敏"]).answer["jobs"][0]
    assert printing.end_badge(database, MANAGER, "李敏").answer == {"name": "李敏", "voided": 1}
    with pytest.raises(NotFound):
        let_in(database, team["李敏"])
    with pytest.raises(LabelVoid):
        printing.reprint(database, MANAGER, job, "破了")
    with pytest.raises(NotFound):
        printing.ask_badges(database, MANAGER, ["李敏"])
    back = staff.keep_person(database, MANAGER, "李敏", Role.PICKER).answer["person"]
    assert let_in(database, back) == "李敏"
    with pytest.raises(NotFound):
        let_in(database, team["李敏"])


@pytest.mark.parametrize("actor", [CLERK, PICKER])
def test_only_who_keeps_the_list_of_persons_gives_out_badges(database, team, actor):
    with pytest.raises(NotAllowed):
        printing.ask_badges(database, actor)
    with pytest.raises(NotAllowed):
        staff.keep_person(database, actor, "陌生人", Role.OWNER)
    with pytest.raises(NotAllowed):
        printing.end_badge(database, actor, "李敏")


def test_a_station_has_one_control_sheet(database):
    first = printing.ask_control_sheet(database, PICKER).answer
    again = printing.ask_control_sheet(database, PICKER).answer
    other = printing.ask_control_sheet(database, PICKER, "冷库台").answer
    assert (first["asked"], again["asked"], again["already"], other["asked"]) == (1, 0, 1, 1)
    assert [body["station"] for _, body, _ in labels(database)] == [PICKER.station, "冷库台"]
