"""From the pickup points that order files name to points, for many names at once.

The order of trust: what was mapped for the channel, what was mapped for all channels, the exact name, what every
other channel means by the name. operations/resolving.py makes drafts of the rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from domain.common.lookups import rows_with
from domain.common.names import name_key
from domain.places.records import PointAliasRecord, PointRecord
from domain.places.words import ALL_CHANNELS


def find_points(connection: Connection, channel: str, names: Sequence[str]) -> dict[str, int | None]:
    """The point id of each name, None for the unknown and for an empty name. A retired point is found too."""
    keys = {name: name_key(name) for name in dict.fromkeys(names)}
    by_key = _by_key(connection, channel, {key for key in keys.values() if key})
    return {name: by_key.get(key) for name, key in keys.items()}


def _by_key(connection: Connection, channel: str, wanted: set[str]) -> dict[str, int]:
    names = select(PointRecord.name_key, PointRecord.id)
    aliases = select(PointAliasRecord.channel, PointAliasRecord.alias, PointAliasRecord.point_id)
    mapped = list(rows_with(connection, aliases, PointAliasRecord.alias, wanted))
    return {
        **_unanimous((row.alias, row.point_id) for row in mapped if row.channel not in (channel, ALL_CHANNELS)),
        **{row.name_key: row.id for row in rows_with(connection, names, PointRecord.name_key, wanted)},
        **{row.alias: row.point_id for row in mapped if row.channel == ALL_CHANNELS},
        **{row.alias: row.point_id for row in mapped if row.channel == channel},
    }


def _unanimous(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """What all the other channels agree on."""
    meanings: dict[str, set[int]] = defaultdict(set)
    for alias, point_id in pairs:
        meanings[alias].add(point_id)
    return {alias: next(iter(ids)) for alias, ids in meanings.items() if len(ids) == 1}
