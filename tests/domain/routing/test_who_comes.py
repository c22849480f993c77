"""Which van may come to a point, which usually does, what a courier is paid, what it costs not to come."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from domain.ordering.records import CycleRecord
from domain.places.records import PointRecord, PointVanRecord, VanRecord
from domain.routing import operations as routing
from domain.routing.queries import day_of, table_of_day
from domain.routing.records import RouteRecord
from domain.routing.rules.checking import checked
from domain.routing.rules.placing import completed
from domain.routing.rules.preparing import problem_of
from domain.routing.words import Limit, NoColdBox, Proposal, VanNotAllowed
from tests.builders import MANAGER, insert_row
from tests.domain.routing.scene import DAY, Place, cut_day, drafted, live, order_of, ordered, shown, van, warehouse_at
from tests.kept_scenes import kept


@kept
def a_day(database, **of_van):
    """The usual day cut, two vans, nothing planned yet: (points' ids, vans' ids)."""
    points = cut_day(database)
    warehouse_at(database)
    return points, {code: van(database, code, **of_van) for code in ("V1", "V2")}


def only(database, point_id, *van_ids):
    with database.writer.begin() as connection:
        for van_id in van_ids:
            connection.execute(PointVanRecord.__table__.insert().values(point_id=point_id, van_id=van_id))


def driven(database, days_ago):
    """What is planned was driven so many days before the cycles' day."""
    with database.writer.begin() as connection:
        day = connection.execute(select(CycleRecord.delivery_day)).scalars().first()
        connection.execute(update(RouteRecord).values(delivery_day=day - timedelta(days=days_ago)))


def problem(database, code="0525"):
    with database.read() as connection:
        day = day_of(connection, code)
        return day, problem_of(day, {}, table_of_day(connection, day))


def site_of(database, name, code="0525"):
    day, found = problem(database, code)
    return next(site for point, site in zip(day.points, found.sites, strict=True) if point.name == name)


def test_a_point_is_served_by_one_of_the_vans_that_may_come(database):
    points, vans = a_day(database)
    only(database, points["西溪"], vans["V2"])
    routing.plan_routes(database, MANAGER, "0525", seconds=0.3)
    assert "西溪" in order_of(shown(database))["V2"]


def test_a_point_whose_vans_do_not_drive_is_left_out_and_told_why(database):
    points, vans = a_day(database)
    only(database, points["西溪"], vans["V2"])
    with database.writer.begin() as connection:
        connection.execute(update(VanRecord).where(VanRecord.code == "V2").values(active=False))
    answer = routing.plan_routes(database, MANAGER, "0525", seconds=0.3).answer
    assert answer["unplanned"] == [{"point": "西溪", "limit": "vans"}]
    assert [notice["code"] for notice in answer["advice"]] == ["unplanned_vans"]
    assert answer["stops"] == len(DAY) - 1


def test_by_hand_another_van_comes_only_when_a_person_allows_it(database):
    points, vans = a_day(database)
    only(database, points["西溪"], vans["V1"])
    routing.plan_routes(database, MANAGER, "0525", seconds=0.3)
    made = shown(database)
    with pytest.raises(VanNotAllowed) as told:
        routing.move_stop(database, MANAGER, made.id, points["西溪"], vans["V2"])
    assert (told.value.van, told.value.point) == ("V2", "西溪")
    routing.move_stop(database, MANAGER, made.id, points["西溪"], vans["V2"], override="V1 坏了")
    assert "西溪" in order_of(shown(database))["V2"]


def test_the_usual_van_is_the_one_that_came_last_else_the_one_entered(database):
    made = live(database, vans=2)
    with database.writer.begin() as connection:
        connection.execute(update(PointRecord).values(van_id=made.vans["V2"]))
    carriers = {"V1": 0, "V2": 1}
    assert site_of(database, "西溪").usual == carriers["V2"]
    ordered(database, DAY, "0526")
    driven(database, days_ago=2)
    served_by = {point: code for code, points in order_of(made.plan).items() for point in points}
    assert {name: site_of(database, name, "0526").usual for name in DAY} == {
        name: carriers[served_by[name]] for name in DAY
    }


def test_a_van_that_came_a_month_ago_is_not_the_usual_one(database):
    live(database, vans=1)
    ordered(database, DAY, "0526")
    driven(database, days_ago=30)
    assert site_of(database, "西溪", "0526").usual is None


def test_a_courier_is_paid_by_the_stop_and_until_its_last_one(database):
    points = cut_day(database)
    warehouse_at(database)
    van(database, "H1", is_hired=True, stop_cost_fen=600, fixed_cost_fen=0, km_cost_fen=0, hour_cost_fen=0)
    routing.plan_routes(database, MANAGER, "0525", seconds=0.3)
    [route] = shown(database).routes
    assert route.cost_fen == 600 * len(points)
    assert route.end_min == route.stops[-1].leave_min


def test_a_cold_box_takes_as_many_crates_as_it_has_room_for(database):
    cold = {name: Place(1_000 * north, 500, 1, milk=20) for north, name in enumerate("甲乙丙", start=1)}
    made = drafted(database, cold, vans=1, cold_box=True, max_cold_totes=4)
    # 20 kg of milk are two crates; the third point's would be the fifth and sixth.
    assert [row.limit for row in made.plan.unplanned] == ["cold"]
    left = made.plan.unplanned[0].point_id
    with pytest.raises(NoColdBox):
        routing.move_stop(database, MANAGER, made.id, left, made.vans["V1"])


def test_a_point_with_a_price_stays_out_when_going_there_costs_more(database):
    far = Place(60_000, 0, 1, more={"leave_out_fen": 500})
    near = Place(1_000, 1_000, 1, more={"leave_out_fen": 100_000})
    cut_day(database, {**DAY, "远": far, "近": near})
    warehouse_at(database)
    van(database)
    day, found = problem(database)
    names = [point.name for point in day.points]
    whole, left_out = completed(found, Proposal(()), range(len(names)))
    assert {names[site]: limit for site, limit in left_out.items()} == {"远": Limit.PRICE}
    assert checked(found, whole).is_sound


def test_a_van_busy_for_another_cycle_reloads_before_it_drives_for_this_one(database):
    first = live(database, vans=1, reload_min=45, max_trips=3)
    ordered(database, DAY, "0526")
    day, found = problem(database, "0526")
    assert found.carriers[0].shift_start_s == (first.plan.routes[0].end_min + 45) * 60
    assert (day.vans[0].trip, found.carriers[0].max_trips) == (2, 2)


def test_unused_columns_are_as_before(database):
    insert_row(database, VanRecord, code="V9", warehouse_id=1, max_weight_g=1, max_volume_ml=1, max_totes=1)
    with database.read() as connection:
        row = connection.execute(select(VanRecord.__table__).where(VanRecord.code == "V9")).one()
    assert (row.is_hired, row.stop_cost_fen, row.max_trips, row.reload_min, row.max_cold_totes) == (
        False,
        0,
        1,
        20,
        None,
    )
