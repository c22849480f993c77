"""A gate at five in the morning: two vans of a live plan, their points picked, packed and sealed by the program itself.

`gate(database)` gives vans V1 (drops 甲, 乙) and V2 (丙); each point has crates as told, sealed unless said otherwise.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import text

from domain.common.database import Database
from domain.dispatch import operations as dispatch
from domain.dispatch.queries import load_list
from domain.dispatch.words import LoadList
from domain.routing import operations as routing
from domain.routing.queries import plan_of
from domain.totes import operations as totes
from domain.totes.records import ToteRecord
from tests.builders import EGGS, MANAGER, cut, cycle, order_ids, shop, take, wanted
from tests.domain.packing import scene as packing
from tests.domain.packing.scene import EGG_G, TARE_G, filled, sealed
from tests.domain.routing import scene as roads
from tests.domain.routing.scene import Place
from tests.kept_scenes import kept

FIRST, SECOND, OTHER = "甲", "乙", "丙"
POINTS = {FIRST: Place(2_000, 0, 4), SECOND: Place(6_000, 0, 6), OTHER: Place(-9_000, 0, 2)}
BOX_G = TARE_G + 2 * EGG_G
"""What a crate of two boxes of eggs weighs."""


class Gate(NamedTuple):
    """Vans by code (their routes), the crates of each point in the order they were filled, the wave's hall."""

    routes: dict[str, int]
    crates: dict[str, list[str]]
    hall: packing.Hall
    points: dict[str, int]


@kept
def gate(database: Database, *, unsealed: tuple[str, ...] = (), begun: bool = True, **van: Any) -> Gate:
    """Crates of two boxes each: two of 甲, three of 乙 on V1, one of 丙 on V2. `unsealed`: points left to pack."""
    at = hall(database, **van)
    crates = {
        name: boxes(database, at, name, place.eggs // 2, seal=name not in unsealed) for name, place in POINTS.items()
    }
    routes = put_on_vans(database, at)
    if begun:
        for route in routes.values():
            dispatch.begin_loading(database, MANAGER, route)
    return Gate(routes, crates, at, at.shop.points)


@kept
def hall(database: Database, **van: Any) -> packing.Hall:
    """The three points with their orders of eggs, cut and released; two vans."""
    opened = shop(database)
    points = {name: roads.place(database, name, place) for name, place in POINTS.items()}
    roads.warehouse_at(database)
    for code in ("V1", "V2"):
        roads.van(database, code, **van)
    cycle(database)
    take(database, "0525", *(wanted(name, {EGGS: place.eggs}, point=name) for name, place in POINTS.items()))
    cut(database)
    with database.writer.begin() as connection:
        connection.execute(text("INSERT INTO setting (name, value) VALUES ('stock', '\"untracked\"')"))
    wave = packing.released(database)
    made = totes.register_totes(database, MANAGER, 12).answer["codes"]
    return packing.Hall(opened._replace(points={**opened.points, **points}), wave, tuple(made), order_ids(database))


def boxes(database: Database, at: packing.Hall, point: str, crates: int, *, seal: bool = True) -> list[str]:
    """So many crates of two boxes each for the point, sealed at their weight when all are filled."""
    used = {row.code for row in packing.rows(database, ToteRecord) if row.state != "free"}
    codes = [code for code in at.crates if code not in used][:crates]
    for code in codes:
        filled(database, at, code, {EGGS: 2}, point, order=point)
    if seal:
        for code in codes:
            sealed(database, code, BOX_G)
    return codes


def put_on_vans(database: Database, at: packing.Hall) -> dict[str, int]:
    """The plan in force: V1 drives 甲 then 乙, V2 drives 丙. Van code -> route."""
    plan = routing.plan_routes(database, MANAGER, "0525", seconds=0.2).answer["plan"]
    with database.read() as connection:
        vans = dict(connection.execute(text("SELECT code, id FROM van")).all())
    for name, van, drop in ((FIRST, "V1", 1), (SECOND, "V1", 2), (OTHER, "V2", 1)):
        routing.move_stop(database, MANAGER, plan, at.shop.points[name], vans[van], drop, override="按老路线")
    routing.accept_plan(database, MANAGER, plan)
    with database.read() as connection:
        found = plan_of(connection, "0525")
    assert found is not None
    return {route.van: route.id for route in found.routes}


def scan(database: Database, route: int, code: str, **who: Any) -> dict[str, Any]:
    """The answer of a scan at the van."""
    return dispatch.load_tote(database, who.get("actor", MANAGER), route, code).answer


def all_on(database: Database, at: Gate, van: str) -> None:
    """Every crate of the van, the last drop first."""
    for name in (SECOND, FIRST) if van == "V1" else (OTHER,):
        for code in at.crates[name]:
            assert scan(database, at.routes[van], code)["is_loaded"]


@kept
def departed(database: Database, **how: Any) -> Gate:
    """The gate with both vans loaded and gone: what handover begins with."""
    at = gate(database, **how)
    for van, route in at.routes.items():
        all_on(database, at, van)
        dispatch.depart(database, MANAGER, route)
    return at


def listed(database: Database, route: int) -> LoadList:
    with database.read() as connection:
        return load_list(connection, route)


def books(database: Database, statement: str, **values: Any) -> list[Any]:
    """Rows of a constant query."""
    with database.read() as connection:
        return list(connection.execute(text(statement), values))
