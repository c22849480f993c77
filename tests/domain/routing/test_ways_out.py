"""A day that does not fit: what is proved, which ways out are told, and that each one told is true."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.routing.rules.checking import checked
from domain.routing.rules.shortfall import hopeless, shortfalls
from domain.routing.rules.ways_out import ways_out
from domain.routing.words import Limit, Means, Offers, Problem, Proposal, Site, WayOut
from tests.domain.routing.exact import exact
from tests.domain.routing.test_rules import VAN, line

HOUR = 3600
OFFERS = Offers(couriers=3, vans=3, trips=3, reload_s=900, courier_weight_g=60_000, courier_totes=6)


@st.composite
def days(draw) -> Problem:
    """Up to four sites, one or two vans, any table of seconds: also one in which a detour is quicker."""
    count, vans = draw(st.integers(1, 4)), draw(st.integers(1, 2))
    whole = st.integers
    opens = draw(st.lists(whole(5, 10), min_size=count, max_size=count))
    sites = tuple(
        Site(
            weight_g=draw(whole(0, 90_000)), volume_ml=draw(whole(0, 400_000)), totes=draw(whole(1, 8)),
            cold_totes=draw(whole(0, 1)), opens_s=open_h * HOUR, closes_s=(open_h + draw(whole(0, 3))) * HOUR,
            service_s=draw(whole(0, 5_000)), price_fen=draw(st.none() | whole(0, 30_000)),
            only=draw(st.none() | st.frozensets(whole(0, vans - 1), min_size=1)),
        )
        for open_h in opens
    )  # fmt: skip
    carriers = tuple(
        replace(VAN, max_cold_totes=draw(whole(0, 3)), max_trips=draw(whole(1, 2)), reload_s=draw(whole(0, 3_000)),
                shift_end_s=draw(whole(7 * HOUR, 12 * HOUR)), stop_cost_fen=draw(st.sampled_from([0, 0, 900])),
                end=draw(st.sampled_from([0, 0, None])))
        for _ in range(vans)
    )  # fmt: skip
    legs = st.lists(whole(0, 3_000), min_size=count + 1, max_size=count + 1)
    seconds = tuple(tuple(draw(legs)) for _ in range(count + 1))
    seconds = tuple(tuple(0 if i == j else leg for j, leg in enumerate(row)) for i, row in enumerate(seconds))
    return Problem(sites, carriers, tuple(tuple(leg * 8 for leg in row) for row in seconds), seconds)


def left_out(problem: Problem, proposal: Proposal) -> set[int]:
    return set(range(len(problem.sites))) - {site for trip in proposal.trips for site in trip.sites}


def cost_fen(problem: Problem, proposal: Proposal) -> int:
    """By the second look alone: trips, and the prices of what is left out."""
    seen = checked(problem, proposal)
    assert seen.is_sound, (seen.breaches, seen.faults)
    out = left_out(problem, proposal)
    return sum(trip.cost_fen for trip in seen.trips) + sum(problem.sites[site].price_fen or 0 for site in out)


@settings(max_examples=100, deadline=None)
@given(days())
def test_where_a_whole_plan_exists_nothing_is_proved_against_it(problem):
    wanted = replace(problem, sites=tuple(replace(site, price_fen=None) for site in problem.sites))
    if not left_out(wanted, exact(wanted)):
        assert shortfalls(problem) == ()
        assert hopeless(problem) == frozenset()


@settings(max_examples=40, deadline=None)
@given(days())
def test_every_way_out_told_makes_the_day_whole_and_costs_what_it_says(problem):
    told = ways_out(problem, OFFERS, exact)
    assert told.cost_fen == cost_fen(problem, told.proposal)
    assert set(told.left_out) == left_out(problem, told.proposal)
    assert bool(told.ways) == bool(told.left_out)
    assert [way.cost_fen for way in told.ways] == sorted(way.cost_fen for way in told.ways)
    for way in told.ways:
        _is_true(problem, way)
        assert way.more_fen == way.cost_fen - told.cost_fen


def _is_true(problem: Problem, way: WayOut) -> None:
    assert way.cost_fen == cost_fen(way.problem, way.proposal)
    assert way.distance_m == sum(trip.distance_m for trip in checked(way.problem, way.proposal).trips)
    assert _undone(problem, way) == problem, "what is not told was changed"
    out = next((measure.sites for measure in way.measures if measure.means is Means.LEAVE_OUT), ())
    assert set(out) == left_out(way.problem, way.proposal)


def _undone(problem: Problem, way: WayOut) -> Problem:
    """The way's day without the measures it tells: the day as it was, or a measure was not told."""
    told = {measure.means: measure for measure in way.measures}
    carriers = list(way.problem.carriers[: len(problem.carriers)])
    sites = list(way.problem.sites)
    more = sum(measure.amount for measure in way.measures if measure.means in (Means.MORE_VANS, Means.COURIERS))
    assert len(way.problem.carriers) - len(problem.carriers) == more
    for number in told[Means.MORE_TRIPS].carriers if Means.MORE_TRIPS in told else ():
        was = problem.carriers[number]
        carriers[number] = replace(carriers[number], max_trips=was.max_trips, reload_s=was.reload_s)
    for number in told[Means.EARLIER_START].carriers if Means.EARLIER_START in told else ():
        assert (
            problem.carriers[number].shift_start_s - carriers[number].shift_start_s
            == 60 * told[Means.EARLIER_START].amount
        )
        carriers[number] = replace(carriers[number], shift_start_s=problem.carriers[number].shift_start_s)
    for number in told[Means.WIDER_WINDOW].sites if Means.WIDER_WINDOW in told else ():
        was_site = problem.sites[number]
        assert was_site.opens_s - sites[number].opens_s <= 60 * told[Means.WIDER_WINDOW].amount
        assert sites[number].closes_s - was_site.closes_s <= 60 * told[Means.WIDER_WINDOW].amount
        sites[number] = replace(sites[number], opens_s=was_site.opens_s, closes_s=was_site.closes_s)
    for number in told[Means.LEAVE_OUT].sites if Means.LEAVE_OUT in told else ():
        sites[number] = replace(sites[number], price_fen=problem.sites[number].price_fen)
    return replace(way.problem, sites=tuple(sites), carriers=tuple(carriers))


def test_what_is_too_heavy_in_sum_is_proved_with_its_kilograms_and_trips():
    problem = line(*(Site(40_000, 1, 1) for _ in range(5)))
    assert [(one.limit, one.needed, one.available, one.short_by, one.trips_needed, one.trips_there)
            for one in shortfalls(problem)] == [(Limit.WEIGHT, 200_000, 100_000, 100_000, 3, 1)]  # fmt: skip


def test_couriers_who_are_not_paid_by_the_stop_are_couriers_all_the_same():
    problem = line(*(Site(60_000, 1, 1) for _ in range(3)))
    told = ways_out(problem, replace(OFFERS, vans=0, courier_stop_fen=0, courier_fixed_fen=900), exact)
    assert Means.COURIERS in told.ways[0].means


def test_loads_that_fit_in_sum_but_not_together_are_proved_by_their_trips():
    problem = line(*(Site(60_000, 1, 1) for _ in range(3)), vans=(VAN, VAN))
    assert [(one.limit, one.short_by, one.trips_needed, one.trips_there) for one in shortfalls(problem)] == [
        (Limit.WEIGHT, 0, 3, 2)
    ]


def test_cold_goods_are_counted_against_the_vans_with_a_cold_box_alone():
    cold = Site(60_000, 1, 2, cold_totes=2)
    problem = line(cold, cold, vans=(replace(VAN, max_cold_totes=2), VAN, VAN))
    found = {one.limit: one for one in shortfalls(problem)}
    assert found[Limit.COLD].short_by == 2
    assert found[Limit.WEIGHT].carriers == (0,)


def test_hours_are_proved_short_for_the_part_of_the_day_in_which_they_are():
    hour = Site(1, 1, 1, opens_s=9 * HOUR, closes_s=10 * HOUR, service_s=3_000)
    problem = line(*(hour for _ in range(3)), Site(1, 1, 1))
    found = next(one for one in shortfalls(problem) if one.limit is Limit.WINDOW)
    assert (found.from_s, found.until_s, found.available) == (9 * HOUR, 10 * HOUR, HOUR)
    assert found.needed == 2 * 3_000 + 2 * 600


def test_what_no_van_can_take_even_alone_stays_out_at_its_price_in_every_way():
    told = ways_out(line(Site(90_000, 1, 1), Site(90_000, 1, 1), Site(200_000, 1, 1, price_fen=123)), OFFERS, exact)
    assert told.shortfalls[0].site == 2
    for way in told.ways:
        out = next(measure for measure in way.measures if measure.means is Means.LEAVE_OUT)
        assert 2 in out.sites
        assert out.price_fen == 123 + OFFERS.leave_out_fen * (len(out.sites) - 1)


def test_where_a_plan_in_hand_leaves_out_what_fits_no_way_out_is_sold():
    problem = line(Site(1, 1, 1), Site(1, 1, 1))
    told = ways_out(problem, OFFERS, exact, plan=Proposal(()))
    assert (told.is_whole, told.ways) == (True, ())


def test_a_measure_that_a_proof_rules_out_is_not_searched_for():
    asked = []

    def find(day: Problem) -> Proposal:
        asked.append(day)
        return exact(day)

    problem = line(*(Site(100_000, 1, 1) for _ in range(4)))
    ways_out(problem, replace(OFFERS, vans=1, couriers=0, trips=1), find)
    assert len(asked) == 2, "only the day as it is, and what to leave out"
