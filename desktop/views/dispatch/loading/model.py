"""What the gate has in hand: the van, and the drop whose turn it is. The van's list comes from the books."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.views.dispatch.words import is_gone
from domain.dispatch import queries
from domain.routing.queries import van_numbers
from domain.routing.words import RouteState

if TYPE_CHECKING:
    from domain.common.database import Connection
    from domain.dispatch.words import LoadCrate, LoadList, LoadStop


@dataclass(frozen=True, slots=True)
class VanRead:
    """The van in hand and the number that gives its colour."""

    van: LoadList
    number: int


def read_van(connection: Connection, code: str, route_id: int) -> VanRead:
    """Both from one moment. Raises NotFound."""
    van = queries.load_list(connection, route_id)
    return VanRead(van, van_numbers(connection, code)[van.van_id])


@dataclass(slots=True)
class AtGate:
    """The station's own memory."""

    route_id: int = 0
    read: VanRead | None = None

    @property
    def van(self) -> LoadList | None:
        """The van in hand."""
        return self.read.van if self.read else None

    @property
    def is_loading(self) -> bool:
        """Scans count."""
        return self.van is not None and self.van.state == RouteState.LOADING

    @property
    def is_gone(self) -> bool:
        """It has left."""
        return self.van is not None and is_gone(self.van)

    @property
    def stop(self) -> LoadStop | None:
        """The drop whose turn it is: the last one that still misses a crate; so the first drop stands at the door."""
        return next((stop for stop in self.van.stops if stop.missing), None) if self.van else None

    @property
    def missing(self) -> tuple[tuple[LoadCrate, LoadStop], ...]:
        """Crates that must still come, in the order of loading, each with its stop."""
        return tuple((crate, stop) for stop in self.van.stops for crate in stop.missing) if self.van else ()

    @property
    def loaded(self) -> tuple[tuple[LoadCrate, LoadStop], ...]:
        """Crates on the van, the first drop first: those at the door are the ones a hand reaches."""
        stops = reversed(self.van.stops) if self.van else ()
        return tuple((crate, stop) for stop in stops for crate in stop.crates if crate.is_loaded)

    @property
    def left_behind(self) -> tuple[tuple[LoadCrate, LoadStop], ...]:
        """Crates that stay here, with their reason."""
        return tuple((c, stop) for stop in self.van.stops for c in stop.crates if c.left_behind) if self.van else ()
