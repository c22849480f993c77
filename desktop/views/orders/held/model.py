"""Held rows as the table shows them, and an order entered by hand in a held row's stead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.views.orders.amounts import fen_of, is_amount
from desktop.widgets.masking import mask_phones
from desktop.widgets.rows import Column, RowsModel
from domain.catalogue.queries import ProductChoice, product_choices
from domain.common.clock import local_text
from domain.common.sentences import _, sentence
from domain.ordering.queries import HeldRow, point_choices
from domain.ordering.words import NO_POINT, CheckedLine, CheckedOrder, OrderFile

if TYPE_CHECKING:
    from domain.common.database import Connection

BY_HAND = "by hand"


@dataclass(frozen=True, slots=True)
class EntryChoices:
    """What the form of an order lets one choose from."""

    products: tuple[ProductChoice, ...]
    points: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class HandEntry:
    """An order as the form says it: goods are (index into the products, pieces); `paid` as typed."""

    held_id: int
    row: int
    buyer: str
    phone: str
    point: str
    goods: tuple[tuple[int, int], ...]
    paid: str


def held_model() -> RowsModel[HeldRow]:
    """The table of held rows."""
    return RowsModel(
        (
            Column("text", lambda: _("What stands there"), _text, 320, hint=_text),
            Column("row", lambda: _("Row"), lambda row: str(row.row or ""), 60, is_number=True),
            Column("reason", lambda: _("Why it is held"), _reason, 360, stretches=True, hint=_reason),
            Column("at", lambda: _("Imported at"), lambda row: local_text(row.imported_at), 140, is_quiet=True),
        )
    )


def _text(row: HeldRow) -> str:
    return mask_phones(row.text)


def _reason(row: HeldRow) -> str:
    return sentence(row.reason)


def read_choices(connection: Connection) -> EntryChoices:
    """Products on sale and points, for the form."""
    points = tuple((identity, name) for identity, name in point_choices(connection) if name != NO_POINT)
    return EntryChoices(product_choices(connection), points)


def complaint(entry: HandEntry) -> str:
    """Why the form cannot be taken yet; empty when it can."""
    if not entry.buyer.strip() and not entry.phone.strip():
        return _("Say whose order it is: a name or a phone.")
    if not entry.goods:
        return _("Choose at least one product.")
    if entry.paid.strip() and not is_amount(entry.paid):
        return _("Write the amount like 59.90.")
    return ""


def file_of(entry: HandEntry, products: tuple[ProductChoice, ...]) -> OrderFile:
    """The order as a file of one: its number is the held row's, so that entering it twice changes nothing."""
    paid = fen_of(entry.paid)
    order = CheckedOrder(
        key=f"H{entry.held_id}",
        row=entry.row,
        buyer=entry.buyer.strip(),
        phone=entry.phone.strip(),
        point=entry.point,
        paid_fen=paid,
    )
    lines = tuple(
        CheckedLine(0, entry.row, products[at].name, products[at].spec, products[at].code, pieces, None)
        for at, pieces in entry.goods
    )
    return OrderFile(name=BY_HAND, source=BY_HAND, channel=BY_HAND, orders=(order,), lines=lines)
