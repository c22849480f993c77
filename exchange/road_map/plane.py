"""The plane that maps are drawn in: spherical Mercator, metres at the equator, y pointing down as on a screen.

Angles stay true, so a town looks like itself; `metres_per_unit` says what a length is on the ground.
Formulas: Snyder, Map Projections: A Working Manual (USGS 1395), page 41.
"""

from __future__ import annotations

import math
from typing import Final

EARTH_M: Final = 6_378_137.0
STEEPEST: Final = 85.0511
"""Beyond this latitude the plane has no end; nobody delivers there."""

FARTHEST_M: Final = 200_000.0

Spot = tuple[float, float]


def on_plane(lat: float, lon: float) -> Spot:
    """Degrees of WGS-84 to x, y of the plane."""
    lat = max(-STEEPEST, min(STEEPEST, lat))
    return EARTH_M * math.radians(lon), -EARTH_M * math.asinh(math.tan(math.radians(lat)))


def on_earth(x: float, y: float) -> Spot:
    """x, y of the plane to latitude and longitude in degrees."""
    return math.degrees(math.atan(math.sinh(-y / EARTH_M))), math.degrees(x / EARTH_M)


def is_near(one: Spot, other: Spot) -> bool:
    """False for a spot no van drives to from the other: its coordinates are a mistake, and no map is stretched for it."""
    return math.hypot(one[0] - other[0], one[1] - other[1]) * metres_per_unit(other[1]) <= FARTHEST_M


def metres_per_unit(y: float) -> float:
    """How many metres on the ground one unit of the plane is at this height of it."""
    return 1 / math.cosh(y / EARTH_M)
