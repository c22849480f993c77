"""The rows of papers: frozen demand plus accepted amendments. Phones leave as tails, names as family names.

books.py has what they are made of, handing.py the handover sheets.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from domain.catalogue.records import ProductRecord, SupplierRecord
from domain.catalogue.words import NO_SUPPLIER
from domain.common.codes import family_name
from domain.common.quantity import cases_for
from domain.common.records import ChainRecord
from domain.common.settings import company_name
from domain.cutoff.queries.books import (
    deltas,
    first_barcodes,
    live_row,
    pick_cells,
    pick_row,
    point_order,
    points_by_id,
    product_order,
    products_by_id,
)
from domain.cutoff.records import (
    AmendmentLineRecord,
    AmendmentRecord,
    DeliveryDemandRecord,
    PickDemandRecord,
    PurchaseDemandRecord,
)
from domain.cutoff.words import (
    AmendmentRow,
    AmendmentState,
    DaySums,
    PaperHead,
    PickRow,
    PickSheet,
    PurchaseRow,
    PurchaseSheet,
    SowRow,
    SowSheet,
)
from domain.ordering.records import CycleRecord, OrderRecord
from domain.places.records import PointRecord


def paper_head(connection: Connection, code: str) -> PaperHead:
    """What stands on every paper of the cycle. CycleNotCut when it is not cut."""
    live = live_row(connection, code)
    row = connection.execute(select(CycleRecord.__table__).where(CycleRecord.code == code)).one()
    return PaperHead(
        company=company_name(connection),
        cycle=code,
        title=row.title,
        delivery=row.delivery_day,
        cut_at=live.cut_at,
        cut_by=live.cut_by,
        snapshot=live.version,
        hash=live.hash,
        amendments=amendments(connection, code),
    )


def amendments(connection: Connection, code: str) -> tuple[AmendmentRow, ...]:
    """Accepted amendments of the live snapshot, by number; one that changed only who and when has a row of its own."""
    live = live_row(connection, code)
    accepted = (AmendmentRecord.snapshot_id == live.id, AmendmentRecord.state == AmendmentState.ACCEPTED.value)
    goods = connection.execute(_AMENDED_GOODS.where(*accepted).order_by(AmendmentRecord.number, ProductRecord.id)).all()
    contacts = connection.execute(_AMENDED_CONTACTS.where(*accepted)).all()
    rows = [*map(_goods_amended, goods), *map(_contact_amended, contacts)]
    return tuple(sorted(rows, key=lambda row: row.number))


_AMENDED_GOODS = (
    select(
        AmendmentRecord.__table__,
        AmendmentLineRecord.before,
        AmendmentLineRecord.after,
        PointRecord.name.label("point"),
        ProductRecord.name.label("product"),
        ProductRecord.spec,
    )
    .join(AmendmentLineRecord, AmendmentLineRecord.amendment_id == AmendmentRecord.id)
    .join(PointRecord, PointRecord.id == AmendmentLineRecord.point_id)
    .join(ProductRecord, ProductRecord.id == AmendmentLineRecord.product_id)
)
_AMENDED_CONTACTS = (
    select(AmendmentRecord.__table__, PointRecord.name.label("point"))
    .join(OrderRecord, OrderRecord.id == AmendmentRecord.order_id)
    .join(PointRecord, PointRecord.id == OrderRecord.point_id)
    .where(AmendmentRecord.contact.is_not(None))
)


def _goods_amended(row: Any) -> AmendmentRow:
    return AmendmentRow(
        number=row.number,
        point=row.point,
        product=f"{row.product} {row.spec}".strip(),
        order=row.external_no,
        before=row.before,
        after=row.after,
        person=row.settled_by,
        reason=row.reason,
        at=row.settled_at,
    )


def _contact_amended(row: Any) -> AmendmentRow:
    return AmendmentRow(
        number=row.number,
        point=row.point,
        product="",
        order=row.external_no,
        before=0,
        after=0,
        person=row.settled_by,
        reason=row.reason,
        at=row.settled_at,
        contact=tuple(field for field, _, _ in json.loads(row.contact)),
    )


def purchase_sheets(connection: Connection, code: str) -> tuple[PurchaseSheet, ...]:
    """One sheet per supplier, by name, products without supplier last."""
    live = live_row(connection, code)
    products, barcodes = products_by_id(connection), first_barcodes(connection)
    demand = connection.execute(
        select(PurchaseDemandRecord.__table__).where(PurchaseDemandRecord.snapshot_id == live.id)
    ).all()
    pieces = {row.product_id: row.quantity for row in demand}
    frozen = dict(pieces)
    sizes = {row.product_id: row.case_size for row in demand}
    supplier_of = {row.product_id: row.supplier_id for row in demand}
    for delta in deltas(connection, live.id):
        pieces[delta.product_id] = pieces.get(delta.product_id, 0) + int(delta.pieces)
    points = _points_per_product(connection, live.id)
    sheets: dict[int | None, list[PurchaseRow]] = defaultdict(list)
    for product_id in sorted(pieces, key=lambda i: product_order(products[i])):
        if pieces[product_id] or frozen.get(product_id):
            product = products[product_id]
            size = sizes.get(product_id, product.case_size)
            row = _purchase_row(product, barcodes, pieces[product_id], frozen.get(product_id, 0), size, points)
            sheets[supplier_of.get(product_id, product.supplier_id)].append(row)
    return _with_suppliers(connection, sheets)


def _points_per_product(connection: Connection, snapshot_id: int) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    query = select(PickDemandRecord.product_id).where(PickDemandRecord.snapshot_id == snapshot_id)
    for product_id in connection.execute(query).scalars():
        found[product_id] += 1
    return found


def _purchase_row(
    product: Any, barcodes: dict[int, str], pieces: int, frozen: int, case_size: int, points: dict[int, int]
) -> PurchaseRow:
    cases = cases_for(pieces, case_size)
    return PurchaseRow(
        product_id=product.id,
        code=product.code,
        barcode=barcodes.get(product.id, ""),
        product=product.name,
        spec=product.spec,
        category=product.category,
        unit=product.sale_unit,
        quantity=pieces,
        frozen_quantity=frozen,
        case_size=case_size,
        cases=cases,
        left_over=cases * case_size - pieces,
        weighed=bool(product.weighed),
        weight_g=pieces * product.weight_g,
        cost_fen=product.cost_fen,
        zone=product.zone,
        points=points.get(product.id, 0),
    )


def _with_suppliers(connection: Connection, sheets: dict[int | None, list[PurchaseRow]]) -> tuple[PurchaseSheet, ...]:
    suppliers = {row.id: row for row in connection.execute(select(SupplierRecord.__table__))}
    known = sorted((i for i in sheets if i is not None), key=lambda i: (suppliers[i].name, i))
    found = [
        PurchaseSheet(suppliers[i].name, suppliers[i].contact, suppliers[i].phone, tuple(sheets[i])) for i in known
    ]
    if None in sheets:
        found.append(PurchaseSheet(NO_SUPPLIER, "", "", tuple(sheets[None])))
    return tuple(found)


def pick_sheets(connection: Connection, code: str) -> tuple[PickSheet, ...]:
    """One sheet per point: everything it gets."""
    live = live_row(connection, code)
    products, points = products_by_id(connection), points_by_id(connection)
    by_point: dict[int, list[PickRow]] = defaultdict(list)
    cells = pick_cells(connection, live.id)
    for point_id, product_id in sorted(cells, key=lambda c: (c[0], product_order(products[c[1]]))):
        pieces, frozen, orders = cells[point_id, product_id]
        if pieces or frozen:
            by_point[point_id].append(pick_row(products[product_id], pieces, frozen, orders))
    orders_of = _orders_per_point(connection, live.id)
    return tuple(
        PickSheet(i, points[i].name, family_name(points[i].leader), points[i].phone[-4:], points[i].address,
                  orders_of.get(i, 0), tuple(by_point[i]))
        for i in sorted(by_point, key=lambda i: point_order(points[i]))
    )  # fmt: skip


def _orders_per_point(connection: Connection, snapshot_id: int) -> dict[int, int]:
    query = select(DeliveryDemandRecord.point_id, DeliveryDemandRecord.orders)
    rows = connection.execute(query.where(DeliveryDemandRecord.snapshot_id == snapshot_id))
    return dict(rows.all())


def sow_sheets(connection: Connection, code: str) -> tuple[SowSheet, ...]:
    """One sheet per product: dealt out to its points."""
    live = live_row(connection, code)
    products, points, barcodes = products_by_id(connection), points_by_id(connection), first_barcodes(connection)
    cells = pick_cells(connection, live.id)
    by_product: dict[int, list[SowRow]] = defaultdict(list)
    for point_id, product_id in sorted(cells, key=lambda c: point_order(points[c[0]])):
        pieces, frozen, orders = cells[point_id, product_id]
        if pieces or frozen:
            by_product[product_id].append(SowRow(points[point_id].name, pieces, frozen, orders))
    return tuple(
        SowSheet(
            product_id=i,
            code=products[i].code,
            barcode=barcodes.get(i, ""),
            product=products[i].name,
            spec=products[i].spec,
            category=products[i].category,
            unit=products[i].sale_unit,
            weighed=bool(products[i].weighed),
            weight_g=products[i].weight_g,
            zone=products[i].zone,
            rows=tuple(by_product[i]),
        )
        for i in sorted(by_product, key=lambda i: product_order(products[i]))
    )


def day_sums(connection: Connection, code: str) -> DaySums:
    """The owner's page: what the three demands say, each from its own records, and the heads of the trail."""
    live = live_row(connection, code)
    delivery = connection.execute(
        select(DeliveryDemandRecord.__table__).where(DeliveryDemandRecord.snapshot_id == live.id)
    ).all()
    purchase = purchase_sheets(connection, code)
    chains = connection.execute(select(ChainRecord.__table__).order_by(ChainRecord.station)).all()
    return DaySums(
        orders=live.orders,
        lines=live.lines,
        pieces=live.pieces,
        amount_fen=sum(row.amount_fen for row in delivery),
        weight_g=sum(row.weight_g for row in delivery),
        volume_ml=sum(row.volume_ml for row in delivery),
        suppliers=tuple((s.supplier, len(s.rows), sum(row.quantity for row in s.rows)) for s in purchase),
        points=_delivered(connection, live.id, delivery),
        products=_picked(connection, code),
        chain_heads=tuple((row.station, row.seq, row.hash) for row in chains),
    )


def _delivered(
    connection: Connection, snapshot_id: int, delivery: Sequence[Any]
) -> tuple[tuple[str, int, int, int], ...]:
    """(point, orders, pieces, weight) of the delivery demand with the amendments after it."""
    points = points_by_id(connection)
    pieces = {row.point_id: row.quantity for row in delivery}
    for delta in deltas(connection, snapshot_id):
        pieces[delta.point_id] = pieces.get(delta.point_id, 0) + int(delta.pieces)
    frozen = {row.point_id: row for row in delivery}
    return tuple(
        (
            points[i].name,
            frozen[i].orders if i in frozen else 0,
            pieces[i],
            frozen[i].weight_g if i in frozen else 0,
        )
        for i in sorted(pieces, key=lambda i: point_order(points[i]))
    )


def _picked(connection: Connection, code: str) -> tuple[tuple[str, str, int, int], ...]:
    """(product, unit, pieces, points) of the pick demand with the amendments after it."""
    return tuple(
        (
            f"{sheet.product} {sheet.spec}".strip(),
            sheet.unit,
            sum(row.quantity for row in sheet.rows),
            len(sheet.rows),
        )
        for sheet in sow_sheets(connection, code)
    )
