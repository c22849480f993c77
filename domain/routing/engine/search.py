"""The search for a plan: a portfolio on the cores there are, each search the strongest for what the problem asks.

Ruin and recreate runs on every problem it can express; for one kind of van the second core breeds populations (HGS)
or, with hours, runs PyVRP, each in a process of its own (apart.py); several trips a van and goods to be fetched are
PyVRP's alone. What they find is recombined route by route (CP-SAT), and the best plan cooled down once more.
Next: rules.checking, which believes none of them.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from domain.routing.engine import hgs_search, ruin_search
from domain.routing.engine.apart import Apart, Plans, SecondSearch
from domain.routing.engine.chains import chained
from domain.routing.engine.kinds import KindRoute, Kinds, kind_routes, kinds_of, proposal_of
from domain.routing.engine.pyvrp_search import Iterated, Until, pyvrp_plan
from domain.routing.engine.recombining import Limits, Pool, recombined
from domain.routing.engine.ruin_search import Cooling, RuinSearch
from domain.routing.words import Problem, Proposal

COOLED_ONCE = ((0.94, 0.4), (1.0, 0.04))
COOLED_TWICE = ((0.5, 1.0), (0.95, 0.1), (1.0, 0.04))
"""Rounds of a search: until which part of the time, from which temperature on. Each ends with a recombination; the next
begins with the best plan. Where hours bind a search is caught sooner and begins hotter (how they were chosen: decision
0089)."""
RECOMBINE_FOR = 0.04
"""Part of the time a recombination may take."""
WORTH_RECOMBINING = 25
"""With fewer sites one search finds what there is."""
WORTH_A_SECOND_S = 3.0
"""The process of a second search needs half a second to be there."""
READY = (0.9, 0.6)
"""How often new vans compete with places in routes, core by core: they differ in more than their luck."""
HALVES, WHOLE = (0.5, 0.98), (0.98,)
"""Lives of the second search in a round, in parts of the time that is left at each."""
LATE_AT = 0.98
"""A second search that is not back by then is given up: HGS cannot be told to end."""
HANDED_ON = 25
"""So many plans of one life begin the next."""
LOOK_S = 0.05
STEPS_PER_GENERATION = 100
"""Steps of ruin and recreate that count as one of the second search, where work is counted and not time."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How long (s) and on how many cores to search. `iterations`: so many steps instead of seconds, and the same
    problem, seed and libraries give the same plan."""

    seconds: float = 30.0
    iterations: int | None = None
    cores: int = 2
    seed: int = 1


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
    began = time.monotonic()

    def tell(plan: Proposal, cost: float) -> None:
        if told is not None:
            proposal = whole.apart(plan)
            told(Found(proposal, round(cost), _metres(problem, proposal), time.monotonic() - began))

    begin = None if start is None else whole.together(start)
    hunt = _Hunt(kinds, effort, began, stopped or (lambda: False), tell)
    found = hunt.cooled(begin) if ruin_search.can_express(kinds) else hunt.with_pyvrp(begin)
    return whole.apart(found)


def _metres(problem: Problem, proposal: Proposal) -> int:
    from domain.routing.rules.timing import timed_proposal

    return sum(trip.distance_m for trip in timed_proposal(problem, proposal))


@dataclass
class _Hunt:
    """One search: what it works on, when it ends, whom it tells."""

    kinds: Kinds
    effort: Effort
    began: float
    stopped: Callable[[], bool]
    tell: Callable[[Proposal, float], None]
    best: Sequence[KindRoute] = ()
    best_fen: float = float("inf")
    over: threading.Event = field(default_factory=threading.Event)

    def left_s(self, part: float = 1.0) -> float:
        """Seconds until this part of the time is over."""
        return part * self.effort.seconds - (time.monotonic() - self.began)

    def with_pyvrp(self, start: Proposal | None) -> Proposal:
        """PyVRP alone, on one core: it holds the interpreter."""
        until = Until(self.effort.seconds, self.effort.iterations, self.stopped)
        return pyvrp_plan(self.kinds, until, self.effort.seed, start=start, told=lambda plan: self.tell(plan, 0.0))

    def cooled(self, start: Proposal | None) -> Proposal:
        """Rounds of ruin and recreate on each core, or with another search on the second, recombined after each."""
        first = kind_routes(self.kinds, start) if start is not None else []
        task = self._second_task()
        cores = max(1, self.effort.cores - (task is not None))
        seeds = range(self.effort.seed * 1000, self.effort.seed * 1000 + cores)
        runs = [RuinSearch(self.kinds, seed, READY[at % len(READY)], first) for at, seed in enumerate(seeds)]
        self._take(*runs[0].best)
        second = None if task is None else Apart(task)
        try:
            self._play(runs, second)
        finally:
            if second is not None:
                second.end()
        return proposal_of(self.kinds, self.best)

    def _play(self, runs: Sequence[RuinSearch], second: Apart | None) -> None:
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
            if self._is_over():
                return
            before = part

    def _second_task(self) -> SecondSearch | None:
        """What the second core searches instead of the same once more: a population where the problem is plain, PyVRP
        where one kind of van meets hours; None where two of the same find more, or there is no core, no time."""
        short = self.effort.iterations is None and self.effort.seconds < WORTH_A_SECOND_S
        if self.effort.cores < 2 or short or len(self.kinds.problem.sites) < WORTH_RECOMBINING:
            return None
        if len(self.kinds.members) == 1 and ruin_search.is_timed(self.kinds):
            return Iterated(self.kinds)
        return hgs_search.population_of(self.kinds)

    def _schedule(self, until: float, share: float, hot: float) -> Cooling:
        steps = self.effort.iterations
        counted = None if steps is None else max(1, int(steps * share))
        return Cooling(max(0.05, self.left_s(until)), counted, share, hot)

    def _cooling(self, run: RuinSearch, pool: Pool, cooling: Cooling) -> Callable[[], None]:
        """One run, its good routes kept."""

        def keep(_: RuinSearch) -> None:
            if run.is_near:
                routes = run.current()
                pool.add(routes, run.costs())

        return lambda: run.run(cooling, self._ended, keep)

    def _live(self, second: Apart, until: float, lives: Sequence[float], others: Plans) -> None:
        """Lives of the second search, each from the best of the lives and searches before."""
        steps = None
        if self.effort.iterations is not None:
            steps = max(1, self.effort.iterations // STEPS_PER_GENERATION)
        for share in lives if steps is None else WHOLE:
            seconds = share * self.left_s(until)
            if (seconds > 0.5 or steps is not None) and not self._ended():
                first = [*self._whole_plans(), *others[:HANDED_ON]] if others else []
                others[:0] = second.plans(seconds=seconds, seed=self.effort.seed, steps=steps, first=first)

    def _whole_plans(self) -> Plans:
        """The best plan, when it leaves nothing out: HGS knows no others."""
        is_whole = sum(len(sites) for _, sites in self.best) == len(self.kinds.problem.sites)
        return [tuple(self.best)] if is_whole else []

    def _together(
        self, work: Sequence[Callable[[], None]], runs: Sequence[RuinSearch], second: Apart | None = None
    ) -> None:
        """All of it at once; meanwhile every better plan is told in this thread. In order, so answers are the same."""
        threads = [_Thread(one) for one in work]
        for thread in threads:
            thread.start()
        for thread in threads:
            while thread.is_alive():
                thread.join(LOOK_S)
                if self.effort.iterations is None:
                    self._take_from(runs)
                if self.stopped():
                    self.over.set()
                if second is not None and self._is_late():
                    second.end()
            thread.complain()
        self._take_from(runs)

    def _is_late(self) -> bool:
        return self.over.is_set() or (self.effort.iterations is None and self.left_s(LATE_AT) < 0)

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
        if self._is_over() or len(self.kinds.problem.sites) < WORTH_RECOMBINING:
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
        seconds = max(0.3, RECOMBINE_FOR * self.effort.seconds)
        limits = Limits(seconds, self.effort.iterations is None)
        better = recombined(pool, self.best, self.best_fen, list(self.kinds.price), self.kinds.count, limits)
        if better is not None:
            self._take(runs[0].cost_of(better), better)

    def _ended(self) -> bool:
        return self.over.is_set()

    def _is_over(self) -> bool:
        return self.over.is_set() or self.stopped() or (self.effort.iterations is None and self.left_s() < 0.05)


class _Thread(threading.Thread):
    """A thread whose fault is raised where it is waited for."""

    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self._work = work
        self._fault: BaseException | None = None

    def run(self) -> None:
        try:
            self._work()
        except BaseException as fault:  # noqa: BLE001 - whatever it is, `complain` raises it in the waiting thread
            self._fault = fault

    def complain(self) -> None:
        """Raises what went wrong in it."""
        if self._fault is not None:
            raise self._fault
