"""群接龙's line form: an HTML page under the name .xls, as its export and many others are.

Its traps: title rows above the headings, a heading with a line break, the buyer's cells merged over the rows of an
order, entities in names, full-width digits, cancelled entries among the others, and a row of sums at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from pathlib import Path

from workers.demo.city import CITY
from workers.demo.files import messy
from workers.demo.words import Company, DemoLine, DemoOrder, Fate

HEADINGS = (
    "下单序号", "接龙号", "收货人", "联系电话", "自提点", "商品名称", "商品编码", "规格", "数量", "商品金额",
    "订单<br>总金额", "下单时间", "省", "市", "收货地址", "接龙备注", "订单状态", "退款状态", "团长ID",
)  # fmt: skip
MERGED = 5
"""So many first columns stand once an order, over all its rows."""


def write(path: Path, orders: Sequence[DemoOrder], company: Company, title: str, at: datetime) -> None:
    """The page of these orders; `at` is the moment of the export."""
    pieces = [
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8">',
        "<style>td{mso-number-format:'\\@'}</style></head><body><table border=1>",
        f'<tr><td colspan="{len(HEADINGS)}"><b>{escape(title)}</b> 接龙明细</td></tr>',
        f'<tr><td colspan="{len(HEADINGS)}">导出时间：{at:%Y-%m-%d %H:%M}　请勿修改“勿删”列</td></tr>',
        "<tr>" + "".join(f"<th>{heading}</th>" for heading in HEADINGS) + "</tr>\n",
    ]
    pieces += (row for order in orders for row in _order_rows(order, company))
    pieces.append(
        f'<tr><td>合计</td><td colspan="{len(HEADINGS) - 1}">{len(orders)} 单</td></tr></table></body></html>'
    )
    path.write_bytes("".join(pieces).encode("utf-8"))


def _order_rows(order: DemoOrder, company: Company) -> Iterator[str]:
    turn = messy.turn_of(order)
    rows = [part for line in order.lines for part in messy.rows_of(line, turn)]
    kept = [line for line in order.lines if line.fate is not Fate.REFUNDED]
    paid = sum(messy.amount_fen(company, line) for line in kept)
    span = f' rowspan="{len(rows)}"' if len(rows) > 1 else ""
    head = (
        str(order.number),
        str(order.number),
        order.buyer.name,
        messy.phone_text(order.buyer.phone, turn),
        messy.point_name(company, order, turn),
    )
    for place, line in enumerate(rows):
        merged = "".join(f"<td{span}>{escape(value)}</td>" for value in head) if place == 0 else ""
        rest = "".join(f"<td>{escape(value)}</td>" for value in _rest(order, company, line, turn, paid))
        yield f"<tr>{merged}{rest}</tr>\n"


def _rest(order: DemoOrder, company: Company, line: DemoLine, turn: int, paid_fen: int) -> Sequence[str]:
    product = company.products[line.product] if line.fate not in (Fate.UNKNOWN, Fate.RENAMED) else None
    point = company.points[order.point] if order.point is not None else None
    name, spec = messy.product_name(company, line), messy.spec(company, line)
    return (
        messy.brackets(f"{name}({spec})" if spec and turn % 2 else name, turn),
        product.code if product and turn % 3 else "",
        spec,
        messy.quantity_text(line, turn + line.product),
        messy.money_text(messy.amount_fen(company, line), turn),
        messy.money_text(paid_fen, 1),
        f"{order.at:%Y/%m/%d %H:%M}",
        "浙江省",
        CITY,
        f"{point.address if point else ''}{order.buyer.home}",
        order.note,
        "已取消" if order.is_refunded else "已支付",
        "退款成功" if line.fate is Fate.REFUNDED else "",
        "QJL10086",
    )
