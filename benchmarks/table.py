"""The window's table over 100,000 orders: open, sort by every column, filter, page; milliseconds to rows in the model.

The floor is the same page by bare SQL on the same file. Open also paints the table once. PostgreSQL is the books'
business alone and is measured by --database postgresql without another window.
"""

from __future__ import annotations

import os
import sqlite3
import time
from argparse import Namespace
from collections.abc import Callable
from typing import Any

from benchmarks.companies import ground_for
from benchmarks.fresh_process import Answer, in_fresh_process
from benchmarks.import50k import CYCLE
from benchmarks.import50k import product as import_peak
from benchmarks.peak_workbook import peak_workbook, rows_of

NAME = "table"
ORDERS = 100_000
TIMES = 7
TO_REACH = {"open_ms": 100, "sort_ms": 150, "filter_ms": 150}
WORDS = ("1234", "王", "E0001", "1")


def measure(options: Namespace) -> Answer:
    """Milliseconds: `open_ms`, the worst `sort_ms`, `filter_ms`, `page_ms`; the same by bare SQL; seconds is their sum."""
    orders = getattr(options, "orders", None) or ORDERS
    with ground_for(Namespace(**{**vars(options), "database": "sqlite"})) as ground, ground.place() as company:
        in_fresh_process(import_peak, path=str(peak_workbook(orders)), place=company, rows=rows_of(orders))
        bare = in_fresh_process(floor, place=company)
        window = in_fresh_process(product, place=company, orders=orders)
    figures, under = window.said["figures"], bare.said["figures"]
    return {
        "name": NAME,
        "seconds": round(sum(figures.values()) / 1000, 4),
        "floor_seconds": round(sum(under.values()) / 1000, 4),
        "ratio": round(sum(figures.values()) / sum(under.values()), 2),
        "peak_mb": round(window.peak_mb),
        "orders": orders,
        **{name: round(value, 1) for name, value in figures.items()},
        "floor": {name: round(value, 1) for name, value in under.items()},
        "to_reach": TO_REACH,
    }


def best_ms(act: Callable[[], object]) -> float:
    """The best of some runs, in milliseconds."""
    found = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        act()
        found.append(time.perf_counter() - begun)
    return min(found) * 1000


# The product ---------------------------------------------------------------------------------------


def product(place: str, orders: int) -> Answer:
    """The model of the window with a table before it, offscreen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication, QTableView

    from desktop.views.orders.table.model import OrdersModel
    from domain.common.database import open_database
    from domain.ordering.queries import OrderFilter, OrderSort, order_page

    application = QApplication([])
    with open_database(place) as database:
        model, table = OrdersModel(), QTableView()
        table.setModel(model)
        table.resize(1200, 700)
        table.show()

        def show(wanted: OrderFilter, sort: OrderSort = OrderSort.ENTRY, descending: bool = False) -> None:
            with database.read() as connection:
                model.show_first(order_page(connection, wanted, sort=sort, descending=descending))
            table.viewport().grab()

        def next_page() -> None:
            with database.read() as connection:
                model.add_page(order_page(connection, OrderFilter(CYCLE), after=model.rows[-1]))

        every = OrderFilter(CYCLE)
        opened = best_ms(lambda: show(every))
        sorted_by = [best_ms(lambda s=s, d=d: show(every, s, d)) for s in OrderSort for d in (False, True)]  # type: ignore[misc]
        filtered = [best_ms(lambda w=w: show(OrderFilter(CYCLE, w))) for w in WORDS]  # type: ignore[misc]
        show(every)
        paged = best_ms(next_page)
        shown = len(model.rows)
    application.quit()
    if shown <= 500:
        raise AssertionError(f"{shown} rows after paging through {orders} orders")
    figures = {"open_ms": opened, "sort_ms": max(sorted_by), "filter_ms": max(filtered), "page_ms": paged}
    return {"seconds": 0, "cpu_seconds": 0, "figures": figures}


# The floor -----------------------------------------------------------------------------------------

_SELECT = (
    "SELECT o.id, c.code, o.external_no, o.sequence, o.channel, o.buyer, o.phone, p.name, o.pieces, o.lines, o.paid_fen, "
    "o.state, o.is_late, o.note, o.slot, o.ordered_at FROM orders o JOIN cycle c ON c.id = o.cycle_id "
    "JOIN point p ON p.id = o.point_id WHERE o.cycle_id = (SELECT id FROM cycle WHERE code = ?) "
)
_KEYS = ("o.id", "o.sequence", "o.external_no", "o.buyer", "p.name", "o.pieces", "o.paid_fen", "o.state")


def floor(place: str) -> Answer:
    """The same pages by bare SQL."""
    from pathlib import Path

    from domain.common.database import FILE_NAME

    connection = sqlite3.connect(Path(place) / FILE_NAME)

    def rows(more: str = "", order: str = "o.id", *values: Any) -> list[Any]:
        return connection.execute(f"{_SELECT}{more} ORDER BY {order} LIMIT 500", (CYCLE, *values)).fetchall()

    like = "AND (o.buyer LIKE ? OR o.external_no LIKE ? OR p.name LIKE ?)"
    opened = best_ms(rows)
    sorted_by = [best_ms(lambda k=k, d=d: rows("", f"{k} {d}, o.id")) for k in _KEYS for d in ("", "DESC")]  # type: ignore[misc]
    filtered = [best_ms(lambda w=w: rows(like, "o.id", f"%{w}%", f"{w}%", f"%{w}%")) for w in WORDS]  # type: ignore[misc]
    filtered.append(best_ms(lambda: rows("AND o.phone_tail = ?", "o.id", "1234")))
    paged = best_ms(lambda: rows("AND o.id > ?", "o.id", 500))
    connection.close()
    figures = {"open_ms": opened, "sort_ms": max(sorted_by), "filter_ms": max(filtered), "page_ms": paged}
    return {"seconds": 0, "cpu_seconds": 0, "figures": figures}
