"""Changes of a plan taken back one by one, and a plan finished for the person who began it."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text, update

from domain.common.errors import NotAllowed, Outdated
from domain.cutoff import operations as cutoff
from domain.places.records import PointRecord
from domain.routing import operations as routing
from domain.routing.operations.taking_back import state_of
from domain.routing.words import ChangedSince, NothingToUndo, RouteFixed, SearchCancelled, Trip
from tests.builders import CLERK, EGGS, MANAGER, order_ids
from tests.domain.routing.scene import DAY, Place, drafted, live, order_of, shown, van
from tests.kept_scenes import kept
from workers.solver_process import SolverProcess

WIDE = {name: at._replace(eggs=1) for name, at in DAY.items()}


def state(database, plan_id):
    with database.read() as connection:
        return state_of(connection, plan_id)


def undo(database, made):
    return routing.undo_change(database, MANAGER, made.id).answer


def test_every_kind_of_change_is_taken_back_to_the_hour_and_the_fen(database):
    made = live(database, vans=2, max_trips=2)
    v1, v2 = made.vans["V1"], made.vans["V2"]
    first, second, third, *_ = order_of(made.plan)["V1"]
    points = made.points
    changes = [
        lambda: routing.move_stop(database, MANAGER, made.id, points[first], v2),
        lambda: routing.swap_stops(database, MANAGER, made.id, points[first], points[second]),
        lambda: routing.reverse_route(database, MANAGER, made.id, v1),
        lambda: routing.split_round(database, MANAGER, made.id, v1, 2),
        lambda: routing.join_rounds(database, MANAGER, made.id, v1),
        lambda: routing.pin_sequence(database, MANAGER, made.id, [points[third], points[first]]),
        lambda: routing.pin_stop(database, MANAGER, made.id, points[first], pinned=False),
    ]
    plans = [(state(database, made.id), shown(database))]
    for change in changes:
        change()
        plans.append((state(database, made.id), shown(database)))
    for before, seen in reversed(plans[:-1]):
        undo(database, made)
        assert state(database, made.id) == before
        now = shown(database)
        assert (now.cost_fen, now.distance_m) == (seen.cost_fen, seen.distance_m)
        assert drops_of(now) == drops_of(seen)
    with pytest.raises(NothingToUndo):
        undo(database, made)


def drops_of(plan):
    """What a person sees of each van's rounds; a stop that was made anew has another id."""
    rounds = [route for route in plan.routes if route.stops]
    return [(one.van, [(s.point, s.arrive_min, s.is_pinned, s.follows) for s in one.stops]) for one in rounds]


def test_what_was_allowed_by_name_is_taken_back_with_the_change(database):
    made = drafted(database, {"甲": Place(4_000, 0, 10), "乙": Place(-4_000, 0, 10)}, vans=2, max_weight_g=20_000)
    before = state(database, made.id)
    [other] = order_of(made.plan)["V2"]
    routing.move_stop(database, MANAGER, made.id, made.points[other], made.vans["V1"], override="只此一次")
    assert [route.over_reason for route in shown(database).routes] == ["只此一次"]
    undo(database, made)
    assert state(database, made.id) == before
    assert {route.over_reason for route in shown(database).routes} == {""}


def test_a_point_that_had_no_van_has_none_again(database):
    made = drafted(database, {**DAY, "远": Place(90_000, 0, 1)}, vans=1)
    [left] = made.plan.unplanned
    routing.move_stop(database, MANAGER, made.id, left.point_id, made.vans["V1"], override="加班")
    assert shown(database).unplanned == ()
    undo(database, made)
    assert shown(database).unplanned == (left,)
    assert order_of(shown(database)) == order_of(made.plan)


def test_a_change_over_which_something_else_came_is_not_taken_back(database):
    made = drafted(database, vans=1)
    routing.reverse_route(database, MANAGER, made.id, made.vans["V1"])
    with database.writer.begin() as connection:
        connection.execute(text("UPDATE route_stop SET pinned = 1"))
    with pytest.raises(ChangedSince):
        undo(database, made)


def test_a_change_of_a_van_that_is_locked_now_is_not_taken_back(database):
    made = live(database, vans=1)
    routing.reverse_route(database, MANAGER, made.id, made.vans["V1"])
    routing.lock_route(database, MANAGER, made.plan.routes[0].id)
    after = state(database, made.id)
    with pytest.raises(RouteFixed):
        undo(database, made)
    assert state(database, made.id) == after


def test_a_clerk_takes_nothing_back(database):
    made = drafted(database, vans=1)
    routing.reverse_route(database, MANAGER, made.id, made.vans["V1"])
    with pytest.raises(NotAllowed):
        routing.undo_change(database, CLERK, made.id)


def test_the_trail_says_what_was_taken_back(database):
    made = drafted(database, vans=1)
    routing.reverse_route(database, MANAGER, made.id, made.vans["V1"])
    assert undo(database, made)["undone"] == "reverse_route"
    with database.read() as connection:
        before = connection.execute(text("SELECT before FROM trail WHERE what = 'change_undone'")).scalar_one()
    assert json.loads(before) == "reverse_route"


# Finish it for me ---------------------------------------------------------------------------------


@kept
def muddled(database, **each):
    """A draft whose first van drives zigzag and whose first stop is pinned."""
    made = drafted(database, WIDE, vans=1, **each)
    order = order_of(made.plan)["V1"]
    zigzag = [order[2], order[0], order[4], order[1], order[3]]
    for number, name in enumerate(zigzag, start=1):
        routing.move_stop(database, MANAGER, made.id, made.points[name], made.vans["V1"], number)
    return made, zigzag


def finish(database, made, **how):
    return routing.finish_plan(database, MANAGER, made.id, **{"seconds": 0.4, **how}).answer


def test_the_rest_is_planned_anew_and_what_is_pinned_stays(database):
    made, zigzag = muddled(database)
    routing.pin_sequence(database, MANAGER, made.id, [made.points[name] for name in zigzag[:2]])
    before = shown(database)
    answer = finish(database, made)
    after = shown(database)
    assert answer["better"]
    assert after.cost_fen == answer["cost_fen"] < before.cost_fen
    order = order_of(after)["V1"]
    assert order[order.index(zigzag[0]) + 1] == zigzag[1]
    undo(database, made)
    assert order_of(shown(database)) == order_of(before)


def test_a_pinned_stop_keeps_its_van(database):
    made = drafted(database, DAY, vans=2, fixed_cost_fen=50_000)
    [(code, order)] = order_of(made.plan).items()
    other = next(name for name in ("V1", "V2") if name != code)
    routing.move_stop(database, MANAGER, made.id, made.points[order[0]], made.vans[other])
    routing.pin_stop(database, MANAGER, made.id, made.points[order[0]])
    finish(database, made)
    assert order[0] in order_of(shown(database))[other]


def test_points_without_a_van_get_one_when_there_is_room_now(database):
    made = drafted(database, {name: at._replace(eggs=10) for name, at in DAY.items()}, vans=1, max_weight_g=40_000)
    assert made.plan.unplanned
    van(database, "V2", max_weight_g=200_000)
    answer = finish(database, made)
    assert answer["better"]
    assert shown(database).is_feasible


def test_a_locked_van_stays_as_it_is_while_the_others_are_finished(database):
    made = live(database, vans=2, max_weight_g=40_000)
    first, second = shown(database).routes
    routing.lock_route(database, MANAGER, first.id)
    routing.reverse_route(database, MANAGER, made.id, second.van_id)
    finish(database, made)
    assert shown(database).routes[0].stops == first.stops


def test_what_a_person_allowed_beyond_a_limit_is_not_thrown_off(database):
    made = drafted(database, {"甲": Place(4_000, 0, 10), "乙": Place(-4_000, 0, 10)}, vans=2, max_weight_g=20_000)
    [other] = order_of(made.plan)["V2"]
    routing.move_stop(database, MANAGER, made.id, made.points[other], made.vans["V1"], override="只此一次")
    before = order_of(shown(database))
    finish(database, made)
    assert order_of(shown(database)) == before


def test_a_plan_changed_during_the_search_is_not_written_over(database):
    made, _ = muddled(database)

    def meanwhile(problem, start, told):
        routing.reverse_route(database, MANAGER, made.id, made.vans["V1"])
        return start

    with pytest.raises(Outdated):
        finish(database, made, search=meanwhile)


def test_a_search_that_starts_from_the_plan_gets_it(database):
    made, zigzag = muddled(database)
    seen = []

    def looks(problem, start, told):
        seen.append(start)
        return start

    assert finish(database, made, search=looks)["better"] is False
    assert [type(trip) for trip in seen[0].trips] == [Trip]
    assert order_of(shown(database)) == {"V1": zigzag}


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_cancelled_search_leaves_the_plan_as_it_was(database):
    made, zigzag = muddled(database)
    solver = SolverProcess(seconds=30, cores=1)
    with pytest.raises(SearchCancelled):
        finish(database, made, search=solver.search, shown=lambda _plan: solver.cancel())
    assert order_of(shown(database)) == {"V1": zigzag}


@pytest.mark.parametrize("kind", ["sqlite"])
def test_better_plans_are_shown_while_the_search_goes_on_and_none_is_stored(database):
    made = drafted(database, vans=1)
    seen = []
    solver = SolverProcess(seconds=1.5, cores=1)
    routing.plan_routes(database, MANAGER, "0525", search=solver.search, shown=seen.append)
    assert seen
    assert all(plan.id == 0 and plan.is_feasible for plan in seen)
    assert sorted(stop.point for route in seen[0].routes for stop in route.stops) == sorted(DAY)
    with database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM route_plan")).scalar_one() == 2
    assert made.plan.version == 1


def test_an_amendment_does_not_stand_in_the_way_of_an_undo(database):
    made = drafted(database, vans=1)
    order = order_of(made.plan)["V1"]
    routing.reverse_route(database, MANAGER, made.id, made.vans["V1"])
    with database.read() as connection:
        product = connection.execute(text("SELECT id FROM product WHERE name = :n"), {"n": EGGS}).scalar_one()
    cutoff.amend_order(database, MANAGER, order_ids(database)["0525-0"], product, 3, "少要")
    with database.writer.begin() as connection:
        connection.execute(update(PointRecord).values(service_min=7))
    undo(database, made)
    assert order_of(shown(database))["V1"] == order
