"""What comes after the cut: files taken whatever the cycle's state. Open: orders. Cut: the late list.

A new order goes to the next open cycle of the warehouse, or waits as a proposed amendment; changed and vanished
ones become proposals. Nothing of the snapshot changes by itself. Next: amending.py.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as lite_insert

from domain.common import command
from domain.common.changes import Changes
from domain.common.command import Transaction
from domain.common.database import Database
from domain.common.errors import Notice
from domain.common.people import Actor, Right
from domain.cutoff.records import AmendmentRecord, SnapshotRecord
from domain.cutoff.words import AmendmentKind, AmendmentState, SnapshotState
from domain.ordering.answers import answer_from, as_body
from domain.ordering.operations import ImportDone, accept_orders, writing
from domain.ordering.operations.staging import HeldLine, Staged, Staging, order_body
from domain.ordering.operations.taking import Compared, OpenCycle, compare, lock_cycle, stage_into
from domain.ordering.records import CycleRecord, OrderRecord
from domain.ordering.words import CycleNotOpen, CycleState, ImportAnswer, ImportHasProblems, OrderFile, RowNotice

VANISHED_SHA = "vanished"
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

    body = [[f.sha256, f.name] for f in files], code, point, create_missing, all_or_nothing, dry_run, "late"
    try:
        done = command.execute(
            database, actor, "take_late_orders", body, work, right=Right.IMPORT_ORDERS, command_id=command_id
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
    _accepted_before(tx.connection, cycle.id, compared)
    import_id = writing.write_import(tx, cycle.id, files)
    snapshot_id = live_snapshot(tx.connection, cycle.id)
    next_cycle = next_open_cycle(tx.connection, cycle)
    staging.held.extend(_settle_new(tx, cycle, snapshot_id, import_id, next_cycle, compared, staging))
    staging.held.extend(_propose_changed(tx, cycle, snapshot_id, compared, staging))
    staging.held.extend(_propose_vanished(tx, cycle, snapshot_id, compared, staging))
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
    """(id, code) of the open cycle of the same warehouse that delivers next, None when there is none."""
    query = (
        select(CycleRecord.id, CycleRecord.code)
        .where(
            CycleRecord.warehouse_id == cycle.warehouse_id,
            CycleRecord.state == CycleState.OPEN.value,
            CycleRecord.id != cycle.id,
        )
        .order_by(CycleRecord.delivery_day, CycleRecord.id)
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    return (int(row.id), str(row.code)) if row else None


def _accepted_before(connection: Connection, cycle_id: int, compared: Compared) -> None:
    """A change that was accepted or proposed already, with the same content, is no news."""
    query = select(AmendmentRecord.external_no, AmendmentRecord.group_key, AmendmentRecord.content_sha).where(
        AmendmentRecord.cycle_id == cycle_id, AmendmentRecord.state == AmendmentState.ACCEPTED.value
    )
    known = {(row.group_key, row.external_no, row.content_sha) for row in connection.execute(query)}
    gone = {number for _group, number, sha in known if sha == VANISHED_SHA}
    news = []
    for staged, order_id in compared.changed:
        if (staged.group, staged.order.key, staged.sha) in known:
            compared.unchanged.append(staged)
        else:
            news.append((staged, order_id))
    compared.changed[:] = news
    compared.vanished[:] = [(i, number) for i, number in compared.vanished if number not in gone]


def _settle_new(
    tx: Transaction,
    cycle: OpenCycle,
    snapshot_id: int,
    import_id: int,
    next_cycle: tuple[int, str] | None,
    compared: Compared,
    staging: Staging,
) -> list[HeldLine]:
    """New orders go to the next open cycle, with a word; or into the late list."""
    if not compared.new:
        return []
    if next_cycle is not None:
        writing.insert_orders(tx, next_cycle[0], import_id, compared.new, late=True)
        for staged in compared.new:
            reason = Notice.of("went_to_next_cycle", order=staged.order.key, cycle=cycle.code, next=next_cycle[1])
            staging.warnings.append(RowNotice(staged.order.row, reason))
        tx.note("ordering", "late_orders_moved", f"cycle {next_cycle[1]}", after={"orders": len(compared.new)})
        return []
    rows = [_proposal(tx, cycle, snapshot_id, AmendmentKind.NEW, s, None, staging.channel) for s in compared.new]
    _insert_proposals(tx, rows)
    return [_held(s, Notice.of("late_new", order=s.order.key, cycle=cycle.code)) for s in compared.new]


def _propose_changed(
    tx: Transaction, cycle: OpenCycle, snapshot_id: int, compared: Compared, staging: Staging
) -> list[HeldLine]:
    rows = [
        _proposal(tx, cycle, snapshot_id, AmendmentKind.CHANGED, staged, order_id, staging.channel)
        for staged, order_id in compared.changed
    ]
    _insert_proposals(tx, rows)
    return [
        _held(staged, Notice.of("late_changed", order=staged.order.key, cycle=cycle.code))
        for staged, _ in compared.changed
    ]


def _propose_vanished(
    tx: Transaction, cycle: OpenCycle, snapshot_id: int, compared: Compared, staging: Staging
) -> list[HeldLine]:
    if not compared.vanished:
        return []
    ids = dict(compared.vanished)
    query = select(OrderRecord.id, OrderRecord.group_key).where(OrderRecord.cycle_id == cycle.id)
    groups = {row.id: row.group_key for row in tx.connection.execute(query) if row.id in ids}
    rows = [
        {
            **_proposal_head(tx, cycle, snapshot_id, AmendmentKind.VANISHED, staging.channel),
            "order_id": order_id,
            "group_key": groups[order_id],
            "external_no": number,
            "content_sha": VANISHED_SHA,
            "body": "{}",
        }
        for order_id, number in compared.vanished
    ]
    _insert_proposals(tx, rows)
    return [
        HeldLine(RowNotice(0, Notice.of("late_vanished", order=number, cycle=cycle.code), text=number), "", {})
        for number in ids.values()
    ]


def _proposal_head(
    tx: Transaction, cycle: OpenCycle, snapshot_id: int, kind: AmendmentKind, channel: str
) -> dict[str, Any]:
    return {
        "cycle_id": cycle.id,
        "snapshot_id": snapshot_id,
        "kind": kind.value,
        "state": AmendmentState.PROPOSED.value,
        "channel": channel,
        "proposed_at": tx.at,
        "proposed_by": tx.actor.person,
    }


def _proposal(
    tx: Transaction,
    cycle: OpenCycle,
    snapshot_id: int,
    kind: AmendmentKind,
    staged: Staged,
    order_id: int | None,
    channel: str,
) -> dict[str, Any]:
    return {
        **_proposal_head(tx, cycle, snapshot_id, kind, channel),
        "order_id": order_id,
        "group_key": staged.group,
        "external_no": staged.order.key,
        "content_sha": staged.sha,
        "body": json.dumps(staged_body(staged), ensure_ascii=False),
    }


def staged_body(staged: Staged) -> dict[str, Any]:
    """The proposed order whole: head, resolved point, lines [product, spec, code, pieces, amount, row, product id]."""
    lines = [
        [line.product, line.spec, line.code, line.quantity, line.amount_fen, line.row, product_id]
        for line, product_id in staged.lines
    ]
    return {"order": order_body(staged.order), "point_id": staged.point_id, "lines": lines}


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
