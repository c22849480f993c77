"""Cuts a cycle's points into waves by route and drop of the live plan. Next: waves.py.

Planned anew as often as wished: what is planned and not released goes, what is released stays. A point gets a night wave
when something of it is in no cell yet, so goods added after its wave was closed get a wave of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, text, update

from domain.catalogue.records import ProductRecord
from domain.catalogue.words import TemperatureZone
from domain.common.command import Done, Transaction, execute
from domain.common.database import Database
from domain.common.people import Actor, Right
from domain.cutoff.operations.amending import locked_snapshot
from domain.ordering.queries import cycle_id
from domain.picking.queries.targets import RESERVED, TARGETS
from domain.picking.records import WavePointRecord, WaveRecord
from domain.picking.rules.cutting import PointToPick, WaveToMake, cut_waves
from domain.picking.words import NothingToPlan, PickMethod, WaveKind, WaveState
from domain.places.records import PointRecord
from domain.routing.queries import drops

KEEPS_DAYS = 30
"""Goods that keep at least so long (or for ever) can be packed the day before."""

_WITHOUT_CELL = """
    NOT EXISTS (SELECT 1 FROM pick_cell c WHERE c.snapshot_id = :snapshot AND c.point_id = t.point_id
      AND c.product_id = t.product_id)
"""
_AT_WORK = """
    NOT EXISTS (SELECT 1 FROM wave w JOIN wave_point p ON p.wave_id = w.id WHERE w.snapshot_id = :snapshot
      AND w.kind = 'night' AND w.state <> 'closed' AND p.point_id = t.point_id)
"""
_NIGHT_POINTS_WORDS = (
    f"SELECT DISTINCT t.point_id FROM ({TARGETS}) t WHERE t.wanted > 0 AND {_WITHOUT_CELL} AND {_AT_WORK} "
    f"AND NOT {RESERVED}"
)
_NIGHT_POINTS = text(_NIGHT_POINTS_WORDS)
_PRE_PACK_CELLS_WORDS = (
    f"SELECT t.point_id, t.product_id FROM ({TARGETS}) t WHERE t.wanted > 0 AND {_WITHOUT_CELL} AND NOT {RESERVED}"
)
_PRE_PACK_CELLS = text(_PRE_PACK_CELLS_WORDS)


def plan_waves(
    database: Database,
    actor: Actor,
    code: str,
    *,
    points_per_wave: int | None = 1,
    method: PickMethod = PickMethod.BY_POINT,
    command_id: str | None = None,
) -> Done:
    """Waves for all points of the cycle that have none yet: van by van as they leave, the last drop first.

    `points_per_wave`: None puts a whole route into one wave. Without a live plan: by the points' names. Waves planned
    before and not released are cut anew. Answer {"waves", "points"}. Raises CycleNotCut, NothingToPlan.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        cycle = cycle_id(tx.connection, code)
        snapshot = locked_snapshot(tx.connection, cycle)
        _drop_planned(tx.connection, snapshot, WaveKind.NIGHT)
        points = list(tx.connection.execute(_NIGHT_POINTS, {"snapshot": snapshot}).scalars())
        waves = cut_waves(_to_pick(tx.connection, cycle, points), points_per_wave)
        return _make(tx, code, cycle, snapshot, waves, {"kind": WaveKind.NIGHT.value, "method": method.value})

    body = [code, points_per_wave, method.value]
    return execute(database, actor, "picking.plan", body, work, right=Right.RELEASE_WAVES, command_id=command_id)


def plan_pre_pack(
    database: Database,
    actor: Actor,
    code: str,
    product_ids: Collection[int] | None = None,
    *,
    points_per_wave: int | None = None,
    command_id: str | None = None,
) -> Done:
    """Pre-pack waves of these products (None: all that keep), by product; the night's waves leave them out.

    What keeps: neither chilled nor frozen nor weighed, for 30 days or for ever. Answer as plan_waves.
    """
    chosen = None if product_ids is None else sorted(product_ids)

    def work(tx: Transaction) -> dict[str, Any]:
        cycle = cycle_id(tx.connection, code)
        snapshot = locked_snapshot(tx.connection, cycle)
        _drop_planned(tx.connection, snapshot, WaveKind.PRE_PACK)
        wanted = set(_keeping(tx.connection) if chosen is None else chosen)
        cells = [
            row for row in tx.connection.execute(_PRE_PACK_CELLS, {"snapshot": snapshot}) if row.product_id in wanted
        ]
        products = ",".join(str(one) for one in sorted({row.product_id for row in cells}))
        points = _to_pick(tx.connection, cycle, sorted({row.point_id for row in cells}))
        about = {"kind": WaveKind.PRE_PACK.value, "method": PickMethod.BY_PRODUCT.value, "products": f",{products},"}
        return _make(tx, code, cycle, snapshot, cut_waves(points, points_per_wave), about)

    body = [code, chosen, points_per_wave]
    return execute(
        database, actor, "picking.plan_pre_pack", body, work, right=Right.RELEASE_WAVES, command_id=command_id
    )


def _keeping(connection: Connection) -> Sequence[int]:
    query = select(ProductRecord.id).where(
        ProductRecord.zone == TemperatureZone.AMBIENT.value,
        ProductRecord.weighed == 0,
        func.coalesce(ProductRecord.shelf_life_days, KEEPS_DAYS) >= KEEPS_DAYS,
    )
    return connection.execute(query).scalars().all()


def _drop_planned(connection: Connection, snapshot: int, kind: WaveKind) -> None:
    """Waves that nobody released go, with their points; night waves of the same points are cut anew."""
    planned = select(WaveRecord.id).where(
        WaveRecord.snapshot_id == snapshot,
        WaveRecord.kind == kind.value,
        WaveRecord.state == WaveState.PLANNED.value,
    )
    connection.execute(delete(WavePointRecord).where(WavePointRecord.wave_id.in_(planned)))
    connection.execute(delete(WaveRecord).where(WaveRecord.id.in_(planned)))


def _to_pick(connection: Connection, cycle: int, points: Sequence[int]) -> list[PointToPick]:
    by_plan = drops(connection, cycle)
    wanted = set(points)
    rows = connection.execute(select(PointRecord.id, PointRecord.code, PointRecord.name)).all()
    found = []
    for row in rows:
        if row.id in wanted:
            drop = by_plan.get(row.id)
            van = (drop.route_id, drop.van, drop.drop_no, drop.depart_min) if drop else ()
            found.append(PointToPick(row.id, row.code, row.name, *van))
    return found


def _make(
    tx: Transaction, code: str, cycle: int, snapshot: int, waves: Sequence[WaveToMake], about: dict[str, Any]
) -> dict[str, Any]:
    if not waves:
        raise NothingToPlan(code)
    last = select(func.coalesce(func.max(WaveRecord.number), 0)).where(WaveRecord.cycle_id == cycle)
    number = int(tx.connection.execute(last).scalar_one())
    same = {"cycle_id": cycle, "snapshot_id": snapshot, "state": WaveState.PLANNED.value, **about}
    points: list[dict[str, Any]] = []
    for number, wave in enumerate(waves, number + 1):  # noqa: B020 - the first number follows the last one
        row = {**same, "number": number, "route_id": wave.route_id, "due_min": wave.due_min}
        made = tx.connection.execute(insert(WaveRecord).values(**row).returning(WaveRecord.id)).scalar_one()
        points += [{"wave_id": made, "point_id": p.point_id, "drop_no": p.drop_no} for p in wave.points]
    tx.connection.execute(insert(WavePointRecord), points)
    answer = {"waves": len(waves), "points": len(points)}
    tx.note("picking", "waves_planned", f"cycle {code}", after={**answer, **about})
    return answer


def touch_wave(connection: Connection, wave_id: int) -> None:
    """A wave's cells changed: station views of it are read anew."""
    connection.execute(update(WaveRecord).where(WaveRecord.id == wave_id).values(version=WaveRecord.version + 1))
