"""Shelves by the engine: every limit kept, proved by a checker that knows nothing of the search; or the limit named."""

from __future__ import annotations

import itertools
import time
from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.stock.engine.slotting import plan_shelves, walked_cm
from domain.stock.engine.task import NOWHERE, Limit, NoPlan, Plan, Product, Shelf, Task, Walk
from tests.domain.stock.halls import hall


def faults(task: Task, shelf_of: tuple[int, ...]) -> list[str]:
    """Every limit the plan breaks, added up one product after the other."""
    found = []
    grams, millilitres = defaultdict(int), defaultdict(int)
    if len(shelf_of) != len(task.products):
        found.append("not every product has a shelf")
    for product, at in zip(task.products, shelf_of, strict=True):
        if product.zone != task.shelves[at].zone:
            found.append(f"zone {product.zone} on shelf {at}")
        grams[at] += product.night_g
        millilitres[at] += product.night_ml
    found += [f"{grams[at]} g on shelf {at}" for at in grams if grams[at] > task.shelves[at].max_g]
    return found + [f"{ml} ml on shelf {at}" for at, ml in millilitres.items() if ml > task.shelves[at].max_ml]


def walked_by_foot(task: Task, shelf_of: tuple[int, ...]) -> int:
    """The centimetres of a night, each list walked step by step."""
    total = 0
    for walk in task.walks:
        stops = sorted({shelf_of[product] for product in walk.products}, key=lambda at: (task.shelves[at].walk, at))
        way = [(0, 0), *((task.shelves[at].x_cm, task.shelves[at].y_cm) for at in stops), (0, 0)]
        steps = [abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in itertools.pairwise(way)]
        total += walk.times * sum(steps)
    return total // task.nights


def test_the_hall_of_300_shelves_and_80_products_is_planned_within_its_limits_and_walks_less_than_greedy():
    task = hall(80, 300)
    begun = time.perf_counter()
    plan = plan_shelves(task, 2.0)
    assert time.perf_counter() - begun < 5
    assert isinstance(plan, Plan)
    assert not faults(task, plan.shelf_of)
    assert plan.walked_cm == walked_by_foot(task, plan.shelf_of)
    assert plan.walked_cm < plan.greedy_cm


def test_what_the_checker_must_find_it_finds():
    task = Task(
        (Product(0, 5, 5, 1), Product(1, 5, 5, 1)), (Shelf(0, 0, 0, 1, 0, 9, 4), Shelf(1, 0, 0, 1, 0, 4, 9)), ()
    )
    assert faults(task, (0, 1)) == ["5 g on shelf 1", "5 ml on shelf 0"]
    assert faults(task, (1, 0))[:2] == ["zone 0 on shelf 1", "zone 1 on shelf 0"]


def row(*places: int, zone: int = 0, grams: int = 10, millilitres: int = 10) -> tuple[Shelf, ...]:
    """Shelves along one aisle at these metres."""
    return tuple(Shelf(zone, 100 * at, 0, 1, turn, grams, millilitres) for turn, at in enumerate(places))


def solved(task: Task) -> tuple[int, ...]:
    plan = plan_shelves(task, 0.5)
    assert isinstance(plan, Plan), plan
    assert not faults(task, plan.shelf_of)
    return plan.shelf_of


def test_what_is_picked_most_stands_nearest():
    task = Task((Product(0, 10, 1, 1), Product(0, 10, 1, 1)), row(2, 9), (Walk((0,), 3), Walk((1,), 8)))
    assert solved(task) == (1, 0)


def test_what_is_ordered_together_stands_together():
    """Two aisles: 0 and 1 are always ordered together, 2 and 3 too; greedy by picks alone would part them."""
    left, right = [(-9 - at, 0) for at in range(2)], [(10 + at, 0) for at in range(2)]
    shelves = tuple(Shelf(0, 100 * x, y, 1, at, 1, 1) for at, (x, y) in enumerate([*left, *right]))
    products = tuple(Product(0, 1, 1, 1) for _ in range(4))
    found = solved(Task(products, shelves, (Walk((0, 2), 50), Walk((1, 3), 49))))
    side = ["left" if shelves[at].x_cm < 0 else "right" for at in found]
    assert side[0] == side[2] != side[1] == side[3]


def test_heavy_goods_stand_low():
    shelves = (Shelf(0, 500, 0, 3, 0, 100, 100), Shelf(0, 500, 0, 1, 1, 100, 100))
    light, heavy = Product(0, 60, 1, 300), Product(0, 60, 1, 20_000)
    found = solved(Task((light, heavy), shelves, (Walk((0,), 10), Walk((1,), 10))))
    assert found == (0, 1)


def test_heavy_goods_come_early_on_the_walk():
    shelves = (Shelf(0, 300, 0, 1, 0, 100, 100), Shelf(0, 300, 0, 1, 1, 100, 100))
    light, heavy = Product(0, 60, 1, 300), Product(0, 60, 1, 20_000)
    assert solved(Task((light, heavy), shelves, (Walk((0, 1), 10),))) == (1, 0)


def test_a_tight_hall_is_planned_where_greedy_gives_up():
    """6 + 4 and 5 + 5 fit two shelves of 10; the most picked first (5, then 6, 4, 5) does not."""
    products = tuple(Product(0, grams, 1, 1) for grams in (5, 6, 4, 5))
    lists = (Walk((0,), 9), Walk((2,), 8), Walk((1,), 7), Walk((3,), 6))
    task = Task(products, row(1, 2, grams=10), lists)
    plan = plan_shelves(task, 0.5)
    assert isinstance(plan, Plan)
    assert plan.greedy_cm is None
    assert not faults(task, plan.shelf_of)


@pytest.mark.parametrize(
    ("products", "shelves", "why"),
    [
        ((Product(1, 5, 5, 1),), row(1), NoPlan(Limit.NO_SHELF, 1, 0)),
        ((Product(0, 1, 1, 1), Product(0, 11, 1, 1)), row(1, 2), NoPlan(Limit.ONE_WEIGHT, 0, 1, 11, 10)),
        ((Product(0, 1, 12, 1),), row(1, 2), NoPlan(Limit.ONE_VOLUME, 0, 0, 12, 10)),
        ((Product(0, 8, 1, 1),) * 3, row(1, 2), NoPlan(Limit.WEIGHT, 0, NOWHERE, 24, 20)),
        ((Product(0, 6, 1, 1),) * 3, row(1, 2), NoPlan(Limit.WEIGHT, 0, NOWHERE, 18, 20)),
        ((Product(0, 1, 6, 1),) * 3, row(1, 2), NoPlan(Limit.VOLUME, 0, NOWHERE, 18, 20)),
        ((Product(0, 9, 1, 1), Product(0, 2, 8, 1), Product(0, 2, 8, 1)), row(1, 2), NoPlan(Limit.BOTH, 0)),
        (
            (Product(0, 9, 9, 1),),
            (*row(1, grams=10, millilitres=5), *row(1, grams=5, millilitres=10)),
            NoPlan(Limit.BOTH, 0, 0),
        ),
    ],
)  # fmt: skip
def test_where_there_is_no_plan_the_limit_is_named(products, shelves, why):
    assert plan_shelves(Task(products, shelves, (Walk((0,)),)), 0.5) == why


def test_shelves_that_nobody_walks_to_are_planned_too():
    assert len(solved(Task((Product(0, 5, 5, 1),) * 3, row(1, 2), ()))) == 3


def test_today_is_measured_as_the_plan_is_and_not_at_all_while_something_has_no_shelf():
    task = hall(10, 60, points=5, nights=2)
    today = tuple(range(10))
    assert walked_cm(task, today) == walked_by_foot(task, today)
    assert walked_cm(task, (*today[:-1], NOWHERE)) is None


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_small_hall_is_planned_within_its_limits_or_a_search_of_everything_finds_no_plan_either(data):
    shelf = st.builds(Shelf, *(st.integers(*at) for at in ((0, 1), (0, 9), (0, 9), (1, 3), (0, 3), (1, 12), (1, 12))))
    product = st.builds(Product, st.integers(0, 1), st.integers(0, 8), st.integers(0, 8), st.integers(0, 9))
    shelves = data.draw(st.lists(shelf, min_size=1, max_size=4))
    products = data.draw(st.lists(product, min_size=1, max_size=4))
    of_them = st.sets(st.integers(0, len(products) - 1), min_size=1).map(lambda wanted: tuple(sorted(wanted)))
    walks = data.draw(st.lists(st.builds(Walk, of_them, st.integers(1, 5)), max_size=4))
    task = Task(tuple(products), tuple(shelves), tuple(walks))
    plan = plan_shelves(task, 0.05)
    every = possible(task)
    if isinstance(plan, NoPlan):
        assert not every
        return
    assert not faults(task, plan.shelf_of)
    assert plan.walked_cm == walked_by_foot(task, plan.shelf_of)
    assert plan.shelf_of in every


def possible(task: Task) -> set[tuple[int, ...]]:
    """Every plan there is, tried one by one."""
    plans: set[tuple[int, ...]] = {()}
    for _ in task.products:
        plans = {(*plan, at) for plan in plans for at in range(len(task.shelves))}
    return {plan for plan in plans if not faults(replace(task, products=task.products[: len(plan)]), plan)}


def test_the_walk_costs_what_a_detour_says_it_costs():
    """A product put on a shelf lengthens the night by just the detour the search reckoned with."""
    import numpy as np

    from domain.stock.engine.walking import Hall

    task = hall(12, 60, points=9, nights=1, seed=5)
    walking = Hall(task)
    shelf_of = np.array([(7 * at) % 60 for at in range(12)])
    others = np.arange(1, 12)
    shelves = np.arange(60)
    detours = walking.detours(0, others, shelf_of, shelves)
    costs = []
    for shelf in shelves:
        tried = shelf_of.copy()
        tried[0] = shelf
        costs.append(walking.cost(tried))
    assert len({int(cost - detour) for cost, detour in zip(costs, detours, strict=True)}) == 1
