"""The barcodes of a product, one at a time, and how the shop's scales print theirs."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from sqlalchemy import select, update

from domain.catalogue.operations.nouns import PRODUCT, STAGE
from domain.catalogue.queries import in_store_patterns
from domain.catalogue.records import BarcodeRecord
from domain.catalogue.rules.barcodes import own_code
from domain.catalogue.rules.in_store import MOST_PATTERNS, checked
from domain.catalogue.words import IN_STORE_SETTING, InStorePattern
from domain.common.accepting import edit_one
from domain.common.command import Done, Transaction, execute
from domain.common.database import Database
from domain.common.fields import Values
from domain.common.lookups import insert_unless_there
from domain.common.people import Actor, Right
from domain.common.records import SettingRecord

Codes = tuple[str, ...]


def add_barcode(
    database: Database, actor: Actor, product_id: int, seen: int, code: str, *, command_id: str | None = None
) -> Done:
    """One more barcode: EAN-13, the seven digits of an in-store item, or an own code. RuleBroken when it is taken."""
    return _change(database, actor, product_id, seen, lambda codes: (*codes, code), ["add", code], command_id)


def remove_barcode(
    database: Database, actor: Actor, product_id: int, seen: int, code: str, *, command_id: str | None = None
) -> Done:
    """The product without that barcode; without it already, nothing is changed."""
    return _change(
        database,
        actor,
        product_id,
        seen,
        lambda codes: tuple(c for c in codes if c != code),
        ["remove", code],
        command_id,
    )


def make_own_barcode(
    database: Database, actor: Actor, product_id: int, seen: int, *, command_id: str | None = None
) -> Done:
    """The product with the barcode made of its number (rules.barcodes.own_code), which no other product can have."""
    return add_barcode(database, actor, product_id, seen, own_code(product_id), command_id=command_id)


def set_in_store_patterns(
    database: Database, actor: Actor, patterns: Sequence[InStorePattern], *, command_id: str | None = None
) -> Done:
    """How the shop's scales print in-store codes; of two patterns that fit a label the first counts. BadPattern."""
    kept = [checked(one) for one in patterns[:MOST_PATTERNS]]
    wanted = [[one.form, list(one.prefixes), one.unit.value, one.weight_decimals, one.amount_decimals] for one in kept]

    def work(tx: Transaction) -> dict[str, object]:
        before = [one.form for one in in_store_patterns(tx.connection)]
        row = {"name": IN_STORE_SETTING, "value": json.dumps(wanted)}
        tx.connection.execute(insert_unless_there(tx.connection, SettingRecord, ["name"]), row)
        tx.connection.execute(
            update(SettingRecord).where(SettingRecord.name == IN_STORE_SETTING).values(value=row["value"])
        )
        tx.note(STAGE, "in_store_patterns_set", IN_STORE_SETTING, before=before, after=wanted)
        return {"patterns": [one.form for one in kept]}

    kind = "catalogue.set_in_store_patterns"
    return execute(database, actor, kind, wanted, work, right=Right.EDIT_CATALOGUE, command_id=command_id)


def _change(
    database: Database,
    actor: Actor,
    product_id: int,
    seen: int,
    change: Callable[[Codes], Codes],
    said: list[str],
    command_id: str | None,
) -> Done:
    def wanted(tx: Transaction) -> Values:
        query = select(BarcodeRecord.code).where(BarcodeRecord.product_id == product_id).order_by(BarcodeRecord.code)
        codes = tuple(tx.connection.execute(query).scalars())
        return {"barcodes": tuple(sorted(set(change(codes))))}

    return edit_one(database, actor, PRODUCT, product_id, seen, wanted, command_id, said=said)
