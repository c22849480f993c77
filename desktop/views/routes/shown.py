"""What the page is given to draw: plain frozen rows, loaded before the books are. Next: faces.py, which fills them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.views.routes.words import Load
    from desktop.widgets.badges import Mark


@dataclass(frozen=True, slots=True)
class Key:
    """A line of the list of vans: a van with its round in this plan; `van_id` 0: what has no van."""

    van_id: int
    round_no: int = 1


UNPLANNED = Key(0, 0)


@dataclass(frozen=True, slots=True)
class HeadFace:
    """Title, sums and state of a plan."""

    title: str
    sums: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class VanFace:
    """A card: name, plate and driver, its sums, its loads, what wants a look. `colour` "" for what has no van."""

    key: Key
    name: str
    colour: str
    plate: str
    driver: str
    sums: str
    loads: tuple[Load, ...]
    mark: Mark | None
    line: str = ""


@dataclass(frozen=True, slots=True)
class StopLine:
    """A row of the list of stops; `drop_no` 0 and `why` set for a point without a van."""

    point_id: int
    point: str
    drop_no: int
    van: str
    arrive: str
    hours: str
    totes: int
    weight: str
    is_late: bool
    is_pinned: bool
    why: str = ""
    state: str = "pending"
    by_plan: str = ""


@dataclass(frozen=True, slots=True)
class HoursBlock:
    """A stop on the line of hours, in minutes of the day."""

    point_id: int
    arrive_min: int
    leave_min: int
    drop_no: int
    is_late: bool
    hint: str


@dataclass(frozen=True, slots=True)
class HoursLine:
    """One trip of a van: when it is out, when it may be, where it stops."""

    key: Key
    name: str
    colour: str
    start_min: int
    end_min: int
    from_min: int
    until_min: int
    blocks: tuple[HoursBlock, ...]
    hint: str
