"""Which vans could serve a point if it were the only one: what no order of stops can mend. Next: load_bounds.py.

Times are shortest ways over all places, so they hold for tables in which a detour is quicker than the straight leg.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush

from domain.routing.rules.timing import WAREHOUSE
from domain.routing.words import Carrier, Limit, Matrix, Problem, Site

MINUTE_S = 60


@dataclass(frozen=True, slots=True)
class Reach:
    """Shortest seconds from where vans may set out to each place, and from each place to where they end."""

    out_s: dict[int, tuple[int, ...]]
    home_s: dict[int, tuple[int, ...]]

    def arrives_s(self, carrier: Carrier, site: int) -> int:
        """The earliest second of the day this carrier can stand at the site."""
        begin = min(self.out_s[carrier.start][site + 1], self.out_s[WAREHOUSE][site + 1])
        return carrier.shift_start_s + begin

    def back_s(self, carrier: Carrier, site: int) -> int:
        """The least seconds from the site to where the carrier's day or trip ends; 0 when it ends anywhere."""
        return 0 if carrier.end is None else min(self.home_s[carrier.end][site + 1], self.home_s[WAREHOUSE][site + 1])


def reach_of(problem: Problem) -> Reach:
    """Shortest ways of a problem, from and to the warehouse and every place where a van's day begins or ends."""
    begins = {WAREHOUSE, *(carrier.start for carrier in problem.carriers)}
    ends = {WAREHOUSE, *(carrier.end for carrier in problem.carriers if carrier.end is not None)}
    turned: Matrix = tuple(zip(*problem.seconds, strict=True))
    return Reach(
        {place: _shortest(problem.seconds, place) for place in begins},
        {place: _shortest(turned, place) for place in ends},
    )


def _shortest(seconds: Matrix, start: int) -> tuple[int, ...]:
    """(n) least seconds from `start` to each place; itself 0."""
    found: dict[int, int] = {}
    waiting = [(0, start)]
    best = [-1] * len(seconds)
    best[start] = 0
    while waiting:
        now, place = heappop(waiting)
        if place in found:
            continue
        found[place] = now
        for other, leg in enumerate(seconds[place]):
            if other not in found and (best[other] < 0 or now + leg < best[other]):
                best[other] = now + leg
                heappush(waiting, (now + leg, other))
    return tuple(best)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What keeps a carrier from a site even as its only stop: needed against available (g, ml, crates, s)."""

    limit: Limit
    needed: int
    available: int


def obstacles(problem: Problem, reach: Reach, carrier: Carrier, number: int) -> Iterator[Obstacle]:
    """Every limit the carrier breaks by serving this site alone; what no other day would mend first."""
    site = problem.sites[number]
    arrives = reach.arrives_s(carrier, number)
    ends = max(arrives, site.opens_s) + site.service_s + reach.back_s(carrier, number)
    for limit, needed, available in (
        (Limit.COLD, site.cold_totes, carrier.max_cold_totes),
        *loads_against(site, carrier),
        (Limit.WINDOW, max(arrives, site.opens_s), site.closes_s),
        (Limit.SHIFT, ends, whole_minute(carrier.shift_end_s)),
    ):
        if needed > available:
            yield Obstacle(limit, needed, available)


def loads_against(site: Site, carrier: Carrier) -> tuple[tuple[Limit, int, int], ...]:
    """Weight, volume and crates of a site beside what the carrier takes."""
    return (
        (Limit.WEIGHT, site.weight_g, carrier.max_weight_g),
        (Limit.VOLUME, site.volume_ml, carrier.max_volume_ml),
        (Limit.TOTES, site.totes, carrier.max_totes),
    )


def able(problem: Problem, reach: Reach, number: int) -> frozenset[int]:
    """The carriers that may and could serve the site as their only stop."""
    fits: dict[Carrier, bool] = {}
    for carrier in problem.carriers:
        if carrier not in fits:
            fits[carrier] = next(obstacles(problem, reach, carrier, number), None) is None
    site = problem.sites[number]
    return frozenset(at for at, carrier in enumerate(problem.carriers) if fits[carrier] and site.may_ride(at))


def whole_minute(seconds: int) -> int:
    """The end of a begun minute: shifts are judged by the minute."""
    return -(-seconds // MINUTE_S) * MINUTE_S
