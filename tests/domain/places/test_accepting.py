"""Files of warehouses, vans, drivers and points: they name each other, and their coordinates are looked at twice."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from domain.common.people import Actor
from domain.places.operations import accept_drivers, accept_places, accept_points, accept_vans, accept_warehouses
from domain.places.records import DriverRecord, PointRecord, PointVanRecord, VanRecord, WarehouseRecord
from domain.places.rules import converted_e6
from domain.places.words import Datum
from tests.sheet_rows import counts, reasons, rows

ACTOR = Actor("李娜", "test")
VAN = {"max_weight_g": 800_000, "max_volume_ml": 4_000_000, "max_totes": 60}


def stored(database, record=PointRecord):
    with database.read() as connection:
        return {row.code: row for row in connection.execute(select(record.__table__))}


def test_a_city_in_one_go(database):
    given = {
        "warehouses": rows({"code": "W2", "name": "浦东仓"}),
        "vans": rows({"code": "V1", "plate": "沪A·12345", "warehouse": "浦东仓", **VAN}),
        "drivers": rows({"name": "王师傅", "phone": "13800000000", "van": "沪A·12345"}),
        "points": rows({"name": "幸福里", "warehouse": "W2", "van": "V1"}, {"name": "阳光城"}),
    }
    assert counts(accept_places(database, ACTOR, **given)) == (5, 0, 0, 0)
    assert counts(accept_places(database, ACTOR, **given)) == (0, 0, 5, 0)
    van = stored(database, VanRecord)["V1"]
    hub = stored(database, WarehouseRecord)["W2"].id
    assert van.warehouse_id == hub
    assert [row.van_id for row in stored(database, DriverRecord).values()] == [van.id]
    points = {row.name: row for row in stored(database).values()}
    assert (points["幸福里"].warehouse_id, points["幸福里"].van_id) == (hub, van.id)
    assert (points["阳光城"].warehouse_id, points["阳光城"].van_id) == (1, None)


@pytest.mark.parametrize(
    ("values", "column", "code"),
    [
        ({"name": "甲", "lat_e6": 31_000_000}, "lon_e6", "coordinate_alone"),
        ({"name": "甲", "lat_e6": 121_400_000, "lon_e6": 31_200_000}, "lat_e6", "value_out_of_range"),
        ({"name": "甲", "opens_min": 420}, "closes_min", "window_half"),
        ({"name": "甲", "opens_min": 660, "closes_min": 420}, "closes_min", "window_ends_before_it_starts"),
        ({"name": "甲", "datum": "WGS72"}, "datum", "value_unknown"),
        ({"name": "甲", "service_min": 241}, "service_min", "value_out_of_range"),
        ({"name": "甲", "van": "V9"}, "van", "reference_unknown"),
        ({"code": "Z1"}, "name", "value_missing"),
    ],
)
def test_a_senseless_value_is_a_problem_and_its_row_is_not_taken(sqlite_database, values, column, code):
    answer = accept_points(sqlite_database, ACTOR, rows({"name": "好的"}, values))
    assert (answer.new, reasons(answer)[0]) == (1, (3, column, code))
    assert len(stored(sqlite_database)) == 1


def test_swapped_coordinates_are_called_swapped(sqlite_database):
    answer = accept_points(sqlite_database, ACTOR, rows({"name": "甲", "lat_e6": 121_400_000, "lon_e6": 31_200_000}))
    assert "coordinates_swapped" in [code for _, _, code in reasons(answer)]


def test_a_van_without_limits_is_a_problem(sqlite_database):
    answer = accept_vans(sqlite_database, ACTOR, rows({"code": "V1"}))
    assert [column for _, column, _ in reasons(answer)] == ["max_weight_g", "max_volume_ml", "max_totes"]


def test_two_vans_with_one_plate_are_a_problem(database):
    first = {"code": "V1", "plate": "沪A12345", **VAN}
    answer = accept_vans(database, ACTOR, rows(first, {"code": "V2", "plate": "沪A 12345", **VAN}))
    assert reasons(answer) == [(3, "plate", "plate_taken")]


def test_vans_may_swap_their_plates(database):
    both = rows({"code": "V1", "plate": "沪A1", **VAN}, {"code": "V2", "plate": "沪A2", **VAN})
    accept_vans(database, ACTOR, both)
    swapped = rows({"code": "V1", "plate": "沪A2"}, {"code": "V2", "plate": "沪A1"})
    assert counts(accept_vans(database, ACTOR, swapped)) == (0, 2, 0, 0)


def test_two_drivers_of_one_name_need_their_codes(database):
    accept_drivers(database, ACTOR, rows({"code": "F1", "name": "王师傅"}, {"code": "F2", "name": "王师傅"}))
    answer = accept_drivers(database, ACTOR, rows({"name": "王师傅", "phone": "1"}))
    assert reasons(answer) == [(2, "name", "name_not_unique")]


def test_a_wrong_datum_is_doubted(database):
    """Points known in GCJ-02 come again with the same numbers, said to be of Baidu."""
    known = [(31_200_000 + 9_000 * i, 121_400_000 + 7_000 * i) for i in range(5)]
    first = rows(*({"name": f"小区{i}", "lat_e6": lat, "lon_e6": lon} for i, (lat, lon) in enumerate(known)))
    assert accept_points(database, ACTOR, first).warnings == ()
    again = rows(*({"name": f"小区{i}", "datum": "BD-09"} for i in range(5)))
    answer = accept_points(database, ACTOR, again)
    assert counts(answer) == (0, 5, 0, 0)
    (warning,) = answer.warnings
    assert (warning.row, warning.reason.code) == (2, "datum_doubtful")
    assert (warning.reason.fact("given"), warning.reason.fact("likely")) == ("BD-09", "GCJ-02")


def test_the_same_spots_in_another_datum_are_not_doubted(database):
    known = [(31_200_000 + 9_000 * i, 121_400_000 + 7_000 * i) for i in range(5)]
    accept_points(
        database, ACTOR, rows(*({"name": f"小区{i}", "lat_e6": a, "lon_e6": o} for i, (a, o) in enumerate(known)))
    )
    baidu = [converted_e6(lat, lon, Datum.GCJ02, Datum.BD09) for lat, lon in known]
    again = rows(*({"name": f"小区{i}", "lat_e6": a, "lon_e6": o, "datum": "BD-09"} for i, (a, o) in enumerate(baidu)))
    assert accept_points(database, ACTOR, again).warnings == ()


def test_a_point_in_another_province_is_doubted(database):
    accept_warehouses(database, ACTOR, rows({"code": "W1", "lat_e6": 31_230_000, "lon_e6": 121_470_000}))
    answer = accept_points(database, ACTOR, rows({"name": "北京店", "lat_e6": 39_908_000, "lon_e6": 116_397_000}))
    (warning,) = answer.warnings
    assert warning.reason.code == "far_from_warehouse"
    assert 1060 < warning.reason.fact("distance") < 1075


# Who may come, couriers, fixed rounds --------------------------------------------------------------


def test_vans_that_may_come_are_named_by_code_or_plate_and_kept_once(database):
    vans = rows({"code": "V1", "plate": "沪A1", **VAN}, {"code": "V2", "plate": "沪A2", **VAN})
    accept_places(database, ACTOR, vans=vans, points=rows({"name": "甲", "allowed_vans": ("沪A2", "V1", "V2")}))
    assert allowed(database) == ["V1", "V2"]
    accept_points(database, ACTOR, rows({"name": "甲", "allowed_vans": ("V2",)}))
    assert allowed(database) == ["V2"]
    assert counts(accept_points(database, ACTOR, rows({"name": "甲", "allowed_vans": ("沪A2",)}))) == (0, 0, 1, 0)
    accept_points(database, ACTOR, rows({"name": "甲", "allowed_vans": ()}))
    assert allowed(database) == []


def allowed(database):
    query = select(VanRecord.code).join(PointVanRecord, PointVanRecord.van_id == VanRecord.id)
    with database.read() as connection:
        return list(connection.execute(query.order_by(VanRecord.code)).scalars())


def test_a_van_nobody_knows_is_a_problem_of_its_point(database):
    accept_vans(database, ACTOR, rows({"code": "V1", **VAN}))
    answer = accept_points(database, ACTOR, rows({"name": "甲", "allowed_vans": ("V1", "V9")}))
    assert reasons(answer) == [(2, "allowed_vans", "reference_unknown")]
    assert stored(database) == {}


@pytest.mark.parametrize(
    ("values", "column", "code"),
    [
        ({"max_cold_totes": 5}, "max_cold_totes", "cold_totes_without_box"),
        ({"cold_box": True, "max_cold_totes": 61}, "max_cold_totes", "more_cold_totes_than_totes"),
        ({"max_trips": 0}, "max_trips", "value_out_of_range"),
        ({"max_trips": 11}, "max_trips", "value_out_of_range"),
        ({"reload_min": 241}, "reload_min", "value_out_of_range"),
        ({"stop_cost_fen": -1}, "stop_cost_fen", "value_out_of_range"),
    ],
)
def test_a_senseless_van_is_a_problem(sqlite_database, values, column, code):
    answer = accept_vans(sqlite_database, ACTOR, rows({"code": "V1", **VAN, "max_totes": 60, **values}))
    assert reasons(answer) == [(2, column, code)]


@pytest.mark.parametrize(("values", "column"), [({"round_name": "东线"}, "round_no"), ({"round_no": 3}, "round_name")])
def test_half_a_fixed_round_is_a_problem(sqlite_database, values, column):
    answer = accept_points(sqlite_database, ACTOR, rows({"name": "甲", **values}))
    assert reasons(answer) == [(2, column, "round_half")]


def test_points_of_a_fixed_round_may_change_their_places_in_one_file(database):
    first = [{"name": name, "round_name": "东线", "round_no": number} for number, name in enumerate("甲乙丙", start=1)]
    accept_points(database, ACTOR, rows(*first))
    turned = [{**one, "round_no": 4 - one["round_no"]} for one in first]
    assert counts(accept_points(database, ACTOR, rows(*turned))) == (0, 2, 1, 0)
