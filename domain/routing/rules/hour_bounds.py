"""At least so many van hours: unloading, driving up to each point, coming back and loading again. Next: shortfall.py.

Between its first and its last arrival of a part of the day a van drives up to and unloads at every stop but the last;
so much of it is counted and no more, whatever the order of stops.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappush, heapreplace, nsmallest

from domain.routing.rules.load_bounds import LOADS, aboard, trips_needed
from domain.routing.rules.reaching import Reach, whole_minute
from domain.routing.words import Limit, Problem, Shortfall


class Largest:
    """The sum of the `count` largest numbers seen."""

    def __init__(self, count: int) -> None:
        self._count, self._kept, self.total = count, list[int](), 0

    def add(self, number: int) -> None:
        """One number more."""
        if len(self._kept) < self._count:
            heappush(self._kept, number)
            self.total += number
        elif self._kept and number > self._kept[0]:
            self.total += number - heapreplace(self._kept, number)


@dataclass(frozen=True, slots=True)
class Work:
    """What a site costs every plan: seconds of the shortest leg up to it, of its service, and back to the warehouse."""

    site: int
    up_s: int
    service_s: int
    home_s: int
    opens_s: int
    closes_s: int
    loads: tuple[int, ...]


def works_of(problem: Problem, reach: Reach, sites: Sequence[int]) -> list[Work]:
    """The work of each site, those that close first before the others."""
    return sorted((_work(problem, reach, site) for site in sites), key=lambda one: (one.closes_s, one.site))


def _work(problem: Problem, reach: Reach, number: int) -> Work:
    site, place = problem.sites[number], number + 1
    up = min((row[place] for at, row in enumerate(problem.seconds) if at != place), default=0)
    loads = tuple(sum(aboard(problem, [number], load_of)) for _, load_of, _ in LOADS)
    return Work(number, up, site.service_s, reach.home_s[0][place], site.opens_s, site.closes_s, loads)


def window_shortfall(problem: Problem, reach: Reach, sites: Sequence[int], carriers: Sequence[int]) -> Shortfall | None:
    """The part of the day in which most van hours are missing for what must arrive in it; None when none is."""
    works = works_of(problem, reach, sites)
    starts: list[int | None] = [None, *sorted({work.opens_s for work in works if work.opens_s > 0})]
    found = (one for start in starts for one in _by_closing(problem, reach, works, carriers, start))
    return max(found, key=lambda one: one.short_by, default=None)


def _by_closing(
    problem: Problem, reach: Reach, works: Sequence[Work], carriers: Sequence[int], start: int | None
) -> Iterator[Shortfall]:
    """The shortfalls of those that open from `start` on (None: all), for each time some of them close."""
    mine = [work for work in works if start is None or work.opens_s >= start]
    ups, services, homes = Largest(len(carriers)), Largest(len(carriers)), list[int]()
    total, loads = 0, [0] * len(LOADS)
    for at, work in enumerate(mine):
        total += work.up_s + work.service_s
        ups.add(work.up_s)
        services.add(work.service_s)
        homes.append(work.home_s)
        loads = [one + more for one, more in zip(loads, work.loads, strict=True)]
        if at + 1 < len(mine) and mine[at + 1].closes_s == work.closes_s:
            continue
        spared = services.total + (0 if start is None else ups.total)
        again = _again_s(problem, carriers, loads, homes)
        there = _there_s(problem, carriers, start, work.closes_s)
        if total - spared + again > there:
            yield Shortfall(
                Limit.WINDOW, total - spared + again, there, tuple(carriers), from_s=start, until_s=work.closes_s
            )


def _again_s(problem: Problem, carriers: Sequence[int], loads: Sequence[int], homes: Sequence[int]) -> int:
    """Seconds for coming back and loading between trips: there are more trips than vans when the loads ask for them."""
    more = 0
    for (_, _, room_of), load in zip(LOADS, loads, strict=True):
        room = max((room_of(problem.carriers[one]) for one in carriers), default=0)
        more = max(more, -(-load // room) - len(carriers) if room > 0 else 0)
    if more <= 0:
        return 0
    reload = min(problem.carriers[one].reload_s for one in carriers)
    return sum(nsmallest(more, homes)) + more * reload


def _there_s(problem: Problem, carriers: Sequence[int], start: int | None, until: int) -> int:
    """Van seconds between `start` (None: when the shift begins) and `until`."""
    total = 0
    for one in carriers:
        van = problem.carriers[one]
        begin = van.shift_start_s if start is None else max(start, van.shift_start_s)
        total += max(0, min(until, whole_minute(van.shift_end_s)) - begin)
    return total


def shift_shortfall(problem: Problem, reach: Reach, sites: Sequence[int], carriers: Sequence[int]) -> Shortfall | None:
    """All the work of the day against all the shifts: every trip begins with a way out and ends with a way home."""
    works = works_of(problem, reach, sites)
    vans = [problem.carriers[one] for one in carriers]
    trips = max((_trips(problem, sites, carriers, at) for at in range(len(LOADS))), default=0)
    again = max(0, trips - len(vans))
    homes = sorted(work.home_s for work in works)
    back = sum(homes[: again if any(van.end != 0 for van in vans) else trips])
    reloads = again * min((van.reload_s for van in vans), default=0)
    out = _outs_s(reach, works, trips) if all(van.start == 0 for van in vans) else 0
    needed = sum(work.up_s + work.service_s for work in works) + out + back + reloads
    there = sum(whole_minute(van.shift_end_s) - van.shift_start_s for van in vans)
    return Shortfall(Limit.SHIFT, needed, there, tuple(carriers)) if needed > there else None


def _trips(problem: Problem, sites: Sequence[int], carriers: Sequence[int], at: int) -> int:
    """So many trips the load number `at` takes, if vans could drive as many as are wanted."""
    _, load_of, room_of = LOADS[at]
    room = max((room_of(problem.carriers[one]) for one in carriers), default=0)
    return trips_needed(aboard(problem, sites, load_of), [room]) if room > 0 else 0


def _outs_s(reach: Reach, works: Sequence[Work], trips: int) -> int:
    """What the first leg of so many trips takes beyond the shortest leg up to the site, where that is least."""
    return sum(nsmallest(trips, (max(0, reach.out_s[0][work.site + 1] - work.up_s) for work in works)))
