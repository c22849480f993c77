"""有赞's item form (37 columns): one row per item with its own state, refund and real price.

A line whose refund is its whole price is left out. 商品实际成交金额 is the line after its share of discounts.
"""

from __future__ import annotations

from exchange.imports.fields import Field, Source

SOURCE = Source(
    id="youzan_items",
    channel="youzan",
    aliases={
        Field.KEY: ("订单号",),
        Field.BUYER: ("收货人/提货人", "收货人", "买家姓名", "买家昵称"),
        Field.PHONE: ("收货人手机号/提货人手机号", "收货人手机号", "买家手机号"),
        Field.POINT: ("自提点", "自提点名称", "提货点", "下单网点"),
        Field.ADDRESS: ("收货人省份", "收货人城市", "收货人地区", "详细收货地址/提货地址"),
        Field.NOTE: ("买家备注", "商品留言"),
        Field.LEADER_NOTE: ("商家订单备注",),
        Field.PRODUCT: ("商品名称",),
        Field.SPEC: ("商品规格",),
        Field.CODE: ("规格编码", "商品编码"),
        Field.QUANTITY: ("商品数量",),
        Field.AMOUNT: ("商品实际成交金额", "商品金额小计"),
        Field.LINE_STATE: ("订单商品状态", "商品退款状态"),
        Field.LINE_REFUNDED: ("商品已退款金额",),
        Field.ORDERED_AT: ("订单创建时间", "买家付款时间", "交易成功时间"),
        Field.SLOT: ("同城送达时间/提货时间", "提货时间"),
    },
    also=(
        "外部订单号", "商品类型", "商品类目", "商品单价", "商品成本价", "商品优惠方式", "商品优惠后价格",
        "店铺优惠(分摊)", "商品抵用积分数", "商品发货状态", "商品发货方式", "商品发货物流公司", "商品发货物流单号",
        "发货员工", "商品发货时间", "周期购信息",
    ),
    marks=("订单商品状态", "商品实际成交金额", "收货人/提货人", "商品退款状态"),
    joined={Field.ADDRESS: "", Field.NOTE: "; ", Field.LINE_STATE: " "},
)  # fmt: skip
