"""The trail: one row per change, hash-chained per station, written in the change's own transaction."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as lite_insert

from domain.common.columns import to_ms
from domain.common.people import Actor
from domain.common.ready import Ready
from domain.common.records import ChainRecord, TrailRecord

GENESIS = "0" * 64
_SORTED = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=str)


@dataclass(frozen=True, slots=True)
class TrailNote:
    """What happened to what: `before` and `after` are JSON-able; heavy work gives counts and a hash as `after`."""

    stage: str
    what: str
    subject: str
    before: object = None
    after: object = None


# The head of a chain is remembered with the connection that moved it; the guard in ADVANCE finds out when another
# connection moved it since (or this one rolled back), and then it is read anew under its lock.
_ADVANCE = Ready(
    "UPDATE trail_chain SET seq = :seq, hash = :hash WHERE station = :station AND seq = :seen AND hash = :seen_hash "
    "RETURNING seq"
)
_APPEND = Ready(
    "INSERT INTO trail (station, seq, at, person, command_id, stage, what, subject, before, after, prev_hash, hash) "
    "VALUES (:station, :seq, :at, :person, :command_id, :stage, :what, :subject, :before, :after, :prev_hash, :hash)"
)
# PostgreSQL does all that ends a command with one note in one go: the head moved, the row written, the answer kept.
_END = Ready(
    """
    WITH moved AS (
      UPDATE trail_chain SET seq = :seq, hash = :hash WHERE station = :station AND seq = :seen AND hash = :seen_hash
      RETURNING seq
    ), noted AS (
      INSERT INTO trail (station, seq, at, person, command_id, stage, what, subject, before, after, prev_hash, hash)
      SELECT :station, seq, CAST(:at AS BIGINT), :person, :command_id, :stage, :what, :subject, :before, :after,
        :prev_hash, :hash FROM moved
    ), told AS (UPDATE command SET answer = :answer WHERE id = :command_id AND EXISTS (SELECT 1 FROM moved))
    SELECT seq FROM moved
    """
)
_ANSWER = Ready("UPDATE command SET answer = :answer WHERE id = :command_id")
_HEADS = "daybreak_trail_heads"


def end(
    connection: Connection, actor: Actor, command_id: str, at: datetime, notes: list[TrailNote], answer: str
) -> None:
    """Writes the notes and the command's answer: the last words before its commit."""
    heads: dict[str, tuple[int, str]] = connection.info.setdefault(_HEADS, {})
    head = heads.get(actor.station)
    if len(notes) == 1 and head is not None and connection.dialect.name == "postgresql":
        row = _chained(actor, command_id, at, notes, head)[0]
        values = {**row, "at": to_ms(at), "seen": head[0], "seen_hash": head[1], "answer": answer}
        if _END.run(connection, values).first() is not None:
            heads[actor.station] = (row["seq"], row["hash"])
            return
    write(connection, actor, command_id, at, notes)
    _ANSWER.run(connection, {"answer": answer, "command_id": command_id})


def write(connection: Connection, actor: Actor, command_id: str, at: datetime, notes: list[TrailNote]) -> None:
    """Appends the notes to the chain of the actor's station. Holds the chain's row until the commit."""
    if not notes:
        return
    heads: dict[str, tuple[int, str]] = connection.info.setdefault(_HEADS, {})
    head = heads.get(actor.station)
    rows = _chained(actor, command_id, at, notes, head) if head else []
    if head is None or not _advance(connection, actor.station, head, rows[-1]):
        head = _take_head(connection, actor.station)
        rows = _chained(actor, command_id, at, notes, head)
        _advance(connection, actor.station, head, rows[-1])
    if len(rows) == 1:
        _APPEND.run(connection, {**rows[0], "at": to_ms(at)})
    else:
        connection.execute(insert(TrailRecord), rows)
    heads[actor.station] = (int(rows[-1]["seq"]), str(rows[-1]["hash"]))


def _chained(
    actor: Actor, command_id: str, at: datetime, notes: list[TrailNote], head: tuple[int, str]
) -> list[dict[str, Any]]:
    seq, last = head
    rows = []
    for note in notes:
        seq += 1
        row = _row(actor, command_id, at, note, seq, last)
        last = str(row["hash"])
        rows.append(row)
    return rows


def _advance(connection: Connection, station: str, seen: tuple[int, str], last: dict[str, Any]) -> bool:
    """Moves the chain's head from what was seen to the last row; False when it was moved meanwhile."""
    values = {"station": station, "seen": seen[0], "seen_hash": seen[1], "seq": last["seq"], "hash": last["hash"]}
    return _ADVANCE.run(connection, values).first() is not None


def _take_head(connection: Connection, station: str) -> tuple[int, str]:
    make = pg_insert if connection.dialect.name == "postgresql" else lite_insert
    connection.execute(
        make(ChainRecord)
        .values(station=station, seq=0, hash=GENESIS)
        .on_conflict_do_nothing(index_elements=["station"])
    )
    head = connection.execute(
        select(ChainRecord.seq, ChainRecord.hash).where(ChainRecord.station == station).with_for_update()
    ).one()
    return head.seq, head.hash


def _row(actor: Actor, command_id: str, at: datetime, note: TrailNote, seq: int, prev: str) -> dict[str, Any]:
    before, after = _text(note.before), _text(note.after)
    parts = [actor.station, str(seq), str(to_ms(at)), actor.person, command_id, note.stage, note.what, note.subject]
    return {
        "station": actor.station,
        "seq": seq,
        "at": at,
        "person": actor.person,
        "command_id": command_id,
        "stage": note.stage,
        "what": note.what,
        "subject": note.subject[:120],
        "before": before,
        "after": after,
        "prev_hash": prev,
        "hash": chain_hash(prev, [*parts[:7], note.subject[:120], before or "", after or ""]),
    }


def chain_hash(prev: str, parts: list[str]) -> str:
    """SHA-256 of the previous hash and the row's fields, each with its length so that none can shift."""
    digest = hashlib.sha256(prev.encode())
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(f"{len(raw)}:".encode() + raw)
    return digest.hexdigest()


def _text(value: object) -> str | None:
    return None if value is None else _SORTED.encode(value)


def broken_links(connection: Connection) -> tuple[int, int]:
    """(rows checked, rows whose hash or number does not follow from the row before or the chain's head)."""
    checked = wrong = 0
    heads: dict[str, tuple[int, str]] = {}
    query = select(TrailRecord.__table__).order_by(TrailRecord.station, TrailRecord.seq)
    for row in connection.execute(query.execution_options(yield_per=1000)):
        seq, last = heads.get(row.station, (0, GENESIS))
        parts = [row.station, str(row.seq), str(to_ms(row.at)), row.person, row.command_id, row.stage, row.what]
        expected = chain_hash(last, [*parts, row.subject, row.before or "", row.after or ""])
        wrong += row.seq != seq + 1 or row.prev_hash != last or row.hash != expected
        heads[row.station] = (row.seq, row.hash)
        checked += 1
    stored = {r.station: (r.seq, r.hash) for r in connection.execute(select(ChainRecord.__table__))}
    wrong += sum(1 for station, head in stored.items() if heads.get(station, (0, GENESIS)) != head)
    return checked, wrong
