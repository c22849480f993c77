"""From one datum to another: WGS-84 (GPS, OpenStreetMap), GCJ-02 (AMap, Tencent, WeChat), BD-09 (Baidu).

GCJ-02 adds a smooth shift of 100 to 700 m to WGS-84 inside China; BD-09 turns GCJ-02 once more. Only these
forward formulas are known; the way back is found by fixed-point iteration. Outside China nothing is shifted.
Next: guessing.py.
"""

from __future__ import annotations

from collections.abc import Callable
from math import atan2, cos, hypot, pi, radians, sin, sqrt

from domain.places.words import Datum

Degrees = tuple[float, float]
"""(latitude, longitude) in decimal degrees."""

AXIS_M = 6_378_245.0
ECCENTRICITY_2 = 0.006_693_421_622_965_943
"""The Krasovsky 1940 ellipsoid, which the shift is reckoned on: semi-major axis and squared eccentricity."""

CHINA_LAT, CHINA_LON = (0.8293, 55.8271), (72.004, 137.8347)
"""The box in which map services shift; the same one that all of them are known to use."""

EARTH_M = 6_371_008.8
_BAIDU = pi * 3000 / 180
_CLOSE_ENOUGH = 1e-13
"""Degrees: a hundred-thousandth of a millimetre on the ground."""


def in_china(place: Degrees) -> bool:
    """True inside the box in which coordinates are shifted."""
    return CHINA_LAT[0] <= place[0] <= CHINA_LAT[1] and CHINA_LON[0] <= place[1] <= CHINA_LON[1]


def converted(place: Degrees, given: Datum, wanted: Datum) -> Degrees:
    """The same spot of the ground in another datum, in decimal degrees; exact to far below a millimetre."""
    if given is wanted or not in_china(place):
        return place
    if given is Datum.BD09:
        return converted(_undone(_baidu_of, place), Datum.GCJ02, wanted)
    if wanted is Datum.BD09:
        return _baidu_of(converted(place, given, Datum.GCJ02))
    return _shifted(place) if wanted is Datum.GCJ02 else _undone(_shifted, place)


def converted_e6(lat_e6: int, lon_e6: int, given: Datum, wanted: Datum) -> tuple[int, int]:
    """As `converted`, in whole microdegrees (0.11 m)."""
    lat, lon = converted((lat_e6 / 1e6, lon_e6 / 1e6), given, wanted)
    return round(lat * 1e6), round(lon * 1e6)


def distance_m(one: Degrees, other: Degrees) -> float:
    """Metres between two places of one datum along the great circle (haversine)."""
    lat1, lon1, lat2, lon2 = map(radians, (*one, *other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_M * atan2(sqrt(half), sqrt(max(0.0, 1 - half)))


def _shifted(place: Degrees) -> Degrees:
    """GCJ-02 of WGS-84: the waves below are metres north and east, turned into degrees on the ellipsoid."""
    lat, lon = place
    north, east = _waves(lon - 105.0, lat - 35.0)
    flat = 1 - ECCENTRICITY_2 * sin(radians(lat)) ** 2
    meridian_m = AXIS_M * (1 - ECCENTRICITY_2) / (flat * sqrt(flat))
    parallel_m = AXIS_M / sqrt(flat) * cos(radians(lat))
    return lat + north * 180 / (meridian_m * pi), lon + east * 180 / (parallel_m * pi)


def _waves(x: float, y: float) -> tuple[float, float]:
    """(metres north, metres east) of the shift, x and y degrees east of 105 and north of 35."""
    ripple = 20 * sin(6 * pi * x) + 20 * sin(2 * pi * x)
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    north += (
        (ripple + 20 * sin(pi * y) + 40 * sin(pi * y / 3) + 160 * sin(pi * y / 12) + 320 * sin(pi * y / 30)) * 2 / 3
    )
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    east += (ripple + 20 * sin(pi * x) + 40 * sin(pi * x / 3) + 150 * sin(pi * x / 12) + 300 * sin(pi * x / 30)) * 2 / 3
    return north, east


def _baidu_of(place: Degrees) -> Degrees:
    """BD-09 of GCJ-02: a small turn and stretch in polar coordinates, then a step of 0.006 and 0.0065 degrees."""
    lat, lon = place
    reach = hypot(lon, lat) + 0.000_02 * sin(lat * _BAIDU)
    angle = atan2(lat, lon) + 0.000_003 * cos(lon * _BAIDU)
    return reach * sin(angle) + 0.006, reach * cos(angle) + 0.0065


def _undone(forward: Callable[[Degrees], Degrees], place: Degrees) -> Degrees:
    """The place that `forward` brings to `place`. The shift changes slowly, so every step gains two digits or more."""
    lat, lon = place
    for _ in range(30):
        there = forward((lat, lon))
        off_lat, off_lon = there[0] - place[0], there[1] - place[1]
        lat, lon = lat - off_lat, lon - off_lon
        if abs(off_lat) < _CLOSE_ENOUGH and abs(off_lon) < _CLOSE_ENOUGH:
            break
    return lat, lon
