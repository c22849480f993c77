"""What is kept about a route by hand: pins, drivers, the lock that stops changes before loading begins."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select, update

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotFound
from domain.common.people import Actor, Right
from domain.places.records import DriverRecord, PointRecord, VanRecord
from domain.routing.operations import taking_back
from domain.routing.operations.sheets import locked_plan
from domain.routing.queries.drops import named_van
from domain.routing.records import RouteRecord, StopRecord
from domain.routing.words import DriverBusy, PlanSettled, PlanState, RouteFixed, RouteState

GONE = (RouteState.DEPARTED.value, RouteState.RETURNED.value, RouteState.CLOSED.value)


def pin_stop(
    database: Database, actor: Actor, plan_id: int, point_id: int, *, pinned: bool = True, command_id: str | None = None
) -> Done:
    """Pins a stop to its van (the next plan keeps it there) or frees it, also from a pinned order. Answer: plan, point,
    pinned."""

    def work(tx: Transaction) -> dict[str, Any]:
        plan = locked_plan(tx.connection, plan_id)
        if plan.state == PlanState.SUPERSEDED:
            raise PlanSettled(plan.version, plan.state)
        before = taking_back.state_of(tx.connection, plan_id)
        _set_pin(tx, plan_id, point_id, pinned)
        taking_back.keep(tx, plan_id, "pin_stop", before)
        name = tx.connection.execute(select(PointRecord.name).where(PointRecord.id == point_id)).scalar_one()
        tx.note("routing", "stop_pinned" if pinned else "stop_freed", f"plan {plan_id} {name}", not pinned, pinned)
        return {"plan": plan_id, "point": name, "pinned": pinned}

    body = [plan_id, point_id, pinned]
    return command.execute(database, actor, "pin_stop", body, work, right=Right.PLAN_ROUTES, command_id=command_id)


def _set_pin(tx: Transaction, plan_id: int, point_id: int, pinned: bool) -> None:
    stop = StopRecord.plan_id == plan_id, StopRecord.point_id == point_id
    row = tx.connection.execute(select(StopRecord.route_id, StopRecord.drop_no).where(*stop)).one_or_none()
    if row is None:
        raise NotFound("stop", str(point_id))
    if pinned:
        tx.connection.execute(update(StopRecord).where(*stop).values(pinned=True))
        return
    tx.connection.execute(update(StopRecord).where(*stop).values(pinned=False, follows=False))
    behind = StopRecord.route_id == row.route_id, StopRecord.drop_no == row.drop_no + 1
    tx.connection.execute(update(StopRecord).where(*behind).values(follows=False))


def assign_driver(
    database: Database, actor: Actor, route_id: int, driver_id: int | None, *, command_id: str | None = None
) -> Done:
    """Who drives the route (None: nobody yet). Answer: van, driver. Raises DriverBusy when he drives another van at
    that hour, RouteFixed once the van has left."""

    def work(tx: Transaction) -> dict[str, Any]:
        route = locked_route(tx.connection, route_id)
        if route.state in GONE:
            raise RouteFixed(route.van, route.state)
        name = _driver_name(tx.connection, driver_id)
        _refuse_busy(tx.connection, route, driver_id, name)
        tx.connection.execute(
            update(RouteRecord)
            .where(RouteRecord.id == route_id)
            .values(driver_id=driver_id, version=RouteRecord.version + 1)
        )
        tx.note("routing", "driver_assigned", f"route {route_id} {route.van}", route.driver_id, driver_id)
        return {"van": route.van, "driver": name}

    body = [route_id, driver_id]
    return command.execute(database, actor, "assign_driver", body, work, right=Right.PLAN_ROUTES, command_id=command_id)


def lock_route(database: Database, actor: Actor, route_id: int, *, command_id: str | None = None) -> Done:
    """Fixes a planned route: its stops stay from here on. Answer: van, state."""
    return _turn(database, actor, route_id, RouteState.PLANNED, RouteState.LOCKED, command_id)


def unlock_route(database: Database, actor: Actor, route_id: int, *, command_id: str | None = None) -> Done:
    """Opens a locked route again, while nothing is loaded. Answer: van, state."""
    return _turn(database, actor, route_id, RouteState.LOCKED, RouteState.PLANNED, command_id)


def _turn(
    database: Database, actor: Actor, route_id: int, before: RouteState, after: RouteState, command_id: str | None
) -> Done:
    def work(tx: Transaction) -> dict[str, Any]:
        route = locked_route(tx.connection, route_id)
        if route.state != before:
            raise RouteFixed(route.van, route.state)
        tx.connection.execute(
            update(RouteRecord)
            .where(RouteRecord.id == route_id, RouteRecord.state == before.value)
            .values(state=after.value, version=RouteRecord.version + 1)
        )
        tx.note("routing", f"route_{after.value}", f"route {route_id} {route.van}", before.value, after.value)
        return {"van": route.van, "state": after.value}

    kind = "lock_route" if after is RouteState.LOCKED else "unlock_route"
    return command.execute(database, actor, kind, [route_id], work, right=Right.PLAN_ROUTES, command_id=command_id)


def locked_route(connection: Connection, route_id: int) -> Any:
    """The route's row and its van's name on this trip (`van`), its plan's row locked before it. NotFound when there is none.

    The plan first and then the route, as every change by hand does: two of them wait and never block each other.
    """
    plan_id = connection.execute(select(RouteRecord.plan_id).where(RouteRecord.id == route_id)).scalar_one_or_none()
    if plan_id is None:
        raise NotFound("route", str(route_id))
    locked_plan(connection, plan_id)
    query = (
        select(RouteRecord.__table__, named_van())
        .join(VanRecord, VanRecord.id == RouteRecord.van_id)
        .where(RouteRecord.id == route_id)
    )
    return connection.execute(query.with_for_update(of=RouteRecord.__table__)).one()


def _driver_name(connection: Connection, driver_id: int | None) -> str:
    if driver_id is None:
        return ""
    query = select(DriverRecord.name).where(DriverRecord.id == driver_id, DriverRecord.active == 1)
    name = connection.execute(query).scalar_one_or_none()
    if name is None:
        raise NotFound("driver", str(driver_id))
    return str(name)


def _refuse_busy(connection: Connection, route: Any, driver_id: int | None, name: str) -> None:
    """The same driver on two vans of one plan whose hours overlap."""
    if driver_id is None:
        return
    busy = (
        select(VanRecord.code)
        .join(RouteRecord, RouteRecord.van_id == VanRecord.id)
        .where(
            RouteRecord.plan_id == route.plan_id,
            RouteRecord.id != route.id,
            RouteRecord.driver_id == driver_id,
            RouteRecord.start_min < route.end_min,
            RouteRecord.end_min > route.start_min,
        )
    )
    van = connection.execute(busy).scalars().first()
    if van is not None:
        raise DriverBusy(name, str(van))
