"""What every table refuses by its types and CHECKs, tried column by column: too long, unknown, no day, NULL, 1.5.

The columns come from the metadata, so a new one is tried from its first day; a table that is not in SAMPLES
fails the first test. Which rule of the trade stands where: docs/invariants.md.
"""

from __future__ import annotations

import importlib
import re

import pytest
from sqlalchemy import CheckConstraint, Date, String

from domain.common.columns import Flag, Moment, Record, Whole
from domain.common.schema import load_stages
from tests.domain.rules_kit import ALLOWED, refusal, refusal_of_row, without_guards
from tests.raw_sql import insert_raw

load_stages()
TABLES = Record.metadata.tables
SHA = "a" * 64
AT = 1_779_700_000_000

SAMPLES = {
    "command": {"id": "c-000001", "kind": "k", "body_sha": SHA, "person": "李娜", "station": "s", "at": AT},
    "trail": {"station": "s", "seq": 1, "at": AT, "person": "李娜", "command_id": "c-000001", "stage": "common",
              "what": "w", "subject": "x", "prev_hash": SHA, "hash": SHA},
    "trail_chain": {"station": "s", "seq": 0, "hash": SHA},
    "outbox": {"command_id": "c-000001", "kind": "print", "payload": "{}", "at": AT},
    "schema_gate": {"id": 1, "schema_version": "1", "min_app": 1, "epoch": 1},
    "state_move": {"machine": "m", "from_state": "a", "to_state": "b"},
    "setting": {"name": "n", "value": "v"},
    "person": {"name": "李娜", "role": "clerk"},
    "supplier": {"code": "S", "name": "果园"},
    "product": {"code": "G", "name": "苹果", "name_key": "苹果"},
    "product_barcode": {"code": "6901234567892", "product_id": 1, "kind": "ean13"},
    "product_alias": {"channel": "", "alias": "苹果", "product_id": 1},
    "warehouse": {"code": "W", "name": "北仓"},
    "van": {"code": "V", "warehouse_id": 1, "max_weight_g": 1, "max_volume_ml": 1, "max_totes": 1},
    "driver": {"code": "D", "name": "老周"},
    "point": {"code": "P", "name": "花园", "name_key": "花园"},
    "point_alias": {"channel": "", "alias": "花园", "point_id": 1},
    "point_van": {"point_id": 1, "van_id": 1},
    "cycle": {"code": "0525", "warehouse_id": 1, "state": "open", "opened_at": AT, "cutoff_at": AT,
              "delivery_day": "2026-05-26"},
    "import_batch": {"cycle_id": 1, "command_id": "c-000001", "source": "s", "channel": "c", "files": "[]",
                     "sha256": SHA, "at": AT, "counts": "{}"},
    "orders": {"cycle_id": 1, "channel": "c", "group_key": "", "external_no": "A1", "point_id": 1, "buyer": "王芳",
               "phone": "", "phone_tail": "", "address": "", "note": "", "leader_note": "", "slot": "", "paid_fen": 100,
               "lines_fen": 100, "pieces": 1, "lines": 1, "pickup_code": "1", "state": "confirmed", "source_row": 1,
               "content_sha": "x"},
    "order_line": {"order_id": 1, "cycle_id": 1, "line_no": 1, "product_id": 1, "quantity": 2, "amount_fen": 1,
                   "source_row": 1},
    "held_row": {"import_id": 1, "cycle_id": 1, "row": 1, "fingerprint": "f", "text": "", "reason": "{}", "body": "{}"},
    "refund_due": {"order_id": 1, "amount_fen": 1, "reason": "r", "at": AT, "command_id": "c-000001"},
    "buyer_tag": {"buyer_key": "k", "tag": "老客"},
    "recurring_order": {"point_id": 1, "buyer": "王芳"},
    "recurring_line": {"recurring_id": 1, "product_id": 1, "quantity": 1},
    "column_profile": {"name": "n", "body": "{}"},
    "snapshot": {"cycle_id": 1, "version": 1, "state": "building", "cut_at": AT, "cut_by": "李娜", "station": "s",
                 "command_id": "c-000001"},
    "snapshot_line": {"snapshot_id": 1, "line_id": 1, "order_id": 1, "cycle_id": 1, "point_id": 1, "product_id": 1,
                      "quantity": 1, "weight_g": 0, "volume_ml": 0, "amount_fen": 0},
    "purchase_demand": {"snapshot_id": 1, "product_id": 1, "quantity": 1, "weight_g": 0, "case_size": 1},
    "pick_demand": {"snapshot_id": 1, "point_id": 1, "product_id": 1, "quantity": 1, "weight_g": 0, "orders": 1},
    "delivery_demand": {"snapshot_id": 1, "point_id": 1, "orders": 1, "products": 1, "quantity": 1, "weight_g": 0,
                        "volume_ml": 0, "amount_fen": 0},
    "amendment": {"cycle_id": 1, "snapshot_id": 1, "kind": "new", "state": "proposed", "channel": "c",
                  "group_key": "", "external_no": "A1", "content_sha": "x", "body": "{}", "proposed_at": AT,
                  "proposed_by": "李娜"},
    "amendment_line": {"amendment_id": 1, "order_id": 1, "product_id": 1, "point_id": 1, "before": 0, "after": 1},
    "paper_copy": {"snapshot_id": 1, "kind": "pick", "copy_no": 1, "amendments": 0, "person": "李娜", "station": "s",
                   "at": AT},
}  # fmt: skip

SETTLED = {"state": "rejected", "settled_by": "李娜", "settled_at": AT, "station": "s", "reason": "too late"}
ACCEPTED = {**SETTLED, "state": "accepted", "number": 1, "order_id": 1}
LIVE = {"state": "live", "hash": SHA}
# Each CHECK of the trade with rows that break it: one value each, NULL wherever a column named in it may be empty.
BREAKING = {
    "ck_command_id_given": [{"id": "short"}],
    "ck_command_actor_given": [{"person": ""}, {"station": ""}],
    "ck_command_body_sha_whole": [{"body_sha": "abc"}],
    "ck_trail_seq_counts": [{"seq": 0}],
    "ck_trail_hash_whole": [{"hash": "a"}, {"prev_hash": ""}],
    "ck_schema_gate_one_row": [{"id": 2}],
    "ck_person_name_given": [{"name": " "}],
    "ck_cycle_code_given": [{"code": "  "}],
    "ck_cycle_minimum_not_negative": [{"minimum_orders": -1}],
    "ck_cycle_last_number_not_negative": [{"last_number": -1}],
    "ck_orders_external_no_given": [{"external_no": ""}],
    "ck_orders_amounts_not_negative": [{"lines_fen": -1}],
    "ck_orders_refund_within_paid": [
        {"refunded_fen": 101}, {"refund_due_fen": 101}, {"refunded_fen": 60, "refund_due_fen": 41},
        {"refunded_fen": -1}, {"refund_due_fen": -1},
    ],
    "ck_orders_counts_not_negative": [{"pieces": -1}, {"lines": -1}],
    "ck_orders_pickup_code_given": [{"pickup_code": ""}],
    "ck_order_line_quantity_sane": [{"quantity": 0}, {"quantity": 10_001}],
    "ck_order_line_cancelled_within_quantity": [{"cancelled_quantity": 3}, {"cancelled_quantity": -1}],
    "ck_order_line_amount_not_negative": [{"amount_fen": -1}],
    "ck_held_row_settled_known": [{"settled": "perhaps", "settled_by": "李娜"}],
    "ck_held_row_settled_by_a_person": [
        {"settled": "dropped", "settled_by": None}, {"settled": None, "settled_by": "李娜"},
    ],
    "ck_refund_due_amount_positive": [{"amount_fen": 0}, {"amount_fen": -1}],
    "ck_refund_due_reason_given": [{"reason": " "}],
    "ck_buyer_tag_tag_given": [{"tag": " "}, {"buyer_key": ""}],
    "ck_recurring_order_buyer_given": [{"buyer": " "}],
    "ck_recurring_order_weekday_known": [{"delivery_weekday": 0}, {"delivery_weekday": 8}],
    "ck_recurring_line_quantity_sane": [{"quantity": 0}, {"quantity": 10_001}],
    "ck_snapshot_version_counts": [{"version": 0}],
    "ck_snapshot_live_has_hash": [{**LIVE, "hash": None}, {**LIVE, "hash": "short"}, {"state": "superseded"}],
    "ck_snapshot_sums_not_negative": [{"orders": -1}, {"lines": -1}, {"pieces": -1}],
    "ck_snapshot_line_quantity_positive": [{"quantity": 0}, {"quantity": -1}],
    "ck_snapshot_line_sizes_not_negative": [{"weight_g": -1}, {"volume_ml": -1}, {"amount_fen": -1}],
    "ck_purchase_demand_demand_sane": [{"quantity": 0}, {"weight_g": -1}, {"case_size": 0}],
    "ck_pick_demand_demand_sane": [{"quantity": 0}, {"weight_g": -1}, {"orders": 0}],
    "ck_delivery_demand_demand_sane": [{"quantity": 0}, {"orders": 0}, {"products": 0}],
    "ck_delivery_demand_load_not_negative": [{"weight_g": -1}, {"volume_ml": -1}, {"amount_fen": -1}],
    "ck_amendment_settled_with_person_and_reason": [
        {**SETTLED, "settled_by": None}, {**SETTLED, "settled_at": None}, {**SETTLED, "station": None},
        {**SETTLED, "reason": None}, {**SETTLED, "reason": "  "},
    ],
    "ck_amendment_number_counts": [{**ACCEPTED, "number": 0}],
    "ck_amendment_accepted_is_numbered": [{**ACCEPTED, "number": None}],
    "ck_amendment_accepted_has_order": [{**ACCEPTED, "order_id": None}],
    "ck_amendment_contact_changes_when_accepted": [
        {"contact": '[["phone", "1", "2"]]'}, {**ACCEPTED, "contact": "[]"}, {**SETTLED, "contact": '[["phone", "1", "2"]]'},
    ],
    "ck_amendment_line_changes_something": [{"after": 0}, {"before": -1}, {"after": -1}],
    "ck_paper_copy_copy_counts": [{"copy_no": 0}, {"amendments": -1}],
}  # fmt: skip
ALLOWED_TOO = [("amendment", SETTLED), ("amendment", ACCEPTED), ("snapshot", LIVE), ("amendment_line", {"before": 2})]
# The stages of the night say their rows and what breaks them beside their own tests.
NIGHT = ("printing", "stock", "purchasing", "routing", "totes", "picking", "packing", "dispatch", "handover")
for _stage in NIGHT:
    _samples = importlib.import_module(f"tests.domain.{_stage}.table_samples")
    SAMPLES.update(_samples.SAMPLES)
    BREAKING.update(_samples.BREAKING)
# Tried where they belong: tests/domain/catalogue and tests/domain/places.
ELSEWHERE = ("supplier", "product", "product_barcode", "product_alias", "warehouse", "van", "driver", "point",
             "point_alias")  # fmt: skip
BY_TYPE = ("_length", "_is_day", "_is_flag", "_known")


@pytest.fixture(scope="module")
def bare(shared_database):
    """A transaction in a company without guards and foreign keys, and without a row that could be in the way."""
    with shared_database.writer.connect() as connection:
        whole = connection.begin()
        with without_guards(connection):
            for table in ("warehouse", "schema_gate"):
                connection.exec_driver_sql(f"DELETE FROM {table}")
            yield connection
        whole.rollback()


def faults(bare, attempts):
    """The attempts (table, row, expected) that came out otherwise."""
    found = []
    for table, row, expected in attempts:
        told = refusal_of_row(bare, table, SAMPLES[table] | row)
        if told != expected:
            found.append((table, row, told, expected))
    return found


def columns(*kinds):
    return [(table, column) for table in TABLES.values() for column in table.columns if isinstance(column.type, kinds)]


def test_every_table_has_a_sample_that_is_accepted(bare):
    assert set(SAMPLES) == set(TABLES)
    assert not faults(bare, [(table, {}, ALLOWED) for table in SAMPLES])
    assert not faults(bare, [(table, more, ALLOWED) for table, more in ALLOWED_TOO])


def test_a_text_one_character_too_long_is_refused_and_one_that_fits_is_not(bare):
    limited = [
        (t, c) for t, c in columns(String) if c.type.length and not c.name.startswith(("hash", "prev_", "body_s"))
    ]
    fixed = {"state", "kind", "role", "datum", "zone", "machine", "pickup_code", "settled"}
    free = [(t, c) for t, c in limited if c.name not in fixed]
    assert len(free) > 50
    long = [(t.name, {c.name: "长" * (c.type.length + 1)}, f"ck_{t.name}_{c.name}_length") for t, c in free]
    assert not [fault for fault in faults(bare, long) if "ck_" not in fault[2]]
    assert not [fault for fault in faults(bare, long) if not fault[2].startswith(f"ck_{fault[0]}")]
    fits = [(t.name, {c.name: "长" * c.type.length}, ALLOWED) for t, c in free if t.name not in ELSEWHERE]
    assert not [fault for fault in faults(bare, fits) if fault[2].endswith("_length")]


SPEAKS_FIRST = {"ck_wave_released_by_somebody", "ck_stock_movement_goes_the_way_of_its_kind"}
"""A word nobody knows breaks these too, and PostgreSQL names the first by the alphabet."""


def test_a_state_nobody_knows_is_refused(bare):
    known = [
        (table.name, {str(check.name).removeprefix(f"ck_{table.name}_").removesuffix("_known"): "asleep"}, check.name)
        for table in TABLES.values()
        for check in table.constraints
        if isinstance(check, CheckConstraint) and str(check.name).endswith("_known") and " IN (" in str(check.sqltext)
    ]
    assert len(known) >= 12
    valid = {"snapshot": {"hash": SHA}, "amendment": {**SETTLED}, "held_row": {"settled_by": "李娜"}}
    found = faults(bare, [(table, valid.get(table, {}) | wrong, name) for table, wrong, name in known])
    assert not [fault for fault in found if fault[2] not in SPEAKS_FIRST]


def test_yes_or_no_is_one_or_zero(bare):
    flags = [(t.name, {c.name: value}, f"ck_{t.name}_{c.name}_is_flag") for t, c in columns(Flag) for value in (2, -1)]
    assert flags
    wrong = [fault for fault in faults(bare, flags) if not fault[2].startswith("ck_")]
    assert not wrong


@pytest.mark.parametrize("day", ["2026-13-45", "2026-02-30", "2026-5-1", "someday", "0"])
def test_what_is_no_day_is_refused(bare, day):
    days = columns(Date)
    assert days
    for table, column in days:
        told = refusal_of_row(bare, table.name, SAMPLES[table.name] | {column.name: day})
        # PostgreSQL's own type reads 2026-5-1 as the day it means.
        assert told != ALLOWED or (day == "2026-5-1" and bare.dialect.name == "postgresql")


def test_a_column_that_must_be_filled_refuses_null(bare):
    needed = [
        (table.name, {column.name: None}, f"{column.name}_needed")
        for table in TABLES.values()
        for column in table.columns
        # A whole key of SQLite that is left empty takes the next number, as an insert means it.
        if not column.nullable and not (column.primary_key and len(table.primary_key.columns) == 1)
    ]
    assert len(needed) > 150
    assert not [f for f in faults(bare, needed) if f[2] != f[3] and not f[2].endswith(("_known", "_needed"))]


def test_a_fraction_a_text_or_a_blob_never_enters_a_whole_column(bare):
    """SQLite refuses 1.5 itself (STRICT). PostgreSQL would round it: there the types stand guard (test_columns.py)."""
    wrong = []
    values = ["'abc'", "'1.5'", "1e300"]
    values += ["x'01'", "1.5"] if bare.dialect.name == "sqlite" else ["'\\x01'::bytea"]
    for table, column in columns(Whole, Moment, Flag):
        for value in values:
            names = [name for name in SAMPLES[table.name] if name != column.name]
            statement = f"INSERT INTO {table.name} ({', '.join([*names, column.name])}) VALUES ({', '.join([*(f':{n}' for n in names), value])})"
            if refusal(bare, statement, **{n: SAMPLES[table.name][n] for n in names}) == ALLOWED:
                wrong.append((table.name, column.name, value))
    assert not wrong


@pytest.mark.parametrize("rule", BREAKING)
def test_a_senseless_row_is_refused_by_its_rule(bare, rule):
    table = next(t.name for t in TABLES.values() if any(str(c.name) == rule for c in t.constraints))
    assert not faults(bare, [(table, row, rule) for row in BREAKING[rule]])


def test_every_check_of_the_trade_is_tried_and_with_null_where_its_columns_may_be_empty():
    untried, without_null = [], []
    for table in TABLES.values():
        if table.name in ELSEWHERE:
            continue
        for check in table.constraints:
            name = str(check.name)
            if not isinstance(check, CheckConstraint) or (name.endswith(BY_TYPE) and name not in BREAKING):
                continue
            if name not in BREAKING:
                untried.append(name)
                continue
            text = str(check.sqltext)
            for column in table.columns:
                named = re.search(rf"\b{column.name}\b", text) and column.nullable
                guarded = re.search(rf"\b{column.name} IS NULL OR", text)
                tried = any(
                    row.get(column.name, SAMPLES[table.name].get(column.name)) is None for row in BREAKING[name]
                )
                if named and not guarded and not tried:
                    without_null.append((name, column.name))
    assert not untried
    assert not without_null


# (the first row, what the second one has otherwise): all but the unique columns differ.
TWICE = {
    "uq_person_name": ({}, {"role": "owner"}),
    "uq_trail_station_prev_hash": ({}, {"seq": 2, "hash": "b" * 64}),
    "uq_cycle_code": ({}, {"delivery_day": "2026-05-27"}),
    "uq_held_row_cycle_id_fingerprint": ({}, {"import_id": 2, "row": 9}),
    "uq_orders_channel_group_key_external_no": ({}, {"cycle_id": 2, "pickup_code": "2"}),
    "uq_orders_pickup_code": ({}, {"external_no": "A2"}),
    "uq_orders_amendment_id": ({"amendment_id": 5}, {"external_no": "A2", "pickup_code": "2"}),
    "uq_order_line_order_id_line_no": ({}, {"product_id": 2}),
    "uq_refund_due_order_id_command_id": ({}, {"amount_fen": 2}),
    "uq_snapshot_cycle_id_version": ({"state": "superseded", "hash": SHA}, {}),
    "uq_snapshot_one_live": (LIVE, {"version": 2}),
    "uq_amendment_snapshot_id_number": (ACCEPTED, {"external_no": "A2", "content_sha": "y"}),
    "uq_amendment_cycle_id_channel_group_key_external_no_content_sha": ({}, {"kind": "changed", "body": "[]"}),
}
# A key made wider for a foreign key to point at; the primary key refuses first.
KEY_MADE_WIDER = {"uq_orders_cycle_id_id", "uq_snapshot_id_cycle_id"}
for _stage in NIGHT:
    _samples = importlib.import_module(f"tests.domain.{_stage}.table_samples")
    TWICE.update(getattr(_samples, "TWICE", {}))
    KEY_MADE_WIDER |= getattr(_samples, "KEY_MADE_WIDER", set())


@pytest.mark.parametrize("rule", TWICE)
def test_what_is_unique_cannot_be_there_twice(bare, rule):
    table = next(t.name for t in TABLES.values() if rule in uniques(t))
    first, other = TWICE[rule]
    savepoint = bare.begin_nested()
    insert_raw(bare, table, SAMPLES[table] | first)
    told = refusal_of_row(bare, table, SAMPLES[table] | first | other)
    savepoint.rollback()
    assert told == rule


def uniques(table):
    named = {str(unique.name) for unique in (*table.constraints, *(i for i in table.indexes if i.unique))}
    return {name for name in named if name.startswith("uq_")}


def test_every_unique_rule_of_the_trade_is_tried():
    declared = {name for table in TABLES.values() if table.name not in ELSEWHERE for name in uniques(table)}
    assert declared == set(TWICE) | KEY_MADE_WIDER
