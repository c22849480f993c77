"""The plan a careful person makes: what is picked most gets the nearest shelf of its zone that still takes it."""

from __future__ import annotations

import numpy as np

from domain.stock.engine.task import Task
from domain.stock.engine.walking import Hall, Numbers


class Room:
    """What the shelves still carry: grams and millilitres left, as products come and go."""

    def __init__(self, task: Task) -> None:
        self.weight: Numbers = np.array([shelf.max_g for shelf in task.shelves], dtype=np.int64)
        self.volume: Numbers = np.array([shelf.max_ml for shelf in task.shelves], dtype=np.int64)
        self._needs = [(product.night_g, product.night_ml) for product in task.products]
        zone = np.array([shelf.zone for shelf in task.shelves], dtype=np.int64)
        self.shelves_of_zone = {product.zone: np.flatnonzero(zone == product.zone) for product in task.products}
        self._zones = [product.zone for product in task.products]

    def fitting(self, product: int) -> Numbers:
        """The shelves that take the product now."""
        shelves = self.shelves_of_zone[self._zones[product]]
        weight, volume = self._needs[product]
        return shelves[(self.weight[shelves] >= weight) & (self.volume[shelves] >= volume)]

    def put(self, product: int, shelf: int) -> None:
        """The product stands there from now on."""
        weight, volume = self._needs[product]
        self.weight[shelf] -= weight
        self.volume[shelf] -= volume

    def take(self, product: int, shelf: int) -> None:
        """The product stands there no more."""
        weight, volume = self._needs[product]
        self.weight[shelf] += weight
        self.volume[shelf] += volume


def greedy_plan(task: Task, hall: Hall) -> Numbers | None:
    """(n,) the shelf of each product, None when some product finds none."""
    room = Room(task)
    found: Numbers = np.full(len(task.products), -1, dtype=np.int64)
    distance = hall.between[: hall.table, hall.table]
    for product in np.argsort(-hall.picks, kind="stable"):
        shelves = room.fitting(int(product))
        if not len(shelves):
            return None
        nearest = int(shelves[np.argmin(distance[shelves])])
        room.put(int(product), nearest)
        found[product] = nearest
    return found
