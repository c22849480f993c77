"""What files call a thing: mapped once by a person, remembered for the channel; former names stay known.

One AliasBook for products, one for pickup points. Names are kept as the key they are compared by (names.py).
The finding.py of each stage reads them, its aliases.py has the buttons.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Column, ColumnElement, Connection, Table, delete, insert, select, tuple_

from domain.common.columns import Record
from domain.common.command import Done, Transaction, execute
from domain.common.database import Database
from domain.common.errors import NotFound
from domain.common.lookups import AT_ONCE, insert_unless_there, like, rows_with, table_of
from domain.common.people import Actor, Right

ALL_CHANNELS = ""
"""The channel of a name that was mapped for every channel."""


@dataclass(frozen=True, slots=True)
class AliasBook:
    """The mapped names of one noun: `aliases` has (channel, alias, `owner`), `things` what they mean."""

    stage: str
    what: str
    aliases: type[Record]
    things: type[Record]
    owner: str

    @property
    def table(self) -> Table:
        """The table of the names."""
        return table_of(self.aliases)

    @property
    def owner_column(self) -> Column[int]:
        """The column that says what a name means."""
        return self.table.c[self.owner]


@dataclass(frozen=True, slots=True)
class AliasRow:
    """A name (its key) that means a thing in a channel's files; channel "": in all."""

    channel: str
    alias: str
    id: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Meanings:
    """Ids by key: what the channel means, what all channels mean, what every other channel agrees on."""

    own: Mapping[str, int]
    all: Mapping[str, int]
    others: Mapping[str, int]


def meanings(connection: Connection, book: AliasBook, channel: str, keys: Collection[str]) -> Meanings:
    """What the keys were mapped to."""
    table = book.table
    query = select(table.c.channel, table.c.alias, book.owner_column.label("id"))
    rows = list(rows_with(connection, query, table.c.alias, keys))
    return Meanings(
        {row.alias: row.id for row in rows if row.channel == channel},
        {row.alias: row.id for row in rows if row.channel == ALL_CHANNELS},
        _unanimous((row.alias, row.id) for row in rows if row.channel not in (channel, ALL_CHANNELS)),
    )


def _unanimous(pairs: Iterable[tuple[str, int]]) -> Mapping[str, int]:
    found: dict[str, set[int]] = defaultdict(set)
    for alias, identity in pairs:
        found[alias].add(identity)
    return {alias: next(iter(ids)) for alias, ids in found.items() if len(ids) == 1}


def map_name(
    database: Database, actor: Actor, book: AliasBook, channel: str, key: str, identity: int, command_id: str | None
) -> Done:
    """From now on the key means the thing in files of the channel ("": of all). Raises NotFound."""
    table = book.table

    def work(tx: Transaction) -> dict[str, object]:
        code = _code_of(tx.connection, book, identity)
        before = _meaning(tx.connection, book, channel, key)
        tx.connection.execute(delete(table).where(*_is(table, channel, key)))
        tx.connection.execute(insert(table).values({"channel": channel, "alias": key, book.owner: identity}))
        tx.note(book.stage, f"{book.what}_mapped", code, before=before, after={"channel": channel, "alias": key})
        return {book.what: code, "alias": key}

    body = [channel, key, identity]
    kind = f"{book.stage}.map_{book.what}"
    return execute(database, actor, kind, body, work, right=Right.EDIT_CATALOGUE, command_id=command_id)


def forget_name(
    database: Database, actor: Actor, book: AliasBook, channel: str, key: str, command_id: str | None
) -> Done:
    """The channel's files no longer mean a thing by this key. Raises NotFound."""
    table = book.table

    def work(tx: Transaction) -> dict[str, object]:
        before = _meaning(tx.connection, book, channel, key)
        if before is None:
            raise NotFound("alias", key)
        tx.connection.execute(delete(table).where(*_is(table, channel, key)))
        tx.note(book.stage, f"{book.what}_unmapped", str(before[book.what]), before=before)
        return {}

    kind = f"{book.stage}.forget_{book.what}"
    return execute(database, actor, kind, [channel, key], work, right=Right.EDIT_CATALOGUE, command_id=command_id)


def remember_names(connection: Connection, book: AliasBook, channel: str, ids: Mapping[str, int]) -> None:
    """The channel means these things by these keys, where it meant nothing yet."""
    # In one order for all writers, so that two of them wait for each other in turn and never in a ring.
    rows = [{"channel": channel, "alias": key, book.owner: ids[key]} for key in sorted(ids)]
    if rows:
        connection.execute(insert_unless_there(connection, book.aliases, ["channel", "alias"]), rows)


def remember_former_names(connection: Connection, book: AliasBook, moved: Sequence[tuple[int, str, str]]) -> None:
    """For (id, old key, new key): files that say the old name still find the thing, until another takes the name.

    A thing that takes a name has it alone: what all channels meant by that name before is forgotten.
    """
    table = book.table
    new_keys = {new for _, _, new in moved}
    now = sorted(new_keys)
    pair = tuple_(table.c.channel, table.c.alias)
    for start in range(0, len(now), AT_ONCE):
        taken = [(ALL_CHANNELS, key) for key in now[start : start + AT_ONCE]]
        connection.execute(delete(table).where(pair.in_(taken)))
    former = {old: identity for identity, old, _ in moved if old and old not in new_keys}
    remember_names(connection, book, ALL_CHANNELS, former)


def alias_page(
    connection: Connection, book: AliasBook, words: str, after: tuple[str, str] | None, limit: int
) -> tuple[AliasRow, ...]:
    """The next `limit` mapped names by channel and alias, behind `after` = (channel, alias)."""
    table, things = book.table, table_of(book.things)
    query = (
        select(table.c.channel, table.c.alias, things.c.id, things.c.code, things.c.name)
        .join(things, things.c.id == book.owner_column)
        .order_by(table.c.channel, table.c.alias)
        .limit(limit)
    )
    for word in words.split():
        query = query.where(like(table.c.alias, word) | like(things.c.name, word))
    if after is not None:
        query = query.where(tuple_(table.c.channel, table.c.alias) > tuple_(*after))
    return tuple(AliasRow(*row) for row in connection.execute(query))


def _is(table: Table, channel: str, key: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return table.c.channel == channel, table.c.alias == key


def _code_of(connection: Connection, book: AliasBook, identity: int) -> str:
    things = table_of(book.things)
    code = connection.execute(select(things.c.code).where(things.c.id == identity)).scalar_one_or_none()
    if code is None:
        raise NotFound(book.what, str(identity))
    return str(code)


def _meaning(connection: Connection, book: AliasBook, channel: str, key: str) -> dict[str, object] | None:
    table, things = book.table, table_of(book.things)
    query = select(things.c.code).join(table, book.owner_column == things.c.id).where(*_is(table, channel, key))
    code = connection.execute(query).scalar_one_or_none()
    return None if code is None else {"channel": channel, "alias": key, book.what: code}
