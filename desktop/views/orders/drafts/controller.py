"""Fills in products one after the other: keeps one, goes to the next; a new supplier's name makes the supplier first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop.background.change_bus import Follower
from desktop.background.desk import Desk
from desktop.views.orders.amounts import fen_of, is_amount
from desktop.views.orders.drafts import model
from desktop.views.orders.drafts.model import Unfinished
from domain.catalogue.operations import add_supplier, complete_draft, edit_product
from domain.catalogue.queries import ProductRow
from domain.catalogue.words import ProductState
from domain.common.errors import DomainError
from domain.common.fields import Values
from domain.common.money import yuan_text
from domain.common.sentences import _, sentence

if TYPE_CHECKING:
    from desktop.views.orders.drafts.view import DraftsView


class DraftsController(QObject):
    """`done` leads back."""

    done = Signal()

    def __init__(self, view: DraftsView, desk: Desk) -> None:
        super().__init__(view)
        self._view, self._desk = view, desk
        self.model = model.unfinished_model()
        self._suppliers: frozenset[str] = frozenset()
        self._place = 0
        view.set_model(self.model)
        view.chosen.connect(self.on_chosen)
        view.kept.connect(self.on_keep)
        view.left.connect(self.done)
        view.language_changed.connect(self.model.say_again)
        self.follower = Follower(view, frozenset({"catalogue"}), self.read, desk.bus, self)

    def read(self) -> None:
        """The products that want filling in."""
        self._desk.read(model.read_unfinished, answered=self.on_unfinished)

    def on_unfinished(self, unfinished: Unfinished) -> None:
        """Shows them; the one behind the last kept is chosen."""
        self._suppliers = frozenset(row.name for row in unfinished.suppliers)
        self._view.show_suppliers([row.name for row in unfinished.suppliers if row.active])
        place = self._place
        self.model.show_rows(unfinished.products)
        self._view.show_rows_there(bool(unfinished.products))
        if unfinished.products:
            self._view.select(min(place, len(unfinished.products) - 1))

    def _row(self) -> ProductRow | None:
        return self.model.rows[self._place] if 0 <= self._place < len(self.model.rows) else None

    @Slot(int)
    def on_chosen(self, place: int) -> None:
        if place < 0:
            return
        self._place = place
        row = self._row()
        if row is not None:
            names = ("supplier", "case_size", "sale_unit", "weight_g", "category", "zone", "weighed")
            price = "" if row.price_fen is None else yuan_text(row.price_fen).replace(",", "")
            self._view.show_product(
                f"{row.name} {row.spec}".strip(), {name: getattr(row, name) for name in names}, price
            )

    @Slot()
    def on_keep(self) -> None:
        row, form = self._row(), self._view.form()
        if row is None:
            return
        if form["price"] and not is_amount(form["price"]):
            self._view.complain(_("Write the amount like 59.90."))
            return
        supplier = str(form["supplier"])
        if supplier and supplier not in self._suppliers:
            self._desk.change(
                add_supplier,
                {"name": supplier},
                answered=lambda _done: self._keep(row, form),
                failed=self.on_refused,
                initiator=self,
            )
        else:
            self._keep(row, form)

    def _keep(self, row: ProductRow, form: dict[str, Any]) -> None:
        values: Values = {name: value for name, value in form.items() if name != "price"} | {
            "price_fen": fen_of(form["price"])
        }
        operation = complete_draft if row.state == ProductState.DRAFT else edit_product
        self._desk.change(
            operation, row.id, row.version, values, answered=lambda _done: self._kept(row), failed=self.on_refused
        )

    def _kept(self, row: ProductRow) -> None:
        self._desk.tell(_("{product} is filled in.").format(product=f"{row.name} {row.spec}".strip()))

    def on_refused(self, error: Exception) -> None:
        """The form stays, with the reason."""
        if isinstance(error, DomainError):
            self._view.complain(sentence(error))
        else:
            self._desk.runner.failed.emit(error)
