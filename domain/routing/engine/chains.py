"""Sites that follow each other in a fixed order become one site for the search, and are themselves again after it.

A run of stops has one duration, one window to begin in and one waiting time, whatever comes before it (Vidal et al.,
European Journal of Operational Research 234, 2014): so nothing is lost. Next: kinds.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from domain.routing.words import Matrix, Problem, Proposal, Site, Trip


@dataclass(frozen=True, slots=True)
class Chained:
    """The problem with each chain as one site; `groups`: the sites of each of its sites."""

    problem: Problem
    groups: tuple[tuple[int, ...], ...]

    def apart(self, proposal: Proposal) -> Proposal:
        """A proposal for it in the sites of the whole problem."""
        return Proposal(tuple(self._apart(trip) for trip in proposal.trips))

    def _apart(self, trip: Trip) -> Trip:
        sites = tuple(site for group in trip.sites for site in self.groups[group])
        fetch = None if trip.fetch is None else sum(len(self.groups[group]) for group in trip.sites[: trip.fetch])
        return Trip(trip.carrier, sites, fetch)

    def together(self, proposal: Proposal) -> Proposal:
        """A proposal for the whole problem in its sites; chains that are broken in it are left out."""
        number_of = {site: number for number, group in enumerate(self.groups) for site in group}
        trips = []
        for trip in proposal.trips:
            found = list(dict.fromkeys(number_of[site] for site in trip.sites))
            kept = [one for one in found if _follows(trip.sites, self.groups[one])]
            before = trip.fetch and {number_of[site] for site in trip.sites[: trip.fetch]}
            fetch = None if trip.fetch is None else sum(one in (before or ()) for one in kept)
            trips.append(Trip(trip.carrier, tuple(kept), fetch))
        return Proposal(tuple(trip for trip in trips if trip.sites))


def chained(problem: Problem) -> Chained:
    """The problem without chains, its sites numbered anew."""
    in_chain = {site: chain for chain in problem.chains for site in chain}
    groups = tuple(
        in_chain.get(site, (site,))
        for site in range(len(problem.sites))
        if site not in in_chain or in_chain[site][0] == site
    )
    if not problem.chains:
        return Chained(problem, groups)
    into = [0, *(group[0] + 1 for group in groups), *range(len(problem.sites) + 1, len(problem.metres))]
    out_of = [0, *(group[-1] + 1 for group in groups), *range(len(problem.sites) + 1, len(problem.metres))]
    shift = len(groups) - len(problem.sites)
    sites = tuple(_moved(_joined(problem, group), len(problem.sites), shift) for group in groups)
    carriers = tuple(
        replace(
            one,
            start=_place(one.start, problem, shift),
            end=None if one.end is None else _place(one.end, problem, shift),
        )
        for one in problem.carriers
    )
    part = Problem(sites, carriers, _part(problem.metres, out_of, into), _part(problem.seconds, out_of, into))
    return Chained(replace(part, stranger_fen=problem.stranger_fen), groups)


def _place(place: int, problem: Problem, shift: int) -> int:
    return place + shift if place > len(problem.sites) else place


def _moved(site: Site, sites: int, shift: int) -> Site:
    if site.fetch_from is None or site.fetch_from <= sites:
        return site
    return replace(site, fetch_from=site.fetch_from + shift)


def _part(matrix: Matrix, rows: Sequence[int], columns: Sequence[int]) -> Matrix:
    """Rows leave from a group's last site, columns come to its first; a place is no way from itself."""
    return tuple(
        tuple(0 if i == j else matrix[row][column] for j, column in enumerate(columns)) for i, row in enumerate(rows)
    )


def _follows(sites: Sequence[int], chain: Sequence[int]) -> bool:
    at = sites.index(chain[0]) if chain[0] in sites else -1
    return at >= 0 and tuple(sites[at : at + len(chain)]) == tuple(chain)


def _joined(problem: Problem, group: Sequence[int]) -> Site:
    """One site that stands for the run: loads summed, the hours of the whole. A run that cannot be kept rides nowhere."""
    first = problem.sites[group[0]]
    if len(group) == 1:
        return first
    lasts, opens, closes, late = first.service_s, first.opens_s, first.closes_s, False
    for one, other in pairwise(group):
        site = problem.sites[other]
        until = lasts + problem.seconds[one + 1][other + 1]
        wait = max(0, site.opens_s - until - closes)
        late = late or opens + until > site.closes_s
        opens, closes = max(site.opens_s - until, opens) - wait, min(site.closes_s - until, closes)
        lasts = until + wait + site.service_s
    sites = [problem.sites[number] for number in group]
    waits = {site.fetch_from for site in sites} - {None}
    return replace(
        first,
        weight_g=sum(site.weight_g for site in sites),
        volume_ml=sum(site.volume_ml for site in sites),
        totes=sum(site.totes for site in sites),
        cold_totes=sum(site.cold_totes for site in sites),
        opens_s=opens,
        closes_s=closes,
        service_s=lasts,
        only=frozenset() if late or len(waits) > 1 else _riders(problem, sites),
        price_fen=None if any(site.price_fen is None for site in sites) else sum(site.price_fen or 0 for site in sites),
        fetch_from=next(iter(waits), None),
        fetch_s=sum(site.fetch_s for site in sites if site.fetch_from is not None),
    )


def _riders(problem: Problem, sites: Sequence[Site]) -> frozenset[int] | None:
    """The carriers that may serve all of them."""
    if all(site.only is None for site in sites):
        return None
    return frozenset(number for number in range(len(problem.carriers)) if all(site.may_ride(number) for site in sites))
