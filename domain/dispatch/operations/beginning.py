"""Begins to load a van: its manifest with the limits it has now. And: more allowed by name, loading stopped.

Next: loading.py.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select, update

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import ReasonNeeded
from domain.common.people import Actor, Right
from domain.dispatch.operations import statements
from domain.dispatch.operations.vans import loading_van, refuse_draft, refuse_gone, van_at_gate
from domain.dispatch.records import VanLoadRecord
from domain.dispatch.words import StillLoaded
from domain.places.records import VanRecord
from domain.routing.records import RouteRecord
from domain.routing.words import RouteState

REASON_LENGTH = 200


def begin_loading(database: Database, actor: Actor, route_id: int, *, command_id: str | None = None) -> Done:
    """The van stands at the gate; a second station that begins joins in.

    Answer: van, route, state, totes, weight_g, volume_ml (what its totes come to by now), the three limits, `over`
    (limits these would exceed: ["weight"]). Raises NotInPlan, VanHasLeft.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        van = van_at_gate(tx, route_id)
        refuse_gone(van)
        refuse_draft(van)
        if van.state != RouteState.LOADING:
            _to_the_gate(tx, van)
        return _standing(tx, van_at_gate(tx, route_id))

    return command.execute(database, actor, "begin_loading", [route_id], work, right=Right.LOAD, command_id=command_id)


def _to_the_gate(tx: Transaction, van: Any) -> None:
    """planned > locked > loading, and the manifest when it has none yet."""
    for before, after in ((RouteState.PLANNED, RouteState.LOCKED), (RouteState.LOCKED, RouteState.LOADING)):
        tx.connection.execute(
            update(RouteRecord)
            .where(RouteRecord.id == van.route_id, RouteRecord.state == before.value)
            .values(state=after.value, version=RouteRecord.version + 1)
        )
    if van.manifest is None:
        tx.connection.execute(insert(VanLoadRecord).values(**_manifest(tx, van)))
    tx.note("dispatch", "loading_begun", f"route {van.route_id} {van.van}", van.state, RouteState.LOADING.value)
    tx.stages.add("routing")


def _manifest(tx: Transaction, van: Any) -> dict[str, Any]:
    """The limits are the van's as they are now, and what was allowed by name when the route was planned."""
    limits = tx.connection.execute(
        select(VanRecord.max_weight_g, VanRecord.max_volume_ml, VanRecord.max_totes).where(VanRecord.id == van.van_id)
    ).one()
    route = tx.connection.execute(select(RouteRecord.__table__).where(RouteRecord.id == van.route_id)).one()
    row: dict[str, Any] = {
        "route_id": van.route_id,
        **limits._asdict(),
        "begun_at": tx.at,
        "begun_by": tx.actor.person,
    }
    if route.over_weight_g + route.over_volume_ml + route.over_totes:
        names = ("over_weight_g", "over_volume_ml", "over_totes", "over_by", "over_reason")
        row |= {name: getattr(route, name) for name in names}
    return row


def _standing(tx: Transaction, van: Any) -> dict[str, Any]:
    now = statements.EXPECTED.run(tx.connection, {"route": van.route_id, "cycle": van.cycle_id}).one()
    sums = {name: int(getattr(now, name)) for name in ("totes", "weight_g", "volume_ml")}
    over = [
        limit
        for limit, value, allowed in (
            ("weight", sums["weight_g"], van.max_weight_g),
            ("volume", sums["volume_ml"], van.max_volume_ml),
            ("totes", sums["totes"], van.max_totes),
        )
        if value > allowed
    ]
    limits = {"max_weight_g": van.max_weight_g, "max_volume_ml": van.max_volume_ml, "max_totes": van.max_totes}
    return {"van": van.van, "route": van.route_id, "state": van.state, **sums, **limits, "over": over}


def stop_loading(database: Database, actor: Actor, route_id: int, *, command_id: str | None = None) -> Done:
    """The empty van leaves the gate again: its route is locked, and can be changed once unlocked. Answer: van, state.

    Raises StillLoaded, NotLoading, VanHasLeft.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        van = loading_van(tx, route_id)
        if van.totes:
            raise StillLoaded(van.van, van.totes)
        tx.connection.execute(
            update(RouteRecord)
            .where(RouteRecord.id == route_id, RouteRecord.state == RouteState.LOADING.value)
            .values(state=RouteState.LOCKED.value, version=RouteRecord.version + 1)
        )
        tx.note("dispatch", "loading_stopped", f"route {route_id} {van.van}", van.state, RouteState.LOCKED.value)
        tx.stages.add("routing")
        return {"van": van.van, "state": RouteState.LOCKED.value}

    return command.execute(database, actor, "stop_loading", [route_id], work, right=Right.LOAD, command_id=command_id)


def allow_more(
    database: Database,
    actor: Actor,
    route_id: int,
    reason: str,
    *,
    weight_g: int = 0,
    volume_ml: int = 0,
    totes: int = 0,
    command_id: str | None = None,
) -> Done:
    """A named person allows so much beyond the van's limits, and says why. Answer: van and the three limits now.

    What was allowed before is replaced. Raises NotAllowed, ReasonNeeded, NotLoading, VanHasLeft; below what is on the
    van already the database refuses.
    """
    if not reason.strip():
        raise ReasonNeeded("allow_more")

    def work(tx: Transaction) -> dict[str, Any]:
        van = loading_van(tx, route_id)
        over = {"over_weight_g": max(0, weight_g), "over_volume_ml": max(0, volume_ml), "over_totes": max(0, totes)}
        by = {"over_by": tx.actor.person, "over_reason": reason.strip()[:REASON_LENGTH]}
        row = update(VanLoadRecord).where(VanLoadRecord.route_id == route_id, VanLoadRecord.departed_at.is_(None))
        tx.connection.execute(row.values(**over, **by))
        now = van_at_gate(tx, route_id)
        names = ("max_weight_g", "max_volume_ml", "max_totes")
        before, after = ({name: getattr(one, name) for name in names} for one in (van, now))
        tx.note("dispatch", "more_allowed", f"route {route_id} {van.van}", before, {**after, "reason": reason})
        return {"van": van.van, **after}

    body = [route_id, reason, weight_g, volume_ml, totes]
    return command.execute(database, actor, "allow_more", body, work, right=Right.OVERRIDE, command_id=command_id)
