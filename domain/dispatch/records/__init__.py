"""The tables of dispatch: loading.py (what is on a van, what stayed behind), road.py (re-plans, totes that change vans).

Next: operations.
"""

from domain.dispatch.records.loading import LeftBehindRecord, LoadRecord, VanLoadRecord
from domain.dispatch.records.road import ReplanRecord, ReplanRouteRecord, ReplanStopRecord, TransferRecord

__all__ = [
    "LeftBehindRecord",
    "LoadRecord",
    "ReplanRecord",
    "ReplanRouteRecord",
    "ReplanStopRecord",
    "TransferRecord",
    "VanLoadRecord",
]
