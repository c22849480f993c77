"""What people call vans, stops and points of a cycle's road, as ids."""

from __future__ import annotations

from sqlalchemy import Connection, text

from domain.common.errors import NotFound
from domain.routing.words.van_names import van_name_sql

_ROUTE = text(
    f"""
    SELECT r.id FROM route r JOIN cycle y ON y.id = r.cycle_id JOIN van v ON v.id = r.van_id
    WHERE y.code = :code AND r.is_live = 1 AND (v.code = :van OR {van_name_sql()} = :van)
    ORDER BY CASE r.state WHEN 'departed' THEN 0 ELSE 1 END, r.trip LIMIT 1
    """
)
_STOP = text(
    """
    SELECT p.id FROM route_stop p JOIN route_plan n ON n.id = p.plan_id AND n.state = 'live'
    JOIN cycle y ON y.id = n.cycle_id JOIN point t ON t.id = p.point_id WHERE y.code = :code AND t.name = :point
    """
)
_POINT = text(
    "SELECT id FROM point WHERE name = :name OR code = :name ORDER BY CASE WHEN name = :name THEN 0 ELSE 1 END"
)


def route_of(connection: Connection, code: str, van: str) -> int:
    """The van's route that is on the road, else its next one; NotFound when it drives none for the cycle."""
    found = connection.execute(_ROUTE, {"code": code, "van": van}).scalar_one_or_none()
    if found is None:
        raise NotFound("van", van)
    return int(found)


def stop_of(connection: Connection, code: str, point: str) -> int:
    """The stop of a point in the cycle's plan in force; NotFound."""
    found = connection.execute(_STOP, {"code": code, "point": point}).scalar_one_or_none()
    if found is None:
        raise NotFound("stop", point)
    return int(found)


def point_of(connection: Connection, name: str) -> int:
    """The point of a name or code; NotFound."""
    found = connection.execute(_POINT, {"name": name}).scalars().first()
    if found is None:
        raise NotFound("point", name)
    return int(found)
