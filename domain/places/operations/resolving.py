"""From the pickup points that order files name to points, for many names at once, inside the caller's transaction.

The order of trust: what was mapped for the channel, what was mapped for all channels, the exact name, what every
other channel means by the name. What stays unknown may become a draft, which waits for its address. Next: points.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, select

from domain.common.draft_codes import name_waiting_codes, waiting_code
from domain.common.lookups import insert_unless_there, rows_with, table_of
from domain.common.names import clean_name, name_key
from domain.places.records import PointAliasRecord, PointRecord
from domain.places.words import ALL_CHANNELS, NO_POINT, PointState

DRAFT_LETTER = "P"


def resolve_points(
    connection: Connection,
    channel: str,
    names: Sequence[str],
    *,
    create_missing: bool,
    command_id: str | None,
    addresses: Mapping[str, str] | None = None,
) -> dict[str, int | None]:
    """The point id of each name; None for the unknown, unless `create_missing` makes drafts of them.

    `addresses` by name, as the file says them, go into the drafts. An empty name is no point: None.
    """
    keys = {name: name_key(name) for name in dict.fromkeys(names)}
    by_key = _by_key(connection, channel, {key for key in keys.values() if key})
    missing = {key: name for name, key in reversed(keys.items()) if key and key not in by_key}
    if missing and create_missing:
        by_key |= _make_drafts(connection, channel, missing, addresses or {}, command_id)
    return {name: by_key.get(key) for name, key in keys.items()}


def find_points(connection: Connection, channel: str, names: Sequence[str]) -> dict[str, int | None]:
    """As resolve_points, and never writes: for previews on a reading connection."""
    return resolve_points(connection, channel, names, create_missing=False, command_id=None)


def no_point(connection: Connection) -> int:
    """The id of the draft point of orders that name none, made on demand. It must be settled before a cutoff."""
    found = resolve_points(connection, ALL_CHANNELS, [NO_POINT], create_missing=True, command_id=None)[NO_POINT]
    assert found is not None, "a draft was asked for"
    return found


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


def _make_drafts(
    connection: Connection,
    channel: str,
    missing: Mapping[str, str],
    addresses: Mapping[str, str],
    command_id: str | None,
) -> dict[str, int]:
    # In one order for all importers, so that two of them wait for each other in turn and never in a ring.
    rows = [_draft(key, missing[key], addresses, command_id) for key in sorted(missing)]
    connection.execute(insert_unless_there(connection, PointRecord, ["name_key"]), rows)
    name_waiting_codes(connection, table_of(PointRecord), DRAFT_LETTER)
    made = select(PointRecord.name_key, PointRecord.id)
    ids = {row.name_key: row.id for row in rows_with(connection, made, PointRecord.name_key, missing)}
    remembered = [{"channel": channel, "alias": key, "point_id": ids[key]} for key in sorted(ids)]
    connection.execute(insert_unless_there(connection, PointAliasRecord, ["channel", "alias"]), remembered)
    return ids


def _draft(key: str, name: str, addresses: Mapping[str, str], command_id: str | None) -> dict[str, object]:
    return {
        "code": waiting_code(),
        "name": clean_name(name, 80) or "?",
        "name_key": key,
        "address": clean_name(addresses.get(name, ""), 200),
        "state": PointState.DRAFT.value,
        "made_by": command_id,
    }
