"""What a person does to an order before the goods come: more or less cases, who gets the left-over, something more,
sent, cancelled. Next: receiving.py.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from domain.catalogue.records import ProductRecord
from domain.common import command
from domain.common.command import Done, Transaction, Work
from domain.common.database import Database
from domain.common.errors import NotFound, Outdated, ReasonNeeded
from domain.common.lookups import table_of
from domain.common.people import Actor, Right
from domain.cutoff.operations.amending import locked_snapshot
from domain.ordering.queries import cycle_id
from domain.purchasing.operations.buying import accepted_amendments, bought_of, open_draft
from domain.purchasing.records import PurchaseLineRecord, PurchaseOrderRecord
from domain.purchasing.rules.buying import cases_by_hand
from domain.purchasing.words import (
    MOST_PIECES,
    Bought,
    CasesOutOfRange,
    LeftOverTo,
    NothingToOrder,
    PurchaseNotOpen,
    PurchaseState,
    SentHow,
)

LINE, ORDER = PurchaseLineRecord, PurchaseOrderRecord


def change_cases(database: Database, actor: Actor, line_id: int, cases: int, *, version: int) -> Done:
    """More or less cases than the arithmetic, with the name of who wanted it. Answer {"order", "cases", "left_over"}.

    `version`: of the line, as it was seen. Raises Outdated, PurchaseNotOpen once the order was sent, CasesOutOfRange.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        row = _line(tx.connection, line_id)
        _need_state(row.number, row.state, PurchaseState.DRAFT)
        if not 0 <= cases * row.case_size <= MOST_PIECES:
            raise CasesOutOfRange(cases, MOST_PIECES // row.case_size)
        line = Bought(row.demand, row.stock_used, row.from_left_over, row.case_size, cases)
        by = tx.actor.person if cases_by_hand(line) else None
        values = {"cases": cases, "ordered": line.ordered, "left_over": line.left_over, "changed_by": by}
        _guarded(tx, line_id, version, values)
        _note_line(tx, row, "cases_changed", row.cases, cases)
        return {"order": row.number, "cases": cases, "left_over": line.left_over}

    return _buy(database, actor, "change_cases", [line_id, cases, version], work)


def give_left_over(database: Database, actor: Actor, line_id: int, to: LeftOverTo, *, version: int) -> Done:
    """Says who gets what the cases hold beyond the demand. Answer {"order", "left_over_to"}. Raises Outdated."""

    def work(tx: Transaction) -> dict[str, Any]:
        row = _line(tx.connection, line_id)
        _guarded(tx, line_id, version, {"left_over_to": to.value})
        _note_line(tx, row, "left_over_given", row.left_over_to, to.value)
        return {"order": row.number, "left_over_to": to.value}

    return _buy(database, actor, "give_left_over", [line_id, to.value, version], work)


def order_more(
    database: Database, actor: Actor, cycle_code: str, product_id: int, cases: int, *, command_id: str | None = None
) -> Done:
    """Puts `cases` more of a product into its supplier's draft, made when there is none: bought on the market, a
    replacement for what came short. Answer {"order", "id", "line", "cases"}. Raises NotFound, CycleNotCut, CasesOutOfRange.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        product = _product(tx.connection, product_id)
        if not 0 < cases * product.case_size <= MOST_PIECES:
            raise CasesOutOfRange(cases, MOST_PIECES // product.case_size)
        order_id, number = _draft_for(tx, cycle_code, product.supplier_id)
        line = _add_cases(tx, order_id, product, cases)
        tx.note("purchasing", "more_ordered", f"purchase {number}", after={"product": product.name, "cases": cases})
        return {"order": number, "id": order_id, "line": line, "cases": cases}

    return _buy(database, actor, "order_more", [cycle_code, product_id, cases], work, command_id)


def send_order(database: Database, actor: Actor, order_id: int, how: SentHow, *, command_id: str | None = None) -> Done:
    """Marks an order as given to its supplier; from here on it stays as it is. Again: noted, nothing else changes.

    Answer {"order", "state", "how"}. Raises PurchaseNotOpen (received or cancelled), NothingToOrder.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        row = locked_order(tx.connection, order_id)
        _need_state(row.number, row.state, PurchaseState.DRAFT, PurchaseState.SENT)
        cases = select(func.coalesce(func.sum(LINE.cases), 0)).where(LINE.purchase_order_id == order_id)
        if not tx.connection.execute(cases).scalar_one():
            raise NothingToOrder(row.number)
        sent = {"state": PurchaseState.SENT.value, "sent_at": tx.at, "sent_how": how.value}
        tx.connection.execute(update(ORDER).where(ORDER.id == order_id).values(**sent, version=ORDER.version + 1))
        tx.note("purchasing", "order_sent", f"purchase {row.number}", before=row.state, after=how.value)
        return {"order": row.number, "state": PurchaseState.SENT.value, "how": how.value}

    return _buy(database, actor, "send_order", [order_id, how.value], work, command_id)


def cancel_purchase(database: Database, actor: Actor, order_id: int, reason: str) -> Done:
    """Takes an order back of which nothing came; what it was for is missing again. Answer {"order", "state"}."""
    if not reason.strip():
        raise ReasonNeeded("cancel_purchase")

    def work(tx: Transaction) -> dict[str, Any]:
        row = locked_order(tx.connection, order_id)
        _need_state(row.number, row.state, PurchaseState.DRAFT, PurchaseState.SENT)
        state = PurchaseState.CANCELLED.value
        tx.connection.execute(update(ORDER).where(ORDER.id == order_id).values(state=state, version=ORDER.version + 1))
        after = {"state": state, "reason": reason.strip()}
        tx.note("purchasing", "order_cancelled", f"purchase {row.number}", before=row.state, after=after)
        return {"order": row.number, "state": state}

    return _buy(database, actor, "cancel_purchase", [order_id, reason], work)


def _buy(database: Database, actor: Actor, kind: str, body: object, work: Work, command_id: str | None = None) -> Done:
    return command.execute(database, actor, kind, body, work, right=Right.BUY, command_id=command_id)


def locked_order(connection: Connection, order_id: int) -> Any:
    """The order's row, locked until the commit. Raises NotFound."""
    query = select(table_of(ORDER)).where(ORDER.id == order_id).with_for_update()
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("purchase order", str(order_id))
    return row


def _line(connection: Connection, line_id: int) -> Any:
    query = (
        select(table_of(LINE), ORDER.number, ORDER.state, ProductRecord.name)
        .join(ORDER, ORDER.id == LINE.purchase_order_id)
        .join(ProductRecord, ProductRecord.id == LINE.product_id)
        .where(LINE.id == line_id)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("purchase order", str(line_id))
    return row


def _need_state(number: str, state: str, *wanted: PurchaseState) -> None:
    if state not in wanted:
        raise PurchaseNotOpen(number, state)


def _guarded(tx: Transaction, line_id: int, version: int, values: dict[str, Any]) -> None:
    change = update(LINE).where(LINE.id == line_id, LINE.version == version)
    if tx.connection.execute(change.values(**values, version=LINE.version + 1)).rowcount == 0:
        raise Outdated("purchase order")


def _note_line(tx: Transaction, row: Any, what: str, before: object, after: object) -> None:
    named = {"product": row.name}
    tx.note("purchasing", what, f"purchase {row.number}", before={**named, "was": before}, after={**named, "is": after})


def _product(connection: Connection, product_id: int) -> Any:
    row = connection.execute(select(table_of(ProductRecord)).where(ProductRecord.id == product_id)).one_or_none()
    if row is None:
        raise NotFound("product", str(product_id))
    return row


def _draft_for(tx: Transaction, cycle_code: str, supplier: int | None) -> tuple[int, str]:
    """(id, number) of the supplier's draft in the cycle, made when there is none; under the lock of the snapshot."""
    cycle = cycle_id(tx.connection, cycle_code)
    snapshot = locked_snapshot(tx.connection, cycle)
    of_cycle = select(ORDER.id, ORDER.number).where(ORDER.cycle_id == cycle)
    theirs = ORDER.supplier_id.is_(None) if supplier is None else ORDER.supplier_id == supplier
    there = tx.connection.execute(of_cycle.where(theirs, ORDER.state == PurchaseState.DRAFT.value)).one_or_none()
    if there is not None:
        return int(there.id), str(there.number)
    count = 1 + int(tx.connection.execute(select(func.count()).where(ORDER.cycle_id == cycle)).scalar_one())
    accepted = accepted_amendments(tx.connection, snapshot)
    return open_draft(tx, cycle, cycle_code, snapshot, supplier, count, accepted)


def _add_cases(tx: Transaction, order_id: int, product: Any, cases: int) -> int:
    there = tx.connection.execute(
        select(table_of(LINE)).where(LINE.purchase_order_id == order_id, LINE.product_id == product.id)
    ).one_or_none()
    by = tx.actor.person
    if there is None:
        pieces = cases * product.case_size
        row = {"purchase_order_id": order_id, "product_id": product.id, "demand": 0, "case_size": product.case_size}
        row |= {"cases": cases, "ordered": pieces, "left_over": pieces, "changed_by": by, "cost_fen": product.cost_fen}
        return int(tx.connection.execute(insert(LINE).values(**row).returning(LINE.id)).scalar_one())
    line = bought_of(there)
    whole = Bought(line.demand, line.stock_used, line.from_left_over, line.case_size, line.cases + cases)
    values = {"cases": whole.cases, "ordered": whole.ordered, "left_over": whole.left_over, "changed_by": by}
    tx.connection.execute(update(LINE).where(LINE.id == there.id).values(**values, version=LINE.version + 1))
    return int(there.id)
