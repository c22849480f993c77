from __future__ import annotations

from pathlib import Path

import pytest

from exchange.imports import ColumnProfile, ColumnsMissing, Field, FileRefused, ProfileInvalid, preview, read_orders
from tests.exchange.imports.builders import WORKBOOK, as_csv, as_xlsx, item, rows_under

ROWS = [
    ["五月团 登记表"],
    ["编号", "姓名", "手机", "提货点", "想要的", "几份", "单价"],
    ["A-1", "王小明", "13800000001", "东门", "土鸡蛋", "2", "36"],
    ["A-1", "王小明", "13800000001", "东门", "苹果", "1", "20"],
    ["A-2", "李雷", "13800000002", "西门", "苹果", "1.5", "20"],
]
PROFILE = ColumnProfile(
    "登记表",
    {
        Field.KEY: ("编号",),
        Field.BUYER: ("姓名",),
        Field.PHONE: ("手机",),
        Field.POINT: ("提货点",),
        Field.PRODUCT: ("想要的", "商品"),
        Field.QUANTITY: ("几份",),
        Field.PRICE: ("单价",),
    },
    channel="my_form",
    group="五月",
)


def test_any_file_reads_by_a_saved_profile(tmp_path: Path) -> None:
    for path in (as_csv(tmp_path / "a.csv", ROWS), as_xlsx(tmp_path / "a.xlsx", ROWS)):
        read = read_orders(path, profile=PROFILE)
        assert (read.source, read.channel, read.group, read.by_sequence) == ("profile", "my_form", "五月", False)
        assert [(order.key, order.row, order.point) for order in read.orders] == [("A-1", 3, "东门")]
        assert [(line.product, line.quantity, line.amount_fen) for line in read.lines] == [
            ("土鸡蛋", 2, 7200),
            ("苹果", 1, 2000),
        ]
        assert [(p.row, p.column, p.value) for p in read.problems] == [(5, "几份", "1.5")]


def test_a_profile_survives_being_saved() -> None:
    assert ColumnProfile.from_json(PROFILE.to_json()) == PROFILE


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"name": "a"}', '{"name": "a", "ties": {"colour": ["x"]}}', "null", "7"]
)
def test_a_text_that_is_no_profile_is_refused(text: str) -> None:
    with pytest.raises(ProfileInvalid):
        ColumnProfile.from_json(text)


def test_a_file_without_order_numbers_is_keyed_by_phone_else_by_name(tmp_path: Path) -> None:
    ties = {Field.PHONE: ("手机",), Field.BUYER: ("姓名",), Field.PRODUCT: ("想要的",), Field.QUANTITY: ("几份",)}
    rows = [ROWS[1], *ROWS[2:4], ["", "李雷", "", "西门", "苹果", "1", "20"]]
    read = read_orders(as_csv(tmp_path / "a.csv", rows), profile=ColumnProfile("无号", ties))
    assert [order.key for order in read.orders] == ["13800000001", "李雷"]
    assert read.by_sequence
    assert read.channel == "无号"


def test_a_profile_that_names_a_missing_column_or_sheet_is_refused(tmp_path: Path) -> None:
    path = as_xlsx(tmp_path / "a.xlsx", rows_under(WORKBOOK, item()))
    with pytest.raises(ColumnsMissing) as refused:
        read_orders(path, profile=PROFILE)
    assert "几份" in refused.value.missing
    with pytest.raises(ColumnsMissing):
        read_orders(
            path,
            profile=ColumnProfile(
                "x", {Field.KEY: ("跟团号",), Field.PRODUCT: ("商品",), Field.QUANTITY: ("数量",)}, sheet="无"
            ),
        )


@pytest.mark.parametrize("left_out", [Field.PRODUCT, Field.QUANTITY, Field.KEY])
def test_a_profile_that_ties_too_little_is_refused(tmp_path: Path, left_out: Field) -> None:
    ties = {Field.KEY: ("编号",), Field.PRODUCT: ("想要的",), Field.QUANTITY: ("几份",)}
    del ties[left_out]
    with pytest.raises(FileRefused) as refused:
        read_orders(as_csv(tmp_path / "a.csv", ROWS), profile=ColumnProfile("x", ties))
    assert refused.value.code.startswith("profile_needs_")


def test_products_in_one_cell_work_in_a_profile_too(tmp_path: Path) -> None:
    rows = [["号", "人", "买了"], ["7", "王", "土鸡蛋*2\n苹果(5斤)*1"]]
    ties = {Field.SEQUENCE: ("号",), Field.BUYER: ("人",), Field.ITEMS: ("买了",)}
    read = read_orders(as_csv(tmp_path / "a.csv", rows), profile=ColumnProfile("x", ties, by_sequence=True))
    assert [(line.product, line.quantity) for line in read.lines] == [("土鸡蛋", 2), ("苹果(5斤)", 1)]
    assert read.by_sequence


def test_a_preview_proposes_headings_ties_and_five_rows(tmp_path: Path) -> None:
    seen = preview(as_csv(tmp_path / "a.csv", ROWS + [["A-3", "x"]] * 10, "gb18030"))
    assert (seen.kind, seen.encoding) == ("csv", "gb18030")
    sheet = seen.sheets[seen.best]
    assert (sheet.header_row, sheet.source, len(sheet.sample), sheet.rows) == (2, "", 5, 15)
    assert sheet.ties[Field.BUYER] == ("姓名",)
    assert sheet.ties[Field.POINT] == ("提货点",)
    assert sheet.sample[0][4] == "土鸡蛋"


def test_a_preview_knows_a_known_form(tmp_path: Path) -> None:
    seen = preview(as_xlsx(tmp_path / "a.xlsx", [["说明"]], 表=rows_under(WORKBOOK, item())))
    sheet = seen.sheets[seen.best]
    assert (sheet.name, sheet.source, sheet.header_row) == ("表", "kuaituantuan_workbook", 1)
    assert sheet.ties[Field.QUANTITY] == ("数量",)
    assert preview(as_csv(tmp_path / "b.csv", ROWS), header_row=1).sheets[0].header_row == 1
