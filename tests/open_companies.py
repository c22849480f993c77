"""A company that a test leaves as it found it, but for its rows, is emptied and given to the next test still open.

Opening one costs 20 ms on SQLite and 30 on PostgreSQL, where a new connection also learns every table anew. Whatever
was closed, replaced or is still in use is not kept: conftest.py then opens another. PostgreSQL: washing.py empties it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from domain.common.database import FILE_NAME, Database, is_address, open_database

_SETTINGS = ("busy_timeout", "foreign_keys", "ignore_check_constraints", "max_page_count", "query_only", "synchronous")


@dataclass(frozen=True, slots=True)
class _AsOpened:
    """What would not be the same any more had the test closed, replaced or set something."""

    pools: tuple[object, object]
    file: tuple[Any, ...] = ()


@dataclass
class OpenCompanies:
    """The open companies of this worker by their places; those in `waiting` are empty and nobody's."""

    waiting: dict[str, Database] = field(default_factory=dict)
    seen: dict[str, _AsOpened] = field(default_factory=dict)
    folders: int = 0
    rows: sqlite3.Connection | None = None

    def folder(self, template: Path) -> Path:
        """A folder with a fresh company: an open one where one waits, else a copy of the template."""
        for place in self.waiting:
            if not is_address(place):
                return Path(place)
        self.folders += 1
        place = template.with_name(f"{template.name}-open-{self.folders}")
        shutil.copytree(template, place)
        if self.rows is None:
            self.rows = _in_memory(template)
        return place

    def take(self, place: str) -> Database:
        """The fresh company at the place, open."""
        database = self.waiting.pop(place, None)
        if database is None:
            database = open_database(place)
            self.seen[place] = _as_it_is(database)
        return database

    def leave(self, place: str, database: Database) -> None:
        """The test is done with it: a folder is emptied here, a server's company by the laundry."""
        seen = self.seen[place]
        if _is_quiet(database) and _as_it_is(database) == seen and self._is_emptied(database):
            self.waiting[place] = database
        else:
            self._forget(place, database)

    def unfit(self, place: str) -> None:
        """Closes what waits there, if anything does."""
        database = self.waiting.pop(place, None)
        if database is not None:
            self._forget(place, database)

    def close(self) -> None:
        """At the end of the run."""
        for place in list(self.waiting):
            self.unfit(place)
        if self.rows is not None:
            self.rows.close()

    def _is_emptied(self, database: Database) -> bool:
        if database.path is None or self.rows is None:
            return database.path is None
        with suppress(sqlite3.Error, SQLAlchemyError, OSError):
            with database.writer.connect() as connection:
                self.rows.backup(cast(Any, connection.connection.driver_connection))
            database.checkpoint_when_quiet(always=True)
            return True
        return False

    def _forget(self, place: str, database: Database) -> None:
        del self.seen[place]
        database.close()
        if database.path is not None and "-open-" in database.path.parent.name:
            shutil.rmtree(database.path.parent, ignore_errors=True)


def _is_quiet(database: Database) -> bool:
    """Nobody is inside, and a server has one connection of each kind at most."""
    engines = (database.writer, database.reader)
    return all(_count(engine, "checkedout") == 0 and _count(engine, "checkedin") <= 1 for engine in engines)


def _count(engine: Engine, which: str) -> int:
    return int(getattr(engine.pool, which)())


def _as_it_is(database: Database) -> _AsOpened:
    pools = (database.writer.pool, database.reader.pool)
    if database.path is None:
        return _AsOpened(pools)
    with suppress(sqlite3.Error, SQLAlchemyError, OSError):
        file = os.stat(database.path)
        with database.writer.connect() as connection:
            raw = cast(Any, connection.connection.driver_connection)
            settings = [raw.execute(f"PRAGMA {name}").fetchone() for name in _SETTINGS]
        names = sorted(each.name for each in database.path.parent.iterdir())
        return _AsOpened(pools, (file.st_ino, file.st_mode, tuple(names), tuple(settings)))
    return _AsOpened(pools)


def _in_memory(template: Path) -> sqlite3.Connection:
    """The rows of a fresh company."""
    rows = bytearray((template / FILE_NAME).read_bytes())
    rows[18:20] = b"\1\1"  # no log beside it: one in memory could not be opened with one
    memory = sqlite3.connect(":memory:")
    memory.deserialize(bytes(rows))
    return memory
