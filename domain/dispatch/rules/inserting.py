"""Stops put one by one where they cost least: the plan an engine begins with, and what it is held against.

Next: answering.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.dispatch.rules.asking import Question
from domain.routing.rules.checking import breaches_of
from domain.routing.rules.timing import timed
from domain.routing.words import Problem, Proposal, Trip


def inserted(asked: Question, problem: Problem, begun: Proposal) -> Proposal:
    """The plan begun with every site that fits put where it breaks nothing and costs least, the heaviest first."""
    trips = {trip.carrier: trip for trip in begun.trips}
    served = {site for trip in begun.trips for site in trip.sites}
    rest = [site for site in range(len(problem.sites)) if site not in served]
    for site in sorted(rest, key=lambda one: (-problem.sites[one].totes, one)):
        best = min(_places(asked, problem, trips, site), key=lambda place: place[:3], default=None)
        if best is not None:
            trips[best[1]] = best[3]
    return Proposal(tuple(trips[carrier] for carrier in sorted(trips)))


def _places(
    asked: Question, problem: Problem, trips: dict[int, Trip], site: int
) -> Iterator[tuple[int, int, int, Trip]]:
    """(what it costs more, carrier, place, trip) of every place that breaks no limit."""
    for carrier in range(len(problem.carriers)):
        if not problem.sites[site].may_ride(carrier):
            continue
        before = trips.get(carrier, Trip(carrier, ()))
        was = timed(problem, before).cost_fen if before.sites else 0
        for at in range(len(before.sites) + 1):
            trip = asked.trip(carrier, (*before.sites[:at], site, *before.sites[at:]))
            now = timed(problem, trip)
            if not any(breaches_of(problem, now)):
                yield now.cost_fen - was, carrier, at, trip


def without_breaches(problem: Problem, begun: Proposal) -> Proposal:
    """The trips of a plan that keep every limit; the sites of the others are put in again one by one."""
    return Proposal(tuple(trip for trip in begun.trips if not any(breaches_of(problem, timed(problem, trip)))))
