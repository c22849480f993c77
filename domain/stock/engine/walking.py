"""How far the pickers of a night walk: each list from the packing table along the walk of its shelves and back.

A picker passes the shelves of a list in the order of the walk, whatever the list says; that is how the station shows it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from domain.stock.engine.task import Task

Numbers = NDArray[np.int64]


class Hall:
    """The arrays of a task: distances between shelves, who is on which list, how heavy a place is to pick from.

    `between`: (m + 1, m + 1) cm, the last row and column are the packing table. `rank`: (m,) place on the walk, no two
    alike. `on_list`: (lists, n) bool. `times`: (lists,). `strain`: (n, m) what lifting costs, as cm walked.
    """

    def __init__(self, task: Task) -> None:
        shelves = task.shelves
        x = np.array([shelf.x_cm for shelf in shelves] + [0], dtype=np.int64)
        y = np.array([shelf.y_cm for shelf in shelves] + [0], dtype=np.int64)
        self.between: Numbers = np.abs(x[:, None] - x[None, :]) + np.abs(y[:, None] - y[None, :])
        self.table = len(shelves)
        order = sorted(range(len(shelves)), key=lambda at: (shelves[at].walk, at))
        self.rank: Numbers = np.empty(len(shelves), dtype=np.int64)
        self.rank[order] = np.arange(len(shelves))
        self.times: Numbers = np.array([walk.times for walk in task.walks], dtype=np.int64)
        self.on_list = np.zeros((len(task.walks), len(task.products)), dtype=bool)
        for row, walk in enumerate(task.walks):
            self.on_list[row, list(walk.products)] = True
        self.picks: Numbers = self.times @ self.on_list if len(task.walks) else np.zeros(len(task.products), np.int64)
        self.strain = _strain(task, self.picks, self.rank)
        self.nights = max(1, task.nights)

    def walked(self, shelf_of: Numbers) -> int:
        """Centimetres of all lists together, for the shelf of each product."""
        if not len(self.times):
            return 0
        order = np.argsort(self.rank[shelf_of], kind="stable")
        shelves = shelf_of[order]
        present = self.on_list[:, order]
        last = _last_before(present)
        there = np.append(shelves, self.table)  # -1, nobody before, is the table
        steps = self.between[there[last[:, :-1]], shelves[None, :]]
        home = self.between[there[last[:, -1]], self.table]
        return int(self.times @ ((steps * present).sum(axis=1) + home))

    def cost(self, shelf_of: Numbers) -> int:
        """What the search makes small: centimetres walked, and the strain of lifting as centimetres."""
        return self.walked(shelf_of) + int(self.strain[np.arange(len(shelf_of)), shelf_of].sum())

    def detours(self, product: int, others: Numbers, shelf_of: Numbers, shelves: Numbers) -> Numbers:
        """(len(shelves),) what the walk costs more with `product` on each of the shelves, the `others` where they are.

        `others` are the products that have a shelf; its own strain counts too.
        """
        rows = self.on_list[:, product]
        extra: Numbers = self.strain[product, shelves].copy()
        if not rows.any():
            return extra
        order = others[np.argsort(self.rank[shelf_of[others]], kind="stable")]
        places = shelf_of[order]
        there = np.append(places, self.table)
        before, after = _neighbours(self.on_list[np.ix_(rows, order)])
        size = len(there)
        # passed[k, j]: how often j is met just before or just behind the gap k, so that no list is looked at twice.
        gaps = np.arange(size) * size
        met = np.bincount(
            np.concatenate([(gaps + before).ravel(), (gaps + after).ravel()]),
            weights=np.tile(np.repeat(self.times[rows], size), 2),
            minlength=size * size,
        )
        passed = met.reshape(size, size).astype(np.int64)
        straight = self.times[rows] @ self.between[there[before], there[after]]
        gap = np.searchsorted(self.rank[places], self.rank[shelves])
        extra += (passed[gap] * self.between[np.ix_(shelves, there)]).sum(axis=1) - straight[gap]
        return extra


def _neighbours(present: NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    """Two (lists, n + 1): for each gap between places the product of the list before it and behind it, n: the table."""
    n = present.shape[1]
    before = _last_before(present)
    before[before < 0] = n
    after = np.full_like(before, n)
    if n:
        turned = np.where(present, np.arange(n), n)[:, ::-1]
        after[:, :-1] = np.minimum.accumulate(turned, axis=1)[:, ::-1]
    return before, after


def _last_before(present: NDArray[np.bool_]) -> Numbers:
    """(lists, n + 1): for each place the last product of the list before it, -1 for none."""
    lists, n = present.shape
    found = np.full((lists, n + 1), -1, dtype=np.int64)
    if n:
        found[:, 1:] = np.maximum.accumulate(np.where(present, np.arange(n), -1), axis=1)
    return found


LEVEL_CM_PER_KG = 20
"""A kilogram lifted one level higher is worth so many centimetres of walking."""
LATE_CM_PER_KG = 20
"""A kilogram that comes last instead of first on the walk, upon lighter goods: so many centimetres."""


def _strain(task: Task, picks: Numbers, rank: Numbers) -> Numbers:
    """(n, m): heavy goods stand low, and early on the walk, so that they lie at the bottom of the tote."""
    level = np.array([shelf.level - 1 for shelf in task.shelves], dtype=np.int64)
    grams = np.array([product.piece_g for product in task.products], dtype=np.int64)
    late = LATE_CM_PER_KG * rank // max(1, len(task.shelves) - 1)
    per_kg = LEVEL_CM_PER_KG * level + late
    return (picks * grams)[:, None] * per_kg[None, :] // 1000
