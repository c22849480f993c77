"""The peak night's routes: the proof that one trip a van does not do, and the cheapest ways out, each looked at again.

39 t and 195 m3 to 200 points by 11:00 with 10 vans of 1.5 t and 9 m3, unloaded by trolley (where further trips do) and
by hand (where the hours do not last either). The floor is the time of the searches alone.
"""

from __future__ import annotations

import time
from argparse import Namespace
from typing import Any

from benchmarks.fresh_process import Answer, Clock, Run, figures, in_fresh_process
from benchmarks.peak_town import BY_HAND, BY_TROLLEY, POINTS, peak_problem
from domain.routing.words import Finder, Offers, Problem, Proposal, Shortfall, WayOut

NAME = "peak_routes"
SECONDS = 2.0
"""How long each search may take."""
TO_REACH = {"proof_seconds": 0.5, "whole": True}


def measure(options: Namespace) -> Answer:
    """seconds of both questions, per kind of unloading the shortfalls and the ways out; every plan is checked."""
    seconds = getattr(options, "seconds", None) or SECONDS
    run = in_fresh_process(product, seed=getattr(options, "seed", 0) or 0, milliseconds=int(1000 * seconds))
    bare = Run(run.said.pop("floor_seconds"), run.said.pop("floor_cpu_seconds"), run.peak_mb, {})
    return {**figures(NAME, bare, run), "seconds_a_search": seconds, **run.said, "to_reach": TO_REACH}


def product(seed: int, milliseconds: int) -> Answer:
    """Both kinds of unloading asked for their ways out."""
    from domain.routing.operations.asking import finder

    searches = Timed(finder(milliseconds / 1000, seed + 1))
    with Clock() as clock:
        found = {
            name: asked(peak_problem(unloading, seed), searches)
            for name, unloading in (("by_trolley", BY_TROLLEY), ("by_hand", BY_HAND))
        }
    return {
        "seconds": clock.seconds,
        "cpu_seconds": clock.cpu_seconds,
        "floor_seconds": searches.seconds,
        "floor_cpu_seconds": searches.cpu_seconds,
        "searches": searches.count,
        **found,
    }


class Timed:
    """A search with its seconds and its calls counted."""

    def __init__(self, find: Finder) -> None:
        self._find, self.seconds, self.cpu_seconds, self.count = find, 0.0, 0.0, 0

    def __call__(self, problem: Problem) -> Proposal:
        with Clock() as clock:
            found = self._find(problem)
        self.seconds += clock.seconds
        self.cpu_seconds += clock.cpu_seconds
        self.count += 1
        return found


def asked(problem: Problem, find: Finder) -> dict[str, Any]:
    """The proofs and the ways out of one peak, each way's plan looked at again."""
    from domain.routing.rules.shortfall import shortfalls
    from domain.routing.rules.ways_out import ways_out

    begun = time.perf_counter()
    proved = shortfalls(problem)
    proof_seconds = time.perf_counter() - begun
    told = ways_out(problem, Offers(), find)
    for way in told.ways:
        _look_again(way)
    return {
        "proof_seconds": round(proof_seconds, 3),
        "left_out_in_one_trip": len(told.left_out),
        "shortfalls": [_shortfall(one) for one in proved],
        "ways": [_way(way) for way in told.ways],
    }


def _look_again(way: WayOut) -> None:
    from domain.routing.rules.checking import checked
    from domain.routing.rules.shortfall import shortfalls
    from domain.routing.words import Means

    seen = checked(way.problem, way.proposal)
    served = sum(len(trip.visits) for trip in seen.trips)
    if not seen.is_sound or (Means.LEAVE_OUT not in way.means and (served != POINTS or shortfalls(way.problem))):
        raise AssertionError(f"{sorted(way.means)} serves {served} points: {seen.breaches} {seen.faults}")


def _shortfall(one: Shortfall) -> dict[str, object]:
    return {
        "limit": one.limit.value,
        "needed": one.needed,
        "available": one.available,
        "trips_needed": one.trips_needed,
        "trips_there": one.trips_there,
    }


def _way(way: WayOut) -> dict[str, object]:
    return {
        "measures": {measure.means.value: measure.amount for measure in way.measures},
        "cost_fen": way.cost_fen,
        "distance_m": way.distance_m,
        "latest_min": -(-way.latest_s // 60),
        "trips": len(way.proposal.trips),
    }
