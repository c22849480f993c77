"""快团团's workbook 顾客购买表: one row an item, three further sheets, and a pivot that does not lie.

Its traps, all of them real: no order number but 跟团号; the order's amount on the first row alone; the spec inside the
product's name, and now and then another one in its own column; phones as numbers; one buyer's goods through two
leaders; three last columns that the leader asked for; formatted empty rows at the end. The pivot counts what the
platform sold, so it disagrees where a hand has spoilt a quantity.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from workers.demo.files import messy
from workers.demo.words import Company, DemoLine, DemoOrder, Fate

HEADINGS = (
    "下单人", "团员备注", "备注", "跟团号", "商品", "规格", "数量", "商品金额", "运费", "优惠", "订单金额", "退款金额",
    "物流方式", "服务小区", "服务小区联系人", "服务小区电话", "服务小区地址", "收货人", "联系电话", "详细地址", "团长",
    "房号（如606）", "楼号（如10）", "弄号（如168）",
)  # fmt: skip
PIVOT_HEADINGS = (
    "团购标题", "服务小区", "服务小区联系人", "服务小区电话", "服务小区地址", "服务小区所属团长", "订单总数", "商品总金额",
    "优惠总金额", "订单总金额", "订单退款总金额", "商品总数",
)  # fmt: skip
GOODS_HEADINGS = (
    "团购标题",
    "所属团长",
    "商品",
    "商品ID",
    "商品编码",
    "规格",
    "分类",
    "销售数量",
    "团当前单价",
    "商品总金额",
)
EMPTY_ROWS = 40
COUPON_FEN = 500
OTHER_LEADER = "帮卖小夏"

Cell = str | float


def write(path: Path, orders: Sequence[DemoOrder], company: Company, title: str, at: datetime) -> None:
    """The workbook of these orders; `title` is the group's, `at` the moment of the export."""
    from xlsxwriter import Workbook

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = Workbook(str(path), options)
    book.set_properties({"created": at.replace(tzinfo=None), "title": title})
    pivot = _Pivot()
    _write_rows(book.add_worksheet("顾客购买表"), _sheet_rows(orders, company, pivot), book)
    _fill(book.add_worksheet("商品汇总表"), [GOODS_HEADINGS, *_goods_rows(company, pivot, title)])
    _fill(book.add_worksheet("服务小区商品汇总表"), [*pivot.rows(company, title)])
    _fill(
        book.add_worksheet("说明"),
        [
            ["说明"],
            ["顾客购买表：将下单人和收货信息相同的订单合并，不包含已取消的订单和商品"],
            [f"导出时间：{at:%Y-%m-%d %H:%M:%S}"],
        ],
    )
    book.close()


def _write_rows(sheet: Any, rows: Iterator[Sequence[Cell]], book: Any) -> None:
    bold, framed = book.add_format({"bold": True}), book.add_format({"border": 1})
    sheet.freeze_panes(1, 0)
    sheet.set_column(4, 4, 28)
    for column, heading in enumerate(HEADINGS):
        sheet.write_string(0, column, heading, bold)
    last = 0
    for number, row in enumerate(rows, 1):
        last = number
        _fill_row(sheet, number, row)
    for number in range(last + 1, last + 1 + EMPTY_ROWS):
        for column in range(len(HEADINGS)):
            sheet.write_blank(number, column, None, framed)


def _fill(sheet: Any, rows: Sequence[Sequence[Cell]]) -> None:
    for number, row in enumerate(rows):
        _fill_row(sheet, number, row)


def _fill_row(sheet: Any, number: int, row: Sequence[Cell]) -> None:
    for column, value in enumerate(row):
        if isinstance(value, str):
            if value:
                sheet.write_string(number, column, value)
        else:
            sheet.write_number(number, column, value)


def _sheet_rows(orders: Sequence[DemoOrder], company: Company, pivot: _Pivot) -> Iterator[Sequence[Cell]]:
    for order in orders:
        turn = messy.turn_of(order)
        lines = [line for line in order.lines if line.fate is not Fate.REFUNDED]
        coupon = COUPON_FEN if turn % 29 == 0 and not order.is_refunded else 0
        goods_fen = sum(messy.amount_fen(company, line) for line in lines)
        freight_unsaid = 600 if turn % 211 == 5 else 0
        paid = max(0, goods_fen - coupon) + freight_unsaid
        pivot.add(order, paid, min(coupon, goods_fen))
        first = True
        for line in lines:
            pivot.add_line(order, _named(company, line), line, messy.amount_fen(company, line))
            for part in messy.rows_of(line, turn):
                yield _row(
                    order, company, part, turn, first, paid if first else 0, min(coupon, goods_fen) if first else 0
                )
                first = False


def _row(
    order: DemoOrder, company: Company, line: DemoLine, turn: int, first: bool, paid_fen: int, coupon_fen: int
) -> Sequence[Cell]:
    point = company.points[order.point] if order.point is not None else None
    building, _, room = order.buyer.home.partition("-")
    buyer = order.buyer.name
    own_phone = order.buyer.phone if first or turn % 17 else _other_phone(order.buyer.phone)
    return (
        buyer if turn % 5 else "微信用户",
        order.note,
        "",
        str(order.number),
        messy.brackets(_named(company, line), turn),
        _spec(company, line, turn),
        messy.quantity_cell(line, turn + line.product),
        messy.amount_fen(company, line) / 100,
        0.0,
        coupon_fen / 100,
        paid_fen / 100,
        paid_fen / 100 if order.is_refunded else 0.0,
        "顾客自提",
        messy.point_name(company, order, turn),
        point.leader if point else "",
        "",
        point.address if point else "",
        buyer,
        messy.phone_cell(own_phone, turn),
        f"{point.address if point else ''}{building}幢{room}",
        OTHER_LEADER if not first and turn % 7 == 0 else (point.leader if point else ""),
        room,
        f"{building}号" if turn % 6 == 0 else building,
        "",
    )


def _other_phone(phone: str) -> str:
    """The second phone of a buyer who has two."""
    return phone[:-4] + phone[-4:][::-1]


def _named(company: Company, line: DemoLine) -> str:
    """The product as this platform writes it: the spec in brackets behind the name."""
    inside = messy.spec(company, line)
    return f"{messy.product_name(company, line)}({inside})" if inside else messy.product_name(company, line)


def _spec(company: Company, line: DemoLine, turn: int) -> str:
    """Mostly the same spec again; one row in a hundred has slipped and says its neighbour's."""
    if turn % 101 == 3 and line.fate is Fate.GOOD:
        return company.products[(line.product + 1) % len(company.products)].spec
    return messy.spec(company, line)


class _Pivot:
    """What the platform counted, by point and product."""

    def __init__(self) -> None:
        self.orders: Counter[int | None] = Counter()
        self.paid: Counter[int | None] = Counter()
        self.reduced: Counter[int | None] = Counter()
        self.refunded: Counter[int | None] = Counter()
        self.goods: Counter[int | None] = Counter()
        self.pieces: Counter[tuple[int | None, str]] = Counter()
        self.sold: Counter[str] = Counter()
        self.prices: dict[str, int] = {}

    def add(self, order: DemoOrder, paid_fen: int, coupon_fen: int) -> None:
        self.orders[order.point] += 1
        self.paid[order.point] += paid_fen
        self.reduced[order.point] += coupon_fen
        self.refunded[order.point] += paid_fen if order.is_refunded else 0

    def add_line(self, order: DemoOrder, name: str, line: DemoLine, amount_fen: int) -> None:
        self.goods[order.point] += amount_fen
        self.pieces[order.point, name] += line.pieces
        self.sold[name] += line.pieces
        self.prices[name] = amount_fen // line.pieces

    def rows(self, company: Company, title: str) -> Iterator[Sequence[Cell]]:
        names = sorted(self.sold)
        yield (*PIVOT_HEADINGS, *names)
        for point in sorted(self.orders, key=lambda one: (one is None, one or 0)):
            place = company.points[point] if point is not None else None
            where = (place.name, place.leader, "", place.address, place.leader) if place else ("", "", "", "", "")
            sums = (self.goods, self.reduced, self.paid, self.refunded)
            counts = [float(self.pieces[point, name]) for name in names]
            yield (title, *where, float(self.orders[point]), *(one[point] / 100 for one in sums), sum(counts), *counts)


def _goods_rows(company: Company, pivot: _Pivot, title: str) -> Iterator[Sequence[Cell]]:
    known = {product.full_name: product for product in company.products}
    for number, name in enumerate(sorted(pivot.sold)):
        product = known.get(name)
        pieces, price = pivot.sold[name], pivot.prices[name]
        yield (
            title,
            "",
            product.name if product else name,
            str(1_175_938_274_760 + number),
            product.code if product else "",
            product.spec if product else "",
            product.category if product else "更多好货",
            float(pieces),
            f"{price / 100:.2f}",
            pieces * price / 100,
        )
