from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from domain.ordering.words import CrossCheck, OrderFile
from exchange.imports import read_orders
from tests.exchange.imports.builders import (
    ORDERS,
    SHIP,
    WORKBOOK,
    WRITERS,
    as_csv,
    as_html,
    as_xlsx,
    item,
    rows_under,
)

REAL = Path(__file__).parents[2] / "data" / "ktt" / "顾客购买表.xlsx"


@pytest.fixture(scope="module")
def real() -> OrderFile:
    return read_orders(REAL)


def warnings_of(read: OrderFile, code: str) -> list[int]:
    return [warning.row for warning in read.warnings if warning.reason.code == code]


def of(read: OrderFile, key: str) -> list[tuple[str, int]]:
    at = [order.key for order in read.orders].index(key)
    return [(line.product, line.quantity) for line in read.lines if line.order == at]


def test_the_real_workbook_has_the_figures_of_its_rows(real: OrderFile) -> None:
    assert (real.source, real.channel, real.by_sequence) == ("kuaituantuan_workbook", "kuaituantuan", True)
    assert (len(real.orders), len(real.lines), sum(line.quantity for line in real.lines)) == (78, 119, 119)
    assert sum(order.paid_fen or 0 for order in real.orders) == 904_740
    assert sum(line.amount_fen or 0 for line in real.lines) == 928_700
    assert len({(line.product, line.spec) for line in real.lines}) == 9
    assert not real.problems
    assert not real.held


def test_the_real_workbook_names_its_group_and_its_one_point(real: OrderFile) -> None:
    assert real.group == "大仓购惠民水果100箱起送 已报备资料"
    assert {order.point for order in real.orders} == {"嘉怡水岸·睿府"}
    assert len(real.sha256) == 64


def test_the_real_workbook_says_which_specs_contradict_the_product(real: OrderFile) -> None:
    assert warnings_of(real, "spec_contradicts_product") == [5, 6, 7, 8, 95, 96, 97, 98, 99]
    first = next(warning for warning in real.warnings if warning.row == 5)
    assert first.reason.fact("product") == "冰淇淋黄心西瓜(一箱四个约14斤)"
    assert (first.sheet, first.column, first.value) == ("顾客购买表", "规格", "每箱四斤")


def test_the_real_workbook_has_one_order_whose_amount_is_not_its_lines_sum(real: OrderFile) -> None:
    assert warnings_of(real, "order_amount_differs") == [3]


def test_an_amount_for_several_orders_of_one_buyer_is_shared_out(real: OrderFile) -> None:
    paid = {order.key: order.paid_fen for order in real.orders}
    assert (paid["158"], paid["32"]) == (8000, 3600)


def test_two_buyers_or_phones_under_one_number_are_one_order_with_a_warning(real: OrderFile) -> None:
    assert warnings_of(real, "order_has_two_phones") == [4, 42, 64, 95, 105]
    assert warnings_of(real, "order_has_two_buyers") == [64, 105]
    assert not any("1381234" in str(warning) for warning in real.warnings)


def test_phones_written_as_numbers_are_digits(real: OrderFile) -> None:
    assert all(len(order.phone) == 11 and order.phone.isdecimal() for order in real.orders)


def test_the_pivot_is_compared_with_what_was_found(real: OrderFile) -> None:
    where = "服务小区商品汇总表"
    assert real.cross_check[:3] == (
        CrossCheck("orders", 164, 78, where),
        CrossCheck("pieces", 231, 119, where),
        CrossCheck("amount_fen", 1_729_740, 904_740, where),
    )
    products = {check.what: (check.said, check.found) for check in real.cross_check[3:]}
    assert products["pieces: 荔枝(每箱四斤)"] == (36, 17)
    assert products["pieces: 枝冠蓝莓(两斤四盒)"] == (1, 0)
    assert sum(found for _, found in products.values()) == 119


def test_reading_again_gives_the_same(real: OrderFile) -> None:
    assert read_orders(REAL) == real


@pytest.mark.parametrize("kind", list(WRITERS))
def test_a_buyers_rows_are_one_order_in_every_kind_of_file(tmp_path: Path, kind: str) -> None:
    rows = rows_under(
        WORKBOOK,
        item("1", 订单金额=135.9),
        item("2", 收货人="李雷", 联系电话="13800000002"),
        item("1", 商品="西瓜(一个)", 规格="一个", 数量=2, 商品金额=76, 订单金额=0),
    )
    read = read_orders(WRITERS[kind](tmp_path / f"a.{kind}", rows))
    assert [(order.key, order.sequence, order.row, order.paid_fen) for order in read.orders] == [
        ("1", 1, 2, 13590),
        ("2", 2, 3, 5990),
    ]
    assert of(read, "1") == [("荔枝(每箱四斤)", 1), ("西瓜(一个)", 2)]
    assert not read.warnings


def test_the_same_product_twice_is_one_line_and_another_spec_is_not(tmp_path: Path) -> None:
    rows = rows_under(
        WORKBOOK,
        item("1", 订单金额=0),
        item("1", 数量=2, 商品金额=119.8, 订单金额=239.6),
        item("1", 商品="荔枝(半箱)", 规格="半箱", 订单金额=0),
    )
    read = read_orders(as_csv(tmp_path / "a.csv", rows))
    assert [(line.row, line.spec, line.quantity, line.amount_fen) for line in read.lines] == [
        (2, "每箱四斤", 3, 17970),
        (4, "半箱", 1, 5990),
    ]
    assert not read.warnings


def test_the_leader_is_no_part_of_the_order(tmp_path: Path) -> None:
    rows = rows_under(
        WORKBOOK, item("1", 团长="甲", 订单金额=119.8), item("1", 团长="乙", 商品="桃(5斤)", 规格="5斤", 订单金额=0)
    )
    assert len(read_orders(as_csv(tmp_path / "a.csv", rows)).orders) == 1


def test_columns_in_any_order_below_a_title_with_breaks_in_headings(tmp_path: Path) -> None:
    headings = list(reversed(WORKBOOK))
    rows = rows_under(headings, item("7", **{"房号（如606）": "902"}))
    rows[0] = [heading.replace("订单金额", "订单\n金额").replace("数量", " 数量* ") for heading in rows[0]]
    rows = [["五月水果团"], [], ["导出时间：2026-05-25"], *rows]
    for path in (as_csv(tmp_path / "a.csv", rows), as_xlsx(tmp_path / "a.xlsx", rows)):
        read = read_orders(path)
        assert [(order.key, order.row, order.paid_fen) for order in read.orders] == [("7", 5, 5990)]


def test_the_leaders_questions_help_where_there_is_no_address_and_else_are_a_note(tmp_path: Path) -> None:
    headings = [*WORKBOOK, "是否要冰袋（是/否）"]
    rows = rows_under(
        headings,
        item("1", 详细地址="", **{"房号（如606）": "902", "楼号（如10）": "58", "是否要冰袋（是/否）": "是"}),
        item("2", 收货人="李", **{"房号（如606）": "1"}),
    )
    read = read_orders(as_csv(tmp_path / "a.csv", rows))
    assert (read.orders[0].address, read.orders[0].note) == ("房号 902 楼号 58", "是否要冰袋: 是")
    assert (read.orders[1].address, read.orders[1].note) == ("紫龙路500弄58号902室", "")


def test_a_fully_refunded_order_is_left_out_and_counted(tmp_path: Path) -> None:
    rows = rows_under(
        WORKBOOK,
        item("1", 订单金额=119.8, 退款金额=119.8),
        item("1", 商品="桃", 规格="", 订单金额=0),
        item("2", 收货人="李", 退款金额=10),
    )
    read = read_orders(as_csv(tmp_path / "a.csv", rows))
    assert [(order.key, order.refunded_fen) for order in read.orders] == [("2", 1000)]
    assert read.cancelled == 2
    assert [line.order for line in read.lines] == [0]
    assert warnings_of(read, "order_partly_refunded") == [4]


def test_a_row_of_sums_is_no_order(tmp_path: Path) -> None:
    rows = [*rows_under(WORKBOOK, item("1")), ["合计", "", "", "", "", "", 1, 59.9]]
    read = read_orders(as_csv(tmp_path / "a.csv", rows))
    assert len(read.orders) == 1
    assert not read.problems


def test_merged_cells_reach_down_to_their_rows(tmp_path: Path) -> None:
    import xlsxwriter

    headings = ["跟团号", "收货人", "联系电话", "服务小区", "商品", "规格", "数量", "订单金额"]
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, headings)
        sheet.write_row(1, 4, ["荔枝", "4斤", 1, 59.9])
        sheet.write_row(2, 4, ["西瓜", "1个", 2, 0])
        for column, value in enumerate(["3", "王小明", "13800000001", "东门"]):
            sheet.merge_range(1, column, 2, column, value)
        sheet.write_row(3, 0, ["4", "李雷", "13800000002", "东门", "荔枝", "4斤", 1, 59.9])
    read = read_orders(tmp_path / "a.xlsx")
    assert [(order.key, order.point) for order in read.orders] == [("3", "东门"), ("4", "东门")]
    assert of(read, "3") == [("荔枝", 1), ("西瓜", 2)]


def test_merged_cells_of_a_page_reach_down_too(tmp_path: Path) -> None:
    page = (
        "<table><tr><td>跟团号<td>收货人<td>商品<td>数量<td>订单金额</tr>"
        "<tr><td rowspan=2>3<td rowspan=2>王<td>荔枝<td>1<td>9</tr><tr><td>桃<td>2<td>0</tr></table>"
    )
    (tmp_path / "a.xls").write_text(page, encoding="utf-8")
    read = read_orders(tmp_path / "a.xls")
    assert of(read, "3") == [("荔枝", 1), ("桃", 2)]


def order_row(key: object = "1", **values: Any) -> dict[str, Any]:
    row = {
        "跟团号": key,
        "下单人": "王小明",
        "支付时间": "2026-05-24 20:57:56",
        "商品": "荔枝(每箱四斤)+1\n冰淇淋黄心西瓜（一箱四个约14斤）+2",
        "订单金额": "219.90",
        "退款金额": "0",
        "订单状态": "待发货",
        "自提点": "东门",
        "收货人": "王小明",
        "联系电话": "13800000001",
    }
    return row | values


def test_the_order_list_names_all_products_in_one_cell(tmp_path: Path) -> None:
    read = read_orders(as_xlsx(tmp_path / "a.xlsx", rows_under(ORDERS, order_row("12"))))
    assert (read.source, read.by_sequence) == ("kuaituantuan_orders", True)
    assert of(read, "12") == [("荔枝(每箱四斤)", 1), ("冰淇淋黄心西瓜（一箱四个约14斤）", 2)]
    order = read.orders[0]
    assert (order.paid_fen, order.point, order.sequence) == (21990, "东门", 12)
    assert order.ordered_at is not None
    assert order.ordered_at.isoformat() == "2026-05-24T20:57:56+08:00"


def test_the_older_order_list_has_other_headings(tmp_path: Path) -> None:
    headings = [heading.replace("退款金额", "订单退款") for heading in ORDERS if heading != "自提点"]
    row = {name: value for name, value in order_row().items() if name not in ("退款金额", "自提点")}
    read = read_orders(as_csv(tmp_path / "a.csv", rows_under(headings, row | {"订单退款": "219.9"})))
    assert read.source == "kuaituantuan_orders"
    assert (len(read.orders), read.cancelled) == (0, 2)


def test_cancelled_orders_are_counted_and_unpaid_ones_held(tmp_path: Path) -> None:
    rows = rows_under(
        ORDERS,
        order_row("1", 订单状态="已取消"),
        order_row("2", 订单状态="待支付"),
        order_row("3", 订单状态="已完成，退款已关闭"),
    )
    read = read_orders(as_csv(tmp_path / "a.csv", rows))
    assert [order.key for order in read.orders] == ["3"]
    assert read.cancelled == 2
    assert [(held.row, held.reason.code) for held in read.held] == [(3, "order_waits_for_payment")]
    assert "荔枝(每箱四斤) × 1" in read.held[0].text


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("荔枝(每箱四斤)", ["items_without_quantities"]),
        ("荔枝+0", ["quantity_zero"]),
        ("荔枝+1.5", ["quantity_fractional"]),
        ("荔枝+99999", ["quantity_too_large"]),
        ("", ["product_missing"]),
        ("荔枝+1\n桃", ["items_without_quantities"]),
    ],
)
def test_a_cell_that_does_not_say_how_many_is_not_guessed_at(tmp_path: Path, cell: str, codes: list[str]) -> None:
    read = read_orders(as_csv(tmp_path / "a.csv", rows_under(ORDERS, order_row(商品=cell))))
    assert not read.orders
    assert [word.reason.code for word in (*read.held, *read.problems)] == codes


def test_the_ship_form_has_an_address_in_four_columns_and_no_amounts(tmp_path: Path) -> None:
    row = {
        "跟团号": 5.0, "商品": "荔枝(每箱四斤)", "规格": "每箱四斤", "数量": "２", "商品成本价": "40", "收货人": "王",
        "联系电话": 13800000001.0, "省": "上海市", "市": "上海市", "区": "闵行区", "详细地址": "紫龙路500弄",
    }  # fmt: skip
    read = read_orders(as_html(tmp_path / "发货.xls", rows_under(SHIP, row)))
    assert read.source == "kuaituantuan_ship"
    order, line = read.orders[0], read.lines[0]
    assert (order.key, order.phone, order.paid_fen, order.point) == ("5", "13800000001", None, "")
    assert order.address == "上海市上海市闵行区紫龙路500弄"
    assert (line.quantity, line.amount_fen) == (2, None)


def test_another_sheet_of_orders_is_not_read_and_told(tmp_path: Path) -> None:
    rows = rows_under(WORKBOOK, item("1"))
    read = read_orders(as_xlsx(tmp_path / "a.xlsx", rows, 副本=rows))
    assert len(read.lines) == 1
    assert [warning.reason.fact("sheet") for warning in read.warnings] == ["副本"]


def test_a_heading_that_stands_twice_is_told(tmp_path: Path) -> None:
    rows = rows_under(WORKBOOK, item("1"))
    rows[0].append("数量")
    rows[1].append("99")
    read = read_orders(as_csv(tmp_path / "a.csv", rows))
    assert [line.quantity for line in read.lines] == [1]
    assert warnings_of(read, "heading_stands_twice") == [1]
