"""Whatever a file holds: the same file again changes nothing, and what it left agrees with the rules."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from domain.catalogue.operations.nouns import PRODUCT
from domain.catalogue.records import BarcodeRecord, ProductRecord
from domain.catalogue.rules import product_key
from domain.common.accepting.writing import accept
from domain.common.codes import ean13_with_check
from domain.common.command import Transaction
from domain.common.people import Actor
from tests.sheet_rows import rows

CODES = st.sampled_from([ean13_with_check(f"69012345678{n}") for n in range(3)])
ROW = st.fixed_dictionaries(
    {},
    optional={
        "code": st.sampled_from(["A", "B", "C", "D"]),
        "name": st.sampled_from(["苹果", "苹 果", "梨", "桃(大)", ""]),
        "spec": st.sampled_from(["", "大", "5斤"]),
        "state": st.sampled_from(["draft", "active", "retired"]),
        "barcodes": st.lists(CODES, max_size=2, unique=True).map(lambda codes: tuple(sorted(codes))),
        "price_fen": st.sampled_from([None, 0, 100, -1]),
    },
)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=st.lists(st.lists(ROW, max_size=6), min_size=1, max_size=3))
def test_the_last_file_again_changes_nothing(shared_database, files):
    with shared_database.writer.connect() as connection:
        transaction = connection.begin()
        tx = Transaction(connection, Actor("李娜", "test"), "again-0001", datetime(2026, 5, 25, tzinfo=UTC))
        for number, given_rows in enumerate(files):
            accept(tx, PRODUCT, rows(*given_rows), f"{number}.xlsx")
            check_the_books(connection)
        last = accept(tx, PRODUCT, rows(*files[-1]), "again.xlsx")
        transaction.rollback()
    assert (last.new, last.changed) == (0, 0)


def check_the_books(connection):
    products = connection.execute(select(ProductRecord.__table__)).all()
    assert all(row.name_key == product_key(row.name, row.spec) for row in products)
    on_sale = [row.name_key for row in products if row.state != "retired"]
    assert len(on_sale) == len(set(on_sale))
    assert not [row.code for row in products if row.code.startswith("~")]
    codes = connection.execute(select(BarcodeRecord.code)).scalars().all()
    assert len(codes) == len(set(codes))
