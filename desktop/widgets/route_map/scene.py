"""What a map shows: depot, stops, routes, and the roads under them; frozen, made anew for every change.

Coordinates are degrees of WGS-84, whatever datum they were given in. Next: view.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exchange.road_map.lines import RoadLines

LatLon = tuple[float, float]

PENDING, ARRIVED, HANDED_OVER, SKIPPED, FAILED = "pending", "arrived", "handed_over", "skipped", "failed"
DONE = frozenset({HANDED_OVER})
GIVEN_UP = frozenset({SKIPPED, FAILED})


@dataclass(frozen=True, slots=True)
class MapDepot:
    """Where the vans are loaded."""

    name: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class MapStop:
    """A point with goods. `drop_no` and `van_number` (from 1, as in the list of vans) None: no van takes it.

    `state` is a StopState's value; `hint`: further lines for who points at it ("08:12 · 6 totes"); `van`: what its
    van is called on this trip ("V1/2").
    """

    point_id: int
    name: str
    lat: float
    lon: float
    drop_no: int | None = None
    van_number: int | None = None
    state: str = PENDING
    is_late: bool = False
    is_pinned: bool = False
    hint: str = ""
    van: str = ""

    @property
    def is_planned(self) -> bool:
        """True when a van comes."""
        return self.van_number is not None


@dataclass(frozen=True, slots=True)
class MapRoute:
    """One trip of a van: the way it takes, from the depot and back where it comes back.

    `by_road`: the way follows roads; otherwise straight lines from stop to stop, and the map says so.
    """

    van_number: int
    name: str
    way: tuple[LatLon, ...]
    by_road: bool = False
    trip: int = 1
    says: str = ""


@dataclass(frozen=True, slots=True)
class MapScene:
    """Everything on the map. `roads` None: there is no road map. `missing`: points that have no coordinates."""

    depot: MapDepot | None = None
    stops: tuple[MapStop, ...] = ()
    routes: tuple[MapRoute, ...] = field(default=())
    roads: RoadLines | None = None
    missing: int = 0

    @property
    def is_empty(self) -> bool:
        """Nothing is known that has a place."""
        return self.depot is None and not self.stops

    @property
    def has_straight_lines(self) -> bool:
        """Some way does not follow roads."""
        return any(not route.by_road and len(route.way) > 1 for route in self.routes)
