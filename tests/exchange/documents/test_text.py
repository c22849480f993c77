import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.documents.text import LONGEST, clean, file_part


@pytest.mark.parametrize("code", [*range(0x20), 0x7F, *range(0x80, 0xA0)])
def test_no_control_byte_reaches_the_page(code):
    assert clean(f"a{chr(code)}b") in ("ab", "a b")


@pytest.mark.parametrize("mark", ["\u202a", "\u202e", "\u2066", "\u2069", "\u200e", "\u061c", "\ufeff", "\u200b"])
def test_bidi_and_zero_width_marks_are_gone(mark):
    assert clean(f"左{mark}右") == "左右"


@pytest.mark.parametrize("white", ["\t", "\n", "\r\n", "\u2028", "\u3000", "\u00a0", "  "])
def test_white_space_of_any_kind_is_one_blank(white):
    assert clean(f" 一{white}二 ") == "一 二"


@pytest.mark.parametrize("text", ["<b>&</b>", "</para>", "=cmd()", "(a\\) Tj", "𠮷野家", "朱镕基", "🌻", "10 % ¥"])
def test_what_looks_like_markup_or_a_formula_stays_as_it_is(text):
    assert clean(text) == text


def test_a_lone_surrogate_is_dropped():
    assert clean("半\ud800个") == "半个"


def test_a_text_longer_than_any_cell_ends_in_an_ellipsis():
    assert clean("长" * 5000) == "长" * (LONGEST - 1) + "…"


@given(st.text())
def test_whatever_comes_in_one_clean_line_comes_out(text):
    line = clean(text)
    assert not any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") for character in line)
    assert line == line.strip()
    assert clean(line) == line


@pytest.mark.parametrize(
    ("cycle", "part"),
    [
        ("0525", "0525"),
        ("..\\..\\x", "x"),
        ("C:\\Users", "C-Users"),
        ("a/b:c*d?", "a-b-c-d"),
        ("CON", "CON-"),
        ("lpt1", "lpt1-"),
        ("0525.", "0525"),
        ("端午 团", "端午-团"),
        ("a\u202etxt.exe", "atxt-exe"),
        ("...", "-"),
        ("", "-"),
        ("x" * 300, "x" * 60),
    ],
)
def test_a_file_name_is_one_that_every_system_takes(cycle, part):
    assert file_part(cycle) == part
