"""The words of the road: what happened there, when each stop is expected, and a re-plan with all that it changes.

Minutes count from midnight of the delivery day. Next: refusals.py.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from domain.common.errors import Notice
from domain.routing.words import Spot

ReplanId = NewType("ReplanId", int)


class Cause(enum.StrEnum):
    """Why the rest of the day is planned anew."""

    VAN_BROKEN = "van_broken"
    VAN_LATE = "van_late"
    ROAD_CLOSED = "road_closed"
    STOP_SKIPPED = "stop_skipped"
    EXTRA_STOP = "extra_stop"


class ReplanState(enum.StrEnum):
    """A proposal is accepted or refused as a whole; APPLYING stands only inside the command that accepts it."""

    PROPOSED = "proposed"
    APPLYING = "applying"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    SUPERSEDED = "superseded"


REPLAN_MOVES: frozenset[tuple[ReplanState, ReplanState]] = frozenset(
    {
        (ReplanState.PROPOSED, ReplanState.APPLYING),
        (ReplanState.APPLYING, ReplanState.ACCEPTED),
        (ReplanState.PROPOSED, ReplanState.REFUSED),
        (ReplanState.PROPOSED, ReplanState.SUPERSEDED),
    }
)


class TransferEnd(enum.StrEnum):
    """What became of a tote that is to change vans: on the other van, or no longer wanted there."""

    TAKEN = "taken"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class VanBroken:
    """The van drives no further. Its goods are taken over where it stands: at a point, at coordinates, or (neither
    said) where it was last known to be."""

    route_id: int
    point_id: int | None = None
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class VanLate:
    """The van will be at its next stop so many minutes later than is expected now."""

    route_id: int
    minutes: int


@dataclass(frozen=True, slots=True)
class RoadClosed:
    """Nobody gets from one point to the other directly, nor back; None: the warehouse."""

    one_id: int | None
    other_id: int | None


@dataclass(frozen=True, slots=True)
class StopSkipped:
    """The stop is left out today."""

    stop_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class ExtraStop:
    """A point without a stop in the plan in force gets its goods, which wait in the warehouse."""

    point_id: int


RoadEvent = VanBroken | VanLate | RoadClosed | StopSkipped | ExtraStop


@dataclass(frozen=True, slots=True)
class ExpectedStop:
    """A stop still to be served: when by the plan, when by all that is known now. `waits_for`: totes of it that are
    still on another van."""

    stop_id: int
    point_id: int
    point: str
    drop_no: int
    state: str
    planned_min: int
    arrive_min: int
    leave_min: int
    closes_min: int | None
    totes: int
    waits_for: int = 0

    @property
    def late_min(self) -> int:
        """Minutes after the point's hours, 0 when it is in time."""
        return max(0, self.arrive_min - self.closes_min) if self.closes_min is not None else 0


@dataclass(frozen=True, slots=True)
class ExpectedVan:
    """A van on the road: where it was last known to be ("" = the warehouse) and since when, its stops to come."""

    route_id: int
    van: str
    driver: str
    phone: str
    state: str
    last_point: str
    last_min: int
    back_min: int
    done: int
    stops: tuple[ExpectedStop, ...]

    @property
    def late(self) -> tuple[ExpectedStop, ...]:
        return tuple(stop for stop in self.stops if stop.late_min)


@dataclass(frozen=True, slots=True)
class StopChange:
    """A stop by a re-plan. `from_van` "": it was in no route; times before are those expected without the re-plan.

    `limit`: why no other van takes it (it stays where it is); `is_skipped`: it is left out.
    """

    point_id: int
    point: str
    from_van: str
    to_van: str
    drop_before: int | None
    drop_after: int
    arrive_before_min: int | None
    arrive_after_min: int
    closes_min: int | None
    totes: int
    limit: str = ""
    is_skipped: bool = False

    @property
    def changes_van(self) -> bool:
        return self.from_van != self.to_van

    @property
    def is_left(self) -> bool:
        """True when nobody serves it by this re-plan."""
        return self.is_skipped or bool(self.limit)

    @property
    def is_same(self) -> bool:
        """True when its van comes to the minute as it would have come."""
        return not (self.is_left or self.changes_van) and self.arrive_before_min == self.arrive_after_min

    @property
    def later_min(self) -> int:
        """Minutes it is reached later than without the re-plan; negative: earlier. 0 when nobody expected a van there."""
        if self.is_left or self.arrive_before_min is None:
            return 0
        return self.arrive_after_min - self.arrive_before_min

    @property
    def late_min(self) -> int:
        """Minutes after the point's hours by the re-plan."""
        if self.closes_min is None or self.is_left:
            return 0
        return max(0, self.arrive_after_min - self.closes_min)


@dataclass(frozen=True, slots=True)
class ToteMove:
    """A tote that changes vans. `from_van` "": it waits in the warehouse. `ended` "": still to be taken over."""

    tote: str
    point: str
    from_van: str
    to_van: str
    ended: str = ""


@dataclass(frozen=True, slots=True)
class VanChange:
    """What a re-plan does to a van's whole day: metres, cost, when it is back. `fetches`: it calls for goods before
    the stop of this drop number."""

    van: str
    driver: str
    metres_before: int
    metres_after: int
    fen_before: int
    fen_after: int
    back_before_min: int
    back_after_min: int
    fetches: int | None = None


@dataclass(frozen=True, slots=True)
class Tell:
    """Somebody to be told: a driver (`van`) or the leader of a point; `what` is the sentence."""

    name: str
    phone: str
    van: str
    point: str
    what: Notice


@dataclass(frozen=True, slots=True)
class Replan:
    """A re-plan whole, as the dialog shows it. `what`: what happened; `place`: where totes are taken over.

    `refused`/`accepted` stand in `state`, with who, when and why.
    """

    id: int
    cycle: str
    cause: str
    what: Notice
    state: str
    made_at: datetime
    made_by: str
    decided_at: datetime | None
    decided_by: str
    reason: str
    place: str
    stops: tuple[StopChange, ...]
    totes: tuple[ToteMove, ...]
    vans: tuple[VanChange, ...]
    tell: tuple[Tell, ...]

    @property
    def extra_m(self) -> int:
        return sum(van.metres_after - van.metres_before for van in self.vans)

    @property
    def extra_fen(self) -> int:
        return sum(van.fen_after - van.fen_before for van in self.vans)

    @property
    def changed(self) -> tuple[StopChange, ...]:
        """Stops that are not as they were: what nobody serves first, then other vans, then other times."""
        found = [stop for stop in self.stops if not stop.is_same]
        return tuple(sorted(found, key=lambda stop: (not stop.is_left, not stop.changes_van)))

    @property
    def left(self) -> tuple[StopChange, ...]:
        """Stops nobody serves by it."""
        return tuple(stop for stop in self.stops if stop.is_left)

    @property
    def late_after(self) -> tuple[StopChange, ...]:
        return tuple(stop for stop in self.stops if stop.late_min)


@dataclass(frozen=True, slots=True)
class CheapestMove:
    """The stop that goes to another van for the least: from which van to which, as which drop, what it costs more."""

    point_id: int
    point: str
    van: str
    van_id: int
    to_van: str
    to_van_id: int
    drop_no: int
    more_fen: int


@dataclass(frozen=True, slots=True)
class VanOverload:
    """A van that is not loaded yet and would exceed a limit with the totes packed by now; `moves`: the cheapest way to
    mend it, stop by stop; none: no other van has room."""

    route_id: int
    van: str
    limit: str
    value: int
    allowed: int
    moves: tuple[CheapestMove, ...]
