"""Ruin and recreate for mixed fleets, several loads, windows and paid hours, compiled to machine code by numba.

Slack induction by string removals (Christiaens and Vanden Berghe, Transportation Science 54, 2020): neighbouring
strings of stops leave their routes and are put back greedily with blinks, accepted as in simulated annealing. New
here: kinds of vans chosen with the load, several load dimensions, hours by segments that join in constant time
(Vidal et al. 2014). Every plan it holds keeps every limit. All compiled code stands in this one file, so that the
compiled copy numba keeps is never older than a part of it. Next: ruin_search.py, which feeds it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
NOWHERE = -1
BLINK, SPLIT, LONGER = 0.01, 0.5, 0.99
"""Chances that a place is overlooked, that a string is cut out in two parts, that what stays between grows by one."""
RANDOM, HEAVY, FAR, NEAR, NARROW, OPENS, CLOSES = range(7)
"""Orders in which sites are put back."""


class Task(NamedTuple):
    """What does not change. Places 1 to n - 1 are sites, 0 is the warehouse, others follow; v kinds of vans, l loads."""

    price: Floats
    """(places) what leaving a site out costs."""
    costs: Floats
    """(profiles, places, places) cost of a leg."""
    seconds: Ints
    """(places, places)."""
    hours: Ints
    """(places, 3) opens, closes, service, s."""
    loads: Ints
    """(places, l)."""
    kinds: Ints
    """(places) bit k set: kind k may serve the site."""
    near: Ints
    """(n, n) the other sites, nearest first; ends with 0."""
    room: Ints
    """(v, l)."""
    available: Ints
    """(v) how many there are."""
    profile: Ints
    """(v) whose costs it drives with."""
    fixed: Floats
    per_s: Floats
    ends: Ints
    """(v, 2) places where its day begins and ends."""
    shift: Ints
    """(v, 2) s of the day."""
    twin: NDArray[np.bool_]
    """(v, v) True when hours and ends are the same: a route may change over without a look at its times."""
    orders: Ints
    """Orders of putting back, each as often as it is to be drawn."""


class Plan(NamedTuple):
    """A plan in work: route r is stops[r, :length[r]], driven by kind[r] (NOWHERE: none)."""

    stops: Ints
    length: Ints
    kind: Ints
    load: Ints
    cost: Floats
    may: Ints
    """Bits of the kinds that may drive it."""
    lasts: Ints
    """Its duration, s."""
    head: Ints
    """(r, q, 3) duration, earliest and latest start of the first q stops with the place it begins at; without rows
    where time does not count."""
    tail: Ints
    """The same from stop q to the end."""
    where: Ints
    """(places) the site's route or NOWHERE."""
    used: Ints
    """(v) vans on the road."""
    absent: Ints
    numbers: Ints
    """[how many are absent, highest route in use + 1, changed routes]."""
    total: Floats
    """[cost with the prices of what is left out]."""
    changed: Ints
    is_changed: NDArray[np.bool_]
    luck: NDArray[np.uint64]


ABSENT, TOP, CHANGED = range(3)


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
