"""Writes the words of 0001 and 0003 anew from the records: `python -m migrations.freeze`, until the first release.

After it nothing changes there any more: a change of the tables is a new step in versions/. What later steps add stands
in LATER, the tables of the night (0003) in NIGHT. tests/migrations proves that all steps together give a new company's
tables.
"""

from __future__ import annotations

import sys
from collections.abc import Collection
from pathlib import Path

from sqlalchemy import CheckConstraint, Dialect, Index
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from domain.common.columns import Record
from domain.common.schema import load_stages

VERSIONS = Path(__file__).resolve().parent / "versions"
LATER_TABLES = frozenset(
    {
        *("buyer_tag", "plan_change", "point_van", "recurring_line", "recurring_order", "travel_leg"),
        *("road_replan", "road_replan_route", "road_replan_stop", "tote_transfer"),
    }
)
NIGHT = frozenset(
    {
        *("printer", "printer_lease", "print_job"),
        *("bin", "slot", "lot", "stock_movement", "stock_level", "stock_threshold", "allocation"),
        *("purchase_order", "purchase_line", "receipt_line", "supplier_return", "shortage", "shortage_share"),
        *("route_plan", "route", "route_stop", "route_unplanned"),
        *("tote", "tote_use"),
        *("wave", "wave_point", "pick_cell", "pick_event", "line_outcome", "refused_scan"),
        "seal",
        *("van_load", "tote_load", "left_behind"),
        *("stop_handover", "tote_handover", "empty_tote", "collection", "collection_refused", "uncollected"),
    }
)
LATER_COLUMNS = frozenset(
    {
        ("cycle", "minimum_orders"),
        *(("van", name) for name in ("is_hired", "stop_cost_fen", "max_trips", "reload_min", "max_cold_totes")),
        *(("point", name) for name in ("leave_out_fen", "round_name", "round_no")),
        ("route_stop", "follows"),
    }
)


def main() -> int:
    """Writes first_tables.*.sql and night_tables.*.sql for both databases; exit code 0."""
    load_stages()
    leave_out_later_columns()
    dialects: tuple[Dialect, ...] = (sqlite.dialect(), postgresql.dialect())  # type: ignore[no-untyped-call]
    every = {table.name for table in Record.metadata.sorted_tables}
    for name, tables in (("first", every - NIGHT - LATER_TABLES), ("night", NIGHT)):
        for dialect in dialects:
            words = "".join(f"{statement}\n;\n" for statement in words_of(dialect, tables))
            (VERSIONS / f"{name}_tables.{dialect.name}.sql").write_text(words, encoding="utf-8")
    return 0


def words_of(dialect: Dialect, names: Collection[str]) -> list[str]:
    """CREATE TABLE and CREATE INDEX statements of these tables, in the order of their foreign keys."""
    found: list[str] = []
    for table in Record.metadata.sorted_tables:
        if table.name in names:
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
