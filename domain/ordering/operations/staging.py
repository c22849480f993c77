"""From what readers understood to rows ready to be compared and written: points and products resolved, keys made.

Plain Python over whole files, no database writes but the drafts that `create_missing` asks for. Next: taking.py.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from domain.catalogue.operations import resolve_products
from domain.common.errors import Notice
from domain.ordering import rules
from domain.ordering.words import CheckedLine, CheckedOrder, OrderFile, RowNotice
from domain.places.operations import no_point, resolve_points

ProductKey = tuple[str, str, str]


@dataclass(slots=True)
class Staged:
    """One order ready to be written: its resolved point and lines [(line, product id)], and its content's hash."""

    order: CheckedOrder
    file: int
    group: str
    point_id: int
    lines: list[tuple[CheckedLine, int]]
    sha: str
    paid_fen: int
    lines_fen: int
    pieces: int


@dataclass(slots=True)
class HeldLine:
    """A row that waits for a person, with all it needs to be taken later."""

    notice: RowNotice
    fingerprint: str
    body: dict[str, object]


@dataclass(slots=True)
class Staging:
    """All orders of the files, in file order, and what was said about them."""

    channel: str
    orders: list[Staged] = field(default_factory=list)
    named: set[tuple[str, str]] = field(default_factory=set)
    """(group, number) of every order the files speak of, those whose lines are all held included."""
    warnings: list[RowNotice] = field(default_factory=list)
    held: list[HeldLine] = field(default_factory=list)
    problems: list[RowNotice] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class StagingOptions:
    """How to stage: into which cycle, the point of orders that name none, drafts or not."""

    cycle: str
    default_point_id: int | None
    create_missing: bool
    command_id: str
    planned_cutoff: datetime
    now: datetime


def stage(connection: Connection, files: Sequence[OrderFile], options: StagingOptions) -> Staging:
    """All orders of the files with their points and products resolved. Files share one channel."""
    staging = Staging(files[0].channel)
    points = _points(connection, files, options)
    products = _products(connection, files, options)
    seen: dict[tuple[str, str], int] = {}
    for number, file in enumerate(files):
        staging.warnings.extend(file.warnings)
        staging.problems.extend(file.problems)
        staging.held.extend(_held_by_reader(file, notice) for notice in file.held)
        group = rules.group_key(file.group, file.by_sequence, options.cycle)
        _stage_file(file, number, group, points, products, staging, seen)
        _warn_late(file, options, staging)
    return staging


def _points(connection: Connection, files: Sequence[OrderFile], options: StagingOptions) -> Mapping[str, int | None]:
    names: dict[str, str] = {}
    for file in files:
        for order in file.orders:
            if order.point and order.point not in names:
                names[order.point] = ""
    found = dict(
        resolve_points(
            connection,
            files[0].channel,
            list(names),
            create_missing=options.create_missing,
            command_id=options.command_id,
        )
    )
    if any(not order.point for file in files for order in file.orders):
        found[""] = options.default_point_id or no_point(connection)
    return found


def _products(
    connection: Connection, files: Sequence[OrderFile], options: StagingOptions
) -> Mapping[ProductKey, int | None]:
    wanted = list(dict.fromkeys((line.product, line.spec, line.code) for file in files for line in file.lines))
    return resolve_products(
        connection,
        files[0].channel,
        wanted,
        create_missing=options.create_missing,
        command_id=options.command_id,
    )


def _stage_file(
    file: OrderFile,
    number: int,
    group: str,
    points: Mapping[str, int | None],
    products: Mapping[ProductKey, int | None],
    staging: Staging,
    seen: dict[tuple[str, str], int],
) -> None:
    by_order: list[list[CheckedLine]] = [[] for _ in file.orders]
    for line in file.lines:
        by_order[line.order].append(line)
    for order, lines in zip(file.orders, by_order, strict=True):
        name = (group, order.key)
        staging.named.add(name)
        staged = _stage_order(file, number, group, order, lines, points, products, staging)
        if staged is not None:
            _keep(name, staged, staging, seen, file)


def _stage_order(
    file: OrderFile,
    number: int,
    group: str,
    order: CheckedOrder,
    lines: list[CheckedLine],
    points: Mapping[str, int | None],
    products: Mapping[ProductKey, int | None],
    staging: Staging,
) -> Staged | None:
    point_id = points.get(order.point)
    sha = rules.content_sha(order, lines)
    kept: list[tuple[CheckedLine, int]] = []
    for line in lines:
        product_id = products[line[2:5]]
        if point_id is None:
            reason = Notice.of("unknown_point", point=order.point)
            staging.held.append(_held_line(file, group, order, line, sha, reason))
        elif product_id is None:
            reason = Notice.of("unknown_product", product=line.product, spec=line.spec)
            staging.held.append(_held_line(file, group, order, line, sha, reason))
        else:
            kept.append((line, product_id))
    if point_id is None or not kept:
        return None
    lines_fen = pieces = 0
    for line, _ in kept:
        lines_fen += line.amount_fen or 0
        pieces += line.quantity
    paid = lines_fen if order.paid_fen is None else order.paid_fen
    if order.refunded_fen > paid:
        reason = Notice.of("refund_above_paid", order=order.key, refunded_fen=order.refunded_fen, paid_fen=paid)
        staging.warnings.append(RowNotice(order.row, reason, file=file.name))
    return Staged(order, number, group, point_id, kept, sha, paid, lines_fen, pieces)


def _keep(
    name: tuple[str, str], staged: Staged, staging: Staging, seen: dict[tuple[str, str], int], file: OrderFile
) -> None:
    """Adds the order; the same number in a second file replaces it, with a word when it differs."""
    at = seen.setdefault(name, len(staging.orders))
    if at == len(staging.orders):
        staging.orders.append(staged)
    elif staging.orders[at].sha != staged.sha:
        staging.orders[at] = staged
        reason = Notice.of("order_twice_in_files", order=staged.order.key)
        staging.warnings.append(RowNotice(staged.order.row, reason, file=file.name))


def _warn_late(file: OrderFile, options: StagingOptions, staging: Staging) -> None:
    """A word for each order placed after the planned cutoff; one for the file when it does not say when."""
    planned = options.planned_cutoff
    dated = [order for order in file.orders if order.ordered_at is not None]
    for order in dated:
        if order.ordered_at is not None and order.ordered_at > planned:
            reason = Notice.of("after_planned_cutoff", order=order.key, cutoff=planned)
            staging.warnings.append(RowNotice(order.row, reason, file=file.name))
    if not dated and file.orders and options.now > planned:
        reason = Notice.of("import_after_planned_cutoff", orders=len(file.orders), cutoff=planned)
        staging.warnings.append(RowNotice(file.orders[0].row, reason, file=file.name))


def _held_by_reader(file: OrderFile, notice: RowNotice) -> HeldLine:
    """A line of text is the same line wherever it stands; a row without text is told apart by its place."""
    place = (notice.text,) if notice.text else (file.name, notice.sheet, str(notice.row), notice.column, notice.value)
    return HeldLine(notice, fingerprint(file.channel, *place), {"channel": file.channel})


def _held_line(
    file: OrderFile, group: str, order: CheckedOrder, line: CheckedLine, sha: str, reason: Notice
) -> HeldLine:
    words = " ".join(part for part in (order.key, order.buyer, line.product, line.spec, f"×{line.quantity}") if part)
    notice = RowNotice(line.row, reason, text=words, file=file.name)
    body: dict[str, object] = {
        "channel": file.channel,
        "source": file.source,
        "group": group,
        "order": order_body(order),
        "sha": sha,
        "line": [line.product, line.spec, line.code, line.quantity, line.amount_fen, line.row],
    }
    mark = fingerprint(file.channel, group, order.key, line.product, line.spec, line.code)
    return HeldLine(notice, mark, body)


def order_body(order: CheckedOrder) -> dict[str, object]:
    """The order as JSON-able values; `datetime` as ISO text."""
    return {
        "key": order.key,
        "row": order.row,
        "sequence": order.sequence,
        "buyer": order.buyer,
        "phone": order.phone,
        "point": order.point,
        "address": order.address,
        "note": order.note,
        "leader_note": order.leader_note,
        "paid_fen": order.paid_fen,
        "refunded_fen": order.refunded_fen,
        "ordered_at": order.ordered_at.isoformat() if order.ordered_at else None,
        "slot": order.slot,
    }


def fingerprints(channel: str, staged: Staged) -> set[str]:
    """The marks that the order's lines would have in the held rows."""
    return {
        fingerprint(channel, staged.group, staged.order.key, line.product, line.spec, line.code)
        for line, _ in staged.lines
    }


def fingerprint(*parts: str) -> str:
    """What makes a held row the same row at the next import."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
