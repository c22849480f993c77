"""A plan within all limits by OR-Tools' CP-SAT, zone by zone, or which limit leaves none.

A capacitated assignment (Martello and Toth, Knapsack Problems, 1990, chapter 7): each product on one shelf of its zone,
weight and volume of a shelf kept, the sum of picks x way to and fro and of the strain smallest. With n products in a
zone each needs at most its n cheapest shelves that take it alone: of those one is always left empty by the others.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.stock.engine.task import Limit, NoPlan, Task
from domain.stock.engine.walking import Hall, Numbers

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

WORKERS = 2
SHORTEST_S = 0.2


@dataclass(frozen=True, slots=True)
class Packed:
    """The shelf of each product, and whether no cheaper assignment exists."""

    shelf_of: dict[int, int]
    is_best: bool


def pack(task: Task, hall: Hall, hint: Numbers | None, seconds: float, seed: int) -> Packed | NoPlan:
    """A plan for all zones within about `seconds`; `hint` is a plan to begin with."""
    zones = sorted({product.zone for product in task.products})
    found: dict[int, int] = {}
    is_best = True
    end = time.monotonic() + seconds
    for place, zone in enumerate(zones):
        products = [at for at, product in enumerate(task.products) if product.zone == zone]
        shelves = [at for at, shelf in enumerate(task.shelves) if shelf.zone == zone]
        none = impossible_alone(task, zone, products, shelves)
        if none is not None:
            return none
        share = max(SHORTEST_S, (end - time.monotonic()) / (len(zones) - place))
        packed = _Zone(task, hall, products, shelves).solve(hint, share, seed)
        if packed is None:
            return _why_none(task, hall, zone, products, shelves, seed)
        found |= packed.shelf_of
        is_best = is_best and packed.is_best
    return Packed(found, is_best)


def impossible_alone(task: Task, zone: int, products: Sequence[int], shelves: Sequence[int]) -> NoPlan | None:
    """A product that no shelf of its zone takes even by itself; None when each finds one."""
    if not shelves:
        return NoPlan(Limit.NO_SHELF, zone, products[0])
    strongest = max(task.shelves[at].max_g for at in shelves)
    largest = max(task.shelves[at].max_ml for at in shelves)
    for product in products:
        one = task.products[product]
        if one.night_g > strongest:
            return NoPlan(Limit.ONE_WEIGHT, zone, product, one.night_g, strongest)
        if one.night_ml > largest:
            return NoPlan(Limit.ONE_VOLUME, zone, product, one.night_ml, largest)
        if not any(_takes_alone(task, product, at) for at in shelves):
            return NoPlan(Limit.BOTH, zone, product)
    return None


def _takes_alone(task: Task, product: int, shelf: int) -> bool:
    one, place = task.products[product], task.shelves[shelf]
    return one.night_g <= place.max_g and one.night_ml <= place.max_ml


class _Zone:
    """The assignment of one zone as a model of CP-SAT."""

    def __init__(
        self,
        task: Task,
        hall: Hall,
        products: Sequence[int],
        shelves: Sequence[int],
        *,
        with_weight: bool = True,
        with_volume: bool = True,
    ) -> None:
        from ortools.sat.python import cp_model

        self.model = cp_model.CpModel()
        self.chosen: dict[tuple[int, int], cp_model.IntVar] = {}
        costs = []
        for product in products:
            near = _cheapest(task, hall, product, shelves, len(products), with_weight, with_volume)
            for cost, shelf in near:
                self.chosen[product, shelf] = self.model.new_bool_var("")
                costs.append((cost, self.chosen[product, shelf]))
            self.model.add_exactly_one(self.chosen[product, shelf] for _cost, shelf in near)
        for shelf in shelves:
            here = [(task.products[p], var) for (p, s), var in self.chosen.items() if s == shelf]
            if with_weight and here:
                self.model.add(sum(one.night_g * var for one, var in here) <= task.shelves[shelf].max_g)
            if with_volume and here:
                self.model.add(sum(one.night_ml * var for one, var in here) <= task.shelves[shelf].max_ml)
        self.model.minimize(sum(cost * var for cost, var in costs))

    def solve(self, hint: Numbers | None, seconds: float, seed: int, *, any_plan: bool = False) -> Packed | None:
        """The best plan found, None when there is none; raises TimeoutError when neither is known in time."""
        from ortools.sat.python import cp_model

        if hint is not None:
            for (product, shelf), var in self.chosen.items():
                self.model.add_hint(var, int(hint[product] == shelf))
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers = WORKERS
        solver.parameters.random_seed = seed
        solver.parameters.stop_after_first_solution = any_plan
        status = solver.solve(self.model)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            shelf_of = {p: s for (p, s), var in self.chosen.items() if solver.boolean_value(var)}
            return Packed(shelf_of, status == cp_model.OPTIMAL)
        if status == cp_model.INFEASIBLE:
            return None
        raise TimeoutError


def _cheapest(
    task: Task,
    hall: Hall,
    product: int,
    shelves: Sequence[int],
    count: int,
    with_weight: bool,
    with_volume: bool,
) -> list[tuple[int, int]]:
    """(cost, shelf) of the `count` cheapest shelves that take the product by itself."""
    one = task.products[product]
    way = 2 * int(hall.picks[product])
    costs = [
        (way * int(hall.between[shelf, hall.table]) + int(hall.strain[product, shelf]), shelf)
        for shelf in shelves
        if (not with_weight or one.night_g <= task.shelves[shelf].max_g)
        and (not with_volume or one.night_ml <= task.shelves[shelf].max_ml)
    ]
    return sorted(costs)[:count]


WHY_S = 1.0


def _why_none(task: Task, hall: Hall, zone: int, products: Sequence[int], shelves: Sequence[int], seed: int) -> NoPlan:
    """Which limit it is: the one that stands alone and still leaves no plan."""
    weight = sum(task.products[at].night_g for at in products)
    volume = sum(task.products[at].night_ml for at in products)
    carried = sum(task.shelves[at].max_g for at in shelves)
    held = sum(task.shelves[at].max_ml for at in shelves)
    by_weight = _Zone(task, hall, products, shelves, with_volume=False)
    if weight > carried or by_weight.solve(None, WHY_S, seed, any_plan=True) is None:
        return NoPlan(Limit.WEIGHT, zone, needed=weight, there=carried)
    by_volume = _Zone(task, hall, products, shelves, with_weight=False)
    if volume > held or by_volume.solve(None, WHY_S, seed, any_plan=True) is None:
        return NoPlan(Limit.VOLUME, zone, needed=volume, there=held)
    return NoPlan(Limit.BOTH, zone)
