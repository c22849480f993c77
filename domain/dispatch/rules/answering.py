"""What came out of a re-plan, stop by stop: its van, its drop number, its hours; and each van's whole day.

A van that takes nothing over keeps its order when another one broke down: nobody is disturbed for a few metres.
Next: telling.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.dispatch.rules.asking import Question, Rider
from domain.dispatch.rules.expecting import WAREHOUSE, Reached, ahead_m, back_s, driven_m, expected, standing
from domain.dispatch.words.state import RoadStop, RoadVan
from domain.routing.rules.timing import trip_cost_fen
from domain.routing.words import Limit, Proposal, Trip


@dataclass(frozen=True, slots=True)
class NewStop:
    """A stop by the re-plan: on which route, as which drop, when (s of the day); before it, when it had a stop.

    `limit`: why it stays where nobody serves it.
    """

    stop: RoadStop
    was_route: int | None
    was_drop: int | None
    was_arrive_s: int | None
    route_id: int
    drop_no: int
    arrive_s: int
    leave_s: int
    limit: Limit | None = None
    is_skipped: bool = False

    @property
    def moves(self) -> bool:
        """True when its van or its drop number is another."""
        return (self.was_route, self.was_drop) != (self.route_id, self.drop_no)


@dataclass(frozen=True, slots=True)
class NewDay:
    """A van's day by the re-plan, done and to come, and what it would have been."""

    van: RoadVan
    was_m: int
    was_fen: int
    was_end_s: int
    metres: int
    seconds: int
    fen: int
    end_s: int
    fetch_before: int | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """A re-plan as it is written down."""

    stops: tuple[NewStop, ...]
    days: tuple[NewDay, ...]


def settled(asked: Question, found: Proposal) -> Proposal:
    """The plan found, but vans that take nothing over keep the order they have."""
    if not asked.waiting:
        return found
    trips = {trip.carrier: trip for trip in found.trips}
    for number, rider in enumerate(asked.riders):
        trip = trips.get(number)
        if rider.sites and (trip is None or not set(trip.sites) & asked.waiting):
            trips[number] = asked.trip(number, rider.sites)
    return Proposal(tuple(trips[number] for number in sorted(trips)))


def answered(asked: Question, found: Proposal, limits: dict[int, Limit]) -> Answered:
    """The re-plan of a plan found; `limits`: site -> why it is in no trip. A stop left out stays where it is."""
    trips = {trip.carrier: trip for trip in found.trips}
    before = _before(asked)
    stops: list[NewStop] = []
    days: list[NewDay] = []
    for number, rider in enumerate(asked.riders):
        trip = trips.get(number, Trip(number, ()))
        if asked.waiting and not asked.waiting & set(trip.sites):
            continue  # it has no part in it
        mine, day = _ridden(asked, rider, trip, before)
        stops += mine
        days.append(day)
    stops += _left(asked, limits, before)
    if asked.skipped is not None:
        stops.append(_stays(asked.skipped, before, is_skipped=True))
    if asked.broken is not None:
        days.append(_standing_still(asked, asked.broken))
    return Answered(tuple(stops), tuple(days))


def _before(asked: Question) -> dict[int, tuple[RoadVan, Reached]]:
    """Point -> its van and when it was expected, had nothing been planned anew."""
    found = {one.stop.point_id: (rider.van, one) for rider in asked.riders for one in rider.before}
    if asked.broken is not None:
        broken = asked.broken
        found |= {one.stop.point_id: (broken, one) for one in expected(asked.road, broken)}
    return found


def _ridden(
    asked: Question, rider: Rider, trip: Trip, before: dict[int, tuple[RoadVan, Reached]]
) -> tuple[list[NewStop], NewDay]:
    """The rider's stops to come in their new order, and its day."""
    stops = [asked.stops[site] for site in trip.sites]
    numbers = _drops(rider, [*(one.stop for one in rider.fixed), *stops])
    reached = [*rider.fixed, *_driven(asked, rider, trip)]
    written = [
        _new(one, before.get(one.stop.point_id), rider.van.route_id, drop)
        for one, drop in zip(reached, numbers, strict=True)
    ]
    fetch = _fetch(asked, trip)
    fetch_drop = None if fetch is None else numbers[len(rider.fixed) + fetch[0]]
    return written, _day(asked, rider, trip, reached, fetch_drop)


def _new(one: Reached, was: tuple[RoadVan, Reached] | None, route_id: int, drop: int) -> NewStop:
    return NewStop(
        stop=one.stop,
        was_route=None if was is None else was[0].route_id,
        was_drop=None if was is None else one.stop.drop_no,
        was_arrive_s=None if was is None else was[1].arrive_s,
        route_id=route_id,
        drop_no=drop,
        arrive_s=one.arrive_s,
        leave_s=one.leave_s,
    )


def _drops(rider: Rider, stops: Sequence[RoadStop]) -> list[int]:
    """Drop numbers in this order: a fixed stop keeps its own, the others take the next ones nobody has."""
    open_now = {one.stop.point_id for one in rider.before}
    taken = {stop.drop_no for stop in rider.van.stops if stop.point_id not in open_now}
    fixed = {one.stop.point_id for one in rider.fixed}
    taken |= {stop.drop_no for stop in stops if stop.point_id in fixed}
    # A stop left out keeps its number too.
    kept = {one.stop.point_id for one in rider.before} - {stop.point_id for stop in stops}
    taken |= {one.stop.drop_no for one in rider.before if one.stop.point_id in kept}
    behind = [stop.drop_no for stop in rider.van.past] + [one.stop.drop_no for one in rider.fixed]
    number, found = max(behind, default=0), []
    for stop in stops:
        if stop.point_id in fixed:
            found.append(stop.drop_no)
            continue
        number += 1
        while number in taken:
            number += 1
        found.append(number)
    return found


def _fetch(asked: Question, trip: Trip) -> tuple[int, int, int] | None:
    """(before which of its sites, place in the matrices, seconds) the trip calls for goods; None: it does not."""
    waiting = [asked.problem.sites[site] for site in trip.sites if asked.problem.sites[site].fetch_from is not None]
    if not waiting or trip.fetch is None:
        return None
    return trip.fetch, waiting[0].fetch_from or WAREHOUSE, sum(site.fetch_s for site in waiting)


def _driven(asked: Question, rider: Rider, trip: Trip) -> list[Reached]:
    """The trip driven on at once, waiting at closed doors only."""
    carrier = asked.problem.carriers[trip.carrier]
    place, now = carrier.start, rider.free_s
    fetch, found = _fetch(asked, trip), []
    for at, site in enumerate(trip.sites):
        if fetch is not None and at == fetch[0]:
            now += asked.problem.seconds[place][fetch[1]] + fetch[2]
            place = fetch[1]
        begin = max(now + asked.problem.seconds[place][site + 1], asked.problem.sites[site].opens_s)
        now = begin + asked.problem.sites[site].service_s
        found.append(Reached(asked.stops[site], begin, now))
        place = site + 1
    return found


def _day(asked: Question, rider: Rider, trip: Trip, reached: Sequence[Reached], fetch_before: int | None) -> NewDay:
    van, road = rider.van, asked.road
    done = driven_m(road, van)
    fetch = _fetch(asked, trip)
    ahead = asked.problem.metres
    way = [site + 1 for site in trip.sites]
    if fetch is not None:
        way.insert(fetch[0], fetch[1])
    places = [asked.problem.carriers[trip.carrier].start, *way, WAREHOUSE]
    to_next = road.metres[standing(van, road.now_s).place][rider.fixed[0].stop.place] if rider.fixed else 0
    metres = done + to_next + sum(ahead[one][other] for one, other in pairwise(places))
    end = back_s(road, van, reached)
    return _whole_day(asked, van, rider.before, metres, end, len(reached), fetch_before)


def _standing_still(asked: Question, van: RoadVan) -> NewDay:
    """The broken van drives no further: what it has done, until now."""
    before = expected(asked.road, van)
    return _whole_day(asked, van, before, driven_m(asked.road, van), asked.road.now_s, 0, None)


def _whole_day(
    asked: Question, van: RoadVan, before: Sequence[Reached], metres: int, end: int, ahead: int, fetch: int | None
) -> NewDay:
    road, here = asked.road, standing(van, asked.road.now_s)
    was_m = driven_m(road, van) + ahead_m(road, here.place, [one.stop.place for one in before], _old_fetch(van, before))
    was_end = back_s(road, van, before)
    end = max(end, van.left_s, van.start_min * 60)
    done = len(van.past)
    return NewDay(
        van=van,
        was_m=was_m,
        was_fen=_cost(van, was_m, was_end - van.left_s, done + len(before)),
        was_end_s=was_end,
        metres=metres,
        seconds=end - van.left_s,
        fen=_cost(van, metres, end - van.left_s, done + ahead),
        end_s=end,
        fetch_before=fetch,
    )


def _old_fetch(van: RoadVan, before: Sequence[Reached]) -> tuple[int, int] | None:
    if van.fetch is None:
        return None
    at = next((i for i, one in enumerate(before) if one.stop.drop_no >= van.fetch.before_drop), None)
    return None if at is None else (at, van.fetch.place)


def _cost(van: RoadVan, metres: int, seconds: int, stops: int) -> int:
    return trip_cost_fen(van.carrier, metres, max(0, seconds), stops=stops, is_first=van.trip == 1)


def _left(asked: Question, limits: dict[int, Limit], before: dict[int, tuple[RoadVan, Reached]]) -> Iterable[NewStop]:
    """Stops nobody takes; a new one among them gets no row at all."""
    for site, limit in sorted(limits.items()):
        if asked.stops[site].stop_id is not None:
            yield _stays(asked.stops[site], before, limit=limit)
    for stop in asked.left:
        yield _stays(stop, before, limit=Limit.NO_VAN)


def _stays(
    stop: RoadStop,
    before: dict[int, tuple[RoadVan, Reached]],
    *,
    limit: Limit | None = None,
    is_skipped: bool = False,
) -> NewStop:
    van, was = before[stop.point_id]
    route, drop = van.route_id, stop.drop_no
    return NewStop(stop, route, drop, was.arrive_s, route, drop, was.arrive_s, was.leave_s, limit, is_skipped)
