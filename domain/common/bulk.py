"""Many rows at once: executemany on SQLite, COPY on PostgreSQL, and ids taken in one go before the rows exist.

For heavy work only (imports, cutoffs); rows are plain tuples in the order of `columns`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, func, select, text

from domain.common.ready import told

T = TypeVar("T")
MOST_PARAMETERS = 5000
ROWS_A_STATEMENT = 50


def in_chunks(values: Sequence[T], size: int = MOST_PARAMETERS) -> Iterator[Sequence[T]]:
    """The values in pieces small enough for one IN (...) list."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def take_ids(connection: Connection, table: Table, count: int) -> Sequence[int]:
    """`count` fresh ids of the table's autoincrement key, ascending. The caller is inside its write transaction."""
    if count == 0:
        return []
    if connection.dialect.name == "postgresql":
        query = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)")
        return sorted(connection.execute(query, {"name": table.name, "count": count}).scalars())
    # SQLite has one writer, and it is us until the commit.
    first = int(connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()) + 1
    return range(first, first + count)


def insert_rows(connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Inserts plain tuples (already in their stored form: fen, grams, milliseconds, 0 or 1). Raises DBAPIError."""
    raw: Any = connection.connection.driver_connection
    driver: Any = connection.dialect.loaded_dbapi
    try:
        _insert_raw(connection.dialect.name, raw, table, columns, rows)
    except driver.Error as error:
        # Past SQLAlchemy on the way in, so it is told what happened on the way out: the door retries and names by it.
        raise told(connection, f"INSERT INTO {table.name}", error, driver.Error) from error


def _insert_raw(dialect: str, raw: Any, table: Table, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    names = ", ".join(columns)
    if dialect == "postgresql":
        with raw.cursor() as cursor, cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    _insert_in_file(raw, f"INSERT INTO {table.name} ({names}) VALUES ", len(columns), iter(rows))


def _insert_in_file(raw: Any, head: str, width: int, rows: Iterator[tuple[Any, ...]]) -> None:
    """Fifty rows a statement: SQLite prepares to undo each statement that a guard may refuse, which costs as much as
    writing a row.
    """
    one = f"({', '.join('?' * width)})"
    rest: list[tuple[Any, ...]] = []

    def fifties() -> Iterator[tuple[Any, ...]]:
        while len(some := list(islice(rows, ROWS_A_STATEMENT))) == ROWS_A_STATEMENT:
            yield tuple(chain.from_iterable(some))
        rest.extend(some)

    raw.executemany(head + ", ".join([one] * ROWS_A_STATEMENT), fifties()).close()
    raw.executemany(head + one, rest).close()
