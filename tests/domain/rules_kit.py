"""Trying the database's rules by raw SQL: what refuses a statement, a copied row, a table with its guards taken off.

Every attempt stands in a savepoint of its own and is undone, whether it was refused or not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from domain.common.broken_rules import refusal_of
from domain.common.columns import Record
from domain.common.errors import RuleBroken
from tests.raw_sql import insert_raw

ALLOWED = "allowed"


def refusal(connection: Connection, statement: str, **values: object) -> str:
    """The name of the rule that refuses the statement, ALLOWED when none does; undone in either case."""
    return _tried(connection, lambda: connection.execute(text(statement), values))


def refusal_of_row(connection: Connection, table: str, row: Mapping[str, object]) -> str:
    """As refusal, for one inserted row."""
    return _tried(connection, lambda: insert_raw(connection, table, row))


def _tried(connection: Connection, attempt) -> str:
    savepoint = connection.begin_nested()
    try:
        attempt()
    except DBAPIError as error:
        savepoint.rollback()
        told = refusal_of(error, "here")
        return told.rule if isinstance(told, RuleBroken) else type(error.orig).__name__
    savepoint.rollback()
    return ALLOWED


def copied(table: str, where: str, **changes: str) -> str:
    """SQL: one row of the table again, with other SQL expressions in some columns; a key from a sequence is left out."""
    columns = [column.name for column in Record.metadata.tables[table].columns]
    kept = [name for name in columns if name != "id" or name in changes]
    taken = ", ".join(changes.get(name, f"{name}") for name in kept)
    return f"INSERT INTO {table} ({', '.join(kept)}) SELECT {taken} FROM {table} WHERE {where}"


@contextmanager
def without_guards(connection: Connection) -> Iterator[None]:
    """No trigger and no foreign key speaks inside; CHECK, UNIQUE, NOT NULL and types do."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        yield
        connection.exec_driver_sql("SET LOCAL session_replication_role = origin")
        return
    made = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    for name, _ in made:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for _, sql in made:
        connection.exec_driver_sql(sql)
