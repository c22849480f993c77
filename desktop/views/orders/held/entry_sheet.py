"""The form of an order entered by hand: the held text above, then whose, where, what and how many."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.views.orders.held.model import EntryChoices, HandEntry
from desktop.widgets.buttons import QUIET, Button
from desktop.widgets.fields import Choice, Field, LineEdit, Whole
from desktop.widgets.labels import Label
from desktop.widgets.lettering import Size
from desktop.widgets.sheet import Sheet
from domain.common.sentences import _
from domain.ordering.words import LARGEST_QUANTITY

MOST_GOODS = 6


class EntrySheet(Sheet):
    """`entered(HandEntry)`."""

    entered = Signal(object)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, width=600)
        self._held_id, self._row = 0, 0
        title = self.head()
        self.texts.put(title.setText, lambda: _("Enter the order by hand"))
        self.original = Label(wrap=True)
        self.reason = Label(size=Size.SMALL, tone="careful", wrap=True)
        self.body.addWidget(self.original)
        self.body.addWidget(self.reason)
        self.buyer, self.phone, self.paid = LineEdit(), LineEdit(), LineEdit()
        self.point = Choice()
        self._pair(Field(self.buyer), Field(self.phone))
        self._pair(Field(self.point), Field(self.paid))
        self.goods: list[tuple[Choice, Whole]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setColumnStretch(0, 1)
        self.body.addLayout(self._grid)
        self.more = Button(QUIET, "plus")
        self.more.clicked.connect(lambda: self._add_row())
        self.body.addWidget(self.more, alignment=Qt.AlignmentFlag.AlignLeft)
        self.complaint = Label(tone="wrong", wrap=True)
        self.body.addWidget(self.complaint)
        self.done = self.feet()
        self.done.clicked.connect(lambda: self.entered.emit(self.entry()))
        self._products: tuple[str, ...] = ()
        self._say()

    def _pair(self, left: Field, right: Field) -> None:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(left, 1)
        row.addWidget(right, 1)
        self.body.addLayout(row)
        self._fields = (*getattr(self, "_fields", ()), left, right)

    def _say(self) -> None:
        words = (
            lambda: _("Buyer"),
            lambda: _("Mobile"),
            lambda: _("Pickup point"),
            lambda: _("Paid ¥ (may be empty)"),
        )
        for field, word in zip(self._fields, words, strict=True):
            self.texts.put(field.say, word)
        self.texts.put(self.more.setText, lambda: _("Another product"))
        self.texts.put(self.done.setText, lambda: _("Take the order"))

    def open_for(self, held_id: int, row: int, text: str, reason: str, choices: EntryChoices) -> None:
        """Opens the form for one held row."""
        self._held_id, self._row = held_id, row
        self.original.setText(text)
        self.reason.setText(reason)
        for field in (self.buyer, self.phone, self.paid):
            field.clear()
        self.point.clear()
        self.point.addItem(_("settle later"), "")
        for _id, name in choices.points:
            self.point.addItem(name, name)
        self._products = tuple(f"{each.name} {each.spec}".strip() for each in choices.products)
        for product, pieces in self.goods:
            product.hide()
            pieces.hide()
            product.deleteLater()
            pieces.deleteLater()
        self.goods = []
        self._add_row()
        self.complain("")
        self.open_sheet(self.buyer)

    def _add_row(self) -> None:
        product, pieces = Choice(), Whole(1, LARGEST_QUANTITY)
        pieces.setFixedWidth(90)
        product.addItem(_("choose a product"), -1)
        for at, name in enumerate(self._products):
            product.addItem(name, at)
        product.setAccessibleName(_("Product"))
        pieces.setAccessibleName(_("Pieces"))
        row = len(self.goods)
        self.goods.append((product, pieces))
        self._grid.addWidget(product, row, 0)
        self._grid.addWidget(pieces, row, 1)
        self.more.setVisible(len(self.goods) < MOST_GOODS)
        self.fit()

    def entry(self) -> HandEntry:
        """What the form says."""
        goods = [(int(product.currentData()), pieces.value()) for product, pieces in self.goods]
        return HandEntry(
            self._held_id,
            self._row,
            self.buyer.text(),
            self.phone.text(),
            str(self.point.currentData() or ""),
            tuple((at, pieces) for at, pieces in goods if at >= 0),
            self.paid.text(),
        )

    def complain(self, sentence: str) -> None:
        """Why it cannot be taken yet."""
        self.complaint.setText(sentence)
        self.complaint.setVisible(bool(sentence))
        self.fit()
