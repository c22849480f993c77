"""A good row of the table of packing, for each CHECK rows that break it, for each unique rule a pair of rows
(tests/domain/test_rules_of_the_tables)."""

from __future__ import annotations

AT = 1_779_700_000_000
SAMPLES: dict[str, dict[str, object]] = {
    "seal": {
        "tote_use_id": 1, "command_id": "c-000001", "at": AT, "person": "李娜", "station": "s", "pieces": 5,
        "expected_g": 9000, "gross_g": 9050, "tolerance_g": 100,
    },
}  # fmt: skip
OFF = {"gross_g": 9200, "override_by": "李娜", "override_reason": "看过了"}
VOID = {"voided_at": AT, "voided_by": "李娜", "void_reason": "重开"}
BREAKING: dict[str, list[dict[str, object]]] = {
    "ck_seal_counts_sane": [{"number": 0}, {"pieces": 0}, {"expected_g": -1, "gross_g": 1}, {"tolerance_g": -1}],
    "ck_seal_gross_positive": [{"gross_g": 0, **{k: OFF[k] for k in ("override_by", "override_reason")}}],
    "ck_seal_weight_as_expected": [
        {**OFF, "override_by": None}, {**OFF, "override_reason": None}, {**OFF, "override_reason": "  "},
        {"gross_g": 8899}, {"gross_g": 9101},
    ],
    "ck_seal_checked_by_a_second_person": [
        {"needs_check": 1, "checked_by": None}, {"needs_check": 1, "checked_by": "李娜"},
    ],
    "ck_seal_void_has_reason": [
        {**VOID, "voided_by": None}, {**VOID, "void_reason": None}, {**VOID, "void_reason": " "},
    ],
}  # fmt: skip
TWICE: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "uq_seal_tote_use_id_number": (VOID, {"pieces": 6}),
    "uq_seal_one_valid": ({}, {"number": 2}),
}
