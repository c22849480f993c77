"""A van on its way: totes picked, sealed and loaded for two stops of a plan in force, the wave closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select, update

from domain.common.database import Database
from domain.dispatch import operations as dispatch
from domain.handover import operations as handover
from domain.picking import operations as picking
from domain.places.records import PointRecord
from domain.routing import operations as routing
from domain.routing.queries import plan_of
from domain.routing.records import StopRecord
from tests.builders import EGGS, GARDEN, GRAPES, MANAGER, RIVER, Wanted
from tests.domain.packing.scene import EGG_G, ORDERS, TARE_G, Hall, filled, hall, sealed, short
from tests.domain.routing import scene as roads
from tests.kept_scenes import kept


class Way(NamedTuple):
    """A van under way: its route, its stops by point, its totes by point, and the hall it came from."""

    hall: Hall
    route: int
    stops: dict[str, int]
    totes: dict[str, tuple[str, ...]]

    @property
    def points(self) -> dict[str, int]:
        return self.hall.shop.points


@kept
def packed(database: Database, *orders: Wanted) -> tuple[Hall, dict[str, tuple[str, ...]]]:
    """Two sealed crates for the garden (one box of eggs is short), one for the river; a fourth crate is free."""
    at = hall(database, *(orders or ORDERS))
    first, second, third = at.crates[:3]
    filled(database, at, first, {EGGS: 4})
    filled(database, at, second, {GRAPES: [1480]})
    filled(database, at, third, {EGGS: 1}, point=RIVER)
    short(database, at, EGGS, 1)
    for code, grams in ((first, 4 * EGG_G), (second, 1480), (third, EGG_G)):
        sealed(database, code, TARE_G + grams)
    return at, {GARDEN: (first, second), RIVER: (third,)}


def planned(database: Database, at: Hall) -> tuple[int, dict[str, int]]:
    """A plan in force: one van, the garden first, then the river. (route, stops by point)"""
    roads.warehouse_at(database)
    van = roads.van(database)
    with database.writer.begin() as connection:
        # Only the garden can be planned: its stop is the first there is, whatever a search finds.
        garden = update(PointRecord).where(PointRecord.name == GARDEN)
        connection.execute(garden.values(lat_e6=30_320_000, lon_e6=120_120_000, datum="GCJ-02"))
    plan = routing.plan_routes(database, MANAGER, "0525", seconds=0.1).answer["plan"]
    for drop, point in enumerate(at.shop.points.values(), 1):
        routing.move_stop(database, MANAGER, plan, point, van, drop, override="按老路线")
    routing.accept_plan(database, MANAGER, plan)
    with database.read() as connection:
        live = plan_of(connection, "0525")
        stops = dict(connection.execute(select(StopRecord.point_id, StopRecord.id)).all())
    assert live is not None
    return live.routes[0].id, {name: stops[point] for name, point in at.shop.points.items()}


def departed(database: Database, route: int, totes: Mapping[str, Sequence[str]], *, but: str = "") -> None:
    """The sealed crates are loaded, the last drop first (`but` one that stays, named), and the van leaves."""
    dispatch.begin_loading(database, MANAGER, route)
    for point in reversed(list(totes)):
        for code in totes[point]:
            if code == but:
                dispatch.leave_behind(database, MANAGER, route, code, "坏了")
            else:
                assert dispatch.load_tote(database, MANAGER, route, code).answer["is_loaded"]
    dispatch.depart(database, MANAGER, route)


@kept
def under_way(database: Database, *orders: Wanted, but: str = "") -> Way:
    at, totes = packed(database, *orders)
    picking.close_wave(database, MANAGER, at.wave)
    route, stops = planned(database, at)
    departed(database, route, totes, but=but)
    return Way(at, route, stops, totes)


def handed(database: Database, way: Way, point: str, **how: Any) -> dict[str, Any]:
    """The answer of handing over a stop: everything received, unless said otherwise."""
    given = {"received": way.totes[point], "receiver": "王芳", **how}
    return handover.hand_over(database, MANAGER, way.stops[point], **given).answer


@kept
def delivered(database: Database, *orders: Wanted) -> Way:
    """Both stops handed over whole."""
    way = under_way(database, *orders)
    for point in way.stops:
        handed(database, way, point)
    return way
