"""SQL that runs for every scan: its words are made ready for each driver once, past the building of statements.

A statement of SQLAlchemy costs several times what the database needs to run it; here the driver's own text goes out
with its values in order. Values must be in their stored form (milliseconds, 0 or 1). Next: command.py, trail.py.
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Connection, CursorResult

_NAME = re.compile(r"(?<!:):([a-z_]+)\b")
_LOCK = re.compile(r"\{[^}]*\}")


class Ready:
    """One statement with :names. What stands between {braces} is said to PostgreSQL alone: a lock, which SQLite's one
    writer needs not."""

    __slots__ = ("_names", "_texts")

    def __init__(self, sql: str) -> None:
        one_line = " ".join(sql.split())
        plain, server = _LOCK.sub("", one_line), one_line.replace("{", "").replace("}", "")
        self._texts = {
            "sqlite": _NAME.sub("?", plain),
            "postgresql": _NAME.sub("%s", server.replace("%", "%%")),
        }
        self._names = {"sqlite": _NAME.findall(plain), "postgresql": _NAME.findall(server)}

    def run(self, connection: Connection, values: dict[str, Any]) -> CursorResult[Any]:
        """Executes it; `values` by name. Errors are SQLAlchemy's, as of any statement."""
        dialect = connection.dialect.name
        return connection.exec_driver_sql(self._texts[dialect], tuple([values[name] for name in self._names[dialect]]))
