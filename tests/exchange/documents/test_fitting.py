import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.documents.fitting import MOST_LINES, broken_lines, fit
from exchange.documents.page import Style
from exchange.documents.text import clean
from exchange.documents.typefaces import Typefaces

FACES = Typefaces()
NAME = Style(13, True)


def test_a_short_text_stays_as_big_as_it_was():
    fitted = fit(FACES, "鲜牛奶", 200, NAME, smallest=8)
    assert fitted.lines == ("鲜牛奶",)
    assert fitted.style == NAME


def test_a_longer_text_takes_a_second_line_before_it_shrinks():
    fitted = fit(FACES, "万科城市花园北区菜鸟驿站", 100, NAME, smallest=8)
    assert len(fitted.lines) == 2
    assert fitted.style.size == 13


def test_a_still_longer_text_shrinks_before_it_takes_a_third_line():
    fitted = fit(FACES, "万科城市花园北区菜鸟驿站" * 2, 130, NAME, smallest=8)
    assert len(fitted.lines) == 2
    assert 8 <= fitted.style.size < 13


def test_a_very_long_text_takes_more_small_lines_and_loses_nothing():
    text = "很长的名字" * 12
    fitted = fit(FACES, text, 100, NAME, smallest=8)
    assert fitted.style.size == 8
    assert "".join(fitted.lines) == text


def test_only_beyond_eight_small_lines_an_ellipsis_tells_that_something_is_missing():
    fitted = fit(FACES, "很长的名字" * 60, 100, NAME, smallest=8)
    assert len(fitted.lines) == MOST_LINES
    assert fitted.lines[-1].endswith("…")


@given(st.text(st.sampled_from("甲乙，。（）《 ab.W1é🌻"), max_size=80), st.floats(40, 300))
def test_every_line_fits_and_no_character_is_lost(text, width):
    lines = broken_lines(FACES, clean(text), width / 10, bold=False)
    assert all(FACES.width(line, 10) <= width + 1e-6 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize("mark", list("，。、）》】」％"))
def test_a_line_does_not_begin_with_a_closing_mark(mark):
    lines = broken_lines(FACES, f"一二三四{mark}五六七八", 4.5, bold=False)
    assert not any(line.startswith(mark) for line in lines)


def test_a_latin_word_is_not_cut_where_it_fits_a_line():
    lines = broken_lines(FACES, "fresh organic spinach from the valley", 8, bold=False)
    assert {word for line in lines for word in line.split()} == {"fresh", "organic", "spinach", "from", "the", "valley"}
