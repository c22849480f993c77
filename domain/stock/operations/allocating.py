"""Promises stock to a cycle: per product the smaller of what is still wanted and what is usable, first expired first.

Run again it tops up after later receipts and gives back what is no longer needed; pieces already taken stay. It is
computed anew from what lies there, so the same stock always gives the same promise. SQL: statements.py.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.people import Actor, Right
from domain.cutoff.operations.amending import locked_snapshot
from domain.ordering.queries import cycle_id
from domain.ordering.records import CycleRecord
from domain.stock.operations import statements

NEVER = date(9999, 12, 31)
"""Goods without a best-before day go last."""


def allocate(database: Database, actor: Actor, cycle_code: str, command_id: str | None = None) -> Done:
    """Allocates stock to a cut cycle: {"cycle", "products", "open", "held", "missing", "short_products", "taken", "given_back"}.

    `open` pieces are still to be picked, `held` of them are promised, `missing` = open - held. `taken` and
    `given_back` tell what this run changed. Raises NotFound, CycleNotCut.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        answer = {"cycle": cycle_code, **allocate_within(tx, cycle_id(tx.connection, cycle_code))}
        tx.note("stock", "stock_allocated", f"cycle {cycle_code}", after=answer)
        return answer

    return command.execute(
        database, actor, "allocate", [cycle_code], work, right=Right.KEEP_STOCK, command_id=command_id
    )


def allocate_within(tx: Transaction, cycle: int) -> dict[str, int]:
    """As allocate, inside another command's transaction (a receipt tops up at once). No trail row of its own."""
    facts = allocation_facts(tx, cycle)
    if tx.dialect == "postgresql":
        for lock in statements.LOCKS:
            tx.connection.execute(lock, facts)
    held = _held(tx, facts)
    tx.connection.execute(statements.GIVE_BACK, facts)
    kept = _held(tx, facts)
    tx.connection.execute(statements.TAKE, facts)
    now = tx.connection.execute(statements.STANDING, facts).one()
    return {
        "products": int(now.products),
        "open": int(now.open),
        "held": int(now.held),
        "missing": int(now.open - now.held),
        "short_products": int(now.short_products),
        "taken": _held(tx, facts) - kept,
        "given_back": held - kept,
    }


def allocation_facts(tx: Transaction, cycle: int) -> dict[str, Any]:
    """The parameters of the statements; the live snapshot's row is locked. Raises CycleNotCut."""
    snapshot = locked_snapshot(tx.connection, cycle)
    row = tx.connection.execute(
        select(CycleRecord.warehouse_id, CycleRecord.delivery_day).where(CycleRecord.id == cycle)
    ).one()
    return {
        "cycle": cycle,
        "snapshot": snapshot,
        "warehouse": row.warehouse_id,
        "delivery": row.delivery_day,
        "never": NEVER,
    }


def _held(tx: Transaction, facts: dict[str, Any]) -> int:
    return int(tx.connection.execute(statements.HELD, {"cycle": facts["cycle"]}).scalar_one())
