"""PyVRP (decision 0050) on the whole problem: several trips a van, goods that wait elsewhere, everything else too.

Each kind of van drives with its own costs: fen of a leg, stop prices, strangers; a leg to a site it may not serve
costs more than leaving the site out. Loads are weight, volume, crates, cold crates. It searches beyond the limits
and pays for each unit beyond; rules.checking looks at what comes out. Next: ruin_search.py.
"""

from __future__ import annotations

import time
import warnings
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from domain.routing.engine.apart import Plans
from domain.routing.engine.kinds import WAREHOUSE, Ints, KindRoute, Kinds, kind_routes, kinds_of, proposal_of
from domain.routing.words import Problem, Proposal, Site, Trip

if TYPE_CHECKING:
    from pyvrp import Client, CostEvaluator, Depot, ProblemData, Route, Shipment, Solution, VehicleType

DEAREST = 10_000_000
"""What leaving out the dearest site costs in its whole numbers."""
LOAD_UNITS = (1, 1, 10_000, 10_000)
"""Units of a gram, a millilitre, a crate, a cold crate: what a unit beyond a limit costs is bounded."""
FORBIDDEN = 3 * DEAREST
IDLE_ITERATIONS = 2_000
"""A search that finds nothing better for so long has ended; a small day is planned in a second."""
LOOK_EVERY, NEARLY, HANDED_OUT, BETTER = 20, 1.01, 300, 30
"""Every so many steps the plan in work is looked at: so near to the best its routes are worth keeping, of the last so
many plans."""
IDLE_PER_SITE = 100
"""Steps for each site without a gain after which the second search has ended."""
HISTORY = 100
"""Late acceptance looks so far back: in half a minute a short memory is worth more than its own 300."""


def propose(problem: Problem, *, seconds: float, seed: int) -> Proposal:
    """The best order of stops found in `seconds`; sites it could not fit are in no trip.

    Same problem and seed give the same answer when the search ends by itself before its time.
    """
    return pyvrp_plan(kinds_of(problem), Until(seconds), seed) if problem.sites and problem.carriers else Proposal(())


@dataclass(frozen=True, slots=True)
class Iterated:
    """The whole problem for PyVRP as the second search."""

    kinds: Kinds

    def plans(self, *, seconds: float, seed: int, steps: int | None, first: Sequence[tuple[KindRoute, ...]]) -> Plans:
        """SecondSearch.plans, begun from the first of `first`."""
        kept: deque[Proposal] = deque(maxlen=HANDED_OUT)
        start = proposal_of(self.kinds, first[0]) if first else None
        until = Until(seconds, steps, idle=IDLE_PER_SITE * len(self.kinds.problem.sites))
        better: list[Proposal] = []
        pyvrp_plan(self.kinds, until, seed, start=start, told=better.append, near=kept.append)
        return [tuple(kind_routes(self.kinds, plan)) for plan in (*better[:-BETTER:-1], *kept)]


@dataclass(frozen=True, slots=True)
class Rounds:
    """A problem of several trips a van for PyVRP as the second search."""

    kinds: Kinds

    def plans(self, *, seconds: float, seed: int, steps: int | None, first: Sequence[Proposal]) -> list[Proposal]:
        """SecondSearch.plans: the best, begun from the first of `first`; none when it found no better one."""
        better: list[Proposal] = []
        pyvrp_plan(self.kinds, Until(seconds, steps), seed, start=first[0] if first else None, told=better.append)
        return better[-1:]


@dataclass(slots=True)
class Until:
    """When a search ends: its time is up, so many steps are done, nothing better came for long, or it is told to."""

    seconds: float
    steps: int | None = None
    ended: Callable[[], bool] = lambda: False
    idle: int = IDLE_ITERATIONS
    _began: float = field(default_factory=time.monotonic)
    _done: int = 0
    _best: float = float("inf")
    _since: int = 0

    def __call__(self, best_cost: int) -> bool:
        self._done += 1
        self._since = 0 if best_cost < self._best else self._since + 1
        self._best = min(best_cost, self._best)
        if self.steps is not None and self._done > self.steps:
            return True
        late = self.steps is None and time.monotonic() - self._began > self.seconds
        return late or self._since > self.idle or self.ended()


def pyvrp_plan(
    kinds: Kinds,
    until: Until,
    seed: int,
    *,
    start: Proposal | None = None,
    told: Callable[[Proposal], None] | None = None,
    near: Callable[[Proposal], None] | None = None,
) -> Proposal:
    """The best plan it finds from `start` on; `told` hears of every better one, `near` of some that are nearly as good."""
    from pyvrp import IteratedLocalSearch, IteratedLocalSearchParams, RandomNumberGenerator
    from pyvrp.exceptions import PenaltyBoundWarning
    from pyvrp.IteratedLocalSearch import IteratedLocalSearchCallbacks
    from pyvrp.PenaltyManager import PenaltyManager, PenaltyParams
    from pyvrp.search import OPERATORS, LocalSearch, compute_neighbours

    class Tell(IteratedLocalSearchCallbacks):
        steps = 0

        def on_best(self, best: Solution) -> None:
            if told is not None and best.is_feasible():
                told(read.plan(best))

        def on_iteration(
            self, current: Solution, candidate: Solution, best: Solution, cost_evaluator: CostEvaluator
        ) -> None:
            self.steps += 1
            is_due = near is not None and self.steps % LOOK_EVERY == 0 and current.is_feasible()
            if is_due and near and cost_evaluator.cost(current) < NEARLY * cost_evaluator.cost(best):
                near(read.plan(current))

    # It warns where a limit cannot be kept; rules.checking tells it by name.
    warnings.simplefilter("ignore", PenaltyBoundWarning)
    read = _Written(kinds)
    data, luck = read.data, RandomNumberGenerator(seed=seed)
    search = LocalSearch(data, luck, compute_neighbours(data))
    for operator in OPERATORS:
        if operator.supports(data):
            search.add_operator(operator(data))
    params = PenaltyParams()
    prices = PenaltyManager(_first_prices(data), params)
    begin = read.solution(start) if start is not None else None
    if begin is None:
        from pyvrp import Solution as AnySolution

        begin = search(AnySolution.make_random(data, luck), prices.max_cost_evaluator(), exhaustive=True)
    tuned = IteratedLocalSearchParams(history_length=HISTORY, callbacks=Tell())
    found = IteratedLocalSearch(data, prices, search, begin, tuned).run(until, collect_stats=False, display=False)
    return read.plan(found.best)


def _first_prices(data: ProblemData) -> tuple[list[float], float, float]:
    """What a unit beyond a limit costs at first: a mean load as much as a mean way. It finds its own level from there."""
    per_s = max(kind.unit_duration_cost for kind in data.vehicle_types())
    way = (
        float(np.minimum(data.distance_matrix(0), DEAREST).mean() + per_s * float(np.mean(data.duration_matrix(0)))) + 1
    )
    amounts = [client.delivery for client in data.clients()] + [one.amount for one in data.shipments()]
    means = [max(1.0, float(mean)) for mean in np.array(amounts, float).mean(axis=0)]
    most = 100_000.0
    return [min(most, max(0.1, way / mean)) for mean in means], min(most, per_s + way / 60), 1.0


class _Written:
    """A problem as PyVRP reads it, and its answers read back. Clients are the sites whose goods are aboard, shipments
    those whose goods wait somewhere."""

    def __init__(self, kinds: Kinds) -> None:
        self.kinds = kinds
        self._scale = DEAREST / float(np.max(kinds.price))
        sites = range(len(kinds.problem.sites))
        self._waiting = [site for site in sites if _waits(kinds, site)]
        self._aboard = [site for site in sites if site not in set(self._waiting)]
        self._depots: dict[tuple[int, int], int] = {(WAREHOUSE, 0): 0}
        types = [self._vehicle(kind, number) for number, kind in enumerate(range(len(kinds.members)))]
        self.data = self._data(types)

    def _data(self, types: list[VehicleType]) -> ProblemData:
        from pyvrp import Depot, Location, ProblemData

        matrices: list[Any] = [self._matrix(kind) for kind in range(len(self.kinds.members))]
        depots: list[Depot] = [Depot(place, service_duration=service) for place, service in self._depots]
        return ProblemData(
            locations=[Location(0, 0) for _ in range(len(self.kinds.seconds))],
            clients=[self._client(site) for site in self._aboard],
            depots=depots,
            vehicle_types=types,
            distance_matrices=matrices,
            duration_matrices=[cast(Any, self.kinds.seconds)] * len(matrices),
            shipments=[self._shipment(site) for site in self._waiting],
        )

    def _matrix(self, kind: int) -> Ints:
        """Parts of each leg for this kind of van."""
        legs: Ints = np.rint(self.kinds.costs[self.kinds.profile[kind]] * self._scale).astype(np.int64)
        for site in (~self.kinds.may[:, kind]).nonzero()[0].tolist():
            legs[:, site + 1] = FORBIDDEN
        np.fill_diagonal(legs, 0)
        return legs

    def _client(self, site: int) -> Client:
        from pyvrp import Client

        one = self.kinds.problem.sites[site]
        return Client(
            site + 1,
            delivery=_load(one),
            service_duration=one.service_s,
            tw_early=min(max(0, one.opens_s), max(0, one.closes_s)),
            tw_late=max(0, one.closes_s),
            prize=self._price(site),
            required=False,
        )

    def _shipment(self, site: int) -> Shipment:
        from pyvrp import Shipment

        one = self.kinds.problem.sites[site]
        return Shipment(
            one.fetch_from or WAREHOUSE,
            site + 1,
            pickup_service_duration=one.fetch_s,
            delivery_tw_early=min(max(0, one.opens_s), max(0, one.closes_s)),
            delivery_tw_late=max(0, one.closes_s),
            delivery_service_duration=one.service_s,
            amount=_load(one),
            prize=self._price(site),
            required=False,
        )

    def _price(self, site: int) -> int:
        return max(1, round(float(self.kinds.price[site]) * self._scale))

    def _vehicle(self, kind: int, profile: int) -> VehicleType:
        from pyvrp import VehicleType

        carrier, ends = self.kinds.carrier(kind), self.kinds.ends[kind]
        limits = carrier.max_weight_g, carrier.max_volume_ml, carrier.max_totes, carrier.max_cold_totes
        return VehicleType(
            num_available=len(self.kinds.members[kind]),
            capacity=[limit * unit for limit, unit in zip(limits, LOAD_UNITS, strict=True)],
            start_depot=self._depot(int(ends[0])),
            end_depot=self._depot(int(ends[1])),
            fixed_cost=round(carrier.fixed_cost_fen * self._scale),
            tw_early=carrier.shift_start_s,
            tw_late=max(carrier.shift_start_s, carrier.shift_end_s),
            unit_distance_cost=1,
            unit_duration_cost=round(carrier.hour_cost_fen * self._scale / 3600),
            profile=profile,
            reload_depots=[self._depot(WAREHOUSE, carrier.reload_s)] if carrier.max_trips > 1 else [],
            max_reloads=carrier.max_trips - 1,
        )

    def _depot(self, place: int, service_s: int = 0) -> int:
        return self._depots.setdefault((place, service_s), len(self._depots))

    def plan(self, solution: Solution) -> Proposal:
        """A solution as trips by carrier."""
        free = [list(members) for members in self.kinds.members]
        trips: list[Trip] = []
        for route in solution.routes():
            found = self._trips(route)
            if found:
                carrier = free[route.vehicle_type()].pop(0)
                trips += (Trip(carrier, sites, fetch) for sites, fetch in found)
        return Proposal(tuple(sorted(trips, key=lambda trip: trip.carrier)))

    def _trips(self, route: Route) -> list[tuple[tuple[int, ...], int | None]]:
        """(sites, before which drop waiting goods are fetched) of each trip of a van's day."""
        sites: dict[int, list[int]] = {}
        fetches: dict[int, int] = {}
        for step in route:
            drops = sites.setdefault(step.trip, [])
            if step.is_client():
                drops.append(self._aboard[step.idx])
            elif step.is_delivery():
                drops.append(self._waiting[step.idx])
            elif step.is_pickup():
                fetches.setdefault(step.trip, len(drops))
        return [(tuple(drops), fetches.get(trip)) for trip, drops in sorted(sites.items()) if drops]

    def solution(self, start: Proposal) -> Solution | None:
        """A plan as a solution, None where goods have to be fetched on the way or a van drives too often."""
        from pyvrp import Activity, ActivityType, Route, Solution

        number_of = {site: number for number, site in enumerate(self._aboard)}
        kind_of = {carrier: kind for kind, members in enumerate(self.kinds.members) for carrier in members}
        driven = Counter(trip.carrier for trip in start.trips)
        too_often = any(count > self.kinds.problem.carriers[carrier].max_trips for carrier, count in driven.items())
        if too_often or any(site not in number_of for trip in start.trips for site in trip.sites):
            return None
        days: dict[int, list[Activity]] = {}
        for trip in start.trips:
            day = days.setdefault(trip.carrier, [])
            if day:
                reload = self._depot(WAREHOUSE, self.kinds.problem.carriers[trip.carrier].reload_s)
                day.append(Activity(ActivityType.DEPOT, reload))
            day += (Activity(ActivityType.CLIENT, number_of[site]) for site in trip.sites)
        return Solution(self.data, [Route(self.data, day, kind_of[carrier]) for carrier, day in days.items()])


def _waits(kinds: Kinds, site: int) -> bool:
    """True when its goods are not on every van that may serve it from the start."""
    place = kinds.problem.sites[site].fetch_from
    return place is not None and any(place != kinds.ends[kind, 0] for kind in kinds.may[site].nonzero()[0])


def _load(site: Site) -> list[int]:
    loads = site.weight_g, site.volume_ml, site.totes, site.cold_totes
    return [load * unit for load, unit in zip(loads, LOAD_UNITS, strict=True)]
