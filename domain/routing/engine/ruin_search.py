"""Feeds the compiled ruin and recreate: a problem in, slices of the search at falling temperatures, the best plan out.

A slice gives the interpreter back to other threads; two searches on two cores share nothing. Next: ruin_kernel.py.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from domain.routing.engine.kinds import Ints, KindRoute, Kinds, kinds_of
from domain.routing.words import Carrier, Problem, Site

if TYPE_CHECKING:
    from domain.routing.engine.ruin_state import Plan, Task

REMOVED, LONGEST = 10.0, 10.0
"""Sites that leave on average, the longest string."""
COLD = 0.004
"""The last temperature, in parts of what a site costs in a greedy plan (chosen as docs/figures.md says)."""
SLICE_S, FIRST_STEPS = 0.03, 200
STEPS_PER_PAIR, MANY = 250, 60
"""So many steps for each site and each of its neighbours, of which no more than MANY matter: cooled slowly enough. A day
of ten points is planned in a tenth of a second, one of two hundred takes half a minute."""
MOST_KINDS = 62
"""Kinds are bits of one number."""
HORIZON_S = 172_800
STILL = ((0, 0, 0), (0, 0, 0), (0, 0, 0))


def can_express(kinds: Kinds) -> bool:
    """True when the kernel knows all the problem asks: one trip a van, all goods aboard when it sets out."""
    return len(kinds.members) <= MOST_KINDS and all(
        carrier.max_trips == 1
        and all(site.fetch_from in (None, carrier.start) for site in kinds.problem.sites if site.may_ride(number))
        for number, carrier in enumerate(kinds.problem.carriers)
    )


def prepare() -> None:
    """Compiles the kernel, or finds its compiled copy: half a minute the first time, a second ever after."""
    van = Carrier(1, 1, 1, 0, 0, HORIZON_S)
    RuinSearch(kinds_of(Problem((Site(1, 0, 0), Site(1, 0, 0)), (van, van), STILL, STILL)), seed=1, ready=0.5)


@dataclass(frozen=True, slots=True)
class Cooling:
    """From which temperature to which, and for how long: seconds, or steps for an answer that is always the same.
    `share`: the part of a whole search, for a day so small that it ends before its time."""

    seconds: float
    steps: int | None = None
    share: float = 1.0
    hot: float = 0.4
    cold: float = COLD


class Best(NamedTuple):
    """A plan by kinds of vans and its fen, the prices of what it leaves out among them."""

    cost: float
    routes: tuple[KindRoute, ...]


class RuinSearch:
    """One search: its plan in work and its best plan so far."""

    best: Best
    """Read by other threads while the compiled code writes its arrays: made anew between two slices, never changed."""

    def __init__(self, kinds: Kinds, seed: int, ready: float, start: Sequence[KindRoute] = ()) -> None:
        """`ready`: how often new vans compete with places in routes."""
        self._kinds, self._number, self._ready = kinds, len(kinds.problem.sites), ready
        self.is_timed = is_timed(kinds)
        self._task = _task(kinds, self.is_timed)
        self._plan, self._saved, self._best = (_empty(self._task, self.is_timed, seed) for _ in range(3))
        self.begin(start)
        self._advance(FIRST_STEPS, 0.0)
        served = self._number - int(self._plan.numbers[0])
        self._per_site = float(self._plan.cost.sum()) / max(1, served)

    def begin(self, routes: Sequence[KindRoute]) -> None:
        """Goes on from these routes; what does not keep a limit in them is put in anew."""
        from domain.routing.engine.ruin_moves import copy_plan

        _lay(self._task, self._plan, routes)
        copy_plan(self._plan, self._best)
        self.best = self._as_best()

    def run(self, cooling: Cooling, ended: Callable[[], bool], told: Callable[[RuinSearch], None]) -> None:
        """Searches until it is cold; `told` after every slice, after which `best` may be a better one."""
        most = cooling.steps or int(cooling.share * STEPS_PER_PAIR * self._number * min(MANY, self._number))
        steps = FIRST_STEPS if cooling.steps is None else max(1, most // 200)
        began, done = time.monotonic(), 0
        while done < most and not ended():
            spent = time.monotonic() - began
            part = max(done / most, spent / cooling.seconds if cooling.steps is None else 0.0)
            if part >= 1:
                return
            self._advance(steps, cooling.hot * (cooling.cold / cooling.hot) ** part * self._per_site)
            done += steps
            if cooling.steps is None:
                took = time.monotonic() - began - spent
                steps = max(10, min(4 * steps, round(steps * SLICE_S / max(took, 1e-4))))
            told(self)

    def current(self) -> list[KindRoute]:
        """The plan in work: often a little worse, with other routes."""
        return _routes(self._plan)

    @property
    def is_near(self) -> bool:
        """True when the plan in work is nearly as good as the best."""
        return float(self._plan.total[0]) < 1.01 * self.best.cost

    def costs(self) -> list[float]:
        """Fen of each route of `current`."""
        return [float(cost) for cost, kind in zip(self._plan.cost, self._plan.kind, strict=True) if kind >= 0]

    def costs_of(self, routes: Sequence[KindRoute]) -> list[float]:
        """Fen of each of these routes."""
        from domain.routing.engine.ruin_moves import renew

        found = []
        for kind, sites in routes:
            self._saved.kind[0], self._saved.length[0] = kind, len(sites)
            self._saved.stops[0, : len(sites)] = np.array(sites) + 1
            renew(self._task, self._saved, 0)
            found.append(float(self._saved.cost[0]))
        return found

    def cost_of(self, routes: Sequence[KindRoute]) -> float:
        """Fen of these routes and of what they leave out."""
        served = {site for _, sites in routes for site in sites}
        return sum(self.costs_of(routes)) + sum(float(p) for n, p in enumerate(self._kinds.price) if n not in served)

    def _advance(self, steps: int, heat: float) -> None:
        from domain.routing.engine.ruin_kernel import improve

        timed, search = self.is_timed, (REMOVED, LONGEST, self._ready)
        improve(self._task, self._plan, self._saved, self._best, steps, max(heat, 1e-12), timed, *search)
        if self._best.total[0] < self.best.cost:
            self.best = self._as_best()

    def _as_best(self) -> Best:
        return Best(float(self._best.total[0]), tuple(_routes(self._best)))


def is_timed(kinds: Kinds) -> bool:
    """True when hours can stand in a plan's way or cost anything."""
    return bool(kinds.seconds.any() or any(site.service_s or site.opens_s > 0 for site in kinds.problem.sites))


def _task(kinds: Kinds, timed: bool) -> Task:
    """The arrays of a problem."""
    from domain.routing.engine.ruin_state import Task

    problem, places = kinds.problem, len(kinds.seconds)
    carriers = [kinds.carrier(kind) for kind in range(len(kinds.members))]
    hours = np.zeros((places, 3), np.int64)
    hours[:, 1] = 4 * HORIZON_S
    loads = np.zeros((places, 4), np.int64)
    bits = np.full(places, -1, np.int64)
    price = np.zeros(places)
    for number, site in enumerate(problem.sites, start=1):
        hours[number] = site.opens_s, site.closes_s, site.service_s
        loads[number] = site.weight_g, site.volume_ml, site.totes, site.cold_totes
        bits[number] = sum(1 << kind for kind in range(len(carriers)) if kinds.may[number - 1, kind])
        price[number] = kinds.price[number - 1]
    shift = np.array([(one.shift_start_s, one.shift_end_s) for one in carriers], np.int64)
    per_s = np.array([one.hour_cost_fen / 3600 for one in carriers])
    room = [(one.max_weight_g, one.max_volume_ml, one.max_totes, one.max_cold_totes) for one in carriers]
    needed = [d for d in range(4) if loads[:, d].any()] or [0]
    same = (shift[:, None] == shift[None]).all(-1) & (kinds.ends[:, None] == kinds.ends[None]).all(-1)
    return Task(
        price=price,
        costs=kinds.costs,
        seconds=kinds.seconds,
        hours=hours,
        loads=np.ascontiguousarray(loads[:, needed]),
        kinds=bits,
        near=_near(kinds),
        room=np.ascontiguousarray(np.array(room, np.int64)[:, needed]),
        available=np.array(kinds.count, np.int64),
        profile=kinds.profile,
        fixed=np.array([float(one.fixed_cost_fen) for one in carriers]),
        per_s=per_s,
        ends=kinds.ends,
        shift=shift,
        twin=same,
        orders=np.array([0] * 4 + [1] * 4 + [2] * 2 + [3] + ([4] * 2 + [5] * 2 + [6] * 2 if timed else []), np.int64),
    )


def _near(kinds: Kinds) -> Ints:
    """(n, n) for each site the others, nearest first, by the dearest kind's legs there and back; 0 ends a row."""
    n = len(kinds.problem.sites) + 1
    legs = kinds.costs[0, :n, :n]
    both = legs + legs.T
    both[:, 0] = np.inf
    np.fill_diagonal(both, np.inf)
    near = np.argsort(both, axis=1, kind="stable").astype(np.int64)
    near[:, max(0, n - 2) :] = 0
    return near


def _empty(task: Task, timed: bool, seed: int) -> Plan:
    from domain.routing.engine.ruin_state import Plan

    sites, kinds, places = len(task.near) - 1, len(task.available), len(task.price)
    routes = max(1, min(int(task.available.sum()), sites))
    most = _longest(task) + 2
    segments = (routes, most + 2, 3) if timed else (0, 0, 3)
    return Plan(
        stops=np.zeros((routes, most), np.int64),
        length=np.zeros(routes, np.int64),
        kind=np.full(routes, -1, np.int64),
        load=np.zeros((routes, task.room.shape[1]), np.int64),
        cost=np.zeros(routes),
        may=np.zeros(routes, np.int64),
        lasts=np.zeros(routes, np.int64),
        head=np.zeros(segments, np.int64),
        tail=np.zeros(segments, np.int64),
        where=np.full(places, -1, np.int64),
        used=np.zeros(kinds, np.int64),
        absent=np.zeros(sites + 1, np.int64),
        numbers=np.zeros(3, np.int64),
        total=np.zeros(1),
        changed=np.zeros(routes, np.int64),
        is_changed=np.zeros(routes, np.bool_),
        luck=np.array([(seed * 2_654_435_761 + 88_172_645_463_325_252) % 2**64], np.uint64),
    )


def _longest(task: Task) -> int:
    """The most sites one van can take, by the lightest of them."""
    sites = len(task.near) - 1
    most = sites
    for d in range(task.room.shape[1]):
        lightest = np.cumsum(np.sort(task.loads[1 : sites + 1, d]))
        most = min(most, int((lightest <= int(np.max(task.room[:, d]))).sum()))
    return most


def _lay(task: Task, plan: Plan, routes: Sequence[KindRoute]) -> None:
    """The routes as the plan in work; those that break a limit, or whose vans are out, are left to be put in anew."""
    from domain.routing.engine.ruin_moves import renew

    sites = len(task.near) - 1
    plan.kind[:], plan.where[:], plan.used[:], plan.cost[:] = -1, -1, 0, 0.0
    plan.is_changed[:], plan.numbers[:] = False, 0
    for kind, stops in routes:
        r = int(plan.numbers[1])
        if r >= len(plan.kind) or plan.used[kind] >= task.available[kind] or len(stops) > plan.stops.shape[1] - 2:
            continue
        plan.kind[r], plan.length[r] = kind, len(stops)
        plan.stops[r, : len(stops)] = np.array(stops) + 1
        renew(task, plan, r)
        if _keeps(task, plan, r):
            plan.used[kind] += 1
            plan.where[plan.stops[r, : len(stops)]] = r
            plan.numbers[1] += 1
        else:
            plan.kind[r], plan.cost[r] = -1, 0.0
    absent = [site for site in range(1, sites + 1) if plan.where[site] < 0]
    plan.absent[: len(absent)] = absent
    plan.numbers[0] = len(absent)
    plan.total[0] = plan.cost.sum() + task.price[absent].sum()


def _keeps(task: Task, plan: Plan, r: int) -> bool:
    kind, size = plan.kind[r], int(plan.length[r])
    if (plan.load[r] > task.room[kind]).any() or not (plan.may[r] >> kind) & 1:
        return False
    now, at = int(task.shift[kind, 0]), int(task.ends[kind, 0])
    for site in plan.stops[r, :size]:
        now = max(now + int(task.seconds[at, site]), int(task.hours[site, 0]))
        if now > task.hours[site, 1]:
            return False
        now, at = now + int(task.hours[site, 2]), int(site)
    return bool(now + task.seconds[at, task.ends[kind, 1]] <= task.shift[kind, 1])


def _routes(plan: Plan) -> list[KindRoute]:
    return [
        (int(plan.kind[r]), tuple(int(site) - 1 for site in plan.stops[r, : plan.length[r]]))
        for r in range(len(plan.kind))
        if plan.kind[r] >= 0
    ]
