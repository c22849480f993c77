"""The rows the table of orders shows: pages of SQL, one behind the other; and what the inspector says of one order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt, Signal

from desktop.views.orders.words import order_mark
from desktop.widgets import figures
from desktop.widgets.rows import Column, Index, RowsModel
from domain.common.clock import local_text
from domain.common.money import yuan_text
from domain.common.sentences import _
from domain.ordering.queries import PAGE, OrderFilter, OrderRow, OrderSort, OrderTotals, order_totals
from domain.ordering.words import NO_POINT, OrderState

if TYPE_CHECKING:
    from domain.common.database import Connection


def point_text(name: str) -> str:
    """A point's name; the one of orders without a point in the reader's language."""
    return _(NO_POINT) if name == NO_POINT else name


def _columns() -> tuple[Column[OrderRow], ...]:
    return (
        Column(
            "number", lambda: _("Order"), lambda row: row.number, 112, elides_middle=True, hint=lambda row: row.number
        ),
        Column("sequence", lambda: _("No. in group"), lambda row: str(row.sequence or ""), 90, is_number=True),
        Column("buyer", lambda: _("Buyer"), lambda row: row.buyer, 118),
        Column("phone", lambda: _("Mobile"), lambda row: row.phone, 108, is_quiet=True),
        Column("point", lambda: _("Pickup point"), lambda row: point_text(row.point), 150),
        Column("pieces", lambda: _("Pieces"), lambda row: figures.count(row.pieces), 66, is_number=True),
        Column("paid", lambda: _("Paid ¥"), lambda row: yuan_text(row.paid_fen), 96, is_number=True),
        Column("state", lambda: _("State"), _state_text, 112, mark=_mark),
        Column(
            "note",
            lambda: _("Note"),
            lambda row: row.note,
            120,
            is_quiet=True,
            stretches=True,
            hint=lambda row: row.note,
        ),
        Column("slot", lambda: _("Pickup time"), lambda row: row.slot, 150, is_quiet=True),
        Column("ordered_at", lambda: _("Ordered at"), _ordered_text, 140, is_quiet=True),
        Column("cycle", lambda: _("Cycle"), lambda row: row.cycle, 80, is_quiet=True),
    )


HIDDEN_AT_FIRST = frozenset({"sequence", "slot", "ordered_at", "cycle"})
SORTS = {
    "number": OrderSort.NUMBER,
    "sequence": OrderSort.SEQUENCE,
    "buyer": OrderSort.BUYER,
    "point": OrderSort.POINT,
    "pieces": OrderSort.PIECES,
    "paid": OrderSort.PAID,
    "state": OrderSort.STATE,
}


def _mark(row: OrderRow) -> Any:
    return order_mark(row.state, row.is_late, row.is_amended)


def _state_text(row: OrderRow) -> str:
    return order_mark(row.state, row.is_late, row.is_amended).word


def _ordered_text(row: OrderRow) -> str:
    return local_text(row.ordered_at) if row.ordered_at else ""


class OrdersModel(RowsModel[OrderRow]):
    """Pages of orders. `more_wanted` when the view came near the end of what is here."""

    more_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(_columns(), struck=lambda row: row.state == OrderState.CANCELLED)
        self.is_complete = True
        self.order: OrderSort = OrderSort.ENTRY
        self.descending = False
        self._awaited = False

    def show_first(self, rows: Sequence[OrderRow], limit: int = PAGE) -> None:
        """Other rows from the start; fewer than `limit` means there are no more."""
        self._awaited = True
        self.is_complete = len(rows) < limit
        self.show_rows(rows)
        self._awaited = False

    def add_page(self, rows: Sequence[OrderRow], limit: int = PAGE) -> None:
        """The next page. Nothing more is asked for until it stands here, or the same page would come twice."""
        self.is_complete = len(rows) < limit
        if rows:
            self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(rows) - 1)
            self.rows.extend(rows)
            self.endInsertRows()
        self._awaited = False

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self.is_complete and not self._awaited

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._awaited = True
            self.more_wanted.emit()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        found = super().headerData(section, orientation, role)
        if role == Qt.ItemDataRole.DisplayRole and found and SORTS.get(self.columns[section].key) is self.order:
            return f"{found} {'↓' if self.descending else '↑'}"
        return found

    def sort_by(self, section: int) -> bool:
        """The column that was pressed: up, down, then as entered. False when one cannot sort by it."""
        wanted = SORTS.get(self.columns[section].key)
        if wanted is None:
            return False
        if self.order is not wanted:
            self.order, self.descending = wanted, False
        elif not self.descending:
            self.descending = True
        else:
            self.order, self.descending = OrderSort.ENTRY, False
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        return True

    def places_of(self, ids: frozenset[int]) -> list[int]:
        """Where these orders stand, of those that are here."""
        return [at for at, row in enumerate(self.rows) if row.id in ids]


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over all orders of a filter that count, and how many cancelled ones are shown among them."""

    live: OrderTotals
    cancelled: int

    @property
    def rows(self) -> int:
        """How many rows the filter finds."""
        return self.live.orders + self.cancelled


def read_sums(connection: Connection, wanted: OrderFilter) -> Sums:
    """The sums of a filter; cancelled orders are counted apart unless they alone were asked for."""
    found = order_totals(connection, wanted)
    if wanted.state is not None:
        return Sums(found, 0)
    gone = order_totals(connection, replace(wanted, state=OrderState.CANCELLED.value))
    live = OrderTotals(
        found.orders - gone.orders, found.lines - gone.lines, found.pieces - gone.pieces, found.paid_fen - gone.paid_fen
    )
    return Sums(live, gone.orders)


def sums_text(sums: Sums) -> str:
    """The foot of the table."""
    live = sums.live
    parts = [figures.orders(live.orders), figures.lines(live.lines), figures.pieces(live.pieces)]
    parts.append(figures.yuan(live.paid_fen))
    if sums.cancelled:
        parts.append(_("{count} cancelled").format(count=figures.count(sums.cancelled)))
    return "    ".join(parts)
