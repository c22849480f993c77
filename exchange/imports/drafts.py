"""An order while its rows still come in: what its first row says, and what later rows add to it.

Buyers with two phones, two buyers or two points under one number are said once; the first one stays.
gathering.py opens the drafts and hangs the lines on them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from domain.common.errors import Notice
from domain.ordering.words import CheckedOrder
from exchange.imports import cells
from exchange.imports.columns import LONGEST, Chunk
from exchange.imports.fields import Field, Layout, Paid, Source
from exchange.imports.states import Fate, order_fate

Warn = Callable[[int, Notice, Field | None], None]
"""Takes a warning about a row: row as counted in the file, reason, field."""

_TEXTS = (
    (Field.BUYER, "buyer"),
    (Field.PHONE, "phone"),
    (Field.POINT, "point"),
    (Field.ADDRESS, "address"),
    (Field.NOTE, "note"),
    (Field.LEADER_NOTE, "leader_note"),
    (Field.SLOT, "slot"),
)
_SUMS = (
    (Field.PAID, "paid"),
    (Field.REFUNDED, "refunded"),
    (Field.FREIGHT, "freight"),
    (Field.REDUCTION, "reduction"),
)
_NOT_CANCELLED = frozenset(("", "-", "--", "无", "否", "未取消", "no", "false", "0"))
_PLACE_WORDS = ("弄", "楼", "栋", "幢", "单元", "室", "房", "门牌")


class Draft:
    """One order as far as it is known; `lines` are indices into the gathering's lines."""

    __slots__ = (
        "address", "amount_known", "bad_rows", "buyer", "cancelled", "fate", "freight", "index", "key",
        "leader_note", "lines", "lines_fen", "note", "ordered_at", "paid", "phone", "point", "reduction",
        "refunded", "row", "sequence", "slot", "told",
    )  # fmt: skip

    def __init__(self, index: int, key: str, row: int, sequence: int | None) -> None:
        self.index = index
        self.key = key
        self.row = row
        self.sequence = sequence
        self.buyer = self.phone = self.point = self.address = self.note = self.leader_note = self.slot = ""
        self.paid: int | None = None
        self.refunded: int | None = None
        self.freight: int | None = None
        self.reduction: int | None = None
        self.lines_fen = self.cancelled = 0
        self.amount_known = True
        self.ordered_at: datetime | None = None
        self.fate: Fate | None = None
        self.lines: tuple[int, ...] = ()
        self.bad_rows: tuple[int, ...] = ()
        self.told: tuple[str, ...] = ()

    def tells(self, what: str) -> bool:
        """True the first time: a thing that stands on every row of an order is said once."""
        if what in self.told:
            return False
        self.told += (what,)
        return True


class OrderColumns:
    """The columns of a chunk that speak of whole orders."""

    def __init__(self, chunk: Chunk, layout: Layout, source: Source, warn: Warn, fates: dict[str, Fate | None]) -> None:
        self._chunk = chunk
        self._layout = layout
        self._warn = warn
        self._fates = fates
        self._again = source.paid is Paid.EVERY_ROW
        columns, column = chunk.columns, chunk.column
        self._texts = [(name, field, columns[field]) for field, name in _TEXTS if field in columns]
        self._sums = [(name, field, columns[field]) for field, name in _SUMS if field in columns]
        self._of_first = tuple(column(field) for field, _ in _TEXTS)
        self._sums_of_first = tuple(column(field, None) for field, _ in _SUMS)
        self._sequences = columns.get(Field.SEQUENCE)
        self._moments = columns.get(Field.ORDERED_AT)
        self._states = columns.get(Field.STATE)
        self._cancelled = columns.get(Field.CANCELLED)
        self._speaks_later = bool(self._moments or self._states or self._cancelled)
        self._questions = [_question(chunk, layout, column) for column in layout.questions]

    def open(self, i: int, index: int, key: str | int) -> Draft:
        """A new order from row `i` of the chunk."""
        number = key if isinstance(key, int) else self._sequences[i] if self._sequences else None
        draft = Draft(index, str(key), self._chunk.first_row + i, number if isinstance(number, int) else None)
        buyers, phones, points, addresses, notes, leader_notes, slots = self._of_first
        draft.buyer, draft.phone, draft.point, draft.address = buyers[i], phones[i], points[i], addresses[i]
        draft.note, draft.leader_note, draft.slot = notes[i], leader_notes[i], slots[i]
        paid, refunded, freight, reduction = self._sums_of_first
        draft.paid, draft.refunded, draft.freight, draft.reduction = paid[i], refunded[i], freight[i], reduction[i]
        for name, field, values in self._sums:
            if type(values[i]) is Notice:
                setattr(draft, name, None)
                self._sum(draft, draft.row, name, field, values[i])
        if self._speaks_later:
            self._state(i, draft)
        if self._questions:
            self._answers(i, draft)
        return draft

    def add(self, i: int, draft: Draft) -> None:
        """What a later row of the same order says."""
        row = self._chunk.first_row + i
        for name, field, values in self._texts:
            if values[i] and values[i] != getattr(draft, name):
                self._text(draft, row, name, field, values[i])
        for name, field, values in self._sums:
            if values[i]:
                if self._again and getattr(draft, name):
                    self._compare(draft, row, name, field, values[i])
                else:
                    self._sum(draft, row, name, field, values[i])
        if self._speaks_later:
            self._state(i, draft)

    def _state(self, i: int, draft: Draft) -> None:
        if self._moments and draft.ordered_at is None and self._moments[i] is not None:
            self._moment(draft, self._chunk.first_row + i, self._moments[i])
        if self._states and self._states[i] and draft.fate is not Fate.CANCELLED:
            draft.fate = fate_of(self._states[i], self._fates)
        if self._cancelled and cells.narrow(self._cancelled[i]).casefold() not in _NOT_CANCELLED:
            draft.fate = Fate.CANCELLED

    def _moment(self, draft: Draft, row: int, value: datetime | Notice) -> None:
        if isinstance(value, datetime):
            draft.ordered_at = value
        elif draft.tells("time"):
            self._warn(row, value, Field.ORDERED_AT)

    def _text(self, draft: Draft, row: int, name: str, field: Field, value: str) -> None:
        before = getattr(draft, name)
        if not before:
            setattr(draft, name, value)
        elif name in ("note", "leader_note"):
            if value not in before:
                setattr(draft, name, f"{before}; {value}"[: LONGEST[field]])
        elif name in ("buyer", "phone", "point") and draft.tells(name):
            if name == "phone":  # a phone shows no more than its tail
                before, value = f"…{before[-4:]}", f"…{value[-4:]}"
            self._warn(row, Notice.of(f"order_has_two_{name}s", order=draft.key, kept=before, other=value), field)

    def _sum(self, draft: Draft, row: int, name: str, field: Field, value: int | Notice) -> None:
        if isinstance(value, Notice):
            self._warn(row, Notice.of("order_amount_unreadable", order=draft.key, value=value.fact("value")), field)
        else:
            setattr(draft, name, (getattr(draft, name) or 0) + value)

    def _compare(self, draft: Draft, row: int, name: str, field: Field, value: int | Notice) -> None:
        """A form that repeats the order's amount on every row should repeat the same one."""
        if name != "paid" or value == draft.paid or not draft.tells("paid"):
            return
        if isinstance(value, Notice):
            self._warn(row, Notice.of("order_amount_unreadable", order=draft.key, value=value.fact("value")), field)
        else:
            reason = Notice.of("order_amount_varies", order=draft.key, kept_fen=draft.paid, other_fen=value)
            self._warn(row, reason, field)

    def _answers(self, i: int, draft: Draft) -> None:
        """The leader's own questions: parts of an address help where there is none, others are worth a note."""
        has_address = bool(draft.address)
        for asked, is_place, answers in self._questions:
            if (is_place and has_address) or answers[i] == "":
                continue
            answer = cells.clean_text(answers[i])[0]
            if not answer or len(answer) > 60:
                continue
            if is_place:
                draft.address = f"{draft.address} {asked} {answer}".strip()[: LONGEST[Field.ADDRESS]]
            else:
                draft.note = f"{draft.note}; {asked}: {answer}".removeprefix("; ")[: LONGEST[Field.NOTE]]


def _question(chunk: Chunk, layout: Layout, column: int) -> tuple[str, bool, Sequence[cells.Cell]]:
    """What is asked, whether it is part of an address, and the answers of the chunk as they stand in the file."""
    asked = cells.narrow(layout.headings[column]).split("(")[0].strip()
    return asked, any(word in asked for word in _PLACE_WORDS), chunk.raw_column(column)


def fate_of(state: str, known: dict[str, Fate | None]) -> Fate | None:
    """The fate a state means, remembered in `known`."""
    if state not in known:
        known[state] = order_fate(state)
    return known[state]


def as_order(draft: Draft) -> CheckedOrder:
    """The order this draft became."""
    return CheckedOrder(
        draft.key,
        draft.row,
        draft.sequence,
        draft.buyer,
        draft.phone,
        draft.point,
        draft.address,
        draft.note,
        draft.leader_note,
        draft.paid,
        draft.refunded or 0,
        draft.ordered_at,
        draft.slot,
    )
