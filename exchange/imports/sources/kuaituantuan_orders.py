"""快团团's order list: one row per order, all its products in the cell 商品 (name(spec)+pieces, one a line).

Older lists say 订单退款 for 退款金额 and have no 自提点.
"""

from __future__ import annotations

from exchange.imports.fields import Field, Source
from exchange.imports.sources.items_in_one_cell import split_items

SOURCE = Source(
    id="kuaituantuan_orders",
    channel="kuaituantuan",
    aliases={
        Field.SEQUENCE: ("跟团号",),
        Field.BUYER: ("收货人", "下单人"),
        Field.PHONE: ("联系电话",),
        Field.POINT: ("自提点", "服务小区"),
        Field.ADDRESS: ("详细地址",),
        Field.NOTE: ("团员备注",),
        Field.LEADER_NOTE: ("团长备注",),
        Field.ITEMS: ("商品",),
        Field.PAID: ("订单金额",),
        Field.REFUNDED: ("退款金额", "订单退款"),
        Field.STATE: ("订单状态",),
        Field.ORDERED_AT: ("支付时间",),
    },
    also=("商品种类数", "订单号", "物流方式", "团长"),
    needs=((Field.SEQUENCE,), (Field.ITEMS,)),
    marks=("订单金额", "订单状态", "支付时间"),
    without=("数量", "规格"),
    by_sequence=True,
    questions=True,
    derive=split_items,
)
