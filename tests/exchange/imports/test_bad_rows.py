from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

from domain.common.sentences import in_language, sentence
from domain.common.sentences.imports import TEMPLATES
from domain.ordering.words import LARGEST_QUANTITY, OrderFile, RowNotice
from exchange.imports import UnknownHeadings, read_orders
from tests.exchange.imports.builders import WORKBOOK, YOUZAN_ITEMS, as_csv, as_xlsx, item, rows_under


def read_rows(tmp_path: Path, *rows: dict[str, Any], headings: list[str] = WORKBOOK) -> OrderFile:
    return read_orders(as_csv(tmp_path / "单.csv", rows_under(headings, *rows)))


BAD: list[tuple[dict[str, Any], str, str]] = [
    ({"数量": "-1"}, "quantity_negative", "数量"),
    ({"数量": "1.5"}, "quantity_fractional", "数量"),
    ({"数量": "0"}, "quantity_zero", "数量"),
    ({"数量": ""}, "quantity_missing", "数量"),
    ({"数量": "1e3"}, "number_unreadable", "数量"),
    ({"数量": "1_000"}, "number_unreadable", "数量"),
    ({"数量": "²"}, "number_unreadable", "数量"),
    ({"数量": "NaN"}, "number_unreadable", "数量"),
    ({"数量": "两"}, "number_unreadable", "数量"),
    ({"数量": str(LARGEST_QUANTITY + 1)}, "quantity_too_large", "数量"),
    ({"商品": ""}, "product_missing", "商品"),
    ({"商品": "\x00\x01"}, "product_missing", "商品"),
    ({"商品金额": "-5"}, "money_negative", "商品金额"),
    ({"商品金额": "5.999"}, "money_too_fine", "商品金额"),
    ({"商品金额": "便宜"}, "money_unreadable", "商品金额"),
    ({"跟团号": ""}, "order_number_missing", "跟团号"),
    ({"跟团号": "1.5"}, "sequence_unreadable", "跟团号"),
    ({"跟团号": "-3"}, "sequence_unreadable", "跟团号"),
    ({"跟团号": "3e2"}, "sequence_unreadable", "跟团号"),
]


@pytest.mark.parametrize(
    ("change", "code", "column"), BAD, ids=[f"{code} {next(iter(c.values()))!r}" for c, code, _ in BAD]
)
def test_a_bad_row_is_a_problem_with_file_row_column_and_value(
    tmp_path: Path, change: dict[str, Any], code: str, column: str
) -> None:
    read = read_rows(tmp_path, item("1"), item("2", **change), item("3", 收货人="李"))
    assert [(p.file, p.row, p.column, p.reason.code) for p in read.problems] == [("单.csv", 3, column, code)]
    shown = read.problems[0].value
    assert shown == "" or shown == next(iter(change.values()))
    assert [order.key for order in read.orders] == ["1", "3"]
    assert len(read.lines) == 2


def test_a_problem_of_a_workbook_names_its_sheet(tmp_path: Path) -> None:
    read = read_orders(as_xlsx(tmp_path / "a.xlsx", rows_under(WORKBOOK, item(数量=-2), item("2", 数量=math.pi))))
    assert [(p.sheet, p.row, p.value) for p in read.problems] == [("订单", 2, "-2"), ("订单", 3, str(math.pi))]


def test_true_is_no_quantity_of_one(tmp_path: Path) -> None:
    read = read_orders(as_xlsx(tmp_path / "a.xlsx", rows_under(WORKBOOK, item("1", 数量=1), item("2", 数量=True))))
    assert [line.row for line in read.lines] == [2]
    assert [(p.row, p.value) for p in read.problems] == [(3, "TRUE")]


def test_one_bad_line_is_left_out_alone_and_its_order_says_so(tmp_path: Path) -> None:
    read = read_rows(
        tmp_path,
        item("1", 订单金额=100),
        item("1", 商品="桃(5斤)", 规格="5斤", 数量="x", 订单金额=0),
        item("1", 商品="李(1斤)", 规格="1斤", 订单金额=0),
    )
    assert [line.product for line in read.lines] == ["荔枝(每箱四斤)", "李(1斤)"]
    assert [(w.row, w.reason.code, w.reason.fact("rows")) for w in read.warnings] == [(2, "line_left_out", "3")]


def test_merging_lines_beyond_the_largest_quantity_is_a_problem(tmp_path: Path) -> None:
    read = read_rows(tmp_path, item("1", 数量=LARGEST_QUANTITY, 订单金额=0), item("1", 数量=1, 订单金额=0))
    assert [line.quantity for line in read.lines] == [LARGEST_QUANTITY]
    assert [(p.row, p.reason.code) for p in read.problems] == [(3, "quantity_too_large")]


@pytest.mark.parametrize("value", ["1.2E+17", 1.2e17, 202605252205430653.0])
def test_an_order_number_a_spreadsheet_destroyed_is_refused_and_explained(tmp_path: Path, value: object) -> None:
    row = {"订单号": value, "商品名称": "蛋糕", "商品数量": 1, "收货人/提货人": "王", "订单商品状态": "待发货"}
    read = read_orders(as_xlsx(tmp_path / "a.xlsx", rows_under(YOUZAN_ITEMS, row)))
    assert not read.orders
    assert [(p.row, p.column, p.reason.code) for p in read.problems] == [(2, "订单号", "order_number_mangled")]
    assert "E+17" in sentence(read.problems[0].reason)


def test_a_long_order_number_as_text_or_with_a_tab_stays_whole(tmp_path: Path) -> None:
    rows = [
        {"订单号": number, "商品名称": "蛋糕", "商品数量": 1, "收货人/提货人": "王", "订单商品状态": "待发货"}
        for number in ("\t202605252205430653", "202605252205430654", '="202605252205430655"')
    ]
    read = read_rows(tmp_path, *rows, headings=YOUZAN_ITEMS)
    assert [order.key for order in read.orders] == ["202605252205430653", "202605252205430654", "202605252205430655"]


NAMES = [
    "<b>王</b>",
    "A&B",
    "=cmd()",
    "+王",
    "-王",
    "@王",
    "王🌻",
    "𠮷野",
    "</para>",
    "^XA",
    "' OR 1=1",
    '"',
    "\\",
    "%s{0}",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_a_strange_name_is_plain_data(tmp_path: Path, name: str, write: Any) -> None:
    rows = rows_under(WORKBOOK, item(收货人=name, 商品=f"{name}牛奶", 规格="", 详细地址=name, 团员备注=name))
    read = read_orders(write(tmp_path / "a.file", rows))
    order = read.orders[0]
    assert (order.buyer, order.address, order.note) == (name, name, name)
    assert read.lines[0].product == f"{name}牛奶"
    assert not read.warnings


def test_control_bytes_in_a_name_are_taken_out_with_a_warning(tmp_path: Path) -> None:
    read = read_rows(tmp_path, item(收货人="王\x1b小\x00明"))
    assert read.orders[0].buyer == "王小明"
    assert [(w.row, w.column, w.reason.code) for w in read.warnings] == [(2, "收货人", "control_characters_removed")]


def test_a_text_too_long_for_its_place_is_cut_with_a_warning(tmp_path: Path) -> None:
    read = read_rows(tmp_path, item(收货人="王" * 200, 详细地址="路" * 400))
    assert (len(read.orders[0].buyer), len(read.orders[0].address)) == (80, 300)
    assert [w.reason.code for w in read.warnings] == ["text_cut", "text_cut"]


def test_a_missing_point_a_missing_buyer_and_a_broken_phone_are_no_reason_to_lose_the_order(tmp_path: Path) -> None:
    read = read_rows(tmp_path, item(服务小区="", 收货人="", 下单人="", 联系电话="1.38E+10", 订单金额="?"))
    order = read.orders[0]
    assert (order.point, order.buyer, order.phone, order.paid_fen) == ("", "", "", None)
    assert sorted(w.reason.code for w in read.warnings) == [
        "buyer_missing",
        "order_amount_unreadable",
        "phone_unreadable",
    ]


def test_headings_nobody_knows_are_refused_with_what_stands_there(tmp_path: Path) -> None:
    with pytest.raises(UnknownHeadings) as refused:
        read_orders(as_csv(tmp_path / "a.csv", [["姓名", "电话", "想要"], ["王", "138", "蛋"]]))
    assert refused.value.headings == "姓名, 电话, 想要"
    assert refused.value.sheet == "a"


def test_every_reason_has_a_sentence_in_both_languages(tmp_path: Path) -> None:
    read = read_rows(
        tmp_path, *(item(str(100 + i), **change) for i, (change, _, _) in enumerate(BAD)), item("1", 收货人="\x01王")
    )
    words: list[RowNotice] = [*read.problems, *read.warnings]
    assert {word.reason.code for word in words} <= set(TEMPLATES)
    for word in words:
        with in_language("en"):
            english = sentence(word.reason)
        with in_language("zh_CN"):
            chinese = sentence(word.reason)
        assert english != chinese
        assert "{" not in english + chinese
