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
    "road_replan": {"plan_id": 1, "cause": "van_broken", "facts": "{}", "state": "proposed", "made_at": AT,
                    "made_by": "李娜"},
    "road_replan_route": {"replan_id": 1, "route_id": 1, "was_distance_m": 1, "was_cost_fen": 1, "was_end_min": 1,
                          "distance_m": 1, "duration_s": 1, "cost_fen": 1, "end_min": 1},
    "road_replan_stop": {"replan_id": 1, "point_id": 1, "route_id": 1, "drop_no": 1, "arrive_min": 310,
                         "leave_min": 315, "weight_g": 1, "volume_ml": 1, "totes": 1, "stop_id": 1, "was_route_id": 1,
                         "was_drop_no": 1, "was_arrive_min": 300},
    "tote_transfer": {"replan_id": 1, "tote_use_id": 1, "from_route_id": 1, "to_route_id": 2, "stop_id": 1,
                      "ended": "taken", "ended_at": AT, "ended_by": "李娜"},
}  # fmt: skip
OVER = {"over_by": "李娜", "over_reason": "路近"}
DECIDED = {"decided_at": AT, "decided_by": "李娜"}
REFUSED = {**DECIDED, "state": "refused", "reason": "等一等"}
NEW = {"stop_id": None, "was_route_id": None, "was_drop_no": None, "was_arrive_min": None}
OPEN = {"ended": None, "ended_at": None, "ended_by": None}
KNOWN = {"stop_id": 1, "was_route_id": 1, "was_drop_no": 1, "was_arrive_min": 300}
TAKEN = {"ended": "taken", "ended_at": AT, "ended_by": "李娜"}
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
    "ck_road_replan_on_earth": [
        {"lat_e6": 1, "lon_e6": None}, {"lat_e6": None, "lon_e6": 1}, {"lat_e6": 90_000_001, "lon_e6": 0},
        {"lat_e6": 0, "lon_e6": -180_000_001},
    ],
    "ck_road_replan_decided_by_somebody": [
        {**REFUSED, "decided_at": None}, {**REFUSED, "decided_by": None}, {"state": "accepted"},
    ],
    "ck_road_replan_refused_with_reason": [{**REFUSED, "reason": None}, {**REFUSED, "reason": "  "}],
    "ck_road_replan_route_sums_sane": [
        {"was_distance_m": -1}, {"was_cost_fen": -1}, {"was_end_min": -1}, {"distance_m": -1}, {"duration_s": -1},
        {"cost_fen": -1}, {"end_min": -1}, {"end_min": 2881},
    ],
    "ck_road_replan_route_fetch_counts": [{"fetch_before": 0}],
    "ck_road_replan_stop_drop_counts": [{"drop_no": 0}, {"drop_no": -1}],
    "ck_road_replan_stop_hours_sane": [{"arrive_min": -1}, {"leave_min": 309}],
    "ck_road_replan_stop_load_not_negative": [{"weight_g": -1}, {"volume_ml": -1}, {"totes": -1}],
    "ck_road_replan_stop_new_or_known": [
        {"stop_id": None}, {"was_route_id": None}, {"was_drop_no": None}, {"was_arrive_min": None},
    ],
    "ck_road_replan_stop_left_where_it_was": [
        {**KNOWN, "limit_hit": "weight", "drop_no": 2}, {**KNOWN, "limit_hit": "weight", "route_id": 2},
        {**KNOWN, "is_skipped": 1, "drop_no": 2}, {**NEW, "limit_hit": "weight"}, {**NEW, "is_skipped": 1},
    ],
    "ck_road_replan_stop_limit_hit_known": [{**KNOWN, "limit_hit": "moon"}],
    "ck_tote_transfer_ended_known": [{**TAKEN, "ended": "gone"}],
    "ck_tote_transfer_ended_by_somebody": [
        {**TAKEN, "ended": None}, {**TAKEN, "ended_at": None}, {**TAKEN, "ended_by": None},
    ],
    "ck_tote_transfer_reason_given": [{"by_name": " "}],
    "ck_tote_transfer_changes_vans": [{"to_route_id": 1}],
}  # fmt: skip
TWICE: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "uq_tote_load_one_live": ({}, {"route_id": 2, "stop_id": 2}),
    "uq_road_replan_one_applying": ({"state": "applying"}, {"cause": "van_late"}),
    "uq_tote_transfer_one_open": (OPEN, {"replan_id": 2}),
}
