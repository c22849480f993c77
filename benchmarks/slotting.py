"""A shelf for each of 80 products in a hall of 300 bins, from three nights of 60 points, by the expected metres of a night.

The floor is the greedy plan of the same task in the same process: what is picked most gets the nearest shelf. Both
are measured beside today's shelves, where products stand by their codes, as in a hall that has grown.
"""

from __future__ import annotations

import time
from argparse import Namespace
from datetime import date, datetime, timedelta
from typing import Any

from benchmarks.companies import ground_for
from benchmarks.fresh_process import Answer, Clock, Run, figures, in_fresh_process
from benchmarks.import50k import ACTOR
from domain.common.database import Database, open_database

NAME = "slotting"
PRODUCTS, BINS, POINTS, NIGHTS = 80, 300, 60, 3
SECONDS = 4.5
TO_REACH = {"seconds": 5.0, "bins": 300, "products": 80}
ZONES = ("ambient", "chilled", "frozen")


def measure(options: Namespace) -> Answer:
    """seconds (wall, libraries loaded and books read), metres of plan, greedy and today."""
    seed = getattr(options, "seed", 0) or 0
    with ground_for(options) as ground, ground.place() as company:
        in_fresh_process(fill, place=company, seed=seed)
        found = in_fresh_process(product, place=company, seed=seed, milliseconds=int(1000 * _seconds(options)))
        bare = Run(found.said.pop("floor_seconds"), found.said.pop("floor_cpu_seconds"), found.peak_mb, {})
        return {
            **figures(NAME, bare, found),
            "database": ground.kind,
            "bins": BINS,
            "products": PRODUCTS,
            **found.said,
            "to_reach": TO_REACH,
        }


def _seconds(options: Namespace) -> float:
    return getattr(options, "seconds", None) or SECONDS


def product(place: str, seed: int, milliseconds: int) -> Answer:
    """The proposal as the window asks for it, and the greedy plan alone on the same facts."""
    from domain.stock.operations import accept_slots, propose_slots

    with open_database(place) as database:
        with Clock() as clock:
            plan = propose_slots(database, seconds=milliseconds / 1000, seed=seed)
        floor_seconds = greedy_seconds(database)
        accept_slots(database, ACTOR, plan)
    if len(plan.rows) != PRODUCTS or plan.greedy_m is None or plan.today_m is None:
        raise AssertionError(f"{len(plan.rows)} products placed, greedy {plan.greedy_m} m, today {plan.today_m} m")
    return {
        "seconds": clock.seconds,
        "cpu_seconds": clock.cpu_seconds,
        "floor_seconds": floor_seconds,
        "floor_cpu_seconds": floor_seconds,
        "lists": plan.lists,
        "plan_m": plan.plan_m,
        "greedy_m": plan.greedy_m,
        "today_m": plan.today_m,
        "saved_percent_of_greedy": round(100 * (1 - plan.plan_m / plan.greedy_m), 1),
        "saved_percent_of_today": round(100 * (1 - plan.plan_m / plan.today_m), 1),
        "is_best_linear": plan.is_best_linear,
    }


def greedy_seconds(database: Database) -> float:
    """Seconds to read the same facts and place them greedily."""
    from domain.places.words import FIRST_WAREHOUSE
    from domain.stock.engine.greedy import greedy_plan
    from domain.stock.engine.walking import Hall
    from domain.stock.operations.slotting import NIGHTS as LOOKED_AT
    from domain.stock.operations.slotting import task_of
    from domain.stock.queries.slotting import slotting_facts

    begun = time.perf_counter()
    with database.read() as connection:
        facts = slotting_facts(connection, FIRST_WAREHOUSE, LOOKED_AT)
    task = task_of(facts, 1)
    greedy_plan(task, Hall(task))
    return time.perf_counter() - begun


def fill(place: str, seed: int) -> Answer:
    """A company with the hall, its products on shelves by their codes, and the nights cut off."""
    from tests.domain.stock.halls import hall

    task = hall(PRODUCTS, BINS, POINTS, NIGHTS, seed + 1)
    with open_database(place) as database, Clock() as clock:
        _write_hall(database, task)
        for night in range(NIGHTS):
            _write_night(database, task, task.walks[night * POINTS : (night + 1) * POINTS], night)
    return {"seconds": clock.seconds, "cpu_seconds": clock.cpu_seconds}


BIN_COLUMNS = ("code", "zone", "walk_order", "x_cm", "y_cm", "level", "max_weight_g", "max_volume_ml")
PRODUCT_COLUMNS = ("code", "name", "name_key", "weight_g", "volume_ml", "zone")


def _write_hall(database: Database, task: Any) -> None:
    from domain.catalogue.rules.naming import product_key
    from domain.common.bulk import insert_rows
    from domain.common.columns import Record

    tables = Record.metadata.tables
    shelves = [
        (f"{at // 30 + 1:02d}-{at % 30 // 3 + 1:02d}-{one.level}", ZONES[one.zone], one.walk, one.x_cm, one.y_cm,
         one.level, one.max_g, one.max_ml) for at, one in enumerate(task.shelves)
    ]  # fmt: skip
    products = [
        (f"G{at:04d}", f"商品{at}", product_key(f"商品{at}", ""), one.piece_g, 2 * one.piece_g, ZONES[one.zone])
        for at, one in enumerate(task.products)
    ]
    points = [(f"P{at:03d}", f"自提点{at}", f"自提点{at}") for at in range(POINTS)]
    with database.writer.begin() as connection:
        insert_rows(connection, tables["bin"], BIN_COLUMNS, shelves)
        insert_rows(connection, tables["product"], PRODUCT_COLUMNS, products)
        insert_rows(connection, tables["point"], ("code", "name", "name_key"), points)
        insert_rows(connection, tables["slot"], ("warehouse_id", "product_id", "bin_id"), _by_code(task))


def _by_code(task: Any) -> list[tuple[int, int, int]]:
    """Each product on a shelf of its zone, in the order of codes, spread over the whole zone."""
    places: dict[int, list[int]] = {zone: [] for zone in range(len(ZONES))}
    for at, shelf in enumerate(task.shelves):
        places[shelf.zone].append(at + 1)
    members: dict[int, list[int]] = {zone: [] for zone in range(len(ZONES))}
    for at, one in enumerate(task.products):
        members[one.zone].append(at + 1)
    return [
        (1, product_id, places[zone][turn * len(places[zone]) // len(ids)])
        for zone, ids in members.items()
        for turn, product_id in enumerate(ids)
    ]


def _write_night(database: Database, task: Any, walks: Any, night: int) -> None:
    from collections import Counter

    from domain.cutoff.operations import cut_off, take_orders
    from domain.ordering.operations import open_cycle
    from domain.ordering.words import CheckedLine, CheckedOrder, OrderFile

    code = f"N{night}"
    cutoff_at = datetime.now().astimezone() + timedelta(days=1)
    open_cycle(database, ACTOR, code, cutoff_at=cutoff_at, delivery=date.today() + timedelta(days=2 + night))
    orders = tuple(
        CheckedOrder(key=f"{code}-{at}", row=at + 2, buyer=f"买家{at}", phone="13900001234", point=f"自提点{at}")
        for at in range(len(walks))
    )
    picks = Counter(one for walk in walks for one in walk.products)
    pieces = {one: task.products[one].night_g // task.products[one].piece_g // count for one, count in picks.items()}
    lines = tuple(
        CheckedLine(at, at + 2, f"商品{one}", "", "", max(1, pieces[one]), 100)
        for at, walk in enumerate(walks)
        for one in walk.products
    )
    file = OrderFile(name=code, channel="bench", source="bench", sha256=f"{night:064d}", orders=orders, lines=lines)
    take_orders(database, ACTOR, [file], code)
    cut_off(database, ACTOR, code)
