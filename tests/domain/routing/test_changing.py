"""A plan in hand: accepted, changed stop by stop, pinned, locked; limits and hours looked at again each time."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from domain.common.errors import NotAllowed, NotFound, Outdated
from domain.common.people import Actor, Role
from domain.cutoff import operations as cutoff
from domain.routing import operations as routing
from domain.routing.words import (
    DriverBusy,
    LimitExceeded,
    NoColdBox,
    PlanBehind,
    PlanInUse,
    PlanSettled,
    RouteFixed,
    StopPinned,
    StopTooLate,
)
from tests.builders import CLERK, EGGS, MANAGER, order_ids
from tests.domain.routing.scene import (
    DAY,
    Place,
    drafted,
    driver,
    live,
    order_of,
    shown,
    van,
)


def two_vans(database, **each):
    """One point a van, so that every move is from one to the other."""
    made = drafted(
        database, {"甲": Place(4_000, 0, 10), "乙": Place(-4_000, 0, 10)}, vans=2, max_weight_g=20_000, **each
    )
    assert sorted(map(len, order_of(made.plan).values())) == [1, 1]
    return made


def van_of(plan, point):
    return next(route for route in plan.routes if point in [stop.point for stop in route.stops])


def product_id(database, name=EGGS):
    with database.read() as connection:
        return connection.execute(text("SELECT id FROM product WHERE name = :n"), {"n": name}).scalar_one()


def amend(database, point, pieces, cycle="0525", places=DAY):
    number = f"{cycle}-{list(places).index(point)}"
    cutoff.amend_order(database, MANAGER, order_ids(database)[number], product_id(database), pieces, "改单")


# Accepting ----------------------------------------------------------------------------------------


def test_an_accepted_plan_supersedes_the_one_before_and_its_drafts(database):
    first = live(database)
    for _ in range(2):
        routing.plan_routes(database, MANAGER, "0525", seconds=0.2)
    with database.read() as connection:
        drafts = connection.execute(text("SELECT id FROM route_plan WHERE state = 'draft' ORDER BY id")).scalars().all()
    answer = routing.accept_plan(database, MANAGER, drafts[1]).answer
    assert (answer["version"], answer["superseded"]) == (3, first.plan.version)
    with database.read() as connection:
        states = dict(connection.execute(text("SELECT version, state FROM route_plan")).all())
        alive = connection.execute(
            text("SELECT count(*) FROM route WHERE is_live = 1 AND plan_id <> :p"), {"p": drafts[1]}
        )
        assert alive.scalar_one() == 0
    assert states == {1: "superseded", 2: "superseded", 3: "live"}


def test_a_plan_is_accepted_once(database):
    made = live(database)
    with pytest.raises(PlanSettled):
        routing.accept_plan(database, MANAGER, made.id)


def test_a_plan_with_a_locked_van_is_not_superseded(database):
    made = live(database)
    routing.lock_route(database, MANAGER, made.plan.routes[0].id)
    routing.plan_routes(database, MANAGER, "0525", seconds=0.2)
    with database.read() as connection:
        draft = connection.execute(text("SELECT id FROM route_plan WHERE state = 'draft'")).scalar_one()
    with pytest.raises(PlanInUse) as told:
        routing.accept_plan(database, MANAGER, draft)
    assert told.value.vans == made.plan.routes[0].van
    assert shown(database).id == made.id
    routing.unlock_route(database, MANAGER, made.plan.routes[0].id)
    routing.accept_plan(database, MANAGER, draft)


def test_what_was_amended_after_the_plan_stands_in_it_when_it_is_accepted(database):
    made = drafted(database)
    amend(database, "东站", 20)
    routing.accept_plan(database, MANAGER, made.id)
    loads = {stop.point: stop.weight_g for route in shown(database).routes for stop in route.stops}
    assert loads["东站"] == 20 * 1500 + 1500


def test_an_amendment_too_heavy_for_the_van_is_told_when_the_plan_is_accepted(database):
    made = two_vans(database)
    amend(database, "甲", 20, places={"甲": 0, "乙": 0})
    with pytest.raises(LimitExceeded) as told:
        routing.accept_plan(database, MANAGER, made.id)
    assert (told.value.limit, told.value.value, told.value.allowed) == ("weight", "31.5 kg", "20 kg")
    assert shown(database).state == "draft"


def test_a_point_that_lost_all_its_goods_is_no_stop_any_more(database):
    made = drafted(database)
    with database.read() as connection:
        lines = connection.execute(
            text("SELECT DISTINCT l.product_id FROM order_line l JOIN orders o ON o.id = l.order_id "
                 "WHERE o.external_no = '0525-0'")).scalars().all()  # fmt: skip
    for product in lines:
        cutoff.amend_order(database, MANAGER, order_ids(database)["0525-0"], product, 0, "退单")
    routing.accept_plan(database, MANAGER, made.id)
    served = [stop.point for route in shown(database).routes for stop in route.stops]
    assert sorted(served) == sorted(set(DAY) - {"东站"})


def test_a_point_that_came_after_the_plan_is_named_and_placed_by_hand(database):
    made = drafted(database)
    with database.writer.begin() as connection:
        # As if its goods had been amended in after the plan: it stands nowhere in it.
        connection.execute(text("DELETE FROM route_stop WHERE point_id = :p"), {"p": made.points["余杭"]})
    with pytest.raises(PlanBehind) as told:
        routing.accept_plan(database, MANAGER, made.id)
    assert told.value.points == "余杭"
    routing.move_stop(database, MANAGER, made.id, made.points["余杭"], made.vans["V1"])
    routing.accept_plan(database, MANAGER, made.id)
    assert "余杭" in order_of(shown(database))["V1"]


def test_a_plan_of_a_cutoff_that_was_taken_back_is_not_accepted(database):
    made = drafted(database)
    cutoff.reopen(database, MANAGER, "0525", "漏单")
    cutoff.cut_off(database, MANAGER, "0525")
    with pytest.raises(Outdated):
        routing.accept_plan(database, MANAGER, made.id)


# By hand ------------------------------------------------------------------------------------------


def test_a_stop_moves_to_another_place_and_the_others_close_up(database):
    made = live(database)
    before = order_of(made.plan)["V1"]
    routing.move_stop(database, MANAGER, made.id, made.points[before[0]], made.vans["V1"], 3)
    after = shown(database)
    assert order_of(after)["V1"] == [before[1], before[2], before[0], *before[3:]]
    assert [stop.drop_no for stop in after.routes[0].stops] == list(range(1, len(before) + 1))
    assert after.distance_m == after.routes[0].distance_m != made.plan.distance_m


def test_a_stop_moved_to_a_van_without_a_route_gives_it_one(database):
    made = live(database)
    routing.move_stop(database, MANAGER, made.id, made.points["滨江"], made.vans["V2"])
    after = shown(database)
    assert order_of(after)["V2"] == ["滨江"]
    assert {route.state for route in after.routes} == {"planned"}
    assert after.cost_fen == sum(route.cost_fen for route in after.routes)


def test_a_draft_route_without_stops_goes(database):
    made = two_vans(database, max_totes=60)
    with database.writer.begin() as connection:
        connection.execute(text("UPDATE van SET max_weight_g = 1000000"))
    point = order_of(made.plan)["V2"][0]
    routing.move_stop(database, MANAGER, made.id, made.points[point], made.vans["V1"], override="今天合并")
    assert list(order_of(shown(database))) == ["V1"]


def test_a_stop_is_put_where_it_costs_least(database):
    made = live(database, {"一": Place(2_000, 0), "二": Place(4_000, 0), "三": Place(6_000, 0), "四": Place(8_000, 0)})
    routing.move_stop(database, MANAGER, made.id, made.points["二"], made.vans["V2"])
    routing.move_stop(database, MANAGER, made.id, made.points["二"], made.vans["V1"])
    assert order_of(shown(database))["V1"] in (["一", "二", "三", "四"], ["四", "三", "二", "一"])


def test_two_stops_swap_their_places_also_between_vans(database):
    made = two_vans(database)
    before = order_of(made.plan)
    routing.swap_stops(database, MANAGER, made.id, made.points["甲"], made.points["乙"])
    assert order_of(shown(database)) == {"V1": before["V2"], "V2": before["V1"]}


def test_a_reversed_route_is_driven_the_other_way_round(database):
    made = live(database)
    routing.reverse_route(database, MANAGER, made.id, made.vans["V1"])
    assert order_of(shown(database))["V1"] == order_of(made.plan)["V1"][::-1]


def test_a_load_beyond_the_limit_is_refused_with_its_numbers(database):
    made = two_vans(database)
    other = next(van for van in made.vans if order_of(made.plan)[van] != ["甲"])
    with pytest.raises(LimitExceeded) as told:
        routing.move_stop(database, MANAGER, made.id, made.points["甲"], made.vans[other])
    assert (told.value.limit, told.value.value, told.value.allowed) == ("weight", "33 kg", "20 kg")
    assert order_of(shown(database)) == order_of(made.plan)


def test_a_named_person_lets_a_limit_be_broken_and_it_stands_in_the_route(database):
    made = two_vans(database)
    to = next(route for route in made.plan.routes if route.stops[0].point != "甲")
    routing.move_stop(database, MANAGER, made.id, made.points["甲"], to.van_id, override="路近，慢开")
    route = van_of(shown(database), "甲")
    assert (route.van, route.weight_g, route.max_weight_g) == (to.van, 33_000, 33_000)
    assert (route.over_by, route.over_reason) == (MANAGER.person, "路近，慢开")
    routing.accept_plan(database, MANAGER, made.id)


def test_an_override_needs_the_right_and_a_reason(database):
    made = two_vans(database)
    to = next(route for route in made.plan.routes if route.stops[0].point != "甲")
    with pytest.raises(LimitExceeded):
        routing.move_stop(database, MANAGER, made.id, made.points["甲"], to.van_id, override="  ")
    with pytest.raises(NotAllowed):
        routing.move_stop(database, CLERK, made.id, made.points["甲"], to.van_id, override="路近")


def test_a_stop_reached_after_its_hours_is_refused_with_both_times(database):
    early = Place(-4_000, 0, 1, more={"opens_min": 300, "closes_min": 320})
    made = live(database, {"早": early, "远": Place(15_000, 0, 1)}, vans=1)
    assert order_of(made.plan)["V1"] == ["早", "远"]
    with pytest.raises(StopTooLate) as told:
        routing.reverse_route(database, MANAGER, made.id, made.vans["V1"])
    assert (told.value.point, told.value.closes) == ("早", "05:20")
    assert told.value.arrive > "05:20"
    routing.reverse_route(database, MANAGER, made.id, made.vans["V1"], override="团长说可以晚")
    route = shown(database).routes[0]
    assert route.stops[1].is_late
    assert route.over_by == MANAGER.person


def test_chilled_goods_do_not_go_into_a_van_without_a_cold_box(database):
    made = drafted(database, {"冷": Place(4_000, 0, 1, milk=3)}, vans=1, cold_box=True)
    warm = van(database, "V9")
    with pytest.raises(NoColdBox):
        routing.move_stop(database, MANAGER, made.id, made.points["冷"], warm)


def test_a_point_without_coordinates_is_placed_by_hand(database):
    nowhere = Place(0, 0, 1, more={"lat_e6": None, "lon_e6": None})
    made = drafted(database, {"近": Place(500, 0, 1), "无": nowhere}, vans=1)
    routing.move_stop(database, MANAGER, made.id, made.points["无"], made.vans["V1"], 1)
    after = shown(database)
    assert order_of(after)["V1"] == ["无", "近"]
    assert after.is_feasible
    routing.accept_plan(database, MANAGER, made.id)


def test_a_change_that_does_not_make_it_worse_is_taken_though_the_limit_is_broken(database):
    made = two_vans(database)
    to = next(route for route in made.plan.routes if route.stops[0].point != "甲")
    routing.move_stop(database, MANAGER, made.id, made.points["甲"], to.van_id, override="路近")
    routing.reverse_route(database, CLERK if CLERK.may("plan_routes") else MANAGER, made.id, to.van_id)
    assert len(order_of(shown(database))[to.van]) == 2


# Pins, drivers, locks -----------------------------------------------------------------------------


def test_a_pinned_stop_keeps_its_van_in_the_next_plan(database):
    made = live(database)
    routing.move_stop(database, MANAGER, made.id, made.points["西溪"], made.vans["V2"])
    routing.pin_stop(database, MANAGER, made.id, made.points["西溪"])
    routing.plan_routes(database, MANAGER, "0525", seconds=0.5)
    with database.read() as connection:
        newest = connection.execute(text("SELECT max(id) FROM route_plan")).scalar_one()
    routing.accept_plan(database, MANAGER, newest)
    after = shown(database)
    assert "西溪" in order_of(after)["V2"]
    assert [stop.point for route in after.routes for stop in route.stops if stop.is_pinned] == ["西溪"]


def test_a_pinned_stop_is_not_moved_to_another_van(database):
    made = live(database)
    routing.pin_stop(database, MANAGER, made.id, made.points["西溪"])
    with pytest.raises(StopPinned):
        routing.move_stop(database, MANAGER, made.id, made.points["西溪"], made.vans["V2"])
    routing.pin_stop(database, MANAGER, made.id, made.points["西溪"], pinned=False)
    routing.move_stop(database, MANAGER, made.id, made.points["西溪"], made.vans["V2"])


def test_a_driver_drives_one_van_at_a_time(database):
    made = two_vans(database)
    wang = driver(database, "老王")
    one, other = made.plan.routes
    routing.assign_driver(database, MANAGER, one.id, wang)
    with pytest.raises(DriverBusy) as told:
        routing.assign_driver(database, MANAGER, other.id, wang)
    assert (told.value.driver, told.value.van) == ("老王", one.van)
    routing.assign_driver(database, MANAGER, one.id, None)
    routing.assign_driver(database, MANAGER, other.id, wang)
    assert [route.driver for route in shown(database).routes] == ["", "老王"]


def test_a_locked_route_stays_as_it_is_until_it_is_unlocked(database):
    made = live(database)
    route = made.plan.routes[0]
    routing.lock_route(database, MANAGER, route.id)
    with pytest.raises(RouteFixed) as told:
        routing.reverse_route(database, MANAGER, made.id, route.van_id)
    assert told.value.state == "locked"
    with pytest.raises(RouteFixed):
        routing.lock_route(database, MANAGER, route.id)
    routing.unlock_route(database, MANAGER, route.id)
    routing.reverse_route(database, MANAGER, made.id, route.van_id)


def test_a_superseded_plan_is_not_changed(database):
    made = live(database)
    routing.plan_routes(database, MANAGER, "0525", seconds=0.2)
    with database.read() as connection:
        newest = connection.execute(text("SELECT max(id) FROM route_plan")).scalar_one()
    routing.accept_plan(database, MANAGER, newest)
    with pytest.raises(PlanSettled):
        routing.reverse_route(database, MANAGER, made.id, made.vans["V1"])
    with pytest.raises(PlanSettled):
        routing.pin_stop(database, MANAGER, made.id, made.points["西溪"])


def test_what_does_not_exist_is_named(database):
    made = live(database)
    with pytest.raises(NotFound):
        routing.move_stop(database, MANAGER, 999, made.points["西溪"], made.vans["V1"])
    with pytest.raises(NotFound):
        routing.move_stop(database, MANAGER, made.id, 999, made.vans["V1"])
    with pytest.raises(NotFound):
        routing.move_stop(database, MANAGER, made.id, made.points["西溪"], 999)
    with pytest.raises(NotFound):
        routing.accept_plan(database, MANAGER, 999)
    with pytest.raises(NotFound):
        routing.lock_route(database, MANAGER, 999)


def test_only_who_plans_may_change_a_plan(database):
    made = live(database)
    picker = Actor("阿强", "分拣台", Role.PICKER)
    for act in (
        lambda: routing.accept_plan(database, picker, made.id),
        lambda: routing.reverse_route(database, picker, made.id, made.vans["V1"]),
        lambda: routing.lock_route(database, picker, made.plan.routes[0].id),
        lambda: routing.pin_stop(database, picker, made.id, made.points["西溪"]),
        lambda: routing.assign_driver(database, picker, made.plan.routes[0].id, None),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_change_leaves_before_and_after_in_the_trail(database):
    made = live(database)
    routing.reverse_route(database, MANAGER, made.id, made.vans["V1"])
    with database.read() as connection:
        row = connection.execute(text("SELECT before, after, person FROM trail WHERE what = 'reverse_route'")).one()
    first = order_of(made.plan)["V1"][0]
    assert row.person == MANAGER.person
    assert row.before.index(first) < row.before.index(order_of(made.plan)["V1"][-1])
    assert first in row.after
