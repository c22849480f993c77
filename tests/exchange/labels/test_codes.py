"""Codes written by zxing-cpp, compared with those zint writes, read back, and refused where they cannot be."""

from __future__ import annotations

import pytest
import zxingcpp
from PIL import Image, ImageChops

from exchange.labels.codes import Symbol, modules

CONTENTS = [
    (Symbol.CODE128, "L4T8K2M9QZ7XCE", "]C0"),
    (Symbol.CODE128, "210012300486401934", "]C0"),
    (Symbol.EAN13, "6901234567892", "]E0"),
    (Symbol.GS1_128, "(01)06901234567892(3103)001250", "]C1"),
    (Symbol.QR, "L4T8K2M9QZ7XCE", "]Q1"),
    (Symbol.QR, "晨配 T0000047", "]Q1"),
    (Symbol.DATA_MATRIX, "BIN:A-01-K", "]d1"),
]


def on_paper(found, module=3, height=60):
    dots = found.drawn(module, height)
    paper = Image.new("L", (dots.width + 60 * module, dots.height + 40), 255)
    paper.paste(0, (30 * module, 20, 30 * module + dots.width, 20 + dots.height), dots)
    return paper


@pytest.mark.parametrize(("symbol", "content", "aim"), CONTENTS)
def test_a_code_is_read_back_with_its_kind(symbol, content, aim):
    read = zxingcpp.read_barcodes(on_paper(modules(symbol, content)))
    assert [(one.text, one.symbology_identifier) for one in read] == [(content, aim)]


@pytest.mark.parametrize(("symbol", "content"), [(Symbol.EAN13, "6901234567892"), (Symbol.CODE128, "T0000047")])
def test_bars_are_those_another_encoder_writes(symbol, content):
    import zint

    theirs = zint.Symbol()
    theirs.symbology = {Symbol.EAN13: zint.Symbology.EANX, Symbol.CODE128: zint.Symbology.CODE128}[symbol]
    theirs.encode(content)
    theirs.show_text = False
    theirs.scale = 0.5
    theirs.buffer()
    ours = modules(symbol, content)
    high, wide, _rgb = theirs.bitmap.shape
    grey = Image.frombytes("RGB", (wide, high), bytes(theirs.bitmap)).convert("L")
    seen = grey.point([255] * 128 + [0] * 128, "1")
    seen = seen.crop(seen.getbbox())
    assert seen.size[0] == ours.dots.width
    assert ImageChops.logical_xor(seen.crop((0, 0, seen.width, 1)), ours.dots).getbbox() is None


@pytest.mark.parametrize(
    ("symbol", "content"),
    [
        (Symbol.EAN13, "6901234567890"),
        (Symbol.EAN13, "123"),
        (Symbol.CODE128, ""),
        (Symbol.CODE128, "幸福里"),
        (Symbol.CODE128, "a\nb"),
        (Symbol.GS1_128, "no brackets"),
        (Symbol.QR, "x" * 201),
        (Symbol.QR, ""),
    ],
)
def test_what_cannot_be_written_is_none(symbol, content):
    assert modules(symbol, content) is None


def test_a_code_that_would_be_too_fine_has_no_size():
    found = modules(Symbol.CODE128, "L4T8K2M9QZ7XCE")
    assert found.module_dots((2 * found.width, 80), 203, 0.5) == 2
    assert found.module_dots((2 * found.width - 1, 80), 203, 0.5) == 0
    assert found.module_dots((9 * found.width, 80), 203, 0.5) == 4
    assert found.module_dots((9 * found.width, 80), 300, 0.5) == 6
