"""The search for a plan: a portfolio on the cores there are, each search the strongest for what the problem asks.

Ruin and recreate runs on every problem it can express; where there is one kind of van and one load the second core
breeds populations (HGS); several trips a van and goods to be fetched are PyVRP's. What they find is recombined
route by route (CP-SAT) and cooled down once more. Compiled code runs in threads, HGS in a process of its own.
Next: rules.checking, which believes none of them.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from domain.routing.engine import hgs_search, ruin_search
from domain.routing.engine.breeding import Breeder, Plans
from domain.routing.engine.chains import chained
from domain.routing.engine.kinds import KindRoute, Kinds, kind_routes, kinds_of, proposal_of
from domain.routing.engine.pyvrp_search import Until, pyvrp_plan
from domain.routing.engine.recombining import Limits, Pool, recombined
from domain.routing.engine.ruin_search import Cooling, RuinSearch
from domain.routing.words import Problem, Proposal

RECOMBINE_AT, RECOMBINE_FOR = 0.9, 0.05
"""Parts of the time: when searches stop for recombination, and how long it may take."""
LATE_AT = 0.92
"""A population that is not back by then is given up: it cannot be told to end."""
WORTH_RECOMBINING = 25
"""With fewer sites one search finds what there is."""
WORTH_BREEDING_S = 3.0
"""A population needs half a second to be there."""
WARM = 0.04
"""The temperature they begin with once more, after it."""
READY = (0.9, 0.6)
"""How often new vans compete with places in routes, core by core: they differ in more than their luck."""
LIVES = (0.5, 0.98)
"""Parts of the time that is left at each."""
LOOK_S = 0.05
STEPS_PER_GENERATION = 100
"""Steps of ruin and recreate that count as one generation of HGS, where work is counted and not time."""


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
        """Ruin and recreate on each core (or HGS on the second), recombination, and a last cooling from the best."""
        first = kind_routes(self.kinds, start) if start is not None else []
        reduced = self._worth_breeding()
        cores = max(1, self.effort.cores - (reduced is not None))
        seeds = range(self.effort.seed * 1000, self.effort.seed * 1000 + cores)
        runs = [RuinSearch(self.kinds, seed, READY[at % len(READY)], first) for at, seed in enumerate(seeds)]
        self._take(*runs[0].best)
        pools = [Pool() for _ in runs]
        work = [
            self._cooling(run, pool, self._schedule(RECOMBINE_AT, 0.8)) for run, pool in zip(runs, pools, strict=True)
        ]
        bred: Plans = []
        breeder = None if reduced is None else Breeder(reduced)
        self._together(work if breeder is None else [*work, partial(self._breed, breeder, bred)], runs, breeder)
        self._recombine(runs, pools, bred)
        if not self._is_over():
            for run in runs:
                run.begin(self.best)
            schedule = self._schedule(1.0, 0.2, WARM)
            self._together([self._cooling(run, Pool(), schedule) for run in runs], runs)
        return proposal_of(self.kinds, self.best)

    def _worth_breeding(self) -> hgs_search.Reduced | None:
        """The problem for the population on the second core; None where it has none, no time or nothing to find."""
        short = self.effort.iterations is None and self.effort.seconds < WORTH_BREEDING_S
        if self.effort.cores < 2 or short or len(self.kinds.problem.sites) < WORTH_RECOMBINING:
            return None
        return hgs_search.reduced(self.kinds)

    def _schedule(self, part: float, share: float, hot: float = ruin_search.HOT) -> Cooling:
        steps = self.effort.iterations
        return Cooling(max(0.05, self.left_s(part)), None if steps is None else max(1, int(steps * share)), hot)

    def _cooling(self, run: RuinSearch, pool: Pool, cooling: Cooling) -> Callable[[], None]:
        """One run, its good routes kept."""

        def keep(_: RuinSearch) -> None:
            if run.is_near:
                routes = run.current()
                pool.add(routes, run.costs())

        return lambda: run.run(cooling, self._ended, keep)

    def _breed(self, breeder: Breeder, bred: Plans) -> None:
        """Lives of a population, each from the best of the one before and the best of all searches."""
        if self.effort.iterations is not None:
            generations = max(1, self.effort.iterations // STEPS_PER_GENERATION)
            bred += breeder.breed(seconds=0.0, seed=self.effort.seed, steps=generations, first=[])
            return
        for life, share in enumerate(LIVES):
            seconds = share * self.left_s(RECOMBINE_AT)
            if seconds > 0.5 and not self._ended():
                first = [*bred, *self._whole_plans()] if life else []
                bred[:] = breeder.breed(seconds=seconds, seed=self.effort.seed + life, steps=None, first=first) or bred

    def _whole_plans(self) -> Plans:
        """The best plan, when it leaves nothing out: HGS knows no others."""
        is_whole = sum(len(sites) for _, sites in self.best) == len(self.kinds.problem.sites)
        return [tuple(self.best)] if is_whole else []

    def _together(
        self, work: Sequence[Callable[[], None]], runs: Sequence[RuinSearch], breeder: Breeder | None = None
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
                if breeder is not None and self._is_late():
                    breeder.end()
            thread.complain()
        if breeder is not None:
            breeder.end()
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
        self, runs: Sequence[RuinSearch], pools: Sequence[Pool], bred: Sequence[Sequence[KindRoute]]
    ) -> None:
        """The best plan out of all routes seen, if it is better."""
        if self._is_over() or len(self.kinds.problem.sites) < WORTH_RECOMBINING:
            return
        pool = Pool()
        for one in pools:
            pool.add((route for _, route in one.routes.values()), (cost for cost, _ in one.routes.values()))
        for plan in bred:
            costs = runs[0].costs_of(plan)
            pool.add(plan, costs)
            if sum(costs) < self.best_fen - 1e-6:
                self._take(sum(costs), plan)
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
