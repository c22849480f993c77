"""The pure decisions: crates, metres, hours, cost, and the second look that finds what a plan breaks."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.routing.rules.checking import breaches_of, checked
from domain.routing.rules.placing import completed, thinned
from domain.routing.rules.predicting import predicted_totes, service_s
from domain.routing.rules.preparing import part_of, whole_again
from domain.routing.rules.timing import timed, trip_cost_fen
from domain.routing.rules.travelling import UNKNOWN_LEG_M, metres_between, seconds_between, seconds_for
from domain.routing.words import Carrier, Limit, Problem, Proposal, RoutingSettings, Site, Trip

HALL, WEST_LAKE = (30.25, 120.16), (30.25, 120.26)
USUAL = RoutingSettings()


@pytest.mark.parametrize(
    ("weight_g", "volume_ml", "pieces", "totes"),
    [(0, 0, 0, 0), (0, 0, 3, 1), (15_000, 0, 1, 1), (15_001, 0, 1, 2), (1, 40_001, 1, 2), (60_000, 40_000, 9, 4)],
)
def test_crates_follow_the_heavier_of_weight_and_volume(weight_g, volume_ml, pieces, totes):
    assert predicted_totes(weight_g, volume_ml, pieces, USUAL) == totes


def test_service_is_the_fixed_minutes_and_half_a_minute_a_crate():
    assert service_s(5, 4, USUAL) == 5 * 60 + 4 * 30


def test_metres_are_the_great_circle_times_the_detour():
    # 0.1 degrees of longitude at 30.25 degrees north are 9,605 m.
    table = metres_between([HALL, WEST_LAKE], 1350)
    assert table[0][1] == table[1][0] == pytest.approx(9_605 * 1.35, abs=3)
    assert table[0][0] == 0
    assert metres_between([HALL, None], 1350)[0][1] == UNKNOWN_LEG_M


@pytest.mark.parametrize(
    ("metres", "seconds"),
    [(0, 0), (2_000, 360), (10_000, 360 + 960), (60_000, 360 + 960 + 3_600), (1, 1)],
)
def test_the_first_kilometres_are_slow_and_the_far_ones_fast(metres, seconds):
    assert seconds_for(metres) == seconds


def test_a_longer_leg_never_takes_less_time():
    times = [seconds_for(metres) for metres in range(0, 20_000, 7)]
    assert times == sorted(times)


@pytest.mark.parametrize(
    ("distance_m", "duration_s", "fen"),
    [(0, 0, 8_000), (1_000, 3_600, 8_000 + 120 + 2_500), (12_345, 0, 8_000 + 1_481), (4, 0, 8_000), (5, 0, 8_001)],
)
def test_a_trip_costs_its_fixed_price_its_kilometres_and_its_hours(distance_m, duration_s, fen):
    assert trip_cost_fen(VAN, distance_m, duration_s) == fen


VAN = Carrier(100_000, 500_000, 10, 0, 5 * 3600, 12 * 3600, 8_000, 120, 2_500)


def line(*sites: Site, vans: tuple[Carrier, ...] = (VAN,), step_m: int = 6_000) -> Problem:
    """Sites along one road out of the warehouse, `step_m` apart, driven at 10 m/s."""
    metres = tuple(tuple(abs(i - j) * step_m for j in range(len(sites) + 1)) for i in range(len(sites) + 1))
    return Problem(sites, vans, metres, tuple(tuple(leg // 10 for leg in row) for row in metres))


def test_a_van_leaves_so_that_it_need_not_wait():
    problem = line(Site(1, 1, 1, opens_s=8 * 3600, closes_s=9 * 3600, service_s=300))
    trip = timed(problem, Trip(0, (0,)))
    assert (trip.start_s, trip.visits[0].arrive_s, trip.end_s) == (8 * 3600 - 600, 8 * 3600, 8 * 3600 + 900)


def test_a_van_without_hours_to_keep_leaves_when_its_shift_begins():
    trip = timed(line(Site(1, 1, 1, service_s=60)), Trip(0, (0,)))
    assert (trip.start_s, trip.end_s, trip.duration_s, trip.distance_m) == (18_000, 18_000 + 1_260, 1_260, 12_000)


def test_a_stop_behind_another_late_one_is_not_made_later_by_waiting_in_the_yard():
    early = Site(1, 1, 1, closes_s=5 * 3600 + 60)  # cannot be kept: 600 s away
    problem = line(early, Site(1, 1, 1, opens_s=8 * 3600))
    trip = timed(problem, Trip(0, (0, 1)))
    assert trip.visits[0].arrive_s == 18_600
    assert [(b.limit, b.value, b.allowed) for b in breaches_of(problem, trip)] == [(Limit.WINDOW, 310, 301)]


@pytest.mark.parametrize(
    ("site", "van", "found"),
    [
        (Site(100_001, 1, 1), VAN, (Limit.WEIGHT, 100_001, 100_000)),
        (Site(1, 500_001, 1), VAN, (Limit.VOLUME, 500_001, 500_000)),
        (Site(1, 1, 11), VAN, (Limit.TOTES, 11, 10)),
        (Site(1, 1, 1, cold_totes=1), VAN, (Limit.COLD, 1, 0)),
        (Site(1, 1, 1, closes_s=5 * 3600 + 599), VAN, (Limit.WINDOW, 310, 310)),
        (Site(1, 1, 1, service_s=1), replace(VAN, shift_end_s=5 * 3600 + 1200), (Limit.SHIFT, 321, 320)),
    ],
)
def test_each_limit_is_found_with_its_numbers(site, van, found):
    answer = checked(line(site, vans=(van,)), Proposal((Trip(0, (0,)),)))
    assert [(b.limit, b.value, b.allowed) for b in answer.breaches] == [found]
    assert not answer.is_sound


@pytest.mark.parametrize(
    ("trips", "words"),
    [
        ((Trip(0, (0, 0)),), "served 2 times"),
        ((Trip(0, (0,)), Trip(1, (0,))), "served 2 times"),
        ((Trip(0, (0,)), Trip(0, (1,))), "2 trips"),
        ((Trip(0, (7,)),), "site 7 is none"),
        ((Trip(0, (-1,)),), "site -1 is none"),
        ((Trip(9, (0,)),), "carrier 9 is none"),
        ((Trip(0, ()),), "empty trip"),
        ((Trip(1, (1,)),), "pinned elsewhere"),
    ],
)
def test_a_plan_that_is_none_is_told_as_a_fault_of_form(trips, words):
    problem = line(Site(1, 1, 1), Site(1, 1, 1, only=frozenset({0})), vans=(VAN, VAN))
    faults = checked(problem, Proposal(trips)).faults
    assert any(words in fault for fault in faults)


# Random days --------------------------------------------------------------------------------------

PLACES = st.tuples(st.floats(29.9, 30.6), st.floats(119.8, 120.5))
SITES = st.builds(
    Site,
    weight_g=st.integers(0, 120_000),
    volume_ml=st.integers(0, 600_000),
    totes=st.integers(0, 12),
    cold_totes=st.integers(0, 2),
    opens_s=st.integers(4 * 3600, 9 * 3600),
    closes_s=st.integers(9 * 3600, 13 * 3600),
    service_s=st.integers(0, 1800),
)
VANS = st.builds(
    Carrier,
    max_weight_g=st.integers(50_000, 400_000),
    max_volume_ml=st.integers(100_000, 2_000_000),
    max_totes=st.integers(3, 40),
    max_cold_totes=st.sampled_from([0, 40]),
    shift_start_s=st.integers(4 * 3600, 7 * 3600),
    shift_end_s=st.integers(8 * 3600, 14 * 3600),
    fixed_cost_fen=st.integers(0, 20_000),
    km_cost_fen=st.integers(0, 500),
    hour_cost_fen=st.integers(0, 6_000),
)


@st.composite
def days(draw, most=7):
    """A problem of up to `most` sites and three vans."""
    sites = draw(st.lists(SITES, min_size=1, max_size=most))
    places = draw(st.lists(PLACES, min_size=len(sites) + 1, max_size=len(sites) + 1))
    metres = metres_between(places, 1350)
    return Problem(tuple(sites), tuple(draw(st.lists(VANS, min_size=1, max_size=3))), metres, seconds_between(metres))


@st.composite
def proposals(draw):
    """A problem and its sites dealt out at random over the vans, some left out."""
    problem = draw(days())
    whose = [draw(st.integers(-1, len(problem.carriers) - 1)) for _ in problem.sites]
    order = draw(st.permutations(range(len(problem.sites))))
    trips = [Trip(van, tuple(site for site in order if whose[site] == van)) for van in range(len(problem.carriers))]
    return problem, Proposal(tuple(trip for trip in trips if trip.sites))


def driven(problem, trip, start):
    """The same trip driven second by second in the plainest words: what rules.timing must agree with."""
    now, here, far, visits = start, 0, 0, []
    for site in trip.sites:
        now += problem.seconds[here][site + 1]
        far += problem.metres[here][site + 1]
        now = max(now, problem.sites[site].opens_s)
        visits.append(now)
        now += problem.sites[site].service_s
        here = site + 1
    return visits, now + problem.seconds[here][0], far + problem.metres[here][0]


@given(proposals())
def test_a_trip_is_timed_as_it_is_driven_and_no_van_could_leave_later(case):
    problem, proposal = case
    for trip in proposal.trips:
        found = timed(problem, trip)
        earliest = problem.carriers[trip.carrier].shift_start_s
        visits, end, far = driven(problem, trip, found.start_s)
        assert ([v.arrive_s for v in found.visits], found.end_s, found.distance_m) == (visits, end, far)
        assert found.start_s >= earliest
        # Leaving at once is back no earlier; leaving a second later is back later, or later past somebody's hours.
        first, at_once, _ = driven(problem, trip, earliest)
        assert end == at_once
        after, later, _ = driven(problem, trip, found.start_s + 1)

        def lateness(arrivals, sites=trip.sites):
            return sum(max(0, a - problem.sites[s].closes_s) for a, s in zip(arrivals, sites, strict=True))

        assert lateness(visits) == lateness(first)
        assert later > end or lateness(after) > lateness(visits)


@given(proposals())
def test_the_second_look_finds_every_broken_limit_and_invents_none(case):
    problem, proposal = case
    expected = set()
    for trip in proposal.trips:
        van, sites = problem.carriers[trip.carrier], [problem.sites[site] for site in trip.sites]
        found = timed(problem, trip)
        arrivals, end, _ = driven(problem, trip, found.start_s)
        if sum(site.weight_g for site in sites) > van.max_weight_g:
            expected.add((Limit.WEIGHT, trip.carrier, None))
        if sum(site.volume_ml for site in sites) > van.max_volume_ml:
            expected.add((Limit.VOLUME, trip.carrier, None))
        if sum(site.totes for site in sites) > van.max_totes:
            expected.add((Limit.TOTES, trip.carrier, None))
        if -(-end // 60) > -(-van.shift_end_s // 60):
            expected.add((Limit.SHIFT, trip.carrier, None))
        expected |= {
            (Limit.WINDOW, trip.carrier, number)
            for number, arrive in zip(trip.sites, arrivals, strict=True)
            if arrive > problem.sites[number].closes_s
        }
        expected |= {
            (Limit.COLD, trip.carrier, number)
            for number in trip.sites
            if problem.sites[number].is_cold and not van.has_cold_box
        }
    answer = checked(problem, proposal)
    assert {(b.limit, b.carrier, b.site) for b in answer.breaches} == expected
    assert all(b.value > b.allowed or b.limit in (Limit.WINDOW, Limit.SHIFT) for b in answer.breaches)


@given(proposals(), st.data())
def test_a_good_plan_made_bad_in_any_way_is_rejected(case, data):
    problem, proposal = case
    good = thinned(problem, proposal)
    assert checked(problem, good).is_sound
    if not good.trips:
        return
    trip = data.draw(st.sampled_from(good.trips))
    site = data.draw(st.sampled_from(trip.sites))
    van = problem.carriers[trip.carrier]
    was = problem.sites[site]
    broken = data.draw(
        st.sampled_from(
            [
                replace(was, weight_g=van.max_weight_g + 1),
                replace(was, volume_ml=van.max_volume_ml + 1),
                replace(was, totes=van.max_totes + 1),
                replace(was, opens_s=0, closes_s=van.shift_start_s - 1),
                replace(was, service_s=van.shift_end_s),
                replace(was, only=frozenset({trip.carrier + 1})),
            ]
        )
    )
    sites = tuple(broken if number == site else one for number, one in enumerate(problem.sites))
    assert not checked(replace(problem, sites=sites), good).is_sound
    twice = Proposal((*good.trips, replace(trip, sites=(site,))))
    assert not checked(problem, twice).is_sound


@given(proposals())
def test_what_is_thinned_and_completed_keeps_every_limit_and_names_the_limit_of_the_rest(case):
    problem, proposal = case
    everything = range(len(problem.sites))
    whole, left_out = completed(problem, thinned(problem, proposal), everything)
    assert checked(problem, whole).is_sound
    served = [site for trip in whole.trips for site in trip.sites]
    assert sorted([*served, *left_out]) == list(everything)
    # Whoever is left out fits at no place of any van, and the limit told is one that stands there.
    for site, limit in left_out.items():
        for van in range(len(problem.carriers)):
            trip = next((one for one in whole.trips if one.carrier == van), Trip(van, ()))
            for at in range(len(trip.sites) + 1):
                tried = Trip(van, (*trip.sites[:at], site, *trip.sites[at:]))
                assert list(breaches_of(problem, timed(problem, tried)))
        assert limit is not Limit.NO_PLACE


def test_a_part_of_a_problem_goes_back_into_its_own_numbers():
    problem = line(*(Site(weight, 1, 1) for weight in (10, 20, 30)))
    part = part_of(problem, [2, 0])
    assert [site.weight_g for site in part.sites] == [30, 10]
    assert part.metres[0] == (0, 18_000, 6_000)
    assert whole_again(Proposal((Trip(0, (0, 1)),)), [2, 0]) == Proposal((Trip(0, (2, 0)),))


def cheapest(problem):
    """The cheapest sound plan of one van over all orders, found by trying each."""
    costs = []
    for order in permutations(range(len(problem.sites))):
        answer = checked(problem, Proposal((Trip(0, order),)))
        if answer.is_sound:
            costs.append(answer.trips[0].cost_fen)
    return min(costs, default=None)
