"""Where the data live: what is opened, what is refused, and the sentence a person reads then."""

from __future__ import annotations

import os
import random
import sqlite3
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import insert, text

from domain.common.clock import now
from domain.common.command import execute
from domain.common.database import FILE_NAME, open_database
from domain.common.errors import (
    DatabaseDamaged,
    DatabaseProblem,
    NotADatabase,
    NotFound,
    NotReachable,
    ReadOnly,
    WrongVersion,
)
from domain.common.records import GateRecord, SettingRecord
from domain.common.sentences import sentence
from domain.places.records import WarehouseRecord
from tests import postgres
from tests.builders import MANAGER, insert_row, many, shop, take
from tests.builders import cycle as open_a_cycle


def keep(database, name="company", value="晨配"):
    def work(tx):
        tx.connection.execute(insert(SettingRecord).values(name=name, value=value))
        tx.note("common", "setting_kept", name)
        return {}

    execute(database, MANAGER, "keep", [name], work)


def kept(database):
    with database.read() as connection:
        return connection.execute(text("SELECT count(*) FROM setting")).scalar_one()


# A new company ------------------------------------------------------------------------------------


def test_an_empty_place_becomes_a_company_and_stays_one(empty_place):
    with open_database(empty_place) as database:
        keep(database)
    with open_database(empty_place, create=False) as database:
        assert kept(database) == 1


def test_a_missing_company_is_not_made_unasked(empty_place):
    with pytest.raises((NotFound, NotADatabase)):
        open_database(empty_place, create=False)


def test_the_second_warehouse_can_be_written(database):
    """The first one's id came from the sequence, so the sequence has gone on."""
    assert insert_row(database, WarehouseRecord, code="W2", name="北仓") == 2


def test_every_table_is_made_whatever_was_imported_before(new_place):
    """The metadata is whole by load_stages alone, in a process that has imported nothing else."""
    import subprocess
    import sys

    place = new_place("sqlite", company=False)
    program = f"from domain.common.database import open_database; open_database({place!r}).close()"
    subprocess.run([sys.executable, "-c", program], check=True)
    with sqlite3.connect(f"{place}/{FILE_NAME}") as raw:
        tables = {row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    raw.close()
    from domain.common.columns import Record
    from domain.common.schema import load_stages

    load_stages()
    assert set(Record.metadata.tables) <= tables


# How it is opened ---------------------------------------------------------------------------------


def test_sqlite_is_durable_strict_and_keeps_its_foreign_keys(sqlite_database):
    with sqlite_database.writer.connect() as connection:
        raw = connection.connection.driver_connection
        settings = {
            name: raw.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "wal_autocheckpoint", "trusted_schema")
        }
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "wal_autocheckpoint": 0,
        "trusted_schema": 0,
    }
    with sqlite_database.read() as connection:
        loose = connection.exec_driver_sql(
            "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite%'"
        )
        assert loose.all() == []


def test_a_reader_cannot_write(database):
    from sqlalchemy.exc import DBAPIError

    with pytest.raises((ReadOnly, DBAPIError)), database.read() as connection:
        connection.execute(insert(SettingRecord).values(name="company", value="x"))
    assert kept(database) == 0


def test_what_one_reader_sees_agrees_with_itself(database):
    with database.read() as connection:
        count = text("SELECT count(*) FROM setting")
        before = connection.execute(count).scalar_one()
        keep(database)
        assert connection.execute(count).scalar_one() == before
    assert kept(database) == before + 1


def test_a_company_opened_to_look_refuses_every_command(place):
    with open_database(place) as database:
        keep(database)
    with open_database(place, read_only=True) as database:
        assert kept(database) == 1
        assert database.is_read_only
        with pytest.raises(ReadOnly):
            keep(database, "other")
        assert kept(database) == 1


def test_a_missing_company_is_not_made_by_looking(new_place):
    place = new_place("sqlite", company=False)
    with pytest.raises(NotFound):
        open_database(place, read_only=True)
    assert not Path(place).exists()


# The write-ahead log ------------------------------------------------------------------------------


def wal_bytes(database):
    return os.path.getsize(f"{database.path}-wal")


def test_the_log_is_moved_into_the_file_when_no_reader_is_inside(sqlite_database):
    keep(sqlite_database)
    assert wal_bytes(sqlite_database) > 0
    with sqlite_database.read() as connection:
        connection.execute(text("SELECT 1 FROM setting"))
        sqlite_database.checkpoint_when_quiet(always=True)
        assert wal_bytes(sqlite_database) > 0
    sqlite_database.checkpoint_when_quiet(always=True)
    assert wal_bytes(sqlite_database) == 0


def test_a_grown_log_is_moved_by_the_next_command(sqlite_database, monkeypatch):
    keep(sqlite_database, "small")
    assert wal_bytes(sqlite_database) > 0
    monkeypatch.setattr("domain.common.database.CHECKPOINT_BYTES", 4096)
    keep(sqlite_database, "grown")
    assert wal_bytes(sqlite_database) == 0


def test_a_looker_in_another_process_does_not_make_the_writer_wait(sqlite_database):
    keep(sqlite_database)
    looker = sqlite3.connect(f"file:{sqlite_database.path}?mode=ro", uri=True, isolation_level=None)
    looker.execute("BEGIN")
    looker.execute("SELECT * FROM setting").fetchall()
    started = time.monotonic()
    sqlite_database.checkpoint_when_quiet(always=True)
    assert time.monotonic() - started < 1.0
    keep(sqlite_database, "other")
    looker.close()


def test_readers_and_the_writer_work_at_the_same_time(sqlite_database, monkeypatch):
    monkeypatch.setattr("domain.common.database.CHECKPOINT_BYTES", 4096)
    shop(sqlite_database)
    code = open_a_cycle(sqlite_database)
    done, sums = threading.Event(), []

    def look():
        while not done.is_set():
            with sqlite_database.read() as connection:
                one = connection.execute(text("SELECT COALESCE(sum(pieces), 0) FROM orders")).scalar_one()
                two = connection.execute(text("SELECT COALESCE(sum(quantity), 0) FROM order_line")).scalar_one()
                sums.append(one == two)

    lookers = [threading.Thread(target=look) for _ in range(3)]
    for looker in lookers:
        looker.start()
    for first in range(1, 200, 20):
        take(sqlite_database, code, *many(20, first=first), name=f"{first}.csv", group=str(first))
    done.set()
    for looker in lookers:
        looker.join()
    assert len(sums) > 3
    assert all(sums)


# What is refused ----------------------------------------------------------------------------------


def test_a_newer_companys_data_are_refused_with_both_versions(place):
    with open_database(place) as database, database.writer.begin() as connection:
        connection.execute(GateRecord.__table__.update().values(schema_version="9999"))
    with pytest.raises(WrongVersion) as refused:
        open_database(place)
    assert refused.value.found == "9999"


def test_a_station_that_was_open_before_the_upgrade_writes_no_more(database):
    with database.writer.begin() as connection:
        connection.execute(GateRecord.__table__.update().values(min_app=99))
    with pytest.raises(WrongVersion):
        keep(database)
    assert kept(database) == 0


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 a workbook", b"not a database at all", b"SQLite format 2\x00", b"x"], ids=repr
)
def test_another_programs_file_is_not_touched(tmp_path, content):
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(NotADatabase):
        open_database(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == content


def test_another_programs_sqlite_database_is_not_touched(tmp_path):
    raw = sqlite3.connect(tmp_path / FILE_NAME)
    raw.execute("CREATE TABLE bookmarks (url TEXT)")
    raw.close()
    with pytest.raises(NotADatabase):
        open_database(tmp_path)
    raw = sqlite3.connect(tmp_path / FILE_NAME)
    assert raw.execute("SELECT name FROM sqlite_master").fetchall() == [("bookmarks",)]
    raw.close()


def test_another_programs_server_database_is_not_touched(server):
    address = server.create()
    try:
        postgres.Server(address).run("CREATE TABLE orders (mine TEXT)")
        with pytest.raises(NotADatabase):
            open_database(address)
    finally:
        server.drop(address)


def test_a_file_where_the_folder_should_be_is_not_a_database(tmp_path):
    (tmp_path / "orders.xlsx").write_bytes(b"PK")
    with pytest.raises(NotADatabase):
        open_database(tmp_path / "orders.xlsx")


def test_an_empty_file_is_a_new_company(tmp_path):
    (tmp_path / FILE_NAME).touch()
    with open_database(tmp_path) as database:
        assert kept(database) == 0


@pytest.fixture
def full_file(new_place):
    """The file of a company with some hundred orders, closed."""
    place = new_place("sqlite")
    with open_database(place) as database:
        shop(database)
        take(database, open_a_cycle(database), *many(300))
    return Path(place, FILE_NAME)


def test_damage_is_found_at_the_door(full_file):
    """A page torn in the middle of the file: refused with the folder's name and what to do, never a traceback."""
    whole = full_file.read_bytes()
    for seed in range(12):
        at = random.Random(seed).randrange(1, len(whole) // 4096 - 1) * 4096
        full_file.write_bytes(whole[:at] + bytes(4096) + whole[at + 4096 :])
        for read_only in (False, True):
            with pytest.raises(DatabaseDamaged) as refused:
                open_database(full_file.parent, read_only=read_only).close()
            assert "backup" in sentence(refused.value) or "备份" in sentence(refused.value)


def test_a_truncated_file_is_damaged_or_no_database(full_file):
    whole = full_file.read_bytes()
    for kept_bytes in (7, 40, 3000, 4096, len(whole) // 2, len(whole) - 4096):
        full_file.write_bytes(whole[:kept_bytes])
        with pytest.raises((DatabaseDamaged, NotADatabase)):
            open_database(full_file.parent)


def test_a_torn_log_gives_a_clean_beginning_of_what_was_committed(full_file, new_place):
    """Whatever the end of the log looks like after a power cut, whole commands are there and nothing else."""
    with open_database(full_file.parent) as database:
        for number in range(6):
            keep(database, str(number))
        log, whole = Path(f"{full_file}-wal").read_bytes(), full_file.read_bytes()
    for seed in range(10):
        chance = random.Random(seed)
        folder = Path(new_place("sqlite", company=False))
        folder.mkdir()
        (folder / FILE_NAME).write_bytes(whole)
        torn = log[: chance.randrange(len(log))] + chance.randbytes(chance.randrange(200))
        (folder / f"{FILE_NAME}-wal").write_bytes(torn)
        with open_database(folder) as database, database.read() as connection:
            names = [int(name) for name in connection.execute(text("SELECT name FROM setting ORDER BY name")).scalars()]
            trail = connection.execute(text("SELECT count(*) FROM trail WHERE what = 'setting_kept'")).scalar_one()
        assert names == list(range(trail))


def test_a_server_that_is_not_there_is_told_with_its_address_and_without_its_password():
    with pytest.raises(NotReachable) as refused:
        open_database("postgresql://clerk:secret@127.0.0.1:1/daybreak")
    assert "127.0.0.1:1" in refused.value.place
    assert "secret" not in sentence(refused.value)


def test_a_server_that_goes_away_is_told_to_readers_and_writers(tmp_path_factory, ground):
    folder = ground / f"own-{now().microsecond}-{os.getpid()}"
    folder.mkdir()
    own = postgres.Server.start(folder)
    database = open_database(own.create())
    keep(database)
    own.kill()
    with pytest.raises(DatabaseProblem):
        kept(database)
    with pytest.raises(DatabaseProblem):
        keep(database, "other")
    database.drop()


def test_an_error_of_the_database_never_tells_a_phone(database):
    """Statements go into logs; their values do not."""
    from sqlalchemy.exc import DBAPIError

    with pytest.raises(DBAPIError) as failed, database.writer.begin() as connection:
        connection.execute(text("INSERT INTO nowhere (phone) VALUES (:phone)"), {"phone": "13912345678"})
    assert "13912345678" not in str(failed.value)
