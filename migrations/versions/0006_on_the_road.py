"""Re-plans on the road and totes that change vans (road_tables.*.sql); a manifest says what is on its van now."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from domain.common.guards import for_driver

revision = "0006"
down_revision = "0005"

HERE = Path(__file__).resolve().parent
STILL_ON_IT = """
    FROM tote_load l WHERE l.route_id = van_load.route_id AND l.off_at IS NULL AND NOT EXISTS (SELECT 1
    FROM tote_handover h WHERE h.tote_use_id = l.tote_use_id AND h.ended IN ('handed_over', 'missing'))
"""
SUMS = f"""
    UPDATE van_load SET weight_g = (SELECT COALESCE(sum(l.weight_g), 0) {STILL_ON_IT}),
    volume_ml = (SELECT COALESCE(sum(l.volume_ml), 0) {STILL_ON_IT}), totes = (SELECT count(*) {STILL_ON_IT})
    WHERE departed_at IS NOT NULL
"""


def upgrade() -> None:
    """Makes the tables and indexes; what old vans have handed over is no longer on them."""
    connection = op.get_bind()
    words = (HERE / f"road_tables.{connection.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in words.split("\n;\n"):
        if statement.strip():
            connection.exec_driver_sql(for_driver(connection, statement))
    connection.exec_driver_sql(SUMS)
