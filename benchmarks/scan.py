"""5,000 scans: judged, counted and committed, one command each, with the trail, the stock and the crate; one in five weighed.

The floor is a bare guarded UPDATE of one row and its commit, by the driver alone with the same sync, between every two
scans of the same run: what a neighbour adds meets both. 1,000 scans go ahead, and what the server does by itself within
a minute (its statistics); a plan made for an empty ledger would be kept for a full one.
"""

from __future__ import annotations

import gc
import statistics
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from benchmarks.bare_tables import Connection, bare_connection, make_bare
from benchmarks.companies import ground_for
from benchmarks.fresh_process import Answer, in_fresh_process
from benchmarks.night_hall import NOMINAL_G, cut_hall
from domain.common.database import Database, open_database

if TYPE_CHECKING:
    from domain.picking.values import PickLine, Scanned, Stand, StationView

NAME = "scan"
ORDERS = 10_000
SCANS = 5_000
AHEAD = 1_000
TO_REACH = {"p99_ms": 50, "ratio": 3}


def measure(options: Namespace) -> Answer:
    """median_ms, p99_ms and max_ms of a scan, floor_median_ms and their ratio; kinds of scans apart."""
    orders = getattr(options, "orders", None) or ORDERS
    with ground_for(options) as ground, ground.place() as company, ground.place() as bare:
        cut_hall(ground, company, orders, released=True)
        with ground.place() as other:
            in_fresh_process(product, place=company, bare=other, wished=AHEAD)
        ground.settle(company)
        run = in_fresh_process(product, place=company, bare=bare, wished=SCANS)
        return {
            "name": NAME,
            "seconds": round(run.seconds, 3),
            **{name: run.said[name] for name in ("median_ms", "p99_ms", "max_ms", "floor_median_ms", "floor_p99_ms")},
            "ratio": round(run.said["median_ms"] / run.said["floor_median_ms"], 2),
            **{name: run.said[name] for name in ("scans", "refused", "median_ms_of", "view_ms")},
            "peak_mb": round(run.peak_mb),
            "database": ground.kind,
            "orders": orders,
            "server": ground.version(),
            "to_reach": TO_REACH,
        }


def product(place: str, bare: str, wished: int) -> Answer:
    """Scans points one after the other as a picker does, the floor in between."""
    with open_database(place) as database, bare_connection(bare) as under:
        floor, before = _floor(under), _picked(database)
        views: list[float] = []
        scans, floors, refused = [], [], 0
        gc.collect()
        started, cpu = time.perf_counter(), time.process_time()
        for kind, scan in _a_night(database, views):
            floors.append(_timed(floor))
            took, scanned = _timed_answer(scan)
            scans.append((kind, took))
            refused += not scanned.is_counted
            if len(scans) == wished:
                break
        seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
        _check(database, before, [kind for kind, _ in scans].count, refused)
    every = sorted(took for _, took in scans)
    return {
        "seconds": seconds,
        "cpu_seconds": cpu,
        "scans": len(scans),
        "refused": refused,
        **_figures("", every),
        "floor_median_ms": _ms(statistics.median(floors)),
        "floor_p99_ms": _ms(sorted(floors)[len(floors) * 99 // 100]),
        "median_ms_of": {k: _ms(statistics.median(t for kind, t in scans if kind == k)) for k, _ in scans},
        "view_ms": _ms(statistics.median(views)),
    }


def _figures(name: str, every: list[float]) -> Answer:
    return {
        f"{name}median_ms": _ms(statistics.median(every)),
        f"{name}p99_ms": _ms(every[len(every) * 99 // 100]),
        f"{name}max_ms": _ms(every[-1]),
    }


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 3)


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _timed_answer(work: Callable[[], Scanned]) -> tuple[float, Scanned]:
    started = time.perf_counter()
    scanned = work()
    return time.perf_counter() - started, scanned


def _floor(connection: Connection) -> Callable[[], None]:
    """One guarded UPDATE of one of a hundred rows and its commit."""
    make_bare(connection, "bare_cell", [("id", "INTEGER"), ("wanted", "INTEGER"), ("picked", "INTEGER")])
    connection.execute("CREATE UNIQUE INDEX bare_cell_id ON bare_cell (id)")
    for number in range(100):
        connection.execute(f"INSERT INTO bare_cell VALUES ({number}, 1000000, 0)")
    update = "UPDATE bare_cell SET picked = picked + 1 WHERE id = 42 AND picked + 1 <= wanted"

    def once() -> None:
        connection.execute("BEGIN")
        connection.execute(update)
        connection.execute("COMMIT")

    return once


def _a_night(database: Database, views: list[float]) -> Iterator[tuple[str, Callable[[], Scanned]]]:
    """Scans to do, by point: a crate, then every piece of every line. ("tote" | "piece" | "weighed", the scan)."""
    from sqlalchemy import text

    from domain.common.people import Actor, Role
    from domain.picking.operations import confirm_scan, confirm_weight
    from domain.picking.queries import pick_lines, station_view
    from domain.picking.values import Stand, Weight, scanned_from
    from domain.picking.words import PickMethod

    picker = Actor("阿强", "分拣台一", Role.PICKER)
    with database.read() as connection:
        waves = connection.execute(text("SELECT wave_id, point_id FROM wave_point ORDER BY wave_id")).all()
        free = text("SELECT code FROM tote WHERE state = 'free' ORDER BY code")
        crates = iter(connection.execute(free).scalars().all())

    def taken(kept: list[Any], done: Any) -> Scanned:
        scanned = kept[0] = scanned_from(done.answer)
        return scanned

    for wave_id, point_id in waves:
        started = time.perf_counter()
        with database.read() as connection:
            view: StationView = station_view(connection, wave_id)
            lines: tuple[PickLine, ...] = pick_lines(connection, wave_id, point_id=point_id)
        if not any(line.left for line in lines):
            continue
        views.append(time.perf_counter() - started)
        stand, kept, crate = Stand(wave_id, PickMethod.BY_POINT, point_id), [None], next(crates)
        yield "tote", lambda: taken(kept, confirm_scan(database, picker, view, stand, crate))  # noqa: B023
        at: Stand = kept[0].stand  # type: ignore[attr-defined]
        for line in lines:
            code, product, weight = f"P{1000 + line.product_id}", line.product_id, Weight(NOMINAL_G)
            for _ in range(line.left):
                if line.weighed:
                    yield "weighed", lambda: taken(kept, confirm_weight(database, picker, view, at, product, weight))  # noqa: B023
                else:
                    yield "piece", lambda: taken(kept, confirm_scan(database, picker, view, at, code))  # noqa: B023


SUMS = (
    "SELECT (SELECT COALESCE(sum(quantity), 0) FROM pick_event), (SELECT sum(picked) FROM pick_cell), "
    "(SELECT COALESCE(sum(pieces), 0) FROM tote_use), "
    "(SELECT COALESCE(sum(quantity), 0) FROM stock_movement WHERE kind = 'pick')"
)


def _picked(database: Database) -> int:
    """Pieces picked: the ledger, the cells, the crates and the stock say the same, or AssertionError."""
    from sqlalchemy import text

    with database.read() as connection:
        sums = {int(one) for one in connection.execute(text(SUMS)).one()}
    if len(sums) != 1:
        raise AssertionError(f"ledger, cells, crates and stock differ: {sums}")
    return sums.pop()


def _check(database: Database, before: int, count: Callable[[str], int], refused: int) -> None:
    """Every scan is in the books once."""
    pieces = count("piece") + count("weighed")
    if refused or _picked(database) - before != pieces:
        raise AssertionError(f"{pieces} pieces scanned, {refused} refused, {_picked(database) - before} in the books")
