"""The one door: every change of the books is a command, done exactly once, whole or not at all.

In one transaction: insert the command's id (seen before with the same body: the stored answer; with another
body: CommandReused), pass the version gate, do the work, write trail and outbox, store the answer, commit.
The whole function runs again on a serialization failure, a deadlock, a busy database or a lost connection:
at most 8 times within 10 s. A broken constraint is never retried; its name becomes RuleBroken.
"""

from __future__ import annotations

import hashlib
import json
import random
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from domain.common import outbox, trail
from domain.common.broken_rules import refusal_of
from domain.common.changes import Changes
from domain.common.clock import now
from domain.common.columns import to_ms
from domain.common.database import Database
from domain.common.errors import BeingUpgraded, Busy, CommandReused, NotAllowed, WrongVersion
from domain.common.people import Actor, Right
from domain.common.ready import Ready
from domain.common.records import CommandRecord, GateRecord
from domain.common.schema import APP_VERSION, SCHEMA_VERSION

MOST_TRIES = 8
DEADLINE_S = 10.0

_SORTED = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=str)
_PLAIN = json.JSONEncoder(ensure_ascii=False, default=str)

Answer = dict[str, Any]
Work = Callable[["Transaction"], Answer]


@dataclass(slots=True)
class Transaction:
    """What the work of a command sees: its connection, its moment, its actor; and how it leaves a trail."""

    connection: Connection
    actor: Actor
    command_id: str
    at: datetime
    notes: list[trail.TrailNote] = field(default_factory=list)
    stages: set[str] = field(default_factory=set)

    @property
    def dialect(self) -> str:
        """ "sqlite" or "postgresql"."""
        return self.connection.dialect.name

    def note(self, stage: str, what: str, subject: str, before: object = None, after: object = None) -> None:
        """One trail row: the stage counts as touched."""
        self.stages.add(stage)
        self.notes.append(trail.TrailNote(stage, what, subject, before, after))

    def ask(self, kind: str, payload: dict[str, object]) -> None:
        """A job for the outbox, done after the commit."""
        outbox.ask_for(self.connection, self.command_id, kind, payload, self.at)


@dataclass(frozen=True, slots=True)
class Done:
    """A command's answer, what it touched, and whether it had been done before (then nothing was touched now)."""

    answer: Answer
    changes: Changes
    repeated: bool = False


def new_command_id() -> str:
    """A fresh id, made on the station before the first attempt."""
    return str(uuid.uuid4())


def body_hash(kind: str, body: object) -> str:
    """SHA-256 of a command's kind and JSON body, keys sorted."""
    text = _SORTED.encode([kind, body])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def execute(
    database: Database,
    actor: Actor,
    kind: str,
    body: object,
    work: Work,
    *,
    right: Right | None = None,
    command_id: str | None = None,
) -> Done:
    """Does `work` once, through the door. Raises the domain error the work or the database's rules answer with."""
    if right and not actor.may(right):
        raise NotAllowed(actor.person, right.value)
    identity = command_id or new_command_id()
    sha = body_hash(kind, body)
    deadline = time.monotonic() + DEADLINE_S
    for attempt in range(1, MOST_TRIES + 1):
        try:
            done = _attempt(database, actor, kind, sha, identity, work)
        except PoolTimeout as error:
            # Another thread of this program has had the one writing connection for a minute.
            raise Busy(database.place) from error
        except DBAPIError as error:
            if attempt == MOST_TRIES or time.monotonic() > deadline or not _worth_a_retry(error):
                raise refusal_of(error, database.place) from error
            time.sleep(random.uniform(0.01, 0.05) * 2 ** min(attempt, 5))
        else:
            with suppress(PoolTimeout):  # the command is done; the next one tidies up
                database.checkpoint_when_quiet()
            return done
    raise AssertionError("the loop above returns or raises")


def _attempt(database: Database, actor: Actor, kind: str, sha: str, identity: str, work: Work) -> Done:
    with database.writer.begin() as connection:
        at = now()
        before = _claim(connection, identity, kind, sha, actor, at, database.place)
        if before is not None:
            return before
        transaction = Transaction(connection, actor, identity, at)
        answer = work(transaction)
        stored = _PLAIN.encode(answer)
        trail.end(connection, actor, identity, at, transaction.notes, stored)
        return Done(answer, Changes(frozenset(transaction.stages)))


# The command's id and the gate in one go: a command done before, and one at a closed gate, are told apart afterwards.
_CLAIM = Ready(
    """
    INSERT INTO command (id, kind, body_sha, person, station, at)
    SELECT :id, :kind, :body_sha, :person, :station, :at FROM schema_gate
    WHERE migrating_by IS NULL AND schema_version = :schema AND min_app <= :app {FOR SHARE}
    ON CONFLICT (id) DO NOTHING RETURNING id
    """
)


def _claim(
    connection: Connection, identity: str, kind: str, sha: str, actor: Actor, at: datetime, place: str
) -> Done | None:
    """Inserts the command's id while the gate is open; the stored answer when it was done before."""
    row = {"id": identity, "kind": kind, "body_sha": sha, "person": actor.person, "station": actor.station}
    claim = {**row, "at": to_ms(at), "schema": SCHEMA_VERSION, "app": APP_VERSION}
    if _CLAIM.run(connection, claim).first():
        return None
    stored = connection.execute(
        select(CommandRecord.body_sha, CommandRecord.answer).where(CommandRecord.id == identity)
    ).one_or_none()
    if stored is None:
        raise _closed_gate(connection, place)
    if stored.body_sha != sha:
        raise CommandReused(identity)
    return Done(json.loads(stored.answer or "{}"), Changes(), repeated=True)


def _closed_gate(connection: Connection, place: str) -> BeingUpgraded | WrongVersion:
    """Why the gate let nobody through: a migration runs, or this program is too old for the data."""
    gate = connection.execute(select(GateRecord.schema_version, GateRecord.migrating_by)).one()
    if gate.migrating_by:
        return BeingUpgraded(place, gate.migrating_by)
    return WrongVersion(gate.schema_version, SCHEMA_VERSION)


RETRY_STATES = frozenset({"40001", "40P01", "55P03", "57P01", "08000", "08003", "08006"})


def _worth_a_retry(error: DBAPIError) -> bool:
    state = getattr(error.orig, "sqlstate", None)
    if state in RETRY_STATES or error.connection_invalidated:
        return True
    text = str(error.orig)
    return "database is locked" in text or "database table is locked" in text
