"""Rows put into tables by plain SQL, past records and operations: what the database itself must refuse."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy
from sqlalchemy import Connection, column, table


def insert_raw(connection: Connection, name: str, values: Mapping[str, object]) -> None:
    """INSERT of exactly these columns; the database's own defaults fill the others."""
    bare = table(name, *(column(one) for one in values))
    connection.execute(sqlalchemy.insert(bare).values(**values))
