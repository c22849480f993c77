"""What a label tells a slow printer of its lines: where they stand, so that the rest of the picture is without them."""

from __future__ import annotations

import pytest
from PIL import Image

from devices.languages.native_text import without
from devices.languages.tspl import Tspl
from devices.profiles import MEDIA
from exchange.labels import draw
from exchange.labels.samples import SERIAL, sample
from tests.devices.readers.tspl_reader import read_tspl

KINDS = ["tote_label", "item_label", "bag_label", "pickup_slip"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_line_of_plain_black_text_is_in_its_box(kind):
    label = drawn(kind)
    assert label.texts
    for text in label.texts:
        box = (text.x, text.y, text.x + text.width, text.y + text.height)
        assert picture(label).crop(box).getbbox(), text
    rest = without(label, label.texts)
    assert ink(rest) < ink(label) * 0.75


def test_a_tote_label_sent_as_text_keeps_its_code_its_frame_and_half_its_bytes():
    media = MEDIA["80x50"]
    label = drawn("tote_label", media.name)
    sent = Tspl(native_text=True).encode(label, media)
    assert len(sent) * 2 < len(Tspl().encode(label, media))
    read = read_tspl(sent, 203)
    assert "幸福里" in [text for _x, _y, text in read.texts]
    import zxingcpp

    assert [code.text for code in zxingcpp.read_barcodes(read.pages[0])]


def drawn(kind, name="80x50"):
    return draw(kind, sample(kind), media=MEDIA[name], dpi=203, language="zh_CN", serial=SERIAL).image


def picture(label):
    return Image.frombytes("1", (label.width, label.height), label.bits)


def ink(label):
    return sum(byte.bit_count() for byte in label.bits)
