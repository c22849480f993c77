"""The sheets of the table: which pickup point orders go to, and how a frozen order is amended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.widgets.fields import Choice, Field, LineEdit, Whole
from desktop.widgets.labels import Label
from desktop.widgets.sheet import Sheet
from domain.common.sentences import _
from domain.ordering.words import LARGEST_QUANTITY


@dataclass(frozen=True, slots=True)
class AmendWish:
    """A frozen order's product shall be so many pieces (0: gone), and why."""

    order_id: int
    product_id: int
    pieces: int
    reason: str


class PointSheet(Sheet):
    """`chosen(order ids, point id)`."""

    chosen = Signal(list, int)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, width=460)
        self._orders: list[int] = []
        self.title = self.head()
        self.sentence = Label(tone="ink_2", wrap=True)
        self.body.addWidget(self.sentence)
        self.point = Choice()
        field = Field(self.point)
        self.texts.put(field.say, lambda: _("Pickup point"))
        self.body.addWidget(field)
        self.done = self.feet()
        self.texts.put(self.done.setText, lambda: _("Settle the point"))
        self.done.clicked.connect(self._on_done)

    def open_for(self, title: str, sentence: str, orders: Sequence[int], points: Sequence[tuple[int, str]]) -> None:
        """Opens it for these orders."""
        self._orders = list(orders)
        self.title.setText(title)
        self.sentence.setText(sentence)
        self.point.clear()
        for identity, name in points:
            self.point.addItem(name, identity)
        self.done.setEnabled(bool(points))
        self.open_sheet(self.point)

    def _on_done(self) -> None:
        self.close_sheet()
        self.chosen.emit(self._orders, int(self.point.currentData()))


class AmendSheet(Sheet):
    """`wished(AmendWish)`: one product of one frozen order to another number of pieces."""

    wished = Signal(object)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, width=520)
        self._order = 0
        self._there: dict[int, int] = {}
        self.title = self.head()
        intro = Label(tone="ink_2", wrap=True)
        self.texts.put(
            intro.setText,
            lambda: _(
                "The snapshot stays as it is; the change is printed on every later paper with your name and the reason."
            ),
        )
        self.body.addWidget(intro)
        self.product, self.pieces, self.reason = Choice(), Whole(0, LARGEST_QUANTITY), LineEdit()
        self.reason.setMaxLength(200)
        product, pieces = Field(self.product), Field(self.pieces)
        self.why = Field(self.reason)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(product, 3)
        row.addWidget(pieces, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.why)
        self.texts.put(product.say, lambda: _("Product"))
        self.texts.put(pieces.say, lambda: _("Pieces"))
        self.texts.put(self.why.say, lambda: _("Reason"))
        self.done = self.feet()
        self.texts.put(self.done.setText, lambda: _("Amend"))
        self.product.currentIndexChanged.connect(lambda _at: self._on_product())
        self.done.clicked.connect(self._on_done)
        self.reason.returnPressed.connect(self._on_done)

    def open_for(self, title: str, order_id: int, products: Sequence[tuple[int, str]], there: dict[int, int]) -> None:
        """Opens it for an order: (id, name) of products, its own first; `there` how many it holds of each."""
        self._order, self._there = order_id, there
        self.title.setText(title)
        self.product.clear()
        for identity, name in products:
            self.product.addItem(name, identity)
        self.reason.clear()
        self.why.complain("")
        self._on_product()
        self.open_sheet(self.pieces)
        self.pieces.selectAll()

    def _on_product(self) -> None:
        self.pieces.setValue(self._there.get(self.product.currentData() or 0, 0))

    def _on_done(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self.why.complain(_("Say why; it stands on later papers and in the trail."))
            self.fit()
            return
        self.close_sheet()
        self.wished.emit(AmendWish(self._order, int(self.product.currentData()), self.pieces.value(), reason))


@dataclass(frozen=True, slots=True)
class OrderSheets:
    """Both, made once for the window."""

    point: PointSheet
    amend: AmendSheet
