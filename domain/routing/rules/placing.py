"""Where a point fits that has no van yet, or what stands in its way; chains move as one. Next: changing.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from domain.routing.rules.checking import breaches_of
from domain.routing.rules.timing import timed_day
from domain.routing.words import Breach, Limit, Problem, Proposal, TimedTrip, Trip

ORDER = (Limit.COLD, Limit.WEIGHT, Limit.VOLUME, Limit.TOTES, Limit.WINDOW, Limit.SHIFT)
"""Of several limits in the way the first of these is told: what no other order of stops would mend comes first."""

Unit = tuple[int, ...]
"""Sites that are served one directly after another: a chain, or one site."""
Days = Mapping[int, tuple[Trip, ...]]
"""The trips of each carrier in the order it drives them."""


@dataclass(frozen=True, slots=True)
class Place:
    """A unit put into the day of a carrier, as drop `at` (from 0) of trip `number` (from 0): the day as it would be,
    what it costs more (fen, m), what it breaches."""

    carrier: int
    day: tuple[Trip, ...]
    number: int
    at: int
    more_fen: int
    more_m: int
    breaches: tuple[Breach, ...]

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """Fewest breaches, then cheapest, then shortest."""
        return len(self.breaches), self.more_fen, self.more_m, self.carrier


def units_of(problem: Problem, sites: Sequence[int]) -> list[Unit]:
    """The units these sites stand in, each once, in the order of their first sites."""
    chains = {site: chain for chain in problem.chains for site in chain}
    found = {chains.get(site, (site,)): None for site in sites}
    return list(found)


def completed(problem: Problem, proposal: Proposal, sites: Sequence[int]) -> tuple[Proposal, dict[int, Limit]]:
    """The proposal with each of `sites` it leaves out put where it fits, and for the rest the limit in the way."""
    days = days_of(proposal)
    served = {site for trip in proposal.trips for site in trip.sites}
    left_out: dict[int, Limit] = {}
    for unit in units_of(problem, [site for site in sites if site not in served]):
        best = min(places(problem, days, unit), key=lambda place: place.rank, default=None)
        limit = _in_the_way(problem, unit, best)
        if best is not None and limit is None:
            days[best.carrier] = best.day
        elif limit is not None:
            left_out |= dict.fromkeys(unit, limit)
    return _proposal(days), left_out


def _in_the_way(problem: Problem, unit: Unit, best: Place | None) -> Limit | None:
    """Why the unit is not put at its best place; None when it is."""
    if best is None:
        return Limit.VANS if problem.carriers else Limit.NO_VAN
    if best.breaches:
        return told(best.breaches)
    prices = [problem.sites[site].price_fen for site in unit]
    known = [price for price in prices if price is not None]
    return Limit.PRICE if len(known) == len(prices) and best.more_fen > sum(known) else None


def thinned(problem: Problem, proposal: Proposal) -> Proposal:
    """The proposal without the sites that break a limit or a chain, or ride where they may not: whatever an engine
    gives, what stays keeps every limit."""
    days = {}
    for carrier, trips in days_of(_well_formed(problem, proposal)).items():
        days[carrier] = _without_breaches(problem, trips)
    return _proposal(days)


def days_of(proposal: Proposal) -> dict[int, tuple[Trip, ...]]:
    """The trips of each carrier, in their order."""
    days: dict[int, tuple[Trip, ...]] = {}
    for trip in proposal.trips:
        days[trip.carrier] = (*days.get(trip.carrier, ()), trip)
    return days


def _proposal(days: Days) -> Proposal:
    return Proposal(tuple(trip for carrier in sorted(days) for trip in days[carrier] if trip.sites))


def _well_formed(problem: Problem, proposal: Proposal) -> Proposal:
    """Without trips too many, without sites on a carrier they may not ride on, without torn chains."""
    kept, counts = [], dict.fromkeys(range(len(problem.carriers)), 0)
    for trip in proposal.trips:
        counts[trip.carrier] += 1
        if counts[trip.carrier] <= problem.carriers[trip.carrier].max_trips:
            whole = _whole_units(problem, trip)
            kept.append(_kept(trip, {site for unit in whole for site in unit}))
    return Proposal(tuple(kept))


def _whole_units(problem: Problem, trip: Trip) -> Iterator[Unit]:
    at = 0
    while at < len(trip.sites):
        unit = units_of(problem, [trip.sites[at]])[0]
        is_whole = trip.sites[at : at + len(unit)] == unit
        if is_whole and all(problem.sites[site].may_ride(trip.carrier) for site in unit):
            yield unit
        at += len(unit) if is_whole else 1


def _without_breaches(problem: Problem, day: tuple[Trip, ...]) -> tuple[Trip, ...]:
    """Units go one by one, each time the one without which least is broken and most is still delivered."""
    while day and any(breaches_of_day(problem, day)):
        units = [unit for trip in day for unit in units_of(problem, trip.sites)]
        day = min((_without(day, unit) for unit in units), key=lambda one: _broken(problem, one))
    return day


def _without(day: tuple[Trip, ...], unit: Unit) -> tuple[Trip, ...]:
    shorter = (_kept(trip, set(trip.sites) - set(unit)) for trip in day)
    return tuple(trip for trip in shorter if trip.sites)


def _kept(trip: Trip, sites: Set[int]) -> Trip:
    """The trip with these of its sites; it calls for waiting goods between the same ones."""
    fetch = None if trip.fetch is None else sum(site in sites for site in trip.sites[: trip.fetch])
    return Trip(trip.carrier, tuple(site for site in trip.sites if site in sites), fetch)


def _broken(problem: Problem, day: tuple[Trip, ...]) -> tuple[int, int]:
    weight = sum(problem.sites[site].weight_g for trip in day for site in trip.sites)
    return sum(1 for _ in breaches_of_day(problem, day)), -weight


def told(breaches: Sequence[Breach]) -> Limit:
    """The one limit a person is told."""
    return min((breach.limit for breach in breaches), key=ORDER.index)


def places(problem: Problem, days: Days, unit: Unit) -> Iterator[Place]:
    """The unit at every place of every carrier that may take all of it, also on a trip of its own."""
    for carrier in range(len(problem.carriers)):
        if all(problem.sites[site].may_ride(carrier) for site in unit):
            yield from places_on(problem, days.get(carrier, ()), carrier, unit)


def places_on(problem: Problem, day: tuple[Trip, ...], carrier: int, unit: Unit) -> Iterator[Place]:
    """The unit at every place of one carrier, whether it may ride there or not; last as one more trip."""
    was = sums_of(timed_trips(problem, day))
    linked = {pair for chain in problem.chains for pair in pairwise(chain)}
    for number, trip in enumerate(day):
        for at in range(len(trip.sites) + 1):
            if 0 < at < len(trip.sites) and (trip.sites[at - 1], trip.sites[at]) in linked:
                continue
            fetch = trip.fetch + len(unit) if trip.fetch is not None and at < trip.fetch else trip.fetch
            longer = Trip(carrier, (*trip.sites[:at], *unit, *trip.sites[at:]), fetch)
            yield _place(problem, (*day[:number], longer, *day[number + 1 :]), carrier, (number, at), was)
    if len(day) < problem.carriers[carrier].max_trips:
        yield _place(problem, (*day, Trip(carrier, unit)), carrier, (len(day), 0), was)


def _place(
    problem: Problem, day: tuple[Trip, ...], carrier: int, where: tuple[int, int], was: tuple[int, int]
) -> Place:
    trips = timed_trips(problem, day)
    cost, metres = sums_of(trips)
    breaches = tuple(breach for trip in trips for breach in breaches_of(problem, trip))
    return Place(carrier, day, *where, cost - was[0], metres - was[1], breaches)


def timed_trips(problem: Problem, day: Sequence[Trip]) -> tuple[TimedTrip, ...]:
    """The trips of one carrier with their hours; none for none."""
    return timed_day(problem, day) if day else ()


def breaches_of_day(problem: Problem, day: Sequence[Trip]) -> Iterator[Breach]:
    """Every limit one of the trips does not keep."""
    for trip in timed_trips(problem, day):
        yield from breaches_of(problem, trip)


def sums_of(trips: Sequence[TimedTrip]) -> tuple[int, int]:
    """(fen, m) of these trips together."""
    return sum(trip.cost_fen for trip in trips), sum(trip.distance_m for trip in trips)
