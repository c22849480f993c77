from __future__ import annotations

from dataclasses import asdict, fields

import pytest

from desktop.widgets.stylesheet import style_sheet
from desktop.widgets.tokens import DARK, LIGHT, READ_ON, Tokens, Tone, contrast

ENOUGH = 4.5


def test_black_on_white_is_the_largest_contrast():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_every_text_reads_on_its_ground(theme: Tokens):
    faint = {
        f"{text} on {ground}": round(contrast(getattr(theme, text), getattr(theme, ground)), 2)
        for text, ground in READ_ON
        if contrast(getattr(theme, text), getattr(theme, ground)) < ENOUGH
    }
    assert not faint


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_every_tone_has_a_strong_and_a_soft_colour_that_read_on_each_other(theme: Tokens):
    for tone in Tone:
        assert contrast(theme.of(tone), theme.soft(tone)) >= ENOUGH, tone


def test_both_themes_keep_the_same_rail():
    assert LIGHT.rail == DARK.rail == "#17312B"


def test_the_sheet_uses_every_colour_by_its_token_and_sets_no_font():
    sheet = style_sheet(LIGHT)
    assert "$" not in sheet
    assert "font" not in sheet
    values = {str(value) for value in asdict(LIGHT).values()}
    used = {word.strip(" ;,") for line in sheet.splitlines() for word in line.split() if word.startswith("#")}
    assert used <= values
    assert {field.name for field in fields(Tokens)} > {"ground", "panel", "ink"}
