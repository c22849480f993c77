"""The portfolio: whatever it is asked, the second look accepts its plans; same seed and work, same plan; Stop stops."""

from __future__ import annotations

import math
import random
import threading
import time
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.routing.engine.apart import Apart
from domain.routing.engine.hgs_search import population_of
from domain.routing.engine.kinds import kinds_of
from domain.routing.engine.recombining import Limits, Pool, recombined
from domain.routing.engine.ruin_search import Cooling, RuinSearch, can_express
from domain.routing.engine.search import Effort, search
from domain.routing.rules.checking import checked
from domain.routing.rules.placing import thinned
from domain.routing.words import Carrier, Problem, Proposal, Site, Trip

DAY = (5 * 3600, 12 * 3600)


def town(seed: int, sites: int, vans: int, **features: bool) -> Problem:
    """A random morning: asymmetric roads, mixed vans, and whatever features are asked for."""
    chance = random.Random(seed)
    places = [(chance.uniform(0, 15_000), chance.uniform(0, 15_000)) for _ in range(sites + 2)]
    metres = tuple(
        tuple(
            0 if one is two else round((abs(one[0] - two[0]) + abs(one[1] - two[1])) * chance.uniform(1, 1.3))
            for two in places
        )
        for one in places
    )
    seconds = tuple(tuple(leg // 8 for leg in row) for row in metres)
    start = sites + 1 if features.get("on_the_road") else 0
    return Problem(
        tuple(a_site(chance, vans, start, features) for _ in range(sites)),
        tuple(a_van(chance, start, features) for _ in range(vans)),
        metres,
        seconds,
        ((0, 1), (4, 3, 2)) if features.get("chains") and sites > 5 else (),
        300 if features.get("usual") else 0,
    )


def a_site(chance: random.Random, vans: int, start: int, features: dict[str, bool]) -> Site:
    opens = chance.choice([0, 6 * 3600, 7 * 3600]) if features.get("windows") else 0
    return Site(
        chance.randint(0, 90_000),
        chance.randint(0, 300_000),
        chance.randint(0, 5),
        cold_totes=chance.choice([0, 0, 1, 3]),
        opens_s=opens,
        closes_s=chance.choice([opens + 5400, 11 * 3600]) if features.get("windows") else 172_800,
        service_s=chance.randint(0, 900),
        only=frozenset(chance.sample(range(vans), chance.randint(1, vans))) if features.get("only") else None,
        usual=chance.randrange(vans) if features.get("usual") else None,
        price_fen=chance.choice([None, 2_000]) if features.get("prices") else None,
        fetch_from=chance.choice([None, 0]) if start else None,
        fetch_s=60 if start else 0,
    )


def a_van(chance: random.Random, start: int, features: dict[str, bool]) -> Carrier:
    return Carrier(
        chance.choice([300_000, 600_000, 900_000]),
        chance.choice([900_000, 3_000_000]),
        chance.choice([12, 30]),
        chance.choice([0, 6, 30]),
        *DAY,
        fixed_cost_fen=chance.choice([0, 8_000]),
        km_cost_fen=chance.choice([0, 120, 180]),
        hour_cost_fen=chance.choice([0, 3_000]),
        stop_cost_fen=chance.choice([0, 250]),
        max_trips=2 if features.get("trips") else 1,
        reload_s=900,
        start=start,
        end=None if features.get("open_end") else 0,
    )


FEATURES = ("windows", "chains", "only", "usual", "prices", "open_end", "on_the_road", "trips")


@settings(max_examples=300)
@given(st.integers(0, 10**6), st.integers(1, 16), st.integers(1, 4), st.sets(st.sampled_from(FEATURES)))
def test_the_second_look_accepts_every_plan(seed, sites, vans, features):
    problem = town(seed, sites, vans, **dict.fromkeys(features, True))
    plan = search(problem, Effort(iterations=300, cores=1, seed=seed))
    if can_express(kinds_of(problem)):
        assert checked(problem, plan).is_sound
    assert checked(problem, thinned(problem, plan)).is_sound


@settings(max_examples=100)
@given(st.integers(0, 10**6), st.integers(6, 16), st.data())
def test_a_plan_with_one_limit_broken_is_rejected(seed, sites, data):
    problem = town(seed, sites, 3, chains=True, only=True, windows=True)
    plan = search(problem, Effort(iterations=300, cores=1, seed=seed))
    if not plan.trips:
        return
    trip = data.draw(st.sampled_from(plan.trips))
    site = data.draw(st.sampled_from(trip.sites))
    van, was = problem.carriers[trip.carrier], problem.sites[site]
    broken = data.draw(
        st.sampled_from(
            [
                replace(was, weight_g=van.max_weight_g + 1),
                replace(was, volume_ml=van.max_volume_ml + 1),
                replace(was, totes=van.max_totes + 1),
                replace(was, cold_totes=van.max_cold_totes + 1),
                replace(was, opens_s=0, closes_s=DAY[0] - 1),
                replace(was, service_s=DAY[1]),
                replace(was, only=frozenset()),
                replace(was, fetch_from=len(problem.metres) - 1),
            ]
        )
    )
    with_it = replace(problem, sites=tuple(broken if n == site else one for n, one in enumerate(problem.sites)))
    assert not checked(with_it, plan).is_sound
    assert not checked(problem, Proposal((*plan.trips, replace(trip, sites=(site,))))).is_sound


def test_a_plan_read_while_the_search_writes_is_whole():
    """The compiled code writes without the interpreter's lock: what others read is never half of two plans."""
    run = RuinSearch(kinds_of(town(5, 150, 30)), seed=1, ready=0.5)
    seen = []
    thread = threading.Thread(target=run.run, args=(Cooling(1.5), lambda: False, lambda _: None))
    thread.start()
    while thread.is_alive():
        cost, routes = run.best
        sites = [site for _, stops in routes for site in stops]
        assert len(sites) == len(set(sites))
        seen.append((cost, routes))
    assert len({cost for cost, _ in seen}) > 5
    assert all(run.cost_of(routes) == pytest.approx(cost) for cost, routes in dict(seen).items())


def plain_town(seed: int, sites: int) -> Problem:
    """One kind of van, one load, the same way back: what a population is bred for."""
    chance = random.Random(seed)
    places = [(chance.uniform(0, 10_000), chance.uniform(0, 10_000)) for _ in range(sites + 1)]
    metres = tuple(tuple(round(math.dist(one, two)) for two in places) for one in places)
    van = Carrier(100, 1000, 1000, 0, 0, 86_400, km_cost_fen=1000)
    still = tuple(tuple(0 for _ in places) for _ in places)
    return Problem(tuple(Site(chance.randint(5, 30), 1, 1) for _ in range(sites)), (van,) * sites, metres, still)


def test_a_population_is_bred_in_a_process_of_its_own_and_ends_when_told():
    task = population_of(kinds_of(plain_town(3, 40)))
    assert task is not None
    apart = Apart(task)
    best, *others = apart.plans(seconds=0.3, seed=1, steps=None, first=[])
    assert others
    assert sorted(site for _, sites in best for site in sites) == list(range(40))
    long = threading.Thread(target=apart.plans, kwargs={"seconds": 600, "seed": 1, "steps": None, "first": []})
    long.start()
    apart.end()
    long.join(5)
    assert not long.is_alive()


def test_stop_is_heard_while_a_population_is_bred():
    stop = threading.Event()
    threading.Timer(2.5, stop.set).start()
    began = time.monotonic()
    problem = plain_town(4, 60)
    plan = search(problem, Effort(seconds=30), stopped=stop.is_set)
    assert time.monotonic() - began < 5
    assert checked(problem, plan).is_sound


def test_a_population_counted_in_steps_is_always_the_same():
    problem = plain_town(5, 30)
    one, two = (search(problem, Effort(iterations=3000, seed=2)) for _ in range(2))
    assert one == two
    assert checked(problem, one).is_sound


def test_a_chain_taken_apart_is_rejected():
    problem = replace(town(1, 6, 1), chains=((0, 1),))
    whole = Proposal((Trip(0, (0, 1, 2)),))
    assert not checked(problem, whole).faults
    for order in ((1, 0, 2), (0, 2, 1), (0, 2)):
        assert checked(problem, Proposal((Trip(0, order),))).faults


def test_goods_that_wait_in_the_warehouse_are_fetched_before_their_drop():
    metres = ((0, 1000, 5000, 9000), (1000, 0, 4000, 8000), (5000, 4000, 0, 4000), (9000, 8000, 4000, 0))
    van = Carrier(100_000, 1_000_000, 10, 0, *DAY, km_cost_fen=100, start=3)
    problem = Problem((Site(1, 1, 1, fetch_from=0, fetch_s=60), Site(1, 1, 1)), (van,), metres, metres)
    plan = search(problem, Effort(iterations=200, cores=1))
    answer = checked(problem, plan)
    assert answer.is_sound
    (trip,) = answer.trips
    assert {visit.site for visit in trip.visits} == {0, 1}
    assert trip.fetched_s is not None
    assert trip.fetched_s < next(visit.arrive_s for visit in trip.visits if visit.site == 0)
    assert checked(problem, Proposal((Trip(0, (0, 1)),))).faults


def test_a_second_trip_begins_when_the_first_is_back_and_loaded():
    metres = ((0, 3000, 3000), (3000, 0, 6000), (3000, 6000, 0))
    van = Carrier(10, 10, 1, 0, *DAY, hour_cost_fen=3600, max_trips=2, reload_s=600, fixed_cost_fen=500)
    problem = Problem((Site(10, 1, 1), Site(10, 1, 1)), (van,), metres, metres)
    answer = checked(problem, search(problem, Effort(iterations=500, cores=1)))
    assert answer.is_sound
    first, second = answer.trips
    assert second.start_s == first.end_s + 600
    assert sum(trip.cost_fen for trip in answer.trips) == 500 + 6000 + 600 + 6000  # a fen a second, the loading too


@pytest.mark.parametrize("features", [{"windows": True}, {}])
def test_same_seed_and_work_give_the_same_plan(features):
    problem = town(5, 40, 6, **features)
    effort = Effort(iterations=4_000, cores=2, seed=3)
    assert search(problem, effort) == search(problem, effort)


def test_populations_of_one_kind_of_van_give_the_same_plan_too():
    problem = one_kind(30)
    effort = Effort(iterations=3_000, cores=2, seed=3)
    plan = search(problem, effort)
    assert checked(problem, plan).is_sound
    assert plan == search(problem, effort)


def one_kind(sites: int) -> Problem:
    """Vans alike, one load, no hours: what HGS can breed."""
    chance = random.Random(sites)
    places = [(chance.uniform(0, 9_000), chance.uniform(0, 9_000)) for _ in range(sites + 1)]
    metres = tuple(tuple(round(abs(a[0] - b[0]) + abs(a[1] - b[1])) for b in places) for a in places)
    still = tuple((0,) * (sites + 1) for _ in range(sites + 1))
    van = Carrier(100, 1, 1, 0, 0, 172_800, km_cost_fen=100)
    return Problem(tuple(Site(chance.randint(5, 30), 0, 0) for _ in range(sites)), (van,) * sites, metres, still)


def test_stop_takes_the_best_so_far_at_once():
    problem, stop, found = town(9, 60, 8, windows=True), threading.Event(), []
    timer = threading.Timer(1.0, stop.set)
    timer.start()
    plan = search(problem, Effort(60), told=found.append, stopped=stop.is_set)
    late = time.monotonic()
    timer.join()
    assert checked(problem, plan).is_sound
    assert plan.trips
    assert found[-1].proposal == plan
    assert all(later.cost_fen <= one.cost_fen for one, later in pairwise(found))
    assert time.monotonic() - late < 1


def test_a_search_begins_with_the_plan_in_hand():
    problem = town(2, 20, 4)
    good = search(problem, Effort(iterations=5_000, cores=1))
    again = search(problem, Effort(iterations=1, cores=1), start=good)
    cost = [sum(trip.cost_fen for trip in checked(problem, plan).trips) for plan in (good, again)]
    assert cost[1] <= cost[0]


def test_good_routes_of_several_plans_make_a_better_one():
    pool = Pool()
    pool.add([(0, (0, 1)), (0, (2, 3))], [10.0, 90.0])
    pool.add([(0, (0, 2)), (0, (1, 3))], [50.0, 50.0])
    pool.add([(0, (3, 2))], [20.0])
    prices, best = [1e6] * 4, [(0, (0, 1)), (0, (2, 3))]
    assert sorted(recombined(pool, best, 100.0, prices, [2], Limits(2)) or []) == [(0, (0, 1)), (0, (3, 2))]
    assert recombined(pool, [(0, (0, 1)), (0, (3, 2))], 30.0, prices, [2], Limits(2)) is None
