"""Products and suppliers as the nouns that files and forms fill: their tables, barcodes, and what they may not share.

Next: editing.py and accepting.py, which use them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, delete, insert, select

from domain.catalogue.queries.finding import PRODUCT_NAMES
from domain.catalogue.records import BarcodeRecord, ProductRecord, SupplierRecord
from domain.catalogue.rules import checking
from domain.catalogue.rules.barcodes import kind_of
from domain.catalogue.rules.naming import product_key
from domain.catalogue.words import ProductState
from domain.common.accepting import Noun, Part, Reference
from domain.common.accepting.nouns import Claim
from domain.common.aliases import remember_former_names
from domain.common.fields import Values
from domain.common.lookups import AT_ONCE, rows_with
from domain.common.names import name_key

STAGE = "catalogue"


def _key_of_product(values: Values) -> str:
    return product_key(str(values.get("name") or ""), str(values.get("spec") or ""))


def _claims_of_product(values: Values) -> Iterable[Claim]:
    if values["state"] != ProductState.RETIRED:
        yield ("name", _key_of_product(values))
    codes = values["barcodes"]
    yield from (("barcodes", code) for code in (codes if isinstance(codes, tuple) else ()))


def _key_of_supplier(values: Values) -> str:
    return name_key(str(values.get("name") or ""))


def _load_barcodes(connection: Connection, owners: Collection[int] | None) -> Mapping[int, tuple[str, ...]]:
    codes: dict[int, list[str]] = defaultdict(list)
    query = select(BarcodeRecord.product_id, BarcodeRecord.code)
    found = (
        connection.execute(query) if owners is None else rows_with(connection, query, BarcodeRecord.product_id, owners)
    )
    for row in found:
        codes[row.product_id].append(row.code)
    return {owner: tuple(sorted(each)) for owner, each in codes.items()}


def _write_barcodes(connection: Connection, wanted: Mapping[int, tuple[str, ...]]) -> None:
    """Takes the products' old codes away before it gives the new ones: a code may wander between two of them."""
    owners = list(wanted)
    for start in range(0, len(owners), AT_ONCE):
        connection.execute(delete(BarcodeRecord).where(BarcodeRecord.product_id.in_(owners[start : start + AT_ONCE])))
    rows = [
        {"code": code, "product_id": owner, "kind": kind.value}
        for owner, codes in wanted.items()
        for code in codes
        if (kind := kind_of(code)) is not None
    ]
    if rows:
        connection.execute(insert(BarcodeRecord), rows)


SUPPLIER = Noun(
    stage=STAGE,
    what="supplier",
    record=SupplierRecord,
    fields=checking.SUPPLIER_FIELDS,
    letter="S",
    faults=checking.faults_of_supplier,
    key=_key_of_supplier,
    claims=lambda values: [("name", _key_of_supplier(values))],
)

PRODUCT = Noun(
    stage=STAGE,
    what="product",
    record=ProductRecord,
    fields=checking.PRODUCT_FIELDS,
    letter="C",
    faults=checking.faults_of_product,
    key=_key_of_product,
    claims=_claims_of_product,
    is_draft=lambda values: values["state"] == ProductState.DRAFT,
    retired_names_are_free=True,
    references=(Reference("supplier", "supplier_id", SupplierRecord, ("code", "name"), shown="name"),),
    parts=(Part("barcodes", _load_barcodes, _write_barcodes),),
    stored_key="name_key",
    renamed=lambda connection, moved: remember_former_names(connection, PRODUCT_NAMES, moved),
)
