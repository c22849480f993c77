"""微盟's export: one row per item. The pickup point hides in 商品留言, names carry 【...团购】, phones end in .0.

A line with 取消类型 is cancelled. Returned pieces (售后件数 of a finished refund) are taken off the line.
"""

from __future__ import annotations

import re

from exchange.imports.columns import LONGEST, Chunk, Tell
from exchange.imports.fields import Field, Source

_ASKED = re.compile(
    r"(?P<asked>[^:：\n\\]{0,30}?(?:自提点|自提|取货点|提货点|大概位置|门店)[^:：\n\\]{0,12})\s*[:：]\s*(?P<point>[^\n\\;；]+?)\s*(?=$|\\n|\n|;|；|\S*具体位置)"
)
_DETAIL = re.compile(r"(?:具体位置|填写自提|房号|门牌|地址)[^:：\n]*[:：]\s*(?P<detail>[^\n]+)")
_BADGE = re.compile(r"^\s*(?:【[^】]{0,20}(?:团购|拼团|专享|接龙)[^】]{0,6}】\s*)+")


def point_in(message: str) -> tuple[str, str]:
    """Point and address that a buyer's message to the seller holds, "" where it holds none.

    The message is the shop's own form: "大概位置/选择自提:教师公寓 具体位置/填写自提:1栋一单元".
    """
    text = message.replace("\\n", "\n")
    asked = _ASKED.search(text)
    detail = _DETAIL.search(text, asked.end() if asked else 0)
    return (asked["point"].strip() if asked else "", detail["detail"].strip() if detail else "")


def _read_messages(chunk: Chunk, tell: Tell) -> None:
    messages = chunk.column(Field.NOTE)
    known = {message: point_in(message) for message in set(messages)}
    points, addresses = chunk.column(Field.POINT), chunk.column(Field.ADDRESS)
    chunk.columns[Field.POINT] = [
        point or known[message][0][: LONGEST[Field.POINT]] for point, message in zip(points, messages, strict=True)
    ]
    chunk.columns[Field.ADDRESS] = [
        address or known[message][1][: LONGEST[Field.ADDRESS]]
        for address, message in zip(addresses, messages, strict=True)
    ]
    chunk.columns[Field.NOTE] = ["" if any(known[message]) else message for message in messages]
    chunk.columns[Field.PRODUCT] = [_BADGE.sub("", product) or product for product in chunk.columns[Field.PRODUCT]]


SOURCE = Source(
    id="weimob",
    channel="weimob",
    aliases={
        Field.KEY: ("订单编号",),
        Field.BUYER: ("预约人/收货人姓名", "收货人姓名"),
        Field.PHONE: ("预约人/收货人手机号", "收货人手机号"),
        Field.POINT: ("自提点名称", "自提门店", "自提点"),
        Field.ADDRESS: ("收货人地址", "详细地址"),
        Field.NOTE: ("商品留言", "买家留言"),
        Field.LEADER_NOTE: ("商家备注",),
        Field.PRODUCT: ("商品名称",),
        Field.SPEC: ("商品规格",),
        Field.CODE: ("规格编码", "商品编码"),
        Field.QUANTITY: ("商品数量",),
        Field.PAID: ("订单总金额", "实收金额"),
        Field.CANCELLED: ("取消类型",),
        Field.LINE_STATE: ("售后状态",),
        Field.RETURNED: ("售后件数",),
        Field.LINE_REFUNDED: ("退款金额",),
        Field.ORDERED_AT: ("下单时间",),
    },
    also=("余额抵扣金额", "成本价", "售后类型", "服务组织", "发货时间", "退款时间", "外部订单号"),
    marks=("预约人/收货人姓名", "预约人/收货人手机号", "商品留言", "余额抵扣金额", "售后件数"),
    joined={Field.ADDRESS: ""},
    derive=_read_messages,
)
