"""The page of unfinished products: the table at the left, the form of the chosen one at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.widgets.buttons import PRIMARY, Button
from desktop.widgets.cards import Card
from desktop.widgets.covering import CoveringPage
from desktop.widgets.empty import EmptyState
from desktop.widgets.fields import Choice, Field, LineEdit, Tick, Whole
from desktop.widgets.labels import ElidedLabel, Label, hairline
from desktop.widgets.layouts import holder
from desktop.widgets.lettering import Size
from desktop.widgets.rows import RowsModel
from desktop.widgets.tables import Table
from domain.catalogue.words import TemperatureZone
from domain.common.sentences import _

FORM = 380
HEAVIEST_G = 1_000_000


class DraftsView(CoveringPage):
    """`chosen(place)`, `kept`, `left`."""

    chosen = Signal(int)
    kept = Signal()

    def __init__(self) -> None:
        super().__init__(lambda: _("Products to fill in"))
        self.table = Table()
        self.empty = EmptyState("check")
        self.name = ElidedLabel(size=Size.LARGE, bold=True)
        self.supplier, self.zone = Choice(), Choice()
        self.supplier_words = LineEdit()
        self.supplier.setEditable(True)
        self.supplier.setLineEdit(self.supplier_words)
        self.supplier.setInsertPolicy(Choice.InsertPolicy.NoInsert)
        self.category, self.unit, self.price = LineEdit(), LineEdit(), LineEdit()
        self.case, self.weight = Whole(1, 1_000_000), Whole(0, HEAVIEST_G)
        self.weighed = Tick()
        self.complaint = Label(tone="wrong", wrap=True)
        self.keep_button = Button(PRIMARY, "check")
        self._left, self._right = QStackedWidget(), Card()
        self._fields: list[tuple[Field, Callable[[], str]]] = []
        self._lay_out()
        self._say()
        self._connect()

    def _lay_out(self) -> None:
        card = Card()
        self._left.addWidget(self.table)
        self._left.addWidget(self.empty)
        card.column.addWidget(self._left)
        self._right.setFixedWidth(FORM)
        self._right.column.addWidget(self._form())
        halves = QHBoxLayout()
        halves.setSpacing(16)
        halves.addWidget(card, 1)
        halves.addWidget(self._right)
        column = self.column(gap=12)
        column.addLayout(self.head_row())
        column.addLayout(halves, 1)

    def _form(self) -> QWidget:
        column = QVBoxLayout()
        column.addWidget(self.name)
        column.addWidget(hairline())
        column.addWidget(self._field(self.supplier, lambda: _("Supplier (a new name makes a new one)")))
        self._pair(
            column, self._field(self.case, lambda: _("Case size")), self._field(self.unit, lambda: _("Sale unit"))
        )
        weight = self._field(self.weight, lambda: _("Nominal weight, g"))
        self._pair(column, weight, self._field(self.price, lambda: _("Price ¥")))
        category = self._field(self.category, lambda: _("Category"))
        self._pair(column, category, self._field(self.zone, lambda: _("Temperature zone")))
        column.addWidget(self.weighed)
        column.addWidget(self.complaint)
        column.addStretch(1)
        column.addWidget(self.keep_button)
        return holder(column, margins=(16, 12, 16, 12), gap=12)

    def _field(self, content: QWidget, name: Callable[[], str]) -> Field:
        field = Field(content)
        self._fields.append((field, name))
        return field

    def _pair(self, column: QVBoxLayout, left: QWidget, right: QWidget) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(left, 1)
        row.addWidget(right, 1)
        column.addLayout(row)

    def _say(self) -> None:
        put = self.texts.put
        put(self.weighed.setText, lambda: _("Weighed: the price follows the real weight"))
        put(self.keep_button.setText, lambda: _("Keep and go to the next"))
        put(self.empty.title.setText, lambda: _("All products are filled in"))
        put(
            self.empty.sentence.setText,
            lambda: _("Drafts that imports make wait here for supplier, case size and weight."),
        )
        put(lambda _text: self._say_zones(), lambda: "")
        for field, name in self._fields:
            put(field.say, name)

    def _say_zones(self) -> None:
        for at, (zone, word) in enumerate(zip(TemperatureZone, (_("ambient"), _("chilled"), _("frozen")), strict=True)):
            if at < self.zone.count():
                self.zone.setItemText(at, word)
            else:
                self.zone.addItem(word, zone.value)

    def _connect(self) -> None:
        self.keep_button.clicked.connect(self.kept)

    def set_model(self, model: RowsModel[Any]) -> None:
        """The rows."""
        self.table.setModel(model)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(current.row())

    def show_rows_there(self, there: bool) -> None:
        """The table, or a word that all is filled in."""
        self._left.setCurrentIndex(0 if there else 1)
        self._right.setVisible(there)

    def show_suppliers(self, names: Sequence[str]) -> None:
        """The suppliers there are."""
        self.supplier.clear()
        self.supplier.addItems(["", *names])

    def show_product(self, name: str, values: dict[str, Any], price: str) -> None:
        """One product in the form."""
        self.name.setText(name)
        self.supplier.setCurrentText(str(values["supplier"]))
        self.case.setValue(int(values["case_size"]))
        self.unit.setText(str(values["sale_unit"]))
        self.weight.setValue(int(values["weight_g"]))
        self.price.setText(price)
        self.category.setText(str(values["category"]))
        self.zone.setCurrentIndex(max(0, self.zone.findData(values["zone"])))
        self.weighed.setChecked(bool(values["weighed"]))
        self.complain("")

    def form(self) -> dict[str, Any]:
        """What the form says; `price` as typed."""
        return {
            "supplier": self.supplier_words.text().strip(),
            "case_size": self.case.value(),
            "sale_unit": self.unit.text().strip(),
            "weight_g": self.weight.value(),
            "price": self.price.text().strip(),
            "category": self.category.text().strip(),
            "zone": self.zone.currentData(),
            "weighed": self.weighed.isChecked(),
        }

    def complain(self, sentence: str) -> None:
        """Why it cannot be kept like this."""
        self.complaint.setText(sentence)
        self.complaint.setVisible(bool(sentence))

    def select(self, place: int) -> None:
        """Chooses a row of the table."""
        self.table.choose([place], place)
