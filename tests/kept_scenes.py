"""A scene that many tests begin with is played once in a worker; the next test is given its rows and its words.

`@kept` on a function `scene(database, ...)` does it where nothing was written yet since the fixture opened the company;
anywhere else, and with anything that cannot be copied, the function plays as it stands. Rows are copied as a whole
company: a page copy on SQLite, COPY on PostgreSQL, with sequences. conftest.py says which companies are fresh.
"""

from __future__ import annotations

import functools
import io
import pickle
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from weakref import WeakKeyDictionary

from psycopg.sql import SQL, Identifier, Literal
from sqlalchemy import Connection, Engine, event

from domain.common.database import Database, open_database
from tests.washing import KEPT as UNTOUCHABLE

P = ParamSpec("P")
R = TypeVar("R")
_FRESH: WeakKeyDictionary[Database, str] = WeakKeyDictionary()
"""Companies in which nothing was written since they were opened, by their place."""
_COPIES: dict[bytes, tuple[Any, bytes]] = {}
_FILLED = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind = 'r' AND pg_relation_size(c.oid) > 0
"""
_SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"


def is_fresh_now(database: Database) -> None:
    """Told by the fixture that opened the company; the first transaction of anybody but its reader ends it."""
    _FRESH[database] = _place_of(database.writer)
    if not event.contains(Engine, "begin", _on_begin):
        event.listen(Engine, "begin", _on_begin)


@contextmanager
def begun(place: str) -> Iterator[Database]:
    """The company at the place, in which nobody wrote yet, opened for its scene and closed for the programs after it."""
    with open_database(place) as database:
        is_fresh_now(database)
        yield database


def _on_begin(connection: Connection) -> None:
    for database, place in list(_FRESH.items()):
        if connection.engine is not database.reader and _place_of(connection.engine) == place:
            del _FRESH[database]


def _place_of(engine: Engine) -> str:
    return str(engine.url.database).partition("?")[0]


def kept(play: Callable[Concatenate[Database, P], R]) -> Callable[Concatenate[Database, P], R]:
    """The scene, played once for each of its wishes and copied from then on."""

    @functools.wraps(play)
    def scene(database: Database, *wishes: P.args, **more: P.kwargs) -> R:
        if database not in _FRESH:
            return play(database, *wishes, **more)
        key = pickle.dumps((play.__module__, play.__qualname__, database.dialect, wishes, more))
        if key not in _COPIES:
            told = play(database, *wishes, **more)
            _COPIES[key] = _rows_of(database), _words_of(told, database)
            return told
        rows, words = _COPIES[key]
        _fill(database, rows)
        return cast(R, _Told(io.BytesIO(words), database).load())

    return scene


class _Telling(pickle.Pickler):
    """What a scene says, without the company it says it of."""

    def __init__(self, file: io.BytesIO, database: Database) -> None:
        super().__init__(file)
        self._database = database

    def persistent_id(self, it: Any) -> str | None:
        return "database" if it is self._database else None


class _Told(pickle.Unpickler):
    """The same of another company."""

    def __init__(self, file: io.BytesIO, database: Database) -> None:
        super().__init__(file)
        self._database = database

    def persistent_load(self, _name: str) -> Database:
        return self._database


def _words_of(told: Any, database: Database) -> bytes:
    file = io.BytesIO()
    _Telling(file, database).dump(told)
    return file.getvalue()


def _rows_of(database: Database) -> Any:
    """Everything in the company, to be kept in memory."""
    with database.writer.connect() as connection:
        raw = cast(Any, connection.connection.driver_connection)
        if database.dialect == "sqlite":
            with closing(sqlite3.connect(":memory:")) as copy:
                raw.backup(copy)
                rows = bytearray(copy.serialize())
            rows[18:20] = b"\1\1"  # no log beside it: one in memory could not be opened with one
            return bytes(rows)
        cursor = raw.cursor()
        tables = [name for (name,) in cursor.execute(_FILLED) if name not in UNTOUCHABLE]
        rows = {}
        for table in tables:
            with cursor.copy(SQL("COPY {} TO STDOUT").format(Identifier(table))) as copy:
                rows[table] = b"".join(map(bytes, copy))
        return rows, cursor.execute(_SEQUENCES).fetchall()


def _fill(database: Database, rows: Any) -> None:
    if database.dialect == "sqlite":
        with closing(sqlite3.connect(":memory:")) as copy, database.writer.connect() as connection:
            copy.deserialize(rows)
            copy.backup(cast(Any, connection.connection.driver_connection))
        _FRESH.pop(database, None)
        return
    with database.writer.begin() as connection:
        cursor = cast(Any, connection.connection.driver_connection).cursor()
        _fill_tables(cursor, *rows)


def _fill_tables(cursor: Any, tables: dict[str, bytes], sequences: list[tuple[str, int]]) -> None:
    """The company's first rows are among what is copied. No guard looks: it looked when the scene was played."""
    cursor.execute("SET LOCAL session_replication_role = replica")
    for table, rows in tables.items():
        if rows:
            cursor.execute(SQL("DELETE FROM {}").format(Identifier(table)))
            with cursor.copy(SQL("COPY {} FROM STDIN").format(Identifier(table))) as copy:
                copy.write(rows)
    for name, last in sequences:
        cursor.execute(SQL("SELECT setval({}::regclass, {})").format(Literal(name), Literal(last)))
