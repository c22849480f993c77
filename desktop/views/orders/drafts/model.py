"""The products that want filling in, and what the form of one says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.widgets.badges import Mark
from desktop.widgets.rows import Column, RowsModel
from desktop.widgets.tokens import Tone
from domain.catalogue.queries import ProductFilter, ProductRow, SupplierRow, product_page, supplier_page
from domain.catalogue.words import ProductState
from domain.common.money import yuan_text
from domain.common.quantity import weight_text
from domain.common.sentences import _

if TYPE_CHECKING:
    from domain.common.database import Connection

MOST = 20_000


@dataclass(frozen=True, slots=True)
class Unfinished:
    """The products to fill in, and the suppliers one can choose from."""

    products: tuple[ProductRow, ...]
    suppliers: tuple[SupplierRow, ...]


def read_unfinished(connection: Connection) -> Unfinished:
    """Drafts first, then products without supplier, by name."""
    drafts = product_page(connection, ProductFilter(state=ProductState.DRAFT), limit=MOST)
    rest = product_page(connection, ProductFilter(state=ProductState.ACTIVE), limit=MOST)
    bare = tuple(row for row in rest if not row.supplier)
    return Unfinished((*drafts, *bare), supplier_page(connection, limit=MOST))


def lacks(row: ProductRow) -> str:
    """What is missing, in words."""
    words = {"supplier": _("supplier"), "weight_g": _("weight"), "price_fen": _("price")}
    missing = row.missing or ("supplier",)
    return _(", ").join(words.get(name, name) for name in missing)


def _mark(row: ProductRow) -> Mark:
    if row.state == ProductState.DRAFT:
        return Mark(Tone.CAREFUL, _("draft"))
    return Mark(Tone.PLAIN, _("in use"))


def unfinished_model() -> RowsModel[ProductRow]:
    """The table at the left."""
    return RowsModel(
        (
            Column("name", lambda: _("Product"), _name, 240, stretches=True, hint=_name),
            Column("state", lambda: _("State"), lambda row: _mark(row).word, 104, mark=_mark),
            Column("lacks", lambda: _("Still missing"), lacks, 170, is_quiet=True),
            Column("weight", lambda: _("Weight"), _weight, 86, is_number=True),
            Column("price", lambda: _("Price ¥"), _price, 86, is_number=True),
        )
    )


def _name(row: ProductRow) -> str:
    return f"{row.name} {row.spec}".strip()


def _weight(row: ProductRow) -> str:
    return weight_text(row.weight_g) if row.weight_g else ""


def _price(row: ProductRow) -> str:
    return "" if row.price_fen is None else yuan_text(row.price_fen)
