"""A good row of each table of dispatch, for each CHECK rows that break it, for each unique rule a pair of rows
(tests/domain/test_rules_of_the_tables)."""

from __future__ import annotations

AT = 1_779_700_000_000
SAMPLES: dict[str, dict[str, object]] = {
    "van_load": {"route_id": 1, "weight_g": 100, "volume_ml": 100, "totes": 2, "max_weight_g": 100,
                 "max_volume_ml": 100, "max_totes": 2, "begun_at": AT, "begun_by": "李娜"},
    "tote_load": {"route_id": 1, "stop_id": 1, "point_id": 1, "tote_use_id": 1, "weight_g": 9000, "volume_ml": 50000,
                  "command_id": "c-000001", "at": AT, "person": "李娜", "station": "s"},
    "left_behind": {"route_id": 1, "tote_use_id": 1, "reason": "坏了", "person": "李娜", "at": AT},
}  # fmt: skip
OVER = {"over_by": "李娜", "over_reason": "路近"}
OFF = {"off_at": AT, "off_by": "李娜", "off_reason": "装错"}
BREAKING: dict[str, list[dict[str, object]]] = {
    "ck_van_load_limits_positive": [
        {"max_weight_g": 0, "weight_g": 0}, {"max_volume_ml": 0, "volume_ml": 0}, {"max_totes": 0, "totes": 0},
    ],
    "ck_van_load_weight_within_limit": [
        {"weight_g": 101}, {"weight_g": -1}, {**OVER, "over_weight_g": 1, "weight_g": 102},
    ],
    "ck_van_load_volume_within_limit": [
        {"volume_ml": 101}, {"volume_ml": -1}, {**OVER, "over_volume_ml": 1, "volume_ml": 102},
    ],
    "ck_van_load_totes_within_limit": [{"totes": 3}, {"totes": -1}, {**OVER, "over_totes": 1, "totes": 4}],
    "ck_van_load_over_has_a_name": [
        {"over_weight_g": 1, "over_by": None, "over_reason": None},
        {**OVER, "over_volume_ml": 1, "over_by": None},
        {**OVER, "over_totes": 1, "over_reason": None},
        {**OVER, "over_totes": 1, "over_reason": "  "},
        {"over_weight_g": -1, "weight_g": 0}, {"over_volume_ml": -1, "volume_ml": 0}, {"over_totes": -1, "totes": 0},
    ],
    "ck_van_load_departed_by_somebody": [
        {"departed_at": AT, "departed_by": None}, {"departed_at": None, "departed_by": "李娜"},
    ],
    "ck_tote_load_size_positive": [{"weight_g": 0}, {"volume_ml": 0}],
    "ck_tote_load_out_of_order_is_flag": [{"out_of_order": 2}, {"out_of_order": -1}],
    "ck_tote_load_off_with_reason": [
        {**OFF, "off_by": None}, {**OFF, "off_reason": None}, {**OFF, "off_reason": " "},
    ],
    "ck_left_behind_reason_given": [{"reason": " "}, {"reason": ""}],
}  # fmt: skip
TWICE: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "uq_tote_load_one_live": ({}, {"route_id": 2, "stop_id": 2}),
}
