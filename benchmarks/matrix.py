"""Times between 201 places on real roads: asked for the first time, from the books, and with one place more.

The places are streets of Liechtenstein; its roads are built before. The floor is what Valhalla alone takes for the same
table in one call in the same process: what is above it is asking in parts, keeping and reading.
"""

from __future__ import annotations

import random
from argparse import Namespace
from pathlib import Path

from benchmarks.companies import ground_for
from benchmarks.fresh_process import Answer, Clock, Run, figures, in_fresh_process
from benchmarks.import50k import ACTOR
from domain.common.database import Database, open_database
from domain.places.rules.datums import Degrees

NAME = "matrix"
PLACES = 201
EXTRACT = Path(__file__).parents[1] / "tests" / "data" / "roads" / "liechtenstein.osm.pbf"
VALLEY = ((47.06, 47.26), (9.48, 9.60))
BESIDE_M = 60.0
TO_REACH = {"seconds": 10.0, "cached_seconds": 0.3, "one_new_seconds": 0.5, "places": 201}


def measure(options: Namespace) -> Answer:
    """seconds: the table asked for and kept, then read; cached_seconds: read again; one_new_seconds: one place more."""
    seed = getattr(options, "seed", 0) or 0
    with ground_for(options) as ground, ground.place() as company:
        build = in_fresh_process(build_and_choose, place=company)
        found = in_fresh_process(product, place=company, seed=seed)
        bare = Run(found.said.pop("floor_seconds"), found.said.pop("floor_cpu_seconds"), found.peak_mb, {})
        return {
            **figures(NAME, bare, found),
            "database": ground.kind,
            "places": PLACES,
            "build_seconds": round(build.seconds, 3),
            **found.said,
            "to_reach": TO_REACH,
        }


def build_and_choose(place: str) -> Answer:
    """Liechtenstein's roads beside the company, which drives by them."""
    from domain.routing.operations import choose_travel
    from domain.routing.words import TravelSource
    from workers.travel_times.building import build_roads
    from workers.travel_times.filling import roads_folder

    with open_database(place) as database:
        with Clock() as clock:
            build_roads(EXTRACT, roads_folder(database))
        choose_travel(database, ACTOR, TravelSource.ROADS)
    return {"seconds": clock.seconds, "cpu_seconds": clock.cpu_seconds}


def product(place: str, seed: int) -> Answer:
    """As `routes plan` does it before it searches."""
    from workers.travel_times.filling import roads_folder
    from workers.travel_times.roads import RoadNetwork

    with open_database(place) as database:
        roads = RoadNetwork(roads_folder(database))
        places = streets(roads, PLACES + 1, seed)
        with Clock() as floor:
            roads._actor.matrix(  # the library alone
                {
                    "sources": [{"lat": lat, "lon": lon} for lat, lon in places[:PLACES]],
                    "targets": [{"lat": lat, "lon": lon} for lat, lon in places[:PLACES]],
                    "costing": "auto",
                    "verbose": False,
                }
            )
        with Clock() as cold:
            asked = _filled(database, places[:PLACES])
        with Clock() as cached:
            _read(database, places[:PLACES])
        with Clock() as again:
            nothing = _filled(database, places[:PLACES])
        with Clock() as one_new:
            new = _filled(database, places)
    if (asked, nothing, new) != (PLACES * (PLACES - 1), 0, 2 * PLACES):
        raise AssertionError(f"asked {asked}, again {nothing}, for one more {new}")
    return {
        "seconds": cold.seconds,
        "cpu_seconds": cold.cpu_seconds,
        "floor_seconds": floor.seconds,
        "floor_cpu_seconds": floor.cpu_seconds,
        "cached_seconds": round(cached.seconds, 3),
        "cached_cpu_seconds": round(cached.cpu_seconds, 3),
        "asked_again_seconds": round(again.seconds, 3),
        "one_new_seconds": round(one_new.seconds, 3),
        "one_new_cpu_seconds": round(one_new.cpu_seconds, 3),
    }


def streets(roads: object, count: int, seed: int) -> list[Degrees]:
    """So many places beside streets that lead somewhere, the same for the same seed."""
    from workers.travel_times.roads import RoadNetwork

    if not isinstance(roads, RoadNetwork):
        raise TypeError("roads are wanted")
    chance, found = random.Random(seed), list[Degrees]()
    while len(found) < count:
        tried = [(chance.uniform(*VALLEY[0]), chance.uniform(*VALLEY[1])) for _ in range(300)]
        found += [one for one, away in zip(tried, roads.off_road_m(tried), strict=True) if away < BESIDE_M]
    return found[:count]


def _filled(database: Database, places: list[Degrees]) -> int:
    """The legs asked for."""
    from workers.travel_times.filling import fill

    filled = fill(database, ACTOR, places)
    if filled.notices or filled.off_map:
        raise AssertionError(f"{filled.notices}, off the map {filled.off_map}")
    return filled.asked


def _read(database: Database, places: list[Degrees]) -> None:
    from domain.routing.queries import travel_table

    with database.read() as connection:
        table = travel_table(connection, places)
    if table.estimated_pairs or table.unreachable:
        raise AssertionError(f"{table.estimated_pairs} estimated, unreachable {sorted(table.unreachable)}")
