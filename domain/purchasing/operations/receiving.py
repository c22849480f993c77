"""Receives goods against orders: a line, or the rest of an order in one act. One row of the ledger moves the stock and
counts the line by triggers; rules.receiving judges before, the database after.

Next: taking_back.py, files.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, exists, insert, select, update

from domain.catalogue.records import ProductRecord
from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotAllowed, NotFound, Notice
from domain.common.lookups import table_of
from domain.common.people import RIGHTS, PersonRecord, Right, Role
from domain.common.people import Actor as Actor
from domain.ordering.records import CycleRecord
from domain.purchasing.operations.editing import locked_order
from domain.purchasing.records import PurchaseLineRecord, PurchaseOrderRecord, ReceiptLineRecord
from domain.purchasing.rules import receiving as rules
from domain.purchasing.words import Awaited, Delivered, PurchaseNotOpen, PurchaseState
from domain.stock.operations import allocate_within, dock_bin, lot_for
from domain.stock.records import AllocationRecord, BinRecord

LINE, ORDER = PurchaseLineRecord, PurchaseOrderRecord


def receive(
    database: Database, actor: Actor, line_id: int, delivered: Delivered, *, command_id: str | None = None
) -> Done:
    """Receives goods of one line of an order: accepted into a bin as a lot, refused with a reason.

    Answer {"receipt", "order", "product", "accepted", "refused", "lot", "remaining", "warnings": [[code, facts]]}.
    Raises the refusals of rules.receiving (OverDelivered unless `over_by` names who may allow it, WeightInDoubt as a
    question), PurchaseNotOpen, NotAllowed, NotFound, LotHasAnotherExpiry.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        row = line_to_receive(tx.connection, line_id)
        answer = receive_line(tx, row, delivered)
        note = {"product": row.name, **_counts(answer), "lot": answer["lot"], "reason": delivered.reason}
        tx.note("purchasing", "goods_received", f"purchase {row.number}", after=note)
        top_up(tx, [row.cycle_id])
        return answer

    body = [line_id, asdict(delivered)]
    return command.execute(database, actor, "receive", body, work, right=Right.RECEIVE, command_id=command_id)


def receive_all(
    database: Database, actor: Actor, order_id: int, *, delivery_note: str = "", command_id: str | None = None
) -> Done:
    """The rest of an order exactly as ordered, in one act, and the order is done.

    Answer {"order", "lines", "pieces", "state", "warnings"}; again it changes nothing. Raises PurchaseNotOpen, NotFound.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        order = locked_order(tx.connection, order_id)
        rows = tx.connection.execute(_lines().where(LINE.purchase_order_id == order_id).order_by(LINE.id)).all()
        rest = [row for row in rows if row.ordered > row.received]
        done = [
            receive_line(tx, row, Delivered(row.ordered - row.received, delivery_note=delivery_note)) for row in rest
        ]
        state = close(tx, order_id) if rest else order.state
        answer = {"order": order.number, "lines": len(done), "pieces": sum(one["accepted"] for one in done)}
        if done:
            tx.note("purchasing", "goods_received", f"purchase {order.number}", after=answer)
            top_up(tx, [order.cycle_id])
        return {**answer, "state": state, "warnings": [word for one in done for word in one["warnings"]]}

    body = [order_id, delivery_note]
    return command.execute(database, actor, "receive_all", body, work, right=Right.RECEIVE, command_id=command_id)


def finish_receipt(database: Database, actor: Actor, order_id: int, *, command_id: str | None = None) -> Done:
    """Says that nothing more comes of an order. Answer {"order", "state", "short": [{"product", "spec", "ordered",
    "received", "short"}]}. Raises PurchaseNotOpen (cancelled), NotFound.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        order = locked_order(tx.connection, order_id)
        begin(tx, order_id, order.number)
        close(tx, order_id)
        rows = tx.connection.execute(_lines().where(LINE.purchase_order_id == order_id).order_by(LINE.id)).all()
        short = [_short(row) for row in rows if row.received < row.ordered]
        answer = {"order": order.number, "state": PurchaseState.RECEIVED.value, "short": short}
        tx.note("purchasing", "receipt_finished", f"purchase {order.number}", before=order.state, after=answer)
        return answer

    return command.execute(
        database, actor, "finish_receipt", [order_id], work, right=Right.RECEIVE, command_id=command_id
    )


def _short(row: Any) -> dict[str, Any]:
    counts = {"ordered": row.ordered, "received": row.received, "short": row.ordered - row.received}
    return {"product": row.name, "spec": row.spec, **counts}


def _counts(answer: dict[str, Any]) -> dict[str, Any]:
    return {"accepted": answer["accepted"], "refused": answer["refused"]}


# Inside a transaction ---------------------------------------------------------------------------------


def _lines() -> Select[Any]:
    """Lines with all that a delivery is judged by. Whoever receives has locked their order's row: one after the other."""
    product = ProductRecord
    return (
        select(
            table_of(LINE),
            *(ORDER.number, ORDER.state, ORDER.cycle_id, ORDER.supplier_id),
            *(product.name, product.spec, product.zone, product.weight_g, product.tolerance_permille),
            product.shelf_life_days,
            *(CycleRecord.delivery_day, CycleRecord.warehouse_id),
        )
        .join(ORDER, ORDER.id == LINE.purchase_order_id)
        .join(product, product.id == LINE.product_id)
        .join(CycleRecord, CycleRecord.id == ORDER.cycle_id)
    )


def line_to_receive(connection: Connection, line_id: int) -> Any:
    """One line with what a delivery is judged by, its order locked until the commit. Raises NotFound."""
    order = connection.execute(select(LINE.purchase_order_id).where(LINE.id == line_id)).scalar_one_or_none()
    if order is None:
        raise NotFound("purchase order", str(line_id))
    locked_order(connection, order)
    return connection.execute(_lines().where(LINE.id == line_id)).one()


def lines_of_product(connection: Connection, cycle: int, product_id: int) -> list[Any]:
    """The lines of a cycle's orders that may take a product, in the order they were made."""
    alive = ORDER.state != PurchaseState.CANCELLED.value
    of_cycle = _lines().where(ORDER.cycle_id == cycle, LINE.product_id == product_id, alive)
    return list(connection.execute(of_cycle.order_by(LINE.id)).all())


def awaited_by(rows: Iterable[Any]) -> Awaited:
    """What these lines of one product await together; what was allowed beyond the order counts as ordered."""
    rows = list(rows)
    row = rows[0]
    return Awaited(
        product=f"{row.name} {row.spec}".strip(),
        case_size=row.case_size,
        ordered=sum(one.ordered + one.over_allowed for one in rows),
        received=sum(one.received for one in rows),
        weight_g=row.weight_g,
        tolerance_permille=row.tolerance_permille,
        zone=row.zone,
        shelf_life_days=row.shelf_life_days,
        delivery_day=row.delivery_day,
    )


def today(tx: Transaction) -> date:
    """The day of the command where the warehouse is."""
    return tx.at.astimezone().date()


def receive_line(tx: Transaction, row: Any, delivered: Delivered, *, source: str | None = None) -> dict[str, Any]:
    """Judges and writes one delivery of a line (a row of `_lines`); the answer of `receive`. No trail row of its own."""
    awaited = awaited_by([row])
    wrong = rules.refusal(awaited, delivered, today(tx))
    if wrong is not None:
        raise wrong
    beyond = rules.over(awaited, delivered)
    if beyond is not None:
        if not delivered.over_by:
            raise beyond
        _allow_over(tx, row, beyond.over, delivered.over_by)
    accepted = rules.accepted_pieces(awaited, delivered)
    lot = _lot(tx, row, delivered) if accepted else None
    begin(tx, row.purchase_order_id, row.number)
    written = _write(tx, row, delivered, accepted, lot, source)
    words = [[word.code, _facts(word)] for word in rules.warnings(awaited, delivered)]
    counts = {"accepted": accepted, "refused": delivered.refused, "lot": lot.code if lot else None}
    remaining = max(0, awaited.remaining - accepted)
    named = {"receipt": written, "order": row.number, "product": awaited.product}
    return {**named, **counts, "remaining": remaining, "warnings": words}


@dataclass(frozen=True, slots=True)
class _Lot:
    id: int
    code: str
    bin_id: int


def _lot(tx: Transaction, row: Any, delivered: Delivered) -> _Lot:
    """The lot the goods become, and the bin they are put into: as said, or the dock of their temperature."""
    code = delivered.lot_code.strip() or rules.own_lot_code(row.number, delivered.expires_on)
    lot = lot_for(tx, row.product_id, code, row.supplier_id, delivered.expires_on, today(tx))
    if delivered.bin_id is None:
        return _Lot(lot, code, dock_bin(tx, row.warehouse_id, row.zone))
    there = (BinRecord.id == delivered.bin_id, BinRecord.warehouse_id == row.warehouse_id, BinRecord.active == 1)
    if tx.connection.execute(select(BinRecord.id).where(*there)).scalar_one_or_none() is None:
        raise NotFound("bin", str(delivered.bin_id))
    return _Lot(lot, code, delivered.bin_id)


def _write(tx: Transaction, row: Any, delivered: Delivered, accepted: int, lot: _Lot | None, source: str | None) -> int:
    receipt = {
        "purchase_line_id": row.id,
        "product_id": row.product_id,
        "command_id": tx.command_id,
        "at": tx.at,
        "person": tx.actor.person,
        "station": tx.actor.station,
        "accepted": accepted,
        "refused": delivered.refused,
        "refuse_reason": delivered.reason.strip() or None,
        "lot_id": lot.id if lot else None,
        "bin_id": lot.bin_id if lot else None,
        "weight_g": delivered.weight_g,
        "temperature_dc": delivered.temperature_dc,
        "delivery_note": delivered.delivery_note.strip()[:40],
        "source": source,
    }
    tx.stages.add("stock")
    made = insert(ReceiptLineRecord).values(**receipt).returning(ReceiptLineRecord.id)
    return int(tx.connection.execute(made).scalar_one())


def _allow_over(tx: Transaction, row: Any, pieces: int, by: str) -> None:
    """More than was ordered, with the name of who may say so: the actor, or a person of the operator."""
    if not (tx.actor.person == by and tx.actor.may(Right.OVERRIDE)):
        known = select(PersonRecord.role).where(PersonRecord.name == by, PersonRecord.active == 1)
        role = tx.connection.execute(known).scalar_one_or_none()
        if role is None or Right.OVERRIDE not in RIGHTS[Role(role)]:
            raise NotAllowed(by, Right.OVERRIDE.value)
    allow = update(LINE).where(LINE.id == row.id)
    tx.connection.execute(allow.values(over_allowed=LINE.over_allowed + pieces, over_by=by, version=LINE.version + 1))
    tx.note(
        "purchasing", "over_allowed", f"purchase {row.number}", after={"product": row.name, "over": pieces, "by": by}
    )


def begin(tx: Transaction, order_id: int, number: str) -> None:
    """The order is being received from here on (again, when something more comes). PurchaseNotOpen when cancelled."""
    receiving = PurchaseState.RECEIVING.value
    change = update(ORDER).where(ORDER.id == order_id, ORDER.state.in_(["draft", "sent", "received"]))
    if tx.connection.execute(change.values(state=receiving, version=ORDER.version + 1)).rowcount:
        return
    state = tx.connection.execute(select(ORDER.state).where(ORDER.id == order_id)).scalar_one()
    if state != receiving:
        raise PurchaseNotOpen(number, state)


def close(tx: Transaction, order_id: int) -> str:
    """Nothing more comes of the order: its state."""
    mine = update(ORDER).where(ORDER.id == order_id, ORDER.state == PurchaseState.RECEIVING.value)
    tx.connection.execute(mine.values(state=PurchaseState.RECEIVED.value, version=ORDER.version + 1))
    return PurchaseState.RECEIVED.value


def top_up(tx: Transaction, cycles: Iterable[int]) -> None:
    """A cycle that was promised stock already is promised what came too, at once: pickers wait for it."""
    for cycle in sorted(set(cycles)):
        held = exists().where(AllocationRecord.cycle_id == cycle)
        if tx.connection.execute(select(held)).scalar_one():
            allocate_within(tx, cycle)


def _facts(word: Notice) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in word.facts}
