"""A good row of each table of handover, and for each of its CHECKs rows that break it (tests/domain/test_rules_of_the_tables)."""

from __future__ import annotations

AT = 1_779_700_000_000
WHO: dict[str, object] = {"at": AT, "person": "李娜", "station": "s", "command_id": "c-000001"}
SAMPLES: dict[str, dict[str, object]] = {
    "stop_handover": {"stop_id": 1, "receiver": "王芳", "expected": 2, **WHO},
    "tote_handover": {"tote_use_id": 1, "stop_id": 1, "ended": "handed_over", "command_id": "c-000001", "at": AT},
    "empty_tote": {"tote_use_id": 1, "stop_id": 1, "at": AT, "command_id": "c-000001"},
    "collection": {"order_id": 1, "known_by": "code", **WHO},
    "collection_refused": {"point_id": 1, "said": "12345", "why": "unknown_code", **WHO},
    "uncollected": {
        "order_id": 1, "state": "extended", "until": "2026-05-28", "reason": "出差", "at": AT, "person": "李娜",
        "command_id": "c-000001",
    },
}  # fmt: skip
BREAKING: dict[str, list[dict[str, object]]] = {
    "ck_stop_handover_receiver_given": [{"receiver": " "}],
    "ck_stop_handover_counts_not_negative": [{"expected": -1}, {"empties": -1}],
    "ck_tote_handover_trouble_is_explained": [
        {"ended": "missing", "note": ""}, {"ended": "damaged", "note": "  "}, {"ended": "returned"},
    ],
    "ck_uncollected_extended_until": [{"until": None}],
    "ck_uncollected_reason_given": [{"reason": " "}],
}  # fmt: skip
