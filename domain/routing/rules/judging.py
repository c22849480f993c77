"""Do the places of a day make sense? Each that does not is named with what to do about it; the rest goes on.

A datum that was said wrong shows on the roads: read rightly, most places lie beside one. Next: preparing.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import median

from domain.common.errors import Notice
from domain.places.rules.datums import Degrees, converted, distance_m
from domain.places.words import Datum
from domain.routing.rules.advising import some
from domain.routing.words import Day, Spot, TravelTable

FAR_M = 300_000
"""Farther from the warehouse no van comes and goes in a morning: a digit is wrong, or it is another town."""

FEWEST_FAR = 3
"""So many far points, and most of all, say that the warehouse is where it cannot be."""

FEWEST = 8
"""Fewer places say nothing about their datum."""
ASTRAY_M = 25.0
"""Nearer to the roads than that, a datum is not worth a word."""
CLEARLY = 2.0
MOST = 0.8
"""Another datum is likelier when it brings this share of the places nearer, and their median this many times."""


def degrees(spot: Spot | None) -> Degrees | None:
    """Coordinates as given, in WGS-84; None where nobody knows them: 0, 0 is what a form left empty says."""
    if spot is None or (spot.lat_e6 == 0 and spot.lon_e6 == 0):
        return None
    return converted((spot.lat_e6 / 1e6, spot.lon_e6 / 1e6), Datum(spot.datum), Datum.WGS84)


def is_swapped(spot: Spot | None, hub: Degrees | None) -> bool:
    """True when a place far away lies near the warehouse once its two numbers change places."""
    place = degrees(spot)
    if spot is None or place is None or hub is None or distance_m(place, hub) <= FAR_M:
        return False
    if abs(spot.lon_e6) > 90_000_000:
        return False
    turned = degrees(Spot(spot.lon_e6, spot.lat_e6, spot.datum))
    return turned is not None and distance_m(turned, hub) <= FAR_M


def judged(day: Day, travel: TravelTable) -> tuple[Notice, ...]:
    """What to tell about the places of a day and about where its times come from."""
    return (*_wrong_numbers(day), *_not_on_the_roads(day, travel), *travel.notices)


def _wrong_numbers(day: Day) -> Iterator[Notice]:
    hub = degrees(day.spot)
    zero = [point.name for point in day.points if point.spot is not None and degrees(point.spot) is None]
    if day.spot is not None and hub is None:
        zero.insert(0, day.warehouse)
    if zero:
        yield Notice.of("place_zero", count=len(zero), points=some(zero))
    swapped = [point.name for point in day.points if is_swapped(point.spot, hub)]
    if swapped:
        yield Notice.of("place_swapped", count=len(swapped), points=some(swapped))
    placed = [
        (point.name, place) for point in day.points if (place := degrees(point.spot)) and point.name not in swapped
    ]
    away = [(name, distance_m(place, hub)) for name, place in placed] if hub else []
    far = [(name, metres) for name, metres in away if metres > FAR_M]
    if len(far) >= FEWEST_FAR and 2 * len(far) > len(placed):
        yield Notice.of("warehouse_far", count=len(far), all=len(placed), warehouse=day.warehouse)
        return
    for name, metres in far:
        yield Notice.of("place_far", point=name, km=round(metres / 1000), warehouse=day.warehouse)


def _not_on_the_roads(day: Day, travel: TravelTable) -> Iterator[Notice]:
    names = [day.warehouse, *(point.name for point in day.points)]
    for code, places in (("place_unreachable", travel.unreachable), ("place_off_map", travel.off_map)):
        found = [names[at] for at in sorted(places) if 0 < at < len(names)]
        if 0 in places:
            yield Notice.of(f"warehouse_{code.removeprefix('place_')}", warehouse=day.warehouse)
        elif found:
            yield Notice.of(code, count=len(found), points=some(found))


def doubt_of_datum(said: Datum, off_road_m: Mapping[Datum, Sequence[float]]) -> Notice | None:
    """A warning when places said to be in one datum lie beside roads clearly more often in another.

    `off_road_m`: metres from each place to the nearest road, read in each datum.
    """
    here = off_road_m[said]
    if len(here) < FEWEST:
        return None
    away = {datum: median(metres) for datum, metres in off_road_m.items()}
    likely = min(away, key=lambda datum: away[datum])
    nearer = sum(there < before for before, there in zip(here, off_road_m[likely], strict=True))
    if likely is said or away[said] < max(ASTRAY_M, CLEARLY * away[likely]) or nearer < MOST * len(here):
        return None
    facts = {"given": said.value, "likely": likely.value, "other": round(away[said]), "distance": round(away[likely])}
    return Notice.of("datum_off_road", **facts)
