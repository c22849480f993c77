"""Cutoff of 50,000 orders in 65,000 lines, 200 points and 20 products, to the committed snapshot with its three demands.

The floor makes the same sums with bare SQL on the same orders: the frozen lines copied into a bare table, three
bare tables of demand, one transaction, the same sync. Each runs on a copy of its own of one company, in a process
of its own, in turn; the best of --runs counts.
"""

from __future__ import annotations

from argparse import Namespace

from benchmarks.bare_tables import Connection, bare_connection, make_bare
from benchmarks.companies import Ground, ground_for
from benchmarks.fresh_process import Answer, Clock, Run, alternated, figures, in_fresh_process
from benchmarks.import50k import ACTOR, CYCLE
from benchmarks.import50k import product as import_peak
from benchmarks.peak_workbook import peak_workbook, rows_of
from domain.common.database import open_database

NAME = "cutoff50k"
ORDERS = 50_000
RUNS = 5
TO_REACH = {"sqlite": {"ratio": 2.0, "seconds": 3}, "postgresql": {"ratio": 2.0, "seconds": 6}}


def measure(options: Namespace) -> Answer:
    """seconds, floor_seconds, ratio and peak_mb of a cutoff; above 50,000 orders also how many times 50,000 cost."""
    orders, runs = getattr(options, "orders", None) or ORDERS, getattr(options, "runs", None) or RUNS
    with ground_for(options) as ground:
        floor, product = _both(ground, orders, runs)
        answer = {
            **figures(NAME, floor, product),
            "database": ground.kind,
            "orders": orders,
            "lines": product.said["lines"],
            "pieces": product.said["pieces"],
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
    with ground.place() as company:
        in_fresh_process(import_peak, path=str(peak_workbook(orders)), place=company, rows=rows_of(orders))
        ground.settle(company)

        def bare() -> Run:
            with ground.place(company) as place:
                return in_fresh_process(floor, place=place, lines=rows_of(orders))

        def whole() -> Run:
            with ground.place(company) as place:
                return in_fresh_process(product, place=place, lines=rows_of(orders))

        return alternated(bare, whole, runs)


# The product ---------------------------------------------------------------------------------------


def product(place: str, lines: int) -> Answer:
    """The cutoff of a company whose cycle is open."""
    from domain.cutoff.operations import cut_off
    from domain.cutoff.operations.cutting import cutoff_from

    with open_database(place) as database, Clock() as clock:
        cut = cutoff_from(cut_off(database, ACTOR, CYCLE).answer)
    if cut.lines != lines or not cut.pieces == cut.purchase.pieces == cut.pick.pieces == cut.delivery.pieces:
        raise AssertionError(f"{cut} is not a cutoff of {lines} lines")
    return {"seconds": clock.seconds, "cpu_seconds": clock.cpu_seconds, "lines": cut.lines, "pieces": cut.pieces}


# The floor -----------------------------------------------------------------------------------------

BARE = {
    "bare_line": [
        *("snapshot_id", "line_id", "order_id", "cycle_id", "point_id", "product_id", "quantity", "weight_g"),
        *("volume_ml", "amount_fen"),
    ],
    "bare_pick": ["snapshot_id", "point_id", "product_id", "quantity", "weight_g", "orders"],
    "bare_purchase": ["snapshot_id", "product_id", "supplier_id", "quantity", "weight_g", "case_size"],
    "bare_delivery": [
        *("snapshot_id", "point_id", "orders", "products", "quantity", "weight_g", "volume_ml", "amount_fen"),
    ],
}
SUMS = (
    """
    INSERT INTO bare_line
    SELECT 1, l.id, l.order_id, l.cycle_id, o.point_id, l.product_id, l.quantity - l.cancelled_quantity,
      (l.quantity - l.cancelled_quantity) * p.weight_g, (l.quantity - l.cancelled_quantity) * p.volume_ml, l.amount_fen
    FROM orders o JOIN order_line l ON l.order_id = o.id JOIN product p ON p.id = l.product_id
    JOIN cycle c ON c.id = o.cycle_id
    WHERE c.code = '0525' AND o.state = 'confirmed' AND l.quantity > l.cancelled_quantity
    """,
    """
    INSERT INTO bare_pick SELECT 1, point_id, product_id, sum(quantity), sum(weight_g), count(DISTINCT order_id)
    FROM bare_line GROUP BY point_id, product_id
    """,
    """
    INSERT INTO bare_purchase SELECT 1, k.product_id, p.supplier_id, sum(k.quantity), sum(k.weight_g), p.case_size
    FROM bare_line k JOIN product p ON p.id = k.product_id GROUP BY k.product_id, p.supplier_id, p.case_size
    """,
    """
    INSERT INTO bare_delivery SELECT 1, point_id, count(DISTINCT order_id), count(DISTINCT product_id), sum(quantity),
      sum(weight_g), sum(volume_ml), sum(amount_fen) FROM bare_line GROUP BY point_id
    """,
)


def floor(place: str, lines: int) -> Answer:
    """The sums alone, in one committed transaction."""
    with bare_connection(place) as connection:
        for table, columns in BARE.items():
            make_bare(connection, table, [(column, "INTEGER") for column in columns])
        with Clock() as clock:
            connection.execute("BEGIN")
            for statement in SUMS:
                connection.execute(statement)
            connection.execute("COMMIT")
        _check(connection, lines)
    return {"seconds": clock.seconds, "cpu_seconds": clock.cpu_seconds}


def _check(connection: Connection, lines: int) -> None:
    """The floor did the same work: every line once, and the three demands agree."""
    queries = ["SELECT count(*) FROM bare_line", *(f"SELECT sum(quantity) FROM {table}" for table in BARE)]
    found = [row[0] for query in queries for row in connection.execute(query)]
    if found[0] != lines or len({*found[1:]}) != 1:
        raise AssertionError(f"{found}: lines and pieces of each table do not come from {lines} lines")
