"""What the words of a state column mean for an order or a line: left out, waiting, or nothing special.

The words are those of the platforms' own exports. An unknown word means nothing special: the row is taken.
Used by gathering.py; the sources name the columns.
"""

from __future__ import annotations

import enum
import re

from exchange.imports.cells import narrow


class Fate(enum.Enum):
    """What becomes of a row because of its state."""

    CANCELLED = "cancelled"  # left out and counted
    UNPAID = "unpaid"  # held: the platform cancels it by itself when nobody pays
    PAY_LATER = "pay later"  # taken with a warning: cash at the point, bank transfer
    REFUND_ASKED = "refund asked"  # taken with a warning
    PARTLY_REFUNDED = "partly refunded"  # taken with a warning


_NO_REFUND = re.compile(
    "未退款|无退款|无售后|退款(已)?(关闭|取消|撤销|拒绝)|(关闭|取消|撤销|拒绝)(退款|售后)|售后(已)?(关闭|取消|撤销|拒绝)|驳回"
)
_PARTLY = re.compile("部分退款|部分退|partially[ _]refunded", re.IGNORECASE)
_REFUNDED = re.compile(
    "已退款|退款成功|退款完成|全额退款|全部退款|已全额退|售后完成|售后成功|退货退款成功|已退货|refunded|voided",
    re.IGNORECASE,
)
_ASKED = re.compile("退款中|申请退款|待退款|退款处理|退款待|售后中|售后处理|待处理|退货中")
_CANCELLED = re.compile(
    "已取消|取消订单|订单取消|买家取消|卖家取消|商家取消|交易关闭|订单关闭|已关闭|已作废|cancel|failed|expired|trash",
    re.IGNORECASE,
)
_UNPAID = re.compile(
    "待付款|待支付|未支付|未付款|等待付款|等待买家付款|pending payment|checkout-draft|draft", re.IGNORECASE
)
_PAY_LATER = re.compile(
    "^(pending|on[ -]hold|partially[ _]paid|balance due|货到付款|到店付款|线下付款)$", re.IGNORECASE
)


def order_fate(state: str) -> Fate | None:
    """What the state of an order or of a line means, None: take it."""
    text = _NO_REFUND.sub("", narrow(state))
    for pattern, fate in _FATES:
        if pattern.search(text):
            return fate
    return None


_FATES = (
    (_UNPAID, Fate.UNPAID),
    (_PAY_LATER, Fate.PAY_LATER),
    (_PARTLY, Fate.PARTLY_REFUNDED),
    (_REFUNDED, Fate.CANCELLED),
    (_CANCELLED, Fate.CANCELLED),
    (_ASKED, Fate.REFUND_ASKED),
)
