"""When the vans on the road are expected at their stops, and which stops come too late. Next: replans.py."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from domain.common.clock import now
from domain.dispatch.queries.road import road_of
from domain.dispatch.rules import expecting
from domain.dispatch.words import ExpectedStop, ExpectedVan


def on_the_road(connection: Connection, code: str, at: datetime | None = None) -> tuple[ExpectedVan, ...]:
    """The vans of the cycle's plan in force that have left and are not closed, by code, as expected at `at` (now)."""
    road = road_of(connection, code, at or now())
    return tuple(expecting.shown(road, van) for van in road.vans)


def late(connection: Connection, code: str, at: datetime | None = None) -> tuple[tuple[ExpectedVan, ExpectedStop], ...]:
    """Stops that are expected after their point closes, with their van; the latest first."""
    found = [(van, stop) for van in on_the_road(connection, code, at) for stop in van.late]
    return tuple(sorted(found, key=lambda pair: (-pair[1].late_min, pair[1].point)))
