"""One point's chat: a 接龙 as it is copied out of WeChat, twice in the evening, the second time longer.

Its traps: every buyer writes in a form of their own, a code sticks to an emoji, one adds to an earlier entry, one says
only a name, and each new message repeats the whole list.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from workers.demo.files import messy
from workers.demo.orders import NOTE_PRODUCTS
from workers.demo.words import Company, DemoLine, DemoOrder

_CHINESE_COUNTS = {2: "两", 3: "三", 5: "五", 12: "十二"}
UNCLEAR = ("阿美", "七楼的猫 和上次一样")
"""Entries that name no item: they wait for a person's look."""


def text(orders: Sequence[DemoOrder], company: Company, title: str, cutoff_at: datetime, *, is_last: bool) -> str:
    """The pasted text of these orders. The last one has an entry that adds to an earlier one, and two unclear ones.

    `orders` are the truth after the addition: the first order of several pieces gets its last ones by it.
    """
    lines = ["#接龙", f"{title} {cutoff_at:%H:%M}截单 上午到货", *_offer(company), "例 姓名 楼号-房号 A2 B1", ""]
    entries = [_entry(order, place) for place, order in enumerate(orders)]
    adding = next((place for place, order in enumerate(orders) if _is_partable(order)), None)
    if adding is not None:
        entries[adding], added = _parted(orders[adding])
        entries += [added] if is_last else []
    if is_last:
        entries += UNCLEAR
    lines += [f"{number}. {entry}" for number, entry in enumerate(entries, 1)]
    return "\n".join(lines) + "\n"


def _offer(company: Company) -> list[str]:
    """The goods by letter, two a line."""
    goods = [
        f"{messy.LETTERS[i]} {product.name} {product.spec} ¥{product.price_fen / 100:.2f}".removesuffix("0")
        for i, product in enumerate(company.products[:NOTE_PRODUCTS])
    ]
    return ["  ".join(goods[start : start + 2]) for start in range(0, len(goods), 2)]


def _entry(order: DemoOrder, place: int) -> str:
    """An entry in one of seven hands."""
    buyer, items = order.buyer, [_item(line, "") for line in order.lines]
    building, _, room = buyer.home.partition("-")
    match place % 7:
        case 0:
            return f"{buyer.name} {buyer.home} {' '.join(items)}"
        case 1:
            return f"{buyer.name} {building}号楼{room} {'+'.join(items)}"
        case 2:
            return f"{buyer.name} {' '.join(_item(line, '份') for line in order.lines)} {buyer.phone}"
        case 3:
            return f"{buyer.name}🌷 {building}栋{room} {'、'.join(items)}"
        case 4:
            return f"{buyer.name} {buyer.phone} {' '.join(items)} {building}号{room}"
        case 5:
            return f"{buyer.name} {buyer.home}\n{' '.join(items)}"
        case _:
            return f"{buyer.name} {' '.join(_item(line, '×') for line in order.lines)} {buyer.home} 谢谢"


def _item(line: DemoLine, way: str) -> str:
    letter = messy.LETTERS[line.product]
    if way == "份":
        return f"{letter}{_CHINESE_COUNTS.get(line.pieces, str(line.pieces))}份"
    if way == "×":
        return f"{letter}×{line.pieces}"
    return f"{letter}{line.pieces}"


def _is_partable(order: DemoOrder) -> bool:
    return len(order.lines) > 1 or order.lines[0].pieces > 1


def _parted(order: DemoOrder) -> tuple[str, str]:
    """(the entry as it was first written, the entry that adds the rest of it later)."""
    *others, last = order.lines
    first = tuple(others) if last.pieces == 1 else (*others, DemoLine(last.product, 1))
    rest = DemoLine(last.product, 1 if last.pieces == 1 else last.pieces - 1)
    items = " ".join(_item(line, "") for line in first)
    return f"{order.buyer.name} {order.buyer.home} {items}", f"{order.buyer.name} 再加{_item(rest, '')}"
