"""The search for days of one trip a van: rounds of ruin and recreate, another solver on the second core, recombination.

Where one kind of van has one load the second core breeds populations (HGS), where it meets hours it runs PyVRP, each
in a process of its own (apart.py); mixed fleets are ruined and recreated on both. Next: ruin_search.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from domain.routing.engine import hgs_search, ruin_search
from domain.routing.engine.apart import Apart, Plans, SecondSearch
from domain.routing.engine.course import LOOK_S, WORTH_A_SECOND_S, Course, Watched
from domain.routing.engine.kinds import KindRoute, Kinds, kind_routes, proposal_of
from domain.routing.engine.pyvrp_search import Iterated
from domain.routing.engine.recombining import Limits, Pool, recombined
from domain.routing.engine.ruin_search import Cooling, RuinSearch
from domain.routing.words import Proposal

COOLED_ONCE = ((0.94, 0.4), (1.0, 0.04))
COOLED_TWICE = ((0.5, 1.0), (0.95, 0.1), (1.0, 0.04))
"""Rounds of a search: until which part of the time, from which temperature on. Each ends with a recombination; the next
begins with the best plan. Where hours bind a search is caught sooner and begins hotter (how they were chosen: decision
0089)."""
RECOMBINE_FOR = 0.04
"""Part of the time a recombination may take."""
WORTH_RECOMBINING = 25
"""With fewer sites one search finds what there is."""
READY = (0.9, 0.6)
"""How often new vans compete with places in routes, core by core: they differ in more than their luck."""
HALVES, WHOLE = (0.5, 0.98), (0.98,)
"""Lives of the second search in a round, in parts of the time that is left at each."""
LATE_AT = 0.98
"""A second search that is not back by then is given up: HGS cannot be told to end."""
HANDED_ON = 25
"""So many plans of one life begin the next."""
STEPS_PER_GENERATION = 100
"""Steps of ruin and recreate that count as one of the second search, where work is counted and not time."""

Second = Apart[tuple[KindRoute, ...]]


class SingleTrips:
    """One search: its problem, the best plan so far, whom it tells."""

    def __init__(self, kinds: Kinds, course: Course, tell: Callable[[Proposal, float], None]) -> None:
        self.kinds, self.course, self.tell = kinds, course, tell
        self.best: Sequence[KindRoute] = ()
        self.best_fen = float("inf")

    def search(self, start: Proposal | None) -> Proposal:
        """Rounds of ruin and recreate on each core, or with another search on the second, recombined after each."""
        first = kind_routes(self.kinds, start) if start is not None else []
        task = self._second_task()
        cores = max(1, self.course.effort.cores - (task is not None))
        seeds = range(self.course.effort.seed * 1000, self.course.effort.seed * 1000 + cores)
        runs = [RuinSearch(self.kinds, seed, READY[at % len(READY)], first) for at, seed in enumerate(seeds)]
        self._take(*runs[0].best)
        second = None if task is None else Apart(task)
        try:
            self._play(runs, second)
        finally:
            if second is not None:
                second.end()
        return proposal_of(self.kinds, self.best)

    def _play(self, runs: Sequence[RuinSearch], second: Second | None) -> None:
        """The rounds."""
        is_timed = runs[0].is_timed
        pools, others, before = [Pool() for _ in runs], Plans(), 0.0
        for part, hot in COOLED_TWICE if is_timed else COOLED_ONCE:
            if before:
                for run in runs:
                    run.begin(self.best)
            until = part - RECOMBINE_FOR if part < 1 else part
            schedule = self._schedule(until, part - before, hot)
            work = [self._cooling(run, pool, schedule) for run, pool in zip(runs, pools, strict=True)]
            if second is not None and part < 1:
                work.append(partial(self._live, second, until, WHOLE if is_timed else HALVES, others))
            self._together(work, runs, second)
            if part < 1:
                self._recombine(runs, pools, others)
            if self.course.is_over():
                return
            before = part

    def _second_task(self) -> SecondSearch[tuple[KindRoute, ...]] | None:
        """What the second core searches instead of the same once more: a population where the problem is plain, PyVRP
        where one kind of van meets hours; None where two of the same find more, or there is no core, no time."""
        short = not self.course.is_counted and self.course.effort.seconds < WORTH_A_SECOND_S
        if self.course.effort.cores < 2 or short or len(self.kinds.problem.sites) < WORTH_RECOMBINING:
            return None
        if len(self.kinds.members) == 1 and ruin_search.is_timed(self.kinds):
            return Iterated(self.kinds)
        return hgs_search.population_of(self.kinds)

    def _schedule(self, until: float, share: float, hot: float) -> Cooling:
        return Cooling(max(0.05, self.course.left_s(until)), self.course.steps(share), share, hot)

    def _cooling(self, run: RuinSearch, pool: Pool, cooling: Cooling) -> Callable[[], None]:
        """One run, its good routes kept."""

        def keep(_: RuinSearch) -> None:
            if run.is_near:
                routes = run.current()
                pool.add(routes, run.costs())

        return lambda: run.run(cooling, self.course.over.is_set, keep)

    def _live(self, second: Second, until: float, lives: Sequence[float], others: Plans) -> None:
        """Lives of the second search, each from the best of the lives and searches before."""
        steps = self.course.steps(1 / STEPS_PER_GENERATION)
        for share in lives if steps is None else WHOLE:
            seconds = share * self.course.left_s(until)
            if (seconds > 0.5 or steps is not None) and not self.course.over.is_set():
                first = [*self._whole_plans(), *others[:HANDED_ON]] if others else []
                others[:0] = second.plans(seconds=seconds, seed=self.course.effort.seed, steps=steps, first=first)

    def _whole_plans(self) -> Plans:
        """The best plan, when it leaves nothing out: HGS knows no others."""
        is_whole = sum(len(sites) for _, sites in self.best) == len(self.kinds.problem.sites)
        return [tuple(self.best)] if is_whole else []

    def _together(
        self,
        work: Sequence[Callable[[], None]],
        runs: Sequence[RuinSearch],
        second: Second | None = None,
    ) -> None:
        """All of it at once; meanwhile every better plan is told in this thread. In order, so answers are the same."""
        threads = [Watched(one) for one in work]
        for thread in threads:
            thread.start()
        for thread in threads:
            while thread.is_alive():
                thread.join(LOOK_S)
                if not self.course.is_counted:
                    self._take_from(runs)
                self.course.look()
                if second is not None and self.course.is_past(LATE_AT):
                    second.end()
            thread.complain()
        self._take_from(runs)

    def _take_from(self, runs: Sequence[RuinSearch]) -> None:
        for run in runs:
            best = run.best
            if best.cost < self.best_fen - 1e-6:
                self._take(*best)

    def _take(self, cost: float, routes: Sequence[KindRoute]) -> None:
        self.best, self.best_fen = routes, cost
        self.tell(proposal_of(self.kinds, routes), cost)

    def _recombine(
        self, runs: Sequence[RuinSearch], pools: Sequence[Pool], others: Sequence[Sequence[KindRoute]]
    ) -> None:
        """The best plan out of all routes seen, if it is better."""
        if self.course.is_over() or len(self.kinds.problem.sites) < WORTH_RECOMBINING:
            return
        pool = Pool()
        for one in pools:
            pool.add((route for _, route in one.routes.values()), (cost for cost, _ in one.routes.values()))
        for plan in others:
            costs = runs[0].costs_of(plan)
            pool.add(plan, costs)
            if sum(costs) < self.best_fen - 1e-6:
                runs[0].begin(plan)
                self._take_from(runs)
        pool.add(self.best, runs[0].costs_of(self.best))
        seconds = max(0.3, RECOMBINE_FOR * self.course.effort.seconds)
        limits = Limits(seconds, by_clock=not self.course.is_counted)
        better = recombined(pool, self.best, self.best_fen, list(self.kinds.price), self.kinds.count, limits)
        if better is not None:
            self._take(runs[0].cost_of(better), better)
