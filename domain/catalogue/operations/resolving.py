"""From the names and codes of order files to products, drafts made of the unknown, inside the caller's transaction.

queries/finding.py has the order of trust; drafting.py makes the drafts.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from domain.catalogue.operations.drafting import make_drafts
from domain.catalogue.queries.finding import find_products, key_of
from domain.catalogue.words import Wanted


def resolve_products(
    connection: Connection,
    channel: str,
    wanted: Sequence[Wanted],
    *,
    create_missing: bool,
    command_id: str | None,
) -> dict[Wanted, int | None]:
    """The product id of each (name, spec, code); None for the unknown, unless `create_missing` makes drafts of them.

    What says nothing at all (no name, no code) stays None. `command_id`: whose import made the drafts.
    """
    found = find_products(connection, channel, wanted)
    missing = {one: key_of(one) for one, product_id in found.items() if product_id is None and key_of(one)}
    if missing and create_missing:
        made = make_drafts(connection, channel, missing, command_id)
        found |= {one: made[key] for one, key in missing.items()}
    return found
