"""A delivery day in and around Hangzhou: a warehouse with coordinates, points around it, vans, a cut cycle, a plan.

Later stages build on `live`: a cycle whose plan is in force.
"""

from __future__ import annotations

import random
from typing import Any, NamedTuple

from sqlalchemy import select, update

from domain.catalogue.records import ProductRecord
from domain.common.database import Database
from domain.ordering.queries import cycle_id
from domain.places.records import DriverRecord, PointRecord, VanRecord, WarehouseRecord
from domain.routing import operations as routing
from domain.routing.queries import plan_of
from domain.routing.words import PlanRow
from tests.builders import EGGS, GRAPES, MANAGER, cut, cycle, insert_row, point, shop, take, wanted
from tests.kept_scenes import kept

HALL = (30_300_000, 120_100_000)
"""The warehouse, GCJ-02 microdegrees as a map of the trade shows it."""
MILK = "鲜牛奶"


class Place(NamedTuple):
    """A pickup point of the day: metres north and east of the warehouse, boxes of eggs, and anything else it has."""

    north_m: int
    east_m: int
    eggs: int = 4
    milk: int = 0
    more: dict[str, Any] = {}  # noqa: RUF012 - never changed


DAY = {
    "东站": Place(1_000, 6_000, 8),
    "西溪": Place(2_000, -7_000, 6),
    "滨江": Place(-9_000, 1_000, 10),
    "余杭": Place(9_000, -9_000, 4),
    "城北": Place(7_000, 500, 12),
}


def warehouse_at(database: Database, spot: tuple[int, int] | None = HALL) -> None:
    """Every warehouse stands there (None: nobody knows where)."""
    lat, lon = spot or (None, None)
    with database.writer.begin() as connection:
        connection.execute(update(WarehouseRecord).values(lat_e6=lat, lon_e6=lon, datum="GCJ-02"))


def van(database: Database, code: str = "V1", **values: Any) -> int:
    """A van of 1 t, 6,000 l, 60 crates from 5 to 12 o'clock."""
    row = {"max_weight_g": 1_000_000, "max_volume_ml": 6_000_000, "max_totes": 60, "fixed_cost_fen": 8_000,
           "km_cost_fen": 120, "hour_cost_fen": 2_500, **values}  # fmt: skip
    return insert_row(database, VanRecord, code=code, warehouse_id=1, **row)


def driver(database: Database, name: str, van_id: int | None = None) -> int:
    return insert_row(database, DriverRecord, code=f"D-{name}", name=name, van_id=van_id)


def place(database: Database, name: str, at: Place) -> int:
    """A point so many metres from the warehouse."""
    lat, lon = HALL[0] + at.north_m * 9, HALL[1] + round(at.east_m * 10.4)
    return point(database, name, **{"lat_e6": lat, "lon_e6": lon, "datum": "GCJ-02", **at.more})


@kept
def cut_day(database: Database, places: dict[str, Place] = DAY, *, code: str = "0525") -> dict[str, int]:
    """A cut cycle with one order a point; the ids of the points."""
    shop(database)
    insert_row(database, ProductRecord, code="G-milk", name=MILK, weight_g=1000, volume_ml=1000, zone="chilled")
    ids = {name: place(database, name, at) for name, at in places.items()}
    return {**ids, **ordered(database, places, code)}


def ordered(database: Database, places: dict[str, Place], code: str) -> dict[str, int]:
    """A further cycle over the same points, cut."""
    cycle(database, code)
    take(database, code, *(
        wanted(f"{code}-{number}", {EGGS: at.eggs, GRAPES: 1, **({MILK: at.milk} if at.milk else {})}, point=name)
        for number, (name, at) in enumerate(places.items())
    ))  # fmt: skip
    cut(database, code)
    with database.read() as connection:
        rows = connection.execute(select(PointRecord.name, PointRecord.id).where(PointRecord.name.in_(places)))
        return {row.name: row.id for row in rows}


class Planned(NamedTuple):
    """A day with its plan: the points' ids, the vans', the plan as people look at it."""

    points: dict[str, int]
    vans: dict[str, int]
    plan: PlanRow

    @property
    def id(self) -> int:
        return self.plan.id


@kept
def drafted(database: Database, places: dict[str, Place] = DAY, *, vans: int = 2, **each: Any) -> Planned:
    """A draft of the day, searched for half a second."""
    points = cut_day(database, places)
    warehouse_at(database)
    ids = {f"V{number}": van(database, f"V{number}", **each) for number in range(1, vans + 1)}
    routing.plan_routes(database, MANAGER, "0525", seconds=0.5)
    return Planned(points, ids, shown(database))


@kept
def live(database: Database, places: dict[str, Place] = DAY, *, vans: int = 2, **each: Any) -> Planned:
    """The plan of the day in force."""
    made = drafted(database, places, vans=vans, **each)
    routing.accept_plan(database, MANAGER, made.id)
    return made._replace(plan=shown(database))


def shown(database: Database, code: str = "0525") -> PlanRow:
    """The cycle's plan as people look at it."""
    with database.read() as connection:
        found = plan_of(connection, code)
    assert found is not None
    return found


def order_of(plan: PlanRow) -> dict[str, list[str]]:
    """Van -> names of its points in drop order."""
    return {route.van: [stop.point for stop in route.stops] for route in plan.routes}


def cycle_number(database: Database, code: str = "0525") -> int:
    with database.read() as connection:
        return cycle_id(connection, code)


def scattered(count: int, seed: int = 1) -> dict[str, Place]:
    """So many points around the warehouse, the same for the same seed."""
    chance = random.Random(seed)
    return {
        f"点{number:03d}": Place(round(chance.gauss(0, 6_000)), round(chance.gauss(0, 6_000)), chance.randint(1, 9))
        for number in range(count)
    }
