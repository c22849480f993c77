"""A good row of each table of printing, for each CHECK rows that break it, for each unique rule a pair of rows
(tests/domain/test_rules_of_the_tables)."""

from __future__ import annotations

AT = 1_779_700_000_000
SHA = "a" * 64
SAMPLES: dict[str, dict[str, object]] = {
    "printer": {"name": "箱签机", "profile": "tspl-203", "link": "tcp://10.0.0.9:9100"},
    "printer_lease": {"printer_id": 1, "owner": "打单台/1", "fence": 1, "until": AT},
    "print_job": {
        "intent_key": "seal 1", "kind": "tote_label", "subject": "tote_use 1", "body": "{}", "body_sha": SHA,
        "serial": "L000", "queue": "labels", "group_key": "point 1", "state": "queued", "asked_at": AT,
        "asked_by": "李娜", "station": "s", "changed_at": AT,
    },
}  # fmt: skip
COPY = {"copy_no": 2, "parent_id": 1, "reason": "脏了"}
BREAKING: dict[str, list[dict[str, object]]] = {
    "ck_printer_name_given": [{"name": " "}, {"profile": ""}, {"queue": " "}],
    "ck_printer_lease_held_by_somebody": [{"fence": 0}, {"owner": ""}],
    "ck_print_job_body_sha_whole": [{"body_sha": "abc"}],
    "ck_print_job_serial_given": [{"serial": "L00"}, {"intent_key": ""}],
    "ck_print_job_reprint_has_reason": [
        {**COPY, "reason": None}, {**COPY, "reason": "  "}, {**COPY, "parent_id": None}, {**COPY, "copy_no": 0},
        {**COPY, "copy_no": -1},
    ],
    "ck_print_job_counts_not_negative": [{"attempt": -1}, {"fence": -1}, {"sent_bytes": -1}, {"seq": 0}],
    "ck_print_job_void_has_reason": [
        {"voided_at": AT, "void_reason": None}, {"voided_at": AT, "void_reason": " "},
    ],
}  # fmt: skip
TWICE: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "uq_printer_name": ({}, {"link": "usb"}),
    "uq_print_job_intent_key": ({}, {"serial": "L001"}),
    "uq_print_job_serial_copy_no": ({}, {"intent_key": "seal 2"}),
}
