"""The test print: rulers a person holds against, a frame on the very edge, a code to scan, on every roll and head."""

from __future__ import annotations

import pytest

from devices.label_image import DOTS_PER_MM, dots
from devices.profiles import MEDIA
from exchange.labels.test_print import CODE, draw_test_print
from tests.exchange.labels.reading import codes, ink


def drawn(roll: str, dpi: int = 203):
    return draw_test_print(MEDIA[roll], dpi, language="zh_CN", printer="打包台 1", profile="tsc_tspl_203")


@pytest.mark.parametrize("dpi", DOTS_PER_MM)
@pytest.mark.parametrize("roll", ["40x30", "60x40", "70x50", "80x50", "100x70", "100x150"])
def test_it_has_a_code_to_scan_and_a_whole_frame(roll, dpi):
    label = drawn(roll, dpi)
    dots_of = ink(label)
    assert codes(label) == {CODE}
    width, height = dots_of.size
    edges = ((0, 0, width, 1), (0, height - 1, width, height), (0, 0, 1, height), (width - 1, 0, width, height))
    assert all(dots_of.crop(edge).getextrema() == (255, 255) for edge in edges)


def test_its_ruler_has_a_tick_a_millimetre_and_a_longer_one_at_ten():
    label = ink(drawn("60x40"))
    ticks = [x for x in range(1, label.width - 1) if label.getpixel((x, dots(0.9, 203)))]
    assert ticks == [mm * 8 for mm in range(1, 60)]
    assert next(x for x in ticks if label.getpixel((x, dots(2.2, 203)))) == 80


def test_it_says_what_the_printer_was_set_up_as():
    assert drawn("60x40") != draw_test_print(
        MEDIA["60x40"], 203, language="zh_CN", printer="打包台 2", profile="tsc_tspl_203"
    )
