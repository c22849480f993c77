"""The search for a plan: a portfolio on the cores there are, each search the strongest for what the problem asks.

Next: single_trips.py, many_trips.py, and rules.checking, which believes none of them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from domain.routing.engine.chains import chained
from domain.routing.engine.course import Course, Effort
from domain.routing.engine.kinds import kinds_of
from domain.routing.engine.many_trips import ManyTrips
from domain.routing.engine.ruin_search import can_express
from domain.routing.engine.single_trips import SingleTrips
from domain.routing.rules.timing import timed_proposal
from domain.routing.words import Problem, Proposal

__all__ = ["Effort", "Found", "search"]


@dataclass(frozen=True, slots=True)
class Found:
    """A plan better than all before: its cost with the prices of what it leaves out, its metres, after how long."""

    proposal: Proposal
    cost_fen: int
    distance_m: int
    at_s: float


def search(
    problem: Problem,
    effort: Effort,
    *,
    start: Proposal | None = None,
    told: Callable[[Found], None] | None = None,
    stopped: Callable[[], bool] | None = None,
) -> Proposal:
    """The best plan found from `start` on; sites that no carrier can take are in no trip.

    `told` hears of every better plan in the caller's thread, the first within two seconds. Ends when time or
    iterations are up, when it has cooled down, or within 0.3 s after `stopped()` is True.
    """
    if not problem.sites or not problem.carriers:
        return Proposal(())
    whole = chained(problem)
    kinds = kinds_of(whole.problem)
    course = Course(effort, stopped or (lambda: False))

    def tell(plan: Proposal, cost: float) -> None:
        if told is not None:
            proposal = whole.apart(plan)
            told(Found(proposal, round(cost), _metres(problem, proposal), time.monotonic() - course.began))

    begin = None if start is None else whole.together(start)
    hunt = (SingleTrips if can_express(kinds) else ManyTrips)(kinds, course, tell)
    return whole.apart(hunt.search(begin))


def _metres(problem: Problem, proposal: Proposal) -> int:
    return sum(trip.distance_m for trip in timed_proposal(problem, proposal))
