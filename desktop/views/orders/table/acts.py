"""What a person does to the order in the inspector: cancel with undo, take back, settle the point, tags, the phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.background.desk import Desk
from domain.common.command import Done
from domain.common.sentences import _
from domain.ordering import operations
from domain.ordering.queries import OrderDetail

if TYPE_CHECKING:
    from desktop.views.orders.table.inspector import Inspector
    from desktop.widgets.reason import ReasonSheet


class OrderActs(QObject):
    """The inspector's buttons. `point_wanted` and `amend_wanted` open their sheets."""

    point_wanted = Signal(object)
    amend_wanted = Signal(object)

    def __init__(self, inspector: Inspector, desk: Desk, reason: ReasonSheet, parent: QObject) -> None:
        super().__init__(parent)
        self._inspector, self._desk, self._reason = inspector, desk, reason
        self._detail: OrderDetail | None = None
        inspector.act_wanted.connect(self.on_act)
        inspector.tag_added.connect(self.on_tag_added)
        inspector.tag_removed.connect(self.on_tag_removed)

    def take(self, detail: OrderDetail) -> None:
        """The order the buttons speak of."""
        self._detail = detail

    @Slot(str)
    def on_act(self, what: str) -> None:
        if self._detail is not None:
            {
                "cancel": self._ask_cancel,
                "restore": self._restore,
                "reveal": self._ask_reveal,
                "point": self._settle_point,
                "amend": self._amend,
            }[what](self._detail)

    def _ask_cancel(self, detail: OrderDetail) -> None:
        self._reason.ask(
            _("Cancel order {number}?").format(number=detail.order.number),
            _("It leaves the cycle; what was paid becomes due for refund. You can take it back until the cutoff."),
            _("Cancel the order"),
            (_("The buyer asked for it"), _("Paid twice"), _("A test order")),
            lambda reason: self._cancel(detail, reason),
        )

    def cancel(self, reason: str) -> None:
        """Cancels the order the buttons speak of."""
        if self._detail is not None:
            self._cancel(self._detail, reason)

    def _cancel(self, detail: OrderDetail, reason: str) -> None:
        def on_done(done: Done) -> None:
            self._desk.tell(
                _("Order {number} is cancelled.").format(number=detail.order.number),
                word=_("Undo"),
                act=lambda: self._restore(detail, version=detail.version + 1),
            )

        self._desk.change(
            operations.cancel_order, detail.order.id, reason, version=detail.version, answered=on_done, initiator=self
        )

    def _restore(self, detail: OrderDetail, version: int | None = None) -> None:
        def on_done(_done: Done) -> None:
            self._desk.tell(_("Order {number} is back in.").format(number=detail.order.number))

        self._desk.change(
            operations.restore_order,
            detail.order.id,
            version=detail.version if version is None else version,
            answered=on_done,
            initiator=self,
        )

    def _ask_reveal(self, detail: OrderDetail) -> None:
        self._reason.ask(
            _("Show the phone of {buyer}?").format(buyer=detail.order.buyer or detail.order.number),
            _("Your name, the station and the reason are kept in the trail."),
            _("Show it"),
            (_("Call about the pickup"), _("Ask about the order"), _("Tell of a shortage")),
            lambda reason: self._reveal(detail, reason),
        )

    def _reveal(self, detail: OrderDetail, reason: str) -> None:
        def on_done(done: Done) -> None:
            if self._detail and self._detail.order.id == detail.order.id:
                self._inspector.show_phone(str(done.answer["phone"]))

        self._desk.runner.change(operations.reveal_phone, self._desk.actor, detail.order.id, reason, answered=on_done)

    def _settle_point(self, detail: OrderDetail) -> None:
        self.point_wanted.emit(detail)

    def _amend(self, detail: OrderDetail) -> None:
        self.amend_wanted.emit(detail)

    @Slot(str)
    def on_tag_added(self, tag: str) -> None:
        if self._detail:
            self._desk.change(operations.tag_buyer, self._detail.order.id, tag, initiator=self)

    @Slot(str)
    def on_tag_removed(self, tag: str) -> None:
        if self._detail:
            self._desk.change(operations.untag_buyer, self._detail.order.id, tag, initiator=self)
