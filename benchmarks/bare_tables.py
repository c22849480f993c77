"""The floor's side of a database: bare tables without key, index, constraint or trigger, and rows put in by executemany.

The connections have the settings the product's own have, the sync above all. Used by import50k.py and cutoff50k.py.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier, Placeholder

from domain.common.database import FILE_NAME, WRITER_SETTINGS, is_address

Row = tuple[Any, ...]
Connection = sqlite3.Connection | psycopg.Connection[Any]

PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "wal_autocheckpoint = 0",
    "cache_size = -32768",
    "temp_store = MEMORY",
)


@contextmanager
def bare_connection(place: str) -> Iterator[Connection]:
    """A connection of the driver alone to a folder's file or an address; the caller begins and commits."""
    if is_address(place):
        with psycopg.connect(place, autocommit=True, options=WRITER_SETTINGS) as server:
            yield server
        return
    folder = Path(place)
    folder.mkdir(exist_ok=True)
    file = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
    try:
        for pragma in PRAGMAS:
            file.execute(f"PRAGMA {pragma}")
        yield file
    finally:
        file.close()


def make_bare(connection: Connection, table: str, columns: Sequence[tuple[str, str]]) -> None:
    """A table of plain columns: (name, "INTEGER" or "TEXT"); whole numbers are 64 bits on both."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute(f"CREATE TABLE {table} ({', '.join(f'{name} {kind}' for name, kind in columns)})")
        return
    kinds = {"INTEGER": SQL("bigint"), "TEXT": SQL("text")}
    parts = SQL(", ").join(SQL("{} {}").format(Identifier(name), kinds[kind]) for name, kind in columns)
    connection.execute(SQL("CREATE TABLE {} ({})").format(Identifier(table), parts))


def insert_bare(connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """All rows by the driver's executemany, in the caller's transaction."""
    if isinstance(connection, sqlite3.Connection):
        marks = ", ".join("?" * len(columns))
        connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)
        return
    names = SQL(", ").join(map(Identifier, columns))
    marks_of = SQL(", ").join(Placeholder() * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(SQL("INSERT INTO {} ({}) VALUES ({})").format(Identifier(table), names, marks_of), rows)
