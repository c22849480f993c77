"""The waves and tasks of the peak night: 200 points planned into waves and released as 4,000 cells of 50,000 orders.

The floor puts the same 4,000 rows of cells and 200 rows of waves into bare tables.
"""

from __future__ import annotations

from argparse import Namespace

from benchmarks.bare_tables import bare_connection, insert_bare, make_bare
from benchmarks.companies import Ground, ground_for
from benchmarks.fresh_process import Answer, Clock, Run, alternated, figures, in_fresh_process
from benchmarks.import50k import ACTOR, CYCLE
from benchmarks.night_hall import cut_hall
from domain.common.database import open_database

NAME = "release"
ORDERS = 50_000
RUNS = 3
TO_REACH = {"seconds": 2}
CELL = (
    *("id", "wave_id", "snapshot_id", "point_id", "product_id", "weighed", "nominal_g", "tolerance_permille", "sort"),
    *("bin_id", "wanted", "short", "shared_short", "cancelled"),
)
WAVE = ("id", "cycle_id", "snapshot_id", "number", "due_min")


def measure(options: Namespace) -> Answer:
    """seconds to plan and release all waves, each of the two apart, and the floor's."""
    orders, runs = getattr(options, "orders", None) or ORDERS, getattr(options, "runs", None) or RUNS
    with ground_for(options) as ground, ground.place() as company:
        cut_hall(ground, company, orders, released=False)

        def bare() -> Run:
            with ground.place() as place:
                return in_fresh_process(floor, place=place)

        def whole() -> Run:
            return _on_a_copy(ground, company)

        under, best = alternated(bare, whole, runs)
        return {
            **figures(NAME, under, best),
            **{name: best.said[name] for name in ("plan_seconds", "release_seconds", "waves", "cells", "pieces")},
            "database": ground.kind,
            "orders": orders,
            "best_of": runs,
            "server": ground.version(),
            "to_reach": TO_REACH,
        }


def _on_a_copy(ground: Ground, company: str) -> Run:
    with ground.place(company) as place:
        return in_fresh_process(product, place=place)


def product(place: str) -> Answer:
    """Plans a wave a point and releases them all."""
    from domain.picking.operations import plan_waves, release_all

    with open_database(place) as database:
        with Clock() as planned:
            waves = plan_waves(database, ACTOR, CYCLE).answer["waves"]
        with Clock() as released:
            answer = release_all(database, ACTOR, CYCLE).answer
    if answer["waves"] != waves:
        raise AssertionError(f"{waves} waves planned, {answer} released")
    return {
        "seconds": planned.seconds + released.seconds,
        "cpu_seconds": planned.cpu_seconds + released.cpu_seconds,
        "plan_seconds": round(planned.seconds, 3),
        "release_seconds": round(released.seconds, 3),
        **answer,
    }


def floor(place: str) -> Answer:
    """200 waves and 4,000 cells into bare tables, one committed transaction."""
    waves = [(number, 1, 1, number, 300) for number in range(1, 201)]
    cells = [
        (20 * wave + product, wave, 1, wave, product, 0, 1000, 50, product, product, 16, 0, 0, 0)
        for wave in range(1, 201)
        for product in range(1, 21)
    ]
    with bare_connection(place) as connection:
        make_bare(connection, "bare_wave", [(name, "INTEGER") for name in WAVE])
        make_bare(connection, "bare_cell", [(name, "INTEGER") for name in CELL])
        with Clock() as clock:
            connection.execute("BEGIN")
            insert_bare(connection, "bare_wave", WAVE, waves)
            insert_bare(connection, "bare_cell", CELL, cells)
            connection.execute("COMMIT")
    return {"seconds": clock.seconds, "cpu_seconds": clock.cpu_seconds}
