"""In-store codes by the shop's own table: 13 digits with a price or a weight, 18 with both; a wrong digit is no code."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue import operations as do
from domain.catalogue import queries as ask
from domain.catalogue.rules.in_store import checked, read_in_store
from domain.catalogue.words import (
    USUAL_PATTERNS,
    BadPattern,
    InStorePattern,
    InStoreReading,
    ReadCode,
    WeightUnit,
)
from domain.common.codes import check_digit, ean13_with_check
from tests.builders import MANAGER
from tests.domain.catalogue.test_editing import add

PRICE, WEIGHT = InStorePattern("P2 I5 E5 C", ("22",)), InStorePattern("P2 I5 W5 C", ("21",))
NUMBER = st.integers(0, 99_999)


def label(*parts: str) -> str:
    digits = "".join(parts)
    return digits + check_digit(digits)


@given(st.integers(2_000_000, 2_999_999), NUMBER, NUMBER)
def test_18_digits_carry_amount_and_weight_in_the_order_of_the_pattern(item, first, second):
    code = label(str(item), f"{first:05d}", f"{second:05d}")
    assert read_in_store(code, USUAL_PATTERNS) == InStoreReading(str(item), second, first)
    assert read_in_store(code, [InStorePattern("P2 I5 W5 E5 C")]) == InStoreReading(str(item), first, second)
    for wrong in range(1, 10):
        changed = code[:-1] + str((int(code[-1]) + wrong) % 10)
        assert read_in_store(changed, USUAL_PATTERNS) is None


def test_the_prefix_says_whether_13_digits_carry_a_price_or_a_weight():
    table = (WEIGHT, PRICE)
    assert read_in_store(label("21", "00123", "01250"), table) == InStoreReading("2100123", 1250, None)
    assert read_in_store(label("22", "00123", "01250"), table) == InStoreReading("2200123", None, 1250)
    assert read_in_store(label("25", "00123", "01250"), table) is None, "the shop prints no such label"


@pytest.mark.parametrize(
    ("pattern", "weight_g", "amount_fen"),
    [
        (InStorePattern("P2 I5 W5 C", weight_decimals=3), 1250, None),
        (InStorePattern("P2 I5 W5 C", weight_decimals=2), 12_500, None),
        (InStorePattern("P2 I5 W5 C", unit=WeightUnit.GRAM, weight_decimals=0), 1250, None),
        (InStorePattern("P2 I5 E5 C", amount_decimals=2), None, 1250),
        (InStorePattern("P2 I5 E5 C", amount_decimals=1), None, 12_500),
        (InStorePattern("P2 I5 E5 C", amount_decimals=0), None, 125_000),
        (InStorePattern("P1 I6 X1 W4 C"), 1250, None),
    ],
)
def test_decimals_and_unit_are_the_tables(pattern, weight_g, amount_fen):
    code = label("2100123", "01250")
    assert read_in_store(code, [checked(pattern)]) == InStoreReading("2100123", weight_g, amount_fen)


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        (InStorePattern("P2 I5 Q5 C"), "form"),
        (InStorePattern(""), "form"),
        (InStorePattern("P2 I5 W4 C"), "digits"),
        (InStorePattern("P2 I4 W6 C"), "item"),
        (InStorePattern("I5 P2 W5 C"), "item"),
        (InStorePattern("P2 I5 W2 W3 C"), "item"),
        (InStorePattern("P2 I5 X5 C"), "nothing"),
        (InStorePattern("P2 I5 C W5"), "check"),
        (InStorePattern("P2 I5 W5 C", weight_decimals=4), "decimals"),
        (InStorePattern("P2 I5 W5 C", unit=WeightUnit.GRAM, weight_decimals=1), "decimals"),
        (InStorePattern("P2 I5 E5 C", amount_decimals=3), "decimals"),
        (InStorePattern("P2 I5 W5 C", ("69",)), "prefix"),
    ],
)
def test_a_pattern_no_label_can_have_is_refused_with_its_reason(database, pattern, why):
    with pytest.raises(BadPattern) as refused:
        do.set_in_store_patterns(database, MANAGER, [pattern])
    assert refused.value.pattern_fault == why


def test_a_pattern_is_kept_in_one_spelling():
    assert checked(InStorePattern("p2i5  w5c", ("22", "21", "22"))) == InStorePattern("P2 I5 W5 C", ("21", "22"))


@pytest.mark.parametrize(
    "code", ["6901234567892", "210012301234", "2100123012340", "", "21001230123x4", "２１００１２３０１２３４２"]
)
def test_what_is_no_in_store_code_is_not_read(code):
    assert read_in_store(code, USUAL_PATTERNS) is None


def test_the_table_of_the_books_reads_a_label(database):
    pork = add(database, name="五花肉", weighed=True, weight_g=500, barcodes=("2200123",))
    do.set_in_store_patterns(database, MANAGER, [WEIGHT, PRICE])
    with database.read() as connection:
        assert ask.in_store_patterns(connection) == (WEIGHT, PRICE)
        found = ask.scanned_product(connection, label("2200123", "01250"))
        assert (found.id, found.weight_g, found.reading.amount_fen) == (pork, None, 1250)
        assert ask.scanned_product(connection, label("2100123", "01250")) is None, "another item"


def test_a_label_with_a_wrong_digit_finds_nothing(database):
    add(database, name="五花肉", weighed=True, weight_g=500, barcodes=("2100123",))
    right = label("2100123", "01250")
    with database.read() as connection:
        assert ask.scanned_product(connection, right) is not None
        for wrong in range(1, 10):
            assert ask.scanned_product(connection, right[:-1] + str((int(right[-1]) + wrong) % 10)) is None


def test_a_gs1_label_finds_its_product_with_weight_lot_and_last_day(database):
    beef = add(database, name="牛腩", weighed=True, weight_g=500, barcodes=("6901234567892",))
    read = ReadCode("01...", is_gs1=True, gtin="06901234567892", weight_g=1250, lot="A7", expires_on=date(2026, 6, 1))
    with database.read() as connection:
        found = ask.scanned_product(connection, read)
    assert (found.id, found.weight_g, found.lot, found.expires_on) == (beef, 1250, "A7", date(2026, 6, 1))


def test_the_code_of_a_case_names_the_piece_inside_only_where_cases_are_meant(database):
    cola = add(database, name="可乐", barcodes=("6901234567892",))
    inner = "1690123456789"
    case = inner + check_digit(inner)
    with database.read() as connection:
        assert ask.scanned_product(connection, case).id == cola
        assert ask.scanned_product(connection, case, cases=False) is None
        assert ask.scanned_product(connection, ReadCode("", "glued")) is None


def test_a_piece_by_weight_is_its_product_everywhere(database):
    fish = add(database, name="草鱼", weighed=True, weight_g=900, barcodes=("6901234567892",))
    nine = "9690123456789"
    with database.read() as connection:
        read = ReadCode("", is_gs1=True, gtin=nine + check_digit(nine), weight_g=880)
        assert ask.scanned_product(connection, read, cases=False).id == fish


def test_a_whole_barcode_counts_before_the_table(database):
    code = ean13_with_check("210012301250")
    exact = add(database, name="礼盒", barcodes=(code,))
    add(database, name="五花肉", weighed=True, weight_g=500, barcodes=("2100123",))
    with database.read() as connection:
        found = ask.scanned_product(connection, code)
    assert (found.id, found.weight_g) == (exact, None)
