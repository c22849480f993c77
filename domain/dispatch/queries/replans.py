"""A re-plan whole, as it is shown, told on the telephone, and decided. Next: overloads.py."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, text

from domain.common.columns import from_ms
from domain.common.errors import NotFound, Notice
from domain.dispatch.rules.telling import Person, told
from domain.dispatch.words import Replan, StopChange, ToteMove, VanChange
from domain.ordering.queries import cycle_id
from domain.routing.words.van_names import van_name_sql

_REPLAN = text(
    """
    SELECT a.*, y.code AS cycle FROM road_replan a JOIN route_plan n ON n.id = a.plan_id
    JOIN cycle y ON y.id = n.cycle_id WHERE a.id = :replan
    """
)
_STOPS = text(
    f"""
    SELECT s.*, n.name AS point, n.leader, n.phone, n.closes_min,
           COALESCE({van_name_sql("v", "q")}, '') AS from_van, {van_name_sql("w", "r")} AS to_van
    FROM road_replan_stop s JOIN point n ON n.id = s.point_id
    LEFT JOIN route q ON q.id = s.was_route_id LEFT JOIN van v ON v.id = q.van_id
    JOIN route r ON r.id = s.route_id JOIN van w ON w.id = r.van_id
    WHERE s.replan_id = :replan ORDER BY w.code, s.drop_no, n.name
    """
)
_VANS = text(
    f"""
    SELECT x.*, {van_name_sql()} AS van, COALESCE(d.name, '') AS driver, COALESCE(d.phone, '') AS phone
    FROM road_replan_route x JOIN route r ON r.id = x.route_id JOIN van v ON v.id = r.van_id
    LEFT JOIN driver d ON d.id = r.driver_id WHERE x.replan_id = :replan ORDER BY v.code
    """
)
# What was written down when it was accepted; of a proposal, what would be.
_TRANSFERS = text(
    f"""
    SELECT t.code, n.name AS point, COALESCE({van_name_sql("v", "q")}, '') AS from_van,
           {van_name_sql("w", "r")} AS to_van, COALESCE(m.ended, '') AS ended, p.drop_no, u.number
    FROM tote_transfer m JOIN tote_use u ON u.id = m.tote_use_id JOIN tote t ON t.id = u.tote_id
    JOIN point n ON n.id = u.point_id JOIN route_stop p ON p.id = m.stop_id
    LEFT JOIN route q ON q.id = m.from_route_id LEFT JOIN van v ON v.id = q.van_id
    JOIN route r ON r.id = m.to_route_id JOIN van w ON w.id = r.van_id
    WHERE m.replan_id = :replan ORDER BY w.code, p.drop_no, u.number
    """
)
_WOULD_MOVE = text(
    f"""
    SELECT t.code, n.name AS point, COALESCE({van_name_sql("v", "q")}, '') AS from_van,
           {van_name_sql("w", "r")} AS to_van, '' AS ended, s.drop_no, u.number
    FROM road_replan_stop s JOIN road_replan a ON a.id = s.replan_id JOIN route r ON r.id = s.route_id
    JOIN van w ON w.id = r.van_id JOIN point n ON n.id = s.point_id
    JOIN tote_use u ON u.cycle_id = r.cycle_id AND u.point_id = s.point_id AND u.is_open = 1 AND u.pieces > 0
    JOIN tote t ON t.id = u.tote_id LEFT JOIN tote_load l ON l.tote_use_id = u.id AND l.off_at IS NULL
    LEFT JOIN route q ON q.id = l.route_id LEFT JOIN van v ON v.id = q.van_id
    WHERE s.replan_id = :replan AND s.limit_hit IS NULL AND s.is_skipped = 0
      AND ((l.id IS NOT NULL AND t.state = 'loaded' AND l.route_id <> s.route_id)
        OR (l.id IS NULL AND s.stop_id IS NULL AND t.state IN ('sealed', 'staged')))
    ORDER BY w.code, s.drop_no, u.number
    """
)
_OF_CYCLE = text(
    """
    SELECT a.id FROM road_replan a JOIN route_plan n ON n.id = a.plan_id WHERE n.cycle_id = :cycle ORDER BY a.id DESC
    """
)


def replan(connection: Connection, replan_id: int) -> Replan:
    """One re-plan whole; NotFound when there is none of this id."""
    row = connection.execute(_REPLAN, {"replan": replan_id}).one_or_none()
    if row is None:
        raise NotFound("replan", str(replan_id))
    stop_rows = connection.execute(_STOPS, {"replan": replan_id}).all()
    van_rows = connection.execute(_VANS, {"replan": replan_id}).all()
    stops = tuple(_stop(one) for one in stop_rows)
    vans = tuple(_van(one) for one in van_rows)
    what = json.loads(row.facts)
    return Replan(
        id=row.id,
        cycle=row.cycle,
        cause=row.cause,
        what=Notice.of(what["code"], **what["facts"]),
        state=row.state,
        made_at=from_ms(row.made_at),
        made_by=row.made_by,
        decided_at=None if row.decided_at is None else from_ms(row.decided_at),
        decided_by=row.decided_by or "",
        reason=row.reason or "",
        place=row.place,
        stops=stops,
        totes=_totes(connection, row),
        vans=vans,
        tell=told(stops, vans, _drivers(van_rows), _leaders(stop_rows), row.place),
    )


def replans(connection: Connection, code: str) -> tuple[Replan, ...]:
    """Every re-plan of the cycle, the newest first."""
    found = connection.execute(_OF_CYCLE, {"cycle": cycle_id(connection, code)}).scalars()
    return tuple(replan(connection, identity) for identity in found)


def _stop(row: Any) -> StopChange:
    return StopChange(
        point_id=row.point_id,
        point=row.point,
        from_van=row.from_van,
        to_van=row.to_van,
        drop_before=row.was_drop_no,
        drop_after=row.drop_no,
        arrive_before_min=row.was_arrive_min,
        arrive_after_min=row.arrive_min,
        closes_min=row.closes_min,
        totes=row.totes,
        limit=row.limit_hit or "",
        is_skipped=bool(row.is_skipped),
    )


def _van(row: Any) -> VanChange:
    return VanChange(
        van=row.van,
        driver=row.driver,
        metres_before=row.was_distance_m,
        metres_after=row.distance_m,
        fen_before=row.was_cost_fen,
        fen_after=row.cost_fen,
        back_before_min=row.was_end_min,
        back_after_min=row.end_min,
        fetches=row.fetch_before,
    )


def _totes(connection: Connection, row: Any) -> tuple[ToteMove, ...]:
    query = _WOULD_MOVE if row.state == "proposed" else _TRANSFERS
    rows = connection.execute(query, {"replan": row.id})
    return tuple(ToteMove(one.code, one.point, one.from_van, one.to_van, one.ended) for one in rows)


def _drivers(rows: Sequence[Any]) -> dict[str, Person]:
    return {row.van: (row.driver, row.phone) for row in rows}


def _leaders(rows: Sequence[Any]) -> dict[str, Person]:
    return {row.point: (row.leader, row.phone) for row in rows}
