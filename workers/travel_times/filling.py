"""Fills in the legs that are missing before a plan is made: asks the company's source, keeps what it says.

A source that fails is told, never hidden: what it did not answer is estimated. Next: domain/routing/queries/legs.py.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from domain.common.database import Database
from domain.common.errors import Notice, Refusal
from domain.common.people import Actor
from domain.places.rules.datums import Degrees, converted, in_china
from domain.places.words import Datum
from domain.routing.operations import keep_legs
from domain.routing.queries import travel_settings
from domain.routing.queries.days import day_of
from domain.routing.queries.legs import missing_legs
from domain.routing.rules.judging import doubt_of_datum
from domain.routing.rules.preparing import places_of
from domain.routing.rules.travelling import place_key, place_of
from domain.routing.words import KEPT_SOURCES, Day, Leg, TravelSettings, TravelSource
from workers.travel_times.asking import TravelTimes
from workers.travel_times.roads import RoadNetwork
from workers.travel_times.service import Service

KEEP_EVERY = 20_000
"""So many legs go through the one door at once: what was asked before a fault is not asked again."""
KEY_FILE = "service.key"

Told = Callable[[int, int], None]
Stopped = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Filled:
    """What filling did: legs asked and kept, places off the map, what to tell about it."""

    asked: int
    off_map: tuple[Degrees, ...] = ()
    notices: tuple[Notice, ...] = ()


def roads_folder(database: Database) -> Path:
    """Where this station keeps roads: beside the books, or in the user's data folder when they lie on a server."""
    if database.path is not None:
        return database.path.parent / "roads"
    import platformdirs

    return Path(platformdirs.user_data_dir("Daybreak", appauthor=False)) / "roads"


def service_key(folder: Path) -> str:
    """The operator's key: DAYBREAK_TRAVEL_KEY, else the file beside the roads. It never stands in the books."""
    given = os.environ.get("DAYBREAK_TRAVEL_KEY")
    if given:
        return given.strip()
    try:
        return (folder / KEY_FILE).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return ""


def keep_service_key(folder: Path, key: str) -> None:
    """Keeps the key for this user alone; an empty one is forgotten."""
    path = folder / KEY_FILE
    path.unlink(missing_ok=True)
    if not key:
        return
    folder.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(key)


def source_of(database: Database, wanted: TravelSettings) -> TravelTimes | None:
    """The company's source, None for the estimate. Raises the refusals of roads.RoadNetwork."""
    folder = roads_folder(database)
    if wanted.source is TravelSource.ROADS:
        return RoadNetwork(folder, wanted.profile)
    if wanted.source is TravelSource.SERVICE:
        return Service(wanted.address, wanted.kind or "valhalla", service_key(folder), wanted.profile)
    return None


def fill_day(
    database: Database, actor: Actor, code: str, told: Told | None = None, stopped: Stopped | None = None
) -> Filled:
    """Fills in the legs between the places of a cut cycle's day."""
    with database.read() as connection:
        day = day_of(connection, code)
        wanted = travel_settings(connection)
    filled = fill(database, actor, places_of(day), told, stopped)
    doubts = () if filled.notices else tuple(_doubts_of_datum(database, wanted, day))
    return replace(filled, notices=(*filled.notices, *doubts))


def _doubts_of_datum(database: Database, wanted: TravelSettings, day: Day) -> Iterator[Notice]:
    """A warning for each datum in which the day's points lie off the roads and would not in another."""
    if wanted.source is not TravelSource.ROADS:
        return
    by_datum: defaultdict[Datum, list[Degrees]] = defaultdict(list)
    for point in day.points:
        given = (point.spot.lat_e6 / 1e6, point.spot.lon_e6 / 1e6) if point.spot else None
        if point.spot and given and in_china(given):
            by_datum[Datum(point.spot.datum)].append(given)
    if not by_datum:
        return
    roads = RoadNetwork(roads_folder(database), wanted.profile)
    for said, places in by_datum.items():
        away = {datum: roads.off_road_m([converted(one, datum, Datum.WGS84) for one in places]) for datum in Datum}
        doubt = doubt_of_datum(said, away)
        if doubt:
            yield doubt


def fill(
    database: Database,
    actor: Actor,
    places: Sequence[Degrees | None],
    told: Told | None = None,
    stopped: Stopped | None = None,
    source: TravelTimes | None = None,
) -> Filled:
    """Asks for the legs between these places that nobody has answered yet, and keeps them.

    `told` gets (legs done, legs to ask). A failing source leaves holes and its refusal as a notice.
    """
    with database.read() as connection:
        wanted = travel_settings(connection)
        keys = sorted({place_key(place) for place in places if place is not None})
        missing = missing_legs(connection, wanted, keys) if wanted.source in KEPT_SOURCES else {}
    if not missing:
        return Filled(0)
    asking = _Asking(database, actor, told or (lambda _done, _all: None), stopped or (lambda: False))
    try:
        asking.all_of(source or source_of(database, wanted), missing)
    except Refusal as refusal:
        asking.notices.append(Notice.of(refusal.code, **refusal.facts()))
    finally:
        asking.keep(wanted)
    return Filled(asking.asked, tuple(asking.off_map), tuple(asking.notices))


class _Asking:
    """One filling: what is asked, what came, what waits to be kept."""

    def __init__(self, database: Database, actor: Actor, told: Told, stopped: Stopped) -> None:
        self.database, self.actor, self.told, self.stopped = database, actor, told, stopped
        self.waiting: list[Leg] = []
        self.asked = 0
        self.off_map: list[Degrees] = []
        self.notices: list[Notice] = []

    def all_of(self, source: TravelTimes | None, missing: dict[int, list[int]]) -> None:
        """Block by block; legs wait until enough of them are there."""
        if source is None:
            return
        keys = sorted({*missing, *(end for ends in missing.values() for end in ends)})
        spots = {key: place_of(key) for key in keys}
        # A place with an answered leg was on the map before.
        new = [key for key in keys if len(missing.get(key, ())) == len(keys) - 1]
        away = {new[at] for at in source.off_map([spots[key] for key in new])}
        self.off_map = [spots[key] for key in sorted(away)]
        wanted = {key: [end for end in ends if end not in away] for key, ends in missing.items() if key not in away}
        wanted = {key: ends for key, ends in wanted.items() if ends}
        total = sum(map(len, wanted.values()))
        for starts, ends in blocks_of(wanted, source.legs_at_once, source.places_at_once):
            if self.stopped():
                return
            block = source.matrix([spots[key] for key in starts], [spots[key] for key in ends])
            for start, row in zip(starts, block, strict=True):
                for end, cell in zip(ends, row, strict=True):
                    if start != end:
                        self.waiting.append(Leg(start, end, *(cell or (None, None))))
            self.told(min(self.asked + len(self.waiting), total), total)
            if len(self.waiting) >= KEEP_EVERY:
                self.keep_as(source.source, source.profile)

    def keep(self, wanted: TravelSettings) -> None:
        """Keeps what still waits."""
        if self.waiting:
            self.keep_as(wanted.source, wanted.profile)

    def keep_as(self, source: TravelSource, profile: str) -> None:
        legs, self.waiting = self.waiting, []
        keep_legs(self.database, self.actor, source, profile, legs)
        self.asked += len(legs)


def blocks_of(
    missing: dict[int, list[int]], legs_at_once: int, places_at_once: int
) -> Iterator[tuple[list[int], list[int]]]:
    """Starts and ends whose legs are all missing, no more of either at once than that.

    Places that are new altogether are asked as starts of every way, the others as starts to the new ones alone.
    """
    groups: defaultdict[frozenset[int], list[int]] = defaultdict(list)
    everything = frozenset(missing) | frozenset(end for ends in missing.values() for end in ends)
    for start, ends in missing.items():
        with_itself = frozenset((*ends, start))
        groups[everything if with_itself == everything else frozenset(ends)].append(start)
    for ends_wanted, starts in groups.items():
        ends_now = sorted(ends_wanted)
        rows = min(places_at_once, max(1, legs_at_once // len(ends_now)))
        for at in range(0, len(starts), rows):
            for to in range(0, len(ends_now), places_at_once):
                yield starts[at : at + rows], ends_now[to : to + places_at_once]
