"""50,000 orders in one XLSX of 65,000 rows, to committed orders.

The product goes its own way: read_orders and take_orders with drafts made, all rules, indexes and the trail. The
floor reads the same file with calamine and inserts the very same rows by executemany into two bare tables, in one
transaction with the same sync. Each runs in a process of its own, in turn; the best of --runs counts.
"""

from __future__ import annotations

import tempfile
import time
from argparse import Namespace
from datetime import timedelta
from pathlib import Path

from benchmarks.bare_tables import Row, bare_connection, insert_bare, make_bare
from benchmarks.companies import Ground, ground_for
from benchmarks.fresh_process import Answer, Clock, Run, alternated, figures, in_fresh_process
from benchmarks.peak_workbook import peak_workbook, rows_of
from domain.common.clock import now
from domain.common.database import Database, open_database
from domain.common.people import Actor
from domain.ordering.operations import open_cycle

NAME = "import50k"
ORDERS = 50_000
RUNS = 3
CYCLE = "0525"
ACTOR = Actor("benchmark", "benchmark")
TO_REACH = {
    "sqlite": {"ratio": 2.5, "seconds": 10, "peak_mb": 400},
    "postgresql": {"ratio": 2.5, "seconds": 25, "peak_mb": 400},
}


def measure(options: Namespace) -> Answer:
    """seconds, floor_seconds, ratio and peak_mb of an import; above 50,000 orders also how many times 50,000 cost."""
    orders, runs = getattr(options, "orders", None) or ORDERS, getattr(options, "runs", None) or RUNS
    with ground_for(options) as ground:
        floor, product = _both(ground, orders, runs)
        answer = {
            **figures(NAME, floor, product),
            "database": ground.kind,
            "orders": product.said["orders"],
            "rows": product.said["lines"],
            "read_seconds": round(product.said["read_seconds"], 3),
            "take_seconds": round(product.seconds - product.said["read_seconds"], 3),
            "best_of": runs,
            "server": ground.version(),
            "to_reach": TO_REACH[ground.kind],
        }
        if orders > ORDERS:
            _, small = _both(ground, ORDERS, runs)
            answer["times_of_50000"] = round(product.seconds / small.seconds, 2)
            answer["seconds_of_50000"] = round(small.seconds, 3)
    return answer


def _both(ground: Ground, orders: int, runs: int) -> tuple[Run, Run]:
    path, rows = str(peak_workbook(orders)), rows_of(orders)
    with tempfile.TemporaryDirectory() as model:
        in_fresh_process(product, path=path, place=model, rows=rows)

        def bare() -> Run:
            with ground.place() as place:
                return in_fresh_process(floor, path=path, place=place, rows=rows, model=model)

        def whole() -> Run:
            with ground.place() as place:
                return in_fresh_process(product, path=path, place=place, rows=rows)

        return alternated(bare, whole, runs)


# The product ---------------------------------------------------------------------------------------


def product(path: str, place: str, rows: int) -> Answer:
    """One import into a fresh company with an open cycle."""
    from exchange.imports import read_orders
    from workers.order_import import take_files

    with open_database(place) as database:
        open_peak_cycle(database)
        _warm(path)
        with Clock() as clock:
            started = time.perf_counter()
            file = read_orders(path)
            read = time.perf_counter() - started
            answer = take_files(database, ACTOR, [file], CYCLE, create_missing=True)
    if answer.lines != rows or answer.problems or answer.warnings:
        raise AssertionError(f"{answer.lines} lines of {rows}, {answer.problems[:3]}, {answer.warnings[:3]}")
    counts = {"orders": answer.orders, "lines": answer.lines, "read_seconds": read}
    return {"seconds": clock.seconds, "cpu_seconds": clock.cpu_seconds, **counts}


def open_peak_cycle(database: Database) -> None:
    """The open cycle the orders go into; its cutoff lies ahead."""
    tomorrow = now() + timedelta(days=1)
    open_cycle(database, ACTOR, CYCLE, cutoff_at=tomorrow, delivery=(tomorrow + timedelta(days=1)).date())


def _warm(path: str) -> None:
    """The file lies in the system's cache for both, as one that was just downloaded does."""
    Path(path).read_bytes()


# The floor -----------------------------------------------------------------------------------------


def floor(path: str, place: str, rows: int, model: str) -> Answer:
    """calamine's rows of the file's sheets, then the product's own rows of orders and lines, inserted bare.

    `model` is a company with the same file imported: its stored rows are what is inserted, read before the clock runs.
    """
    from python_calamine import CalamineWorkbook

    tables = {name: _stored(model, name) for name in ("orders", "order_line")}
    _warm(path)
    with bare_connection(place) as connection:
        for name, (columns, _) in tables.items():
            make_bare(connection, name, columns)
        with Clock() as clock:
            workbook = CalamineWorkbook.from_path(path)
            sheets = [workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names]
            connection.execute("BEGIN")
            for name, (columns, stored) in tables.items():
                insert_bare(connection, name, [column for column, _ in columns], stored)
            connection.execute("COMMIT")
    if len(sheets[0]) != rows + 1 or len(tables["order_line"][1]) != rows:
        raise AssertionError(f"{len(sheets[0])} rows read, {len(tables['order_line'][1])} inserted, {rows} expected")
    return {"seconds": clock.seconds, "cpu_seconds": clock.cpu_seconds}


def _stored(model: str, table: str) -> tuple[list[tuple[str, str]], list[Row]]:
    """Columns with their kinds, and all rows as they are stored."""
    with bare_connection(model) as connection:
        columns = [(str(row[1]), str(row[2])) for row in connection.execute(f"PRAGMA table_info({table})")]
        return columns, connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
