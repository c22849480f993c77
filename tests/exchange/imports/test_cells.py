from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.common.errors import Notice
from domain.ordering.words import LARGEST_QUANTITY
from exchange.imports import cells

CHINA = timezone(timedelta(hours=8))

QUANTITIES = [
    ("1", 1), ("12", 12), ("１２", 12), ("０１２", 12), (" 3 ", 3), ("\t7\t", 7), ("\u00a05\u00a0", 5), ("\u30009", 9),
    ("2.0", 2), ("2.000", 2), ("1,000", 1000), ("'4", 4), ("+2", 2), (3.0, 3), (7, 7), (2.9999999999999996, 3),
    ("10000", 10000), (10000.0, 10000), ("００１", 1), ("\ufeff6", 6),
    ("", "quantity_missing"), ("   ", "quantity_missing"), ("\t", "quantity_missing"),
    ("0", "quantity_zero"), (0.0, "quantity_zero"), ("-0", "quantity_zero"),
    ("-1", "quantity_negative"), ("－1", "quantity_negative"), ("−2", "quantity_negative"), (-3.0, "quantity_negative"),
    ("1.5", "quantity_fractional"), (0.5, "quantity_fractional"), ("0.0001", "quantity_fractional"),
    ("10001", "quantity_too_large"), (1e9, "quantity_too_large"), ("999999999999999", "quantity_too_large"),
    ("1_000", "number_unreadable"), ("²", "number_unreadable"), ("1²", "number_unreadable"), ("①", "number_unreadable"),
    ("Ⅷ", "number_unreadable"), ("½", "number_unreadable"), ("٣", "number_unreadable"), ("४", "number_unreadable"),
    ("𝟏", "number_unreadable"), ("1e3", "number_unreadable"), ("1E3", "number_unreadable"), ("NaN", "number_unreadable"),
    ("nan", "number_unreadable"), ("inf", "number_unreadable"), ("Infinity", "number_unreadable"),
    (math.nan, "number_unreadable"), (math.inf, "number_unreadable"), ("0x10", "number_unreadable"),
    ("1 0", "number_unreadable"), ("1,00", "number_unreadable"), ("1.", "number_unreadable"), (".5", "number_unreadable"),
    ("--1", "number_unreadable"), ("一", "number_unreadable"), ("3份", "number_unreadable"), ("=1+1", "number_unreadable"),
    ("abc", "number_unreadable"), ("1;2", "number_unreadable"), ("1\n2", "number_unreadable"), ("1.2.3", "number_unreadable"),
    ("1" * 40, "number_unreadable"), (True, "number_unreadable"), (False, "number_unreadable"),
    (datetime(2026, 5, 25), "number_unreadable"), (date(2026, 5, 25), "number_unreadable"), ("\x001", "number_unreadable"),
]  # fmt: skip

MONEY = [
    ("59.9", 5990), (59.9, 5990), ("59.90", 5990), ("59.900", 5990), ("¥59.90", 5990), ("￥59.9", 5990), ("59.9元", 5990),
    ("$5.00", 500), ("1,234.50", 123450), (0.1 + 0.2, 30), (1e-9, 0), ("0", 0), (0.0, 0), (80.0, 8000), ("５９.９", 5990),
    ("59.8999999999", 5990), ("-5", -500), ("", None), ("-", None), ("--", None), ("  ", None),
    ("59.999", "money_too_fine"), (0.005, "money_too_fine"), ("1e3", "money_unreadable"), ("1_0", "money_unreadable"),
    ("免费", "money_unreadable"), (math.nan, "money_unreadable"), (1e300, "money_too_large"), ("5.9.9", "money_unreadable"),
    ("59,9", "money_unreadable"), (True, "money_unreadable"),
]  # fmt: skip


def outcome(made: object) -> object:
    return made.code if isinstance(made, Notice) else made


@pytest.mark.parametrize(("value", "expected"), QUANTITIES, ids=[repr(value)[:20] for value, _ in QUANTITIES])
def test_a_quantity_is_whole_pieces_or_says_why_not(value: cells.Cell, expected: object) -> None:
    assert outcome(cells.quantity(value)) == expected


@pytest.mark.parametrize(("value", "expected"), MONEY, ids=[repr(value)[:20] for value, _ in MONEY])
def test_money_is_exact_fen_or_says_why_not(value: cells.Cell, expected: object) -> None:
    assert outcome(cells.fen(value)) == expected


def test_a_negative_amount_of_a_line_is_refused() -> None:
    assert outcome(cells.not_negative_fen("-0.01")) == "money_negative"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (13812345678.0, "13812345678"),
        ("13812345678.0", "13812345678"),
        ("\t13812345678", "13812345678"),
        ("'13812345678", "13812345678"),
        ('="13812345678"', "13812345678"),
        ("１３８１２３４５６７８", "13812345678"),
        ("+86 138-1234-5678", "13812345678"),
        ("86-13812345678", "13812345678"),
        ("0086 13812345678", "13812345678"),
        ("186******05", "186******05"),
        ("86186****5678", "186****5678"),
        ("021-64120000", "02164120000"),
        ("+44 20 7946 0958", "+442079460958"),
        ("(02) 9999-1234", "0299991234"),
        ("13800000000/13900000000", "13800000000/13900000000"),
        ("", ""),
        ("微信联系", "微信联系"),
    ],
)
def test_a_phone_is_digits_and_a_mask_stays(value: cells.Cell, expected: str) -> None:
    assert cells.phone(value) == expected


@pytest.mark.parametrize("value", ["1.38E+10", "1.38e10", 1.5, math.nan, "9" * 60 + " 转 1"])
def test_a_phone_that_lost_its_digits_is_not_invented(value: cells.Cell) -> None:
    assert outcome(cells.phone(value)) == "phone_unreadable"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("E20260525220543065306159", "E20260525220543065306159"),
        ("\t202605252205430653", "202605252205430653"),
        ('="0012345678901234567"', "0012345678901234567"),
        ("'#1001", "#1001"),
        ("#1001", "#1001"),
        ("00123", "00123"),
        (1001.0, "1001"),
        (123456789012345.0, "123456789012345"),
        ("1001.0", "1001"),
    ],
)
def test_an_order_number_is_text_as_it_stands(value: cells.Cell, expected: str) -> None:
    assert cells.identifier(value) == expected


@pytest.mark.parametrize("value", [1.2e17, "1.2E+17", "1.23456789012E+15", "2e18", 2.0**53, 9007199254740993.0, 1e15])
def test_an_order_number_a_spreadsheet_has_rounded_is_refused(value: cells.Cell) -> None:
    assert outcome(cells.identifier(value)) == "order_number_mangled"


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "A12", "1e2", 1e12, "12.", True])
def test_a_sequence_is_a_small_number_from_one(value: cells.Cell) -> None:
    assert outcome(cells.sequence(cells.plain(value) if value is True else value)) == "sequence_unreadable"
    assert cells.sequence("１２") == 12
    assert cells.sequence(12.0) == 12
    assert cells.sequence(" ") is None


@pytest.mark.parametrize(
    "value",
    [
        "2026-06-20 11:05:00",
        "2026/6/20 11:05",
        "2026年6月20日 11:05",
        "2026.6.20 11:05:00",
        "2026-06-20T11:05:00+08:00",
        "2026-06-20 11:05:00 +0800",
        "2026-06-20T03:05:00Z",
        "2026-06-20 03:05:00 UTC",
        datetime(2026, 6, 20, 11, 5),
        46193.461805555555,
    ],
)
def test_a_moment_is_aware_whatever_its_spelling(value: cells.Cell) -> None:
    assert cells.moment(value, CHINA) == datetime(2026, 6, 20, 3, 5, tzinfo=UTC)


def test_a_day_without_time_is_its_first_minute() -> None:
    assert cells.moment(date(2026, 6, 20), CHINA) == datetime(2026, 6, 20, tzinfo=CHINA)
    assert cells.moment("2026-06-20", CHINA) == datetime(2026, 6, 20, tzinfo=CHINA)


@pytest.mark.parametrize("value", ["June", "2026-13-01", "20260620110500x", "昨天", 3.0])
def test_a_moment_that_is_none_says_so(value: cells.Cell) -> None:
    assert outcome(cells.moment(value, CHINA)) == "time_unreadable"


@pytest.mark.parametrize(
    "name",
    [
        "<b>粗</b>",
        "A&B 牛奶",
        "=cmd()",
        "+1",
        "@all",
        "王🌻",
        "𠮷野家",
        "👨‍👩‍👧 一家",
        "O'Neil",
        '"引号"',
        "^XA~JA",
        "朱珅|俓",
    ],
)
def test_a_name_keeps_every_character_a_person_can_see(name: str) -> None:
    assert cells.clean_text(name) == (name, False)


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\x1b@", "\x7f", "\x9b", "\ud83d", "\u202e", "\u2066", "\uffff"])
def test_control_characters_are_taken_out_and_told(bad: str) -> None:
    text, is_told = cells.clean_text(f"王{bad}明")
    assert text.replace("@", "") == "王明"
    assert is_told
    text.encode("utf-8")


def test_line_breaks_and_blanks_become_one_blank() -> None:
    assert cells.clean_text(" 大仓购\r\n 已报备\u3000资料 \t") == ("大仓购 已报备 资料", False)


@given(st.text(max_size=30) | st.floats() | st.integers() | st.booleans())
def test_no_cell_makes_a_cleaner_fall_over(value: cells.Cell) -> None:
    pieces = cells.quantity(value)
    assert isinstance(pieces, Notice) or 1 <= pieces <= LARGEST_QUANTITY
    assert isinstance(cells.fen(value), (int, Notice, type(None)))
    assert isinstance(cells.phone(value), (str, Notice))
    assert isinstance(cells.identifier(value), (str, Notice))
    assert isinstance(cells.moment(value, CHINA), (datetime, Notice, type(None)))
    cells.clean_text(value)[0].encode("utf-8")


@given(st.text(alphabet="0123456789０１２３４５６７８９.,+-－_eE²①٣ \t'", max_size=8))
def test_a_number_that_is_taken_is_the_number_that_is_written(text: str) -> None:
    made = cells.as_number(text)
    if isinstance(made, Decimal):
        written = text.translate({c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)}).strip(" \t'").replace(",", "")
        assert set(written) <= set("0123456789.+-")
        assert made == Decimal(written)


@given(st.integers(0, 10**9))
def test_every_sum_of_fen_survives_text_and_float(fen: int) -> None:
    assert cells.fen(f"{fen // 100}.{fen % 100:02d}") == fen
    assert cells.fen(fen / 100) == fen
