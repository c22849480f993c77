"""What the sharing sheet says: the product, what a rule would do in sums, and every buyer's line, the short ones first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.views.receiving.desk.model import rule_said as rule_said
from desktop.views.receiving.desk.model import rule_word as rule_word
from desktop.widgets import figures
from desktop.widgets.badges import Mark
from desktop.widgets.figure_row import Figure
from desktop.widgets.rows import Column, RowsModel
from desktop.widgets.tokens import Tone
from domain.common.sentences import _, ngettext
from domain.purchasing import queries
from domain.purchasing.queries import SharePreview, ShareRow, ShortProduct
from domain.purchasing.words import NotShort, ShortageRule

if TYPE_CHECKING:
    from domain.common.database import Connection


@dataclass(frozen=True, slots=True)
class Looked:
    """The product as it stands, and what a rule would do with it."""

    short: ShortProduct
    preview: SharePreview


def read_sharing(connection: Connection, code: str, product_id: int) -> ShortageRule | None:
    """The rule of the sharing in force; None when none is."""
    shared = queries.shortage_shares(connection, code, product_id)
    return shared.rule if shared else None


def read_looked(
    connection: Connection, code: str, product_id: int, rule: ShortageRule, tags: tuple[str, ...]
) -> Looked:
    """Both from one moment. NotShort when there is enough by now, TagsNeeded, NobodyWants."""
    short = next((one for one in queries.short_products(connection, code) if one.product_id == product_id), None)
    preview = queries.shortage_preview(connection, code, product_id, rule, tags=tags)
    if short is None:
        raise NotShort(str(product_id), preview.wanted, preview.available)
    return Looked(short, preview)


def title(looked: Looked) -> str:
    """“麒麟西瓜: 14 short”."""
    name = f"{looked.short.product} {looked.short.spec}".strip()
    return _("{product}: {short} short").format(product=name, short=looked.short.short)


def said(looked: Looked) -> str:
    """What is there, for how many."""
    short = looked.short
    text = _("{available} are there for {wanted} in {orders} at {points}.").format(
        available=short.available,
        wanted=short.wanted,
        orders=figures.orders(short.orders),
        points=figures.points(short.points),
    )
    if short.still_to_come:
        text += " " + _("{count} more are still to come; sharing now does not wait for them.").format(
            count=short.still_to_come
        )
    return text


def figures_of(preview: SharePreview) -> tuple[Figure, ...]:
    """What the rule would do."""
    short = preview.short_rows
    points = {row.point for row in short}
    nothing = sum(1 for row in short if row.given == 0)
    left = preview.available - preview.given
    return (
        Figure(f"{figures.count(preview.given)} / {figures.count(preview.wanted)}", _("given out")),
        Figure(figures.count(len(short)), _("lines go short"), "wrong" if short else ""),
        Figure(figures.count(nothing), _("of them get nothing")),
        Figure(figures.count(len(points)), _("points touched")),
        Figure(figures.count(left), _("pieces no line fits"), "careful" if left else ""),
    )


def share_word(looked: Looked) -> str:
    """The button says what follows."""
    count = len(looked.preview.short_rows)
    return ngettext("Share it: {count} line goes short", "Share it: {count} lines go short", count).format(
        count=figures.count(count)
    )


def ordered(preview: SharePreview) -> tuple[ShareRow, ...]:
    """Who goes short first, then the others; each in the order of payment."""
    return (*preview.short_rows, *(row for row in preview.rows if row.given >= row.wanted))


def share_model() -> RowsModel[ShareRow]:
    """Every buyer's line of the product."""
    return RowsModel(
        (
            Column(
                "sequence", lambda: _("No."), lambda row: str(row.sequence or ""), 64, is_number=True, is_quiet=True
            ),
            Column("name", lambda: _("Buyer"), lambda row: f"{row.name} {row.phone_tail}".strip(), 120),
            Column("point", lambda: _("Pickup point"), lambda row: row.point, 180, stretches=True),
            Column("wanted", lambda: _("Wants"), lambda row: figures.count(row.wanted), 72, is_number=True),
            Column("given", lambda: _("Gets"), lambda row: figures.count(row.given), 72, is_number=True),
            Column("short", lambda: _("Outcome"), _outcome_word, 130, mark=_outcome),
        )
    )


def _outcome(row: ShareRow) -> Mark:
    if row.given >= row.wanted:
        return Mark(Tone.RIGHT, _("whole"))
    if row.given == 0:
        return Mark(Tone.WRONG, _("gets nothing"))
    return Mark(Tone.CAREFUL, _("{count} short").format(count=row.short))


def _outcome_word(row: ShareRow) -> str:
    return _outcome(row).word
