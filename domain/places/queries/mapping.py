"""Which names mean which points, which mean none, and which points a person may have meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from domain.common.aliases import AliasRow, alias_page
from domain.common.names import closest
from domain.places.queries.finding import POINT_NAMES, find_points
from domain.places.records import PointRecord
from domain.places.words import PointState

PAGE = 500


@dataclass(frozen=True, slots=True)
class PointChoice:
    """A point as a list to choose from shows it."""

    id: int
    code: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class UnmappedPoint:
    """What a file says and nobody knows, and the points that read most like it, the likeliest first."""

    name: str
    suggestions: tuple[PointChoice, ...]


def point_aliases(
    connection: Connection, words: str = "", after: tuple[str, str] | None = None, limit: int = PAGE
) -> tuple[AliasRow, ...]:
    """The next `limit` mapped names by channel and alias, behind `after` = (channel, alias)."""
    return alias_page(connection, POINT_NAMES, words, after, limit)


def point_choices(connection: Connection) -> tuple[PointChoice, ...]:
    """All points that are served, by name, for a list to choose from."""
    query = (
        select(PointRecord.id, PointRecord.code, PointRecord.name, PointRecord.address)
        .where(PointRecord.state != PointState.RETIRED.value)
        .order_by(PointRecord.name, PointRecord.id)
    )
    return tuple(PointChoice(*row) for row in connection.execute(query))


def unmapped_names(
    connection: Connection, channel: str, names: Sequence[str], suggestions: int = 3
) -> tuple[UnmappedPoint, ...]:
    """Of the names of a file those that mean no point yet, in the order of the file."""
    unknown = [name for name, found in find_points(connection, channel, names).items() if found is None and name]
    choices = point_choices(connection) if unknown else ()
    texts = [choice.name for choice in choices]
    return tuple(
        UnmappedPoint(name, tuple(choices[at] for at in closest(name, texts, suggestions))) for name in unknown
    )
