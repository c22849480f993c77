"""Waves on their way: released with all their cells at once, taken back, paused and resumed. Next: scanning.py."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, select, text, update

from domain.catalogue.records import ProductRecord
from domain.common.bulk import insert_rows
from domain.common.command import Done, Transaction, execute
from domain.common.database import Database
from domain.common.errors import NotFound, ReasonNeeded
from domain.common.lookups import table_of
from domain.common.people import Actor, Right
from domain.cutoff.operations.amending import locked_snapshot
from domain.ordering.queries import cycle_id
from domain.ordering.records import CycleRecord
from domain.picking.queries.targets import RESERVED, TARGETS
from domain.picking.records import CellRecord, WaveRecord
from domain.picking.rules.cutting import Walked, walking_ranks
from domain.picking.words import WAVE_NAME, NothingToPlan, WaveNotReady, WaveStarted, WaveState
from domain.stock.records import BinRecord, SlotRecord

# A night wave takes what of its points is in no cell yet and in no planned pre-pack wave; a pre-pack wave its products.
_CELLS_WORDS = f"""
    SELECT w.id AS wave_id, t.point_id, t.product_id, t.wanted, t.cut, t.short FROM ({TARGETS}) t
    JOIN wave_point p ON p.point_id = t.point_id JOIN wave w ON w.id = p.wave_id
    WHERE w.snapshot_id = :snapshot AND w.state = 'planned' AND (:wave = 0 OR w.id = :wave) AND t.wanted > 0
      AND ((w.kind = 'pre_pack' AND w.products LIKE '%,' || t.product_id || ',%')
        OR (w.kind = 'night' AND NOT {RESERVED}))
      AND NOT EXISTS (SELECT 1 FROM pick_cell c WHERE c.snapshot_id = :snapshot AND c.point_id = t.point_id
        AND c.product_id = t.product_id)
    """
_CELLS = text(_CELLS_WORDS)
_COLUMNS = (
    *(
        "wave_id",
        "snapshot_id",
        "point_id",
        "product_id",
        "weighed",
        "nominal_g",
        "tolerance_permille",
        "sort",
        "bin_id",
    ),
    *("wanted", "short", "shared_short", "cancelled"),
)


def release_wave(database: Database, actor: Actor, wave_id: int, *, command_id: str | None = None) -> Done:
    """Makes the wave's cells. Answer {"waves": 1, "cells", "pieces", "short"}. Raises WaveNotReady, NotFound."""

    def work(tx: Transaction) -> dict[str, Any]:
        row = wave_row(tx.connection, wave_id)
        if row.state != WaveState.PLANNED:
            raise WaveNotReady(WAVE_NAME.format(row.number), row.state)
        return _release(tx, row.cycle_id, wave_id, WAVE_NAME.format(row.number))

    return execute(
        database, actor, "picking.release", [wave_id], work, right=Right.RELEASE_WAVES, command_id=command_id
    )


def release_all(database: Database, actor: Actor, code: str, *, command_id: str | None = None) -> Done:
    """Releases every planned wave of the cycle, pre-pack waves first. Answer as release_wave. Raises NothingToPlan,
    CycleNotCut."""

    def work(tx: Transaction) -> dict[str, Any]:
        return _release(tx, cycle_id(tx.connection, code), 0, code)

    return execute(
        database, actor, "picking.release_all", [code], work, right=Right.RELEASE_WAVES, command_id=command_id
    )


def _release(tx: Transaction, cycle: int, wave_id: int, told: str) -> dict[str, Any]:
    snapshot = locked_snapshot(tx.connection, cycle)
    cells = tx.connection.execute(_CELLS, {"snapshot": snapshot, "wave": wave_id}).all()
    if not cells:
        raise NothingToPlan(told)
    waves = sorted({row.wave_id for row in cells})
    released = {"state": WaveState.RELEASED.value, "released_at": tx.at, "released_by": tx.actor.person}
    for some in _in_lots(waves):
        tx.connection.execute(update(WaveRecord).where(WaveRecord.id.in_(some)).values(**released))
    put_cells(tx.connection, snapshot, cells)
    answer = {
        "waves": len(waves),
        "cells": len(cells),
        "pieces": sum(row.wanted - row.cut for row in cells),
        "short": sum(min(row.short, row.wanted - row.cut) for row in cells),
    }
    tx.note("picking", "waves_released", f"cycle {cycle}", after={**answer, "wave_ids": waves[:50]})
    return answer


def _in_lots(values: Sequence[int], size: int = 4000) -> list[Sequence[int]]:
    return [values[start : start + size] for start in range(0, len(values), size)]


def put_cells(connection: Connection, snapshot: int, cells: Sequence[Any]) -> None:
    """Cells of rows (wave_id, point_id, product_id, wanted, cut, short), each with its product's walk and weight."""
    products = _walked(connection, snapshot)
    ranks = walking_ranks(Walked(row.id, row.walk_order, row.category, row.name, row.spec) for row in products.values())

    def rows() -> Any:
        for cell in cells:
            product = products[cell.product_id]
            short = min(cell.short, cell.wanted - cell.cut)
            about = (
                int(product.weighed),
                product.weight_g,
                product.tolerance_permille,
                ranks[product.id],
                product.bin_id,
            )
            head = (cell.wave_id, snapshot, cell.point_id, cell.product_id)
            yield (*head, *about, cell.wanted, short, short, cell.cut)

    insert_rows(connection, table_of(CellRecord), _COLUMNS, rows())


def _walked(connection: Connection, snapshot: int) -> dict[int, Any]:
    """Products with the shelf they are picked from in the cycle's warehouse, by id."""
    warehouse = text("SELECT y.warehouse_id FROM cycle y JOIN snapshot s ON s.cycle_id = y.id WHERE s.id = :snapshot")
    where = connection.execute(warehouse, {"snapshot": snapshot}).scalar_one()
    query = (
        select(ProductRecord.id, ProductRecord.category, ProductRecord.name, ProductRecord.spec, ProductRecord.weighed,
               ProductRecord.weight_g, ProductRecord.tolerance_permille, SlotRecord.bin_id, BinRecord.walk_order)
        .outerjoin(SlotRecord, (SlotRecord.product_id == ProductRecord.id) & (SlotRecord.warehouse_id == where))
        .outerjoin(BinRecord, BinRecord.id == SlotRecord.bin_id)
    )  # fmt: skip
    return {row.id: row for row in connection.execute(query)}


def take_back_wave(database: Database, actor: Actor, wave_id: int, *, command_id: str | None = None) -> Done:
    """released > planned, its cells gone, before anything was picked. Raises WaveStarted, WaveNotReady, NotFound."""

    def work(tx: Transaction) -> dict[str, Any]:
        row = wave_row(tx.connection, wave_id, lock=True)
        name = WAVE_NAME.format(row.number)
        if row.state != WaveState.RELEASED:
            pieces = select(func.coalesce(func.sum(CellRecord.picked + CellRecord.substituted), 0))
            begun = int(tx.connection.execute(pieces.where(CellRecord.wave_id == wave_id)).scalar_one())
            raise WaveStarted(name, begun) if begun else WaveNotReady(name, row.state)
        tx.connection.execute(delete(CellRecord).where(CellRecord.wave_id == wave_id))
        move_wave(tx, wave_id, (WaveState.RELEASED,), WaveState.PLANNED)
        tx.note("picking", "wave_taken_back", f"wave {wave_id}")
        return {"wave": name, "state": WaveState.PLANNED.value}

    return execute(
        database, actor, "picking.take_back", [wave_id], work, right=Right.RELEASE_WAVES, command_id=command_id
    )


def pause_wave(database: Database, actor: Actor, wave_id: int, reason: str, *, command_id: str | None = None) -> Done:
    """picking > paused, with a reason: scans are refused until it is resumed. Raises WaveNotReady, ReasonNeeded."""
    if not reason.strip():
        raise ReasonNeeded("pause_wave")
    return _press(database, actor, wave_id, (WaveState.PICKING,), WaveState.PAUSED, reason.strip(), command_id)


def resume_wave(database: Database, actor: Actor, wave_id: int, *, command_id: str | None = None) -> Done:
    """paused > picking, checking > picking. Raises WaveNotReady."""
    starts = (WaveState.PAUSED, WaveState.CHECKING)
    return _press(database, actor, wave_id, starts, WaveState.PICKING, "", command_id)


def _press(
    database: Database,
    actor: Actor,
    wave_id: int,
    starts: Collection[WaveState],
    end: WaveState,
    reason: str,
    command_id: str | None,
) -> Done:
    def work(tx: Transaction) -> dict[str, Any]:
        row = wave_row(tx.connection, wave_id, lock=True)
        move_wave(tx, wave_id, starts, end)
        tx.note("picking", f"wave_{end.value}", f"wave {wave_id}", before=row.state, after=reason or None)
        return {"wave": WAVE_NAME.format(row.number), "state": end.value}

    body = [wave_id, reason]
    return execute(database, actor, f"picking.{end.value}", body, work, right=Right.PICK, command_id=command_id)


def wave_row(connection: Connection, wave_id: int, *, lock: bool = False) -> Any:
    """The wave's row, NotFound when there is none."""
    query = select(WaveRecord.__table__, CycleRecord.code).join(CycleRecord, CycleRecord.id == WaveRecord.cycle_id)
    query = query.where(WaveRecord.id == wave_id)
    row = connection.execute(query.with_for_update(of=WaveRecord) if lock else query).one_or_none()
    if row is None:
        raise NotFound("wave", str(wave_id))
    return row


def move_wave(tx: Transaction, wave_id: int, starts: Collection[WaveState], end: WaveState) -> None:
    """The guarded move of a wave; WaveNotReady when it is in none of the states it may start from."""
    moved = tx.connection.execute(
        update(WaveRecord)
        .where(WaveRecord.id == wave_id, WaveRecord.state.in_([state.value for state in starts]))
        .values(state=end.value)
    )
    if moved.rowcount == 0:
        row = wave_row(tx.connection, wave_id)
        raise WaveNotReady(WAVE_NAME.format(row.number), row.state)
