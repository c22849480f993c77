"""A good row of each table of stock, for each CHECK rows that break it, for each unique rule a pair of rows
(tests/domain/test_rules_of_the_tables)."""

from __future__ import annotations

AT = 1_779_700_000_000
SAMPLES: dict[str, dict[str, object]] = {
    "bin": {"warehouse_id": 1, "code": "A-01", "walk_order": 1},
    "slot": {"warehouse_id": 1, "product_id": 1, "bin_id": 1},
    "lot": {"product_id": 1, "code": "L1", "received_on": "2026-05-25"},
    "stock_movement": {"at": AT, "person": "李娜", "station": "s", "command_id": "c-000001", "kind": "receive",
                       "product_id": 1, "lot_id": 1, "to_bin_id": 1, "quantity": 5},
    "stock_level": {"bin_id": 1, "lot_id": 1, "product_id": 1, "quantity": 5},
    "stock_threshold": {"warehouse_id": 1, "product_id": 1, "pieces": 10},
    "allocation": {"cycle_id": 1, "product_id": 1, "lot_id": 1, "bin_id": 1, "quantity": 5},
}  # fmt: skip
OUT = {"kind": "pick", "from_bin_id": 1, "to_bin_id": None}
MOVE = {"kind": "move", "from_bin_id": 1, "to_bin_id": 2}
BREAKING: dict[str, list[dict[str, object]]] = {
    "ck_bin_code_given": [{"code": ""}, {"code": "  "}],
    "ck_bin_order_counts": [{"level": 0}, {"walk_order": -1}],
    "ck_bin_limits_positive": [{"max_weight_g": 0}, {"max_volume_ml": 0}, {"max_weight_g": -5}],
    "ck_lot_code_given": [{"code": " "}],
    "ck_stock_movement_quantity_positive": [{"quantity": 0}, {"quantity": -1}],
    "ck_stock_movement_goes_the_way_of_its_kind": [
        {"to_bin_id": None}, {"from_bin_id": 2}, {**OUT, "to_bin_id": 1}, {**OUT, "from_bin_id": None},
        {**MOVE, "from_bin_id": None}, {**MOVE, "to_bin_id": None}, {**MOVE, "to_bin_id": 1},
        {"kind": "opening", "from_bin_id": 1, "to_bin_id": None}, {**OUT, "kind": "count_up", "reason": "r"},
        {"kind": "write_off", "reason": "r"}, {"kind": "unreceive", "reason": "r"},
    ],
    "ck_stock_movement_explained": [
        {"kind": "count_up", "reason": None}, {**OUT, "kind": "write_off", "reason": None},
        {**OUT, "kind": "count_down", "reason": "  "}, {**OUT, "kind": "supplier_return", "reason": ""},
    ],
    "ck_stock_movement_undo_is_explained": [
        {**MOVE, "undoes_id": 1, "reason": None}, {**MOVE, "undoes_id": 1, "reason": " "},
    ],
    "ck_stock_level_never_negative": [{"quantity": -1}],
    "ck_stock_level_allocated_within_quantity": [{"allocated": 6}, {"allocated": -1}],
    "ck_stock_threshold_pieces_positive": [{"pieces": 0}, {"pieces": -1}],
    "ck_allocation_taken_within_quantity": [{"quantity": -1}, {"taken": 6}, {"taken": -1}],
}  # fmt: skip
TWICE: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "uq_bin_code": ({}, {"warehouse_id": 2, "walk_order": 7}),
    "uq_lot_product_id_code": ({}, {"received_on": "2026-05-26"}),
    "uq_stock_movement_undoes_id": ({**MOVE, "undoes_id": 1, "reason": "r"}, {"quantity": 6}),
}
KEY_MADE_WIDER = {"uq_lot_id_product_id"}
