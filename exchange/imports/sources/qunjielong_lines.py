"""群接龙's line form: one row per item; headings differ between its exports, so many aliases.

The key is 接龙号 within the group where it stands, else the order number. 订单总金额 is repeated on each row.
"""

from __future__ import annotations

from exchange.imports.fields import Field, Source

SOURCE = Source(
    id="qunjielong_lines",
    channel="qunjielong",
    aliases={
        Field.SEQUENCE: ("接龙号", "跟团号", "下单序号", "跟团号/下单序号"),
        Field.KEY: ("订单号(勿删)", "商城订单号", "订单号", "订单编号"),
        Field.BUYER: ("收货人", "收件人", "收件人姓名", "微信昵称"),
        Field.PHONE: ("联系电话", "收件人手机号码", "联系方式", "电话"),
        Field.POINT: ("自提点", "自提点名称", "提货点"),
        Field.ADDRESS: ("省", "市", "区", "收货地址", "收件人完整地址", "完整地址", "详细地址"),
        Field.NOTE: ("备注", "团员备注", "买家备注", "接龙备注"),
        Field.LEADER_NOTE: ("团长备注",),
        Field.PRODUCT: ("商品名称", "SKU名称"),
        Field.SPEC: ("规格", "SKU规格", "规格名称"),
        Field.CODE: ("商品编码", "SKU编号"),
        Field.QUANTITY: ("数量", "SKU数量"),
        Field.AMOUNT: ("商品金额",),
        Field.PAID: ("订单总金额",),
        Field.STATE: ("订单状态",),
        Field.LINE_STATE: ("退款状态", "售后状态"),
        Field.LINE_REFUNDED: ("退款金额",),
        Field.ORDERED_AT: ("下单时间",),
    },
    also=("团长ID", "订单商品号(勿删)", "快递公司", "快递单号", "物流公司", "物流单号"),
    needs=((Field.SEQUENCE, Field.KEY), (Field.PRODUCT,), (Field.QUANTITY,)),
    marks=(
        "接龙号",
        "下单序号",
        "订单号(勿删)",
        "订单商品号(勿删)",
        "SKU名称",
        "收件人手机号码",
        "商城订单号",
        "团长ID",
    ),
    by_sequence=True,
    checks_amount=True,
)
