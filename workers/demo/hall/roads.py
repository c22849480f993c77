"""Which van goes where: a plan searched for a moment, looked at, accepted, its drivers named."""

from __future__ import annotations

from sqlalchemy import select

from domain.places.records import DriverRecord
from domain.routing.operations import accept_plan, assign_driver, lock_route, plan_routes
from domain.routing.queries import plan_of
from domain.routing.words import PlanRow
from workers.demo import staff
from workers.demo.hall.floor import Floor

SEARCH_S = 2.0


def act(floor: Floor) -> PlanRow:
    """The live plan."""
    answer = plan_routes(floor.database, staff.MANAGER, floor.cycle, seconds=SEARCH_S, seed=floor.scene.options.seed)
    accept_plan(floor.database, staff.MANAGER, answer.answer["plan"])
    plan = _live(floor)
    with floor.database.read() as connection:
        drivers = connection.execute(select(DriverRecord.id, DriverRecord.van_id)).all()
    of_van = {row.van_id: row.id for row in drivers}
    for route in plan.routes:
        if route.van_id in of_van:
            assign_driver(floor.database, staff.MANAGER, route.id, of_van[route.van_id])
    floor.count("vans", len(plan.routes))
    floor.count("stops", sum(len(route.stops) for route in plan.routes))
    floor.count("unplanned", len(plan.unplanned))
    return plan


def lock(floor: Floor) -> None:
    """From now on the routes stay as they are."""
    for route in _live(floor).routes:
        lock_route(floor.database, staff.MANAGER, route.id)


def _live(floor: Floor) -> PlanRow:
    with floor.database.read() as connection:
        plan = plan_of(connection, floor.cycle)
    if plan is None:
        raise AssertionError(f"{floor.cycle} has no plan of routes")
    return plan
