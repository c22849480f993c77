"""The order file of the peak: a 快团团 workbook of N orders and 1.3 rows an order, as the platform writes it.

Written once with XlsxWriter and kept in the system's temporary folder under its size and version. The headings,
the questions of the leader, phones as numbers, the spec repeated in the name and the pivot are those of the real
file. Read by import50k.py; cutoff50k.py takes its orders too.
"""

from __future__ import annotations

import os
import random
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

VERSION = 1
POINTS = 200
ROWS_PER_10_ORDERS = 13

SHEET = "顾客购买表"
HEADINGS = (
    "下单人", "团员备注", "备注", "跟团号", "商品", "规格", "数量", "商品金额", "运费", "优惠", "订单金额", "退款金额",
    "物流方式", "服务小区", "服务小区联系人", "服务小区电话", "服务小区地址", "收货人", "联系电话", "详细地址", "团长",
    "房号（如606）", "楼号（如10）", "弄号（如168）",
)  # fmt: skip
GOODS_HEADINGS = (
    "团购标题", "所属团长", "商品", "商品ID", "商品编码", "规格", "分类", "总库存", "销售数量", "团当前单价", "商品总金额",
)  # fmt: skip
POINT_HEADINGS = (
    "团购标题", "服务小区", "服务小区联系人", "服务小区电话", "服务小区地址", "服务小区所属团长", "订单总数", "商品总金额",
    "优惠总金额", "订单总金额", "订单退款总金额", "商品总数",
)  # fmt: skip

FAMILIES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红玲芬燕丹晨雪梅琳佳欣怡宁浩宇轩梓涵子墨一诺思远"
ROADS = ("紫龙路", "锦绣路", "龙吟路", "都市路", "莘松路", "沪闵路", "报春路", "水清路", "顾戴路", "虹莘路")
ESTATES = ("嘉怡水岸", "幸福花园", "翠湖天地", "阳光新城", "金地格林", "万科城市", "保利叶语", "绿城玉兰")
LEADERS = ("浮生若梦", "梦涵", "阿芬生鲜", "老周团购")
NOTES = ("放门口", "不要太熟", "七点以后来取", "和隔壁李姐一起拿", "麻烦挑大一点", "谢谢团长🌻")
GOODS = (
    ("冰淇淋黄心西瓜", "一箱四个约14斤", 80_00),
    ("水仙芒果", "12个/箱约九斤", 95_00),
    ("菲律宾进口香蕉", "每箱约28斤", 88_00),
    ("新鲜蓝莓", "约一斤每箱", 49_90),
    ("怡颗梅蓝莓", "半箱六盒", 75_00),
    ("枝冠蓝莓", "两斤四盒", 69_90),
    ("新奇士橙", "1份十个", 48_00),
    ("荔枝", "每箱四斤", 66_00),
    ("雪蜜王", "一箱七斤", 58_00),
    ("西柚", "十个一份", 55_00),
    ("阳光玫瑰葡萄", "约2斤/盒", 29_90),
    ("土鸡蛋", "30枚/板", 36_00),
    ("鲜牛奶", "950ml", 15_90),
    ("有机菠菜", "约500g", 7_90),
    ("冷鲜排骨", "约2斤", 52_00),
    ("手工水饺", "1kg", 32_50),
    ("五常大米", "10斤/袋", 59_90),
    ("农家豆腐", "400g/盒", 4_50),
    ("舟山带鱼", "约3斤", 68_00),
    ("本地黄瓜", "约1斤", 5_90),
)


@dataclass(slots=True)
class Sums:
    """What the pivots say: pieces per product, and per point its orders, fen and pieces per product."""

    products: Counter[int] = field(default_factory=Counter)
    orders: Counter[int] = field(default_factory=Counter)
    paid_fen: Counter[int] = field(default_factory=Counter)
    pieces: Counter[tuple[int, int]] = field(default_factory=Counter)


def rows_of(orders: int) -> int:
    """How many rows of goods the workbook of so many orders has."""
    return orders * ROWS_PER_10_ORDERS // 10


def peak_workbook(orders: int) -> Path:
    """The workbook's path; written when it is not there yet. The same size is the same file, byte for byte in its cells."""
    folder = Path(tempfile.gettempdir()) / "daybreak-benchmarks"
    path = folder / f"ktt-{orders}-v{VERSION}.xlsx"
    if not path.exists():
        folder.mkdir(exist_ok=True)
        unfinished = folder / f"{path.stem}-{os.getpid()}.part"
        _write(unfinished, orders)
        unfinished.replace(path)
    return path


def _write(path: Path, orders: int) -> None:
    import xlsxwriter

    workbook = xlsxwriter.Workbook(str(path))
    sums = _write_orders(workbook.add_worksheet(SHEET), orders, random.Random(orders))
    _write_products(workbook.add_worksheet("商品汇总表"), sums)
    _write_points(workbook.add_worksheet("服务小区商品汇总表"), sums)
    workbook.add_worksheet("说明").write_column(0, 0, ["说明", "顾客购买表：将下单人和收货信息相同的订单合并"])
    workbook.close()


def _write_orders(sheet: Any, orders: int, chance: random.Random) -> Sums:
    sheet.write_row(0, 0, HEADINGS)
    sums, row = Sums(), 1
    extra = rows_of(orders) - orders
    # Second rows are spread evenly, so that the count of rows is exact.
    for number in range(1, orders + 1):
        goods = 1 + (number * extra // orders - (number - 1) * extra // orders)
        row = _write_order(sheet, row, number, goods, chance, sums)
    return sums


def _write_order(sheet: Any, row: int, number: int, goods: int, chance: random.Random, sums: Sums) -> int:
    point = chance.randrange(POINTS)
    taken = [(product, 1 if chance.random() < 0.9 else 2) for product in chance.sample(range(len(GOODS)), goods)]
    paid = sum(GOODS[product][2] * pieces for product, pieces in taken)
    sums.orders[point] += 1
    sums.paid_fen[point] += paid
    buyer = _Buyer(chance, number, point)
    for at, (product, pieces) in enumerate(taken):
        sums.products[product] += pieces
        sums.pieces[point, product] += pieces
        for column, value in enumerate(buyer.row(product, pieces, 0 if at else paid)):
            if value != "":
                sheet.write(row, column, value)
        row += 1
    return row


class _Buyer:
    """Who ordered, and where they live."""

    def __init__(self, chance: random.Random, number: int, point: int) -> None:
        self.number = number
        self.name = chance.choice(FAMILIES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2))))
        self.phone = 13_000_000_000 + chance.randrange(10**9)
        self.note = chance.choice(NOTES) if chance.random() < 0.1 else ""
        self.leader = chance.choice(LEADERS)
        self.point, self.lane = point_name(point), 100 + point
        self.house, self.room = chance.randrange(1, 90), chance.randrange(1, 30) * 100 + chance.randrange(1, 7)
        self.road = ROADS[point % len(ROADS)]

    def row(self, product: int, pieces: int, paid_fen: int) -> tuple[str | int | float, ...]:
        name, spec, price_fen = GOODS[product]
        street = f"上海市闵行区{self.road}{self.lane}弄"
        return (
            *(self.name, self.note, "", str(self.number), f"{name}({spec})", spec, pieces),
            *(price_fen * pieces / 100, 0, 0, paid_fen / 100, 0, "顾客自提"),
            *(self.point, "", "", street, self.name, float(self.phone), f"{street}{self.house}号{self.room}室"),
            *(self.leader, str(self.room), str(self.house), str(self.lane)),
        )


def point_name(point: int) -> str:
    """The pickup point's name, another for each number."""
    return f"{ESTATES[point % len(ESTATES)]}·{ROADS[point % len(ROADS)]}{point + 1}号店"


_TITLE = "大仓购惠民水果100箱起送\n已报备资料"


def _write_products(sheet: Any, sums: Sums) -> None:
    sheet.write_row(0, 0, GOODS_HEADINGS)
    for row, (name, spec, fen) in enumerate(GOODS, 1):
        sold = sums.products[row - 1]
        sheet.write_row(row, 0, [_TITLE, LEADERS[1], name, str(1175938274760 + row), "", spec, "更多好货", "不限"])
        sheet.write_row(row, 8, [sold, f"{fen / 100:.2f}", sold * fen / 100])


def _write_points(sheet: Any, sums: Sums) -> None:
    sheet.write_row(0, 0, [*POINT_HEADINGS, *(f"{name}({spec})" for name, spec, _ in GOODS)])
    for row, point in enumerate(sorted(sums.orders), 1):
        pieces, paid = [sums.pieces[point, product] for product in range(len(GOODS))], sums.paid_fen[point] / 100
        street = f"上海市闵行区{ROADS[point % len(ROADS)]}{100 + point}弄"
        sheet.write_row(row, 0, [_TITLE, point_name(point), "", "", street, LEADERS[1]])
        sheet.write_row(row, 6, [sums.orders[point], paid, 0, paid, 0, sum(pieces), *pieces])
