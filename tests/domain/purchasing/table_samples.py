"""A good row of each table of purchasing, and for each of its CHECKs rows that break it (tests/domain/test_rules_of_the_tables)."""

from __future__ import annotations

SHA = "a" * 64
AT = 1_779_700_000_000
ACT = {"command_id": "c-000001", "at": AT, "person": "李娜", "station": "s"}

SAMPLES: dict[str, dict[str, object]] = {
    "purchase_order": {"number": "0525-P1", "cycle_id": 1, "snapshot_id": 1, "state": "draft", "made_at": AT,
                       "made_by": "李娜"},
    "purchase_line": {"purchase_order_id": 1, "product_id": 1, "demand": 13, "stock_used": 2, "case_size": 12,
                      "cases": 1, "ordered": 12, "left_over": 1, "received": 6},
    "receipt_line": {**ACT, "purchase_line_id": 1, "product_id": 1, "accepted": 5, "refused": 1, "refuse_reason": "破",
                     "lot_id": 1, "bin_id": 1},
    "supplier_return": {**ACT, "purchase_line_id": 1, "product_id": 1, "lot_id": 1, "bin_id": 1, "quantity": 1,
                        "reason": "发霉"},
    "shortage": {"snapshot_id": 1, "product_id": 1, "version": 1, "state": "building", "rule": "first_paid",
                 "wanted": 10, "available": 7, "given": 7, "lines": 4, "hash": SHA, "at": AT, "person": "李娜",
                 "command_id": "c-000001"},
    "shortage_share": {"shortage_id": 1, "order_id": 1, "point_id": 1, "wanted": 3, "given": 2, "rank": 1},
}  # fmt: skip
BREAKING: dict[str, list[dict[str, object]]] = {
    "ck_purchase_order_amendments_counted": [{"amendments": -1}],
    "ck_purchase_order_sent_how_known": [{"sent_how": "fax"}],
    "ck_purchase_line_counts_sane": [
        {"demand": -1, "stock_used": -2, "left_over": 11}, {"stock_used": -1, "left_over": -2, "changed_by": "x"},
        {"from_left_over": -1, "left_over": 0}, {"case_size": 0, "ordered": 0, "left_over": -11, "changed_by": "x"},
        {"cases": -1, "ordered": -12, "left_over": -23, "changed_by": "x", "received": 0},
    ],
    "ck_purchase_line_takes_no_more_than_wanted": [
        {"stock_used": 14, "left_over": 13, "changed_by": "x"}, {"from_left_over": 12, "left_over": 13, "changed_by": "x"},
    ],
    "ck_purchase_line_whole_cases": [{"ordered": 13, "left_over": 2}],
    "ck_purchase_line_left_over_is_shown": [{"left_over": 0}, {"demand": 12}],
    "ck_purchase_line_smallest_cases": [
        {"cases": 2, "ordered": 24, "left_over": 13, "changed_by": None},
        {"cases": 0, "ordered": 0, "left_over": -11, "received": 0, "changed_by": None},
    ],
    "ck_purchase_line_received_sane": [
        {"received": -1}, {"refused": -1}, {"returned": -1}, {"received": 1, "returned": 2},
    ],
    "ck_purchase_line_not_more_than_ordered": [{"received": 13}, {"received": 14, "over_allowed": 1, "over_by": "x"}],
    "ck_purchase_line_over_has_a_name": [{"over_allowed": 1, "over_by": None}, {"over_allowed": -1, "over_by": "x"}],
    "ck_purchase_line_cost_not_negative": [{"cost_fen": -1}],
    "ck_receipt_line_something_came": [
        {"accepted": -1, "refused": 2}, {"refused": -1}, {"accepted": 0, "refused": 0, "refuse_reason": None},
        {"accepted": 0, "refused": 0, "refuse_reason": "  "},
    ],
    "ck_receipt_line_accepted_lies_somewhere": [{"lot_id": None}, {"bin_id": None}],
    "ck_receipt_line_refused_has_reason": [{"refuse_reason": None}, {"refuse_reason": " "}],
    "ck_receipt_line_weight_positive": [{"weight_g": 0}, {"weight_g": -5}],
    "ck_receipt_line_temperature_sane": [{"temperature_dc": -501}, {"temperature_dc": 601}],
    "ck_supplier_return_quantity_positive": [{"quantity": 0}, {"quantity": -1}],
    "ck_supplier_return_reason_given": [{"reason": " "}],
    "ck_shortage_hash_whole": [{"hash": "abc"}],
    "ck_shortage_given_is_there": [
        {"available": -1, "given": -1}, {"given": 8}, {"given": -1}, {"available": 10, "given": 10},
    ],
    "ck_shortage_share_given_within_wanted": [{"wanted": 0, "given": 0}, {"given": 4}, {"given": -1}],
    "ck_shortage_share_rank_counts": [{"rank": 0}],
}  # fmt: skip
TWICE = {
    "uq_purchase_order_number": ({}, {"cycle_id": 2}),
    "uq_purchase_line_purchase_order_id_product_id": ({}, {"demand": 12, "left_over": 2}),
    "uq_receipt_line_undoes_id": ({"undoes_id": 7}, {"accepted": 4}),
    "uq_receipt_line_source": ({"source": "1/ab/2/0"}, {"accepted": 4}),
    "uq_shortage_snapshot_id_product_id_version": ({}, {"rule": "pro_rata"}),
    "uq_shortage_one_live": ({"state": "live"}, {"version": 2}),
}
