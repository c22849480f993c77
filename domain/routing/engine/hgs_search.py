"""Hybrid genetic search (hybgensea, the HGS-CVRP of Vidal 2022) where a problem is one kind of van and one load.

It is the strongest search known for that case, and says nothing before it ends. Next: apart.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from domain.routing.engine.apart import Plans
from domain.routing.engine.kinds import Floats, KindRoute, Kinds

MANY = 400
"""Beyond so many sites half a minute is too short for its generations."""
HANDED_OUT = 25
"""So many plans of its population are read."""
SPAN = 1_000.0
"""The longest leg in its numbers: it asks for legs of that order."""


@dataclass(frozen=True, slots=True)
class Population:
    """The problem it knows: one cost for each leg, one load for each place (0: the warehouse), one limit."""

    costs: Floats
    loads: Floats
    limit: float
    vans: int

    def plans(self, *, seconds: float, seed: int, steps: int | None, first: Sequence[tuple[KindRoute, ...]]) -> Plans:
        """The plans of a population bred for so long from those of `first`, the best first (`steps`: for so many
        generations, always the same answer).

        Seconds are the processor's, of all threads of this process together: it wants a process of its own.
        """
        import hybgensea

        scale = SPAN / float(np.max(self.costs))
        x, y = _drawn(self.costs * scale)
        until = {"timeLimit": seconds, "nbIter": 10**9} if steps is None else {"timeLimit": 0.0, "nbIter": steps}
        found = hybgensea.solve_cvrp_dist_mtx(
            self.costs * scale,
            self.loads,
            self.limit,
            x_coords=x,
            y_coords=y,
            num_vehicles=self.vans,
            initial_solutions=[[[site + 1 for site in sites] for _, sites in plan] for plan in first] or None,
            verbose=False,
            seed=seed,
            **until,
        )
        plans = [found.routes, *(member.routes for member in found.feasible_population[:HANDED_OUT])]
        return [_plan(routes) for routes in plans if routes]


def population_of(kinds: Kinds) -> Population | None:
    """The problem in its terms; None where it would lose something."""
    try:
        import hybgensea  # noqa: F401 - it has no wheels for some processors
    except ImportError:
        return None
    problem = kinds.problem
    if len(kinds.members) != 1 or not 2 <= len(problem.sites) <= MANY or kinds.seconds.any() or not kinds.may.all():
        return None
    carrier, n = kinds.carrier(0), len(problem.sites) + 1
    legs = kinds.costs[0, :n, :n]
    is_plain = carrier.start == 0 and carrier.end == 0 and carrier.max_trips == 1 and not carrier.fixed_cost_fen
    is_timed = any(site.service_s or site.opens_s or site.price_fen is not None for site in problem.sites)
    load = _leading_load(kinds)
    if load is None or not is_plain or is_timed or not np.array_equal(legs, legs.T):
        return None
    return Population(np.ascontiguousarray(legs), load[0], load[1], min(len(kinds.members[0]), len(problem.sites)))


def _leading_load(kinds: Kinds) -> tuple[Floats, float] | None:
    """(load of each place, limit) of the one load that fills a van before any other can; None when two compete."""
    carrier = kinds.carrier(0)
    limits = np.array([carrier.max_weight_g, carrier.max_volume_ml, carrier.max_totes, carrier.max_cold_totes], float)
    loads = np.array([(s.weight_g, s.volume_ml, s.totes, s.cold_totes) for s in kinds.problem.sites], float)
    if ((loads > 0) & (limits == 0)).any():
        return None
    shares = loads / np.maximum(limits, 1)
    leading = int(shares.sum(axis=0).argmax())
    if (shares > shares[:, [leading]] + 1e-12).any() or (shares[:, leading] > 1).any():
        return None
    return np.concatenate([[0.0], loads[:, leading]]), float(limits[leading])


def _plan(routes: Sequence[Sequence[int]]) -> tuple[KindRoute, ...]:
    return tuple((0, tuple(site - 1 for site in route)) for route in routes if route)


def _drawn(costs: Floats) -> tuple[Floats, Floats]:
    """Places in the plane whose distances are nearly these (classical scaling): it swaps routes of one direction."""
    squares = costs**2
    middle = squares - squares.mean(axis=0) - squares.mean(axis=1)[:, None] + squares.mean()
    values, vectors = np.linalg.eigh(-middle / 2)
    wide = vectors[:, -2:] * np.sqrt(np.maximum(values[-2:], 0.0))
    return np.ascontiguousarray(wide[:, 1]), np.ascontiguousarray(wide[:, 0])
