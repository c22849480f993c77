"""Stops put one by one where they cost least, and moved on their van while that saves: the plan an engine begins with.

Next: answering.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from domain.dispatch.rules.asking import Question
from domain.routing.rules.checking import breaches_of
from domain.routing.rules.timing import timed
from domain.routing.words import Problem, Proposal, Trip

MOST_SHIFTED = 12
"""Longer trips are left to the engine: trying each place would take its seconds."""


def inserted(asked: Question, problem: Problem, begun: Proposal) -> Proposal:
    """The plan begun with every site that fits put where it breaks nothing and costs least, the heaviest first."""
    trips = {trip.carrier: trip for trip in begun.trips}
    served = {site for trip in begun.trips for site in trip.sites}
    rest = [site for site in range(len(problem.sites)) if site not in served]
    for site in sorted(rest, key=lambda one: (-problem.sites[one].totes, one)):
        best = next(_fitting(asked, problem, trips, site), None)
        if best is not None:
            trips[best.carrier] = best
    return Proposal(tuple(trips[carrier] for carrier in sorted(trips)))


def _fitting(asked: Question, problem: Problem, trips: dict[int, Trip], site: int) -> Iterator[Trip]:
    """The trips with the site in them that break no limit, the one that adds least of road and time first."""
    found: list[tuple[int, int, int, Trip]] = []
    for carrier in sorted(problem.sites[site].only or range(len(problem.carriers))):
        before = trips.get(carrier, Trip(carrier, ()))
        was = _road_fen(problem, before)
        for at in range(len(before.sites) + 1):
            trip = asked.trip(carrier, (*before.sites[:at], site, *before.sites[at:]))
            found.append((_road_fen(problem, trip) - was, carrier, at, trip))
    for _, _, _, trip in sorted(found, key=lambda place: place[:3]):
        if not any(breaches_of(problem, timed(problem, trip))):
            yield trip


def _road_fen(problem: Problem, trip: Trip) -> int:
    """What a trip's road and driving time cost, in thousandths of a fen: cheap to reckon for every place there is."""
    if not trip.sites:
        return 0
    carrier = problem.carriers[trip.carrier]
    places = [carrier.start, *(site + 1 for site in trip.sites), *([] if carrier.end is None else [carrier.end])]
    if trip.fetch is not None:
        waits = problem.sites[trip.sites[trip.fetch]].fetch_from
        places.insert(trip.fetch + 1, waits or 0)
    fen = 0
    for one, other in pairwise(places):
        fen += (
            problem.metres[one][other] * (carrier.km_cost_fen + 1) + problem.seconds[one][other] * carrier.hour_cost_fen
        )
    return fen


def without_breaches(problem: Problem, begun: Proposal) -> Proposal:
    """The trips of a plan that keep every limit; the sites of the others are put in again one by one."""
    return Proposal(tuple(trip for trip in begun.trips if not any(breaches_of(problem, timed(problem, trip)))))


def shifted(asked: Question, problem: Problem, begun: Proposal) -> Proposal:
    """The plan with stops moved to another place on their own van for as long as that costs less and breaks nothing."""
    return Proposal(tuple(_shifted(asked, problem, trip) for trip in begun.trips))


def _shifted(asked: Question, problem: Problem, trip: Trip) -> Trip:
    if len(trip.sites) > MOST_SHIFTED:
        return trip
    best, cost = trip, _cost(problem, trip)
    is_better = True
    while is_better:
        is_better = False
        for one in _neighbours(asked, best):
            now = _cost(problem, one)
            if now is not None and (cost is None or now < cost):
                best, cost, is_better = one, now, True
                break
    return best


def _neighbours(asked: Question, trip: Trip) -> Iterator[Trip]:
    """The trip with one of its sites at every other place, and with every stretch turned round."""
    sites = trip.sites
    for at, site in enumerate(sites):
        rest = (*sites[:at], *sites[at + 1 :])
        yield from (asked.trip(trip.carrier, (*rest[:to], site, *rest[to:])) for to in range(len(sites)) if to != at)
    for start in range(len(sites) - 2):
        for end in range(start + 3, len(sites) + 1):
            turned = sites[start:end][::-1]
            yield asked.trip(trip.carrier, (*sites[:start], *turned, *sites[end:]))


def _cost(problem: Problem, trip: Trip) -> tuple[int, int] | None:
    """Fen, then metres; None when a limit breaks."""
    now = timed(problem, trip)
    return None if any(breaches_of(problem, now)) else (now.cost_fen, now.distance_m)
