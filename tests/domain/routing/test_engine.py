"""The engine behind the seam: what it proposes keeps the limits, agrees with the second look, and is as good as it can be."""

from __future__ import annotations

import random
import warnings

import pytest

from domain.routing.engine.pyvrp_search import propose
from domain.routing.rules.checking import checked
from domain.routing.rules.placing import completed, thinned
from domain.routing.rules.travelling import metres_between, seconds_between
from domain.routing.words import Carrier, Limit, Problem, Proposal, Site
from tests.domain.routing.test_rules import VAN, cheapest, line


def town(points: int, vans: int, seed: int, **limits) -> Problem:
    """Points around the middle of a town, the same for the same seed."""
    chance = random.Random(seed)
    places = [(30.25, 120.15)]
    places += [(30.25 + chance.gauss(0, 0.05), 120.15 + chance.gauss(0, 0.06)) for _ in range(points)]
    sites = tuple(
        Site(chance.randint(5_000, 60_000), chance.randint(9_000, 120_000), chance.randint(1, 5),
             int(chance.random() < 0.3), *((21_600, 30_600) if chance.random() < 0.3 else (0, 172_800)), 300)
        for _ in range(points)
    )  # fmt: skip
    given = {"max_weight_g": 800_000, "max_volume_ml": 3_000_000, "max_totes": 60, **limits}
    carriers = tuple(
        Carrier(max_cold_totes=60 * (van % 2 == 0), shift_start_s=18_000, shift_end_s=43_200, fixed_cost_fen=5_000,
                km_cost_fen=150, hour_cost_fen=3_000, **given)
        for van in range(vans)
    )  # fmt: skip
    metres = metres_between(places, 1350)
    return Problem(sites, carriers, metres, seconds_between(metres))


@pytest.mark.parametrize("seed", range(3))
def test_a_town_is_planned_whole_and_sound(seed):
    problem = town(40, 4, seed)
    answer = checked(problem, propose(problem, seconds=2, seed=seed))
    assert answer.is_sound
    assert sorted(visit.site for trip in answer.trips for visit in trip.visits) == list(range(40))


def test_the_best_order_of_six_stops_is_found():
    problem = town(6, 1, seed=11)
    problem = Problem(tuple(Site(s.weight_g, s.volume_ml, s.totes, 0, s.opens_s, s.closes_s, 300)
                            for s in problem.sites), problem.carriers, problem.metres, problem.seconds)  # fmt: skip
    found = checked(problem, propose(problem, seconds=2, seed=1)).trips
    assert sum(trip.cost_fen for trip in found) == cheapest(problem)


def test_what_does_not_fit_is_left_out_and_the_rest_is_sound():
    problem = town(30, 2, 5, max_weight_g=200_000)
    whole, left_out = completed(problem, thinned(problem, propose(problem, seconds=1, seed=1)), range(30))
    assert checked(problem, whole).is_sound
    assert left_out
    assert set(left_out.values()) <= {Limit.WEIGHT, Limit.TOTES, Limit.VOLUME}


def test_a_pinned_site_rides_with_its_carrier():
    sites = (Site(1, 1, 1), Site(1, 1, 1, only=frozenset({1})), Site(1, 1, 1))
    found = propose(line(*sites, vans=(VAN, VAN, VAN)), seconds=1, seed=1)
    assert checked(line(*sites, vans=(VAN, VAN, VAN)), found).is_sound
    assert next(trip.carrier for trip in found.trips if 1 in trip.sites) == 1


def test_without_sites_or_carriers_there_is_nothing_to_propose():
    assert propose(line(vans=(VAN,)), seconds=1, seed=1) == Proposal(())
    assert propose(line(Site(1, 1, 1), vans=()), seconds=1, seed=1) == Proposal(())


def test_points_at_one_spot_and_vans_that_cost_nothing_are_planned():
    free = Carrier(100_000, 500_000, 10, 0, 18_000, 43_200)
    problem = line(Site(1, 1, 1), Site(1, 1, 1), vans=(free,), step_m=0)
    assert checked(problem, propose(problem, seconds=1, seed=1)).is_sound


def test_a_day_that_cannot_be_done_brings_no_warning_of_the_solver():
    problem = line(*(Site(90_000, 1, 1) for _ in range(12)))
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        propose(problem, seconds=1, seed=1)
    assert not told
