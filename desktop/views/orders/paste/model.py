"""The entries of a pasted text as they were understood, sure ones and held ones, in the order of their lines."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.widgets import figures
from desktop.widgets.badges import Mark
from desktop.widgets.figure_row import Figure
from desktop.widgets.masking import mask_phones
from desktop.widgets.rows import Column, RowsModel
from desktop.widgets.tokens import Tone
from domain.common.codes import masked_phone
from domain.common.sentences import _, sentence
from domain.ordering.words import ImportAnswer, OrderFile


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry: its line in the text, who, what, and how sure we are."""

    row: int
    number: str
    who: str
    goods: str
    tone: Tone
    reason: str


def entry_rows(file: OrderFile) -> tuple[EntryRow, ...]:
    """Understood entries, held lines and problems by line."""
    goods: dict[int, list[str]] = {}
    for line in file.lines:
        goods.setdefault(line.order, []).append(f"{line.product} {line.spec}".strip() + f" × {line.quantity}")
    doubts = {notice.row: sentence(notice.reason) for notice in file.warnings}
    found = [
        EntryRow(
            order.row,
            order.key,
            " ".join(part for part in (order.buyer, order.address, masked_phone(order.phone)) if part),
            ", ".join(goods.get(at, [])),
            Tone.CAREFUL if order.row in doubts else Tone.RIGHT,
            doubts.pop(order.row, ""),
        )
        for at, order in enumerate(file.orders)
    ]
    found += [EntryRow(row, "", "", "", Tone.CAREFUL, reason) for row, reason in doubts.items()]
    for notice in (*file.held, *file.problems):
        found.append(EntryRow(notice.row, "", mask_phones(notice.text), "", Tone.WRONG, sentence(notice.reason)))
    return tuple(sorted(found, key=lambda row: row.row))


def _mark(row: EntryRow) -> Mark:
    words = {Tone.RIGHT: _("understood"), Tone.CAREFUL: _("look"), Tone.WRONG: _("held")}
    return Mark(row.tone, words[row.tone])


def entries_model() -> RowsModel[EntryRow]:
    """The table at the right."""
    return RowsModel(
        (
            Column("row", lambda: _("Line"), lambda row: str(row.row), 52, is_number=True),
            Column("sure", lambda: _("State"), lambda row: _mark(row).word, 128, mark=_mark),
            Column("who", lambda: _("Who"), lambda row: f"{row.number} {row.who}".strip(), 180),
            Column("goods", lambda: _("Goods, or why not"), _goods, 260, stretches=True, hint=_hint),
        )
    )


def _goods(row: EntryRow) -> str:
    return row.goods or row.reason


def _hint(row: EntryRow) -> str:
    return "\n".join(part for part in (row.who, row.goods, row.reason) if part)


def figures_of(answer: ImportAnswer) -> tuple[Figure, ...]:
    """Only the difference to what was pasted before counts."""
    return (
        Figure(figures.count(answer.new), _("new orders")),
        Figure(figures.count(answer.changed), _("changed"), "careful" if answer.changed else ""),
        Figure(figures.count(answer.unchanged), _("unchanged")),
        Figure(figures.count(len(answer.held)), _("held"), "wrong" if answer.held else ""),
        Figure(figures.count(answer.pieces), _("pieces")),
    )
