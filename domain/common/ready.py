"""SQL that runs for every scan: its words are made ready for each driver once, and go to the driver as they are.

A statement of SQLAlchemy costs several times what the database needs to run it. Here the driver's own cursor is used
inside SQLAlchemy's transaction; errors come back as SQLAlchemy's, so the door retries and names by them. Values must be
in their stored form (milliseconds, 0 or 1). Next: command.py, trail.py.
"""

from __future__ import annotations

import re
from collections import namedtuple
from collections.abc import Iterable
from typing import Any, cast

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

_NAME = re.compile(r"(?<!:):([a-z_]+)\b")
_LOCK = re.compile(r"\{[^}]*\}")


class Found(list[Any]):
    """The rows of a statement, their columns by name; empty where it gives none. `rowcount`: rows it changed."""

    def __init__(self, rows: Iterable[Any], rowcount: int) -> None:
        super().__init__(rows)
        self.rowcount = rowcount

    def first(self) -> Any:
        """The first row, None when there is none."""
        return self[0] if self else None

    def one_or_none(self) -> Any:
        """The only row, None when there is none. ValueError when there are more."""
        if len(self) > 1:
            raise ValueError(f"one row expected, {len(self)} found")
        return self.first()

    def one(self) -> Any:
        """The only row. ValueError when there is none, or more."""
        if len(self) != 1:
            raise ValueError(f"one row expected, {len(self)} found")
        return self[0]

    def scalar(self) -> Any:
        """The first column of the first row, None when there is no row."""
        return self[0][0] if self else None

    def all(self) -> list[Any]:
        """Every row."""
        return self


class Ready:
    """One statement with :names. What stands between {braces} is said to PostgreSQL alone: a lock, which SQLite's one
    writer needs not."""

    __slots__ = ("_names", "_row", "_texts")

    def __init__(self, sql: str) -> None:
        one_line = " ".join(sql.split())
        plain, server = _LOCK.sub("", one_line), one_line.replace("{", "").replace("}", "")
        self._texts = {
            "sqlite": _NAME.sub("?", plain),
            "postgresql": _NAME.sub("%s", server.replace("%", "%%")),
        }
        self._names = {"sqlite": _NAME.findall(plain), "postgresql": _NAME.findall(server)}
        self._row: Any = None

    def run(self, connection: Connection, values: dict[str, Any]) -> Found:
        """Executes it with the `values` of its names. Raises DBAPIError as any statement does."""
        dialect = connection.dialect.name
        words = self._texts[dialect]
        given = tuple([values[name] for name in self._names[dialect]])
        raw: Any = connection.connection.driver_connection
        driver: Any = connection.dialect.loaded_dbapi
        try:
            cursor = raw.cursor()
            try:
                cursor.execute(words, given)
                return self._found(cursor)
            finally:
                cursor.close()
        except driver.Error as error:
            raise told(connection, words, error, driver.Error) from error

    def _found(self, cursor: Any) -> Found:
        if cursor.description is None:
            return Found((), cursor.rowcount)
        if self._row is None:
            self._row = namedtuple("Row", [column[0] for column in cursor.description])  # type: ignore[misc]
        return Found(map(self._row._make, cursor.fetchall()), cursor.rowcount)


def told(connection: Connection, words: str, error: Exception, base: type[Exception]) -> BaseException:
    """A driver's error as SQLAlchemy's, its connection put away when it is gone; the values are not told."""
    raw: Any = connection.connection.driver_connection
    gone = connection.dialect.is_disconnect(error, raw, None)  # type: ignore[arg-type]
    if gone:
        connection.invalidate(error)
    wrapped = DBAPIError.instance(
        words, None, error, base, connection_invalidated=gone, dialect=connection.dialect, hide_parameters=True
    )
    return cast(BaseException, wrapped)
