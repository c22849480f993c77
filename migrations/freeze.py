"""Writes the first step's words anew from the records: `python -m migrations.freeze`, until the first release.

After it nothing changes there any more: a change of the tables is a new step in versions/. What the later steps add
stands in LATER and is left out here. tests/migrations proves that all steps together give a new company's tables.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sqlalchemy import CheckConstraint, Dialect, Index
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from domain.common.columns import Record
from domain.common.schema import load_stages

VERSIONS = Path(__file__).resolve().parent / "versions"
LATER_TABLES = frozenset({"buyer_tag", "recurring_line", "recurring_order"})
LATER_COLUMNS = frozenset({("cycle", "minimum_orders")})


def main() -> int:
    """Writes first_tables.sqlite.sql and first_tables.postgresql.sql; exit code 0."""
    load_stages()
    leave_out_later_columns()
    dialects: tuple[Dialect, ...] = (sqlite.dialect(), postgresql.dialect())  # type: ignore[no-untyped-call]
    for dialect in dialects:
        words = "".join(f"{statement}\n;\n" for statement in first_words(dialect))
        (VERSIONS / f"first_tables.{dialect.name}.sql").write_text(words, encoding="utf-8")
    return 0


def first_words(dialect: Dialect) -> list[str]:
    """CREATE TABLE and CREATE INDEX statements of version 0001, tables in the order of their foreign keys."""
    found: list[str] = []
    for table in Record.metadata.sorted_tables:
        if table.name not in LATER_TABLES:
            found.append(_plain(str(CreateTable(table).compile(dialect=dialect))))
            indexes: list[Index] = sorted(table.indexes, key=lambda index: str(index.name))
            found += [_plain(str(CreateIndex(index).compile(dialect=dialect))) for index in indexes]
    return found


def _plain(statement: str) -> str:
    lines = (line.replace("\t", "    ").rstrip() for line in statement.strip().splitlines())
    # The compiler doubles % for the driver; the step does so itself when it runs.
    return "\n".join(line for line in lines if line).replace("%%", "%")


def leave_out_later_columns() -> None:
    """From here on this process' metadata is that of version 0001, but for the later tables."""
    for table_name, column_name in LATER_COLUMNS:
        table = Record.metadata.tables[table_name]
        table.columns[column_name].system = True  # a system column is not part of a CREATE TABLE
        for check in [c for c in table.constraints if isinstance(c, CheckConstraint)]:
            if column_name in str(check.sqltext):
                table.constraints.discard(check)


if __name__ == "__main__":
    sys.exit(main())
