"""From a database's refusal to a domain error: the constraint's or guard's name, on both databases.

SQLite names the columns in UNIQUE violations and the constraint in CHECK violations; PostgreSQL names the
constraint in both: one map from the metadata makes them alike.
"""

from __future__ import annotations

import re

from sqlalchemy import UniqueConstraint
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from domain.common.columns import Record
from domain.common.errors import Busy, DatabaseDamaged, DiskFull, DomainError, NotReachable, ReadOnly, RuleBroken
from domain.common.guards import guard_in

BUSY_STATES = frozenset({"40001", "40P01", "55P03", "57014"})
"""Serialization failure, deadlock, lock not given in time, statement took too long."""
GONE = frozenset({"08", "57"})
"""Classes of states in which the server or the way to it is gone."""
DAMAGED = ("malformed database schema", "Could not decode to UTF-8")
"""How SQLite begins when a table's definition or a text in a row is torn."""


def refusal_of(error: DBAPIError, place: str) -> Exception:
    """The domain error that tells what `error` means; the error itself when it is a fault of the program."""
    text = str(error.orig)
    if text.startswith(DAMAGED):  # looked for first: the words of a torn guard may stand behind it
        return DatabaseDamaged(place, text.split("\n")[0])
    guard = guard_in(text)
    if guard:
        return RuleBroken(guard)
    if isinstance(error, IntegrityError):
        return RuleBroken(_constraint(error, text))
    return _trouble(error, text, place) or error


def _trouble(error: DBAPIError, text: str, place: str) -> DomainError | None:
    state = getattr(error.orig, "sqlstate", None)
    first = text.strip().split("\n")[0]
    if "disk is full" in text or state == "53100":
        return DiskFull(place)
    if "readonly database" in text or state == "25006":
        return ReadOnly(place)
    if "malformed" in text or "not a database" in text or state in ("XX001", "XX002"):
        return DatabaseDamaged(place, first)
    if "is locked" in text or state in BUSY_STATES:
        return Busy(place)
    if isinstance(error, OperationalError) and _is_out_of_reach(error, text, state):
        return NotReachable(place, first)
    return None


def _is_out_of_reach(error: DBAPIError, text: str, state: str | None) -> bool:
    if error.connection_invalidated or "unable to open" in text or "disk I/O error" in text:
        return True
    # psycopg's own errors of connecting carry no state; SQLite's carry none either and are told by their text.
    return state[:2] in GONE if state else type(error.orig).__module__.startswith("psycopg")


def _constraint(error: IntegrityError, text: str) -> str:
    named = str(getattr(getattr(error.orig, "diag", None), "constraint_name", None) or "")
    if named:
        # SQLite does not say which foreign key it was.
        return "foreign_key" if named.startswith("fk_") else named
    column = getattr(getattr(error.orig, "diag", None), "column_name", None)
    if column:
        return f"{column}_needed"
    check = re.search(r"CHECK constraint failed: (\w+)", text)
    if check:
        return check.group(1)
    unique = re.search(r"UNIQUE constraint failed: (.+)", text)
    if unique:
        return _unique_name([part.strip() for part in unique.group(1).split(",")])
    missing = re.search(r"NOT NULL constraint failed: \w+\.(\w+)", text)
    if missing:
        return f"{missing.group(1)}_needed"
    return "foreign_key" if "FOREIGN KEY" in text else text.split("\n")[0][:80]


def _unique_name(columns: list[str]) -> str:
    """The name of the unique constraint or index over "table.column" names."""
    table = Record.metadata.tables.get(columns[0].split(".")[0])
    wanted = [name.split(".")[1] for name in columns]
    if table is None:
        return ",".join(columns)
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint) and [c.name for c in constraint.columns] == wanted:
            return str(constraint.name)
    for index in table.indexes:
        if index.unique and [c.name for c in index.columns] == wanted:
            return str(index.name)
    return f"pk_{table.name}" if [c.name for c in table.primary_key] == wanted else ",".join(columns)
