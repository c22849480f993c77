"""The rules of the tables of places hold by raw SQL on both databases; NULL slips past none of them."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import DBAPIError

from tests.raw_sql import insert_raw

WAREHOUSE = {"code": "W2", "name": "浦东仓"}
VAN = {"code": "V1", "warehouse_id": 1, "max_weight_g": 1, "max_volume_ml": 1, "max_totes": 1}
DRIVER = {"code": "F1", "name": "王师傅"}
POINT = {"code": "Z1", "name": "幸福里", "name_key": "幸福里"}
ALIAS = {"channel": "x", "alias": "幸福里", "point_id": 7}


@pytest.fixture
def books(shared_database):
    """A transaction with one point and one van, rolled back afterwards. Warehouse 1 is there from the first day."""
    with shared_database.writer.connect() as connection:
        transaction = connection.begin()
        insert_raw(connection, "point", {"id": 7, "code": "Z0", "name": "阳光城", "name_key": "阳光城"})
        insert_raw(connection, "van", {"id": 7, **VAN, "code": "V0", "plate": "沪A0"})
        yield connection
        transaction.rollback()


ON_EARTH_WRONG = (
    {"lat_e6": 31_000_000},
    {"lon_e6": 121_000_000},
    {"lat_e6": 90_000_001, "lon_e6": 0},
    {"lat_e6": 0, "lon_e6": -180_000_001},
    {"datum": "WGS72"},
    {"datum": None},
)

GOOD = [
    ("warehouse", WAREHOUSE, {}),
    ("warehouse", WAREHOUSE, {"lat_e6": -90_000_000, "lon_e6": 180_000_000, "datum": "BD-09"}),
    ("van", VAN, {}),
    ("van", VAN, {"shift_start_min": 0, "shift_end_min": 1440, "plate": "沪A1"}),
    ("van", VAN, {"is_hired": 1, "stop_cost_fen": 600, "max_trips": 10, "reload_min": 0}),
    ("van", VAN, {"cold_box": 1, "max_cold_totes": 1}),
    ("driver", DRIVER, {"van_id": 7}),
    ("point", POINT, {}),
    ("point", POINT, {"opens_min": 0, "closes_min": 1440, "max_cold_totes": 0, "service_min": 0, "van_id": 7}),
    ("point", POINT, {"leave_out_fen": 0, "round_name": "东线", "round_no": 1}),
    ("point_van", {"point_id": 7, "van_id": 7}, {}),
    ("point_alias", ALIAS, {}),
]

BAD = [
    *(("warehouse", WAREHOUSE, wrong) for wrong in (
        *ON_EARTH_WRONG, {"code": " "}, {"code": "W1"}, {"code": None}, {"name": " "}, {"name": "W1"}, {"name": None},
        {"active": 2}, {"active": None}, {"version": None}, {"address": "路" * 201},
    )),
    *(("van", VAN, wrong) for wrong in (
        {"code": " "}, {"code": "V0"}, {"code": None}, {"warehouse_id": 99}, {"warehouse_id": None},
        {"max_weight_g": 0}, {"max_weight_g": None}, {"max_volume_ml": 0}, {"max_volume_ml": None},
        {"max_totes": 0}, {"max_totes": None}, {"shift_start_min": -1}, {"shift_start_min": 720},
        {"shift_start_min": None}, {"shift_end_min": 1441}, {"shift_end_min": None}, {"fixed_cost_fen": -1},
        {"fixed_cost_fen": None}, {"km_cost_fen": -1}, {"km_cost_fen": None}, {"hour_cost_fen": -1},
        {"hour_cost_fen": None}, {"cold_box": 2}, {"cold_box": None}, {"active": 2}, {"plate": "沪A0"},
        {"plate": None}, {"version": None}, {"is_hired": 2}, {"is_hired": None}, {"stop_cost_fen": -1},
        {"stop_cost_fen": None}, {"max_trips": 0}, {"max_trips": 11}, {"max_trips": None}, {"reload_min": -1},
        {"reload_min": 241}, {"reload_min": None}, {"max_cold_totes": 1}, {"cold_box": 1, "max_cold_totes": 0},
        {"cold_box": 1, "max_cold_totes": 2},
    )),
    *(("driver", DRIVER, wrong) for wrong in (
        {"code": ""}, {"name": " "}, {"name": None}, {"van_id": 99}, {"active": 2}, {"active": None},
        {"version": None},
    )),
    *(("point", POINT, wrong) for wrong in (
        *ON_EARTH_WRONG, {"code": "Z0"}, {"code": " "}, {"name": "阳光城"}, {"name": None}, {"name": " "},
        {"name_key": "阳光城"}, {"name_key": ""}, {"name_key": None}, {"opens_min": 420}, {"closes_min": 660},
        {"opens_min": 660, "closes_min": 420}, {"opens_min": -1, "closes_min": 420},
        {"opens_min": 420, "closes_min": 1441}, {"service_min": 241}, {"service_min": None}, {"max_totes": 0},
        {"max_cold_totes": -1}, {"warehouse_id": 99}, {"warehouse_id": None}, {"van_id": 99}, {"state": "gone"},
        {"state": None}, {"made_by": "nobody-did-it"}, {"version": None}, {"leave_out_fen": -1},
        {"round_name": "东线"}, {"round_no": 1}, {"round_name": "东线", "round_no": 0}, {"round_name": " ", "round_no": 1},
        {"round_name": "东线", "round_no": 1000}, {"round_name": None}, {"round_name": "线" * 41, "round_no": 1},
    )),
    *(("point_van", {"point_id": 7, "van_id": 7}, wrong) for wrong in (
        {"point_id": 99}, {"van_id": 99}, {"point_id": None}, {"van_id": None},
    )),
    *(("point_alias", ALIAS, wrong) for wrong in (
        {"alias": ""}, {"alias": None}, {"channel": None}, {"point_id": 99}, {"point_id": None},
    )),
]  # fmt: skip


@pytest.mark.parametrize(("table", "row", "more"), GOOD)
def test_a_sensible_row_is_kept(books, table, row, more):
    insert_raw(books, table, row | more)


@pytest.mark.parametrize(("table", "row", "wrong"), BAD)
def test_a_senseless_row_is_refused(books, table, row, wrong):
    with pytest.raises(DBAPIError):
        insert_raw(books, table, row | wrong)


def test_a_name_means_one_point_in_a_channel(books):
    insert_raw(books, "point_alias", ALIAS)
    with pytest.raises(DBAPIError):
        insert_raw(books, "point_alias", ALIAS)
