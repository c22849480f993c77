"""A stop as its sheet shows it, expected against received; a van's stops; how far a cycle's day is."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from domain.common.columns import from_ms
from domain.common.errors import NotFound
from domain.handover.words import DayProgress, StopSheet, StopTote
from domain.ordering.queries import cycle_id
from domain.routing.words.van_names import van_name_sql

_STOP = text(
    f"""
    SELECT s.id, s.route_id, s.drop_no, s.state, s.arrive_min, s.arrived_at, s.done_at, s.reason, {van_name_sql()} AS van,
           y.code AS cycle, y.delivery_day, p.id AS point_id, p.name AS point, p.leader, p.address, h.receiver, h.empties,
           (SELECT count(*) FROM tote_use u JOIN tote t ON t.id = u.tote_id
            WHERE u.point_id = p.id AND u.is_open = 1 AND t.state = 'handed_over'
              AND u.cycle_id <> y.id) AS empties_out
    FROM route_stop s JOIN route r ON r.id = s.route_id JOIN van v ON v.id = r.van_id JOIN cycle y ON y.id = r.cycle_id
    JOIN point p ON p.id = s.point_id LEFT JOIN stop_handover h ON h.stop_id = s.id
    WHERE s.id = COALESCE(:stop, s.id) AND s.route_id = COALESCE(:route, s.route_id) ORDER BY s.drop_no
    """
)
_TOTES = text(
    """
    SELECT u.id AS use_id, t.code, t.kind, u.number, u.pieces, l.weight_g, e.ended, e.note
    FROM tote_load l JOIN tote_use u ON u.id = l.tote_use_id JOIN tote t ON t.id = u.tote_id
    LEFT JOIN tote_handover e ON e.tote_use_id = u.id
    WHERE l.stop_id = :stop AND l.off_at IS NULL ORDER BY u.number
    """
)
_STOPS = text(
    """
    SELECT s.state, count(*) AS stops FROM route_plan n JOIN route_stop s ON s.plan_id = n.id
    WHERE n.cycle_id = :cycle AND n.state = 'live' GROUP BY s.state
    """
)
_ROUTES = text(
    """
    SELECT count(*) AS routes, COALESCE(sum(CASE WHEN r.state = 'closed' THEN 1 ELSE 0 END), 0) AS closed
    FROM route_plan n JOIN route r ON r.plan_id = n.id WHERE n.cycle_id = :cycle AND n.state = 'live'
    """
)
_ENDS = text(
    """
    SELECT COALESCE(e.ended, '') AS ended, count(*) AS totes FROM tote_load l JOIN route r ON r.id = l.route_id
    LEFT JOIN tote_handover e ON e.tote_use_id = l.tote_use_id
    WHERE r.cycle_id = :cycle AND l.off_at IS NULL GROUP BY COALESCE(e.ended, '')
    """
)

# Only an amendment takes an order to another point or leaves nothing of it.
_BUYERS = text(
    """
    SELECT count(*) AS orders, COALESCE(sum(CASE WHEN k.order_id IS NULL THEN 0 ELSE 1 END), 0) AS collected,
      COALESCE(sum(CASE WHEN x.state = 'returned' THEN 1 ELSE 0 END), 0) AS sent_back,
      COALESCE(sum(CASE WHEN k.order_id IS NULL AND COALESCE(x.state, '') <> 'returned' AND t.point_id IS NOT NULL
                   THEN 1 ELSE 0 END), 0) AS waiting
    FROM orders o LEFT JOIN collection k ON k.order_id = o.id LEFT JOIN uncollected x ON x.order_id = o.id
    LEFT JOIN (
      SELECT l.order_id, sum(l.after - l.before) + COALESCE((
               SELECT sum(f.quantity) FROM order_line z JOIN snapshot_line f ON f.line_id = z.id
               JOIN snapshot s ON s.id = f.snapshot_id AND s.state = 'live' WHERE z.order_id = l.order_id), 0) AS wanted,
             (SELECT m.point_id FROM amendment_line m JOIN amendment b ON b.id = m.amendment_id
              WHERE m.order_id = l.order_id AND b.cycle_id = :cycle AND b.state = 'accepted' AND m.after > 0
              ORDER BY b.id DESC, m.point_id LIMIT 1) AS point_id
      FROM amendment_line l JOIN amendment a ON a.id = l.amendment_id JOIN snapshot n ON n.id = a.snapshot_id
      WHERE a.cycle_id = :cycle AND a.state = 'accepted' AND n.state = 'live' GROUP BY l.order_id
    ) e ON e.order_id = o.id
    LEFT JOIN (
      SELECT r.point_id FROM route_plan n JOIN route_stop r ON r.plan_id = n.id
      WHERE n.cycle_id = :cycle AND n.state = 'live' AND r.state = 'handed_over'
    ) t ON t.point_id = COALESCE(e.point_id, o.point_id)
    WHERE o.cycle_id = :cycle AND o.state <> 'cancelled' AND COALESCE(e.wanted, 1) > 0
    """
)
_STATE = text("SELECT state FROM cycle WHERE id = :cycle")


def stop_sheet(connection: Connection, stop_id: int) -> StopSheet:
    """A stop with every tote the van brought and what became of each. Raises NotFound."""
    row = connection.execute(_STOP, {"stop": stop_id, "route": None}).one_or_none()
    if row is None:
        raise NotFound("stop", str(stop_id))
    return _sheet(connection, row)


def stops_of_route(connection: Connection, route_id: int) -> tuple[StopSheet, ...]:
    """The stops of a van's trip in drop order, each with its totes."""
    rows = connection.execute(_STOP, {"stop": None, "route": route_id}).all()
    return tuple(_sheet(connection, row) for row in rows)


def _sheet(connection: Connection, row: Any) -> StopSheet:
    totes = connection.execute(_TOTES, {"stop": row.id})
    return StopSheet(
        stop_id=row.id,
        route_id=row.route_id,
        van=row.van,
        cycle=row.cycle,
        delivery=row.delivery_day if isinstance(row.delivery_day, date) else date.fromisoformat(row.delivery_day),
        drop=row.drop_no,
        point_id=row.point_id,
        point=row.point,
        leader=row.leader,
        address=row.address,
        state=row.state,
        arrive_min=row.arrive_min,
        arrived_at=None if row.arrived_at is None else from_ms(row.arrived_at),
        done_at=None if row.done_at is None else from_ms(row.done_at),
        receiver=row.receiver or "",
        empties=row.empties or 0,
        empties_out=int(row.empties_out),
        reason=row.reason or "",
        totes=tuple(_tote(tote) for tote in totes),
    )


def _tote(row: Any) -> StopTote:
    is_cold = row.kind == "cold"
    return StopTote(
        row.use_id, row.code, row.number, is_cold, row.pieces, row.weight_g, row.ended or "", row.note or ""
    )


def progress(connection: Connection, cycle: str) -> DayProgress:
    """How far the delivery of a cycle is."""
    facts = {"cycle": cycle_id(connection, cycle)}
    stops: Counter[str] = Counter({row.state: int(row.stops) for row in connection.execute(_STOPS, facts)})
    ends: Counter[str] = Counter({row.ended: int(row.totes) for row in connection.execute(_ENDS, facts)})
    routes = connection.execute(_ROUTES, facts).one()
    buyers = connection.execute(_BUYERS, facts).one()
    return DayProgress(
        cycle=cycle,
        state=str(connection.execute(_STATE, facts).scalar_one()),
        routes=int(routes.routes),
        routes_closed=int(routes.closed),
        stops=stops.total(),
        stops_done=stops["handed_over"],
        stops_left_out=stops["skipped"] + stops["failed"],
        totes=ends.total(),
        handed_over=ends["handed_over"],
        missing=ends["missing"],
        damaged=ends["damaged"],
        returned=ends["returned"],
        orders=int(buyers.orders),
        collected=int(buyers.collected),
        waiting=int(buyers.waiting),
        sent_back=int(buyers.sent_back),
    )
