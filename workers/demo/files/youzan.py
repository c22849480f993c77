"""有赞's item form as CSV: 37 columns and two that the operator added, in GB18030.

Its traps: the encoding (and 𠮷, which plain GBK has not; and characters whose second byte is a bar or a backslash);
order numbers and barcodes with a tab glued on; thousands commas inside quotes; lines paid back among good ones; line
breaks and control bytes inside a buyer's note.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from workers.demo.city import CITY
from workers.demo.files import messy
from workers.demo.words import Company, DemoLine, DemoOrder, Fate

HEADINGS = (
    "订单号", "外部订单号", "订单商品状态", "交易成功时间", "商品名称", "商品类型", "商品类目", "商品规格", "规格编码",
    "商品编码", "商品单价", "商品成本价", "商品优惠方式", "商品优惠后价格", "店铺优惠(分摊)", "商品数量", "商品金额小计",
    "商品抵用积分数", "商品实际成交金额", "商品发货状态", "商品发货方式", "商品发货物流公司", "商品发货物流单号", "发货员工",
    "商品发货时间", "收货人/提货人", "收货人手机号/提货人手机号", "收货人省份", "收货人城市", "收货人地区",
    "详细收货地址/提货地址", "买家备注", "商品留言", "商品退款状态", "商品已退款金额", "商家订单备注", "周期购信息",
    "自提点", "买家付款时间",
)  # fmt: skip
ENCODING = "gb18030"


def write(path: Path, orders: Sequence[DemoOrder], company: Company) -> None:
    """The file of these orders."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    writer.writerows(_rows(orders, company))
    writer.writerows([[""] * len(HEADINGS)] * 3)
    path.write_bytes(text.getvalue().encode(ENCODING))


def order_number(order: DemoOrder) -> str:
    """24 characters as the platform makes them: E, the moment, a running number."""
    return f"E{order.at:%Y%m%d%H%M%S}{order.number:09d}"


def _rows(orders: Sequence[DemoOrder], company: Company) -> Iterator[Sequence[str]]:
    for order in sorted(orders, key=lambda one: one.at, reverse=True):
        turn = messy.turn_of(order)
        for line in order.lines:
            for part in messy.rows_of(line, turn):
                yield _row(order, company, part, turn)


def _row(order: DemoOrder, company: Company, line: DemoLine, turn: int) -> Sequence[str]:
    number = order_number(order)
    gone = order.is_refunded or line.fate is Fate.REFUNDED
    product = company.products[line.product] if line.fate is not Fate.UNKNOWN else None
    is_coded = product is not None and line.fate is not Fate.RENAMED
    point = company.points[order.point] if order.point is not None else None
    amount = messy.amount_fen(company, line)
    price = messy.price_fen(company, line)
    return (
        f"\t{number}" if turn % 2 else number,
        "",
        "交易关闭" if gone else "待发货",
        "",
        messy.brackets(messy.product_name(company, line), turn),
        "普通类型商品",
        product.category if product else "",
        messy.brackets(messy.spec(company, line), turn),
        f"\t{product.barcodes[0]}" if product and is_coded and turn % 3 == 0 else "",
        product.code if product and is_coded else "",
        messy.money_text(price, turn),
        messy.money_text(product.cost_fen, 0) if product else "",
        "",
        messy.money_text(price, turn + 1),
        "0.00",
        messy.quantity_text(line, turn + line.product),
        messy.money_text(amount, turn),
        "0",
        messy.money_text(amount, turn + 1),
        "未发货",
        "上门自提",
        *("", "", "", ""),
        order.buyer.name,
        messy.phone_text(order.buyer.phone, turn),
        "浙江省",
        CITY,
        point.address[len(CITY) :][:3] if point else "",
        f"{point.address if point else ''} {order.buyer.home}",
        _note(order, turn),
        "",
        "退款成功" if gone else "",
        messy.money_text(amount, 0) if gone else "0.00",
        "",
        "",
        messy.point_name(company, order, turn),
        f"{order.at:%Y-%m-%d %H:%M:%S}",
    )


def _note(order: DemoOrder, turn: int) -> str:
    """A note with a line break in it, or a control byte that a phone's keyboard left there."""
    if not order.note:
        return ""
    return f"{order.note}\n谢谢" if turn % 5 == 0 else f"{order.note}\x0b" if turn % 83 == 7 else order.note
