"""Rules of the check that no query alone can say: checksums made anew, and amendments against what the trail told of them.

A paid amount or a name altered in the file is found by the checksum over each order's head; the last change of an
amendment by the trail, whose own chain is proved apart. Next: queries.py.
"""

from __future__ import annotations

import json

from sqlalchemy import Connection, select

from domain.common.records import TrailRecord
from domain.cutoff.records import AmendmentLineRecord, AmendmentRecord
from domain.cutoff.words import AmendmentState
from domain.ordering.records import OrderRecord
from domain.ordering.rules import HEAD_COLUMNS, head_check

LineKey = tuple[int, int, int, int]
"""(amendment, order, point, product)"""


def altered_heads(connection: Connection) -> tuple[int, int]:
    """(orders looked at, orders whose buyer, phone, notes, slot or amounts are not those that were written)."""
    columns = [OrderRecord.__table__.c[name] for name in ("head_check", *HEAD_COLUMNS)]
    rows = connection.execute(
        select(*columns).where(OrderRecord.head_check.is_not(None)).execution_options(yield_per=5000)
    )
    checked = wrong = 0
    for written, *head in rows:
        checked += 1
        wrong += written != head_check(*head)
    return checked, wrong


def untold_amendments(connection: Connection) -> tuple[int, int]:
    """(changes of accepted amendments looked at, those that the trail tells otherwise, or that only one of both has)."""
    told, held = _told(connection), _held(connection)
    return len(held), sum(1 for key in told.keys() | held.keys() if told.get(key) != held.get(key))


def _held(connection: Connection) -> dict[LineKey, tuple[int, int]]:
    query = (
        select(AmendmentLineRecord.__table__)
        .join(AmendmentRecord, AmendmentRecord.id == AmendmentLineRecord.amendment_id)
        .where(AmendmentRecord.state == AmendmentState.ACCEPTED.value)
    )
    return {
        (row.amendment_id, row.order_id, row.point_id, row.product_id): (row.before, row.after)
        for row in connection.execute(query)
    }


def _told(connection: Connection) -> dict[LineKey, tuple[int, int]]:
    query = select(TrailRecord.after).where(TrailRecord.stage == "cutoff", TrailRecord.what == "amendment_accepted")
    found: dict[LineKey, tuple[int, int]] = {}
    for after in connection.execute(query).scalars():
        for line in json.loads(after or "[0, []]")[1]:
            key = (line["amendment_id"], line["order_id"], line["point_id"], line["product_id"])
            found[key] = (line["before"], line["after"])
    return found
