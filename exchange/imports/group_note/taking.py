"""A pasted 接龙 as an OrderFile: sure entries are orders by their number, the others are held.

An entry that says 再加 adds to the earlier entry of the same name and says so, so that pasting the grown
list again shows only the difference. Read entries.py first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from domain.common.errors import Notice
from domain.ordering.words import LARGEST_QUANTITY, CheckedLine, CheckedOrder, OrderFile, RowNotice
from exchange.imports.columns import LONGEST
from exchange.imports.fields import Field
from exchange.imports.group_note.entries import understand
from exchange.imports.group_note.goods import Good, named_goods
from exchange.imports.group_note.lines import Note, notes_in
from exchange.imports.group_note.words import Entry

SOURCE_ID = "group_note"
CHANNEL = "pasted"


def read_pasted(text: str, *, goods: Sequence[str] = (), name: str = "pasted") -> OrderFile:
    """What a pasted 接龙 says. `goods`: names of products of the cycle, known beside those of the text.

    Rows are lines of the text. Never raises: a text without entries is an OrderFile without orders and a
    problem that says so.
    """
    taking = _Taking(name)
    notes = notes_in(text)
    if not notes or not any(note.entries for note in notes):
        taking.problems.append(RowNotice(1, Notice.of("no_entries"), text=text.strip()[:200], file=name))
    elif notes:
        taking.leave_earlier(notes)
        taking.take(notes[-1], named_goods(goods))
    group = notes[-1].group if notes else ""
    return taking.order_file(group, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())


class _Taking:
    """Orders and lines of one note as they are taken."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.orders: list[CheckedOrder] = []
        self.lines: list[CheckedLine] = []
        self.warnings: list[RowNotice] = []
        self.held: list[RowNotice] = []
        self.problems: list[RowNotice] = []
        self._numbers: set[int] = set()
        self._by_name: dict[str, list[int]] = {}
        self._line_at: dict[tuple[int, str, str], int] = {}

    def leave_earlier(self, notes: list[Note]) -> None:
        """Of several lists in one text the last is the newest of its group; a list of another group is not read."""
        last = notes[-1]
        for note in notes[:-1]:
            if note.group == last.group:
                self.warnings.append(self._about(note.row, Notice.of("earlier_list_replaced", later=last.row)))
            elif note.entries:
                self.problems.append(self._about(note.row, Notice.of("other_list_not_read", title=note.title)))

    def take(self, note: Note, named: Sequence[Good]) -> None:
        known = {(good.name, good.spec) for good in note.goods}
        names = {good.name for good in note.goods}
        goods = note.goods + [good for good in named if (good.name, good.spec) not in known and good.name not in names]
        for text in note.entries:
            if not text.text.strip():
                continue
            entry = understand(text.row, text.number, text.text, goods)
            if entry.doubt is None and entry.number in self._numbers:
                entry.doubt = Notice.of("number_stands_twice", number=entry.number)
            self._place(entry)
        for row, line in note.loose:
            if understand(row, 0, line, goods).wants:
                self.held.append(RowNotice(row, Notice.of("line_without_number"), line, self.file))

    def _place(self, entry: Entry) -> None:
        same = self._by_name.setdefault("".join(entry.name.split()).casefold(), [])
        if entry.doubt is None and entry.adds and len(same) > 1:
            entry.doubt = Notice.of("adds_to_whom", name=entry.name)
        if entry.doubt is not None:
            self.held.append(RowNotice(entry.row, entry.doubt, entry.text, self.file))
            return
        self._numbers.add(entry.number)
        if entry.adds and same:
            self._add(same[0], entry)
            return
        if entry.adds:
            self.warnings.append(self._about(entry.row, Notice.of("adds_to_nobody", name=entry.name)))
        elif same:
            first = self.orders[same[0]]
            self.warnings.append(
                self._about(entry.row, Notice.of("same_name_again", name=entry.name, number=first.key))
            )
        same.append(len(self.orders))
        self.orders.append(_order_of(entry))
        self._hang(len(self.orders) - 1, entry)

    def _add(self, index: int, entry: Entry) -> None:
        """The entry's items go to the earlier order; a phone or an address it did not have yet, too."""
        order = self.orders[index]
        self.orders[index] = order._replace(
            phone=order.phone or entry.phone,
            address=order.address or entry.address,
            note="; ".join(filter(None, (order.note, entry.note)))[: LONGEST[Field.NOTE]],
        )
        reason = Notice.of("adds_to_earlier_entry", name=entry.name, number=order.key, this=entry.number)
        self.warnings.append(self._about(entry.row, reason))
        self._hang(index, entry)

    def _hang(self, index: int, entry: Entry) -> None:
        for want in entry.wants:
            good, quantity = want.good, want.quantity
            amount = None if good.price_fen is None else good.price_fen * quantity
            at = self._line_at.get((index, good.name, good.spec))
            if at is None:
                self._line_at[index, good.name, good.spec] = len(self.lines)
                self.lines.append(CheckedLine(index, entry.row, good.name, good.spec, "", quantity, amount))
            elif self.lines[at].quantity + quantity > LARGEST_QUANTITY:
                reason = Notice.of("quantity_too_large", value=str(quantity), largest=LARGEST_QUANTITY)
                self.problems.append(self._about(entry.row, reason))
            else:
                line = self.lines[at]
                both = None if line.amount_fen is None or amount is None else line.amount_fen + amount
                self.lines[at] = line._replace(quantity=line.quantity + quantity, amount_fen=both)

    def _about(self, row: int, reason: Notice) -> RowNotice:
        return RowNotice(row, reason, file=self.file)

    def order_file(self, group: str, sha256: str) -> OrderFile:
        return OrderFile(
            name=self.file,
            source=SOURCE_ID,
            channel=CHANNEL,
            group=group,
            by_sequence=True,
            orders=tuple(self.orders),
            lines=tuple(self.lines),
            warnings=tuple(self.warnings),
            held=tuple(self.held),
            problems=tuple(self.problems),
            sha256=sha256,
        )


def _order_of(entry: Entry) -> CheckedOrder:
    return CheckedOrder(
        key=str(entry.number),
        row=entry.row,
        sequence=entry.number,
        buyer=entry.name[: LONGEST[Field.BUYER]],
        phone=entry.phone,
        address=entry.address[: LONGEST[Field.ADDRESS]],
        note=entry.note[: LONGEST[Field.NOTE]],
    )
