"""The tables of the night, from stock to handover, each database in its own words (night_tables.*.sql)."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from domain.common.guards import for_driver

revision = "0003"
down_revision = "0002"

HERE = Path(__file__).resolve().parent


def upgrade() -> None:
    """Makes the tables and indexes. Guards and legal moves are the runner's."""
    connection = op.get_bind()
    words = (HERE / f"night_tables.{connection.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in words.split("\n;\n"):
        if statement.strip():
            connection.exec_driver_sql(for_driver(connection, statement))
