"""Looks at the numbers of a day before anything is searched: what is wrong is told by point and van and put aside, and
the rest goes on. Next: telling_ways.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from domain.routing.rules.preparing import part_of
from domain.routing.rules.reaching import able, reach_of
from domain.routing.rules.shortfall import nearest_miss
from domain.routing.rules.trying import only_carriers
from domain.routing.words import Carrier, Complaint, Fault, Judged, Limit, Matrix, Problem

HOURS = (Limit.WINDOW, Limit.SHIFT)


def judged(problem: Problem) -> Judged:
    """Everything that is wrong, with the sites and carriers the rest goes on without.

    What no van can take or reach alone is told and not put aside: hours may be widened, a larger van may come.
    """
    if not (_is_square(problem, problem.metres) and _is_square(problem, problem.seconds)):
        return Judged((Complaint(Fault.NOT_SQUARE),), frozenset(), frozenset())
    found = [*_of_carriers(problem), *_of_sites(problem), *_of_ways(problem)]
    sites = frozenset(one.site for one in found if one.site is not None)
    carriers = frozenset(one.carrier for one in found if one.carrier is not None)
    if len(carriers) == len(problem.carriers):
        found.append(Complaint(Fault.NO_VANS))
    else:
        found += _out_of_reach(problem, sites, carriers)
    return Judged(tuple(found), sites, carriers)


def cleared(problem: Problem, by: Judged) -> tuple[Problem, list[int], list[int]]:
    """The problem without what was put aside, and the numbers its sites and its carriers had before."""
    sites = [number for number in range(len(problem.sites)) if number not in by.sites_aside]
    carriers = [number for number in range(len(problem.carriers)) if number not in by.carriers_aside]
    part = problem if len(sites) == len(problem.sites) else part_of(problem, sites)
    return part if len(carriers) == len(problem.carriers) else only_carriers(part, carriers), sites, carriers


def _is_square(problem: Problem, table: Matrix) -> bool:
    """True when there is a row and a column for the warehouse, each site, and each place a van begins or ends at."""
    ends = [place for carrier in problem.carriers for place in (carrier.start, carrier.end or 0)]
    waiting = [site.fetch_from or 0 for site in problem.sites]
    least = max([len(problem.sites), *ends, *waiting]) + 1
    return len(table) >= least and all(len(row) == len(table) for row in table)


def _of_carriers(problem: Problem) -> Iterator[Complaint]:
    for number, carrier in enumerate(problem.carriers):
        small = next((limit for limit, room in _rooms(carrier) if room <= 0), None)
        if small is not None:
            yield Complaint(Fault.VAN_WITHOUT_ROOM, carrier=number, limit=small)
        elif carrier.shift_end_s <= carrier.shift_start_s:
            yield Complaint(
                Fault.VAN_WITHOUT_HOURS, carrier=number, value=carrier.shift_start_s, allowed=carrier.shift_end_s
            )


def _rooms(carrier: Carrier) -> tuple[tuple[Limit, int], ...]:
    return (
        (Limit.WEIGHT, carrier.max_weight_g),
        (Limit.VOLUME, carrier.max_volume_ml),
        (Limit.TOTES, carrier.max_totes),
    )


def _of_sites(problem: Problem) -> Iterator[Complaint]:
    for number, site in enumerate(problem.sites):
        if site.closes_s < site.opens_s:
            yield Complaint(Fault.HOURS_END_BEFORE_START, number, value=site.opens_s, allowed=site.closes_s)


def _of_ways(problem: Problem) -> Iterator[Complaint]:
    """The sites whose legs are holes: those without a way to the warehouse, then as few others as will do."""
    missing = _missing(problem)
    lost = {place for pair in missing if 0 in pair for place in pair if place}
    left = {pair for pair in missing if not lost & set(pair)}
    while left:
        worst = max(Counter(place for pair in left for place in pair).items(), key=lambda one: (one[1], -one[0]))[0]
        lost.add(worst)
        left = {pair for pair in left if worst not in pair}
    places = len(problem.sites)
    yield from (Complaint(Fault.NO_WAY_KNOWN, place - 1) for place in sorted(lost) if place <= places)
    for number, carrier in enumerate(problem.carriers):
        if lost & {carrier.start, carrier.end} - {0, None} - set(range(1, places + 1)):
            yield Complaint(Fault.NO_WAY_KNOWN, carrier=number)


def _missing(problem: Problem) -> set[tuple[int, int]]:
    """Pairs of places between which nobody knows the metres or the seconds: nothing there, or less than nothing."""
    return {
        (one, other)
        for table in (problem.metres, problem.seconds)
        for one, row in enumerate(table)
        for other, leg in enumerate(row)
        if one != other and (not isinstance(leg, int) or leg < 0)
    }


def _out_of_reach(problem: Problem, sites: frozenset[int], carriers: frozenset[int]) -> Iterator[Complaint]:
    """What no van can take or reach even as its only stop."""
    part, numbers, _ = cleared(problem, Judged((), sites, carriers))
    reach = reach_of(part)
    for now, number in enumerate(numbers):
        if able(part, reach, now):
            continue
        miss = nearest_miss(part, reach, now)
        if miss is None:
            yield Complaint(Fault.TOO_MUCH_FOR_ANY_VAN, number, limit=Limit.NO_VAN)
            continue
        fault = Fault.OUT_OF_REACH if miss.limit in HOURS else Fault.TOO_MUCH_FOR_ANY_VAN
        yield Complaint(fault, number, limit=miss.limit, value=miss.needed, allowed=miss.available)
