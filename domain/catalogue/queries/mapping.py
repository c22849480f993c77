"""Which names mean which products, which mean none, and which products a person may have meant. Next: scanning.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, or_, select, tuple_

from domain.catalogue.queries.finding import find_products
from domain.catalogue.records import ProductAliasRecord, ProductRecord
from domain.catalogue.rules.naming import closest
from domain.catalogue.words import ProductState
from domain.common.lookups import like

PAGE = 500


@dataclass(frozen=True, slots=True)
class AliasRow:
    """A name (its key) that means a product in a channel's files; channel "": in all."""

    channel: str
    alias: str
    product_id: int
    code: str
    name: str
    spec: str


@dataclass(frozen=True, slots=True)
class ProductChoice:
    """A product as a list to choose from shows it."""

    id: int
    code: str
    name: str
    spec: str


@dataclass(frozen=True, slots=True)
class UnmappedName:
    """What a file says and nobody knows, and the products that read most like it, the likeliest first."""

    name: str
    spec: str
    code: str
    suggestions: tuple[ProductChoice, ...]


def alias_page(
    connection: Connection, words: str = "", after: tuple[str, str] | None = None, limit: int = PAGE
) -> tuple[AliasRow, ...]:
    """The next `limit` mapped names by channel and alias, behind `after` = (channel, alias)."""
    order = (ProductAliasRecord.channel, ProductAliasRecord.alias)
    query = (
        select(*order, ProductAliasRecord.product_id, ProductRecord.code, ProductRecord.name, ProductRecord.spec)
        .join(ProductRecord, ProductRecord.id == ProductAliasRecord.product_id)
        .order_by(*order)
        .limit(limit)
    )
    for word in words.split():
        query = query.where(or_(like(ProductAliasRecord.alias, word), like(ProductRecord.name, word)))
    if after is not None:
        query = query.where(tuple_(*order) > tuple_(*after))
    return tuple(AliasRow(*row) for row in connection.execute(query))


def product_choices(connection: Connection) -> tuple[ProductChoice, ...]:
    """All products on sale by name, for a list to choose from."""
    query = (
        select(ProductRecord.id, ProductRecord.code, ProductRecord.name, ProductRecord.spec)
        .where(ProductRecord.state != ProductState.RETIRED.value)
        .order_by(ProductRecord.name, ProductRecord.spec, ProductRecord.id)
    )
    return tuple(ProductChoice(*row) for row in connection.execute(query))


def unmapped_names(
    connection: Connection, channel: str, wanted: Sequence[tuple[str, str, str]], suggestions: int = 3
) -> tuple[UnmappedName, ...]:
    """Of the (name, spec, code) of a file those that mean no product yet, in the order of the file."""
    found = find_products(connection, channel, wanted)
    unknown = [one for one, product_id in found.items() if product_id is None and any(one)]
    choices = product_choices(connection) if unknown else ()
    texts = [f"{choice.name}({choice.spec})" if choice.spec else choice.name for choice in choices]
    return tuple(
        UnmappedName(*one, tuple(choices[at] for at in closest(one[0], one[1], texts, suggestions))) for one in unknown
    )
