"""Many stations scan and weigh for the same lines at one moment: never a piece too many, none lost, none counted twice.

On PostgreSQL every station is a process of its own, on SQLite a thread of the one process the folder has. More is
scanned than is wanted, so every line is fought over to its last piece; one scan in forty is sent twice.
test_scans.py has 400 scans; `python -m tests.faults.scans --stations 10 --scans 10000 --database postgresql` as many
as wished.
"""

from __future__ import annotations

import argparse
import multiprocessing
import queue
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import text

from domain.common.database import Database, open_database
from domain.common.people import Actor, Role
from domain.picking.operations import confirm_scan, confirm_weight
from domain.picking.queries import station_view
from domain.picking.values import Stand, Weight, scanned_from
from domain.picking.words import PickMethod, Verdict
from domain.reports.queries import check
from domain.totes.operations import register_totes
from tests.builders import EGGS, GARDEN, GRAPES, MANAGER, MELON, RIVER, wanted
from tests.domain.picking.scene import CODES, hall
from tests.faults.places import KINDS, fresh_company

GOODS = (EGGS, MELON, GRAPES)
WANTED_PERMILLE = 850
"""So much of what is scanned is wanted."""
TWICE = 40
PATIENCE_S = 1800.0


@dataclass(frozen=True, slots=True)
class Post:
    """What a station is given: its wave, points and products by name, its crates, how many scans, where it begins."""

    name: str
    wave: int
    points: dict[str, int]
    products: dict[str, int]
    crates: dict[str, str]
    scans: int
    begin: Any
    answers: Any


@dataclass(slots=True)
class Told:
    """What a station was told: pieces by command id, refused command ids, its trouble, its milliseconds a scan."""

    name: str
    counted: dict[str, tuple[int, int]] = field(default_factory=dict)
    """command id -> (cell, pieces)"""
    refused: Counter[str] = field(default_factory=Counter)
    trouble: list[str] = field(default_factory=list)
    took_ms: list[float] = field(default_factory=list)


# A station ----------------------------------------------------------------------------------------


def run_process(place: str, post: Post) -> None:
    with open_database(place) as database:
        run_station(database, post)


def run_station(database: Database, post: Post) -> None:
    told = Told(post.name)
    try:
        scan_away(database, post, told)
    except Exception as error:  # noqa: BLE001 - whatever a station meets is told to the judge
        told.trouble.append(repr(error))
    post.answers.put(told)


def scan_away(database: Database, post: Post, told: Told) -> None:
    """A crate at each point, then scans and weights of whatever it likes."""
    who, chance = Actor(f"分拣员{post.name}", post.name, Role.PICKER), random.Random(post.name)
    with database.read() as connection:
        view = station_view(connection, post.wave)
    stands: dict[str, Stand] = {}
    for point, point_id in post.points.items():
        stand = Stand(post.wave, PickMethod.BY_POINT, point_id)
        stands[point] = scanned_from(confirm_scan(database, who, view, stand, post.crates[point]).answer).stand
    post.begin.wait(PATIENCE_S)
    for number in range(post.scans):
        stand, product = stands[chance.choice(list(stands))], chance.choices(GOODS, (6, 3, 1))[0]
        identity = f"{post.name}-scan-{number}"
        given: tuple[Any, ...] = (database, who, view, stand)
        operation: Any = confirm_scan if product != GRAPES else confirm_weight
        given += (CODES[product],) if product != GRAPES else (post.products[product], Weight(1500))
        started = time.perf_counter()
        answer = operation(*given, command_id=identity).answer
        told.took_ms.append((time.perf_counter() - started) * 1000)
        if number % TWICE == 0:
            again = operation(*given, command_id=identity)
            assert again.repeated
            assert again.answer == answer
        scanned = scanned_from(answer)
        if scanned.verdict is Verdict.RIGHT:
            assert scanned.cell_id is not None
            told.counted[identity] = (scanned.cell_id, scanned.quantity)
        else:
            told.refused[scanned.verdict.value] += 1


# The judge ----------------------------------------------------------------------------------------


def fight(place: str, stations: int, scans: int) -> tuple[list[Told], int]:
    """What every station was told, judged, and how many pieces were wanted; AssertionError where the books disagree."""
    with open_database(place) as database:
        told = all_told(place, database, stations, scans)
        assert not (trouble := {one.name: one.trouble for one in told if one.trouble}), trouble
        return told, judge(database, told)


def all_told(place: str, database: Database, stations: int, scans: int) -> list[Told]:
    at = hall(database, *orders(scans), pieces=scans * 2, points_per_wave=2)
    crates = register_totes(database, MANAGER, stations * 2).answer["codes"]
    is_server = database.dialect == "postgresql"
    spawn = multiprocessing.get_context("spawn")
    begin: Any = spawn.Barrier(stations) if is_server else threading.Barrier(stations)
    answers: Any = spawn.Queue() if is_server else queue.Queue()
    workers: list[Any] = []
    for number in range(stations):
        mine = dict(zip((GARDEN, RIVER), crates[2 * number : 2 * number + 2], strict=True))
        name = f"分拣{number + 1:02d}台"
        points = {point: at.shop.points[point] for point in (GARDEN, RIVER)}
        post = Post(name, at.waves[GARDEN], points, at.shop.products, mine, scans // stations, begin, answers)
        how: Any = {"target": run_process, "args": (place, post)}
        if not is_server:
            how = {"target": run_station, "args": (database, post)}
        workers.append((spawn.Process if is_server else threading.Thread)(**how, daemon=True))
    for worker in workers:
        worker.start()
    told = [answers.get(timeout=PATIENCE_S) for _ in workers]
    for worker in workers:
        worker.join(PATIENCE_S)
    return told


def orders(scans: int) -> list[Any]:
    """Orders of both points that want somewhat less of each product than will be scanned of it."""
    each = {
        product: max(1, scans * share * WANTED_PERMILLE // 2_000_000)
        for product, share in zip(GOODS, (600, 300, 100), strict=True)
    }
    buyers = 5  # who want a fifth each, the first of them the rest
    made = []
    for point in (GARDEN, RIVER):
        for number in range(buyers):
            goods = {p: n // buyers + (n % buyers if number == 0 else 0) for p, n in each.items()}
            kept = {product: pieces for product, pieces in goods.items() if pieces}
            made.append(wanted(f"{point}{number}", kept, point=point, sequence=number + 1))
    return made


def judge(database: Database, told: Sequence[Told]) -> int:
    """Ledger, cells, crates, stock and refused scans are what the stations were told, and no more; the pieces wanted."""
    counted = {identity: said for one in told for identity, said in one.counted.items()}
    by_cell: Counter[int] = Counter()
    for cell, pieces in counted.values():
        by_cell[cell] += pieces
    with database.read() as connection:

        def rows(sql: str) -> list[Any]:
            return list(connection.execute(text(sql)).all())

        ledger = {row[0]: (row[1], int(row[2])) for row in rows(
            "SELECT command_id, cell_id, sum(quantity) FROM pick_event GROUP BY command_id, cell_id")}  # fmt: skip
        assert ledger == counted
        cells = rows("SELECT id, wanted, picked FROM pick_cell")
        assert {row.id: row.picked for row in cells if row.picked} == dict(by_cell)
        assert all(row.picked <= row.wanted for row in cells)
        [(in_crates,)] = rows("SELECT sum(pieces) FROM tote_use")
        [(out,)] = rows("SELECT sum(quantity) FROM stock_movement WHERE kind = 'pick'")
        [(refused,)] = rows("SELECT count(*) FROM refused_scan")
        assert in_crates == out == sum(by_cell.values())
        assert refused == sum(sum(one.refused.values()) for one in told)
        answer = check(connection)
        assert answer.is_clean, [rule for rule in answer.rules if rule.wrong]
    return sum(row.wanted for row in cells)


def main(arguments: list[str]) -> int:
    """0 when no piece was lost or taken twice."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.scans")
    parser.add_argument("--stations", type=int, default=10)
    parser.add_argument("--scans", type=int, default=10_000)
    parser.add_argument("--database", choices=KINDS, default="postgresql")
    wished = parser.parse_args(arguments)
    started = time.monotonic()
    with fresh_company(wished.database) as place:
        told, asked = fight(place, wished.stations, wished.scans)
    picked = sum(pieces for one in told for _, pieces in one.counted.values())
    refused = sum((one.refused for one in told), Counter[str]())
    took = sorted(ms for one in told for ms in one.took_ms)
    print(
        f"{len(told)} stations, {len(took)} scans on {wished.database} in {time.monotonic() - started:.0f} s: {asked} pieces "
        f"wanted, {picked} picked, 0 too many, 0 lost, refused {dict(refused)}; median {took[len(took) // 2]:.0f} ms, "
        f"p99 {took[len(took) * 99 // 100]:.0f} ms"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
