"""The column types of every table, and the base of every record.

Integers only for money, weight, volume and count; moments are milliseconds since 1970 UTC; a length
or an enumeration is a CHECK on both databases. SQLite tables are STRICT, so our types compile to
INTEGER and TEXT there (decision 0010). Read records.py of any stage next.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Date, MetaData, String, Table, TypeDecorator, event
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase

NAMING = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


class Record(DeclarativeBase):
    """Base of all tables: one metadata for SQLite and PostgreSQL, every constraint named."""

    metadata = MetaData(naming_convention=NAMING)
    __table_args__: Any = {"sqlite_strict": True}  # noqa: RUF012 - SQLAlchemy declares it so


class Whole(TypeDecorator[int]):
    """A whole number (fen, grams, millilitres, pieces, ids). A float or a text is refused before it is sent.

    PostgreSQL would round 0.5 to 0 without a word, so the guard stands on our side too.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:
        if value is None or type(value) is int:
            return value
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError(f"whole number wanted, got {value!r}")
        return int(value)


class Moment(TypeDecorator[datetime]):
    """An aware datetime, stored as whole milliseconds since 1970 UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | int | None, dialect: Dialect) -> int | None:
        if value is None or isinstance(value, int):
            return value
        return to_ms(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else from_ms(value)


class Flag(TypeDecorator[bool]):
    """Yes or no, stored as 1 or 0 on both databases (its table adds the CHECK)."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: bool | int | None, dialect: Dialect) -> int | None:
        return None if value is None else int(bool(value))

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


def to_ms(moment: datetime) -> int:
    """Milliseconds since 1970 UTC of an aware datetime; a naive one is a fault of the caller."""
    if moment.tzinfo is None:
        raise TypeError("a moment needs a time zone")
    return int(moment.timestamp() * 1000)


def from_ms(value: int) -> datetime:
    """The aware UTC datetime of `value` milliseconds."""
    return datetime.fromtimestamp(value / 1000, tz=UTC)


def one_of(column: str, values: type[enum.Enum] | Iterable[str], name: str | None = None) -> CheckConstraint:
    """A CHECK that `column` holds one of the values, and is not NULL."""
    names = [str(v.value) for v in values] if isinstance(values, type) else list(values)
    listed = ", ".join(f"'{n}'" for n in names)
    return CheckConstraint(f"{column} IS NOT NULL AND {column} IN ({listed})", name=name or f"{column}_known")


def flag_check(column: str) -> CheckConstraint:
    """A CHECK that a Flag column is 0 or 1."""
    return CheckConstraint(f"{column} IN (0, 1)", name=f"{column}_is_flag")


@compiles(BigInteger, "sqlite")
def _big_integer_sqlite(_type: BigInteger, _compiler: Any, **_: Any) -> str:
    return "INTEGER"


@compiles(String, "sqlite")
def _string_sqlite(_type: String, _compiler: Any, **_: Any) -> str:
    return "TEXT"


@compiles(String, "postgresql")
def _string_postgresql(_type: String, _compiler: Any, **_: Any) -> str:
    # VARCHAR(n) would refuse before the length CHECK does, with an error that names no rule.
    return "TEXT"


@compiles(Date, "sqlite")
def _date_sqlite(_type: Date, _compiler: Any, **_: Any) -> str:
    return "TEXT"


@event.listens_for(Table, "after_parent_attach")
def _length_and_day_checks(table: Table, metadata: MetaData) -> None:
    """Gives every String(n) a length CHECK (SQLite ignores n) and every Date a validity CHECK on SQLite."""
    if metadata is not Record.metadata:
        return  # a migration's own table: its step says every check itself
    for column in table.columns:
        kind = column.type
        if isinstance(kind, String) and kind.length:
            check = CheckConstraint(f"length({column.name}) <= {kind.length}", name=f"{column.name}_length")
            table.append_constraint(check)
        if isinstance(kind, Date):
            # Without '+0 days' SQLite gives 30 February back as it came.
            valid = CheckConstraint(
                f"{column.name} IS NULL OR COALESCE(date({column.name}, '+0 days'), '') = {column.name}",
                name=f"{column.name}_is_day",
            )
            table.append_constraint(valid.ddl_if(dialect="sqlite"))


def day_text(day: date) -> str:
    """ISO text of a day, as raw SQL on SQLite stores it."""
    return day.isoformat()
