"""Twenty labels in each language, read back by programs that are not ours, or by readers written from the manual."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
import zxingcpp
from PIL import Image, ImageChops
from zebrafy import ZebrafyZPL

from devices.label_image import DOTS_PER_MM
from devices.languages.cpcl import Cpcl
from devices.languages.escpos import EscPos
from devices.languages.raster import FLIPPED
from devices.languages.tspl import Tspl
from devices.languages.zpl import Zpl
from devices.ports import PrinterLanguage
from devices.profiles import MEDIA
from exchange.labels import KINDS, draw
from exchange.labels.samples import SERIAL, sample
from tests.devices.drawn import DrawnLabel, drawn_labels, shown
from tests.devices.readers.cpcl_reader import read_cpcl
from tests.devices.readers.node import needs_node, npos_pictures, zpl_pictures
from tests.devices.readers.tspl_reader import read_tspl

WHITE_AT_LEAST = 0.6
RECEIPT_MM = 80


@dataclass(frozen=True)
class Pair:
    """A language, what reads it, and the widest roll that both take."""

    language: PrinterLanguage
    pictures: Callable[[list[bytes], list[DrawnLabel]], list[Image.Image]]
    widest_mm: int = 100


def _by_tspl(jobs: list[bytes], labels: list[DrawnLabel]) -> list[Image.Image]:
    return [_only(read_tspl(job, label.image.dpi).pages) for job, label in zip(jobs, labels, strict=True)]


def _by_cpcl(jobs: list[bytes], labels: list[DrawnLabel]) -> list[Image.Image]:
    return [_only(read_cpcl(job).pages) for job in jobs]


def _by_npos(jobs: list[bytes], labels: list[DrawnLabel]) -> list[Image.Image]:
    return npos_pictures(jobs)


def _by_zpl_renderer(jobs: list[bytes], labels: list[DrawnLabel]) -> list[Image.Image]:
    sizes = [(each.media.width_mm, each.media.height_mm, DOTS_PER_MM[each.image.dpi]) for each in labels]
    return zpl_pictures([(job, *size) for job, size in zip(jobs, sizes, strict=True)])


def _by_zebrafy(jobs: list[bytes], labels: list[DrawnLabel]) -> list[Image.Image]:
    return [_only(ZebrafyZPL(job.decode("ascii")).to_images()).convert("L") for job in jobs]


def _only(pages: list[Image.Image]) -> Image.Image:
    assert len(pages) == 1
    return pages[0]


PAIRS = {
    "TSPL, by the manual": Pair(Tspl(), _by_tspl),
    "CPCL, by the manual": Pair(Cpcl(), _by_cpcl),
    "ESC/POS, by npos": Pair(EscPos(), _by_npos, RECEIPT_MM),
    "ZPL hex, by zebrafy": Pair(Zpl(), _by_zebrafy),
    "ZPL Z64, by zebrafy": Pair(Zpl(is_packed=True), _by_zebrafy),
    "ZPL hex, by zpl-renderer-js": Pair(Zpl(), _by_zpl_renderer),
    "ZPL Z64, by zpl-renderer-js": Pair(Zpl(is_packed=True), _by_zpl_renderer),
}
IN_NODE = ("npos", "zpl-renderer-js")
every_pair = pytest.mark.parametrize(
    "name", [pytest.param(name, marks=needs_node) if name.endswith(IN_NODE) else name for name in PAIRS]
)


@functools.cache
def labels_of_a_night() -> tuple[DrawnLabel, ...]:
    """One of each kind as the program itself draws it, with its longest words; its codes are those of the preview."""
    media, found = MEDIA["60x40"], []
    for kind in KINDS:
        image = draw(
            kind, sample(kind, is_long=True), media=media, dpi=203, language="zh_CN", serial=SERIAL, copy_no=2
        ).image
        codes = tuple(code.text for code in zxingcpp.read_barcodes(shown(image)))
        found.append(DrawnLabel(kind, image, media, codes))
    return tuple(found)


def read_back(name: str) -> list[tuple[DrawnLabel, Image.Image]]:
    """The labels with what was read of each, and last the first one with its polarity flipped."""
    pair = PAIRS[name]
    labels = [*drawn_labels(pair.widest_mm), *labels_of_a_night()]
    labels.append(flipped(labels[0]))
    jobs = [pair.language.encode(each.image, each.media) for each in labels]
    return list(zip(labels, pair.pictures(jobs, labels), strict=True))


def flipped(label: DrawnLabel) -> DrawnLabel:
    """As an encoder with the wrong polarity would send it."""
    return replace(label, image=replace(label.image, bits=label.image.bits.translate(FLIPPED)))


def is_preview(label: DrawnLabel, picture: Image.Image) -> bool:
    """Whether the two are the same, dot for dot."""
    preview = shown(label.image)
    return picture.size == preview.size and ImageChops.difference(picture, preview).getbbox() is None


def whiteness(picture: Image.Image) -> float:
    """The share of white dots."""
    return picture.histogram()[255] / (picture.width * picture.height)


@every_pair
def test_labels_come_out_as_their_previews_and_their_codes_are_read(name):
    """Twenty of the tests' own and one of each kind of the night, in one run of the reader; the last label is of the
    wrong polarity, and every check notices.
    """
    *labels, (flipped_label, black) = read_back(name)
    assert len(labels) == 20 + len(KINDS)
    for label, picture in labels:
        assert is_preview(label, picture), label.name
        assert whiteness(picture) >= WHITE_AT_LEAST, label.name
        assert tuple(code.text for code in zxingcpp.read_barcodes(picture)) == label.codes, label.name
    right_label = labels[0][0]
    assert is_preview(flipped_label, black)
    assert not is_preview(right_label, black)
    assert whiteness(black) < 1 - WHITE_AT_LEAST


def test_the_labels_differ_and_hold_what_they_should():
    labels = drawn_labels()
    assert len({label.image.bits for label in labels}) == 20
    assert {label.media.name for label in labels} == set(MEDIA)
    assert {label.image.dpi for label in labels} == {203, 300}
    assert {label.media.feed.value for label in labels} == {"gap", "black_mark", "continuous"}
    assert sum("zint" in label.name for label in labels) >= 8
    assert sum(len(label.codes) > 0 for label in labels_of_a_night()) >= 6
