"""Settles what came after the cut: accepted with person and reason (it stands on every later paper), rejected, moved.

Every acceptance locks the snapshot's row first, so numbers run without gaps and two persons cannot both change the
same pieces. The frozen lines stay; what holds now is frozen plus accepted changes.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotFound, ReasonNeeded, Refusal
from domain.common.people import Actor, Right
from domain.cutoff.operations import statements
from domain.cutoff.operations.contacts import Contact, contact_in, refuse_cancelled, staged_from, take_contact
from domain.cutoff.records import AmendmentLineRecord, AmendmentRecord, SnapshotRecord
from domain.cutoff.words import (
    AmendmentKind,
    AmendmentSettled,
    AmendmentState,
    CycleNotCut,
    QuantityOutOfRange,
    SnapshotState,
)
from domain.ordering.operations import writing
from domain.ordering.operations.taking import lock_cycle
from domain.ordering.records import CycleRecord, OrderRecord
from domain.ordering.words import LARGEST_QUANTITY, CycleNotOpen, CycleState

Cells = dict[tuple[int, int], int]
"""(point id, product id) -> pieces."""


class NothingAmended(Refusal):
    """The amendment would change nothing."""

    code = "nothing_amended"

    def facts(self) -> dict[str, object]:
        return {}


def accept_amendment(
    database: Database, actor: Actor, amendment_id: int, reason: str, *, command_id: str | None = None
) -> Done:
    """Makes a proposal count: answer {"amendment": number, "cycle", "order"}. Raises AmendmentSettled, ReasonNeeded."""
    _need(reason, "accept_amendment")

    def work(tx: Transaction) -> dict[str, Any]:
        row = _proposed(tx.connection, amendment_id)
        snapshot_id = locked_snapshot(tx.connection, row.cycle_id)
        order_id, cells = _wanted_by(tx, row)
        contact = take_contact(tx, order_id, contact_in(row))
        return _accept(tx, row.id, row.cycle_id, snapshot_id, order_id, cells, reason, contact)

    return _run(database, actor, "accept_amendment", [amendment_id, reason], work, command_id)


def reject_amendment(database: Database, actor: Actor, amendment_id: int, reason: str) -> Done:
    """Settles a proposal as not wanted; it does not come back with the next import of the same file."""
    _need(reason, "reject_amendment")

    def work(tx: Transaction) -> dict[str, Any]:
        row = _proposed(tx.connection, amendment_id)
        _settle(tx, row.id, AmendmentState.REJECTED, reason)
        tx.note("cutoff", "amendment_rejected", f"order {row.channel}/{row.external_no}", after={"reason": reason})
        return {"order": row.external_no}

    return _run(database, actor, "reject_amendment", [amendment_id, reason], work)


def move_amendment(database: Database, actor: Actor, amendment_id: int, cycle: str, reason: str) -> Done:
    """A late new order goes into the open cycle `cycle`. Answer {"order", "cycle"}."""
    _need(reason, "move_amendment")

    def work(tx: Transaction) -> dict[str, Any]:
        row = _proposed(tx.connection, amendment_id)
        target = lock_cycle(tx.connection, cycle)
        if target.state != CycleState.OPEN:
            raise CycleNotOpen(cycle, target.state)
        staged = staged_from(json.loads(row.body), row.group_key)
        ids = writing.insert_orders(tx, target.id, None, [staged], channel=row.channel, late=True)
        _settle(tx, row.id, AmendmentState.MOVED, reason, order_id=ids[0])
        tx.note("cutoff", "amendment_moved", f"order {row.channel}/{row.external_no}", after={"cycle": cycle})
        tx.stages.add("ordering")
        return {"order": row.external_no, "cycle": cycle}

    return _run(database, actor, "move_amendment", [amendment_id, cycle, reason], work)


def amend_order(
    database: Database,
    actor: Actor,
    order_id: int,
    product_id: int,
    pieces: int,
    reason: str,
    *,
    command_id: str | None = None,
) -> Done:
    """A person changes a frozen order: `product_id` to `pieces` (0: gone). Answer as accept_amendment."""
    _need(reason, "amend_order")
    if not 0 <= pieces <= LARGEST_QUANTITY:
        raise QuantityOutOfRange(pieces, LARGEST_QUANTITY)

    def work(tx: Transaction) -> dict[str, Any]:
        order = _order(tx.connection, order_id)
        snapshot_id = locked_snapshot(tx.connection, order.cycle_id)
        refuse_cancelled(order)
        now_there = _current(tx.connection, snapshot_id, order_id)
        point = next((p for p, _ in now_there), order.point_id)
        cells = {**now_there, (point, product_id): pieces}
        made = _insert_direct(tx, order, snapshot_id, [product_id, pieces])
        return _accept(tx, made, order.cycle_id, snapshot_id, order_id, cells, reason)

    body = [order_id, product_id, pieces, reason]
    return _run(database, actor, "amend_order", body, work, command_id)


def _run(
    database: Database, actor: Actor, kind: str, body: object, work: command.Work, command_id: str | None = None
) -> Done:
    return command.execute(database, actor, kind, body, work, right=Right.AMEND, command_id=command_id)


def _need(reason: str, act: str) -> None:
    if not reason.strip():
        raise ReasonNeeded(act)


def _proposed(connection: Connection, amendment_id: int) -> Any:
    """The proposal, locked; AmendmentSettled when a person was faster."""
    query = select(AmendmentRecord.__table__).where(AmendmentRecord.id == amendment_id).with_for_update()
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("amendment", str(amendment_id))
    if row.state != AmendmentState.PROPOSED:
        raise AmendmentSettled(row.number or row.id, row.state)
    return row


def locked_snapshot(connection: Connection, cycle_id: int) -> int:
    """The id of the cycle's live snapshot, its row locked until the commit; CycleNotCut when there is none."""
    live = select(SnapshotRecord.id).where(
        SnapshotRecord.cycle_id == cycle_id, SnapshotRecord.state == SnapshotState.LIVE.value
    )
    found = connection.execute(live.with_for_update()).scalar_one_or_none()
    if found is None:
        row = connection.execute(select(CycleRecord.code, CycleRecord.state).where(CycleRecord.id == cycle_id)).one()
        raise CycleNotCut(row.code, row.state)
    return int(found)


def _order(connection: Connection, order_id: int) -> Any:
    row = connection.execute(select(OrderRecord.__table__).where(OrderRecord.id == order_id)).one_or_none()
    if row is None:
        raise NotFound("order", str(order_id))
    return row


def _wanted_by(tx: Transaction, row: Any) -> tuple[int, Cells]:
    """(order id, what the order shall hold). A new order is written first, marked with its amendment."""
    if row.kind == AmendmentKind.VANISHED:
        return row.order_id, {}
    staged = staged_from(json.loads(row.body), row.group_key)
    cells: Cells = {}
    for line, product_id in staged.lines:
        cells[staged.point_id, product_id] = cells.get((staged.point_id, product_id), 0) + line.quantity
    if row.kind == AmendmentKind.NEW:
        # Two words about one new order, or a reopened cycle that took it meanwhile: the order is there already.
        there = _order_of(tx.connection, row)
        if there is not None:
            return there, cells
        ids = writing.insert_orders(
            tx, row.cycle_id, None, [staged], channel=row.channel, late=True, amendment_id=row.id
        )
        return ids[0], cells
    return row.order_id, cells


def _order_of(connection: Connection, row: Any) -> int | None:
    query = select(OrderRecord.id).where(
        OrderRecord.cycle_id == row.cycle_id,
        OrderRecord.channel == row.channel,
        OrderRecord.group_key == row.group_key,
        OrderRecord.external_no == row.external_no,
    )
    return connection.execute(query).scalar_one_or_none()


def _current(connection: Connection, snapshot_id: int, order_id: int) -> Cells:
    rows = connection.execute(statements.CURRENT_OF_ORDER, {"snapshot": snapshot_id, "order": order_id})
    return {(row.point_id, row.product_id): int(row.pieces) for row in rows}


def _insert_direct(tx: Transaction, order: Any, snapshot_id: int, body: object) -> int:
    """The row of an amendment a person makes without a file; proposed for the length of this transaction."""
    row = {
        "cycle_id": order.cycle_id,
        "snapshot_id": snapshot_id,
        "kind": AmendmentKind.CHANGED.value,
        "state": AmendmentState.PROPOSED.value,
        "order_id": order.id,
        "channel": order.channel,
        "group_key": order.group_key,
        "external_no": order.external_no,
        "content_sha": hashlib.sha256(tx.command_id.encode()).hexdigest()[:32],
        "body": json.dumps(body),
        "proposed_at": tx.at,
        "proposed_by": tx.actor.person,
    }
    return int(tx.connection.execute(insert(AmendmentRecord).values(**row).returning(AmendmentRecord.id)).scalar_one())


def _accept(
    tx: Transaction,
    amendment_id: int,
    cycle_id: int,
    snapshot_id: int,
    order_id: int,
    cells: Cells,
    reason: str,
    contact: Contact = (),
) -> dict[str, Any]:
    before = _current(tx.connection, snapshot_id, order_id)
    lines = [
        {
            "amendment_id": amendment_id,
            "order_id": order_id,
            "point_id": cell[0],
            "product_id": cell[1],
            "before": before.get(cell, 0),
            "after": cells.get(cell, 0),
        }
        for cell in sorted({*before, *cells})
        if before.get(cell, 0) != cells.get(cell, 0)
    ]
    if not lines and not contact:
        raise NothingAmended()
    if lines:
        tx.connection.execute(insert(AmendmentLineRecord), lines)
    number = _next_number(tx.connection, snapshot_id)
    changed = json.dumps(contact, ensure_ascii=False) if contact else None
    facts = {"order_id": order_id, "number": number, "snapshot_id": snapshot_id, "contact": changed}
    _settle(tx, amendment_id, AmendmentState.ACCEPTED, reason, **facts)
    order = _order(tx.connection, order_id)
    subject = f"order {order.channel}/{order.external_no}"
    tx.note("cutoff", "amendment_accepted", subject, after=[reason, lines, *([contact] if contact else [])])
    tx.stages.add("ordering")
    code = tx.connection.execute(select(CycleRecord.code).where(CycleRecord.id == cycle_id)).scalar_one()
    return {"amendment": number, "cycle": code, "order": order.external_no}


def _next_number(connection: Connection, snapshot_id: int) -> int:
    """The next number, under the lock of the snapshot's row."""
    query = select(func.coalesce(func.max(AmendmentRecord.number), 0)).where(AmendmentRecord.snapshot_id == snapshot_id)
    return int(connection.execute(query).scalar_one() or 0) + 1


def _settle(tx: Transaction, amendment_id: int, state: AmendmentState, reason: str, **values: object) -> None:
    done = tx.connection.execute(
        update(AmendmentRecord)
        .where(AmendmentRecord.id == amendment_id, AmendmentRecord.state == AmendmentState.PROPOSED.value)
        .values(
            state=state.value,
            settled_at=tx.at,
            settled_by=tx.actor.person,
            station=tx.actor.station,
            reason=reason.strip(),
            **values,
        )
    )
    if done.rowcount == 0:
        raise AmendmentSettled(amendment_id, state.value)
