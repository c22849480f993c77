"""A PostgreSQL company used by one test is washed for the next: copying a database of 60 tables costs ten times as much,
and the connection of who keeps it open (open_companies.py) knows the tables already.

Washed means: the rows, sequences and tables of a fresh company. Whatever a test did to the structure makes it unfit,
and the place is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, cast

import psycopg
from psycopg.sql import SQL, Identifier, Literal
from sqlalchemy.exc import DBAPIError

from domain.common.database import Database

MOST_USES = 40
_STRUCTURE = """
SELECT (SELECT count(*) FROM pg_class), (SELECT count(*) FROM pg_attribute), (SELECT count(*) FROM pg_proc),
       (SELECT count(*) FROM pg_trigger WHERE tgenabled = 'O'), (SELECT count(*) FROM pg_constraint)
"""
_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> ALL(%s)
"""
_TOUCHED = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind = 'r' AND pg_relation_size(c.oid) > 0
"""
_SEQUENCES = "SELECT schemaname, sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"
KEPT = ("state_move",)


@dataclass
class Laundry:
    """The fresh company's rows, and the washed places that wait for a test."""

    structure: tuple[Any, ...] = ()
    rows: dict[str, tuple[list[str], list[tuple[Any, ...]]]] = field(default_factory=dict)
    sequences: dict[str, int | None] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)
    uses: dict[str, int] = field(default_factory=dict)

    def learn(self, address: str) -> None:
        """What a fresh company looks like; once."""
        if self.structure:
            return
        with psycopg.connect(address) as connection:
            self.structure = tuple(connection.execute(_STRUCTURE).fetchone() or ())
            for (table,) in connection.execute(_TOUCHED).fetchall():
                cursor = connection.execute(SQL("SELECT * FROM {}").format(Identifier(table)))
                self.rows[table] = ([column.name for column in cursor.description or ()], cursor.fetchall())
            self.sequences = {name: last for _, name, last in connection.execute(_SEQUENCES)}

    def take(self) -> str | None:
        """A washed place, when one waits."""
        return self.waiting.pop() if self.waiting else None

    def wash(self, address: str, opened: Database | None = None) -> bool:
        """True when the place is as fresh again; then it waits for the next test. `opened`: who stays connected."""
        self.uses[address] = self.uses.get(address, 0) + 1
        if self.uses[address] >= MOST_USES:
            return False
        try:
            return self._is_fresh_again(address, opened)
        except (psycopg.Error, DBAPIError):
            if opened is None:
                raise
            return False  # the test ended its connection

    def _is_fresh_again(self, address: str, opened: Database | None) -> bool:
        with _connected(address, opened) as (connection, ours):
            connection.execute(_OTHERS, (ours,))
            if tuple(connection.execute(_STRUCTURE).fetchone() or ()) != self.structure:
                return False
            connection.execute("SET LOCAL session_replication_role = replica")
            for (table,) in connection.execute(_TOUCHED).fetchall():
                if table not in KEPT:
                    connection.execute(SQL("DELETE FROM {}").format(Identifier(table)))
            self._refill(connection)
        self.waiting.append(address)
        return True

    def _refill(self, connection: psycopg.Connection[Any]) -> None:
        for table, (columns, rows) in self.rows.items():
            if rows and table not in KEPT:
                names = SQL(", ").join(map(Identifier, columns))
                marks = SQL(", ").join([SQL("%s")] * len(columns))
                words = SQL("INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE VALUES ({})")
                connection.cursor().executemany(words.format(Identifier(table), names, marks), rows)
        states = [
            SQL("setval({}::regclass, {}, {})").format(Literal(name), Literal(last or 1), Literal(last is not None))
            for name, last in self.sequences.items()
        ]
        if states:
            connection.execute(SQL("SELECT ") + SQL(", ").join(states))


@contextmanager
def _connected(address: str, opened: Database | None) -> Iterator[tuple[psycopg.Connection[Any], list[int]]]:
    """A connection to wash by, and the backends that stay: by the open company's own, which knows its tables."""
    if opened is None:
        with psycopg.connect(address) as connection:
            yield connection, [connection.info.backend_pid]
        return
    with opened.writer.connect() as writer, opened.reader.connect() as reader:
        raws = [cast(psycopg.Connection[Any], each.connection.driver_connection) for each in (writer, reader)]
        raws[0].execute("RESET ALL")
        raws[0].execute("SELECT pg_advisory_unlock_all()")
        yield raws[0], [each.info.backend_pid for each in raws]
        raws[0].commit()
