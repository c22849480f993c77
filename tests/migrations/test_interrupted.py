"""An upgrade that is killed, fails or meets another one: the company is old and whole, or new and whole, never stuck."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import text

from domain.common.command import execute
from domain.common.database import Database, open_database
from domain.common.errors import BeingUpgraded, DatabaseProblem
from domain.common.schema import SCHEMA_VERSION, only_upgrade
from tests.builders import MANAGER
from tests.migrations.old_company import FIRST, make_old
from tests.migrations.structure import structure

OPEN = """
import sys
from domain.common.database import open_database
print("begins", flush=True)
open_database(sys.argv[1]).close()
print("done", flush=True)
"""


@pytest.fixture
def old_place(new_place: Callable[..., str], kind: str) -> str:
    where = new_place(kind, company=False)
    make_old(where)
    return where


def set_gate(where: str, values: str) -> None:
    """Behind the program's back, as a killed upgrade leaves it."""
    from unittest import mock

    from domain.common import schema

    with mock.patch.object(schema, "prepare_schema"):
        database = open_database(where)
    with database, database.writer.begin() as connection:
        connection.exec_driver_sql(f"UPDATE schema_gate SET {values}")


def test_an_upgrade_killed_at_any_moment_leaves_old_or_new_and_the_next_one_finishes(
    old_place: str, database: Database
) -> None:
    with database.read() as connection:
        fresh = structure(connection)["guards"]
    chance = random.Random(20260522)
    for _ in range(4):
        with subprocess.Popen([sys.executable, "-c", OPEN, old_place], stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "begins\n"
            time.sleep(chance.uniform(0.0, 0.5))
            process.kill()
    with open_database(old_place) as upgraded, upgraded.read() as connection:
        gate = connection.execute(text("SELECT schema_version, migrating_by FROM schema_gate")).one()
        assert tuple(gate) == (SCHEMA_VERSION, None)
        assert connection.execute(text("SELECT count(*) FROM orders")).scalar_one() == 1
        assert structure(connection)["guards"] == fresh


def test_a_gate_that_a_killed_upgrade_left_closed_is_opened_by_the_next(old_place: str) -> None:
    set_gate(old_place, "migrating_by = 'station 2 (77)'")
    with open_database(old_place) as upgraded:
        assert execute(upgraded, MANAGER, "nothing", [], lambda _tx: {"done": 1}).answer == {"done": 1}


def test_a_new_company_left_closed_is_opened_again_too(place: str) -> None:
    set_gate(place, "migrating_by = 'station 2 (77)'")
    with open_database(place) as database:
        assert execute(database, MANAGER, "nothing", [], lambda _tx: {"done": 1}).answer == {"done": 1}


def test_no_command_runs_while_another_station_upgrades(postgres_database: Database) -> None:
    with postgres_database.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE schema_gate SET migrating_by = 'station 2 (77)'")
    with pytest.raises(BeingUpgraded) as refused:
        execute(postgres_database, MANAGER, "nothing", [], lambda _tx: {})
    assert refused.value.who == "station 2 (77)"


def test_a_second_station_is_told_that_the_first_upgrades(new_place: Callable[..., str]) -> None:
    where = new_place("postgresql", company=False)
    make_old(where)
    set_gate(where, "migrating_by = 'station 1 (5)'")
    from unittest import mock

    from domain.common import schema

    with mock.patch.object(schema, "prepare_schema"):
        first = open_database(where)
    with first, only_upgrade(first), pytest.raises(BeingUpgraded) as refused:
        open_database(where)
    assert refused.value.who == "station 1 (5)"
    open_database(where).close()


def test_two_stations_that_open_at_once_upgrade_once(new_place: Callable[..., str]) -> None:
    where = new_place("postgresql", company=False)
    make_old(where)

    def open_it(_: int) -> str:
        try:
            open_database(where).close()
        except BeingUpgraded:
            return "told to wait"
        return "open"

    with ThreadPoolExecutor(2) as stations:
        assert "open" in list(stations.map(open_it, range(2)))
    with open_database(where) as database, database.read() as connection:
        assert connection.execute(text("SELECT epoch FROM schema_gate")).scalar_one() == 2


def fill(file: Path) -> None:
    """Until nothing more fits on its disk."""
    with file.open("wb", buffering=0) as films, suppress(OSError):
        while films.write(bytes(4096)):
            pass


def test_an_upgrade_without_room_for_its_backup_changes_nothing(tmp_path: Path, new_place: Callable[..., str]) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "none", str(disk)], check=False).returncode:
        pytest.skip("only root may mount a small disk")
    try:
        make_old(disk / "company")
        fill(disk / "films")
        with pytest.raises(DatabaseProblem):
            open_database(disk / "company")
        (disk / "films").unlink()
        with open_database(disk / "company", read_only=False) as database, database.read() as connection:
            assert connection.execute(text("SELECT schema_version FROM schema_gate")).scalar_one() == SCHEMA_VERSION
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_backup_before_the_upgrade_is_the_old_company(new_place: Callable[..., str]) -> None:
    import sqlite3

    where = Path(new_place("sqlite", company=False))
    make_old(where)
    open_database(where).close()
    (kept,) = where.glob("before-upgrade-*")
    raw = sqlite3.connect(kept)
    found = (
        raw.execute("SELECT schema_version FROM schema_gate").fetchone(),
        raw.execute("PRAGMA integrity_check").fetchone(),
    )
    raw.close()
    assert found == ((FIRST,), ("ok",))
