"""A good row of each table of totes, for each of its CHECKs rows that break it, for each unique rule a pair of rows
(tests/domain/test_rules_of_the_tables)."""

from __future__ import annotations

AT = 1_779_700_000_000
SAMPLES: dict[str, dict[str, object]] = {
    "tote": {"code": "T0000017"},
    "tote_use": {"tote_id": 1, "cycle_id": 1, "wave_id": 1, "point_id": 1, "number": 1, "opened_at": AT,
                 "opened_by": "阿强", "station": "s"},
}  # fmt: skip
BREAKING: dict[str, list[dict[str, object]]] = {
    "ck_tote_code_given": [{"code": "T1"}, {"code": " T  "}],
    "ck_tote_size_sane": [{"tare_g": -1}, {"volume_ml": 0}],
    "ck_tote_use_number_counts": [{"number": 0}],
    "ck_tote_use_content_not_negative": [{"pieces": -1}, {"content_g": -1}],
    "ck_tote_use_closed_at_its_end": [{"is_open": 1, "closed_at": AT}, {"is_open": 0, "closed_at": None}],
}
TWICE: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "uq_tote_code": ({}, {"kind": "cold"}),
    "uq_tote_use_cycle_id_point_id_number": ({}, {"tote_id": 2, "wave_id": 2}),
    "uq_tote_use_one_open": ({}, {"number": 2, "point_id": 2}),
}
