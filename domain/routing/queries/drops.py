"""Which van and which drop each point has: what waves are cut by, and what labels and lists say. Next: plans.py."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from domain.places.records import VanRecord
from domain.routing.records import PlanRecord, RouteRecord, StopRecord
from domain.routing.words import Drop, PlanState


def drops(connection: Connection, cycle_id: int) -> dict[int, Drop]:
    """Point id -> its drop in the cycle's live plan; empty while no plan was accepted. Points without a drop are left out.

    The van of a second round is called V1/2: what is picked and labelled for it is not what leaves first.
    """
    query = (
        select(
            StopRecord.point_id,
            RouteRecord.id.label("route_id"),
            VanRecord.code,
            StopRecord.drop_no,
            RouteRecord.start_min,
            func.dense_rank().over(partition_by=RouteRecord.van_id, order_by=RouteRecord.trip).label("round_no"),
        )
        .join(RouteRecord, RouteRecord.id == StopRecord.route_id)
        .join(PlanRecord, PlanRecord.id == RouteRecord.plan_id)
        .join(VanRecord, VanRecord.id == RouteRecord.van_id)
        .where(PlanRecord.cycle_id == cycle_id, PlanRecord.state == PlanState.LIVE.value)
    )
    return {
        row.point_id: Drop(row.route_id, van_name(row.code, row.round_no), row.drop_no, row.start_min)
        for row in connection.execute(query)
    }


def van_name(code: str, round_no: int) -> str:
    """V1 on its first round, V1/2 on its second."""
    return code if round_no == 1 else f"{code}/{round_no}"
