"""From the pickup points that order files name to points, drafts made of the unknown, inside the caller's transaction.

queries/finding.py has the order of trust. A draft waits for its address.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from domain.common.aliases import ALL_CHANNELS, remember_names
from domain.common.draft_codes import name_waiting_codes, waiting_code
from domain.common.lookups import insert_unless_there, rows_with, table_of
from domain.common.names import clean_name, name_key
from domain.places.queries.finding import POINT_NAMES, find_points
from domain.places.records import PointRecord
from domain.places.words import NO_POINT, PointState

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
    found = find_points(connection, channel, names)
    missing = {name_key(name): name for name in reversed(found) if found[name] is None and name_key(name)}
    if missing and create_missing:
        made = _make_drafts(connection, channel, missing, addresses or {}, command_id)
        found |= {name: made[name_key(name)] for name, known in found.items() if known is None and name_key(name)}
    return found


def no_point(connection: Connection) -> int:
    """The id of the draft point of orders that name none, made on demand. It must be settled before a cutoff."""
    found = resolve_points(connection, ALL_CHANNELS, [NO_POINT], create_missing=True, command_id=None)[NO_POINT]
    assert found is not None, "a draft was asked for"
    return found


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
    remember_names(connection, POINT_NAMES, channel, ids)
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
