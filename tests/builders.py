"""Things of the trade for tests, valid by default: a test names only what it is about.

Products, points and suppliers are rows put straight into the tables; cycles, orders and cutoffs go through the
program's own operations. `order_file(wanted("A1", {"土鸡蛋": 2}))` is what a reader would hand over.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Any, NamedTuple

from sqlalchemy import insert, select

from domain.catalogue.records import ProductRecord, SupplierRecord
from domain.common.columns import Record
from domain.common.database import Database
from domain.common.people import Actor, Role
from domain.cutoff import operations as cutoff
from domain.cutoff.words import Cutoff
from domain.ordering import operations as ordering
from domain.ordering.records import OrderRecord
from domain.ordering.words import CheckedLine, CheckedOrder, ImportAnswer, OrderFile
from domain.places.records import PointRecord
from tests.kept_scenes import kept

SHANGHAI = timezone(timedelta(hours=8))
CUTOFF_AT = datetime(2099, 5, 25, 20, 0, tzinfo=SHANGHAI)
"""The planned cutoff of every cycle: far enough ahead that no order of a test is late by the clock."""
DELIVERY = date(2099, 5, 26)
MANAGER = Actor("李娜", "打单台")
CLERK = Actor("小周", "二号台", Role.CLERK)
PICKER = Actor("阿强", "分拣台", Role.PICKER)
EGGS, GRAPES, MELON = "土鸡蛋", "阳光玫瑰", "黄心西瓜"
GARDEN, RIVER = "阳光花园", "滨河小区"


def insert_row(database: Database, record: type[Record], **values: Any) -> int:
    """The id of a row put into its table as it stands."""
    with database.writer.begin() as connection:
        made = connection.execute(insert(record).values(**values).returning(record.__table__.c.id))
        return int(made.scalar_one())


def supplier(database: Database, name: str = "绿源合作社", **values: Any) -> int:
    return insert_row(database, SupplierRecord, **{"code": f"S-{name}", "name": name, **values})


def product(database: Database, name: str = EGGS, **values: Any) -> int:
    row = {"code": f"G-{name}", "name": name, "weight_g": 1500, "volume_ml": 2000, "price_fen": 2990, **values}
    return insert_row(database, ProductRecord, **row)


def point(database: Database, name: str = GARDEN, **values: Any) -> int:
    row = {"code": f"P-{name}", "name": name, "leader": "王芳", "phone": "13800005678", **values}
    return insert_row(database, PointRecord, **row)


class Shop(NamedTuple):
    """An operator with two points and three products of two suppliers, the third product of none."""

    points: dict[str, int]
    products: dict[str, int]
    suppliers: dict[str, int]


def shop(database: Database) -> Shop:
    farm, orchard = supplier(database, "绿源合作社"), supplier(database, "果满园")
    return Shop(
        points={name: point(database, name) for name in (GARDEN, RIVER)},
        products={
            EGGS: product(database, EGGS, supplier_id=farm, case_size=12, category="蛋"),
            GRAPES: product(database, GRAPES, supplier_id=orchard, case_size=6, category="水果", weighed=True),
            MELON: product(database, MELON, weight_g=7000, category="水果"),
        },
        suppliers={"绿源合作社": farm, "果满园": orchard},
    )


def cycle(database: Database, code: str = "0525", **wishes: Any) -> str:
    """The code of a fresh open cycle."""
    ordering.open_cycle(database, MANAGER, code, **{"cutoff_at": CUTOFF_AT, "delivery": DELIVERY, **wishes})
    return code


class Wanted(NamedTuple):
    """One order of a file before it is one: its head and {product: pieces}."""

    head: CheckedOrder
    goods: Mapping[str, int]
    each_fen: int | None = 1000


def wanted(key: str, goods: Mapping[str, int] | None = None, *, each_fen: int | None = 1000, **head: Any) -> Wanted:
    """An order of one box of eggs for the garden, unless said otherwise; `each_fen` is what a piece costs."""
    given = {"row": 2, "buyer": f"买家{key}", "phone": "13900001234", "point": GARDEN, **head}
    return Wanted(CheckedOrder(key=key, **given), {EGGS: 1} if goods is None else goods, each_fen)


def order_file(*orders: Wanted, name: str = "orders.xlsx", channel: str = "youzan", **about: Any) -> OrderFile:
    """What a reader hands over for these orders; its hash follows its content, as a real file's does."""
    heads, lines = [], []
    row = 1
    for at, one in enumerate(orders):
        heads.append(one.head)
        for product_name, pieces in one.goods.items():
            row += 1
            amount = None if one.each_fen is None else pieces * one.each_fen
            lines.append(CheckedLine(at, row, product_name, "", "", pieces, amount))
    digest = hashlib.sha256(repr((heads, lines)).encode()).hexdigest()
    given = {"source": channel, "sha256": digest, **about}
    return OrderFile(name=name, channel=channel, orders=tuple(heads), lines=tuple(lines), **given)


def many(count: int, *, points: Sequence[str] = (GARDEN, RIVER), first: int = 1) -> list[Wanted]:
    """`count` orders over the points, two products each, every quantity another."""
    return [
        wanted(f"Y{n:06d}", {EGGS: n % 5 + 1, GRAPES: n % 3 + 1}, point=points[n % len(points)], row=n + 1,
               phone=f"139{n:08d}", sequence=n)
        for n in range(first, first + count)
    ]  # fmt: skip


def take(database: Database, code: str, *orders: Wanted, **how: Any) -> ImportAnswer:
    """The answer of importing one file of these orders, as the window and the command line do it."""
    about = {key: how.pop(key) for key in ("name", "channel", "group", "by_sequence") if key in how}
    return cutoff.take_orders(database, MANAGER, [order_file(*orders, **about)], code, **how).answer


def cut(database: Database, code: str = "0525") -> Cutoff:
    from domain.cutoff.operations.cutting import cutoff_from

    return cutoff_from(cutoff.cut_off(database, MANAGER, code).answer)


@kept
def cut_cycle(database: Database, *orders: Wanted, code: str = "0525") -> Shop:
    """A shop whose cycle took these orders (four, when none are named) and is cut off."""
    opened = shop(database)
    cycle(database, code)
    take(database, code, *(orders or many(4)))
    cut(database, code)
    return opened


def order_ids(database: Database) -> dict[str, int]:
    """Every order's id by its number."""
    with database.read() as connection:
        return dict(connection.execute(select(OrderRecord.external_no, OrderRecord.id)).all())
