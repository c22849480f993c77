"""Shortens the walk of a plan: some products taken out and put back where the lists pass them with the least detour.

Ruin and recreate (Schrimpf and others, Journal of Computational Physics 159, 2000), with neighbours taken out together;
a plan a little longer is kept on the way (record to record, Dueck 1993). Every step keeps every limit.
"""

from __future__ import annotations

import random
import time

import numpy as np

from domain.stock.engine.greedy import Room
from domain.stock.engine.task import Task
from domain.stock.engine.walking import Hall, Numbers

MOST_OUT = 12
SLACK = 0.004
"""How much longer than the best a plan on the way may be; it shrinks to nothing as time runs out."""


def improve(task: Task, hall: Hall, shelf_of: Numbers, end: float, seed: int) -> Numbers:
    """A plan no worse than `shelf_of`, searched until the monotonic moment `end`."""
    search = _Search(task, hall, shelf_of, seed)
    search.settle(end)
    begun = time.monotonic()
    while (now := time.monotonic()) < end and len(task.products) > 1:
        search.step(SLACK * (end - now) / max(0.001, end - begun))
    return search.best


class _Search:
    """The plan the search stands at, what its shelves still carry, and the best plan so far."""

    def __init__(self, task: Task, hall: Hall, shelf_of: Numbers, seed: int) -> None:
        self.hall, self.random = hall, random.Random(seed)
        self.now, self.room = shelf_of.copy(), Room(task)
        for product, shelf in enumerate(shelf_of):
            self.room.put(product, int(shelf))
        self.cost = self.best_cost = hall.cost(shelf_of)
        self.best = shelf_of.copy()
        self.near = {zone: self._nearest(shelves) for zone, shelves in self.room.shelves_of_zone.items()}
        self.room.shelves_of_zone = self.near
        together = hall.on_list.T.astype(np.int64) @ (hall.on_list * hall.times[:, None])
        self.friends = np.argsort(-together, axis=1, kind="stable")

    def _nearest(self, shelves: Numbers) -> Numbers:
        """The shelves worth trying: where products stand now, and the nearest, twice as many as there are products."""
        distance = self.hall.between[shelves, self.hall.table]
        worth = shelves[np.argsort(distance, kind="stable")][: 2 * len(self.now) + 20]
        return np.union1d(worth, np.intersect1d(shelves, self.now))

    def settle(self, end: float) -> None:
        """Moves single products to a better shelf until none gains."""
        moved = True
        while moved and time.monotonic() < end:
            moved = False
            for product in range(len(self.now)):
                before = int(self.now[product])
                self._out(product)
                self._in(product, np.flatnonzero(np.arange(len(self.now)) != product))
                moved = moved or int(self.now[product]) != before
            cost = self.hall.cost(self.now)
            moved = moved and cost < self.cost
            self.cost = cost
        self._keep()

    def step(self, slack: float) -> None:
        """Takes some products out and puts them back; the plan before comes back when that is much worse."""
        before, cost = self.now.copy(), self.cost
        out = self._some()
        for product in out:
            self._out(product)
        left = np.ones(len(self.now), dtype=bool)
        left[out] = False
        for product in sorted(out, key=lambda one: self._turn(one)):
            if not self._in(product, np.flatnonzero(left)):
                self._back(before, out, left)
                return
            left[product] = True
        self.cost = self.hall.cost(self.now)
        if self.cost > self.best_cost * (1 + slack) and self.cost > cost:
            self._back(before, out, left)
            self.cost = cost
        self._keep()

    def _some(self) -> list[int]:
        """A product with those ordered with it, those beside it on the walk, or any."""
        count = self.random.randint(2, min(MOST_OUT, len(self.now)))
        first = self.random.randrange(len(self.now))
        way = self.random.random()
        if way < 0.35:
            near = self.friends[first]
        elif way < 0.75:
            near = np.argsort(np.abs(self.hall.rank[self.now] - self.hall.rank[self.now[first]]), kind="stable")
        else:
            near = np.array(self.random.sample(range(len(self.now)), len(self.now)))
        return list(dict.fromkeys([first, *(int(one) for one in near[:count])]))

    def _turn(self, product: int) -> float:
        """The most picked come back first, not always in the same order."""
        return -int(self.hall.picks[product]) * self.random.uniform(0.5, 1.5)

    def _out(self, product: int) -> None:
        self.room.take(product, int(self.now[product]))

    def _in(self, product: int, others: Numbers) -> bool:
        """Puts the product on the shelf with the least detour; False when none takes it."""
        shelves = self.room.fitting(product)
        if not len(shelves):
            return False
        detours = self.hall.detours(product, others, self.now, shelves)
        shelf = int(shelves[np.argmin(detours)])
        self.now[product] = shelf
        self.room.put(product, shelf)
        return True

    def _back(self, before: Numbers, out: list[int], placed: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> None:
        for product in out:
            if placed[product]:
                self._out(product)
        for product in out:
            self.now[product] = before[product]
            self.room.put(product, int(before[product]))

    def _keep(self) -> None:
        if self.cost < self.best_cost:
            self.best, self.best_cost = self.now.copy(), self.cost
