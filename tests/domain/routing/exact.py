"""The cheapest plan of a small day by looking at every one: what the rules are handed in tests instead of an engine.

Up to five sites. It leaves out a site only at its price, or where no plan serves it.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations, permutations

from domain.routing.rules.checking import breaches_of
from domain.routing.rules.timing import timed_day
from domain.routing.words import Carrier, Problem, Proposal, Trip

Day = tuple[int, tuple[tuple[int, ...], ...]]
"""What a carrier's day costs, and the sites of its trips."""


def exact(problem: Problem) -> Proposal:
    """Fewest sites left out without a price, then cheapest."""
    count = len(problem.sites)
    whole = (1 << count) - 1
    days: dict[tuple[Carrier, frozenset[int]], dict[int, Day]] = {}
    best: dict[int, tuple[int, tuple[Trip, ...]]] = {0: (0, ())}
    for number, carrier in enumerate(problem.carriers):
        may = frozenset(site for site in range(count) if problem.sites[site].may_ride(number))
        key = carrier, may
        if key not in days:
            days[key] = _days(problem, number, may)
        best = _with(best, days[key], number)
    price = [site.price_fen for site in problem.sites]

    def rank(mask: int) -> tuple[int, int]:
        out = [site for site in range(count) if not mask >> site & 1]
        return sum(price[site] is None for site in out), best[mask][0] + sum(price[site] or 0 for site in out)

    assert whole < 64
    return Proposal(best[min(best, key=rank)][1])


def _with(best: dict[int, tuple[int, tuple[Trip, ...]]], days: dict[int, Day], number: int):
    """The best of each set of sites when this carrier may drive one of its days too."""
    after = dict(best)
    for mask, (cost, trips) in best.items():
        for mine, (more, rounds) in days.items():
            if mask & mine:
                continue
            both = mask | mine
            if both not in after or cost + more < after[both][0]:
                after[both] = cost + more, (*trips, *(Trip(number, sites) for sites in rounds))
    return after


def _days(problem: Problem, number: int, may: frozenset[int]) -> dict[int, Day]:
    """The cheapest day of a carrier for each set of sites that it can serve."""
    found: dict[int, Day] = {}
    for size in range(1, len(may) + 1):
        for sites in combinations(sorted(may), size):
            for order in permutations(sites):
                for rounds in _split(order, problem.carriers[number].max_trips):
                    trips = timed_day(problem, [Trip(number, one) for one in rounds])
                    if any(True for trip in trips for _ in breaches_of(problem, trip)):
                        continue
                    mask, cost = sum(1 << site for site in sites), sum(trip.cost_fen for trip in trips)
                    if mask not in found or cost < found[mask][0]:
                        found[mask] = cost, rounds
    return found


@cache
def _split(order: tuple[int, ...], most: int) -> tuple[tuple[tuple[int, ...], ...], ...]:
    """The order cut into one to `most` trips, each in every way."""
    cuts = range(1, len(order))
    return tuple(
        tuple(order[a:b] for a, b in zip((0, *chosen), (*chosen, len(order)), strict=True))
        for parts in range(min(most, len(order)))
        for chosen in combinations(cuts, parts)
    )
