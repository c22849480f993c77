"""When a van on the road is expected at each of its stops, from the last that is known of it.

The last known event is the leaving, a stop reached or done, or an accepted re-plan, whichever is the latest. A van that
should be there by now and was not scanned is expected now. Next: asking.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.dispatch.words.road import ExpectedStop, ExpectedVan
from domain.dispatch.words.state import Road, RoadStop, RoadVan
from domain.routing.words import StopState

WAREHOUSE = 0
MINUTE_S = 60


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a van was last known to be and when it is free to drive on (s of the day). `at`: the stop, None: the
    warehouse. `drives`: it is on its way from there."""

    place: int
    free_s: int
    at: RoadStop | None
    drives: bool


@dataclass(frozen=True, slots=True)
class Reached:
    """A stop to come: when unloading begins and ends, s of the day."""

    stop: RoadStop
    arrive_s: int
    leave_s: int


def standing(van: RoadVan, now_s: int) -> Standing:
    """Where the van was last known to be."""
    past = van.past
    if not past:
        return Standing(WAREHOUSE, van.left_s, None, drives=True)
    last = past[-1]
    if last.state == StopState.ARRIVED:
        done = max(now_s, (last.arrived_s or 0) + last.service_s)
        return Standing(last.place, done, last, drives=False)
    return Standing(last.place, last.done_s or now_s, last, drives=True)


def expected(road: Road, van: RoadVan, *, late_s: int = 0) -> tuple[Reached, ...]:
    """The van's stops to come in drop order. `late_s`: so much later than is known it reaches the first of them."""
    here = standing(van, road.now_s)
    found: list[Reached] = []
    place, free, fetch = here.place, here.free_s, van.fetch
    for stop in van.pending:
        if fetch is not None and stop.drop_no >= fetch.before_drop:
            free = max(free + road.seconds[place][fetch.place], road.now_s if not found else 0) + fetch.service_s
            place, fetch = fetch.place, None
        arrive = free + road.seconds[place][stop.place]
        if not found:
            arrive = _first(road, van, here, arrive) + late_s
        begin = max(arrive, stop.opens_s)
        found.append(Reached(stop, begin, begin + stop.service_s))
        place, free = stop.place, begin + stop.service_s
    return tuple(found)


def _first(road: Road, van: RoadVan, here: Standing, arrive: int) -> int:
    """An accepted re-plan younger than the last scan says when the next stop is reached; nobody was there before now."""
    if van.told_s is not None and van.pending[0].planned_min and van.told_s > _last_event(van, here):
        arrive = van.pending[0].planned_min * MINUTE_S
    return max(arrive, road.now_s)


def _last_event(van: RoadVan, here: Standing) -> int:
    if here.at is None:
        return van.left_s
    return here.at.done_s or here.at.arrived_s or van.left_s


def back_s(road: Road, van: RoadVan, reached: Sequence[Reached]) -> int:
    """When the van is back at the warehouse, s of the day."""
    if reached:
        return reached[-1].leave_s + road.seconds[reached[-1].stop.place][WAREHOUSE]
    here = standing(van, road.now_s)
    return max(here.free_s + road.seconds[here.place][WAREHOUSE], road.now_s)


def driven_m(road: Road, van: RoadVan) -> int:
    """Metres from the warehouse over the stops the van was at."""
    places = [WAREHOUSE, *(stop.place for stop in van.past)]
    return sum(road.metres[one][other] for one, other in pairwise(places))


def ahead_m(road: Road, place: int, stops: Sequence[int], fetch: tuple[int, int] | None = None) -> int:
    """Metres from a place over these places back to the warehouse; `fetch`: (index of the stop before which, where)."""
    way = list(stops)
    if fetch is not None:
        way.insert(*fetch)
    places = [place, *way, WAREHOUSE]
    return sum(road.metres[one][other] for one, other in pairwise(places))


def minute(seconds: int) -> int:
    """Whole minutes, a begun one counted."""
    return -(-seconds // MINUTE_S)


def shown(road: Road, van: RoadVan) -> ExpectedVan:
    """The van as people look at it: a stop it stands at first, then those to come."""
    here, reached = standing(van, road.now_s), expected(road, van)
    open_stops = [stop for stop in van.stops if stop.state == StopState.ARRIVED]
    told = [
        *(
            _row(stop, stop.arrived_s or 0, max(road.now_s, (stop.arrived_s or 0) + stop.service_s))
            for stop in open_stops
        ),
        *(_row(one.stop, one.arrive_s, one.leave_s) for one in reached),
    ]
    since = (here.at.done_s or here.at.arrived_s or van.left_s) if here.at else van.left_s
    return ExpectedVan(
        route_id=van.route_id,
        van=van.van,
        driver=van.driver,
        phone=van.phone,
        state=van.state,
        last_point=here.at.point if here.at else "",
        last_min=since // MINUTE_S,
        back_min=minute(back_s(road, van, reached)),
        done=sum(stop.state not in (StopState.PENDING, StopState.ARRIVED) for stop in van.stops),
        stops=tuple(told),
    )


def _row(stop: RoadStop, arrive_s: int, leave_s: int) -> ExpectedStop:
    return ExpectedStop(
        stop_id=stop.stop_id or 0,
        point_id=stop.point_id,
        point=stop.point,
        drop_no=stop.drop_no,
        state=stop.state,
        planned_min=stop.planned_min,
        arrive_min=minute(arrive_s),
        leave_min=minute(leave_s),
        closes_min=None if stop.closes_s is None else stop.closes_s // MINUTE_S,
        totes=stop.crates,
        waits_for=stop.awaited,
    )
