"""The questions of the dock, each with its consequence in numbers: refuse, more than ordered, a doubtful weight, all, done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.background.weights import kg
from desktop.views.receiving.words import line_name, supplier_name
from desktop.widgets import figures
from desktop.widgets.numbered_sheet import Choice
from domain.common.sentences import _
from domain.purchasing.words import Delivered, OverDelivered, WeightInDoubt

if TYPE_CHECKING:
    from desktop.widgets.numbered_sheet import NumberedSheet
    from domain.purchasing.queries import OrderLine, OrderRow

MOST_REFUSED = 100_000
MOST_NAMED = 4

Take = Callable[[Delivered], object]
Then = Callable[[str], object]


def refuse_reasons() -> tuple[str, ...]:
    """The usual reasons, in the order in which they happen."""
    return (
        _("Poor quality"),
        _("Damaged"),
        _("Too warm"),
        _("Too short a life"),
        _("Wrong goods"),
        _("Not ordered"),
        _("Other reason"),
    )


def ask_refuse(sheet: NumberedSheet, line: OrderLine, refused: int, then: Then) -> None:
    """Why so many pieces go back."""
    title = _("Why do {count} of {product} go back?").format(
        count=f"{refused} {line.unit}".strip(), product=line_name(line)
    )
    said = _("They are not taken in and stand as refused on the order.")
    sheet.ask(title, said, [Choice(reason, reason) for reason in refuse_reasons()], then)


def ask_over(
    sheet: NumberedSheet, over: OverDelivered, delivered: Delivered, line: OrderLine, person: str, take: Take
) -> None:
    """More came than was ordered: take what was ordered, or all of it with a name."""
    counted = delivered.cases * line.case_size + delivered.pieces
    ordered = counted - over.over
    choices = []
    if ordered > 0:
        word = _("Take {count}, refuse {over}").format(count=figures.count(ordered), over=figures.count(over.over))
        choices.append(Choice("part", word, _("as ordered")))
    choices.append(
        Choice(
            "all",
            _("Take all {count}").format(count=figures.count(counted)),
            _("allowed by {person}").format(person=person),
        )
    )
    answers = {
        "part": replace(delivered, cases=0, pieces=ordered, refused=over.over, reason=_("More than was ordered")),
        "all": replace(delivered, over_by=person),
    }
    title = _("{over} more than ordered").format(over=f"{figures.count(over.over)} {line.unit}".strip())
    said = _("{product}: ordered {ordered}, here already {received}, now {coming}.").format(
        product=over.product,
        ordered=figures.count(over.ordered),
        received=figures.count(over.received),
        coming=figures.count(over.coming),
    )
    sheet.ask(title, said, choices, lambda key: take(answers[key]))


def ask_weight(sheet: NumberedSheet, doubt: WeightInDoubt, delivered: Delivered, take: Take) -> None:
    """Kilograms typed where grams count, or the other way round?"""
    choices = []
    if doubt.meant_g:
        choices.append(Choice("meant", _("{weight} was meant").format(weight=_kg(doubt.meant_g))))
        choices.append(Choice("sure", _("{weight} is right").format(weight=_kg(doubt.typed_g))))
    choices.append(Choice("none", _("Take it without a weight")))
    answers = {
        "meant": replace(delivered, weight_g=doubt.meant_g),
        "sure": replace(delivered, weight_is_sure=True),
        "none": replace(delivered, weight_g=None),
    }
    title = _("Really {weight}?").format(weight=_kg(doubt.typed_g))
    said = _("So many of {product} weigh about {expected}.").format(
        product=doubt.product, expected=_kg(doubt.expected_g)
    )
    sheet.ask(title, said, choices, lambda key: take(answers[key]))


def ask_all(sheet: NumberedSheet, head: OrderRow, lines: Sequence[OrderLine], then: Then) -> None:
    """The rest of the order in one act."""
    pieces = sum(line.remaining for line in lines)
    title = _("Take all as ordered?")
    said = _("{supplier}: {pieces} in {lines}. Nobody counts them; the order is done.").format(
        supplier=supplier_name(head.supplier), pieces=figures.pieces(pieces), lines=figures.lines(len(lines))
    )
    sheet.ask(title, said, [Choice("yes", _("Take {pieces}").format(pieces=figures.pieces(pieces)))], then)


def ask_finish(sheet: NumberedSheet, head: OrderRow, short: Sequence[OrderLine], then: Then) -> None:
    """Nothing more comes, although something is missing."""
    named = "、".join(f"{line_name(line)} {line.remaining}" for line in short[:MOST_NAMED])
    named += "…" if len(short) > MOST_NAMED else ""
    title = _("Nothing more comes of {supplier}?").format(supplier=supplier_name(head.supplier))
    said = _("Short in {lines}: {named}").format(lines=figures.lines(len(short)), named=named)
    sheet.ask(title, said, [Choice("yes", _("It is short, finish the order"))], then)


def _kg(grams: int) -> str:
    return f"{kg(grams)} kg" if grams >= 1000 else f"{grams} g"
