"""Plans as people look at them: routes by van, stops in drop order, what is left out."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import Connection, case, select

from domain.common.errors import NotFound
from domain.ordering.queries import cycle_id
from domain.ordering.records import CycleRecord
from domain.places.records import DriverRecord, PointRecord, VanRecord
from domain.routing.records import PlanRecord, RouteRecord, StopRecord, UnplannedRecord
from domain.routing.words import PlanRow, PlanState, RouteRow, StopRow, UnplannedRow


def plan(connection: Connection, plan_id: int) -> PlanRow:
    """One plan whole; NotFound when there is none of this id."""
    query = (
        select(PlanRecord.__table__, CycleRecord.code)
        .join(CycleRecord, CycleRecord.id == PlanRecord.cycle_id)
        .where(PlanRecord.id == plan_id)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("plan", str(plan_id))
    return _plan_row(connection, row)


def plan_of(connection: Connection, code: str) -> PlanRow | None:
    """The cycle's live plan, else its newest draft, else None."""
    rank = case((PlanRecord.state == PlanState.LIVE.value, 0), else_=1)
    query = (
        select(PlanRecord.id)
        .where(
            PlanRecord.cycle_id == cycle_id(connection, code),
            PlanRecord.state != PlanState.SUPERSEDED.value,
        )
        .order_by(rank, PlanRecord.version.desc())
    )
    found = connection.execute(query).scalars().first()
    return None if found is None else plan(connection, found)


def plan_versions(connection: Connection, code: str) -> tuple[tuple[int, int, str], ...]:
    """(id, version, state) of every plan of the cycle, the newest first."""
    query = (
        select(PlanRecord.id, PlanRecord.version, PlanRecord.state)
        .where(PlanRecord.cycle_id == cycle_id(connection, code))
        .order_by(PlanRecord.version.desc())
    )
    return tuple((row.id, row.version, row.state) for row in connection.execute(query))


def _plan_row(connection: Connection, row: Any) -> PlanRow:
    return PlanRow(
        id=row.id,
        cycle=row.code,
        version=row.version,
        state=row.state,
        travel=row.travel,
        distance_m=row.distance_m,
        duration_s=row.duration_s,
        cost_fen=row.cost_fen,
        made_at=row.made_at,
        made_by=row.made_by,
        accepted_at=row.accepted_at,
        accepted_by=row.accepted_by or "",
        routes=_routes(connection, row.id),
        unplanned=_unplanned(connection, row.id),
    )


def _routes(connection: Connection, plan_id: int) -> tuple[RouteRow, ...]:
    query = (
        select(RouteRecord.__table__, VanRecord.code, VanRecord.plate, DriverRecord.name.label("driver"))
        .join(VanRecord, VanRecord.id == RouteRecord.van_id)
        .outerjoin(DriverRecord, DriverRecord.id == RouteRecord.driver_id)
        .where(RouteRecord.plan_id == plan_id)
    )
    stops = _stops(connection, plan_id)
    rows = sorted(connection.execute(query), key=lambda row: (row.code, row.trip))
    rounds: Counter[int] = Counter()
    found = []
    for row in rows:
        rounds[row.van_id] += 1
        found.append(_route_row(row, tuple(stops.get(row.id, ())), rounds[row.van_id]))
    return tuple(found)


def _route_row(row: Any, stops: tuple[StopRow, ...], round_no: int) -> RouteRow:
    return RouteRow(
        id=row.id,
        van_id=row.van_id,
        van=row.code,
        plate=row.plate,
        driver_id=row.driver_id,
        driver=row.driver or "",
        state=row.state,
        start_min=row.start_min,
        end_min=row.end_min,
        distance_m=row.distance_m,
        duration_s=row.duration_s,
        cost_fen=row.cost_fen,
        weight_g=row.weight_g,
        volume_ml=row.volume_ml,
        totes=row.totes,
        max_weight_g=row.max_weight_g + row.over_weight_g,
        max_volume_ml=row.max_volume_ml + row.over_volume_ml,
        max_totes=row.max_totes + row.over_totes,
        over_by=row.over_by or "",
        over_reason=row.over_reason or "",
        stops=stops,
        round_no=round_no,
        trip=row.trip,
    )


def _stops(connection: Connection, plan_id: int) -> dict[int, list[StopRow]]:
    query = (
        select(StopRecord.__table__, PointRecord.name, PointRecord.opens_min, PointRecord.closes_min)
        .join(PointRecord, PointRecord.id == StopRecord.point_id)
        .where(StopRecord.plan_id == plan_id)
        .order_by(StopRecord.route_id, StopRecord.drop_no)
    )
    found: dict[int, list[StopRow]] = {}
    for row in connection.execute(query):
        found.setdefault(row.route_id, []).append(_stop_row(row))
    return found


def _stop_row(row: Any) -> StopRow:
    return StopRow(
        id=row.id,
        point_id=row.point_id,
        point=row.name,
        drop_no=row.drop_no,
        state=row.state,
        is_pinned=bool(row.pinned),
        arrive_min=row.arrive_min,
        leave_min=row.leave_min,
        opens_min=row.opens_min,
        closes_min=row.closes_min,
        weight_g=row.weight_g,
        volume_ml=row.volume_ml,
        totes=row.totes,
        follows=bool(row.follows),
    )


def _unplanned(connection: Connection, plan_id: int) -> tuple[UnplannedRow, ...]:
    query = (
        select(UnplannedRecord.point_id, PointRecord.name, PointRecord.code, UnplannedRecord.limit_hit)
        .join(PointRecord, PointRecord.id == UnplannedRecord.point_id)
        .where(UnplannedRecord.plan_id == plan_id)
    )
    rows = sorted(connection.execute(query), key=lambda row: row.code)
    return tuple(UnplannedRow(row.point_id, row.name, row.limit_hit) for row in rows)
