"""Settles the pickup point of orders, and amends frozen ones: what the inspector's sheets lead to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.background.desk import Desk
from desktop.views.orders.table.acts import OrderActs
from domain.catalogue.queries import ProductChoice, product_choices
from domain.common.command import Done
from domain.common.sentences import _, ngettext
from domain.cutoff.operations import amend_order
from domain.ordering import operations, queries
from domain.ordering.queries import OrderDetail
from domain.ordering.words import NO_POINT

if TYPE_CHECKING:
    from desktop.views.orders.table.sheets import AmendWish, OrderSheets


class Settling(QObject):
    """`chosen` gives the selected orders that need one: one point can be settled for all of them."""

    def __init__(
        self, acts: OrderActs, desk: Desk, sheets: OrderSheets, chosen: Callable[[], list[int]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk, self.sheets, self._chosen = desk, sheets, chosen
        acts.point_wanted.connect(self.on_point_wanted)
        acts.amend_wanted.connect(self.on_amend_wanted)
        sheets.point.chosen.connect(self.on_point)
        sheets.amend.wished.connect(self.on_amend)

    @Slot(object)
    def on_point_wanted(self, detail: OrderDetail) -> None:
        orders = self._chosen() or [detail.order.id]
        self._desk.read(queries.point_choices, answered=lambda points: self._open_points(orders, points))

    def _open_points(self, orders: list[int], points: list[tuple[int, str]]) -> None:
        count = len(orders)
        self.sheets.point.open_for(
            ngettext("Where does {count} order go?", "Where do {count} orders go?", count).format(count=count),
            _("They are picked, packed and handed over there."),
            orders,
            [(identity, name) for identity, name in points if name != NO_POINT],
        )

    @Slot(list, int)
    def on_point(self, orders: list[int], point: int) -> None:
        def on_done(done: Done) -> None:
            count = int(done.answer["orders"])
            self._desk.tell(ngettext("{count} order settled.", "{count} orders settled.", count).format(count=count))

        self._desk.change(operations.set_point, orders, point, answered=on_done, initiator=self)

    @Slot(object)
    def on_amend_wanted(self, detail: OrderDetail) -> None:
        self._desk.read(product_choices, answered=lambda choices: self._open_amend(detail, choices))

    def _open_amend(self, detail: OrderDetail, choices: tuple[ProductChoice, ...]) -> None:
        mine = {line.product_id: line.quantity - line.cancelled for line in detail.lines}
        named = [(choice.id, f"{choice.name} {choice.spec}".strip()) for choice in choices]
        own_first = sorted(named, key=lambda choice: choice[0] not in mine)
        title = _("Amend order {number}").format(number=detail.order.number)
        self.sheets.amend.open_for(title, detail.order.id, own_first, mine)

    @Slot(object)
    def on_amend(self, wish: AmendWish) -> None:
        def on_done(done: Done) -> None:
            self._desk.tell(_("Amendment {number} is accepted.").format(number=done.answer["amendment"]))

        self._desk.change(
            amend_order, wish.order_id, wish.product_id, wish.pieces, wish.reason, answered=on_done, initiator=self
        )
