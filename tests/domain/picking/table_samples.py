"""A good row of each table of picking, for each of its CHECKs rows that break it, for each unique rule a pair of rows
(tests/domain/test_rules_of_the_tables)."""

from __future__ import annotations

AT = 1_779_700_000_000
SAMPLES: dict[str, dict[str, object]] = {
    "wave": {"cycle_id": 1, "snapshot_id": 1, "number": 1, "kind": "night", "method": "by_point", "state": "planned"},
    "wave_point": {"wave_id": 1, "point_id": 1},
    "pick_cell": {"wave_id": 1, "snapshot_id": 1, "point_id": 1, "product_id": 1, "weighed": 0, "nominal_g": 1500,
                  "tolerance_permille": 50, "wanted": 5},
    "pick_event": {"command_id": "c-000001", "at": AT, "person": "阿强", "station": "s", "station_seq": 1, "kind": "pick",
                   "cell_id": 1, "tote_use_id": 1, "quantity": 1},
    "line_outcome": {"cell_id": 1, "order_id": 1, "wanted": 3, "picked": 3, "substituted": 0, "short": 0, "cancelled": 0,
                     "amount_fen": 3000, "final_fen": 3000},
    "refused_scan": {"at": AT, "person": "阿强", "station": "s", "command_id": "c-000001", "stage": "picking",
                     "code": "x", "verdict": "unknown"},
}  # fmt: skip
RELEASED = {"state": "released", "released_at": AT, "released_by": "李娜"}
INSTEAD = {"kind": "substitute", "given_product_id": 2, "order_id": 1, "given_fen": 900, "consent": "王芳"}
BREAKING: dict[str, list[dict[str, object]]] = {
    "ck_wave_number_counts": [{"number": 0}, {"number": -1}],
    "ck_wave_pre_pack_names_its_products": [{"kind": "pre_pack", "products": None}, {"products": ",1,"}],
    "ck_wave_released_by_somebody": [
        {**RELEASED, "released_at": None}, {**RELEASED, "released_by": None}, {"state": "picking"},
    ],
    "ck_pick_cell_wanted_sane": [
        {"wanted": 0}, {"nominal_g": -1}, {"tolerance_permille": -1}, {"tolerance_permille": 1001},
    ],
    "ck_pick_cell_counts_not_negative": [
        {"picked": -1}, {"substituted": -1}, {"short": -1}, {"cancelled": -1}, {"picked_g": -1},
    ],
    "ck_pick_cell_never_more_than_wanted": [
        {"picked": 6}, {"picked": 2, "substituted": 2, "short": 1, "cancelled": 1}, {"cancelled": 6},
    ],
    "ck_pick_cell_shared_short_is_short": [{"short": 1, "shared_short": 2}, {"shared_short": -1}],
    "ck_pick_event_quantity_positive": [{"quantity": 0}, {"quantity": -1}, {"station_seq": 0}, {"part": 0}],
    "ck_pick_event_weight_positive": [{"weight_g": 0}, {"weight_g": -20}],
    "ck_pick_event_goods_go_into_a_tote": [{"tote_use_id": None}, {**INSTEAD, "tote_use_id": None}],
    "ck_pick_event_short_has_reason": [{"kind": "short", "reason": None}, {"kind": "short", "reason": "  "}],
    "ck_pick_event_substitute_has_consent": [
        {**INSTEAD, "consent": None}, {**INSTEAD, "consent": " "}, {**INSTEAD, "given_product_id": None},
        {**INSTEAD, "order_id": None}, {**INSTEAD, "given_fen": None}, {**INSTEAD, "given_fen": -1},
    ],
    "ck_pick_event_undo_of_one": [{"kind": "undo", "undoes_id": None}, {"undoes_id": 1}],
    "ck_pick_event_lot_lies_in_a_bin": [{"lot_id": 1, "bin_id": None}, {"lot_id": None, "bin_id": 1}],
    "ck_line_outcome_ordered_is_accounted_for": [
        {"picked": 2}, {"picked": 2, "short": 2}, {"picked": 4, "short": -1}, {"picked": 4, "cancelled": -1},
        {"picked": -1, "short": 4}, {"picked": 4, "substituted": -1},
    ],
    "ck_line_outcome_amounts_not_negative": [{"amount_fen": -1, "final_fen": 0, "weight_g": 1}, {"final_fen": -1}],
    "ck_line_outcome_weight_not_negative": [{"weight_g": -1}],
    "ck_line_outcome_never_dearer": [{"final_fen": 3001, "weight_g": None}],
}  # fmt: skip
TWICE: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "uq_wave_cycle_id_number": ({}, {"method": "by_product"}),
    "uq_pick_cell_snapshot_id_point_id_product_id": ({}, {"wave_id": 2, "wanted": 9}),
    "uq_pick_event_station_station_seq": ({}, {"command_id": "c-000002", "quantity": 2}),
    "uq_pick_event_command_id_part": ({}, {"station_seq": 2}),
    "uq_pick_event_undoes_id": (
        {"kind": "undo", "undoes_id": 7}, {"station_seq": 2, "command_id": "c-000002"},
    ),
}  # fmt: skip
KEY_MADE_WIDER = {"uq_wave_id_snapshot_id"}
