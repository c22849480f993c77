"""Waves: cut by route and drop, released with every cell, taken back before the first pick, closed with every outcome."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, text

from domain.common.errors import NotAllowed, NotFound, ReasonNeeded
from domain.cutoff import operations as cutoff
from domain.cutoff.words import SnapshotLocked
from domain.picking import operations as picking
from domain.picking.queries import next_line, pick_lines, point_rows, wave, wave_board
from domain.picking.records import CellRecord, WavePointRecord, WaveRecord
from domain.picking.words import NothingToPlan, PickMethod, WaveNotDone, WaveNotReady, WaveStarted
from domain.places.records import VanRecord
from domain.purchasing.operations import share_shortage
from domain.purchasing.words import ShortageRule
from domain.routing.records import PlanRecord, RouteRecord, StopRecord, UnplannedRecord
from tests.builders import (
    DELIVERY,
    EGGS,
    GARDEN,
    GRAPES,
    MANAGER,
    MELON,
    PICKER,
    RIVER,
    insert_row,
    order_ids,
    point,
    product,
    wanted,
)
from tests.domain.cutoff.books import on_papers, summed
from tests.domain.picking.scene import CODES, hall, outcomes, rows, waves_of
from tests.domain.stock.scene import bring


def cells(hall):
    """(point, product) -> pieces wanted."""
    names = {n: name for name, n in hall.shop.points.items()}, {n: name for name, n in hall.shop.products.items()}
    return summed(
        ((names[0][c.point_id], names[1][c.product_id]), c.wanted - c.cancelled)
        for c in rows(hall.database, CellRecord)
    )


def a_plan(database, left_out, *vans):
    """A live plan: points no van takes; (van code, leaves at minute, [points in drop order])."""
    moment = datetime(2099, 5, 25, 15, tzinfo=UTC)
    sums = {"distance_m": 0, "duration_s": 0, "cost_fen": 0}
    plan = insert_row(
        database, PlanRecord, cycle_id=1, snapshot_id=1, version=1, state="draft", travel="estimate", made_at=moment,
        made_by="李娜", **sums,
    )  # fmt: skip
    for code, start, points in vans:
        limits = {"max_weight_g": 1_000_000, "max_volume_ml": 9_000_000, "max_totes": 50}
        van = insert_row(database, VanRecord, code=code, warehouse_id=1, **limits)
        route = insert_row(
            database, RouteRecord, plan_id=plan, cycle_id=1, delivery_day=DELIVERY, van_id=van, state="draft",
            start_min=start, end_min=start + 200, weight_g=0, volume_ml=0, totes=0, **sums, **limits,
        )  # fmt: skip
        for drop, one in enumerate(points, 1):
            insert_row(
                database, StopRecord, route_id=route, plan_id=plan, point_id=one, drop_no=drop, state="pending",
                arrive_min=start, leave_min=start, weight_g=0, volume_ml=0, totes=0,
            )  # fmt: skip
    left = [{"plan_id": plan, "point_id": one, "limit_hit": "no_place"} for one in left_out]
    with database.writer.begin() as connection:
        connection.execute(insert(UnplannedRecord), left)
        connection.execute(text("UPDATE route_plan SET state = 'live', accepted_at = 1, accepted_by = '李娜'"))
    return plan


# Planning ------------------------------------------------------------------------------------------


def test_without_a_plan_every_point_is_a_wave_by_name(database):
    night = hall(database, release=False)
    assert picking.plan_waves(database, MANAGER, "0525").answer == {"waves": 2, "points": 2}
    with database.read() as connection:
        board = wave_board(connection, "0525")
    assert [(row.name, row.points, row.state) for row in board] == [
        ("W01", (RIVER,), "planned"), ("W02", (GARDEN,), "planned"),
    ]  # fmt: skip
    assert night.waves == {}


def test_with_a_plan_the_last_drop_of_the_first_van_comes_first(database):
    orders = [wanted(f"P{n}", {EGGS: 1}, point=name) for n, name in enumerate("甲乙丙丁")]
    for name in "甲乙丙丁":
        point(database, name)
    night = hall(database, *orders, release=False)
    with database.read() as connection:
        ids = dict(connection.execute(text("SELECT name, id FROM point")).all())
    a_plan(database, {ids["丁"]}, ("京A2", 330, [ids["甲"], ids["乙"]]), ("京A1", 300, [ids["丙"]]))
    picking.plan_waves(database, MANAGER, "0525")
    with database.read() as connection:
        board = wave_board(connection, "0525")
    assert [(row.points[0], row.van, row.due_min) for row in board] == [
        ("丙", "京A1", 300), ("乙", "京A2", 330), ("甲", "京A2", 330), ("丁", "", None),
    ]  # fmt: skip
    assert picking.plan_waves(database, MANAGER, "0525", points_per_wave=None).answer == {"waves": 3, "points": 4}
    with database.read() as connection:
        route = next(row for row in wave_board(connection, "0525") if row.van == "京A2")
        assert [(one.point, one.drop_no) for one in point_rows(connection, route.id)] == [("乙", 2), ("甲", 1)]
    assert night.crates


def test_planning_again_cuts_anew_what_is_not_released(database):
    night = hall(database, release=False)
    picking.plan_waves(database, MANAGER, "0525")
    first = waves_of(night)
    picking.release_wave(database, MANAGER, first[GARDEN])
    assert picking.plan_waves(database, MANAGER, "0525", method=PickMethod.BY_PRODUCT).answer["points"] == 1
    with database.read() as connection:
        assert [row.state for row in wave_board(connection, "0525")] == ["released", "planned"]
    picking.release_all(database, MANAGER, "0525")
    with pytest.raises(NothingToPlan):
        picking.plan_waves(database, MANAGER, "0525")


def test_a_picker_plans_no_waves(database):
    hall(database, release=False)
    with pytest.raises(NotAllowed):
        picking.plan_waves(database, PICKER, "0525")


# Release -------------------------------------------------------------------------------------------


def test_released_cells_hold_what_the_papers_say_in_walking_order(database):
    night = hall(database)
    assert cells(night) == on_papers(database)
    cell = night.cell(GARDEN, GRAPES)
    assert (cell.weighed, cell.nominal_g, cell.tolerance_permille, cell.wanted) == (True, 1500, 50, 2)
    with database.read() as connection:
        lines = pick_lines(connection, night.waves[GARDEN], point_id=night.shop.points[GARDEN])
    assert [line.product for line in lines] == [GRAPES, EGGS]  # by category, for no shelf has its slot yet


def test_a_shelf_decides_where_the_walk_begins(database):
    night = hall(database, release=False)
    with database.writer.begin() as connection:
        row = {"p": night.shop.products[EGGS]}
        connection.execute(text("INSERT INTO slot (warehouse_id, product_id, bin_id) VALUES (1, :p, 1)"), row)
    picking.plan_waves(database, MANAGER, "0525")
    picking.release_all(database, MANAGER, "0525")
    with database.read() as connection:
        lines = pick_lines(connection, waves_of(night)[GARDEN])
    assert [(line.product, line.bin) for line in lines] == [(EGGS, "A-01"), (GRAPES, "")]
    assert next_line(lines, lines[1].cell_id) == lines[0]


def test_amendments_before_the_release_are_in_the_cells(database):
    night = hall(database, release=False)
    orders = order_ids(database)
    cutoff.amend_order(database, MANAGER, orders["A1"], night.shop.products[EGGS], 9, "多要")
    cutoff.amend_order(database, MANAGER, orders["A2"], night.shop.products[EGGS], 0, "不要了")
    picking.plan_waves(database, MANAGER, "0525")
    picking.release_all(database, MANAGER, "0525")
    cell = night.cell(GARDEN, EGGS)
    assert (cell.wanted, cell.cancelled) == (13, 4)
    assert cells(night) == on_papers(database)


def test_a_shortage_shared_before_the_release_is_short_already(database):
    night = hall(database, release=False)
    share(database, night, EGGS, 5)  # of 3, 4 and 2 pieces: 2, 2 and 1
    picking.plan_waves(database, MANAGER, "0525")
    assert picking.release_all(database, MANAGER, "0525").answer["short"] == 4
    cell = night.cell(GARDEN, EGGS)
    assert (cell.short, cell.shared_short, cell.wanted) == (3, 3, 7)


def share(database, night, product, available, rule=ShortageRule.PRO_RATA):
    product_id = night.shop.products[product]
    share_shortage(database, MANAGER, "0525", product_id, rule, available=available)


def test_a_wave_is_taken_back_before_the_first_pick_only(database):
    night = hall(database)
    picking.take_back_wave(database, MANAGER, night.waves[GARDEN])
    assert not [row for row in rows(database, CellRecord) if row.wave_id == night.waves[GARDEN]]
    picking.release_wave(database, MANAGER, night.waves[GARDEN])
    station = night.station()
    station.scan(night.crates[0])
    station.scan(CODES[EGGS])
    with pytest.raises(WaveStarted):
        picking.take_back_wave(database, MANAGER, night.waves[GARDEN])
    with pytest.raises(SnapshotLocked):
        cutoff.reopen(database, MANAGER, "0525", "漏单")
    with pytest.raises(NotFound):
        picking.release_wave(database, MANAGER, 99)
    with pytest.raises(WaveNotReady):
        picking.release_wave(database, MANAGER, night.waves[RIVER])


# Pre-pack ------------------------------------------------------------------------------------------


def test_a_pre_pack_wave_takes_its_cells_out_of_the_nights(database):
    night = hall(database, release=False)
    answer = picking.plan_pre_pack(database, MANAGER, "0525", [night.shop.products[EGGS]]).answer
    assert answer == {"waves": 1, "points": 2}
    picking.plan_waves(database, MANAGER, "0525")
    picking.release_all(database, MANAGER, "0525")
    assert cells(night) == on_papers(database)
    with database.read() as connection:
        board = wave_board(connection, "0525")
    assert [(row.kind, row.method, row.lines) for row in board] == [
        ("pre_pack", "by_product", 2), ("night", "by_point", 1), ("night", "by_point", 1),
    ]  # fmt: skip


def test_what_is_packed_the_day_before_is_left_out_of_waves_planned_earlier(database):
    night = hall(database, release=False)
    picking.plan_waves(database, MANAGER, "0525")
    picking.plan_pre_pack(database, MANAGER, "0525", [night.shop.products[EGGS]])
    picking.release_wave(database, MANAGER, waves_of_kind(database, "night")[0])
    picking.release_all(database, MANAGER, "0525")
    assert cells(night) == on_papers(database)


def waves_of_kind(database, kind):
    return [row.id for row in rows(database, WaveRecord) if row.kind == kind]


def test_without_a_choice_what_keeps_is_packed_before(database):
    night = hall(database, release=False)
    with database.writer.begin() as connection:
        facts = {"egg": night.shop.products[EGGS], "melon": night.shop.products[MELON]}
        connection.execute(text("UPDATE product SET shelf_life_days = 3 WHERE id = :egg"), facts)
        connection.execute(text("UPDATE product SET shelf_life_days = 90 WHERE id = :melon"), facts)
    picking.plan_pre_pack(database, MANAGER, "0525")
    (made,) = [row for row in rows(database, WaveRecord) if row.kind == "pre_pack"]
    assert made.products == f",{night.shop.products[MELON]},"
    assert len(rows(database, WavePointRecord)) == 1


# Pause, check, close -------------------------------------------------------------------------------


def test_a_pause_says_why(database):
    night = hall(database)
    with pytest.raises(ReasonNeeded):
        picking.pause_wave(database, MANAGER, night.waves[GARDEN], " ")
    with pytest.raises(WaveNotReady):
        picking.pause_wave(database, MANAGER, night.waves[GARDEN], "夜宵")


def test_a_wave_with_open_lines_is_neither_checked_nor_closed(database):
    night = hall(database)
    station = night.station()
    station.scan(night.crates[0])
    station.scan(CODES[EGGS], quantity=4)
    for act in (picking.check_wave, picking.close_wave):
        with pytest.raises(WaveNotDone) as told:
            act(database, MANAGER, night.waves[GARDEN])
        assert (told.value.lines, told.value.pieces) == (2, 5)
    assert night.wave(GARDEN).state == "picking"


def test_a_checked_wave_goes_back_to_picking_or_is_closed(database):
    night = hall(database)
    night.station().finish()
    picking.check_wave(database, MANAGER, night.waves[GARDEN])
    picking.resume_wave(database, MANAGER, night.waves[GARDEN])
    answer = picking.close_wave(database, MANAGER, night.waves[GARDEN]).answer
    assert answer == {
        "wave": "W02", "lines": 3, "wanted": 9, "picked": 9, "substituted": 0, "short": 0, "cancelled": 0,
        "amount_fen": 9000, "final_fen": 9000,
    }  # fmt: skip
    assert night.wave(GARDEN).state == "closed"


def ended(database):
    """{(order, product): (picked, substituted, short, cancelled, weight, final)}"""
    names = {number: name for name, number in order_ids(database).items()}
    products = {cell.id: cell.product_id for cell in rows(database, CellRecord)}
    with database.read() as connection:
        called = dict(connection.execute(text("SELECT id, name FROM product")).all())
    return {
        (names[row.order_id], called[products[row.cell_id]]): (
            row.picked, row.substituted, row.short, row.cancelled, row.weight_g, row.final_fen,
        )
        for row in outcomes(database)
    }  # fmt: skip


def test_who_paid_last_goes_short(database):
    paid = {"A1": 3, "A2": 1, "A3": 2}
    orders = [
        wanted(key, {EGGS: 3}, ordered_at=datetime(2099, 5, 25, hour, tzinfo=UTC), sequence=9 - hour)
        for key, hour in paid.items()
    ]
    night = hall(database, *orders)
    station = night.station()
    station.scan(night.crates[0])
    station.scan(CODES[EGGS], quantity=5)
    station.short(EGGS)
    picking.close_wave(database, MANAGER, night.waves[GARDEN])
    assert ended(database) == {
        ("A2", EGGS): (3, 0, 0, 0, None, 3000), ("A3", EGGS): (2, 0, 1, 0, None, 2000), ("A1", EGGS): (0, 0, 3, 0, None, 0),
    }  # fmt: skip


def test_a_share_of_a_shortage_decides_otherwise(database):
    night = hall(database, release=False)
    share(database, night, EGGS, 5)
    picking.plan_waves(database, MANAGER, "0525")
    picking.release_all(database, MANAGER, "0525")
    night.waves = waves_of(night)
    night.station().finish()
    picking.close_wave(database, MANAGER, night.waves[GARDEN])
    found = ended(database)
    assert found["A1", EGGS] == (2, 0, 1, 0, None, 2000)
    assert found["A2", EGGS] == (2, 0, 2, 0, None, 2000)


def test_the_price_follows_the_weight(database):
    night = hall(database)
    station = night.station()
    station.scan(night.crates[0])
    station.scan(CODES[EGGS], quantity=7)
    station.weigh(GRAPES, 1450)
    station.weigh(GRAPES, 1530)
    picking.close_wave(database, MANAGER, night.waves[GARDEN])
    # 2000 fen for 3000 g: 2980 g cost 1986.67
    assert ended(database)["A1", GRAPES] == (2, 0, 0, 0, 2980, 1987)


def test_cancelled_short_and_substituted_pieces_are_each_accounted_for(database):
    night = hall(database)
    orders = order_ids(database)
    cutoff.amend_order(database, MANAGER, orders["A2"], night.shop.products[EGGS], 3, "少要一盒")
    station = night.station()
    station.scan(night.crates[0])
    station.weigh(GRAPES, 1500)
    station.short(GRAPES)
    station.substitute(EGGS, a_second_kind(database, night), order_id=orders["A2"])
    station.scan(CODES[EGGS], quantity=4)
    with pytest.raises(WaveNotDone):
        picking.close_wave(database, MANAGER, night.waves[GARDEN])
    station.short(EGGS, quantity=1)
    answer = picking.close_wave(database, MANAGER, night.waves[GARDEN]).answer
    found = ended(database)
    assert found["A1", EGGS] == (3, 0, 0, 0, None, 3000)
    assert found["A2", EGGS] == (1, 1, 1, 1, None, 1900)
    assert found["A1", GRAPES] == (1, 0, 1, 0, 1500, 1000)
    assert (answer["picked"], answer["substituted"], answer["short"], answer["cancelled"]) == (5, 1, 2, 1)


def a_second_kind(database, night):
    night.shop.products["鸭蛋"] = product(database, "鸭蛋", category="蛋", price_fen=900)
    bring(database, 1, night.shop.products["鸭蛋"], 5, lot="D1")
    return "鸭蛋"


def test_a_wave_that_is_all_short_closes_without_a_pick(database):
    night = hall(database, release=False, pieces=0)
    share(database, night, EGGS, None)
    picking.plan_waves(database, MANAGER, "0525")
    picking.release_all(database, MANAGER, "0525")
    night.waves = waves_of(night)
    station = night.station(RIVER)
    station.short(MELON)
    picking.close_wave(database, MANAGER, night.waves[RIVER])
    assert ended(database)["B1", EGGS] == (0, 0, 2, 0, None, 0)


# The board -----------------------------------------------------------------------------------------


def test_the_board_shows_progress_people_and_pace(database):
    night = hall(database)
    station = night.station()
    station.scan(night.crates[0])
    station.scan(CODES[EGGS], quantity=7)
    station.weigh(GRAPES, 1500)
    with database.read() as connection:
        row = wave(connection, night.waves[GARDEN])
        (garden,) = point_rows(connection, night.waves[GARDEN])
        later = wave(connection, night.waves[GARDEN], datetime(2199, 1, 1, tzinfo=UTC))
    assert (row.name, row.state, row.lines, row.lines_done, row.wanted, row.done, row.left) == (
        "W02", "picking", 2, 1, 9, 8, 1,
    )  # fmt: skip
    assert (row.weighed_left, row.people, row.lines_per_hour) == (1, (PICKER.person,), 60)
    assert later.people == ()
    assert (garden.point, garden.lines, garden.lines_done, garden.crates) == (GARDEN, 2, 1, 1)
