"""What is in the way of a cycle's end: open waves, stops and routes, totes in the hall, points nobody serves.

A tote that was left behind by name is told of already.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection, text

from domain.routing.words.van_names import van_name_sql

_IN_THE_WAY = text(
    f"""
    SELECT 'wave' AS what, w.number AS place, '' AS name FROM wave w WHERE w.cycle_id = :cycle AND w.state <> 'closed'
    UNION ALL
    SELECT 'stop', s.drop_no, p.name FROM route_plan n JOIN route_stop s ON s.plan_id = n.id
    JOIN point p ON p.id = s.point_id
    WHERE n.cycle_id = :cycle AND n.state = 'live' AND s.state IN ('pending', 'arrived')
    UNION ALL
    SELECT 'route', r.trip, {van_name_sql()} FROM route_plan n JOIN route r ON r.plan_id = n.id JOIN van v ON v.id = r.van_id
    WHERE n.cycle_id = :cycle AND n.state = 'live' AND r.state <> 'closed'
    UNION ALL
    SELECT 'tote', u.number, t.code FROM tote_use u JOIN tote t ON t.id = u.tote_id
    WHERE u.cycle_id = :cycle AND u.is_open = 1 AND u.pieces > 0
      AND t.state IN ('filling', 'closed', 'sealed', 'staged', 'loaded')
      AND NOT EXISTS (SELECT 1 FROM left_behind b WHERE b.tote_use_id = u.id)
    UNION ALL
    SELECT 'point', 0, p.name FROM (
      SELECT point_id, sum(pieces) AS pieces FROM (
        SELECT d.point_id, d.quantity AS pieces FROM delivery_demand d JOIN snapshot s ON s.id = d.snapshot_id
        WHERE s.cycle_id = :cycle AND s.state = 'live'
        UNION ALL
        SELECT l.point_id, l.after - l.before FROM amendment_line l JOIN amendment a ON a.id = l.amendment_id
        JOIN snapshot s ON s.id = a.snapshot_id
        WHERE s.cycle_id = :cycle AND s.state = 'live' AND a.state = 'accepted'
      ) wanted GROUP BY point_id
    ) w JOIN point p ON p.id = w.point_id
    WHERE w.pieces > 0 AND NOT EXISTS (SELECT 1 FROM route_plan n JOIN route_stop s ON s.plan_id = n.id
                                       WHERE n.cycle_id = :cycle AND n.state = 'live' AND s.point_id = w.point_id)
    ORDER BY what, place, name
    """
)


@dataclass(frozen=True, slots=True)
class InTheWay:
    """How many of each kind are in the way, and their names: waves as W05, the others by their own."""

    waves: int
    stops: int
    routes: int
    totes: int
    points: int
    names: tuple[str, ...]


def in_the_way(connection: Connection, cycle_id: int) -> InTheWay:
    """What has to be settled before the cycle is completed; no names: nothing."""
    rows = connection.execute(_IN_THE_WAY, {"cycle": cycle_id}).all()
    found = Counter(row.what for row in rows)
    names = tuple(dict.fromkeys(f"W{row.place:02d}" if row.what == "wave" else row.name for row in rows))
    return InTheWay(found["wave"], found["stop"], found["route"], found["tote"], found["point"], names)
