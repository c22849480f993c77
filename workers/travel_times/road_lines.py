"""Reads from an OpenStreetMap extract what a map draws, once: roads by class, rivers and lakes, into one compact file.

The extract is streamed by pyosmium (decision 0082); the file lies in the company's folder of roads beside the tiles.
Next: exchange/road_map, which holds the form of the file.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from exchange.road_map.lines import FILE_NAME, Kind, RoadLines, load, save
from exchange.road_map.making import Gathered, made
from workers.travel_times.asking import BuildingStopped, NoRoomForRoads, NotAnExtract, RoadsNotBuilt

CREDIT: Final = "© OpenStreetMap contributors"
_ROADS: Final = {
    "motorway": Kind.MOTORWAY,
    "trunk": Kind.MOTORWAY,
    "primary": Kind.PRIMARY,
    "secondary": Kind.SECONDARY,
    "tertiary": Kind.TERTIARY,
    "unclassified": Kind.STREET,
    "residential": Kind.STREET,
    "living_street": Kind.STREET,
    "pedestrian": Kind.STREET,
    "road": Kind.STREET,
    "service": Kind.LANE,
    "track": Kind.LANE,
}
"""highway=* (OpenStreetMap wiki, Key:highway); what a van cannot drive is left out. A _link is as its road."""
_RIVERS: Final = frozenset({"river", "canal"})
_LOOK_EVERY: Final = 2_000
_MB: Final = 1_000_000

Stopped = Callable[[], bool]


def draw_roads(extract: Path, folder: Path, stopped: Stopped | None = None) -> RoadLines:
    """Reads the extract and keeps its lines in `folder`; the lines come back. What lay there stays until they are whole.

    Raises NotAnExtract, NoRoomForRoads, RoadsNotBuilt, BuildingStopped.
    """
    lines = made(_gathered(extract, stopped or (lambda: False)), CREDIT)
    if not len(lines.table):
        raise NotAnExtract(str(extract), "no roads")
    try:
        save(lines, folder / FILE_NAME)
    except OSError as fault:
        if fault.errno == errno.ENOSPC:
            raise NoRoomForRoads(str(folder), lines.points.nbytes // _MB + 1, 0) from fault
        raise RoadsNotBuilt(str(extract), fault.strerror or str(fault)) from fault
    return lines


def drawn_roads(folder: Path) -> RoadLines | None:
    """The lines kept in this folder; None where none are. Raises RoadMapUnreadable (exchange.road_map.lines)."""
    return load(folder / FILE_NAME)


def _gathered(extract: Path, stopped: Stopped) -> Gathered:
    gathered, seen = Gathered(), 0
    try:
        for way in _ways(extract):
            seen += 1
            if seen % _LOOK_EVERY == 0 and stopped():
                raise BuildingStopped(str(extract))
            kind = kind_of(way.tags, way.is_closed())
            if kind is None:
                continue
            spots = [node.location for node in way.nodes if node.location.valid()]
            if len(spots) > 1:
                gathered.add(kind, [spot.lat for spot in spots], [spot.lon for spot in spots])
    except OSError as fault:
        raise NotAnExtract(str(extract), fault.strerror or str(fault)) from fault
    except RuntimeError as fault:
        raise NotAnExtract(str(extract), str(fault)) from fault
    return gathered


def _ways(extract: Path) -> Iterator[Any]:
    """Ways that may be drawn, their nodes with coordinates; the rest never leaves the library."""
    import osmium

    file = osmium.io.File(str(extract), "pbf")
    yield from (
        osmium.FileProcessor(file, osmium.osm.NODE | osmium.osm.WAY)
        .with_locations()
        .with_filter(osmium.filter.EntityFilter(osmium.osm.WAY))
        .with_filter(osmium.filter.KeyFilter("highway", "waterway", "natural"))
    )


def kind_of(tags: Any, is_closed: bool) -> Kind | None:
    """What a way is drawn as; None: not at all. `tags` has `get`."""
    road = tags.get("highway")
    if road is not None:
        if tags.get("area") == "yes":
            return None
        return _ROADS.get(road.removesuffix("_link"))
    if is_closed and (tags.get("natural") == "water" or tags.get("waterway") == "riverbank"):
        return Kind.LAKE
    return Kind.RIVER if tags.get("waterway") in _RIVERS and tags.get("tunnel") is None else None
