"""The second look at every plan: written apart from any engine, in plain Python. No plan it rejects is stored.

Next: placing.py, which asks it what stands in a point's way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from domain.routing.rules.timing import timed
from domain.routing.words import Breach, Checked, Limit, Problem, Proposal, TimedTrip, Trip

MINUTE_S = 60


def checked(problem: Problem, proposal: Proposal) -> Checked:
    """The proposal with its trips timed, every limit that does not hold, and every fault of form."""
    faults = tuple(_faults(problem, proposal))
    if faults:
        return Checked((), (), faults)
    trips = tuple(timed(problem, trip) for trip in proposal.trips)
    breaches = tuple(breach for trip in trips for breach in breaches_of(problem, trip))
    return Checked(trips, breaches, ())


def _faults(problem: Problem, proposal: Proposal) -> Iterator[str]:
    """What no engine may do: unknown numbers, a site twice, a carrier twice, a pinned site elsewhere, an empty trip."""
    for trip in proposal.trips:
        if not 0 <= trip.carrier < len(problem.carriers):
            yield f"carrier {trip.carrier} is none"
        if not trip.sites:
            yield f"carrier {trip.carrier} has an empty trip"
        yield from (f"site {site} is none" for site in trip.sites if not 0 <= site < len(problem.sites))
        yield from (f"site {site} is pinned elsewhere" for site in trip.sites if _is_elsewhere(problem, trip, site))
    used = Counter(trip.carrier for trip in proposal.trips)
    yield from (f"carrier {carrier} has {count} trips" for carrier, count in used.items() if count > 1)
    served = Counter(site for trip in proposal.trips for site in trip.sites)
    yield from (f"site {site} is served {count} times" for site, count in served.items() if count > 1)


def _is_elsewhere(problem: Problem, trip: Trip, site: int) -> bool:
    return 0 <= site < len(problem.sites) and not problem.sites[site].may_ride(trip.carrier)


def breaches_of(problem: Problem, trip: TimedTrip) -> Iterator[Breach]:
    """Every limit the trip does not keep: loads, cold box, hours of the points, shift."""
    carrier, number = problem.carriers[trip.carrier], trip.carrier
    for limit, value, allowed in (
        (Limit.WEIGHT, trip.weight_g, carrier.max_weight_g),
        (Limit.VOLUME, trip.volume_ml, carrier.max_volume_ml),
        (Limit.TOTES, trip.totes, carrier.max_totes),
        (Limit.SHIFT, minute(trip.end_s), minute(carrier.shift_end_s)),
    ):
        if value > allowed:
            yield Breach(limit, number, value, allowed)
    for visit in trip.visits:
        site = problem.sites[visit.site]
        if visit.arrive_s > site.closes_s:
            yield Breach(Limit.WINDOW, number, minute(visit.arrive_s), minute(site.closes_s), visit.site)
        if site.cold_totes > carrier.max_cold_totes:
            yield Breach(Limit.COLD, number, site.cold_totes, carrier.max_cold_totes, visit.site)


def minute(seconds: int) -> int:
    """Whole minutes of the day, a begun one counted: what a person reads, and never earlier than it is."""
    return -(-seconds // MINUTE_S)
