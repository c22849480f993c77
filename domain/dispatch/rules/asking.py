"""What happened on the road as a Problem for an engine: only stops still to be reached, each on the van its goods ride on.

The stop a van is driving to stays its next one, unless just that stop or the road to it is gone. A stop of the broken
van, or a new one, may ride on every other van that has no other goods to take over; what it needs waits at one place.
Next: inserting.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from domain.common.errors import Refusal
from domain.dispatch.rules.expecting import WAREHOUSE, Reached, back_s, expected, standing
from domain.dispatch.words import NobodyOnTheRoad, NothingToReplan, NotOnTheRoad, StopIsPast
from domain.dispatch.words.road import ExtraStop, RoadClosed, RoadEvent, StopSkipped, VanBroken, VanLate
from domain.dispatch.words.state import Road, RoadStop, RoadVan
from domain.routing.words import Carrier, Problem, Proposal, RouteState, Site, StopState, Trip

NO_WINDOW_S = 172_800
TAKE_STOP_S, TAKE_TOTE_S = 60, 20
"""Taking over: finding a stop's crates on the other van, and carrying each."""
DETOUR = 3
"""So many times the closed leg, where no third place is known to go around by."""


@dataclass(frozen=True, slots=True)
class Rider:
    """A van in the question: the stop it is driving to (or none), where and when it is free after it, its other stops
    as sites in the present order, and all of them as they are expected now."""

    van: RoadVan
    fixed: tuple[Reached, ...]
    place: int
    free_s: int
    sites: tuple[int, ...]
    before: tuple[Reached, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """The problem with what its numbers mean: site -> stop, carrier -> rider. `waiting`: sites whose goods are taken
    over; `left`: stops of the broken van that nobody can be asked about; `skipped`: the stop that is left out.

    `road` is the road as it is now, with what happened taken into it.
    """

    road: Road
    problem: Problem
    stops: tuple[RoadStop, ...]
    riders: tuple[Rider, ...]
    waiting: frozenset[int]
    broken: RoadVan | None = None
    left: tuple[RoadStop, ...] = ()
    skipped: RoadStop | None = None

    @property
    def present(self) -> Proposal:
        """The order of today, without what waits."""
        return Proposal(
            tuple(self.trip(number, rider.sites) for number, rider in enumerate(self.riders) if rider.sites)
        )

    def trip(self, carrier: int, sites: Sequence[int]) -> Trip:
        """A carrier's trip over these sites; goods that wait are called for before the first that needs them."""
        asks = [at for at, site in enumerate(sites) if self.problem.sites[site].fetch_from is not None]
        return Trip(carrier, tuple(sites), asks[0] if asks else None)


def question(road: Road, event: RoadEvent) -> Question | Refusal:
    """The question of an event, or why there is none to ask."""
    match event:
        case VanBroken():
            return _broken(road, event)
        case VanLate():
            van = road.van(event.route_id)
            if van is None or not van.pending:
                return NothingToReplan(road.cycle)
            return _asked(road, [_Wish(van, late_s=event.minutes * 60)])
        case RoadClosed():
            return _closed(road, event)
        case StopSkipped():
            return _skipped(road, event)
        case ExtraStop():
            return _extra(road)


class _Places:
    """The places of the problem's matrices in their order; those behind the sites are numbered as they are asked for.

    Where goods wait has one number, another than where a van begins: who stands there has not taken them yet.
    """

    def __init__(self, numbered: list[int]) -> None:
        self.numbered = numbered
        self._calls = {WAREHOUSE: WAREHOUSE}

    def begin(self, place: int) -> int:
        """The number of the place where a van begins."""
        self.numbered.append(place)
        return len(self.numbered) - 1

    def call(self, place: int) -> int:
        """The number of the place where goods wait."""
        if place not in self._calls:
            self._calls[place] = self.begin(place)
        return self._calls[place]


@dataclass(frozen=True, slots=True)
class _Wish:
    """A van that takes part: so much later, without this stop, and whether its next stop may change."""

    van: RoadVan
    late_s: int = 0
    without: int | None = None
    next_is_free: bool = False


def _broken(road: Road, event: VanBroken) -> Question | Refusal:
    broken = road.van(event.route_id)
    if broken is None:
        return NotOnTheRoad("", "")
    if not broken.pending:
        return NothingToReplan(road.cycle)
    others = [_Wish(van) for van in road.vans if van is not broken and van.state == RouteState.DEPARTED]
    if not others:
        return NobodyOnTheRoad(road.cycle)
    # What itself still waits elsewhere for the broken van is taken over first, then planned anew.
    waiting = [stop for stop in broken.pending if not stop.awaited]
    left = tuple(stop for stop in broken.pending if stop.awaited)
    return _asked(road, others, waiting=waiting, at=road.meeting, broken=broken, left=left)


def _closed(road: Road, event: RoadClosed) -> Question | Refusal:
    one, other = (
        WAREHOUSE if point is None else road.points.get(point, -1) for point in (event.one_id, event.other_id)
    )
    legs = {(one, other), (other, one)}
    wishes = []
    for van in road.vans:
        places = [standing(van, road.now_s).place, *(stop.place for stop in van.pending)]
        ways = list(pairwise(places))
        if legs & {*ways, (places[-1], WAREHOUSE)} and van.pending:
            wishes.append(_Wish(van, next_is_free=bool(ways) and ways[0] in legs))
    if not wishes:
        return NothingToReplan(road.cycle)
    return _asked(without_road(road, one, other), wishes)


def _skipped(road: Road, event: StopSkipped) -> Question | Refusal:
    found = next(((van, stop) for van, stop in road.stops if stop.stop_id == event.stop_id), None)
    if found is None:
        return NothingToReplan(road.cycle)
    van, stop = found
    if stop.state != StopState.PENDING:
        return StopIsPast(stop.point, stop.state)
    is_next = van.pending[0].stop_id == stop.stop_id
    return _asked(road, [_Wish(van, without=stop.stop_id, next_is_free=is_next)], skipped=stop)


def _extra(road: Road) -> Question | Refusal:
    wishes = [_Wish(van) for van in road.vans if van.state == RouteState.DEPARTED]
    if road.extra is None:
        return NothingToReplan(road.cycle)
    return _asked(road, wishes, waiting=[road.extra], at=WAREHOUSE) if wishes else NobodyOnTheRoad(road.cycle)


def without_road(road: Road, one: int, other: int) -> Road:
    """The road with no direct way between two places: around by the best third place."""
    metres, seconds = [list(row) for row in road.metres], [list(row) for row in road.seconds]
    for start, end in ((one, other), (other, one)):
        by = [place for place in range(len(metres)) if place not in (one, other)]
        best = min(by, key=lambda place: road.seconds[start][place] + road.seconds[place][end], default=None)
        if best is None:
            metres[start][end], seconds[start][end] = (
                DETOUR * table[start][end] for table in (road.metres, road.seconds)
            )
        else:
            metres[start][end] = road.metres[start][best] + road.metres[best][end]
            seconds[start][end] = road.seconds[start][best] + road.seconds[best][end]
    return replace(road, metres=tuple(map(tuple, metres)), seconds=tuple(map(tuple, seconds)))


def _asked(
    road: Road,
    wishes: Sequence[_Wish],
    *,
    waiting: Sequence[RoadStop] = (),
    at: int | None = None,
    broken: RoadVan | None = None,
    left: tuple[RoadStop, ...] = (),
    skipped: RoadStop | None = None,
) -> Question:
    stops: list[RoadStop] = []
    riders = [_rider(road, wish, stops) for wish in wishes]
    places = _Places([WAREHOUSE, *(stop.place for stop in (*stops, *waiting))])
    takers = frozenset(number for number, rider in enumerate(riders) if rider.van.fetch is None)
    sites = [
        _own_site(rider, number, stop, places)
        for number, rider in enumerate(riders)
        for stop in (stops[site] for site in rider.sites)
    ]
    for stop in waiting:
        fetch_from = places.call(at if at is not None else WAREHOUSE)
        need = TAKE_STOP_S + TAKE_TOTE_S * stop.crates
        may = frozenset(one for one in takers if stop.vans is None or riders[one].van.van_id in stop.vans)
        sites.append(replace(site_of(stop), only=may, fetch_from=fetch_from, fetch_s=need))
    carriers = tuple(_carrier(road, rider, places) for rider in riders)
    problem = Problem(
        tuple(sites),
        carriers,
        tuple(tuple(road.metres[one][other] for other in places.numbered) for one in places.numbered),
        tuple(tuple(road.seconds[one][other] for other in places.numbered) for one in places.numbered),
    )
    all_stops = (*stops, *waiting)
    new = frozenset(range(len(stops), len(all_stops)))
    return Question(road, problem, all_stops, tuple(riders), new, broken, left, skipped)


def _rider(road: Road, wish: _Wish, stops: list[RoadStop]) -> Rider:
    """The van's own part; its stops that may change are added to `stops`."""
    van = wish.van
    here, before = standing(van, road.now_s), expected(road, van, late_s=wish.late_s)
    fixed: tuple[Reached, ...] = ()
    place, free_s = here.place, max(here.free_s, road.now_s) + wish.late_s
    if before and here.drives and not wish.next_is_free:
        fixed = before[:1]
        place, free_s = before[0].stop.place, before[0].leave_s
    mine = [one.stop for one in before[len(fixed) :] if one.stop.stop_id != wish.without]
    sites = tuple(range(len(stops), len(stops) + len(mine)))
    stops += mine
    return Rider(van, fixed, place, free_s, sites, before)


def _own_site(rider: Rider, number: int, stop: RoadStop, places: _Places) -> Site:
    """A stop whose goods are on its own van, or wait where that van calls for them by an earlier re-plan."""
    site = replace(site_of(stop), only=frozenset({number}))
    fetch = rider.van.fetch
    is_past_it = fetch is not None and any(one.stop.drop_no >= fetch.before_drop for one in rider.fixed)
    if fetch is None or not stop.awaited or is_past_it:
        return site
    need = TAKE_STOP_S + TAKE_TOTE_S * stop.awaited
    return replace(site, fetch_from=places.call(fetch.place), fetch_s=need)


def site_of(stop: RoadStop) -> Site:
    """The stop's load and hours in the numbers of an engine."""
    return Site(
        weight_g=stop.weight_g,
        volume_ml=stop.volume_ml,
        totes=stop.crates,
        cold_totes=stop.cold_totes,
        opens_s=stop.opens_s,
        closes_s=NO_WINDOW_S if stop.closes_s is None else stop.closes_s,
        service_s=stop.service_s,
    )


def _carrier(road: Road, rider: Rider, places: _Places) -> Carrier:
    """The van from where it is free on. What rides along and is for no stop to come takes its room."""
    van = rider.van
    mine = [tote for stop in van.stops for tote in stop.totes if tote.route_id == van.route_id and _is_open(stop)]
    spare = (
        van.carrier.max_weight_g - max(0, van.weight_g - sum(tote.weight_g for tote in mine)),
        van.carrier.max_volume_ml - max(0, van.volume_ml - sum(tote.volume_ml for tote in mine)),
        van.carrier.max_totes - max(0, van.aboard - len(mine)),
    )
    return replace(
        van.carrier,
        max_weight_g=spare[0],
        max_volume_ml=spare[1],
        max_totes=spare[2],
        shift_start_s=rider.free_s,
        shift_end_s=max(van.carrier.shift_end_s, back_s(road, van, rider.before)),
        fixed_cost_fen=0,
        max_trips=1,
        reload_s=0,
        start=places.begin(rider.place),
        end=WAREHOUSE,
    )


def _is_open(stop: RoadStop) -> bool:
    return stop.state in (StopState.PENDING, StopState.ARRIVED)
