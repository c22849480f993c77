"""Which names mean which products, which mean none, and which products a person may have meant. Next: scanning.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from domain.catalogue.queries.finding import PRODUCT_NAMES, find_products
from domain.catalogue.records import ProductRecord
from domain.catalogue.rules.naming import product_key
from domain.catalogue.words import ProductState
from domain.common.aliases import AliasRow, alias_page
from domain.common.names import closest

PAGE = 500


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


def product_aliases(
    connection: Connection, words: str = "", after: tuple[str, str] | None = None, limit: int = PAGE
) -> tuple[AliasRow, ...]:
    """The next `limit` mapped names by channel and alias, behind `after` = (channel, alias)."""
    return alias_page(connection, PRODUCT_NAMES, words, after, limit)


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
    texts = [product_key(choice.name, choice.spec) for choice in choices]
    return tuple(
        UnmappedName(*one, tuple(choices[at] for at in closest(product_key(*one[:2]), texts, suggestions)))
        for one in unknown
    )
