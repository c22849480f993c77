"""The words of places: warehouses, pickup points, vans, drivers, and the datum of their coordinates."""

from __future__ import annotations

import enum
from typing import NewType

WarehouseId = NewType("WarehouseId", int)
PointId = NewType("PointId", int)
VanId = NewType("VanId", int)
DriverId = NewType("DriverId", int)


FIRST_WAREHOUSE = 1
"""The id of the warehouse every company begins with; what names no warehouse belongs to it."""

NO_POINT = "(no point)"
"""The name of the pickup point of orders that name none; it must be settled before cutoff."""


class Datum(enum.StrEnum):
    """The geodetic datum numbers were given in: GPS and OSM, AMap/Tencent/WeChat, Baidu."""

    WGS84 = "WGS-84"
    GCJ02 = "GCJ-02"
    BD09 = "BD-09"


class PointState(enum.StrEnum):
    """A draft was made by an import and waits for its address."""

    DRAFT = "draft"
    ACTIVE = "active"
    RETIRED = "retired"
