"""Frozen rows of places: finding.py (what names of files mean), lists.py (points, vans, drivers, warehouses for
screens), mapping.py (names that mean points, and names that mean none).
"""

from domain.places.queries.finding import find_points
from domain.places.queries.lists import (
    DriverRow,
    PointFilter,
    PointRow,
    PointTotals,
    VanRow,
    WarehouseRow,
    drivers,
    point_page,
    point_row,
    point_totals,
    vans,
    warehouses,
)
from domain.places.queries.mapping import (
    PointChoice,
    UnmappedPoint,
    point_aliases,
    point_choices,
    unmapped_names,
)

__all__ = [
    "DriverRow",
    "PointChoice",
    "PointFilter",
    "PointRow",
    "PointTotals",
    "UnmappedPoint",
    "VanRow",
    "WarehouseRow",
    "drivers",
    "find_points",
    "point_aliases",
    "point_choices",
    "point_page",
    "point_row",
    "point_totals",
    "unmapped_names",
    "vans",
    "warehouses",
]
