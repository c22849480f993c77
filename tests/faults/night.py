"""A station that works until it is killed: opens cycles, imports written files, cuts off, takes late orders, amends.

Before a step its intent, after it its answer are written to a journal outside the database and fsynced; kill.py judges
by that. Run by kill.py as `python -m tests.faults.night PLACE FOLDER NAME`.
"""

from __future__ import annotations

import itertools
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import text

from domain.common.database import Database, open_database
from domain.common.people import Actor
from domain.cutoff import operations as cutoff
from domain.ordering import operations as ordering
from domain.ordering.answers import as_body
from exchange.imports import read_orders
from tests.builders import CUTOFF_AT, DELIVERY, EGGS, GARDEN, GRAPES, MELON
from tests.exchange.imports.builders import WEIMOB, WOO, YOUZAN_ITEMS, as_csv, as_xlsx, rows_under

Step = dict[str, Any]
"""{"id", "what", "cycle"} and what the step needs; an import's "orders" are {number: pieces} as they will stand."""
ORDERS = 60


# The steps ----------------------------------------------------------------------------------------


def do(database: Database, step: Step) -> dict[str, Any]:
    """Does the step under its command id, whether for the first time or again; the answer as JSON gives it back."""
    act = ACTS[step["what"]]
    return dict(json.loads(json.dumps(act(database, Actor("夜班", step["station"]), step), default=str)))


def _open(database: Database, who: Actor, step: Step) -> dict[str, Any]:
    given = {"cutoff_at": CUTOFF_AT, "delivery": DELIVERY, "command_id": step["id"]}
    return ordering.open_cycle(database, who, step["cycle"], **given).answer


def _import(database: Database, who: Actor, step: Step) -> dict[str, Any]:
    files = [read_orders(Path(path)) for path in step["files"]]
    done = cutoff.take_orders(database, who, files, step["cycle"], point=GARDEN, command_id=step["id"])
    return as_body(done.answer)


def _cut(database: Database, who: Actor, step: Step) -> dict[str, Any]:
    return cutoff.cut_off(database, who, step["cycle"], command_id=step["id"]).answer


def _reopen(database: Database, who: Actor, step: Step) -> dict[str, Any]:
    return cutoff.reopen(database, who, step["cycle"], "少收一单", command_id=step["id"]).answer


def _accept(database: Database, who: Actor, step: Step) -> dict[str, Any]:
    return cutoff.accept_amendment(database, who, step["amendment"], "团长来电", command_id=step["id"]).answer


def _amend(database: Database, who: Actor, step: Step) -> dict[str, Any]:
    order, product = step["order"], step["product"]
    return cutoff.amend_order(database, who, order, product, step["pieces"], "顾客改数量", command_id=step["id"]).answer


ACTS = {"open": _open, "import": _import, "cut": _cut, "reopen": _reopen, "accept": _accept, "amend": _amend}


# The work of a night ------------------------------------------------------------------------------


def work(database: Database, folder: Path, name: str) -> Iterator[Step]:
    """Cycle after cycle, for ever."""
    for number in itertools.count(1):
        yield from cycle(database, folder, f"{name}-{number}", name)


def cycle(database: Database, folder: Path, code: str, name: str) -> Iterator[Step]:
    ids = itertools.count(1)

    def step(what: str, **given: Any) -> Step:
        return {"id": f"{code}-step-{next(ids)}", "what": what, "cycle": code, "station": name, **given}

    yield step("open")
    yield step("import", **youzan(folder, code, ORDERS, 1))
    yield step("import", **weimob(folder, code, ORDERS))
    yield step("import", **youzan(folder, code, ORDERS + 20, 2))
    yield step("cut")
    yield step("reopen")
    yield step("cut")
    yield step("import", late=True, **woocommerce(folder, code, 20))
    proposed = _one(database, PROPOSED, code)
    if proposed:
        yield step("accept", amendment=proposed[0])
    order, product, pieces = _one(database, FROZEN, code) or (0, 0, 0)
    yield step("amend", order=order, product=product, pieces=pieces + 1)


PROPOSED = (
    "SELECT a.id FROM amendment a JOIN cycle c ON c.id = a.cycle_id "
    "WHERE c.code = :code AND a.state = 'proposed' ORDER BY a.id"
)
FROZEN = (
    "SELECT k.order_id, k.product_id, k.quantity FROM snapshot_line k JOIN snapshot s ON s.id = k.snapshot_id "
    "JOIN cycle c ON c.id = s.cycle_id WHERE c.code = :code AND s.state = 'live' ORDER BY k.line_id"
)


def _one(database: Database, sql: str, code: str) -> Sequence[int] | None:
    with database.read() as connection:
        return connection.execute(text(sql), {"code": code}).first()


# Its files ----------------------------------------------------------------------------------------


def youzan(folder: Path, code: str, count: int, factor: int) -> dict[str, Any]:
    """A CSV of orders with two lines each; with another factor they are the same orders, changed."""
    orders = {f"{code}-Y{n}": [(EGGS, factor * (n % 4 + 1)), (GRAPES, n % 3 + 1)] for n in range(count)}
    rows = [
        {"订单号": key, "商品名称": goods, "商品数量": pieces, "商品金额小计": pieces * 10, "商品实际成交金额": pieces * 10,
         "订单商品状态": "待发货", "收货人/提货人": "沙拉", "收货人手机号/提货人手机号": "13900001234"}
        for key, lines in orders.items() for goods, pieces in lines
    ]  # fmt: skip
    path = as_csv(folder / f"{code}-{factor}.csv", rows_under(YOUZAN_ITEMS, *rows))
    return {"files": [str(path)], "orders": {key: sum(n for _, n in lines) for key, lines in orders.items()}}


def weimob(folder: Path, code: str, count: int) -> dict[str, Any]:
    """A workbook of orders with one line each."""
    orders = {f"{code}-W{n}": n % 5 + 1 for n in range(count)}
    rows = [
        {"订单编号": key, "商品名称": MELON, "商品数量": str(pieces), "订单总金额": "10.00", "实收金额": "10.00",
         "预约人/收货人姓名": "周", "预约人/收货人手机号": "13800000001", "商品留言": f"大概位置/选择自提：{GARDEN}"}
        for key, pieces in orders.items()
    ]  # fmt: skip
    return {"files": [str(as_xlsx(folder / f"{code}.xlsx", rows_under(WEIMOB, *rows)))], "orders": orders}


def woocommerce(folder: Path, code: str, count: int) -> dict[str, Any]:
    """A CSV of orders that come after the cut."""
    orders = {f"{code}-C{n}": n % 2 + 1 for n in range(count)}
    rows = [
        {"Order Number": key, "Order Status": "Processing", "First Name (Billing)": "安", "Phone (Billing)": "13700001111",
         "Item #": "1", "Name": EGGS, "Quantity": str(pieces), "Quantity (- Refund)": str(pieces),
         "Order Line Total": "10.00", "Order Total Amount": "10.00"}
        for key, pieces in orders.items()
    ]  # fmt: skip
    return {"files": [str(as_csv(folder / f"{code}-late.csv", rows_under(WOO, *rows)))], "orders": orders}


# The journal --------------------------------------------------------------------------------------


def main(arguments: list[str]) -> None:
    place, folder, name = arguments
    with (
        open_database(place) as database,
        Path(folder, f"{name}.journal").open("w", encoding="utf-8") as journal,
    ):
        print("ready", flush=True)
        for step in work(database, Path(folder), name):
            write(journal, {"about": step})
            write(journal, {"done": step["id"], "answer": do(database, step)})


def write(journal: Any, line: dict[str, Any]) -> None:
    """The line is on the disk when this returns."""
    journal.write(json.dumps(line, ensure_ascii=False) + "\n")
    journal.flush()
    os.fsync(journal.fileno())


if __name__ == "__main__":
    main(sys.argv[1:])
