"""A van's trips with hours, metres, loads and cost from its order of stops alone. The engine's sums are never taken over.

A van leaves as late as it can without being back later: it waits in the yard, not at a closed door. Hours are paid
from the first leaving to the last return; loading between two trips counts. Next: checking.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from domain.routing.words import Carrier, Problem, Proposal, Site, TimedTrip, Trip, Visit

WAREHOUSE = 0
"""The number of its place in the matrices."""


@dataclass(frozen=True, slots=True)
class Call:
    """Somewhere a van stops: a site to unload at, or (site None) where it takes over goods that wait for it."""

    place: int
    service_s: int
    opens_s: int = 0
    closes_s: int = 172_800
    site: int | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """A trip as places: where it begins, its calls, where it ends (None: at its last call)."""

    begin: int
    calls: tuple[Call, ...]
    end: int | None

    @property
    def legs(self) -> list[tuple[int, int]]:
        """(from, to) in the numbers of the matrices; none for an empty trip."""
        if not self.calls:
            return []
        ends = [] if self.end is None else [self.end]
        return list(pairwise([self.begin, *(call.place for call in self.calls), *ends]))


def timed(problem: Problem, trip: Trip) -> TimedTrip:
    """The only trip of its van that day. A stop that is reached too late stays late: rules.checking says so."""
    return timed_day(problem, (trip,))[0]


def timed_proposal(problem: Problem, proposal: Proposal) -> tuple[TimedTrip, ...]:
    """Every trip of a proposal, in its order."""
    order = sorted(range(len(proposal.trips)), key=lambda at: proposal.trips[at].carrier)
    found: dict[int, TimedTrip] = {}
    for _, numbers in groupby(order, key=lambda at: proposal.trips[at].carrier):
        mine = list(numbers)
        found |= zip(mine, timed_day(problem, [proposal.trips[at] for at in mine]), strict=True)
    return tuple(found[at] for at in range(len(proposal.trips)))


def timed_day(problem: Problem, trips: Sequence[Trip]) -> tuple[TimedTrip, ...]:
    """The trips of one van in the order it drives them: each begins when the one before is back and the van loaded.

    The fixed price is the first trip's; a later one pays the hours since the return before it.
    """
    carrier = problem.carriers[trips[0].carrier]
    ways = [way_of(problem, trip, at == 0, at == len(trips) - 1) for at, trip in enumerate(trips)]
    starts = _starts(problem, carrier, ways)
    found: list[TimedTrip] = []
    for trip, way, start in zip(trips, ways, starts, strict=True):
        begins, end = _driven(problem, way, start)
        paid_from = found[-1].end_s if found else start
        found.append(_timed(problem, trip, way, begins, (start, end, end - paid_from), is_first=not found))
    return tuple(found)


def way_of(problem: Problem, trip: Trip, is_first: bool = True, is_last: bool = True) -> Way:
    """The places of a trip. Only the first begins and only the last ends where the van's day does."""
    carrier = problem.carriers[trip.carrier]
    calls = [
        Call(number + 1, site.service_s, site.opens_s, site.closes_s, number)
        for number, site in ((number, problem.sites[number]) for number in trip.sites)
    ]
    begin = carrier.start if is_first else WAREHOUSE
    if trip.fetch is not None:
        waiting = [problem.sites[number] for number in fetched(problem, trip, begin)]
        if waiting:
            place = waiting[0].fetch_from or WAREHOUSE
            calls.insert(trip.fetch, Call(place, sum(site.fetch_s for site in waiting)))
    return Way(begin, tuple(calls), carrier.end if is_last else WAREHOUSE)


def fetched(problem: Problem, trip: Trip, begin: int) -> list[int]:
    """The sites of a trip whose goods are not on the van when it sets out from `begin`."""
    return [number for number in trip.sites if problem.sites[number].fetch_from not in (None, begin)]


def trip_cost_fen(carrier: Carrier, distance_m: int, duration_s: int, *, stops: int = 0, is_first: bool = True) -> int:
    """Fixed price (of a day's first trip), kilometres, hours and stops of one trip in fen; each of the first two sums
    rounded half up."""
    road = (carrier.km_cost_fen * distance_m + 500) // 1000
    hours = (carrier.hour_cost_fen * duration_s + 1800) // 3600
    return carrier.fixed_cost_fen * is_first + road + hours + carrier.stop_cost_fen * stops


def _timed(
    problem: Problem, trip: Trip, way: Way, begins: Sequence[int], hours: tuple[int, int, int], *, is_first: bool
) -> TimedTrip:
    """`hours`: start, end, and the seconds that are paid."""
    start, end, paid_s = hours
    distance = sum(problem.metres[one][other] for one, other in way.legs)
    called = list(zip(way.calls, begins, strict=True))
    loads = most_aboard(problem, trip, way.begin)
    cost = trip_cost_fen(problem.carriers[trip.carrier], distance, paid_s, stops=len(trip.sites), is_first=is_first)
    return TimedTrip(
        carrier=trip.carrier,
        start_s=start,
        end_s=end,
        distance_m=distance,
        cost_fen=cost if trip.sites else 0,
        weight_g=loads[0],
        volume_ml=loads[1],
        totes=loads[2],
        visits=tuple(Visit(call.site, at, at + call.service_s) for call, at in called if call.site is not None),
        cold_totes=loads[3],
        fetched_s=next((at for call, at in called if call.site is None), None),
    )


def most_aboard(problem: Problem, trip: Trip, begin: int) -> tuple[int, int, int, int]:
    """The most of g, ml, totes and cold totes that is on the van at any moment of the trip."""
    waiting = set(fetched(problem, trip, begin))
    at_first = _loads(problem.sites[number] for number in trip.sites if number not in waiting)
    if not waiting:
        return at_first
    after = _loads(problem.sites[number] for number in trip.sites[trip.fetch or 0 :])
    weight, volume, totes, cold = (max(pair) for pair in zip(at_first, after, strict=True))
    return weight, volume, totes, cold


def _loads(sites: Iterable[Site]) -> tuple[int, int, int, int]:
    weight = volume = totes = cold = 0
    for site in sites:
        weight += site.weight_g
        volume += site.volume_ml
        totes += site.totes
        cold += site.cold_totes
    return weight, volume, totes, cold


def _starts(problem: Problem, carrier: Carrier, ways: Sequence[Way]) -> list[int]:
    """When each trip sets out: all as early as they can first, then each as late as the one after it allows."""
    earliest, free = [], carrier.shift_start_s
    for way in ways:
        earliest.append(free)
        back = _driven(problem, way, free)[1]
        free = back + carrier.reload_s
    starts, back_by = [], back
    for way, early in zip(reversed(ways), reversed(earliest), strict=True):
        start = max(early, _latest_start(problem, way, early, back_by)) if way.calls else early
        starts.append(start)
        back_by = start - carrier.reload_s
    return starts[::-1]


def _driven(problem: Problem, way: Way, start: int) -> tuple[list[int], int]:
    """When each call begins (after waiting for its hours), and when the van is back, s of the day."""
    begins, now = [], start
    for call, (one, other) in zip(way.calls, way.legs, strict=False):
        begin = max(now + problem.seconds[one][other], call.opens_s)
        begins.append(begin)
        now = begin + call.service_s
    return begins, now + (problem.seconds[way.legs[-1][0]][way.legs[-1][1]] if _returns(way) else 0)


def _returns(way: Way) -> bool:
    return bool(way.calls) and way.end is not None


def _latest_start(problem: Problem, way: Way, start: int, back_by: int) -> int:
    """The latest leaving that is back by `back_by`, and at no call later past its hours than leaving at `start`."""
    begins, _ = _driven(problem, way, start)
    legs, latest = way.legs, back_by
    homeward = problem.seconds[legs[-1][0]][legs[-1][1]] if _returns(way) else 0
    onward = [*(problem.seconds[one][other] for one, other in legs[1 : len(way.calls)]), homeward]
    for call, begin, leg in zip(reversed(way.calls), reversed(begins), reversed(onward), strict=True):
        latest = min(max(call.closes_s, begin), latest - leg - call.service_s)
    return latest - problem.seconds[legs[0][0]][legs[0][1]]
