"""One product short over 50,000 orders: previewed with names and committed with every line, by each of the four rules.

The company of the peak, with one product on every order and stock for six of seven pieces. Each rule is previewed
and then shared, which supersedes the one before. The floor reads the same lines and writes the same rows bare.
"""

from __future__ import annotations

import time
from argparse import Namespace

from benchmarks.bare_tables import bare_connection, insert_bare, make_bare
from benchmarks.companies import Ground, ground_for
from benchmarks.fresh_process import Answer, Clock, Run, figures, in_fresh_process
from benchmarks.import50k import ACTOR, CYCLE
from benchmarks.import50k import product as import_peak
from benchmarks.peak_workbook import peak_workbook, rows_of
from domain.common.command import Transaction, execute
from domain.common.database import Database, open_database

NAME = "shortage"
ORDERS = 50_000
RUNS = 2
TO_REACH = {"seconds": 2}
TAG = "老客"


def measure(options: Namespace) -> Answer:
    """seconds of the slowest rule, preview and commit together; of each rule its two parts, in seconds."""
    orders, runs = getattr(options, "orders", None) or ORDERS, getattr(options, "runs", None) or RUNS
    with ground_for(options) as ground, ground.place() as company:
        in_fresh_process(import_peak, path=str(peak_workbook(orders)), place=company, rows=rows_of(orders))
        in_fresh_process(one_product_for_all, place=company)
        ground.settle(company)
        under = min((_on_a_copy(ground, company, bare=True) for _ in range(runs)), key=lambda run: run.seconds)
        best = min((_on_a_copy(ground, company, bare=False) for _ in range(runs)), key=lambda run: run.seconds)
        return {
            **figures(NAME, under, best),
            "database": ground.kind,
            "orders": orders,
            **{name: best.said[name] for name in ("lines", "wanted", "available", "rules")},
            "best_of": runs,
            "server": ground.version(),
            "to_reach": TO_REACH,
        }


def _on_a_copy(ground: Ground, company: str, *, bare: bool) -> Run:
    with ground.place(company) as place:
        return in_fresh_process(floor if bare else product, place=place)


def one_product_for_all(place: str) -> Answer:
    """Gives every order of the open peak cycle the first product, cuts off, and lays in six of seven pieces."""
    from sqlalchemy import text

    from domain.cutoff.operations import cut_off

    with open_database(place) as database, Clock() as clock:
        with database.writer.begin() as connection:
            connection.execute(text("UPDATE order_line SET product_id = 1 WHERE line_no = 1"))
            connection.execute(
                text(
                    "INSERT INTO buyer_tag (buyer_key, tag) SELECT DISTINCT phone, :tag FROM orders WHERE id % 10 = 0 "
                    "AND length(phone) = 11"
                ),
                {"tag": TAG},
            )
        cut_off(database, ACTOR, CYCLE)
        with database.read() as connection:
            wanted = connection.execute(text("SELECT quantity FROM purchase_demand WHERE product_id = 1")).scalar_one()
        _lay_in(database, wanted * 6 // 7)
    return {"seconds": clock.seconds, "cpu_seconds": clock.cpu_seconds}


def _lay_in(database: Database, pieces: int) -> None:
    from domain.stock.operations import dock_bin, lot_for, move_in
    from domain.stock.words import MovementKind

    def work(tx: Transaction) -> Answer:
        lot = lot_for(tx, 1, "L1", None, None, tx.at.date())
        place = dock_bin(tx, 1, "ambient")
        move_in(tx, bin_id=place, lot_id=lot, product_id=1, quantity=pieces, kind=MovementKind.OPENING, ref="")
        return {}

    execute(database, ACTOR, "opening", [pieces], work)


def product(place: str) -> Answer:
    """Each rule previewed and committed."""
    from domain.purchasing.operations import share_shortage
    from domain.purchasing.queries import recomputed, shortage_preview
    from domain.purchasing.words import ShortageRule

    rules: dict[str, dict[str, float]] = {}
    cpu = 0.0
    with open_database(place) as database:
        for rule in ShortageRule:
            tags = (TAG,) if rule is ShortageRule.TAGGED_FIRST else ()
            with Clock() as clock:
                with database.read() as connection:
                    seen = shortage_preview(connection, CYCLE, 1, rule, tags=tags)
                between = time.perf_counter()
                done = share_shortage(database, ACTOR, CYCLE, 1, rule, tags=tags).answer
                committed = time.perf_counter() - between
            cpu = max(cpu, clock.cpu_seconds)
            with database.read() as connection:
                if not recomputed(connection, done["shortage"]) or done["given"] != seen.given:
                    raise AssertionError(f"{rule}: {done} is not what was previewed")
            rules[rule.value] = {
                "preview_seconds": round(clock.seconds - committed, 3),
                "commit_seconds": round(committed, 3),
                "given": done["given"],
                "short_lines": done["short_lines"],
            }
    if done["lines"] != len(seen.rows) or not 0 < done["given"] < done["wanted"]:
        raise AssertionError(f"{done} is not a shortage over every order")
    slowest = max(one["preview_seconds"] + one["commit_seconds"] for one in rules.values())
    counts = {name: done[name] for name in ("lines", "wanted", "available")}
    return {"seconds": slowest, "cpu_seconds": cpu, "rules": rules, **counts}


SHARE = [(name, "INTEGER") for name in ("shortage_id", "order_id", "point_id", "wanted", "given", "rank", "tagged")]


def floor(place: str) -> Answer:
    """The product's frozen lines read, and as many bare rows written in one committed transaction."""
    with bare_connection(place) as connection:
        make_bare(connection, "bare_share", SHARE)
        query = (
            "SELECT l.order_id, l.point_id, l.quantity FROM snapshot_line l JOIN orders o ON o.id = l.order_id "
            "WHERE l.product_id = 1 ORDER BY o.ordered_at, o.id"
        )
        with Clock() as clock:
            lines = connection.execute(query).fetchall()
            rows = [(1, order, point, wanted, wanted, rank, 0) for rank, (order, point, wanted) in enumerate(lines)]
            connection.execute("BEGIN")
            insert_bare(connection, "bare_share", [name for name, _ in SHARE], rows)
            connection.execute("COMMIT")
    return {"seconds": clock.seconds, "cpu_seconds": clock.cpu_seconds}
