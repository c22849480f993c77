"""The codes of drafts: a letter and the row's number (D0001), given after the insert, when the number is known.

Used by drafts of products and of pickup points, whose rows may be made by two importers at once.
"""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, Table, case, cast, exists, func, literal, update

_WAITING = "~"
"""Codes begin with it between the insert and the naming, inside one transaction."""


def waiting_code() -> str:
    """A code no other row has, until name_waiting_codes gives the real one."""
    return f"{_WAITING}{uuid.uuid4().hex}"


def name_waiting_codes(connection: Connection, table: Table, letter: str) -> None:
    """Gives the rows just inserted the codes D0001 ... of their ids; where a person took one, D0001-2 and so on."""
    ending, attempt = "", 1
    while _named(connection, table, _code_of(table, letter, ending)):
        attempt += 1
        ending = f"-{attempt}"


def _code_of(table: Table, letter: str, ending: str) -> ColumnElement[str]:
    number = cast(table.c.id, String)
    padded = case((table.c.id < 1000, func.substr(literal("000") + number, func.length(number))), else_=number)
    return literal(letter) + padded + literal(ending)


def _named(connection: Connection, table: Table, code: ColumnElement[Any]) -> bool:
    """Names what can be named; True while rows still wait."""
    other = table.alias()
    taken = exists().where(other.c.code == code).correlate(table)
    waiting = func.substr(table.c.code, 1, 1) == _WAITING
    connection.execute(update(table).where(waiting, ~taken).values(code=code))
    return connection.execute(table.select().where(waiting).limit(1)).first() is not None
