"""Rows of papers for tests, valid by default; each test says only what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from domain.cutoff.words import (
    AmendmentRow,
    DaySums,
    HandoverItem,
    HandoverRow,
    HandoverSheet,
    PaperHead,
    PickRow,
    PickSheet,
    PurchaseRow,
    PurchaseSheet,
    SowRow,
    SowSheet,
)
from exchange.documents import PaperSet
from tests.exchange.documents import builders_night as night

CUT_AT = datetime(2026, 5, 25, 12, 0, tzinfo=UTC)  # 20:00 in the tests' zone

HOSTILE = (
    "<b>&</b>",
    "</para>",
    '<img src="file:///etc/passwd"/>',
    "=cmd()",
    "@SUM(A1)",
    "(a\\) Tj ET",
    "%s {0} {name}",
    "$PATH `id`",
    "向日葵🌻",
    "𠮷野家",
    "朱镕基",
    "ﷺ",
    "a\x00b\x1b@\x1dV\x00c",
    "左\u202e右\u2066中\u2069",
    "一\t二\n三\r\n四\u2028五",
    "\ufeff零宽\u200b空格\u200d",
    "e\u0301\u0301\u0301\u0301",
    "\ud800半个",
    "𓀀𒀀",
    "很长很长的名字" * 30,
    "Donaudampfschifffahrtsgesellschaftskapitänsmützen" * 4,
    "word " * 60,
    "W" * 300,
    " ",
)


def amendment(number: int = 1, **changes: Any) -> AmendmentRow:
    at = datetime(2026, 5, 25, 12, 46, tzinfo=UTC)
    row = AmendmentRow(number, "幸福里", "鲜牛奶 950 ml", "1017", 20, 21, "李敏", "客户补单", at)
    return replace(row, **changes)


def head(*amendments: AmendmentRow, **changes: Any) -> PaperHead:
    plain = PaperHead("晨光生鲜", "0525", "端午团", date(2026, 5, 26), CUT_AT, "陈峰", 1, "9f2c" * 16, amendments)
    return replace(plain, **changes)


def pick_row(**changes: Any) -> PickRow:
    row = PickRow(4, "P004", "鲜牛奶", "950 ml", "乳品", "瓶", 21, 21, False, 980, "chilled", 12)
    if "quantity" in changes:
        changes.setdefault("frozen_quantity", changes["quantity"])
    return replace(row, **changes)


def pick_sheet(*rows: PickRow, **changes: Any) -> PickSheet:
    sheet = PickSheet(12, "幸福里", "王丽华", "13800000007", "幸福路 18 号", 34, rows or (pick_row(),))
    return replace(sheet, **changes)


def purchase_row(**changes: Any) -> PurchaseRow:
    """113 bottles in cases of 12; change quantity or case_size and the arithmetic follows."""
    quantity, size = changes.get("quantity", 113), changes.get("case_size", 12)
    cases = -(-quantity // size)
    row = PurchaseRow(
        product_id=4,
        code="P004",
        barcode="6901234567892",
        product="鲜牛奶",
        spec="950 ml",
        category="乳品",
        unit="瓶",
        quantity=quantity,
        frozen_quantity=quantity,
        case_size=size,
        cases=cases,
        left_over=cases * size - quantity,
        weighed=False,
        weight_g=quantity * 980,
        cost_fen=1250,
        zone="chilled",
        points=8,
    )
    return replace(row, **changes)


def purchase_sheet(*rows: PurchaseRow, **changes: Any) -> PurchaseSheet:
    return replace(PurchaseSheet("绿源合作社", "周建国", "13911112222", rows or (purchase_row(),)), **changes)


def sow_row(point: str = "幸福里", quantity: int = 21, **changes: Any) -> SowRow:
    changes.setdefault("frozen_quantity", quantity)
    return replace(SowRow(point, quantity, quantity, 5), **changes)


def sow_sheet(*rows: SowRow, **changes: Any) -> SowSheet:
    sheet = SowSheet(
        product_id=4,
        code="P004",
        barcode="6901234567892",
        product="鲜牛奶",
        spec="950 ml",
        category="乳品",
        unit="瓶",
        weighed=False,
        weight_g=980,
        zone="chilled",
        rows=rows or (sow_row(),),
    )
    return replace(sheet, **changes)


def item(**changes: Any) -> HandoverItem:
    return replace(HandoverItem("鲜牛奶", "950 ml", 1, "瓶", False), **changes)


def buyer(number: int = 1, **changes: Any) -> HandoverRow:
    """A buyer whose code, sequence and phone tail come from the number, so that no two are alike."""
    row = HandoverRow(
        f"{number * 7919 % 1_000_000:06d}", number, "王*", f"{number * 37 % 10_000:04d}", "", "", (item(),)
    )
    return replace(row, **changes)


def handover_sheet(*rows: HandoverRow, goods: Sequence[PickRow] = (), **changes: Any) -> HandoverSheet:
    rows = rows or (buyer(),)
    pieces = sum(each.quantity for row in rows for each in row.items)
    sheet = HandoverSheet(12, "幸福里", "王丽华", "13800000007", "幸福路 18 号", pieces, rows, tuple(goods))
    return replace(sheet, **changes)


def day_sums(**changes: Any) -> DaySums:
    """119 pieces in all four demands."""
    sums = DaySums(
        orders=78,
        lines=119,
        pieces=119,
        amount_fen=904_740,
        weight_g=120_500,
        volume_ml=98_700,
        suppliers=(("绿源合作社", 6, 100), ("(none)", 3, 19)),
        points=(("幸福里", 50, 80, 80_500), ("锦绣江南", 28, 39, 40_000)),
        products=(("鲜牛奶", "瓶", 60, 2), ("土鸡蛋", "板", 59, 2)),
        chain_heads=(("1号台", 4211, "ab12" * 16),),
    )
    return replace(sums, **changes)


def paper_set(**changes: Any) -> PaperSet:
    whole = PaperSet(
        head(amendment()),
        [purchase_sheet()],
        [pick_sheet()],
        [sow_sheet()],
        [handover_sheet()],
        day_sums(),
        count=[night.count_sheet()],
        totes=[night.tote_slip()],
        load=[night.load_sheet()],
        run=[night.run_sheet()],
        shortage=[night.shortage()],
    )
    return replace(whole, **changes)


def hostile_set(sheets: int = len(HOSTILE)) -> PaperSet:
    """Every text of every paper is a hostile one somewhere; so many sheets of each kind, all texts on each."""
    names = HOSTILE
    late = tuple(
        amendment(number, point=name, product=name, order=name, person=name, reason=name, before=10_000, after=9_999)
        for number, name in enumerate(names, 1)
    )
    many = {"unit": "份", "quantity": 10_000, "frozen_quantity": 9_999}
    picks = tuple(pick_row(product=n, spec=n, category=n, code=n, weighed=True, **many) for n in names)
    sows = tuple(sow_row(n, 10_000, frozen_quantity=9_999) for n in names)
    things = tuple(item(product=n, spec=n, quantity=10_000, weighed=True) for n in names)
    buyers = tuple(
        buyer(k, name=n, note=n, slot=n, pickup_code=n[:20], items=things[k : k + 3], is_amended=True)
        for k, n in enumerate(names)
    )
    purchases = tuple(
        purchase_row(product=n, spec=n, code=n, barcode=n, quantity=10_000, frozen_quantity=9_999, weighed=True)
        for n in names
    )
    texts = {"orders": 1, "lines": 1, "pieces": 1, "amount_fen": 10**12}
    return PaperSet(
        head=head(*late, company=names[-5], title=names[-4], cycle=names[0], cut_by=names[-5]),
        purchase=[purchase_sheet(*purchases, supplier=n, contact=n) for n in names[:sheets]],
        pick=[pick_sheet(*picks, point=n, leader=n, address=n) for n in names[:sheets]],
        sow=[sow_sheet(*sows, product=n, spec=n, category=n, code=n, barcode=n) for n in names[:sheets]],
        handover=[handover_sheet(*buyers, goods=picks, point=n, leader=n, address=n) for n in names[:sheets]],
        sums=day_sums(
            **texts,
            suppliers=tuple((n, 10_000, 10_000) for n in names),
            points=tuple((n, 10_000, 10_000, 10_000_000) for n in names),
            products=tuple((n, "份", 10_000, 10_000) for n in names),
            chain_heads=tuple((n, 10_000, "ab12" * 16) for n in names),
        ),
        **night.hostile(names, sheets),
        shows_expected=True,
    )
