"""The best plan of all routes that good plans had: set partitioning by OR-Tools CP-SAT, the best plan as its hint.

The linear relaxation (GLOP) comes first: a route whose reduced cost exceeds the gap is in no better plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from domain.routing.engine.kinds import KindRoute

MOST_ROUTES, MOST_ASKED = 8_000, 2_500
"""Routes kept, the newest and best; routes the exact search is given, the most promising."""
PARTS_PER_FEN = 100


@dataclass(frozen=True, slots=True)
class Limits:
    """How long it may take; `by_clock` False: in work done, the same on every computer."""

    seconds: float
    by_clock: bool = True


@dataclass(slots=True)
class Pool:
    """Routes of good plans, each set of sites once for each kind, in its cheapest order."""

    routes: dict[tuple[int, frozenset[int]], tuple[float, KindRoute]] = field(default_factory=dict)

    def add(self, routes: Iterable[KindRoute], costs: Iterable[float]) -> None:
        """Routes with the cost of each in fen."""
        for route, cost in zip(routes, costs, strict=True):
            key = route[0], frozenset(route[1])
            if key not in self.routes or cost < self.routes[key][0]:
                self.routes.pop(key, None)
                self.routes[key] = cost, route
        while len(self.routes) > MOST_ROUTES:
            del self.routes[next(iter(self.routes))]


def recombined(
    pool: Pool,
    best: Sequence[KindRoute],
    best_fen: float,
    prices: Sequence[float],
    count: Sequence[int],
    limits: Limits,
) -> list[KindRoute] | None:
    """A cheaper plan out of the pool's routes, None when there is none or the time is over. One core, always the same."""
    asked = _promising(pool, best, best_fen, prices, count, limits)
    if not asked:
        return None
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    taken = [model.new_bool_var("") for _ in asked]
    left = [model.new_bool_var("") for _ in prices]
    serving: list[list[cp_model.IntVar]] = [[one] for one in left]
    driven: list[list[cp_model.IntVar]] = [[] for _ in count]
    for (_, (kind, sites)), is_taken in zip(asked, taken, strict=True):
        driven[kind].append(is_taken)
        for site in sites:
            serving[site].append(is_taken)
    for choices in serving:
        model.add_exactly_one(choices)
    for choices, most in zip(driven, count, strict=True):
        if len(choices) > most:
            model.add(sum(choices) <= most)
    costs = [round(cost * PARTS_PER_FEN) for cost, _ in asked]
    dear = [round(price * PARTS_PER_FEN) for price in prices]
    model.minimize(cp_model.LinearExpr.weighted_sum([*taken, *left], [*costs, *dear]))
    hint = set(best)
    for (_, route), is_taken in zip(asked, taken, strict=True):
        model.add_hint(is_taken, route in hint)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    if limits.by_clock:
        solver.parameters.max_time_in_seconds = limits.seconds
    else:
        solver.parameters.max_deterministic_time = limits.seconds
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE) or solver.objective_value >= best_fen * PARTS_PER_FEN - 1:
        return None
    return [route for (_, route), is_taken in zip(asked, taken, strict=True) if solver.value(is_taken)]


def _promising(
    pool: Pool,
    best: Sequence[KindRoute],
    best_fen: float,
    prices: Sequence[float],
    count: Sequence[int],
    limits: Limits,
) -> list[tuple[float, KindRoute]]:
    """The routes a better plan can have, by their reduced costs; none when the relaxation says there is no better."""
    from ortools.linear_solver import pywraplp

    solver = pywraplp.Solver.CreateSolver("GLOP")
    if limits.by_clock:
        solver.SetTimeLimit(int(limits.seconds * 1000))
    served = [solver.Constraint(1, 1) for _ in prices]
    driven = [solver.Constraint(0, most) for most in count]
    goal = solver.Objective()
    for site, price in enumerate(prices):
        left = solver.NumVar(0, 1, "")
        goal.SetCoefficient(left, price)
        served[site].SetCoefficient(left, 1)
    routes, shares = list(pool.routes.values()), []
    for cost, (kind, sites) in routes:
        share = solver.NumVar(0, solver.infinity(), "")
        goal.SetCoefficient(share, cost)
        driven[kind].SetCoefficient(share, 1)
        for site in sites:
            served[site].SetCoefficient(share, 1)
        shares.append(share)
    if solver.Solve() != pywraplp.Solver.OPTIMAL:
        return []
    gap = best_fen - goal.Value()
    ranked = sorted((share.reduced_cost(), number) for number, share in enumerate(shares))
    kept = {number for rank, number in ranked[:MOST_ASKED] if rank <= gap + 1e-6}
    mine = set(best)
    return [one for number, one in enumerate(routes) if number in kept or one[1] in mine] if gap > 1e-6 else []
