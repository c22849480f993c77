"""A van on its way: totes picked, sealed and loaded for two stops of a plan in force, the wave closed.

Crates, seals and outcomes are the program's own; the plan and the loading are rows as routing and dispatch write them.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import text

from domain.common.command import Transaction, execute
from domain.common.database import Database
from domain.handover import operations as handover
from domain.picking import operations as picking
from domain.places.records import VanRecord
from tests.builders import EGGS, GARDEN, GRAPES, MANAGER, RIVER, Wanted, insert_row
from tests.domain.packing.scene import EGG_G, ORDERS, TARE_G, Hall, filled, hall, sealed, short


class Way(NamedTuple):
    """A van under way: its route, its stops by point, its totes by point, and the hall it came from."""

    hall: Hall
    route: int
    stops: dict[str, int]
    totes: dict[str, tuple[str, ...]]

    @property
    def points(self) -> dict[str, int]:
        return self.hall.shop.points


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


def planned(database: Database, at: Hall, van: str = "V1") -> tuple[int, dict[str, int]]:
    """A plan in force: one van, the garden first, then the river. (route, stops by point)"""
    size = {"max_weight_g": 1_000_000, "max_volume_ml": 6_000_000, "max_totes": 60}
    van_id = insert_row(database, VanRecord, code=van, warehouse_id=1, **size)

    def work(tx: Transaction) -> dict[str, Any]:
        plan = tx.connection.execute(_PLAN).scalar_one()
        route = tx.connection.execute(_ROUTE, {"plan": plan, "van": van_id}).scalar_one()
        stops = {}
        for drop, (name, point) in enumerate(at.shop.points.items(), 1):
            about = {"route": route, "plan": plan, "point": point, "drop": drop}
            stops[name] = tx.connection.execute(_STOP, about).scalar_one()
        tx.connection.execute(_ACCEPT, {"plan": plan})
        tx.connection.execute(text("UPDATE route SET is_live = 1 WHERE id = :r"), {"r": route})
        for state in ("planned", "locked", "loading"):
            tx.connection.execute(_ROUTE_STATE, {"r": route, "s": state})
        return {"route": route, "stops": stops}

    answer = execute(database, MANAGER, "plan", [], work).answer
    return int(answer["route"]), answer["stops"]


_PLAN = text(
    "INSERT INTO route_plan (cycle_id, snapshot_id, version, state, travel, distance_m, duration_s, cost_fen, made_at, "
    "made_by) SELECT cycle_id, id, 1, 'draft', 'estimate', 0, 0, 0, 1, 'x' FROM snapshot WHERE state = 'live' RETURNING id"
)
_ROUTE = text(
    "INSERT INTO route (plan_id, cycle_id, delivery_day, van_id, state, start_min, end_min, distance_m, duration_s, "
    "cost_fen, weight_g, volume_ml, totes, max_weight_g, max_volume_ml, max_totes) SELECT :plan, p.cycle_id, "
    "c.delivery_day, :van, 'draft', 300, 600, 0, 0, 0, 0, 0, 0, 1000000, 6000000, 60 FROM route_plan p "
    "JOIN cycle c ON c.id = p.cycle_id WHERE p.id = :plan RETURNING id"
)
_STOP = text(
    "INSERT INTO route_stop (route_id, plan_id, point_id, drop_no, state, arrive_min, leave_min, weight_g, volume_ml, "
    "totes) VALUES (:route, :plan, :point, :drop, 'pending', 400, 410, 0, 0, 0) RETURNING id"
)
_ACCEPT = text("UPDATE route_plan SET state = 'live', accepted_at = 2, accepted_by = 'x' WHERE id = :plan")
_ROUTE_STATE = text("UPDATE route SET state = :s WHERE id = :r")
_MANIFEST = text(
    "INSERT INTO van_load (route_id, max_weight_g, max_volume_ml, max_totes, begun_at, begun_by) "
    "VALUES (:r, 1000000, 6000000, 60, 1, 'x')"
)
_LOAD = text(
    "INSERT INTO tote_load (route_id, stop_id, point_id, tote_use_id, weight_g, volume_ml, command_id, at, person, "
    "station) SELECT :r, p.id, p.point_id, u.id, s.gross_g, t.volume_ml, :c, 1, 'x', 's' FROM tote_use u "
    "JOIN tote t ON t.id = u.tote_id JOIN seal s ON s.tote_use_id = u.id AND s.voided_at IS NULL "
    "JOIN route_stop p ON p.point_id = u.point_id AND p.route_id = :r WHERE u.is_open = 1 AND t.state = 'sealed' "
    "AND t.code <> :but"
)
_BEHIND = text(
    "INSERT INTO left_behind (route_id, tote_use_id, reason, person, at) SELECT :r, u.id, '坏了', 'x', 1 "
    "FROM tote_use u JOIN tote t ON t.id = u.tote_id WHERE u.is_open = 1 AND t.code = :but"
)
_DEPART = text("UPDATE van_load SET departed_at = 3, departed_by = 'x' WHERE route_id = :r")


def departed(database: Database, route: int, *, but: str = "") -> None:
    """Every sealed crate of the route is loaded (`but` one that stays, named), and the van leaves."""

    def work(tx: Transaction) -> dict[str, Any]:
        facts = {"r": route, "c": tx.command_id, "but": but}
        tx.connection.execute(_MANIFEST, {"r": route})
        tx.connection.execute(_LOAD, facts)
        tx.connection.execute(_BEHIND, {"r": route, "but": but})
        tx.connection.execute(_DEPART, {"r": route})
        tx.connection.execute(_ROUTE_STATE, {"r": route, "s": "departed"})
        return {}

    execute(database, MANAGER, "depart", [route], work)


def under_way(database: Database, *orders: Wanted, but: str = "") -> Way:
    at, totes = packed(database, *orders)
    picking.close_wave(database, MANAGER, at.wave)
    route, stops = planned(database, at)
    departed(database, route, but=but)
    return Way(at, route, stops, totes)


def handed(database: Database, way: Way, point: str, **how: Any) -> dict[str, Any]:
    """The answer of handing over a stop: everything received, unless said otherwise."""
    given = {"received": way.totes[point], "receiver": "王芳", **how}
    return handover.hand_over(database, MANAGER, way.stops[point], **given).answer


def delivered(database: Database, *orders: Wanted) -> Way:
    """Both stops handed over whole."""
    way = under_way(database, *orders)
    for point in way.stops:
        handed(database, way, point)
    return way
