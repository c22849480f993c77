"""Products and suppliers one at a time, as the forms of the window do it. Every edit names the version it looked at.

Values are by field name (rules.checking.PRODUCT_FIELDS, SUPPLIER_FIELDS). An edit raises NotFound, Outdated,
EntryRefused or RuleBroken, and then nothing is changed. Next: barcodes.py, accepting.py.
"""

from __future__ import annotations

from domain.catalogue.operations.nouns import PRODUCT, SUPPLIER
from domain.catalogue.words import ProductState
from domain.common.accepting import add_one, edit_one
from domain.common.command import Done
from domain.common.database import Database
from domain.common.fields import Values
from domain.common.people import Actor


def add_product(database: Database, actor: Actor, values: Values, *, command_id: str | None = None) -> Done:
    """A new product; the answer has its "id". Raises EntryRefused."""
    return add_one(database, actor, PRODUCT, values, command_id)


def edit_product(
    database: Database, actor: Actor, product_id: int, seen: int, changes: Values, *, command_id: str | None = None
) -> Done:
    """The changed fields of a product; the answer has its new "version"."""
    return edit_one(database, actor, PRODUCT, product_id, seen, changes, command_id)


def complete_draft(
    database: Database, actor: Actor, product_id: int, seen: int, changes: Values, *, command_id: str | None = None
) -> Done:
    """A draft with what was missing, from now on a product like any other."""
    return edit_product(database, actor, product_id, seen, {**changes, "state": _ACTIVE}, command_id=command_id)


def retire_product(
    database: Database, actor: Actor, product_id: int, seen: int, *, command_id: str | None = None
) -> Done:
    """A product no longer sold. Its orders and papers stay; its name is free for another."""
    return edit_product(database, actor, product_id, seen, {"state": _RETIRED}, command_id=command_id)


def restore_product(
    database: Database, actor: Actor, product_id: int, seen: int, *, command_id: str | None = None
) -> Done:
    """A retired product is sold again. RuleBroken when another has its name meanwhile."""
    return edit_product(database, actor, product_id, seen, {"state": _ACTIVE}, command_id=command_id)


def add_supplier(database: Database, actor: Actor, values: Values, *, command_id: str | None = None) -> Done:
    """A new supplier; the answer has its "id". Raises EntryRefused."""
    return add_one(database, actor, SUPPLIER, values, command_id)


def edit_supplier(
    database: Database, actor: Actor, supplier_id: int, seen: int, changes: Values, *, command_id: str | None = None
) -> Done:
    """The changed fields of a supplier; {"active": False} retires it."""
    return edit_one(database, actor, SUPPLIER, supplier_id, seen, changes, command_id)


_ACTIVE, _RETIRED = ProductState.ACTIVE.value, ProductState.RETIRED.value
