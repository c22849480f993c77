"""How a cycle stands before and after its cutoff: preview in numbers, snapshots, the late list."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select, text

from domain.catalogue.records import ProductRecord
from domain.cutoff.operations import statements
from domain.cutoff.operations.contacts import contact_differs, contact_in
from domain.cutoff.records import AmendmentRecord, PaperCopyRecord, SnapshotRecord
from domain.cutoff.words import (
    AmendmentState,
    ContactField,
    CutoffPreview,
    DemandCounts,
    LateRow,
    SnapshotRow,
    SnapshotState,
)
from domain.ordering.queries import cycle, cycle_id
from domain.ordering.records import CycleRecord, OrderRecord
from domain.ordering.words import NO_POINT, OrderState
from domain.places.records import PointRecord

_PREVIEW = text(
    """
    SELECT count(DISTINCT o.id) AS orders, count(*) AS lines, COALESCE(sum(l.quantity - l.cancelled_quantity), 0)
             AS pieces,
           COALESCE(sum((l.quantity - l.cancelled_quantity) * p.weight_g), 0) AS weight_g,
           count(DISTINCT o.point_id) AS points, count(DISTINCT l.product_id) AS products,
           count(DISTINCT COALESCE(p.supplier_id, 0)) AS suppliers,
           count(DISTINCT CASE WHEN p.state = 'draft' THEN p.id END) AS drafts,
           count(DISTINCT CASE WHEN p.supplier_id IS NULL THEN p.id END) AS without_supplier
    FROM orders o JOIN order_line l ON l.order_id = o.id JOIN product p ON p.id = l.product_id
    WHERE o.cycle_id = :cycle AND o.state <> 'cancelled' AND l.quantity > l.cancelled_quantity
    """
)


def cutoff_preview(connection: Connection, code: str) -> CutoffPreview:
    """What a cutoff of the cycle would freeze now, and what stands in its way."""
    row = cycle(connection, code)
    sums = connection.execute(_PREVIEW, {"cycle": row.id}).one()
    blocked = connection.execute(statements.UNSETTLED, {"cycle": row.id, "no_point": NO_POINT}).one()
    return CutoffPreview(
        cycle=code,
        state=row.state,
        planned_at=row.cutoff_at,
        orders=int(sums.orders),
        lines=int(sums.lines),
        pieces=int(sums.pieces),
        paid_fen=row.paid_fen,
        weight_g=int(sums.weight_g),
        points=int(sums.points),
        products=int(sums.products),
        suppliers=int(sums.suppliers),
        without_point=int(blocked.pointless),
        in_review=int(blocked.in_review),
        held=row.held,
        draft_products=int(sums.drafts),
        without_supplier=int(sums.without_supplier),
        minimum_orders=row.minimum_orders,
    )


def snapshots(connection: Connection, code: str) -> tuple[SnapshotRow, ...]:
    """All snapshots of a cycle, the live one first."""
    query = (
        select(SnapshotRecord.__table__)
        .where(SnapshotRecord.cycle_id == cycle_id(connection, code))
        .order_by(SnapshotRecord.version.desc())
    )
    return tuple(_snapshot_row(connection, row, code) for row in connection.execute(query).all())


def snapshot(connection: Connection, code: str) -> SnapshotRow | None:
    """The live snapshot of a cycle, None while it is not cut."""
    return next((row for row in snapshots(connection, code) if row.state == SnapshotState.LIVE), None)


def _snapshot_row(connection: Connection, row: Any, code: str) -> SnapshotRow:
    facts = {"snapshot": row.id}
    buy = connection.execute(statements.PURCHASE_COUNTS, facts).one()
    pick = connection.execute(statements.PICK_COUNTS, facts).one()
    drop = connection.execute(statements.DELIVERY_COUNTS, facts).one()
    states = connection.execute(
        select(AmendmentRecord.state, func.count()).where(_of(row)).group_by(AmendmentRecord.state)
    )
    counts = {state: int(count) for state, count in states}
    return SnapshotRow(
        id=row.id,
        cycle=code,
        version=row.version,
        state=row.state,
        cut_at=row.cut_at,
        cut_by=row.cut_by,
        station=row.station,
        orders=row.orders,
        lines=row.lines,
        pieces=row.pieces,
        hash=row.hash or "",
        is_locked=row.locked_at is not None,
        purchase=DemandCounts(int(buy.groups), int(buy.products), int(buy.pieces or 0)),
        pick=DemandCounts(int(pick.groups), int(buy.products), int(pick.pieces or 0)),
        delivery=DemandCounts(int(drop.groups), int(buy.products), int(drop.pieces or 0)),
        amendments=counts.get(AmendmentState.ACCEPTED.value, 0),
        proposed=counts.get(AmendmentState.PROPOSED.value, 0),
    )


def _of(row: Any) -> Any:
    return AmendmentRecord.snapshot_id == row.id


def late_list(connection: Connection, code: str) -> tuple[LateRow, ...]:
    """Proposals of a cycle waiting for a person, oldest first, with what is there now and what is wanted."""
    names = product_names(connection)
    points = dict(connection.execute(select(PointRecord.id, PointRecord.name)).all())
    rows = connection.execute(_PROPOSED.where(CycleRecord.code == code)).all()
    live = _live_id(connection, code)
    return tuple(_late_row(row, _held_now(connection, live, row.its_order), names, points) for row in rows)


# Two words about one new order, or a reopened cycle that took it: its order is there already.
_ITS_ORDER = or_(
    OrderRecord.id == AmendmentRecord.order_id,
    and_(
        AmendmentRecord.order_id.is_(None),
        OrderRecord.cycle_id == AmendmentRecord.cycle_id,
        OrderRecord.channel == AmendmentRecord.channel,
        OrderRecord.group_key == AmendmentRecord.group_key,
        OrderRecord.external_no == AmendmentRecord.external_no,
    ),
)
_PROPOSED = (
    select(
        AmendmentRecord.__table__,
        CycleRecord.code,
        PointRecord.name.label("point"),
        OrderRecord.id.label("its_order"),
        OrderRecord.state.label("order_state"),
        *(OrderRecord.__table__.c[field.value] for field in ContactField),
    )
    .join(CycleRecord, CycleRecord.id == AmendmentRecord.cycle_id)
    .outerjoin(OrderRecord, _ITS_ORDER)
    .outerjoin(PointRecord, PointRecord.id == OrderRecord.point_id)
    .where(AmendmentRecord.state == AmendmentState.PROPOSED.value)
    .order_by(AmendmentRecord.id)
)
_ORDERED = text(
    "SELECT product_id, sum(quantity - cancelled_quantity) AS pieces FROM order_line WHERE order_id = :order "
    "GROUP BY product_id HAVING sum(quantity - cancelled_quantity) > 0"
)


def _live_id(connection: Connection, code: str) -> int | None:
    query = select(SnapshotRecord.id).join(CycleRecord, CycleRecord.id == SnapshotRecord.cycle_id)
    return connection.execute(
        query.where(CycleRecord.code == code, SnapshotRecord.state == SnapshotState.LIVE.value)
    ).scalar_one_or_none()


def _held_now(connection: Connection, live: int | None, order_id: int | None) -> dict[int, int]:
    """Pieces per product the order holds: frozen and amended; what it orders, while its cycle is open again."""
    if order_id is None:
        return {}
    facts = {"snapshot": live, "order": order_id}
    held: dict[int, int] = {}
    for cell in connection.execute(statements.CURRENT_OF_ORDER if live else _ORDERED, facts):
        held[cell.product_id] = held.get(cell.product_id, 0) + int(cell.pieces)
    return held


def _late_row(row: Any, held: dict[int, int], names: dict[int, str], points: dict[int, str]) -> LateRow:
    body = json.loads(row.body)
    wanted = {x[6]: 0 for x in body.get("lines", [])}
    for line in body.get("lines", []):
        wanted[line[6]] += line[3]
    is_there = row.its_order is not None
    return LateRow(
        id=row.id,
        cycle=row.code,
        kind=row.kind,
        order=row.external_no,
        buyer=row.buyer or body.get("order", {}).get("buyer", ""),
        point=row.point or points.get(body.get("point_id", 0), ""),
        channel=row.channel,
        before=tuple((names[product], pieces) for product, pieces in sorted(held.items())),
        after=tuple((names[product], pieces) for product, pieces in sorted(wanted.items())),
        proposed_at=row.proposed_at,
        proposed_by=row.proposed_by,
        contact=contact_differs(row, contact_in(row)) if is_there else (),
        is_cancelled=row.order_state == OrderState.CANCELLED,
    )


def product_names(connection: Connection) -> dict[int, str]:
    """Every product's name with its spec behind it, by id."""
    rows = connection.execute(select(ProductRecord.id, ProductRecord.name, ProductRecord.spec))
    return {row.id: f"{row.name} {row.spec}".strip() for row in rows}


def paper_copies(connection: Connection, code: str) -> dict[str, int]:
    """How many copies of each kind of paper of the live snapshot were made."""
    live = snapshot(connection, code)
    if live is None:
        return {}
    query = (
        select(PaperCopyRecord.kind, func.max(PaperCopyRecord.copy_no))
        .where(PaperCopyRecord.snapshot_id == live.id)
        .group_by(PaperCopyRecord.kind)
    )
    return {kind: int(copy) for kind, copy in connection.execute(query)}
