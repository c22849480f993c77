"""Orders nobody came for: kept until another day, or sent back. What their goods become, stock decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as lite_insert

from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import ReasonNeeded
from domain.common.people import Actor
from domain.handover import rules
from domain.handover.operations.stops import run
from domain.handover.queries.candidates import by_ids
from domain.handover.records import UncollectedRecord
from domain.handover.words import ExtendedToThePast, NotWaiting, UncollectedState


def extend(
    database: Database,
    actor: Actor,
    order_ids: Sequence[int],
    until: date,
    reason: str,
    *,
    command_id: str | None = None,
) -> Done:
    """The point keeps these orders until that day; answer {"orders", "until"}. May be said again with a later day.

    Raises NotWaiting with their names, ExtendedToThePast, ReasonNeeded.
    """
    if not reason.strip():
        raise ReasonNeeded("extend_orders")

    def work(tx: Transaction) -> dict[str, Any]:
        if until < tx.at.astimezone().date():
            raise ExtendedToThePast(until)
        _write(tx, order_ids, UncollectedState.EXTENDED, until, reason)
        return {"orders": len(set(order_ids)), "until": until.isoformat()}

    return run(database, actor, "extend_orders", [list(order_ids), until.isoformat(), reason], work, command_id)


def return_uncollected(
    database: Database, actor: Actor, order_ids: Sequence[int], reason: str, *, command_id: str | None = None
) -> Done:
    """These orders go back: nobody collects them any more. Answer {"orders"}. Raises NotWaiting, ReasonNeeded."""
    if not reason.strip():
        raise ReasonNeeded("return_orders")

    def work(tx: Transaction) -> dict[str, Any]:
        _write(tx, order_ids, UncollectedState.RETURNED, None, reason)
        return {"orders": len(set(order_ids))}

    return run(database, actor, "return_orders", [list(order_ids), reason], work, command_id)


def _write(tx: Transaction, order_ids: Sequence[int], state: UncollectedState, until: date | None, reason: str) -> None:
    wanted = sorted(set(order_ids))
    found = {one.order_id: one for one in by_ids(tx.connection, wanted)}
    wrong = [i for i in wanted if i not in found or found[i].state not in rules.TO_GIVE_OUT]
    if wrong:
        named = [f"{found[i].cycle} {found[i].order}" if i in found else str(i) for i in wrong]
        raise NotWaiting(len(wrong), rules.names(named))
    make = pg_insert if tx.dialect == "postgresql" else lite_insert
    values = {"state": state.value, "until": until, "reason": reason.strip()[:200], "at": tx.at}
    who = {"person": tx.actor.person, "command_id": tx.command_id}
    fresh = make(UncollectedRecord)
    again = {name: fresh.excluded[name] for name in (*values, *who)}
    upsert = fresh.on_conflict_do_update(
        index_elements=["order_id"], set_={**again, "version": UncollectedRecord.version + 1}
    )
    if wanted:
        tx.connection.execute(upsert, [{"order_id": i, **values, **who} for i in wanted])
    told = {"orders": wanted, "until": until, "reason": reason.strip()}
    tx.note("handover", f"orders_{state.value}", f"{len(wanted)} orders", after=told)
