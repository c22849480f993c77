"""Files of products and suppliers: new, changed and unchanged told apart, problems told by row, nothing half done."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import func, select

from domain.catalogue.operations import accept_catalogue, accept_products, accept_suppliers, resolve_products
from domain.catalogue.records import BarcodeRecord, ProductAliasRecord, ProductRecord, SupplierRecord
from domain.common.accepting import SheetRow
from domain.common.command import execute
from domain.common.errors import NotAllowed
from domain.common.people import Actor, Role
from domain.common.records import TrailRecord
from tests.sheet_rows import counts, reasons, rows

ACTOR = Actor("李娜", "test")


def stored(database, record=ProductRecord):
    with database.read() as connection:
        return {row.code: row for row in connection.execute(select(record.__table__))}


def test_rows_are_new_then_unchanged_then_changed(database):
    first = rows({"code": "A1", "name": "苹果", "spec": "5斤", "price_fen": 3990}, {"code": "A2", "name": "梨"})
    assert counts(accept_products(database, ACTOR, first)) == (2, 0, 0, 0)
    assert counts(accept_products(database, ACTOR, first)) == (0, 0, 2, 0)
    second = rows({"code": "A1", "price_fen": 4290}, {"code": "A2", "name": "梨"})
    assert counts(accept_products(database, ACTOR, second)) == (0, 1, 1, 0)
    apple = stored(database)["A1"]
    assert (apple.name, apple.price_fen, apple.version) == ("苹果", 4290, 2)


def test_what_a_row_does_not_say_stays(database):
    accept_products(database, ACTOR, rows({"code": "A1", "name": "苹果", "weight_g": 2500, "category": "水果"}))
    accept_products(database, ACTOR, rows({"name": "苹果", "category": "时令"}))
    apple = stored(database)["A1"]
    assert (apple.weight_g, apple.category) == (2500, "时令")


def test_a_new_thing_without_a_code_gets_one(database):
    accept_products(database, ACTOR, rows({"name": "苹果"}, {"name": "梨"}))
    assert set(stored(database)) == {"C0001", "C0002"}


def test_a_product_names_its_supplier_by_name_or_code(database):
    answer = accept_catalogue(
        database,
        ACTOR,
        suppliers=rows({"code": "S9", "name": "鲜果批发"}),
        products=rows({"name": "苹果", "supplier": "鲜果 批发"}, {"name": "梨", "supplier": "S9"}),
    )
    assert counts(answer) == (3, 0, 0, 0)
    supplier = stored(database, SupplierRecord)["S9"].id
    assert {row.supplier_id for row in stored(database).values()} == {supplier}


def test_an_unknown_supplier_is_a_problem_with_its_row(database):
    answer = accept_products(database, ACTOR, rows({"name": "苹果"}, {"name": "梨", "supplier": "没有这家"}))
    assert counts(answer) == (1, 0, 0, 1)
    assert reasons(answer) == [(3, "supplier", "reference_unknown")]
    assert answer.problems[0].value == "没有这家"


@pytest.mark.parametrize(
    ("values", "column", "code"),
    [
        ({"name": ""}, "name", "value_missing"),
        ({"name": "  "}, "name", "value_missing"),
        ({"name": "苹果", "case_size": 0}, "case_size", "value_out_of_range"),
        ({"name": "苹果", "price_fen": -1}, "price_fen", "value_out_of_range"),
        ({"name": "苹果", "price_fen": 1.5}, "price_fen", "value_unreadable"),
        ({"name": "苹果", "zone": "warm"}, "zone", "value_unknown"),
        ({"name": "果" * 121}, "name", "value_too_long"),
        ({"name": "苹\x1b果"}, "name", "value_has_control_bytes"),
        ({"name": "苹果", "weighed": True}, "weight_g", "weighed_needs_weight"),
        ({"name": "苹果", "barcodes": ("6901234567890",)}, "barcodes", "barcode_check_digit_wrong"),
        ({"name": "苹果", "barcodes": ("12",)}, "barcodes", "barcode_unreadable"),
        ({"name": "苹果", "case_size": None}, "case_size", "value_missing"),
    ],
)
def test_a_senseless_value_is_a_problem_and_its_row_is_not_taken(sqlite_database, values, column, code):
    answer = accept_products(sqlite_database, ACTOR, rows({"name": "好的"}, values))
    assert (answer.new, reasons(answer)) == (1, [(3, column, code)])
    assert len(stored(sqlite_database)) == 1


def test_hostile_names_are_kept_as_they_are(database):
    names = ["<b>苹果</b>", "A&B 牛奶", "=cmd()", "🍉西瓜", "𠮷野家"]
    accept_products(database, ACTOR, rows(*({"name": name} for name in names)))
    assert {row.name for row in stored(database).values()} == set(names)


def test_a_name_another_product_has_is_a_problem(database):
    accept_products(database, ACTOR, rows({"code": "A1", "name": "苹果", "spec": "5斤"}))
    answer = accept_products(database, ACTOR, rows({"code": "A2", "name": "苹果（5斤）"}))
    assert reasons(answer) == [(2, "name", "name_taken")]
    assert answer.problems[0].reason.fact("owner") == "A1"


def test_two_products_may_swap_their_names_and_barcodes(database):
    one, other = "6901234567892", "6936983800013"
    accept_products(
        database,
        ACTOR,
        rows({"code": "A1", "name": "苹果", "barcodes": (one,)}, {"code": "A2", "name": "梨", "barcodes": (other,)}),
    )
    swapped = rows(
        {"code": "A1", "name": "梨", "barcodes": (other,)}, {"code": "A2", "name": "苹果", "barcodes": (one,)}
    )
    assert counts(accept_products(database, ACTOR, swapped)) == (0, 2, 0, 0)
    assert stored(database)["A1"].name == "梨"
    with database.read() as connection:
        codes = connection.execute(
            select(BarcodeRecord.code).join(ProductRecord).where(ProductRecord.code == "A1")
        ).scalars()
        assert list(codes) == [other]


def test_a_chain_of_names_that_ends_in_a_rival_is_refused_whole(database):
    """A wants B's name, B wants C's name, C keeps it: neither A nor B can have its wish."""
    accept_products(database, ACTOR, rows(*({"code": code, "name": code} for code in "ABC")))
    answer = accept_products(database, ACTOR, rows({"code": "A", "name": "B"}, {"code": "B", "name": "C"}))
    assert reasons(answer) == [(2, "name", "name_taken"), (3, "name", "name_taken")]
    assert {row.name for row in stored(database).values()} == {"A", "B", "C"}


def test_a_barcode_of_two_rows_goes_to_the_first(database):
    code = "6901234567892"
    answer = accept_products(
        database, ACTOR, rows({"name": "苹果", "barcodes": (code,)}, {"name": "梨", "barcodes": (code,)})
    )
    assert reasons(answer) == [(3, "barcodes", "barcodes_taken")]


def test_a_thing_twice_in_a_file_is_a_problem_that_names_the_first_row(database):
    answer = accept_products(database, ACTOR, rows({"code": "A1", "name": "苹果"}, {"code": "A1", "name": "青苹果"}))
    assert reasons(answer) == [(3, "code", "row_twice")]
    assert answer.problems[0].reason.fact("row") == 2
    assert stored(database)["A1"].name == "苹果"


def test_a_row_completes_the_draft_of_its_name_and_gives_it_its_code(database):
    name = ("冰淇淋黄心西瓜(一箱四个约14斤)", "", "")
    execute(
        database,
        ACTOR,
        "test.resolve",
        None,
        lambda tx: resolve_products(tx.connection, "x", [name], create_missing=True, command_id=tx.command_id) and {},
    )
    draft = stored(database)["D0001"].id
    row = {"code": "XG-14", "name": "冰淇淋黄心西瓜", "spec": "一箱四个约14斤", "price_fen": 8000}
    assert counts(accept_products(database, ACTOR, rows(row))) == (0, 1, 0, 0)
    melon = stored(database)["XG-14"]
    assert (melon.id, melon.state, melon.price_fen) == (draft, "active", 8000)


def test_a_renamed_product_is_found_by_its_former_name_until_another_takes_it(database):
    accept_products(database, ACTOR, rows({"code": "A1", "name": "苹果"}))
    accept_products(database, ACTOR, rows({"code": "A1", "name": "红富士"}))

    def found():
        with database.read() as connection:
            return resolve_products(connection, "x", [("苹果", "", "")], create_missing=False, command_id=None)

    assert set(found().values()) == {stored(database)["A1"].id}
    accept_products(database, ACTOR, rows({"code": "A2", "name": "苹果"}))
    assert set(found().values()) == {stored(database)["A2"].id}
    with database.read() as connection:
        assert connection.execute(select(func.count()).select_from(ProductAliasRecord)).scalar_one() == 0


def test_the_trail_keeps_counts_and_a_hash(database):
    accept_products(database, ACTOR, rows({"name": "苹果"}, {"name": ""}), source="商品.xlsx")
    accept_products(database, ACTOR, rows({"name": "苹果"}))
    with database.read() as connection:
        notes = connection.execute(select(TrailRecord.what, TrailRecord.subject, TrailRecord.after)).all()
    assert [(note.what, note.subject) for note in notes] == [("product_imported", "商品.xlsx")]
    after = json.loads(notes[0].after)
    assert (after["new"], after["problems"], len(after["sha256"])) == (1, 1, 64)


def test_the_same_command_again_gives_the_same_answer(database):
    given = rows({"name": "苹果"}, {"name": "", "code": "x"})
    first = accept_products(database, ACTOR, given, command_id="again-0001")
    assert accept_products(database, ACTOR, given, command_id="again-0001") == first


def test_a_picker_may_not(database):
    with pytest.raises(NotAllowed):
        accept_suppliers(database, Actor("小王", "test", Role.PICKER), rows({"name": "甲"}))


def test_thousands_of_rows_are_one_piece_of_work(database):
    given = rows(
        *({"code": f"P{i}", "name": f"商品{i}", "spec": "5斤", "barcodes": (f"K{i:06d}",)} for i in range(4_000))
    )
    assert counts(accept_products(database, ACTOR, given)) == (4_000, 0, 0, 0)
    assert counts(accept_products(database, ACTOR, given)) == (0, 0, 4_000, 0)
    changed = [SheetRow(one.row, {**one.values, "price_fen": 100}) for one in given]
    assert counts(accept_products(database, ACTOR, changed)) == (0, 4_000, 0, 0)
