"""The peak night: 39 t and 195 m3 to 200 points by 11:00 with 10 vans of 1.5 t and 9 m3. One trip a van does not do."""

from __future__ import annotations

from benchmarks.peak_town import BY_HAND, BY_TROLLEY, POINTS, VOLUME_ML, WEIGHT_G, Unloading, peak_problem
from domain.routing.operations.asking import finder
from domain.routing.rules.checking import checked
from domain.routing.rules.shortfall import shortfalls
from domain.routing.rules.taking_measures import driving_again
from domain.routing.rules.ways_out import ways_out
from domain.routing.words import Limit, Means, Offers, WayOut, WaysOut

ELEVEN_S = 11 * 3600
SECONDS = 0.4


def asked(unloading: Unloading, offers: Offers) -> WaysOut:
    return ways_out(peak_problem(unloading), offers, finder(SECONDS))


def assert_everybody_is_served_by_eleven(way: WayOut) -> None:
    seen = checked(way.problem, way.proposal)
    assert seen.is_sound
    assert sum(len(trip.visits) for trip in seen.trips) == POINTS
    assert max(visit.arrive_s for trip in seen.trips for visit in trip.visits) == way.latest_s <= ELEVEN_S
    assert sum(trip.weight_g for trip in seen.trips) == WEIGHT_G
    assert sum(trip.volume_ml for trip in seen.trips) == VOLUME_ML
    assert sum(trip.cost_fen for trip in seen.trips) == way.cost_fen
    assert shortfalls(way.problem) == ()


def test_one_trip_a_van_is_proved_too_little_with_figures():
    found = {one.limit: one for one in shortfalls(peak_problem(BY_TROLLEY))}
    assert set(found) == {Limit.WEIGHT, Limit.VOLUME, Limit.TOTES}
    weight, volume = found[Limit.WEIGHT], found[Limit.VOLUME]
    assert (weight.needed, weight.available, weight.short_by) == (39_000_000, 15_000_000, 24_000_000)
    assert (weight.trips_needed, weight.trips_there) == (26, 10)
    assert (volume.needed, volume.available, volume.short_by) == (195_000_000, 90_000_000, 105_000_000)
    assert volume.trips_needed == 22


def test_unloaded_by_hand_the_hours_until_eleven_do_not_last_for_ten_vans_however_often_they_drive():
    again = driving_again(peak_problem(BY_HAND), Offers())
    found = {one.limit: one for one in shortfalls(again)}
    assert set(found) == {Limit.WINDOW, Limit.SHIFT}
    hours = found[Limit.WINDOW]
    assert hours.until_s == ELEVEN_S
    assert hours.available == 10 * 6 * 3600
    assert hours.needed > 70 * 3600


def test_unloaded_by_trolley_no_proof_stands_against_further_trips():
    assert shortfalls(driving_again(peak_problem(BY_TROLLEY), Offers())) == ()


def test_unloaded_by_trolley_the_ten_vans_do_it_by_driving_again():
    told = asked(BY_TROLLEY, Offers(couriers=0, vans=0))
    way = told.ways[0]
    assert way.means == {Means.MORE_TRIPS}
    assert len(way.problem.carriers) == 10
    driven = {trip.carrier for trip in way.proposal.trips}
    assert way.measures[0].amount == len(way.proposal.trips) - len(driven) >= 16
    assert_everybody_is_served_by_eleven(way)


def test_unloaded_by_hand_couriers_or_vans_do_it_at_a_price():
    told = asked(BY_HAND, Offers(couriers=45, vans=0, trips=1))
    assert Means.LEAVE_OUT in told.ways[-1].means
    assert told.ways[0].means >= {Means.COURIERS}
    assert_everybody_is_served_by_eleven(told.ways[0])


def test_where_nothing_else_is_offered_the_cheapest_points_to_leave_out_are_computed():
    told = asked(BY_HAND, Offers(couriers=0, vans=0, trips=1, widen_s=0, earlier_s=0, leave_out_fen=15_000))
    assert [way.means for way in told.ways] == [{Means.LEAVE_OUT}]
    measure = told.ways[0].measures[0]
    seen = checked(told.ways[0].problem, told.ways[0].proposal)
    assert seen.is_sound
    assert (
        measure.price_fen == 15_000 * measure.amount == told.ways[0].cost_fen - sum(one.cost_fen for one in seen.trips)
    )
    assert measure.amount == POINTS - sum(len(trip.visits) for trip in seen.trips)
