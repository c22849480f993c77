"""Brings an older company to this program's tables: backup first, then every step in one transaction.

Guards are dropped before the steps (a rebuild of a SQLite table would lose them without a word, and a rename stumbles
over those of other tables) and made anew from their declarations after the last. Next: versions/.
"""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from domain.common.clock import now
from domain.common.columns import Record
from domain.common.database import Database, in_words
from domain.common.errors import DatabaseDamaged, DiskFull
from domain.common.guards import create_guards, drop_guards
from domain.common.records import GateRecord, MoveRecord
from domain.common.schema import SCHEMA_VERSION, legal_moves, only_upgrade

HERE = Path(__file__).resolve().parent


def upgrade(database: Database) -> Path | None:
    """Upgrades the company in place; where its backup lies (None on a server, whose backup is main.py backup).

    Raises BeingUpgraded when another station upgrades at this moment. A failing or killed upgrade leaves the old
    data, and the next one begins anew.
    """
    with in_words(database.place), only_upgrade(database):
        found = _announce(database)
        if found >= SCHEMA_VERSION:
            return None  # another station was faster
        try:
            kept = _keep_copy(database, found)
            _run(database, found)
        except BaseException:
            _withdraw(database)
            raise
        return kept


def _announce(database: Database) -> str:
    """Closes the gate for everybody else: waits for running commands, then none begins. The version found."""
    with database.writer.begin() as connection:
        mine = f"{platform.node()} ({os.getpid()})"[:60]
        connection.execute(
            update(GateRecord).where(GateRecord.schema_version < SCHEMA_VERSION).values(migrating_by=mine)
        )
        return str(connection.execute(select(GateRecord.schema_version)).scalar_one())


def _withdraw(database: Database) -> None:
    with database.writer.begin() as connection:
        connection.execute(update(GateRecord).values(migrating_by=None))


def _keep_copy(database: Database, found: str) -> Path | None:
    """A copy of the SQLite file as it was, beside it."""
    if database.path is None:
        return None
    kept = database.path.with_name(f"before-upgrade-{found}-{now():%Y%m%d-%H%M%S}.sqlite3")
    old = sqlite3.connect(f"{database.path.absolute().as_uri()}?mode=ro", uri=True)
    new = sqlite3.connect(kept)
    try:
        old.backup(new)
        verdict = str(new.execute("PRAGMA integrity_check(1)").fetchone()[0])
    except sqlite3.OperationalError as error:
        kept.unlink(missing_ok=True)
        raise (
            DiskFull(database.place) if "full" in str(error) else DatabaseDamaged(database.place, str(error))
        ) from error
    finally:
        new.close()
        old.close()
    if verdict != "ok":
        raise DatabaseDamaged(database.place, verdict.split("\n")[0])
    return kept


def _run(database: Database, found: str) -> None:
    with _without_foreign_keys(database) as connection, connection.begin():
        drop_guards(connection)
        run_steps(connection, found)
        create_guards(connection)
        connection.execute(delete(MoveRecord))
        connection.execute(insert(MoveRecord), legal_moves())
        _check_foreign_keys(connection, database.place)
        connection.execute(
            update(GateRecord).values(schema_version=SCHEMA_VERSION, migrating_by=None, epoch=GateRecord.epoch + 1)
        )


@contextmanager
def _without_foreign_keys(database: Database) -> Iterator[Connection]:
    """A writing connection whose foreign keys sleep while tables are rebuilt (SQLite; the pragma needs no transaction)."""
    with database.writer.connect() as connection:
        raw: Any = connection.connection.driver_connection
        if database.dialect == "sqlite":
            raw.execute("PRAGMA foreign_keys = OFF").close()
        try:
            yield connection
        finally:
            if database.dialect == "sqlite":
                raw.execute("PRAGMA foreign_keys = ON").close()


def _check_foreign_keys(connection: Connection, place: str) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise DatabaseDamaged(place, f"foreign_key_check: {len(broken)}")


def run_steps(connection: Connection, found: str | None, *, until: str = SCHEMA_VERSION) -> None:
    """Runs the steps behind version `found` (None: from nothing) up to `until`, in the caller's transaction."""
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext

    options = {"render_as_batch": True, "target_metadata": Record.metadata}
    with Operations.context(MigrationContext.configure(connection, opts=options)):
        for module in steps_after(found):
            if module.revision <= until:
                module.upgrade()


def steps_after(found: str | None) -> list[ModuleType]:
    """The steps' modules in order, those behind `found` only."""
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("path_separator", "os")
    steps = list(ScriptDirectory.from_config(config).walk_revisions())[::-1]
    return [step.module for step in steps if found is None or step.revision > found]
