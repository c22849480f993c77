"""Metres and seconds between places without a road map: great circle times a detour, slower in town than far out.

Coordinates come in WGS-84. Next: timing.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.places.rules.datums import Degrees, distance_m
from domain.routing.words import Matrix

SPEEDS = ((2_000, 20), (8_000, 30), (None, 50))
"""(metres, km/h): the first two kilometres of a leg at 20 km/h, the next eight at 30, what is beyond at 50."""

UNKNOWN_LEG_M = 5_000
"""What a leg counts when nobody knows where one of its ends is: a stop placed by hand still gets an hour."""


def metres_between(places: Sequence[Degrees | None], detour_permille: int) -> Matrix:
    """`places`: (n) (latitude, longitude), None = unknown. (n, n) whole metres, 0 on the diagonal."""
    table = [[0] * len(places) for _ in places]
    for i, one in enumerate(places):
        for j in range(i + 1, len(places)):
            other = places[j]
            known = one is not None and other is not None
            leg = round(distance_m(one, other) * detour_permille / 1000) if one and other and known else UNKNOWN_LEG_M
            table[i][j] = table[j][i] = leg
    return tuple(tuple(row) for row in table)


def seconds_for(metres: int) -> int:
    """Driving time of one leg, rounded up to the second."""
    seconds, rest = 0, metres
    for reach, speed in SPEEDS:
        part = rest if reach is None else min(rest, reach)
        seconds += -(-part * 36 // (speed * 10))
        rest -= part
    return seconds


def seconds_between(metres: Matrix) -> Matrix:
    """(n, n) whole seconds of (n, n) metres."""
    return tuple(tuple(seconds_for(leg) for leg in row) for row in metres)
