from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from domain.ordering.words import OrderFile
from exchange.imports import read_orders
from exchange.imports.sources.weimob import point_in
from tests.exchange.imports.builders import (
    OFN,
    QJL_LINES,
    QJL_PERSONS,
    SHOPIFY,
    WEIMOB,
    WOO,
    YOUZAN_ITEMS,
    YOUZAN_ORDERS,
    as_csv,
    as_html,
    as_xls,
    as_xlsx,
    names,
    rows_under,
)


def codes(read: OrderFile) -> list[str]:
    return [warning.reason.code for warning in read.warnings]


# ---- 群接龙


def qjl(key: object = "8", **values: Any) -> dict[str, Any]:
    row = {
        "下单序号": "1", "接龙号": key, "收货人": "王", "联系电话": 13800000001.0, "商品名称": "土鸡蛋", "商品编码": "6901234567892",
        "规格": "30枚", "数量": 2, "商品金额": 72, "订单总金额": 72, "下单时间": "2026-05-24 09:00", "省": "上海",
        "市": "上海市", "收货地址": "紫龙路1号", "团长ID": "99",
    }  # fmt: skip
    return row | values


def test_qunjielong_lines_are_keyed_by_their_number_and_repeat_the_amount(tmp_path: Path) -> None:
    rows = rows_under(
        QJL_LINES,
        qjl(订单总金额=101.9),
        qjl(商品名称="阳光玫瑰", 规格="2斤", 商品编码="", 数量=1, 商品金额=29.9, 订单总金额=101.9),
    )
    read = read_orders(as_xls(tmp_path / "a.xls", rows))
    assert (read.source, read.channel, read.by_sequence) == ("qunjielong_lines", "qunjielong", True)
    assert [(order.key, order.paid_fen) for order in read.orders] == [("8", 10190)]
    assert [(line.code, line.spec, line.quantity) for line in read.lines] == [
        ("6901234567892", "30枚", 2),
        ("", "2斤", 1),
    ]
    assert not read.warnings


def test_qunjielong_has_many_names_for_its_columns(tmp_path: Path) -> None:
    headings = names(
        "订单号(勿删) 订单商品号(勿删) 跟团号 SKU名称 SKU规格 SKU编号 SKU数量 收件人姓名 收件人手机号码 收件人完整地址"
    )
    row = {
        "订单号(勿删)": "202605240001234567", "订单商品号(勿删)": "9", "跟团号": "31", "SKU名称": "土鸡蛋", "SKU规格": "30枚",
        "SKU编号": "EGG", "SKU数量": "3", "收件人姓名": "李", "收件人手机号码": "13800000002", "收件人完整地址": "东门",
    }  # fmt: skip
    read = read_orders(as_csv(tmp_path / "a.csv", rows_under(headings, row), "gb18030"))
    assert (read.source, read.orders[0].key, read.lines[0].code, read.lines[0].quantity) == (
        "qunjielong_lines",
        "31",
        "EGG",
        3,
    )
    without = [name for name in headings if name != "跟团号"]
    read = read_orders(as_csv(tmp_path / "b.csv", rows_under(without, {k: v for k, v in row.items() if k != "跟团号"})))
    assert (read.orders[0].key, read.by_sequence) == ("202605240001234567", False)


def test_amounts_that_differ_between_rows_of_an_order_are_told_once(tmp_path: Path) -> None:
    rows = rows_under(QJL_LINES, qjl(), qjl(商品名称="a", 订单总金额=99), qjl(商品名称="b", 订单总金额=98))
    read = read_orders(as_csv(tmp_path / "a.csv", rows))
    assert codes(read).count("order_amount_varies") == 1
    assert read.orders[0].paid_fen == 7200


def test_qunjielong_persons_list_products_in_one_cell(tmp_path: Path) -> None:
    row = {"接龙号": 4, "微信昵称": "小李🌻", "订单总金额": 65.9, "商品合计": "阳光玫瑰(2斤)*1\n土鸡蛋*1\n"}
    read = read_orders(as_xlsx(tmp_path / "a.xlsx", rows_under(QJL_PERSONS, row)))
    assert (read.source, read.orders[0].buyer, read.orders[0].paid_fen) == ("qunjielong_persons", "小李🌻", 6590)
    assert [(line.product, line.quantity, line.row) for line in read.lines] == [
        ("阳光玫瑰(2斤)", 1, 2),
        ("土鸡蛋", 1, 2),
    ]


# ---- 有赞


def youzan(key: str = "E20260525220543065306159", **values: Any) -> dict[str, Any]:
    row = {
        "订单号": key, "订单商品状态": "待发货", "商品名称": "草莓蛋糕", "商品规格": "6寸", "规格编码": "CAKE6", "商品单价": "100.00",
        "商品数量": "1", "商品金额小计": "100.00", "商品实际成交金额": "88.00", "收货人/提货人": "沙拉",
        "收货人手机号/提货人手机号": "186******05", "收货人省份": "北京", "收货人城市": "北京市", "收货人地区": "朝阳区",
        "详细收货地址/提货地址": "北京北京市朝阳区望京1号", "买家备注": "少糖", "商品退款状态": "", "商品已退款金额": "0.00",
    }  # fmt: skip
    return row | values


def test_youzan_items_take_the_price_really_paid(tmp_path: Path) -> None:
    assert len(YOUZAN_ITEMS) == 37
    read = read_orders(as_csv(tmp_path / "a.csv", rows_under(YOUZAN_ITEMS, youzan())))
    order, line = read.orders[0], read.lines[0]
    assert (read.source, read.by_sequence, order.phone, order.note) == ("youzan_items", False, "186******05", "少糖")
    assert order.address == "北京北京市朝阳区望京1号"
    assert (line.amount_fen, line.code, line.spec) == (8800, "CAKE6", "6寸")
    assert not read.warnings


def test_youzan_items_leave_out_what_was_refunded_or_closed(tmp_path: Path) -> None:
    rows = rows_under(
        YOUZAN_ITEMS,
        youzan("E1"),
        youzan("E1", 商品名称="全退", 商品退款状态="全额退款成功", 商品已退款金额="88.00"),
        youzan("E2", 商品名称="关", 订单商品状态="交易关闭"),
        youzan("E3", 商品名称="部分", 商品退款状态="部分退款成功", 商品已退款金额="8.00"),
        youzan("E4", 商品名称="拒", 商品退款状态="退款关闭"),
        youzan("E5", 商品名称="中", 商品退款状态="退款中"),
        youzan("E6", 商品名称="无字", 商品已退款金额="88.00"),
    )
    read = read_orders(as_csv(tmp_path / "a.csv", rows))
    assert [(order.key, order.refunded_fen) for order in read.orders] == [("E1", 0), ("E3", 800), ("E4", 0), ("E5", 0)]
    assert read.cancelled == 3
    assert codes(read) == ["line_partly_refunded", "refund_asked"]


def test_youzan_orders_keep_slots_and_masks_and_bear_a_heading_twice(tmp_path: Path) -> None:
    rows = rows_under(
        YOUZAN_ORDERS,
        {
            "订单号": "E20260525220543065306159", "订单状态": "待发货", "订单创建时间": "2026-06-19 10:00:00", "订单实付金额": "300.00",
            "全部商品名称": "草莓蛋糕(6寸)(2件);蓝莓挞(1件)", "商品种类数": "2", "同城送达时间/提货时间": "2026-06-20 11:00 - 2026-06-20 12:00",
            "收货人/提货人": "沙拉", "收货人手机号/提货人手机号": "186******05", "分销员": "甲", "订单已退款金额": "0.00",
        },
        {"订单号": "E2", "订单状态": "交易关闭", "全部商品名称": "蓝莓挞(1件)"},
        {"订单号": "E3", "订单状态": "待发货", "全部商品名称": "蓝莓挞", "商品种类数": "1", "收货人/提货人": "李"},
        {"订单号": "E4", "订单状态": "待付款", "全部商品名称": "蓝莓挞(1件)", "收货人/提货人": "李"},
    )  # fmt: skip
    read = read_orders(as_csv(tmp_path / "a.csv", rows, "gb18030"))
    order = read.orders[0]
    assert (read.source, order.phone, order.slot) == (
        "youzan_orders",
        "186******05",
        "2026-06-20 11:00 - 2026-06-20 12:00",
    )
    assert [(line.product, line.quantity) for line in read.lines] == [("草莓蛋糕(6寸)", 2), ("蓝莓挞", 1)]
    assert read.cancelled == 1
    assert [(held.row, held.reason.code) for held in read.held] == [
        (4, "items_without_quantities"),
        (5, "order_waits_for_payment"),
    ]
    assert not read.warnings


# ---- 微盟


def weimob(key: str = "7001", **values: Any) -> dict[str, Any]:
    row = {
        "订单编号": key, "下单时间": "2026-05-24 09:00:00", "订单总金额": "59.80", "余额抵扣金额": "59.80", "实收金额": "0.00",
        "商品留言": "大概位置/选择自提：教师公寓便利店\\n具体位置/填写自提：1栋一单元", "商品名称": "【山姆团购】Member's 牛奶", "商品数量": "2",
        "成本价": "40", "预约人/收货人姓名": "周", "预约人/收货人手机号": "13800000001.0",
    }  # fmt: skip
    return row | values


def test_weimob_hides_the_point_in_a_message_and_a_badge_in_the_name(tmp_path: Path) -> None:
    read = read_orders(as_csv(tmp_path / "a.csv", rows_under(WEIMOB, weimob())))
    order = read.orders[0]
    assert (read.source, order.point, order.address) == ("weimob", "教师公寓便利店", "1栋一单元")
    assert (order.phone, order.paid_fen, order.note) == ("13800000001", 5980, "")
    assert read.lines[0].product == "Member's 牛奶"


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("大概位置/选择自提:教师公寓\n具体位置/填写自提:1栋", ("教师公寓", "1栋")),
        ("自提点：东门", ("东门", "")),
        ("请放门口", ("", "")),
        ("", ("", "")),
        ("自提点:", ("", "")),
    ],
)
def test_a_point_is_found_in_a_message_only_where_one_is(message: str, expected: tuple[str, str]) -> None:
    assert point_in(message) == expected


def test_weimob_cancellations_and_returned_pieces(tmp_path: Path) -> None:
    rows = rows_under(
        WEIMOB,
        weimob("1", 取消类型="买家取消"),
        weimob("2", 售后类型="仅退款", 售后状态="退款成功", 售后件数="2", 退款金额="59.8"),
        weimob("3", 售后类型="仅退款", 售后状态="退款成功", 售后件数="1", 退款金额="29.9"),
        weimob("4", 售后状态="退款中", 售后件数="1"),
        weimob("5", 商品留言="请放门口"),
    )
    read = read_orders(as_csv(tmp_path / "a.csv", rows))
    assert [(order.key, order.refunded_fen) for order in read.orders] == [("3", 2990), ("4", 0), ("5", 0)]
    assert [line.quantity for line in read.lines] == [1, 2, 2]
    assert read.cancelled == 2
    assert sorted(codes(read)) == ["pieces_returned", "refund_asked"]
    assert (read.orders[2].point, read.orders[2].note) == ("", "请放门口")


# ---- Shopify


def shopify(name: str = "#1001", **values: Any) -> dict[str, Any]:
    row = {
        "Name": name, "Email": "ann@example.com", "Financial Status": "paid", "Currency": "EUR", "Subtotal": "25.00",
        "Total": "29.50", "Shipping Method": "Pickup", "Created at": "2026-05-24 09:00:00 +0200",
        "Lineitem quantity": "2", "Lineitem name": "Apples - 1kg", "Lineitem price": "5.00", "Lineitem sku": "AP1",
        "Shipping Name": "Ann Lee", "Shipping Zip": "'01234", "Shipping Phone": "+49 30 1234567",
        "Note Attributes": "Gift: no\nPickup point: Riverside\nPickup time: 10-12", "Refunded Amount": "0.00",
    }  # fmt: skip
    return {key.replace("_", " "): value for key, value in (row | values).items()}


def further(name: str = "#1001", **values: Any) -> dict[str, Any]:
    row = {"Name": name, "Lineitem quantity": "1", "Lineitem name": "Bread", "Lineitem price": "15.00"}
    return {key.replace("_", " "): value for key, value in (row | values).items()}


def test_shopify_order_fields_stand_on_the_first_row(tmp_path: Path) -> None:
    read = read_orders(as_csv(tmp_path / "a.csv", rows_under(SHOPIFY, shopify(), further(), shopify("#1002"))))
    assert (read.source, len(read.orders), len(read.lines)) == ("shopify", 2, 3)
    order = read.orders[0]
    assert (order.key, order.point, order.slot, order.paid_fen) == ("#1001", "Riverside", "10-12", 2950)
    assert order.phone == "+49301234567"
    assert "'" not in order.address
    assert order.ordered_at is not None
    assert order.ordered_at.isoformat() == "2026-05-24T09:00:00+02:00"
    assert [(line.order, line.quantity, line.amount_fen) for line in read.lines] == [
        (0, 2, 1000),
        (0, 1, 1500),
        (1, 2, 1000),
    ]
    assert not read.warnings


def test_shopify_without_attributes_takes_the_shipping_method(tmp_path: Path) -> None:
    row = shopify(**{"Note Attributes": "", "Shipping Method": "Market Hall"})
    assert read_orders(as_csv(tmp_path / "a.csv", rows_under(SHOPIFY, row))).orders[0].point == "Market Hall"


def test_shopify_long_attributes_are_no_reason_to_warn(tmp_path: Path) -> None:
    row = shopify(**{"Note Attributes": "Gift: " + "no " * 200 + "\nPickup location: Riverside | x"})
    read = read_orders(as_csv(tmp_path / "a.csv", rows_under(SHOPIFY, row)))
    assert (read.orders[0].point, read.orders[0].slot) == ("Riverside", "")
    assert not read.warnings


def test_shopify_cancelled_and_refunded_orders_go_with_all_their_rows(tmp_path: Path) -> None:
    rows = rows_under(
        SHOPIFY,
        shopify("#1", **{"Cancelled at": "2026-05-24 10:00:00 +0200"}),
        further("#1"),
        shopify("#2", **{"Financial Status": "refunded"}),
        further("#2"),
        shopify("#3", **{"Financial Status": "partially_refunded", "Refunded Amount": "5.00"}),
        further("#3"),
        shopify("#4", **{"Financial Status": "pending"}),
        shopify("#5", **{"Financial Status": "voided"}),
        shopify("#6", **{"Refunded Amount": "29.50"}),
    )
    read = read_orders(as_csv(tmp_path / "a.csv", rows))
    assert [(order.key, order.refunded_fen) for order in read.orders] == [("#3", 500), ("#4", 0)]
    assert [line.order for line in read.lines] == [0, 0, 1]
    assert read.cancelled == 6
    assert codes(read) == ["order_partly_refunded", "order_not_paid_yet"]


# ---- WooCommerce


def woo(number: str = "501", **values: Any) -> dict[str, Any]:
    row = {
        "Order Number": number, "Order Status": "Processing", "Order Date": "2026-05-24 09:00", "First Name (Billing)": "Ann",
        "Last Name (Billing)": "Lee", "Phone (Billing)": "0151 234567", "Shipping Method Title": "Local pickup: Barn",
        "Item #": "1", "SKU": "EGG", "Name": "Eggs", "Product Variation": "10", "Quantity": "3",
        "Quantity (- Refund)": "3", "Item Cost": "3.50", "Order Line Total": "10.50", "Order Total Amount": "10.50",
    }  # fmt: skip
    return row | values


def test_woocommerce_counts_what_is_left_after_refunds(tmp_path: Path) -> None:
    rows = rows_under(
        WOO,
        woo(**{"Quantity (- Refund)": "2", "Order Line Total": "7.00"}),
        woo(**{"Item #": "2", "Name": "Milk", "Quantity (- Refund)": "0"}),
        woo("502", **{"Order Status": "Cancelled"}),
        woo("503", **{"Order Status": "Pending payment"}),
        woo("504", **{"Order Status": "On hold"}),
        woo("505", **{"Order Status": "Failed"}),
        woo("506", **{"Quantity (- Refund)": ""}),
    )
    read = read_orders(as_csv(tmp_path / "a.csv", rows))
    assert (read.source, [order.key for order in read.orders]) == ("woocommerce", ["501", "504", "506"])
    assert [(line.product, line.spec, line.quantity, line.amount_fen) for line in read.lines] == [
        ("Eggs", "10", 2, 700),
        ("Eggs", "10", 3, 1050),
        ("Eggs", "10", 3, 1050),
    ]
    assert read.cancelled == 3
    assert read.orders[0].buyer == "Ann Lee"
    assert [held.row for held in read.held] == [5]
    assert codes(read) == ["order_not_paid_yet"]
    assert not read.problems


# ---- Open Food Network


def ofn(**values: Any) -> dict[str, Any]:
    row = {
        "Order date": "2026-05-24 09:00:00 UTC", "Order Id": "R123", "Customer Name": "Ann Lee", "Customer Phone": "0151",
        "SKU": "AP", "Product": "Apples", "Variant": "1kg", "Quantity": "2", "Max Quantity": "5", "Cost": "9.00",
        "Distributor": "Riverside Hub", "Shipping instructions": "ring",
    }  # fmt: skip
    return row | values


def test_open_food_network_collects_at_its_distributor(tmp_path: Path) -> None:
    rows = rows_under(OFN, ofn(), ofn(Product="Bread", Variant="", Quantity="1", Cost="4.5"))
    read = read_orders(as_csv(tmp_path / "a.csv", rows))
    assert (read.source, read.channel) == ("open_food_network", "openfoodnetwork")
    assert [(order.key, order.point, order.note, order.paid_fen) for order in read.orders] == [
        ("R123", "Riverside Hub", "ring", None)
    ]
    assert [(line.product, line.spec, line.quantity, line.amount_fen) for line in read.lines] == [
        ("Apples", "1kg", 2, 900),
        ("Bread", "", 1, 450),
    ]


def test_open_food_network_in_french(tmp_path: Path) -> None:
    headings = [
        "Date de commande",
        "Numéro de commande",
        "Nom de l'acheteur",
        "Produit",
        "Variante",
        "Quantité",
        "Coût",
        "Distributeur",
    ]
    rows = [headings, ["2026-05-24", "R9", "Zoé", "Pommes", "1kg", "2", "9.00", "Le Hangar"]]
    read = read_orders(as_html(tmp_path / "a.xls", rows))
    assert (read.source, read.orders[0].point, read.lines[0].quantity) == ("open_food_network", "Le Hangar", 2)
