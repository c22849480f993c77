"""Many labels asked in one go: none a second time, changed words void the old one, what is gone is void, two stations agree."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from domain.common.command import execute
from domain.printing import operations as printing
from domain.printing.records import PrintJobRecord
from domain.printing.words import BinLabel, JobKind, JobState
from tests.builders import MANAGER
from tests.domain.printing.scene import SECOND, lease, printer, send


def shelf(code, product=""):
    return printing.Wish(f"shelf {code}", f"bin {code}", BinLabel(code, "中心仓", "ambient", product, ""), "shelves")


def ask(database, *wishes, actor=MANAGER, **how):
    def work(tx):
        return printing.ask_many(tx, JobKind.BIN_LABEL, wishes, **how).answer()

    return execute(database, actor, "ask_many", None, work).answer


def jobs(database):
    with database.read() as connection:
        return connection.execute(select(PrintJobRecord.__table__).order_by(PrintJobRecord.id)).all()


def test_labels_asked_again_are_the_same_labels(database):
    first = ask(database, shelf("A-01"), shelf("A-02"))
    again = ask(database, shelf("A-01"), shelf("A-02"), shelf("A-03"), actor=SECOND)
    assert (first["asked"], first["already"]) == (2, 0)
    assert (again["asked"], again["already"], again["voided"]) == (1, 2, 0)
    assert again["jobs"] == [row.id for row in jobs(database)]


def test_a_label_with_other_words_voids_the_one_before(database):
    ask(database, shelf("A-01", "鸡蛋"), shelf("A-02"))
    changed = ask(database, shelf("A-01", "苹果"))
    assert (changed["asked"], changed["already"], changed["voided"]) == (1, 0, 1)
    old, other, new = jobs(database)
    assert (old.state, old.void_reason is not None, other.voided_at) == (JobState.CANCELLED, True, None)
    assert json.loads(new.body)["product"] == "苹果"
    assert new.serial != old.serial


def test_words_that_come_back_are_a_label_of_their_own_and_no_void_one(database):
    for product in ("鸡蛋", "苹果", "鸡蛋"):
        ask(database, shelf("A-01", product))
    found = jobs(database)
    assert [row.voided_at is None for row in found] == [False, False, True]
    assert len({row.serial for row in found}) == 3


def test_who_asked_and_when_makes_no_other_label(database):
    ask(database, shelf("A-01", "鸡蛋"))
    assert ask(database, shelf("A-01", "苹果"), beside=("product",))["already"] == 1


def test_what_is_not_wished_in_its_group_any_more_is_void_with_every_copy(database):
    station = printer(database)
    ask(database, shelf("A-01"), shelf("A-02"))
    fence = lease(database, station)
    assert send(database, station, fence)
    printing.reprint(database, MANAGER, jobs(database)[0].id, "破了")
    assert ask(database, shelf("A-02"), groups=("shelves",))["voided"] == 1
    assert [(row.copy_no, row.voided_at is None) for row in jobs(database)] == [(1, False), (1, True), (2, False)]


def test_two_stations_that_ask_at_one_moment_get_the_same_labels(postgres_database):
    database = postgres_database
    wishes = [shelf(f"A-{number:03}") for number in range(60)]
    with ThreadPoolExecutor(4) as threads:
        actors = [MANAGER, SECOND] * 4
        answers = list(threads.map(lambda actor: ask(database, *wishes, actor=actor), actors))
    assert sum(answer["asked"] for answer in answers) == len(wishes) == len(jobs(database))
    assert {tuple(answer["jobs"]) for answer in answers} == {tuple(row.id for row in jobs(database))}
