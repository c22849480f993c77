"""A good row of each table of routing, for each CHECK rows that break it, for each unique rule a pair of rows
(tests/domain/test_rules_of_the_tables)."""

from __future__ import annotations

AT = 1_779_700_000_000
SAMPLES: dict[str, dict[str, object]] = {
    "route_plan": {"cycle_id": 1, "snapshot_id": 1, "version": 1, "state": "draft", "travel": "estimate",
                   "distance_m": 1, "duration_s": 1, "cost_fen": 1, "made_at": AT, "made_by": "李娜"},
    "route": {"plan_id": 1, "cycle_id": 1, "delivery_day": "2026-05-26", "van_id": 1, "state": "draft",
              "start_min": 300, "end_min": 480, "distance_m": 1, "duration_s": 1, "cost_fen": 1, "weight_g": 100,
              "volume_ml": 100, "totes": 2, "max_weight_g": 100, "max_volume_ml": 100, "max_totes": 2},
    "route_stop": {"route_id": 1, "plan_id": 1, "point_id": 1, "drop_no": 1, "state": "pending", "arrive_min": 310,
                   "leave_min": 315, "weight_g": 1, "volume_ml": 1, "totes": 1},
    "plan_change": {"plan_id": 1, "number": 1, "what": "move_stop", "before": "[]", "after": "[]", "made_at": AT,
                    "made_by": "李娜"},
    "route_unplanned": {"plan_id": 1, "point_id": 1, "limit_hit": "weight"},
    "travel_leg": {"source": "roads", "profile": "auto", "from_key": 1, "to_key": 2, "metres": 1_200, "seconds": 180,
                   "asked_at": AT},
}  # fmt: skip
LIVE = {"state": "live", "accepted_at": AT, "accepted_by": "李娜"}
OVER = {"over_by": "李娜", "over_reason": "路近"}
BREAKING: dict[str, list[dict[str, object]]] = {
    "ck_route_plan_travel_known": [{"travel": "guess"}, {"travel": ""}],
    "ck_route_plan_sums_not_negative": [{"distance_m": -1}, {"duration_s": -1}, {"cost_fen": -1}],
    "ck_route_plan_accepted": [{**LIVE, "accepted_at": None}, {**LIVE, "accepted_by": None}, {"state": "live"}],
    "ck_travel_leg_profile_given": [{"profile": ""}, {"profile": "  "}],
    "ck_travel_leg_two_places": [{"to_key": 1}, {"from_key": -1}, {"to_key": -1}],
    "ck_travel_leg_a_way_or_none": [{"metres": None}, {"seconds": None}],
    "ck_travel_leg_way_not_negative": [{"metres": -1}, {"seconds": -1}],
    "ck_route_trip_counts": [{"trip": 0}],
    "ck_route_hours_sane": [{"start_min": -1}, {"end_min": 299}, {"end_min": 2881}],
    "ck_route_sums_not_negative": [{"distance_m": -1}, {"duration_s": -1}, {"cost_fen": -1}],
    "ck_route_limits_positive": [
        {"max_weight_g": 0, "weight_g": 0}, {"max_volume_ml": 0, "volume_ml": 0}, {"max_totes": 0, "totes": 0},
    ],
    "ck_route_weight_within_limit": [
        {"weight_g": 101}, {"weight_g": -1}, {**OVER, "over_weight_g": 1, "weight_g": 102},
    ],
    "ck_route_volume_within_limit": [
        {"volume_ml": 101}, {"volume_ml": -1}, {**OVER, "over_volume_ml": 1, "volume_ml": 102},
    ],
    "ck_route_totes_within_limit": [{"totes": 3}, {"totes": -1}, {**OVER, "over_totes": 1, "totes": 4}],
    "ck_route_over_has_a_name": [
        {"over_weight_g": 1, "over_by": None, "over_reason": None},
        {**OVER, "over_volume_ml": 1, "over_by": None},
        {**OVER, "over_totes": 1, "over_reason": None},
        {**OVER, "over_totes": 1, "over_reason": "  "},
        {"over_weight_g": -1, "weight_g": 0}, {"over_volume_ml": -1, "volume_ml": 0}, {"over_totes": -1, "totes": 0},
        {**OVER, "over_weight_g": 2, "over_totes": -1, "totes": 0},
    ],
    "ck_route_stop_drop_counts": [{"drop_no": 0}],
    "ck_route_stop_hours_sane": [{"arrive_min": -1}, {"leave_min": 309}],
    "ck_route_stop_follows_in_a_sequence": [
        {"follows": 1, "pinned": 1}, {"follows": 1, "pinned": 0, "drop_no": 2},
    ],
    "ck_plan_change_number_counts": [{"number": 0}],
    "ck_plan_change_what_given": [{"what": " "}],
    "ck_route_stop_load_not_negative": [{"weight_g": -1}, {"volume_ml": -1}, {"totes": -1}],
    "ck_route_stop_left_out_with_reason": [
        {"state": "skipped", "reason": None}, {"state": "failed", "reason": None}, {"state": "failed", "reason": " "},
    ],
}  # fmt: skip
TWICE: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "uq_route_plan_cycle_id_version": ({}, {"travel": "roads"}),
    "uq_route_plan_one_live": (LIVE, {"version": 2}),
    "uq_route_plan_id_van_id_trip": ({}, {"start_min": 301}),
    "uq_route_van_once": ({"is_live": 1}, {"plan_id": 2}),
    "uq_route_stop_route_id_drop_no": ({}, {"point_id": 2}),
    "uq_route_stop_plan_id_point_id": ({}, {"drop_no": 2}),
}
KEY_MADE_WIDER = {"uq_route_plan_id_cycle_id", "uq_route_id_cycle_id", "uq_route_stop_id_point_id"}
