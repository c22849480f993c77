"""Two stations cut the same cycle at one moment while others import: one wins, and no order is lost or in two places.

On PostgreSQL every station is a process of its own, on SQLite a thread of the one process the folder has. Odd rounds
have a next open cycle for the late ones, even rounds the late list alone. test_cutoff_races.py runs five rounds;
`python -m tests.faults.races --rounds 20 --database postgresql` runs as many as wished.
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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, text

from domain.common.database import Database, open_database
from domain.common.errors import DomainError
from domain.common.people import Actor
from domain.cutoff import operations as cutoff
from domain.cutoff.words import CycleAlreadyCut
from domain.ordering import operations as ordering
from domain.reports.queries import check
from tests import builders
from tests.builders import EGGS, GARDEN, GRAPES, RIVER, Wanted, order_file, wanted
from tests.faults.places import KINDS, fresh_company

CUTTERS, IMPORTERS = ("打单一台", "打单二台"), ("导单一台", "导单二台", "导单三台")
FILES, ORDERS, REST_S = 4, 50, 0.1
PATIENCE_S = 120.0
CHANNELS = ("youzan", "weimob", "shopify")


@dataclass(slots=True)
class Told:
    """What one station knows after a round: its acknowledged orders, or its cutoff, or how it was refused."""

    who: str
    acknowledged: list[str] = field(default_factory=list)
    cut: dict[str, Any] | None = None
    lost_to: str | None = None
    trouble: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Stage:
    """What the stations share: the place, the seed, the barriers and the way their answers go."""

    seed: int
    rounds: int
    begin: Any
    together: Any
    answers: Any


def cycle_of(number: int) -> str:
    return f"R{number:03d}"


def delay_of(seed: int, number: int) -> float:
    """How long the importers run alone before the cutoff: from at once to when most of their files are in."""
    return random.Random(f"{seed}-{number}").uniform(0.0, FILES * REST_S)


def orders_of(who: str, number: int, file: int) -> list[Wanted]:
    """The orders of one file of one importer; the check makes the same ones again."""
    return [
        wanted(f"{who}-{number}-{file}-{n}", {EGGS: n % 5 + 1, GRAPES: n % 3 + 1}, row=n + 2,
               point=(GARDEN, RIVER)[n % 2], phone=f"139{n:08d}")
        for n in range(ORDERS)
    ]  # fmt: skip


# The stations -------------------------------------------------------------------------------------


def run_station(stage: Stage, database: Database, who: str) -> None:
    act = cut_together if who in CUTTERS else import_files
    for number in range(1, stage.rounds + 1):
        stage.begin.wait(PATIENCE_S)
        told = Told(who)
        try:
            act(stage, database, told, number)
        except Exception as error:  # noqa: BLE001 - whatever a station meets is told to the judge
            told.trouble.append(repr(error))
        stage.answers.put(told)


def run_process(stage: Stage, place: str, who: str) -> None:
    with open_database(place) as database:
        run_station(stage, database, who)


def cut_together(stage: Stage, database: Database, told: Told, number: int) -> None:
    time.sleep(delay_of(stage.seed, number))
    stage.together.wait(PATIENCE_S)
    try:
        told.cut = cutoff.cut_off(database, Actor(told.who, told.who), cycle_of(number)).answer
    except CycleAlreadyCut as lost:
        told.lost_to = lost.who


def import_files(stage: Stage, database: Database, told: Told, number: int) -> None:
    """Each file once and the first of them twice: what is known already must not come again."""
    at, chance = IMPORTERS.index(told.who), random.Random(f"{stage.seed}-{number}-{told.who}")
    for file in (*range(FILES), 0):
        time.sleep(chance.uniform(0, 2 * REST_S))
        orders = orders_of(told.who, number, file)
        given = order_file(*orders, channel=CHANNELS[at], group=f"{told.who} {number} {file}", name=f"{file}.xlsx")
        try:
            cutoff.take_orders(database, Actor(told.who, told.who), [given], cycle_of(number))
        except DomainError as refused:
            told.trouble.append(f"file {file}: {refused!r}")
            continue
        told.acknowledged.extend(order.head.key for order in orders if order.head.key not in told.acknowledged)


# The judge ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Round:
    """Where the acknowledged orders of a round ended."""

    number: int
    winner: str
    frozen: int
    next_cycle: int
    late: int

    def __str__(self) -> str:
        where = f"{self.frozen} frozen, {self.next_cycle} in the next cycle, {self.late} in the late list"
        return f"round {self.number}: {self.winner} cut; {where}"


def race(place: str, rounds: int, seed: int, say: Callable[[str], None] = print) -> list[Round]:
    """Runs the rounds at a company with nothing in it; AssertionError where something is lost, double or unclear."""
    say(f"seed {seed}")
    with open_database(place) as database:
        builders.shop(database)
        with stations(place, database, rounds, seed) as stage:
            return [play(stage, database, number, say) for number in range(1, rounds + 1)]


@contextmanager
def stations(place: str, database: Database, rounds: int, seed: int) -> Iterator[Stage]:
    everyone = (*CUTTERS, *IMPORTERS)
    workers: list[Any]
    if database.dialect == "postgresql":
        spawn = multiprocessing.get_context("spawn")
        stage = Stage(seed, rounds, spawn.Barrier(len(everyone) + 1), spawn.Barrier(len(CUTTERS)), spawn.Queue())
        workers = [spawn.Process(target=run_process, args=(stage, place, who), daemon=True) for who in everyone]
    else:
        threads = threading.Barrier(len(everyone) + 1), threading.Barrier(len(CUTTERS))
        stage = Stage(seed, rounds, *threads, queue.Queue())
        workers = [threading.Thread(target=run_station, args=(stage, database, who), daemon=True) for who in everyone]
    for worker in workers:
        worker.start()
    yield stage
    for worker in workers:
        worker.join(PATIENCE_S)
        assert not worker.is_alive()


def play(stage: Stage, database: Database, number: int, say: Callable[[str], None]) -> Round:
    """One round, judged, its next cycle closed again."""
    code, following = cycle_of(number), f"N{number:03d}" if number % 2 else None
    for one in (code, following):
        if one:
            builders.cycle(database, one)
    seeded = [wanted(f"first-{number}-{n}") for n in range(3)]
    builders.take(database, code, *seeded, channel="ofn")
    stage.begin.wait(PATIENCE_S)
    told = [stage.answers.get(timeout=PATIENCE_S) for _ in (*CUTTERS, *IMPORTERS)]
    winner = judge_stations(told)
    given = {order.head.key: order for order in seeded}
    given |= {o.head.key: o for who in IMPORTERS for file in range(FILES) for o in orders_of(who, number, file)}
    acknowledged = {order.head.key for order in seeded} | {key for one in told for key in one.acknowledged}
    with database.read() as connection:
        done = judge_books(connection, number, given, acknowledged, winner)
        assert check(connection).is_clean
    say(str(done))
    if following:
        close(database, following, done.next_cycle)
    return done


def judge_stations(told: list[Told]) -> Told:
    """The one winner; the loser knows their name, and nobody met anything else."""
    assert not (troubles := {one.who: one.trouble for one in told if one.trouble}), troubles
    winners = [one for one in told if one.cut]
    losers = [one for one in told if one.who in CUTTERS and not one.cut]
    assert len(winners) == len(losers) == 1
    assert losers[0].lost_to == winners[0].who
    return winners[0]


ORDERS_IN = "SELECT o.external_no FROM orders o JOIN cycle c ON c.id = o.cycle_id WHERE c.code = :code"
FROZEN = (
    "SELECT DISTINCT o.external_no FROM snapshot s JOIN snapshot_line k ON k.snapshot_id = s.id "
    "JOIN orders o ON o.id = k.order_id JOIN cycle c ON c.id = s.cycle_id WHERE s.state = 'live' AND c.code = :code"
)
LATE = (
    "SELECT a.external_no FROM amendment a JOIN cycle c ON c.id = a.cycle_id "
    "WHERE a.state = 'proposed' AND a.kind = 'new' AND c.code = :code"
)


def judge_books(
    connection: Connection, number: int, given: dict[str, Wanted], acknowledged: set[str], winner: Told
) -> Round:
    """Every acknowledged order is in exactly one place, no other order is anywhere, and the sums are those orders'."""

    def numbers(sql: str, code: str) -> list[str]:
        return list(connection.execute(text(sql), {"code": code}).scalars())

    code = cycle_of(number)
    inside, frozen, late = numbers(ORDERS_IN, code), numbers(FROZEN, code), numbers(LATE, code)
    later = numbers(ORDERS_IN, f"N{number:03d}")
    assert sorted(inside) == sorted(frozen)
    assert Counter([*frozen, *later, *late]) == Counter(acknowledged)
    assert winner.cut is not None
    assert winner.cut["orders"] == len(frozen)
    judge_demands(connection, code, [given[key] for key in frozen])
    return Round(number, winner.who, len(frozen), len(later), len(late))


DEMAND = "SELECT {columns}, d.quantity FROM {table} d JOIN snapshot s ON s.id = d.snapshot_id {joins} {where}"
POINT, PRODUCT = "JOIN point p ON p.id = d.point_id", "JOIN product g ON g.id = d.product_id"
WHERE = "JOIN cycle c ON c.id = s.cycle_id WHERE s.state = 'live' AND c.code = :code"


def judge_demands(connection: Connection, code: str, frozen: list[Wanted]) -> None:
    """Purchase, pick and delivery against the pieces of the frozen orders, counted here."""
    pick = Counter[tuple[str, str]]()
    for order in frozen:
        for product, pieces in order.goods.items():
            pick[order.head.point, product] += pieces

    def stored(table: str, columns: str, joins: str) -> Counter[Any]:
        sql = DEMAND.format(columns=columns, table=table, joins=joins, where=WHERE)
        return Counter({tuple(row[:-1]): int(row[-1]) for row in connection.execute(text(sql), {"code": code})})

    purchase, delivery = Counter[tuple[str]](), Counter[tuple[str]]()
    for (point, product), pieces in pick.items():
        purchase[product,] += pieces
        delivery[point,] += pieces
    assert stored("pick_demand", "p.name, g.name", f"{POINT} {PRODUCT}") == pick
    assert stored("purchase_demand", "g.name", PRODUCT) == purchase
    assert stored("delivery_demand", "p.name", POINT) == delivery


def close(database: Database, code: str, orders: int) -> None:
    """The next cycle goes its way, so that the next round has none: its orders are frozen in their turn."""
    if orders:
        assert builders.cut(database, code).orders == orders
    else:
        ordering.fail_cycle(database, builders.MANAGER, code, "没有订单")


def main(arguments: list[str]) -> int:
    """0 when every round had one winner and lost nothing."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.races")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--database", choices=KINDS, default="sqlite")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    wished = parser.parse_args(arguments)
    started = time.monotonic()
    with fresh_company(wished.database) as place:
        done = race(place, wished.rounds, wished.seed)
    print(f"{len(done)} rounds on {wished.database} in {time.monotonic() - started:.0f} s: one winner each, none lost")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
