"""What the books hold after a cutoff, read in few words: demands, the goods of each paper, the late list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from domain.common.database import Database
from domain.cutoff.queries import (
    day_sums,
    handover_sheets,
    late_list,
    pick_sheets,
    purchase_sheets,
    sow_sheets,
)
from domain.cutoff.records import DeliveryDemandRecord, PickDemandRecord, PurchaseDemandRecord, SnapshotRecord
from domain.reports.queries import check
from tests.builders import Wanted

Cells = dict[tuple[str, str], int]
"""(point, product) -> pieces, none of them 0."""


def wished(orders: Iterable[Wanted]) -> Cells:
    """What these orders ask for, counted here and nowhere else."""
    found: Counter[tuple[str, str]] = Counter()
    for one in orders:
        for product, pieces in one.goods.items():
            found[one.head.point, product] += pieces
    return {cell: pieces for cell, pieces in found.items() if pieces}


def by_product(cells: Cells) -> dict[str, int]:
    return summed((product, pieces) for (_, product), pieces in cells.items())


def by_point(cells: Cells) -> dict[str, int]:
    return summed((point, pieces) for (point, _), pieces in cells.items())


def summed(pairs: Iterable[tuple[Any, int]]) -> dict[Any, int]:
    """Pieces per key; keys that come to nothing are left out."""
    found: Counter[Any] = Counter()
    for key, pieces in pairs:
        found[key] += pieces
    return {key: pieces for key, pieces in found.items() if pieces}


def frozen(database: Database, record: Any, *keys: str) -> dict[Any, int]:
    """Pieces of a demand of the live snapshot by ids."""
    live = select(SnapshotRecord.id).where(SnapshotRecord.state == "live")
    with database.read() as connection:
        rows = connection.execute(select(record.__table__).where(record.snapshot_id.in_(live))).all()
    return {tuple(getattr(row, key) for key in keys): row.quantity for row in rows}


def demands(database: Database) -> tuple[dict[Any, int], dict[Any, int], dict[Any, int]]:
    """(pick by point and product, purchase by product, delivery by point) of the live snapshot, by ids."""
    return (
        frozen(database, PickDemandRecord, "point_id", "product_id"),
        frozen(database, PurchaseDemandRecord, "product_id"),
        frozen(database, DeliveryDemandRecord, "point_id"),
    )


def on_papers(database: Database, code: str = "0525") -> Cells:
    """What the pick lists say; every other paper of the cycle is found to say the same."""
    with database.read() as connection:
        picked = pick_sheets(connection, code)
        bought, sown = purchase_sheets(connection, code), sow_sheets(connection, code)
        handed, sums = handover_sheets(connection, code), day_sums(connection, code)
    cells = summed(((s.point, row.product), row.quantity) for s in picked for row in s.rows)
    assert summed(((row.point, s.product), row.quantity) for s in sown for row in s.rows) == cells
    assert summed(((s.point, row.product), row.quantity) for s in handed for row in s.goods) == cells
    assert (
        summed(((s.point, item.product), item.quantity) for s in handed for row in s.rows for item in row.items)
        == cells
    )
    assert summed((s.point, s.pieces) for s in handed) == by_point(cells)
    assert summed((row.product, row.quantity) for s in bought for row in s.rows) == by_product(cells)
    assert summed((product, pieces) for product, _unit, pieces, _points in sums.products) == by_product(cells)
    assert summed((point, pieces) for point, _orders, pieces, _weight in sums.points) == by_point(cells)
    assert sum(pieces for _supplier, _products, pieces in sums.suppliers) == sum(cells.values())
    return cells


def late(database: Database, code: str = "0525") -> dict[str, Any]:
    """The late list by order number; a number that stands there twice is a fault."""
    with database.read() as connection:
        rows = late_list(connection, code)
    assert len({row.order for row in rows}) == len(rows)
    return {row.order: row for row in rows}


def wrong(database: Database) -> list[str]:
    """The rules of the nightly check that found something."""
    with database.read() as connection:
        return [rule.name for rule in check(connection).rules if rule.wrong]
