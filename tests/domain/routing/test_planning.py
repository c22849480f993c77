"""Plans of a day: every point once, limits kept or told by name, and what to do when something is missing."""

from __future__ import annotations

import pytest
from sqlalchemy import text, update

from domain.common.errors import NotAllowed, Outdated, RuleBroken
from domain.common.sentences import in_language, sentence
from domain.cutoff import operations as cutoff
from domain.cutoff.words import CycleNotCut
from domain.places.records import PointRecord, VanRecord
from domain.routing import operations as routing
from domain.routing.operations.searching import in_this_process
from domain.routing.queries import drops
from tests.builders import CLERK, EGGS, MANAGER, cycle, order_ids, shop
from tests.domain.routing.scene import (
    DAY,
    Place,
    cut_day,
    cycle_number,
    drafted,
    driver,
    live,
    order_of,
    ordered,
    scattered,
    shown,
    van,
    warehouse_at,
)
from workers.solver_process import SolverProcess


def plan(database, **how):
    return routing.plan_routes(database, MANAGER, "0525", **{"seconds": 0.3, **how}).answer


def test_every_point_is_a_stop_of_one_van_and_the_sums_are_those_of_the_routes(database):
    made = drafted(database)
    served = [stop.point for route in made.plan.routes for stop in route.stops]
    assert sorted(served) == sorted(DAY)
    assert made.plan.is_feasible
    for route in made.plan.routes:
        assert [stop.drop_no for stop in route.stops] == list(range(1, len(route.stops) + 1))
        assert route.weight_g == sum(stop.weight_g for stop in route.stops)
        assert route.totes == sum(stop.totes for stop in route.stops)
        assert 300 <= route.start_min <= route.stops[0].arrive_min < route.end_min <= 720
    assert made.plan.distance_m == sum(route.distance_m for route in made.plan.routes) > 30_000
    assert made.plan.cost_fen == sum(route.cost_fen for route in made.plan.routes)


def test_a_load_is_the_frozen_demand_with_what_was_amended(database):
    points = cut_day(database)
    eggs = {order: number for order, number in order_ids(database).items() if order == "0525-0"}
    with database.read() as connection:
        product = connection.execute(text("SELECT id FROM product WHERE name = :n"), {"n": EGGS}).scalar_one()
    cutoff.amend_order(database, MANAGER, eggs["0525-0"], product, 3, "少要")
    warehouse_at(database)
    van(database)
    plan(database)
    loads = {stop.point: stop.weight_g for route in shown(database).routes for stop in route.stops}
    assert loads["东站"] == 3 * 1500 + 1500
    assert loads["西溪"] == 6 * 1500 + 1500
    assert set(loads) <= set(points)


def test_crates_are_predicted_by_weight_volume_and_temperature(database):
    made = drafted(database, {"重": Place(1000, 0, 40), "轻": Place(0, 1000, 1), "冷": Place(500, 500, 1, milk=2)},
                   cold_box=True)  # fmt: skip
    totes = {stop.point: stop.totes for route in made.plan.routes for stop in route.stops}
    # 61.5 kg at 15 kg a crate; what is cold never shares a crate with what is not.
    assert totes == {"重": 5, "轻": 1, "冷": 2}


def test_a_point_is_served_within_its_hours(database):
    late = Place(1_000, 6_000, 8, more={"opens_min": 600, "closes_min": 630})
    early = Place(7_000, 500, 12, more={"opens_min": 300, "closes_min": 340})
    made = drafted(database, {**DAY, "东站": late, "城北": early}, vans=1)
    hours = {stop.point: (stop.arrive_min, stop.is_late) for route in made.plan.routes for stop in route.stops}
    assert 600 <= hours["东站"][0] <= 630
    assert hours["城北"][0] <= 340
    assert not any(is_late for _, is_late in hours.values())


@pytest.mark.parametrize(
    ("limit", "places", "of_van"),
    [
        ("weight", {"重": Place(1_000, 0, 30)}, {"max_weight_g": 46_000}),
        ("volume", {"大": Place(1_000, 0, 30)}, {"max_volume_ml": 60_000}),
        ("totes", {"多": Place(1_000, 0, 30)}, {"max_totes": 2}),
        ("window", {"早": Place(20_000, 0, 1, more={"opens_min": 300, "closes_min": 310})}, {}),
        ("shift", {"远": Place(90_000, 0, 1)}, {"shift_end_min": 360}),
        ("cold", {"冷": Place(1_000, 0, 1, milk=1)}, {}),
        ("no_place", {"无": Place(0, 0, 1, more={"lat_e6": None, "lon_e6": None})}, {}),
    ],
)
def test_a_point_no_van_can_take_is_left_out_with_the_limit_in_its_way(database, limit, places, of_van):
    made = drafted(database, {"近": Place(500, 0, 1), **places}, **of_van)
    assert [(row.point, row.limit) for row in made.plan.unplanned] == [(next(iter(places)), limit)]
    assert order_of(made.plan) == {"V1": ["近"]}
    assert not made.plan.is_feasible


def test_when_the_vans_are_full_the_rest_is_left_out_by_weight(database):
    made = drafted(database, {name: Place(index * 1000, 500, 10) for index, name in enumerate("甲乙丙丁")}, vans=2,
                   max_weight_g=20_000)  # fmt: skip
    assert sorted(len(stops) for stops in order_of(made.plan).values()) == [1, 1]
    assert [row.limit for row in made.plan.unplanned] == ["weight", "weight"]


def test_goods_that_must_stay_cold_go_into_the_van_with_the_cold_box(database):
    cut_day(database, {**DAY, "冷库边": Place(3_000, 3_000, 2, milk=5)})
    warehouse_at(database)
    van(database, "V1", fixed_cost_fen=0)
    van(database, "V2", cold_box=True, fixed_cost_fen=50_000)
    plan(database)
    assert "冷库边" in order_of(shown(database))["V2"]


def test_a_van_that_is_not_needed_stays_in_the_yard(database):
    assert len(drafted(database, vans=4).plan.routes) == 1


def test_the_usual_driver_comes_with_the_van(database):
    cut_day(database)
    warehouse_at(database)
    driver(database, "老周", van(database))
    plan(database)
    assert [route.driver for route in shown(database).routes] == ["老周"]


def test_without_a_van_every_point_is_left_out_and_one_sentence_says_what_to_do(database):
    cut_day(database)
    warehouse_at(database)
    answer = plan(database)
    assert (answer["vans"], answer["stops"], answer["feasible"]) == (0, 0, False)
    assert {row["limit"] for row in answer["unplanned"]} == {"no_van"}
    assert [notice["code"] for notice in answer["advice"]] == ["unplanned_no_van"]


def test_without_the_warehouses_coordinates_one_sentence_says_so(database):
    cut_day(database)
    van(database)
    warehouse_at(database, None)
    answer = plan(database)
    assert len(answer["unplanned"]) == len(DAY)
    assert [notice["code"] for notice in answer["advice"]] == ["unplanned_no_warehouse_place"]


def test_a_retired_van_and_the_van_of_another_warehouse_do_not_drive(database):
    cut_day(database)
    warehouse_at(database)
    van(database, "V1")
    van(database, "V2")
    with database.writer.begin() as connection:
        connection.execute(update(VanRecord).where(VanRecord.code == "V1").values(active=False))
    plan(database)
    assert list(order_of(shown(database))) == ["V2"]


@pytest.mark.parametrize("kind", ["sqlite"])
def test_the_same_seed_and_work_give_the_same_plan(database):
    cut_day(database, scattered(8))
    warehouse_at(database)
    van(database, "V1", max_weight_g=60_000)
    van(database, "V2", max_weight_g=60_000)
    found = []
    for _ in range(2):
        solver = SolverProcess(iterations=500, cores=1, seed=7)
        plan(database, search=solver.search)
        found.append(order_of(shown(database)))
    assert found[0] == found[1]


def test_a_cycle_that_is_not_cut_has_no_plan(database):
    shop(database)
    cycle(database)
    with pytest.raises(CycleNotCut):
        plan(database)


def test_a_clerk_does_not_plan(database):
    cut_day(database)
    with pytest.raises(NotAllowed):
        routing.plan_routes(database, CLERK, "0525")


def test_a_demand_amended_during_the_search_is_not_planned_over(database):
    cut_day(database)
    warehouse_at(database)
    van(database)

    def slow(problem, start, told):
        with database.writer.begin() as connection:
            connection.execute(update(PointRecord).values(service_min=9))
        return in_this_process(0.3, 1)(problem, start, told)

    with pytest.raises(Outdated):
        plan(database, search=slow)
    with database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM route_plan")).scalar_one() == 0


def test_the_same_command_again_plans_once(database):
    cut_day(database)
    warehouse_at(database)
    van(database)
    first = routing.plan_routes(database, MANAGER, "0525", seconds=0.2, command_id="plan-0001")
    again = routing.plan_routes(database, MANAGER, "0525", seconds=0.2, command_id="plan-0001")
    assert again.repeated
    assert again.answer == first.answer
    with database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM route_plan")).scalar_one() == 1


def test_drops_are_known_once_a_plan_is_accepted(database):
    made = drafted(database)
    with database.read() as connection:
        assert drops(connection, cycle_number(database)) == {}
    routing.accept_plan(database, MANAGER, made.id)
    with database.read() as connection:
        found = drops(connection, cycle_number(database))
    expected = {
        stop.point_id: (route.id, route.van, stop.drop_no, route.start_min)
        for route in shown(database).routes
        for stop in route.stops
    }
    assert {point: (d.route_id, d.van, d.drop_no, d.depart_min) for point, d in found.items()} == expected


def test_a_live_plan_has_planned_routes(database):
    assert {route.state for route in live(database).plan.routes} == {"planned"}


def test_a_van_that_drives_for_another_cycle_that_day_comes_after_it(database):
    first = live(database, vans=1)
    ordered(database, DAY, "0526")
    routing.plan_routes(database, MANAGER, "0526", seconds=0.3)
    second = shown(database, "0526")
    assert [route.van for route in second.routes] == ["V1"]
    assert second.routes[0].start_min >= first.plan.routes[0].end_min
    routing.accept_plan(database, MANAGER, second.id)
    assert {route.state for route in (*shown(database).routes, *shown(database, "0526").routes)} == {"planned"}


def test_a_van_that_is_never_back_in_time_does_not_drive_twice(database):
    live(database, vans=1, shift_end_min=440)
    with database.writer.begin() as connection:
        connection.execute(text("UPDATE route SET end_min = 440 WHERE is_live = 1"))
    ordered(database, DAY, "0526")
    answer = routing.plan_routes(database, MANAGER, "0526", seconds=0.3).answer
    assert {row["limit"] for row in answer["unplanned"]} == {"no_van"}


def test_two_plans_that_want_one_van_at_once_are_told_apart(database):
    made = drafted(database, vans=1)
    ordered(database, DAY, "0526")
    other = routing.plan_routes(database, MANAGER, "0526", seconds=0.3).answer["plan"]
    routing.accept_plan(database, MANAGER, made.id)
    with pytest.raises(RuleBroken) as told:
        routing.accept_plan(database, MANAGER, other)
    assert told.value.rule == "uq_route_van_once"
    assert "drives another route" in spoken(told.value)


def spoken(refusal):
    with in_language("en"):
        return sentence(refusal)
