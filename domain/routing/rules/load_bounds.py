"""At least so many trips: what every plan needs for its loads, whoever drives. Next: hour_bounds.py.

Goods that wait on the way (Site.fetch_from) are not aboard all the time, so they count for no load here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from domain.routing.rules.reaching import Reach, whole_minute
from domain.routing.words import Carrier, Limit, Problem, Shortfall, Site

Loads = tuple[Limit, Callable[[Site], int], Callable[[Carrier], int]]

LOADS: tuple[Loads, ...] = (
    (Limit.WEIGHT, lambda site: site.weight_g, lambda carrier: carrier.max_weight_g),
    (Limit.VOLUME, lambda site: site.volume_ml, lambda carrier: carrier.max_volume_ml),
    (Limit.TOTES, lambda site: site.totes, lambda carrier: carrier.max_totes),
    (Limit.COLD, lambda site: site.cold_totes, lambda carrier: carrier.max_cold_totes),
)
"""Each load: of a site, and the room for it on a carrier."""


def load_shortfalls(
    problem: Problem, reach: Reach, sites: Sequence[int], carriers: Sequence[int]
) -> tuple[Shortfall, ...]:
    """The loads of `sites`, which only `carriers` can serve, that do not fit on all the trips these can drive."""
    trips = {carrier: most_trips(problem, reach, carrier, sites) for carrier in carriers}
    found = []
    for limit, load_of, room_of in LOADS:
        loads = aboard(problem, sites, load_of)
        rooms = [room_of(problem.carriers[one]) for one in carriers for _ in range(trips[one])]
        needed = trips_needed(loads, rooms)
        if sum(loads) > sum(rooms) or needed > len(rooms):
            found.append(Shortfall(limit, sum(loads), sum(rooms), tuple(carriers), needed, len(rooms)))
    return tuple(found)


def aboard(problem: Problem, sites: Sequence[int], load_of: Callable[[Site], int]) -> list[int]:
    """The loads that are on a van from the warehouse on."""
    chosen = (problem.sites[site] for site in sites)
    return [load_of(site) for site in chosen if site.fetch_from is None and load_of(site) > 0]


def trips_needed(loads: Sequence[int], rooms: Sequence[int]) -> int:
    """No plan does with fewer trips: the largest rooms filled to the brim, and no two loads together that do not fit.

    `rooms`: one for each trip that can be driven; beyond them trips count as large as the largest.
    """
    largest = max(rooms, default=0)
    if not loads or largest <= 0:
        return len(loads)
    left, trips = sum(loads), 0
    for room in sorted(rooms, reverse=True):
        if left <= 0:
            break
        left, trips = left - room, trips + 1
    return max(trips + max(0, -(-left // largest)), bins_needed(loads, largest))


def bins_needed(loads: Sequence[int], room: int) -> int:
    """Bins of one size for these loads at least; a larger load counts as full.

    The L2 bound of Martello and Toth (1990), and that of k + 1 loads of more than a (k + 1)th no bin takes all.
    """
    kept = sorted((min(load, room) for load in loads), reverse=True)
    best = max(-(-sum(kept) // room), *(-(-at // (room // load)) for at, load in enumerate(kept, 1)))
    for least in {load for load in kept if 2 * load <= room} | {0}:
        alone = sum(1 for load in kept if load > room - least)
        halves = [load for load in kept if room - least >= load and 2 * load > room]
        small = sum(load for load in kept if 2 * load <= room and load >= least)
        rest = small - (len(halves) * room - sum(halves))
        best = max(best, alone + len(halves) + max(0, -(-rest // room)))
    return best


def most_trips(problem: Problem, reach: Reach, carrier: int, sites: Sequence[int]) -> int:
    """More trips than these the carrier cannot drive to any of the sites: its own limit, its shift, the last hour."""
    van = problem.carriers[carrier]
    mine = [site for site in sites if problem.sites[site].may_ride(carrier)]
    if not mine or van.max_trips < 1:
        return 0
    if van.max_trips == 1:
        return 1
    first = min(max(reach.arrives_s(van, site), problem.sites[site].opens_s) for site in mine)
    service = min(problem.sites[site].service_s for site in mine)
    home = min(reach.home_s[0][site + 1] for site in mine)
    out = min(reach.out_s[0][site + 1] for site in mine)
    last = max(problem.sites[site].closes_s for site in mine)
    ending = whole_minute(van.shift_end_s) - service - min(reach.back_s(van, site) for site in mine)
    room, round_s = min(last, ending) - first, service + home + van.reload_s + out
    if room < 0:
        return 0
    return van.max_trips if round_s <= 0 else min(van.max_trips, 1 + room // round_s)
