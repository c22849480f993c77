"""From ink to meaning with two hands that are not ours: zint writes a label, zxing-cpp reads it as a scanner would."""

from __future__ import annotations

from datetime import date

import pytest
import zint
import zxingcpp
from PIL import Image, ImageOps

from domain.catalogue.rules.in_store import read_in_store
from domain.catalogue.words import USUAL_PATTERNS, InStoreReading
from domain.common.codes import badge_code, bin_label_code, check_digit, control_code, own_code
from workers.scan_reading import read_scan

EAN = "6901234567892"


def scanned(symbology: zint.Symbology, content: str) -> str:
    """What a scanner with its AIM id switched on sends for a printed code."""
    symbol = zint.Symbol()
    symbol.symbology = symbology
    symbol.show_text, symbol.scale = False, 2.0
    symbol.encode(content)
    symbol.buffer()
    high, wide, _rgb = symbol.bitmap.shape
    picture = Image.frombytes("RGB", (wide, high), bytes(symbol.bitmap)).convert("L")
    (found,) = zxingcpp.read_barcodes(ImageOps.expand(picture, 60, 255))
    return f"{found.symbology_identifier}{found.bytes.decode()}"


def test_a_printed_gs1_label_gives_article_weight_lot_and_day():
    raw = scanned(zint.Symbology.GS1_128, f"[01]0{EAN}[3103]001250[15]260601[10]AB-7")
    assert raw.startswith("]C1")
    read = read_scan(raw)
    assert (read.fault, read.gtin, read.weight_g, read.lot) == ("", f"0{EAN}", 1250, "AB-7")
    assert read.expires_on == date(2026, 6, 1)


def test_a_lot_before_the_weight_is_ended_by_its_separator():
    read = read_scan(scanned(zint.Symbology.GS1_128, f"[01]0{EAN}[10]A7[3103]000980"))
    assert (read.lot, read.weight_g) == ("A7", 980)


@pytest.mark.parametrize(
    ("symbology", "digits", "reading"),
    [
        (zint.Symbology.EANX, "210012301250", InStoreReading("2100123", 1250, None)),
        (zint.Symbology.CODE128, "21001230300001250", InStoreReading("2100123", 1250, 3000)),
    ],
)
def test_a_printed_scales_label_is_read_by_the_table(symbology, digits, reading):
    read = read_scan(scanned(symbology, digits + check_digit(digits)))
    assert (read.fault, read.is_gs1) == ("", False)
    assert read_in_store(read.text, USUAL_PATTERNS) == reading


def test_an_18_digit_label_printed_with_a_wrong_digit_is_refused_and_no_gs1():
    digits = "21001230300001250"
    wrong = str((int(check_digit(digits)) + 1) % 10)
    read = read_scan(scanned(zint.Symbology.CODE128, digits + wrong))
    assert (read.fault, read.is_gs1) == ("wrong_check_digit", False)


@pytest.mark.parametrize(
    "code", ["T0000017", bin_label_code("A-01-3"), badge_code(12), control_code("DONE"), "LOAD:0525:3"]
)
def test_codes_made_here_are_read_back_from_paper(code):
    read = read_scan(scanned(zint.Symbology.CODE128, code))
    assert (read.text, read.fault) == (code, "")
    assert own_code(read.text).is_right
