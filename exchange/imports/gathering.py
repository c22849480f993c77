"""Rows become orders and lines: one buyer's rows are merged, a bad line is left out alone and named.

A Gathering takes the chunks of one sheet in the order of the file. drafts.py holds what is said of whole
orders, finishing.py makes the OrderFile; what differs between platforms lies in sources/.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from domain.common.errors import Notice
from domain.ordering.words import LARGEST_QUANTITY, CheckedLine, CrossCheck, RowNotice
from exchange.imports import cells
from exchange.imports.columns import LONGEST_ORDER_NUMBER, Chunk, Cleaners
from exchange.imports.drafts import Draft, OrderColumns, fate_of
from exchange.imports.fields import Field, Layout, Source
from exchange.imports.states import Fate

TOTALS = frozenset(("合计", "总计", "小计", "总数", "total", "totals", "sum"))
"""A row that starts with one of these and names no product is the file's own sum, not an order."""

_MENTIONED = {
    Fate.REFUND_ASKED: ("refund_asked", Field.LINE_STATE),
    Fate.PARTLY_REFUNDED: ("line_partly_refunded", Field.LINE_STATE),
}


class Gathering:
    """Orders, lines and words about rows of one sheet, as they come in."""

    def __init__(self, file: str, layout: Layout, source: Source) -> None:
        self.file = file
        self.layout = layout
        self.source = source
        self.group = ""
        self.drafts: list[Draft] = []
        self.lines: list[CheckedLine] = []
        self.warnings: list[RowNotice] = []
        self.held: list[RowNotice] = []
        self.problems: list[RowNotice] = []
        self.cross_check: list[CrossCheck] = []
        self.keyed_by = layout.keyed_by(source)
        self._at: dict[Any, int] = {}
        self._cleaners = Cleaners(source)
        self._fates: dict[str, Fate | None] = {}

    def warn(self, row: int, reason: Notice, field: Field | None = None) -> None:
        """Taken, but look: a word about a row."""
        self.warnings.append(self.about(row, reason, field))

    def refuse(self, row: int, reason: Notice, field: Field | None = None) -> None:
        """Not taken: a word about a row."""
        self.problems.append(self.about(row, reason, field))

    def about(self, row: int, reason: Notice, field: Field | None = None, text: str = "") -> RowNotice:
        """A word about a row of this sheet, with the heading and the value when they are known."""
        column = self.layout.heading(field) if field else ""
        return RowNotice(row, reason, text, self.file, self.layout.sheet, column, str(reason.fact("value") or ""))

    def take(self, chunk: Chunk) -> None:
        """Adds the rows of a chunk."""
        first = chunk.first_row

        def tell(i: int, field: Field, reason: Notice) -> None:
            self.warn(first + i, reason, field)

        chunk.fill(self.layout, self.source, self._cleaners, tell)
        self._decide_fates(chunk)
        if self.source.derive:
            self.source.derive(chunk, tell)
        if Field.ITEMS in self.layout.ties:
            self._take_items(chunk)
        else:
            self._take_lines(chunk)

    def _decide_fates(self, chunk: Chunk) -> None:
        """Line by line, from the state and the refund of the line; the order's own state comes with the order."""
        states = chunk.columns.get(Field.LINE_STATE)
        if states:
            chunk.fates = [fate_of(state, self._fates) if state else None for state in states]
        refunds, amounts = chunk.columns.get(Field.LINE_REFUNDED), chunk.column(Field.AMOUNT, None)
        for i, refunded in enumerate(refunds or ()):
            if isinstance(refunded, int) and refunded > 0:
                chunk.fates[i] = Fate.CANCELLED if refunded == amounts[i] else chunk.fates[i] or Fate.PARTLY_REFUNDED

    def _take_lines(self, chunk: Chunk) -> None:
        products, quantities, amounts = chunk.column(Field.PRODUCT), chunk.column(Field.QUANTITY), line_amounts(chunk)
        specs, codes = chunk.column(Field.SPEC), chunk.column(Field.CODE)
        returned, refunds = chunk.column(Field.RETURNED, 0), chunk.columns.get(Field.LINE_REFUNDED)
        is_paid_known = Field.PAID in chunk.columns
        for i, draft in self._orders_of(chunk):
            row = chunk.first_row + i
            fate = chunk.fates[i] or draft.fate
            quantity, amount = quantities[i], amounts[i]
            if refunds and isinstance(refunds[i], int) and (is_paid_known or fate is not Fate.CANCELLED):
                draft.refunded = (draft.refunded or 0) + refunds[i]
            if fate is Fate.CANCELLED and not _is_part(returned[i], quantity):
                draft.cancelled += 1
            elif type(quantity) is not int or not products[i] or isinstance(amount, Notice):
                self._leave_out(draft, row, products[i], quantity, amount)
            else:
                if chunk.fates[i] is not None:
                    quantity, amount = self._mention(draft, row, chunk.fates[i], quantity, amount, returned[i])
                self.add(draft, row, products[i], specs[i], codes[i], quantity, amount)

    def _take_items(self, chunk: Chunk) -> None:
        """Rows that name all products of the order in one cell; the source's `derive` has split it."""
        for i, draft in self._orders_of(chunk):
            row, items = chunk.first_row + i, chunk.columns[Field.ITEMS][i]
            if draft.fate is Fate.CANCELLED:
                draft.cancelled += 1 if isinstance(items, Notice) else len(items)
            elif isinstance(items, Notice) and items.code == "items_without_quantities":
                self.held.append(self.about(row, items, Field.ITEMS, str(items.fact("value"))))
            elif isinstance(items, Notice):
                draft.bad_rows += (row,)
                self.refuse(row, items, Field.ITEMS)
            else:
                self._add_items(draft, row, items)

    def _add_items(self, draft: Draft, row: int, items: list[tuple[str, str, int | Notice]]) -> None:
        for product, spec, quantity in items:
            if isinstance(quantity, Notice):
                draft.bad_rows += (row,)
                self.refuse(row, quantity, Field.ITEMS)
            else:
                self.add(draft, row, product, spec, "", quantity, None)

    def _orders_of(self, chunk: Chunk) -> Iterator[tuple[int, Draft]]:
        """Each row of the chunk that belongs to an order, with that order."""
        columns = OrderColumns(chunk, self.layout, self.source, self.warn, self._fates)
        at, drafts = self._at, self.drafts
        for i, key in enumerate(chunk.column(self.keyed_by)):
            index = at.get(key)
            if index is not None:
                draft = drafts[index]
                columns.add(i, draft)
            elif self._is_key(chunk, i, key):
                draft = columns.open(i, len(drafts), key)
                at[key] = draft.index
                drafts.append(draft)
            else:
                continue
            yield i, draft

    def _is_key(self, chunk: Chunk, i: int, key: Any) -> bool:
        """Whether the row opens an order. Empty rows and sums are passed over, others without a number refused."""
        if isinstance(key, str) and len(key) > LONGEST_ORDER_NUMBER:
            key = Notice.of("order_number_too_long", longest=LONGEST_ORDER_NUMBER)
        elif key and not isinstance(key, Notice) and (chunk.column(Field.PRODUCT)[i] or Field.ITEMS in chunk.columns):
            return True
        row = [cells.clean_text(column[i])[0] for column in chunk.raw]
        filled = [text for text in row if text]
        if not filled or _is_total(filled[0]):
            return False
        if key is None or key == "" or isinstance(key, Notice):
            reason = key if isinstance(key, Notice) else Notice.of("order_number_missing")
            self.refuse(chunk.first_row + i, reason, self.keyed_by)
            return False
        return True

    def add(
        self, draft: Draft, row: int, product: str, spec: str, code: str, quantity: int, amount: int | None
    ) -> None:
        """Hangs a line on its order; the same product, spec and code again is added to the line that is there."""
        for index in draft.lines:
            line = self.lines[index]
            if line.product == product and line.spec == spec and line.code == code:
                self._add_to(draft, index, row, quantity, amount)
                return
        draft.lines += (len(self.lines),)
        self.lines.append(CheckedLine(draft.index, row, product, spec, code, quantity, amount))
        if amount is None:
            draft.amount_known = False
        else:
            draft.lines_fen += amount

    def _add_to(self, draft: Draft, index: int, row: int, quantity: int, amount: int | None) -> None:
        line = self.lines[index]
        pieces = line.quantity + quantity
        if pieces > LARGEST_QUANTITY:
            too_large = Notice.of("quantity_too_large", value=str(pieces), largest=LARGEST_QUANTITY)
            self._leave_out(draft, row, line.product, too_large, amount)
            return
        both = None if line.amount_fen is None or amount is None else line.amount_fen + amount
        self.lines[index] = line._replace(quantity=pieces, amount_fen=both)
        draft.lines_fen += amount or 0
        draft.amount_known = draft.amount_known and both is not None

    def _leave_out(self, draft: Draft, row: int, product: str, quantity: Any, amount: Any) -> None:
        draft.bad_rows += (row,)
        if not product:
            self.refuse(row, Notice.of("product_missing"), Field.PRODUCT)
        elif isinstance(quantity, Notice):
            self.refuse(row, quantity, Field.QUANTITY)
        elif isinstance(amount, Notice):
            self.refuse(row, amount, Field.AMOUNT if Field.AMOUNT in self.layout.ties else Field.PRICE)
        else:
            self.refuse(row, Notice.of("quantity_missing"), Field.QUANTITY)

    def _mention(
        self, draft: Draft, row: int, fate: Fate | None, quantity: int, amount: int | None, returned: Any
    ) -> tuple[int, int | None]:
        """Says what is special about a line that is taken all the same; some pieces of it may have gone back."""
        if fate is Fate.CANCELLED:
            kept = quantity - int(returned)
            self.warn(row, Notice.of("pieces_returned", order=draft.key, returned=returned, kept=kept), Field.RETURNED)
            return kept, None if amount is None else amount * kept // quantity
        if fate in _MENTIONED:
            code, field = _MENTIONED[fate]
            self.warn(row, Notice.of(code, order=draft.key), field)
        return quantity, amount


def line_amounts(chunk: Chunk) -> list[int | Notice | None]:
    """What the file says for each whole line: its amount, or unit price times pieces, less the line's discount."""
    if Field.AMOUNT in chunk.columns:
        amounts = chunk.columns[Field.AMOUNT]
    elif Field.PRICE in chunk.columns:
        quantities = chunk.column(Field.QUANTITY)
        prices = chunk.columns[Field.PRICE]
        amounts = [
            price * quantity if isinstance(price, int) and isinstance(quantity, int) else price
            for price, quantity in zip(prices, quantities, strict=True)
        ]
    else:
        return [None] * chunk.size
    discounts = chunk.columns.get(Field.DISCOUNT)
    if not discounts:
        return amounts
    return [
        max(0, amount - off) if isinstance(amount, int) and isinstance(off, int) else amount
        for amount, off in zip(amounts, discounts, strict=True)
    ]


def _is_part(returned: Any, quantity: Any) -> bool:
    return isinstance(returned, int) and isinstance(quantity, int) and 0 < returned < quantity


def _is_total(text: str) -> bool:
    return text.rstrip(":：").replace(" ", "").casefold() in TOTALS
