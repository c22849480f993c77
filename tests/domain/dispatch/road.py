"""A morning on the road: three vans of a plan in force that have left with their crates, at set hours of the delivery day.

`on_the_road(database)` gives V1 (甲一 to 甲四), V2 (乙一 to 乙三), V3 (丙一 to 丙三), each stop with one crate of two
boxes of eggs; all left at 5:00. Every van has room for more unless said otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import text

from domain.common.columns import to_ms
from domain.common.database import Database
from domain.dispatch import operations as dispatch
from domain.dispatch import queries
from domain.dispatch.words import Replan
from domain.handover import operations as handover
from domain.routing import operations as routing
from domain.routing.queries import plan_of
from domain.totes import operations as totes
from tests.builders import DELIVERY, EGGS, MANAGER, cut, cycle, order_ids, shop, take, wanted
from tests.domain.dispatch.scene import BOX_G
from tests.domain.packing import scene as packing
from tests.domain.packing.scene import filled, sealed
from tests.domain.routing import scene as roads
from tests.domain.routing.scene import Place
from tests.domain.rules_kit import without_guards
from tests.kept_scenes import kept

ROUNDS: dict[str, dict[str, Place]] = {
    "V1": {"甲一": Place(3_000, 1_000, 2), "甲二": Place(5_000, 2_000, 2), "甲三": Place(7_000, 2_500, 2),
           "甲四": Place(8_500, 1_000, 2)},
    "V2": {"乙一": Place(3_000, -3_000, 2), "乙二": Place(5_500, -4_000, 2), "乙三": Place(8_000, -3_500, 2)},
    "V3": {"丙一": Place(-3_000, 0, 2), "丙二": Place(-5_000, 2_000, 2), "丙三": Place(-6_000, -1_000, 2)},
}  # fmt: skip
SPARE = {"丁": Place(6_000, -1_000, 2)}
"""A point with sealed crates and no van in the plan."""


class Morning(NamedTuple):
    """Routes by van, stops by point, crates by point, points by name."""

    routes: dict[str, int]
    stops: dict[str, int]
    crates: dict[str, str]
    points: dict[str, int]


def clock(hour: int, minute: int = 0) -> datetime:
    """That hour of the delivery day."""
    return datetime(DELIVERY.year, DELIVERY.month, DELIVERY.day).astimezone() + timedelta(hours=hour, minutes=minute)


@kept
def on_the_road(
    database: Database,
    *,
    rounds: Mapping[str, Mapping[str, Place]] = ROUNDS,
    spare: Mapping[str, Place] | None = None,
    vans: Mapping[str, Mapping[str, Any]] | None = None,
    left: datetime | None = None,
) -> Morning:
    """Everything picked, sealed, loaded and gone. `vans`: columns of a van by its code."""
    places = {name: place for stops in rounds.values() for name, place in stops.items()} | dict(spare or {})
    opened = shop(database)
    points = {name: roads.place(database, name, place) for name, place in places.items()}
    roads.warehouse_at(database)
    for code in rounds:
        roads.van(database, code, **{"shift_end_min": 900, **dict((vans or {}).get(code, {}))})
    cycle(database)
    take(database, "0525", *(wanted(name, {EGGS: 2}, point=name) for name in places))
    cut(database)
    with database.writer.begin() as connection:
        connection.execute(text("INSERT INTO setting (name, value) VALUES ('stock', '\"untracked\"')"))
    wave = packing.released(database)
    made = totes.register_totes(database, MANAGER, len(places)).answer["codes"]
    hall = packing.Hall(opened._replace(points={**opened.points, **points}), wave, tuple(made), order_ids(database))
    crates = dict(zip(places, made, strict=True))
    for name, code in crates.items():
        filled(database, hall, code, {EGGS: 2}, name, order=name)
        sealed(database, code, BOX_G)
    routes, stops = _planned(database, rounds, points, spare or {})
    for code, route in routes.items():
        dispatch.begin_loading(database, MANAGER, route)
        for name in reversed(rounds[code]):
            assert dispatch.load_tote(database, MANAGER, route, crates[name]).answer["is_loaded"]
        dispatch.depart(database, MANAGER, route)
    _left_at(database, left or clock(5))
    return Morning(routes, stops, crates, points)


def _planned(
    database: Database, rounds: Mapping[str, Mapping[str, Place]], points: Mapping[str, int], spare: Mapping[str, Place]
) -> tuple[dict[str, int], dict[str, int]]:
    """The plan in force: each van its round, in that order; the spare points stand in it without a van."""
    plan = routing.plan_routes(database, MANAGER, "0525", seconds=0.05).answer["plan"]
    with database.read() as connection:
        ids = dict(connection.execute(text("SELECT code, id FROM van")).all())
    for code, names in rounds.items():
        for drop, name in enumerate(names, 1):
            routing.move_stop(database, MANAGER, plan, points[name], ids[code], drop, override="按老路线")
    _without_van(database, plan, [points[name] for name in spare])
    routing.accept_plan(database, MANAGER, plan)
    with database.read() as connection:
        found = plan_of(connection, "0525")
        stops = dict(
            connection.execute(text("SELECT n.name, p.id FROM route_stop p JOIN point n ON n.id = p.point_id")).all()
        )
    assert found is not None
    return {route.van: route.id for route in found.routes}, stops


def _without_van(database: Database, plan: int, points: list[int]) -> None:
    """These points are among those no van takes."""
    for point in points:
        with database.writer.begin() as connection:
            facts = {"plan": plan, "point": point}
            connection.execute(text("DELETE FROM route_stop WHERE plan_id = :plan AND point_id = :point"), facts)
            row = "INSERT INTO route_unplanned (plan_id, point_id, limit_hit) VALUES (:plan, :point, 'window')"
            connection.execute(text(row), facts)
    if points:
        _sums(database, plan)


def _sums(database: Database, plan: int) -> None:
    """A route that lost a stop this way sums what it has left, in drop order from 1."""
    with database.writer.begin() as connection:
        routes = connection.execute(text("SELECT id FROM route WHERE plan_id = :plan"), {"plan": plan}).scalars().all()
        for route in routes:
            rows = connection.execute(
                text("SELECT id FROM route_stop WHERE route_id = :r ORDER BY drop_no"), {"r": route}
            )
            for number, stop in enumerate(rows.scalars().all(), 1):
                connection.execute(text("UPDATE route_stop SET drop_no = :n WHERE id = :s"), {"n": number, "s": stop})
            sums = ", ".join(
                f"{name} = (SELECT COALESCE(sum(p.{name}), 0) FROM route_stop p WHERE p.route_id = :r)"
                for name in ("weight_g", "volume_ml", "totes")
            )
            summed = f"UPDATE route SET {sums} WHERE id = :r"
            connection.execute(text(summed), {"r": route})


def _left_at(database: Database, moment: datetime) -> None:
    """The clock of the test is not the clock on the wall."""
    with database.writer.begin() as connection, without_guards(connection):
        connection.execute(
            text("UPDATE van_load SET departed_at = :at WHERE departed_at IS NOT NULL"), {"at": to_ms(moment)}
        )


def served(database: Database, morning: Morning, point: str, at: datetime) -> None:
    """The point has its crate, signed for at that hour."""
    handover.hand_over(database, MANAGER, morning.stops[point], received=[morning.crates[point]], receiver="王芳")
    with database.writer.begin() as connection:
        row = "UPDATE route_stop SET arrived_at = :from, done_at = :at WHERE id = :stop"
        facts = {"from": to_ms(at - timedelta(minutes=6)), "at": to_ms(at), "stop": morning.stops[point]}
        connection.execute(text(row), facts)


def reached(database: Database, morning: Morning, point: str, at: datetime) -> None:
    """The van stands at the point."""
    handover.arrive(database, MANAGER, morning.stops[point])
    with database.writer.begin() as connection:
        row = "UPDATE route_stop SET arrived_at = :at WHERE id = :stop"
        connection.execute(text(row), {"at": to_ms(at), "stop": morning.stops[point]})


def proposed(database: Database, event: Any, at: datetime, **how: Any) -> Replan:
    """The proposal for what happened, as the dialog shows it."""
    answer = dispatch.propose_replan(database, MANAGER, "0525", event, at=at, **how).answer
    return shown(database, answer["replan"])


def shown(database: Database, replan: int) -> Replan:
    with database.read() as connection:
        return queries.replan(connection, replan)


def order(database: Database) -> dict[str, list[str]]:
    """Van -> names of its stops in drop order, as the plan in force has them now."""
    with database.read() as connection:
        found = plan_of(connection, "0525")
    assert found is not None
    return {route.van: [stop.point for stop in route.stops] for route in found.routes}
