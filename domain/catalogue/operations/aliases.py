"""The buttons of mapping: what a channel's files call a product. common/aliases.py does it, queries/finding.py reads it."""

from __future__ import annotations

from domain.catalogue.queries.finding import PRODUCT_NAMES
from domain.catalogue.rules.naming import product_key
from domain.common.aliases import forget_name, map_name
from domain.common.command import Done
from domain.common.database import Database
from domain.common.people import Actor


def map_product(
    database: Database,
    actor: Actor,
    channel: str,
    name: str,
    spec: str,
    product_id: int,
    *,
    command_id: str | None = None,
) -> Done:
    """From now on `name` and `spec` in files of the channel ("": of all) mean the product. Raises NotFound."""
    return map_name(database, actor, PRODUCT_NAMES, channel, product_key(name, spec), product_id, command_id)


def forget_product(
    database: Database, actor: Actor, channel: str, alias: str, *, command_id: str | None = None
) -> Done:
    """The channel's files no longer mean a product by this alias (its key, as queries.product_aliases shows it)."""
    return forget_name(database, actor, PRODUCT_NAMES, channel, alias, command_id)
