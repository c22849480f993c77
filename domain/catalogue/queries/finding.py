"""From the names and codes of order files to products, for thousands of names at once.

The order of trust: barcode, product code, what was mapped for the channel, what was mapped for all channels,
the exact name, what every other channel means by the name. operations/resolving.py makes drafts of the rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, select

from domain.catalogue.records import BarcodeRecord, ProductAliasRecord, ProductRecord
from domain.catalogue.rules.barcodes import spellings_of
from domain.catalogue.rules.naming import product_key
from domain.catalogue.words import ProductState, Wanted
from domain.common.aliases import AliasBook, meanings
from domain.common.lookups import rows_with
from domain.common.names import folded

PRODUCT_NAMES = AliasBook("catalogue", "product", ProductAliasRecord, ProductRecord, "product_id")


def find_products(connection: Connection, channel: str, wanted: Sequence[Wanted]) -> dict[Wanted, int | None]:
    """The product id of each (name, spec, code), None for the unknown.

    A code that comes with several specs names none of them; then the name and spec decide. A retired product is
    found too, after those on sale: the goods were ordered.
    """
    asked = dict.fromkeys(wanted)
    found = _by_code(connection, asked)
    keys = {one: key_of(one) for one in asked if one not in found}
    by_key = _by_key(connection, channel, {key for key in keys.values() if key})
    return {one: found.get(one) or by_key.get(keys.get(one, "")) for one in asked}


def key_of(wanted: Wanted) -> str:
    """The key of what a file says; without a name the code stands for it. "" when it says nothing."""
    name, spec, code = wanted
    return product_key(name if name.strip() else code, spec)


def _by_code(connection: Connection, asked: Iterable[Wanted]) -> dict[Wanted, int]:
    by_code: dict[str, list[Wanted]] = defaultdict(list)
    for one in asked:
        if one[2].strip():
            by_code[one[2].strip()].append(one)
    products = _products_of_codes(connection, by_code)
    found: dict[Wanted, int] = {}
    for code, wanted in by_code.items():
        if code in products:
            product_id, spec = products[code]
            several = len({folded(one[1]) for one in wanted}) > 1
            found |= {one: product_id for one in wanted if not several or folded(one[1]) == folded(spec)}
    return found


def _products_of_codes(connection: Connection, codes: Iterable[str]) -> dict[str, tuple[int, str]]:
    """(id, spec) by code: barcodes first, product codes for the rest."""
    spelled = {spelling: code for code in codes for spelling in spellings_of(code)}
    bars = (
        select(BarcodeRecord.code, ProductRecord.id, ProductRecord.spec)
        .join(ProductRecord, ProductRecord.id == BarcodeRecord.product_id)
    )  # fmt: skip
    found = {spelled[row.code]: (row.id, row.spec) for row in rows_with(connection, bars, BarcodeRecord.code, spelled)}
    rest = [code for code in spelled.values() if code not in found]
    own = select(ProductRecord.code, ProductRecord.id, ProductRecord.spec)
    return found | {row.code: (row.id, row.spec) for row in rows_with(connection, own, ProductRecord.code, set(rest))}


def _by_key(connection: Connection, channel: str, keys: Collection[str]) -> dict[str, int]:
    names = select(ProductRecord.name_key, ProductRecord.id, ProductRecord.state)
    named = sorted(
        rows_with(connection, names, ProductRecord.name_key, keys),
        key=lambda row: (row.state != ProductState.RETIRED, -row.id),  # the last one written below wins
    )
    mapped = meanings(connection, PRODUCT_NAMES, channel, keys)
    return {**mapped.others, **{row.name_key: row.id for row in named}, **mapped.all, **mapped.own}
