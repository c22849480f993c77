"""The bytes around a picture, and what each answer of a printer means; answers as the makers' manuals list them."""

from __future__ import annotations

import re

import pytest
from PIL import Image

from devices.errors import BadAddress
from devices.label_image import LabelImage, Media
from devices.languages.cpcl import Cpcl
from devices.languages.escpos import STRIP_ROWS, EscPos
from devices.languages.tspl import Tspl
from devices.languages.zpl import Zpl
from devices.profiles import MEDIA, profiles
from devices.readings import Condition
from devices.registry import language_of
from tests.devices.drawn import drawn_labels, shown
from tests.devices.readers.cpcl_reader import NotCpcl, read_cpcl
from tests.devices.readers.tspl_reader import NotTspl, read_tspl

ODD = Media("45x1", 45, 1)
"""540 dots at 300 dpi: four bits of every row are padding."""
LANGUAGES = [Tspl(), EscPos(), Zpl(), Zpl(is_packed=True), Cpcl()]


def plain(media: Media, dpi: int = 203) -> LabelImage:
    """A label with nothing on it but its left edge."""
    per_mm = {203: 8, 300: 12}[dpi]
    width, height = media.width_mm * per_mm, media.height_mm * per_mm
    return LabelImage(width, height, dpi, (b"\x80" + bytes((width + 7) // 8 - 1)) * height)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_of_another_size_is_refused_with_both_sizes(language):
    with pytest.raises(ValueError, match="480 x 320 dots are no picture of 70x50: at 203 dpi it has 560 x 400"):
        language.encode(plain(MEDIA["60x40"]), MEDIA["70x50"])


@pytest.mark.parametrize("dpi", [203, 300])
def test_tspl_tells_size_and_how_the_next_label_is_found(dpi):
    for name, gap, is_marked in (("60x40", 2, False), ("60x40-mark", 3, True), ("60x40-continuous", 0, False)):
        read = read_tspl(Tspl().encode(plain(MEDIA[name], dpi), MEDIA[name]), dpi)
        assert (read.size_mm, read.gap_mm, read.is_marked) == ((60, 40), (gap, 0), is_marked)


def test_zpl_tells_width_length_and_how_the_next_label_is_found():
    for name, sensing in (("60x40", "Y"), ("60x40-mark", "M"), ("60x40-continuous", "N")):
        said = Zpl().encode(plain(MEDIA[name]), MEDIA[name]).decode("ascii")
        assert said.startswith(f"^XA^MN{sensing}^PW480^LL320")
        assert said.endswith("^PQ1,0,0,N^XZ\r\n")


def test_cpcl_tells_height_width_and_how_the_next_label_is_found():
    for name, sensor in (("60x40", "GAP-SENSE"), ("60x40-mark", "BAR-SENSE"), ("60x40-continuous", "")):
        read = read_cpcl(Cpcl().encode(plain(MEDIA[name], 300), MEDIA[name]))
        assert (read.dpi, read.sensor, read.feeds_to_next) == ((300, 300), sensor, bool(sensor))


def test_escpos_feeds_to_the_next_label_and_cuts_an_endless_roll():
    ends = {
        name: EscPos(has_cutter=cutter).encode(plain(MEDIA[name]), MEDIA[name])[-4:]
        for name, cutter in (("60x40", True), ("60x40-mark", False), ("60x40-continuous", True))
    }
    assert ends["60x40"].endswith(b"\x1d\x0c")
    assert ends["60x40-mark"].endswith(b"\x1d\x0c")
    assert ends["60x40-continuous"] == b"\x1dVB\x00"
    assert EscPos().encode(plain(MEDIA["60x40-continuous"]), MEDIA["60x40-continuous"]).endswith(b"\x1bd\x04")


def test_escpos_pictures_are_what_python_escpos_writes_too():
    """Its pictures are right, only slow: ours are the same bytes, strips and all."""
    from escpos.printer import Dummy

    for label in drawn_labels():
        theirs = Dummy()
        theirs.hw("INIT")
        theirs.image(shown(label.image), impl="bitImageRaster", fragment_height=STRIP_ROWS)
        assert EscPos().encode(label.image, label.media).startswith(bytes(theirs.output)), label.name


@pytest.mark.parametrize(
    ("language", "read"),
    [(Tspl(), lambda data: read_tspl(data, 300).pages[0]), (Cpcl(), lambda data: read_cpcl(data).pages[0])],
)
def test_what_pads_a_row_prints_nothing(language, read):
    page = read(language.encode(plain(ODD, 300), ODD))
    assert page.crop((1, 0, 540, 12)).getextrema() == (255, 255)
    assert page.crop((0, 0, 1, 12)).getextrema() == (0, 0)


def test_the_readers_refuse_what_no_manual_knows():
    good = Tspl().encode(plain(MEDIA["60x40"]), MEDIA["60x40"])
    for spoilt in (
        good.replace(b"CLS\r\n", b""),
        good[:-20],
        good.replace(b"SIZE", b"SIZZ"),
        good.replace(b",0,", b",9,"),
    ):
        with pytest.raises(NotTspl):
            read_tspl(spoilt, 203)
    good = Cpcl().encode(plain(MEDIA["60x40"]), MEDIA["60x40"])
    for spoilt in (good[1:], good[:-20], good.replace(b"PAGE-WIDTH 480\r\n", b""), good.replace(b"CG 60", b"CG 61")):
        with pytest.raises(NotCpcl):
            read_cpcl(spoilt)


def test_z64_is_a_fraction_of_hex_and_hex_is_in_capitals():
    label = drawn_labels()[1]
    hexed, packed = (Zpl(is_packed=each).encode(label.image, label.media) for each in (False, True))
    assert len(packed) * 5 < len(hexed)
    data = re.search(rb"\^GFA,\d+,\d+,\d+,([^^]*)\^FS", hexed)
    assert data
    assert re.fullmatch(rb"[0-9A-F]+", data[1])


@pytest.mark.parametrize(
    ("byte", "conditions", "is_printing"),
    [
        (0x00, set(), False),
        (0x01, {Condition.HEAD_OPEN}, False),
        (0x02, {Condition.PAPER_JAM}, False),
        (0x03, {Condition.PAPER_JAM, Condition.HEAD_OPEN}, False),
        (0x04, {Condition.PAPER_OUT}, False),
        (0x05, {Condition.PAPER_OUT, Condition.HEAD_OPEN}, False),
        (0x08, {Condition.RIBBON_OUT}, False),
        (0x0B, {Condition.RIBBON_OUT, Condition.PAPER_JAM, Condition.HEAD_OPEN}, False),
        (0x10, {Condition.PAUSED}, False),
        (0x20, set(), True),
        (0x40, {Condition.COVER_OPEN}, False),
        (0x80, {Condition.OVERHEATED}, False),
    ],
)
def test_the_one_byte_of_tspl(byte, conditions, is_printing):
    said = Tspl("basic").status(bytes([byte]))
    assert said
    assert (said.conditions, said.is_printing, said.remaining) == (conditions, is_printing, None)
    assert said.raw == bytes([byte])


@pytest.mark.parametrize(
    ("four", "conditions", "is_printing"),
    [
        (b"@@@@", set(), False),
        (b"P@@@", set(), True),
        (b"W@@@", set(), True),
        (b"L@@@", set(), False),
        (b"`@@@", {Condition.PAUSED}, False),
        (b"E@@A", {Condition.PAPER_OUT}, False),
        (b"E@@B", {Condition.PAPER_JAM}, False),
        (b"E@@D", {Condition.RIBBON_OUT}, False),
        (b"E@@`", {Condition.HEAD_OPEN}, False),
        (b"@@A@", {Condition.OVERHEATED}, False),
        (b"@@H@", {Condition.FAULT}, False),
        (b"@H@@", {Condition.BUFFER_FULL}, False),
        (b"E@@@", {Condition.FAULT}, False),
    ],
)
def test_the_eight_bytes_of_tspl(four, conditions, is_printing):
    said = Tspl("full").status(b"\x02" + four + b"\x03\r\n")
    assert said
    assert (said.conditions, said.is_printing) == (conditions, is_printing)


@pytest.mark.parametrize("cut", range(8))
def test_a_piece_of_the_eight_bytes_is_no_answer(cut):
    assert Tspl("full").status(b"\x02@@@@\x03\r\n"[:cut]) is None


def test_the_last_whole_answer_of_tspl_counts():
    said = Tspl("full").status(b"\x02P@@@\x03\r\n\x02@@@A\x03\r\n")
    assert said
    assert (said.conditions, said.is_printing) == ({Condition.PAPER_OUT}, False)


READY_1 = "030,0,0,0320,000,0,0,0,000,0,0,0"
READY_2 = "000,0,0,0,0,2,4,0,00000000,1,000"
READY_3 = "1234,0"


def host_status(first: str = READY_1, second: str = READY_2) -> bytes:
    return "".join(f"\x02{each}\x03\r\n" for each in (first, second, READY_3)).encode()


@pytest.mark.parametrize(
    ("answer", "conditions", "remaining"),
    [
        (host_status(), set(), 0),
        (host_status("030,1,0,0320,000,0,0,0,000,0,0,0"), {Condition.PAPER_OUT}, 0),
        (host_status("030,0,1,0320,002,0,0,0,000,0,0,0"), {Condition.PAUSED}, 2),
        (host_status("030,0,0,0320,000,1,0,0,000,0,0,0"), {Condition.BUFFER_FULL}, 0),
        (host_status("030,0,0,0320,000,0,0,0,000,0,0,1"), {Condition.OVERHEATED}, 0),
        (host_status(second="000,0,1,0,0,2,4,0,00000000,1,000"), {Condition.HEAD_OPEN}, 0),
        (host_status(second="000,0,0,1,1,2,4,0,00000000,1,000"), {Condition.RIBBON_OUT}, 0),
        (host_status(second="000,0,0,0,0,2,4,0,00000007,1,000"), set(), 7),
    ],
)
def test_the_three_strings_of_zpl(answer, conditions, remaining):
    said = Zpl().status(answer)
    assert said
    assert (said.conditions, said.remaining, said.is_printing) == (conditions, remaining, remaining > 0)


@pytest.mark.parametrize("answer", [b"", host_status()[:-4], host_status().replace(b"030,", b""), b"\x02x\x03" * 3])
def test_less_than_three_whole_strings_are_no_answer(answer):
    assert Zpl().status(answer) is None


@pytest.mark.parametrize(
    ("byte", "conditions", "is_printing"),
    [
        (0x00, set(), False),
        (0x01, set(), True),
        (0x02, {Condition.PAPER_OUT}, False),
        (0x04, {Condition.COVER_OPEN}, False),
        (0x08, {Condition.BATTERY_LOW}, False),
        (0x10, set(), False),
    ],
)
def test_the_one_byte_of_cpcl(byte, conditions, is_printing):
    said = Cpcl().status(bytes([byte]))
    assert said
    assert (said.conditions, said.is_printing) == (conditions, is_printing)


FINE = b"\x12\x12\x12\x12"


@pytest.mark.parametrize(
    ("answer", "conditions"),
    [
        (FINE, set()),
        (b"\x1a\x16\x12\x12", {Condition.COVER_OPEN}),
        (b"\x1a\x32\x12\x72", {Condition.PAPER_OUT}),
        (b"\x1a\x1a\x12\x12", {Condition.PAUSED}),
        (b"\x1a\x52\x1a\x12", {Condition.FAULT}),
        (b"\x1a\x52\x52\x12", {Condition.OVERHEATED}),
        (b"\x12\x12\x12\x1e", {Condition.PAPER_LOW}),
        (b"\x1a\x12\x12\x12", {Condition.FAULT}),
    ],
)
def test_the_four_bytes_of_escpos(answer, conditions):
    said = EscPos("basic").status(answer)
    assert said
    assert (said.conditions, said.is_printing) == (conditions, None)


@pytest.mark.parametrize("answer", [b"", FINE[:3], b"\x12\x12\x12\x16", b"\x00\x00\x00\x00", b"\xff" * 4])
def test_bytes_that_no_real_time_status_has_are_no_answer(answer):
    assert EscPos("basic").status(answer) is None


def test_an_answer_to_a_picture_that_looked_like_a_question_is_passed_over():
    """One label in some hundreds holds the bytes of DLE EOT 1 by chance; its answer comes before ours."""
    said = EscPos("basic").status(b"\x1a" + b"\x12\x16\x12\x12")
    assert said
    assert said.conditions == {Condition.COVER_OPEN}


def test_escpos_is_done_when_the_question_in_the_queue_is_answered():
    full = EscPos("full")
    assert full.status(FINE) is None
    done = full.status(FINE + b"\x00")
    assert done
    assert (done.conditions, done.is_printing) == (frozenset(), False)


def test_escpos_that_cannot_go_on_says_so_before_its_queue_is_done():
    stuck = EscPos("full").status(b"\x1a\x32\x12\x72")
    assert stuck
    assert (stuck.conditions, stuck.is_printing) == ({Condition.PAPER_OUT}, True)


def test_a_printer_that_cannot_say_how_it_is_is_never_asked_and_never_believed():
    silent = [language_of(each) for each in profiles().values() if each.status == "none"]
    assert len(silent) >= 5
    for language in silent:
        assert language.status_request == b""
        assert language.status(b"\x00") is None
        assert language.status(host_status()) is None


def test_every_other_printer_is_asked():
    for each in profiles().values():
        assert bool(language_of(each).status_request) == (each.status != "none"), each.name


def test_an_unknown_language_is_refused():
    from dataclasses import replace

    with pytest.raises(BadAddress, match="tspl"):
        language_of(replace(profiles()["tsc_tspl_203"], language="epl"))


def test_a_black_dot_is_a_zero_in_tspl_and_a_one_in_all_others():
    corner = plain(MEDIA["40x30"])
    assert b",0,\x7f\xff" in Tspl().encode(corner, MEDIA["40x30"])
    assert b"0 0 \x80\x00" in Cpcl().encode(corner, MEDIA["40x30"])
    assert b",8000" in Zpl().encode(corner, MEDIA["40x30"])
    assert b"\x28\x00\xf0\x00\x80\x00" in EscPos().encode(corner, MEDIA["40x30"])


def test_the_preview_is_the_picture():
    corner = shown(plain(MEDIA["40x30"]))
    assert isinstance(corner, Image.Image)
    assert (corner.getpixel((0, 0)), corner.getpixel((1, 0))) == (0, 255)
