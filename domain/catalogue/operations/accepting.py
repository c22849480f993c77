"""Products and suppliers of whole files: new, changed and unchanged told apart, all good rows taken at once.

A row is known by its code, else by its name and spec; what it does not say stays. The rows come from
exchange/catalogue_files.py, or from whoever has a list.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.catalogue.operations.nouns import PRODUCT, SUPPLIER
from domain.catalogue.words import CatalogueAnswer
from domain.common.accepting import SheetRow, accept_sheets
from domain.common.database import Database
from domain.common.people import Actor


def accept_catalogue(
    database: Database,
    actor: Actor,
    *,
    suppliers: Sequence[SheetRow] = (),
    products: Sequence[SheetRow] = (),
    sheets: tuple[str, str] = ("", ""),
    source: str = "",
    command_id: str | None = None,
) -> CatalogueAnswer:
    """Suppliers, then products that may name them, in one transaction; `sheets` are the names of their sheets."""
    given = [(SUPPLIER, sheets[0], suppliers), (PRODUCT, sheets[1], products)]
    return accept_sheets(database, actor, [one for one in given if one[2]], source, command_id)


def accept_products(
    database: Database, actor: Actor, rows: Sequence[SheetRow], *, source: str = "", command_id: str | None = None
) -> CatalogueAnswer:
    """Products alone."""
    return accept_catalogue(database, actor, products=rows, source=source, command_id=command_id)


def accept_suppliers(
    database: Database, actor: Actor, rows: Sequence[SheetRow], *, source: str = "", command_id: str | None = None
) -> CatalogueAnswer:
    """Suppliers alone."""
    return accept_catalogue(database, actor, suppliers=rows, source=source, command_id=command_id)
