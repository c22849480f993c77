"""What a source of travel times answers, and why it may not. Next: roads.py, service.py.

The estimate is no source here: the domain reckons it itself wherever a leg is missing (domain/routing/rules/travelling).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.common.errors import Refusal
from domain.places.rules.datums import Degrees
from domain.routing.words import TravelSource

Cell = tuple[int, int] | None
"""(metres, seconds) of a leg; None: there is no way."""
Block = list[list[Cell]]
"""Row = start, column = end."""


class TravelTimes(Protocol):
    """A source: which it is, for which kind of van, how much it answers at once (legs; starts, ends)."""

    @property
    def source(self) -> TravelSource: ...

    @property
    def profile(self) -> str: ...

    @property
    def legs_at_once(self) -> int: ...

    @property
    def places_at_once(self) -> int: ...

    def off_map(self, places: Sequence[Degrees]) -> frozenset[int]:
        """The numbers of the places it knows no road near; legs to and from them are not asked for."""
        ...

    def matrix(self, starts: Sequence[Degrees], ends: Sequence[Degrees]) -> Block:
        """Metres and seconds from each start to each end. Raises a refusal that says what to do."""
        ...


@dataclass
class RoadsMissing(Refusal):
    """Roads are wanted and no extract was ever built on this station."""

    code = "roads_missing"
    folder: str


@dataclass
class RoadsUnsupported(Refusal):
    """The library for roads has no build for this Python."""

    code = "roads_unsupported"
    python: str


@dataclass
class RoadsUnreadable(Refusal):
    """The tiles that were built cannot be read any more."""

    code = "roads_unreadable"
    detail: str


@dataclass
class NotAnExtract(Refusal):
    """The file is no OpenStreetMap extract (PBF), or ends in the middle."""

    code = "not_an_extract"
    file: str
    detail: str


@dataclass
class NoRoomForRoads(Refusal):
    """The disk has no room for what is built from the extract; the sizes in MB."""

    code = "no_room_for_roads"
    folder: str
    needed_mb: int
    free_mb: int


@dataclass
class RoadsNotBuilt(Refusal):
    """Building ended with a fault of the program that builds."""

    code = "roads_not_built"
    file: str
    detail: str


@dataclass
class BuildingStopped(Refusal):
    """A person stopped the building; what was there before stays in use."""

    code = "building_stopped"
    file: str


@dataclass
class ServiceUnset(Refusal):
    """A service is wanted and its address is none."""

    code = "service_unset"
    address: str


@dataclass
class ServiceSilent(Refusal):
    """The service does not answer: not reached, or not in time."""

    code = "service_silent"
    address: str
    detail: str


@dataclass
class ServiceRefused(Refusal):
    """The service answers with an error of its own."""

    code = "service_refused"
    address: str
    status: int
    detail: str


@dataclass
class ServiceKeyRefused(Refusal):
    """The service does not take the key."""

    code = "service_key_refused"
    address: str
    status: int


@dataclass
class ServiceGarbled(Refusal):
    """The answer is no table of travel times: what is wrong with it."""

    code = "service_garbled"
    address: str
    detail: str
