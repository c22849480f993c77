"""The van leaves: nothing is missing that is not named. From then on its manifest stays as it is."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotAllowed, ReasonNeeded
from domain.common.lookups import insert_unless_there
from domain.common.people import Actor, Right
from domain.dispatch.operations import statements
from domain.dispatch.operations.loading import STAGE
from domain.dispatch.operations.vans import loading_van
from domain.dispatch.records import LeftBehindRecord, VanLoadRecord
from domain.dispatch.words import NotForVan, NothingLoaded, StillToCome, StillToPick, ToteOnVan
from domain.packing.queries import tote_of_scan
from domain.routing.records import RouteRecord
from domain.routing.rules.advising import some
from domain.routing.words import RouteState


def leave_behind(
    database: Database, actor: Actor, route_id: int, code: str, reason: str, *, command_id: str | None = None
) -> Done:
    """A tote of the van's stops stays here, and why. Answer: van, tote, point, missing (totes still to come).

    Loaded after all it counts as loaded. Raises ToteOnVan, NotForVan, ReasonNeeded, NotLoading, VanHasLeft, NotFound.
    """
    if not reason.strip():
        raise ReasonNeeded("leave_behind")

    def work(tx: Transaction) -> dict[str, Any]:
        van = loading_van(tx, route_id)
        tote = tote_of_scan(tx.connection, code)
        if tote.route_id != route_id or tote.cycle_id != van.cycle_id:
            raise NotForVan(tote.code, van.van)
        on_van = statements.CRATE.run(tx.connection, {"use": tote.use_id, "tote": tote.tote_id}).one().on_van
        if on_van:
            raise ToteOnVan(tote.code, on_van)
        row = {
            "route_id": route_id,
            "tote_use_id": tote.use_id,
            "reason": reason.strip()[:200],
            "person": tx.actor.person,
            "at": tx.at,
        }
        unless = insert_unless_there(tx.connection, LeftBehindRecord, ["route_id", "tote_use_id"])
        tx.connection.execute(unless.values(**row))
        tx.note(STAGE, "tote_left_behind", f"tote {tote.code}", after={"van": van.van, "reason": reason})
        standing = {"route": route_id, "cycle": van.cycle_id, "drop": 0}
        missing = int(statements.STANDING.run(tx.connection, standing).one().missing)
        return {"van": van.van, "tote": tote.code, "point": tote.point, "missing": missing}

    body = [route_id, code, reason]
    return command.execute(database, actor, "leave_behind", body, work, right=Right.LOAD, command_id=command_id)


def depart(
    database: Database, actor: Actor, route_id: int, *, override: str | None = None, command_id: str | None = None
) -> Done:
    """The van leaves. Answer: van, totes, weight_g, left_behind (how many), to_pick (pieces nobody picked).

    Raises NothingLoaded, StillToCome (totes neither on it nor left behind, by name), StillToPick unless a person with
    the right lets it go (`override`: why), NotLoading, VanHasLeft.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        van = loading_van(tx, route_id)
        if not van.totes:
            raise NothingLoaded(van.van)
        _refuse_missing(tx, van)
        to_pick = _unpicked(tx, van, override)
        left = _leave(tx, van)
        answer = {"van": van.van, "totes": van.totes, "weight_g": van.weight_g, "left_behind": left, "to_pick": to_pick}
        tx.note(STAGE, "van_departed", f"route {route_id} {van.van}", van.state, {**answer, "override": override})
        tx.stages.update(("routing", "totes"))
        return answer

    body = [route_id, override]
    return command.execute(database, actor, "depart", body, work, right=Right.DEPART, command_id=command_id)


def _refuse_missing(tx: Transaction, van: Any) -> None:
    missing = statements.MISSING.run(tx.connection, {"route": van.route_id, "cycle": van.cycle_id}).all()
    if missing:
        raise StillToCome(van.van, len(missing), some([f"{row.code} {row.point}" for row in missing]))


def _unpicked(tx: Transaction, van: Any, override: str | None) -> int:
    rows = statements.TO_PICK.run(tx.connection, {"route": van.route_id}).all()
    pieces = sum(int(row.pieces) for row in rows)
    if pieces and not (override or "").strip():
        raise StillToPick(van.van, pieces, some([row.point for row in rows]))
    if pieces and not tx.actor.may(Right.OVERRIDE):
        raise NotAllowed(tx.actor.person, Right.OVERRIDE.value)
    return pieces


def _leave(tx: Transaction, van: Any) -> int:
    """Manifest closed, route departed; how many totes were left behind."""
    manifest = update(VanLoadRecord).where(VanLoadRecord.route_id == van.route_id, VanLoadRecord.departed_at.is_(None))
    tx.connection.execute(manifest.values(departed_at=tx.at, departed_by=tx.actor.person))
    tx.connection.execute(
        update(RouteRecord)
        .where(RouteRecord.id == van.route_id, RouteRecord.state == RouteState.LOADING.value)
        .values(state=RouteState.DEPARTED.value, version=RouteRecord.version + 1)
    )
    left = select(LeftBehindRecord.tote_use_id).where(LeftBehindRecord.route_id == van.route_id)
    return len(tx.connection.execute(left).all())
