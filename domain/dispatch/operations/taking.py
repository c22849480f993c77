"""Totes taken over from another van, or from the warehouse by a van on the road: scan by scan, or all by name.

Each goes off the one manifest and onto the other in one command; the van's limits hold at that very moment.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from domain.common import command
from domain.common.columns import to_ms
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import ReasonNeeded
from domain.common.people import Actor, Right
from domain.dispatch.operations import statements
from domain.dispatch.operations.vans import van_at_gate
from domain.dispatch.words import NotOnTheRoad, NotToTake, TakesTooMuch
from domain.packing.queries import tote_of_scan
from domain.routing.rules.telling import limit_text
from domain.routing.words import Limit, RouteState
from domain.routing.words.van_names import van_name_sql

STAGE = "dispatch"
TAKEN_OVER = "taken over by {van}"
_OPEN = text(
    f"""
    SELECT m.replan_id, m.tote_use_id AS use_id, m.from_route_id, m.stop_id, u.point_id, t.code, n.name AS point,
           p.drop_no, COALESCE(s.gross_g, s.expected_g) AS weight_g, t.volume_ml, COALESCE({van_name_sql()}, '') AS from_van
    FROM tote_transfer m JOIN tote_use u ON u.id = m.tote_use_id JOIN tote t ON t.id = u.tote_id
    JOIN route_stop p ON p.id = m.stop_id JOIN point n ON n.id = u.point_id
    LEFT JOIN seal s ON s.tote_use_id = u.id AND s.voided_at IS NULL
    LEFT JOIN route r ON r.id = m.from_route_id LEFT JOIN van v ON v.id = r.van_id
    WHERE m.to_route_id = :route AND m.ended IS NULL AND (:use = 0 OR m.tote_use_id = :use)
    ORDER BY p.drop_no, u.number
    """
)
_TAKEN = text(
    """
    UPDATE tote_transfer SET ended = 'taken', ended_at = :at, ended_by = :person, by_name = :reason
    WHERE replan_id = :replan AND tote_use_id = :use AND ended IS NULL
    """
)
_HOLD = text("SELECT id FROM route WHERE id IN (SELECT m.from_route_id FROM tote_transfer m "
             "WHERE m.to_route_id = :route AND m.ended IS NULL) OR id = :route ORDER BY id FOR UPDATE")  # fmt: skip


def take_over(database: Database, actor: Actor, route_id: int, code: str, *, command_id: str | None = None) -> Done:
    """A tote scanned at the van that takes it over. Answer: van, tote, point, drop, from_van ("" = the warehouse),
    on_van (totes on it now), missing (still to be taken over by it).

    Raises NotToTake, TakesTooMuch, NotOnTheRoad, NotFound, LabelVoid.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        van = _van(tx, route_id)
        tote = tote_of_scan(tx.connection, code)
        row = tx.connection.execute(_OPEN, {"route": route_id, "use": tote.use_id}).one_or_none()
        if row is None:
            raise NotToTake(tote.code, van.van)
        _take(tx, van, row, None)
        missing = len(tx.connection.execute(_OPEN, {"route": route_id, "use": 0}).all())
        about = {"tote": row.code, "point": row.point, "drop": row.drop_no, "from_van": row.from_van}
        return {"van": van.van, **about, "on_van": van.totes + 1, "missing": missing}

    body = [route_id, code]
    return command.execute(database, actor, "take_over", body, work, right=Right.LOAD, command_id=command_id)


def take_over_all(
    database: Database, actor: Actor, route_id: int, reason: str, *, command_id: str | None = None
) -> Done:
    """All that the van is still to take over counts as taken, by the actor's name and this reason: nobody could scan.

    Answer: van, totes (codes). Raises ReasonNeeded, NotAllowed, NotToTake (nothing is to be taken), TakesTooMuch.
    """
    if not reason.strip():
        raise ReasonNeeded("take_over_all")

    def work(tx: Transaction) -> dict[str, Any]:
        van = _van(tx, route_id)
        rows = tx.connection.execute(_OPEN, {"route": route_id, "use": 0}).all()
        if not rows:
            raise NotToTake("", van.van)
        for row in rows:
            _take(tx, van, row, reason.strip()[:200])
            van = _van(tx, route_id)
        return {"van": van.van, "totes": [row.code for row in rows]}

    body = [route_id, reason]
    return command.execute(database, actor, "take_over_all", body, work, right=Right.OVERRIDE, command_id=command_id)


def _van(tx: Transaction, route_id: int) -> Any:
    """The van that takes over, held, and before it (by id) those it takes from."""
    if tx.dialect == "postgresql":
        tx.connection.execute(_HOLD, {"route": route_id})
    van = van_at_gate(tx, route_id)
    if van.state != RouteState.DEPARTED:
        raise NotOnTheRoad(van.van, van.state)
    return van


def _take(tx: Transaction, van: Any, row: Any, reason: str | None) -> None:
    _refuse_too_much(van, row)
    by = {"at": to_ms(tx.at), "person": tx.actor.person, "station": tx.actor.station}
    if row.from_route_id is not None:
        why = {"reason": TAKEN_OVER.format(van=van.van)[:200]}
        statements.OFF.run(tx.connection, {"use": row.use_id, "route": row.from_route_id, **why, **by})
    load = {"route": van.route_id, "stop": row.stop_id, "point": row.point_id, "use": row.use_id}
    size = {"weight": row.weight_g, "volume": row.volume_ml, "out_of_order": 0, "command": tx.command_id}
    statements.LOAD.run(tx.connection, {**load, **size, **by})
    tx.connection.execute(_TAKEN, {"replan": row.replan_id, "use": row.use_id, "reason": reason, **by})
    after = {"van": van.van, "weight_g": row.weight_g, "by_name": reason}
    tx.note(STAGE, "tote_taken_over", f"tote {row.code}", before=row.from_van, after=after)
    tx.stages.add("totes")


def _refuse_too_much(van: Any, row: Any) -> None:
    for limit, value, allowed in (
        (Limit.WEIGHT, van.weight_g + row.weight_g, van.max_weight_g),
        (Limit.VOLUME, van.volume_ml + row.volume_ml, van.max_volume_ml),
        (Limit.TOTES, van.totes + 1, van.max_totes),
    ):
        if value > allowed:
            texts = limit_text(limit, value), limit_text(limit, allowed)
            raise TakesTooMuch(row.code, van.van, limit.value, *texts)
