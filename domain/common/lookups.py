"""Rows of many keys at once, whatever their number: both databases limit how many values one statement takes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Insert, Row, Select, Table, func
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as lite_insert

from domain.common.columns import Record

AT_ONCE = 4000
"""Below SQLite's 32,766 and PostgreSQL's 65,535 values, with room for the other conditions of a query."""


def rows_with(
    connection: Connection, query: Select[*tuple[Any, ...]], column: ColumnElement[Any] | Any, values: Collection[Any]
) -> Iterator[Row[*tuple[Any, ...]]]:
    """The rows of `query` whose `column` is one of the values; no values: no rows."""
    wanted = list(values)
    for start in range(0, len(wanted), AT_ONCE):
        yield from connection.execute(query.where(column.in_(wanted[start : start + AT_ONCE])))


def table_of(record: type[Record]) -> Table:
    """The table of a record (the mapping's own attribute is typed more widely)."""
    return cast(Table, record.__table__)


def insert_unless_there(connection: Connection, record: type[Record], unique: list[str], where: Any = None) -> Insert:
    """An INSERT that passes over rows whose `unique` columns are there already (`where`: of a partial index)."""
    make = pg_insert if connection.dialect.name == "postgresql" else lite_insert
    return make(table_of(record)).on_conflict_do_nothing(index_elements=unique, index_where=where)


def like(column: ColumnElement[Any] | Any, word: str) -> ColumnElement[bool]:
    """True where the column contains the word, whatever its case; % and _ are characters like any other."""
    escaped = word.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return cast("ColumnElement[bool]", func.lower(column).like(f"%{escaped}%", escape="\\"))
