"""The tables of picking (tables.py) with their guards and effects (guards.py)."""

from domain.picking.records import guards as guards
from domain.picking.records.tables import (
    CellRecord,
    OutcomeRecord,
    PickRecord,
    RefusedScanRecord,
    WavePointRecord,
    WaveRecord,
)

__all__ = [
    "CellRecord",
    "OutcomeRecord",
    "PickRecord",
    "RefusedScanRecord",
    "WavePointRecord",
    "WaveRecord",
]
