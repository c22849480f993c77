"""Products and suppliers for screens: sorted by name, in pages by key, searched in SQL. Next: mapping.py."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select, tuple_

from domain.catalogue.records import BarcodeRecord, ProductRecord, SupplierRecord
from domain.catalogue.rules.completing import missing_of
from domain.catalogue.words import ProductState
from domain.common.errors import NotFound
from domain.common.lookups import like, rows_with, table_of

PAGE = 500
TAIL_FROM = 3
"""Digits from which on a search looks at the ends of barcodes too."""

ProductKey = tuple[str, str, int]
"""(name, spec, id) of the last row of a page: the next one begins behind it."""


@dataclass(frozen=True, slots=True)
class ProductFilter:
    """Which products: by words (name, spec, code, category, end of a barcode), state, supplier."""

    words: str = ""
    state: ProductState | None = None
    supplier_id: int | None = None
    with_retired: bool = False


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product as lists show it. `missing` names the fields a draft still needs (rules.completing)."""

    id: int
    code: str
    name: str
    spec: str
    category: str
    supplier: str
    sale_unit: str
    case_size: int
    weighed: bool
    weight_g: int
    zone: str
    price_fen: int | None
    cost_fen: int | None
    state: str
    version: int
    barcodes: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def key(self) -> ProductKey:
        """Where the next page begins."""
        return (self.name, self.spec, self.id)


@dataclass(frozen=True, slots=True)
class ProductTotals:
    """How many products a filter finds, and how many of them are drafts."""

    products: int
    drafts: int


@dataclass(frozen=True, slots=True)
class ProductDetail:
    """A product with all its fields, as a form shows them; `values` by field name."""

    row: ProductRow
    supplier_id: int | None
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """A supplier and how many products on sale come from it."""

    id: int
    code: str
    name: str
    contact: str
    phone: str
    address: str
    lead_days: int
    active: bool
    version: int
    products: int


def product_page(
    connection: Connection, wanted: ProductFilter = ProductFilter(), after: ProductKey | None = None, limit: int = PAGE
) -> tuple[ProductRow, ...]:
    """The next `limit` products by name and spec, behind `after`."""
    order = (ProductRecord.name, ProductRecord.spec, ProductRecord.id)
    query = _products().where(*_conditions(wanted)).order_by(*order).limit(limit)
    if after is not None:
        query = query.where(tuple_(*order) > tuple_(*after))
    return _rows(connection, query)


def product_totals(connection: Connection, wanted: ProductFilter = ProductFilter()) -> ProductTotals:
    """The counts of a filter over all its pages."""
    drafts = func.count().filter(ProductRecord.state == ProductState.DRAFT.value)
    row = connection.execute(select(func.count().label("n"), drafts.label("d")).where(*_conditions(wanted))).one()
    return ProductTotals(row.n, row.d)


def product_detail(connection: Connection, product_id: int) -> ProductDetail:
    """One product with all its fields. Raises NotFound."""
    rows = _rows(connection, _products().where(ProductRecord.id == product_id))
    if not rows:
        raise NotFound("product", str(product_id))
    table = table_of(ProductRecord)
    stored = connection.execute(select(table).where(table.c.id == product_id)).mappings().one()
    values = {**stored, "supplier": rows[0].supplier, "barcodes": rows[0].barcodes}
    return ProductDetail(rows[0], stored["supplier_id"], values)


def supplier_page(
    connection: Connection, words: str = "", after: tuple[str, int] | None = None, limit: int = PAGE
) -> tuple[SupplierRow, ...]:
    """The next `limit` suppliers by name, behind `after` = (name, id); those in use and not."""
    sold = ProductRecord.state != ProductState.RETIRED.value
    count = (
        select(func.count()).where(ProductRecord.supplier_id == SupplierRecord.id, sold).correlate(SupplierRecord)
    ).scalar_subquery()  # fmt: skip
    order = (SupplierRecord.name, SupplierRecord.id)
    query = select(table_of(SupplierRecord), count.label("products")).order_by(*order).limit(limit)
    for word in words.split():
        query = query.where(or_(*(like(column, word) for column in (SupplierRecord.name, SupplierRecord.code))))
    if after is not None:
        query = query.where(tuple_(*order) > tuple_(*after))
    return tuple(SupplierRow(**row) for row in connection.execute(query).mappings())


def _products() -> Select[*tuple[object, ...]]:
    names = ("id", "code", "name", "spec", "category", "sale_unit", "case_size", "weighed", "weight_g", "zone")
    more = ("price_fen", "cost_fen", "state", "version")
    columns = [getattr(ProductRecord, name) for name in (*names, *more)]
    supplier = func.coalesce(SupplierRecord.name, "").label("supplier")
    return select(*columns, supplier).outerjoin(SupplierRecord, SupplierRecord.id == ProductRecord.supplier_id)


def _conditions(wanted: ProductFilter) -> list[ColumnElement[bool]]:
    found = [_matches(word) for word in wanted.words.split()]
    if wanted.state is not None:
        found.append(ProductRecord.state == wanted.state.value)
    elif not wanted.with_retired:
        found.append(ProductRecord.state != ProductState.RETIRED.value)
    if wanted.supplier_id is not None:
        found.append(ProductRecord.supplier_id == wanted.supplier_id)
    return found


def _matches(word: str) -> ColumnElement[bool]:
    columns = (ProductRecord.name, ProductRecord.spec, ProductRecord.code, ProductRecord.category)
    found = [like(column, word) for column in columns]
    if word.isascii() and word.isdigit() and len(word) >= TAIL_FROM:
        ends = select(BarcodeRecord.product_id).where(BarcodeRecord.code.endswith(word))
        found.append(ProductRecord.id.in_(ends))
    return or_(*found)


def _rows(connection: Connection, query: Select[*tuple[object, ...]]) -> tuple[ProductRow, ...]:
    found = connection.execute(query).mappings().all()
    codes = barcodes_of(connection, [row["id"] for row in found])
    return tuple(
        ProductRow(**row, barcodes=codes.get(row["id"], ()), missing=missing_of(row))  # type: ignore[arg-type]
        for row in found
    )


def barcodes_of(connection: Connection, ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """The barcodes of each product, sorted."""
    codes: dict[int, list[str]] = defaultdict(list)
    query = select(BarcodeRecord.product_id, BarcodeRecord.code)
    for row in rows_with(connection, query, BarcodeRecord.product_id, ids):
        codes[row.product_id].append(row.code)
    return {owner: tuple(sorted(found)) for owner, found in codes.items()}
