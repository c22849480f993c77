"""What the night's plan says: the head, a card per van, a row per stop, a line of hours per van, the scene of the map.

Next: view.py, which draws it.
"""

from __future__ import annotations

from collections.abc import Mapping
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
from domain.common.sentences import _, ngettext, sentence
from domain.routing.words import PlanState, StopState, TravelSource

if TYPE_CHECKING:
    from desktop.views.routes.model import Night
    from domain.places.rules.datums import Degrees
    from domain.routing.words import RouteRow, StopRow
    from exchange.road_map.lines import RoadLines

UNPLANNED_NAMED = 3
LATE_NAMED = 3
Way = tuple["Degrees", ...]


def head_of(night: Night) -> HeadFace:
    """“Routes · 60 points, 4 vans”, its sums, and whether it can be driven."""
    plan = night.plan
    count = sum(len(route.stops) for route in plan.routes) + len(plan.unplanned)
    used = len({route.van_id for route in plan.routes if route.stops})
    title = _("Routes · {points}").format(points=figures.points(count))
    back = max((_back_min(night, route) for route in plan.routes if route.stops), default=None)
    state = next((row[2] for row in night.versions if row[0] == plan.id), "")
    parts = [version_said(plan.version, state)] if state else []
    parts += [vans(used), km(plan.distance_m)]
    parts += [_("back by {clock}").format(clock=minute_clock(back))] if back is not None else []
    parts += [figures.yuan(plan.cost_fen), travel_said(plan.travel)]
    return HeadFace(title, " · ".join(parts), _plan_mark(night))


def _plan_mark(night: Night) -> Mark:
    late = sum(_late_stops(night, route) for route in night.plan.routes)
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
    return Mark(Tone.RIGHT, _("feasible · checked"))


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
    colour = colour_of(night.number(key.van_id))
    name = line_name(night, key)
    if route is None or not route.stops:
        driver = _driver_of_van(night, key.van_id)
        return VanFace(key, name, colour, "", driver, _("stays in the yard"), (), None)
    carrier = van.carrier if van else None
    shift_s = carrier.shift_end_s - carrier.shift_start_s if carrier else route.duration_s
    loads = loads_of(route, shift_s)
    sums = f"{stops(len(route.stops))} · {km(route.distance_m)} · {minute_clock(_back_min(night, route))}"
    driver = route.driver or _driver_of_van(night, key.van_id) or _("no driver")
    mark = _van_mark(night, route, loads)
    return VanFace(key, name, colour, route.plate, driver, sums, loads, mark)


def line_name(night: Night, key: Key) -> str:
    """“V1”, and “V1/2” for its second trip, as on the papers and at the gate."""
    if key == UNPLANNED:
        return _("Without a van")
    route, van = night.route(key), night.van(key.van_id)
    return route.name if route else van.code if van else ""


def _driver_of_van(night: Night, van_id: int) -> str:
    return next((driver.name for driver in night.drivers if driver.van_id == van_id and driver.active), "")


def _van_mark(night: Night, route: RouteRow, loads: tuple[Load, ...]) -> Mark | None:
    tone, said = state_said(route.state)
    late = _late_stops(night, route)
    if said and not late:
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
    arrive = _times(night, stop)[0]
    return StopLine(
        point_id=stop.point_id,
        point=stop.point,
        drop_no=stop.drop_no,
        van=line_name(night, key),
        arrive=minute_clock(arrive),
        hours=hours_text(stop.opens_min, stop.closes_min),
        totes=stop.totes,
        weight=weight_text(stop.weight_g),
        is_late=_is_late(night, stop),
        is_pinned=stop.is_pinned,
        state=stop.state,
        by_plan=minute_clock(stop.arrive_min) if arrive != stop.arrive_min else "",
    )


def _times(night: Night, stop: StopRow) -> tuple[int, int]:
    """When it is reached and left: as expected now once its van is on the road, else by the plan."""
    expected = night.expected(stop.point_id)
    return (expected.arrive_min, expected.leave_min) if expected else (stop.arrive_min, stop.leave_min)


def _is_late(night: Night, stop: StopRow) -> bool:
    expected = night.expected(stop.point_id)
    return expected.late_min > 0 if expected else stop.is_late and stop.state == StopState.PENDING


def _late_stops(night: Night, route: RouteRow) -> int:
    return sum(_is_late(night, stop) for stop in route.stops)


def late_said(night: Night) -> str:
    """Which stops will be reached after their hours, by what is known now; empty when none will."""
    late = sorted(
        ((stop.late_min, stop.point, van.van) for van in night.road for stop in van.late), key=lambda one: -one[0]
    )
    if not late:
        return ""
    named = "、".join(
        _("{point} ({van}, {minutes} min)").format(point=point, van=van, minutes=minutes)
        for minutes, point, van in late[:LATE_NAMED]
    ) + ("…" if len(late) > LATE_NAMED else "")
    said = ngettext("{count} stop will be late: {points}", "{count} stops will be late: {points}", len(late))
    return said.format(count=len(late), points=named)


def waiting_said(night: Night) -> str:
    """What happened on the road and waits for a decision; empty when nothing does."""
    if night.waiting is None:
        return ""
    return _("{what} The new plan for it is neither accepted nor refused.").format(what=sentence(night.waiting.what))


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
    end_min = _back_min(night, route)
    out = _("{van}: leaves {start}, back {end}").format(
        van=name, start=minute_clock(route.start_min), end=minute_clock(end_min)
    )
    return HoursLine(
        key=key,
        name=name,
        colour=colour_of(night.number(key.van_id)),
        start_min=route.start_min,
        end_min=end_min,
        from_min=shift[0],
        until_min=shift[1],
        blocks=tuple(_block(night, stop) for stop in route.stops),
        hint=out,
    )


def _back_min(night: Night, route: RouteRow) -> int:
    expected = night.expected_van(route.id)
    return expected.back_min if expected else route.end_min


def _block(night: Night, stop: StopRow) -> HoursBlock:
    hours = hours_text(stop.opens_min, stop.closes_min)
    arrive, leave = _times(night, stop)
    said = f"{stop.drop_no}  {stop.point}\n{minute_clock(arrive)}–{minute_clock(leave)}"
    said += "\n" + _("takes goods {hours}").format(hours=hours) if hours else ""
    return HoursBlock(stop.point_id, arrive, leave, stop.drop_no, _is_late(night, stop), said)


# Map -------------------------------------------------------------------------------------------------


def scene_of(night: Night, roads: RoadLines | None, lines: Mapping[Way, Way]) -> MapScene:
    """Depot, stops and routes over the roads; `lines`: the way along the roads of those that are known."""
    depot = MapDepot(night.day.warehouse, *night.depot) if night.depot else None
    shown = [stop for key in night.keys for stop in _map_stops(night, key)]
    missing = sum(1 for point in night.day.points if point.point_id not in night.spots)
    return MapScene(depot, tuple(shown), tuple(_map_routes(night, lines)), roads, missing)


def _map_stops(night: Night, key: Key) -> list[MapStop]:
    return [_map_stop(night, key, line) for line in lines_of(night, key) if line.point_id in night.spots]


def _map_stop(night: Night, key: Key, line: StopLine) -> MapStop:
    lat, lon = night.spots[line.point_id]
    stop = night.stop(line.point_id)
    if stop is None:
        return MapStop(line.point_id, line.point, lat, lon, hint=line.why)
    hint = f"{line.arrive} · {figures.crates(line.totes)} · {line.weight}"
    return MapStop(
        line.point_id, line.point, lat, lon, stop.drop_no, night.number(key.van_id), stop.state, line.is_late,
        stop.is_pinned, hint, line.van,
    )  # fmt: skip


def _map_routes(night: Night, lines: Mapping[Way, Way]) -> list[MapRoute]:
    found = []
    for route in night.plan.routes:
        way = way_of(night, route)
        if len(way) > 1:
            trip = route.trip
            on_roads = way in lines
            found.append(MapRoute(night.number(route.van_id), route.van, lines.get(way, way), on_roads, trip))
    return found


def ways_wanted(night: Night) -> tuple[Way, ...]:
    """The routes whose way is to be asked of the roads: none where the plan does not drive by them."""
    ways = (way_of(night, route) for route in night.plan.routes)
    return tuple(way for way in ways if len(way) > 1) if night.plan.travel == TravelSource.ROADS else ()


def way_of(night: Night, route: RouteRow) -> Way:
    """The places of a route from the warehouse and back, those without coordinates left out."""
    spots = [night.spots[stop.point_id] for stop in route.stops if stop.point_id in night.spots]
    ends = [night.depot] if night.depot else []
    return (*ends, *spots, *ends) if spots else ()
