"""What a day asks of the vans: read from the books (queries/days.py), turned into a Problem by rules/preparing.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.routing.words.problems import Carrier


@dataclass(frozen=True, slots=True)
class RoutingSettings:
    """What a company reckons its routes with: the detour of roads over the great circle, room of a crate, seconds to
    carry one, what it is worth that the usual van comes to a point."""

    detour_permille: int = 1350
    tote_weight_g: int = 15_000
    tote_volume_ml: int = 40_000
    tote_s: int = 30
    stranger_fen: int = 200


@dataclass(frozen=True, slots=True)
class Spot:
    """Coordinates as they were given: microdegrees in their own datum."""

    lat_e6: int
    lon_e6: int
    datum: str


@dataclass(frozen=True, slots=True)
class PointLoad:
    """What goes to a point now, frozen and amended, and of it what must stay cold; its hours in minutes of the day.

    `allowed_vans`: ids of those that alone may come (none: any); `usual_van`: who came last, or is said to come;
    `leave_out_fen`: the price of not coming; `round_name`, `round_no`: its fixed round and its place in it.
    """

    point_id: int
    name: str
    spot: Spot | None
    opens_min: int | None
    closes_min: int | None
    service_min: int
    pieces: int
    weight_g: int
    volume_ml: int
    cold_pieces: int
    cold_weight_g: int
    cold_volume_ml: int
    allowed_vans: tuple[int, ...] = ()
    usual_van: int | None = None
    leave_out_fen: int | None = None
    round_name: str = ""
    round_no: int | None = None


@dataclass(frozen=True, slots=True)
class VanSpec:
    """A van as the plan may use it; `driver_id`: who usually drives it; `trip`: the number of the first trip it may
    drive for this plan: others may be driven for other cycles that day."""

    van_id: int
    code: str
    driver_id: int | None
    carrier: Carrier
    trip: int = 1


@dataclass(frozen=True, slots=True)
class Day:
    """A cycle's delivery day: its points (by code), its vans (by code), where they start."""

    cycle_id: int
    cycle: str
    snapshot_id: int
    delivery_day: date
    warehouse: str
    spot: Spot | None
    points: tuple[PointLoad, ...]
    vans: tuple[VanSpec, ...]
    settings: RoutingSettings
