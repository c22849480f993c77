"""A stop on the way: reached, left out, or failed. Its totes stay on the van until they are told of. Next: handing.py."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotFound, ReasonNeeded
from domain.common.people import Actor, Right
from domain.handover.words import StopSettled, VanNotOnItsWay
from domain.places.records import PointRecord, VanRecord
from domain.routing.queries.drops import named_van
from domain.routing.records import RouteRecord, StopRecord
from domain.routing.words import RouteState, StopState

ON_ITS_WAY = (RouteState.DEPARTED, RouteState.RETURNED)


def arrive(database: Database, actor: Actor, stop_id: int, *, command_id: str | None = None) -> Done:
    """The van stands at the point; answer {"stop", "point"}. Raises StopSettled, VanNotOnItsWay."""

    def work(tx: Transaction) -> dict[str, Any]:
        stop = open_stop(tx, stop_id)
        set_arrived(tx, stop)
        return {"stop": stop_id, "point": stop.point}

    return run(database, actor, "arrive", [stop_id], work, command_id)


def skip_stop(database: Database, actor: Actor, stop_id: int, reason: str, *, command_id: str | None = None) -> Done:
    """Left out on this trip, before it was reached; its totes come back. Raises StopSettled, ReasonNeeded."""
    return _leave_out(database, actor, stop_id, StopState.SKIPPED, reason, command_id)


def fail_stop(database: Database, actor: Actor, stop_id: int, reason: str, *, command_id: str | None = None) -> Done:
    """Nobody took the goods; they come back. Raises StopSettled, ReasonNeeded."""
    return _leave_out(database, actor, stop_id, StopState.FAILED, reason, command_id)


def _leave_out(
    database: Database, actor: Actor, stop_id: int, end: StopState, reason: str, command_id: str | None
) -> Done:
    if not reason.strip():
        raise ReasonNeeded(f"stop_{end.value}")

    def work(tx: Transaction) -> dict[str, Any]:
        stop = open_stop(tx, stop_id)
        if end is StopState.SKIPPED and stop.state != StopState.PENDING:
            raise StopSettled(stop.point, stop.state)
        move_stop(tx, stop, end, reason=reason.strip()[:200], done_at=tx.at)
        tx.note("handover", f"stop_{end.value}", f"stop {stop.point}", before=stop.state, after=reason.strip())
        return {"stop": stop_id, "point": stop.point, "state": end.value}

    return run(database, actor, f"stop_{end.value}", [stop_id, reason], work, command_id)


def set_arrived(tx: Transaction, stop: Any) -> None:
    """pending > arrived, with its time; an arrived stop stays as it is."""
    if stop.state == StopState.PENDING:
        move_stop(tx, stop, StopState.ARRIVED, arrived_at=tx.at)
        tx.note("handover", "stop_arrived", f"stop {stop.point}")


def open_stop(tx: Transaction, stop_id: int) -> Any:
    """The stop's row (with point, van, route state), held until the commit. Raises NotFound, StopSettled, VanNotOnItsWay."""
    # Held by itself first: a re-plan may give it to another van while we wait, and what is read then must be that van.
    tx.connection.execute(select(StopRecord.id).where(StopRecord.id == stop_id).with_for_update())
    query = (
        select(
            StopRecord.__table__,
            PointRecord.name.label("point"),
            named_van(),
            RouteRecord.state.label("route_state"),
            RouteRecord.cycle_id,
        )
        .join(PointRecord, PointRecord.id == StopRecord.point_id)
        .join(RouteRecord, RouteRecord.id == StopRecord.route_id)
        .join(VanRecord, VanRecord.id == RouteRecord.van_id)
        .where(StopRecord.id == stop_id)
    )
    row = tx.connection.execute(query.with_for_update(of=StopRecord)).one_or_none()
    if row is None:
        raise NotFound("stop", str(stop_id))
    if row.state not in (StopState.PENDING, StopState.ARRIVED):
        raise StopSettled(row.point, row.state)
    if row.route_state not in ON_ITS_WAY:
        raise VanNotOnItsWay(row.van, row.route_state)
    return row


def move_stop(tx: Transaction, stop: Any, to: StopState, **values: object) -> None:
    """The stop changes its state; its row is held already."""
    mine = update(StopRecord).where(StopRecord.id == stop.id)
    tx.connection.execute(mine.values(state=to.value, **values))
    tx.stages |= {"handover", "routing"}


def run(database: Database, actor: Actor, kind: str, body: object, work: command.Work, command_id: str | None) -> Done:
    """A command of somebody who may hand over."""
    return command.execute(database, actor, kind, body, work, right=Right.HAND_OVER, command_id=command_id)
