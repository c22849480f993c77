"""A problem as searches read it: vans that are alike are one kind, money is one cost for each leg of each profile.

Chains are taken out before (chains.py). Next: ruin_search.py, hgs_search.py and pyvrp_search.py, which search.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.routing.words import Carrier, Problem, Proposal, Trip

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
WAREHOUSE = 0
FREE_WAY_FEN = 0.0005
"""What a metre counts for vans that cost nothing on the road: they still take the shorter way."""

KindRoute = tuple[int, tuple[int, ...]]
"""(kind, sites in the order of their drops)."""


@dataclass(frozen=True, slots=True)
class Kinds:
    """`members`: the carriers of each kind. `profile`: (kinds) which of `costs` a kind drives with.

    `costs`: (profiles, places, places) fen of each leg, stop prices and strangers counted in; `seconds`: (places,
    places). The last place is nowhere: it costs nothing to end there. `ends`: (kinds, 2) where a day begins and ends.
    `price`: (sites) fen of leaving a site out; `may`: (sites, kinds) who may serve it.
    """

    problem: Problem
    members: tuple[tuple[int, ...], ...]
    costs: Floats
    seconds: Ints
    profile: Ints
    ends: Ints
    price: Floats
    may: NDArray[np.bool_]

    def carrier(self, kind: int) -> Carrier:
        """One carrier of a kind: they are alike."""
        return self.problem.carriers[self.members[kind][0]]

    @property
    def count(self) -> list[int]:
        return [len(members) for members in self.members]


def kinds_of(problem: Problem) -> Kinds:
    """The kinds of a problem's carriers, with costs and prices."""
    members = _alike(problem)
    metres = _with_nowhere(problem.metres)
    profiles: dict[tuple[float, int, frozenset[int]], int] = {}
    profile = [profiles.setdefault(_profile(problem, group), len(profiles)) for group in members]
    nowhere = len(metres) - 1
    first = [problem.carriers[group[0]] for group in members]
    may = [[site.may_ride(group[0]) for group in members] for site in problem.sites]
    return Kinds(
        problem=problem,
        members=members,
        costs=np.stack([_leg_costs(problem, metres, one) for one in profiles]),
        seconds=_with_nowhere(problem.seconds),
        profile=np.array(profile, np.int64),
        ends=np.array([(one.start, nowhere if one.end is None else one.end) for one in first], np.int64),
        price=_prices(problem, first),
        may=np.array(may, np.bool_).reshape(len(problem.sites), len(members)),
    )


def proposal_of(kinds: Kinds, routes: Sequence[KindRoute]) -> Proposal:
    """Routes by kind as trips by carrier."""
    free = [list(members) for members in kinds.members]
    trips = (Trip(free[kind].pop(0), sites) for kind, sites in routes if sites)
    return Proposal(tuple(sorted(trips, key=lambda trip: trip.carrier)))


def kind_routes(kinds: Kinds, proposal: Proposal) -> list[KindRoute]:
    """Trips by carrier as routes by kind."""
    kind_of = {carrier: kind for kind, members in enumerate(kinds.members) for carrier in members}
    return [(kind_of[trip.carrier], trip.sites) for trip in proposal.trips if trip.sites]


def _alike(problem: Problem) -> tuple[tuple[int, ...], ...]:
    """Carriers of the same limits, hours and costs that no site tells apart."""
    named: dict[int, list[tuple[str, int]]] = {}
    for number, site in enumerate(problem.sites):
        if site.only is not None and len(site.only) < len(problem.carriers):
            for carrier in site.only:
                named.setdefault(carrier, []).append(("only", number))
        if site.usual is not None and problem.stranger_fen:
            named.setdefault(site.usual, []).append(("usual", number))
    groups: dict[object, list[int]] = {}
    for number, one in enumerate(problem.carriers):
        groups.setdefault((one, tuple(named.get(number, ()))), []).append(number)
    return tuple(tuple(group) for group in groups.values())


def _profile(problem: Problem, group: Sequence[int]) -> tuple[float, int, frozenset[int]]:
    """(fen per metre, fen per stop, sites whose usual carrier is another)."""
    carrier = problem.carriers[group[0]]
    strange = frozenset(
        number
        for number, site in enumerate(problem.sites)
        if problem.stranger_fen and site.usual is not None and site.usual not in group
    )
    is_free = not carrier.km_cost_fen and not carrier.hour_cost_fen
    return FREE_WAY_FEN if is_free else carrier.km_cost_fen / 1000, carrier.stop_cost_fen, strange


def _leg_costs(problem: Problem, metres: Ints, profile: tuple[float, int, frozenset[int]]) -> Floats:
    per_m, per_stop, strange = profile
    costs: Floats = metres.astype(np.float64) * per_m
    costs[:, 1 : len(problem.sites) + 1] += per_stop
    for site in strange:
        costs[:, site + 1] += problem.stranger_fen
    return costs


def _with_nowhere(matrix: Sequence[Sequence[int]]) -> Ints:
    wide = np.zeros((len(matrix) + 1, len(matrix) + 1), np.int64)
    wide[:-1, :-1] = matrix
    return wide


def _prices(problem: Problem, carriers: Sequence[Carrier]) -> Floats:
    """What leaving each site out costs; where none is given, more than any carrier's dearest way there and back."""
    far = 2 * max(map(max, problem.metres), default=0)
    dear = 1.0 + 2 * max(
        (
            one.fixed_cost_fen
            + far * max(one.km_cost_fen / 1000, FREE_WAY_FEN)
            + one.stop_cost_fen
            + problem.stranger_fen
            + one.hour_cost_fen * (one.shift_end_s - one.shift_start_s) / 3600
            for one in carriers
        ),
        default=0.0,
    )
    return np.array([dear if site.price_fen is None else float(site.price_fen) for site in problem.sites])
