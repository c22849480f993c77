"""Writes compared orders in bulk: new ones, changed ones, held rows, and the import's own row and trail."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as lite_insert

from domain.common.bulk import in_chunks, insert_rows, take_ids
from domain.common.codes import phone_tail
from domain.common.columns import to_ms
from domain.common.command import Transaction
from domain.common.errors import Notice
from domain.ordering.operations.staging import HeldLine, Staged, Staging
from domain.ordering.records import CycleRecord, HeldRecord, ImportRecord, OrderLineRecord, OrderRecord
from domain.ordering.rules import HEAD_COLUMNS, head_check, pickup_code
from domain.ordering.words import NO_POINT, CheckedOrder, ImportAnswer, OrderFile, OrderState, RowNotice
from domain.places.records import PointRecord

if TYPE_CHECKING:
    from domain.ordering.operations.taking import Compared

ORDER_COLUMNS = [
    "id",
    "cycle_id",
    "channel",
    "group_key",
    "external_no",
    "sequence",
    "point_id",
    "buyer",
    "phone",
    "phone_tail",
    "address",
    "note",
    "leader_note",
    "slot",
    "ordered_at",
    "paid_fen",
    "lines_fen",
    "refunded_fen",
    "pieces",
    "lines",
    "pickup_code",
    "state",
    "is_late",
    "source_row",
    "content_sha",
    "head_check",
    "import_id",
    "amendment_id",
]
REVIEW, CONFIRMED = OrderState.REVIEW.value, OrderState.CONFIRMED.value
LINE_COLUMNS = ["id", "order_id", "cycle_id", "line_no", "product_id", "quantity", "amount_fen", "source_row"]


def write_import(tx: Transaction, cycle_id: int, files: Sequence[OrderFile]) -> int:
    """The import's own row; its id."""
    row = {
        "cycle_id": cycle_id,
        "command_id": tx.command_id,
        "source": "+".join(dict.fromkeys(file.source for file in files))[:40],
        "channel": files[0].channel,
        "files": json.dumps([file.name for file in files], ensure_ascii=False),
        "sha256": files[0].sha256,
        "at": tx.at,
        "counts": "{}",
    }
    return int(tx.connection.execute(insert(ImportRecord).values(**row).returning(ImportRecord.id)).scalar_one())


def insert_orders(
    tx: Transaction,
    cycle_id: int,
    import_id: int | None,
    staged: Sequence[Staged],
    *,
    channel: str | None = None,
    late: bool = False,
    amendment_id: int | None = None,
) -> Sequence[int]:
    """Writes new orders with their lines and pickup codes; their ids in the same order."""
    if not staged:
        return []
    first = _take_numbers(tx, cycle_id, len(staged))
    ids = take_ids(tx.connection, OrderRecord.__table__, len(staged))  # type: ignore[arg-type]
    name = channel or _channel_of(tx, import_id)
    pointless = _pointless(tx)
    rows = (
        _order_row(one, order_id, cycle_id, name, import_id, first + at, late, amendment_id, pointless)
        for at, (one, order_id) in enumerate(zip(staged, ids, strict=True))
    )
    insert_rows(tx.connection, OrderRecord.__table__, ORDER_COLUMNS, rows)  # type: ignore[arg-type]
    _insert_lines(tx, cycle_id, list(zip(staged, ids, strict=True)))
    return ids


def _take_numbers(tx: Transaction, cycle_id: int, count: int) -> int:
    """The first of `count` running numbers of the cycle; pickup codes are made of them."""
    last = tx.connection.execute(
        update(CycleRecord)
        .where(CycleRecord.id == cycle_id)
        .values(last_number=CycleRecord.last_number + count)
        .returning(CycleRecord.last_number)
    ).scalar_one()
    return int(last) - count + 1


def _pointless(tx: Transaction) -> int | None:
    """The point of orders that name none; they wait for review until their point is settled."""
    query = select(PointRecord.id).where(PointRecord.name == NO_POINT)
    return tx.connection.execute(query).scalar_one_or_none()


def _channel_of(tx: Transaction, import_id: int | None) -> str:
    return str(tx.connection.execute(select(ImportRecord.channel).where(ImportRecord.id == import_id)).scalar_one())


def _order_row(
    staged: Staged,
    order_id: int,
    cycle_id: int,
    channel: str,
    import_id: int | None,
    number: int,
    late: bool,
    amendment_id: int | None,
    pointless: int | None = None,
) -> tuple[Any, ...]:
    order = staged.order
    buyer, phone, address, note, leader_note, slot = contact_of(order)
    paid, lines_fen, refunded = staged.paid_fen, staged.lines_fen, min(order.refunded_fen, staged.paid_fen)
    return (
        order_id,
        cycle_id,
        channel,
        staged.group,
        order.key,
        order.sequence,
        staged.point_id,
        buyer,
        phone,
        phone_tail(order.phone),
        address,
        note,
        leader_note,
        slot,
        to_ms(order.ordered_at) if order.ordered_at else None,
        paid,
        lines_fen,
        refunded,
        staged.pieces,
        len(staged.lines),
        pickup_code(number),
        REVIEW if staged.point_id == pointless else CONFIRMED,
        int(late),
        order.row,
        staged.sha,
        head_check(buyer, phone, address, note, leader_note, slot, paid, lines_fen, refunded),
        import_id,
        amendment_id,
    )


def contact_of(order: CheckedOrder) -> tuple[str, str, str, str, str, str]:
    """Who the order is for and what was asked for, as the books hold it: the first six of HEAD_COLUMNS."""
    return (
        order.buyer[:80],
        order.phone[:40],
        order.address[:300],
        order.note[:500],
        order.leader_note[:500],
        order.slot[:60],
    )


def sign_head(connection: Connection, order_id: int) -> None:
    """Makes the checksum over an order's head anew, after a person changed it through the door."""
    columns = [OrderRecord.__table__.c[name] for name in HEAD_COLUMNS]
    row = connection.execute(select(*columns).where(OrderRecord.id == order_id)).one()
    connection.execute(update(OrderRecord).where(OrderRecord.id == order_id).values(head_check=head_check(*row)))


def _insert_lines(tx: Transaction, cycle_id: int, orders: Sequence[tuple[Staged, int]]) -> None:
    count = sum(len(staged.lines) for staged, _ in orders)
    ids = iter(take_ids(tx.connection, OrderLineRecord.__table__, count))  # type: ignore[arg-type]

    def rows() -> Iterator[tuple[Any, ...]]:
        for staged, order_id in orders:
            for line_no, (line, product_id) in enumerate(staged.lines, 1):
                amount = line.amount_fen or 0
                yield next(ids), order_id, cycle_id, line_no, product_id, line.quantity, amount, line.row

    insert_rows(tx.connection, OrderLineRecord.__table__, LINE_COLUMNS, rows())  # type: ignore[arg-type]


def replace_orders(tx: Transaction, cycle_id: int, import_id: int, changed: Sequence[tuple[Staged, int]]) -> None:
    """Brings changed orders to what the file says now: head updated, lines replaced. Each leaves before and after."""
    if not changed:
        return
    connection = tx.connection
    ids = [order_id for _, order_id in changed]
    before: dict[int, str] = {}
    for some in in_chunks(ids):
        shas = select(OrderRecord.id, OrderRecord.content_sha).where(OrderRecord.id.in_(some))
        before.update(connection.execute(shas).all())
        connection.execute(delete(OrderLineRecord).where(OrderLineRecord.order_id.in_(some)))
    head = update(OrderRecord).where(OrderRecord.id == bindparam("b_id"))
    head = head.values({name: bindparam(f"b_{name}") for name in CHANGED}).values(version=OrderRecord.version + 1)
    pointless = _pointless(tx)
    kept = _points_kept(connection, changed, pointless)
    connection.execute(head, [_changed_row(one, order_id, import_id, kept, pointless) for one, order_id in changed])
    _insert_lines(tx, cycle_id, changed)
    after = {str(order_id): [before[order_id], staged.sha] for staged, order_id in changed}
    tx.note("ordering", "orders_changed_by_import", f"import {import_id}", after=after)


CHANGED = [
    "point_id",
    "state",
    "buyer",
    "phone",
    "phone_tail",
    "address",
    "note",
    "leader_note",
    "slot",
    "paid_fen",
    "lines_fen",
    "refunded_fen",
    "pieces",
    "lines",
    "source_row",
    "content_sha",
    "head_check",
    "import_id",
]


def _points_kept(
    connection: Connection, changed: Sequence[tuple[Staged, int]], pointless: int | None
) -> dict[int, int]:
    """The points a person settled of orders whose file still names none: they outlive the change. {order: point}"""
    nameless = [order_id for staged, order_id in changed if staged.point_id == pointless]
    kept: dict[int, int] = {}
    for some in in_chunks(nameless):
        settled = select(OrderRecord.id, OrderRecord.point_id).where(OrderRecord.id.in_(some))
        kept.update(connection.execute(settled).all())
    return kept


def _changed_row(
    staged: Staged, order_id: int, import_id: int, kept: dict[int, int], pointless: int | None
) -> dict[str, Any]:
    row = dict(zip(ORDER_COLUMNS, _order_row(staged, order_id, 0, "", import_id, 1, False, None), strict=True))
    row["point_id"] = kept.get(order_id, staged.point_id)
    row["state"] = (OrderState.REVIEW if row["point_id"] == pointless else OrderState.CONFIRMED).value
    return {"b_id": order_id, **{f"b_{name}": row[name] for name in CHANGED}}


def keep_held(tx: Transaction, cycle_id: int, import_id: int, held: Sequence[HeldLine]) -> None:
    """Stores rows that wait for a person; the same row of an earlier import stays as it is."""
    if not held:
        return
    make = pg_insert if tx.dialect == "postgresql" else lite_insert
    rows = [_held_row(one, cycle_id, import_id) for one in held]
    statement = make(HeldRecord).on_conflict_do_nothing(index_elements=["cycle_id", "fingerprint"])
    tx.connection.execute(statement, rows)


def _held_row(held: HeldLine, cycle_id: int, import_id: int) -> dict[str, Any]:
    reason = {"code": held.notice.reason.code, "facts": [[k, v] for k, v in held.notice.reason.facts]}
    return {
        "import_id": import_id,
        "cycle_id": cycle_id,
        "row": held.notice.row,
        "fingerprint": held.fingerprint,
        "text": held.notice.text,
        "reason": json.dumps(reason, ensure_ascii=False, default=str),
        "body": json.dumps(held.body, ensure_ascii=False),
    }


def settle_taken(tx: Transaction, cycle_id: int, staging: Staging) -> None:
    """Rows held at an earlier import whose product or point is known by now count as accepted."""
    waiting = tx.connection.execute(
        select(HeldRecord.id, HeldRecord.fingerprint).where(
            HeldRecord.cycle_id == cycle_id, HeldRecord.settled.is_(None)
        )
    ).all()
    if not waiting:
        return
    from domain.ordering.operations.staging import fingerprint

    taken = {
        fingerprint(staging.channel, staged.group, staged.order.key, line.product, line.spec, line.code)
        for staged in staging.orders
        for line, _ in staged.lines
    }
    done = [row.id for row in waiting if row.fingerprint in taken]
    if done:
        tx.connection.execute(
            update(HeldRecord)
            .where(HeldRecord.id.in_(done), HeldRecord.settled.is_(None))
            .values(settled="accepted", settled_by=tx.actor.person)
        )


def answer_of(files: Sequence[OrderFile], staging: Staging, compared: Compared) -> ImportAnswer:
    """The counts of an import into an open cycle."""
    live = [*compared.new, *(staged for staged, _ in compared.changed), *compared.unchanged]
    warnings = [*staging.warnings, *_words_of(compared)]
    return ImportAnswer(
        source="+".join(dict.fromkeys(file.source for file in files)),
        files=len(files),
        orders=len(live),
        lines=sum(len(staged.lines) for staged in live),
        pieces=sum(staged.pieces for staged in live),
        amount_fen=sum(staged.paid_fen for staged in live),
        lines_amount_fen=sum(staged.lines_fen for staged in live),
        new=len(compared.new),
        unchanged=len(compared.unchanged) + len(compared.elsewhere) + len(compared.cancelled_here),
        changed=len(compared.changed),
        vanished=len(compared.vanished),
        cancelled=sum(file.cancelled for file in files),
        warnings=tuple(warnings),
        held=tuple(held.notice for held in staging.held),
        problems=tuple(staging.problems),
        cross_check=tuple(check for file in files for check in file.cross_check),
    )


def _words_of(compared: Compared) -> Iterator[RowNotice]:
    """A word for orders that lie elsewhere, were cancelled here, or vanished from the file."""
    for staged in compared.elsewhere:
        yield RowNotice(staged.order.row, Notice.of("order_in_other_cycle", order=staged.order.key))
    for staged in compared.cancelled_here:
        yield RowNotice(staged.order.row, Notice.of("order_cancelled_here", order=staged.order.key))
    if compared.vanished:
        numbers = ", ".join(number for _, number in compared.vanished[:20])
        yield RowNotice(0, Notice.of("orders_vanished", count=len(compared.vanished), numbers=numbers))


def finish_import(
    tx: Transaction, import_id: int, cycle: str, answer: ImportAnswer, files: Sequence[OrderFile]
) -> None:
    """Counts onto the import's row, one trail row with counts and the files' hashes."""
    counts = {
        name: getattr(answer, name)
        for name in ("orders", "lines", "pieces", "new", "unchanged", "changed", "vanished", "cancelled", "amount_fen")
    }
    counts |= {"warnings": len(answer.warnings), "held": len(answer.held), "problems": len(answer.problems)}
    tx.connection.execute(update(ImportRecord).where(ImportRecord.id == import_id).values(counts=json.dumps(counts)))
    after = {"cycle": cycle, **counts, "files": [[file.name, file.sha256] for file in files]}
    tx.note("ordering", "orders_imported", f"cycle {cycle}", after=after)
