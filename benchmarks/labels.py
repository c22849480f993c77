"""Labels: one 60 x 40 mm label with Chinese, EAN-13 and QR drawn and encoded; 200 of them from intent to the last byte.

p95_ms is of one label of 400 different ones, in TSPL at 203 dpi. Its floor is the same texts at the same places and
the same two codes with bare Pillow and zxing-cpp, threshold 128, in the same run. Next: labels_wire.py for the wire.
"""

from __future__ import annotations

import importlib.util
import random
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from statistics import median, quantiles
from typing import Any, NamedTuple

from benchmarks.documents import FAMILIES, GOODS, PLACES, SPECS
from devices.label_image import DOTS_PER_MM, LabelImage
from devices.ports import PrinterLanguage
from devices.profiles import MEDIA, profile
from devices.registry import language_of
from domain.common.codes import ean13_with_check
from domain.printing.rules import serial_of
from exchange import fonts
from exchange.labels import draw, glyphs

NAME = "labels"
LABELS = 400
WARM_UP = 5
PROFILE = "gprinter_tspl_203"
MEDIUM = MEDIA["60x40"]
DPI = 203
TO_REACH = {"p95_ms": 20}


class Job(NamedTuple):
    """One label to print: its words and its serial."""

    body: dict[str, Any]
    serial: str


class Text(NamedTuple):
    """A line as the product placed it, in dots: left, top of the Han square, size."""

    text: str
    x: int
    top: int
    size: int
    bold: bool


def measure(options: Namespace) -> dict[str, Any]:
    """p95_ms and its floor for one label; seconds, floor_seconds and ratio for 200 of them on the wire."""
    jobs = item_jobs(getattr(options, "orders", None) or LABELS, getattr(options, "seed", 0) or 0)
    language = language_of(profile(PROFILE))
    ours = _times(jobs, lambda job: language.encode(drawn(job), MEDIUM))
    placed = [texts_of(job) for job in jobs]
    bare = _times(list(zip(jobs, placed, strict=True)), lambda each: bare_label(each[0], each[1], language))
    found: dict[str, Any] = {
        "name": NAME,
        "labels": len(jobs),
        "p50_ms": _ms(median(ours)),
        "p95_ms": _ms(_p95(ours)),
        "first_ms": _ms(ours[0]),
        "floor_p50_ms": _ms(median(bare)),
        "floor_p95_ms": _ms(_p95(bare)),
        "draw_ratio": round(sum(ours) / sum(bare), 2),
    }
    return {**found, **_wire(options, ours, bare)}


def _wire(options: Namespace, ours: list[float], bare: list[float]) -> dict[str, Any]:
    """What labels_wire.py says of 200 labels over TCP; without it, drawing and encoding alone."""
    if importlib.util.find_spec("benchmarks.labels_wire") is None:
        return {
            "seconds": round(sum(ours), 3),
            "floor_seconds": round(sum(bare), 3),
            "ratio": round(sum(ours) / sum(bare), 2),
        }
    said: dict[str, Any] = importlib.import_module("benchmarks.labels_wire").measure(options)
    return {key: value for key, value in said.items() if key != "name"}


def item_jobs(count: int, seed: int = 0) -> list[Job]:
    """So many different weighed pieces of a night, the same for the same seed."""
    chance = random.Random(seed)
    return [_item(chance, number) for number in range(1, count + 1)]


def _item(chance: random.Random, number: int) -> Job:
    product, weight_g = chance.randrange(len(GOODS)), chance.randrange(180, 6_000)
    unit_price_fen = chance.randrange(398, 12_800)
    point = chance.randrange(200)
    body = {
        "cycle": "0525",
        "point": f"{PLACES[point % 40 // 2 * 2 : point % 40 // 2 * 2 + 2]}花园{point + 1}号店",
        "pickup_code": f"{chance.randrange(10**6):06d}",
        "buyer": f"{chance.choice(FAMILIES)}*",
        "product": GOODS[product],
        "spec": SPECS[product % len(SPECS)],
        "weight_g": weight_g,
        "price_fen": unit_price_fen * weight_g // 1000,
        "unit_price_fen": unit_price_fen,
        "tote": f"T{number:07d}",
        "picked_by": "李敏",
        "picked_at": f"2026-05-26T0{chance.randrange(1, 6)}:{chance.randrange(60):02d}:00+08:00",
        "lot": f"L0525-{product:02d}",
        "best_before": "2026-05-28",
        "sequence": number,
        "barcode": ean13_with_check(f"21{product:05d}{weight_g:05d}"),
        "is_manual": False,
    }
    return Job(body, serial_of(f"pick {seed_of(number)}"))


def seed_of(number: int) -> int:
    """A pick's id, far from its neighbours."""
    return 1_000_003 * number


def drawn(job: Job) -> LabelImage:
    """The product's picture of the job."""
    label = draw("item_label", job.body, media=MEDIUM, dpi=DPI, language="zh_CN", serial=job.serial)
    if label.problems:
        raise RuntimeError(f"a label of the figure has problems: {label.problems}")
    return label.image


def texts_of(job: Job) -> list[Text]:
    """Every line of the job's label as the product itself places it."""
    placed: list[Text] = []
    with _listening(lambda text: placed.append(text)):
        drawn(job)
    return placed


@contextmanager
def _listening(heard: Callable[[Text], None]) -> Iterator[None]:
    put = glyphs.draw_line

    def listen(canvas: Any, x: int, top: int, text: str, size: int, bold: bool, ink: int = 1) -> None:
        heard(Text(text, x, top, size, bold))
        put(canvas, x, top, text, size, bold, ink)

    glyphs.draw_line = listen
    try:
        yield
    finally:
        glyphs.draw_line = put


def bare_label(job: Job, texts: list[Text], language: PrinterLanguage) -> bytes:
    """The same words and codes with Pillow and zxing-cpp alone, and the same bytes around them."""
    import zxingcpp
    from PIL import Image, ImageDraw

    width, height = MEDIUM.width_mm * DOTS_PER_MM[DPI], MEDIUM.height_mm * DOTS_PER_MM[DPI]
    grey = Image.new("L", (width, height), 0)
    pen = ImageDraw.Draw(grey)
    for text in texts:
        font = _bare_font(fonts.BOLD if text.bold else fonts.REGULAR, text.size)
        pen.text((text.x, text.top + round(text.size * 0.88)), text.text, font=font, fill=255, anchor="ls")
    dots = grey.point(_THRESHOLD, "1")
    formats = zxingcpp.BarcodeFormat
    for symbol, content, place, scale in (
        (formats.EAN13, job.body["barcode"], (27, 230), 2),
        (formats.QRCode, job.serial, (390, 232), 3),
    ):
        code: Any = zxingcpp.create_barcode(content, symbol).to_image(scale=scale, add_quiet_zones=False)
        high, wide = code.shape
        bars = Image.frombytes("L", (wide, high), bytes(memoryview(code))).point(_INVERTED, "1")
        dots.paste(bars.crop((0, 0, wide, min(high, height - place[1]))), place)
    return language.encode(LabelImage(width, height, DPI, dots.tobytes()), MEDIUM)


_THRESHOLD = [0] * 128 + [255] * 128
_INVERTED = [255] * 128 + [0] * 128


@cache
def _bare_font(name: str, size: int) -> Any:
    from PIL import ImageFont

    return ImageFont.truetype(str(fonts.font_files()[name]), size, layout_engine=ImageFont.Layout.BASIC)


def _times(jobs: list[Any], work: Callable[[Any], object]) -> list[float]:
    """Seconds of each job; the first few once before, so that nobody's fonts are read while the clock runs."""
    for job in jobs[:WARM_UP]:
        work(job)
    found = []
    for job in jobs:
        began = time.perf_counter()
        work(job)
        found.append(time.perf_counter() - began)
    return found


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 2)
