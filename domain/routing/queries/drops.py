"""Which van and which drop each point has: what waves are cut by, and what labels and lists say. Next: plans.py."""

from __future__ import annotations

from sqlalchemy import Connection, Label, String, literal_column, select

from domain.places.records import VanRecord
from domain.routing.records import PlanRecord, RouteRecord, StopRecord
from domain.routing.words import Drop, PlanState
from domain.routing.words.van_names import van_name_sql


def drops(connection: Connection, cycle_id: int) -> dict[int, Drop]:
    """Point id -> its drop in the cycle's live plan; empty while no plan was accepted. Points without a drop are left out.

    A van on its second trip of the day is called V1/2: what is picked and labelled for it is not what leaves first.
    """
    query = (
        select(
            StopRecord.point_id,
            RouteRecord.id.label("route_id"),
            named_van(),
            StopRecord.drop_no,
            RouteRecord.start_min,
        )
        .join(RouteRecord, RouteRecord.id == StopRecord.route_id)
        .join(PlanRecord, PlanRecord.id == RouteRecord.plan_id)
        .join(VanRecord, VanRecord.id == RouteRecord.van_id)
        .where(PlanRecord.cycle_id == cycle_id, PlanRecord.state == PlanState.LIVE.value)
    )
    return {row.point_id: Drop(row.route_id, row.van, row.drop_no, row.start_min) for row in connection.execute(query)}


def named_van() -> Label[str]:
    """What the joined van is called on the trip of the joined route, as the column `van`; NULL without a van."""
    return literal_column(van_name_sql("van", "route"), String).label("van")
