"""The road as it is now, read in a handful of queries: vans that have left, their stops, totes, places and distances.

Next: expecting.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, text

from domain.common.columns import from_ms
from domain.common.errors import NotFound
from domain.dispatch.words.road import ExtraStop, RoadEvent, VanBroken
from domain.dispatch.words.state import Fetch, Road, RoadStop, RoadTote, RoadVan
from domain.places.rules.datums import Degrees
from domain.places.words import Datum
from domain.routing.queries.days import day_of
from domain.routing.queries.legs import travel_table
from domain.routing.rules.judging import degrees
from domain.routing.rules.predicting import predicted_totes, service_s
from domain.routing.rules.preparing import hours_of
from domain.routing.words import Carrier, Day, RoutingSettings, Spot
from domain.routing.words.van_names import van_name_sql
from domain.totes.words import ToteKind

_VANS = text(
    f"""
    SELECT r.id AS route_id, r.plan_id, r.van_id, r.trip, r.state, r.start_min, {van_name_sql()} AS van, v.cold_box,
           COALESCE(d.name, '') AS driver, COALESCE(d.phone, '') AS phone,
           l.max_weight_g + l.over_weight_g AS max_weight_g, l.max_volume_ml + l.over_volume_ml AS max_volume_ml,
           l.max_totes + l.over_totes AS max_totes, l.weight_g, l.volume_ml, l.totes, l.departed_at,
           (SELECT max(a.decided_at) FROM road_replan a JOIN road_replan_route w ON w.replan_id = a.id
            WHERE w.route_id = r.id AND a.state = 'accepted') AS told_at
    FROM route r JOIN route_plan n ON n.id = r.plan_id AND n.state = 'live' JOIN cycle y ON y.id = r.cycle_id
    JOIN van v ON v.id = r.van_id LEFT JOIN driver d ON d.id = r.driver_id
    JOIN van_load l ON l.route_id = r.id AND l.departed_at IS NOT NULL
    WHERE y.code = :code AND r.state IN ('departed', 'returned') ORDER BY v.code, r.trip
    """
)
_STOPS = text(
    """
    SELECT p.id, p.route_id, p.point_id, n.name AS point, n.leader, n.phone, n.lat_e6, n.lon_e6, n.datum, p.drop_no,
           p.state, p.arrive_min, n.opens_min, n.closes_min, n.service_min, p.weight_g, p.volume_ml, p.totes,
           p.arrived_at, p.done_at,
           (SELECT count(*) FROM tote_transfer m WHERE m.stop_id = p.id AND m.ended IS NULL) AS awaited
    FROM route_stop p JOIN route r ON r.id = p.route_id JOIN point n ON n.id = p.point_id
    JOIN route_plan x ON x.id = p.plan_id AND x.state = 'live' JOIN cycle y ON y.id = x.cycle_id
    WHERE y.code = :code AND r.state IN ('departed', 'returned') ORDER BY p.route_id, p.drop_no
    """
)
# Every tote of a stop's point that is on a van, and those of a point without a stop that stand sealed in the hall.
_TOTES = text(
    """
    SELECT u.id AS use_id, u.point_id, t.code, t.kind, t.volume_ml AS tote_ml, l.route_id,
           COALESCE(l.weight_g, s.gross_g, s.expected_g) AS weight_g, COALESCE(l.volume_ml, t.volume_ml) AS volume_ml
    FROM tote_use u JOIN cycle y ON y.id = u.cycle_id JOIN tote t ON t.id = u.tote_id
    LEFT JOIN tote_load l ON l.tote_use_id = u.id AND l.off_at IS NULL
    LEFT JOIN seal s ON s.tote_use_id = u.id AND s.voided_at IS NULL
    WHERE y.code = :code AND u.pieces > 0 AND u.is_open = 1
      AND ((l.id IS NOT NULL AND t.state = 'loaded') OR (l.id IS NULL AND s.id IS NOT NULL AND t.state IN ('sealed', 'staged')))
    ORDER BY u.point_id, u.number
    """
)
_FETCHES = text(
    """
    SELECT m.to_route_id AS route_id, w.fetch_before, a.lat_e6, a.lon_e6, count(*) AS totes,
           count(DISTINCT m.stop_id) AS stops, min(COALESCE(m.from_route_id, 0)) AS from_route, a.id AS replan
    FROM tote_transfer m JOIN road_replan a ON a.id = m.replan_id JOIN route_plan n ON n.id = a.plan_id
    JOIN cycle y ON y.id = n.cycle_id
    JOIN road_replan_route w ON w.route_id = m.to_route_id AND w.replan_id = (
      SELECT max(b.id) FROM road_replan b JOIN road_replan_route z ON z.replan_id = b.id
      WHERE z.route_id = m.to_route_id AND b.state = 'accepted')
    WHERE y.code = :code AND m.ended IS NULL
    GROUP BY m.to_route_id, w.fetch_before, a.lat_e6, a.lon_e6, a.id ORDER BY a.id
    """
)
TAKE_STOP_S, TAKE_TOTE_S = 60, 20


def road_of(connection: Connection, code: str, at: datetime, event: RoadEvent | None = None) -> Road:
    """The road of a cycle's plan in force at a moment; `event` adds the place where goods are taken over, or the extra
    point. Raises CycleNotCut; NotFound for a point that gets nothing; an empty road where no van has left."""
    rows = connection.execute(_VANS, {"code": code}).all()
    day = day_of(connection, code, also_vans=[row.van_id for row in rows])
    stops = connection.execute(_STOPS, {"code": code}).all()
    totes = _totes(connection, code)
    places: list[Degrees | None] = [degrees(day.spot)]
    points: dict[int, int] = {}
    for row in stops:
        points[row.point_id] = _place(places, _spot(row))
    extra = _extra(day, event, points, places, totes)
    fetches = _fetches(connection, code, places)
    meeting = _meeting(event, rows, stops, points, places)
    travel = travel_table(connection, places, hours_of(day))
    midnight = _midnight(day.delivery_day)
    allowed = {load.point_id: frozenset(load.allowed_vans) for load in day.points if load.allowed_vans}
    by_route: dict[int, list[RoadStop]] = defaultdict(list)
    for row in stops:
        by_route[row.route_id].append(
            _stop(row, points[row.point_id], totes[row.point_id], day.settings, midnight, allowed.get(row.point_id))
        )
    carriers = {spec.van_id: spec.carrier for spec in day.vans}
    return Road(
        plan_id=rows[0].plan_id if rows else 0,
        cycle=code,
        now_s=_seconds(at, midnight),
        vans=tuple(
            _van(row, carriers[row.van_id], tuple(by_route[row.route_id]), fetches.get(row.route_id), midnight)
            for row in rows
        ),
        extra=extra,
        points=points,
        meeting=meeting,
        metres=travel.metres,
        seconds=travel.seconds,
    )


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day).astimezone()


def _seconds(moment: datetime, midnight: datetime) -> int:
    """Seconds of the delivery day, from 0 to the end of the next day."""
    return min(max(0, int((moment - midnight).total_seconds())), 172_800)


def _spot(row: Any) -> Spot | None:
    return None if row.lat_e6 is None else Spot(row.lat_e6, row.lon_e6, row.datum)


def _place(places: list[Degrees | None], spot: Spot | None) -> int:
    places.append(degrees(spot))
    return len(places) - 1


def _totes(connection: Connection, code: str) -> dict[int, list[RoadTote]]:
    found: dict[int, list[RoadTote]] = defaultdict(list)
    for row in connection.execute(_TOTES, {"code": code}):
        cold = row.kind == ToteKind.COLD
        tote = RoadTote(row.use_id, row.code, int(row.weight_g), int(row.volume_ml), cold, row.route_id)
        found[row.point_id].append(tote)
    return found


def _stop(
    row: Any, place: int, totes: Sequence[RoadTote], settings: RoutingSettings, midnight: datetime,
    vans: frozenset[int] | None,
) -> RoadStop:  # fmt: skip
    return RoadStop(
        stop_id=row.id,
        point_id=row.point_id,
        point=row.point,
        leader=row.leader,
        phone=row.phone,
        place=place,
        drop_no=row.drop_no,
        state=row.state,
        planned_min=row.arrive_min,
        opens_s=(row.opens_min or 0) * 60,
        closes_s=None if row.closes_min is None else row.closes_min * 60,
        service_s=service_s(row.service_min, len(totes) or row.totes, settings),
        weight_g=sum(tote.weight_g for tote in totes) if totes else row.weight_g,
        volume_ml=sum(tote.volume_ml for tote in totes) if totes else row.volume_ml,
        totes=tuple(totes),
        planned_totes=row.totes,
        arrived_s=None if row.arrived_at is None else _seconds(from_ms(row.arrived_at), midnight),
        done_s=None if row.done_at is None else _seconds(from_ms(row.done_at), midnight),
        awaited=int(row.awaited),
        vans=vans,
    )


def _van(row: Any, carrier: Carrier, stops: tuple[RoadStop, ...], fetch: Fetch | None, midnight: datetime) -> RoadVan:
    limits = {name: int(getattr(row, name)) for name in ("max_weight_g", "max_volume_ml", "max_totes")}
    return RoadVan(
        route_id=row.route_id,
        van_id=row.van_id,
        van=row.van,
        driver=row.driver,
        phone=row.phone,
        state=row.state,
        trip=row.trip,
        carrier=replace(carrier, **limits),
        start_min=row.start_min,
        left_s=_seconds(from_ms(row.departed_at), midnight),
        weight_g=row.weight_g,
        volume_ml=row.volume_ml,
        aboard=row.totes,
        stops=stops,
        told_s=None if row.told_at is None else _seconds(from_ms(row.told_at), midnight),
        fetch=fetch,
    )


def _fetches(connection: Connection, code: str, places: list[Degrees | None]) -> dict[int, Fetch]:
    """Route -> the call it still has to make; of several the youngest counts."""
    found: dict[int, Fetch] = {}
    for row in connection.execute(_FETCHES, {"code": code}):
        place = 0 if row.lat_e6 is None else _place(places, Spot(row.lat_e6, row.lon_e6, Datum.WGS84.value))
        need = TAKE_STOP_S * int(row.stops) + TAKE_TOTE_S * int(row.totes)
        found[row.route_id] = Fetch(place, row.fetch_before or 1, need)
    return found


def _extra(
    day: Day, event: RoadEvent | None, points: dict[int, int], places: list[Degrees | None],
    totes: dict[int, list[RoadTote]],
) -> RoadStop | None:  # fmt: skip
    if not isinstance(event, ExtraStop) or event.point_id in points:
        return None
    load = next((point for point in day.points if point.point_id == event.point_id), None)
    if load is None:
        raise NotFound("stop", str(event.point_id))
    points[event.point_id] = _place(places, load.spot)
    mine = tuple(tote for tote in totes[event.point_id] if tote.route_id is None)
    cold = predicted_totes(load.cold_weight_g, load.cold_volume_ml, load.cold_pieces, day.settings)
    rest = load.weight_g - load.cold_weight_g, load.volume_ml - load.cold_volume_ml, load.pieces - load.cold_pieces
    planned = cold + predicted_totes(*rest, day.settings)
    return RoadStop(
        stop_id=None,
        point_id=load.point_id,
        point=load.name,
        leader="",
        phone="",
        place=points[event.point_id],
        drop_no=0,
        state="pending",
        planned_min=0,
        opens_s=(load.opens_min or 0) * 60,
        closes_s=None if load.closes_min is None else load.closes_min * 60,
        service_s=service_s(load.service_min, len(mine) or planned, day.settings),
        weight_g=sum(tote.weight_g for tote in mine) if mine else load.weight_g,
        volume_ml=sum(tote.volume_ml for tote in mine) if mine else load.volume_ml,
        totes=mine,
        planned_totes=planned,
        planned_cold=cold,
        vans=frozenset(load.allowed_vans) or None,
    )


def _meeting(
    event: RoadEvent | None, vans: Sequence[Any], stops: Sequence[Any], points: dict[int, int],
    places: list[Degrees | None],
) -> int | None:  # fmt: skip
    """Where goods of a broken van are taken over: as said, else at the stop it was last at, else the warehouse."""
    if not isinstance(event, VanBroken):
        return None
    if event.spot is not None:
        return _place(places, event.spot)
    if event.point_id is not None:
        if event.point_id not in points:
            raise NotFound("stop", str(event.point_id))
        return points[event.point_id]
    past = [row for row in stops if row.route_id == event.route_id and row.arrived_at is not None]
    return points[max(past, key=lambda row: (row.arrived_at, row.drop_no)).point_id] if past else 0
