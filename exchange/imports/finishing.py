"""The last look at a gathered sheet: cancelled and unpaid orders taken out, sums compared, the OrderFile made.

Read gathering.py first. Nothing is written anywhere; domain.ordering.operations takes the OrderFile.
"""

from __future__ import annotations

from domain.common.errors import Notice
from domain.ordering.words import CheckedLine, OrderFile
from exchange.imports.drafts import Draft, as_order
from exchange.imports.fields import Field
from exchange.imports.gathering import Gathering
from exchange.imports.states import Fate


def order_file(gathering: Gathering, sha256: str) -> OrderFile:
    """Everything the sheet said, as the domain takes it."""
    source = gathering.source
    kept, cancelled = [], 0
    for draft in gathering.drafts:
        is_refunded = bool(draft.refunded) and _is_refunded(draft)
        is_out = is_refunded or draft.fate is Fate.CANCELLED
        cancelled += draft.cancelled + (len(draft.lines) if is_out else 0)
        if not is_out and draft.lines and not _is_held(gathering, draft):
            kept.append(draft)
            _look_at(gathering, draft)
    return OrderFile(
        name=gathering.file,
        source=source.id,
        channel=source.channel,
        group=gathering.group,
        by_sequence=gathering.keyed_by is Field.SEQUENCE or source.keys_are_local,
        orders=tuple(map(as_order, kept)),
        lines=_lines_of(gathering, kept),
        cancelled=cancelled,
        warnings=tuple(sorted(gathering.warnings, key=lambda notice: notice.row)),
        held=tuple(gathering.held),
        problems=tuple(sorted(gathering.problems, key=lambda notice: notice.row)),
        cross_check=tuple(gathering.cross_check),
        sha256=sha256,
    )


def _is_refunded(draft: Draft) -> bool:
    """Everything that was paid went back."""
    return draft.paid is not None and 0 < draft.paid <= (draft.refunded or 0)


def _is_held(gathering: Gathering, draft: Draft) -> bool:
    """An order that waits for payment is held with what it wants; it comes in by itself with a later file."""
    if draft.fate is not Fate.UNPAID:
        return False
    lines = [gathering.lines[index] for index in draft.lines]
    wants = "; ".join(f"{line.product} × {line.quantity}" for line in lines)
    reason = Notice.of("order_waits_for_payment", order=draft.key)
    gathering.held.append(gathering.about(draft.row, reason, Field.STATE, f"{draft.buyer} {wants}".strip()))
    return True


def _look_at(gathering: Gathering, draft: Draft) -> None:
    """Words about an order that is taken."""
    if draft.fate is Fate.PAY_LATER:
        gathering.warn(draft.row, Notice.of("order_not_paid_yet", order=draft.key), Field.STATE)
    elif draft.fate is Fate.REFUND_ASKED:
        gathering.warn(draft.row, Notice.of("refund_asked", order=draft.key), Field.STATE)
    if draft.refunded:
        if Field.REFUNDED in gathering.layout.ties:
            reason = Notice.of("order_partly_refunded", order=draft.key, refunded_fen=draft.refunded)
            gathering.warn(draft.row, reason, Field.REFUNDED)
        draft.refunded = min(draft.refunded, draft.lines_fen if draft.paid is None else draft.paid)
    if not draft.buyer and not draft.phone:
        gathering.warn(draft.row, Notice.of("buyer_missing", order=draft.key), Field.BUYER)
    if draft.bad_rows:
        rows = ", ".join(str(row) for row in dict.fromkeys(draft.bad_rows[:10]))
        gathering.warn(draft.row, Notice.of("line_left_out", order=draft.key, rows=rows))
    else:
        _compare_amounts(gathering, draft)


def _compare_amounts(gathering: Gathering, draft: Draft) -> None:
    """The order's amount against its lines, freight and discount, where the form says all of them."""
    if not gathering.source.checks_amount or draft.paid is None or not draft.amount_known or draft.cancelled:
        return
    expected = draft.lines_fen + (draft.freight or 0) - (draft.reduction or 0)
    if draft.paid != expected:
        reason = Notice.of("order_amount_differs", order=draft.key, paid_fen=draft.paid, lines_fen=draft.lines_fen)
        gathering.warn(draft.row, reason, Field.PAID)


def _lines_of(gathering: Gathering, kept: list[Draft]) -> tuple[CheckedLine, ...]:
    """The lines of the orders that stay, pointing at their places among them."""
    if len(kept) == len(gathering.drafts):
        return tuple(gathering.lines)
    place = {draft.index: index for index, draft in enumerate(kept)}
    return tuple(line._replace(order=place[line.order]) for line in gathering.lines if line.order in place)
