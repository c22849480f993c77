"""How this company keeps stock: below how many pieces a product is low, and whether stock is kept at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select, update

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.lookups import insert_unless_there, table_of
from domain.common.people import Actor, Right
from domain.common.records import SettingRecord
from domain.places.words import FIRST_WAREHOUSE
from domain.stock import rules
from domain.stock.operations import looking
from domain.stock.records import ThresholdRecord
from domain.stock.words import STOCK_SETTING, Tracking


def set_thresholds(
    database: Database,
    actor: Actor,
    pieces: Mapping[int, int],
    *,
    warehouse_id: int = FIRST_WAREHOUSE,
    command_id: str | None = None,
) -> Done:
    """Products (by id) are low below so many free pieces; 0 takes the threshold away. {"set", "cleared"}.

    Raises NotFound, QuantityNotCounted.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        table = table_of(ThresholdRecord)
        of_these = (table.c.warehouse_id == warehouse_id, table.c.product_id.in_(list(pieces)))
        known = tx.connection.execute(select(table.c.product_id, table.c.pieces).where(*of_these))
        before = {row.product_id: row.pieces for row in known}
        tx.connection.execute(delete(table).where(*of_these))
        rows = [_row(tx, warehouse_id, product, count) for product, count in sorted(pieces.items()) if count]
        if rows:
            tx.connection.execute(table.insert(), rows)
        tx.note("stock", "thresholds_set", f"{len(pieces)} products", before=before, after=dict(pieces))
        return {"set": len(rows), "cleared": len(pieces) - len(rows)}

    body = [warehouse_id, sorted(pieces.items())]
    return command.execute(
        database, actor, "stock.set_thresholds", body, work, right=Right.KEEP_STOCK, command_id=command_id
    )


def _row(tx: Transaction, warehouse_id: int, product_id: int, pieces: int) -> dict[str, int]:
    looking.product(tx.connection, product_id)
    if refusal := rules.refusal_of_quantity(pieces):
        raise refusal
    return {"warehouse_id": warehouse_id, "product_id": product_id, "pieces": pieces}


def set_tracking(database: Database, actor: Actor, tracking: Tracking, *, command_id: str | None = None) -> Done:
    """Whether goods are picked from counted stock only, or also where no stock is kept: {"before", "after"}."""

    def work(tx: Transaction) -> dict[str, Any]:
        there = select(SettingRecord.value).where(SettingRecord.name == STOCK_SETTING)
        before = tx.connection.execute(there).scalar_one_or_none()
        row = {"name": STOCK_SETTING, "value": json.dumps(tracking.value)}
        tx.connection.execute(insert_unless_there(tx.connection, SettingRecord, ["name"]), row)
        tx.connection.execute(
            update(SettingRecord).where(SettingRecord.name == STOCK_SETTING).values(value=row["value"])
        )
        answer = {"before": json.loads(before) if before else Tracking.TRACKED.value, "after": tracking.value}
        tx.note("stock", "tracking_set", STOCK_SETTING, before=answer["before"], after=answer["after"])
        return answer

    body = [tracking.value]
    return command.execute(
        database, actor, "stock.set_tracking", body, work, right=Right.EDIT_CATALOGUE, command_id=command_id
    )
