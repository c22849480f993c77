"""What a late word changes of an order besides its goods: the buyer's name and phone, notes, the slot.

A phone reaches no trail and no amendment but by its tail; the order itself holds it whole. Next: amending.py.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from domain.common.codes import phone_tail
from domain.common.command import Transaction
from domain.cutoff.words import AmendmentKind, ContactField, OrderWasCancelled
from domain.ordering.operations import writing
from domain.ordering.operations.staging import Staged
from domain.ordering.records import OrderRecord
from domain.ordering.words import CheckedLine, CheckedOrder, OrderState

Contact = tuple[tuple[str, str, str], ...]
"""(field, before, after) of what differs; phones by their last four digits."""


def wanted_contact(body: dict[str, Any]) -> dict[str, str]:
    """What a stored proposal says of the order's contact, as the books would hold it: field -> text."""
    order = order_from(body)
    return dict(zip((field.value for field in ContactField), writing.contact_of(order), strict=True))


def contact_differs(order: Any, wanted: dict[str, str]) -> Contact:
    """The fields of the order that are not as wanted, with what stands there and what is wanted."""
    return tuple(
        (field, _shown(field, getattr(order, field)), _shown(field, text))
        for field, text in wanted.items()
        if getattr(order, field) != text
    )


def _shown(field: str, text: str) -> str:
    return phone_tail(text) if field == ContactField.PHONE else text


def contact_in(row: Any) -> dict[str, str]:
    """What the proposal wants of its order; one that vanished says nothing of it."""
    return {} if row.kind == AmendmentKind.VANISHED else wanted_contact(json.loads(row.body))


def take_contact(tx: Transaction, order_id: int, wanted: dict[str, str]) -> Contact:
    """Brings the order's contact to what is wanted; what changed. OrderWasCancelled when the order is gone."""
    order = tx.connection.execute(select(OrderRecord.__table__).where(OrderRecord.id == order_id)).one()
    refuse_cancelled(order)
    changed = contact_differs(order, wanted)
    if changed:
        values: dict[str, Any] = {field: wanted[field] for field, _, _ in changed}
        if ContactField.PHONE in values:
            values["phone_tail"] = phone_tail(values[ContactField.PHONE])
        tx.connection.execute(
            update(OrderRecord).where(OrderRecord.id == order_id).values(**values, version=OrderRecord.version + 1)
        )
        writing.sign_head(tx.connection, order_id)
    return changed


def refuse_cancelled(order: Any) -> None:
    """Nothing late brings a cancelled order back."""
    if order.state == OrderState.CANCELLED:
        raise OrderWasCancelled(order.external_no)


def order_from(body: dict[str, Any]) -> CheckedOrder:
    """The head of a proposed order of its stored form."""
    head = dict(body["order"])
    head["ordered_at"] = datetime.fromisoformat(head["ordered_at"]) if head["ordered_at"] else None
    return CheckedOrder(**head)


def staged_from(body: dict[str, Any], group: str) -> Staged:
    """The proposed order of its stored form (late.staged_body)."""
    lines = [(CheckedLine(0, x[5], x[0], x[1], x[2], x[3], x[4]), int(x[6])) for x in body["lines"]]
    amount = sum(line.amount_fen or 0 for line, _ in lines)
    order = order_from(body)
    paid = amount if order.paid_fen is None else order.paid_fen
    pieces = sum(line.quantity for line, _ in lines)
    return Staged(order, 0, group, int(body["point_id"]), lines, str(body["sha"]), paid, amount, pieces)
