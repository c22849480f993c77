"""Takes checked files into an open cycle: new, changed, unchanged and vanished told apart, all in one transaction.

Set-based: one read of what is there, one comparison, bulk inserts. 50,000 orders in seconds (docs/figures.md).
The window and the command line come through cutoff.operations.take_orders. Next: writing.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, or_, select, update

from domain.common import command
from domain.common.bulk import in_chunks
from domain.common.changes import Changes
from domain.common.clock import now
from domain.common.command import Transaction
from domain.common.database import Database
from domain.common.errors import NotFound
from domain.common.heavy_work import collector_paused
from domain.common.people import Actor, Right
from domain.ordering.answers import answer_from, as_body
from domain.ordering.operations import writing
from domain.ordering.operations.staging import Staged, Staging, StagingOptions, fingerprints, stage
from domain.ordering.records import CycleRecord, HeldRecord, OrderLineRecord, OrderRecord
from domain.ordering.words import (
    CycleNotOpen,
    CycleState,
    ImportAnswer,
    ImportHasProblems,
    OrderFile,
    OrderState,
)
from domain.places.records import PointRecord

MOST_LINES = 1000
"""Numbers of the lines that files bring; lines that amendments bring at a re-cut are numbered beyond."""


@dataclass(frozen=True, slots=True)
class ImportDone:
    """An import's answer and what it touched (nothing when dry)."""

    answer: ImportAnswer
    changes: Changes


@dataclass(frozen=True, slots=True)
class OpenCycle:
    """The row of the cycle, locked by this transaction."""

    id: int
    code: str
    state: str
    warehouse_id: int
    cutoff_at: datetime
    default_point_id: int | None


@dataclass(slots=True)
class Compared:
    """The staged orders against what is there from the same channel and groups."""

    new: list[Staged]
    changed: list[tuple[Staged, int]]
    unchanged: list[Staged]
    elsewhere: list[Staged]
    cancelled_here: list[Staged]
    vanished: list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Existing:
    """What the books know of an order number."""

    id: int
    cycle_id: int
    sha: str
    lines: int
    state: str
    came_late: bool
    """Moved here from a cycle that was cut: this cycle's own files never name it."""


class _DryRun(Exception):
    """Carries the answer of a dry run out of the transaction that is then rolled back."""

    def __init__(self, answer: ImportAnswer) -> None:
        self.answer = answer


def accept_orders(
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
    """Takes the files' orders into the open cycle, or (dry) tells what it would do. All files share one channel.

    `point` is for orders that name none. Raises CycleNotOpen, ImportHasProblems (all_or_nothing), NotFound.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        cycle = lock_cycle(tx.connection, cycle_code)
        if cycle.state not in (CycleState.OPEN, CycleState.DRAFT):
            raise CycleNotOpen(cycle_code, cycle.state)
        with collector_paused():
            answer = _take(tx, cycle, files, point, create_missing, all_or_nothing)
        if dry_run:
            raise _DryRun(answer)
        return as_body(answer)

    body = [[f.sha256, f.name] for f in files], cycle_code, point, create_missing, all_or_nothing, dry_run
    try:
        done = command.execute(
            database, actor, "accept_orders", body, work, right=Right.IMPORT_ORDERS, command_id=command_id
        )
    except _DryRun as dry:
        return ImportDone(dry.answer, Changes())
    return ImportDone(answer_from(done.answer), done.changes)


def lock_cycle(connection: Connection, code: str) -> OpenCycle:
    """The cycle, its row locked until the commit: importers and the cutoff of one cycle come one after the other."""
    touched = connection.execute(
        update(CycleRecord)
        .where(CycleRecord.code == code)
        .values(last_number=CycleRecord.last_number)
        .returning(
            CycleRecord.id,
            CycleRecord.state,
            CycleRecord.warehouse_id,
            CycleRecord.cutoff_at,
            CycleRecord.default_point_id,
        )
    ).one_or_none()
    if touched is None:
        raise NotFound("cycle", code)
    return OpenCycle(touched.id, code, touched.state, touched.warehouse_id, touched.cutoff_at, touched.default_point_id)


def stage_into(
    tx: Transaction, cycle: OpenCycle, files: Sequence[OrderFile], point: str | None, create_missing: bool
) -> Staging:
    """The files staged for the cycle: drafts made where asked, points and products resolved."""
    default = point_for_the_pointless(tx.connection, cycle, point, files[0].channel, create_missing, tx.command_id)
    options = StagingOptions(cycle.code, default, create_missing, tx.command_id, cycle.cutoff_at, now())
    return stage(tx.connection, files, options)


def point_for_the_pointless(
    connection: Connection, cycle: OpenCycle, point: str | None, channel: str, create: bool, command_id: str
) -> int | None:
    """The point of orders that name none: the one asked for, the cycle's own, or the only active one."""
    from domain.places.operations import resolve_points

    if point:
        found = resolve_points(connection, channel, [point], create_missing=create, command_id=command_id)[point]
        if found is None:
            raise NotFound("point", point)
        return found
    if cycle.default_point_id:
        return cycle.default_point_id
    only = connection.execute(select(PointRecord.id).where(PointRecord.state == "active").limit(2)).scalars().all()
    return int(only[0]) if len(only) == 1 else None


def _take(
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
    import_id = writing.write_import(tx, cycle.id, files)
    writing.insert_orders(tx, cycle.id, import_id, compared.new)
    writing.replace_orders(tx, cycle.id, import_id, compared.changed)
    writing.keep_held(tx, cycle.id, import_id, staging.held)
    writing.settle_taken(tx, cycle.id, staging)
    answer = writing.answer_of(files, staging, compared)
    writing.finish_import(tx, import_id, cycle.code, answer, files)
    return answer


def compare(connection: Connection, staging: Staging, cycle_id: int) -> Compared:
    """Each staged order against the order of the same channel, group and number, wherever it lies."""
    groups = sorted({group for group, _ in staging.named})
    numbers = {staged.order.key for staged in staging.orders}
    known = _known(connection, staging.channel, groups, cycle_id, numbers)
    compared = Compared([], [], [], [], [], [])
    for staged in staging.orders:
        before = known.get((staged.group, staged.order.key))
        if before is None:
            compared.new.append(staged)
        else:
            _sort_known(compared, staged, before, cycle_id)
    _leave_amended(connection, staging, compared, known)
    for key, before in known.items():
        if key not in staging.named and before.cycle_id == cycle_id and _may_vanish(before):
            compared.vanished.append((before.id, key[1]))
    return compared


def _may_vanish(before: Existing) -> bool:
    return before.state != OrderState.CANCELLED and not before.came_late


def _sort_known(compared: Compared, staged: Staged, before: Existing, cycle_id: int) -> None:
    same = before.sha == staged.sha and before.lines == len(staged.lines)
    if before.cycle_id != cycle_id:
        compared.elsewhere.append(staged)
    elif before.state == OrderState.CANCELLED:
        compared.cancelled_here.append(staged)
    elif same:
        compared.unchanged.append(staged)
    else:
        compared.changed.append((staged, before.id))


def _leave_amended(
    connection: Connection, staging: Staging, compared: Compared, known: Mapping[tuple[str, str], Existing]
) -> None:
    """An order whose file says the same as ever and whose lines only an amendment of an earlier cut made other: unchanged.

    A line that was held and is known by now is a change all the same.
    """
    doubtful = {
        order_id: staged
        for staged, order_id in compared.changed
        if known[staged.group, staged.order.key].sha == staged.sha
    }
    amended: set[int] = set()
    for some in in_chunks(sorted(doubtful)):
        lines = select(OrderLineRecord.order_id).where(OrderLineRecord.order_id.in_(some))
        made = or_(OrderLineRecord.line_no > MOST_LINES, OrderLineRecord.cancelled_quantity > 0)
        amended.update(connection.execute(lines.where(made)).scalars())
    if not amended:
        return
    waiting = set(connection.execute(select(HeldRecord.fingerprint).where(HeldRecord.settled.is_(None))).scalars())
    same = {i for i in amended if waiting.isdisjoint(fingerprints(staging.channel, doubtful[i]))}
    compared.unchanged.extend(staged for staged, order_id in compared.changed if order_id in same)
    compared.changed[:] = [pair for pair in compared.changed if pair[1] not in same]


def _known(
    connection: Connection, channel: str, groups: list[str], cycle_id: int, numbers: set[str]
) -> dict[tuple[str, str], Existing]:
    """Orders of this channel and these groups in the cycle, and those of the same numbers in other cycles."""
    query = select(
        OrderRecord.group_key,
        OrderRecord.external_no,
        OrderRecord.id,
        OrderRecord.cycle_id,
        OrderRecord.content_sha,
        OrderRecord.lines,
        OrderRecord.state,
        and_(OrderRecord.is_late == 1, OrderRecord.amendment_id.is_(None)).label("came_late"),
    ).where(OrderRecord.channel == channel, OrderRecord.group_key.in_(groups))
    rows = list(connection.execute(query.where(OrderRecord.cycle_id == cycle_id)))
    outside = query.where(OrderRecord.cycle_id != cycle_id)
    if connection.execute(outside.limit(1)).first() is not None:
        for some in in_chunks(sorted(numbers)):
            rows.extend(connection.execute(outside.where(OrderRecord.external_no.in_(some))))
    return {
        (group, number): Existing(order_id, in_cycle, sha, lines, state, bool(came_late))
        for group, number, order_id, in_cycle, sha, lines, state, came_late in rows
    }
