"""Proofs that a day cannot be done whole: of one point, of a load, of the hours. Next: ways_out.py.

No search stands behind them: a bound below every plan lies above what there is. Where none is found, a plan may
still not exist.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from domain.routing.rules.hour_bounds import shift_shortfall, window_shortfall
from domain.routing.rules.load_bounds import load_shortfalls
from domain.routing.rules.reaching import Obstacle, Reach, able, obstacles, reach_of
from domain.routing.words import Problem, Shortfall

LIKELY_GROUPS = 12
"""So many groups of vans that points are confined to are looked at, those of most points first."""


def shortfalls(problem: Problem) -> tuple[Shortfall, ...]:
    """Every proof found: points no van can serve first, then the whole day, then what only some vans can serve."""
    if not problem.carriers:
        return ()
    reach = reach_of(problem)
    can = {site: able(problem, reach, site) for site in range(len(problem.sites))}
    alone = [one for site, vans in can.items() if not vans and (one := nearest_miss(problem, reach, site))]
    possible = [site for site, vans in can.items() if vans]
    everyone = frozenset(range(len(problem.carriers)))
    found = list(_of_group(problem, reach, possible, sorted(everyone)))
    told = {one.limit for one in found}
    for group in _groups(can, everyone):
        confined = [site for site in possible if can[site] <= group]
        fresh = [one for one in _of_group(problem, reach, confined, sorted(group)) if one.limit not in told]
        found += fresh
        told |= {one.limit for one in fresh}
    return (*alone, *found)


def hopeless(problem: Problem) -> frozenset[int]:
    """The sites no carrier can serve even as its only stop."""
    if not problem.carriers:
        return frozenset(range(len(problem.sites)))
    reach = reach_of(problem)
    return frozenset(site for site in range(len(problem.sites)) if not able(problem, reach, site))


def _groups(can: dict[int, frozenset[int]], everyone: frozenset[int]) -> list[frozenset[int]]:
    counted = Counter(vans for vans in can.values() if vans and vans != everyone)
    return [group for group, _ in counted.most_common(LIKELY_GROUPS)]


def _of_group(problem: Problem, reach: Reach, sites: Sequence[int], carriers: Sequence[int]) -> Iterator[Shortfall]:
    if not sites:
        return
    yield from load_shortfalls(problem, reach, sites, carriers)
    hours = (look(problem, reach, sites, carriers) for look in (window_shortfall, shift_shortfall))
    yield from (one for one in hours if one is not None)


def nearest_miss(problem: Problem, reach: Reach, site: int) -> Shortfall | None:
    """What stands in the way of the van that comes nearest to serving the site; None when it may ride on none."""
    vans = [one for one in range(len(problem.carriers)) if problem.sites[site].may_ride(one)]
    best: tuple[tuple[int, int], Obstacle] | None = None
    for one in vans:
        blocked = list(obstacles(problem, reach, problem.carriers[one], site))
        rank = len(blocked), blocked[0].needed - blocked[0].available
        if best is None or rank < best[0]:
            best = rank, blocked[0]
    if best is None:
        return None
    return Shortfall(best[1].limit, best[1].needed, best[1].available, tuple(vans), site=site)
