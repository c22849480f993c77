"""A company as version 0001 left it, with rows in it, made by the frozen first step and raw SQL."""

from __future__ import annotations

import re
from pathlib import Path
from unittest import mock

from domain.common import schema
from domain.common.database import Database, open_database
from domain.common.guards import Guard, declared, for_driver
from migrations import upgrade
from migrations.freeze import LATER_TABLES, NIGHT

FIRST = "0001"
CYCLES = (
    "INSERT INTO cycle (code, title, warehouse_id, state, opened_at, cutoff_at, delivery_day) "
    "VALUES ('0524', '上周', 1, 'open', 1, 2, '2026-05-25'), ('0525', '本周', 1, 'open', 1, 2, '2026-05-26')"
)
POINT = "INSERT INTO point (code, name, name_key) VALUES ('P1', '幸福里', '幸福里')"
ORDER = (
    "INSERT INTO orders (cycle_id, channel, group_key, external_no, point_id, buyer, phone, phone_tail, address, note, "
    "leader_note, slot, paid_fen, lines_fen, pieces, lines, pickup_code, state, source_row, content_sha) VALUES "
    "(1, 'shop', '', 'A1', 1, '王', '', '', '', '', '', '', 100, 100, 1, 1, '12345', 'confirmed', 2, 'x')"
)


def make_old(where: str | Path) -> None:
    """Version 0001 at the empty `where`: two cycles, a point and an order in it."""
    with mock.patch.object(schema, "prepare_schema"):
        database = open_database(where)
    with database:
        schema.load_stages()
        with database.writer.begin() as connection:
            upgrade.run_steps(connection, None, until=FIRST)
            connection.exec_driver_sql(
                f"INSERT INTO schema_gate (id, schema_version, min_app, epoch) VALUES (1, '{FIRST}', 1, 1)"
            )
            connection.exec_driver_sql("INSERT INTO warehouse (code, name) VALUES ('W1', 'W1')")
            for statement in (CYCLES, POINT, ORDER):
                connection.exec_driver_sql(statement)
            # Guards stood in the old company too; the upgrade must bring them through the rebuild of their tables.
            for guard in [one for one in declared() if not _came_later(one)]:
                for statement in getattr(guard, connection.dialect.name):
                    connection.exec_driver_sql(for_driver(connection, statement))


def _came_later(guard: Guard) -> bool:
    """Whether a guard knows a table that a later version made."""
    return bool((NIGHT | LATER_TABLES) & set(re.findall(r"\w+", " ".join(guard.sqlite))))


def opened(where: str | Path) -> Database:
    """The company, upgraded by opening it as the program does."""
    return open_database(where)
