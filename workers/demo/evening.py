"""The files of a night, written into the demo's folder as the clerks get them: early ones, full ones, late ones.

What is in them comes from orders.py, how it is written from files/. Next: night.py, which imports them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from workers.demo.cycles import DemoCycle
from workers.demo.files import group_note, kuaituantuan, qunjielong, shopify, youzan
from workers.demo.folder import DemoFolder
from workers.demo.orders import Night, is_plain, late_buyer
from workers.demo.words import Channel, Company, DemoLine, DemoOrder

EARLY = timedelta(hours=4)
"""So long before the cutoff the first exports were made."""


class Evening:
    """Writes files on demand: every method gives the path of a new file."""

    def __init__(self, folder: DemoFolder, company: Company, night: Night, cycle: DemoCycle) -> None:
        self._folder = folder
        self._company = company
        self._night = night
        self._cycle = cycle

    def workbook(self) -> Path:
        """快团团's workbook."""
        path = self._named("快团团 顾客购买表", "xlsx")
        kuaituantuan.write(
            path, self._night.of(Channel.KUAITUANTUAN), self._company, self._title, self._cycle.cutoff_at
        )
        return path

    def item_form(self, *, is_first: bool) -> Path:
        """有赞's item form: the first export, or the second that overlaps it."""
        path = self._named("有赞 商品明细", "csv", self._early if is_first else self._cycle.cutoff_at)
        orders = self._night.before.values() if is_first else self._without_withdrawn()
        youzan.write(path, tuple(orders), self._company)
        return path

    def _without_withdrawn(self) -> Iterator[DemoOrder]:
        return (order for order in self._night.of(Channel.YOUZAN) if not order.is_withdrawn)

    def line_form(self) -> Path:
        """群接龙's line form."""
        path = self._named("群接龙 接龙明细", "xls")
        orders = self._night.of(Channel.QUNJIELONG)
        qunjielong.write(path, orders, self._company, self._title, self._cycle.cutoff_at)
        return path

    def late_line_form(self, late: Sequence[DemoOrder]) -> Path:
        """群接龙's line form once more, after the cutoff."""
        at = self._cycle.cutoff_at + timedelta(minutes=25)
        path = self._named("群接龙 接龙明细", "xls", at)
        qunjielong.write(path, late, self._company, self._title, at)
        return path

    def web_shop(self, more: Sequence[DemoOrder] = ()) -> Path:
        """The web shop's export; `more` came after the cutoff."""
        at = self._cycle.cutoff_at + timedelta(minutes=40 if more else 0)
        path = self._named("Shopify orders_export", "csv", at)
        shopify.write(path, (*self._night.of(Channel.SHOPIFY), *more), self._company)
        return path

    def chat(self, *, is_last: bool) -> Path:
        """The chat of one point as text: its first half, or all of it."""
        orders = self._night.of(Channel.GROUP_NOTE)
        path = self._named("接龙", "txt", self._cycle.cutoff_at if is_last else self._early)
        kept = orders if is_last else orders[: (len(orders) + 1) // 2]
        path.write_text(
            group_note.text(kept, self._company, self._title, self._cycle.cutoff_at, is_last=is_last), encoding="utf-8"
        )
        return path

    @property
    def _title(self) -> str:
        return self._cycle.title

    @property
    def _early(self) -> datetime:
        return self._cycle.cutoff_at - EARLY

    def _named(self, what: str, ending: str, at: datetime | None = None) -> Path:
        moment = at or self._cycle.cutoff_at
        return self._folder.wrote(self._folder.files / f"{self._cycle.code} {what} {moment:%H%M}.{ending}")


def late_orders(night: Night) -> tuple[DemoOrder, ...]:
    """群接龙's list after the cutoff: three orders more, two that want one piece more, one gone."""
    orders = list(night.of(Channel.QUNJIELONG))
    plain = [order for order in orders if is_plain(order) and not order.is_refunded]
    changing = {order.number for order in plain[:2]}
    gone = {order.number for order in plain[2:3]}
    kept = [_with_more(order) if order.number in changing else order for order in orders if order.number not in gone]
    model = plain[-1] if plain else orders[-1]
    return (*kept, *(_late(model, orders[-1].number + n, night) for n in (1, 2, 3)))


def late_web_order(night: Night) -> DemoOrder:
    """One order that the web shop took after the cutoff."""
    orders = night.of(Channel.SHOPIFY)
    model = next((order for order in orders if is_plain(order)), orders[0])
    return _late(model, max(order.number for order in orders) + 1, night)


def _late(model: DemoOrder, number: int, night: Night) -> DemoOrder:
    at = night.planned_cutoff + timedelta(minutes=4 + number % 15)
    lines = tuple(DemoLine(line.product, 1 + place % 2) for place, line in enumerate(model.lines[:2]))
    place = model.point if model.point is not None else 0
    return replace(model, number=number, buyer=late_buyer(night.seed, number), at=at, lines=lines, note="", point=place)


def _with_more(order: DemoOrder) -> DemoOrder:
    first, *others = order.lines
    return replace(order, lines=(replace(first, pieces=first.pieces + 1), *others))
