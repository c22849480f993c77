"""The desk of receiving in words: orders with their state, the lines of one, what is short and its way out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.views.receiving.words import line_name, supplier_name
from desktop.widgets import figures
from desktop.widgets.badges import Mark
from desktop.widgets.figure_row import Figure
from desktop.widgets.rows import Column, RowsModel
from desktop.widgets.todo import Todo
from desktop.widgets.tokens import Tone
from domain.common.money import yuan_text
from domain.common.sentences import _, ngettext
from domain.purchasing import queries
from domain.purchasing.queries import OrderDetail, OrderLine, OrderRow, ShortProduct
from domain.purchasing.words import LeftOverTo, PurchaseState, ShortageRule

if TYPE_CHECKING:
    from domain.common.database import Connection

MOST_SHORT = 20
SENT_WAITS = frozenset({PurchaseState.SENT, PurchaseState.RECEIVING})


@dataclass(frozen=True, slots=True)
class DeskRead:
    """The orders of a cycle, and its products that are short now."""

    orders: tuple[OrderRow, ...]
    short: tuple[ShortProduct, ...]


def read_desk(connection: Connection, code: str) -> DeskRead:
    """Both from one moment. Raises CycleNotCut before the cutoff."""
    return DeskRead(queries.purchase_orders(connection, code), queries.short_products(connection, code))


def state_mark(row: OrderRow) -> Mark:
    """An order's state with its tone."""
    words = {
        PurchaseState.DRAFT: (Tone.PLAIN, _("draft")),
        PurchaseState.SENT: (Tone.RUNNING, _("sent")),
        PurchaseState.RECEIVING: (Tone.RUNNING, _("receiving")),
        PurchaseState.RECEIVED: (Tone.RIGHT, _("received")),
        PurchaseState.CANCELLED: (Tone.PLAIN, _("cancelled")),
    }
    state = PurchaseState(row.state)
    if state is PurchaseState.RECEIVED and row.remaining:
        return Mark(Tone.WRONG, _("short"))
    return Mark(*words[state])


def orders_model() -> RowsModel[OrderRow]:
    """The orders of the cycle."""
    return RowsModel(
        (
            Column("supplier", lambda: _("Supplier"), _supplier, 150, stretches=True, hint=_supplier_and_number),
            Column("state", lambda: _("State"), lambda row: state_mark(row).word, 106, mark=state_mark),
            Column("received", lambda: _("Received"), _came, 96, is_number=True),
            Column("number", lambda: _("Order no."), lambda row: row.number, 92, is_quiet=True),
        ),
        struck=lambda row: row.state == PurchaseState.CANCELLED,
    )


def _supplier(row: OrderRow) -> str:
    return supplier_name(row.supplier)


def _supplier_and_number(row: OrderRow) -> str:
    return f"{supplier_name(row.supplier)} · {row.number}"


def _came(row: OrderRow) -> str:
    return f"{figures.count(row.received)} / {figures.count(row.ordered)}"


def lines_model() -> RowsModel[OrderLine]:
    """The lines of the chosen order, with the sum each comes from."""
    return RowsModel(
        (
            Column("product", lambda: _("Product"), line_name, 150, stretches=True, hint=_sum_said),
            Column("demand", lambda: _("Demand"), lambda row: figures.count(row.demand), 64, is_number=True),
            Column("stock", lambda: _("Stock"), _from_stock, 62, is_number=True),
            Column("cases", lambda: _("Cases"), _cases, 74, is_number=True),
            Column("left_over", lambda: _("Left over"), _left_over, 84, is_number=True),
            Column("received", lambda: _("Received"), _received, 84, is_number=True),
        )
    )


def _from_stock(row: OrderLine) -> str:
    taken = row.stock_used + row.from_left_over
    return figures.count(taken) if taken else "—"


def _cases(row: OrderLine) -> str:
    return f"{row.cases} × {row.case_size}" if row.case_size > 1 else figures.count(row.cases)


def _left_over(row: OrderLine) -> str:
    return figures.count(row.left_over) if row.left_over else "—"


def _received(row: OrderLine) -> str:
    refused = f" −{row.refused}" if row.refused else ""
    return f"{row.received}{refused} / {row.ordered}"


def _sum_said(row: OrderLine) -> str:
    """The sum, not only its result."""
    parts = [_("wanted {count}").format(count=row.demand)]
    parts += [_("less stock {count}").format(count=row.stock_used)] if row.stock_used else []
    parts += (
        [_("less left-over of earlier orders {count}").format(count=row.from_left_over)] if row.from_left_over else []
    )
    parts.append(
        _("bought {ordered} in {cases} cases of {size}").format(
            ordered=row.ordered, cases=row.cases, size=row.case_size
        )
    )
    if row.left_over:
        parts.append(_("left over {count}, {to}").format(count=row.left_over, to=left_over_word(row.left_over_to)))
    parts += [_("changed by {person}").format(person=row.changed_by)] if row.changed_by else []
    return "\n".join(parts)


def left_over_word(to: str) -> str:
    """Who gets what a case holds beyond the demand."""
    return {
        LeftOverTo.STOCK: _("to stock"),
        LeftOverTo.NEXT_CYCLE: _("to the next cycle"),
        LeftOverTo.SUPPLIER: _("back to the supplier"),
        LeftOverTo.STAFF: _("to the staff"),
    }[LeftOverTo(to)]


def figures_of(read: DeskRead) -> tuple[Figure, ...]:
    """How far the goods are."""
    alive = [row for row in read.orders if row.state != PurchaseState.CANCELLED]
    waiting = [row for row in alive if row.remaining and row.state != PurchaseState.RECEIVED]
    unsent = sum(row.state == PurchaseState.DRAFT and bool(row.cases) for row in alive)
    received, ordered = sum(row.received for row in alive), sum(row.ordered for row in alive)
    short = sum(one.short for one in open_shortages(read.short))
    return (
        Figure(f"{figures.count(received)} / {figures.count(ordered)}", _("pieces received")),
        Figure(figures.count(len(waiting)), _("suppliers to come")),
        Figure(figures.count(unsent), _("orders not sent"), "careful" if unsent else ""),
        Figure(figures.count(short), _("pieces short, not shared"), "wrong" if short else ""),
    )


def open_shortages(short: Sequence[ShortProduct]) -> tuple[ShortProduct, ...]:
    """Short for good, and nobody has said yet who goes short."""
    return tuple(one for one in short if one.is_settled and one.shared is None)


def shortage_todos(short: Sequence[ShortProduct]) -> tuple[Todo, ...]:
    """What is short, each with its way out; first what nobody has shared."""
    ordered = sorted((one for one in short if one.is_settled), key=lambda one: one.shared is not None)
    return tuple(_todo(one) for one in ordered[:MOST_SHORT])


def _todo(one: ShortProduct) -> Todo:
    name = f"{one.product} {one.spec}".strip()
    said = ngettext(
        "{product}: {short} short, {count} point is touched",
        "{product}: {short} short, {count} points are touched",
        one.points,
    ).format(product=name, short=one.short, count=one.points)
    if one.shared is not None:
        detail = _("Shared: {rule}, {given} of {wanted} are given out.").format(
            rule=rule_word(ShortageRule(one.shared)), given=one.shared_given, wanted=one.wanted
        )
        return Todo(f"share:{one.product_id}", Tone.RIGHT, _("shared"), said, detail, _("Look or change"))
    detail = _("{available} are there for {wanted} in {orders}. Pick a rule; pick lists and refunds follow it.").format(
        available=one.available, wanted=one.wanted, orders=figures.orders(one.orders)
    )
    return Todo(f"share:{one.product_id}", Tone.WRONG, _("short"), said, detail, _("Share the shortage"))


def detail_line(detail: OrderDetail) -> str:
    """Number, when made and sent, cost."""
    head = detail.head
    parts = [head.number, figures.pieces(head.ordered), _("made by {person}").format(person=head.made_by)]
    if head.sent_at is not None:
        parts.append(
            _("sent {when} as {how}").format(
                when=figures.day_and_clock(head.sent_at), how=how_word(head.sent_how or "")
            )
        )
    if head.cost_fen:
        parts.append(f"¥{yuan_text(head.cost_fen)}")
    return " · ".join(parts)


def how_word(how: str) -> str:
    """As what an order was sent."""
    return {"pdf": "PDF", "xlsx": "XLSX", "text": _("text")}.get(how, how)


def rule_word(rule: ShortageRule) -> str:
    """A sharing rule's name."""
    return {
        ShortageRule.FIRST_PAID: _("First paid, first served"),
        ShortageRule.PRO_RATA: _("Everybody the same share"),
        ShortageRule.TAGGED_FIRST: _("Marked buyers first"),
        ShortageRule.WHOLE_LINE: _("Whole lines or nothing"),
    }[rule]


def rule_said(rule: ShortageRule) -> str:
    """What a sharing rule does, in a sentence."""
    return {
        ShortageRule.FIRST_PAID: _("In the order of payment until nothing is left; the last one may get a part."),
        ShortageRule.PRO_RATA: _("Each line gets its share of what is there; odd pieces go to the largest remainders."),
        ShortageRule.TAGGED_FIRST: _(
            "Buyers with one of the marks first, then the others, each in the order of payment."
        ),
        ShortageRule.WHOLE_LINE: _(
            "In the order of payment; a line that does not fit whole gets nothing and the next is tried."
        ),
    }[rule]
