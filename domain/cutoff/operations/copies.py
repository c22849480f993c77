"""Counts the copies of papers: every print carries its snapshot version and copy number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, insert, select

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.people import Actor, Right
from domain.cutoff.operations.amending import locked_snapshot
from domain.cutoff.records import AmendmentRecord, PaperCopyRecord
from domain.cutoff.words import AmendmentState
from domain.ordering.queries import cycle_id


def count_copies(
    database: Database, actor: Actor, code: str, kinds: Sequence[str], *, command_id: str | None = None
) -> Done:
    """Takes the next copy number of each kind of paper of the cycle's live snapshot: answer {kind: copy}."""

    def work(tx: Transaction) -> dict[str, Any]:
        snapshot_id = locked_snapshot(tx.connection, cycle_id(tx.connection, code))
        accepted = select(func.count()).where(
            AmendmentRecord.snapshot_id == snapshot_id, AmendmentRecord.state == AmendmentState.ACCEPTED.value
        )
        amendments = int(tx.connection.execute(accepted).scalar_one())
        copies = {kind: _next_copy(tx, snapshot_id, kind) for kind in kinds}
        common = {"snapshot_id": snapshot_id, "amendments": amendments, "at": tx.at}
        actor_row = {"person": tx.actor.person, "station": tx.actor.station}
        rows = [{**common, **actor_row, "kind": kind, "copy_no": number} for kind, number in copies.items()]
        tx.connection.execute(insert(PaperCopyRecord), rows)
        tx.note("cutoff", "papers_made", f"cycle {code}", after=copies)
        return copies

    body = [code, list(kinds)]
    return command.execute(database, actor, "count_copies", body, work, right=Right.READ, command_id=command_id)


def _next_copy(tx: Transaction, snapshot_id: int, kind: str) -> int:
    query = select(func.coalesce(func.max(PaperCopyRecord.copy_no), 0)).where(
        PaperCopyRecord.snapshot_id == snapshot_id, PaperCopyRecord.kind == kind
    )
    return int(tx.connection.execute(query).scalar_one()) + 1
