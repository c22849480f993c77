"""快团团's workbook 顾客购买表: one row per item, and a pivot per pickup point to check the import by.

Its traps: the order's amount stands on a buyer's first row alone; there is no order number, the key is 跟团号
within the group (the leader is not part of it); the spec is repeated inside the product's name and sometimes
contradicts the column; the last columns are the leader's own questions.
"""

from __future__ import annotations

from exchange.imports.fields import Field, Paid, Source
from exchange.imports.gathering import Gathering
from exchange.imports.sources.kuaituantuan_amounts import share_amounts
from exchange.imports.sources.kuaituantuan_pivot import cross_check
from exchange.imports.sources.specs import take_spec_from_name
from exchange.imports.tables import Book


def _finish(gathering: Gathering, book: Book) -> None:
    share_amounts(gathering)
    cross_check(gathering, book)


SOURCE = Source(
    id="kuaituantuan_workbook",
    channel="kuaituantuan",
    aliases={
        Field.SEQUENCE: ("跟团号",),
        Field.BUYER: ("收货人", "下单人"),
        Field.PHONE: ("联系电话", "手机号"),
        Field.POINT: ("服务小区", "自提点"),
        Field.ADDRESS: ("详细地址",),
        Field.NOTE: ("团员备注",),
        Field.LEADER_NOTE: ("备注", "团长备注"),
        Field.PRODUCT: ("商品", "商品名称"),
        Field.SPEC: ("规格",),
        Field.CODE: ("商品编码",),
        Field.QUANTITY: ("数量",),
        Field.AMOUNT: ("商品金额",),
        Field.FREIGHT: ("运费",),
        Field.REDUCTION: ("优惠",),
        Field.PAID: ("订单金额",),
        Field.REFUNDED: ("退款金额", "订单退款"),
        Field.STATE: ("订单状态",),
        Field.ORDERED_AT: ("支付时间", "下单时间"),
    },
    also=("物流方式", "服务小区联系人", "服务小区电话", "服务小区地址", "团长", "商品种类数"),
    needs=((Field.SEQUENCE,), (Field.PRODUCT,), (Field.QUANTITY,)),
    marks=("服务小区", "商品金额", "订单金额", "自提点"),
    without=("快递单号", "接龙号", "SKU名称"),
    by_sequence=True,
    paid=Paid.FIRST_ROW,
    checks_amount=True,
    questions=True,
    derive=take_spec_from_name,
    finish=_finish,
)
