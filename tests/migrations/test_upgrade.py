"""An older company is upgraded with its rows, into exactly the tables and guards a new one has."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from domain.common.database import Database, open_database
from domain.common.errors import WrongVersion
from domain.common.records import GateRecord
from domain.common.schema import SCHEMA_VERSION
from migrations import upgrade
from tests.migrations.old_company import make_old, opened
from tests.migrations.structure import structure


@pytest.fixture
def old_place(new_place: Callable[..., str], kind: str) -> str:
    """A closed company of version 0001 with rows in it."""
    where = new_place(kind, company=False)
    make_old(where)
    return where


def test_an_upgraded_company_is_built_exactly_like_a_new_one(old_place: str, database: Database) -> None:
    with opened(old_place) as old, old.read() as ours, database.read() as fresh:
        upgraded, new = structure(ours), structure(fresh)
    assert upgraded["tables"].keys() == new["tables"].keys()
    for name, table in new["tables"].items():
        assert upgraded["tables"][name] == table, name
    assert upgraded["strict"] == new["strict"]
    assert upgraded["guards"] == new["guards"]


def test_the_metadata_sees_no_difference(old_place: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    from domain.common.columns import Record

    with opened(old_place) as old, old.read() as connection:
        found = compare_metadata(MigrationContext.configure(connection), Record.metadata)
    assert found == []


def test_the_rows_are_all_there_after_the_upgrade(old_place: str) -> None:
    with opened(old_place) as old, old.read() as connection:
        cycles = connection.execute(text("SELECT code, title, minimum_orders FROM cycle ORDER BY code")).all()
        orders = connection.execute(text("SELECT external_no, cycle_id, paid_fen FROM orders")).all()
    assert [tuple(row) for row in cycles] == [("0524", "上周", 0), ("0525", "本周", 0)]
    assert [tuple(row) for row in orders] == [("A1", 1, 100)]


def test_the_guards_still_refuse_after_the_rebuild(old_place: str) -> None:
    with opened(old_place) as old, old.writer.connect() as connection:
        connection.begin()
        with pytest.raises(Exception, match="guard:cycle_moves_legally"):
            connection.execute(text("UPDATE cycle SET state = 'settled' WHERE code = '0525'"))


def test_the_gate_says_the_new_version_and_that_nobody_migrates(old_place: str) -> None:
    with opened(old_place) as old, old.read() as connection:
        gate = connection.execute(GateRecord.__table__.select()).one()
    assert (gate.schema_version, gate.migrating_by, gate.epoch) == (SCHEMA_VERSION, None, 2)


def test_a_backup_of_the_old_file_lies_beside_it(new_place: Callable[..., str]) -> None:
    from pathlib import Path

    where = new_place("sqlite", company=False)
    make_old(where)
    opened(where).close()
    assert [path.name[:20] for path in Path(where).glob("before-upgrade-*")] == ["before-upgrade-0001-"]


def test_a_step_that_fails_leaves_the_old_company_whole(old_place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    last = upgrade.steps_after(None)[-1]
    monkeypatch.setattr(upgrade, "create_guards", lambda _connection: 1 / 0)
    assert last.revision == SCHEMA_VERSION
    with pytest.raises(ZeroDivisionError):
        opened(old_place)
    monkeypatch.undo()
    with opened(old_place) as old, old.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM cycle")).scalar_one() == 2


def test_an_older_program_is_refused_by_newer_data(place: str) -> None:
    with open_database(place) as database, database.writer.begin() as connection:
        connection.execute(text("UPDATE schema_gate SET schema_version = '9999'"))
    with pytest.raises(WrongVersion) as refused:
        open_database(place)
    assert (refused.value.found, refused.value.needed) == ("9999", SCHEMA_VERSION)
