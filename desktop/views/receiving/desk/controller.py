"""Leads the desk of receiving: makes the orders, sends them, finishes or cancels them; every act tells what followed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop.background import purchase_papers
from desktop.background.change_bus import Follower
from desktop.background.desk import Desk
from desktop.background.purchase_papers import SentOrder
from desktop.settings import Settings
from desktop.views.receiving.desk import model
from desktop.views.receiving.desk.model import DeskRead
from desktop.views.receiving.words import supplier_name
from desktop.widgets import figures
from domain.common.command import Done
from domain.common.errors import DomainError
from domain.common.sentences import _, sentence
from domain.purchasing import operations, queries
from domain.purchasing.queries import OrderDetail, OrderRow
from domain.purchasing.words import PurchaseState, SentHow

if TYPE_CHECKING:
    from desktop.views.receiving.desk.view import DeskView
    from desktop.widgets.choice import ChoiceSheet
    from desktop.widgets.reason import ReasonSheet

STAGES = frozenset({"purchasing", "stock", "cutoff", "ordering"})
SENDABLE = frozenset({PurchaseState.DRAFT, PurchaseState.SENT})
OPEN = frozenset({PurchaseState.DRAFT, PurchaseState.SENT, PurchaseState.RECEIVING})


class DeskController(QObject):
    """`dock_wanted(order id or None)`, `share_wanted(product id)`, `folder_shown(path)`, `text_copied(text)`."""

    dock_wanted = Signal(object)
    share_wanted = Signal(int)
    cutoff_wanted = Signal()
    folder_shown = Signal(object)
    text_copied = Signal(str)

    def __init__(
        self, view: DeskView, desk: Desk, settings: Settings, reason: ReasonSheet, choice: ChoiceSheet
    ) -> None:
        super().__init__(view)
        self._view, self._desk, self._settings = view, desk, settings
        self._reason, self._choice = reason, choice
        self.orders, self.lines = model.orders_model(), model.lines_model()
        self.found: DeskRead | None = None
        self.detail: OrderDetail | None = None
        self._order_id: int | None = None
        view.set_models(self.orders, self.lines)
        view.show_page("busy")
        self.follower = Follower(view, STAGES, self.read, desk.bus, self)
        self._connect()

    def _connect(self) -> None:
        view = self._view
        view.make_wanted.connect(self.make)
        view.dock_wanted.connect(lambda: self.dock_wanted.emit(self._order_id))
        view.send_wanted.connect(self.ask_send)
        view.finish_wanted.connect(self.finish)
        view.cancel_wanted.connect(self.ask_cancel)
        view.cutoff_wanted.connect(self.cutoff_wanted)
        view.new_cycle_wanted.connect(self._desk.cycle_wanted)
        view.way_out.connect(self.on_way_out)
        view.chosen.connect(self.on_chosen)
        view.language_changed.connect(self.show_all)
        self._desk.cycle_switched.connect(self.on_cycle)

    # Reading -----------------------------------------------------------------------------------

    @Slot()
    def on_cycle(self) -> None:
        self.found = self.detail = self._order_id = None
        self.follower.look_again()

    def read(self) -> None:
        """The orders of the cycle on the desk."""
        self._view.show_refusal("")
        if self._desk.code is None:
            self._view.show_page("none")
        elif self._desk.snapshot is None:
            self._view.show_page("before")
        else:
            self._desk.read(model.read_desk, self._desk.code, answered=self.on_read)

    def on_read(self, found: DeskRead) -> None:
        """Shows them; the chosen order stays chosen."""
        self.found = found
        known = [row.id for row in found.orders]
        if self._order_id not in known:
            waiting = [row.id for row in found.orders if row.remaining and row.state in OPEN]
            self._order_id = next(iter([*waiting, *known]), None)
        self.show_all()
        self._read_detail()

    @Slot()
    def show_all(self) -> None:
        """Everything as it is now."""
        if self.found is None:
            return
        self.orders.show_rows(self.found.orders)
        self.orders.say_again()
        self.lines.say_again()
        self._view.show_figures(model.figures_of(self.found))
        self._view.show_short(model.shortage_todos(self.found.short))
        self._view.choose(next((at for at, row in enumerate(self.found.orders) if row.id == self._order_id), -1))
        self._show_detail()
        self._view.show_page("orders" if self.found.orders else "empty")

    @Slot()
    def on_chosen(self) -> None:
        at = self._view.chosen_row()
        if 0 <= at < len(self.orders.rows):
            self._order_id = self.orders.rows[at].id
            self._read_detail()

    def choose(self, order_id: int) -> None:
        """Puts an order at the right."""
        self._order_id = order_id
        self.follower.look_again()

    def _read_detail(self) -> None:
        if self._order_id is not None:
            self._desk.read(queries.purchase_order, self._order_id, answered=self.on_detail)

    def on_detail(self, detail: OrderDetail) -> None:
        """The lines of the chosen order."""
        if detail.head.id == self._order_id:
            self.detail = detail
            self._show_detail()

    def _show_detail(self) -> None:
        detail = self.detail
        if detail is None or detail.head.id != self._order_id:
            self._view.show_detail("", "", can_send=False, can_finish=False, can_cancel=False)
            return
        head = detail.head
        self.lines.show_rows(detail.lines)
        self._view.show_detail(
            supplier_name(head.supplier),
            model.detail_line(detail),
            can_send=head.state in SENDABLE and head.cases > 0,
            can_finish=head.state in OPEN and bool(head.received or head.refused),
            can_cancel=head.state in SENDABLE,
        )

    @property
    def head(self) -> OrderRow | None:
        """The chosen order."""
        return self.detail.head if self.detail and self.detail.head.id == self._order_id else None

    # Acts --------------------------------------------------------------------------------------

    @Slot()
    def make(self) -> None:
        """Drafts of what is to be bought, or the drafts brought up to date."""
        self._view.show_busy(_("Adding up what is to be bought"))
        self._change(operations.make_orders, self._desk.code, answered=self.on_made)

    def on_made(self, done: Done) -> None:
        """Told with what nobody wants any more."""
        orders = [one for one in done.answer["orders"] if one["cases"]]
        pieces = sum(int(one["pieces"]) for one in orders)
        said = _("{orders} to {suppliers}, {pieces}.").format(
            orders=figures.lines(sum(int(one["lines"]) for one in orders)),
            suppliers=figures.suppliers(len(orders)),
            pieces=figures.pieces(pieces),
        )
        surplus = done.answer["surplus"]
        if surplus:
            named = "、".join(f"{one['product']} {one['pieces']}" for one in surplus[:3])
            said += " " + _("Ordered and no longer wanted: {named}.").format(named=named)
        self._desk.tell(said if orders or surplus else _("Nothing more is to be bought."))

    @Slot()
    def ask_send(self) -> None:
        """As what the supplier gets it."""
        head = self.head
        if head is None:
            return
        self._choice.ask(
            _("Send order {order} to {supplier}").format(order=head.number, supplier=supplier_name(head.supplier)),
            _(
                "{cases} cases, {pieces}. Once it is sent it stays as it is; what is wanted later goes on a new order."
            ).format(cases=figures.count(head.cases), pieces=figures.pieces(head.ordered)),
            (
                (_("PDF"), lambda: self.send(SentHow.PDF)),
                (_("Workbook"), lambda: self.send(SentHow.XLSX)),
                (_("Text for a chat"), lambda: self.send(SentHow.TEXT)),
            ),
        )

    def send(self, how: SentHow) -> None:
        """Makes the paper and marks the order; a text goes to the clipboard, a file into the folder of papers."""
        if self._order_id is not None:
            self._view.show_busy(_("Making the order's paper"))
            folder = self.folder / (self._desk.code or "")
            self._change(purchase_papers.send, self._order_id, how, folder, answered=self.on_sent)

    @property
    def folder(self) -> Path:
        """Where papers go: as for the cycle's other papers."""
        return Path(self._settings.papers_folder or Path.home() / "Daybreak")

    def on_sent(self, sent: SentOrder) -> None:
        """Told with what to do with it."""
        if sent.file is None:
            self.text_copied.emit(sent.text)
            said = _("The text lies on the clipboard: paste it into the chat.")
            self._desk.tell(_("Order {order} is sent. {said}").format(order=sent.order, said=said))
            return
        folder = sent.file.parent
        self._desk.tell(
            _("Order {order} is sent. {said}").format(
                order=sent.order, said=_("Written: {file}").format(file=sent.file.name)
            ),
            word=_("Show the folder"),
            act=lambda: self.folder_shown.emit(folder),
        )

    @Slot()
    def finish(self) -> None:
        """Nothing more comes of the chosen order."""
        if self._order_id is not None:
            self._change(operations.finish_receipt, self._order_id, answered=self.on_finished)

    def on_finished(self, done: Done) -> None:
        """Told with what is short."""
        short = done.answer["short"]
        said = _("Order {order} is done.").format(order=done.answer["order"])
        if short:
            named = "、".join(f"{one['product']} {one['short']}" for one in short[:3])
            said += " " + _("Short: {named}.").format(named=named)
        self._desk.tell(said)

    @Slot()
    def ask_cancel(self) -> None:
        """Taking an order back cannot be undone, so it says what it costs."""
        head = self.head
        if head is None:
            return
        self._reason.ask(
            _("Cancel order {order}?").format(order=head.number),
            _("{pieces} of {supplier} are missing again and come on a new order.").format(
                pieces=figures.pieces(head.ordered), supplier=supplier_name(head.supplier)
            ),
            _("Cancel the purchase order"),
            (_("The supplier cannot deliver"), _("Ordered twice"), _("Bought elsewhere")),
            lambda reason: self._change(operations.cancel_purchase, head.id, reason, answered=self.on_cancelled),
        )

    def on_cancelled(self, done: Done) -> None:
        """Told."""
        self._desk.tell(_("Order {order} is cancelled.").format(order=done.answer["order"]))

    @Slot(str)
    def on_way_out(self, key: str) -> None:
        kind, _colon, product = key.partition(":")
        if kind == "share":
            self.share_wanted.emit(int(product))

    def _change(self, operation: Callable[..., Any], *arguments: Any, answered: Callable[[Any], object]) -> None:
        def on_done(done: Any) -> None:
            self._view.show_busy("")
            answered(done)

        self._view.show_refusal("")
        self._desk.change(operation, *arguments, answered=on_done, failed=self.on_refused, initiator=self)

    def on_refused(self, error: Exception) -> None:
        """It was not done: the reason stands above the orders."""
        self._view.show_busy("")
        if isinstance(error, DomainError):
            self._view.show_refusal(sentence(error))
        else:
            self._desk.runner.failed.emit(error)
