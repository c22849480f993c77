"""Ruin and recreate for mixed fleets, several loads, windows and paid hours, compiled to machine code by numba.

Slack induction by string removals (Christiaens and Vanden Berghe, Transportation Science 54, 2020): neighbouring
strings of stops leave their routes and are put back greedily with blinks, accepted as in simulated annealing. New
here: kinds of vans chosen with the load, several load dimensions, hours by segments that join in constant time
(Vidal et al. 2014). Every plan it holds keeps every limit. Next: ruin_search.py, which feeds it.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from domain.routing.engine.ruin_moves import (
    can_take,
    chance,
    copy_plan,
    fits,
    free_route,
    keep,
    put,
    renew,
    take_back,
    way_cost,
)
from domain.routing.engine.ruin_state import ABSENT, CHANGED, NOWHERE, TOP, Floats, Plan, Task

BLINK, SPLIT, LONGER = 0.01, 0.5, 0.99
"""Chances that a place is overlooked, that a string is cut out in two parts, that what stays between grows by one."""
RANDOM, HEAVY, FAR, NEAR, NARROW, OPENS, CLOSES = range(7)
"""Orders in which sites are put back."""


@njit(nogil=True, cache=True, inline="always")
def ruin(task: Task, plan: Plan, saved: Plan, removed: float, longest: float) -> None:
    """Strings around a random site leave neighbouring routes: `removed` sites on average, `longest` from one route."""
    inside, routes, driven, length, near, where = 0, 0, plan.kind, plan.length, task.near, plan.where
    for r in range(plan.numbers[TOP]):
        if driven[r] != NOWHERE:
            inside, routes = inside + length[r], routes + 1
    most = min(longest, inside / max(1, routes))
    wanted = int(chance(plan.luck) * (4 * removed / (1 + most) - 1) + 1)
    around = int(chance(plan.luck) * (task.near.shape[0] - 1)) + 1
    for step in range(-1, near.shape[0] - 1):
        site = around if step < 0 else near[around, step]
        if plan.numbers[CHANGED] >= wanted or site == 0:
            break
        r = where[site]
        if r != NOWHERE and not plan.is_changed[r]:
            keep(plan, saved, r)
            cut(plan, r, site, min(plan.length[r], int(chance(plan.luck) * min(plan.length[r], most) + 1)))
    for number in range(plan.numbers[CHANGED]):
        r = plan.changed[number]
        plan.total[0] -= plan.cost[r]
        if plan.length[r] == 0:
            plan.used[plan.kind[r]] -= 1
            plan.kind[r], plan.cost[r] = NOWHERE, 0.0
        else:
            renew(task, plan, r)
            plan.total[0] += plan.cost[r]


@njit(nogil=True, cache=True, inline="always")
def cut(plan: Plan, r: int, site: int, size: int) -> None:
    """Takes `size` stops out of route r, the site or its neighbours among them, in one string or around a kept part."""
    luck, length, stops, where, absent, numbers = (
        plan.luck,
        plan.length[r],
        plan.stops,
        plan.where,
        plan.absent,
        plan.numbers,
    )
    at = 0
    while stops[r, at] != site:
        at += 1
    stay = 0
    if 1 < size < length and chance(luck) < SPLIT:
        stay = 1
        while size + stay < length and chance(luck) < LONGER:
            stay += 1
    low, high = max(0, at - size - stay + 1), min(at, length - size - stay)
    begin = low + int(chance(luck) * (high - low + 1))
    kept_from = begin + 1 + int(chance(luck) * (size - 1)) if stay else begin + size
    left = 0
    for q in range(length):
        one = stops[r, q]
        if begin <= q < begin + size + stay and not kept_from <= q < kept_from + stay:
            where[one] = NOWHERE
            absent[numbers[ABSENT]] = one
            numbers[ABSENT] += 1
        else:
            stops[r, left] = one
            left += 1
    plan.length[r] = left


@njit(nogil=True, cache=True, inline="always")
def order_absent(task: Task, plan: Plan, rank: Floats) -> None:
    """Sorts what is absent by one of the orders, drawn."""
    order = task.orders[int(chance(plan.luck) * task.orders.shape[0])]
    absent, luck = plan.absent, plan.luck
    for number in range(plan.numbers[ABSENT]):
        site = absent[number]
        if order == RANDOM:
            key = chance(luck)
        elif order == HEAVY:
            key = 0.0
            for d in range(task.room.shape[1]):
                key = min(key, -task.loads[site, d] / max(1, task.room[0, d]))
        elif order in (FAR, NEAR):
            key = task.costs[0, 0, site] + task.costs[0, site, 0]
            key = -key if order == FAR else key
        elif order == NARROW:
            key = float(task.hours[site, 1] - task.hours[site, 0])
        else:
            key = float(task.hours[site, 0]) if order == OPENS else -float(task.hours[site, 1])
        at = number
        while at > 0 and rank[at - 1] > key:
            rank[at], absent[at] = rank[at - 1], absent[at - 1]
            at -= 1
        rank[at], absent[at] = key, site


@njit(nogil=True, cache=True, inline="always")
def larger(task: Task, plan: Plan, r: int, site: int) -> int:
    """The free kind that carries route r and the site most cheaply, NOWHERE when none does."""
    found, least = NOWHERE, np.inf
    for kind in range(task.room.shape[0]):
        if plan.used[kind] < task.available[kind] and task.twin[kind, plan.kind[r]] and fits(task, plan, r, site, kind):
            cost = way_cost(task, plan, r, kind)
            if cost < least:
                found, least = kind, cost
    return found


@njit(nogil=True, cache=True, inline="always")
def best_place(task: Task, plan: Plan, site: int, timed: bool) -> tuple[float, int, int, int]:
    """(more cost, route, place in it, kind) where the site costs least; route NOWHERE: leaving it out costs less."""
    least, route, place, by = task.price[site], NOWHERE, 0, NOWHERE
    # Each array is taken out once: taking one out of a tuple counts its owners, which costs more than the sums below.
    may, kinds, load, loads, room = plan.may, task.kinds, plan.load, task.loads, task.room
    driven, stops, length, luck = plan.kind, plan.stops, plan.length, plan.luck
    legs, profile, ends, per_s = task.costs, task.profile, task.ends, task.per_s
    seconds, head, tail, lasts = task.seconds, plan.head, plan.tail, plan.lasts
    opens, closes, service = task.hours[site, 0], task.hours[site, 1], task.hours[site, 2]
    for r in range(plan.numbers[TOP]):
        kind, change = driven[r], 0.0
        if kind == NOWHERE:
            continue
        if not can_take(may, kinds, load, loads, room, r, site, kind):
            if room.shape[0] == 1:
                continue
            kind = larger(task, plan, r, site)
            if kind == NOWHERE:
                continue
            change = way_cost(task, plan, r, kind) - plan.cost[r]
            if change >= least:
                continue
        with_costs, at = profile[kind], ends[kind, 0]
        for q in range(length[r] + 1):
            onward = stops[r, q] if q < length[r] else ends[kind, 1]
            more = legs[with_costs, at, site] + legs[with_costs, site, onward] - legs[with_costs, at, onward] + change
            if more < least and chance(luck) > BLINK:
                if not timed:
                    least, route, place, by = more, r, q, kind
                else:
                    until = head[r, q, 0] + seconds[at, site]
                    if head[r, q, 1] + until <= closes:
                        wait = max(0, opens - until - head[r, q, 2])
                        early = max(opens - until, head[r, q, 1]) - wait
                        late = min(closes - until, head[r, q, 2])
                        until += wait + service + seconds[site, onward]
                        if early + until <= tail[r, q, 2]:
                            wait = max(0, tail[r, q, 1] - until - late)
                            more += per_s[kind] * (until + wait + tail[r, q, 0] - lasts[r])
                            if more < least:
                                least, route, place, by = more, r, q, kind
            at = onward
    return least, route, place, by


@njit(nogil=True, cache=True, inline="always")
def new_route(task: Task, plan: Plan, site: int, least: float, anyhow: bool) -> tuple[int, float]:
    """(kind, cost) of a van for the site alone: the cheapest below `least`, or `anyhow` the first that can."""
    found = NOWHERE
    skip = int(chance(plan.luck) * task.room.shape[0]) if anyhow else 0
    for number in range(task.room.shape[0]):
        kind = (number + skip) % task.room.shape[0]
        if plan.used[kind] >= task.available[kind] or (task.kinds[site] >> kind) & 1 == 0:
            continue
        begin, end, costs = task.ends[kind, 0], task.ends[kind, 1], task.costs[task.profile[kind]]
        there = task.shift[kind, 0] + task.seconds[begin, site]
        after = task.hours[site, 2] + task.seconds[site, end]
        lasts = task.seconds[begin, site] + after
        lasts += max(0, task.hours[site, 0] - task.seconds[begin, site] - task.shift[kind, 1])
        cost = task.fixed[kind] + costs[begin, site] + costs[site, end] + task.per_s[kind] * lasts
        can = there <= task.hours[site, 1] and max(there, task.hours[site, 0]) + after <= task.shift[kind, 1]
        for d in range(task.room.shape[1]):
            can = can and task.loads[site, d] <= task.room[kind, d]
        if can and cost < least:
            found, least = kind, cost
            if anyhow:
                break
    return found, least


@njit(nogil=True, cache=True, inline="always")
def recreate(task: Task, plan: Plan, saved: Plan, rank: Floats, timed: bool, ready: float) -> None:
    """Puts back what is absent, each site where it costs least; `ready`: chance that new vans compete with places."""
    competes = chance(plan.luck) < ready
    order_absent(task, plan, rank)
    left = 0
    for number in range(plan.numbers[ABSENT]):
        site = plan.absent[number]
        least, r, place, kind = best_place(task, plan, site, timed)
        if r == NOWHERE or competes:
            fresh, _ = new_route(task, plan, site, least, not competes)
            free = free_route(plan) if fresh != NOWHERE else NOWHERE
            if free != NOWHERE:
                r, place, kind = free, 0, fresh
        if r == NOWHERE:
            plan.absent[left] = site
            left += 1
        else:
            put(task, plan, saved, site, r, place, kind)
    plan.numbers[ABSENT] = left


@njit(nogil=True, cache=True, inline="always")
def better_kinds(task: Task, plan: Plan) -> None:
    """Every changed route goes to the kind that drives it most cheaply, of those that are free."""
    for number in range(plan.numbers[CHANGED]):
        r = plan.changed[number]
        if plan.kind[r] == NOWHERE:
            continue
        found, least = plan.kind[r], plan.cost[r] - 1e-9
        for kind in range(task.room.shape[0]):
            if plan.used[kind] >= task.available[kind] or not task.twin[kind, plan.kind[r]]:
                continue
            if fits(task, plan, r, 0, kind):
                cost = way_cost(task, plan, r, kind)
                if cost < least:
                    found, least = kind, cost
        if found != plan.kind[r]:
            plan.used[plan.kind[r]] -= 1
            plan.used[found] += 1
            plan.kind[r] = found
            plan.total[0] += least - plan.cost[r]
            plan.cost[r] = least


@njit(nogil=True, cache=True, inline="always")
def swap_kinds(task: Task, plan: Plan, saved: Plan) -> None:
    """Changed routes trade vans with others where both can and it is cheaper: where vans of a kind are few."""
    for number in range(plan.numbers[CHANGED]):
        r = plan.changed[number]
        for s in range(plan.numbers[TOP]):
            one, other = plan.kind[r], plan.kind[s]
            if one in (NOWHERE, other) or other == NOWHERE or not task.twin[one, other]:
                continue
            if not fits(task, plan, r, 0, other) or not fits(task, plan, s, 0, one):
                continue
            mine, theirs = way_cost(task, plan, r, other), way_cost(task, plan, s, one)
            gain = plan.cost[r] + plan.cost[s] - mine - theirs
            if gain > 1e-9:
                keep(plan, saved, s)
                plan.kind[r], plan.kind[s], plan.cost[r], plan.cost[s] = other, one, mine, theirs
                plan.total[0] -= gain


@njit(nogil=True, cache=True)
def improve(
    task: Task,
    plan: Plan,
    saved: Plan,
    best: Plan,
    steps: int,
    heat: float,
    timed: bool,
    removed: float,
    longest: float,
    ready: float,
) -> None:
    """`steps` steps at one temperature `heat` (in units of cost); `best` is the best plan ever seen."""
    rank = np.empty(task.near.shape[0])
    absent = np.empty(task.near.shape[0], np.int64)
    kinds = task.room.shape[0]
    few = kinds > 1 and np.any(task.available < task.near.shape[0] - 1)
    for _ in range(steps):
        before, missing = plan.total[0], plan.numbers[ABSENT]
        absent[:missing] = plan.absent[:missing]
        plan.numbers[CHANGED] = 0
        ruin(task, plan, saved, removed, longest)
        for number in range(missing, plan.numbers[ABSENT]):
            plan.total[0] += task.price[plan.absent[number]]
        if kinds > 1:
            better_kinds(task, plan)
        recreate(task, plan, saved, rank, timed, ready)
        if kinds > 1:
            better_kinds(task, plan)
        if few:
            swap_kinds(task, plan, saved)
        if plan.total[0] >= before - heat * np.log(chance(plan.luck) + 1e-300):
            take_back(task, plan, saved, absent, missing)
            plan.total[0] = before
        elif plan.total[0] < best.total[0] - 1e-7:
            copy_plan(plan, best)
        for number in range(plan.numbers[CHANGED]):
            plan.is_changed[plan.changed[number]] = False
        while plan.numbers[TOP] > 0 and plan.kind[plan.numbers[TOP] - 1] == NOWHERE:
            plan.numbers[TOP] -= 1
