"""What a picking station shows: its view of a wave, the lines of a point or a product, the last acts. Next: turns.py."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Select, case, func, select, text

from domain.catalogue.queries import in_store_patterns
from domain.catalogue.records import BarcodeRecord, ProductRecord
from domain.catalogue.words import ProductState
from domain.common.errors import NotFound
from domain.common.records import SettingRecord
from domain.ordering.records import CycleRecord
from domain.picking.records import CellRecord, PickRecord, WavePointRecord, WaveRecord
from domain.picking.values import Act, CellSeen, PickLine, PointSeen, ProductSeen, Stand, StationView, WaveHead
from domain.picking.words import (
    STOCK_SETTING,
    SUBSTITUTES_SETTING,
    UNDO_DEPTH,
    UNTRACKED,
    WAVE_NAME,
    PickKind,
    PickMethod,
    WaveState,
)
from domain.places.records import PointRecord, VanRecord
from domain.routing.queries.drops import named_van
from domain.routing.records import RouteRecord
from domain.stock.records import BinRecord
from domain.totes.records import ToteRecord, ToteUseRecord


def station_view(connection: Connection, wave_id: int) -> StationView:
    """What does not change while the wave is picked. NotFound when there is no such wave."""
    head = _head(connection, wave_id)
    cells = _cells(connection, CellRecord.wave_id == wave_id)
    return _view(connection, head, cells, codes=_codes(connection))


def wave_head(connection: Connection, wave_id: int) -> WaveHead | None:
    """How a wave stands, in one cheap row; None when there is no such wave."""
    head = (WaveRecord.id, WaveRecord.number, WaveRecord.kind, WaveRecord.method, WaveRecord.state)
    row = connection.execute(
        select(*head, WaveRecord.due_min, WaveRecord.version).where(WaveRecord.id == wave_id)
    ).one_or_none()
    return None if row is None else WaveHead(*row, name=WAVE_NAME.format(row.number))


def view_of_cell(connection: Connection, cell_id: int) -> StationView | None:
    """The view of one cell alone, for acts that name it; it knows no codes. None when there is no such cell."""
    cells = _cells(connection, CellRecord.id == cell_id)
    if not cells:
        return None
    wave_id = connection.execute(select(CellRecord.wave_id).where(CellRecord.id == cell_id)).scalar_one()
    return _view(connection, _head(connection, wave_id), cells, codes={})


def _view(connection: Connection, head: Any, cells: Sequence[CellSeen], codes: dict[str, int]) -> StationView:
    return StationView(
        wave_id=head.id,
        number=head.number,
        cycle_id=head.cycle_id,
        cycle=head.code,
        delivery=head.delivery_day,
        method=PickMethod(head.method),
        version=head.version,
        is_untracked=is_untracked(connection),
        points=points_of_wave(connection, head.id),
        cells={(cell.point_id, cell.product_id): cell for cell in cells},
        products=_products(connection, None if codes else {cell.product_id for cell in cells}),
        codes=codes,
        patterns=in_store_patterns(connection) if codes else (),
    )


def _head(connection: Connection, wave_id: int) -> Any:
    query = (
        select(WaveRecord.__table__, CycleRecord.code, CycleRecord.delivery_day)
        .join(CycleRecord, CycleRecord.id == WaveRecord.cycle_id)
        .where(WaveRecord.id == wave_id)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("wave", str(wave_id))
    return row


def _cells(connection: Connection, where: Any) -> list[CellSeen]:
    query = (
        select(CellRecord.id, CellRecord.point_id, CellRecord.product_id, CellRecord.weighed, CellRecord.nominal_g,
               CellRecord.tolerance_permille, CellRecord.sort, func.coalesce(BinRecord.code, "").label("bin"))
        .outerjoin(BinRecord, BinRecord.id == CellRecord.bin_id).where(where)
    )  # fmt: skip
    return [CellSeen(*row) for row in connection.execute(query)]


def points_of_wave(connection: Connection, wave_id: int) -> tuple[PointSeen, ...]:
    """The points of a wave in picking order: the last drop first."""
    query = (
        select(PointRecord.id, PointRecord.name, WavePointRecord.drop_no, func.coalesce(named_van(), "").label("van"))
        .join(WavePointRecord, WavePointRecord.point_id == PointRecord.id)
        .join(WaveRecord, WaveRecord.id == WavePointRecord.wave_id)
        .outerjoin(RouteRecord, RouteRecord.id == WaveRecord.route_id)
        .outerjoin(VanRecord, VanRecord.id == RouteRecord.van_id)
        .where(WavePointRecord.wave_id == wave_id)
    )
    seen = [PointSeen(*row) for row in connection.execute(query)]
    return tuple(sorted(seen, key=lambda p: (-(p.drop_no or 0), p.name)))


_SEEN = (ProductRecord.id, ProductRecord.code, ProductRecord.name, ProductRecord.spec, ProductRecord.sale_unit,
         ProductRecord.weighed, ProductRecord.weight_g, ProductRecord.price_fen, ProductRecord.category,
         ProductRecord.zone)  # fmt: skip


def _products(connection: Connection, only: set[int] | None) -> dict[int, ProductSeen]:
    query = select(*_SEEN)
    if only is not None:
        query = query.where(ProductRecord.id.in_(only))
    return {row.id: _seen(row) for row in connection.execute(query)}


def _seen(row: Any) -> ProductSeen:
    return ProductSeen(*row)


def _codes(connection: Connection) -> dict[str, int]:
    return dict(connection.execute(select(BarcodeRecord.code, BarcodeRecord.product_id)).all())


def is_untracked(connection: Connection) -> bool:
    """True when the company keeps no stock: what was never received may be picked."""
    query = select(SettingRecord.value).where(SettingRecord.name == STOCK_SETTING)
    stored = connection.execute(query).scalar_one_or_none()
    return stored is not None and json.loads(stored) == UNTRACKED


def pick_lines(
    connection: Connection, wave_id: int, *, point_id: int | None = None, product_id: int | None = None
) -> tuple[PickLine, ...]:
    """Lines in walking order: of one point (by point), of one product over its points (by product), or of the wave."""
    query = _lines().where(CellRecord.wave_id == wave_id)
    if point_id is not None:
        query = query.where(CellRecord.point_id == point_id)
    if product_id is not None:
        query = query.where(CellRecord.product_id == product_id)
    lines = [PickLine(*row) for row in connection.execute(query.order_by(CellRecord.sort, CellRecord.id))]
    if point_id is not None:
        return tuple(lines)
    places = {point.id: at for at, point in enumerate(points_of_wave(connection, wave_id))}
    return tuple(sorted(lines, key=lambda line: places[line.point_id]))


def _lines() -> Select[*tuple[Any, ...]]:
    return (
        select(CellRecord.id, CellRecord.point_id, PointRecord.name.label("point"), CellRecord.product_id,
               ProductRecord.code, ProductRecord.name.label("product"), ProductRecord.spec, ProductRecord.sale_unit,
               func.coalesce(BinRecord.code, "").label("bin"), ProductRecord.zone, CellRecord.weighed,
               CellRecord.nominal_g, CellRecord.tolerance_permille, CellRecord.wanted, CellRecord.picked,
               CellRecord.substituted, CellRecord.short, CellRecord.cancelled, CellRecord.picked_g)
        .join(PointRecord, PointRecord.id == CellRecord.point_id)
        .join(ProductRecord, ProductRecord.id == CellRecord.product_id)
        .outerjoin(BinRecord, BinRecord.id == CellRecord.bin_id)
    )  # fmt: skip


def next_line(lines: Iterable[PickLine], after: int | None = None) -> PickLine | None:
    """The first open line behind the cell `after`, else the first open one; None when all are done."""
    known = list(lines)
    start = next((at + 1 for at, line in enumerate(known) if line.cell_id == after), 0)
    return next((line for line in (*known[start:], *known[:start]) if line.left > 0), None)


def substitutes_for(connection: Connection, product_id: int) -> tuple[ProductSeen, ...]:
    """Products that may stand in for the product: those the setting names, else those of its category; the dearest first."""
    stored = connection.execute(
        select(SettingRecord.value).where(SettingRecord.name == SUBSTITUTES_SETTING)
    ).scalar_one_or_none()
    named = json.loads(stored).get(str(product_id)) if stored else None
    ordered = connection.execute(select(*_SEEN).where(ProductRecord.id == product_id)).one_or_none()
    if ordered is None:
        return ()
    query = select(*_SEEN).where(ProductRecord.id != product_id, ProductRecord.state == ProductState.ACTIVE.value)
    if named is not None:
        query = query.where(ProductRecord.id.in_([int(one) for one in named]))
    else:
        query = query.where(ProductRecord.category == ordered.category, ProductRecord.zone == ordered.zone)
    found = [_seen(row) for row in connection.execute(query)]
    return tuple(sorted(found, key=lambda p: (-(p.price_fen or 0), p.name, p.id)))


def last_acts(connection: Connection, station: str, count: int = UNDO_DEPTH) -> tuple[Act, ...]:
    """A station's last acts, the newest first; an undo is told by the act it took back."""
    undo = PickRecord.__table__.alias("undo")
    query = (
        select(PickRecord.__table__, PointRecord.name.label("point"), ProductRecord.name.label("product"),
               ProductRecord.spec, ToteRecord.code.label("tote"),
               case((undo.c.id.is_not(None), 1), else_=0).label("is_undone"))
        .join(CellRecord, CellRecord.id == PickRecord.cell_id)
        .join(PointRecord, PointRecord.id == CellRecord.point_id)
        .join(ProductRecord, ProductRecord.id == func.coalesce(PickRecord.given_product_id, CellRecord.product_id))
        .outerjoin(ToteUseRecord, ToteUseRecord.id == PickRecord.tote_use_id)
        .outerjoin(ToteRecord, ToteRecord.id == ToteUseRecord.tote_id)
        .outerjoin(undo, undo.c.undoes_id == PickRecord.id)
        .where(PickRecord.station == station, PickRecord.kind != PickKind.UNDO.value)
        .order_by(PickRecord.station_seq.desc()).limit(count)
    )  # fmt: skip
    return tuple(_act(row) for row in connection.execute(query))


def _act(row: Any) -> Act:
    return Act(
        event_id=row.id,
        seq=row.station_seq,
        at=row.at,
        person=row.person,
        kind=row.kind,
        point=row.point,
        product=row.product,
        spec=row.spec,
        quantity=row.quantity,
        weight_g=row.weight_g,
        tote=row.tote or "",
        reason=row.reason or row.consent or "",
        is_undone=bool(row.is_undone),
    )


_LAST = text(
    """
    SELECT w.id, w.method, c.point_id, c.product_id, e.tote_use_id, t.state FROM pick_event e
    JOIN pick_cell c ON c.id = e.cell_id JOIN wave w ON w.id = c.wave_id
    LEFT JOIN tote_use u ON u.id = e.tote_use_id AND u.is_open = 1 LEFT JOIN tote t ON t.id = u.tote_id
    WHERE e.station = :station ORDER BY e.station_seq DESC LIMIT 1
    """
)


def last_stand(connection: Connection, station: str) -> Stand | None:
    """Where a station put its work down: the wave, point and crate of its last act while that wave is still open."""
    row = connection.execute(_LAST, {"station": station}).one_or_none()
    if row is None:
        return None
    state = connection.execute(select(WaveRecord.state).where(WaveRecord.id == row.id)).scalar_one()
    if state == WaveState.CLOSED:
        return None
    method = PickMethod(row.method)
    crate = row.tote_use_id if row.state == "filling" else None
    if method is PickMethod.BY_PRODUCT:
        return Stand(row.id, method, product_id=row.product_id)
    return Stand(row.id, method, row.point_id, crate)
