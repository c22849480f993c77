"""Days of several trips, cut into slots: what is found in slots can be driven, and a day too big for one trip is whole."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.peak_town import BY_TROLLEY, peak_problem
from domain.routing.engine.kinds import kinds_of
from domain.routing.engine.pyvrp_search import Until, pyvrp_plan
from domain.routing.engine.search import Effort, search
from domain.routing.engine.slots import can_be_cut, cut, ways_to_cut
from domain.routing.rules.checking import checked
from domain.routing.words import Proposal, Trip
from tests.domain.routing.test_search import town


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.integers(4, 16), st.integers(1, 3))
def test_what_is_found_in_slots_can_be_driven(seed, sites, vans):
    problem = town(seed, sites, vans, trips=True, windows=True, only=True)
    for slots in ways_to_cut(problem):
        plan = search(slots.problem, Effort(iterations=200, cores=1, seed=seed))
        assert checked(problem, slots.merged(plan)).is_sound


def test_the_trips_of_a_van_keep_the_order_of_their_slots():
    problem = town(1, 6, 2, trips=True)
    slots = cut(problem, (0.5,))
    plan = Proposal((Trip(3, (0,)), Trip(0, (1,)), Trip(2, (2,)), Trip(1, (3,))))
    assert slots.merged(plan).trips == (Trip(0, (1,)), Trip(0, (3,)), Trip(1, (2,)), Trip(1, (0,)))


def test_a_slot_ends_early_enough_to_load_again():
    problem = town(1, 6, 1, trips=True)
    first, second = cut(problem, (0.5,)).problem.carriers
    assert first.shift_end_s + problem.carriers[0].reload_s == second.shift_start_s
    assert second.shift_end_s == problem.carriers[0].shift_end_s


@pytest.mark.parametrize("features", [{}, {"trips": True, "on_the_road": True}])
def test_days_of_one_trip_and_goods_that_wait_elsewhere_are_not_cut(features):
    assert not can_be_cut(town(3, 12, 2, **features))


def test_the_peak_night_is_whole_in_three_trips_a_van():
    """39 t to 200 points with ten vans of 1.5 t: PyVRP alone leaves dozens of points out for half a minute."""
    peak = peak_problem(BY_TROLLEY, 0)
    problem = replace(peak, carriers=tuple(replace(one, max_trips=3, reload_s=1200) for one in peak.carriers))
    slots = cut(problem, (1 / 3, 2 / 3))
    plan = slots.merged(search(slots.problem, Effort(iterations=3000, cores=1)))
    assert checked(problem, plan).is_sound
    assert sum(len(trip.sites) for trip in plan.trips) == 200


def test_a_plan_of_several_trips_is_gone_on_from():
    problem = town(4, 20, 3, trips=True)
    plan = search(problem, Effort(iterations=2000, cores=1))
    assert len({trip.carrier for trip in plan.trips}) < len(plan.trips)
    told = []
    pyvrp_plan(kinds_of(problem), Until(5.0, 1), 1, start=plan, told=told.append)
    again = search(problem, Effort(iterations=100, cores=1), start=plan)
    served = {site for trip in plan.trips for site in trip.sites}
    assert served <= {site for trip in again.trips for site in trip.sites}
    assert all(checked(problem, better).is_sound for better in told)


def test_stop_is_heard_while_ways_to_cut_the_day_are_tried():
    """Neither the other ways nor PyVRP begin then: at two hundred stops each takes a while to be ready."""
    peak = peak_problem(BY_TROLLEY, 0)
    problem = replace(peak, carriers=tuple(replace(one, max_trips=3, reload_s=1200) for one in peak.carriers))
    told = []

    def tell(better):
        told.append((better.proposal, time.process_time()))

    plan = search(problem, Effort(seconds=60), told=tell, stopped=lambda: bool(told))
    assert plan == told[-1][0]
    assert time.process_time() - told[0][1] < 0.4  # the processor's: how busy the computer is does not count
