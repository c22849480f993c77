"""From a day's problem to a plan that holds: what cannot be searched is set aside, what an engine gives is looked at
again, what it left out is put where it fits. Nothing is written here. Next: planning.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from domain.common.errors import Notice
from domain.routing.rules import placing, preparing
from domain.routing.rules.advising import some
from domain.routing.rules.checking import checked
from domain.routing.words import Checked, Day, Limit, PlanRejected, Problem, Proposal, Search, TravelTable


@dataclass(frozen=True, slots=True)
class Outcome:
    """A plan that holds: its problem (with the chains that could be kept), its trips, each site left out with the
    limit in its way, what a person must know."""

    problem: Problem
    checked: Checked
    left_out: Mapping[int, Limit]
    notices: tuple[Notice, ...] = ()


def searched(
    day: Day,
    problem: Problem,
    travel: TravelTable,
    search: Search,
    *,
    start: Proposal | None = None,
    told: Callable[[Outcome], None] | None = None,
    aside: frozenset[int] = frozenset(),
) -> Outcome:
    """The plan the search ends with; `told` hears of each better one on the way that holds. Raises PlanRejected.

    `aside`: sites it is not about. They are in no trip and not left out.
    """
    left_out = {site: limit for site, limit in preparing.without_place(day, travel).items() if site not in aside}
    placed = [site for site in range(len(problem.sites)) if site not in left_out and site not in aside]
    problem, dropped = preparing.with_chains_that_hold(problem, placed)
    hopeful = preparing.worth_searching(problem, placed)
    notices = tuple(Notice.of("sequence_not_kept", points=some([day.points[s].name for s in one])) for one in dropped)

    def whole(part: Proposal) -> Outcome:
        kept = placing.thinned(problem, preparing.whole_again(part, hopeful))
        proposal, impossible = placing.completed(problem, kept, placed)
        return Outcome(problem, checked(problem, proposal), {**left_out, **impossible}, notices)

    def tell(part: Proposal) -> None:
        found = whole(part)
        if told is not None and found.checked.is_sound:
            told(found)

    begin = None if start is None else preparing.in_part(placing.thinned(problem, start), hopeful)
    found = whole(search(preparing.part_of(problem, hopeful), begin, tell))
    if not found.checked.is_sound:
        faults = (*found.checked.faults, *(breach.limit.value for breach in found.checked.breaches))
        raise PlanRejected(day.cycle, "; ".join(faults))
    return found


def in_this_process(seconds: float, seed: int) -> Search:
    """The engine on one core, here and now: for whoever has nothing else to do meanwhile."""

    def search(problem: Problem, start: Proposal | None, told: Callable[[Proposal], None]) -> Proposal:
        from domain.routing.engine import search as engine

        effort = engine.Effort(seconds=seconds, cores=1, seed=seed)
        return engine.search(problem, effort, start=start, told=lambda found: told(found.proposal))

    return search
