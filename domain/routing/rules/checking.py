"""The second look at every plan: written apart from any engine, in plain Python. No plan it rejects is stored.

Next: placing.py, which asks it what stands in a point's way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from domain.routing.rules.timing import WAREHOUSE, fetched, timed_proposal
from domain.routing.words import Breach, Checked, Limit, Problem, Proposal, TimedTrip, Trip

MINUTE_S = 60


def checked(problem: Problem, proposal: Proposal) -> Checked:
    """The proposal with its trips timed, every limit that does not hold, and every fault of form."""
    faults = (*_faults(problem, proposal), *_broken_chains(problem, proposal))
    if faults:
        return Checked((), (), faults)
    trips = timed_proposal(problem, proposal)
    breaches = tuple(breach for trip in trips for breach in breaches_of(problem, trip))
    return Checked(trips, breaches, ())


def _faults(problem: Problem, proposal: Proposal) -> Iterator[str]:
    """What no engine may do: unknown numbers, a site twice, too many trips, a site on a carrier it may not ride on."""
    used: Counter[int] = Counter()
    for trip in proposal.trips:
        if not 0 <= trip.carrier < len(problem.carriers):
            yield f"carrier {trip.carrier} is none"
            continue
        if not trip.sites:
            yield f"carrier {trip.carrier} has an empty trip"
        yield from (f"site {site} is none" for site in trip.sites if not 0 <= site < len(problem.sites))
        yield from (f"site {site} is pinned elsewhere" for site in trip.sites if _is_elsewhere(problem, trip, site))
        yield from _not_fetched(problem, trip, is_first=not used[trip.carrier])
        used[trip.carrier] += 1
    for carrier, count in used.items():
        if count > problem.carriers[carrier].max_trips:
            yield f"carrier {carrier} has {count} trips"
    served = Counter(site for trip in proposal.trips for site in trip.sites)
    yield from (f"site {site} is served {count} times" for site, count in served.items() if count > 1)


def _is_elsewhere(problem: Problem, trip: Trip, site: int) -> bool:
    return 0 <= site < len(problem.sites) and not problem.sites[site].may_ride(trip.carrier)


def _not_fetched(problem: Problem, trip: Trip, *, is_first: bool) -> Iterator[str]:
    """Goods that wait somewhere are taken over before their drop, in one call at one place."""
    if not all(0 <= site < len(problem.sites) for site in trip.sites):
        return
    waiting = fetched(problem, trip, problem.carriers[trip.carrier].start if is_first else WAREHOUSE)
    if len({problem.sites[site].fetch_from for site in waiting}) > 1:
        yield f"carrier {trip.carrier} fetches at several places"
    early = [site for site in waiting if trip.fetch is None or trip.sites.index(site) < trip.fetch]
    yield from (f"site {site} is served before its goods are fetched" for site in early)
    if trip.fetch is not None and not 0 <= trip.fetch <= len(trip.sites):
        yield f"carrier {trip.carrier} fetches before drop {trip.fetch}, which is none"


def _broken_chains(problem: Problem, proposal: Proposal) -> Iterator[str]:
    after = {(trip, at): site for trip, one in enumerate(proposal.trips) for at, site in enumerate(one.sites)}
    where = {site: place for place, site in after.items()}
    for chain in problem.chains:
        served = [site for site in chain if site in where]
        if not served:
            continue
        trip, at = where[served[0]]
        if tuple(after.get((trip, at + step)) for step in range(len(chain))) != tuple(chain):
            yield f"sites {', '.join(map(str, chain))} do not follow each other"


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
    yield from _cold_breaches(problem, trip)


def _cold_breaches(problem: Problem, trip: TimedTrip) -> Iterator[Breach]:
    """Without a cold box every cold site is told; with one that is too small, the site that asks most of it."""
    room = problem.carriers[trip.carrier].max_cold_totes
    cold = [visit.site for visit in trip.visits if problem.sites[visit.site].is_cold]
    if not room:
        yield from (Breach(Limit.COLD, trip.carrier, problem.sites[site].cold_totes, 0, site) for site in cold)
    elif trip.cold_totes > room:
        most = max(cold, key=lambda site: problem.sites[site].cold_totes)
        yield Breach(Limit.COLD, trip.carrier, trip.cold_totes, room, most)


def minute(seconds: int) -> int:
    """Whole minutes of the day, a begun one counted: what a person reads, and never earlier than it is."""
    return -(-seconds // MINUTE_S)
