"""The buttons of mapping: what a channel's files call a point. common/aliases.py does it, queries/finding.py reads it."""

from __future__ import annotations

from domain.common.aliases import forget_name, map_name
from domain.common.command import Done
from domain.common.database import Database
from domain.common.names import name_key
from domain.common.people import Actor
from domain.places.queries.finding import POINT_NAMES


def map_point(
    database: Database, actor: Actor, channel: str, name: str, point_id: int, *, command_id: str | None = None
) -> Done:
    """From now on `name` in files of the channel ("": of all) means the point. Raises NotFound."""
    return map_name(database, actor, POINT_NAMES, channel, name_key(name), point_id, command_id)


def forget_point(database: Database, actor: Actor, channel: str, alias: str, *, command_id: str | None = None) -> Done:
    """The channel's files no longer mean a point by this alias (its key, as queries.point_aliases shows it)."""
    return forget_name(database, actor, POINT_NAMES, channel, alias, command_id)
