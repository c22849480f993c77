"""What the inspector says of an order: its facts in the reader's words, and what can be done with it now."""

from __future__ import annotations

from desktop.views.orders.table.inspector import Sight
from desktop.views.orders.table.model import point_text
from desktop.views.orders.words import order_mark, source_word
from desktop.widgets import figures
from domain.common.clock import local_text
from domain.common.money import yuan_text
from domain.common.sentences import _
from domain.ordering.queries import OrderDetail, OrderLineRow
from domain.ordering.words import NO_POINT, CycleState, OrderState

OPEN = (CycleState.OPEN, CycleState.DRAFT)


def sight_of(detail: OrderDetail, cycle_state: str) -> Sight:
    """The inspector's words for an order of a cycle in this state."""
    row = detail.order
    return Sight(
        order_id=row.id,
        number=row.number,
        mark=order_mark(row.state, row.is_late, row.is_amended),
        buyer=row.buyer or _("no name"),
        phone=row.phone,
        facts=_facts(detail),
        lines=tuple(_line(line) for line in detail.lines),
        sums=_sums(detail),
        tags=detail.tags,
        origin=_origin(detail),
        can=_can(detail, cycle_state),
    )


def _facts(detail: OrderDetail) -> tuple[tuple[str, str], ...]:
    row = detail.order
    said = (
        (_("Point"), point_text(row.point)),
        (_("Pickup code"), detail.pickup_code),
        (_("Pickup time"), row.slot),
        (_("Address"), detail.address),
        (_("Note"), row.note),
        (_("Leader's note"), detail.leader_note),
        (_("Ordered at"), local_text(row.ordered_at) if row.ordered_at else ""),
    )
    return tuple((name, value) for name, value in said if value)


def _line(line: OrderLineRow) -> tuple[str, str, str]:
    pieces = line.quantity - line.cancelled
    return f"{line.product} {line.spec}".strip(), f"{figures.count(pieces)} {line.unit}", yuan_text(line.amount_fen)


def _sums(detail: OrderDetail) -> tuple[tuple[str, str], ...]:
    paid = detail.order.paid_fen
    said = [(_("Sum of the lines"), detail.lines_fen)] if detail.lines_fen != paid else []
    said.append((_("Paid"), paid))
    said += [(_("Refunded"), detail.refunded_fen)] if detail.refunded_fen else []
    said += [(_("Refund due"), detail.refund_due_fen)] if detail.refund_due_fen else []
    return tuple((name, figures.yuan(fen)) for name, fen in said)


def _origin(detail: OrderDetail) -> str:
    files = ", ".join(detail.files)
    row = min((line.source_row for line in detail.lines), default=0)
    if files and row:
        return _("From {source}: {files}, row {row}").format(source=source_word(detail.source), files=files, row=row)
    return _("From {source}").format(source=source_word(detail.source))


def _can(detail: OrderDetail, cycle_state: str) -> frozenset[str]:
    can = {"reveal"} if "*" in detail.order.phone else set()
    cancelled = detail.order.state == OrderState.CANCELLED
    if cycle_state in OPEN:
        can |= {"restore"} if cancelled else {"cancel"}
        is_open = detail.order.state == OrderState.REVIEW or detail.order.point == NO_POINT
        can |= {"point"} if is_open and not cancelled else set()
    elif cycle_state in (CycleState.CUT, CycleState.FULFILLING) and not cancelled:
        can |= {"amend"}
    return frozenset(can)
