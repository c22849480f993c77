"""有赞's order form: one row per order, 分销员 twice, masked phones (186******05), slots.

Its products stand in one cell as name(2件). A cell that does not say how many is held: the item form does.
"""

from __future__ import annotations

from exchange.imports.fields import Field, Source
from exchange.imports.sources.items_in_one_cell import split_items

SOURCE = Source(
    id="youzan_orders",
    channel="youzan",
    aliases={
        Field.KEY: ("订单号",),
        Field.BUYER: ("收货人/提货人", "收货人", "买家昵称"),
        Field.PHONE: ("收货人手机号/提货人手机号", "买家手机号"),
        Field.POINT: ("自提点", "自提点名称", "下单网点"),
        Field.ADDRESS: ("收货人省份", "收货人城市", "收货人地区", "详细收货地址/提货地址"),
        Field.NOTE: ("买家备注",),
        Field.LEADER_NOTE: ("商家订单备注",),
        Field.ITEMS: ("全部商品名称", "商品名称"),
        Field.PAID: ("订单实付金额", "应收订单金额", "订单实收金额"),
        Field.REFUNDED: ("订单已退款金额",),
        Field.STATE: ("订单状态", "订单退款状态"),
        Field.ORDERED_AT: ("订单创建时间", "买家付款时间"),
        Field.SLOT: ("同城送达时间/提货时间", "提货时间"),
    },
    also=(
        "销售渠道", "归属店铺", "订单类型", "推广方式", "订单来源", "交易成功时间", "付款方式", "支付流水号",
        "商品金额合计", "运费", "店铺优惠合计", "支付优惠合计", "商品种类数", "订单配送方式", "买家是否会员",
        "收银员", "分销员", "销售导购", "团长订单", "订单风险标签", "分销员手机号",
    ),
    needs=((Field.KEY,), (Field.ITEMS,)),
    marks=("全部商品名称", "订单实付金额", "收货人/提货人"),
    without=("商品数量", "订单商品状态"),
    joined={Field.ADDRESS: "", Field.NOTE: "; ", Field.STATE: " "},
    derive=split_items,
)  # fmt: skip
