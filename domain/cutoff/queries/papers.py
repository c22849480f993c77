"""The rows of papers: frozen demand plus accepted amendments, in one sort order everywhere.

Points by code, products by category, name and spec, buyers by sequence and pickup code. Sorting is done here and
not by the database, whose collations differ. Phones leave as tails, names as family names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select, text

from domain.catalogue.records import BarcodeRecord, ProductRecord, SupplierRecord
from domain.catalogue.words import NO_SUPPLIER
from domain.common.codes import family_name
from domain.common.quantity import cases_for
from domain.common.records import ChainRecord, SettingRecord
from domain.cutoff.records import (
    AmendmentLineRecord,
    AmendmentRecord,
    DeliveryDemandRecord,
    PickDemandRecord,
    PurchaseDemandRecord,
    SnapshotRecord,
)
from domain.cutoff.words import (
    AmendmentRow,
    AmendmentState,
    CycleNotCut,
    DaySums,
    HandoverItem,
    HandoverRow,
    HandoverSheet,
    PaperHead,
    PickRow,
    PickSheet,
    PurchaseRow,
    PurchaseSheet,
    SnapshotState,
    SowRow,
    SowSheet,
)
from domain.ordering.queries import cycle_id
from domain.ordering.records import CycleRecord, OrderRecord
from domain.places.records import PointRecord


def _live(connection: Connection, code: str) -> Any:
    """The row of the cycle's live snapshot; CycleNotCut when there is none."""
    in_cycle = cycle_id(connection, code)
    query = select(SnapshotRecord.__table__).where(
        SnapshotRecord.cycle_id == in_cycle, SnapshotRecord.state == SnapshotState.LIVE.value
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        state = connection.execute(select(CycleRecord.state).where(CycleRecord.id == in_cycle)).scalar_one()
        raise CycleNotCut(code, str(state))
    return row


def paper_head(connection: Connection, code: str) -> PaperHead:
    """What stands on every paper of the cycle. CycleNotCut when it is not cut."""
    live = _live(connection, code)
    row = connection.execute(select(CycleRecord.__table__).where(CycleRecord.code == code)).one()
    company = connection.execute(select(SettingRecord.value).where(SettingRecord.name == "company_name"))
    return PaperHead(
        company=company.scalar_one_or_none() or "",
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
    """Accepted amendments of the live snapshot, by number."""
    live = _live(connection, code)
    query = (
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
        .where(AmendmentRecord.snapshot_id == live.id, AmendmentRecord.state == AmendmentState.ACCEPTED.value)
        .order_by(AmendmentRecord.number, ProductRecord.id)
    )
    return tuple(
        AmendmentRow(
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
        for row in connection.execute(query)
    )


def _products(connection: Connection) -> dict[int, Any]:
    query = select(ProductRecord.__table__, SupplierRecord.name.label("supplier")).outerjoin(
        SupplierRecord, SupplierRecord.id == ProductRecord.supplier_id
    )
    return {row.id: row for row in connection.execute(query)}


def _barcodes(connection: Connection) -> dict[int, str]:
    """The first EAN-13 of each product, "" is not stored."""
    rows = connection.execute(select(BarcodeRecord.product_id, BarcodeRecord.code).order_by(BarcodeRecord.code.desc()))
    return {row.product_id: row.code for row in rows if len(row.code) == 13}


def _points(connection: Connection) -> dict[int, Any]:
    return {row.id: row for row in connection.execute(select(PointRecord.__table__))}


def _product_order(row: Any) -> tuple[str, str, str, int]:
    return row.category, row.name, row.spec, row.id


def _point_order(row: Any) -> tuple[str, str]:
    return row.code, row.name


_DELTAS = text(
    """
    SELECT l.point_id, l.product_id, l.order_id, sum(l.after - l.before) AS pieces
    FROM amendment_line l JOIN amendment a ON a.id = l.amendment_id
    WHERE a.snapshot_id = :snapshot AND a.state = 'accepted' GROUP BY l.point_id, l.product_id, l.order_id
    """
)


def _deltas(connection: Connection, snapshot_id: int) -> list[Any]:
    return list(connection.execute(_DELTAS, {"snapshot": snapshot_id}).all())


def purchase_sheets(connection: Connection, code: str) -> tuple[PurchaseSheet, ...]:
    """One sheet per supplier, by name, products without supplier last."""
    live = _live(connection, code)
    products, barcodes = _products(connection), _barcodes(connection)
    demand = connection.execute(
        select(PurchaseDemandRecord.__table__).where(PurchaseDemandRecord.snapshot_id == live.id)
    ).all()
    pieces = {row.product_id: row.quantity for row in demand}
    frozen = dict(pieces)
    sizes = {row.product_id: row.case_size for row in demand}
    supplier_of = {row.product_id: row.supplier_id for row in demand}
    for delta in _deltas(connection, live.id):
        pieces[delta.product_id] = pieces.get(delta.product_id, 0) + int(delta.pieces)
    points = _points_per_product(connection, live.id)
    sheets: dict[int | None, list[PurchaseRow]] = defaultdict(list)
    for product_id in sorted(pieces, key=lambda i: _product_order(products[i])):
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


def _pick_cells(connection: Connection, snapshot_id: int) -> dict[tuple[int, int], list[int]]:
    """(point, product) -> [pieces now, pieces frozen, orders]."""
    cells: dict[tuple[int, int], list[int]] = {}
    query = select(PickDemandRecord.__table__).where(PickDemandRecord.snapshot_id == snapshot_id)
    for row in connection.execute(query):
        cells[row.point_id, row.product_id] = [row.quantity, row.quantity, row.orders]
    for delta in _deltas(connection, snapshot_id):
        cell = cells.setdefault((delta.point_id, delta.product_id), [0, 0, 0])
        cell[0] += int(delta.pieces)
    return cells


def pick_sheets(connection: Connection, code: str) -> tuple[PickSheet, ...]:
    """One sheet per point: everything it gets."""
    live = _live(connection, code)
    products, points = _products(connection), _points(connection)
    by_point: dict[int, list[PickRow]] = defaultdict(list)
    cells = _pick_cells(connection, live.id)
    for point_id, product_id in sorted(cells, key=lambda c: (c[0], _product_order(products[c[1]]))):
        pieces, frozen, orders = cells[point_id, product_id]
        if pieces or frozen:
            by_point[point_id].append(_pick_row(products[product_id], pieces, frozen, orders))
    orders_of = _orders_per_point(connection, live.id)
    return tuple(
        PickSheet(i, points[i].name, family_name(points[i].leader), points[i].phone[-4:], points[i].address,
                  orders_of.get(i, 0), tuple(by_point[i]))
        for i in sorted(by_point, key=lambda i: _point_order(points[i]))
    )  # fmt: skip


def _orders_per_point(connection: Connection, snapshot_id: int) -> dict[int, int]:
    query = select(DeliveryDemandRecord.point_id, DeliveryDemandRecord.orders)
    rows = connection.execute(query.where(DeliveryDemandRecord.snapshot_id == snapshot_id))
    return dict(rows.all())


def _pick_row(product: Any, pieces: int, frozen: int, orders: int) -> PickRow:
    return PickRow(
        product_id=product.id,
        code=product.code,
        product=product.name,
        spec=product.spec,
        category=product.category,
        unit=product.sale_unit,
        quantity=pieces,
        frozen_quantity=frozen,
        weighed=bool(product.weighed),
        weight_g=product.weight_g,
        zone=product.zone,
        orders=orders,
    )


def sow_sheets(connection: Connection, code: str) -> tuple[SowSheet, ...]:
    """One sheet per product: dealt out to its points."""
    live = _live(connection, code)
    products, points, barcodes = _products(connection), _points(connection), _barcodes(connection)
    cells = _pick_cells(connection, live.id)
    by_product: dict[int, list[SowRow]] = defaultdict(list)
    for point_id, product_id in sorted(cells, key=lambda c: _point_order(points[c[0]])):
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
        for i in sorted(by_product, key=lambda i: _product_order(products[i]))
    )


_ORDER_CELLS = text(
    """
    SELECT order_id, product_id, point_id, sum(quantity) AS pieces FROM snapshot_line WHERE snapshot_id = :snapshot
    GROUP BY order_id, product_id, point_id
    """
)


def handover_sheets(connection: Connection, code: str) -> tuple[HandoverSheet, ...]:
    """One sheet per point: its goods, and each buyer with pickup code, family name, phone tail and goods."""
    live = _live(connection, code)
    products, points = _products(connection), _points(connection)
    held, amended = _order_cells(connection, live.id)
    orders = _order_heads(connection, live.cycle_id)
    rows: dict[int, list[HandoverRow]] = defaultdict(list)
    goods: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for (order_id, point_id), cells in held.items():
        kept = sorted((p for p, n in cells.items() if n > 0), key=lambda p: _product_order(products[p]))
        for product_id in kept:
            goods[point_id][product_id] += cells[product_id]
        if kept:
            items = tuple(_item(products[p], cells[p]) for p in kept)
            rows[point_id].append(_handover_row(orders[order_id], items, order_id in amended))
    return tuple(
        _handover_sheet(points[i], rows[i], goods[i], products)
        for i in sorted(rows, key=lambda i: _point_order(points[i]))
    )


def _order_cells(connection: Connection, snapshot_id: int) -> tuple[dict[tuple[int, int], dict[int, int]], set[int]]:
    """({(order, point): {product: pieces}}, orders that were amended)."""
    held: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
    for order_id, product_id, point_id, pieces in connection.execute(_ORDER_CELLS, {"snapshot": snapshot_id}):
        held[order_id, point_id][product_id] = int(pieces)
    amended: set[int] = set()
    for delta in _deltas(connection, snapshot_id):
        cells = held[delta.order_id, delta.point_id]
        cells[delta.product_id] = cells.get(delta.product_id, 0) + int(delta.pieces)
        amended.add(delta.order_id)
    return held, amended


def _order_heads(connection: Connection, in_cycle: int) -> dict[int, Any]:
    query = select(
        OrderRecord.id,
        OrderRecord.pickup_code,
        OrderRecord.sequence,
        OrderRecord.buyer,
        OrderRecord.phone_tail,
        OrderRecord.slot,
        OrderRecord.note,
    ).where(OrderRecord.cycle_id == in_cycle)
    return {row.id: row for row in connection.execute(query)}


def _item(product: Any, pieces: int) -> HandoverItem:
    return HandoverItem(product.name, product.spec, pieces, product.sale_unit, bool(product.weighed))


def _handover_row(order: Any, items: tuple[HandoverItem, ...], is_amended: bool) -> HandoverRow:
    return HandoverRow(
        pickup_code=order.pickup_code,
        sequence=order.sequence,
        name=family_name(order.buyer),
        phone_tail=order.phone_tail,
        slot=order.slot,
        note=order.note,
        items=items,
        is_amended=is_amended,
    )


def _handover_sheet(
    point: Any, rows: Iterable[HandoverRow], goods: dict[int, int], products: dict[int, Any]
) -> HandoverSheet:
    ordered = sorted(rows, key=lambda row: (row.sequence is None, row.sequence or 0, row.pickup_code))
    kept = sorted(goods, key=lambda i: _product_order(products[i]))
    return HandoverSheet(
        point_id=point.id,
        point=point.name,
        leader=family_name(point.leader),
        phone=point.phone[-4:],
        address=point.address,
        pieces=sum(goods.values()),
        rows=tuple(ordered),
        goods=tuple(_pick_row(products[i], goods[i], goods[i], 0) for i in kept),
    )


def day_sums(connection: Connection, code: str) -> DaySums:
    """The owner's page: what the three demands say beside one another, and the heads of the trail."""
    live = _live(connection, code)
    points = {sheet.point_id: sheet for sheet in pick_sheets(connection, code)}
    delivery = connection.execute(
        select(DeliveryDemandRecord.__table__).where(DeliveryDemandRecord.snapshot_id == live.id)
    ).all()
    weights = {row.point_id: row.weight_g for row in delivery}
    purchase = purchase_sheets(connection, code)
    chains = connection.execute(select(ChainRecord.__table__).order_by(ChainRecord.station)).all()
    return DaySums(
        orders=live.orders,
        lines=live.lines,
        pieces=live.pieces,
        amount_fen=sum(row.amount_fen for row in delivery),
        weight_g=sum(weights.values()),
        volume_ml=sum(row.volume_ml for row in delivery),
        suppliers=tuple((s.supplier, len(s.rows), sum(row.quantity for row in s.rows)) for s in purchase),
        points=tuple(
            (sheet.point, sheet.orders, sum(row.quantity for row in sheet.rows), weights.get(i, 0))
            for i, sheet in points.items()
        ),
        products=tuple(
            (f"{row.product} {row.spec}".strip(), row.unit, row.quantity, row.points)
            for sheet in purchase
            for row in sheet.rows
        ),
        chain_heads=tuple((row.station, row.seq, row.hash) for row in chains),
    )
