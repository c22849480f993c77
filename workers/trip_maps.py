"""Roads and ways for the maps of the run sheets, from the roads this computer has; asked for when the first map is drawn.

Papers never wait for roads: where there are none, or they cannot be read, the map has straight lines and says so.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import Connection

from domain.common.errors import Refusal
from domain.dispatch.queries.papers import RunSheet, RunSpot
from domain.places.rules.datums import Degrees, converted
from domain.places.words import Datum
from domain.routing.queries import travel_settings
from domain.routing.words import TravelSource
from exchange.documents.trip_map import TripMaps
from exchange.road_map.lines import RoadLines
from workers.travel_times.road_lines import drawn_roads
from workers.travel_times.roads import RoadNetwork


def trip_maps(connection: Connection, folder: Path, sheets: Sequence[RunSheet]) -> Callable[[], TripMaps]:
    """A function that answers the maps of these sheets; it reads the folder of roads once, in the thread that calls it."""
    settings = travel_settings(connection)
    profile = settings.profile if settings.source is TravelSource.ROADS else None
    return _Once(folder, profile, tuple(sheets))


class _Once:
    """Reads at the first call and remembers."""

    def __init__(self, folder: Path, profile: str | None, sheets: tuple[RunSheet, ...]) -> None:
        self._folder, self._profile, self._sheets = folder, profile, sheets
        self._one_at_a_time = threading.Lock()
        self._read: TripMaps | None = None

    def __call__(self) -> TripMaps:
        with self._one_at_a_time:
            if self._read is None:
                self._read = TripMaps(_roads(self._folder), self._ways() if self._profile is not None else {})
            return self._read

    def _ways(self) -> dict[int, tuple[Degrees, ...]]:
        try:
            network = RoadNetwork(self._folder, self._profile or "")
            return {sheet.route_id: tuple(network.way(places_of(sheet))) for sheet in self._sheets}
        except Refusal:
            return {}


def _roads(folder: Path) -> RoadLines | None:
    try:
        return drawn_roads(folder)
    except Refusal:
        return None


def places_of(sheet: RunSheet) -> list[Degrees]:
    """The warehouse, the stops that have a place, the warehouse again; degrees of WGS-84."""
    stops = [stop.spot for stop in sheet.stops]
    return [_degrees(spot) for spot in (sheet.start, *stops, sheet.start) if spot is not None]


def _degrees(spot: RunSpot) -> Degrees:
    return converted((spot.lat_e6 / 1e6, spot.lon_e6 / 1e6), spot.datum, Datum.WGS84)
