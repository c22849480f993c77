"""A search's answer looked at a second time: what it costs, how far and how late it is, what it leaves out.

Next: ways_out.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.routing.rules.checking import checked
from domain.routing.rules.placing import completed, thinned
from domain.routing.rules.shortfall import shortfalls
from domain.routing.words import Carrier, Finder, Problem, Proposal, Site, TimedTrip, Trip


@dataclass(frozen=True, slots=True)
class Tried:
    """A problem with a plan that keeps all its limits. `cost_fen`: the trips and what is left out at a price."""

    problem: Problem
    proposal: Proposal
    trips: tuple[TimedTrip, ...]
    left_out: tuple[int, ...]

    @property
    def cost_fen(self) -> int:
        return sum(trip.cost_fen for trip in self.trips) + left_out_fen(self.problem, self.left_out)

    @property
    def distance_m(self) -> int:
        return sum(trip.distance_m for trip in self.trips)

    @property
    def latest_s(self) -> int:
        """The last arrival at a point, s of the day; 0 when nothing is driven."""
        return max((visit.arrive_s for trip in self.trips for visit in trip.visits), default=0)


def left_out_fen(problem: Problem, sites: Sequence[int]) -> int:
    """What leaving these sites out costs; a site without a price counts nothing."""
    return sum(problem.sites[site].price_fen or 0 for site in sites)


def tried(problem: Problem, search: Finder, *, must_be_whole: bool = False) -> Tried:
    """What the search proposes without what breaks a limit, and with what it left out where that fits after all.

    `must_be_whole`: nobody wants the plan when a site without a price stays out, so the first such ends the work.
    """
    if not problem.sites or not problem.carriers:
        return Tried(problem, Proposal(()), (), tuple(range(len(problem.sites))))
    proposal = search(problem)
    found = looked_at(problem, proposal) or looked_at(problem, thinned(problem, proposal))
    if found is None:
        found = Tried(problem, Proposal(()), (), tuple(range(len(problem.sites))))
    if not found.left_out or shortfalls(problem):
        return found
    return looked_at(problem, _filled(problem, found, must_be_whole)) or found


def _filled(problem: Problem, found: Tried, must_be_whole: bool) -> Proposal:
    """The plan with what it left out put in one by one, the heaviest first."""
    proposal = found.proposal
    for site in sorted(found.left_out, key=lambda one: -problem.sites[one].weight_g):
        proposal, out = completed(problem, proposal, [site])
        if must_be_whole and any(problem.sites[one].price_fen is None for one in out):
            return found.proposal
    return proposal


def looked_at(problem: Problem, proposal: Proposal) -> Tried | None:
    """The plan with its sums, None when a limit does not hold."""
    seen = checked(problem, proposal)
    if not seen.is_sound:
        return None
    served = {site for trip in proposal.trips for site in trip.sites}
    left_out = tuple(site for site in range(len(problem.sites)) if site not in served)
    return Tried(problem, proposal, seen.trips, left_out)


def with_sites(problem: Problem, sites: Sequence[Site]) -> Problem:
    """The problem with these sites in the place of its own."""
    return replace(problem, sites=tuple(sites))


def with_carriers(problem: Problem, carriers: Sequence[Carrier]) -> Problem:
    """The problem with these carriers; the first ones keep their numbers."""
    return replace(problem, carriers=tuple(carriers))


def only_carriers(problem: Problem, kept: Sequence[int]) -> Problem:
    """The problem with these of its carriers alone, numbered anew in this order; who may serve what goes with them."""
    number = {old: new for new, old in enumerate(kept)}

    def renumbered(site: Site) -> Site:
        only = None if site.only is None else frozenset(number[one] for one in site.only if one in number)
        return replace(site, only=only, usual=None if site.usual is None else number.get(site.usual))

    carriers = tuple(problem.carriers[old] for old in kept)
    return replace(problem, carriers=carriers, sites=tuple(map(renumbered, problem.sites)))


def renumbered(proposal: Proposal, kept: Sequence[int]) -> Proposal:
    """A proposal in the numbers of `only_carriers(problem, kept)`; the others drive nothing in it."""
    number = {old: new for new, old in enumerate(kept)}
    return Proposal(tuple(Trip(number[trip.carrier], trip.sites, trip.fetch) for trip in proposal.trips))
