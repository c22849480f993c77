"""Jobs to do after the commit, written inside the transaction so that none is lost and none runs too early."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from domain.common.records import OutboxRecord


def ask_for(connection: Connection, command_id: str, kind: str, payload: dict[str, object], at: datetime) -> None:
    """Asks for one job; a worker takes it after the commit."""
    body = json.dumps(payload, ensure_ascii=False, sort_keys=True)
    connection.execute(insert(OutboxRecord).values(command_id=command_id, kind=kind, payload=body, at=at))


def waiting(connection: Connection, kind: str, limit: int = 100) -> list[tuple[int, dict[str, object]]]:
    """Jobs of a kind not done yet, oldest first: (id, payload)."""
    rows = connection.execute(
        select(OutboxRecord.id, OutboxRecord.payload)
        .where(OutboxRecord.kind == kind, OutboxRecord.done_at.is_(None))
        .order_by(OutboxRecord.id)
        .limit(limit)
    )
    return [(row.id, json.loads(row.payload)) for row in rows]


def mark_done(connection: Connection, job_id: int, at: datetime) -> bool:
    """True when this call closed the job, False when it was closed before."""
    done = connection.execute(
        update(OutboxRecord).where(OutboxRecord.id == job_id, OutboxRecord.done_at.is_(None)).values(done_at=at)
    )
    return done.rowcount == 1
