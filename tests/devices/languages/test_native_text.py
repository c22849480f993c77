"""Texts that go as text: only where the profile asks for it, only what the printer can write, and never as commands."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from devices.errors import BadProfile
from devices.label_image import LabelImage, LabelText
from devices.languages.cpcl import Cpcl
from devices.languages.native_text import inked, plain, without, written
from devices.languages.tspl import Tspl
from devices.profiles import MEDIA, profile, profiles_of
from devices.registry import language_of
from tests.devices.drawn import drawn_labels, shown
from tests.devices.readers.cpcl_reader import read_cpcl
from tests.devices.readers.tspl_reader import read_tspl

MEDIA_60 = MEDIA["60x40"]
BLACK_CORNER = (400, 250, 40, 30)
NASTY = [
    '"\r\nPRINT 99\r\n',
    '",0,1,1,"x"\r\nCLS\r\n',
    '\\["]\r\nSIZE 1 mm,1 mm\r\n',
    "\x1b!R",
    "小白菜\r\nPRINT\r\n! 0 200 200 10 9\r\n",
    "\x00\x7f\n",
    "~!D",
    "\\[R]PRINT 9",
    '俓"俓',  # its second byte is a backslash
]


def line(text: str, y: int = 10, size: int = 24, width: int = 460) -> LabelText:
    return LabelText(10, y, width, round(size * 1.16), size, text)


def label(*texts: LabelText) -> LabelImage:
    """A 60x40 label with a black corner; every text is drawn as a black box."""
    picture = Image.new("1", (480, 320), 0)
    for x, y, width, height in [BLACK_CORNER, *((each.x, each.y, each.width, each.height) for each in texts)]:
        picture.paste(1, (x, y, x + width, y + height))
    return LabelImage(480, 320, 203, picture.tobytes(), texts)


def only_corner(picture: Image.Image) -> bool:
    return ImageChops.invert(picture).getbbox() == (400, 250, 440, 280)


def test_without_the_option_everything_is_the_picture():
    full = label(line("有机小白菜"))
    assert b"TEXT" not in Tspl().encode(full, MEDIA_60)
    assert Tspl().encode(full, MEDIA_60) == Tspl().encode(replace(full, texts=()), MEDIA_60)
    assert not read_cpcl(Cpcl().encode(full, MEDIA_60)).texts


def test_a_line_goes_as_text_and_leaves_the_picture():
    full = label(line("有机小白菜 ¥12.5"), line("净含量 1.250kg", 60, 48))
    tspl = read_tspl(Tspl(native_text=True).encode(full, MEDIA_60), 203)
    cpcl = read_cpcl(Cpcl(native_text=True).encode(full, MEDIA_60))
    words = [(10, 10, "有机小白菜 ￥12.5"), (10, 60, "净含量 1.250kg")]
    assert tspl.texts == cpcl.texts == words
    assert only_corner(tspl.pages[0])
    assert only_corner(cpcl.pages[0])


def test_a_sixth_of_the_bytes_goes_over_the_wire():
    full = label(*(line("有机小白菜 五常大米 5kg", 4 + 30 * number) for number in range(8)))
    assert len(Tspl(native_text=True).encode(full, MEDIA_60)) * 6 < len(Tspl().encode(full, MEDIA_60))
    assert len(Cpcl(native_text=True).encode(full, MEDIA_60)) * 6 < len(Cpcl().encode(full, MEDIA_60))


@pytest.mark.parametrize("text", ["㐀老板", "𠮷野家", "鸡蛋🥚", "mañana", "a\tb", "第一行\r\n第二行"])
def test_what_the_printers_font_does_not_have_stays_in_the_picture(text):
    full = label(line(text))
    tspl = read_tspl(Tspl(native_text=True).encode(full, MEDIA_60), 203)
    assert not tspl.texts
    assert ImageChops.difference(tspl.pages[0], shown(full)).getbbox() is None


def test_what_would_not_fit_its_box_stays_in_the_picture():
    narrow = line("有机小白菜", width=80)
    assert written(narrow, (24,)) is None
    assert not read_tspl(Tspl(native_text=True).encode(label(narrow), MEDIA_60), 203).texts


@pytest.mark.parametrize(("size", "square", "times"), [(20, 24, 1), (24, 24, 1), (39, 24, 1), (44, 24, 2), (78, 24, 3)])
def test_the_font_is_enlarged_to_the_size_that_was_drawn(size, square, times):
    found = written(line("菜", size=size), (24,))
    assert found
    assert (found.square, found.times) == (square, times)


def test_a_text_smaller_than_the_font_stays_in_the_picture():
    assert written(line("菜", size=18), (24,)) is None
    small = written(line("菜", size=18), (32, 28, 24, 20, 16))
    assert small
    assert small.square == 20


@pytest.mark.parametrize("words", NASTY)
def test_a_products_name_is_never_a_command(words):
    see_that_words_stay_words(words)


@given(st.lists(st.sampled_from([*'"\\[]~!\r\n\x1b\x00 ,01aP', "小", "俓", "￥", "PRINT 1", "CLS"])).map("".join))
def test_no_text_whatever_is_a_command(words):
    see_that_words_stay_words(words)


def see_that_words_stay_words(words: str) -> None:
    """Both readers know every command of the bytes, one label comes out, and a text that was sent is what was given."""
    full = label(line(words))
    tspl = read_tspl(Tspl(native_text=True).encode(full, MEDIA_60), 203)
    cpcl = read_cpcl(Cpcl(native_text=True).encode(full, MEDIA_60))
    assert (len(tspl.pages), tspl.size_mm, len(cpcl.pages)) == (1, (60, 40), 1)
    assert [text for _x, _y, text in tspl.texts] in ([], [words.replace("¥", "￥")])
    assert [text for _x, _y, text in cpcl.texts] in ([], [words.replace("¥", "￥").strip(" ")])


@given(st.characters())
def test_every_character_is_one_or_two_bytes_or_none(character):
    found = plain(character)
    assert found is None or len(found) == (1 if " " <= character <= "~" or character == "\u00a0" else 2)


def test_the_inked_pieces_are_the_picture():
    for each in drawn_labels():
        picture = Image.new("1", (each.image.width, each.image.height), 0)
        for piece in inked(each.image):
            part = Image.frombytes("1", (8 * piece.row_bytes, piece.rows), piece.bits)
            picture.paste(part, (8 * piece.column, piece.top))
        assert picture.tobytes() == each.image.bits, each.name
    assert list(inked(LabelImage(480, 320, 203, bytes(19_200)))) == []


def test_only_the_box_of_a_text_is_whitened():
    black = LabelImage(20, 4, 203, b"\xff\xff\xf0" * 4)
    cleared = without(black, [LabelText(3, 1, 6, 2, 20, "x"), LabelText(18, 3, 9, 9, 20, "y")])
    assert cleared.bits == b"\xff\xff\xf0" + b"\xe0\x7f\xf0" * 2 + b"\xff\xff\xc0"


def test_a_profile_may_ask_for_it_where_the_language_can(tmp_path):
    path = tmp_path / "slow.toml"
    text = 'family = "Slow"\n[slow]\nlanguage = "tspl"\ndpi = 203\nwidest_dots = 576\nstatus = "none"\nnative_text = true\n'
    path.write_text(text, encoding="utf-8")
    assert b"TEXT" in language_of(profile("slow", tmp_path)).encode(label(line("菜")), MEDIA_60)
    for language in ("zpl_z64", "escpos"):
        path.write_text(text.replace("tspl", language), encoding="utf-8")
        with pytest.raises(BadProfile, match="tspl and cpcl"):
            profiles_of(path)
