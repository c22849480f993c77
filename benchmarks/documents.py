"""All papers of the peak cycle: 20 purchase orders, 200 pick, 20 sow and 200 handover sheets of 250 names each.

The floor is the same text at the same places, drawn on a bare reportlab canvas with no layout, no rules
and no page numbers to find out. `python -m benchmarks documents`; next: exchange/documents/writing.py.
"""

from __future__ import annotations

import io
import random
import resource
import sys
import tempfile
import time
from argparse import Namespace
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from domain.common.quantity import cases_for
from domain.cutoff.words import (
    AmendmentRow,
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
from exchange import fonts
from exchange.documents import PaperKind, PaperSet, draw_papers, write_documents
from exchange.documents.page import PAGE_HEIGHT, PAGE_WIDTH, Page
from exchange.documents.typefaces import Shaped, reportlab_font

NAME = "documents"

POINTS = 200
BUYERS = 250
PRODUCTS = 20
SUPPLIERS = 20
SECOND_PIECE = 0.3
CASE_SIZE = 12

FAMILIES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
PLACES = "幸福锦绣翠湖阳光金地万科保利碧桂恒大融创绿城华润中海龙湖世茂招商雅居富力远洋首创"
GOODS = (
    *(
        "阳光玫瑰葡萄",
        "麒麟西瓜",
        "土鸡蛋",
        "鲜牛奶",
        "有机菠菜",
        "冷鲜排骨",
        "手工水饺",
        "赣南脐橙",
        "云南小土豆",
        "五常大米",
    ),
    *("农家豆腐", "山东大葱", "内蒙羊肉卷", "舟山带鱼", "海南芒果", "草莓", "老酸奶", "全麦吐司", "西红柿", "本地黄瓜"),
)
SPECS = ("约2斤/盒", "约10斤/个", "30枚/板", "950 ml", "约500 g", "1 kg")

Placed = tuple[str, bool, float, float, float]
"""A drawn text, whether it is bold, its size, and its place from the bottom left corner."""


def measure(options: Namespace) -> dict[str, Any]:
    """Seconds for all papers written and fsynced, floor_seconds for their text alone, pages, and the peak in MB."""
    papers = peak_papers(random.Random(getattr(options, "seed", 0) or 0))
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        files = write_documents(papers, Path(folder), only=frozenset(PaperKind) - {PaperKind.SUMS})
        seconds = time.perf_counter() - started
        peak_mb = peak_memory_mb()
        drawn = [recorded(papers, kind) for kind in PaperKind if kind is not PaperKind.SUMS]
        started = time.perf_counter()
        for number, pages in enumerate(drawn):
            draw_bare(pages, Path(folder) / f"{number}.pdf")
        floor = time.perf_counter() - started
        return {
            "name": NAME,
            "seconds": round(seconds, 2),
            "floor_seconds": round(floor, 2),
            "ratio": round(seconds / floor, 2),
            "peak_mb": round(peak_mb),
            "pages": sum(file.pages for file in files),
            "pieces": {file.kind: file.pieces for file in files},
            "megabytes": round(sum(file.path.stat().st_size for file in files) / 1e6, 1),
        }


def peak_memory_mb() -> float:
    """The most memory this process has held so far; Linux counts in kilobytes, macOS in bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most / 1024


def peak_papers(chance: random.Random) -> PaperSet:
    """The rows of the peak cycle: every sum of every paper comes from the same buyers."""
    handover = [_handover(chance, point) for point in range(POINTS)]
    pieces: dict[str, Counter[str]] = {sheet.point: Counter() for sheet in handover}
    orders: dict[str, Counter[str]] = {sheet.point: Counter() for sheet in handover}
    for sheet in handover:
        for row in sheet.rows:
            for item in row.items:
                pieces[sheet.point][item.product] += item.quantity
                orders[sheet.point][item.product] += 1
    return PaperSet(
        head=_head(handover[0].point),
        purchase=[_purchase(number, pieces) for number in range(SUPPLIERS)],
        pick=[_pick(sheet, pieces[sheet.point], orders[sheet.point]) for sheet in handover],
        sow=[_sow(number, pieces, orders) for number in range(PRODUCTS)],
        handover=handover,
    )


def _head(point: str) -> PaperHead:
    at = datetime(2026, 5, 25, 12, 46, tzinfo=UTC)
    amendment = AmendmentRow(1, point, f"{GOODS[3]} {_spec(3)}", "1017", 1, 2, "李敏", "客户补单", at)
    return PaperHead("晨光生鲜", "0525", "端午团", date(2026, 5, 26), at, "陈峰", 1, "9f2c" * 16, (amendment,))


def _point_name(number: int) -> str:
    return f"{PLACES[number % 40 // 2 * 2 : number % 40 // 2 * 2 + 2]}花园{number + 1}号店"


def _is_weighed(product: int) -> bool:
    return product % 4 == 0


def _handover(chance: random.Random, point: int) -> HandoverSheet:
    rows = tuple(_buyer(chance, point, number) for number in range(1, BUYERS + 1))
    goods = Counter[int]()
    for row in rows:
        for item in row.items:
            goods[GOODS.index(item.product)] += item.quantity
    received = tuple(_pick_row(product, goods[product], 0) for product in sorted(goods))
    pieces = sum(goods.values())
    return HandoverSheet(point + 1, _point_name(point), "王丽", "0007", "人民路 18 号", pieces, rows, received)


def _buyer(chance: random.Random, point: int, number: int) -> HandoverRow:
    products = chance.sample(range(PRODUCTS), 2 if chance.random() < SECOND_PIECE else 1)
    items = tuple(
        HandoverItem(GOODS[product], _spec(product), 1, "份", _is_weighed(product)) for product in sorted(products)
    )
    code = f"{chance.randrange(10**6):06d}"
    note = "放门口" if number % 20 == 0 else ""
    return HandoverRow(code, number, f"{chance.choice(FAMILIES)}*", f"{chance.randrange(10**4):04d}", "", note, items)


def _spec(product: int) -> str:
    return SPECS[product % len(SPECS)]


def _pick_row(product: int, quantity: int, orders: int) -> PickRow:
    return PickRow(
        product_id=product + 1,
        code=f"P{product + 1:03d}",
        product=GOODS[product],
        spec=_spec(product),
        category=f"类别{product // 4 + 1}",
        unit="份",
        quantity=quantity,
        frozen_quantity=quantity,
        weighed=_is_weighed(product),
        weight_g=500,
        zone="ambient",
        orders=orders,
    )


def _pick(sheet: HandoverSheet, pieces: Counter[str], orders: Counter[str]) -> PickSheet:
    rows = tuple(_pick_row(product, pieces[name], orders[name]) for product, name in enumerate(GOODS) if pieces[name])
    return PickSheet(sheet.point_id, sheet.point, sheet.leader, sheet.phone, sheet.address, len(sheet.rows), rows)


def _sow(product: int, pieces: dict[str, Counter[str]], orders: dict[str, Counter[str]]) -> SowSheet:
    name = GOODS[product]
    counts = {point: counted[name] for point, counted in pieces.items() if counted[name]}
    return SowSheet(
        product_id=product + 1,
        code=f"P{product + 1:03d}",
        barcode="6901234567892",
        product=name,
        spec=_spec(product),
        category=f"类别{product // 4 + 1}",
        unit="份",
        weighed=_is_weighed(product),
        weight_g=500,
        zone="ambient",
        rows=tuple(SowRow(point, count, count, orders[point][name]) for point, count in counts.items()),
    )


def _purchase(product: int, pieces: dict[str, Counter[str]]) -> PurchaseSheet:
    quantity = sum(counted[GOODS[product]] for counted in pieces.values())
    cases = cases_for(quantity, CASE_SIZE)
    row = PurchaseRow(
        product_id=product + 1,
        code=f"P{product + 1:03d}",
        barcode="6901234567892",
        product=GOODS[product],
        spec=_spec(product),
        category=f"类别{product // 4 + 1}",
        unit="份",
        quantity=quantity,
        frozen_quantity=quantity,
        case_size=CASE_SIZE,
        cases=cases,
        left_over=cases * CASE_SIZE - quantity,
        weighed=_is_weighed(product),
        weight_g=quantity * 500,
        cost_fen=1250,
        zone="ambient",
        points=len(pieces),
    )
    return PurchaseSheet(f"供应商{product + 1}", "周建国", "13900002222", (row,))


def recorded(papers: PaperSet, kind: PaperKind) -> list[list[Placed]]:
    """Every text of the papers of a kind, page by page, as the papers themselves place it."""
    pages: dict[Page, list[Placed]] = {}
    put = Page._put

    def listen(page: Page, x: float, y: float, shaped: Shaped, size: float, white: bool) -> None:
        pages.setdefault(page, []).append((shaped.text, shaped.bold, size, x, PAGE_HEIGHT - y))
        put(page, x, y, shaped, size, white)

    Page._put = listen  # type: ignore[method-assign, assignment]
    try:
        draw_papers(papers, kind, stream=io.BytesIO())
    finally:
        Page._put = put  # type: ignore[method-assign]
    return list(pages.values())


def draw_bare(pages: list[list[Placed]], path: Path) -> None:
    """The same texts with reportlab's own canvas and fonts, and nothing else."""
    from reportlab.pdfgen.canvas import Canvas

    for name in (fonts.REGULAR, fonts.BOLD):
        reportlab_font(name)
    canvas = Canvas(str(path), pagesize=(PAGE_WIDTH, PAGE_HEIGHT), pageCompression=1)
    for page in pages:
        for text, bold, size, x, y in page:
            canvas.setFont(fonts.BOLD if bold else fonts.REGULAR, size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
