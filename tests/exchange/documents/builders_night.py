"""Rows of the papers of the night for tests, valid by default; each test says only what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from domain.dispatch.queries.papers import LoadSheet, RunSheet, RunSpot, RunStop
from domain.dispatch.words import LoadCrate, LoadList, LoadStop
from domain.packing.queries.papers import SlipLine, ToteSlip
from domain.picking.queries.papers import ShortageNotice, ShortLine
from domain.places.words import Datum
from domain.stock.queries.papers import CountSheet
from domain.stock.words import CountRow

SPOT = RunSpot(31_230_416, 121_473_701, Datum.GCJ02)
SEALED_AT = datetime(2026, 5, 25, 19, 12, tzinfo=UTC)  # 03:12 in the tests' zone


def code_of(number: int) -> str:
    from domain.common.codes import tote_code

    return tote_code("T", number)


def crate(serial: int = 1, **changes: Any) -> LoadCrate:
    plain = LoadCrate(serial, code_of(serial), serial, 3, False, "sealed", 11_860, False, False, "")
    return replace(plain, **changes)


def load_stop(*crates: LoadCrate, **changes: Any) -> LoadStop:
    return replace(LoadStop(5, 12, "幸福里", 3, 460, 3, 0, crates), **changes)


def load_sheet(*stops: LoadStop, **changes: Any) -> LoadSheet:
    """A van of 1,500 kg, 60 totes; its sums follow its crates."""
    stops = stops or (load_stop(crate(1), crate(2)),)
    one = LoadList(
        7,
        2,
        "0525",
        "2号车",
        "沪A·12345",
        "周师傅",
        "planned",
        310,
        0,
        0,
        0,
        1_500_000,
        6_000_000,
        60,
        "",
        "",
        None,
        stops,
    )
    crates = [each for stop in stops for each in stop.crates]
    sheet = LoadSheet(
        load=one,
        weight_g=sum(each.weight_g or 0 for each in crates),
        volume_ml=50_000 * len(crates),
        totes=len(crates),
        pieces=9 * len(crates),
        unweighed=sum(each.weight_g is None for each in crates),
        is_planned=not crates,
    )
    return replace(sheet, **changes)


def run_stop(number: int = 1, **changes: Any) -> RunStop:
    plain = RunStop(
        drop_no=number,
        point="幸福里",
        leader="王丽华",
        phone="13800000007",
        address="幸福路 18 号 物业楼一层",
        arrive_min=460,
        leave_min=468,
        opens_min=420,
        closes_min=1200,
        planned_totes=3,
        chilled=4,
        frozen=0,
        pieces=21,
        empties=2,
        spot=SPOT,
        totes=(crate(1), crate(2), crate(3, is_cold=True)),
    )
    return replace(plain, **changes)


def run_sheet(*stops: RunStop, **changes: Any) -> RunSheet:
    return replace(
        RunSheet(7, "2号车", "沪A·12345", "周师傅", 310, 631, 41_700, True, stops or (run_stop(),)), **changes
    )


def slip_line(**changes: Any) -> SlipLine:
    return replace(SlipLine("鲜牛奶", "950 ml", "瓶", 3, 2940, False, "chilled", ""), **changes)


def tote_slip(*lines: SlipLine, **changes: Any) -> ToteSlip:
    plain = ToteSlip(
        code=code_of(5),
        is_cold=False,
        wave=5,
        point_id=12,
        point="幸福里",
        number=2,
        of=3,
        van="2号车",
        drop=3,
        pieces=3,
        content_g=10_060,
        gross_g=11_860,
        sealed_by="李敏",
        sealed_at=SEALED_AT,
        lines=lines or (slip_line(),),
    )
    return replace(plain, **changes)


def short_line(number: int = 1, **changes: Any) -> ShortLine:
    plain = ShortLine(
        pickup_code=f"{number * 7919 % 1_000_000:06d}",
        sequence=number,
        name="王*",
        phone_tail=f"{number * 37 % 10_000:04d}",
        product_id=9,
        product="麒麟西瓜",
        spec="约10斤/个",
        unit="个",
        ordered=3,
        less=2,
        instead=0,
        rule="first_paid",
        tags="",
        refund_fen=3980,
    )
    return replace(plain, **changes)


def shortage(*rows: ShortLine, **changes: Any) -> ShortageNotice:
    return replace(ShortageNotice(12, "幸福里", "王丽华", "13800000007", rows or (short_line(),)), **changes)


def count_row(number: int = 1, **changes: Any) -> CountRow:
    plain = CountRow(
        bin_id=number,
        bin=f"B-{number:02d}-1",
        walk_order=number,
        lot_id=number,
        lot=f"L0520{number}",
        expires_on=date(2026, 6, 1),
        code="P004",
        product="鲜牛奶 950 ml",
        unit="瓶",
        seen=48,
    )
    return replace(plain, **changes)


def count_sheet(*rows: CountRow, **changes: Any) -> CountSheet:
    return replace(CountSheet(1, "城东仓", rows or (count_row(),)), **changes)


def hostile(names: Sequence[str], sheets: int) -> dict[str, Any]:
    """Every text of the night's papers is a hostile one somewhere, beside the largest numbers."""
    counts = tuple(
        count_row(k, bin=n[:20], product=n, lot=n[:40], code=n, unit=n, seen=10_000) for k, n in enumerate(names)
    )
    lines = tuple(
        slip_line(
            product=n, spec=n, unit=n, pieces=10_000, weight_g=10_000_000, is_weighed=True, instead_of=n, zone="frozen"
        )
        for n in names
    )
    shorts = tuple(
        short_line(k, product_id=k // 3, product=n, spec=n, unit=n, name=n, pickup_code=n[:12], tags=n, rule="tagged_first",
                   ordered=10_000, less=9_999, instead=1, refund_fen=10**9)
        for k, n in enumerate(names)
    )  # fmt: skip
    stops = tuple(
        run_stop(k, point=n, leader=n, phone=n[:40], address=n, pieces=10_000, chilled=9_999, frozen=9_999, empties=9_999,
                 totes=tuple(crate(i, code=n[:20], is_cold=True) for i in range(40)), spot=None if k % 5 == 0 else SPOT)
        for k, n in enumerate(names, 1)
    )  # fmt: skip
    loads = tuple(
        load_stop(
            *(crate(i, code=n[:20], number=99, of=99, is_cold=True, weight_g=None if i % 2 else 999_999,
                    left_behind=n if i % 3 else "") for i in range(5)),
            point=n, drop_no=k,
        )
        for k, n in enumerate(names, 1)
    )  # fmt: skip
    return {
        "count": [count_sheet(*counts, warehouse=n) for n in names[:sheets]],
        "totes": [
            tote_slip(*lines, point=n, code=n[:20], van=n, sealed_by=n, number=99, of=99) for n in names[:sheets]
        ],
        "load": [hostile_load(n, loads) for n in names[:sheets]],
        "run": [run_sheet(*stops, van=n, plate=n, driver=n) for n in names[:sheets]],
        "shortage": [shortage(*shorts, point=n, leader=n) for n in names[:sheets]],
    }


def hostile_load(name: str, stops: tuple[LoadStop, ...]) -> LoadSheet:
    sheet = load_sheet(*stops)
    one = replace(sheet.load, van=name, plate=name, driver=name, over_by=name, over_reason=name)
    return replace(sheet, load=one, weight_g=10**9, volume_ml=10**9, totes=10**6, unweighed=10**6)
