"""The one door: a command is done once, whole or not at all; what may pass is tried again, what may not never."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, insert, select, text, update

from domain.common import command
from domain.common.command import Transaction, execute, new_command_id
from domain.common.database import Database
from domain.common.errors import Busy, CommandReused, NotAllowed, RuleBroken
from domain.common.people import Right
from domain.common.records import CommandRecord, OutboxRecord, SettingRecord, TrailRecord
from tests.builders import CLERK, MANAGER, PICKER


def keep(name: str, value: str) -> Callable[[Transaction], dict[str, Any]]:
    """The work of a command that keeps one setting."""

    def work(tx: Transaction) -> dict[str, Any]:
        tx.connection.execute(insert(SettingRecord).values(name=name, value=value))
        tx.note("common", "setting_kept", name, after=value)
        tx.ask("tell", {"setting": name})
        return {"kept": value}

    return work


def settings(database: Database) -> dict[str, str]:
    with database.read() as connection:
        return dict(connection.execute(select(SettingRecord.name, SettingRecord.value)).all())


def rows_of(database: Database, record: Any) -> int:
    with database.read() as connection:
        return int(connection.execute(select(func.count()).select_from(record)).scalar_one())


def test_a_command_gives_its_answer_and_what_it_touched(database):
    done = execute(database, MANAGER, "keep", ["company"], keep("company", "晨配"))
    assert done.answer == {"kept": "晨配"}
    assert done.changes.touches("common")
    assert not done.changes.touches("ordering")
    assert not done.repeated


def test_the_same_command_again_gives_the_stored_answer_and_does_nothing(database):
    once = new_command_id()
    first = execute(database, MANAGER, "keep", ["company"], keep("company", "晨配"), command_id=once)
    again = execute(database, MANAGER, "keep", ["company"], keep("company", "晨配"), command_id=once)
    assert again.answer == first.answer
    assert again.repeated
    assert not again.changes.stages
    assert (rows_of(database, TrailRecord), rows_of(database, OutboxRecord)) == (1, 1)


def test_the_same_id_with_another_body_is_refused_and_changes_nothing(database):
    once = new_command_id()
    execute(database, MANAGER, "keep", ["company"], keep("company", "晨配"), command_id=once)
    for kind, body in (("keep", ["other"]), ("drop", ["company"])):
        with pytest.raises(CommandReused) as refused:
            execute(database, MANAGER, kind, body, keep("other", "x"), command_id=once)
        assert refused.value.facts() == {"command_id": once}
    assert settings(database) == {"company": "晨配"}


def test_work_that_fails_leaves_no_trace_and_its_id_may_be_used_again(database):
    once = new_command_id()

    def half(tx: Transaction) -> dict[str, Any]:
        keep("company", "晨配")(tx)
        raise LookupError("the lamp went out")

    with pytest.raises(LookupError):
        execute(database, MANAGER, "keep", ["company"], half, command_id=once)
    assert settings(database) == {}
    assert {rows_of(database, record) for record in (CommandRecord, TrailRecord, OutboxRecord)} == {0}
    assert execute(database, MANAGER, "keep", ["company"], keep("company", "晨配"), command_id=once).answer


def test_a_person_without_the_right_is_refused_before_anything_is_read(database):
    runs = []
    with pytest.raises(NotAllowed) as refused:
        execute(database, PICKER, "keep", [], lambda tx: runs.append(tx) or {}, right=Right.CUT_OFF)
    assert refused.value.facts() == {"person": "阿强", "right": "cut_off"}
    assert not runs


def test_a_clerk_may_import_and_may_not_cut_off():
    assert CLERK.may(Right.IMPORT_ORDERS)
    assert not CLERK.may(Right.CUT_OFF)
    assert all(MANAGER.may(right) for right in Right)


def test_four_senders_of_one_command_get_one_answer_and_one_effect(database):
    once, start = new_command_id(), threading.Barrier(4)

    def send(_: int) -> dict[str, Any]:
        start.wait()
        return execute(database, MANAGER, "keep", ["company"], keep("company", "晨配"), command_id=once).answer

    with ThreadPoolExecutor(4) as senders:
        answers = list(senders.map(send, range(4)))
    assert answers == [{"kept": "晨配"}] * 4
    assert rows_of(database, TrailRecord) == 1


def test_a_broken_constraint_is_told_by_name_and_never_tried_again(database):
    execute(database, MANAGER, "keep", [1], keep("company", "晨配"))
    runs = []

    def again(tx: Transaction) -> dict[str, Any]:
        runs.append(1)
        return keep("company", "晨配")(tx)

    with pytest.raises(RuleBroken) as refused:
        execute(database, MANAGER, "keep", [2], again)
    assert refused.value.rule == "pk_setting"
    assert len(runs) == 1


# Only PostgreSQL: several writers ------------------------------------------------------------------


def two_settings(database: Database) -> None:
    for name in ("one", "two"):
        execute(database, MANAGER, "keep", [name], keep(name, "0"))


def add_one(tx: Transaction, name: str) -> None:
    value = SettingRecord.value
    more = text("CAST(CAST(value AS INTEGER) + 1 AS TEXT)")
    tx.connection.execute(update(SettingRecord).where(SettingRecord.name == name).values({value: more}))


def test_two_commands_in_a_deadlock_are_both_done(postgres_database):
    two_settings(postgres_database)
    both_hold, runs = threading.Barrier(2, timeout=20), []

    def crossed(names: list[str]) -> None:
        def work(tx: Transaction) -> dict[str, Any]:
            first = names not in runs
            runs.append(names)
            add_one(tx, names[0])
            if first:
                both_hold.wait()
            add_one(tx, names[1])
            return {}

        execute(postgres_database, MANAGER, "add", names, work)

    with ThreadPoolExecutor(2) as stations:
        list(stations.map(crossed, (["one", "two"], ["two", "one"])))
    assert settings(postgres_database) == {"one": "2", "two": "2"}
    assert len(runs) > 2


def test_a_serialization_failure_runs_the_whole_work_again(postgres_database):
    two_settings(postgres_database)
    runs = []

    def work(tx: Transaction) -> dict[str, Any]:
        runs.append(1)
        if len(runs) == 1:
            tx.connection.exec_driver_sql("DO $$ BEGIN RAISE SQLSTATE '40001'; END $$")
        add_one(tx, "one")
        return {"runs": len(runs)}

    assert execute(postgres_database, MANAGER, "add", [], work).answer == {"runs": 2}
    assert settings(postgres_database)["one"] == "1"


def test_a_connection_cut_in_the_middle_is_made_anew_and_the_work_done_once(postgres_database):
    two_settings(postgres_database)
    runs = []

    def work(tx: Transaction) -> dict[str, Any]:
        runs.append(1)
        add_one(tx, "one")
        if len(runs) == 1:
            tx.connection.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")
        return {"runs": len(runs)}

    assert execute(postgres_database, MANAGER, "add", [], work).answer == {"runs": 2}
    assert settings(postgres_database)["one"] == "1"


# Only SQLite: one writer, and perhaps a visitor ----------------------------------------------------


@pytest.fixture
def visitor(sqlite_database):
    """Another program that holds the file's write lock (a file manager's preview, a virus scanner)."""
    with sqlite_database.writer.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA busy_timeout = 20").close()
    raw = sqlite3.connect(sqlite_database.path, isolation_level=None, check_same_thread=False)
    raw.execute("BEGIN IMMEDIATE")
    yield raw
    raw.close()


def test_a_busy_file_is_waited_for(sqlite_database, visitor):
    free = threading.Timer(0.15, lambda: visitor.execute("ROLLBACK"))
    free.start()
    assert execute(sqlite_database, MANAGER, "keep", [], keep("company", "晨配")).answer
    free.join()
    assert settings(sqlite_database) == {"company": "晨配"}


def test_a_file_that_stays_busy_ends_in_a_sentence(sqlite_database, visitor, monkeypatch):
    monkeypatch.setattr(command, "MOST_TRIES", 2)
    with pytest.raises(Busy) as refused:
        execute(sqlite_database, MANAGER, "keep", [], keep("company", "晨配"))
    assert refused.value.facts() == {"place": sqlite_database.place}
    visitor.execute("ROLLBACK")
    assert execute(sqlite_database, MANAGER, "keep", [], keep("company", "晨配")).answer


def test_a_thread_that_keeps_the_writer_to_itself_makes_others_wait_and_then_hear_it(sqlite_database):
    sqlite_database.writer.pool._timeout = 0.05
    with sqlite_database.writer.connect(), pytest.raises(Busy):
        execute(sqlite_database, MANAGER, "keep", [], keep("company", "晨配"))
    assert execute(sqlite_database, MANAGER, "keep", [], keep("company", "晨配")).answer
