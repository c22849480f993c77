"""What comes after the cut: files taken whatever the cycle's state. Open: orders. Cut: the late list.

A new order goes to the next open cycle of the warehouse, or waits as a proposed amendment; changed and vanished
ones become proposals. Nothing of the snapshot changes by itself. Next: amending.py.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as lite_insert

from domain.common import command
from domain.common.bulk import in_chunks
from domain.common.changes import Changes
from domain.common.command import Transaction
from domain.common.database import Database
from domain.common.errors import Notice
from domain.common.people import Actor, Right
from domain.cutoff.operations.earlier import VANISHED_SHA, Earlier, earlier_words, without_old_news
from domain.cutoff.records import AmendmentRecord, SnapshotRecord
from domain.cutoff.words import AmendmentKind, AmendmentState, SnapshotState
from domain.ordering.answers import answer_from, as_body
from domain.ordering.operations import ImportDone, accept_orders, writing
from domain.ordering.operations.staging import HeldLine, Staged, Staging, order_body
from domain.ordering.operations.taking import Compared, OpenCycle, compare, lock_cycle, stage_into
from domain.ordering.records import CycleRecord, OrderRecord
from domain.ordering.words import CycleNotOpen, CycleState, ImportAnswer, ImportHasProblems, OrderFile, RowNotice

CUT_STATES = (CycleState.CUT, CycleState.FULFILLING, CycleState.COMPLETED)


class _DryRun(Exception):
    def __init__(self, answer: ImportAnswer) -> None:
        self.answer = answer


def take_orders(
    database: Database,
    actor: Actor,
    files: Sequence[OrderFile],
    cycle_code: str,
    *,
    point: str | None = None,
    create_missing: bool = False,
    dry_run: bool = False,
    all_or_nothing: bool = False,
    command_id: str | None = None,
) -> ImportDone:
    """Takes files into the cycle, open or cut already. This is what the window's and the command line's import calls.

    Raises CycleNotOpen (a settled, failed or just cutting cycle), ImportHasProblems, NotFound.
    """
    try:
        return accept_orders(
            database,
            actor,
            files,
            cycle_code,
            point=point,
            create_missing=create_missing,
            dry_run=dry_run,
            all_or_nothing=all_or_nothing,
            command_id=command_id,
        )
    except CycleNotOpen as closed:
        if closed.state not in CUT_STATES:
            raise
    return _take_late(database, actor, files, cycle_code, point, create_missing, dry_run, all_or_nothing, command_id)


def _take_late(
    database: Database,
    actor: Actor,
    files: Sequence[OrderFile],
    code: str,
    point: str | None,
    create_missing: bool,
    dry_run: bool,
    all_or_nothing: bool,
    command_id: str | None,
) -> ImportDone:
    def work(tx: Transaction) -> dict[str, Any]:
        cycle = lock_cycle(tx.connection, code)
        if cycle.state not in CUT_STATES:
            raise CycleNotOpen(code, cycle.state)
        answer = _propose(tx, cycle, files, point, create_missing, all_or_nothing)
        if dry_run:
            raise _DryRun(answer)
        return as_body(answer)

    # Kind and body are those of accept_orders: whoever sends the command again asks there first.
    body = [[f.sha256, f.name] for f in files], code, point, create_missing, all_or_nothing, dry_run
    try:
        done = command.execute(
            database, actor, "accept_orders", body, work, right=Right.IMPORT_ORDERS, command_id=command_id
        )
    except _DryRun as dry:
        return ImportDone(dry.answer, Changes())
    return ImportDone(answer_from(done.answer), done.changes)


def _propose(
    tx: Transaction,
    cycle: OpenCycle,
    files: Sequence[OrderFile],
    point: str | None,
    create_missing: bool,
    all_or_nothing: bool,
) -> ImportAnswer:
    staging = stage_into(tx, cycle, files, point, create_missing)
    if all_or_nothing and (staging.problems or staging.held):
        raise ImportHasProblems(files[0].name, len(staging.problems), len(staging.held))
    compared = compare(tx.connection, staging, cycle.id)
    snapshot_id = live_snapshot(tx.connection, cycle.id)
    earlier = earlier_words(tx.connection, cycle.id, snapshot_id, staging.channel)
    without_old_news(earlier, compared, _groups_of(tx.connection, compared))
    import_id = writing.write_import(tx, cycle.id, files)
    # Lines of unknown products and points are no proposals: they are kept as held rows, so that none is lost.
    writing.keep_held(tx, cycle.id, import_id, staging.held)
    proposing = _Proposing(tx, cycle, snapshot_id, earlier, staging.channel)
    staging.held.extend(_settle_new(proposing, import_id, compared, staging))
    staging.held.extend(_propose_changed(proposing, compared))
    staging.held.extend(_propose_vanished(proposing, compared))
    answer = _answer(files, staging, compared)
    writing.finish_import(tx, import_id, cycle.code, answer, files)
    tx.stages.add("cutoff")
    return answer


def live_snapshot(connection: Connection, cycle_id: int) -> int:
    """The id of the cycle's live snapshot."""
    query = select(SnapshotRecord.id).where(
        SnapshotRecord.cycle_id == cycle_id, SnapshotRecord.state == SnapshotState.LIVE.value
    )
    return int(connection.execute(query).scalar_one())


def next_open_cycle(connection: Connection, cycle: OpenCycle) -> tuple[int, str] | None:
    """(id, code) of the open cycle of the same warehouse that delivers next, None when there is none.

    Its row stays locked until the commit: a station that cuts it right now is waited for, and then it is none.
    """
    query = (
        select(CycleRecord.id, CycleRecord.code)
        .where(
            CycleRecord.warehouse_id == cycle.warehouse_id,
            CycleRecord.state == CycleState.OPEN.value,
            CycleRecord.id != cycle.id,
        )
        .order_by(CycleRecord.delivery_day, CycleRecord.id)
        .limit(1)
        .with_for_update(key_share=True)
    )
    row = connection.execute(query).one_or_none()
    return (int(row.id), str(row.code)) if row else None


@dataclass(frozen=True, slots=True)
class _Proposing:
    """What every proposal of one import shares."""

    tx: Transaction
    cycle: OpenCycle
    snapshot_id: int
    earlier: Earlier
    channel: str


def _groups_of(connection: Connection, compared: Compared) -> dict[int, str]:
    """The group of each vanished order by its id."""
    found: dict[int, str] = {}
    for some in in_chunks([order_id for order_id, _ in compared.vanished]):
        groups = select(OrderRecord.id, OrderRecord.group_key).where(OrderRecord.id.in_(some))
        found.update(connection.execute(groups).all())
    return found


def _settle_new(proposing: _Proposing, import_id: int, compared: Compared, staging: Staging) -> list[HeldLine]:
    """New orders go to the next open cycle, with a word; or into the late list, where those that wait go on waiting."""
    cycle, earlier = proposing.cycle, proposing.earlier
    next_cycle = next_open_cycle(proposing.tx.connection, cycle) if compared.new else None
    waiting = [s for s in compared.new if next_cycle is None or earlier.is_waiting((s.group, s.order.key), s.sha)]
    if next_cycle is not None:
        moving = [s for s in compared.new if not earlier.is_waiting((s.group, s.order.key), s.sha)]
        _move_on(proposing.tx, cycle, next_cycle, import_id, moving, staging)
    _insert_proposals(proposing.tx, [_proposal(proposing, AmendmentKind.NEW, staged, None) for staged in waiting])
    return [_held(s, Notice.of("late_new", order=s.order.key, cycle=cycle.code)) for s in waiting]


def _move_on(
    tx: Transaction,
    cycle: OpenCycle,
    next_cycle: tuple[int, str],
    import_id: int,
    moving: Sequence[Staged],
    staging: Staging,
) -> None:
    if not moving:
        return
    writing.insert_orders(tx, next_cycle[0], import_id, moving, late=True)
    for staged in moving:
        reason = Notice.of("went_to_next_cycle", order=staged.order.key, cycle=cycle.code, next=next_cycle[1])
        staging.warnings.append(RowNotice(staged.order.row, reason))
    tx.note("ordering", "late_orders_moved", f"cycle {next_cycle[1]}", after={"orders": len(moving)})


def _propose_changed(proposing: _Proposing, compared: Compared) -> list[HeldLine]:
    rows = [_proposal(proposing, AmendmentKind.CHANGED, staged, order_id) for staged, order_id in compared.changed]
    _insert_proposals(proposing.tx, rows)
    code = proposing.cycle.code
    return [_held(s, Notice.of("late_changed", order=s.order.key, cycle=code)) for s, _ in compared.changed]


def _propose_vanished(proposing: _Proposing, compared: Compared) -> list[HeldLine]:
    groups = _groups_of(proposing.tx.connection, compared)
    rows = [
        {
            **_proposal_head(proposing, AmendmentKind.VANISHED),
            "order_id": order_id,
            "group_key": groups[order_id],
            "external_no": number,
            "content_sha": proposing.earlier.word_key((groups[order_id], number), VANISHED_SHA),
            "body": "{}",
        }
        for order_id, number in compared.vanished
    ]
    _insert_proposals(proposing.tx, rows)
    code = proposing.cycle.code
    return [
        HeldLine(RowNotice(0, Notice.of("late_vanished", order=number, cycle=code), text=number), "", {})
        for _, number in compared.vanished
    ]


def _proposal_head(proposing: _Proposing, kind: AmendmentKind) -> dict[str, Any]:
    return {
        "cycle_id": proposing.cycle.id,
        "snapshot_id": proposing.snapshot_id,
        "kind": kind.value,
        "state": AmendmentState.PROPOSED.value,
        "channel": proposing.channel,
        "proposed_at": proposing.tx.at,
        "proposed_by": proposing.tx.actor.person,
    }


def _proposal(proposing: _Proposing, kind: AmendmentKind, staged: Staged, order_id: int | None) -> dict[str, Any]:
    return {
        **_proposal_head(proposing, kind),
        "order_id": order_id,
        "group_key": staged.group,
        "external_no": staged.order.key,
        "content_sha": proposing.earlier.word_key((staged.group, staged.order.key), staged.sha),
        "body": json.dumps(staged_body(staged), ensure_ascii=False),
    }


def staged_body(staged: Staged) -> dict[str, Any]:
    """The proposed order whole: content hash, head, point, lines [product, spec, code, pieces, amount, row, its id]."""
    lines = [
        [line.product, line.spec, line.code, line.quantity, line.amount_fen, line.row, product_id]
        for line, product_id in staged.lines
    ]
    return {"sha": staged.sha, "order": order_body(staged.order), "point_id": staged.point_id, "lines": lines}


def _insert_proposals(tx: Transaction, rows: list[dict[str, Any]]) -> None:
    """Proposals that are not known yet; the same word of an earlier import stays as it was settled."""
    if rows:
        make = pg_insert if tx.dialect == "postgresql" else lite_insert
        tx.connection.execute(make(AmendmentRecord).on_conflict_do_nothing(), rows)


def _held(staged: Staged, reason: Notice) -> HeldLine:
    goods = " ".join(f"{line.product}×{line.quantity}" for line, _ in staged.lines)
    return HeldLine(RowNotice(staged.order.row, reason, text=f"{staged.order.buyer} {goods}".strip()), "", {})


def _answer(files: Sequence[OrderFile], staging: Staging, compared: Compared) -> ImportAnswer:
    """Counts after the cut: open in this cycle are the unchanged ones alone."""
    answer = writing.answer_of(files, staging, compared)
    live = compared.unchanged
    return ImportAnswer(
        source=answer.source,
        files=answer.files,
        orders=len(live),
        lines=sum(len(staged.lines) for staged in live),
        pieces=sum(staged.pieces for staged in live),
        amount_fen=sum(staged.paid_fen for staged in live),
        lines_amount_fen=sum(staged.lines_fen for staged in live),
        new=answer.new,
        unchanged=answer.unchanged,
        changed=answer.changed,
        vanished=answer.vanished,
        cancelled=answer.cancelled,
        warnings=answer.warnings,
        held=answer.held,
        problems=answer.problems,
        cross_check=answer.cross_check,
    )
