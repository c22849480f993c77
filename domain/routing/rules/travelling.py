"""Metres and seconds between places: from the legs that are known, else great circle times a detour.

An estimate is slower in town than far out. Hours of the day slow down or speed up both, but not what a service said:
it knows its traffic. Coordinates come in WGS-84. Next: timing.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

from domain.common.errors import Notice
from domain.places.rules.datums import Degrees, distance_m
from domain.routing.words import Leg, Matrix, TravelSettings, TravelSource, TravelTable

SPEEDS = ((2_000, 20), (8_000, 30), (None, 50))
"""(metres, km/h): the first two kilometres of a leg at 20 km/h, the next eight at 30, what is beyond at 50."""

UNKNOWN_LEG_M = 5_000
"""What a leg counts when nobody knows where one of its ends is: a stop placed by hand still gets an hour."""

LONS = 36_000_001
"""So many longitudes of 1e-5 degrees there are."""

SHORTEST_TAUGHT_M = 500
"""Shorter legs teach nothing about detours: the way round one's own block is no habit of the roads."""
FEWEST_TAUGHT = 20
DETOURS = (1_000, 3_000)
"""No road is shorter than the great circle; a median above three times it is a fault of the map."""

Known = Mapping[tuple[int, int], tuple[int | None, int | None]]
"""(from key, to key) -> (metres, seconds), None where there is no way."""


def place_key(place: Degrees) -> int:
    """A place as one whole number: latitude and longitude rounded to 1e-5 degrees (1.1 m)."""
    lat, lon = place
    return (round(lat * 1e5) + 9_000_000) * LONS + round(lon * 1e5) + 18_000_000


def place_of(key: int) -> Degrees:
    """The place of a key, to 1e-5 degrees."""
    lat, lon = divmod(key, LONS)
    return (lat - 9_000_000) / 1e5, (lon - 18_000_000) / 1e5


def metres_between(places: Sequence[Degrees | None], detour_permille: int) -> Matrix:
    """`places`: (n) (latitude, longitude), None = unknown. (n, n) whole metres, 0 on the diagonal."""
    table = [[0] * len(places) for _ in places]
    for i, one in enumerate(places):
        for j in range(i + 1, len(places)):
            table[i][j] = table[j][i] = estimated_m(one, places[j], detour_permille)
    return tuple(tuple(row) for row in table)


def estimated_m(one: Degrees | None, other: Degrees | None, detour_permille: int) -> int:
    """Whole metres of a leg without a map."""
    if one is None or other is None:
        return UNKNOWN_LEG_M
    return round(distance_m(one, other) * detour_permille / 1000)


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


def slowness_permille(pace_percent: Sequence[int], from_min: int, to_min: int) -> int:
    """How much longer than usual a leg takes on the mean of these minutes of the day, rounded up; 1000: as usual."""
    minutes = range(from_min, max(to_min, from_min + 1))
    return -(-sum(100_000 // pace_percent[minute // 60 % 24] for minute in minutes) // len(minutes))


def learnt_detour(legs: Sequence[Leg]) -> int | None:
    """The median of road metres over great circle in permille; None while too few legs of some length are known."""
    ratios = []
    for leg in legs:
        straight = distance_m(place_of(leg.from_key), place_of(leg.to_key))
        if leg.metres is not None and straight >= SHORTEST_TAUGHT_M:
            ratios.append(leg.metres * 1000 / straight)
    if len(ratios) < FEWEST_TAUGHT:
        return None
    return min(max(round(median(ratios)), DETOURS[0]), DETOURS[1])


def table_of(
    places: Sequence[Degrees | None],
    known: Known,
    settings: TravelSettings,
    *,
    detour_permille: int,
    hours: tuple[int, int],
) -> TravelTable:
    """The table of these places from the legs known, every other leg estimated. The first place is the warehouse.

    `hours`: the minutes of the day it is for. Between two places with no way the van comes by the warehouse.
    """
    slowness = slowness_permille(settings.pace_percent, *hours)
    of_leg = 1000 if settings.source is TravelSource.SERVICE else slowness
    keys = [None if place is None else place_key(place) for place in places]
    metres, seconds = [[0] * len(places) for _ in places], [[0] * len(places) for _ in places]
    no_way: list[tuple[int, int]] = []
    found, guessed = [0] * len(places), 0
    for i, start in enumerate(keys):
        for j, end in enumerate(keys):
            if i == j or (start is not None and start == end):
                continue
            leg = known.get((start, end)) if start is not None and end is not None else None
            if leg is None:
                guessed += start is not None and end is not None
                metres[i][j] = estimated_m(places[i], places[j], detour_permille)
                seconds[i][j] = -(-seconds_for(metres[i][j]) * slowness // 1000)
                continue
            found[i] += 1
            found[j] += 1
            if leg[0] is None or leg[1] is None:
                no_way.append((i, j))
            else:
                metres[i][j], seconds[i][j] = leg[0], -(-leg[1] * of_leg // 1000)
    unreachable = _by_the_warehouse(metres, seconds, no_way, places, detour_permille)
    return TravelTable(
        metres=tuple(map(tuple, metres)),
        seconds=tuple(map(tuple, seconds)),
        source=settings.source if any(found) else TravelSource.ESTIMATE,
        estimated_pairs=guessed,
        notices=_told(settings, guessed, any(found)),
        unreachable=unreachable,
        off_map=frozenset(at for at, count in enumerate(found) if any(found) and not count and places[at] is not None),
    )


def _by_the_warehouse(
    metres: list[list[int]],
    seconds: list[list[int]],
    no_way: Sequence[tuple[int, int]],
    places: Sequence[Degrees | None],
    detour_permille: int,
) -> frozenset[int]:
    """Fills legs without a way; the places that the warehouse has no way to or from: itself when that is all of them."""
    cut_off = frozenset(max(pair) for pair in no_way if 0 in pair)
    if 1 < len(cut_off) == sum(place is not None for place in places[1:]):
        cut_off = frozenset({0})
    for i, j in sorted(no_way, key=lambda pair: 0 not in pair):
        if 0 in (i, j):
            metres[i][j] = estimated_m(places[i], places[j], detour_permille)
            seconds[i][j] = seconds_for(metres[i][j])
        else:
            metres[i][j] = metres[i][0] + metres[0][j]
            seconds[i][j] = seconds[i][0] + seconds[0][j]
    return cut_off


def _told(settings: TravelSettings, guessed: int, is_any_known: bool) -> tuple[Notice, ...]:
    if settings.source is TravelSource.ESTIMATE or not guessed:
        return ()
    code = "travel_partly_estimated" if is_any_known else "travel_all_estimated"
    return (Notice.of(code, travel=settings.source.value, count=guessed),)
