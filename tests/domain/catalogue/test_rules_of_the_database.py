"""The rules of the catalogue's tables hold by raw SQL on both databases; NULL slips past none of them."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.raw_sql import insert_raw

SUPPLIER = {"code": "S1", "name": "鲜果批发"}
PRODUCT = {"code": "A1", "name": "苹果", "name_key": "苹果"}
BARCODE = {"code": "6901234567892", "product_id": 7, "kind": "ean13"}
ALIAS = {"channel": "x", "alias": "苹果", "product_id": 7}


@pytest.fixture
def books(shared_database):
    """A transaction with one product, rolled back afterwards."""
    with shared_database.writer.connect() as connection:
        transaction = connection.begin()
        insert_raw(connection, "product", {"id": 7, **PRODUCT})
        yield connection
        transaction.rollback()


GOOD = [
    ("supplier", SUPPLIER, {}),
    ("supplier", SUPPLIER, {"lead_days": 60, "active": 0}),
    ("product", PRODUCT, {"code": "A2", "name_key": "梨", "price_fen": 0, "cost_fen": None, "shelf_life_days": 0}),
    ("product", PRODUCT, {"code": "A2", "state": "retired"}),
    ("product_barcode", BARCODE, {}),
    ("product_barcode", BARCODE, {"code": "2100123", "kind": "in_store"}),
    ("product_barcode", BARCODE, {"code": "A-100", "kind": "own"}),
    ("product_alias", ALIAS, {}),
    ("product_alias", ALIAS, {"channel": ""}),
]

BAD = [
    ("supplier", SUPPLIER, {"code": " "}),
    ("supplier", SUPPLIER, {"name": "  "}),
    ("supplier", SUPPLIER, {"name": None}),
    ("supplier", SUPPLIER, {"name": "家" * 81}),
    ("supplier", SUPPLIER, {"lead_days": 61}),
    ("supplier", SUPPLIER, {"lead_days": -1}),
    ("supplier", SUPPLIER, {"lead_days": None}),
    ("supplier", SUPPLIER, {"active": 2}),
    ("supplier", SUPPLIER, {"active": None}),
    ("supplier", SUPPLIER, {"version": None}),
    ("product", PRODUCT, {"code": "A1", "name_key": "梨"}),
    ("product", PRODUCT, {"code": "A2"}),
    ("product", PRODUCT, {"code": "A2", "state": "draft"}),
    *(("product", PRODUCT, {"code": "A2", "name_key": "梨"} | wrong) for wrong in (
        {"code": None}, {"code": ""}, {"name": " "}, {"name": None}, {"name_key": ""}, {"name_key": None},
        {"name": "果" * 121}, {"spec": None}, {"base_per_sale": 0}, {"base_per_sale": None}, {"case_size": 0},
        {"case_size": None}, {"weight_g": -1}, {"weight_g": None}, {"volume_ml": -1}, {"volume_ml": None},
        {"weighed": 1}, {"weighed": 2, "weight_g": 1}, {"weighed": None}, {"tolerance_permille": 1001},
        {"tolerance_permille": -1}, {"tolerance_permille": None}, {"price_fen": -1}, {"cost_fen": -1},
        {"shelf_life_days": -1}, {"zone": "warm"}, {"zone": None}, {"state": "gone"}, {"state": None},
        {"supplier_id": 99}, {"made_by": "nobody-did-it"}, {"sale_unit": "份" * 13}, {"version": None},
    )),
    *(("product_barcode", BARCODE, wrong) for wrong in (
        {"code": "6901234567890"}, {"code": "690123456789"}, {"code": "69012345678x2"}, {"code": None},
        {"code": "2100123"}, {"code": "210012", "kind": "in_store"}, {"code": "1100123", "kind": "in_store"},
        {"code": "21x0123", "kind": "in_store"}, {"code": "123", "kind": "own"}, {"kind": "qr"}, {"kind": None},
        {"product_id": 99}, {"product_id": None},
    )),
    *(("product_alias", ALIAS, wrong) for wrong in (
        {"alias": ""}, {"alias": None}, {"channel": None}, {"product_id": 99}, {"product_id": None},
        {"alias": "果" * 241},
    )),
]  # fmt: skip


@pytest.mark.parametrize(("table", "row", "more"), GOOD)
def test_a_sensible_row_is_kept(books, table, row, more):
    insert_raw(books, table, row | more)


@pytest.mark.parametrize(("table", "row", "wrong"), BAD)
def test_a_senseless_row_is_refused(books, table, row, wrong):
    with pytest.raises(DBAPIError):
        insert_raw(books, table, row | wrong)


def test_a_barcode_belongs_to_one_product(books):
    insert_raw(books, "product", PRODUCT | {"id": 8, "code": "A2", "name_key": "梨"})
    insert_raw(books, "product_barcode", BARCODE)
    with pytest.raises(DBAPIError):
        insert_raw(books, "product_barcode", BARCODE | {"product_id": 8})


def test_a_name_means_one_product_in_a_channel(books):
    insert_raw(books, "product_alias", ALIAS)
    with pytest.raises(DBAPIError):
        insert_raw(books, "product_alias", ALIAS)


def test_a_product_that_has_names_cannot_be_deleted(books):
    insert_raw(books, "product_alias", ALIAS)
    with pytest.raises(DBAPIError):
        books.execute(text("DELETE FROM product WHERE id = 7"))


@pytest.mark.parametrize("digit", range(10))
def test_only_the_right_check_digit_is_kept(books, digit):
    row = BARCODE | {"code": f"690123456789{digit}"}
    if digit == 2:
        insert_raw(books, "product_barcode", row)
        return
    with pytest.raises(DBAPIError):
        insert_raw(books, "product_barcode", row)
