"""The first tables, in full, each database in its own words (first_tables.*.sql; statements end with a line “;”)."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from domain.common.guards import for_driver

revision = "0001"
down_revision = None

HERE = Path(__file__).resolve().parent


def upgrade() -> None:
    """Makes the tables and indexes. Guards, legal moves and the gate's row are the runner's."""
    connection = op.get_bind()
    words = (HERE / f"first_tables.{connection.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in words.split("\n;\n"):
        if statement.strip():
            connection.exec_driver_sql(for_driver(connection, statement))
