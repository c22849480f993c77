"""Times and ways on the roads of an OpenStreetMap extract, answered in the process by Valhalla (decision 0080).

What building.py made lies in a folder; one `RoadNetwork` reads it and is asked from one thread at a time. Asking lets
other threads run. Next: building.py.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Any

from domain.places.rules.datums import Degrees, distance_m
from domain.routing.words import TravelSource
from workers.travel_times.asking import Block, Cell, RoadsMissing, RoadsUnreadable, RoadsUnsupported

STATE = "roads.json"
CREDIT = "© OpenStreetMap contributors"
PROFILES = ("auto", "truck", "motor_scooter", "bicycle")
"""Kinds of vehicles with roads and speeds of their own; a van of up to 3.5 t drives as a car does."""
OFF_ROAD_M = 1_000
"""A place farther from every road of the extract is not on it."""
REACH = 50
"""A street that leads to fewer others is an isle's, or a yard's: Valhalla looks for a better one near it."""
MOST_PAIRS, MOST_WAY_PLACES, LONGEST_M = 4_000_000, 2_000, 2_000_000.0
SHAPE = 1e6


@dataclass(frozen=True, slots=True)
class RoadState:
    """What the folder holds: the extract's file name and size, when it was built, by which version, in which folder."""

    extract: str
    size: int
    built_at: str
    version: str
    tiles: str


def road_state(folder: Path) -> RoadState | None:
    """What was built in this folder; None when nothing was, or it cannot be read."""
    try:
        told = json.loads((folder / STATE).read_text(encoding="utf-8"))
        return RoadState(**told)
    except (OSError, ValueError, TypeError):
        return None


def library() -> Any:
    """The Valhalla package. RoadsUnsupported where it has no build for this Python."""
    try:
        import valhalla
    except ImportError as missing:
        raise RoadsUnsupported(f"{sys.version_info[0]}.{sys.version_info[1]}") from missing
    return valhalla


def configuration(tiles: Path) -> dict[str, Any]:
    """Valhalla's settings for tiles in this folder, with limits a company does not meet."""
    # A copy: the library hands out one dictionary to everybody.
    config: dict[str, Any] = deepcopy(library().get_config(tile_extract="", tile_dir=str(tiles), verbose=False))
    nowhere = tiles / "none"
    for name in ("admin", "timezone", "landmarks", "transit_dir", "transit_feeds_dir", "traffic_extract"):
        config["mjolnir"][name] = str(nowhere / name)
    config["logging"] = {"type": ""}
    for profile in PROFILES:
        limits = config["service_limits"][profile]
        limits.update(max_matrix_location_pairs=MOST_PAIRS, max_locations=MOST_WAY_PLACES)
        limits.update(max_distance=LONGEST_M, max_matrix_distance=LONGEST_M)
    return config


class RoadNetwork:
    """The roads of an extract as a source of travel times (asking.TravelTimes). Places are WGS-84."""

    source = TravelSource.ROADS
    legs_at_once = 2_000
    places_at_once = 1_000

    def __init__(self, folder: Path, profile: str = "auto") -> None:
        """Raises RoadsMissing, RoadsUnsupported, RoadsUnreadable."""
        state = road_state(folder)
        if state is None:
            raise RoadsMissing(str(folder))
        self.profile = profile if profile in PROFILES else PROFILES[0]
        valhalla = library()
        self._error: type[Exception] = valhalla.ValhallaError
        self._is_lone: dict[Degrees, bool] = {}
        try:
            config = configuration(folder / state.tiles)
            # One start to all ends by one search is ten times faster in a town than meeting in the middle per pair;
            # the few legs it does not find are asked the other way.
            config["thor"]["source_to_target_algorithm"] = "timedistancematrix"
            self._actor = valhalla.Actor(config)
            config["thor"]["source_to_target_algorithm"] = "costmatrix"
            self._careful = valhalla.Actor(config)
        except (OSError, RuntimeError) as fault:
            raise RoadsUnreadable(str(fault)) from fault

    def off_map(self, places: Sequence[Degrees]) -> frozenset[int]:
        """Places with no road of the extract within a kilometre."""
        away = self.off_road_m(places)
        return frozenset(at for at, metres in enumerate(away) if metres > OFF_ROAD_M)

    def off_road_m(self, places: Sequence[Degrees]) -> list[float]:
        """Metres from each place to the nearest road; infinite where the extract has none around."""
        if not places:
            return []
        wanted = {"locations": _locations(places), "costing": self.profile, "verbose": True}
        try:
            found = self._actor.locate(wanted)
        except self._error as fault:
            raise RoadsUnreadable(str(fault)) from fault
        away = [_nearest_m(place, told, 0) for place, told in zip(places, found, strict=True)]
        for place, told, metres in zip(places, found, away, strict=True):
            # On an isle of few streets: Valhalla would put the place on the mainland instead.
            self._is_lone[place] = metres <= OFF_ROAD_M < _nearest_m(place, told, REACH)
        return away

    def _look_at(self, places: Sequence[Degrees]) -> None:
        self.off_road_m([place for place in dict.fromkeys(places) if place not in self._is_lone])

    def matrix(self, starts: Sequence[Degrees], ends: Sequence[Degrees]) -> Block:
        """Metres and seconds on the roads; None between places that no road joins."""
        self._look_at([*starts, *ends])
        rows = [at for at, place in enumerate(starts) if not self._is_lone[place]]
        cols = [at for at, place in enumerate(ends) if not self._is_lone[place]]
        block: Block = [[(0, 0) if start == end else None for end in ends] for start in starts]
        if rows and cols:
            found = self._joined([starts[at] for at in rows], [ends[at] for at in cols])
            for row, cells in zip(rows, found, strict=True):
                for col, cell in zip(cols, cells, strict=True):
                    block[row][col] = cell
        return block

    def _joined(self, starts: Sequence[Degrees], ends: Sequence[Degrees]) -> Block:
        """The block of places on roads that lead somewhere; what one search does not find another looks for."""
        block = self._asked(self._actor, starts, ends)
        blank = [at for at, row in enumerate(block) if row.count(None) * 2 > len(row)]
        self._ask_again(block, starts, ends, blank, range(len(ends)))
        holes = sorted({end for row in block for end, cell in enumerate(row) if cell is None})
        rows = [at for at, row in enumerate(block) if None in row and at not in blank]
        self._ask_again(block, starts, ends, rows, holes)
        return block

    def _ask_again(
        self, block: Block, starts: Sequence[Degrees], ends: Sequence[Degrees], rows: Sequence[int], cols: Sequence[int]
    ) -> None:
        """Fills what is missing in these rows and columns by the search that meets in the middle."""
        if not rows or not cols:
            return
        found = self._asked(self._careful, [starts[at] for at in rows], [ends[at] for at in cols])
        for row, cells in zip(rows, found, strict=True):
            for col, cell in zip(cols, cells, strict=True):
                block[row][col] = block[row][col] or cell

    def _asked(self, actor: Any, starts: Sequence[Degrees], ends: Sequence[Degrees]) -> Block:
        wanted = {"sources": _locations(starts), "targets": _locations(ends), "costing": self.profile}
        try:
            told = actor.matrix({**wanted, "units": "kilometers", "verbose": False})["sources_to_targets"]
        except self._error as fault:
            if getattr(fault, "code", 0) in NO_WAY:
                return self._apart(actor, starts, ends)
            raise RoadsUnreadable(str(fault)) from fault
        return [
            [_cell(metres, seconds) for metres, seconds in zip(*rows, strict=True)]
            for rows in zip(told["distances"], told["durations"], strict=True)
        ]

    def _apart(self, actor: Any, starts: Sequence[Degrees], ends: Sequence[Degrees]) -> Block:
        """One of the places keeps all from being answered: in halves, down to the one leg that has no way."""
        if len(starts) == len(ends) == 1:
            return [[None]]
        if len(ends) > 1:
            half = len(ends) // 2
            halves = [self._asked(actor, starts, part) for part in (ends[:half], ends[half:])]
            return [[*one, *other] for one, other in zip(*halves, strict=True)]
        half = len(starts) // 2
        return [*self._asked(actor, starts[:half], ends), *self._asked(actor, starts[half:], ends)]

    def way(self, places: Sequence[Degrees]) -> list[Degrees]:
        """The line of the way through these places in their order; straight where no road leads."""
        line: list[Degrees] = []
        for part in self.ways(places):
            line += part[1:] if line else part
        return line

    def ways(self, places: Sequence[Degrees]) -> list[list[Degrees]]:
        """The line of each leg between places that follow each other (at most 2,000 places)."""
        if len(places) < 2:
            return []
        wanted = {"locations": _locations(places), "costing": self.profile, "directions_type": "none"}
        try:
            legs = self._actor.route(wanted)["trip"]["legs"]
        except self._error:
            if len(places) == 2:
                return [list(places)]
            half = len(places) // 2
            return [*self.ways(places[: half + 1]), *self.ways(places[half:])]
        return [decoded(leg["shape"]) for leg in legs]


NO_WAY = frozenset({154, 170, 171, 442})
"""Valhalla's codes for: too far, unconnected regions, no road near, no path."""


def _locations(places: Sequence[Degrees]) -> list[dict[str, float]]:
    return [{"lat": lat, "lon": lon} for lat, lon in places]


def _nearest_m(place: Degrees, told: dict[str, Any], reach: int) -> float:
    """Metres to the nearest street that so many others lead on from and back to."""
    spots = (
        (edge["correlated_lat"], edge["correlated_lon"])
        for edge in told.get("edges") or []
        if min(edge["outbound_reach"], edge["inbound_reach"]) >= reach
    )
    return min((distance_m(place, spot) for spot in spots), default=inf)


def _cell(kilometres: float | None, seconds: float | None) -> Cell:
    return None if kilometres is None or seconds is None else (round(kilometres * 1000), round(seconds))


def decoded(shape: str) -> list[Degrees]:
    """The places of an encoded line: differences in 1e-6 degrees, zigzag, five bits a character, lowest first."""
    line: list[Degrees] = []
    now, at = [0, 0], 0
    while at < len(shape):
        for axis in (0, 1):
            bits, shift = 0, 0
            while True:
                five = ord(shape[at]) - 63
                at += 1
                bits |= (five & 31) << shift
                shift += 5
                if five < 32:
                    break
            now[axis] += ~(bits >> 1) if bits & 1 else bits >> 1
        line.append((now[0] / SHAPE, now[1] / SHAPE))
    return line
