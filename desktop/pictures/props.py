"""The files the scenes import: a good export, one full of trouble, one with columns of its own, a group's text."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from domain.catalogue.queries import product_choices
from domain.common.database import Database
from domain.ordering.queries import point_choices
from domain.ordering.words import NO_POINT

HEAD = [
    "下单人",
    "团员备注",
    "备注",
    "跟团号",
    "商品",
    "规格",
    "数量",
    "商品金额",
    "运费",
    "优惠",
    "订单金额",
    "退款金额",
    "物流方式",
    "服务小区",
    "收货人",
    "联系电话",
    "详细地址",
    "团长",
]
FAMILIES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = ("晓梅", "建国", "丽华", "志强", "秀英", "浩然", "雨桐", "子轩", "一诺", "思远")

NOTE = """#接龙
周三水果团 今晚8点截单 周四下午到
A 阳光玫瑰 2斤 ¥29.9  B 土鸡蛋 30枚 ¥36
例 姓名 楼号-房号 A2 B1

1. 小李妈妈 12-1201 A2 B1
2. 王🌻 3号楼502 A两份
3. 陈 先生 B+A 13800000000
4. 阿美
5. 小李妈妈 再加B1
"""

TIES = {"buyer": "客人", "pickup point": "取货小区", "product": "要什么", "quantity": "几份", "order amount": "付了"}


@dataclass(frozen=True, slots=True)
class Props:
    """Paths of the files, and the text."""

    good: Path
    troubled: Path
    foreign: Path
    ties: Mapping[str, str]
    note: str


def make_props(database: Database, folder: Path) -> Props:
    """Writes the files with products and points that are in the books, and a few that are not."""
    folder.mkdir(parents=True, exist_ok=True)
    with database.read() as connection:
        goods = [(each.name, each.spec) for each in product_choices(connection)[:24]]
        points = [name for _id, name in point_choices(connection) if name != NO_POINT][:8]
    good = _write(folder / "快团团 0526 晚间.csv", HEAD, _rows(goods, points, 90))
    troubled = _write(folder / "快团团 手改过的表.csv", HEAD, _troubled(_rows(goods, points, 40)))
    foreign = _write(
        folder / "小林家的登记表.csv",
        ["编号", "客人", "手机号码", "取货小区", "要什么", "几份", "付了", "留言"],
        _foreign(goods, points),
    )
    return Props(good, troubled, foreign, TIES, NOTE)


def _write(path: Path, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def _rows(goods: Sequence[tuple[str, str]], points: Sequence[str], count: int) -> list[list[str]]:
    """One or two lines an order; every thirtieth product is new to the books."""
    rows, wanted, places = [], cycle(goods), cycle(points)
    for number in range(1, count + 1):
        buyer = FAMILIES[number % len(FAMILIES)] + GIVEN[number % len(GIVEN)]
        place, phone = next(places), f"139{number * 7919 % 10**8:08d}"
        lines = list(islice(wanted, 1 + number % 3 // 2))
        if number % 30 == 0:
            lines = [("云南蓝莓", "125g*4盒")]
        for at, (product, spec) in enumerate(lines):
            pieces = 1 + (number + at) % 3
            paid = "0" if at else f"{sum(19.9 * (1 + (number + i) % 3) for i in range(len(lines))):.2f}"
            note = "请放门口冷柜" if number % 11 == 0 else ""
            rows.append(
                [
                    buyer,
                    "",
                    note,
                    str(5000 + number),
                    product,
                    spec,
                    str(pieces),
                    f"{19.9 * pieces:.2f}",
                    "0",
                    "0",
                    paid,
                    "0",
                    "自提",
                    place,
                    buyer,
                    phone,
                    "",
                    "周团长",
                ]
            )
    return rows


def _troubled(rows: list[list[str]]) -> list[list[str]]:
    """The same with what a person's hand does to a table."""
    quantity, phone, amount, product, place, number = 6, 15, 7, 4, 13, 3
    for at, value in ((3, "1e3"), (7, "-2"), (12, "1.5"), (18, ""), (24, "20000")):
        rows[at][quantity] = value
    rows[5][phone], rows[9][amount], rows[15][product], rows[21][number] = "1.39E+10", "十九块九", "", "1.2E+17"
    for at in (2, 10, 27):
        rows[at][product], rows[at][5] = "阳山水蜜桃", "6个装"
    rows[30][place] = "滨江一号北门"
    return rows


def _foreign(goods: Sequence[tuple[str, str]], points: Sequence[str]) -> list[list[str]]:
    rows = []
    for number, ((product, spec), place) in enumerate(zip(goods, cycle(points), strict=False), 1):
        buyer = FAMILIES[number % len(FAMILIES)] + "阿姨"
        rows.append(
            [
                f"A{number:03d}",
                buyer,
                f"136{number * 6007 % 10**8:08d}",
                place,
                f"{product} {spec}".strip(),
                str(1 + number % 2),
                "26.00",
                "",
            ]
        )
    return rows
