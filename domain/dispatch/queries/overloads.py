"""Totes packed by now held against the limits of the vans that have not left, with the cheapest way to mend it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, text

from domain.dispatch.rules import overloading
from domain.dispatch.rules.overloading import Move, Waiting
from domain.dispatch.words import CheapestMove, VanOverload
from domain.routing.queries.days import day_of
from domain.routing.queries.legs import table_of_day
from domain.routing.rules import preparing
from domain.routing.words import Carrier, Day, Problem, Site, Trip
from domain.routing.words.van_names import van_name_sql

_ROUTES = text(
    f"""
    SELECT r.id, r.van_id, {van_name_sql()} AS van, r.state, r.start_min, r.trip,
           COALESCE(l.max_weight_g + l.over_weight_g, v.max_weight_g + r.over_weight_g) AS max_weight_g,
           COALESCE(l.max_volume_ml + l.over_volume_ml, v.max_volume_ml + r.over_volume_ml) AS max_volume_ml,
           COALESCE(l.max_totes + l.over_totes, v.max_totes + r.over_totes) AS max_totes
    FROM route r JOIN cycle y ON y.id = r.cycle_id JOIN van v ON v.id = r.van_id
    LEFT JOIN van_load l ON l.route_id = r.id
    WHERE y.code = :code AND r.is_live = 1 AND r.state IN ('planned', 'locked', 'loading') ORDER BY v.code, r.trip
    """
)
_STOPS = text(
    """
    SELECT p.route_id, p.point_id, p.drop_no,
           (SELECT count(*) FROM tote_load l WHERE l.stop_id = p.id AND l.off_at IS NULL) AS loaded
    FROM route_stop p JOIN route r ON r.id = p.route_id JOIN cycle y ON y.id = r.cycle_id
    WHERE y.code = :code AND r.is_live = 1 AND r.state IN ('planned', 'locked', 'loading')
    ORDER BY p.route_id, p.drop_no
    """
)
# What a point's totes weigh: sealed ones as weighed, others by what was put in; a point none of whose goods is picked
# has none, and counts as planned.
_PACKED = text(
    """
    SELECT u.point_id, count(*) AS totes, sum(t.volume_ml) AS volume_ml,
           sum(CASE WHEN t.kind = 'cold' THEN 1 ELSE 0 END) AS cold_totes,
           sum(COALESCE(s.gross_g, s.expected_g, t.tare_g + u.content_g)) AS weight_g
    FROM tote_use u JOIN cycle y ON y.id = u.cycle_id JOIN tote t ON t.id = u.tote_id
    LEFT JOIN seal s ON s.tote_use_id = u.id AND s.voided_at IS NULL
    WHERE y.code = :code AND u.is_open = 1 AND u.pieces > 0 GROUP BY u.point_id
    """
)


def overloads(connection: Connection, code: str) -> tuple[VanOverload, ...]:
    """Vans of the cycle's plan in force that have not left and would exceed a limit, by code. Raises CycleNotCut."""
    rows = connection.execute(_ROUTES, {"code": code}).all()
    if not rows:
        return ()
    day = day_of(connection, code, also_vans=[row.van_id for row in rows])
    problem = _problem(connection, code, day, rows)
    rounds = _rounds(connection, code, day, rows)
    found = overloading.overloaded(problem, rounds)
    vans = {row.id: row for row in rows}
    return tuple(
        VanOverload(
            route_id=route,
            van=vans[route].van,
            limit=breach.limit.value,
            value=breach.value,
            allowed=breach.allowed,
            moves=tuple(_shown(move, day, vans) for move in overloading.cheapest_moves(problem, rounds, route)),
        )
        for route, breach in found.items()
    )


def _problem(connection: Connection, code: str, day: Day, rows: Any) -> Problem:
    """The day's problem with real loads, and one carrier a round."""
    plain = preparing.problem_of(day, {}, table_of_day(connection, day))
    packed = {row.point_id: row for row in connection.execute(_PACKED, {"code": code})}
    numbers = {van.van_id: number for number, van in enumerate(day.vans)}
    riding = [numbers[row.van_id] for row in rows]
    sites = tuple(
        replace(_loaded(site, packed.get(point.point_id)), only=_riders(site, riding))
        for site, point in zip(plain.sites, day.points, strict=True)
    )
    carriers = tuple(_carrier(plain.carriers[number], row) for number, row in zip(riding, rows, strict=True))
    return replace(plain, sites=sites, carriers=carriers, chains=())


def _loaded(site: Site, packed: Any) -> Site:
    if packed is None:
        return site
    weight, volume = int(packed.weight_g), int(packed.volume_ml)
    return replace(site, weight_g=weight, volume_ml=volume, totes=int(packed.totes), cold_totes=int(packed.cold_totes))


def _riders(site: Site, riding: list[int]) -> frozenset[int] | None:
    """The rounds whose van may serve the site."""
    if site.only is None:
        return None
    return frozenset(number for number, carrier in enumerate(riding) if carrier in site.only)


def _carrier(carrier: Carrier, row: Any) -> Carrier:
    limits = {name: int(getattr(row, name)) for name in ("max_weight_g", "max_volume_ml", "max_totes")}
    begins = max(carrier.shift_start_s, row.start_min * 60 if row.trip > 1 else 0)
    return replace(carrier, **limits, shift_start_s=begins)


def _rounds(connection: Connection, code: str, day: Day, rows: Any) -> dict[int, Waiting]:
    sites = {point.point_id: number for number, point in enumerate(day.points)}
    stops: dict[int, list[int]] = defaultdict(list)
    free: dict[int, set[int]] = defaultdict(set)
    for row in connection.execute(_STOPS, {"code": code}):
        if row.point_id in sites:
            stops[row.route_id].append(sites[row.point_id])
            if not row.loaded:
                free[row.route_id].add(sites[row.point_id])
    return {
        row.id: Waiting(Trip(number, tuple(stops[row.id])), frozenset(free[row.id])) for number, row in enumerate(rows)
    }


def _shown(move: Move, day: Day, vans: dict[int, Any]) -> CheapestMove:
    point = day.points[move.site]
    start, end = vans[move.start], vans[move.end]
    return CheapestMove(
        point_id=point.point_id,
        point=point.name,
        van=start.van,
        van_id=start.van_id,
        to_van=end.van,
        to_van_id=end.van_id,
        drop_no=move.drop_no,
        more_fen=move.more_fen,
    )
