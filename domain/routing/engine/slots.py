"""Several trips a van as a problem of single trips: the day is cut into slots, each van becomes one carrier a slot.

A trip that begins and ends within its slot leaves time for the next, so whatever a search of single trips finds here
can be driven; what cuts across the slots is then PyVRP's to find. Next: search.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.routing.words import Carrier, Problem, Proposal, Site, Trip

MOST_SLOTS = 5
"""More trips than this in a day are left to PyVRP to find."""
UNEVEN = (0.4, 0.6)
"""Where a day of two trips is cut besides in the middle."""


@dataclass(frozen=True, slots=True)
class Slots:
    """A problem of single trips. `van`: per carrier of it the carrier it is part of, in the order of the slots."""

    problem: Problem
    van: tuple[int, ...]

    def merged(self, proposal: Proposal) -> Proposal:
        """Its plan as trips of the real carriers, each carrier's in the order it drives them."""
        order = sorted(proposal.trips, key=lambda trip: trip.carrier)
        trips = (Trip(self.van[trip.carrier], trip.sites) for trip in order)
        return Proposal(tuple(sorted(trips, key=lambda trip: trip.carrier)))


def can_be_cut(problem: Problem) -> bool:
    """True when some van may drive several trips, and all goods are aboard when their van sets out."""
    return any(carrier.max_trips > 1 for carrier in problem.carriers) and all(
        site.fetch_from is None for site in problem.sites
    )


def ways_to_cut(problem: Problem) -> list[Slots]:
    """The day in as many slots as a van may drive trips, in fewer, in two uneven ones. The most trips come first: a
    first plan should leave nobody out."""
    most = min(MOST_SLOTS, max(carrier.max_trips for carrier in problem.carriers))
    cuts: list[tuple[float, ...]] = [tuple(at / slots for at in range(1, slots)) for slots in range(most, 0, -1)]
    return [cut(problem, parts) for parts in (*cuts, *((part,) for part in UNEVEN))]


def cut(problem: Problem, parts: Sequence[float]) -> Slots:
    """Each carrier's useful hours cut at these parts of them."""
    carriers: list[Carrier] = []
    van: list[int] = []
    slots: dict[int, list[int]] = {}
    for number, carrier in enumerate(problem.carriers):
        for one in _in_slots(problem, carrier, parts):
            slots.setdefault(number, []).append(len(carriers))
            carriers.append(one)
            van.append(number)
    sites = tuple(_riding(site, slots) for site in problem.sites)
    return Slots(replace(problem, sites=sites, carriers=tuple(carriers)), tuple(van))


def _riding(site: Site, slots: dict[int, list[int]]) -> Site:
    only = None if site.only is None else frozenset(one for number in site.only for one in slots[number])
    return replace(site, only=only, usual=None if site.usual is None else slots[site.usual][0])


def _in_slots(problem: Problem, carrier: Carrier, parts: Sequence[float]) -> list[Carrier]:
    """A carrier of one trip for each slot. The fixed price is shared among them."""
    parts = parts[: carrier.max_trips - 1]
    begin, end = carrier.shift_start_s, _useful_until(problem, carrier)
    cuts = [begin + round(part * (end - begin)) for part in parts]
    last, shared = len(cuts), carrier.fixed_cost_fen // (len(cuts) + 1)
    return [
        replace(
            carrier,
            max_trips=1,
            shift_start_s=(begin, *cuts)[slot],
            shift_end_s=max((begin, *cuts)[slot], cuts[slot] - carrier.reload_s)
            if slot < last
            else carrier.shift_end_s,
            fixed_cost_fen=shared,
            start=carrier.start if slot == 0 else 0,
            end=carrier.end if slot == last else 0,
        )
        for slot in range(last + 1)
    ]


def _useful_until(problem: Problem, carrier: Carrier) -> int:
    """When the last stop that still takes goods is left behind: hours after that are of no use."""
    ends = [
        site.closes_s + site.service_s + problem.seconds[number][carrier.end if carrier.end is not None else number]
        for number, site in enumerate(problem.sites, start=1)
    ]
    return min(carrier.shift_end_s, max(carrier.shift_start_s, *ends))
