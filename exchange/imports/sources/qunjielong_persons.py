"""群接龙's person form: one row per buyer, 商品合计 lists the products as name*pieces, one a line."""

from __future__ import annotations

from exchange.imports.fields import Field, Source
from exchange.imports.sources.items_in_one_cell import split_items

SOURCE = Source(
    id="qunjielong_persons",
    channel="qunjielong",
    aliases={
        Field.SEQUENCE: ("接龙号", "跟团号", "下单序号"),
        Field.BUYER: ("收货人", "收件人", "微信昵称", "昵称"),
        Field.PHONE: ("联系电话", "收件人手机号码", "电话"),
        Field.POINT: ("自提点", "自提点名称"),
        Field.ADDRESS: ("收货地址", "收件人完整地址", "详细地址"),
        Field.NOTE: ("备注", "团员备注"),
        Field.ITEMS: ("商品合计",),
        Field.PAID: ("订单总金额",),
        Field.STATE: ("订单状态",),
        Field.ORDERED_AT: ("下单时间",),
    },
    needs=((Field.SEQUENCE,), (Field.ITEMS,)),
    marks=("商品合计",),
    by_sequence=True,
    derive=split_items,
)
