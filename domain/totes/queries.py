"""Where the crates are: one by its code, those of a point in a wave, all by state, and those that stand at points."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, Select, and_, func, select

from domain.places.records import PointRecord
from domain.totes.records import ToteRecord, ToteUseRecord
from domain.totes.words import CratesOut, ToteRow, ToteState


def tote(connection: Connection, code: str) -> ToteRow | None:
    """The crate of a code, None when there is none."""
    row = connection.execute(_crates().where(ToteRecord.code == code)).one_or_none()
    return None if row is None else _row(row)


def totes_of_point(connection: Connection, wave_id: int, point_id: int) -> tuple[ToteRow, ...]:
    """The crates at work for a point of a wave, in the order of their numbers."""
    query = _crates().where(ToteUseRecord.wave_id == wave_id, ToteUseRecord.point_id == point_id)
    return tuple(_row(row) for row in connection.execute(query.order_by(ToteUseRecord.number)))


def totes(connection: Connection, *, state: ToteState | None = None) -> tuple[ToteRow, ...]:
    """All crates, or those in one state, by code: what the labels of crates are printed from."""
    query = _crates().order_by(ToteRecord.code)
    if state is not None:
        query = query.where(ToteRecord.state == state.value)
    return tuple(_row(row) for row in connection.execute(query))


def tote_counts(connection: Connection) -> dict[str, int]:
    """How many crates are in each state; states without any are left out."""
    query = select(ToteRecord.state, func.count()).group_by(ToteRecord.state)
    return {state: int(count) for state, count in connection.execute(query)}


def crates_out(connection: Connection) -> tuple[CratesOut, ...]:
    """Points where handed-over crates still stand, the most crates first."""
    held: dict[int, list[ToteRow]] = defaultdict(list)
    for row in totes(connection, state=ToteState.HANDED_OVER):
        if row.point_id is not None:
            held[row.point_id].append(row)
    out = [
        CratesOut(
            point, rows[0].point, len(rows), tuple(r.code for r in rows), min(r.opened_at for r in rows if r.opened_at)
        )
        for point, rows in held.items()
    ]
    return tuple(sorted(out, key=lambda one: (-one.crates, one.point)))


def _crates() -> Select[*tuple[Any, ...]]:
    open_use = and_(ToteUseRecord.tote_id == ToteRecord.id, ToteUseRecord.is_open == 1)
    return (
        select(ToteRecord.__table__, ToteUseRecord.id.label("use_id"), ToteUseRecord.wave_id, ToteUseRecord.point_id,
               PointRecord.name.label("point"), ToteUseRecord.number, ToteUseRecord.pieces, ToteUseRecord.content_g,
               ToteUseRecord.opened_at)
        .outerjoin(ToteUseRecord, open_use)
        .outerjoin(PointRecord, PointRecord.id == ToteUseRecord.point_id)
    )  # fmt: skip


def _row(row: Any) -> ToteRow:
    return ToteRow(
        id=row.id,
        code=row.code,
        kind=row.kind,
        state=row.state,
        tare_g=row.tare_g,
        volume_ml=row.volume_ml,
        use_id=row.use_id,
        wave_id=row.wave_id,
        point_id=row.point_id,
        point=row.point or "",
        number=row.number or 0,
        pieces=row.pieces or 0,
        content_g=row.content_g or 0,
        opened_at=row.opened_at,
    )
