"""The trail: a chain per station that nobody can change, and a check that finds whoever did it behind our back."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError

from domain.common import trail
from domain.common.command import execute
from domain.common.database import FILE_NAME, open_database
from domain.common.guards import guard_in
from domain.common.people import Actor
from domain.common.records import ChainRecord, SettingRecord, TrailRecord
from tests.builders import CLERK, MANAGER


def keep(database, name, actor=MANAGER, value="x"):
    def work(tx):
        tx.connection.execute(insert(SettingRecord).values(name=name, value=value))
        tx.note("common", "setting_kept", name, before=None, after={"value": value, "数": [1, 2]})
        tx.note("common", "seen", name)
        return {}

    execute(database, actor, "keep", [name], work)


def chain(database, station):
    query = select(TrailRecord.__table__).where(TrailRecord.station == station).order_by(TrailRecord.seq)
    with database.read() as connection:
        return connection.execute(query).all()


def test_every_row_names_person_station_moment_before_and_after(database):
    keep(database, "one", CLERK)
    row = chain(database, CLERK.station)[0]
    assert (row.person, row.station, row.stage, row.what, row.subject) == (
        "小周", "二号台", "common", "setting_kept", "one",
    )  # fmt: skip
    assert row.before is None
    assert row.after == '{"value": "x", "数": [1, 2]}'


def test_each_station_has_a_chain_of_its_own_without_gaps(database):
    for number in range(3):
        keep(database, f"m{number}")
        keep(database, f"c{number}", CLERK)
    for station in (MANAGER.station, CLERK.station):
        rows = chain(database, station)
        assert [row.seq for row in rows] == list(range(1, 7))
        assert [row.prev_hash for row in rows] == [trail.GENESIS, *(row.hash for row in rows[:-1])]
    with database.read() as connection:
        assert trail.broken_links(connection) == (12, 0)


def test_writers_of_one_station_stand_in_line(database):
    with ThreadPoolExecutor(4) as hands:
        list(hands.map(lambda number: keep(database, str(number)), range(12)))
    with database.read() as connection:
        assert trail.broken_links(connection) == (24, 0)


@pytest.mark.parametrize("statement", ["UPDATE trail SET person = 'x'", "DELETE FROM trail", "DELETE FROM command"])
def test_a_row_of_the_trail_cannot_be_changed_or_deleted(database, statement):
    keep(database, "one")
    with pytest.raises(DBAPIError) as refused, database.writer.begin() as connection:
        connection.execute(text(statement))
    assert guard_in(str(refused.value.orig)) in ("trail_is_never_changed", "command_is_never_deleted")


def test_a_done_commands_body_and_answer_stay(database):
    keep(database, "one")
    for change in ("answer = '{}'", "body_sha = replace(body_sha, substr(body_sha, 1, 1), '#')", "kind = 'other'"):
        with pytest.raises(DBAPIError) as refused, database.writer.begin() as connection:
            connection.exec_driver_sql(f"UPDATE command SET {change}")
        assert guard_in(str(refused.value.orig)) == "command_is_never_changed"


FORGERIES = {
    "another person": "UPDATE trail SET person = 'nobody' WHERE seq = 2",
    "another moment": "UPDATE trail SET at = at + 1 WHERE seq = 2",
    "another content": """UPDATE trail SET after = replace(after, 'x', 'y') WHERE seq = 1""",
    "a word moved from one field to the next": "UPDATE trail SET stage = 'commons', what = 'etting_kept' WHERE seq = 1",
    "empty instead of nothing": "UPDATE trail SET after = 'null' WHERE seq = 2",
    "a row in the middle gone": "DELETE FROM trail WHERE seq = 3",
    "the last row gone": "DELETE FROM trail WHERE seq = 4",
    "the whole chain gone": "DELETE FROM trail",
    "the head turned back": "UPDATE trail_chain SET seq = 3",
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forgery_behind_the_guards_is_found(new_place, forgery):
    """With the guards taken off in a file editor, the chain still tells."""
    place = new_place("sqlite")
    with open_database(place) as database:
        keep(database, "one")
        keep(database, "two")
        assert clean(database) == 0
    raw = sqlite3.connect(f"{place}/{FILE_NAME}")
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute(FORGERIES[forgery])
    raw.commit()
    raw.close()
    with open_database(place) as database:
        assert clean(database) > 0


def clean(database):
    with database.read() as connection:
        return trail.broken_links(connection)[1]


def test_a_chain_cannot_fork(database):
    keep(database, "one")
    row = chain(database, MANAGER.station)[0]._asdict()
    with pytest.raises(DBAPIError), database.writer.begin() as connection:
        connection.execute(insert(TrailRecord).values({**row, "seq": 9}))


def test_the_heads_are_what_a_person_can_write_down(database):
    keep(database, "one", Actor("阿强", "分拣台"))
    with database.read() as connection:
        head = connection.execute(select(ChainRecord.__table__)).one()
    assert (head.station, head.seq, len(head.hash)) == ("分拣台", 2, 64)


def test_moments_survive_storing_to_the_millisecond():
    """A hash is made of a moment before it is stored and again after it was read."""
    from domain.common.columns import from_ms, to_ms

    for value in range(1_779_000_000_000, 1_779_000_000_000 + 86_400_000, 7_919):
        assert to_ms(from_ms(value)) == value
