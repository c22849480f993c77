"""What files call a product: mapped once by a person, remembered for the channel; former names stay known.

Names are kept as their key (rules.naming.product_key). resolving.py reads them.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, delete, insert, select, tuple_

from domain.catalogue.records import ProductAliasRecord, ProductRecord
from domain.catalogue.rules.naming import product_key
from domain.catalogue.words import ALL_CHANNELS
from domain.common.command import Done, Transaction, execute
from domain.common.database import Database
from domain.common.errors import NotFound
from domain.common.lookups import AT_ONCE, insert_unless_there
from domain.common.people import Actor, Right


def map_product(
    database: Database,
    actor: Actor,
    channel: str,
    name: str,
    spec: str,
    product_id: int,
    command_id: str | None = None,
) -> Done:
    """From now on `name` and `spec` in files of the channel ("": of all) mean the product. Raises NotFound."""
    key = product_key(name, spec)

    def work(tx: Transaction) -> dict[str, object]:
        code = _code_of(tx.connection, product_id)
        before = _meaning(tx.connection, channel, key)
        tx.connection.execute(delete(ProductAliasRecord).where(*_is(channel, key)))
        row = {"channel": channel, "alias": key, "product_id": product_id}
        tx.connection.execute(insert(ProductAliasRecord).values(row))
        tx.note("catalogue", "product_mapped", code, before=before, after={"channel": channel, "alias": key})
        return {"product": code, "alias": key}

    body = [channel, key, product_id]
    return execute(
        database, actor, "catalogue.map_product", body, work, right=Right.EDIT_CATALOGUE, command_id=command_id
    )


def forget_product(database: Database, actor: Actor, channel: str, alias: str, command_id: str | None = None) -> Done:
    """The channel's files no longer mean a product by this alias (its key, as queries.aliases shows it)."""

    def work(tx: Transaction) -> dict[str, object]:
        before = _meaning(tx.connection, channel, alias)
        if before is None:
            raise NotFound("alias", alias)
        tx.connection.execute(delete(ProductAliasRecord).where(*_is(channel, alias)))
        tx.note("catalogue", "product_unmapped", str(before["product"]), before=before)
        return {}

    body = [channel, alias]
    return execute(
        database, actor, "catalogue.forget_product", body, work, right=Right.EDIT_CATALOGUE, command_id=command_id
    )


def remember_former_names(connection: Connection, moved: Sequence[tuple[int, str, str]]) -> None:
    """For (id, old key, new key): files that say the old name still find the product, until another takes the name.

    A product that takes a name has it alone: what all channels meant by that name before is forgotten.
    """
    taken = [(ALL_CHANNELS, new) for _, _, new in moved]
    pair = tuple_(ProductAliasRecord.channel, ProductAliasRecord.alias)
    for start in range(0, len(taken), AT_ONCE):
        connection.execute(delete(ProductAliasRecord).where(pair.in_(taken[start : start + AT_ONCE])))
    now = {new for _, _, new in moved}
    rows = [
        {"channel": ALL_CHANNELS, "alias": old, "product_id": identity}
        for identity, old, _ in moved
        if old and old not in now
    ]
    if rows:
        connection.execute(insert_unless_there(connection, ProductAliasRecord, ["channel", "alias"]), rows)


def _is(channel: str, key: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return ProductAliasRecord.channel == channel, ProductAliasRecord.alias == key


def _code_of(connection: Connection, product_id: int) -> str:
    code = connection.execute(select(ProductRecord.code).where(ProductRecord.id == product_id)).scalar_one_or_none()
    if code is None:
        raise NotFound("product", str(product_id))
    return str(code)


def _meaning(connection: Connection, channel: str, key: str) -> dict[str, object] | None:
    query = (
        select(ProductRecord.code)
        .join(ProductAliasRecord, ProductAliasRecord.product_id == ProductRecord.id)
        .where(*_is(channel, key))
    )
    code = connection.execute(query).scalar_one_or_none()
    return None if code is None else {"channel": channel, "alias": key, "product": code}
