"""Several rounds of one van: planned when the day is too big, split and joined by hand, written, accepted and read."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from domain.common.errors import NotFound
from domain.routing import operations as routing
from domain.routing.queries import drops
from domain.routing.words import LimitExceeded, RouteFixed, SequencePinned, TooManyRounds
from tests.builders import MANAGER
from tests.domain.routing.scene import DAY, Place, cycle_number, drafted, live, shown

FOUR = {name: Place(north * 1_000, 2_000, 10) for north, name in enumerate("甲乙丙丁", start=1)}


def rounds(database):
    """[(van, round, points in drop order)] of the plan."""
    return [(row.van, row.round_no, [stop.point for stop in row.stops]) for row in shown(database).routes]


def sums_hold(database):
    plan = shown(database)
    assert plan.cost_fen == sum(route.cost_fen for route in plan.routes)
    assert plan.distance_m == sum(route.distance_m for route in plan.routes)
    for route in plan.routes:
        assert route.weight_g == sum(stop.weight_g for stop in route.stops)
        assert [stop.drop_no for stop in route.stops] == list(range(1, len(route.stops) + 1))


def test_a_day_too_big_for_one_trip_is_driven_in_several_with_loading_between(database):
    # 16.5 kg a point, 40 kg the van: two points a trip.
    made = drafted(database, FOUR, vans=1, max_weight_g=40_000, max_trips=3, reload_min=30)
    assert made.plan.is_feasible
    first, second = made.plan.routes
    assert (first.van, first.round_no, second.van, second.round_no) == ("V1", 1, "V1", 2)
    assert sorted(stop.point for route in made.plan.routes for stop in route.stops) == sorted(FOUR)
    assert second.start_min >= first.end_min + 29  # both are whole minutes
    assert second.cost_fen < first.cost_fen  # the fixed price is paid once
    sums_hold(database)


def test_without_second_trips_the_rest_stays_out(database):
    made = drafted(database, FOUR, vans=1, max_weight_g=40_000, max_trips=1)
    assert [row.limit for row in made.plan.unplanned] == ["weight", "weight"]


def test_rounds_go_live_together_and_each_has_its_own_number_of_the_day(database):
    made = live(database, FOUR, vans=1, max_weight_g=40_000, max_trips=2)
    with database.read() as connection:
        rows = connection.execute(text("SELECT trip, is_live, state FROM route ORDER BY trip")).all()
        found = drops(connection, cycle_number(database))
    assert [tuple(row) for row in rows] == [(1, 1, "planned"), (2, 1, "planned")]
    names = {point_id: drop.van for point_id, drop in found.items()}
    assert {names[stop.point_id] for stop in made.plan.routes[0].stops} == {"V1"}
    assert {names[stop.point_id] for stop in made.plan.routes[1].stops} == {"V1/2"}


def test_a_round_is_split_where_the_person_says_and_joined_again(database):
    made = drafted(database, vans=1, max_trips=2)
    [(_, _, order)] = rounds(database)
    routing.split_round(database, MANAGER, made.id, made.vans["V1"], 2)
    assert rounds(database) == [("V1", 1, order[:2]), ("V1", 2, order[2:])]
    first, second = shown(database).routes
    assert second.start_min >= first.end_min + 19
    sums_hold(database)
    routing.join_rounds(database, MANAGER, made.id, made.vans["V1"])
    assert rounds(database) == [("V1", 1, order)]
    assert shown(database).cost_fen == made.plan.cost_fen
    sums_hold(database)


def test_a_split_in_a_live_plan_lives_at_once(database):
    made = live(database, vans=1, max_trips=2)
    routing.split_round(database, MANAGER, made.id, made.vans["V1"], 1)
    assert [route.state for route in shown(database).routes] == ["planned", "planned"]
    sums_hold(database)


@pytest.mark.parametrize("drop_no", [0, 5, 99])
def test_a_split_that_leaves_a_round_empty_is_none(database, drop_no):
    made = drafted(database, vans=1, max_trips=2)
    with pytest.raises(NotFound):
        routing.split_round(database, MANAGER, made.id, made.vans["V1"], drop_no)


def test_a_van_drives_no_more_rounds_than_it_may(database):
    made = drafted(database, vans=1)
    with pytest.raises(TooManyRounds) as told:
        routing.split_round(database, MANAGER, made.id, made.vans["V1"], 2)
    assert (told.value.van, told.value.rounds, told.value.allowed) == ("V1", 2, 1)
    assert len(shown(database).routes) == 1


def test_a_stop_moves_into_another_round_or_one_of_its_own(database):
    made = drafted(database, vans=1, max_trips=3)
    [(_, _, order)] = rounds(database)
    routing.move_stop(database, MANAGER, made.id, made.points[order[0]], made.vans["V1"], round_no=2)
    assert rounds(database) == [("V1", 1, order[1:]), ("V1", 2, order[:1])]
    routing.move_stop(database, MANAGER, made.id, made.points[order[1]], made.vans["V1"], 1, round_no=2)
    assert rounds(database) == [("V1", 1, order[2:]), ("V1", 2, [order[1], order[0]])]
    with pytest.raises(NotFound):
        routing.move_stop(database, MANAGER, made.id, made.points[order[0]], made.vans["V1"], round_no=4)
    routing.reverse_route(database, MANAGER, made.id, made.vans["V1"], round_no=2)
    assert rounds(database)[1][2] == [order[0], order[1]]
    sums_hold(database)


def test_each_round_keeps_the_limits_by_itself(database):
    made = drafted(database, FOUR, vans=1, max_weight_g=40_000, max_trips=2)
    from_second = shown(database).routes[1].stops[0]
    with pytest.raises(LimitExceeded):
        routing.move_stop(database, MANAGER, made.id, from_second.point_id, made.vans["V1"], round_no=1)
    routing.move_stop(database, MANAGER, made.id, from_second.point_id, made.vans["V1"], round_no=1, override="箱子小")
    first, second = shown(database).routes
    assert (first.over_reason, second.over_reason) == ("箱子小", "")
    assert len(first.stops) == 3


def test_a_longer_first_round_makes_the_second_one_later(database):
    made = drafted(database, FOUR, vans=1, max_trips=2)
    routing.split_round(database, MANAGER, made.id, made.vans["V1"], 1)
    before = shown(database).routes[1]
    far = shown(database).routes[0].stops[0]
    with database.writer.begin() as connection:
        connection.execute(text("UPDATE point SET service_min = 60 WHERE id = :p"), {"p": far.point_id})
    routing.reverse_route(database, MANAGER, made.id, made.vans["V1"], round_no=2)
    first, second = shown(database).routes
    assert first.end_min > before.start_min
    assert second.start_min >= first.end_min + 19


def test_a_locked_first_round_stays_while_the_second_is_changed(database):
    made = live(database, vans=1, max_trips=2)
    routing.split_round(database, MANAGER, made.id, made.vans["V1"], 2)
    first, second = shown(database).routes
    routing.lock_route(database, MANAGER, first.id)
    routing.reverse_route(database, MANAGER, made.id, made.vans["V1"], round_no=2)
    assert shown(database).routes[0].stops == first.stops
    assert [stop.point for stop in shown(database).routes[1].stops] == [stop.point for stop in second.stops][::-1]
    with pytest.raises(RouteFixed):
        routing.reverse_route(database, MANAGER, made.id, made.vans["V1"], round_no=1)
    with pytest.raises(RouteFixed):
        routing.join_rounds(database, MANAGER, made.id, made.vans["V1"])


# Pinned orders ------------------------------------------------------------------------------------


def test_a_pinned_order_stays_together_by_hand_and_in_the_next_plan(database):
    made = drafted(database, vans=1)
    [(_, _, order)] = rounds(database)
    wanted = [order[0], order[3], order[1]]
    routing.pin_sequence(database, MANAGER, made.id, [made.points[name] for name in wanted])
    assert rounds(database)[0][2] == [*wanted, order[2], order[4]]
    stops = {stop.point: (stop.is_pinned, stop.follows) for stop in shown(database).routes[0].stops}
    assert [stops[name] for name in wanted] == [(True, False), (True, True), (True, True)]
    with pytest.raises(SequencePinned) as told:
        routing.move_stop(database, MANAGER, made.id, made.points[order[4]], made.vans["V1"], 2)
    assert (told.value.point, told.value.before) == (order[3], order[0])
    routing.plan_routes(database, MANAGER, "0525", seconds=0.3)
    again = newest(database)[0][2]
    at = again.index(wanted[0])
    assert again[at : at + 3] == wanted


def test_a_pin_taken_out_frees_the_order_around_it(database):
    made = drafted(database, vans=1)
    [(_, _, order)] = rounds(database)
    routing.pin_sequence(database, MANAGER, made.id, [made.points[name] for name in order[:3]])
    routing.pin_stop(database, MANAGER, made.id, made.points[order[1]], pinned=False)
    assert not any(stop.follows for stop in shown(database).routes[0].stops)
    routing.move_stop(database, MANAGER, made.id, made.points[order[4]], made.vans["V1"], 2)


def newest(database):
    """The rounds of the plan made last, as `rounds`."""
    from domain.routing.queries import plan, plan_versions

    with database.read() as connection:
        made = plan(connection, plan_versions(connection, "0525")[0][0])
    return [(row.van, row.round_no, [stop.point for stop in row.stops]) for row in made.routes]


def test_the_points_of_a_fixed_round_follow_each_other_in_their_order(database):
    fixed = {
        name: at._replace(more={"round_name": "东线", "round_no": number})
        for number, (name, at) in enumerate(reversed(DAY.items()), start=1)
        if name in ("东站", "西溪", "城北")
    }
    drafted(database, {**DAY, **fixed}, vans=2)
    order = next(points for _, _, points in rounds(database) if "东站" in points)
    at = order.index("城北")
    assert order[at : at + 3] == ["城北", "西溪", "东站"]


def test_a_fixed_round_no_van_can_drive_whole_is_told_and_its_points_are_served(database):
    heavy = {
        name: at._replace(more={"round_name": "东线", "round_no": n}) for n, (name, at) in enumerate(FOUR.items(), 1)
    }
    made = drafted(database, heavy, vans=2, max_weight_g=40_000)
    assert made.plan.is_feasible
    answer = routing.plan_routes(database, MANAGER, "0525", seconds=0.2).answer
    assert [notice["code"] for notice in answer["advice"]] == ["sequence_not_kept"]
