"""Text as dots: each character from the face that has it, alike wherever it stands."""

from __future__ import annotations

import pytest
from PIL import Image

from exchange import fonts
from exchange.labels.glyphs import draw_line, glyph, width_of


def line(text: str, size: int = 24, bold: bool = False) -> Image.Image:
    canvas = Image.new("1", (800, 40))
    draw_line(canvas, 4, 4, text, size, bold)
    return canvas


@pytest.mark.parametrize("character", "幸￥¥℃斤镕㐀𠮷🍉")
def test_a_character_is_drawn_by_the_face_that_has_it_and_is_no_empty_box(character):
    face = fonts.coverage(character)
    assert face is not None
    dots = glyph(face, 40, character).dots
    nothing = glyph(face, 40, "\U0010fffd").dots
    assert dots.tobytes() != nothing.tobytes()


def test_a_text_that_no_face_has_reads_as_the_trade_s_mark():
    assert line("\U00030000").tobytes() == line("〓").tobytes()


def test_a_line_fills_the_square_it_was_given():
    left, top, right, bottom = line("国", 24).getbbox()
    assert (top >= 4, bottom <= 28, left >= 4, right <= 28) == (True,) * 4


def test_the_width_told_is_the_width_drawn():
    for text in ("幸福里花园", "V2-3", "11.86 kg", "㐀🍉㎏"):
        drawn = line(text).getbbox()
        assert abs(drawn[2] - 4 - width_of(text, False) * 24) <= 4


def test_a_line_over_the_edge_is_cut_off_and_does_not_raise():
    canvas = Image.new("1", (20, 20))
    draw_line(canvas, -30, -10, "幸福里" * 9, 24, True)
    assert canvas.getbbox() is not None


def test_the_same_character_is_the_same_dots_wherever_it_stands():
    once, twice = line("幸"), line("幸幸")
    assert twice.crop((4, 0, 28, 40)).tobytes() == once.crop((4, 0, 28, 40)).tobytes()
    assert twice.crop((28, 0, 52, 40)).tobytes() == once.crop((4, 0, 28, 40)).tobytes()


def test_a_known_character_is_not_drawn_again():
    assert glyph(fonts.REGULAR, 24, "幸") is glyph(fonts.REGULAR, 24, "幸")
