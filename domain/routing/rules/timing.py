"""A trip's hours, metres, load and cost from its order of stops alone. The engine's own sums are never taken over.

A van leaves as late as it can without being back later: it waits in the yard, not at a closed door. Next: checking.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from domain.routing.words import Carrier, Problem, Site, TimedTrip, Trip, Visit


def timed(problem: Problem, trip: Trip) -> TimedTrip:
    """The trip as it is driven. A stop that is reached too late stays late: rules.checking says so."""
    carrier = problem.carriers[trip.carrier]
    sites = [problem.sites[site] for site in trip.sites]
    legs = _legs(trip.sites)
    start = carrier.shift_start_s
    if sites:
        start = max(start, _latest_start(problem, sites, legs, start))
    begins, end = _driven(problem, sites, legs, start)
    distance = sum(problem.metres[one][other] for one, other in legs)
    return TimedTrip(
        carrier=trip.carrier,
        start_s=start,
        end_s=end,
        distance_m=distance,
        cost_fen=trip_cost_fen(carrier, distance, end - start) if sites else 0,
        weight_g=sum(site.weight_g for site in sites),
        volume_ml=sum(site.volume_ml for site in sites),
        totes=sum(site.totes for site in sites),
        visits=tuple(
            Visit(number, begin, begin + site.service_s)
            for number, begin, site in zip(trip.sites, begins, sites, strict=True)
        ),
    )


def trip_cost_fen(carrier: Carrier, distance_m: int, duration_s: int) -> int:
    """Fixed price, kilometres and hours of one trip in fen; each of the two sums rounded half up."""
    road = (carrier.km_cost_fen * distance_m + 500) // 1000
    hours = (carrier.hour_cost_fen * duration_s + 1800) // 3600
    return carrier.fixed_cost_fen + road + hours


def _legs(sites: Sequence[int]) -> list[tuple[int, int]]:
    """(from, to) in the numbers of the matrices, out of the warehouse and back to it; none for an empty trip."""
    stops = [0, *(site + 1 for site in sites), 0]
    return list(pairwise(stops)) if sites else []


def _driven(
    problem: Problem, sites: Sequence[Site], legs: Sequence[tuple[int, int]], start: int
) -> tuple[list[int], int]:
    """When unloading begins at each stop, and when the van is back, s of the day."""
    begins, now = [], start
    for site, (one, other) in zip(sites, legs, strict=False):
        begin = max(now + problem.seconds[one][other], site.opens_s)
        begins.append(begin)
        now = begin + site.service_s
    return begins, now + (problem.seconds[legs[-1][0]][legs[-1][1]] if legs else 0)


def _latest_start(problem: Problem, sites: Sequence[Site], legs: Sequence[tuple[int, int]], start: int) -> int:
    """The latest leaving that brings the van back no later, and no stop later past its hours, than leaving at `start`."""
    begins, latest = _driven(problem, sites, legs, start)
    for site, begin, (one, other) in zip(reversed(sites), reversed(begins), reversed(legs[1:]), strict=True):
        latest = min(max(site.closes_s, begin), latest - problem.seconds[one][other] - site.service_s)
    one, other = legs[0]
    return latest - problem.seconds[one][other]
