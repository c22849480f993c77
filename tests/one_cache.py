"""A statement is put into SQL once in a worker, as in a program that stays open on one company.

SQLAlchemy keeps the SQL of its statements with each engine, and every test opens an engine of its own: two of three
statements were compiled anew, a fifth of all the time. Its key names the engine's dialect; ours names what kind it is.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, event

MOST = 4000


class OneCache(dict[Any, Any]):
    """What `compiled_cache` of SQLAlchemy wants: the SQL of statements, for all engines of a kind."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(_of_its_kind(key), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        if len(self) >= MOST:
            self.clear()
        super().__setitem__(_of_its_kind(key), compiled)


def _of_its_kind(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect = key[0]
    return (type(dialect), dialect.server_version_info, *key[1:])


_CACHE = OneCache()


def share() -> None:
    """Every connection of this process takes and leaves its SQL in the one cache."""
    if not event.contains(Engine, "engine_connect", _take_the_one):
        event.listen(Engine, "engine_connect", _take_the_one)


def _take_the_one(connection: Connection) -> None:
    connection.execution_options(compiled_cache=_CACHE)
