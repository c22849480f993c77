"""Drafts: products made from what an order file says, so that no order waits; a person completes them later.

Safe when two importers meet the same unknown name at once: the unique name decides, the later one finds the
product of the earlier. Next: products.py, which completes a draft.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import Connection, select

from domain.catalogue.queries.finding import PRODUCT_NAMES
from domain.catalogue.records import ON_SALE, BarcodeRecord, ProductRecord
from domain.catalogue.rules.barcodes import ean13_of
from domain.catalogue.rules.naming import split_name
from domain.catalogue.rules.weights import weight_in
from domain.catalogue.words import BarcodeKind, ProductState, Wanted
from domain.common.aliases import remember_names
from domain.common.draft_codes import name_waiting_codes, waiting_code
from domain.common.lookups import insert_unless_there, rows_with, table_of
from domain.common.names import clean_name

DRAFT_LETTER = "D"


def make_drafts(
    connection: Connection, channel: str, missing: Mapping[Wanted, str], command_id: str | None
) -> dict[str, int]:
    """Product ids by key, for `missing`: the key of each (name, spec, code). The channel remembers each key."""
    first = {key: wanted for wanted, key in reversed(list(missing.items()))}
    # In one order for all importers, so that two of them wait for each other in turn and never in a ring.
    rows = [_draft(key, first[key], command_id) for key in sorted(first)]
    connection.execute(insert_unless_there(connection, ProductRecord, ["name_key"], ON_SALE), rows)
    name_waiting_codes(connection, table_of(ProductRecord), DRAFT_LETTER)
    made = select(ProductRecord.name_key, ProductRecord.id).where(ON_SALE)
    ids = {row.name_key: row.id for row in rows_with(connection, made, ProductRecord.name_key, first)}
    remember_names(connection, PRODUCT_NAMES, channel, ids)
    _remember_barcodes(connection, missing, ids)
    return ids


def _draft(key: str, wanted: Wanted, command_id: str | None) -> dict[str, object]:
    name, spec = split_name(wanted[0] or wanted[2], wanted[1])
    return {
        "code": waiting_code(),
        "name": clean_name(name, 120) or "?",
        "spec": clean_name(spec, 80),
        "name_key": key,
        "weight_g": weight_in(spec) or weight_in(name),
        "state": ProductState.DRAFT.value,
        "made_by": command_id,
    }


def _remember_barcodes(connection: Connection, missing: Mapping[Wanted, str], ids: Mapping[str, int]) -> None:
    """A valid EAN-13 that came with one name alone is the draft's barcode. Other codes name no product for sure."""
    keys: dict[str, set[str]] = defaultdict(set)
    for (_name, _spec, code), key in missing.items():
        ean = ean13_of(code)
        if ean:
            keys[ean].add(key)
    rows = [
        {"code": ean, "product_id": ids[next(iter(of))], "kind": BarcodeKind.EAN13.value}
        for ean, of in sorted(keys.items())
        if len(of) == 1
    ]
    if rows:
        connection.execute(insert_unless_there(connection, BarcodeRecord, ["code"]), rows)
