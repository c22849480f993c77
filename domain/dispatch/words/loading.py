"""The words of dispatch: loading by scan, what may stay behind, leaving. Next: road.py."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from domain.common.errors import Refusal

LoadId = NewType("LoadId", int)


class LoadVerdict(enum.StrEnum):
    """What a tote scanned at a van is. RIGHT is loaded; WRONG_ORDER too, with a warning: a later drop is not in yet."""

    RIGHT = "right"
    WRONG_VAN = "wrong_van"
    WRONG_ORDER = "wrong_order"
    NOT_SEALED = "not_sealed"
    LOADED_ALREADY = "loaded_already"
    VAN_GONE = "van_gone"
    OVER_LIMIT = "over_limit"
    UNREADABLE = "unreadable"
    UNKNOWN = "unknown"


LOADED = frozenset({LoadVerdict.RIGHT, LoadVerdict.WRONG_ORDER})
"""Verdicts of scans that put the tote on the van; every other leaves a refused_scan row."""


@dataclass(frozen=True, slots=True)
class VanNow:
    """A van at the gate as a scan finds it: what is on it beside what it may carry (what was allowed beyond counts in)."""

    route_id: int
    van: str
    state: str
    weight_g: int
    volume_ml: int
    totes: int
    max_weight_g: int
    max_volume_ml: int
    max_totes: int


@dataclass(frozen=True, slots=True)
class CrateNow:
    """A scanned tote: whose it is, whether its seal holds, which van it is on. `weight_g` None: no seal holds.

    `later`: totes of later drops of its van that are not on it yet.
    """

    code: str
    point: str
    state: str
    drop_no: int | None
    route_id: int | None
    van: str
    weight_g: int | None
    volume_ml: int
    on_van: str
    later: int


@dataclass(frozen=True, slots=True)
class LoadCrate:
    """A tote of a load list. `number` of `of` of its point; `left_behind`: why it stays, else empty."""

    use_id: int
    code: str
    number: int
    of: int
    is_cold: bool
    state: str
    weight_g: int | None
    is_loaded: bool
    out_of_order: bool
    left_behind: str


@dataclass(frozen=True, slots=True)
class LoadStop:
    """A stop of a load list with its totes; `to_pick`: pieces of it that nobody has picked yet."""

    stop_id: int
    point_id: int
    point: str
    drop_no: int
    arrive_min: int
    planned_totes: int
    to_pick: int
    crates: tuple[LoadCrate, ...]

    @property
    def loaded(self) -> int:
        return sum(crate.is_loaded for crate in self.crates)

    @property
    def missing(self) -> tuple[LoadCrate, ...]:
        """Totes that must still come: not on the van and not left behind."""
        return tuple(crate for crate in self.crates if not crate.is_loaded and not crate.left_behind)


@dataclass(frozen=True, slots=True)
class LoadList:
    """What goes on a van, the last drop first: so the first drop stands at the door."""

    route_id: int
    van_id: int
    cycle: str
    van: str
    plate: str
    driver: str
    state: str
    start_min: int
    weight_g: int
    volume_ml: int
    totes: int
    max_weight_g: int
    max_volume_ml: int
    max_totes: int
    over_by: str
    over_reason: str
    departed_at: datetime | None
    stops: tuple[LoadStop, ...]

    @property
    def expected(self) -> int:
        """Totes there are for this van now, left behind or not."""
        return sum(len(stop.crates) for stop in self.stops)

    @property
    def missing(self) -> tuple[LoadCrate, ...]:
        return tuple(crate for stop in self.stops for crate in stop.missing)

    @property
    def to_pick(self) -> int:
        return sum(stop.to_pick for stop in self.stops)


@dataclass(frozen=True, slots=True)
class VanBoardRow:
    """A van on the board of the gate: how far its loading is and what still keeps it."""

    route_id: int
    van: str
    plate: str
    driver: str
    state: str
    start_min: int
    stops: int
    planned_totes: int
    totes: int
    loaded: int
    ready: int
    left_behind: int
    to_pick: int
    weight_g: int
    max_weight_g: int
    departed_at: datetime | None

    @property
    def missing(self) -> int:
        """Totes that must still come onto the van."""
        return self.totes - self.loaded - self.left_behind


@dataclass(frozen=True, slots=True)
class Pallet:
    """A pallet or roll cage of a van: its stops in drop order, each with the totes of it that stand here."""

    stops: tuple[tuple[LoadStop, tuple[LoadCrate, ...]], ...]

    @property
    def crates(self) -> tuple[LoadCrate, ...]:
        return tuple(crate for _stop, crates in self.stops for crate in crates)


PALLET_TOTES = 24
"""Totes on a pallet: four on a layer of 1.2 x 1.0 m, six layers, as high as a van's door lets through."""


@dataclass
class LoadNotKnown(Refusal):
    """A van's totes are not all sealed: how many there will be on which pallet nobody can say yet."""

    code = "load_not_known"
    van: str
    pieces: int
    totes: int


@dataclass
class NotLoading(Refusal):
    code = "not_loading"
    van: str
    state: str


@dataclass
class NotInPlan(Refusal):
    """The route is a draft, or its plan was superseded."""

    code = "not_in_plan"
    van: str
    state: str


@dataclass
class VanHasLeft(Refusal):
    code = "van_has_left"
    van: str
    at: datetime


@dataclass
class NothingLoaded(Refusal):
    code = "nothing_loaded"
    van: str


@dataclass
class NotOnVan(Refusal):
    code = "not_on_van"
    tote: str
    van: str


@dataclass
class ToteOnVan(Refusal):
    """A tote that is on a van is not left behind: it is taken off first."""

    code = "tote_on_van"
    tote: str
    van: str


@dataclass
class NotForVan(Refusal):
    """The tote's point is no stop of this van."""

    code = "not_for_van"
    tote: str
    van: str


@dataclass
class StillLoaded(Refusal):
    """Loading ends without leaving only when the van is empty."""

    code = "still_loaded"
    van: str
    count: int


@dataclass
class StillToCome(Refusal):
    """`totes`: the first of them, each with its point."""

    code = "still_to_come"
    van: str
    count: int
    totes: str


@dataclass
class StillToPick(Refusal):
    code = "still_to_pick"
    van: str
    pieces: int
    points: str


@dataclass
class NothingToUndo(Refusal):
    code = "no_load_to_undo"
    van: str
