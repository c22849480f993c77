"""What the night's plan says: the head, a card per van, a row per stop, a line of hours per van, the scene of the map.

Next: view.py, which draws it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.views.routes.shown import UNPLANNED, HeadFace, HoursBlock, HoursLine, Key, StopLine, VanFace
from desktop.views.routes.words import (
    NEAR_PERMILLE,
    Load,
    hours_text,
    km,
    limit_said,
    loads_of,
    minute_clock,
    state_said,
    stops,
    travel_said,
    vans,
)
from desktop.widgets import figures
from desktop.widgets.badges import Mark
from desktop.widgets.route_map.scene import MapDepot, MapRoute, MapScene, MapStop
from desktop.widgets.tokens import Tone
from desktop.widgets.vans import colour_of
from domain.common.quantity import weight_text
from domain.common.sentences import _, ngettext
from domain.routing.words import PlanState

if TYPE_CHECKING:
    from desktop.views.routes.model import Night
    from domain.places.rules.datums import Degrees
    from domain.routing.words import RouteRow, StopRow

UNPLANNED_NAMED = 3


def head_of(night: Night) -> HeadFace:
    """“Routes · 60 points, 4 vans”, its sums, and whether it can be driven."""
    plan = night.plan
    count = sum(len(route.stops) for route in plan.routes) + len(plan.unplanned)
    used = len({route.van_id for route in plan.routes if route.stops})
    title = _("Routes · {points}, {vans}").format(points=figures.points(count), vans=vans(used))
    back = max((route.end_min for route in plan.routes if route.stops), default=None)
    parts = [km(plan.distance_m)]
    parts += [_("back by {clock}").format(clock=minute_clock(back))] if back is not None else []
    parts += [figures.yuan(plan.cost_fen), travel_said(plan.travel)]
    return HeadFace(title, " · ".join(parts), _plan_mark(night))


def _plan_mark(night: Night) -> Mark:
    late = sum(stop.is_late for route in night.plan.routes for stop in route.stops)
    over = any(route.over_by for route in night.plan.routes)
    if night.plan.unplanned:
        count = len(night.plan.unplanned)
        return Mark(
            Tone.WRONG, ngettext("{count} point has no van", "{count} points have no van", count).format(count=count)
        )
    if late:
        return Mark(Tone.CAREFUL, ngettext("{count} stop late", "{count} stops late", late).format(count=late))
    if over:
        return Mark(Tone.CAREFUL, _("allowed beyond a limit"))
    return Mark(Tone.RIGHT, _("keeps every limit · checked"))


def version_said(version: int, state: str) -> str:
    """“Plan 3 · draft”."""
    word = _("in force") if state == PlanState.LIVE else _("draft")
    return _("Plan {version} · {state}").format(version=version, state=word)


# Vans ------------------------------------------------------------------------------------------------


def van_faces(night: Night) -> tuple[VanFace, ...]:
    """The cards from top to bottom."""
    return tuple(_van_face(night, key) for key in night.keys)


def _van_face(night: Night, key: Key) -> VanFace:
    if key == UNPLANNED:
        return _unplanned_face(night)
    route, van = night.route(key), night.van(key.van_id)
    colour = colour_of(night.number(key.van_id) - 1)
    name = line_name(night, key)
    if route is None or not route.stops:
        driver = _driver_of_van(night, key.van_id)
        return VanFace(key, name, colour, "", driver, _("stays in the yard"), (), None)
    carrier = van.carrier if van else None
    shift_s = carrier.shift_end_s - carrier.shift_start_s if carrier else route.duration_s
    loads = loads_of(route, shift_s)
    sums = f"{stops(len(route.stops))} · {km(route.distance_m)} · {minute_clock(route.end_min)}"
    return VanFace(key, name, colour, route.plate, route.driver or _("no driver"), sums, loads, _van_mark(route, loads))


def line_name(night: Night, key: Key) -> str:
    """“V1”, and “V1 · 2” for its second trip where it makes several."""
    if key == UNPLANNED:
        return _("Without a van")
    route, van = night.route(key), night.van(key.van_id)
    name = route.van if route else van.code if van else ""
    trips = sum(1 for other in night.plan.routes if other.van_id == key.van_id)
    return f"{name} · {key.trip}" if trips > 1 else name


def _driver_of_van(night: Night, van_id: int) -> str:
    return next((driver.name for driver in night.drivers if driver.van_id == van_id and driver.active), "")


def _van_mark(route: RouteRow, loads: tuple[Load, ...]) -> Mark | None:
    tone, said = state_said(route.state)
    late = sum(stop.is_late for stop in route.stops)
    if said:
        return Mark(tone, said)
    if late:
        return Mark(Tone.CAREFUL, ngettext("{count} stop late", "{count} stops late", late).format(count=late))
    if route.over_by:
        return Mark(Tone.CAREFUL, _("allowed by {person}").format(person=route.over_by))
    if any(one.permille >= NEAR_PERMILLE for one in loads):
        return Mark(Tone.CAREFUL, _("nearly full"))
    return None


def _unplanned_face(night: Night) -> VanFace:
    rows = night.plan.unplanned
    named = "、".join(row.point for row in rows[:UNPLANNED_NAMED]) + ("…" if len(rows) > UNPLANNED_NAMED else "")
    mark = Mark(Tone.WRONG, _("no van"))
    said = limit_said(rows[0].limit) if len({row.limit for row in rows}) == 1 else ""
    return VanFace(
        UNPLANNED, _("Without a van"), "", named, "", figures.points(len(rows)), (), mark, said or _("open for reasons")
    )


# Stops -----------------------------------------------------------------------------------------------


def lines_of(night: Night, key: Key) -> tuple[StopLine, ...]:
    """The stops of a van in the order it drives them, or the points without one."""
    if key == UNPLANNED:
        return tuple(_open_line(night, row.point_id) for row in night.plan.unplanned)
    route = night.route(key)
    return tuple(_stop_line(night, key, stop) for stop in route.stops) if route else ()


def lines_of_points(night: Night, points: list[int]) -> tuple[StopLine, ...]:
    """These points, wherever they stand, in the order of vans and drops."""
    wanted = set(points)
    found = [line for key in night.keys for line in lines_of(night, key)]
    return tuple(line for line in found if line.point_id in wanted)


def _stop_line(night: Night, key: Key, stop: StopRow) -> StopLine:
    return StopLine(
        point_id=stop.point_id,
        point=stop.point,
        drop_no=stop.drop_no,
        van=line_name(night, key),
        arrive=minute_clock(stop.arrive_min),
        hours=hours_text(stop.opens_min, stop.closes_min),
        totes=stop.totes,
        weight=weight_text(stop.weight_g),
        is_late=stop.is_late,
        is_pinned=stop.is_pinned,
    )


def _open_line(night: Night, point_id: int) -> StopLine:
    row, point = night.without_van(point_id), night.point(point_id)
    return StopLine(
        point_id=point_id,
        point=row.point if row else "",
        drop_no=0,
        van="",
        arrive="",
        hours=hours_text(point.opens_min, point.closes_min) if point else "",
        totes=0,
        weight=weight_text(point.weight_g) if point else "",
        is_late=False,
        is_pinned=False,
        why=limit_said(row.limit) if row else "",
    )


# Hours -----------------------------------------------------------------------------------------------


def hours_of(night: Night) -> tuple[HoursLine, ...]:
    """A line for each trip that is driven."""
    return tuple(_hours_line(night, key) for key in night.keys if key != UNPLANNED and _is_driven(night, key))


def _is_driven(night: Night, key: Key) -> bool:
    route = night.route(key)
    return route is not None and bool(route.stops)


def _hours_line(night: Night, key: Key) -> HoursLine:
    route, van = night.route(key), night.van(key.van_id)
    assert route is not None
    name = line_name(night, key)
    shift = (
        (van.carrier.shift_start_s // 60, van.carrier.shift_end_s // 60) if van else (route.start_min, route.end_min)
    )
    out = _("{van}: leaves {start}, back {end}").format(
        van=name, start=minute_clock(route.start_min), end=minute_clock(route.end_min)
    )
    return HoursLine(
        key=key,
        name=name,
        colour=colour_of(night.number(key.van_id) - 1),
        start_min=route.start_min,
        end_min=route.end_min,
        from_min=shift[0],
        until_min=shift[1],
        blocks=tuple(_block(stop) for stop in route.stops),
        hint=out,
    )


def _block(stop: StopRow) -> HoursBlock:
    hours = hours_text(stop.opens_min, stop.closes_min)
    said = f"{stop.drop_no}  {stop.point}\n{minute_clock(stop.arrive_min)}–{minute_clock(stop.leave_min)}"
    said += "\n" + _("takes goods {hours}").format(hours=hours) if hours else ""
    return HoursBlock(stop.point_id, stop.arrive_min, stop.leave_min, stop.drop_no, stop.is_late, said)


# Map -------------------------------------------------------------------------------------------------


def scene_of(night: Night) -> MapScene:
    """Depot, stops and routes; straight lines until the ways on roads are known."""
    depot = MapDepot(night.day.warehouse, *night.depot) if night.depot else None
    shown = [stop for key in night.keys for stop in _map_stops(night, key)]
    missing = sum(1 for point in night.day.points if point.point_id not in night.spots)
    return MapScene(depot, tuple(shown), tuple(_map_routes(night)), None, missing)


def _map_stops(night: Night, key: Key) -> list[MapStop]:
    return [_map_stop(night, key, line) for line in lines_of(night, key) if line.point_id in night.spots]


def _map_stop(night: Night, key: Key, line: StopLine) -> MapStop:
    lat, lon = night.spots[line.point_id]
    stop = night.stop(line.point_id)
    if stop is None:
        return MapStop(line.point_id, line.point, lat, lon, hint=line.why)
    hint = f"{line.arrive} · {figures.crates(line.totes)} · {line.weight}"
    return MapStop(
        line.point_id, line.point, lat, lon, stop.drop_no, night.number(key.van_id), stop.state, stop.is_late,
        stop.is_pinned, hint,
    )  # fmt: skip


def _map_routes(night: Night) -> list[MapRoute]:
    found = []
    for route in night.plan.routes:
        way = way_of(night, route)
        if len(way) > 1:
            trip = getattr(route, "trip", 1)
            found.append(MapRoute(night.number(route.van_id), route.van, way, by_road=False, trip=trip))
    return found


def way_of(night: Night, route: RouteRow) -> tuple[Degrees, ...]:
    """The places of a route from the warehouse and back, those without coordinates left out."""
    spots = [night.spots[stop.point_id] for stop in route.stops if stop.point_id in night.spots]
    ends = [night.depot] if night.depot else []
    return (*ends, *spots, *ends) if spots else ()
