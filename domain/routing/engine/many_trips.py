"""The search for days on which vans drive several trips: the best way to cut the day into slots of single trips, then
PyVRP from there on, across the slots. Goods that wait elsewhere are PyVRP's alone. Next: slots.py, pyvrp_search.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from domain.routing.engine.apart import Apart
from domain.routing.engine.course import LOOK_S, WORTH_A_SECOND_S, Course, Watched
from domain.routing.engine.kinds import Kinds, kinds_of
from domain.routing.engine.pyvrp_search import Rounds, Until, pyvrp_plan
from domain.routing.engine.ruin_search import can_express
from domain.routing.engine.single_trips import SingleTrips
from domain.routing.engine.slots import Slots, can_be_cut, ways_to_cut
from domain.routing.rules.timing import timed_proposal
from domain.routing.words import Proposal

TRY_CUTS, SEARCH_CUT = 0.25, 0.35
"""Parts of the time in which ways to cut a day of several trips are tried, and the best of them is searched."""


class ManyTrips:
    """One search: its problem, the best plan so far, whom it tells."""

    def __init__(self, kinds: Kinds, course: Course, tell: Callable[[Proposal, float], None]) -> None:
        self.kinds, self.course, self.tell = kinds, course, tell
        self.best: Proposal | None = None
        self.best_fen = float("inf")

    def search(self, start: Proposal | None) -> Proposal:
        """Several trips a van: the best way to cut the day into slots, found in short searches, is searched for longer;
        PyVRP goes on from there on each core, across the slots."""
        if start is not None:
            self._offer(start)
        if can_be_cut(self.kinds.problem):
            self._search_slots()
        if self.best is not None and self.course.is_over():
            return self.best
        return self._with_pyvrp(self.best)

    def _search_slots(self) -> None:
        """Every way to cut the day for a short while, the best of them for longer."""
        ways = [way for way in ways_to_cut(self.kinds.problem) if can_express(kinds_of(way.problem))]
        tried: list[tuple[float, Slots, Proposal]] = []
        for way in ways:
            if self.course.is_over():
                return
            plan = self._in_slots(way, TRY_CUTS / len(ways), None)
            tried.append((self._price(way.merged(plan)), way, plan))
        if tried and not self.course.is_over():
            _, best, plan = min(tried, key=lambda one: one[0])
            self._in_slots(best, SEARCH_CUT, plan)

    def _in_slots(self, slots: Slots, share: float, start: Proposal | None) -> Proposal:
        """The best plan of these slots, searched for a share of the time."""
        effort, steps = self.course.effort, self.course.steps(share)
        seconds = min(share * effort.seconds, max(0.05, self.course.left_s()))
        course = Course(replace(effort, seconds=seconds, iterations=steps), self.course.stopped)
        kinds = kinds_of(slots.problem)
        return SingleTrips(kinds, course, lambda plan, _: self._offer(slots.merged(plan))).search(start)

    def _with_pyvrp(self, start: Proposal | None) -> Proposal:
        """PyVRP here and in a process of its own: it holds the interpreter."""
        seconds, seed = self.course.left_s(), self.course.effort.seed
        until = Until(seconds, self.course.effort.iterations, self.course.stopped)
        if self.course.effort.cores < 2 or seconds < WORTH_A_SECOND_S:
            last = pyvrp_plan(self.kinds, until, seed, start=start, told=self._offer)
            return self.best or last
        others: list[Proposal] = []
        second = Apart(Rounds(self.kinds))
        thread = Watched(partial(self._ask, second, 0.9 * seconds, [] if start is None else [start], others))
        thread.start()
        try:
            last = pyvrp_plan(self.kinds, until, seed, start=start, told=self._offer)
            while thread.is_alive() and not self.course.is_over():
                thread.join(LOOK_S)
        finally:
            second.end()
        thread.complain()
        for plan in others:
            self._offer(plan)
        return self.best or last

    def _ask(self, second: Apart[Proposal], seconds: float, first: list[Proposal], others: list[Proposal]) -> None:
        effort = self.course.effort
        others += second.plans(seconds=seconds, seed=effort.seed + 1, steps=effort.iterations, first=first)

    def _offer(self, plan: Proposal) -> None:
        """A plan of several trips: taken and told when it is better than all before."""
        price = self._price(plan)
        if price < self.best_fen - 1e-6:
            self.best, self.best_fen = plan, price
            self.tell(plan, price)

    def _price(self, plan: Proposal) -> float:
        """Fen of its trips and of what it leaves out."""
        served = {site for trip in plan.trips for site in trip.sites}
        left = sum(float(price) for site, price in enumerate(self.kinds.price) if site not in served)
        return left + sum(trip.cost_fen for trip in timed_proposal(self.kinds.problem, plan))
