"""Old data into new: Alembic steps in versions/, run by upgrade.py. The version stands in schema_gate (decision 0014)."""
