"""Travel between places: legs that are known, estimates for the rest, and what a company's own roads teach."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.common import command
from domain.common.errors import NotAllowed
from domain.common.people import Role
from domain.common.settings import put_setting
from domain.places.rules.datums import Degrees, distance_m
from domain.places.words import Datum
from domain.routing import operations as routing
from domain.routing.queries import legs_kept, travel_settings, travel_table
from domain.routing.queries.days import day_of
from domain.routing.queries.legs import missing_legs
from domain.routing.rules.judging import doubt_of_datum
from domain.routing.rules.preparing import places_of
from domain.routing.rules.travelling import (
    UNKNOWN_LEG_M,
    learnt_detour,
    place_key,
    place_of,
    slowness_permille,
    table_of,
)
from domain.routing.words import Leg, PaceWrong, TravelSettings, TravelSource
from domain.routing.words.travel import USUAL_PACE
from tests.builders import CLERK, MANAGER
from tests.domain.routing.scene import DAY, Place, cut_day, shown, van, warehouse_at

HUB, EAST, WEST = (30.30, 120.10), (30.30, 120.20), (30.30, 120.00)
EVEN = (100,) * 24
ROADS = TravelSettings(source=TravelSource.ROADS, pace_percent=EVEN)


def keys(*places: Degrees) -> list[int]:
    return [place_key(place) for place in places]


def table(known, *, places=(HUB, EAST, WEST), settings=ROADS, hours=(300, 720)):
    return table_of(places, known, settings, detour_permille=1350, hours=hours)


@given(st.tuples(st.floats(-90, 90), st.floats(-180, 180)))
def test_a_place_comes_back_from_its_key_within_a_metre(place):
    lat, lon = place_of(place_key(place))
    assert abs(lat - place[0]) <= 0.500_01e-5
    assert abs(lon - place[1]) <= 0.500_01e-5


def test_a_leg_that_is_known_is_taken_as_it_is_and_a_hole_is_estimated():
    hub, east, _west = keys(HUB, EAST, WEST)
    found = table({(hub, east): (11_111, 1_500)})
    assert (found.metres[0][1], found.seconds[0][1]) == (11_111, 1_500)
    assert found.metres[1][0] == round(distance_m(EAST, HUB) * 1.35)
    assert found.estimated_pairs == 5
    assert found.source is TravelSource.ROADS
    assert [notice.code for notice in found.notices] == ["travel_partly_estimated"]


def test_where_nothing_is_known_the_table_says_that_it_estimates():
    found = table({})
    assert found.source is TravelSource.ESTIMATE
    assert [notice.code for notice in found.notices] == ["travel_all_estimated"]
    assert table({}, settings=TravelSettings()).notices == ()


def test_a_place_nobody_knows_counts_an_hour_and_is_no_hole_of_the_map():
    found = table({}, places=(HUB, None))
    assert found.metres[0][1] == UNKNOWN_LEG_M
    assert found.estimated_pairs == 0


def test_the_hours_of_the_day_slow_estimates_and_roads_and_not_what_a_service_said():
    hub, east, _west = keys(HUB, EAST, WEST)
    known = {(hub, east): (11_111, 1_000)}
    half = TravelSettings(source=TravelSource.ROADS, pace_percent=(50,) * 24)
    assert table(known, settings=half).seconds[0][1] == 2_000
    assert table(known, settings=half).seconds[1][0] == 2 * table(known).seconds[1][0]
    service = TravelSettings(source=TravelSource.SERVICE, pace_percent=(50,) * 24)
    assert table(known, settings=service).seconds[0][1] == 1_000


def test_the_pace_is_the_mean_of_the_delivery_hours():
    hours = tuple(50 if hour == 8 else 100 for hour in range(24))
    assert slowness_permille(hours, 480, 540) == 2_000
    assert slowness_permille(hours, 420, 540) == 1_500
    assert slowness_permille(hours, 600, 660) == slowness_permille(hours, 600, 600) == 1_000
    assert slowness_permille(USUAL_PACE, 420, 540) > 1_000 > slowness_permille(USUAL_PACE, 120, 300)


def test_without_a_way_between_two_points_the_van_comes_by_the_warehouse():
    hub, east, west = keys(HUB, EAST, WEST)
    whole = {(a, b): (1_000, 100) for a in (hub, east, west) for b in (hub, east, west) if a != b}
    found = table({**whole, (east, west): (None, None)})
    assert (found.metres[1][2], found.seconds[1][2]) == (2_000, 200)
    assert not found.unreachable


def test_a_point_without_a_way_is_unreachable_and_when_all_are_it_is_the_warehouse():
    hub, east, west = keys(HUB, EAST, WEST)
    whole = {(a, b): (1_000, 100) for a in (hub, east, west) for b in (hub, east, west) if a != b}
    assert table({**whole, (hub, east): (None, None)}).unreachable == {1}
    assert table({**whole, (west, hub): (None, None)}).unreachable == {2}
    assert table({**whole, (hub, east): (None, None), (west, hub): (None, None)}).unreachable == {0}


def test_a_place_none_of_whose_legs_is_known_is_off_the_map():
    hub, east, _west = keys(HUB, EAST, WEST)
    assert table({(hub, east): (1, 1), (east, hub): (1, 1)}).off_map == {2}


def test_the_detour_is_the_median_of_what_roads_were_longer():
    far = [(30.3 + step / 100, 120.1) for step in range(1, 40)]
    legs = [Leg(*keys(HUB, place), round(distance_m(HUB, place) * 1.5), 60) for place in far]
    legs += [Leg(*keys(place, HUB), None, None) for place in far]
    assert learnt_detour(legs) == pytest.approx(1_500, abs=2)
    assert learnt_detour(legs[:19]) is None


def kept(database, places, factor=1.5, *, source=TravelSource.ROADS, without=()):
    """Legs between all these places are kept, so many times the straight line; none to and from `without`."""
    legs = []
    for one in places:
        for other in places:
            if one == other:
                continue
            away = round(distance_m(one, other) * factor)
            way = (None, None) if one in without or other in without else (away, away // 8)
            legs.append(Leg(*keys(one, other), *way))
    routing.keep_legs(database, MANAGER, source, "auto", legs)
    return legs


def test_legs_are_kept_and_a_newer_answer_replaces_the_older(database):
    routing.choose_travel(database, MANAGER, TravelSource.ROADS)
    routing.set_pace(database, MANAGER, EVEN)
    legs = kept(database, [HUB, EAST], 2.0)
    kept(database, [HUB, EAST], 1.5)
    routing.keep_legs(database, MANAGER, TravelSource.SERVICE, "auto", [*legs, *legs])
    with database.read() as connection:
        found = travel_table(connection, [HUB, EAST])
        assert legs_kept(connection) == {"roads": 2, "service": 2}
    away = round(distance_m(HUB, EAST) * 1.5)
    assert found.metres == ((0, away), (away, 0))
    assert found.seconds[0][1] == away // 8
    assert (found.estimated_pairs, found.notices) == (0, ())


def test_other_nights_legs_of_other_places_and_sources_stay_out(database):
    kept(database, [HUB, EAST, WEST], 1.5)
    kept(database, [HUB, EAST], 3.0, source=TravelSource.SERVICE)
    routing.choose_travel(database, MANAGER, TravelSource.ROADS)
    with database.read() as connection:
        found = travel_table(connection, [HUB, WEST])
    assert found.metres[0][1] == round(distance_m(HUB, WEST) * 1.5)


def test_a_company_learns_its_detour_from_its_own_roads(database):
    places = [(30.3 + step / 50, 120.1) for step in range(6)]
    kept(database, places, 1.8)
    with database.read() as connection:
        assert travel_settings(connection).learnt_permille == pytest.approx(1_800, abs=2)
        estimate = travel_table(connection, [HUB, EAST])
    assert estimate.source is TravelSource.ESTIMATE
    assert estimate.metres[0][1] == pytest.approx(distance_m(HUB, EAST) * 1.8, abs=20)


def test_only_legs_nobody_has_answered_are_missing(database):
    """Told by counting where it can be, and by looking at each where holes are odd; the same either way."""
    places = [(30.3 + step / 100, 120.1) for step in range(5)]
    one, two, three, four, five = keys(*places)
    kept(database, places[:3])
    with database.read() as connection:
        assert missing_legs(connection, ROADS, keys(*places[:3])) == {}
        assert missing_legs(connection, ROADS, keys(*places[:4])) == {
            one: [four], two: [four], three: [four], four: [one, two, three],
        }  # fmt: skip
        assert missing_legs(connection, ROADS, [four, five]) == {four: [five], five: [four]}
    odd = [Leg(one, five, 1, 1)]
    routing.keep_legs(database, MANAGER, TravelSource.ROADS, "auto", odd)
    with database.read() as connection:
        found = missing_legs(connection, ROADS, [one, two, five])
    assert found == {two: [five], five: [one, two]}


def test_a_new_map_forgets_the_legs_of_the_old_one(database):
    kept(database, [HUB, EAST])
    kept(database, [HUB, EAST], source=TravelSource.SERVICE)
    assert routing.forget_legs(database, MANAGER, TravelSource.ROADS).answer == {"forgotten": 2}
    with database.read() as connection:
        assert legs_kept(connection) == {"service": 2}


def test_a_pace_that_is_none_is_refused_and_a_setting_that_makes_no_sense_is_as_usual(database):
    for wrong in ([100] * 23, [9] * 24, [301] * 24, [100.0] * 24):
        with pytest.raises(PaceWrong):
            routing.set_pace(database, MANAGER, wrong)
    garbage = {"source": "crow", "pace_percent": "fast", "learnt_permille": -3, "profile": 7}
    command.execute(database, MANAGER, "spoil", garbage, lambda tx: put_setting(tx, "travel", garbage) or {})
    with database.read() as connection:
        assert travel_settings(connection) == TravelSettings()
        assert travel_table(connection, [HUB, EAST]).source is TravelSource.ESTIMATE


def test_who_may_not_plan_may_not_say_where_times_come_from(database):
    assert CLERK.role is Role.CLERK
    for act in (
        lambda: routing.choose_travel(database, CLERK, TravelSource.SERVICE),
        lambda: routing.keep_legs(database, CLERK, TravelSource.ROADS, "auto", []),
        lambda: routing.forget_legs(database, CLERK, TravelSource.ROADS),
    ):
        with pytest.raises(NotAllowed):
            act()


def planned(database, places, **roads):
    """The answer of a plan of these places on roads that are known."""
    cut_day(database, places)
    warehouse_at(database)
    van(database)
    with database.read() as connection:
        spots = [place for place in places_of(day_of(connection, "0525")) if place is not None]
    if roads:
        routing.choose_travel(database, MANAGER, TravelSource.ROADS)
        kept(database, spots, **{**roads, "without": [spots[at] for at in roads.get("without", ())]})
    return routing.plan_routes(database, MANAGER, "0525", seconds=0.3).answer


def test_a_plan_says_that_it_was_reckoned_on_roads_and_drives_their_metres(database):
    answer = planned(database, {"东站": DAY["东站"]}, factor=2.0)
    assert (answer["travel"], shown(database).travel) == ("roads", "roads")
    with database.read() as connection:
        hub, east = places_of(day_of(connection, "0525"))
    assert answer["distance_m"] == 2 * round(distance_m(hub, east) * 2.0)
    assert answer["advice"] == []


def test_a_point_across_the_water_is_named_and_the_others_are_driven(database):
    answer = planned(database, {"东站": DAY["东站"], "洲": DAY["西溪"], "城北": DAY["城北"]}, factor=1.5, without=[3])
    assert answer["stops"] == 2
    left = [one["point"] for one in answer["unplanned"]]
    assert len(left) == 1
    told = {notice["code"]: notice["facts"] for notice in answer["advice"]}
    assert told["place_unreachable"] == {"count": 1, "points": left[0]}
    assert set(told) == {"place_unreachable", "unplanned_no_place"}


NOWHERE = Place(0, 0, 1, more={"lat_e6": 0, "lon_e6": 0})
SWAPPED = Place(0, 0, 1, more={"lat_e6": 9_520_900, "lon_e6": 47_141_000, "datum": "WGS-84"})
ABROAD = Place(0, 0, 1, more={"lat_e6": 34_340_000, "lon_e6": 108_940_000})


def test_zero_and_a_digit_too_far_are_named_and_the_others_are_driven(database):
    answer = planned(database, {"东站": DAY["东站"], "零": NOWHERE, "远": ABROAD})
    assert answer["stops"] == 1
    told = {notice["code"]: notice["facts"] for notice in answer["advice"]}
    assert told["place_zero"] == {"count": 1, "points": "零"}
    assert told["place_far"] == {"point": "远", "km": pytest.approx(1_150, abs=40), "warehouse": "W1"}
    assert {one["point"] for one in answer["unplanned"]} == {"零", "远"}


def test_latitude_and_longitude_in_each_others_place_are_named(database):
    cut_day(database, {"对": Place(0, 0, 1, more={"lat_e6": 47_150_000, "lon_e6": 9_530_000, "datum": "WGS-84"}),
                       "反": SWAPPED})  # fmt: skip
    warehouse_at(database, (47_141_000, 9_520_900))
    van(database)
    answer = routing.plan_routes(database, MANAGER, "0525", seconds=0.3).answer
    told = {notice["code"]: notice["facts"] for notice in answer["advice"]}
    assert told["place_swapped"] == {"count": 1, "points": "反"}
    assert "place_far" not in told
    assert answer["stops"] == 1


def test_a_warehouse_far_from_most_of_its_points_is_told_once_and_no_point_is_blamed(database):
    cut_day(database)
    warehouse_at(database, (34_300_000, 120_100_000))
    van(database)
    answer = routing.plan_routes(database, MANAGER, "0525", seconds=0.2).answer
    told = {notice["code"]: notice["facts"] for notice in answer["advice"]}
    assert told["warehouse_far"] == {"count": 5, "all": 5, "warehouse": "W1"}
    assert "place_far" not in told


def test_a_warehouse_at_zero_is_named(database):
    cut_day(database, {"东站": DAY["东站"]})
    warehouse_at(database, (0, 0))
    van(database)
    answer = routing.plan_routes(database, MANAGER, "0525", seconds=0.2).answer
    assert answer["stops"] == 0
    assert "place_zero" in [notice["code"] for notice in answer["advice"]]


def test_a_datum_is_doubted_when_another_puts_the_places_beside_the_roads():
    off, near = [180.0] * 12, [12.0] * 12
    doubt = doubt_of_datum(Datum.GCJ02, {Datum.GCJ02: off, Datum.WGS84: near, Datum.BD09: off})
    assert doubt is not None
    assert dict(doubt.facts) == {"given": "GCJ-02", "likely": "WGS-84", "other": 180, "distance": 12}
    assert doubt_of_datum(Datum.WGS84, {Datum.GCJ02: off, Datum.WGS84: near, Datum.BD09: off}) is None
    few = {datum: metres[:7] for datum, metres in {Datum.GCJ02: off, Datum.WGS84: near}.items()}
    assert doubt_of_datum(Datum.GCJ02, few) is None


def test_places_that_are_only_a_little_nearer_in_another_datum_are_believed():
    said, other = [30.0] * 12, [26.0] * 12
    assert doubt_of_datum(Datum.GCJ02, {Datum.GCJ02: said, Datum.WGS84: other, Datum.BD09: said}) is None
    mixed = [200.0, 5.0] * 6
    assert doubt_of_datum(Datum.GCJ02, {Datum.GCJ02: mixed, Datum.WGS84: mixed[::-1], Datum.BD09: mixed}) is None
