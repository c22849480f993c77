"""A file of delivered quantities read into rows: columns by their headings, cells strictly, what is wrong with its row."""

from __future__ import annotations

from datetime import date

import pytest

from domain.purchasing.words import Delivered
from exchange.imports.refusals import FileEmpty, FileUnreadable, KindNotSupported
from exchange.receipts import ReceiptNotRecognised, read_receipt
from exchange.spreadsheets import write_csv, write_xlsx

CHINESE = [
    "商品",
    "规格",
    "编码",
    "条码",
    "实收",
    "箱数",
    "拒收",
    "原因",
    "批次",
    "到期",
    "温度",
    "重量(kg)",
    "送货单号",
]
FULL = ["土鸡蛋", "30枚", "G-1", "6901234567892", 20, 2, 4, "破损", "L77", date(2026, 6, 25), "4.5℃", "30.25", "GY-12"]
ENGLISH = ["Product", "Received", "Refused", "Reason", "Lot", "Expiry", "Temperature", "Weight (g)"]


def read(tmp_path, headings, *rows, name="note.xlsx", write=write_xlsx):
    write(tmp_path / name, headings, rows)
    return read_receipt(tmp_path / name)


def test_every_column_is_recognised_in_chinese(tmp_path):
    (row,) = read(tmp_path, CHINESE, FULL).rows
    assert (row.row, row.product, row.spec, row.codes) == (2, "土鸡蛋", "30枚", ("6901234567892", "G-1"))
    assert row.delivered == Delivered(
        20, 2, 4, "破损", "L77", date(2026, 6, 25), 30_250, temperature_dc=45, delivery_note="GY-12"
    )


def test_and_in_english_below_a_title_from_a_csv(tmp_path):
    rows = [["eggs", 7, 1, "broken", "L1", "2026-06-25", "-18", "10500"]]
    (row,) = read(tmp_path, ENGLISH, *rows, name="note.csv", write=write_csv).rows
    assert row.delivered == Delivered(7, 0, 1, "broken", "L1", date(2026, 6, 25), 10_500, temperature_dc=-180)


def test_received_counts_before_ordered(tmp_path):
    (row,) = read(tmp_path, ["品名", "数量", "实收数量"], ["葡萄", 10, 8]).rows
    assert row.delivered.pieces == 8


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("实收", "十个", "number_unreadable"),
        ("实收", -1, "quantity_negative"),
        ("实收", "1.5", "quantity_fractional"),
        ("实收", "1e3", "number_unreadable"),
        ("实收", 1_000_001, "quantity_too_large"),
        ("拒收", "两个", "number_unreadable"),
        ("到期", "2026-02-30", "day_unreadable"),
        ("到期", "下周", "day_unreadable"),
        ("温度", "冷", "temperature_unreadable"),
        ("温度", "1000", "temperature_unreadable"),
        ("重量(kg)", "0.0005", "weight_unreadable"),
        ("批次", 1.23e17, "code_mangled"),
    ],
)
def test_a_cell_that_is_not_clear_is_a_problem_with_its_row(tmp_path, column, value, reason):
    wrong = list(FULL)
    wrong[CHINESE.index(column)] = value
    file = read(tmp_path, CHINESE, FULL, wrong)
    (problem,) = file.problems
    assert (problem.row, problem.column, problem.reason.code) == (3, column, reason)
    assert [row.row for row in file.rows] == [2]


@pytest.mark.parametrize("written", ["2026-6-25", "2026/06/25", "2026年6月25日", "20260625", date(2026, 6, 25)])
def test_a_day_may_be_written_so(tmp_path, written):
    (row,) = read(tmp_path, ["商品", "实收", "到期"], ["蛋", 1, written]).rows
    assert row.delivered.expires_on == date(2026, 6, 25)


@pytest.mark.parametrize(
    ("written", "grams"), [("12.5", 12_500), ("800g", 800), ("3斤", 1500), (2, 2000), ("1,200克", 1200)]
)
def test_a_weight_is_kilograms_unless_it_says_otherwise(tmp_path, written, grams):
    (row,) = read(tmp_path, ["商品", "实收", "重量"], ["蛋", 1, written]).rows
    assert row.delivered.weight_g == grams


def test_rows_that_say_nothing_are_passed_over_and_a_nought_says_that_nothing_came(tmp_path):
    rows = [["蛋", "", ""], ["", 5, ""], ["合计", 25, ""], ["葡萄", 0, ""], ["瓜", "-", 2]]
    file = read(tmp_path, ["商品", "实收", "拒收"], *rows)
    assert [(row.row, row.delivered.pieces, row.delivered.refused) for row in file.rows] == [(5, 0, 0), (6, 0, 2)]
    assert (bool(file.rows[0].delivered.reason), file.problems) == (True, ())


def test_the_same_bytes_have_the_same_hash_and_others_have_not(tmp_path):
    one = read(tmp_path, ["商品", "实收"], ["蛋", 1])
    assert read_receipt(tmp_path / "note.xlsx").sha256 == one.sha256
    assert read(tmp_path, ["商品", "实收"], ["蛋", 2], name="other.xlsx").sha256 != one.sha256


def test_a_file_of_something_else_is_refused(tmp_path):
    with pytest.raises(ReceiptNotRecognised) as told:
        read(tmp_path, ["姓名", "电话"], ["王芳", "1"])
    assert told.value.facts() == {"file": "note.xlsx", "headings": "姓名, 电话"}
    for name, content, error in (
        ("a.xlsx", b"", FileEmpty), ("b.pdf", b"%PDF-1.7 x", KindNotSupported), ("c.xlsx", b"PK\x03\x04torn", FileUnreadable),
    ):  # fmt: skip
        (tmp_path / name).write_bytes(content)
        with pytest.raises(error):
            read_receipt(tmp_path / name)
