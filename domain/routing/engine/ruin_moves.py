"""The small steps of the compiled search: a route's sums anew, a site put into it, a step taken back.

They become part of ruin_kernel.py, whose compiled copy numba keeps by the time of that one file: `make setup` touches
it when this file is the newer one. Next: ruin_kernel.py.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from domain.routing.engine.ruin_state import ABSENT, CHANGED, NOWHERE, TOP, Ints, Plan, Task


@njit(nogil=True, cache=True)
def chance(luck: NDArray[np.uint64]) -> float:
    """Between 0 and 1 (xorshift, Marsaglia 2003)."""
    x = luck[0]
    x ^= x << np.uint64(13)
    x ^= x >> np.uint64(7)
    x ^= x << np.uint64(17)
    luck[0] = x
    return (x >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@njit(nogil=True, cache=True, inline="always")
def way_cost(task: Task, plan: Plan, r: int, kind: int) -> float:
    """What route r costs a kind of van; its duration as it is known."""
    legs, stops, profile, at = task.costs, plan.stops, task.profile[kind], task.ends[kind, 0]
    total = task.fixed[kind] + task.per_s[kind] * plan.lasts[r]
    for q in range(plan.length[r]):
        total += legs[profile, at, stops[r, q]]
        at = stops[r, q]
    return total + legs[profile, at, task.ends[kind, 1]]


@njit(nogil=True, cache=True)
def renew(task: Task, plan: Plan, r: int) -> None:
    """Loads, segments and cost of route r from its stops."""
    kind, size = plan.kind[r], plan.length[r]
    may, kinds, stops, load, loads = np.int64(-1), task.kinds, plan.stops, plan.load, task.loads
    for d in range(loads.shape[1]):
        load[r, d] = 0
    for q in range(size):
        site = stops[r, q]
        may &= kinds[site]
        for d in range(loads.shape[1]):
            load[r, d] += loads[site, d]
    plan.may[r] = may
    if plan.head.shape[0]:
        renew_hours(task, plan, r, kind, size)
    plan.cost[r] = way_cost(task, plan, r, kind)


@njit(nogil=True, cache=True)
def renew_hours(task: Task, plan: Plan, r: int, kind: int, size: int) -> None:
    """Segments from the front and from the back: duration, earliest and latest start (no lateness by construction)."""
    head, tail, opens, closes = plan.head, plan.tail, task.shift[kind, 0], task.shift[kind, 1]
    stops, seconds, hours = plan.stops, task.seconds, task.hours
    head[r, 0, 0], head[r, 0, 1], head[r, 0, 2] = 0, opens, closes
    at = task.ends[kind, 0]
    for q in range(size):
        site = stops[r, q]
        until = head[r, q, 0] + seconds[at, site]
        wait = max(0, hours[site, 0] - until - head[r, q, 2])
        head[r, q + 1, 0] = until + wait + hours[site, 2]
        head[r, q + 1, 1] = max(hours[site, 0] - until, head[r, q, 1]) - wait
        head[r, q + 1, 2] = min(hours[site, 1] - until, head[r, q, 2])
        at = site
    tail[r, size, 0], tail[r, size, 1], tail[r, size, 2] = 0, opens, closes
    onward = task.ends[kind, 1]
    for q in range(size - 1, -1, -1):
        site = stops[r, q]
        until = hours[site, 2] + seconds[site, onward]
        wait = max(0, tail[r, q + 1, 1] - until - hours[site, 1])
        tail[r, q, 0] = until + wait + tail[r, q + 1, 0]
        tail[r, q, 1] = max(tail[r, q + 1, 1] - until, hours[site, 0]) - wait
        tail[r, q, 2] = min(tail[r, q + 1, 2] - until, hours[site, 1])
        onward = site
    until = seconds[task.ends[kind, 0], onward]
    plan.lasts[r] = until + max(0, tail[r, 0, 1] - until - closes) + tail[r, 0, 0]


@njit(nogil=True, cache=True, inline="always")
def keep(plan: Plan, saved: Plan, r: int) -> None:
    """Route r as it was before this step, once."""
    if plan.is_changed[r]:
        return
    plan.is_changed[r] = True
    plan.changed[plan.numbers[CHANGED]] = r
    plan.numbers[CHANGED] += 1
    saved.length[r], saved.kind[r], saved.cost[r] = plan.length[r], plan.kind[r], plan.cost[r]
    stops, before = plan.stops, saved.stops
    for q in range(plan.length[r]):
        before[r, q] = stops[r, q]


@njit(nogil=True, cache=True, inline="always")
def can_take(may: Ints, kinds: Ints, load: Ints, loads: Ints, room: Ints, r: int, site: int, kind: int) -> bool:
    """True when the kind may and can carry route r and the site. Arrays one by one: it is asked most of all."""
    if ((may[r] & kinds[site]) >> kind) & 1 == 0:
        return False
    fitting = True
    for d in range(room.shape[1]):
        fitting = fitting and load[r, d] + loads[site, d] <= room[kind, d]
    return fitting


@njit(nogil=True, cache=True, inline="always")
def fits(task: Task, plan: Plan, r: int, site: int, kind: int) -> bool:
    """True when the kind may and can carry route r and the site."""
    return can_take(plan.may, task.kinds, plan.load, task.loads, task.room, r, site, kind)


@njit(nogil=True, cache=True, inline="always")
def free_route(plan: Plan) -> int:
    driven = plan.kind
    for r in range(driven.shape[0]):
        if driven[r] == NOWHERE:
            return r
    return NOWHERE


@njit(nogil=True, cache=True, inline="always")
def put(task: Task, plan: Plan, saved: Plan, site: int, r: int, place: int, kind: int) -> None:
    """The site as stop `place` of route r, which this kind drives from now on."""
    keep(plan, saved, r)
    if plan.kind[r] != kind:
        if plan.kind[r] == NOWHERE:
            plan.length[r], plan.cost[r] = 0, 0.0
            plan.numbers[TOP] = max(plan.numbers[TOP], r + 1)
        else:
            plan.used[plan.kind[r]] -= 1
        plan.used[kind] += 1
        plan.kind[r] = kind
    stops = plan.stops
    for q in range(plan.length[r], place, -1):
        stops[r, q] = stops[r, q - 1]
    stops[r, place], plan.where[site] = site, r
    plan.length[r] += 1
    plan.total[0] -= plan.cost[r] + task.price[site]
    renew(task, plan, r)
    plan.total[0] += plan.cost[r]


@njit(nogil=True, cache=True, inline="always")
def take_back(task: Task, plan: Plan, saved: Plan, absent: Ints, missing: int) -> None:
    """The plan as it was before this step."""
    for number in range(plan.numbers[CHANGED]):
        r = plan.changed[number]
        if plan.kind[r] != NOWHERE:
            plan.used[plan.kind[r]] -= 1
    for number in range(plan.numbers[CHANGED]):
        r = plan.changed[number]
        plan.kind[r], plan.length[r] = saved.kind[r], saved.length[r]
        plan.cost[r] = 0.0
        if plan.kind[r] != NOWHERE:
            plan.used[plan.kind[r]] += 1
            for q in range(plan.length[r]):
                plan.stops[r, q] = saved.stops[r, q]
                plan.where[plan.stops[r, q]] = r
            renew(task, plan, r)
    for number in range(missing):
        plan.absent[number] = absent[number]
        plan.where[absent[number]] = NOWHERE
    plan.numbers[ABSENT] = missing


@njit(nogil=True, cache=True)
def copy_plan(plan: Plan, best: Plan) -> None:
    """What a plan is, without what it is searched with."""
    best.total[0] = plan.total[0]
    best.kind[:] = plan.kind
    for r in range(plan.numbers[TOP]):
        best.length[r] = plan.length[r]
        for q in range(plan.length[r]):
            best.stops[r, q] = plan.stops[r, q]
