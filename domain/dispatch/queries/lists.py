"""Load lists: what goes on each van, the last drop first, and how far it is. Next: board.py."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, text

from domain.common.columns import from_ms
from domain.common.errors import NotFound
from domain.dispatch.words import LoadCrate, LoadList, LoadStop
from domain.ordering.queries import cycle_id
from domain.routing.words.van_names import van_name_sql
from domain.totes.words import ToteKind

# :route for one van, or :cycle for all of a cycle's live plan. Sums are of all that was loaded, delivered by now or not.
_ROUTES = text(
    f"""
    SELECT r.id, r.van_id, r.cycle_id, y.code AS cycle, {van_name_sql()} AS van,
           v.plate, COALESCE(d.name, '') AS driver, r.state,
           r.start_min, COALESCE(x.weight_g, 0) AS weight_g, COALESCE(x.volume_ml, 0) AS volume_ml,
           COALESCE(x.totes, 0) AS totes, COALESCE(l.max_weight_g + l.over_weight_g, v.max_weight_g) AS max_weight_g,
           COALESCE(l.max_volume_ml + l.over_volume_ml, v.max_volume_ml) AS max_volume_ml,
           COALESCE(l.max_totes + l.over_totes, v.max_totes) AS max_totes, COALESCE(l.over_by, '') AS over_by,
           COALESCE(l.over_reason, '') AS over_reason, l.departed_at
    FROM route r JOIN cycle y ON y.id = r.cycle_id JOIN van v ON v.id = r.van_id LEFT JOIN driver d ON d.id = r.driver_id
    LEFT JOIN van_load l ON l.route_id = r.id LEFT JOIN (SELECT t.route_id, sum(t.weight_g) AS weight_g,
      sum(t.volume_ml) AS volume_ml, count(*) AS totes FROM tote_load t JOIN route q ON q.id = t.route_id
      WHERE t.off_at IS NULL AND (q.id = :route OR (:route = 0 AND q.cycle_id = :cycle))
      GROUP BY t.route_id) x ON x.route_id = r.id
    WHERE r.id = :route OR (:route = 0 AND r.cycle_id = :cycle AND r.is_live = 1)
    ORDER BY r.start_min, v.code
    """
)
_STOPS = text(
    """
    SELECT p.id, p.route_id, p.point_id, n.name AS point, p.drop_no, p.arrive_min, p.totes,
           COALESCE((SELECT sum(c.wanted - c.picked - c.substituted - c.short - c.cancelled) FROM pick_cell c
                     WHERE c.snapshot_id = x.snapshot_id AND c.point_id = p.point_id), 0) AS to_pick
    FROM route_stop p JOIN route r ON r.id = p.route_id JOIN route_plan x ON x.id = p.plan_id
    JOIN point n ON n.id = p.point_id
    WHERE r.id = :route OR (:route = 0 AND r.cycle_id = :cycle AND r.is_live = 1)
    ORDER BY p.route_id, p.drop_no DESC
    """
)
# A use that ended is shown while it is on this van: a tote that came back empty was on it all the same.
_CRATES = text(
    """
    SELECT p.id AS stop_id, u.id AS use_id, t.code, u.number, t.kind, t.state, u.is_open,
           COALESCE(l.weight_g, s.gross_g, s.expected_g) AS weight_g, l.id AS load_id,
           COALESCE(l.out_of_order, 0) AS out_of_order, COALESCE(b.reason, '') AS left_behind,
           count(*) OVER (PARTITION BY u.cycle_id, u.point_id) AS of
    FROM route_stop p JOIN route r ON r.id = p.route_id
    JOIN tote_use u ON u.cycle_id = r.cycle_id AND u.point_id = p.point_id AND u.pieces > 0
    JOIN tote t ON t.id = u.tote_id
    LEFT JOIN tote_load l ON l.tote_use_id = u.id AND l.off_at IS NULL AND l.route_id = p.route_id
    LEFT JOIN seal s ON s.tote_use_id = u.id AND s.voided_at IS NULL
    LEFT JOIN left_behind b ON b.tote_use_id = u.id AND b.route_id = p.route_id
    WHERE (r.id = :route OR (:route = 0 AND r.cycle_id = :cycle AND r.is_live = 1))
      AND (u.is_open = 1 OR l.id IS NOT NULL)
    ORDER BY p.id, u.number
    """
)


def load_list(connection: Connection, route_id: int) -> LoadList:
    """The load list of one van; NotFound when there is no such route."""
    found = _lists(connection, {"route": route_id, "cycle": 0})
    if not found:
        raise NotFound("route", str(route_id))
    return found[0]


def load_lists(connection: Connection, code: str) -> tuple[LoadList, ...]:
    """The load lists of a cycle's vans, by the hour they leave; none while no plan is in force."""
    return _lists(connection, {"route": 0, "cycle": cycle_id(connection, code)})


def _lists(connection: Connection, which: dict[str, int]) -> tuple[LoadList, ...]:
    crates: dict[int, list[LoadCrate]] = defaultdict(list)
    for row in connection.execute(_CRATES, which):
        crates[row.stop_id].append(_crate(row))
    stops: dict[int, list[LoadStop]] = defaultdict(list)
    for row in connection.execute(_STOPS, which):
        stops[row.route_id].append(_stop(row, tuple(crates[row.id])))
    return tuple(_list(row, tuple(stops[row.id])) for row in connection.execute(_ROUTES, which))


def _crate(row: Any) -> LoadCrate:
    return LoadCrate(
        use_id=row.use_id,
        code=row.code,
        number=row.number,
        of=int(row.of),
        is_cold=row.kind == ToteKind.COLD,
        state=row.state,
        weight_g=row.weight_g,
        is_loaded=row.load_id is not None,
        out_of_order=bool(row.out_of_order),
        left_behind=row.left_behind if row.load_id is None else "",
    )


def _stop(row: Any, crates: tuple[LoadCrate, ...]) -> LoadStop:
    return LoadStop(
        stop_id=row.id,
        point_id=row.point_id,
        point=row.point,
        drop_no=row.drop_no,
        arrive_min=row.arrive_min,
        planned_totes=row.totes,
        to_pick=int(row.to_pick),
        crates=crates,
    )


def _list(row: Any, stops: tuple[LoadStop, ...]) -> LoadList:
    return LoadList(
        route_id=row.id,
        van_id=row.van_id,
        cycle=row.cycle,
        van=row.van,
        plate=row.plate,
        driver=row.driver,
        state=row.state,
        start_min=row.start_min,
        weight_g=int(row.weight_g),
        volume_ml=int(row.volume_ml),
        totes=row.totes,
        max_weight_g=row.max_weight_g,
        max_volume_ml=row.max_volume_ml,
        max_totes=row.max_totes,
        over_by=row.over_by,
        over_reason=row.over_reason,
        departed_at=None if row.departed_at is None else from_ms(row.departed_at),
        stops=stops,
    )
