"""From the pickup points that order files name to points, for many names at once.

The order of trust: what was mapped for the channel, what was mapped for all channels, the exact name, what every
other channel means by the name. operations/resolving.py makes drafts of the rest.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from domain.common.aliases import AliasBook, meanings
from domain.common.lookups import rows_with
from domain.common.names import name_key
from domain.places.records import PointAliasRecord, PointRecord

POINT_NAMES = AliasBook("places", "point", PointAliasRecord, PointRecord, "point_id")


def find_points(connection: Connection, channel: str, names: Sequence[str]) -> dict[str, int | None]:
    """The point id of each name, None for the unknown and for an empty name. A retired point is found too."""
    keys = {name: name_key(name) for name in dict.fromkeys(names)}
    wanted = {key for key in keys.values() if key}
    stored = select(PointRecord.name_key, PointRecord.id)
    named = {row.name_key: row.id for row in rows_with(connection, stored, PointRecord.name_key, wanted)}
    mapped = meanings(connection, POINT_NAMES, channel, wanted)
    by_key = {**mapped.others, **named, **mapped.all, **mapped.own}
    return {name: by_key.get(key) for name, key in keys.items()}
