"""Where a point fits that has no van yet, or what stands in its way. Next: changing.py."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.routing.rules.checking import breaches_of
from domain.routing.rules.timing import timed
from domain.routing.words import Breach, Limit, Problem, Proposal, Trip

ORDER = (Limit.COLD, Limit.WEIGHT, Limit.VOLUME, Limit.TOTES, Limit.WINDOW, Limit.SHIFT)
"""Of several limits in the way the first of these is told: what no other order of stops would mend comes first."""


@dataclass(frozen=True, slots=True)
class Place:
    """A site put into a trip: the trip as it would be, what it costs more (fen, m), what it breaches."""

    trip: Trip
    more_fen: int
    more_m: int
    breaches: tuple[Breach, ...]

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """Fewest breaches, then cheapest, then shortest."""
        return len(self.breaches), self.more_fen, self.more_m, self.trip.carrier


def completed(problem: Problem, proposal: Proposal, sites: Sequence[int]) -> tuple[Proposal, dict[int, Limit]]:
    """The proposal with each of `sites` it leaves out put where it fits, and for the rest the limit in the way."""
    trips = {trip.carrier: trip for trip in proposal.trips}
    served = {site for trip in proposal.trips for site in trip.sites}
    left_out: dict[int, Limit] = {}
    for site in sites:
        if site in served:
            continue
        best = min(places(problem, trips, site), key=lambda place: place.rank, default=None)
        if best is None:
            left_out[site] = Limit.NO_VAN
        elif best.breaches:
            left_out[site] = told(best.breaches)
        else:
            trips[best.trip.carrier] = best.trip
    return Proposal(tuple(trips[carrier] for carrier in sorted(trips))), left_out


def thinned(problem: Problem, proposal: Proposal) -> Proposal:
    """The proposal without the sites that break a limit: whatever an engine gives, what stays keeps every limit."""
    kept = (_without_breaches(problem, trip) for trip in proposal.trips)
    return Proposal(tuple(trip for trip in kept if trip.sites))


def _without_breaches(problem: Problem, trip: Trip) -> Trip:
    """Sites go one by one, each time the one without which least is broken and most is still delivered."""
    while trip.sites and any(breaches_of(problem, timed(problem, trip))):
        shorter = (Trip(trip.carrier, (*trip.sites[:at], *trip.sites[at + 1 :])) for at in range(len(trip.sites)))
        trip = min(shorter, key=lambda one: _broken(problem, one))
    return trip


def _broken(problem: Problem, trip: Trip) -> tuple[int, int]:
    now = timed(problem, trip)
    return sum(1 for _ in breaches_of(problem, now)), -now.weight_g


def told(breaches: Sequence[Breach]) -> Limit:
    """The one limit a person is told."""
    return min((breach.limit for breach in breaches), key=ORDER.index)


def places(problem: Problem, trips: dict[int, Trip], site: int) -> Iterator[Place]:
    """The site at every place of every carrier that may take it."""
    for carrier in range(len(problem.carriers)):
        if not problem.sites[site].may_ride(carrier):
            continue
        before = trips.get(carrier, Trip(carrier, ()))
        was = timed(problem, before)
        for at in range(len(before.sites) + 1):
            trip = Trip(carrier, (*before.sites[:at], site, *before.sites[at:]))
            now = timed(problem, trip)
            more = now.cost_fen - was.cost_fen, now.distance_m - was.distance_m
            yield Place(trip, *more, tuple(breaches_of(problem, now)))
