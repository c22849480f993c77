"""The van is back: what it brought home is told of, the route closes, and at last the cycle is completed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select, text, update

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotFound, ReasonNeeded, Refusal
from domain.common.people import Actor, Right
from domain.handover import rules
from domain.handover.operations.handing import labels_of, settle_totes
from domain.handover.operations.stops import run
from domain.handover.queries.ending import in_the_way
from domain.handover.queries.scanning import refusal_of_scan
from domain.handover.rules import Told
from domain.handover.words import CycleNotUnderWay, CycleStillOpen, StopsOpen, ToteEnd, VanNotOnItsWay
from domain.ordering.queries import cycle_id
from domain.ordering.records import CycleRecord
from domain.ordering.words import CycleState
from domain.places.records import VanRecord
from domain.routing.queries.drops import named_van
from domain.routing.records import RouteRecord
from domain.routing.words import RouteState

_OPEN_STOPS = text(
    """
    SELECT p.name FROM route_stop s JOIN point p ON p.id = s.point_id
    WHERE s.route_id = :route AND s.state IN ('pending', 'arrived') ORDER BY s.drop_no
    """
)
_STILL_ON_IT = text(
    """
    SELECT u.id AS use_id, t.code, l.stop_id, s.state, s.reason FROM tote_load l
    JOIN tote_use u ON u.id = l.tote_use_id JOIN tote t ON t.id = u.tote_id JOIN route_stop s ON s.id = l.stop_id
    WHERE l.route_id = :route AND l.off_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM tote_handover h WHERE h.tote_use_id = u.id)
    ORDER BY s.drop_no, u.number
    """
)
_END_EMPTY_USES = text(
    """
    UPDATE tote_use SET is_open = 0, closed_at = :at WHERE is_open = 1 AND id IN (
      SELECT e.tote_use_id FROM empty_tote e JOIN route_stop s ON s.id = e.stop_id WHERE s.route_id = :route)
    """
)
_FREE_EMPTIES = text(
    """
    UPDATE tote SET state = 'free', version = version + 1 WHERE state = 'returned' AND id IN (
      SELECT u.tote_id FROM empty_tote e JOIN tote_use u ON u.id = e.tote_use_id
      JOIN route_stop s ON s.id = e.stop_id WHERE s.route_id = :route)
      AND NOT EXISTS (SELECT 1 FROM tote_use o WHERE o.tote_id = tote.id AND o.is_open = 1)
    """
)


def return_route(database: Database, actor: Actor, route_id: int, *, command_id: str | None = None) -> Done:
    """The van is back in the yard; stops may still be entered from its sheet. Raises VanNotOnItsWay."""

    def work(tx: Transaction) -> dict[str, Any]:
        route = _route(tx, route_id)
        if route.state != RouteState.DEPARTED:
            raise VanNotOnItsWay(route.van, route.state)
        _move(tx, route, RouteState.RETURNED)
        return {"route": route_id, "van": route.van, "state": RouteState.RETURNED.value}

    return run(database, actor, "return_route", [route_id], work, command_id)


def close_route(
    database: Database,
    actor: Actor,
    route_id: int,
    *,
    back: Sequence[str] = (),
    missing: Mapping[str, str] | None = None,
    command_id: str | None = None,
) -> Done:
    """Everything of the trip is told of. `back`: totes of stops left out, as scanned on return; `missing`: {code: what
    happened}. Empty crates the van took back are free again. A van on its way counts as returned now.

    Answer {"van", "back", "missing", "empties"}. Raises StopsOpen, TotesUnaccounted, ToteToldTwice, VanNotOnItsWay.
    """
    lost = dict(missing or {})
    if any(not what.strip() for what in lost.values()):
        raise ReasonNeeded("tote_missing")

    def work(tx: Transaction) -> dict[str, Any]:
        route = _route(tx, route_id)
        if route.state not in (RouteState.DEPARTED, RouteState.RETURNED):
            raise VanNotOnItsWay(route.van, route.state)
        _refuse_open_stops(tx, route)
        settled = _home(tx, route, back, lost)
        if route.state == RouteState.DEPARTED:
            _move(tx, route, RouteState.RETURNED)
        freed = _free_empties(tx, route_id)
        _move(tx, route, RouteState.CLOSED)
        counts = {"back": len(settled) - len(lost), "missing": len(lost), "empties": freed}
        tx.note("handover", "route_closed", f"route {route.van}", after={**counts, "told": settled})
        return {"van": route.van, **counts}

    return run(database, actor, "close_route", [route_id, list(back), lost], work, command_id)


def _route(tx: Transaction, route_id: int) -> Any:
    query = select(RouteRecord.__table__, named_van()).join(VanRecord, VanRecord.id == RouteRecord.van_id)
    row = tx.connection.execute(query.where(RouteRecord.id == route_id).with_for_update(of=RouteRecord)).one_or_none()
    if row is None:
        raise NotFound("route", str(route_id))
    return row


def _move(tx: Transaction, route: Any, to: RouteState) -> None:
    mine = update(RouteRecord).where(RouteRecord.id == route.id)
    tx.connection.execute(mine.values(state=to.value, version=RouteRecord.version + 1))
    tx.note("handover", f"route_{to.value}", f"route {route.van}")
    tx.stages.add("routing")


def _refuse_open_stops(tx: Transaction, route: Any) -> None:
    points = [row.name for row in tx.connection.execute(_OPEN_STOPS, {"route": route.id})]
    if points:
        raise StopsOpen(route.van, len(points), rules.names(points))


def _home(tx: Transaction, route: Any, back: Sequence[str], lost: Mapping[str, str]) -> dict[str, str]:
    """Settles what was still on the van: {tote: what became of it}."""
    rows = {row.code: row for row in tx.connection.execute(_STILL_ON_IT, {"route": route.id})}
    expected = {code: row.use_id for code, row in rows.items()}
    by_label = labels_of(tx.connection, expected, [*back, *lost])
    told = []
    for scanned, what in [*((one, None) for one in back), *lost.items()]:
        read = scanned.strip().upper()
        code = read if read in expected else by_label.get(read)
        if code is None:
            raise refusal_of_scan(tx.connection, 0, scanned)
        reason = f"{rows[code].state}: {rows[code].reason}" if what is None else what.strip()
        told.append(Told(code, ToteEnd.RETURNED if what is None else ToteEnd.MISSING, reason[:200]))
    ends = rules.accounted(route.van, expected, told)
    if isinstance(ends, Refusal):
        raise ends
    settle_totes(tx, {use_id: (rows[one.tote].stop_id, one) for use_id, one in ends.items()})
    return {one.tote: one.ended.value for one in ends.values()}


def _free_empties(tx: Transaction, route_id: int) -> int:
    facts = {"route": route_id, "at": int(tx.at.timestamp() * 1000)}
    tx.connection.execute(_END_EMPTY_USES, facts)
    tx.stages.add("totes")
    return tx.connection.execute(_FREE_EMPTIES, {"route": route_id}).rowcount


def complete_cycle(database: Database, actor: Actor, code: str, *, command_id: str | None = None) -> Done:
    """The cycle's night and day are over: every wave closed, every point served or told of, every van home.

    Answer {"cycle", "state"}. Orders nobody came for stay on their list. Raises CycleStillOpen with what is in the way,
    CycleNotUnderWay.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        identity = cycle_id(tx.connection, code)
        row = tx.connection.execute(select(CycleRecord.state).where(CycleRecord.id == identity).with_for_update())
        state = row.scalar_one()
        if state != CycleState.FULFILLING:
            raise CycleNotUnderWay(code, state)
        found = in_the_way(tx.connection, identity)
        if found.names:
            raise CycleStillOpen(
                code, found.waves, found.stops, found.routes, found.totes, found.points, rules.names(found.names)
            )
        done = update(CycleRecord).where(CycleRecord.id == identity).values(state=CycleState.COMPLETED.value)
        tx.connection.execute(done)
        tx.note("handover", "cycle_completed", f"cycle {code}", before=state, after=CycleState.COMPLETED.value)
        tx.stages.add("ordering")
        return {"cycle": code, "state": CycleState.COMPLETED.value}

    return command.execute(database, actor, "complete_cycle", [code], work, right=Right.CUT_OFF, command_id=command_id)
