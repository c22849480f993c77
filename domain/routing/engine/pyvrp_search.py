"""PyVRP as the engine (decision 0050): all limits at once, sites left out only at a price above any route's.

Loads are weight, volume, crates, then cold (a site needs some, a van without cold box has none), then one for each
carrier that sites are pinned to. PyVRP searches beyond the limits and pays a price for each unit beyond; the units
here are chosen so that this price, which it bounds, stays above what leaving a site out costs.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from domain.routing.words import Carrier, Problem, Proposal, Site, Trip

if TYPE_CHECKING:
    from pyvrp import ProblemData, VehicleType

PARTS_PER_FEN = 100
"""Costs are whole in this unit: 1.50 yuan per km are 15 parts per metre."""
UNITS_PER_TOTE, UNITS_PER_NEED = 10_000, 1_000_000
IDLE_ITERATIONS = 2_000
"""A search that finds nothing better for so long has ended; a small day is planned in a second."""


def propose(problem: Problem, *, seconds: float, seed: int) -> Proposal:
    """The best order of stops found in `seconds`; sites it could not fit are in no trip.

    Same problem and seed give the same answer when the search ends by itself before its time.
    """
    if not problem.sites or not problem.carriers:
        return Proposal(())
    from pyvrp import solve
    from pyvrp.exceptions import PenaltyBoundWarning
    from pyvrp.stop import MaxRuntime, MultipleCriteria, NoImprovement

    # It warns where a limit cannot be kept; rules.checking tells it by name.
    warnings.simplefilter("ignore", PenaltyBoundWarning)
    stop = MultipleCriteria([MaxRuntime(seconds), NoImprovement(IDLE_ITERATIONS)])
    groups = _alike(problem)
    best = solve(_data(problem, groups), stop, seed, collect_stats=False, display=False).best
    free = [list(group) for group in groups]
    trips = [
        Trip(free[route.vehicle_type()].pop(0), tuple(visit.idx for visit in route if visit.is_client()))
        for route in best.routes()
    ]
    return Proposal(tuple(sorted((trip for trip in trips if trip.sites), key=lambda trip: trip.carrier)))


def _alike(problem: Problem) -> list[list[int]]:
    """Carriers of the same limits, hours and costs, to which nothing is pinned, are one type: fewer twins to search."""
    pinned = {carrier for site in problem.sites for carrier in site.only or ()}
    groups: dict[tuple[Carrier, int], list[int]] = {}
    for number, carrier in enumerate(problem.carriers):
        groups.setdefault((carrier, number if number in pinned else -1), []).append(number)
    return list(groups.values())


def _data(problem: Problem, groups: Sequence[Sequence[int]]) -> ProblemData:
    import numpy
    from pyvrp import Client, Depot, Location, ProblemData

    pinned = sorted({min(site.only) for site in problem.sites if site.only})
    price = _price_of_leaving_out(problem)
    clients = [
        Client(
            number + 1,
            delivery=_load(site, pinned),
            service_duration=site.service_s,
            tw_early=site.opens_s,
            tw_late=site.closes_s,
            prize=price,
            required=False,
        )
        for number, site in enumerate(problem.sites)
    ]
    return ProblemData(
        locations=[Location(0, 0) for _ in range(len(clients) + 1)],
        clients=clients,
        depots=[Depot(0)],
        vehicle_types=[_vehicle(problem, group, pinned) for group in groups],
        # Its own signature names the shape of its arrays too narrowly.
        distance_matrices=[cast(Any, numpy.array(problem.metres, dtype=numpy.int64))],
        duration_matrices=[cast(Any, numpy.array(problem.seconds, dtype=numpy.int64))],
    )


def _load(site: Site, pinned: Sequence[int]) -> list[int]:
    return [
        site.weight_g,
        site.volume_ml,
        site.totes * UNITS_PER_TOTE,
        site.cold_totes * UNITS_PER_TOTE,
        *((site.only == frozenset({carrier})) * UNITS_PER_NEED for carrier in pinned),
    ]


def _vehicle(problem: Problem, group: Sequence[int], pinned: Sequence[int]) -> VehicleType:
    from pyvrp import VehicleType

    carrier, everything = problem.carriers[group[0]], len(problem.sites) * UNITS_PER_NEED
    totes, cold = carrier.max_totes * UNITS_PER_TOTE, carrier.max_cold_totes * UNITS_PER_TOTE
    per_m, per_s = _prices(carrier)
    return VehicleType(
        num_available=len(group),
        capacity=[
            carrier.max_weight_g,
            carrier.max_volume_ml,
            totes,
            cold,
            *(everything * (number in group) for number in pinned),
        ],
        fixed_cost=carrier.fixed_cost_fen * PARTS_PER_FEN,
        tw_early=carrier.shift_start_s,
        tw_late=carrier.shift_end_s,
        unit_distance_cost=per_m,
        unit_duration_cost=per_s,
    )


def _prices(carrier: Carrier) -> tuple[int, int]:
    """(per metre, per second) in parts. One part more a metre: vans that cost nothing still take the shorter way."""
    per_m = round(carrier.km_cost_fen * PARTS_PER_FEN / 1000) + 1
    return per_m, round(carrier.hour_cost_fen * PARTS_PER_FEN / 3600)


def _price_of_leaving_out(problem: Problem) -> int:
    """More than any carrier's dearest way to one site and back would cost, in parts."""
    far = 2 * max(max(row) for row in problem.metres)
    dearest = 0
    for carrier in problem.carriers:
        per_m, per_s = _prices(carrier)
        shift_s = carrier.shift_end_s - carrier.shift_start_s
        dearest = max(dearest, carrier.fixed_cost_fen * PARTS_PER_FEN + far * per_m + shift_s * per_s)
    return 1 + 2 * dearest
